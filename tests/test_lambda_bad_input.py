"""Bad packages and bad functions: AWS's error, nothing lost, nothing left behind."""

import io
import json
import re
import stat
import zipfile

import pytest
from expect import refused
from footprint import Observer
from lambdas import ECHO, call, fails, given, invoke, make, node_runtime, tail, updated, until, zipped

UNREADABLE = "Could not unzip uploaded file. Please check your file, then try to upload again."


@pytest.fixture(scope="module")
def own(scratch):
    """A server of the module's own, so that nobody else's functions are on it."""
    import tempfile

    from servers import Server

    running = Server(tempfile.mkdtemp(prefix="bad-", dir=scratch)).start()
    yield running
    assert running.stop() == 0
    assert "a part of the program failed" not in running.log.read_text()


@pytest.fixture
def functions(own, clients_of):
    return clients_of(own).boto3("lambda")


@pytest.fixture(scope="module")
def observer(own):
    return Observer(own)


@pytest.fixture(autouse=True)
def nothing_is_left(own, functions, observer, account):
    """Looks before and after each test; in between the test's functions are deleted."""
    make(functions, "warm")
    invoke(functions, "warm")
    observer.look()
    functions.delete_function(FunctionName="warm")
    until(lambda: not observer.look().groups and observer.settled())
    before = observer.look()
    yield
    observer.look()
    for function in functions.list_functions()["Functions"]:
        functions.delete_function(FunctionName=function["FunctionName"])

    def clean():
        return not observer.look().left_since(before)

    try:
        until(clean, 8)
    except AssertionError:
        assert observer.look().left_since(before) == {}


def entry(name, mode=0o100644, system=3):
    made = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    made.create_system = system
    made.external_attr = mode << 16
    return made


def archive(*entries):
    """A zip of (entry or name, content) pairs, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, content in entries:
            writing.writestr(name if isinstance(name, zipfile.ZipInfo) else entry(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


APP = ("app.py", ECHO)
LINK = stat.S_IFLNK | 0o777


def links(name, to):
    return (entry(name, LINK), to)


class TestPackages:
    @pytest.mark.parametrize(
        "package",
        [
            b"no zip at all",
            zipped({"app.py": ECHO})[:-30],
            zipped({"app.py": ECHO * 50}).replace(b"PK\x01\x02", b"PK\x01\x03"),
            archive(APP, ("../outside.py", "")),
            archive(APP, ("a/../../outside.py", "")),
            archive(APP, ("/etc/cron.d/outside", "")),
            archive(APP, links("link", "/etc/passwd")),
            archive(APP, links("link", "../../outside")),
            archive(APP, links("link", "."), ("link/through.py", "")),
            archive(APP, links("a", "b"), links("a/c", "d")),
            archive(APP, (entry("pipe", stat.S_IFIFO | 0o644), "")),
            archive(APP, (entry("device", stat.S_IFCHR | 0o644), "")),
            archive(APP, ("app.py/below.py", "")),
            archive(APP, ("x" * 300, "")),
            archive(APP, ("/".join("d" * 100), "")),
        ],
        ids=["text", "cut", "broken", "dots", "dots-within", "absolute", "link-absolute", "link-out", "through-link",
             "below-link", "pipe", "device", "file-as-folder", "long-name", "deep"],
    )  # fmt: skip
    def test_that_can_not_be_unpacked(self, own, functions, account, package):
        everything = Observer(own, ignored=("journal", "base"))
        before = everything.look().files
        with refused("InvalidParameterValueException", UNREADABLE, 400, "InvalidParameterValueException"):
            functions.create_function(**given(account, Code={"ZipFile": package}))
        assert functions.list_functions()["Functions"] == []
        assert everything.look().files == before, "nothing of it was written"
        make(functions)
        before = functions.get_function_configuration(FunctionName="f")
        with refused("InvalidParameterValueException", UNREADABLE):
            functions.update_function_code(FunctionName="f", ZipFile=package)
        after = functions.get_function_configuration(FunctionName="f")
        assert (after["CodeSha256"], after["RevisionId"]) == (before["CodeSha256"], before["RevisionId"])
        assert invoke(functions, event=1) == 1, "what was there still runs"

    def test_that_are_empty(self, functions, account):
        for package in (b"PK\x05\x06" + b"\0" * 18, b""):
            with refused(
                "InvalidParameterValueException",
                re.compile("^(Uploaded file must be a non-empty zip|Please provide a source for function code.)$"),
            ):
                functions.create_function(**given(account, Code={"ZipFile": package}))

    def test_names_that_are_taken_twice(self, functions, account):
        with pytest.warns(UserWarning, match="Duplicate name"):
            package = archive(APP, ("app.py", "another"))
        with refused("InvalidParameterValueException", UNREADABLE):
            functions.create_function(**given(account, Code={"ZipFile": package}))

    def test_a_bomb_that_says_what_it_is(self, functions, account):
        package = archive(APP, ("zeros", b"\0" * (270 << 20)))
        assert len(package) < 1 << 20
        with refused("InvalidParameterValueException", "Unzipped size must be smaller than 262144000 bytes"):
            functions.create_function(**given(account, Code={"ZipFile": package}))

    def test_a_bomb_that_lies(self, functions, account):
        """300 MB that the directory of the zip declares as 1,000 bytes."""
        package = bytearray(archive(("zeros", b"\0" * (300 << 20)), APP))
        size = (300 << 20).to_bytes(4, "little")
        while (at := package.find(size)) >= 0:
            package[at : at + 4] = (1000).to_bytes(4, "little")
        with refused(
            "InvalidParameterValueException",
            re.compile("^(Could not unzip|Unzipped size must be smaller than 262144000 bytes)"),
        ):
            functions.create_function(**given(account, Code={"ZipFile": bytes(package)}))

    def test_fifty_thousand_files(self, functions, account):
        """AWS sets no limit: it runs, and goes away as it came."""
        source = """
