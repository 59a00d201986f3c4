"""Messages on standard queues: sending, receiving, deleting, visibility, delays, long polls, attributes, sizes."""

import hashlib
import re

import pytest
from expect import attributes_of, bodies, counts, create, receive, refused


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def test_a_message_is_sent_received_and_deleted(sqs):
    url = create(sqs)
    sent = sqs.send_message(QueueUrl=url, MessageBody="hällo")
    assert set(sent) == {"MessageId", "MD5OfMessageBody", "ResponseMetadata"}
    assert sent["MD5OfMessageBody"] == md5("hällo")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", sent["MessageId"])
    (message,) = receive(sqs, url)
    assert set(message) == {"MessageId", "ReceiptHandle", "MD5OfBody", "Body"}
    assert (message["MessageId"], message["Body"], message["MD5OfBody"]) == (sent["MessageId"], "hällo", md5("hällo"))
    assert counts(sqs, url) == (0, 1, 0)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert counts(sqs, url) == (0, 0, 0)
    assert "Messages" not in sqs.receive_message(QueueUrl=url), "no messages, no member"


def test_system_attributes_come_when_they_are_asked_for(sqs, account):
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url, VisibilityTimeout=0, MessageSystemAttributeNames=["All"])
    got = message["Attributes"]
    assert set(got) == {"SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"}
    assert got["SenderId"] == account
    assert got["ApproximateReceiveCount"] == "1"
    assert re.fullmatch(r"\d{13}", got["SentTimestamp"]), "milliseconds since the epoch"
    assert got["SentTimestamp"] <= got["ApproximateFirstReceiveTimestamp"]
    (again,) = receive(
        sqs, url, VisibilityTimeout=0, AttributeNames=["ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"]
    )
    assert again["Attributes"] == {
        "ApproximateReceiveCount": "2",
        "ApproximateFirstReceiveTimestamp": got["ApproximateFirstReceiveTimestamp"],
    }
    assert again["ReceiptHandle"] != message["ReceiptHandle"]
    (last,) = receive(sqs, url)
    assert "Attributes" not in last


def test_message_attributes_are_kept_and_chosen(sqs):
    url = create(sqs)
    given = {
        "city": {"DataType": "String", "StringValue": "Köln"},
        "city.zip": {"DataType": "Number.int", "StringValue": "50667"},
        "logo": {"DataType": "Binary.png", "BinaryValue": b"\x00\xff\x10"},
    }
    sent = sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=given)
    # The algorithm of the developer guide: length-prefixed name, type, a byte for the kind, value; in order of the names.
    assert sent["MD5OfMessageAttributes"] == attributes_md5(given)

    def asked(*names):
        (message,) = receive(sqs, url, VisibilityTimeout=0, MessageAttributeNames=list(names))
        return message.get("MessageAttributes"), message.get("MD5OfMessageAttributes")

    assert asked("All") == (given, attributes_md5(given))
    assert asked(".*") == (given, attributes_md5(given))
    some = {name: given[name] for name in ("city", "city.zip")}
    assert asked("city", "city.zip", "nothing") == (some, attributes_md5(some))
    assert "city.zip" in asked("city.*")[0] and "logo" not in asked("city.*")[0]
    assert asked("nothing") == (None, None)
    assert asked() == (None, None)


def attributes_md5(attributes):
    hashed = hashlib.md5()

    def add(data):
        hashed.update(len(data).to_bytes(4, "big") + data)

    for name, value in sorted(attributes.items()):
        add(name.encode())
        add(value["DataType"].encode())
        binary = value["DataType"].startswith("Binary")
        hashed.update(b"\x02" if binary else b"\x01")
        add(value["BinaryValue"] if binary else value["StringValue"].encode())
    return hashed.hexdigest()


