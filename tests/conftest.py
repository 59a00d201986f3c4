"""A Tradewind server per test session, and real clients for it.

The binary is `target/debug/tradewind`, or what TRADEWIND names. Every test gets an account of its own (the 12-digit access key id
selects it), so that tests do not see each other's queues.
"""

import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.config import Config

ROOT = pathlib.Path(__file__).parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BINARY = os.environ.get("TRADEWIND", str(TARGET / "debug" / "tradewind"))
REGION = "us-east-1"
ACCOUNTS = itertools.count(100000000001)


class Server:
    """One process of the binary on one data directory."""

    def __init__(self, data, *options):
        self.data = str(data)
        self.options = options
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        command = [BINARY, "up", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"tradewind ended with exit code {self.process.returncode}")
            if self.healthy():
                return self
            time.sleep(0.01)
        raise RuntimeError("tradewind did not answer within a minute")

    def healthy(self):
        try:
            return self.get("/_tradewind/health")[0] == 200
        except (urllib.error.URLError, OSError):
            return False

    def get(self, path, headers=None):
        return self.http("GET", path, headers=headers)

    def http(self, method, path, body=None, headers=None):
        """Status, headers and body of a plain request; error statuses are answers too."""
        request = urllib.request.Request(self.endpoint + path, data=body, headers=headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def advance(self, by):
        status, _, body = self.http("POST", "/_tradewind/clock", json.dumps({"advance": by}).encode())
        assert status == 200, body

    def kill9(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Clients:
    """boto3 and the AWS CLI, speaking for one account."""

    def __init__(self, endpoint, account, secret="secret"):
        self.endpoint = endpoint
        self.account = account
        self.secret = secret

    def boto3(self, service, region=REGION):
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=self.account,
            aws_secret_access_key=self.secret,
            config=Config(retries={"total_max_attempts": 1}, read_timeout=60),
        )

    def aws(self, *words, check=True):
        """Runs the AWS CLI; the parsed answer, or the error text when `check` is false and it failed."""
        environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        command = [sys.executable, "-m", "awscli", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        if done.returncode and check:
            raise AssertionError(f"aws {' '.join(words)}: {done.stderr}")
        if done.returncode:
            return done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else {}


@pytest.fixture(scope="session")
def scratch():
    """A directory on a real disk (the target directory's), removed at the end."""
    TARGET.mkdir(exist_ok=True)
    path = pathlib.Path(tempfile.mkdtemp(prefix="clients-", dir=TARGET))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def server(scratch):
    """The shared server, on the system's clock."""
    running = Server(scratch / "shared").start()
    yield running
    running.stop()


@pytest.fixture
def make_server(scratch, request):
    """Starts servers of a test's own: `make_server("--clock", "virtual")`."""
    running = []

    def make(*options):
        data = tempfile.mkdtemp(prefix="own-", dir=scratch)
        running.append(Server(data, *options).start())
        return running[-1]

    yield make
    for each in running:
        each.stop()


@pytest.fixture
def account():
    return str(next(ACCOUNTS))


@pytest.fixture
def clients(server, account):
    return Clients(server.endpoint, account)


@pytest.fixture
def clients_of(account):
    """Clients for a server of the test's own."""
    return lambda server: Clients(server.endpoint, account)


@pytest.fixture
def sqs(clients):
    return clients.boto3("sqs")


@pytest.fixture
def events(clients):
    return clients.boto3("events")