import os

def handler(event, context):
    return sum(len(files) for _, _, files in os.walk('/var/task'))
"""
        source = source
        package = archive(("app.py", source), *((f"d{n % 100}/f{n}.txt", "") for n in range(50_000)))
        make(functions, Code={"ZipFile": package}, Timeout=60)
        assert invoke(functions) == 50_001

    def test_links_that_stay_inside_are_kept(self, functions):
        source = """
from sub.link import VALUE

def handler(event, context):
    return VALUE
"""
        package = archive(("app.py", source), ("lib/real.py", "VALUE = 'linked'\n"), links("sub/link.py", "../lib/real.py"))  # fmt: skip
        make(functions, Code={"ZipFile": package})
        assert invoke(functions) == "linked"

    def test_a_package_that_is_too_large_for_a_request(self, functions, account):
        import os

        package = zipped({"app.py": ECHO, "random": os.urandom(51 << 20)})
        text = "Request must be smaller than 70167211 bytes for the CreateFunction operation"
        with refused("RequestEntityTooLargeException", text, 413):
            functions.create_function(**given(account, Code={"ZipFile": package}))


class TestHandlers:
    def test_a_module_that_is_not_there(self, functions):
        make(functions, Handler="other.handler")
        error = fails(functions)
        assert error == {
            "errorMessage": "Unable to import module 'other': No module named 'other'",
            "errorType": "Runtime.ImportModuleError",
            "requestId": error.get("requestId", ""),
            "stackTrace": [],
        }

    def test_a_function_that_is_not_there(self, functions):
        make(functions, Handler="app.missing")
        error = fails(functions)
        assert (error["errorType"], error["errorMessage"]) == (
            "Runtime.HandlerNotFound",
            "Handler 'missing' missing on module 'app'",
        )

    def test_a_name_without_a_dot(self, functions):
        make(functions, Handler="handler")
        error = fails(functions)
        assert error["errorType"] == "Runtime.MalformedHandlerName"
        assert error["errorMessage"].startswith("Bad handler 'handler': not enough values to unpack")

    def test_a_module_with_a_mistake(self, functions):
        make(functions, source="def handler(event, context)\n    return 1\n")
        answer = call(functions, LogType="Tail")
        error = answer["Payload"]
        assert (answer["FunctionError"], error["errorType"]) == ("Unhandled", "Runtime.UserCodeSyntaxError")
        assert error["errorMessage"].startswith("Syntax error in module 'app': expected ':'")
        assert error["stackTrace"] == ['  File "/var/task/app.py" Line 1\n    def handler(event, context)\n']
        assert any(line.startswith("[ERROR] Runtime.UserCodeSyntaxError: ") for line in tail(answer))

    def test_a_module_that_raises(self, functions):
        make(functions, source="raise ValueError('at init')\n")
        error = fails(functions)
        assert (error["errorType"], error["errorMessage"]) == ("ValueError", "at init")

    def test_of_node(self, functions):
        runtime = node_runtime()
        for name, source, kind in (
            ("missing", None, "Runtime.ImportModuleError"),
            ("nothing", "exports.other = 1;\n", "Runtime.HandlerNotFound"),
            ("mistake", "exports.handler = async ( => {}\n", "Runtime.UserCodeSyntaxError"),
        ):
            files = {"app.js": source} if source else {"other.js": ""}
            make(functions, name, Runtime=runtime, Code={"ZipFile": zipped(files)})
            assert fails(functions, name)["errorType"] == kind, name

    def test_it_runs_once_it_is_mended(self, functions):
        make(functions, source="raise ValueError('at init')\n")
        fails(functions)
        functions.update_function_code(FunctionName="f", ZipFile=zipped({"app.py": ECHO}))
        updated(functions, "f")
        assert invoke(functions, event=1) == 1


class TestFunctions:
    @pytest.mark.parametrize(
        ("how", "said"),
        [
            ("os._exit(3)", "Runtime exited with error: exit status 3"),
            ("os._exit(0)", "Runtime exited without providing a reason"),
            ("os.kill(os.getpid(), 11)", "Runtime exited with error: signal: segmentation fault"),
            ("os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
        ],
    )
    def test_that_exit(self, functions, how, said):
        make(
            functions, source=f"import os\n\ndef handler(event, context):\n    if event:\n        return event\n    {how}\n"
        )
        answer = call(functions, event=0, LogType="Tail")
        request_id = answer["ResponseMetadata"]["RequestId"]
        assert answer["FunctionError"] == "Unhandled"
        assert answer["Payload"] == {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {request_id} Error: {said}",
        }
        assert any(line == f"RequestId: {request_id} Error: {said}" for line in tail(answer))
        assert invoke(functions, event=1) == 1, "with another instance"

    def test_that_exit_while_they_start(self, functions):
        make(functions, source="import os\n\nos._exit(7)\n")
        error = fails(functions)
        assert error["errorType"] == "Runtime.ExitError"
        assert re.fullmatch(r"RequestId: \S+ Error: Runtime exited with error: exit status 7", error["errorMessage"])

    def test_that_hang(self, functions):
        source = """
