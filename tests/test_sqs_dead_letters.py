"""Dead-letter queues: maxReceiveCount, RedrivePolicy, RedriveAllowPolicy, move tasks."""

import json
import re

import pytest
from expect import arn_of, attributes_of, bodies, counts, create, receive, refused, take


def policy(arn, most=2):
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": most})


def pair(sqs, suffix="", most=2, **more):
    """A queue and its dead-letter queue."""
    dead = create(sqs, f"dead{suffix}", **more)
    return create(sqs, f"orders{suffix}", RedrivePolicy=policy(arn_of(sqs, dead), most), **more), dead


def fail(sqs, url, times=1):
    """Receives a message so often without deleting it."""
    for _ in range(times):
        assert receive(sqs, url, VisibilityTimeout=0), "a message to fail"


def test_a_message_that_fails_too_often_is_moved(sqs):
    url, dead = pair(sqs)
    attributes = {"a": {"DataType": "String", "StringValue": "b"}}
    sent = sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=attributes)
    (message,) = receive(sqs, url, VisibilityTimeout=0, MessageSystemAttributeNames=["SentTimestamp"])
    fail(sqs, url)
    assert receive(sqs, url) == []
    assert counts(sqs, url) == (0, 0, 0)
    # It is on its way when the receive is answered.
    (moved,) = take(sqs, dead, 1, MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])
    assert (moved["MessageId"], moved["Body"], moved["MessageAttributes"]) == (sent["MessageId"], "m", attributes)
    assert moved["Attributes"]["DeadLetterQueueSourceArn"] == arn_of(sqs, url)
    assert moved["Attributes"]["SentTimestamp"] == message["Attributes"]["SentTimestamp"]
    assert moved["Attributes"]["ApproximateReceiveCount"] == "3"


def test_fifo_dead_letters_keep_group_and_order(sqs):
    url, dead = pair(sqs, ".fifo", most=1, ContentBasedDeduplication="true")
    for n in range(3):
        sqs.send_message(QueueUrl=url, MessageBody=str(n), MessageGroupId="g")
    assert [message["Body"] for message in receive(sqs, url, VisibilityTimeout=0)] == ["0", "1", "2"]
    assert receive(sqs, url) == []
    moved = take(sqs, dead, 3, MessageSystemAttributeNames=["MessageGroupId"])
    assert [(message["Body"], message["Attributes"]["MessageGroupId"]) for message in moved] == [(n, "g") for n in "012"]


def test_the_redrive_policy_is_normalised_and_can_be_taken_away(sqs):
    url, dead = create(sqs), create(sqs, "dead")
    arn = arn_of(sqs, dead)
    sqs.set_queue_attributes(
        QueueUrl=url, Attributes={"RedrivePolicy": f'{{\n  "maxReceiveCount": "5",\n  "deadLetterTargetArn": "{arn}"\n}}'}
    )
    # AWS takes a number or a text and answers a number, without white space: https://github.com/hashicorp/terraform/issues/5119.
    wanted = f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":5}}'
    assert attributes_of(sqs, url, "RedrivePolicy") == {"RedrivePolicy": wanted}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": ""})
    assert "RedrivePolicy" not in attributes_of(sqs, url)


def test_bad_redrive_policies_are_refused(sqs):
    url, dead = create(sqs), create(sqs, "dead")
    arn = arn_of(sqs, dead)
    nothing = arn.replace("dead", "nothing")

    def reason(text):
        return re.compile(f"^Value .* for parameter RedrivePolicy is invalid. Reason: {text}", re.DOTALL)

    for text, expected in [
        (policy(nothing), reason("Dead letter target does not exist")),
        (policy(arn, 0), reason("Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive")),
        (
            policy(arn, 1001),
            reason("Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive"),
        ),
        (
            json.dumps({"deadLetterTargetArn": arn}),
            reason("Redrive policy does not contain mandatory attribute: maxReceiveCount"),
        ),
        (
            json.dumps({"maxReceiveCount": 1}),
            reason("Redrive policy does not contain mandatory attribute: deadLetterTargetArn"),
        ),
        ("{", reason("Redrive policy is not a valid JSON map")),
        (policy(arn_of(sqs, create(sqs, "dead.fifo"))), reason("")),
    ]:
        with refused("InvalidParameterValue", expected):
            sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": text})
    assert "RedrivePolicy" not in attributes_of(sqs, url)


def test_the_dead_letter_queue_knows_its_sources(sqs):
    url, dead = pair(sqs)
    second = create(sqs, "second", RedrivePolicy=policy(arn_of(sqs, dead)))
    answer = sqs.list_dead_letter_source_queues(QueueUrl=dead)
    assert sorted(answer["queueUrls"]) == sorted([url, second])
    assert "NextToken" not in answer
    pages = sqs.get_paginator("list_dead_letter_source_queues").paginate(QueueUrl=dead, PaginationConfig={"PageSize": 1})
    assert sorted(each for page in pages for each in page["queueUrls"]) == sorted([url, second])
    assert not sqs.list_dead_letter_source_queues(QueueUrl=url).get("queueUrls")
    sqs.delete_queue(QueueUrl=second)
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]


