"""Invoke, InvokeWithResponseStream, InvokeAsync: payloads, errors, logs, limits."""

import base64
import json
import re

import pytest
from botocore.config import Config
from expect import create, refused, take
from lambdas import PYTHON, UUID, active, call, fails, given, invoke, kernel_limits_memory, make, node_runtime, tail, telling, zipped

REPORT = re.compile(
    r"REPORT RequestId: (?P<id>\S+)\tDuration: (?P<ran>\d+\.\d\d) ms\tBilled Duration: (?P<billed>\d+) ms\t"
    r"Memory Size: (?P<size>\d+) MB\tMax Memory Used: (?P<used>\d+) MB\t(?:Init Duration: (?P<init>\d+\.\d\d) ms\t)?"
    r"(?P<rest>(?:Status: \w+\t)?(?:Error Type: \S+\t)?)Isolation: (?P<isolation>\w+)\t"
)


class TestPayloads:
    @pytest.mark.parametrize(
        "event", [{"a": [1, 2.5, None, True, "ü"]}, [1], "text", 7, None, {}, {"deep": [[[[{"x": []}]]]]}], ids=json.dumps
    )
    def test_come_back_as_they_went(self, functions, event):
        make(functions)
        answer = functions.invoke(FunctionName="f", Payload=json.dumps(event).encode())
        assert (answer["StatusCode"], answer["ExecutedVersion"]) == (200, "$LATEST")
        assert json.loads(answer["Payload"].read()) == event
        assert "FunctionError" not in answer and "LogResult" not in answer

    def test_nothing_is_an_empty_object(self, functions):
        make(functions)
        assert json.loads(functions.invoke(FunctionName="f")["Payload"].read()) == {}
        assert json.loads(functions.invoke(FunctionName="f", Payload=b"")["Payload"].read()) == {}

    def test_what_is_no_json(self, functions):
        make(functions)
        for payload, said in (
            (b"{", "Unexpected end-of-input"),
            (b"nonsense", "Unrecognized token 'nonsense': was expecting"),
            (b"{'a': 1}", "Unexpected character"),
        ):
            text = re.compile(
                "^Could not parse request body into json: Could not parse payload into json: " + re.escape(said)
            )
            with refused("InvalidRequestContentException", text, 400, "InvalidRequestContentException"):
                functions.invoke(FunctionName="f", Payload=payload)
            with refused("InvalidRequestContentException", text):
                functions.invoke(FunctionName="f", Payload=payload, InvocationType="Event")

    def test_six_megabytes(self, functions):
        make(functions, source="def handler(event, context):\n    return len(event)\n", MemorySize=512, Timeout=30)
        limit = 6 * 1024 * 1024
        assert invoke(functions, event="x" * (limit - 2)) == limit - 2
        text = f"Request must be smaller than {limit} bytes for the InvokeFunction operation"
        with refused("RequestTooLargeException", text, 413, "RequestTooLargeException"):
            functions.invoke(FunctionName="f", Payload=json.dumps("x" * (limit - 1)).encode())

    def test_one_megabyte_for_later(self, functions):
        make(functions)
        limit = 1024 * 1024
        assert call(functions, event="x" * (limit - 2), InvocationType="Event")["StatusCode"] == 202
        text = f"Request must be smaller than {limit} bytes for the InvokeFunction operation"
        with refused("RequestTooLargeException", text, 413):
            functions.invoke(FunctionName="f", InvocationType="Event", Payload=json.dumps("x" * (limit - 1)).encode())

    def test_answers_have_a_limit_too(self, functions):
        source = """
def handler(event, context):
    return 'x' * event
"""
        make(functions, source=source, MemorySize=512, Timeout=30)
        assert len(invoke(functions, event=6291556 - 2)) == 6291556 - 2
        error = fails(functions, event=6291556)
        assert error["errorType"] == "Function.ResponseSizeTooLarge"
        assert error["errorMessage"] == "Response payload size exceeded maximum allowed payload size (6291556 bytes)."
        assert invoke(functions, event=1) == "x", "the function goes on"

    def test_a_function_without_an_answer(self, functions):
        make(functions, source="def handler(event, context):\n    pass\n")
        assert functions.invoke(FunctionName="f")["Payload"].read() == b"null"


