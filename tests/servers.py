"""A Tradewind server: one process of the built binary on one data directory.

The binary is `target/debug/tradewind`, or what the variable TRADEWIND names.
"""

import http.client
import json
import os
import pathlib
import signal
import subprocess

ROOT = pathlib.Path(__file__).parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BINARY = os.environ.get("TRADEWIND", str(TARGET / "debug" / "tradewind"))


def environment(**more):
    """What a server's process gets: nothing of TRADEWIND_* that happens to be set where the tests run."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRADEWIND")}
    return {**clean, **more}


class Server:
    """Starts on a free port; a restart keeps the port, so that clients go on working.

    `prefix` is what starts it: nothing, or a program such as setpriv with its options.
    """

    def __init__(self, data, *options, prefix=(), binary=BINARY):
        self.data = str(data)
        self.options = options
        self.prefix = prefix
        self.binary = binary
        self.port = 0
        self.process = None

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self):
        return pathlib.Path(f"{self.data}.log")

    def start(self):
        command = [*self.prefix, str(self.binary), "up", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.options]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment(RUST_BACKTRACE="1")
            )
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://"):
            self.process.wait(timeout=30)
            raise RuntimeError(f"tradewind ended with exit code {self.process.returncode}: {self.log.read_text()}")
        self.port = int(line.rsplit(":", 1)[1])
        return self

    def http(self, method, path, body=None, headers=None):
        """Status, headers (names in small letters) and body of a plain request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.http("GET", path, headers=headers)

    def clock(self, **wanted):
        """Moves a virtual clock; answers when everything that became due on the way has been done."""
        status, _, body = self.http("POST", "/_tradewind/clock", json.dumps(wanted).encode())
        assert status == 200, body
        return json.loads(body)["now"]

    def advance(self, by):
        return self.clock(advance=by)

    def now(self):
        return json.loads(self.get("/_tradewind/clock")[2])["now"]

    def kill9(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def crash(self):
        """kill -9, and a new process on the same directory."""
        self.kill9()
        return self.start()

    def stop(self):
        """Asks the server to stop; its exit code."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process.stdout.close()
        return self.process.returncode


def refused_start(*options, **variables):
    """Runs a server that is expected to end at once: its exit code and what it said on standard error."""
    done = subprocess.run([BINARY, "up", *options], env=environment(**variables), capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr
