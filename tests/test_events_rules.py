"""Rules and targets: what is kept, what is refused."""

import json
import re

import pytest
from expect import arn_of, create, refused, rule

PATTERN = '{"source": ["shop"],  "detail": {"n": [{"numeric": [">", 1]}]}}'


def no_rule(name="r", bus="default"):
    text = f"Rule {name} does not exist on EventBus {bus}."
    return refused("ResourceNotFoundException", text, exception="ResourceNotFoundException")


def test_a_rule_is_described_as_it_was_put(events, account):
    arn = events.put_rule(Name="r", EventPattern=PATTERN)["RuleArn"]
    assert arn == f"arn:aws:events:us-east-1:{account}:rule/r"
    answer = events.describe_rule(Name="r")
    answer.pop("ResponseMetadata")
    assert answer == {
        "Name": "r",
        "Arn": arn,
        "EventPattern": PATTERN,
        "State": "ENABLED",
        "EventBusName": "default",
        "CreatedBy": account,
    }


def test_a_rule_of_a_custom_bus(events, account):
    events.create_event_bus(Name="shop")
    role = f"arn:aws:iam::{account}:role/r"
    arn = rule(events, "r", {"source": ["a"]}, EventBusName="shop", Description="d", State="DISABLED", RoleArn=role)
    assert arn == f"arn:aws:events:us-east-1:{account}:rule/shop/r"
    answer = events.describe_rule(Name="r", EventBusName="shop")
    assert (answer["State"], answer["Description"], answer["RoleArn"], answer["EventBusName"]) == (
        "DISABLED",
        "d",
        role,
        "shop",
    )
    bus_arn = f"arn:aws:events:us-east-1:{account}:event-bus/shop"
    assert events.describe_rule(Name="r", EventBusName=bus_arn)["Arn"] == arn
    with no_rule():
        events.describe_rule(Name="r")


def test_putting_again_replaces_the_rule_and_keeps_its_targets(events, sqs):
    target = {"Id": "t", "Arn": arn_of(sqs, create(sqs))}
    arn = rule(events, "r", {"source": ["a"]}, [target], Description="first", Tags=[{"Key": "k", "Value": "v"}])
    # Tags of an update are ignored: the API reference says so, and https://github.com/boto/boto3/issues/4490.
    assert rule(events, "r", {"source": ["b"]}, Tags=[{"Key": "new", "Value": "x"}]) == arn
    answer = events.describe_rule(Name="r")
    assert json.loads(answer["EventPattern"]) == {"source": ["b"]}
    assert "Description" not in answer, "what is not said again is gone"
    assert events.list_targets_by_rule(Rule="r")["Targets"] == [target]
    assert events.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "k", "Value": "v"}]


def test_enable_and_disable(events):
    rule(events, "r", {"source": ["a"]})
    events.disable_rule(Name="r")
    assert events.describe_rule(Name="r")["State"] == "DISABLED"
    events.enable_rule(Name="r")
    assert events.describe_rule(Name="r")["State"] == "ENABLED"


def test_missing_rules(events, sqs):
    events.delete_rule(Name="r")
    target = {"Id": "t", "Arn": arn_of(sqs, create(sqs))}
    for call in (
        lambda: events.describe_rule(Name="r"),
        lambda: events.enable_rule(Name="r"),
        lambda: events.disable_rule(Name="r"),
        lambda: events.list_targets_by_rule(Rule="r"),
        lambda: events.put_targets(Rule="r", Targets=[target]),
        lambda: events.remove_targets(Rule="r", Ids=["t"]),
    ):
        with no_rule():
            call()


def test_a_rule_with_targets_stays(events, sqs):
    rule(events, "r", {"source": ["a"]}, [{"Id": "t", "Arn": arn_of(sqs, create(sqs))}])
    with refused("ValidationException", "Rule can't be deleted since it has targets."):
        events.delete_rule(Name="r")
    answer = events.remove_targets(Rule="r", Ids=["t"])
    assert (answer["FailedEntryCount"], answer["FailedEntries"]) == (0, [])
    events.delete_rule(Name="r")
    with no_rule():
        events.describe_rule(Name="r")


def test_a_rule_needs_a_pattern_or_a_schedule(events):
    with refused("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified."):
        events.put_rule(Name="r")
    events.create_event_bus(Name="shop")
    with refused("ValidationException", "ScheduleExpression is supported only on the default event bus."):
        events.put_rule(Name="r", EventBusName="shop", ScheduleExpression="rate(1 hour)")
    assert events.list_rules()["Rules"] == []


