"""Functions that try to get out: as root, as an unprivileged user, and a control that shows that the attempts are real.

At level `process`, which is no boundary, the same functions find what they are looking for.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import uuid

import pytest
from clients import Clients
from expect import create
from footprint import Observer
from lambdas import ECHO, call, invoke, kernel_limits_memory, make, tail, until, zipped
from servers import BINARY, Server

PROBES = (pathlib.Path(__file__).parent / "inside" / "probes.py").read_text()
NOBODY = 65533
IS_ROOT = os.geteuid() == 0


def runtime():
    """An interpreter that every user of this machine may execute."""
    for path in sorted(pathlib.Path("/usr/bin").glob("python3.*"), reverse=True):
        minor = path.name.removeprefix("python3.")
        if minor.isdigit() and int(minor) >= 9:
            return path.name
    pytest.skip("no interpreter in /usr/bin")


class Place:
    """A server and what its functions are to look for."""

    def __init__(self, kind, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isolation-"))
        self.folder.chmod(0o755)
        data = self.folder / "data"
        prefix, binary = (), BINARY
        if kind == "unprivileged":
            data.mkdir()
            os.chown(data, NOBODY, NOBODY)
            # It may lie where this user can't go.
            binary = shutil.copy(BINARY, self.folder / "tradewind")
            prefix = ("setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
        self.server = Server(data, *options, prefix=prefix, binary=binary).start()
        self.mark = f"mark-{uuid.uuid4().hex}"
        self.secret = self.folder / "secret.txt"
        self.secret.write_text("of the host")
        self.secret.chmod(0o644)
        # An abstract socket is bound to no file, only to a network namespace.
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(f"\0{self.mark}")
        self.socket.listen()

    def event(self, probe, **more):
        fixed = {
            "secret": str(self.secret),
            "data": self.server.data,
            "server": self.server.process.pid,
            "port": self.server.port,
        }
        return {"probe": probe, "mark": self.mark, **fixed, **more}

    def end(self):
        self.socket.close()
        code, log = self.server.stop(), self.server.log.read_text()
        shutil.rmtree(self.folder, ignore_errors=True)
        assert code == 0 and "a part of the program failed" not in log, log


def health(server):
    return json.loads(server.get("/_tradewind/health")[2])


KINDS = ["root", "unprivileged"] if IS_ROOT else ["user"]


@pytest.fixture(scope="module", params=KINDS)
def place(request):
    made = Place(request.param, "--functions-isolation", "sandbox")
    yield made
    made.end()


@pytest.fixture(scope="module")
def open_place():
    """Where functions are processes like any other."""
    made = Place("root", "--functions-isolation", "process", "--functions-min-isolation", "process")
    yield made
    made.end()


@pytest.fixture
def functions(place, account):
    client = Clients(place.server, account).boto3("lambda")
    yield client
    for function in client.list_functions()["Functions"]:
        client.delete_function(FunctionName=function["FunctionName"])


def probing(functions, name="f", **more):
    settings = {"Timeout": 60, "MemorySize": 512, "Runtime": runtime(), **more}
    make(functions, name, files={"probes.py": PROBES}, Handler="probes.handler", **settings)


@pytest.mark.parametrize("probe", ["files", "processes", "network", "ptrace", "mounts", "kernel", "identity", "many_files"])
def test_it_holds(place, functions, probe):
    probing(functions)
    assert invoke(functions, event=place.event(probe)) == {}
    assert not pathlib.Path("/tmp", place.mark).exists(), "its /tmp is its own"


@pytest.mark.parametrize("probe", ["files", "processes", "network", "mounts", "kernel", "identity"])
def test_the_probes_find_what_is_open(open_place, account, probe):
    functions = Clients(open_place.server, account).boto3("lambda")
    probing(functions)
    found = invoke(functions, event=open_place.event(probe))
    wanted = {
        "files": str(open_place.secret),
        "processes": "server",
        "network": "server",
        "identity": "Seccomp",
    }
    assert found != {} and wanted.get(probe, next(iter(found))) in found, found
    mark = pathlib.Path("/tmp", open_place.mark)
    mark.unlink(missing_ok=True)


def test_the_level_is_told(place, functions):
    make(functions, Runtime=runtime())
    assert any("Isolation: sandbox" in line for line in tail(call(functions, LogType="Tail")))
    assert '"sandbox"' in json.dumps(health(place.server))


def test_a_fork_bomb(place, functions):
    probing(functions)
    make(functions, "bystander", ECHO, Runtime=runtime())
    observer = Observer(place.server)
    answer = call(functions, event=place.event("fork_bomb"))
    # Either it was refused in time, or its thousand processes had no memory.
    assert answer["Payload"] == {} or answer["FunctionError"] == "Unhandled", answer
    assert invoke(functions, "bystander", 1) == 1
    observer.look()
    functions.delete_function(FunctionName="f")
    until(lambda: len(observer.look().processes) < 30)


@pytest.mark.parametrize("way", ["anonymous", "file", "children"])
def test_a_memory_bomb(place, functions, way):
    probing(functions, MemorySize=256, Timeout=20)
    make(functions, "bystander", ECHO, Runtime=runtime())
    answer = call(functions, event=place.event("memory_bomb", way=way))
    if not kernel_limits_memory(place.server):
        assert "FunctionError" in answer or answer["Payload"]["taken"] <= 256 << 20, answer
    elif way == "children":
        # The kernel ends the largest: children, and leaves the function itself alone.
        assert "FunctionError" not in answer and 0 < answer["Payload"]["taken"] < 256 << 20, answer
    else:
        assert answer["FunctionError"] == "Unhandled", answer
        told = f"RequestId: {answer['ResponseMetadata']['RequestId']} Error: Runtime exited with error: signal: killed"
        assert answer["Payload"] == {"errorType": "Runtime.OutOfMemory", "errorMessage": told}
    assert invoke(functions, "bystander", 1) == 1
    assert health(place.server)["status"] == "running"
    assert invoke(functions, event=place.event("neighbours")) == {}, "with another instance"


def test_a_disk_bomb(place, functions):
    probing(functions, MemorySize=1024, EphemeralStorage={"Size": 512})
    assert invoke(functions, event=place.event("disk_bomb", allowed=512 << 20)) == {}


def test_killing_everything_it_sees(place, functions):
    probing(functions)
    make(functions, "bystander", ECHO, Runtime=runtime())
    invoke(functions, "bystander", 1)
    answer = call(functions, event=place.event("kill_everything"))
    assert answer["Payload"] == {} or answer["FunctionError"] == "Unhandled"
    assert invoke(functions, "bystander", 1) == 1
    assert health(place.server)["status"] == "running"


def test_functions_do_not_see_each_other(place, functions):
    leaves = """
