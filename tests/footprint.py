"""What a server and its functions occupy on the machine: processes, mounts, control groups, files.

Taken before and after, the difference is what was left behind.
"""

import dataclasses
import os
import pathlib
import re

PROC = pathlib.Path("/proc")


@dataclasses.dataclass
class Footprint:
    processes: dict
    mounts: set
    groups: set
    files: set

    def left_since(self, before):
        """What is there now and was not before, by kind; empty kinds are left out."""
        left = {
            "processes": {pid: name for pid, name in self.processes.items() if pid not in before.processes},
            "mounts": self.mounts - before.mounts,
            "groups": self.groups - before.groups,
            "files": self.files - before.files,
        }
        return {kind: what for kind, what in left.items() if what}


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def pids():
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def parent(pid):
    # The name may contain anything but ends with the last parenthesis.
    fields = read(PROC / str(pid) / "stat").rpartition(b")")[2].split()
    return int(fields[1]) if len(fields) > 1 else 0


def processes(server):
    """The server's descendants, and whatever else on the machine mentions its directory: what broke away from its parents."""
    parents = {pid: parent(pid) for pid in pids()}
    data = os.fsencode(os.path.realpath(server.data))
    found, waiting = {}, idle_workers(parents)
    for pid in set(parents) - waiting:
        ancestors, at = [], pid
        while at in parents and at not in ancestors:
            ancestors.append(at)
            at = parents[at]
        folder = PROC / str(pid)
        try:
            here = os.fsencode(os.readlink(folder / "cwd"))
        except OSError:
            here = b""
        mentions = data in read(folder / "cmdline") or data in read(folder / "environ") or here.startswith(data)
        if (server.process.pid in ancestors or mentions) and pid != os.getpid():
            found[pid] = read(folder / "cmdline").replace(b"\0", b" ").decode(errors="replace").strip()
    return found


def idle_workers(parents):
    """Node.js workers that wait for their first function, and their inits: no function has touched them, and a new one takes the
    place of each that is used."""
    workers = {pid for pid in parents if b"\0--pooled\0" in read(PROC / str(pid) / "cmdline")}
    return {pid for pid in parents if pid in workers or b"/worker-" in read(PROC / str(pid) / "cgroup")} | {
        parents[pid] for pid in workers
    }


def mounts(server, known):
    """Mount points as the tests, the server and what it started for good see them."""
    seen = set()
    for pid in (os.getpid(), server.process.pid, *known):
        for line in read(PROC / str(pid) / "mountinfo").decode(errors="replace").splitlines():
            fields = line.split()
            if pid == os.getpid() and os.path.realpath(server.data) not in line:
                # Others use this machine too.
                continue
            seen.add((pid, fields[4]))
    return seen


def group_roots(known):
    """Folders `tradewind-...` of control groups that processes of the server are in."""
    roots = set()
    for pid in known:
        for line in read(PROC / str(pid) / "cgroup").decode(errors="replace").splitlines():
            _, controllers, path = line.split(":", 2)
            found = re.match(r"(.*/tradewind-[^/]+)", path)
            if not found:
                continue
            places = (
                [f"/sys/fs/cgroup/{name}" for name in controllers.split(",")]
                if controllers
                else ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
            )
            roots |= {place + found[1] for place in places if os.path.isdir(place + found[1])}
    return roots


def files(server, ignored):
    """Files and folders below the server's directory; what is ignored is not even looked into."""
    found = set()
    for folder, folders, names in os.walk(server.data):
        inside = os.path.relpath(folder, server.data)
        paths = {name: os.path.normpath(os.path.join(inside, name)) for name in (*folders, *names)}
        folders[:] = [name for name in folders if paths[name] not in ignored]
        found |= {path for path in paths.values() if path not in ignored}
    return found


class Observer:
    """Takes footprints of one server. Control groups are known by the processes that were seen in them."""

    # The store's own files come and go with what is stored, packages with a delay of an hour; unpacked ones are a cache with a
    # bound.
    IGNORED = ("journal", "base", "blobs", "CHECKPOINT", "CHECKPOINT.tmp", "functions/packages", "LOCK")

    def __init__(self, server, ignored=IGNORED):
        self.server, self.ignored, self.roots = server, ignored, set()

    def settled(self):
        """Whether nothing begins or ends at this moment."""
        return self.look() == self.look()

    def look(self):
        known = processes(self.server)
        self.roots |= group_roots(known)
        # A group that goes while it is looked at is gone.
        groups = {os.path.join(at, name) for root in self.roots for at, names, _ in os.walk(root) for name in names}
        groups = {each for each in groups if "/worker-" not in each}
        return Footprint(known, mounts(self.server, known), groups, files(self.server, self.ignored))
