"""What buckets tell of their objects, to queues and buses, as boto3 and the AWS CLI configure it."""

import json
import re
import threading

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from expect import arn_of, create, receive
from lambdas import telling, until


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


TELLS = "from tell import tell\n\ndef handler(event, context):\n    tell([event, context.invoked_function_arn])\n"


def function(clients, bucket, name="told"):
    """A function that tells what it gets, which the bucket may invoke; its ARN, and the URL of the queue that it tells."""
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs, f"{name}-by-function")
    arn = telling(functions, name, TELLS, queue, Timeout=60)
    functions.add_permission(
        FunctionName=name, StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com",
        SourceArn=f"arn:aws:s3:::{bucket}", SourceAccount=clients.account,
    )  # fmt: skip
    return arn, queue


def taken(sqs, url):
    """The messages of a queue, which has them no more."""
    found = []
    while some := receive(sqs, url):
        found += [json.loads(message["Body"]) for message in some]
        handles = [{"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(some)]
        sqs.delete_message_batch(QueueUrl=url, Entries=handles)
    return found


def test_a_function_gets_what_was_uploaded(told, server, clients_of):
    s3, bucket, _, _ = told
    clients = clients_of(server)
    sqs = clients.boto3("sqs")
    arn, queue = function(clients, bucket)
    wanted = {"Id": "uploads", "LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
    configure(s3, bucket, LambdaFunctionConfigurations=[wanted])
    assert s3.get_bucket_notification_configuration(Bucket=bucket)["LambdaFunctionConfigurations"] == [wanted]
    server.advance("1s")
    assert taken(sqs, queue) == [], "functions get no test event"
    put = s3.put_object(Bucket=bucket, Key="in/a b+ü.txt", Body=b"hello")
    server.advance("1s")
    ((event, invoked),) = taken(sqs, queue)
    assert invoked == arn
    (record,) = event.pop("Records")
    assert event == {}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record.pop("eventTime"))
    assert record.pop("userIdentity").keys() == {"principalId"}
    about = record.pop("s3")
    metadata = put["ResponseMetadata"]
    assert record == {
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1", "eventName": "ObjectCreated:Put",
        "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": metadata["RequestId"], "x-amz-id-2": metadata["HostId"]},
    }  # fmt: skip
    assert re.fullmatch("[0-9A-F]{16,18}", about["object"].pop("sequencer"))
    assert about["bucket"].pop("ownerIdentity").keys() == {"principalId"}
    assert about == {
        "s3SchemaVersion": "1.0", "configurationId": "uploads",
        "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
        "object": {"key": "in/a+b%2B%C3%BC.txt", "size": 5, "eTag": put["ETag"].strip('"')},
    }  # fmt: skip
    # Of versions, and of what a deletion does, too.
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    configure(s3, bucket, LambdaFunctionConfigurations=[{**wanted, "Events": ["s3:ObjectRemoved:*"]}])
    marker = s3.delete_object(Bucket=bucket, Key="in/a b+ü.txt")["VersionId"]
    server.advance("1s")
    ((event, _),) = taken(sqs, queue)
    (record,) = event["Records"]
    assert (record["eventName"], record["s3"]["object"]["versionId"]) == ("ObjectRemoved:DeleteMarkerCreated", marker)


def test_a_function_that_is_not_there(told, account):
    s3, bucket, _, _ = told
    arn = f"arn:aws:lambda:us-east-1:{account}:function:none"
    with pytest.raises(ClientError) as refused:
        configure(s3, bucket, LambdaFunctionConfigurations=[{"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}])
    error = refused.value.response["Error"]
    assert (error["Code"], error["Message"]) == (
        "InvalidArgument", "Unable to validate the following destination configurations",
    )  # fmt: skip


def put_until_it_is_gone(clients, bucket, prefix, put):
    """Puts objects until the server is gone; notes those it acknowledged."""
    s3 = clients.boto3("s3")
    for n in range(10_000):
        try:
            s3.put_object(Bucket=bucket, Key=f"{prefix}/{n}", Body=b"x")
        except (BotoCoreError, ClientError):
            return
        put.append(f"{prefix}/{n}")


def test_what_was_put_is_told_of_though_the_server_was_killed(make_server, clients_of):
    """Three times in the middle of uploads. Every acknowledged one is told of at least once, by a queue, a function and a bus."""
    server = make_server("--clock", "virtual")
    clients = clients_of(server)
    s3, sqs, events = clients.boto3("s3"), clients.boto3("sqs"), clients.boto3("events")
    bucket = "killed"
    s3.create_bucket(Bucket=bucket)
    direct, bus = create(sqs, "direct"), create(sqs, "bus")
    arn, by_function = function(clients, bucket)
    events.put_rule(Name="objects", EventPattern=json.dumps({"source": ["aws.s3"]}))
    events.put_targets(Rule="objects", Targets=[{"Id": "1", "Arn": arn_of(sqs, bus)}])

    def under(prefix, **destination):
        rules = [{"Name": "prefix", "Value": f"{prefix}/"}]
        return {**destination, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}

    configure(
        s3, bucket,
        QueueConfigurations=[under("queue", QueueArn=arn_of(sqs, direct))],
        LambdaFunctionConfigurations=[under("function", LambdaFunctionArn=arn)],
        EventBridgeConfiguration={},
    )  # fmt: skip
    put = {"queue": [], "function": []}
    for round in range(3):
        mine = {prefix: [] for prefix in put}
        senders = [
            threading.Thread(target=put_until_it_is_gone, args=(clients, bucket, f"{prefix}/{round}", mine[prefix]))
            for prefix in put
        ]
        for sender in senders:
            sender.start()
        until(lambda: all(len(keys) > 5 for keys in mine.values()))
        server.kill9()
        for sender in senders:
            sender.join(timeout=60)
        server.start()
        for prefix in put:
            put[prefix] += mine[prefix]
    server.advance("10m")

    def keys(records):
        return {record["s3"]["object"]["key"] for message in records for record in message.get("Records", [])}

    assert set(put["queue"]) <= keys(taken(sqs, direct))
    assert set(put["function"]) <= keys(event for event, _ in taken(sqs, by_function))
    assert set(put["queue"] + put["function"]) <= {event["detail"]["object"]["key"] for event in taken(sqs, bus)}
