"""Queues and their settings: creating, finding, listing, deleting and purging, attributes, tags, permissions."""

import json
import re

import pytest
from botocore.exceptions import ClientError
from expect import arn_of, attributes_of, bodies, counts, create, receive, refused

NO_QUEUE = {
    "code": "AWS.SimpleQueueService.NonExistentQueue",
    "message": "The specified queue does not exist.",
    "exception": "QueueDoesNotExist",
}


def test_a_new_queue_has_aws_defaults(sqs, account, server):
    url = create(sqs)
    assert url == f"{server.endpoint}/{account}/orders"
    got = attributes_of(sqs, url)
    created = got.pop("CreatedTimestamp")
    assert got.pop("LastModifiedTimestamp") == created
    assert re.fullmatch(r"\d{10}", created), "seconds since the epoch"
    assert got == {
        "QueueArn": f"arn:aws:sqs:us-east-1:{account}:orders",
        "ApproximateNumberOfMessages": "0",
        "ApproximateNumberOfMessagesNotVisible": "0",
        "ApproximateNumberOfMessagesDelayed": "0",
        "VisibilityTimeout": "30",
        "MaximumMessageSize": "1048576",
        "MessageRetentionPeriod": "345600",
        "DelaySeconds": "0",
        "ReceiveMessageWaitTimeSeconds": "0",
        "SqsManagedSseEnabled": "true",
    }


def test_a_fifo_queue_has_four_more(sqs):
    standard, fifo = attributes_of(sqs, create(sqs, "a")), attributes_of(sqs, create(sqs, "a.fifo"))
    assert {name: fifo[name] for name in fifo.keys() - standard.keys()} == {
        "FifoQueue": "true",
        "ContentBasedDeduplication": "false",
        "DeduplicationScope": "queue",
        "FifoThroughputLimit": "perQueue",
    }


def test_creating_it_again_answers_the_same_url_unless_an_attribute_differs(sqs):
    url = create(sqs, VisibilityTimeout=60)
    assert create(sqs, VisibilityTimeout=60) == url
    assert create(sqs) == url, "an attribute that is not mentioned does not differ"
    text = "A queue already exists with the same name and a different value for attribute VisibilityTimeout"
    with refused("QueueAlreadyExists", text, exception="QueueNameExists") as seen:
        create(sqs, VisibilityTimeout=61)
    assert seen.response["Error"]["QueryErrorCode"] == "QueueNameExists"
    assert seen.response["Error"]["Type"] == "Sender"
    with refused("QueueAlreadyExists", exception="QueueNameExists"):
        create(sqs, DelaySeconds=1)


@pytest.mark.parametrize(
    "name", ["with space", "a" * 81, "dotted.name", "ümlaut", "../../etc/passwd", "a/b", "a\x00b", "a'; --"]
)
def test_hostile_names_are_refused(sqs, name):
    text = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
    with refused("InvalidParameterValue", text):
        sqs.create_queue(QueueName=name)
    assert "QueueUrls" not in sqs.list_queues()


def test_a_name_may_have_80_characters(sqs):
    name = "a-_Z9" * 16
    assert create(sqs, name).endswith(f"/{name}")


def test_fifo_is_said_by_name_and_by_attribute(sqs):
    with refused("InvalidParameterValue"):
        sqs.create_queue(QueueName="a.fifo")
    with refused("InvalidParameterValue"):
        sqs.create_queue(QueueName="a", Attributes={"FifoQueue": "true"})
    with refused("InvalidAttributeName", "Unknown Attribute FifoQueue.", exception="InvalidAttributeName"):
        sqs.create_queue(QueueName="a", Attributes={"FifoQueue": "false"})
    with refused("InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication."):
        sqs.create_queue(QueueName="a", Attributes={"ContentBasedDeduplication": "true"})
    assert "QueueUrls" not in sqs.list_queues()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VisibilityTimeout", "43201"),
        ("VisibilityTimeout", "-1"),
        ("VisibilityTimeout", "soon"),
        ("DelaySeconds", "901"),
        ("MaximumMessageSize", "1023"),
        ("MaximumMessageSize", "1048577"),
        ("MessageRetentionPeriod", "59"),
        ("MessageRetentionPeriod", "1209601"),
        ("ReceiveMessageWaitTimeSeconds", "21"),
        ("KmsDataKeyReusePeriodSeconds", "59"),
    ],
)
def test_values_out_of_range_are_refused(sqs, name, value):
    text = f"Invalid value for the parameter {name}."
    with refused("InvalidAttributeValue", text, exception="InvalidAttributeValue"):
        sqs.create_queue(QueueName="orders", Attributes={name: value})
    url = create(sqs)
    before = attributes_of(sqs, url)
    with refused("InvalidAttributeValue", text, exception="InvalidAttributeValue"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={name: value})
    assert attributes_of(sqs, url) == before