class TestTypes:
    def test_dry_run(self, functions):
        make(functions, source="raise RuntimeError('not to be run')\n")
        answer = functions.invoke(FunctionName="f", InvocationType="DryRun")
        assert (answer["StatusCode"], answer["Payload"].read()) == (204, b"")

    def test_event(self, functions, sqs):
        queue = create(sqs)
        telling(
            functions,
            "f",
            "from tell import tell\n\ndef handler(event, context):\n    tell([event, context.aws_request_id])\n",
            queue,
        )
        answer = functions.invoke(FunctionName="f", InvocationType="Event", Payload=b'{"n": 1}')
        assert (answer["StatusCode"], answer["Payload"].read()) == (202, b"")
        assert "ExecutedVersion" not in answer and "FunctionError" not in answer
        (message,) = take(sqs, queue, 1)
        assert json.loads(message["Body"]) == [{"n": 1}, answer["ResponseMetadata"]["RequestId"]]

    def test_invoke_async(self, functions, sqs):
        queue = create(sqs)
        telling(functions, "f", "from tell import tell\n\ndef handler(event, context):\n    tell(event)\n", queue)
        answer = functions.invoke_async(FunctionName="f", InvokeArgs=b'{"n": 2}')
        assert answer["Status"] == 202
        assert json.loads(take(sqs, queue, 1)[0]["Body"]) == {"n": 2}
        with refused("InvalidRequestContentException"):
            functions.invoke_async(FunctionName="f", InvokeArgs=b"{")

    def test_other_types_are_none(self, clients):
        functions = clients.boto3("lambda", parameter_validation=False)
        make(functions)
        with refused("ValidationException", re.compile("'Later' at 'invocationType' failed to satisfy constraint")):
            functions.invoke(FunctionName="f", InvocationType="Later")

    def test_tenants_are_refused_by_name(self, functions):
        make(functions)
        with refused("InvalidParameterValueException", re.compile("TenantId")):
            functions.invoke(FunctionName="f", TenantId="t")


CONTEXT = """
def handler(event, context):
    client = context.client_context
    return {
        "name": context.function_name, "version": context.function_version, "arn": context.invoked_function_arn,
        "memory": context.memory_limit_in_mb, "id": context.aws_request_id, "group": context.log_group_name,
        "stream": context.log_stream_name, "left": context.get_remaining_time_in_millis(),
        "client": client and {"custom": client.custom, "env": client.env, "title": client.client and client.client.app_title},
        "cognito": context.identity.cognito_identity_id,
    }
"""


class TestContext:
    def test_what_the_handler_is_told(self, functions, account):
        make(functions, source=CONTEXT, MemorySize=256, Timeout=20)
        answer = call(functions)
        told = answer["Payload"]
        assert told["name"] == "f" and told["version"] == "$LATEST" and told["memory"] == "256"
        assert told["arn"] == f"arn:aws:lambda:us-east-1:{account}:function:f"
        assert told["id"] == answer["ResponseMetadata"]["RequestId"] and UUID.fullmatch(told["id"])
        assert told["group"] == "/aws/lambda/f"
        assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", told["stream"])
        assert 0 < told["left"] <= 20_000
        assert (told["client"], told["cognito"]) == (None, None)

    def test_the_clients_context(self, functions):
        make(functions, source=CONTEXT)
        given_context = {"custom": {"a": "b"}, "env": {"locale": "de"}, "client": {"app_title": "shop"}}
        encoded = base64.b64encode(json.dumps(given_context).encode()).decode()
        told = invoke(functions, ClientContext=encoded)["client"]
        assert told == {"custom": {"a": "b"}, "env": {"locale": "de"}, "title": "shop"}
        with refused("InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object."):
            functions.invoke(FunctionName="f", ClientContext="no base64!")

    def test_traces_are_handed_on(self, functions):
        source = """
import os

def handler(event, context):
    return os.environ.get('_X_AMZN_TRACE_ID')
"""
        make(functions, source=source)
        root = "1-67891233-abcdef012345678912345678"

        def add_header(request, **_):
            request.headers["X-Amzn-Trace-Id"] = f"Root={root};Parent=53995c3f42cd8ad8;Sampled=1"

        functions.meta.events.register("before-sign.lambda.Invoke", add_header)
        assert f"Root={root}" in invoke(functions)


