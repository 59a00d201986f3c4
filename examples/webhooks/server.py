"""One Tradewind process on a data directory of its own."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request


class Server:
    def __init__(self, binary, data):
        self.binary = binary
        self.data = data
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        """Starts the server and returns the seconds until it answered."""
        began = time.monotonic()
        command = [self.binary, "up", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--functions-versions", "nearest"]
        quiet = {**os.environ, "TRADEWIND_LOG": "warn"}
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=quiet)
        while time.monotonic() - began < 30:
            if self.process.poll() is not None:
                raise SystemExit(f"tradewind ended with exit code {self.process.returncode}")
            if self.healthy():
                return time.monotonic() - began
            time.sleep(0.005)
        raise SystemExit("tradewind did not answer within 30 s")

    def healthy(self):
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_tradewind/health", timeout=5) as answer:
                return json.load(answer) is not None
        except (urllib.error.URLError, OSError, ValueError):
            return False

    def deploy(self, template, *parameters):
        """Brings the template's application up and returns what is said about it."""
        said = [word for parameter in parameters for word in ("--param", parameter)]
        command = [self.binary, "deploy", template, *said, *self.here()]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"tradewind deploy: {done.stderr.strip()}")
        return done.stdout.strip()

    def here(self):
        return ["--endpoint", self.endpoint, "--region", "us-east-1", "--account", "000000000000"]

    def report(self, function):
        """The last line in which the platform says how an invocation went."""
        command = [self.binary, "logs", function, *self.here()]
        began = time.monotonic()
        # Its answer may be here before its log is written.
        while time.monotonic() - began < 10:
            written = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
            reports = [line.split("REPORT ", 1)[1] for line in written if "REPORT " in line]
            if reports:
                return " ".join(reports[-1].split("\t")[1:]).strip()
        return "nothing yet"

    def kill9(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
