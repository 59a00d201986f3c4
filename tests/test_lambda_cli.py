"""The AWS CLI and Lambda: a scenario for every operation, as its users type it; and the server's own commands."""

import base64
import json
import re
import subprocess
import time
import urllib.parse

import lambdas
import pytest
from botocore import xform_name
from lambdas import ECHO, PYTHON, TELL, make, role, until, zipped
from servers import BINARY, environment


@pytest.fixture
def aws(clients):
    """Runs `aws ...`; dictionaries and lists become JSON."""

    def words(given):
        return [each if isinstance(each, str) else json.dumps(each) for each in given]

    def run(*given):
        return clients.aws(*words(given))

    run.error = lambda *given: clients.aws_error(*words(given))
    return run


@pytest.fixture
def package(tmp_path):
    """Writes a zip and says how the CLI names it."""

    def write(files, name="code.zip"):
        (tmp_path / name).write_bytes(zipped(files))
        return f"fileb://{tmp_path / name}"

    return write


@pytest.fixture
def create(aws, package, account):
    def make(source=ECHO, name="f", *more, files=None):
        answer = aws(
            "lambda", "create-function", "--function-name", name, "--runtime", PYTHON, "--handler", "app.handler",
            "--role", role(account), "--zip-file", package({"app.py": source, **(files or {})}), *more,
        )  # fmt: skip
        aws("lambda", "wait", "function-active-v2", "--function-name", name)
        return answer

    return make


@pytest.fixture
def invoke(aws, tmp_path):
    """Invokes as people do; what is printed, and what is in the file."""

    def call(*words, name="f"):
        out = tmp_path / "answer.json"
        printed = aws("lambda", "invoke", "--function-name", name, *words, str(out))
        return printed, out.read_text()

    return call


def error(code, operation, message):
    return f"An error occurred ({code}) when calling the {operation} operation: {message}"


def arn_of(account, rest="function:f"):
    return f"arn:aws:lambda:us-east-1:{account}:{rest}"


def test_functions(aws, create, invoke, package, account):
    made = create(ECHO, "f", "--timeout", "10", "--environment", "Variables={AA=1,BB=2}", "--tags", "k=v")
    assert (made["FunctionArn"], made["State"], made["Timeout"]) == (arn_of(account), "Pending", 10)
    assert aws("lambda", "get-function", "--function-name", "f")["Tags"] == {"k": "v"}
    printed, answer = invoke("--payload", '{"n": 1}')
    assert (printed, answer) == ({"StatusCode": 200, "ExecutedVersion": "$LATEST"}, '{"n": 1}')
    aws("lambda", "update-function-configuration", "--function-name", "f", "--memory-size", "256", "--description", "d")
    aws("lambda", "wait", "function-updated-v2", "--function-name", "f")
    got = aws("lambda", "get-function-configuration", "--function-name", "f")
    assert (got["MemorySize"], got["Description"], got["Environment"]) == (256, "d", {"Variables": {"AA": "1", "BB": "2"}})
    again = package({"app.py": "def handler(event, context):\n    return 'new'\n"}, "again.zip")
    aws("lambda", "update-function-code", "--function-name", "f", "--zip-file", again)
    aws("lambda", "wait", "function-updated", "--function-name", "f")
    assert invoke()[1] == '"new"'
    assert [each["FunctionName"] for each in aws("lambda", "list-functions")["Functions"]] == ["f"]
    assert aws("lambda", "get-account-settings")["AccountUsage"]["FunctionCount"] == 1
    assert aws("lambda", "tag-resource", "--resource", arn_of(account), "--tags", "a=b") is None
    assert aws("lambda", "untag-resource", "--resource", arn_of(account), "--tag-keys", "k") is None
    assert aws("lambda", "list-tags", "--resource", arn_of(account)) == {"Tags": {"a": "b"}}
    deleted = aws("lambda", "delete-function", "--function-name", "f")
    assert deleted in (None, {"StatusCode": 204})
    said = aws.error("lambda", "get-function", "--function-name", "f")
    assert said == error("ResourceNotFoundException", "GetFunction", f"Function not found: {arn_of(account)}")


