"""What buckets tell of their objects, to queues and buses, as boto3 and the AWS CLI configure it."""

import json

import pytest
from botocore.exceptions import ClientError
from expect import arn_of, create, receive


@pytest.fixture
def told(server, clients_of):
    """A bucket, a queue, and the messages that have come to it."""
    server.clock(advance="1s")
    clients = clients_of(server)
    s3, sqs = clients.boto3("s3"), clients.boto3("sqs")
    bucket = f"told-{clients.account}"
    s3.create_bucket(Bucket=bucket)
    url = create(sqs)

    def messages():
        server.clock(advance="1s")
        found = []
        while some := receive(sqs, url):
            for message in some:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    return s3, bucket, arn_of(sqs, url), messages


@pytest.fixture
def server(timed):
    """Its clock is moved by the tests: deliveries are done when it has stopped."""
    return timed


def configure(s3, bucket, **configuration):
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)


def test_records(told):
    s3, bucket, queue, messages = told
    rules = [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".txt"}]
    configuration = {
        "Id": "mine",
        "QueueArn": queue,
        "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
        "Filter": {"Key": {"FilterRules": rules}},
    }
    configure(s3, bucket, QueueConfigurations=[configuration])
    kept = s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]
    assert kept[0]["Id"] == "mine"
    assert kept[0]["Filter"]["Key"]["FilterRules"] == [
        {"Name": "Prefix", "Value": "in/"},
        {"Name": "Suffix", "Value": ".txt"},
    ]
    (test,) = messages()
    assert list(test) == ["Service", "Event", "Time", "Bucket", "RequestId", "HostId"]
    assert (test["Event"], test["Bucket"]) == ("s3:TestEvent", bucket)
    put = s3.put_object(Bucket=bucket, Key="in/a b.txt", Body=b"hello")
    s3.put_object(Bucket=bucket, Key="out/a.txt", Body=b"hello")
    (message,) = messages()
    (record,) = message["Records"]
    assert record["eventName"] == "ObjectCreated:Put"
    assert record["responseElements"]["x-amz-request-id"] == put["ResponseMetadata"]["RequestId"]
    assert record["responseElements"]["x-amz-id-2"] == put["ResponseMetadata"]["HostId"]
    assert record["requestParameters"] == {"sourceIPAddress": "127.0.0.1"}
    object = record["s3"]["object"]
    assert (object["key"], object["size"], f'"{object["eTag"]}"') == ("in/a+b.txt", 5, put["ETag"])
    s3.delete_object(Bucket=bucket, Key="in/a b.txt")
    (message,) = messages()
    assert message["Records"][0]["eventName"] == "ObjectRemoved:Delete"
    assert set(message["Records"][0]["s3"]["object"]) == {"key", "sequencer"}


def test_what_is_refused(told):
    s3, bucket, queue, _ = told

    def error(**configuration):
        with pytest.raises(ClientError) as refused:
            configure(s3, bucket, **configuration)
        return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]

    created = {"QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}
    missing = {**created, "QueueArn": queue + "-none"}
    text = "Unable to validate the following destination configurations"
    assert error(QueueConfigurations=[missing]) == ("InvalidArgument", text)
    put = {**created, "Events": ["s3:ObjectCreated:Put"]}
    code, text = error(QueueConfigurations=[created, put])
    assert (code, text.split(".")[0]) == ("InvalidArgument", "Configuration is ambiguously defined")
    topic = {"TopicArn": queue.replace(":sqs:", ":sns:"), "Events": ["s3:ObjectCreated:*"]}
    code, text = error(TopicConfigurations=[topic])
    assert code == "NotImplemented" and "TopicConfiguration" in text


def test_the_bus(told, clients_of, server):
    s3, bucket, queue, messages = told
    events = clients_of(server).boto3("events")
    pattern = json.dumps({"source": ["aws.s3"], "detail": {"bucket": {"name": [bucket]}}})
    events.put_rule(Name="objects", EventPattern=pattern)
    events.put_targets(Rule="objects", Targets=[{"Id": "1", "Arn": queue}])
    configure(s3, bucket, EventBridgeConfiguration={})
    s3.put_object(Bucket=bucket, Key="a b", Body=b"hello")
    (event,) = messages()
    assert (event["detail-type"], event["resources"]) == ("Object Created", [f"arn:aws:s3:::{bucket}"])
    assert event["detail"]["object"]["key"] == "a b"
    assert event["detail"]["reason"] == "PutObject"
