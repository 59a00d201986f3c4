"""CloudWatch Logs: groups, streams, events, patterns, retention, and the logs of functions."""

import base64
import gzip
import json
import re
import time

import lambdas
import exercised
import pytest
from expect import create, refused
from lambdas import ECHO, invoke, make, until
from refusals import logs as refusals


@pytest.fixture
def logs(clients):
    return clients.boto3("logs")


def now():
    return int(time.time() * 1000)


def group(logs, name="/app/a", *streams):
    logs.create_log_group(logGroupName=name)
    for stream in streams or ("s",):
        logs.create_log_stream(logGroupName=name, logStreamName=stream)


def put(logs, *messages, name="/app/a", stream="s", at=None):
    at = now() if at is None else at
    events = [{"timestamp": at + n, "message": message} for n, message in enumerate(messages)]
    return logs.put_log_events(logGroupName=name, logStreamName=stream, logEvents=events)


def found(logs, pattern="", name="/app/a", **more):
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=name, filterPattern=pattern, **more)
    return [event["message"] for page in pages for event in page["events"]]


def test_groups(logs, account):
    logs.create_log_group(logGroupName="/app/a", tags={"team": "x"}, kmsKeyId=f"arn:aws:kms:us-east-1:{account}:key/k")
    with refused("ResourceAlreadyExistsException", "The specified log group already exists"):
        logs.create_log_group(logGroupName="/app/a")
    for name in ("/app/b", "/other"):
        logs.create_log_group(logGroupName=name)
    pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/app/", PaginationConfig={"PageSize": 1})
    groups = [each for page in pages for each in page["logGroups"]]
    assert [each["logGroupName"] for each in groups] == ["/app/a", "/app/b"]
    arn = f"arn:aws:logs:us-east-1:{account}:log-group:/app/a"
    assert (groups[0]["arn"], groups[0]["logGroupArn"]) == (f"{arn}:*", arn)
    assert groups[0]["logGroupClass"] == "STANDARD" and abs(groups[0]["creationTime"] - now()) < 60_000
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "x"}
    logs.put_retention_policy(logGroupName="/app/a", retentionInDays=7)
    assert logs.describe_log_groups(logGroupNamePattern="p/a")["logGroups"][0]["retentionInDays"] == 7
    assert [each["logGroupName"] for each in logs.list_log_groups(logGroupNamePattern="^/oth")["logGroups"]] == ["/other"]
    logs.delete_log_group(logGroupName="/app/a")
    with refused("ResourceNotFoundException", "The specified log group does not exist."):
        logs.delete_log_group(logGroupName="/app/a")
    with refused("UnknownOperationException"):
        logs.start_query(logGroupName="/other", startTime=0, endTime=1, queryString="fields @message")