def test_the_trace_header_is_a_system_attribute(sqs):
    url = create(sqs)
    trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
    header = {"AWSTraceHeader": {"DataType": "String", "StringValue": trace}}
    sent = sqs.send_message(QueueUrl=url, MessageBody="m", MessageSystemAttributes=header)
    assert sent["MD5OfMessageSystemAttributes"] == attributes_md5(header)
    (message,) = receive(sqs, url, MessageSystemAttributeNames=["AWSTraceHeader"])
    assert message["Attributes"] == {"AWSTraceHeader": trace}


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        (
            {"DataType": "String", "StringValue": ""},
            "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
        ),
        ({"DataType": "String"}, None),
        ({"DataType": "", "StringValue": "x"}, None),
        (
            {"DataType": "Colour", "StringValue": "x"},
            "The type of message (user) attribute 'a' is invalid. "
            "You must use only the following supported type prefixes: Binary, Number, String.",
        ),
        ({"DataType": "Number", "StringValue": "many"}, None),
        ({"DataType": "Binary", "StringValue": "x"}, None),
    ],
)
def test_bad_message_attributes_are_refused(clients, attribute, text):
    sqs = clients.boto3("sqs", parameter_validation=False)
    url = create(sqs)
    with refused("InvalidParameterValue", text):
        sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes={"a": attribute})
    assert counts(sqs, url) == (0, 0, 0)


@pytest.mark.parametrize("name", ["", "AWS.x", "amazon.x", ".x", "x.", "x..y", "x y", "x" * 257])
def test_bad_names_of_message_attributes_are_refused(sqs, name):
    url = create(sqs)
    attributes = {name: {"DataType": "String", "StringValue": "x"}}
    with refused("InvalidParameterValue"):
        sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=attributes)


def test_more_than_ten_message_attributes_are_refused(sqs):
    url = create(sqs)
    attributes = {f"a{n}": {"DataType": "String", "StringValue": "x"} for n in range(11)}
    with refused(
        "InvalidParameterValue", re.compile("^Number of message attributes \\[11\\] exceeds the allowed maximum \\[10\\]")
    ):
        sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=attributes)
    attributes.popitem()
    sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=attributes)


def test_a_message_may_have_one_mebibyte(sqs):
    url = create(sqs)
    largest = "x" * 1_048_576
    sqs.send_message(QueueUrl=url, MessageBody=largest)
    text = "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."
    with refused("InvalidParameterValue", text):
        sqs.send_message(QueueUrl=url, MessageBody=largest + "x")
    with refused("InvalidParameterValue", text):
        attributes = {"a": {"DataType": "String", "StringValue": "b"}}
        sqs.send_message(QueueUrl=url, MessageBody=largest, MessageAttributes=attributes)
    assert bodies(sqs, url) == [largest]


def test_the_queue_may_allow_less(sqs):
    url = create(sqs, MaximumMessageSize=1024)
    sqs.send_message(QueueUrl=url, MessageBody="x" * 1024)
    text = "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
    with refused("InvalidParameterValue", text):
        sqs.send_message(QueueUrl=url, MessageBody="ü" * 513)


def test_a_body_must_be_there_and_be_text(clients):
    sqs = clients.boto3("sqs", parameter_validation=False)
    url = create(sqs)
    for more in ({}, {"MessageBody": ""}):
        with refused("MissingParameter", "The request must contain the parameter MessageBody."):
            sqs.send_message(QueueUrl=url, **more)
    for bad in ("\x00", "a\x0bb", "\ufffe", "\x1f"):
        with refused("InvalidMessageContents", exception="InvalidMessageContents"):
            sqs.send_message(QueueUrl=url, MessageBody=bad)
    fine = "\t\n\r \ud7ff\ue000\ufffd\U00010000\U0010ffff\x7f\x85"
    sqs.send_message(QueueUrl=url, MessageBody=fine)
    assert bodies(sqs, url) == [fine]


