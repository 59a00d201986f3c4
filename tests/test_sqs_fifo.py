"""FIFO queues: order, groups, deduplication, sequence numbers, receive attempts."""

import re

import pytest
from expect import attributes_of, bodies, counts, create, receive, refused


def send(sqs, url, body, group="g", **more):
    return sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group, **more)


@pytest.fixture
def url(sqs):
    return create(sqs, "orders.fifo", ContentBasedDeduplication="true")


def test_order_and_sequence_numbers(sqs, url):
    sent = [send(sqs, url, str(n))["SequenceNumber"] for n in range(5)]
    assert all(re.fullmatch(r"\d{20}", number) for number in sent)
    assert sent == sorted(sent) and len(set(sent)) == 5
    messages = receive(sqs, url, MessageSystemAttributeNames=["All"])
    assert [message["Body"] for message in messages] == ["0", "1", "2", "3", "4"]
    assert [message["Attributes"]["SequenceNumber"] for message in messages] == sent
    first = messages[0]["Attributes"]
    assert first["MessageGroupId"] == "g"
    assert re.fullmatch(r"[0-9a-f]{64}", first["MessageDeduplicationId"]), "SHA-256 of the body"


def test_a_group_waits_for_its_messages_in_flight(sqs, url):
    for n in range(3):
        send(sqs, url, f"a{n}", "a")
    send(sqs, url, "b0", "b")
    (first,) = receive(sqs, url, 1)
    assert first["Body"] == "a0"
    assert bodies(sqs, url) == ["b0"], "the other group goes on"
    assert bodies(sqs, url) == []
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert bodies(sqs, url) == ["a1", "a2"]


def test_a_message_that_comes_back_comes_first(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, "orders.fifo", ContentBasedDeduplication="true")
    send(sqs, url, "0")
    send(sqs, url, "1")
    (first,) = receive(sqs, url, 1)
    timed.advance("30s")
    assert bodies(sqs, url) == ["0", "1"]
    expired = re.compile("^Value .* for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.$")
    with refused("InvalidParameterValue", expired):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert counts(sqs, url) == (0, 2, 0)


def test_an_expired_receipt_deletes_nothing(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, "orders.fifo", ContentBasedDeduplication="true")
    send(sqs, url, "0")
    (message,) = receive(sqs, url)
    timed.advance("31s")
    with refused("InvalidParameterValue"):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert bodies(sqs, url) == ["0"]


def test_duplicates_are_recognised_for_five_minutes(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, "orders.fifo")
    first = send(sqs, url, "m", MessageDeduplicationId="d")
    second = send(sqs, url, "something else", "other", MessageDeduplicationId="d")
    assert (second["MessageId"], second["SequenceNumber"]) == (first["MessageId"], first["SequenceNumber"])
    (message,) = receive(sqs, url)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    timed.advance("299s")
    assert send(sqs, url, "m", MessageDeduplicationId="d")["MessageId"] == first["MessageId"], "also after it was deleted"
    assert counts(sqs, url) == (0, 0, 0)
    timed.advance("2s")
    assert send(sqs, url, "m", MessageDeduplicationId="d")["MessageId"] != first["MessageId"]
    assert counts(sqs, url) == (1, 0, 0)


def test_duplicates_by_content_do_not_look_at_attributes(sqs, url):
    first = send(sqs, url, "m")
    attributes = {"a": {"DataType": "String", "StringValue": "b"}}
    assert send(sqs, url, "m", MessageAttributes=attributes)["MessageId"] == first["MessageId"]
    assert send(sqs, url, "m", MessageDeduplicationId="own")["MessageId"] != first["MessageId"]


def test_duplicates_may_be_told_by_group(sqs):
    url = create(
        sqs,
        "orders.fifo",
        ContentBasedDeduplication="true",
        DeduplicationScope="messageGroup",
        FifoThroughputLimit="perMessageGroupId",
    )
    first, second = send(sqs, url, "m", "a"), send(sqs, url, "m", "b")
    assert first["MessageId"] != second["MessageId"]
    assert send(sqs, url, "m", "a")["MessageId"] == first["MessageId"]
    got = attributes_of(sqs, url, "DeduplicationScope", "FifoThroughputLimit")
    assert got == {"DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"}


def test_throughput_by_group_needs_deduplication_by_group(sqs):
    text = "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
    with refused("InvalidAttributeValue", text, exception="InvalidAttributeValue"):
        create(sqs, "orders.fifo", FifoThroughputLimit="perMessageGroupId")
    with refused("InvalidAttributeValue"):
        create(sqs, "orders.fifo", DeduplicationScope="galaxy")


