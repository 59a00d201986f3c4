"""Event source mappings: queues that feed functions."""

import json
import re

import pytest
from expect import arn_of, counts, create, entry, put, receive, refused, rule, take
from lambdas import UUID, telling, until, updated

TELLS = """
from tell import tell

def handler(event, context):
    tell(event["Records"])
"""

# Says which messages it could not do: those whose body says so.
PARTIAL = """
import json
from tell import tell

def handler(event, context):
    bodies = {record["messageId"]: json.loads(record["body"]) for record in event["Records"]}
    tell(list(bodies.values()))
    return {"batchItemFailures": [{"itemIdentifier": id} for id, body in bodies.items() if body.get("fail")]}
"""


@pytest.fixture
def source(sqs):
    """The queue that feeds."""
    return create(sqs, "source", VisibilityTimeout=30)


@pytest.fixture
def told(sqs):
    """The queue that the function tells."""
    return create(sqs, "told")


def mapping_arn(account, uuid):
    return f"arn:aws:lambda:us-east-1:{account}:event-source-mapping:{uuid}"


def state(functions, uuid, wanted):
    until(lambda: functions.get_event_source_mapping(UUID=uuid)["State"] == wanted)


def map_queue(functions, sqs, url, name="f", **more):
    """Creates a mapping and waits until it works; its id."""
    uuid = functions.create_event_source_mapping(FunctionName=name, EventSourceArn=arn_of(sqs, url), **more)["UUID"]
    state(functions, uuid, "Disabled" if more.get("Enabled") is False else "Enabled")
    return uuid


def send(sqs, url, *values, **more):
    return [sqs.send_message(QueueUrl=url, MessageBody=json.dumps(value), **more)["MessageId"] for value in values]


def told_records(sqs, told, count):
    """Records the function was told until there are as many; by their bodies."""
    records = []
    while len(records) < count:
        records += json.loads(take(sqs, told, 1)[0]["Body"])
    return sorted(records, key=lambda record: record["body"])


def gone(functions, uuid):
    def is_gone():
        try:
            return functions.get_event_source_mapping(UUID=uuid)["State"] == "Deleting" and None
        except functions.exceptions.ResourceNotFoundException:
            return True

    until(is_gone)


