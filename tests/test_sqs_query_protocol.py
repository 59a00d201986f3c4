"""SQS over the query protocol, as older SDKs and curl speak it: forms in, XML out."""

import hashlib
import urllib.parse
import xml.etree.ElementTree as ElementTree

import pytest
from expect import create

SPACE = "{http://queue.amazonaws.com/doc/2012-11-05/}"


@pytest.fixture
def query(server, account):
    """Calls an action; the status and the parsed XML."""

    def call(action, path="/", method="POST", **parameters):
        form = urllib.parse.urlencode({"Action": action, "Version": "2012-11-05", **parameters})
        scope = f"Credential={account}/20260101/us-east-1/sqs/aws4_request"
        headers = {"Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
            status, got, body = server.http("POST", path, form.encode(), headers)
        else:
            status, got, body = server.http("GET", f"{path}?{form}", None, headers)
        assert got["content-type"] == "text/xml", got
        assert got["x-amzn-requestid"]
        root = ElementTree.fromstring(body)
        assert root.findtext(f".//{SPACE}RequestId") == got["x-amzn-requestid"]
        return status, root

    return call


def text(root, path):
    return root.findtext(SPACE + path.replace("/", f"/{SPACE}"))


def texts(root, path):
    return [each.text for each in root.findall(SPACE + path.replace("/", f"/{SPACE}"))]


def test_a_queue_and_a_message(query, server, account):
    status, root = query("CreateQueue", QueueName="orders", **{"Attribute.1.Name": "DelaySeconds", "Attribute.1.Value": "0"})
    assert (status, root.tag) == (200, f"{SPACE}CreateQueueResponse")
    url = text(root, "CreateQueueResult/QueueUrl")
    assert url == f"{server.endpoint}/{account}/orders"

    form = {"MessageBody": "<&>", "MessageAttribute.1.Name": "a", "MessageAttribute.1.Value.DataType": "String"}
    status, root = query("SendMessage", QueueUrl=url, **form, **{"MessageAttribute.1.Value.StringValue": "b"})
    assert status == 200
    assert text(root, "SendMessageResult/MD5OfMessageBody") == hashlib.md5(b"<&>").hexdigest()
    assert text(root, "SendMessageResult/MD5OfMessageAttributes")
    id = text(root, "SendMessageResult/MessageId")

    # Sent to the queue's own path, the way old SDKs do it.
    names = {"AttributeName.1": "All", "MessageAttributeName.1": "All"}
    status, root = query("ReceiveMessage", path=f"/{account}/orders", **names)
    message = "ReceiveMessageResult/Message"
    assert text(root, f"{message}/MessageId") == id
    assert text(root, f"{message}/Body") == "<&>"
    assert set(texts(root, f"{message}/Attribute/Name")) == {
        "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"
    }  # fmt: skip
    assert text(root, f"{message}/MessageAttribute/Name") == "a"
    assert text(root, f"{message}/MessageAttribute/Value/StringValue") == "b"
    assert text(root, f"{message}/MessageAttribute/Value/DataType") == "String"

    status, root = query("DeleteMessage", QueueUrl=url, ReceiptHandle=text(root, f"{message}/ReceiptHandle"))
    assert (status, root.tag) == (200, f"{SPACE}DeleteMessageResponse")
    assert text(root, "ResponseMetadata/RequestId")
    status, root = query("ReceiveMessage", QueueUrl=url)
    assert root.find(f"{SPACE}ReceiveMessageResult") is not None
    assert texts(root, message) == []


def test_attributes_tags_and_lists(query, sqs):
    url = create(sqs)
    query("SetQueueAttributes", QueueUrl=url, **{"Attribute.1.Name": "VisibilityTimeout", "Attribute.1.Value": "7"})
    _, root = query("GetQueueAttributes", QueueUrl=url, **{"AttributeName.1": "VisibilityTimeout"})
    assert texts(root, "GetQueueAttributesResult/Attribute/Name") == ["VisibilityTimeout"]
    assert texts(root, "GetQueueAttributesResult/Attribute/Value") == ["7"]
    query("TagQueue", QueueUrl=url, **{"Tag.1.Key": "k", "Tag.1.Value": "v"})
    _, root = query("ListQueueTags", QueueUrl=url)
    assert (text(root, "ListQueueTagsResult/Tag/Key"), text(root, "ListQueueTagsResult/Tag/Value")) == ("k", "v")
    query("UntagQueue", QueueUrl=url, **{"TagKey.1": "k"})
    assert "Tags" not in sqs.list_queue_tags(QueueUrl=url)
    status, root = query("ListQueues", method="GET", QueueNamePrefix="or")
    assert (status, texts(root, "ListQueuesResult/QueueUrl")) == (200, [url])


def test_batches(query, sqs):
    url = create(sqs)
    first, second = "SendMessageBatchRequestEntry.1", "SendMessageBatchRequestEntry.2"
    form = {f"{first}.Id": "a", f"{first}.MessageBody": "m", f"{second}.Id": "b", f"{second}.MessageBody": ""}
    status, root = query("SendMessageBatch", QueueUrl=url, **form)
    assert status == 200
    assert texts(root, "SendMessageBatchResult/SendMessageBatchResultEntry/Id") == ["a"]
    failed = "SendMessageBatchResult/BatchResultErrorEntry"
    assert texts(root, f"{failed}/Id") == ["b"]
    assert texts(root, f"{failed}/Code") == ["MissingParameter"]
    assert texts(root, f"{failed}/SenderFault") == ["true"]


@pytest.mark.parametrize(
    ("action", "more", "status", "code"),
    [
        ("GetQueueUrl", {"QueueName": "nothing"}, 400, "AWS.SimpleQueueService.NonExistentQueue"),
        ("DeleteMessage", {"QueueUrl": "", "ReceiptHandle": "h"}, 404, "ReceiptHandleIsInvalid"),
        ("ReceiveMessage", {"QueueUrl": "", "MaxNumberOfMessages": "11"}, 400, "InvalidParameterValue"),
        ("ReceiveMessage", {"QueueUrl": "", "MaxNumberOfMessages": "many"}, 400, None),
        ("SendMessage", {"QueueUrl": ""}, 400, "MissingParameter"),
        ("Dance", {}, 400, "InvalidAction"),
        ("CreateQueue", {"QueueName": "a", "Version": "1999-01-01"}, 400, None),
    ],
)
def test_errors(query, sqs, action, more, status, code):
    if "QueueUrl" in more:
        more["QueueUrl"] = create(sqs)
    got, root = query(action, **more)
    assert got == status
    assert root.tag.endswith("}ErrorResponse")
    space = root.tag.removesuffix("ErrorResponse")
    error = root.find(f"{space}Error")
    assert [child.tag.removeprefix(space) for child in error][:3] == ["Type", "Code", "Message"]
    assert error.findtext(f"{space}Type") == "Sender"
    assert code is None or error.findtext(f"{space}Code") == code
    assert error.findtext(f"{space}Message")


def test_the_two_protocols_tell_a_missing_queue_differently(query, account, server):
    url = f"{server.endpoint}/{account}/nothing"
    _, root = query("SendMessage", QueueUrl=url, MessageBody="m")
    assert text(root, "Error/Message") == "The specified queue does not exist for this wsdl version."


def test_a_second_purge_is_403(query, sqs):
    url = create(sqs)
    assert query("PurgeQueue", QueueUrl=url)[0] == 200
    status, root = query("PurgeQueue", QueueUrl=url)
    assert (status, text(root, "Error/Code")) == (403, "AWS.SimpleQueueService.PurgeQueueInProgress")
