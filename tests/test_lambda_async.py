"""Asynchronous invocations on a virtual clock: retries, ages, dead letters, destinations, loops."""

import json
import re

import pytest
from expect import arn_of, bodies, counts, create, receive, rule
from lambdas import active, call, given, invoke, telling

FAILING = """
from tell import tell

def handler(event, context):
    tell([event, context.aws_request_id])
    if event.get("fail"):
        raise ValueError("boom")
    return {"done": event}
"""


@pytest.fixture
def functions(timed_functions):
    return timed_functions


@pytest.fixture
def sqs(timed_sqs):
    return timed_sqs


@pytest.fixture
def seen(functions, sqs):
    """A function that tells what it sees; `seen()` takes what it has seen since."""
    queue = create(sqs, "seen")
    telling(functions, "f", FAILING, queue)

    def taken():
        messages = []
        while batch := receive(sqs, queue):
            for message in batch:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            messages += [json.loads(message["Body"]) for message in batch]
        return messages

    return taken


def later(functions, event, name="f", **more):
    """Hands an event over; its request id."""
    answer = call(functions, name, event, InvocationType="Event", **more)
    assert answer["StatusCode"] == 202
    return answer["ResponseMetadata"]["RequestId"]


def arn(account, qualifier=None, name="f"):
    return f"arn:aws:lambda:us-east-1:{account}:function:{name}" + (f":{qualifier}" if qualifier else "")


def records(sqs, url):
    return [json.loads(body) for body in bodies(sqs, url)]


def on(functions, name="f", **destinations):
    config = {kind: {"Destination": wanted} for kind, wanted in destinations.items()}
    functions.put_function_event_invoke_config(FunctionName=name, DestinationConfig=config)


def test_an_event_is_run_once(timed, functions, seen):
    request = later(functions, {"n": 1})
    timed.advance("1s")
    assert seen() == [[{"n": 1}, request]]
    timed.advance("6h")
    assert seen() == []


def test_a_failure_is_tried_after_one_minute_and_after_two_more(timed, functions, seen):
    request = later(functions, {"fail": True})
    timed.advance("1s")
    assert len(seen()) == 1
    timed.advance("58s")
    assert seen() == []
    timed.advance("2s")
    assert seen() == [[{"fail": True}, request]], "the same event under the same id"
    timed.advance("118s")
    assert seen() == []
    timed.advance("3s")
    assert len(seen()) == 1
    timed.advance("6h")
    assert seen() == [], "three attempts are all"


@pytest.mark.parametrize("retries", [0, 1])
def test_retries_are_configured(timed, functions, seen, retries):
    functions.put_function_event_invoke_config(FunctionName="f", MaximumRetryAttempts=retries)
    later(functions, {"fail": True})
    timed.advance("1h")
    assert len(seen()) == 1 + retries


def test_a_dead_letter(timed, functions, seen, sqs):
    dead = create(sqs, "dead")
    functions.update_function_configuration(FunctionName="f", DeadLetterConfig={"TargetArn": arn_of(sqs, dead)})
    timed.advance("1s")
    request = later(functions, {"fail": True, "n": 1})
    timed.advance("2m")
    assert counts(sqs, dead) == (0, 0, 0)
    timed.advance("2m")
    (message,) = receive(sqs, dead, MessageAttributeNames=["All"])
    assert json.loads(message["Body"]) == {"fail": True, "n": 1}
    assert message["MessageAttributes"] == {
        "RequestID": {"DataType": "String", "StringValue": request},
        "ErrorCode": {"DataType": "Number", "StringValue": "200"},
        "ErrorMessage": {"DataType": "String", "StringValue": "boom"},
    }
    assert len(seen()) == 3


def test_a_record_of_a_success(timed, functions, seen, sqs, account):
    good, bad = create(sqs, "good"), create(sqs, "bad")
    on(functions, OnSuccess=arn_of(sqs, good), OnFailure=arn_of(sqs, bad))
    request = later(functions, {"n": 1})
    timed.advance("1s")
    (record,) = records(sqs, good)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record.pop("timestamp"))
    assert record == {
        "version": "1.0",
        "requestContext": {
            "requestId": request,
            "functionArn": arn(account, "$LATEST"),
            "condition": "Success",
            "approximateInvokeCount": 1,
        },
        "requestPayload": {"n": 1},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"},
        "responsePayload": {"done": {"n": 1}},
    }
    assert records(sqs, bad) == []


def test_a_record_of_a_failure(timed, functions, seen, sqs, account):
    bad = create(sqs, "bad")
    on(functions, OnFailure=arn_of(sqs, bad))
    request = later(functions, {"fail": True})
    timed.advance("10m")
    (record,) = records(sqs, bad)
    record.pop("timestamp")
    answer = record.pop("responsePayload")
    assert (answer["errorMessage"], answer["errorType"], answer["requestId"]) == ("boom", "ValueError", request)
    assert answer["stackTrace"] == ['  File "/var/task/app.py", line 7, in handler\n    raise ValueError("boom")\n']
    assert record == {
        "version": "1.0",
        "requestContext": {
            "requestId": request,
            "functionArn": arn(account, "$LATEST"),
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 3,
        },
        "requestPayload": {"fail": True},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    }