class TestConfiguration:
    def test_defaults(self, functions, sqs, source, told, account):
        telling(functions, "f", TELLS, told)
        answer = functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn_of(sqs, source))
        assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 202
        uuid = answer.pop("UUID")
        assert UUID.fullmatch(uuid) and answer.pop("LastModified").year >= 2026
        described = {
            "EventSourceArn": arn_of(sqs, source),
            "FunctionArn": f"arn:aws:lambda:us-east-1:{account}:function:f",
            "BatchSize": 10,
            "MaximumBatchingWindowInSeconds": 0,
            "StateTransitionReason": "USER_INITIATED",
            "FunctionResponseTypes": [],
            "EventSourceMappingArn": mapping_arn(account, uuid),
        }
        assert answer.pop("State") == "Creating"
        answer.setdefault("FunctionResponseTypes", [])
        assert answer == described
        state(functions, uuid, "Enabled")
        got = functions.get_event_source_mapping(UUID=uuid)
        got.setdefault("FunctionResponseTypes", [])
        assert {name: got[name] for name in described} == described
        (listed,) = functions.list_event_source_mappings(FunctionName="f")["EventSourceMappings"]
        assert listed["UUID"] == uuid
        (listed,) = functions.list_event_source_mappings(EventSourceArn=arn_of(sqs, source))["EventSourceMappings"]
        assert listed["UUID"] == uuid
        assert functions.list_event_source_mappings(FunctionName="g")["EventSourceMappings"] == []

    def test_everything_said_is_kept_and_changed(self, functions, sqs, source, told, account):
        telling(functions, "f", TELLS, told)
        said = {
            "BatchSize": 100,
            "MaximumBatchingWindowInSeconds": 1,
            "FilterCriteria": {"Filters": [{"Pattern": '{"body": {"a": [1]}}'}]},
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "ScalingConfig": {"MaximumConcurrency": 2},
        }
        uuid = map_queue(functions, sqs, source, Enabled=False, Tags={"k": "v"}, **said)
        got = functions.get_event_source_mapping(UUID=uuid)
        assert {name: got[name] for name in said} == said
        assert functions.list_tags(Resource=mapping_arn(account, uuid))["Tags"] == {"k": "v"}
        changed = {
            "BatchSize": 5,
            "MaximumBatchingWindowInSeconds": 0,
            "FilterCriteria": {"Filters": [{"Pattern": '{"body": {"b": [2]}}'}]},
            "ScalingConfig": {"MaximumConcurrency": 7},
        }
        answer = functions.update_event_source_mapping(UUID=uuid, **changed)
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202
        state(functions, uuid, "Disabled")
        got = functions.get_event_source_mapping(UUID=uuid)
        assert {name: got[name] for name in changed} == changed
        functions.update_event_source_mapping(
            UUID=uuid, FunctionResponseTypes=[], FilterCriteria={"Filters": []}, ScalingConfig={}
        )
        got = functions.get_event_source_mapping(UUID=uuid)
        assert got.get("FunctionResponseTypes", []) == []
        assert not got.get("FilterCriteria", {}).get("Filters") and not got.get("ScalingConfig")

    def test_one_queue_feeds_a_function_once(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        uuid = map_queue(functions, sqs, source, Enabled=False)
        with refused("ResourceConflictException", re.compile(f"already exists.*{uuid}", re.DOTALL), 409):
            functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn_of(sqs, source))

    def test_deleting(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        uuid = map_queue(functions, sqs, source)
        answer = functions.delete_event_source_mapping(UUID=uuid)
        assert (answer["State"], answer["ResponseMetadata"]["HTTPStatusCode"]) == ("Deleting", 202)
        gone(functions, uuid)
        with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
            functions.delete_event_source_mapping(UUID=uuid)
        send(sqs, source, {"n": 1})
        assert counts(sqs, source) == (1, 0, 0)

    def test_what_can_not_be(self, functions, sqs, source, told, account):
        telling(functions, "f", TELLS, told)
        invalid = "InvalidParameterValueException"
        arn = arn_of(sqs, source)
        with refused("ResourceNotFoundException", status=404):
            functions.create_event_source_mapping(FunctionName="g", EventSourceArn=arn)
        with refused(
            invalid, re.compile("window in seconds must be greater than 0 if maximum batch size is greater than 10")
        ):
            functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn, BatchSize=11)
        with refused(invalid, re.compile("filter pattern|Filter|Pattern")):
            functions.create_event_source_mapping(
                FunctionName="f", EventSourceArn=arn, FilterCriteria={"Filters": [{"Pattern": "{"}]}
            )
        with refused(invalid, re.compile("StartingPosition|starting position", re.IGNORECASE)):
            functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn, StartingPosition="LATEST")
        for kind in (
            f"kinesis:us-east-1:{account}:stream/s",
            f"dynamodb:us-east-1:{account}:table/t/stream/2026-01-01T00:00:00.000",
        ):
            with refused(invalid, re.compile(kind.split(":")[0], re.IGNORECASE)):
                functions.create_event_source_mapping(
                    FunctionName="f", EventSourceArn=f"arn:aws:{kind}", StartingPosition="LATEST"
                )
        functions.update_function_configuration(FunctionName="f", Timeout=31)
        updated(functions, "f")
        with refused(invalid, re.compile("Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds")):
            functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn)
        assert functions.list_event_source_mappings()["EventSourceMappings"] == []


