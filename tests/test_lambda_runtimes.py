"""Runtimes, and what a function finds around itself: files, environment, credentials, queues, no network."""

import json
import os
import pathlib
import re

import pytest
from expect import bodies, create, receive
from lambdas import PYTHON, TELL, call, fails, invoke, make, node_runtime, tail, zipped

BOOTSTRAP = """#!/bin/sh
set -eu
echo "starting with $_HANDLER" >&2
while true; do
  HEADERS=/tmp/headers
  EVENT=$(curl -sS -D "$HEADERS" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  ID=$(grep -i '^lambda-runtime-aws-request-id:' "$HEADERS" | tr -d '\\r' | cut -d' ' -f2)
  curl -sS -X POST "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$ID/response" \\
    -d "{\\"handler\\": \\"$_HANDLER\\", \\"event\\": $EVENT}" > /dev/null
done
"""

# The same without a program that a machine may not have: POSIX shell cannot open sockets, Python can.
PYTHON_BOOTSTRAP = """#!{python}
import http.client, json, os

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
while True:
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = api.getresponse()
    event = json.loads(answer.read())
    request = answer.getheader("Lambda-Runtime-Aws-Request-Id")
    deadline = int(answer.getheader("Lambda-Runtime-Deadline-Ms"))
    arn = answer.getheader("Lambda-Runtime-Invoked-Function-Arn")
    path = "/2018-06-01/runtime/invocation/" + request
    if event == "fail":
        body = json.dumps({{"errorType": "Own.Error", "errorMessage": "no", "stackTrace": []}})
        api.request("POST", path + "/error", body, {{"Lambda-Runtime-Function-Error-Type": "Own.Error"}})
    else:
        api.request("POST", path + "/response", json.dumps([event, deadline > 0, arn, os.environ["_HANDLER"]]))
    assert api.getresponse().read() is not None
"""


class TestPython:
    def test_packages_beside_the_handler(self, functions):
        files = {
            "pkg/__init__.py": "",
            "pkg/sub/__init__.py": "from pkg.other import VALUE\n\ndef handle(event, context):\n    return VALUE\n",
            "pkg/other.py": "VALUE = 'imported'\n",
        }
        make(functions, Handler="pkg.sub.handle", Code={"ZipFile": zipped(files)})
        assert invoke(functions) == "imported"
        make(functions, "g", Handler="pkg/sub/__init__.handle", Code={"ZipFile": zipped(files)})
        assert invoke(functions, "g") == "imported"

    def test_init_runs_once_and_its_lines_are_logged(self, functions):
        make(functions, source="print('at init')\n\ndef handler(event, context):\n    return 1\n")
        answer = call(functions, LogType="Tail")
        lines = tail(answer)
        assert lines.index("at init") < next(n for n, line in enumerate(lines) if line.startswith("START "))
        assert "at init" not in tail(call(functions, LogType="Tail"))


class TestNode:
    def test_common_js(self, functions):
        source = """
const { twice } = require('./lib/twice');
exports.handler = async (event, context) => ({ n: twice(event.n), id: context.awsRequestId });
"""
        sources = {
            "app.js": source,
            "lib/twice.js": "exports.twice = (n) => 2 * n;\n",
        }
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped(sources)})
        answer = call(functions, event={"n": 21})
        assert answer["Payload"] == {"n": 42, "id": answer["ResponseMetadata"]["RequestId"]}

    def test_callbacks(self, functions):
        source = """
exports.handler = (event, context, done) => { event ? done(null, 'yes') : done(new Error('no')); };
"""
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped({"app.js": source})})
        if node_runtime() == "nodejs24.x":
            pytest.skip("nodejs24.x has no callbacks any more")
        assert invoke(functions, event=True) == "yes"
        assert fails(functions, event=False)["errorMessage"] == "no"

    @pytest.mark.parametrize("files", [["app.mjs"], ["app.js", "package.json"]], ids=["mjs", "package.json"])
    def test_modules(self, functions, files):
        source = (
            "import os from 'node:os';\nimport { word } from './lib/word.mjs';\nconst place = await Promise.resolve(os.EOL);\n"
            "export const handler = async (event) => [word, place, event];\n"
        )
        sources = {files[0]: source, "lib/word.mjs": "export const word = 'imported';\n"}
        if len(files) == 2:
            sources["package.json"] = json.dumps({"type": "module"})
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped(sources)})
        assert invoke(functions, event=[1]) == ["imported", "\n", [1]]

    def test_the_console(self, functions):
        source = "exports.handler = async () => { console.log('a', { b: 1 }); console.error('c'); };\n"
        make(functions, Runtime=node_runtime(), Code={"ZipFile": zipped({"app.js": source})})
        answer = call(functions, LogType="Tail")
        request_id = answer["ResponseMetadata"]["RequestId"]
        lines = tail(answer)
        assert any(re.fullmatch(rf"\S+Z\t{request_id}\tINFO\ta {{ b: 1 }}", line) for line in lines), lines
        assert any(re.fullmatch(rf"\S+Z\t{request_id}\tERROR\tc", line) for line in lines), lines