FAILING = """
class Trouble(Exception):
    pass

def handler(event, context):
    raise Trouble("boom")
"""


class TestErrors:
    def test_of_python_with_their_trace(self, functions):
        make(functions, source=FAILING)
        answer = call(functions, LogType="Tail")
        assert answer["FunctionError"] == "Unhandled"
        request_id = answer["ResponseMetadata"]["RequestId"]
        assert answer["Payload"] == {
            "errorMessage": "boom",
            "errorType": "Trouble",
            "requestId": request_id,
            "stackTrace": ['  File "/var/task/app.py", line 6, in handler\n    raise Trouble("boom")\n'],
        }
        lines = tail(answer)
        assert any(line.startswith("[ERROR] Trouble: boom") for line in lines), lines
        assert "Traceback (most recent call last):" in lines

    def test_of_node_with_their_trace(self, functions):
        source = """
class Trouble extends Error {}
exports.handler = async () => { const e = new Trouble('boom'); e.name = 'Trouble'; throw e; };
"""
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped({"app.js": source})})
        answer = call(functions, LogType="Tail")
        error = answer["Payload"]
        assert answer["FunctionError"] == "Unhandled"
        assert (error["errorType"], error["errorMessage"]) == ("Trouble", "boom")
        assert error["trace"][0] == "Trouble: boom" and "/var/task/app.js:3:" in error["trace"][1], error
        assert any("\tERROR\tInvoke Error \t" in line for line in tail(answer))

    def test_the_function_goes_on_after_an_error(self, functions):
        source = """
COUNT = []

def handler(event, context):
    COUNT.append(1)
    return len(COUNT) // event
"""
        make(functions, source=source)
        assert invoke(functions, event=1) == 1
        assert fails(functions, event=0)["errorType"] == "ZeroDivisionError"
        assert invoke(functions, event=1) == 3, "the same instance"

    def test_what_is_no_answer(self, functions):
        make(functions, source="def handler(event, context):\n    return {1, 2}\n")
        error = fails(functions)
        assert error["errorType"] == "Runtime.MarshalError"
        assert error["errorMessage"] == "Unable to marshal response: Object of type set is not JSON serializable"

    def test_time_runs_out(self, functions):
        make(
            functions,
            source="import time\n\ndef handler(event, context):\n    time.sleep(event)\n    return 'done'\n",
            Timeout=1,
        )
        answer = call(functions, event=30, LogType="Tail")
        request_id = answer["ResponseMetadata"]["RequestId"]
        assert answer["FunctionError"] == "Unhandled"
        assert answer["Payload"] == {
            "errorType": "Sandbox.Timedout",
            "errorMessage": f"RequestId: {request_id} Error: Task timed out after 1.00 seconds",
        }
        lines = tail(answer)
        stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
        assert any(re.fullmatch(f"{stamp} {request_id} Task timed out after 1.00 seconds", line) for line in lines), lines
        (report,) = [match for line in lines if (match := REPORT.match(line))]
        assert report["rest"] == "Status: timeout\t"
        assert invoke(functions, event=0) == "done"

    def test_memory_runs_out(self, server, functions):
        source = """
def handler(event, context):
    return len(bytearray(event * 1024 * 1024))
"""
        make(functions, source=source, Timeout=30)
        answer = call(functions, event=400, LogType="Tail")
        error = answer["Payload"]
        assert answer["FunctionError"] == "Unhandled"
        request_id = answer["ResponseMetadata"]["RequestId"]
        if kernel_limits_memory(server):
            assert error["errorType"] == "Runtime.OutOfMemory"
        assert error["errorMessage"] == f"RequestId: {request_id} Error: Runtime exited with error: signal: killed"
        (report,) = [match for line in tail(answer) if (match := REPORT.match(line))]
        assert report["used"] == report["size"] == "128"
        assert invoke(functions, event=1) == 1024 * 1024