def test_versions_and_aliases(aws, create, invoke, account):
    create("def handler(event, context):\n    return context.function_version\n")
    assert aws("lambda", "publish-version", "--function-name", "f", "--description", "one")["Version"] == "1"
    aws("lambda", "wait", "published-version-active", "--function-name", "f", "--qualifier", "1")
    made = aws("lambda", "create-alias", "--function-name", "f", "--name", "live", "--function-version", "1")
    assert made["AliasArn"] == arn_of(account, "function:f:live")
    assert invoke("--qualifier", "live") == ({"StatusCode": 200, "ExecutedVersion": "1"}, '"1"')
    routing = "AdditionalVersionWeights={1=0}"
    assert aws.error("lambda", "update-alias", "--function-name", "f", "--name", "live", "--routing-config", routing)
    aws("lambda", "update-alias", "--function-name", "f", "--name", "live", "--description", "d")
    assert aws("lambda", "get-alias", "--function-name", "f", "--name", "live")["Description"] == "d"
    assert [each["Name"] for each in aws("lambda", "list-aliases", "--function-name", "f")["Aliases"]] == ["live"]
    versions = aws("lambda", "list-versions-by-function", "--function-name", "f")["Versions"]
    assert [each["Version"] for each in versions] == ["$LATEST", "1"]
    where = ("--function-name", "f", "--qualifier", "live")
    answer = aws("lambda", "put-provisioned-concurrency-config", *where, "--provisioned-concurrent-executions", "1")
    assert answer["Status"] == "IN_PROGRESS"
    until(lambda: aws("lambda", "get-provisioned-concurrency-config", *where)["Status"] == "READY")
    listed = aws("lambda", "list-provisioned-concurrency-configs", "--function-name", "f")["ProvisionedConcurrencyConfigs"]
    assert [each["FunctionArn"] for each in listed] == [made["AliasArn"]]
    assert aws("lambda", "delete-provisioned-concurrency-config", *where) is None
    assert aws("lambda", "delete-alias", "--function-name", "f", "--name", "live") is None


def test_invocations(aws, create, invoke, tmp_path):
    create("def handler(event, context):\n    print('hello')\n    return 1 // event\n")
    printed, answer = invoke("--payload", "1", "--log-type", "Tail")
    log = base64.b64decode(printed["LogResult"]).decode()
    assert answer == "1" and "hello\n" in log and "REPORT RequestId: " in log
    printed, answer = invoke("--payload", "0")
    assert printed == {"StatusCode": 200, "FunctionError": "Unhandled", "ExecutedVersion": "$LATEST"}
    assert json.loads(answer)["errorType"] == "ZeroDivisionError"
    assert invoke("--payload", "1", "--invocation-type", "Event") == ({"StatusCode": 202}, "")
    assert invoke("--payload", "1", "--invocation-type", "DryRun")[0]["StatusCode"] == 204
    (tmp_path / "event.json").write_text("1")
    assert invoke("--payload", f"fileb://{tmp_path / 'event.json'}")[1] == "1"
    answer = aws("lambda", "invoke-async", "--function-name", "f", "--invoke-args", str(tmp_path / "event.json"))
    assert answer == {"Status": 202}