def handler(event, context):
    while event:
        pass
    return 'done'
"""
        make(functions, source=source, Timeout=1)
        error = fails(functions, event=1)
        assert error["errorType"] == "Sandbox.Timedout" and error["errorMessage"].endswith(
            "Task timed out after 1.00 seconds"
        )
        assert invoke(functions, event=0) == "done"

    def test_that_hang_and_ignore_signals(self, functions):
        source = """
import signal, time

def handler(event, context):
    for number in (1, 2, 3, 13, 14, 15):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)
"""
        make(functions, source=source, Timeout=1)
        assert fails(functions)["errorType"] == "Sandbox.Timedout"

    def test_that_leave_children_behind(self, functions):
        source = """
import os, time

def handler(event, context):
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(600)
            os._exit(0)
    return 'forked'
"""
        make(functions, source=source)
        assert invoke(functions) == "forked"

    def test_that_flood(self, functions):
        """50 MB of lines, and one line of 20 MB: the function is not held up for good, and the end of the log is there."""
        source = """
import sys

def handler(event, context):
    for n in range(500_000):
        print('x' * 100)
    sys.stdout.write('y' * (20 << 20) + '\\n')
    print('the end')
    return 'done'
"""
        make(functions, source=source, Timeout=120, MemorySize=1769)
        answer = call(functions, LogType="Tail")
        assert answer["Payload"] == "done"
        assert any(line.startswith("REPORT ") for line in tail(answer))
        assert invoke(functions) == "done"

    def test_that_write_what_is_no_text(self, functions):
        source = """
