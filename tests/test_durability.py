"""kill -9, and everything that was acknowledged is there."""

import json
import threading

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from expect import (
    arn_of,
    attributes_of,
    bodies,
    counts,
    create,
    entry,
    put,
    receive,
    refused,
    rule,
    take,
)


@pytest.fixture(params=["kill -9", "stop"])
def restart(request, make_server):
    """A server on a virtual clock and a way to restart it: roughly, or as it should be."""
    server = make_server("--clock", "virtual")

    def again():
        if request.param == "kill -9":
            server.crash()
        else:
            assert server.stop() == 0
            server.start()

    server.again = again
    return server


@pytest.fixture
def sqs(restart, clients_of):
    return clients_of(restart).boto3("sqs")


@pytest.fixture
def events(restart, clients_of):
    return clients_of(restart).boto3("events")


def test_messages_in_all_their_states(restart, sqs):
    url = create(sqs)
    attributes = {"a": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}}
    kept = sqs.send_message(QueueUrl=url, MessageBody="kept", MessageAttributes=attributes)
    sqs.send_message(QueueUrl=url, MessageBody="large " + "x" * 1_000_000)
    sqs.send_message(QueueUrl=url, MessageBody="delayed", DelaySeconds=60)
    sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": f"batch {n}"} for n in range(3)])
    messages = {message["Body"][:7]: message for message in receive(sqs, url, VisibilityTimeout=30)}
    assert len(messages) == 5
    sqs.delete_message(QueueUrl=url, ReceiptHandle=messages["batch 0"]["ReceiptHandle"])
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=messages["batch 1"]["ReceiptHandle"], VisibilityTimeout=600)
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=messages["batch 2"]["ReceiptHandle"], VisibilityTimeout=0)
    before = counts(sqs, url)
    assert before == (1, 3, 1)

    restart.again()
    assert counts(sqs, url) == before
    assert bodies(sqs, url, VisibilityTimeout=0) == ["batch 2"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=messages["large x"]["ReceiptHandle"])
    restart.advance("30s")
    got = receive(
        sqs,
        url,
        VisibilityTimeout=1000,
        MessageAttributeNames=["All"],
        MessageSystemAttributeNames=["ApproximateReceiveCount"],
    )
    kinds = {message["Body"]: message for message in got}
    assert set(kinds) == {"kept", "batch 2"}
    assert kinds["kept"]["MessageId"] == kept["MessageId"]
    assert kinds["kept"]["MessageAttributes"] == attributes
    assert kinds["kept"]["Attributes"]["ApproximateReceiveCount"] == "2"
    restart.advance("30s")
    assert bodies(sqs, url, VisibilityTimeout=1000) == ["delayed"]
    restart.advance("9m")
    assert bodies(sqs, url, VisibilityTimeout=1000) == ["batch 1"]


def test_fifo_order_locks_and_deduplication(restart, sqs):
    url = create(sqs, "orders.fifo", ContentBasedDeduplication="true")

    def send(body, group="g"):
        return sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group)

    first = send("0")
    for body in ("1", "2"):
        send(body)
    send("other", "h")
    (message,) = receive(sqs, url, 1, ReceiveRequestAttemptId="try")
    assert message["Body"] == "0"
    restart.again()
    again = send("0")
    assert (again["MessageId"], again["SequenceNumber"]) == (first["MessageId"], first["SequenceNumber"])
    assert send("3")["SequenceNumber"] > first["SequenceNumber"]
    assert bodies(sqs, url) == ["other"], "the group is still locked by the message in flight"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert bodies(sqs, url) == ["1", "2", "3"]
    restart.advance("301s")
    assert send("0")["MessageId"] != first["MessageId"]


def test_settings_tags_and_deletions(restart, sqs):
    gone = create(sqs, "gone")
    sqs.delete_queue(QueueUrl=gone)
    dead = create(sqs, "dead")
    redrive = json.dumps({"deadLetterTargetArn": arn_of(sqs, dead), "maxReceiveCount": 1})
    url = create(sqs, VisibilityTimeout=7, RedrivePolicy=redrive)
    sqs.tag_queue(QueueUrl=url, Tags={"k": "v"})
    sqs.add_permission(QueueUrl=url, Label="l", AWSAccountIds=["111122223333"], Actions=["*"])
    sqs.send_message(QueueUrl=url, MessageBody="purged")
    sqs.purge_queue(QueueUrl=url)
    before = attributes_of(sqs, url)
    restart.again()
    assert attributes_of(sqs, url) == before
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"k": "v"}
    assert sorted(sqs.list_queues()["QueueUrls"]) == [dead, url]
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    with refused("AWS.SimpleQueueService.QueueDeletedRecently"):
        create(sqs, "gone")
    with refused("AWS.SimpleQueueService.PurgeQueueInProgress"):
        sqs.purge_queue(QueueUrl=url)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    assert bodies(sqs, url, VisibilityTimeout=0) == ["m"]
    assert bodies(sqs, url) == []
    assert bodies(sqs, dead, WaitTimeSeconds=20) == ["m"], "it moves after the receive is answered"