def test_every_attribute_can_be_set_and_is_returned(sqs):
    url = create(sqs)
    wanted = {
        "VisibilityTimeout": "43200",
        "MaximumMessageSize": "1024",
        "MessageRetentionPeriod": "60",
        "DelaySeconds": "900",
        "ReceiveMessageWaitTimeSeconds": "20",
        "KmsMasterKeyId": "alias/aws/sqs",
        "KmsDataKeyReusePeriodSeconds": "86400",
    }
    sqs.set_queue_attributes(QueueUrl=url, Attributes=wanted)
    assert attributes_of(sqs, url).items() >= wanted.items()
    assert attributes_of(sqs, url, "DelaySeconds") == {"DelaySeconds": "900"}


def test_attributes_that_are_not_asked_for_are_not_answered(sqs):
    url = create(sqs)
    assert "Attributes" not in sqs.get_queue_attributes(QueueUrl=url)
    assert "Policy" not in attributes_of(sqs, url), "an attribute without a value is absent"
    assert "Attributes" not in sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
    with refused("InvalidAttributeName", "Unknown Attribute Colour.", exception="InvalidAttributeName"):
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Colour"])
    with refused("InvalidAttributeName", "Unknown Attribute Colour.", exception="InvalidAttributeName"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Colour": "red"})


def test_a_policy_must_be_one(sqs):
    url = create(sqs)
    with refused("InvalidAttributeValue", "Invalid value for the parameter Policy.", exception="InvalidAttributeValue"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": "{"})
    statement = {"Sid": "s", "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn_of(sqs, url)}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    assert json.loads(attributes_of(sqs, url, "Policy")["Policy"]) == json.loads(policy)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    assert "Policy" not in attributes_of(sqs, url), "an empty text takes it away"


def test_get_queue_url(sqs, clients, account):
    url = create(sqs)
    assert sqs.get_queue_url(QueueName="orders")["QueueUrl"] == url
    assert sqs.get_queue_url(QueueName="orders", QueueOwnerAWSAccountId=account)["QueueUrl"] == url
    for more in ({"QueueName": "nothing"}, {"QueueName": "orders", "QueueOwnerAWSAccountId": "999999999999"}):
        with refused(NO_QUEUE["code"], exception="QueueDoesNotExist"):
            sqs.get_queue_url(**more)
    with refused(NO_QUEUE["code"], exception="QueueDoesNotExist"):
        clients.boto3("sqs", region="eu-west-1").get_queue_url(QueueName="orders")


def test_regions_and_accounts_are_apart(sqs, clients, server, account):
    create(sqs)
    elsewhere = clients.boto3("sqs", region="eu-central-1")
    assert "QueueUrls" not in elsewhere.list_queues()
    url = create(elsewhere)
    assert arn_of(elsewhere, url) == f"arn:aws:sqs:eu-central-1:{account}:orders"
    elsewhere.send_message(QueueUrl=url, MessageBody="here")
    assert bodies(sqs, sqs.get_queue_url(QueueName="orders")["QueueUrl"]) == []
    assert bodies(elsewhere, url) == ["here"]


def test_list_queues_by_prefix_and_page(sqs):
    assert "QueueUrls" not in sqs.list_queues(), "no queues, no member"
    urls = [create(sqs, f"a-{n}") for n in range(5)] + [create(sqs, "b-0")]
    assert sorted(sqs.list_queues()["QueueUrls"]) == urls
    assert sorted(sqs.list_queues(QueueNamePrefix="a-")["QueueUrls"]) == urls[:5]
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix="c")
    first = sqs.list_queues(QueueNamePrefix="a-", MaxResults=2)
    assert len(first["QueueUrls"]) == 2
    pages = list(sqs.get_paginator("list_queues").paginate(QueueNamePrefix="a-", PaginationConfig={"PageSize": 2}))
    assert [len(page["QueueUrls"]) for page in pages] == [2, 2, 1]
    assert "NextToken" not in pages[-1]
    assert sorted(url for page in pages for url in page["QueueUrls"]) == urls[:5]
    assert "NextToken" not in sqs.list_queues(), "without MaxResults there are no pages"


def test_list_queues_refuses_pages_of_a_wrong_size(sqs):
    for size in (0, 1001):
        with refused("InvalidParameterValue", re.compile("MaxResults must be an integer between 1 and 1000")):
            sqs.list_queues(MaxResults=size)
    with refused("InvalidParameterValue"):
        sqs.list_queues(MaxResults=1, NextToken="not a token of ours")


def test_a_deleted_queue_is_gone(sqs):
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="lost")
    sqs.delete_queue(QueueUrl=url)
    assert "QueueUrls" not in sqs.list_queues()
    for call in (
        lambda: sqs.send_message(QueueUrl=url, MessageBody="m"),
        lambda: sqs.receive_message(QueueUrl=url),
        lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]),
        lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "1"}),
        lambda: sqs.purge_queue(QueueUrl=url),
        lambda: sqs.delete_queue(QueueUrl=url),
        lambda: sqs.list_queue_tags(QueueUrl=url),
        lambda: sqs.tag_queue(QueueUrl=url, Tags={"a": "b"}),
        lambda: sqs.untag_queue(QueueUrl=url, TagKeys=["a"]),
        lambda: sqs.list_dead_letter_source_queues(QueueUrl=url),
        lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle="x"),
        lambda: sqs.change_message_visibility(QueueUrl=url, ReceiptHandle="x", VisibilityTimeout=1),
        lambda: sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "m"}]),
        lambda: sqs.add_permission(QueueUrl=url, Label="l", AWSAccountIds=["111122223333"], Actions=["*"]),
    ):
        with refused(**NO_QUEUE):
            call()