def test_an_event_that_grows_too_old(timed, functions, seen, sqs):
    bad = create(sqs, "bad")
    functions.put_function_event_invoke_config(
        FunctionName="f", MaximumEventAgeInSeconds=90, DestinationConfig={"OnFailure": {"Destination": arn_of(sqs, bad)}}
    )
    later(functions, {"fail": True})
    timed.advance("10m")
    assert len(seen()) == 2
    (record,) = records(sqs, bad)
    assert record["requestContext"]["condition"] == "EventAgeExceeded"
    assert record["responsePayload"]["errorMessage"] == "boom"


def test_a_function_that_is_switched_off(timed, functions, seen, sqs):
    bad = create(sqs, "bad")
    on(functions, OnFailure=arn_of(sqs, bad))
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    later(functions, {"n": 1})
    timed.advance("1s")
    (record,) = records(sqs, bad)
    assert record["requestContext"]["condition"] == "ZeroReservedConcurrency"
    assert "responsePayload" not in record and seen() == []


def test_a_function_is_told_of_another(timed, functions, seen, sqs, account):
    queue = create(sqs, "told")
    telling(functions, "g", "from tell import tell\n\ndef handler(event, context):\n    tell(event)\n", queue)
    on(functions, OnSuccess=arn(account, name="g"))
    later(functions, {"n": 1})
    timed.advance("1s")
    (record,) = records(sqs, queue)
    assert record["requestPayload"] == {"n": 1} and record["responsePayload"] == {"done": {"n": 1}}


def test_a_bus_is_told(timed, functions, seen, sqs, timed_events, account):
    queue = create(sqs, "told")
    rule(timed_events, "r", {"source": ["lambda"]}, [{"Id": "t", "Arn": arn_of(sqs, queue)}])
    bus = timed_events.describe_event_bus(Name="default")["Arn"]
    on(functions, OnSuccess=bus, OnFailure=bus)
    later(functions, {"n": 1})
    later(functions, {"fail": True})
    timed.advance("10m")
    events = {event["detail-type"]: event for event in records(sqs, queue)}
    assert set(events) == {f"Lambda Function Invocation Result - {result}" for result in ("Success", "Failure")}
    for event in events.values():
        assert event["source"] == "lambda" and event["resources"] == [bus, arn(account, "$LATEST")]
    assert events["Lambda Function Invocation Result - Success"]["detail"]["responsePayload"] == {"done": {"n": 1}}
    assert (
        events["Lambda Function Invocation Result - Failure"]["detail"]["requestContext"]["condition"] == "RetriesExhausted"
    )


def test_settings_belong_to_what_was_invoked(timed, functions, seen, sqs, account):
    good = create(sqs, "good")
    functions.publish_version(FunctionName="f")
    timed.advance("1s")
    active(functions, "f", Qualifier="1")
    functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    functions.put_function_event_invoke_config(
        FunctionName="f", Qualifier="live", DestinationConfig={"OnSuccess": {"Destination": arn_of(sqs, good)}}
    )
    later(functions, {"n": 1})
    later(functions, {"n": 2}, Qualifier="live")
    timed.advance("1s")
    (record,) = records(sqs, good)
    assert record["requestContext"]["functionArn"] == arn(account, "live")
    assert (record["responseContext"]["executedVersion"], record["requestPayload"]) == ("1", {"n": 2})


def test_a_destination_that_is_gone_loses_only_the_record(timed, functions, seen, sqs):
    good = create(sqs, "good")
    on(functions, OnSuccess=arn_of(sqs, good))
    sqs.delete_queue(QueueUrl=good)
    later(functions, {"n": 1})
    timed.advance("10m")
    assert len(seen()) == 1


def test_an_unhandled_exit_is_a_failure_too(timed, functions, sqs):
    bad = create(sqs, "bad")
    source = """
import os

def handler(event, context):
    os._exit(3)
"""
    functions.create_function(**given(name="g", source=source))
    timed.advance("1s")
    active(functions, "g")
    on(functions, "g", OnFailure=arn_of(sqs, bad))
    request = later(functions, {}, "g")
    timed.advance("10m")
    (record,) = records(sqs, bad)
    assert record["requestContext"]["approximateInvokeCount"] == 3
    assert record["responsePayload"] == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: {request} Error: Runtime exited with error: exit status 3",
    }


def test_loops_end(timed, functions, sqs, account):
    """ "Lambda stops the next invocation after approximately 16": a function that is its queue's only writer stops by itself."""
    queue, turns, dead = create(sqs, "loop", VisibilityTimeout=30), create(sqs, "turns"), create(sqs, "dead")
    source = """
import os
from tell import sqs, tell

def handler(event, context):
    tell(1)
    trace = {"AWSTraceHeader": {"DataType": "String", "StringValue": os.environ["_X_AMZN_TRACE_ID"]}}
    sqs("SendMessage", QueueUrl=os.environ["LOOP"], MessageBody="again", MessageSystemAttributes=trace)
"""
    telling(functions, "f", source, turns, Variables={"LOOP": queue})
    functions.update_function_configuration(FunctionName="f", DeadLetterConfig={"TargetArn": arn_of(sqs, dead)})
    timed.advance("1s")
    functions.create_event_source_mapping(FunctionName="f", EventSourceArn=arn_of(sqs, queue))
    timed.advance("1s")
    sqs.send_message(QueueUrl=queue, MessageBody="first")
    for _ in range(60):
        timed.advance("10s")
    assert 10 <= counts(sqs, turns)[0] <= 20


def test_synchronous_invocations_do_not_wait_for_the_clock(functions, seen):
    assert invoke(functions, event={"n": 1}) == {"done": {"n": 1}}
    assert len(seen()) == 1