def test_settings(aws, create, account):
    create()
    where = ("--function-name", "f")
    answer = aws("lambda", "put-function-concurrency", *where, "--reserved-concurrent-executions", "0")
    assert answer == {"ReservedConcurrentExecutions": 0}
    assert aws("lambda", "get-function-concurrency", *where) == answer
    said = aws.error("lambda", "invoke", *where, "/dev/null")
    assert said.startswith("An error occurred (TooManyRequestsException) when calling the Invoke operation")
    assert "Rate Exceeded." in said
    assert aws("lambda", "delete-function-concurrency", *where) is None
    more = ("--statement-id", "s", "--action", "lambda:InvokeFunction", "--principal", "events.amazonaws.com")
    statement = json.loads(aws("lambda", "add-permission", *where, *more)["Statement"])
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert json.loads(aws("lambda", "get-policy", *where)["Policy"])["Statement"] == [statement]
    assert aws("lambda", "remove-permission", *where, "--statement-id", "s") is None
    assert aws.error("lambda", "get-policy", *where) == error(
        "ResourceNotFoundException", "GetPolicy", "The resource you requested does not exist."
    )
    aws("lambda", "put-function-event-invoke-config", *where, "--maximum-retry-attempts", "1")
    aws("lambda", "update-function-event-invoke-config", *where, "--maximum-event-age-in-seconds", "60")
    got = aws("lambda", "get-function-event-invoke-config", *where)
    assert (got["MaximumRetryAttempts"], got["MaximumEventAgeInSeconds"]) == (1, 60)
    assert len(aws("lambda", "list-function-event-invoke-configs", *where)["FunctionEventInvokeConfigs"]) == 1
    assert aws("lambda", "delete-function-event-invoke-config", *where) is None
    aws("lambda", "put-runtime-management-config", *where, "--update-runtime-on", "FunctionUpdate")
    assert aws("lambda", "get-runtime-management-config", *where)["UpdateRuntimeOn"] == "FunctionUpdate"
    assert aws("lambda", "get-function-code-signing-config", *where)["FunctionName"] == "f"
    aws("lambda", "put-function-recursion-config", *where, "--recursive-loop", "Allow")
    assert aws("lambda", "get-function-recursion-config", *where) == {"RecursiveLoop": "Allow"}


def test_urls(aws, create, server, account):
    create("def handler(event, context):\n    return {'statusCode': 201, 'body': event['rawPath']}\n")
    where = ("--function-name", "f")
    url = aws("lambda", "create-function-url-config", *where, "--auth-type", "NONE")["FunctionUrl"]
    answer = server.http("GET", "/some/path", headers={"Host": urllib.parse.urlsplit(url).netloc})
    assert (answer[0], answer[2]) == (201, b"/some/path")
    aws("lambda", "update-function-url-config", *where, "--cors", "AllowOrigins=*,MaxAge=5")
    assert aws("lambda", "get-function-url-config", *where)["Cors"] == {"AllowOrigins": ["*"], "MaxAge": 5}
    assert len(aws("lambda", "list-function-url-configs", *where)["FunctionUrlConfigs"]) == 1
    assert aws("lambda", "delete-function-url-config", *where) is None


def test_layers(aws, create, invoke, package, account):
    zip_file = package({"python/shared.py": "VALUE = 7\n"}, "layer.zip")
    made = aws(
        "lambda", "publish-layer-version", "--layer-name", "shared", "--zip-file", zip_file, "--compatible-runtimes", PYTHON
    )
    assert made["LayerVersionArn"] == arn_of(account, "layer:shared:1")
    source = """
import shared

def handler(event, context):
    return shared.VALUE
"""
    create(source, "f", "--layers", made["LayerVersionArn"])
    assert invoke()[1] == "7"
    where = ("--layer-name", "shared", "--version-number", "1")
    assert aws("lambda", "get-layer-version", *where)["Version"] == 1
    assert aws("lambda", "get-layer-version-by-arn", "--arn", made["LayerVersionArn"])["Version"] == 1
    assert [each["LayerName"] for each in aws("lambda", "list-layers")["Layers"]] == ["shared"]
    assert len(aws("lambda", "list-layer-versions", "--layer-name", "shared")["LayerVersions"]) == 1
    more = ("--statement-id", "s", "--action", "lambda:GetLayerVersion", "--principal", "*")
    aws("lambda", "add-layer-version-permission", *where, *more)
    assert json.loads(aws("lambda", "get-layer-version-policy", *where)["Policy"])["Statement"][0]["Principal"] == "*"
    assert aws("lambda", "remove-layer-version-permission", *where, "--statement-id", "s") is None
    assert aws("lambda", "delete-layer-version", *where) is None


