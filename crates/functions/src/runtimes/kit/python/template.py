"""Initialises a function once, then forks an instance of it for each order (SnapStart).

It runs inside the function's own isolation, from its first line on: what it forks has the rights of the function and no more, and
shares the isolation with it. Descriptor 3 is the control socket:

    from the server   {"fork": ID, "env": {...}, "data": BYTES}   with three descriptors: stdout, stderr, Runtime API
                      {"kill": ID}     {"memory": ID}
    to the server     {"ready": true} | {"threads": N} | {"failed": TEXT, "kind": KIND}
                      {"ended": ID, "status": STATUS}     {"memory": ID, "current": BYTES, "peak": BYTES}

A function that has threads can't be forked: it goes on as the one instance that is ordered first.

usage: template.py FOLDER_OF_LAYERS [its-own-locale]
"""

import gc
import json
import os
import random
import resource
import select
import signal
import socket
import sys

import tradewind_runtime
from tradewind_runtime import ending
from tradewind_runtime.api import Api

_MOST = 65536


class _Control:
    def __init__(self, descriptor):
        self._socket = socket.socket(fileno=descriptor)
        self._socket.set_inheritable(False)
        self._buffer = b""
        self._descriptors = []

    def fileno(self):
        return self._socket.fileno()

    def close(self):
        self._socket.close()

    def say(self, **message):
        self._socket.sendall(json.dumps(message).encode() + b"\n")

    def receive(self):
        """What has come: orders, each with its descriptors. None when the server is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._socket, _MOST, 16, socket.MSG_CMSG_CLOEXEC)
        if not data:
            return None
        self._descriptors += descriptors
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        orders = []
        for line in lines:
            order = json.loads(line)
            count = 3 if "fork" in order else 0
            orders.append((order, self._descriptors[:count]))
            del self._descriptors[:count]
        return orders


class _Template:
    def __init__(self, control, handler):
        self._control = control
        self._handler = handler
        self._children = {}
        self._before = signal.signal(signal.SIGCHLD, lambda *_: None)
        self._wake, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._woken = (wake, signal.set_wakeup_fd(wake, warn_on_full_buffer=False))

    def serve(self):
        """Works until the server is gone."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in poll.poll()]
            if self._wake in ready:
                os.read(self._wake, _MOST)
            self._reap()
            if self._control.fileno() in ready:
                orders = self._control.receive()
                if orders is None:
                    os._exit(0)
                for order, descriptors in orders:
                    self._do(order, descriptors)

    def _do(self, order, descriptors):
        if "fork" in order:
            self._fork(order, descriptors)
            return
        number = order.get("kill", order.get("memory"))
        for pid, known in self._children.items():
            if known == number and "kill" in order:
                _kill(pid)
            elif known == number:
                current, peak = _memory(pid)
                self._control.say(memory=number, current=current, peak=peak)

    def _fork(self, order, descriptors):
        try:
            pid = os.fork()
        except OSError as error:
            print("a fork failed: %s" % error, file=sys.stderr)
            self._control.say(ended=order["fork"], status=1 << 8)
            pid = -1
        if pid == 0:
            ending.run(lambda: self._become(order, descriptors))
        for descriptor in descriptors:
            os.close(descriptor)
        if pid > 0:
            self._children[pid] = order["fork"]

    def _become(self, order, descriptors):
        """What is the template's is left behind."""
        wake, before = self._woken
        signal.set_wakeup_fd(before)
        signal.signal(signal.SIGCHLD, self._before)
        os.close(wake)
        os.close(self._wake)
        self._control.close()
        os.setsid()
        if order.get("data"):
            resource.setrlimit(resource.RLIMIT_DATA, (order["data"], order["data"]))
        go_on(self._handler, order, descriptors)

    def _reap(self):
        for pid in list(self._children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                # What it started and left in its session.
                _kill(pid)
                self._control.say(ended=self._children.pop(pid), status=status)


def _kill(pid):
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except OSError:
            # It is gone, or has not come so far as to have a session of its own.
            pass


def _memory(pid):
    found = {}
    try:
        with open("/proc/%d/status" % pid) as status:
            for line in status:
                name, _, value = line.partition(":")
                if name in ("VmRSS", "VmHWM"):
                    found[name] = int(value.split()[0]) * 1024
    except (OSError, ValueError):
        pass
    return found.get("VmRSS", 0), found.get("VmHWM", 0)


def go_on(handler, order, descriptors):
    """Is from here on the instance that was ordered."""
    stdout, stderr, api = descriptors
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    os.close(stdout)
    os.close(stderr)
    os.environ.update(order["env"])
    random.seed()
    token = os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    tradewind_runtime.restore(Api(os.environ["AWS_LAMBDA_RUNTIME_API"], api, token), handler)


def _first(control):
    """The order that is waited for."""
    while True:
        orders = control.receive()
        if orders is None:
            os._exit(0)
        for order, descriptors in orders:
            if "fork" in order:
                return order, descriptors


def main():
    """Does not return but by the end of the process."""
    layers = sys.argv[1]
    if len(sys.argv) < 3:
        os.environ.pop("LC_CTYPE", None)
    sys.argv[:] = [os.path.join(os.path.dirname(sys.argv[0]), "bootstrap.py")]
    control = _Control(3)
    tradewind_runtime.set_up(layers)
    kind = None
    try:
        handler = tradewind_runtime.load()
        kind = "Runtime.BeforeSnapshotError"
        tradewind_runtime.before_snapshot()
    except Exception as error:
        described = tradewind_runtime.failed(error, warn=kind is None)
        control.say(failed=json.dumps(described), kind=kind or described["errorType"])
        raise SystemExit(1) from None
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        print("WARNING: the function has %d threads after its initialisation, so no instances can be forked from it; each "
              "one is initialised anew, ahead of time" % threads, flush=True)
        control.say(threads=threads)
        order, descriptors = _first(control)
        control.close()
        go_on(handler, order, descriptors)
        return
    gc.collect()
    gc.freeze()
    template = _Template(control, handler)
    control.say(ready=True)
    template.serve()


if __name__ == "__main__":
    main()