def test_what_a_fifo_message_must_have(sqs):
    url = create(sqs, "orders.fifo")
    with refused("MissingParameter", "The request must contain the parameter MessageGroupId."):
        sqs.send_message(QueueUrl=url, MessageBody="m", MessageDeduplicationId="d")
    text = "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
    with refused("InvalidParameterValue", text):
        send(sqs, url, "m")
    assert counts(sqs, url) == (0, 0, 0)


@pytest.mark.parametrize("token", ["a" * 129, "with space", "ümlaut", "\t"], ids=["long", "space", "umlaut", "tab"])
def test_ids_have_128_printable_characters(sqs, token):
    url = create(sqs, "orders.fifo")
    for name in ("MessageGroupId", "MessageDeduplicationId"):
        tokens = {"MessageGroupId": "g", "MessageDeduplicationId": "d", name: token}
        with refused(
            "InvalidParameterValue",
            re.compile(f"^Value .* for parameter {name} is invalid. Reason: {name} can only include "),
        ):
            sqs.send_message(QueueUrl=url, MessageBody="m", **tokens)
    every = "".join(chr(code) for code in range(0x21, 0x7F))
    sqs.send_message(QueueUrl=url, MessageBody="m", MessageGroupId=every, MessageDeduplicationId=every)


def test_a_fifo_message_can_not_be_delayed_by_itself(sqs, url):
    text = "Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type."
    with refused("InvalidParameterValue", text):
        send(sqs, url, "m", DelaySeconds=5)
    assert counts(sqs, url) == (0, 0, 0)


def test_a_delay_of_zero_is_let_pass_as_aws_does(sqs, url):
    # Seen on AWS: https://github.com/localstack/localstack/issues/6612, https://github.com/softwaremill/elasticmq/issues/273.
    send(sqs, url, "m", DelaySeconds=0)
    assert bodies(sqs, url) == ["m"]


def test_a_fifo_queue_can_delay(timed, timed_sqs):
    sqs = timed_sqs
    url = create(sqs, "orders.fifo", ContentBasedDeduplication="true", DelaySeconds=10)
    send(sqs, url, "0")
    timed.advance("9s")
    assert bodies(sqs, url) == []
    timed.advance("1s")
    assert bodies(sqs, url) == ["0"]


def test_a_deduplication_id_is_for_fifo_queues(sqs):
    url = create(sqs)
    # AWS has been seen with both spellings of the reason.
    text = re.compile(
        "^Value d for parameter MessageDeduplicationId is invalid. "
        r"Reason: The request includes?( a)? parameter that is not valid for this queue type\.$"
    )
    with refused("InvalidParameterValue", text):
        sqs.send_message(QueueUrl=url, MessageBody="m", MessageDeduplicationId="d")


def test_a_receive_can_be_repeated_by_its_attempt_id(sqs, url):
    send(sqs, url, "0")
    send(sqs, url, "1")
    first = receive(sqs, url, ReceiveRequestAttemptId="try")
    assert [message["Body"] for message in first] == ["0", "1"]
    assert receive(sqs, url) == []
    again = receive(sqs, url, ReceiveRequestAttemptId="try")
    assert [(m["Body"], m["ReceiptHandle"]) for m in again] == [(m["Body"], m["ReceiptHandle"]) for m in first]
    for message in again:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert counts(sqs, url) == (0, 0, 0)


def test_a_batch_keeps_its_order_and_tells_sequence_numbers(sqs, url):
    entries = [{"Id": str(n), "MessageBody": f"{n}", "MessageGroupId": "g"} for n in range(10)]
    answer = sqs.send_message_batch(QueueUrl=url, Entries=entries)
    numbers = [each["SequenceNumber"] for each in answer["Successful"]]
    assert numbers == sorted(numbers) and len(numbers) == 10
    assert bodies(sqs, url) == [str(n) for n in range(10)]


def test_a_batch_with_an_entry_without_a_group_is_refused_whole(sqs, url):
    entries = [{"Id": str(n), "MessageBody": f"{n}", "MessageGroupId": "g"} for n in range(3)]
    entries[1].pop("MessageGroupId")
    with refused("InvalidParameterValue", "The request must contain the parameter MessageGroupId."):
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
    assert bodies(sqs, url) == []


def test_content_based_deduplication_can_be_switched(sqs):
    url = create(sqs, "orders.fifo")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"ContentBasedDeduplication": "true"})
    send(sqs, url, "m")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"ContentBasedDeduplication": "false"})
    with refused("InvalidParameterValue"):
        send(sqs, url, "n")


def test_a_queue_stays_what_it_is(sqs, url):
    with refused("InvalidAttributeName"):
        sqs.set_queue_attributes(QueueUrl=create(sqs), Attributes={"FifoQueue": "true"})
    with refused("InvalidAttributeValue"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"FifoQueue": "false"})