def test_names_and_states_are_validated_together(clients):
    events = clients.boto3("events", parameter_validation=False)
    with refused(
        "ValidationException",
        "1 validation error detected: Value 'with space' at 'name' failed to satisfy constraint: "
        r"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+",
    ):
        events.put_rule(Name="with space", EventPattern=PATTERN)
    with refused(
        "ValidationException",
        f"1 validation error detected: Value '{'a' * 65}' at 'name' failed to satisfy constraint: "
        "Member must have length less than or equal to 64",
    ):
        events.put_rule(Name="a" * 65, EventPattern=PATTERN)
    with refused("ValidationException", re.compile("^2 validation errors detected: ")):
        events.put_rule(Name="with space", State="SLEEPING", EventPattern=PATTERN)
    with refused(
        "ValidationException",
        "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ):
        events.put_rule(EventPattern=PATTERN)


def test_list_rules_by_prefix_and_page(events):
    for n in range(5):
        rule(events, f"shop-{n}", {"source": ["a"]})
    rule(events, "other", {"source": ["a"]})
    listed = events.list_rules()["Rules"]
    assert [each["Name"] for each in listed] == ["other", *(f"shop-{n}" for n in range(5))]
    assert set(listed[0]) == {"Name", "Arn", "EventPattern", "State", "EventBusName"}
    first = events.list_rules(NamePrefix="shop", Limit=3)
    rest = events.list_rules(NamePrefix="shop", Limit=3, NextToken=first["NextToken"])
    assert [each["Name"] for page in (first, rest) for each in page["Rules"]] == [f"shop-{n}" for n in range(5)]
    assert "NextToken" not in rest


def test_rules_by_target(events, sqs):
    arn = arn_of(sqs, create(sqs))
    for name in ("a", "b", "c"):
        rule(events, name, {"source": ["a"]}, [{"Id": "t", "Arn": arn}])
    rule(events, "d", {"source": ["a"]})
    assert events.list_rule_names_by_target(TargetArn=arn)["RuleNames"] == ["a", "b", "c"]
    first = events.list_rule_names_by_target(TargetArn=arn, Limit=2)
    rest = events.list_rule_names_by_target(TargetArn=arn, Limit=2, NextToken=first["NextToken"])
    assert first["RuleNames"] + rest["RuleNames"] == ["a", "b", "c"]
    assert events.list_rule_names_by_target(TargetArn=f"{arn}-other")["RuleNames"] == []
    events.remove_targets(Rule="b", Ids=["t"])
    assert events.list_rule_names_by_target(TargetArn=arn)["RuleNames"] == ["a", "c"]


def test_targets_are_listed_as_they_were_put(events, sqs, account):
    arn, dead = arn_of(sqs, create(sqs, "q")), arn_of(sqs, create(sqs, "dead"))
    fifo = arn_of(sqs, create(sqs, "q.fifo", ContentBasedDeduplication="true"))
    targets = [
        {"Id": "constant", "Arn": arn, "Input": '{"a": 1}'},
        {"Id": "fifo", "Arn": fifo, "SqsParameters": {"MessageGroupId": "g"}},
        {"Id": "path", "Arn": arn, "InputPath": "$.detail"},
        {
            "Id": "template",
            "Arn": arn,
            "InputTransformer": {"InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": '{"n": <n>}'},
        },
        {
            "Id": "whole",
            "Arn": arn,
            "RoleArn": f"arn:aws:iam::{account}:role/r",
            "DeadLetterConfig": {"Arn": dead},
            "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 60},
        },
    ]
    rule(events, "r", {"source": ["a"]}, targets)
    listed = events.list_targets_by_rule(Rule="r")
    assert sorted(listed["Targets"], key=lambda target: target["Id"]) == targets
    first = events.list_targets_by_rule(Rule="r", Limit=3)
    rest = events.list_targets_by_rule(Rule="r", Limit=3, NextToken=first["NextToken"])
    assert len(first["Targets"]) == 3 and len(rest["Targets"]) == 2
    events.put_targets(Rule="r", Targets=[{"Id": "constant", "Arn": arn}])
    listed = {target["Id"]: target for target in events.list_targets_by_rule(Rule="r")["Targets"]}
    assert listed["constant"] == {"Id": "constant", "Arn": arn}, "putting again replaces"


def test_a_rule_has_five_targets(events, sqs):
    arn = arn_of(sqs, create(sqs))
    rule(events, "r", {"source": ["a"]}, [{"Id": str(n), "Arn": arn} for n in range(5)])
    text = "The requested resource exceeds the maximum number allowed."
    with refused("LimitExceededException", text, exception="LimitExceededException"):
        events.put_targets(Rule="r", Targets=[{"Id": "5", "Arn": arn}])
    events.put_targets(Rule="r", Targets=[{"Id": "4", "Arn": arn, "InputPath": "$.id"}])
    assert len(events.list_targets_by_rule(Rule="r")["Targets"]) == 5


def target_refused(events, message, code="ValidationException", **target):
    with refused(code, message):
        events.put_targets(Rule="r", Targets=[target])
    assert events.list_targets_by_rule(Rule="r")["Targets"] == []


def test_bad_targets_are_refused(clients, events, sqs):
    events = clients.boto3("events", parameter_validation=False)
    arn = arn_of(sqs, create(sqs))
    fifo = arn_of(sqs, create(sqs, "q.fifo"))
    rule(events, "r", {"source": ["a"]})
    target_refused(events, "Parameter(s) SqsParameters must be specified for target: t.", Id="t", Arn=fifo)
    target_refused(
        events,
        "Parameter nonsense is not valid. Reason: Provided Arn is not in correct format.",
        Id="t",
        Arn="nonsense",
    )
    target_refused(
        events,
        re.compile("Only one of Input, InputPath, or InputTransformer must be provided"),
        Id="t",
        Arn=arn,
        Input="{}",
        InputPath="$.a",
    )
    target_refused(events, re.compile("InputPath"), Id="t", Arn=arn, InputPath="detail")
    target_refused(events, re.compile("[Ii]nput"), Id="t", Arn=arn, Input="{")
    policy = re.compile("^1 validation error detected: Value '{}' at 'targets.1.member.retryPolicy.")
    for name, value in (
        ("MaximumRetryAttempts", 186),
        ("MaximumRetryAttempts", -1),
        ("MaximumEventAgeInSeconds", 59),
        ("MaximumEventAgeInSeconds", 86401),
    ):
        wanted = re.compile(policy.pattern.replace("{}", str(value)))
        target_refused(events, wanted, Id="t", Arn=arn, RetryPolicy={name: value})
    target_refused(events, re.compile("at 'targets.1.member.id' failed to satisfy constraint"), Id="with space", Arn=arn)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:sns:us-east-1:123456789012:topic",
        "arn:aws:kinesis:us-east-1:123456789012:stream/s",
        "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/g",
    ],
)
def test_targets_that_are_not_built_are_refused_by_name(events, arn):
    rule(events, "r", {"source": ["a"]})
    target_refused(events, re.compile(re.escape(arn)), Id="t", Arn=arn)