def test_a_batch_sends_what_it_can(sqs):
    url = create(sqs)
    answer = sqs.send_message_batch(
        QueueUrl=url,
        Entries=[
            {"Id": "a", "MessageBody": "first"},
            {"Id": "b", "MessageBody": "never", "DelaySeconds": 901},
            {"Id": "c", "MessageBody": "third", "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "3"}}},
        ],
    )
    first, third = answer["Successful"]
    assert set(first) == {"Id", "MessageId", "MD5OfMessageBody"}
    assert first["Id"] == "a" and first["MD5OfMessageBody"] == md5("first")
    assert third["Id"] == "c" and "MD5OfMessageAttributes" in third
    (failed,) = answer["Failed"]
    assert (failed["Id"], failed["Code"], failed["SenderFault"]) == ("b", "InvalidParameterValue", True)
    assert failed["Message"]
    assert sorted(bodies(sqs, url)) == ["first", "third"]


def test_a_batch_without_failures_has_no_member_for_them(sqs):
    url = create(sqs)
    answer = sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": str(n)} for n in range(10)])
    assert "Failed" not in answer
    assert [each["Id"] for each in answer["Successful"]] == [str(n) for n in range(10)]
    messages = receive(sqs, url)
    entries = [{"Id": message["Body"], "ReceiptHandle": message["ReceiptHandle"]} for message in messages]
    answer = sqs.delete_message_batch(QueueUrl=url, Entries=entries)
    assert sorted(each["Id"] for each in answer["Successful"]) == [str(n) for n in range(10)]
    assert "Failed" not in answer
    assert counts(sqs, url) == (0, 0, 0)


def test_a_batch_deletes_what_it_can(sqs):
    url = create(sqs)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url)
    answer = sqs.delete_message_batch(
        QueueUrl=url,
        Entries=[{"Id": "good", "ReceiptHandle": message["ReceiptHandle"]}, {"Id": "bad", "ReceiptHandle": "invalid"}],
    )
    assert answer["Successful"] == [{"Id": "good"}]
    assert answer["Failed"] == [
        {
            "Id": "bad",
            "SenderFault": True,
            "Code": "ReceiptHandleIsInvalid",
            "Message": 'The input receipt handle "invalid" is not a valid receipt handle.',
        }
    ]


def test_receive_refuses_numbers_out_of_range(sqs):
    url = create(sqs)
    for number in (0, 11):
        text = f"Value {number} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        with refused("InvalidParameterValue", text):
            sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=number)
    for seconds in (-1, 21):
        text = f"Value {seconds} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        with refused("InvalidParameterValue", text):
            sqs.receive_message(QueueUrl=url, WaitTimeSeconds=seconds)
    with refused("InvalidParameterValue", re.compile("^Value 43201 for parameter VisibilityTimeout is invalid. Reason: ")):
        sqs.receive_message(QueueUrl=url, VisibilityTimeout=43201)


def test_a_receive_takes_one_message_unless_more_are_asked_for(sqs):
    url = create(sqs)
    for n in range(12):
        sqs.send_message(QueueUrl=url, MessageBody=str(n))
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1
    assert len(receive(sqs, url)) == 10
    assert len(receive(sqs, url)) == 1


def test_receipt_handles_belong_to_their_queue(sqs):
    url, other = create(sqs, "a"), create(sqs, "b")
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (message,) = receive(sqs, url)
    handle = message["ReceiptHandle"]
    with refused(
        "ReceiptHandleIsInvalid",
        f'The receipt handle "{handle}" is not valid for this queue.',
        exception="ReceiptHandleIsInvalid",
    ):
        sqs.delete_message(QueueUrl=other, ReceiptHandle=handle)
    text = 'The input receipt handle "nonsense" is not a valid receipt handle.'
    with refused("ReceiptHandleIsInvalid", text, exception="ReceiptHandleIsInvalid"):
        sqs.delete_message(QueueUrl=url, ReceiptHandle="nonsense")
    with refused("ReceiptHandleIsInvalid", text, exception="ReceiptHandleIsInvalid"):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle="nonsense", VisibilityTimeout=1)
    assert counts(sqs, url) == (0, 1, 0)


def test_a_quiet_tenant_is_not_kept_waiting_by_a_noisy_one(sqs):
    url = create(sqs)
    for start in range(0, 60, 10):
        entries = [{"Id": str(n), "MessageBody": f"noisy {start + n}", "MessageGroupId": "noisy"} for n in range(10)]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
    for _ in range(4):
        receive(sqs, url)
    sqs.send_message(QueueUrl=url, MessageBody="quiet", MessageGroupId="quiet")
    (message,) = receive(sqs, url, 1, MessageSystemAttributeNames=["MessageGroupId"])
    assert (message["Body"], message["Attributes"]) == ("quiet", {"MessageGroupId": "quiet"})
    assert "MessageDeduplicationId" not in attributes_of(sqs, url)
