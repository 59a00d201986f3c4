"""Event buses: CreateEventBus, DescribeEventBus, UpdateEventBus, DeleteEventBus, ListEventBuses, permissions, tags."""

import json
import re

import pytest
from botocore.exceptions import ClientError
from expect import arn_of, create, refused, rule


def test_the_default_bus_is_always_there(events, account):
    arn = f"arn:aws:events:us-east-1:{account}:event-bus/default"
    bus = events.describe_event_bus()
    assert (bus["Name"], bus["Arn"]) == ("default", arn)
    assert "Policy" not in bus and "Description" not in bus
    assert events.describe_event_bus(Name=arn)["Name"] == "default"
    (listed,) = events.list_event_buses()["EventBuses"]
    assert (listed["Name"], listed["Arn"]) == ("default", arn)
    with refused("ValidationException", "Cannot delete event bus default."):
        events.delete_event_bus(Name="default")


def test_a_bus_is_created_described_updated_and_deleted(events, account):
    arn = f"arn:aws:events:us-east-1:{account}:event-bus/shop"
    answer = events.create_event_bus(Name="shop")
    assert answer["EventBusArn"] == arn
    assert set(answer) == {"EventBusArn", "ResponseMetadata"}
    bus = events.describe_event_bus(Name="shop")
    assert (bus["Name"], bus["Arn"]) == ("shop", arn)
    assert bus["CreationTime"] == bus["LastModifiedTime"]
    assert set(bus) == {"Name", "Arn", "CreationTime", "LastModifiedTime", "ResponseMetadata"}
    answer = events.update_event_bus(Name="shop", Description="orders")
    assert (answer["Name"], answer["Arn"], answer["Description"]) == ("shop", arn, "orders")
    assert events.describe_event_bus(Name="shop")["Description"] == "orders"
    events.delete_event_bus(Name="shop")
    with refused("ResourceNotFoundException", "Event bus shop does not exist.", exception="ResourceNotFoundException"):
        events.describe_event_bus(Name="shop")


def test_a_bus_exists_once(events):
    events.create_event_bus(Name="shop", Description="first", Tags=[{"Key": "k", "Value": "v"}])
    text = "Event bus shop already exists."
    with refused("ResourceAlreadyExistsException", text, exception="ResourceAlreadyExistsException"):
        events.create_event_bus(Name="shop", Description="second")
    assert events.describe_event_bus(Name="shop")["Description"] == "first"


def test_missing_buses(events):
    events.delete_event_bus(Name="nothing")
    text = "Event bus nothing does not exist."
    for call in (
        lambda: events.describe_event_bus(Name="nothing"),
        lambda: events.update_event_bus(Name="nothing", Description="d"),
        lambda: events.put_rule(Name="r", EventBusName="nothing", EventPattern='{"source": ["a"]}'),
        lambda: events.list_rules(EventBusName="nothing"),
        lambda: events.describe_rule(Name="r", EventBusName="nothing"),
        lambda: events.delete_rule(Name="r", EventBusName="nothing"),
        lambda: events.enable_rule(Name="r", EventBusName="nothing"),
        lambda: events.disable_rule(Name="r", EventBusName="nothing"),
        lambda: events.put_permission(EventBusName="nothing", Action="events:PutEvents", Principal="*", StatementId="s"),
        lambda: events.remove_permission(EventBusName="nothing", StatementId="s"),
    ):
        with refused("ResourceNotFoundException", text, exception="ResourceNotFoundException"):
            call()


def test_a_bus_with_rules_stays(events):
    events.create_event_bus(Name="shop")
    rule(events, "r", {"source": ["a"]}, EventBusName="shop")
    with refused("ValidationException", "EventBus can't be deleted since it has rules."):
        events.delete_event_bus(Name="shop")
    events.delete_rule(Name="r", EventBusName="shop")
    events.delete_event_bus(Name="shop")


@pytest.mark.parametrize("name", ["with space", "ümlaut", "a\x00b", "{}", "a" * 257])
def test_hostile_names_are_refused_in_aws_words(events, name):
    wanted = re.compile("^1 validation error detected: Value '.*' at 'name' failed to satisfy constraint: ", re.DOTALL)
    with refused("ValidationException", wanted):
        events.create_event_bus(Name=name)
    assert len(events.list_event_buses()["EventBuses"]) == 1


def test_a_custom_bus_has_no_slash(events):
    with refused("ValidationException", "Event bus name must not contain '/'."):
        events.create_event_bus(Name="a/b")


def test_partner_buses_are_refused_by_name(events):
    with refused("ValidationException", re.compile("EventSourceName")):
        events.create_event_bus(Name="aws.partner.x", EventSourceName="aws.partner/x/y")


def test_list_by_prefix_and_page(events, clients):
    for n in range(5):
        events.create_event_bus(Name=f"shop-{n}")
    assert [bus["Name"] for bus in events.list_event_buses()["EventBuses"]] == ["default", *(f"shop-{n}" for n in range(5))]
    listed = events.list_event_buses(NamePrefix="shop")["EventBuses"]
    assert [bus["Name"] for bus in listed] == [f"shop-{n}" for n in range(5)]
    first = events.list_event_buses(NamePrefix="shop", Limit=3)
    rest = events.list_event_buses(NamePrefix="shop", Limit=3, NextToken=first["NextToken"])
    assert [len(page["EventBuses"]) for page in (first, rest)] == [3, 2]
    assert "NextToken" not in rest
    events = clients.boto3("events", parameter_validation=False)
    with refused(
        "ValidationException",
        "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
        "Member must have value greater than or equal to 1",
    ):
        events.list_event_buses(Limit=0)


