"""The way out: what a function reaches with `functions.egress = full`, and that it reaches nothing without it.

The world is a network namespace that a cable leads to from this machine's network; a program listens there.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import pytest
from lambdas import invoke, make, until

# From the range for documentation.
HERE, WORLD = "203.0.113.241", "203.0.113.242"

FORWARDING = pathlib.Path("/proc/sys/net/ipv4/ip_forward")

LISTENER = """
import socket
listener = socket.create_server(('', 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, (address, _) = listener.accept()
    connection.sendall(('hello ' + address).encode())
    connection.close()
"""

ASK = """
import socket

def handler(event, context):
    try:
        with socket.create_connection(event, timeout=5) as connection:
            return connection.recv(100).decode()
    except OSError as error:
        return type(error).__name__
"""


def impossible():
    """Why there can be no world here; none where there can."""
    if os.geteuid() != 0:
        return "only root can join networks"
    missing = [tool for tool in ("ip", "nsenter", "unshare") if shutil.which(tool) is None]
    if missing:
        return f"{', '.join(missing)} is not installed"
    tried = subprocess.run(["unshare", "-n", "true"], capture_output=True, text=True)
    return tried.stderr.strip() or None


pytestmark = pytest.mark.skipif(impossible() is not None, reason=impossible() or "")


@pytest.fixture(scope="module")
def world():
    """Where somebody listens outside of this machine's network: its address and port."""
    with contextlib.ExitStack() as ends:
        holder = subprocess.Popen(["unshare", "-n", "sleep", "600"])
        ends.callback(holder.wait)
        ends.callback(holder.kill)
        own = os.readlink("/proc/self/ns/net")
        until(lambda: os.readlink(f"/proc/{holder.pid}/ns/net") != own)
        cable = f"tt{os.getpid() % 10**9}"

        def run(*command):
            subprocess.run(command, check=True)

        run("ip", "link", "add", cable, "type", "veth", "peer", "name", "far", "netns", str(holder.pid))
        ends.callback(run, "ip", "link", "delete", cable)
        run("ip", "address", "add", f"{HERE}/30", "dev", cable)
        run("ip", "link", "set", cable, "up")
        inside = ("nsenter", "-n", "-t", str(holder.pid))
        run(*inside, "ip", "address", "add", f"{WORLD}/30", "dev", "far")
        run(*inside, "ip", "link", "set", "far", "up")
        listener = subprocess.Popen([*inside, sys.executable, "-c", LISTENER], stdout=subprocess.PIPE, text=True)
        ends.callback(listener.wait)
        ends.callback(listener.kill)
        yield WORLD, int(listener.stdout.readline())


def asking(server, clients_of, name):
    """Asks a function of its own, on this server and on the next one with the same data."""
    make(clients_of(server).boto3("lambda"), name, source=ASK, Timeout=20)
    return lambda host, port: invoke(clients_of(server).boto3("lambda"), name, event=[host, port])


def test_full_reaches_the_world_as_this_machine(world, make_server, clients_of):
    before = FORWARDING.read_text()
    server = make_server("--functions-isolation", "sandbox", "--functions-egress", "full")
    ask = asking(server, clients_of, "f")
    assert ask(*world) == f"hello {HERE}", "under the address of this machine"
    # Its loopback is its own all the same.
    assert ask("127.0.0.1", server.port) == "ConnectionRefusedError"
    assert FORWARDING.read_text() == "1\n"
    assert server.stop() == 0
    assert FORWARDING.read_text() == before


def test_none_reaches_nothing(world, make_server, clients_of):
    server = make_server("--functions-isolation", "sandbox")
    ask = asking(server, clients_of, "f")
    assert ask(*world) == "OSError", "there is no way there"
    assert ask(HERE, server.port) == "OSError"
    assert ask("127.0.0.1", server.port) == "ConnectionRefusedError"


def test_what_a_killed_server_has_changed_is_put_back(world, make_server, clients_of):
    before = FORWARDING.read_text()
    server = make_server("--functions-isolation", "sandbox", "--functions-egress", "full")
    ask = asking(server, clients_of, "f")
    assert ask(*world) == f"hello {HERE}"
    # Both at the same moment: alone, either would put things right.
    for each in (server.process.pid, *children(server.process.pid)):
        os.kill(each, signal.SIGSTOP)
    for each in (*children(server.process.pid), server.process.pid):
        os.kill(each, signal.SIGKILL)
    server.kill9()
    assert FORWARDING.read_text() == "1\n"
    server.start()
    assert ask(*world) == f"hello {HERE}"
    assert server.stop() == 0
    assert FORWARDING.read_text() == before


def children(pid):
    """The processes that a process has started."""
    listed = (pathlib.Path(f"/proc/{pid}/task") / task / "children" for task in os.listdir(f"/proc/{pid}/task"))
    return [int(child) for each in listed for child in each.read_text().split()]
