"""Words the tests are written in: refusals, queues, messages, events."""

import contextlib
import json
import re

import pytest
from botocore.exceptions import ClientError


@contextlib.contextmanager
def refused(code, message=None, status=400, exception=None):
    """The block's call is refused with AWS's code (and text: a whole string, or a compiled pattern), status and exception class.

    Yields an object whose `response` is the parsed error after the block.
    """
    seen = type("Seen", (), {})()
    with pytest.raises(ClientError) as raised:
        yield seen
    seen.response = raised.value.response
    error = seen.response["Error"]
    assert error["Code"] == code, error
    if isinstance(message, re.Pattern):
        assert message.search(error["Message"]), error
    elif message is not None:
        assert error["Message"] == message
    assert seen.response["ResponseMetadata"]["HTTPStatusCode"] == status, error
    if exception is not None:
        assert raised.type.__name__ == exception, raised.type


def create(sqs, name="orders", **attributes):
    """A queue's URL; a name that ends in `.fifo` makes it a FIFO queue."""
    if name.endswith(".fifo"):
        attributes["FifoQueue"] = "true"
    return sqs.create_queue(QueueName=name, Attributes={key: str(value) for key, value in attributes.items()})["QueueUrl"]


def attributes_of(sqs, url, *names):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(names or ("All",)))["Attributes"]


def arn_of(sqs, url):
    return attributes_of(sqs, url, "QueueArn")["QueueArn"]


def counts(sqs, url):
    """Visible, in flight and delayed messages."""
    prefix = "ApproximateNumberOfMessages"
    got = attributes_of(sqs, url, prefix, f"{prefix}NotVisible", f"{prefix}Delayed")
    return int(got[prefix]), int(got[f"{prefix}NotVisible"]), int(got[f"{prefix}Delayed"])


def receive(sqs, url, most=10, **more):
    return sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=most, **more).get("Messages", [])


def bodies(sqs, url, most=10, **more):
    return [message["Body"] for message in receive(sqs, url, most, **more)]


def take(sqs, url, count, **more):
    """Waits for as many messages and deletes them. Waiting is the long poll's: it ends when a message comes."""
    taken = []
    while len(taken) < count:
        batch = receive(sqs, url, min(10, count - len(taken)), WaitTimeSeconds=20, **more)
        assert batch, f"{len(taken)} of {count} messages came"
        for message in batch:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        taken.extend(batch)
    return taken


def take_events(sqs, url, count):
    """Waits for as many events and deletes them; by their place in `detail["n"]` where they have one."""
    events = [json.loads(message["Body"]) for message in take(sqs, url, count)]
    return sorted(events, key=lambda event: event["detail"].get("n", 0))


def entry(detail=None, source="shop", detail_type="order", **more):
    """An entry of PutEvents."""
    return {"Source": source, "DetailType": detail_type, "Detail": json.dumps(detail or {}), **more}


def put(events, *entries):
    """Puts events that are all expected to be taken; their ids."""
    answer = events.put_events(Entries=list(entries))
    assert answer["FailedEntryCount"] == 0, answer
    return [each["EventId"] for each in answer["Entries"]]


def rule(events, name="r", pattern=None, targets=(), **more):
    """A rule with targets; the rule's ARN."""
    given = {"EventPattern": json.dumps(pattern)} if pattern is not None else {}
    arn = events.put_rule(Name=name, **given, **more)["RuleArn"]
    if targets:
        bus = {"EventBusName": more["EventBusName"]} if "EventBusName" in more else {}
        answer = events.put_targets(Rule=name, Targets=list(targets), **bus)
        assert answer["FailedEntryCount"] == 0, answer
    return arn