class TestProvided:
    def test_a_bootstrap_in_shell(self, functions):
        if not pathlib.Path("/usr/bin/curl").exists():
            pytest.skip("the shell bootstrap of AWS's tutorial needs curl")
        package = zipped({"bootstrap": BOOTSTRAP}, {"bootstrap": 0o755})
        make(functions, Runtime="provided.al2023", Handler="function.handler", Code={"ZipFile": package})
        answer = call(functions, event={"n": 1}, LogType="Tail")
        assert answer["Payload"] == {"handler": "function.handler", "event": {"n": 1}}
        assert "starting with function.handler" in tail(answer)
        assert invoke(functions, event=2) == {"handler": "function.handler", "event": 2}

    @pytest.mark.parametrize("runtime", ["provided.al2", "provided.al2023"])
    def test_a_bootstrap_that_speaks_the_runtime_api(self, functions, account, runtime):
        source = PYTHON_BOOTSTRAP.format(python="/usr/bin/python3")
        package = zipped({"bootstrap": source}, {"bootstrap": 0o755})
        make(functions, Runtime=runtime, Handler="h", Code={"ZipFile": package})
        arn = f"arn:aws:lambda:us-east-1:{account}:function:f"
        assert invoke(functions, event={"a": 1}) == [{"a": 1}, True, arn, "h"]
        assert fails(functions, event="fail") == {"errorType": "Own.Error", "errorMessage": "no", "stackTrace": []}
        assert invoke(functions, event=3) == [3, True, arn, "h"]

    def test_without_a_bootstrap(self, functions):
        make(functions, Runtime="provided.al2023", Code={"ZipFile": zipped({"other": "x"})})
        error = fails(functions)
        assert error["errorType"] == "Runtime.InvalidEntrypoint", error
        request = r"RequestId: \S+ Error: "
        assert re.fullmatch(request + r"Couldn't find valid bootstrap\(s\): \[.*\]", error["errorMessage"]), error

    def test_a_bootstrap_that_may_not_be_executed(self, functions):
        make(functions, Runtime="provided.al2023", Code={"ZipFile": zipped({"bootstrap": "#!/bin/sh\n"})})
        assert fails(functions)["errorType"] == "Runtime.InvalidEntrypoint"


SURROUNDINGS = """
import os

def handler(event, context):
    def tried(what):
        try:
            return what()
        except OSError as error:
            return error.strerror
    return {
        "environment": dict(os.environ), "here": os.getcwd(), "code": sorted(os.listdir("/var/task")),
        "write_code": tried(lambda: open("/var/task/x", "w")), "write_opt": tried(lambda: os.mkdir("/opt/x")),
        "write_tmp": open("/tmp/x", "w").write("ok"), "tmp": os.listdir("/tmp"), "uid": os.getuid(),
    }
"""


class TestSurroundings:
    def test_files(self, functions):
        make(functions, source=SURROUNDINGS)
        seen = invoke(functions)
        assert (seen["here"], seen["code"]) == ("/var/task", ["app.py"])
        assert seen["write_code"] == "Read-only file system" and seen["write_opt"] != None  # noqa: E711
        assert (seen["write_tmp"], seen["tmp"]) == (2, ["x"])
        assert seen["uid"] != 0

    def test_the_environment_is_the_functions_own(self, make_server, clients_of, account, monkeypatch):
        monkeypatch.setenv("SECRET_OF_THE_HOST", "do not tell")
        monkeypatch.setenv("AWS_OF_THE_HOST", "do not tell")
        server = make_server()
        functions = clients_of(server).boto3("lambda")
        make(
            functions, source=SURROUNDINGS, Environment={"Variables": {"MINE": "ü 1", "TZ": "Europe/Berlin"}}, MemorySize=256
        )
        seen = invoke(functions)["environment"]
        wanted = {
            "MINE": "ü 1",
            "TZ": "Europe/Berlin",
            "_HANDLER": "app.handler",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{PYTHON}",
            "AWS_LAMBDA_FUNCTION_NAME": "f",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f",
            "LAMBDA_TASK_ROOT": "/var/task",
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "LANG": "en_US.UTF-8",
        }
        assert {name: seen.get(name) for name in wanted} == wanted
        assert {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "PATH"} <= set(seen)
        documented = re.compile(
            "AWS_|_AWS_|LAMBDA_|_X_AMZN|LD_LIBRARY_PATH|PATH|PYTHON|LANG|LC_|TZ|_HANDLER|MINE|PWD|SHLVL|_$"
        )
        assert [name for name in seen if not documented.match(name)] == []
        host = [
            name
            for name, value in os.environ.items()
            if len(value) > 3 and value in (seen.get(name),) and name not in ("PATH", "LANG", "TZ")
        ]
        assert host == [], "nothing has the host's value"
        assert "do not tell" not in json.dumps(seen) and "AWS_OF_THE_HOST" not in seen

    def test_nothing_of_the_network_is_there_but_the_platform(self, functions, server):
        source = """
import os, socket

def handler(event, context):
    def tried(address):
        try:
            socket.create_connection(address, 3).close()
            return "connected"
        except OSError as error:
            return "refused" if error.errno == 111 else "unreachable"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
    host, port = os.environ["AWS_ENDPOINT_URL"].removeprefix("http://").split(":")
    return {
        "platform": tried((host, int(port))), "server": tried(("127.0.0.1", event)), "outside": tried(("192.0.2.1", 80)),
        "devices": sorted(name for _, name in socket.if_nameindex()),
    }
"""
        make(functions, source=source, Timeout=30)
        seen = invoke(functions, event=server.port)
        assert seen == {"platform": "connected", "server": "refused", "outside": "unreachable", "devices": ["lo"]}