source = """
from tell import tell

def handler(event, context):
    tell([record['body'] for record in event['Records']])
"""
TELLING = source


def test_event_source_mappings(aws, create, server, account):
    urls = {name: aws("sqs", "create-queue", "--queue-name", name)["QueueUrl"] for name in ("source", "told")}
    create(TELLING, "f", "--environment", {"Variables": {"QUEUE": urls["told"]}}, files={"tell.py": TELL})
    source = f"arn:aws:sqs:us-east-1:{account}:source"
    made = aws(
        "lambda", "create-event-source-mapping", "--function-name", "f", "--event-source-arn", source, "--batch-size", "5"
    )
    assert made["State"] == "Creating" and made["BatchSize"] == 5
    uuid = ("--uuid", made["UUID"])
    until(lambda: aws("lambda", "get-event-source-mapping", *uuid)["State"] == "Enabled")
    aws("sqs", "send-message", "--queue-url", urls["source"], "--message-body", "hello")
    (message,) = aws("sqs", "receive-message", "--queue-url", urls["told"], "--wait-time-seconds", "20")["Messages"]
    assert json.loads(message["Body"]) == ["hello"]
    aws("lambda", "update-event-source-mapping", *uuid, "--no-enabled")
    until(lambda: aws("lambda", "get-event-source-mapping", *uuid)["State"] == "Disabled")
    assert len(aws("lambda", "list-event-source-mappings", "--function-name", "f")["EventSourceMappings"]) == 1
    assert aws("lambda", "delete-event-source-mapping", *uuid)["State"] == "Deleting"


# Not commands of the CLI's version 1: their answers are streams of events. boto3 drives them in test_lambda_invoke.py.
ONLY_BOTO3 = {"invoke-with-response-stream"}


def test_every_operation_there_is_is_typed_above():
    """The server's own list; each of it must stand in a scenario of this file."""
    printed = subprocess.run([BINARY, "operations"], capture_output=True, text=True, check=True).stdout
    (row,) = [line for line in printed.splitlines() if "(`lambda`)" in line]
    count, names = re.match(r"(\d+): (.*)", row.split("|")[2].strip()).groups()
    there = {xform_name(name.strip(), "-") for name in names.split(",")}
    assert len(there) == int(count)
    with open(__file__) as source:
        typed = source.read()
    assert sorted(name for name in there - ONLY_BOTO3 if f'"{name}"' not in typed) == []