def test_events_come_back(logs):
    group(logs)
    at = now() - 1000
    put(logs, *(f"line {n}" for n in range(5)), at=at)
    first = logs.get_log_events(logGroupName="/app/a", logStreamName="s", startFromHead=True, limit=2)
    assert [event["message"] for event in first["events"]] == ["line 0", "line 1"]
    assert first["events"][0]["timestamp"] == at
    rest = logs.get_log_events(logGroupName="/app/a", logStreamName="s", nextToken=first["nextForwardToken"])
    assert [event["message"] for event in rest["events"]] == ["line 2", "line 3", "line 4"]
    end = logs.get_log_events(logGroupName="/app/a", logStreamName="s", nextToken=rest["nextForwardToken"])
    assert end["events"] == [] and end["nextForwardToken"] == rest["nextForwardToken"]
    stream = logs.describe_log_streams(logGroupName="/app/a")["logStreams"][0]
    assert (stream["firstEventTimestamp"], stream["lastEventTimestamp"]) == (at, at + 4)
    old = put(logs, "old", at=now() - 15 * 86_400_000)
    assert old["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1}
    with refused("InvalidParameterException", "Log events in a single PutLogEvents request must be in chronological order."):
        events = [{"timestamp": at + 1, "message": "b"}, {"timestamp": at, "message": "a"}]
        logs.put_log_events(logGroupName="/app/a", logStreamName="s", logEvents=events)


def test_patterns(logs):
    group(logs, "/app/a", "s", "t")
    put(logs, "[ERROR 400] BAD REQUEST", "[INFO] fine", json.dumps({"level": "error", "code": 500, "tags": ["a", "b"]}))
    put(logs, "127.0.0.1 - frank 404 1534", stream="t")
    assert found(logs, "ERROR") == ["[ERROR 400] BAD REQUEST"]
    assert found(logs, '?"[INFO]" ?BAD') == ["[ERROR 400] BAD REQUEST", "[INFO] fine"]
    assert found(logs, r"%\d{3}\]\sB%") == ["[ERROR 400] BAD REQUEST"]
    assert len(found(logs, '{ $.level = "err*" && $.code >= 500 && $.tags[1] = b && $.none NOT EXISTS }')) == 1
    assert found(logs, "[ip, dash, user, code = 4*, bytes > 1000]") == ["127.0.0.1 - frank 404 1534"]
    assert found(logs, "", logStreamNamePrefix="t", PaginationConfig={"PageSize": 1}) == ["127.0.0.1 - frank 404 1534"]
    with refused("InvalidParameterException", "Invalid character(s) in term 'a:b'"):
        found(logs, "a:b")
    tested = logs.test_metric_filter(filterPattern="{ $.code = * }", logEventMessages=['{"code": 7}', "no"])
    assert tested["matches"] == [{"eventNumber": 1, "eventMessage": '{"code": 7}', "extractedValues": {"$.code": "7"}}]


def near(moment):
    """Whether a time in milliseconds is about now."""
    return abs(moment - now()) < 60_000


def test_metric_filters(logs):
    group(logs)
    metric = {"metricName": "errors", "metricNamespace": "app", "metricValue": "1", "defaultValue": 0.0, "unit": "Count"}
    logs.put_metric_filter(logGroupName="/app/a", filterName="f", filterPattern="ERROR", metricTransformations=[metric])
    [filtered] = logs.describe_metric_filters(logGroupName="/app/a")["metricFilters"]
    assert near(filtered.pop("creationTime"))
    assert filtered == {
        "filterName": "f", "filterPattern": "ERROR", "metricTransformations": [metric], "logGroupName": "/app/a",
        "applyOnTransformedLogs": False,
    }  # fmt: skip
    assert logs.describe_log_groups()["logGroups"][0]["metricFilterCount"] == 1
    by_metric = logs.describe_metric_filters(metricName="errors", metricNamespace="app")["metricFilters"]
    assert [each["filterName"] for each in by_metric] == ["f"]
    logs.delete_metric_filter(logGroupName="/app/a", filterName="f")
    assert logs.describe_metric_filters()["metricFilters"] == []


def test_subscription_filters(logs, functions):
    make(functions)
    arn = functions.get_function(FunctionName="f")["Configuration"]["FunctionArn"]
    group(logs)
    logs.put_subscription_filter(logGroupName="/app/a", filterName="x", filterPattern="ERROR", destinationArn=arn)
    [filtered] = logs.describe_subscription_filters(logGroupName="/app/a")["subscriptionFilters"]
    assert near(filtered.pop("creationTime"))
    assert filtered == {
        "filterName": "x", "logGroupName": "/app/a", "filterPattern": "ERROR", "destinationArn": arn,
        "distribution": "ByLogStream", "applyOnTransformedLogs": False,
    }  # fmt: skip
    logs.delete_subscription_filter(logGroupName="/app/a", filterName="x")
    assert logs.describe_subscription_filters(logGroupName="/app/a")["subscriptionFilters"] == []


def test_tags_keys_and_protection(logs, account):
    group(logs)
    arn, key = f"arn:aws:logs:us-east-1:{account}:log-group:/app/a", f"arn:aws:kms:us-east-1:{account}:key/k"
    logs.tag_log_group(logGroupName="/app/a", tags={"a": "1", "b": "2"})
    logs.tag_resource(resourceArn=arn, tags={"b": "3", "c": "4"})
    assert logs.list_tags_log_group(logGroupName="/app/a")["tags"] == {"a": "1", "b": "3", "c": "4"}
    logs.untag_log_group(logGroupName="/app/a", tags=["a"])
    logs.untag_resource(resourceArn=arn, tagKeys=["b"])
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"c": "4"}
    logs.associate_kms_key(logGroupName="/app/a", kmsKeyId=key)
    logs.put_log_group_deletion_protection(logGroupIdentifier="/app/a", deletionProtectionEnabled=True)
    [described] = logs.describe_log_groups()["logGroups"]
    assert near(described.pop("creationTime"))
    assert described == {
        "logGroupName": "/app/a", "metricFilterCount": 0, "arn": f"{arn}:*", "storedBytes": 0, "kmsKeyId": key,
        "logGroupClass": "STANDARD", "logGroupArn": arn, "deletionProtectionEnabled": True,
    }  # fmt: skip
    with refused("ValidationException"):
        logs.delete_log_stream(logGroupName="/app/a", logStreamName="s")
    logs.put_log_group_deletion_protection(logGroupIdentifier=arn, deletionProtectionEnabled=False)
    logs.disassociate_kms_key(logGroupName="/app/a")
    assert "kmsKeyId" not in logs.describe_log_groups()["logGroups"][0]
    logs.put_retention_policy(logGroupName="/app/a", retentionInDays=1)
    logs.delete_retention_policy(logGroupName="/app/a")
    assert "retentionInDays" not in logs.describe_log_groups()["logGroups"][0]
    logs.delete_log_stream(logGroupName="/app/a", logStreamName="s")
    assert logs.describe_log_streams(logGroupName="/app/a")["logStreams"] == []