def test_a_name_can_be_used_again_after_a_minute(timed, timed_sqs):
    url = create(timed_sqs)
    timed_sqs.send_message(QueueUrl=url, MessageBody="old")
    timed_sqs.delete_queue(QueueUrl=url)
    text = "You must wait 60 seconds after deleting a queue before you can create another with the same name."
    with refused("AWS.SimpleQueueService.QueueDeletedRecently", text, exception="QueueDeletedRecently"):
        create(timed_sqs)
    timed.advance("61s")
    assert create(timed_sqs) == url
    assert bodies(timed_sqs, url) == []


def test_a_purge_takes_everything_and_can_be_repeated_after_a_minute(timed, timed_sqs):
    url = create(timed_sqs)
    for n in range(3):
        timed_sqs.send_message(QueueUrl=url, MessageBody=str(n))
    assert len(receive(timed_sqs, url, 1)) == 1, "in flight, and purged as well"
    timed_sqs.purge_queue(QueueUrl=url)
    text = "Only one PurgeQueue operation on orders is allowed every 60 seconds."
    with refused("AWS.SimpleQueueService.PurgeQueueInProgress", text, exception="PurgeQueueInProgress"):
        timed_sqs.purge_queue(QueueUrl=url)
    timed.advance("61s")
    assert counts(timed_sqs, url) == (0, 0, 0)
    assert bodies(timed_sqs, url) == []
    timed_sqs.purge_queue(QueueUrl=url)