def test_a_dead_letter_queue_may_choose_its_sources(sqs):
    url, dead = create(sqs), create(sqs, "dead")
    allow = json.dumps({"redrivePermission": "denyAll"})
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": allow})
    assert json.loads(attributes_of(sqs, dead)["RedriveAllowPolicy"]) == {"redrivePermission": "denyAll"}
    redrive = {"RedrivePolicy": policy(arn_of(sqs, dead))}
    with refused("InvalidParameterValue"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes=redrive)
    by_queue = {"redrivePermission": "byQueue", "sourceQueueArns": [arn_of(sqs, url)]}
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": json.dumps(by_queue)})
    sqs.set_queue_attributes(QueueUrl=url, Attributes=redrive)
    with refused("InvalidParameterValue"):
        create(sqs, "other", **redrive)
    for bad in ("{", json.dumps({"redrivePermission": "perhaps"}), json.dumps({"redrivePermission": "byQueue"})):
        with refused("InvalidParameterValue"):
            sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": bad})


@pytest.fixture
def failed(timed, timed_sqs):
    """A queue, its dead-letter queue and three messages in the latter."""
    url, dead = pair(timed_sqs, most=1)
    for n in range(3):
        timed_sqs.send_message(QueueUrl=url, MessageBody=str(n))
    fail(timed_sqs, url)
    assert receive(timed_sqs, url) == []
    # They are on their way when the receive is answered; time moves when everything that is due is done.
    timed.advance("1s")
    assert counts(timed_sqs, dead) == (3, 0, 0)
    return url, dead


def test_a_move_task_brings_messages_back(timed, timed_sqs, failed):
    sqs, (url, dead) = timed_sqs, failed
    answer = sqs.start_message_move_task(SourceArn=arn_of(sqs, dead))
    assert answer["TaskHandle"]
    timed.advance("10s")
    (task,) = sqs.list_message_move_tasks(SourceArn=arn_of(sqs, dead))["Results"]
    started = task.pop("StartedTimestamp")
    assert started > 1_000_000_000_000, "milliseconds since the epoch"
    assert task == {
        "Status": "COMPLETED",
        "SourceArn": arn_of(sqs, dead),
        "ApproximateNumberOfMessagesMoved": 3,
        "ApproximateNumberOfMessagesToMove": 3,
    }
    assert counts(sqs, dead) == (0, 0, 0)
    assert sorted(bodies(sqs, url)) == ["0", "1", "2"]


def test_a_move_task_may_name_a_destination_and_a_rate(timed, timed_sqs, failed):
    sqs, (_, dead) = timed_sqs, failed
    other = create(sqs, "other")
    source, destination = arn_of(sqs, dead), arn_of(sqs, other)
    handle = sqs.start_message_move_task(SourceArn=source, DestinationArn=destination, MaxNumberOfMessagesPerSecond=1)[
        "TaskHandle"
    ]
    (task,) = sqs.list_message_move_tasks(SourceArn=source)["Results"]
    assert (task["Status"], task["TaskHandle"]) == ("RUNNING", handle)
    assert (task["DestinationArn"], task["MaxNumberOfMessagesPerSecond"]) == (destination, 1)
    text = "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
    with refused("InvalidParameterValue", text):
        sqs.start_message_move_task(SourceArn=source)
    moved = sqs.cancel_message_move_task(TaskHandle=handle)["ApproximateNumberOfMessagesMoved"]
    timed.advance("10s")
    (task,) = sqs.list_message_move_tasks(SourceArn=source)["Results"]
    assert task["Status"] == "CANCELLED"
    assert "TaskHandle" not in task
    assert counts(sqs, other)[0] == moved
    assert counts(sqs, dead)[0] == 3 - moved
    sqs.start_message_move_task(SourceArn=source, DestinationArn=destination, MaxNumberOfMessagesPerSecond=1)
    timed.advance("10s")
    assert counts(sqs, other)[0] == 3
    newest, oldest = sqs.list_message_move_tasks(SourceArn=source, MaxResults=10)["Results"]
    assert (newest["Status"], oldest["Status"]) == ("COMPLETED", "CANCELLED")
    assert len(sqs.list_message_move_tasks(SourceArn=source)["Results"]) == 1, "the latest one unless more are asked for"


def test_move_tasks_are_for_dead_letter_queues(sqs, account):
    plain = arn_of(sqs, create(sqs))
    with refused("InvalidParameterValue", re.compile("Source queue must be configured as a Dead Letter Queue")):
        sqs.start_message_move_task(SourceArn=plain)
    nothing = f"arn:aws:sqs:us-east-1:{account}:nothing"
    missing = "The resource that you specified for the SourceArn parameter doesn't exist."
    with refused("ResourceNotFoundException", missing, exception="ResourceNotFoundException"):
        sqs.start_message_move_task(SourceArn=nothing)
    with refused("ResourceNotFoundException", missing, exception="ResourceNotFoundException"):
        sqs.list_message_move_tasks(SourceArn=nothing)
    _, dead = pair(sqs, "2")
    with refused("ResourceNotFoundException", exception="ResourceNotFoundException"):
        sqs.start_message_move_task(SourceArn=arn_of(sqs, dead), DestinationArn=nothing)
    for rate in (0, 501):
        with refused("InvalidParameterValue"):
            sqs.start_message_move_task(SourceArn=arn_of(sqs, dead), MaxNumberOfMessagesPerSecond=rate)
    with refused("InvalidParameterValue"):
        sqs.cancel_message_move_task(TaskHandle="nonsense")
    assert sqs.list_message_move_tasks(SourceArn=arn_of(sqs, dead)).get("Results", []) == []