def test_functions_versions_and_aliases_are_targets(events, account):
    """Whether the function is there is not asked, as AWS doesn't ask either."""
    rule(events, "r", {"source": ["a"]})
    function = f"arn:aws:lambda:us-east-1:{account}:function:f"
    targets = [
        {"Id": "alias", "Arn": f"{function}:live", "InputPath": "$.detail"},
        {"Id": "function", "Arn": function, "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 60}},
        {"Id": "version", "Arn": f"{function}:7", "Input": '{"a": 1}'},
    ]
    answer = events.put_targets(Rule="r", Targets=targets)
    assert (answer["FailedEntryCount"], answer["FailedEntries"]) == (0, [])
    listed = events.list_targets_by_rule(Rule="r")["Targets"]
    assert sorted(listed, key=lambda target: target["Id"]) == targets
    assert events.list_rule_names_by_target(TargetArn=function)["RuleNames"] == ["r"]


@pytest.mark.parametrize("resource", ["layer:f", "function:", "function:f:live:more", "event-source-mapping:f"])
def test_other_arns_of_lambda_are_no_targets(events, account, resource):
    rule(events, "r", {"source": ["a"]})
    arn = f"arn:aws:lambda:us-east-1:{account}:{resource}"
    text = f"Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."
    target_refused(events, text, Id="t", Arn=arn)


def test_parameters_for_other_targets_are_refused_by_name(events, sqs):
    rule(events, "r", {"source": ["a"]})
    parameters = {"PartitionKeyPath": "$.id"}
    target_refused(
        events, re.compile("KinesisParameters"), Id="t", Arn=arn_of(sqs, create(sqs)), KinesisParameters=parameters
    )