def test_policies_and_saved_queries(logs):
    document = json.dumps({"Version": "2012-10-17", "Statement": []})
    put_answer = logs.put_resource_policy(policyName="p", policyDocument=document)["resourcePolicy"]
    [listed] = logs.describe_resource_policies()["resourcePolicies"]
    assert listed == put_answer and near(listed.pop("lastUpdatedTime"))
    assert (listed["policyName"], listed["policyDocument"]) == ("p", document)
    logs.delete_resource_policy(policyName="p")
    assert logs.describe_resource_policies()["resourcePolicies"] == []
    saved = logs.put_query_definition(name="q", queryString="fields @message", logGroupNames=["/app/a"])["queryDefinitionId"]
    [query] = logs.describe_query_definitions(queryDefinitionNamePrefix="q")["queryDefinitions"]
    assert near(query.pop("lastModified"))
    assert query == {
        "queryLanguage": "CWLI", "queryDefinitionId": saved, "name": "q", "queryString": "fields @message", "logGroupNames": ["/app/a"],
    }  # fmt: skip
    assert logs.delete_query_definition(queryDefinitionId=saved)["success"] is True
    assert logs.describe_query_definitions()["queryDefinitions"] == []


def test_the_command_line(clients, logs):
    group(logs, "/app/a", "s", "t")
    at = now()
    events = json.dumps([{"timestamp": at, "message": "first ERROR"}, {"timestamp": at, "message": "second"}])
    put_answer = clients.aws("logs", "put-log-events", "--log-group-name", "/app/a", "--log-stream-name", "s", "--log-events", events)
    assert re.fullmatch(r"\d{56}", put_answer["nextSequenceToken"])
    put(logs, "third ERROR", stream="t", at=at + 1)
    # What `aws logs tail` of version 2 asks for, page after page.
    command = ["logs", "filter-log-events", "--log-group-name", "/app/a", "--interleaved", "--start-time", str(at - 1000), "--page-size", "1"]
    assert [event["message"] for event in clients.aws(*command)["events"]] == ["first ERROR", "second", "third ERROR"]
    filtered = clients.aws(*command, "--filter-pattern", "ERROR")["events"]
    assert [(event["logStreamName"], event["message"]) for event in filtered] == [("s", "first ERROR"), ("t", "third ERROR")]
    got = clients.aws("logs", "get-log-events", "--log-group-name", "/app/a", "--log-stream-name", "t")
    assert [event["message"] for event in got["events"]] == ["third ERROR"]
    error = clients.aws_error("logs", "create-log-group", "--log-group-name", "/app/a")
    assert error.endswith("The specified log group already exists")