import os

def handler(event, context):
    for folder in ('/tmp', '/dev/shm'):
        try:
            open(f'{folder}/{event}', 'w').write('x')
        except OSError:
            pass
    return os.listdir('/tmp')
"""
    make(functions, "g", leaves, Runtime=runtime())
    assert place.mark in invoke(functions, "g", place.mark)
    probing(functions)
    assert invoke(functions, event=place.event("neighbours")) == {}
    # Nor does the next instance of the same function.
    functions.update_function_configuration(FunctionName="g", Description="another")
    functions.get_waiter("function_updated_v2").wait(FunctionName="g", WaiterConfig={"Delay": 0.05, "MaxAttempts": 600})
    assert invoke(functions, "g", "fresh") == ["fresh"]


def test_nothing_is_left_of_it(place, functions, account):
    """All of them at once, then the functions are deleted."""
    observer = Observer(place.server)
    make(functions, "warm", Runtime=runtime())
    invoke(functions, "warm")
    observer.look()
    functions.delete_function(FunctionName="warm")
    until(observer.settled)
    before = observer.look()
    probing(functions)
    for probe in ("files", "mounts", "kernel", "many_files"):
        invoke(functions, event=place.event(probe))
    daemon = """
import os, time

def handler(event, context):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
"""
    make(functions, "g", daemon, Runtime=runtime())
    invoke(functions, "g")
    for name in ("f", "g"):
        functions.delete_function(FunctionName=name)
    try:
        until(lambda: not observer.look().left_since(before), 20)
    except AssertionError:
        assert observer.look().left_since(before) == {}


class TestFloor:
    """A level that can't be had is never replaced by a weaker one."""

    def test_a_level_below_the_floor(self, tmp_path):
        from servers import refused_start

        code, said = refused_start("--data", str(tmp_path / "d"), "--functions-isolation", "process")
        assert code == 2 and "functions_min_isolation" in said

    def test_a_level_that_is_not_built(self, tmp_path):
        from servers import refused_start

        code, said = refused_start("--data", str(tmp_path / "d"), "--functions-isolation", "vm")
        assert code == 2 and "vm is not built yet" in said

    @pytest.mark.skipif(not IS_ROOT, reason="only root can take namespaces away")
    def test_where_namespaces_are_refused(self, account):
        """A kernel that gives a user no namespaces: functions refuse and say why; the rest of the server runs."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="isolation-"))
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        os.chown(data, NOBODY, NOBODY)
        binary = shutil.copy(BINARY, folder / "tradewind")
        prefix = ("/usr/bin/python3", str(pathlib.Path(__file__).with_name("without_namespaces.py")), str(NOBODY))
        tried = subprocess.run([*prefix, "unshare", "--user", "true"], capture_output=True, text=True)
        assert tried.returncode != 0 and "No space left" in tried.stderr, "the control: there really are none"
        server = Server(data, prefix=prefix, binary=binary).start()
        try:
            clients = Clients(server, account)
            create(clients.boto3("sqs"))
            functions = clients.boto3("lambda")
            with pytest.raises(functions.exceptions.ClientError) as raised:
                make(functions, Runtime=runtime(), Code={"ZipFile": zipped({"app.py": ECHO})})
                functions.invoke(FunctionName="f")
            assert "unshare" in str(raised.value) or "namespace" in str(raised.value), raised.value
            assert "namespace" in json.dumps(health(server)).lower() or "unshare" in json.dumps(health(server)).lower()
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)
