"""Messages and time: visibility timeouts, delays, retention, long polls."""

import re
import threading

from expect import bodies, counts, create, receive, refused


def test_visibility_ends_and_can_be_changed(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url)
    timed.advance("29s")
    assert receive(sqs, url) == []
    timed.advance("1s")
    (message,) = receive(sqs, url)
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=300)
    timed.advance("299s")
    assert receive(sqs, url) == []
    timed.advance("1s")
    (message,) = receive(sqs, url, VisibilityTimeout=5)
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    assert bodies(sqs, url) == ["m"]


def test_visibility_of_a_batch(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs)
    for body in ("a", "b"):
        sqs.send_message(QueueUrl=url, MessageBody=body)
    handles = {message["Body"]: message["ReceiptHandle"] for message in receive(sqs, url)}
    answer = sqs.change_message_visibility_batch(
        QueueUrl=url,
        Entries=[
            {"Id": "now", "ReceiptHandle": handles["a"], "VisibilityTimeout": 0},
            {"Id": "later", "ReceiptHandle": handles["b"], "VisibilityTimeout": 60},
            {"Id": "never", "ReceiptHandle": "nonsense", "VisibilityTimeout": 60},
            {"Id": "long", "ReceiptHandle": handles["b"], "VisibilityTimeout": 43201},
        ],
    )
    assert sorted(each["Id"] for each in answer["Successful"]) == ["later", "now"]
    assert {each["Id"]: (each["Code"], each["SenderFault"]) for each in answer["Failed"]} == {
        "never": ("ReceiptHandleIsInvalid", True),
        "long": ("InvalidParameterValue", True),
    }
    assert bodies(sqs, url) == ["a"]
    timed.advance("60s")
    assert sorted(bodies(sqs, url)) == ["a", "b"]


def test_visibility_of_a_message_that_is_visible_again_is_left_alone(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url)
    timed.advance("30s")
    # Nobody has received it since: AWS answers that all is well and changes nothing.
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=600)
    (again,) = receive(sqs, url)
    assert again["MessageId"] == message["MessageId"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
    reason = re.compile(
        "^Value .* for parameter ReceiptHandle is invalid. "
        "Reason: Message does not exist or is not available for visibility timeout change.$"
    )
    with refused("InvalidParameterValue", reason):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"], VisibilityTimeout=1)
    for timeout in (-1, 43201):
        value = re.compile(f"^Value {timeout} for parameter VisibilityTimeout is invalid. Reason: ")
        with refused("InvalidParameterValue", value):
            sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=timeout)


def test_visibility_may_last_twelve_hours_from_the_receive(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url, VisibilityTimeout=600)
    timed.advance("60s")
    text = re.compile(
        "^Value 43200 for parameter VisibilityTimeout is invalid. "
        r"Reason: Total VisibilityTimeout for the message is beyond the limit \[43200 seconds\]"
    )
    with refused("InvalidParameterValue", text):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=43200)
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=43100)


def test_delays_of_the_queue_and_of_the_message(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, DelaySeconds=60)
    sqs.send_message(QueueUrl=url, MessageBody="queue's")
    sqs.send_message(QueueUrl=url, MessageBody="own", DelaySeconds=900)
    sqs.send_message(QueueUrl=url, MessageBody="none", DelaySeconds=0)
    assert counts(sqs, url) == (1, 0, 2)
    assert bodies(sqs, url, VisibilityTimeout=43200) == ["none"]
    timed.advance("59s")
    assert receive(sqs, url) == []
    timed.advance("1s")
    assert bodies(sqs, url, VisibilityTimeout=43200) == ["queue's"]
    timed.advance("14m")
    assert bodies(sqs, url) == ["own"]
    for delay in (-1, 901):
        text = re.compile(f"^Value {delay} for parameter DelaySeconds is invalid. Reason: ")
        with refused("InvalidParameterValue", text):
            sqs.send_message(QueueUrl=url, MessageBody="m", DelaySeconds=delay)


def test_messages_expire(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, MessageRetentionPeriod=60)
    sqs.send_message(QueueUrl=url, MessageBody="old")
    timed.advance("30s")
    sqs.send_message(QueueUrl=url, MessageBody="young")
    timed.advance("31s")
    assert counts(sqs, url) == (1, 0, 0)
    assert bodies(sqs, url) == ["young"]
    default = create(sqs, "default")
    sqs.send_message(QueueUrl=default, MessageBody="m")
    timed.advance("95h")
    assert counts(sqs, default) == (1, 0, 0)
    timed.advance("1h1s")
    assert counts(sqs, default) == (0, 0, 0)


def test_a_long_poll_ends_when_a_message_comes(sqs):
    url = create(sqs)
    got = []
    waiting = threading.Thread(target=lambda: got.extend(bodies(sqs, url, WaitTimeSeconds=20)))
    waiting.start()
    sqs.send_message(QueueUrl=url, MessageBody="m")
    waiting.join(timeout=60)
    assert got == ["m"]


def test_a_long_poll_without_a_message_ends_empty(sqs):
    assert receive(sqs, create(sqs, ReceiveMessageWaitTimeSeconds=1)) == []


def test_a_long_poll_on_virtual_time_ends_when_time_has_passed(timed, timed_sqs):
    url = create(timed_sqs)
    timed_sqs.send_message(QueueUrl=url, MessageBody="m", DelaySeconds=10)
    got = []
    waiting = threading.Thread(target=lambda: got.extend(bodies(timed_sqs, url, WaitTimeSeconds=20)))
    waiting.start()
    timed.advance("10s")
    waiting.join(timeout=60)
    assert got == ["m"]


def test_a_stale_receipt_deletes_without_an_error(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (first,) = receive(sqs, url)
    timed.advance("30s")
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert counts(sqs, url) == (0, 0, 0), "nobody else has received it: the receipt is still the latest"