import os

def handler(event, context):
    os.write(1, b'\\xff\\xfe\\x00\\x1b[31m\\n' * 10)
    os.write(1, b'no end of line')
    return 1
"""
        make(
            functions,
            source=source,
        )
        answer = call(functions, LogType="Tail")
        assert answer["Payload"] == 1 and "no end of line" in "\n".join(tail(answer))


# A runtime of its own that misbehaves on the wire; after that it goes on as it should.
RUNTIME = """#!/usr/bin/python3
import http.client, json, os, socket, time

address = os.environ["AWS_LAMBDA_RUNTIME_API"]
host, port = address.split(":")
while True:
    api = http.client.HTTPConnection(address)
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = api.getresponse()
    event = json.loads(answer.read())
    path = "/2018-06-01/runtime/invocation/" + answer.getheader("Lambda-Runtime-Aws-Request-Id")
    if event == "half":
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(("POST " + path + "/response HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 100\\r\\n\\r\\nonly half").encode())
        os._exit(1)
    if event == "late":
        time.sleep(3)
    if event == "wrong":
        api.request("POST", path[:-4] + "beef/response", "1")
        print("wrong id:", api.getresponse().status, flush=True)
        api = http.client.HTTPConnection(address)
    if event == "twice":
        api.request("POST", path + "/response", "1")
        api.getresponse().read()
    if event == "garbage":
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(b"\\x00\\xff" * 5000 + b"\\r\\n\\r\\n")
            raw.recv(100)
    api.request("POST", path + "/response", json.dumps(event))
    print("answered:", api.getresponse().status, flush=True)
"""


class TestRuntimes:
    @pytest.fixture
    def runtime(self, functions):
        package = zipped({"bootstrap": RUNTIME}, {"bootstrap": 0o755})
        make(functions, Runtime="provided.al2023", Handler="h", Code={"ZipFile": package}, Timeout=2)
        assert invoke(functions, event="well") == "well"
        return functions

    def test_half_an_answer(self, runtime):
        error = fails(runtime, event="half")
        assert error["errorType"] == "Runtime.ExitError", error
        assert invoke(runtime, event="well") == "well"

    def test_an_answer_after_the_deadline(self, runtime):
        error = fails(runtime, event="late")
        assert error["errorType"] == "Sandbox.Timedout"
        assert invoke(runtime, event="well") == "well", "and not the late one"

    def test_an_answer_to_another_invocation(self, runtime):
        answer = call(runtime, event="wrong", LogType="Tail")
        assert answer["Payload"] == "wrong"
        assert "wrong id: 400" in tail(answer)

    def test_an_answer_given_twice(self, runtime):
        assert call(runtime, event="twice")["Payload"] == 1, "the first one counts"
        assert invoke(runtime, event="well") == "well"

    def test_what_is_no_http(self, runtime):
        assert invoke(runtime, event="garbage") == "garbage"


def test_many_mistakes_leave_the_server_as_it_was(functions):
    """Nothing adds up: not even the memory of a failed start."""
    make(functions, source="import os\n\ndef handler(event, context):\n    os._exit(1)\n")
    for _ in range(30):
        assert json.dumps(fails(functions)).count("exit status 1") == 1