def test_a_bus_keeps_its_dead_letter_queue(events, sqs):
    dead = {"Arn": arn_of(sqs, create(sqs))}
    assert events.create_event_bus(Name="shop", DeadLetterConfig=dead)["DeadLetterConfig"] == dead
    assert events.describe_event_bus(Name="shop")["DeadLetterConfig"] == dead


def policy_of(events, name="default"):
    return json.loads(events.describe_event_bus(Name=name)["Policy"])


def test_permissions_are_statements_of_the_policy(events, account):
    arn = f"arn:aws:events:us-east-1:{account}:event-bus/default"
    events.put_permission(Action="events:PutEvents", Principal="111122223333", StatementId="one")
    one = {
        "Sid": "one",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "events:PutEvents",
        "Resource": arn,
    }
    assert policy_of(events) == {"Version": "2012-10-17", "Statement": [one]}
    organisation = {"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1234567890"}
    events.put_permission(Action="events:PutEvents", Principal="*", StatementId="all", Condition=organisation)
    statements = policy_of(events)["Statement"]
    assert statements[0] == one
    assert (statements[1]["Sid"], statements[1]["Principal"]) == ("all", "*")
    assert statements[1]["Condition"] == {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}
    (listed,) = events.list_event_buses()["EventBuses"]
    assert json.loads(listed["Policy"]) == policy_of(events)
    events.remove_permission(StatementId="one")
    assert [statement["Sid"] for statement in policy_of(events)["Statement"]] == ["all"]
    with refused("ResourceNotFoundException", "Statement with the provided id does not exist."):
        events.remove_permission(StatementId="one")
    events.remove_permission(RemoveAllPermissions=True)
    assert "Policy" not in events.describe_event_bus()
    with refused("ResourceNotFoundException", "EventBus does not have a policy."):
        events.remove_permission(StatementId="all")


def test_a_whole_policy(events, account):
    events.create_event_bus(Name="shop")
    statement = {
        "Sid": "s",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "events:PutEvents",
        "Resource": f"arn:aws:events:us-east-1:{account}:event-bus/shop",
    }
    whole = {"Version": "2012-10-17", "Statement": [statement]}
    events.put_permission(EventBusName="shop", Policy=json.dumps(whole))
    assert policy_of(events, "shop") == whole
    with refused("ValidationException"):
        events.put_permission(EventBusName="shop", Policy="{")
    assert policy_of(events, "shop") == whole


def test_permissions_validate_what_they_are_given(events):
    with refused("ValidationException"):
        events.put_permission(Action="events:PutRule", Principal="111122223333", StatementId="s")
    with refused("ValidationException"):
        events.put_permission(Action="events:PutEvents", Principal="somebody", StatementId="s")
    assert "Policy" not in events.describe_event_bus()


def test_tags_of_buses_and_rules(events):
    arn = events.create_event_bus(Name="shop", Tags=[{"Key": "stage", "Value": "test"}])["EventBusArn"]
    of_rule = rule(events, "r", {"source": ["a"]}, EventBusName="shop", Tags=[{"Key": "owner", "Value": "me"}])
    assert events.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "stage", "Value": "test"}]
    assert events.list_tags_for_resource(ResourceARN=of_rule)["Tags"] == [{"Key": "owner", "Value": "me"}]
    events.tag_resource(ResourceARN=arn, Tags=[{"Key": "stage", "Value": "live"}, {"Key": "colour", "Value": ""}])
    tags = {tag["Key"]: tag["Value"] for tag in events.list_tags_for_resource(ResourceARN=arn)["Tags"]}
    assert tags == {"stage": "live", "colour": ""}
    events.untag_resource(ResourceARN=arn, TagKeys=["stage", "colour", "nothing"])
    assert events.list_tags_for_resource(ResourceARN=arn)["Tags"] == []


def test_tags_of_nothing(events, account):
    prefix = f"arn:aws:events:us-east-1:{account}"
    for arn, text in (
        (f"{prefix}:rule/nothing", "Rule nothing does not exist on EventBus default."),
        (f"{prefix}:event-bus/nothing", "Event bus nothing does not exist."),
    ):
        for call in (
            lambda arn=arn: events.list_tags_for_resource(ResourceARN=arn),
            lambda arn=arn: events.tag_resource(ResourceARN=arn, Tags=[{"Key": "k", "Value": "v"}]),
            lambda arn=arn: events.untag_resource(ResourceARN=arn, TagKeys=["k"]),
        ):
            with refused("ResourceNotFoundException", text, exception="ResourceNotFoundException"):
                call()


OPERATIONS_TO_COME = [
    ("create_archive", {"ArchiveName": "a", "EventSourceArn": "arn:aws:events:us-east-1:123456789012:event-bus/default"}),
    ("list_archives", {}),
    ("list_connections", {}),
    ("list_api_destinations", {}),
    ("list_endpoints", {}),
    ("list_replays", {}),
    ("list_event_sources", {}),
]


@pytest.mark.parametrize(("method", "parameters"), OPERATIONS_TO_COME)
def test_operations_that_are_not_built_are_refused_by_name(events, method, parameters):
    operation = events.meta.method_to_api_mapping[method]
    with pytest.raises(ClientError, match=operation) as raised:
        getattr(events, method)(**parameters)
    assert operation in raised.value.response["Error"]["Message"]
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] >= 400
