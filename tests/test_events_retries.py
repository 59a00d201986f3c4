"""Deliveries that fail: retries, dead-letter queues and their attributes.

EventBridge retries answers 5xx and 429 only. None of the targets there are gives such an answer at a test's wish from outside,
so an event that is tried for 23 hours, and for 24, is shown by the in-process scenarios of the crate. Here: what is not retried.
"""

import json

import pytest
from expect import arn_of, bodies, counts, create, entry, put, receive, rule

SHOP = {"source": ["shop"]}


@pytest.fixture
def events(timed, clients_of):
    return clients_of(timed).boto3("events")


@pytest.fixture
def sqs(timed, clients_of):
    return clients_of(timed).boto3("sqs")


def letters(sqs, url):
    """Dead letters: their bodies and their attributes."""
    got = receive(sqs, url, MessageAttributeNames=["All"])
    assert all(value["DataType"] == "String" for message in got for value in message["MessageAttributes"].values())
    return [
        (json.loads(message["Body"]), {name: value["StringValue"] for name, value in message["MessageAttributes"].items()})
        for message in got
    ]


def test_a_queue_that_is_gone_is_not_tried_again(timed, events, sqs):
    url, dead = create(sqs), create(sqs, "dead")
    arn = arn_of(sqs, url)
    of_rule = rule(events, "r", SHOP, [{"Id": "t", "Arn": arn, "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}])
    sqs.delete_queue(QueueUrl=url)
    (id,) = put(events, entry({"n": 1}))
    timed.advance("1s")
    ((event, attributes),) = letters(sqs, dead)
    assert (event["id"], event["detail"]) == (id, {"n": 1})
    message = attributes.pop("ERROR_MESSAGE")
    assert "queue does not exist" in message
    assert attributes == {"RULE_ARN": of_rule, "TARGET_ARN": arn, "ERROR_CODE": "NO_RESOURCE", "RETRY_ATTEMPTS": "0"}
    timed.advance("2m")
    assert create(sqs) == url
    timed.advance("24h")
    assert counts(sqs, url) == (0, 0, 0), "it has not been tried again"


def test_a_message_the_queue_refuses_is_not_tried_again(timed, events, sqs):
    url, dead = create(sqs, MaximumMessageSize=1024), create(sqs, "dead")
    rule(events, "r", SHOP, [{"Id": "t", "Arn": arn_of(sqs, url), "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}])
    put(events, entry({"n": 1, "text": "x" * 1024}), entry({"n": 2}))
    timed.advance("1s")
    ((event, attributes),) = letters(sqs, dead)
    assert event["detail"]["n"] == 1
    assert (attributes["ERROR_CODE"], attributes["RETRY_ATTEMPTS"]) == ("INVALID_PARAMETER", "0")
    assert "EXHAUSTED_RETRY_CONDITION" not in attributes
    assert [json.loads(body)["detail"]["n"] for body in bodies(sqs, url)] == [2], "the other event of the same call came"


def test_a_fifo_queue_must_deduplicate_by_content(timed, events, sqs):
    url, dead = create(sqs, "orders.fifo"), create(sqs, "dead")
    target = {
        "Id": "t",
        "Arn": arn_of(sqs, url),
        "SqsParameters": {"MessageGroupId": "g"},
        "DeadLetterConfig": {"Arn": arn_of(sqs, dead)},
    }
    rule(events, "r", SHOP, [target])
    put(events, entry({"n": 1}))
    timed.advance("1s")
    ((_, attributes),) = letters(sqs, dead)
    assert attributes["ERROR_CODE"] == "INVALID_PARAMETER"
    assert "ContentBasedDeduplication" in attributes["ERROR_MESSAGE"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"ContentBasedDeduplication": "true"})
    put(events, entry({"n": 2}))
    timed.advance("1s")
    assert [json.loads(body)["detail"] for body in bodies(sqs, url)] == [{"n": 2}]


def test_a_dead_letter_is_the_event_and_not_the_input(timed, events, sqs):
    url, dead = create(sqs), create(sqs, "dead")
    target = {"Id": "t", "Arn": arn_of(sqs, url), "Input": '"constant"', "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}
    rule(events, "r", SHOP, [target])
    sqs.delete_queue(QueueUrl=url)
    put(events, entry({"n": 1}))
    timed.advance("1s")
    ((event, _),) = letters(sqs, dead)
    assert (event["source"], event["detail"]) == ("shop", {"n": 1})


def test_a_bus_that_is_gone(timed, events, sqs):
    dead = create(sqs, "dead")
    bus = events.create_event_bus(Name="shop")["EventBusArn"]
    rule(events, "r", SHOP, [{"Id": "t", "Arn": bus, "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}])
    events.delete_event_bus(Name="shop")
    put(events, entry({"n": 1}))
    timed.advance("1s")
    ((event, attributes),) = letters(sqs, dead)
    assert event["detail"] == {"n": 1}
    assert (attributes["TARGET_ARN"], attributes["ERROR_CODE"]) == (bus, "NO_RESOURCE")


def test_without_a_dead_letter_queue_the_event_is_dropped_and_others_go_on(timed, events, sqs):
    gone, url = create(sqs, "gone"), create(sqs)
    rule(events, "r", SHOP, [{"Id": "gone", "Arn": arn_of(sqs, gone)}, {"Id": "there", "Arn": arn_of(sqs, url)}])
    sqs.delete_queue(QueueUrl=gone)
    put(events, entry({"n": 1}))
    timed.advance("25h")
    assert counts(sqs, url) == (1, 0, 0)


def test_the_rule_that_matched_may_change_before_the_delivery_fails(timed, events, sqs):
    """Targets are those of the moment of PutEvents; a dead letter goes where the target said then."""
    url, dead = create(sqs), create(sqs, "dead")
    arn = arn_of(sqs, url)
    of_rule = rule(events, "r", SHOP, [{"Id": "t", "Arn": arn, "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}])
    sqs.delete_queue(QueueUrl=url)
    put(events, entry({"n": 1}))
    timed.advance("1s")
    events.remove_targets(Rule="r", Ids=["t"])
    events.delete_rule(Name="r")
    ((_, attributes),) = letters(sqs, dead)
    assert attributes["RULE_ARN"] == of_rule
