"""Words the tests of functions are written in: packages, functions, invocations, waiting."""

import base64
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import zipfile

import pytest

# The interpreter that runs the tests is installed, so functions can use its version.
PYTHON = f"python3.{sys.version_info.minor}"

ECHO = """
def handler(event, context):
    return event
"""

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# What a function has beside its own code where it is to reach queues: a signed call of SQS, without the second that boto3 takes.
TELL = (pathlib.Path(__file__).parent / "inside" / "tell.py").read_text()

# Tells that it runs, and answers with what comes out of the queue it was given.
HELD = """
from tell import tell, wait_for

def handler(event, context):
    tell("in")
    return wait_for(event["gate"])
"""


def node_runtime():
    """`nodejs20.x`, or whatever is installed; the test is skipped where none is. `./test` installs one."""
    found = shutil.which("node") or shutil.which("nodejs")
    if found is None:
        pytest.skip("no node is installed")
    major = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.lstrip("v").split(".")[0]
    if major not in ("18", "20", "22", "24"):
        pytest.skip(f"no runtime of Lambda is node {major}")
    return f"nodejs{major}.x"


def zipped(files, modes=None):
    """A zip of texts and bytes by their paths; the same files give the same zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (2026, 1, 2, 3, 4, 6))
            entry.create_system = 3
            entry.external_attr = (0o100000 | (modes or {}).get(path, 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def role(account, name="lambda"):
    return f"arn:aws:iam::{account}:role/{name}"


def given(account="000000000000", name="f", source=ECHO, files=None, **more):
    """Parameters of CreateFunction: a Python function of one file unless something else is said."""
    parameters = {
        "FunctionName": name,
        "Runtime": PYTHON,
        "Role": role(account),
        "Handler": "app.handler",
        "Code": {"ZipFile": zipped({"app.py": source, **(files or {})})},
    }
    return {**parameters, **more}


def make(functions, name="f", source=ECHO, files=None, **more):
    """Creates a function and waits until it can be invoked; its ARN."""
    arn = functions.create_function(**given(name=name, source=source, files=files, **more))["FunctionArn"]
    active(functions, name)
    return arn


def telling(functions, name, source, queue, **more):
    """A function that can `tell(...)` the queue."""
    variables = {"QUEUE": queue, **more.pop("Variables", {})}
    return make(functions, name, source, files={"tell.py": TELL}, Environment={"Variables": variables}, **more)


def active(functions, name, **more):
    wait(functions, "function_active_v2", FunctionName=name, **more)


def updated(functions, name):
    wait(functions, "function_updated_v2", FunctionName=name)


def wait(functions, waiter, **more):
    """boto3's own waiter, asking more often than it would by itself."""
    functions.get_waiter(waiter).wait(WaiterConfig={"Delay": 0.05, "MaxAttempts": 1200}, **more)


def until(what, seconds=60):
    """Asks until the answer is true and gives it back; something outside this process has to come about meanwhile."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, "it has not come about"
        time.sleep(0.02)
    return answer


def call(functions, name="f", event=None, **more):
    """Invokes; the whole answer with the payload read and parsed."""
    payload = {} if event is None else {"Payload": json.dumps(event).encode()}
    answer = functions.invoke(FunctionName=name, **payload, **more)
    body = answer["Payload"].read()
    answer["Payload"] = json.loads(body) if body else None
    return answer


def invoke(functions, name="f", event=None, **more):
    """Invokes a function that is expected to answer; its answer."""
    answer = call(functions, name, event, **more)
    assert "FunctionError" not in answer, answer["Payload"]
    assert answer["StatusCode"] == 200
    return answer["Payload"]


def fails(functions, name="f", event=None, **more):
    """Invokes a function that is expected to fail; its error."""
    answer = call(functions, name, event, **more)
    assert (answer["StatusCode"], answer.get("FunctionError")) == (200, "Unhandled"), answer
    return answer["Payload"]


def kernel_limits_memory(server):
    """Whether the kernel holds instances to their memory here, and says so when it ends one: control groups can be written.
    Elsewhere the server looks from time to time, and what a function does meanwhile is nobody's to say."""
    features = json.loads(server.get("/_tradewind/health")[2])["functions"]["features"]
    return any(feature == {"name": "memory", "state": "limited by the kernel"} for feature in features)


def tail(answer):
    """The lines of LogResult."""
    return base64.b64decode(answer["LogResult"]).decode(errors="replace").splitlines()