def test_buses_rules_targets_and_undelivered_events(restart, events, sqs):
    url = create(sqs)
    arn = arn_of(sqs, url)
    bus = events.create_event_bus(Name="shop", Description="d", Tags=[{"Key": "k", "Value": "v"}])["EventBusArn"]
    events.put_permission(EventBusName="shop", Action="events:PutEvents", Principal="111122223333", StatementId="s")
    target = {"Id": "t", "Arn": arn, "InputPath": "$.detail", "RetryPolicy": {"MaximumRetryAttempts": 5}}
    rule(
        events, "r", {"source": ["shop"]}, [target], EventBusName="shop", State="DISABLED", Tags=[{"Key": "a", "Value": "b"}]
    )
    rule(events, "forward", {"source": ["shop"]}, [{"Id": "bus", "Arn": bus}])
    rule(events, "other", {"source": ["shop"]}, [{"Id": "t", "Arn": arn}])
    events.remove_targets(Rule="other", Ids=["t"])
    events.delete_rule(Name="other")

    def state():
        described = events.describe_event_bus(Name="shop")
        described.pop("ResponseMetadata")
        return (
            described,
            events.list_rules(EventBusName="shop")["Rules"],
            events.list_rules()["Rules"],
            events.list_targets_by_rule(Rule="r", EventBusName="shop")["Targets"],
            events.list_tags_for_resource(ResourceARN=bus)["Tags"],
        )

    before = state()
    restart.again()
    assert state() == before
    events.enable_rule(Name="r", EventBusName="shop")
    put(events, *(entry({"n": n}) for n in range(10)))
    # Acknowledged: delivered before the end or after the start, but not lost, whatever the executor had done by now.
    restart.again()
    restart.advance("1s")
    got = sorted({json.loads(message["Body"])["n"] for message in take(sqs, url, 10)})
    assert got == list(range(10))


def test_what_was_acknowledged_under_load_is_there(make_server, clients_of):
    """Senders and PutEvents in several threads, killed in the middle; five rounds on the same directory."""
    server = make_server()
    clients = clients_of(server)
    sqs, events = clients.boto3("sqs"), clients.boto3("events")
    url, routed = create(sqs), create(sqs, "routed")
    rule(events, "r", {"source": ["shop"]}, [{"Id": "t", "Arn": arn_of(sqs, routed), "InputPath": "$.detail.id"}])
    sent, put_ids = set(), set()

    def send(name):
        client = clients.boto3("sqs")
        for n in range(1_000_000):
            try:
                client.send_message(QueueUrl=url, MessageBody=f"{name}-{n}")
            except (BotoCoreError, ClientError):
                return
            sent.add(f"{name}-{n}")

    def publish(name):
        client = clients.boto3("events")
        for n in range(1_000_000):
            ids = [f"{name}-{n}-{place}" for place in range(3)]
            try:
                answer = client.put_events(Entries=[entry({"id": id}) for id in ids])
            except (BotoCoreError, ClientError):
                return
            put_ids.update(id for id, each in zip(ids, answer["Entries"]) if "EventId" in each)

    for round in range(5):
        enough = len(sent) + 40
        threads = [threading.Thread(target=send, args=(f"{round}-{t}",)) for t in range(3)]
        threads += [threading.Thread(target=publish, args=(f"{round}-p{t}",)) for t in range(2)]
        for thread in threads:
            thread.start()
        while len(sent) < enough and any(thread.is_alive() for thread in threads):
            # Asking keeps the server busy with reads, too, and the moment of the kill uncertain.
            counts(sqs, url)
        server.kill9()
        for thread in threads:
            thread.join(timeout=60)
        server.start()
    assert len(sent) >= 200 and put_ids

    def collect(queue, missing):
        """Receives until nothing is missing, or nothing comes any more."""
        while missing and (batch := receive(sqs, queue, VisibilityTimeout=3600, WaitTimeSeconds=20)):
            missing -= {message["Body"] for message in batch}
        return missing

    assert collect(url, set(sent)) == set()
    assert collect(routed, {json.dumps(id) for id in put_ids}) == set()