def test_tags(sqs):
    url = sqs.create_queue(QueueName="orders", tags={"stage": "test", "owner": "me"})["QueueUrl"]
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"stage": "test", "owner": "me"}
    sqs.tag_queue(QueueUrl=url, Tags={"stage": "live", "colour": ""})
    sqs.untag_queue(QueueUrl=url, TagKeys=["owner", "nothing"])
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"stage": "live", "colour": ""}
    sqs.untag_queue(QueueUrl=url, TagKeys=["stage", "colour"])
    assert "Tags" not in sqs.list_queue_tags(QueueUrl=url)
    with refused("InvalidParameterValue"):
        sqs.tag_queue(QueueUrl=url, Tags={str(n): "x" for n in range(51)})
    assert "Tags" not in sqs.list_queue_tags(QueueUrl=url)


def test_permissions_are_statements_of_the_policy(sqs):
    url = create(sqs)
    arn = arn_of(sqs, url)
    sqs.add_permission(QueueUrl=url, Label="send", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    assert json.loads(attributes_of(sqs, url, "Policy")["Policy"]) == {
        "Version": "2008-10-17",
        "Id": f"{arn}/SQSDefaultPolicy",
        "Statement": [
            {
                "Sid": "send",
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                "Action": "SQS:SendMessage",
                "Resource": arn,
            }
        ],
    }
    accounts = ["111122223333", "444455556666"]
    sqs.add_permission(QueueUrl=url, Label="two", AWSAccountIds=accounts, Actions=["SendMessage", "ReceiveMessage"])
    second = json.loads(attributes_of(sqs, url, "Policy")["Policy"])["Statement"][1]
    assert second["Principal"] == {"AWS": [f"arn:aws:iam::{id}:root" for id in accounts]}
    assert second["Action"] == ["SQS:SendMessage", "SQS:ReceiveMessage"]
    with refused("InvalidParameterValue", "Value send for parameter Label is invalid. Reason: Already exists."):
        sqs.add_permission(QueueUrl=url, Label="send", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    sqs.remove_permission(QueueUrl=url, Label="send")
    left = json.loads(attributes_of(sqs, url, "Policy")["Policy"])["Statement"]
    assert [statement["Sid"] for statement in left] == ["two"]
    gone = re.compile("^Value send for parameter Label is invalid. Reason: can't find label")
    with refused("InvalidParameterValue", gone):
        sqs.remove_permission(QueueUrl=url, Label="send")


def test_permissions_name_real_actions(sqs):
    url = create(sqs)
    for action in ("Dance", "CreateQueue"):
        with refused("InvalidParameterValue"):
            sqs.add_permission(QueueUrl=url, Label="l", AWSAccountIds=["111122223333"], Actions=[action])
    assert "Policy" not in attributes_of(sqs, url)


@pytest.mark.parametrize(
    "form",
    [
        "{endpoint}/{account}/orders",
        "http://localhost:{port}/{account}/orders",
        "https://sqs.us-east-1.amazonaws.com/{account}/orders",
        "https://us-east-1.queue.amazonaws.com/{account}/orders",
        "/{account}/orders",
    ],
)
def test_queue_urls_in_the_forms_clients_send(sqs, server, account, form):
    create(sqs)
    url = form.format(endpoint=server.endpoint, port=server.port, account=account)
    sent = sqs.send_message(QueueUrl=url, MessageBody="m")
    assert [message["MessageId"] for message in receive(sqs, url)] == [sent["MessageId"]]


@pytest.mark.parametrize("url", ["", "orders!", "http://", "http://127.0.0.1/", "http://127.0.0.1/x/y/z"])
def test_urls_that_name_no_queue_are_refused(sqs, url):
    # AWS words it by what is wrong with the address; it is always the client's fault.
    codes = r"\((AWS.SimpleQueueService.NonExistentQueue|InvalidAddress|MissingParameter)\)"
    with pytest.raises(ClientError, match=codes):
        sqs.send_message(QueueUrl=url, MessageBody="m")