class TestLogs:
    SOURCE = """
import logging, sys

def handler(event, context):
    print('to stdout')
    sys.stderr.write('to stderr\\n')
    logging.getLogger().warning('to the %s', 'logger')
"""

    def test_the_tail(self, functions):
        make(functions, source=self.SOURCE)
        answer = call(functions, LogType="Tail")
        request_id = answer["ResponseMetadata"]["RequestId"]
        lines = tail(answer)
        start = lines.index(f"START RequestId: {request_id} Version: $LATEST")
        end = lines.index(f"END RequestId: {request_id}")
        written = lines[start + 1 : end]
        assert "to stdout" in written and "to stderr" in written
        assert any(re.fullmatch(rf"\[WARNING\]\t\S+Z\t{request_id}\tto the logger", line) for line in written), written
        report = REPORT.fullmatch(lines[end + 1])
        assert report and report["id"] == request_id, lines
        assert report["size"] == "128" and 0 < int(report["used"]) <= 128
        assert report["init"], "the first invocation starts an instance"
        assert report["isolation"] in ("sandbox", "confined", "process")
        assert report["rest"] == ""
        # Billed: duration and init, rounded up to a millisecond.
        spent = float(report["ran"]) + float(report["init"])
        assert spent <= int(report["billed"]) <= spent + 1.1
        warm = [match for line in tail(call(functions, LogType="Tail")) if (match := REPORT.match(line))]
        assert warm[0]["init"] is None
        assert float(warm[0]["ran"]) <= int(warm[0]["billed"]) <= float(warm[0]["ran"]) + 1

    def test_only_the_last_four_kilobytes(self, functions):
        make(functions, source="def handler(event, context):\n    for n in range(2000):\n        print(n)\n")
        answer = call(functions, LogType="Tail")
        log = base64.b64decode(answer["LogResult"])
        assert len(log) <= 4096 and log.decode().splitlines()[-1].startswith("REPORT ")
        assert "1999" in log.decode().splitlines()

    def test_in_json(self, functions):
        make(functions, source=self.SOURCE, LoggingConfig={"LogFormat": "JSON"})
        answer = call(functions, LogType="Tail")
        request_id = answer["ResponseMetadata"]["RequestId"]
        lines = [json.loads(line) for line in tail(answer) if line.startswith("{")]
        kinds = {line["type"]: line["record"] for line in lines if "type" in line}
        assert kinds["platform.start"] == {"requestId": request_id, "version": "$LATEST"}
        metrics = kinds["platform.report"]["metrics"]
        assert metrics["memorySizeMB"] == 128 and metrics["billedDurationMs"] >= metrics["durationMs"] - 1
        assert kinds["platform.report"]["status"] == "success"
        (logged,) = [line for line in lines if line.get("message") == "to the logger"]
        assert (logged["level"], logged["requestId"]) == ("WARNING", request_id)

    def test_no_tail_for_later(self, functions):
        make(functions)
        assert "LogResult" not in functions.invoke(FunctionName="f", InvocationType="Event", LogType="Tail")


class TestStates:
    def test_a_function_that_is_not_active_yet(self, functions, account):
        """It either answers that it is pending, or has become active; it is never lost."""
        functions.create_function(**given(account))
        try:
            assert invoke(functions, event={"a": 1}) == {"a": 1}
        except functions.exceptions.ResourceConflictException as error:
            assert error.response["Error"]["Message"] == (
                "The operation cannot be performed at this time. The function is currently in the following state: Pending"
            )
        active(functions, "f")
        assert invoke(functions, event={"a": 1}) == {"a": 1}

    def test_instances_stay_warm_and_are_not_shared(self, functions, account):
        source = "COUNT = []\n\ndef handler(event, context):\n    COUNT.append(1)\n    return len(COUNT)\n"
        make(functions, source=source)
        make(functions, "g", source)
        assert [invoke(functions) for _ in range(3)] == [1, 2, 3]
        assert invoke(functions, "g") == 1
        functions.update_function_configuration(FunctionName="f", Description="another")
        functions.get_waiter("function_updated_v2").wait(FunctionName="f", WaiterConfig={"Delay": 0.05, "MaxAttempts": 600})
        assert invoke(functions) == 1