class TestBatches:
    def test_a_record_has_everything_a_message_has(self, functions, sqs, source, told, account):
        telling(functions, "f", TELLS, told)
        attributes = {
            "text": {"DataType": "String", "StringValue": "ü"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\x01"},
        }
        (id,) = send(sqs, source, {"n": 1}, MessageAttributes=attributes)
        map_queue(functions, sqs, source)
        (record,) = told_records(sqs, told, 1)
        handle, system = record.pop("receiptHandle"), record.pop("attributes")
        assert handle
        assert {"ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp"} <= set(system)
        assert system["ApproximateReceiveCount"] == "1" and all(isinstance(value, str) for value in system.values())
        assert re.fullmatch(r"[0-9a-f]{32}", record.pop("md5OfBody"))
        record.pop("md5OfMessageAttributes", None)
        assert record == {
            "messageId": id,
            "body": '{"n": 1}',
            "messageAttributes": {
                "text": {"stringValue": "ü", "stringListValues": [], "binaryListValues": [], "dataType": "String"},
                "bytes": {"binaryValue": "AAE=", "stringListValues": [], "binaryListValues": [], "dataType": "Binary"},
            },
            "eventSource": "aws:sqs",
            "eventSourceARN": arn_of(sqs, source),
            "awsRegion": "us-east-1",
        }
        until(lambda: counts(sqs, source) == (0, 0, 0))

    def test_every_message_is_processed_and_taken_from_the_queue(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        map_queue(functions, sqs, source)
        for start in range(0, 50, 10):
            sqs.send_message_batch(
                QueueUrl=source, Entries=[{"Id": str(n), "MessageBody": json.dumps({"n": start + n})} for n in range(10)]
            )
        records = told_records(sqs, told, 50)
        assert sorted(json.loads(record["body"])["n"] for record in records) == list(range(50))
        until(lambda: counts(sqs, source) == (0, 0, 0))

    def test_batches_are_no_larger_than_said(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        send(sqs, source, *({"n": n} for n in range(7)))
        map_queue(functions, sqs, source, BatchSize=3)
        sizes = []
        while sum(sizes) < 7:
            sizes.append(len(json.loads(take(sqs, told, 1)[0]["Body"])))
        assert max(sizes) <= 3

    def test_a_window_gathers(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        send(sqs, source, *({"n": n} for n in range(25)))
        map_queue(functions, sqs, source, BatchSize=25, MaximumBatchingWindowInSeconds=30)
        # A full batch does not wait for the end of its window, of which this test does not see the end either.
        (message,) = take(sqs, told, 1)
        assert len(json.loads(message["Body"])) == 25

    def test_fifo_queues_keep_their_order(self, functions, sqs, told):
        fifo = create(sqs, "source.fifo", ContentBasedDeduplication="true", VisibilityTimeout=30)
        telling(functions, "f", TELLS, told)
        send(sqs, fifo, *({"n": n} for n in range(12)), MessageGroupId="g")
        map_queue(functions, sqs, fifo)
        seen = []
        while len(seen) < 12:
            seen += [json.loads(record["body"])["n"] for record in json.loads(take(sqs, told, 1)[0]["Body"])]
        assert sorted(seen) == list(range(12))
        until(lambda: counts(sqs, fifo) == (0, 0, 0))

    def test_filters(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        pattern = {"body": {"kind": ["order"], "price": [{"numeric": [">", 10]}]}}
        filters = {"Filters": [{"Pattern": json.dumps(pattern)}]}
        map_queue(functions, sqs, source, FilterCriteria=filters)
        send(sqs, source, {"kind": "order", "price": 5}, {"kind": "order", "price": 11}, {"kind": "other", "price": 99})
        sqs.send_message(QueueUrl=source, MessageBody="no JSON")
        records = told_records(sqs, told, 1)
        assert [json.loads(record["body"]) for record in records] == [{"kind": "order", "price": 11}]
        until(lambda: counts(sqs, source) == (0, 0, 0))
        assert counts(sqs, told) == (0, 0, 0)


class TestFailures:
    def test_a_failed_batch_comes_back_and_then_is_a_dead_letter(self, functions, sqs, told):
        dead = create(sqs, "dead")
        redrive = json.dumps({"deadLetterTargetArn": arn_of(sqs, dead), "maxReceiveCount": 2})
        source = create(sqs, "source", VisibilityTimeout=3, RedrivePolicy=redrive)
        telling(functions, "f", TELLS + "    raise RuntimeError('no')\n", told)
        map_queue(functions, sqs, source)
        send(sqs, source, {"n": 1})
        records = told_records(sqs, told, 2)
        assert [record["attributes"]["ApproximateReceiveCount"] for record in records] == ["1", "2"]
        (letter,) = take(sqs, dead, 1)
        assert json.loads(letter["Body"]) == {"n": 1}

    def test_only_what_failed_comes_back(self, functions, sqs, told):
        dead = create(sqs, "dead")
        redrive = json.dumps({"deadLetterTargetArn": arn_of(sqs, dead), "maxReceiveCount": 1})
        source = create(sqs, "source", VisibilityTimeout=3, RedrivePolicy=redrive)
        telling(functions, "f", PARTIAL, told)
        send(sqs, source, {"n": 1}, {"n": 2, "fail": True}, {"n": 3})
        map_queue(functions, sqs, source, FunctionResponseTypes=["ReportBatchItemFailures"])
        (letter,) = take(sqs, dead, 1)
        assert json.loads(letter["Body"]) == {"n": 2, "fail": True}
        until(lambda: counts(sqs, source) == (0, 0, 0))
        seen = []
        while len(seen) < 3:
            seen += json.loads(take(sqs, told, 1)[0]["Body"])
        assert sorted(each["n"] for each in seen) == [1, 2, 3]
        assert counts(sqs, told) == (0, 0, 0)

    def test_without_the_setting_the_list_is_no_failure(self, functions, sqs, source, told):
        telling(functions, "f", PARTIAL, told)
        send(sqs, source, {"n": 2, "fail": True})
        map_queue(functions, sqs, source)
        take(sqs, told, 1)
        until(lambda: counts(sqs, source) == (0, 0, 0))


class TestStates:
    def test_disabled_it_leaves_the_queue_alone(self, functions, sqs, source, told):
        telling(functions, "f", TELLS, told)
        uuid = map_queue(functions, sqs, source)
        functions.update_event_source_mapping(UUID=uuid, Enabled=False)
        state(functions, uuid, "Disabled")
        send(sqs, source, {"n": 1})
        (message,) = receive(sqs, source, VisibilityTimeout=0)
        assert json.loads(message["Body"]) == {"n": 1}
        functions.update_event_source_mapping(UUID=uuid, Enabled=True)
        state(functions, uuid, "Enabled")
        (record,) = told_records(sqs, told, 1)
        assert json.loads(record["body"]) == {"n": 1}

    def test_another_function_takes_over(self, functions, sqs, source, told):
        other = create(sqs, "other")
        telling(functions, "f", TELLS, told)
        telling(functions, "g", TELLS, other)
        uuid = map_queue(functions, sqs, source)
        functions.update_event_source_mapping(UUID=uuid, FunctionName="g")
        state(functions, uuid, "Enabled")
        send(sqs, source, {"n": 1})
        assert len(told_records(sqs, other, 1)) == 1
        assert counts(sqs, told) == (0, 0, 0)

    def test_it_outlives_a_crash(self, make_server, clients_of):
        server = make_server()
        clients = clients_of(server)
        functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
        source, told = create(sqs, "source", VisibilityTimeout=5), create(sqs, "told")
        telling(functions, "f", TELLS, told)
        uuid = map_queue(functions, sqs, source)
        send(sqs, source, *({"n": n} for n in range(20)))
        server.crash()
        assert functions.get_event_source_mapping(UUID=uuid)["State"] == "Enabled"
        seen = set()
        while seen != set(range(20)):
            seen |= {json.loads(record["body"])["n"] for record in json.loads(take(sqs, told, 1)[0]["Body"])}
        until(lambda: counts(sqs, source) == (0, 0, 0))


class TestRules:
    """EventBridge rules whose targets are functions."""

    SEES = """
from tell import tell

def handler(event, context):
    tell([event, context.invoked_function_arn])
"""

    def test_an_event_reaches_its_function(self, functions, sqs, events, told, account):
        arn = telling(functions, "f", self.SEES, told)
        rule_arn = rule(events, "r", {"source": ["shop"]}, [{"Id": "t", "Arn": arn}])
        functions.add_permission(
            FunctionName="f",
            StatementId="r",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            SourceArn=rule_arn,
        )
        (id,) = put(events, entry({"n": 1}))
        event, invoked = json.loads(take(sqs, told, 1)[0]["Body"])
        assert invoked == arn
        assert set(event) == {"version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"}
        assert (event["id"], event["source"], event["detail-type"], event["account"]) == (id, "shop", "order", account)
        assert event["detail"] == {"n": 1}

    def test_inputs_and_aliases(self, functions, sqs, events, told):
        arn = telling(functions, "f", self.SEES, told)
        functions.publish_version(FunctionName="f")
        functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
        transformer = {"InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": '{"number": <n>}'}
        rule(
            events, "r", {"source": ["shop"]},
            [{"Id": "alias", "Arn": f"{arn}:live", "InputTransformer": transformer}, {"Id": "constant", "Arn": arn, "Input": '"fixed"'}],
        )  # fmt: skip
        put(events, entry({"n": 7}))
        seen = {invoked: event for event, invoked in (json.loads(message["Body"]) for message in take(sqs, told, 2))}
        assert seen == {f"{arn}:live": {"number": 7}, arn: "fixed"}

    def test_a_function_that_is_not_there(self, make_server, clients_of, account):
        """Nothing to retry: the event goes to the rule's dead-letter queue."""
        server = make_server("--clock", "virtual")
        clients = clients_of(server)
        events, sqs = clients.boto3("events"), clients.boto3("sqs")
        dead = create(sqs, "dead")
        arn = f"arn:aws:lambda:us-east-1:{account}:function:never"
        rule(events, "r", {"source": ["shop"]}, [{"Id": "t", "Arn": arn, "DeadLetterConfig": {"Arn": arn_of(sqs, dead)}}])
        put(events, entry({"n": 1}))
        server.advance("1s")
        (message,) = receive(sqs, dead, MessageAttributeNames=["All"])
        attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
        assert (attributes["TARGET_ARN"], attributes["RETRY_ATTEMPTS"]) == (arn, "0")
        assert attributes["ERROR_CODE"] == "NO_RESOURCE"
        assert json.loads(message["Body"])["detail"] == {"n": 1}
