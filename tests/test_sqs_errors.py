"""Errors of batches, and how errors look on the wire in awsJson."""

import json

import pytest
from expect import create, receive, refused

CALLS = {
    "send": ("send_message_batch", "SendMessageBatchRequestEntry", lambda id: {"Id": id, "MessageBody": "m"}),
    "delete": ("delete_message_batch", "DeleteMessageBatchRequestEntry", lambda id: {"Id": id, "ReceiptHandle": "h"}),
    "change": (
        "change_message_visibility_batch",
        "ChangeMessageVisibilityBatchRequestEntry",
        lambda id: {"Id": id, "ReceiptHandle": "h", "VisibilityTimeout": 1},
    ),
}


@pytest.mark.parametrize("which", CALLS)
def test_batches_have_one_to_ten_entries_with_distinct_ids(sqs, which):
    method, kind, entry = CALLS[which]
    url = create(sqs)

    def call(*ids):
        getattr(sqs, method)(QueueUrl=url, Entries=[entry(id) for id in ids])

    prefix = "AWS.SimpleQueueService"
    with refused(
        f"{prefix}.EmptyBatchRequest", f"There should be at least one {kind} in the request.", exception="EmptyBatchRequest"
    ):
        call()
    text = "Maximum number of entries per request are 10. You have sent 11."
    with refused(f"{prefix}.TooManyEntriesInBatchRequest", text, exception="TooManyEntriesInBatchRequest"):
        call(*map(str, range(11)))
    with refused(f"{prefix}.BatchEntryIdsNotDistinct", "Id a repeated.", exception="BatchEntryIdsNotDistinct"):
        call("a", "b", "a")
    text = "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
    for bad in ("", "with space", "a" * 81, "ümlaut", "a.b"):
        with refused(f"{prefix}.InvalidBatchEntryId", text, exception="InvalidBatchEntryId"):
            call("fine", bad)
    assert receive(sqs, url) == [], "a refused batch has sent nothing"


def test_a_batch_is_no_longer_than_one_message(sqs):
    url = create(sqs)
    entries = [{"Id": str(n), "MessageBody": "x" * 104_858} for n in range(10)]
    text = "Batch requests cannot be longer than 1048576 bytes. You have sent 1048580 bytes."
    with refused("AWS.SimpleQueueService.BatchRequestTooLong", text, exception="BatchRequestTooLong"):
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
    assert receive(sqs, url) == []
    for entry in entries:
        entry["MessageBody"] = "x" * 104_857
    assert len(sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 10


@pytest.mark.parametrize(
    ("method", "more", "missing"),
    [
        ("send_message", {"MessageBody": "m"}, "QueueUrl"),
        ("receive_message", {}, "QueueUrl"),
        ("delete_message", {}, "ReceiptHandle"),
        ("get_queue_url", {}, "QueueName"),
        ("create_queue", {}, "QueueName"),
        ("change_message_visibility", {"ReceiptHandle": "h"}, "VisibilityTimeout"),
    ],
)
def test_required_parameters(clients, method, more, missing):
    sqs = clients.boto3("sqs", parameter_validation=False)
    if method in ("delete_message", "change_message_visibility"):
        more = {"QueueUrl": create(sqs), **more}
    with refused("MissingParameter", f"The request must contain the parameter {missing}."):
        getattr(sqs, method)(**more)


def post(server, account, operation, body, **headers):
    """An unsigned awsJson call, as it goes over the wire."""
    scope = f"Credential={account}/20260101/us-east-1/sqs/aws4_request"
    sent = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"AmazonSQS.{operation}",
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0",
        **headers,
    }
    status, got, answer = server.http("POST", "/", body, sent)
    return status, got, answer


def test_an_error_on_the_wire(server, account):
    url = f"{server.endpoint}/{account}/nothing"
    status, headers, body = post(server, account, "SendMessage", json.dumps({"QueueUrl": url, "MessageBody": "m"}))
    assert status == 400
    assert headers["content-type"] == "application/x-amz-json-1.0"
    assert headers["x-amzn-query-error"] == "AWS.SimpleQueueService.NonExistentQueue;Sender"
    assert headers["x-amzn-requestid"]
    assert json.loads(body) == {
        "__type": "com.amazonaws.sqs#QueueDoesNotExist",
        "message": "The specified queue does not exist.",
    }


def test_receipt_handles_are_400_in_json(server, account, sqs):
    url = create(sqs)
    status, headers, body = post(server, account, "DeleteMessage", json.dumps({"QueueUrl": url, "ReceiptHandle": "h"}))
    assert status == 400
    assert headers["x-amzn-query-error"] == "ReceiptHandleIsInvalid;Sender"
    assert json.loads(body)["__type"] == "com.amazonaws.sqs#ReceiptHandleIsInvalid"


def test_unmodelled_errors_have_their_own_namespace(server, account, sqs):
    url = create(sqs)
    status, headers, body = post(server, account, "ReceiveMessage", json.dumps({"QueueUrl": url, "MaxNumberOfMessages": 11}))
    assert status == 400
    assert headers["x-amzn-query-error"] == "InvalidParameterValue;Sender"
    assert json.loads(body)["__type"] == "com.amazon.coral.service#InvalidParameterValueException"


def test_unknown_members_are_ignored_as_aws_does(server, account, sqs):
    url = create(sqs)
    status, _, body = post(
        server, account, "SendMessage", json.dumps({"QueueUrl": url, "MessageBody": "m", "Colour": "red"})
    )
    assert status == 200, body


def test_outputs_without_members_have_no_body(server, account, sqs):
    url = create(sqs)
    status, headers, body = post(server, account, "DeleteQueue", json.dumps({"QueueUrl": url}))
    assert (status, body, headers["content-length"]) == (200, b"", "0")


def test_numbers_in_text_are_not_numbers(server, account, sqs):
    url = create(sqs)
    status, _, body = post(server, account, "ReceiveMessage", json.dumps({"QueueUrl": url, "MaxNumberOfMessages": [1]}))
    assert status == 400
    assert json.loads(body)["__type"].endswith("SerializationException")