class TestOwnCommands:
    """`tradewind invoke` and `tradewind logs`."""

    @pytest.fixture
    def tradewind(self, server, account):
        def run(*words, stdin=None):
            variables = environment(AWS_ENDPOINT_URL=server.endpoint, AWS_ACCESS_KEY_ID=account)
            variables.pop("AWS_REGION", None)
            variables["AWS_DEFAULT_REGION"] = "us-east-1"
            done = subprocess.run([BINARY, *words], env=variables, input=stdin, capture_output=True, text=True, timeout=60)
            return done.returncode, done.stdout, done.stderr

        run.variables = environment(
            AWS_ENDPOINT_URL=server.endpoint, AWS_ACCESS_KEY_ID=account, AWS_DEFAULT_REGION="us-east-1"
        )
        return run

    def test_invoke(self, tradewind, functions, tmp_path):
        source = """
def handler(event, context):
    print('said')
    return {'got': event, 'one': 1 // len(event)}
"""
        make(
            functions,
            source=source,
        )
        assert tradewind("invoke", "f", "--payload", '{"a": 1}') == (0, '{"got": {"a": 1}, "one": 1}\n', "")
        code, out, _ = tradewind("invoke", "f", "--payload", "-", stdin='"ü"')
        assert (code, json.loads(out)) == (0, {"got": "ü", "one": 1})
        (tmp_path / "event.json").write_text("[1]")
        assert tradewind("invoke", "f", "-p", f"@{tmp_path / 'event.json'}")[:2] == (0, '{"got": [1], "one": 1}\n')
        code, out, err = tradewind("invoke", "f", "--payload", "[]", "--log")
        assert code == 1 and json.loads(out)["errorType"] == "ZeroDivisionError"
        assert "said\n" in err and "REPORT RequestId: " in err
        assert tradewind("invoke", "f", "--payload", "[1]", "--async") == (0, "", "")
        code, out, err = tradewind("invoke", "never")
        assert (code, out) == (2, "") and "ResourceNotFoundException: Function not found: " in err
        code, _, err = tradewind("invoke", "f", "--payload", "{")
        assert code == 2 and "InvalidRequestContentException" in err
        functions.publish_version(FunctionName="f")
        functions.get_waiter("published_version_active").wait(
            FunctionName="f", Qualifier="1", WaiterConfig={"Delay": 0.05, "MaxAttempts": 600}
        )
        assert (
            tradewind("invoke", "f:1", "-p", "[1]")[0] == tradewind("invoke", "f", "--qualifier", "1", "-p", "[1]")[0] == 0
        )

    def test_invoke_without_a_server(self, tradewind):
        code, _, err = tradewind("invoke", "f", "--endpoint", "http://127.0.0.1:1")
        assert code == 2 and "is the server running?" in err

    def test_logs(self, tradewind, functions):
        make(functions, source="def handler(event, context):\n    print('line', event)\n")
        for n in range(3):
            lambdas.invoke(functions, event=n)

        def lines():
            code, out, err = tradewind("logs", "f")
            assert (code, err) == (0, "")
            return out.splitlines()

        until(lambda: sum("REPORT RequestId: " in line for line in lines()) == 3)
        written = [line.split(" ", 1) for line in lines()]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at) for at, _ in written)
        assert [text for _, text in written if text.startswith("line ")] == ["line 0", "line 1", "line 2"]
        assert tradewind("logs", "/aws/lambda/f")[1].splitlines() == lines()
        _, out, err = tradewind("logs", "never")
        assert (out, err) == ("", "nothing has been written to /aws/lambda/never\n")
        assert tradewind("logs", "f", "--since", "1d")[1].splitlines() == lines()

    def test_logs_that_are_followed(self, tradewind, functions, clients):
        make(functions, source="def handler(event, context):\n    print('line', event)\n")
        lambdas.invoke(functions, event="before")
        command = [BINARY, "logs", "f", "-f"]
        following = subprocess.Popen(command, env=tradewind.variables, stdout=subprocess.PIPE, text=True)
        try:
            deadline = time.monotonic() + 60

            def read_until(text):
                while text not in (line := following.stdout.readline()):
                    assert line and time.monotonic() < deadline, "it has ended"

            read_until("line before")
            lambdas.invoke(functions, event="after")
            read_until("line after")
        finally:
            following.kill()
            following.wait()
            following.stdout.close()

    def test_logs_of_others_are_others(self, tradewind, functions, server):
        make(functions, source="print('secret')\n" + ECHO)
        lambdas.invoke(functions)
        until(lambda: "secret" in tradewind("logs", "f")[1])
        assert tradewind("logs", "f", "--account", "999999999999")[1] == ""
        assert tradewind("logs", "f", "--region", "eu-west-1")[1] == ""


def test_names_of_logs_can_not_leave_their_folder(server, account):
    """What stands in the name of a log group is no path."""
    for group in ("/aws/lambda/../../../../../etc/passwd", "../../MANIFEST", "/aws/lambda/%2e%2e%2fx"):
        target = "/_tradewind/logs?" + urllib.parse.urlencode({"group": group, "account": account, "region": "us-east-1"})
        status, _, body = server.get(target)
        assert status in (200, 400, 403, 404) and b"root:" not in body and b"format" not in body, body