STREAMED = """
exports.handler = awslambda.streamifyResponse(async (event, out, context) => {
  out.setContentType('text/plain');
  for (const part of event.parts) out.write(part);
  if (event.fail) throw new Error('boom');
  out.end();
});
"""


class TestStreams:
    def stream(self, functions, event, **more):
        answer = functions.invoke_with_response_stream(FunctionName="f", Payload=json.dumps(event).encode(), **more)
        assert (answer["StatusCode"], answer["ExecutedVersion"]) == (200, "$LATEST")
        events = list(answer["EventStream"])
        parts = b"".join(each["PayloadChunk"]["Payload"] for each in events if "PayloadChunk" in each)
        (complete,) = [each["InvokeComplete"] for each in events if "InvokeComplete" in each]
        assert "InvokeComplete" in events[-1]
        return answer, parts.decode(), complete

    @pytest.fixture
    def streaming(self, functions):
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped({"app.js": STREAMED})}, Timeout=20)
        return functions

    def test_chunks_and_the_end(self, streaming):
        answer, parts, complete = self.stream(streaming, {"parts": ["one ", "two ", "ü"]}, LogType="Tail")
        assert parts == "one two ü"
        assert answer["ResponseStreamContentType"] in ("application/vnd.amazon.eventstream", "text/plain")
        assert "ErrorCode" not in complete
        assert "START RequestId" in base64.b64decode(complete["LogResult"]).decode()

    def test_a_failure_in_the_middle(self, streaming):
        _, parts, complete = self.stream(streaming, {"parts": ["one "], "fail": True})
        assert parts == "one "
        assert complete["ErrorCode"] and "boom" in complete["ErrorDetails"]

    def test_a_function_that_does_not_stream(self, functions):
        make(functions)
        _, parts, complete = self.stream(functions, {"a": 1})
        assert json.loads(parts) == {"a": 1} and "ErrorCode" not in complete

    def test_a_function_that_fails(self, functions):
        make(functions, source=FAILING)
        _, _, complete = self.stream(functions, {})
        assert complete["ErrorCode"] == "Unhandled" and "boom" in complete["ErrorDetails"]

    def test_dry_run(self, streaming):
        answer = streaming.invoke_with_response_stream(FunctionName="f", InvocationType="DryRun")
        assert answer["StatusCode"] == 204


def test_every_runtime_of_python_that_is_installed(functions, clients, account):
    """Those the server finds; the one that runs the tests is among them."""
    there = []
    for minor in range(9, 15):
        try:
            functions.create_function(
                **given(
                    account,
                    f"f{minor}",
                    "import sys\n\ndef handler(event, context):\n    return sys.version_info[:2]\n",
                    Runtime=f"python3.{minor}",
                )
            )
        except functions.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] == "InvalidParameterValueException", error
            assert "install" in error.response["Error"]["Message"].lower(), "the error says what to install"
            continue
        there.append(minor)
        active(functions, f"f{minor}")
        assert invoke(functions, f"f{minor}") == [3, minor]
    assert PYTHON in {f"python3.{minor}" for minor in there}


def test_a_client_with_its_own_retries(server, account):
    """What boto3 does unless told otherwise: legacy retries, checksums, its own user agent."""
    import boto3

    functions = boto3.client(
        "lambda", endpoint_url=server.endpoint, region_name="us-east-1", aws_access_key_id=account, aws_secret_access_key="x",
        config=Config(read_timeout=60),
    )  # fmt: skip
    make(functions)
    assert invoke(functions, event=[1]) == [1]