def test_events_expire(timed):
    from clients import Clients

    logs = Clients(timed, "200000000001").boto3("logs")
    timed.advance("30d")
    group(logs)
    logs.put_retention_policy(logGroupName="/app/a", retentionInDays=1)
    created = logs.describe_log_groups()["logGroups"][0]["creationTime"]
    put(logs, "short lived", at=created)
    timed.advance("23h")
    assert found(logs) == ["short lived"]
    timed.advance("3h")
    assert found(logs) == []
    assert logs.describe_log_groups()["logGroups"][0]["storedBytes"] == 0


def test_a_restart_keeps_events(make_server):
    from clients import Clients

    server = make_server()
    logs = Clients(server, "200000000002").boto3("logs")
    group(logs)
    put(logs, "kept")
    server.crash()
    logs = Clients(server, "200000000002").boto3("logs")
    assert found(logs) == ["kept"]


class TestFunctions:
    def test_lines_are_in_the_functions_group(self, logs, functions):
        make(functions, source="def handler(event, context):\n    print('said', event)\n    return context.log_stream_name\n")
        stream = invoke(functions, event=1)
        assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", stream)
        name = "/aws/lambda/f"

        def lines():
            groups = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
            return found(logs, name=name) if groups else []

        until(lambda: any(line.startswith("REPORT RequestId: ") for line in lines()))
        assert [re.sub("[ :].*", "", line.strip()) for line in lines() if not line.startswith("INIT_START")] == [
            "START", "said", "END", "REPORT",
        ]
        assert all(line.endswith("\n") for line in lines())
        assert logs.describe_log_streams(logGroupName=name)["logStreams"][0]["logStreamName"] == stream
        # A group that was deleted comes back with the next lines.
        logs.delete_log_group(logGroupName=name)
        invoke(functions, event=2)
        until(lambda: "said 2\n" in lines())

    def test_a_group_of_ones_own(self, logs, functions):
        make(functions, LoggingConfig={"LogGroup": "/my/group"}, source="print('here')\n" + ECHO)
        invoke(functions)
        until(lambda: logs.describe_log_groups(logGroupNamePrefix="/my/group")["logGroups"])
        until(lambda: "here\n" in found(logs, name="/my/group"))
        assert logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/")["logGroups"] == []

    def test_a_subscription_reaches_its_function(self, clients, logs, functions):
        sqs = clients.boto3("sqs")
        queue = create(sqs, "heard")
        source = "from tell import tell\n\ndef handler(event, context):\n    tell(event['awslogs']['data'])\n"
        lambdas.telling(functions, "f", source, queue)
        arn = functions.get_function(FunctionName="f")["Configuration"]["FunctionArn"]
        group(logs)
        logs.put_subscription_filter(logGroupName="/app/a", filterName="x", filterPattern="ERROR", destinationArn=arn)
        put(logs, "INFO a", "ERROR b")
        got = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"][0]["Body"]
        data = json.loads(gzip.decompress(base64.b64decode(got.strip('"'))))
        assert (data["messageType"], data["logGroup"], data["subscriptionFilters"]) == ("DATA_MESSAGE", "/app/a", ["x"])
        assert [event["message"] for event in data["logEvents"]] == ["ERROR b"]
        with refused("InvalidParameterException", re.compile("Kinesis")):
            logs.put_subscription_filter(
                logGroupName="/app/a", filterName="y", filterPattern="", destinationArn="arn:aws:kinesis:us-east-1:1:stream/s"
            )


def test_refusals(clients, logs, account):
    group(logs)
    logs.create_log_group(logGroupName="/app/kept", deletionProtectionEnabled=True)
    plain = clients.boto3("logs", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    assert not any(exercised.gaps("logs").values()), exercised.gaps("logs")