def boto3_layer():
    """The packages of the tests' own boto3 as a layer, without the services that no test uses: 20 MB less to unpack."""
    import boto3

    site = pathlib.Path(boto3.__file__).parent.parent
    files = {}
    for package in ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil"):
        for path in sorted((site / package).rglob("*")):
            inside = path.relative_to(site).as_posix()
            data = inside.startswith("botocore/data/")
            wanted = not data or inside.count("/") == 2 or inside.split("/")[2] in ("sqs", "sts", "lambda", "events")
            if path.is_file() and wanted and path.suffix not in (".pyc", ".so"):
                files[f"python/{inside}"] = path.read_bytes()
    files["python/six.py"] = (site / "six.py").read_bytes()
    return zipped(files)


WITH_BOTO3 = """
import boto3

def handler(event, context):
    caller = boto3.client("sts").get_caller_identity()
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="orders")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="from inside")
    invoked = boto3.client("lambda").invoke(FunctionName="g", Payload=b"[1]")["Payload"].read().decode()
    session = boto3.Session().get_credentials().get_frozen_credentials()
    return [caller["Arn"], caller["UserId"], caller["Account"], invoked, session.access_key, boto3.__file__]
"""


def test_boto3_finds_the_platform_and_is_the_role(functions, sqs, account):
    url = create(sqs)
    make(functions, "g")
    layer = functions.publish_layer_version(LayerName="boto3", Content={"ZipFile": boto3_layer()})["LayerVersionArn"]
    make(
        functions,
        source=WITH_BOTO3,
        Layers=[layer],
        Timeout=60,
        MemorySize=512,
        Role=f"arn:aws:iam::{account}:role/path/worker",
    )
    arn, user, of, invoked, key, path = invoke(functions)
    assert arn == f"arn:aws:sts::{account}:assumed-role/worker/f"
    assert re.fullmatch(r"AROA[0-9A-Z]+:f", user) and of == account and key.startswith("ASIA")
    assert path.startswith("/opt/python/"), "the layer's, not one of the host"
    assert json.loads(invoked) == [1]
    assert bodies(sqs, url) == ["from inside"]


def test_credentials_of_the_role_are_verified_where_signatures_are(make_server, tmp_path, account):
    """With --auth=verify a function's calls carry signatures that hold; a changed secret does not."""
    from clients import Clients

    config = tmp_path / "tradewind.toml"
    config.write_text(
        f"auth = 'verify'\n[[keys]]\naccess_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_access_key = '{'s' * 40}'\naccount = '{account}'\n"
    )
    server = make_server("--config", str(config))
    clients = Clients(server, "AKIAIOSFODNN7EXAMPLE", "s" * 40)
    functions, sqs = clients.boto3("lambda"), clients.boto3("sqs")
    queue = create(sqs)
    source = """
import os
from tell import tell

def handler(event, context):
    if event == "forge":
        os.environ["AWS_SECRET_ACCESS_KEY"] = "x" * 40
    tell("hello")
"""
    make(
        functions,
        source=source,
        files={"tell.py": TELL},
        Environment={"Variables": {"QUEUE": queue}},
        Role=f"arn:aws:iam::{account}:role/r",
    )
    invoke(functions)
    assert bodies(sqs, queue) == ['"hello"']
    error = fails(functions, event="forge")
    assert "InvalidSignatureException" in error["errorMessage"] and receive(sqs, queue) == [], error
