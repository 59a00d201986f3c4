"""Goes into functions: attempts to get out of the isolation. Each answers what it got hold of; an empty answer means it held."""

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)


def syscall(number, *arguments):
    """0 or more where the kernel did it, else the error's name."""
    ctypes.set_errno(0)
    done = LIBC.syscall(
        ctypes.c_long(number), *(ctypes.c_long(each) if isinstance(each, int) else each for each in arguments)
    )
    return done if done >= 0 else errno.errorcode.get(ctypes.get_errno(), "?")


def got(what):
    """What a call gives, or None where it is refused."""
    try:
        return what()
    except (OSError, ValueError):
        return None


def files(event):
    found = {}
    for path in (
        event["secret"],
        event["data"],
        "/etc/shadow",
        "/root",
        "/home",
        "/proc/1/root/etc/shadow",
        "/proc/sys/kernel/core_pattern",
    ):
        if path == "/proc/sys/kernel/core_pattern":
            # It may be read; writing it is a way out.
            opened = got(lambda: os.open(path, os.O_WRONLY))
            if opened is not None:
                os.close(opened)
                found[path] = "opened for writing"
        elif os.path.isdir(path):
            # The interpreter is mounted where the host has it; folders on the way to it are empty but for the way.
            if names := set(got(lambda: os.listdir(path)) or ()) - set(sys.base_prefix.split("/")):
                found[path] = sorted(names)[:5]
        elif content := got(lambda: open(path, "rb").read(100)):
            found[path] = content.decode(errors="replace")
    for folder in ("/", "/usr/bin", "/var/task", "/opt", "/etc", "/proc/sys/kernel", "/sys/kernel", "/var/runtime"):
        path = os.path.join(folder, "written-by-probe")
        if got(lambda: os.open(path, os.O_CREAT | os.O_WRONLY)) is not None:
            found[path] = "written"
            got(lambda: os.unlink(path))
    with open("/tmp/" + event["mark"], "w") as mark:
        mark.write("x")
    return found


def processes(event):
    own = {os.getpid(), os.getppid()}
    seen = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    found = {"pids": len(seen)} if len(seen) > 12 else {}
    for pid in [event["server"], *seen]:
        command = got(lambda: open(f"/proc/{pid}/cmdline", "rb").read()) or b""
        if b"\0up\0" in command and event["data"].encode() in command:
            found[pid] = command.replace(b"\0", b" ").decode(errors="replace")
    if event["server"] not in own and event["server"] in seen:
        found["server"] = "seen"
    return found


def network(event):
    found = {}
    for name, address in (
        ("server", ("127.0.0.1", event["port"])),
        ("outside", ("192.0.2.1", 80)),
        ("metadata", ("169.254.169.254", 80)),
    ):
        if connection := got(lambda: socket.create_connection(address, 2)):
            connection.close()
            found[name] = "connected"
    devices = sorted(name for _, name in socket.if_nameindex())
    if devices != ["lo"]:
        found["devices"] = devices
    for family, kind, protocol in ((socket.AF_PACKET, socket.SOCK_RAW, 3), (socket.AF_INET, socket.SOCK_RAW, 1)):
        if raw := got(lambda: socket.socket(family, kind, protocol)):
            raw.close()
            found[f"raw {family}"] = "opened"
    with socket.socket(socket.AF_UNIX) as abstract:
        if got(lambda: abstract.connect("\0" + event["mark"]) or True):
            found["abstract socket"] = "connected"
    return found


def ptrace(event):
    found = {}
    attach, read = 16, 310
    for pid in (1, os.getppid(), event["server"]):
        if pid in (0, os.getpid()):
            continue
        if LIBC.ptrace(attach, pid, None, None) == 0:
            LIBC.ptrace(17, pid, None, None)
            if pid == event["server"]:
                found[f"ptrace {pid}"] = "attached"
    local = ctypes.create_string_buffer(8)
    vector = struct.pack("QQ", ctypes.addressof(local), 8)
    if (done := syscall(read, event["server"], vector, 1, vector, 1, 0)) not in ("ESRCH", "EPERM", "ENOSYS", "EACCES"):
        found["process_vm_readv"] = done
    if got(lambda: os.open(f"/proc/{event['server']}/mem", os.O_RDONLY)) is not None:
        found["mem"] = "opened"
    if event["server"] != os.getppid() and got(lambda: os.kill(event["server"], 0) or True):
        found["kill"] = "may signal the server"
    return found


def mounts(event):
    found = {}
    os.makedirs("/tmp/m", exist_ok=True)
    if LIBC.mount(b"none", b"/tmp/m", b"tmpfs", 0, None) == 0:
        found["mount"] = "done"
    # In a child, because it would count for what comes after.
    for name, flags in (
        ("user", 0x10000000),
        ("user+mount", 0x10020000),
        ("mount", 0x20000),
        ("pid", 0x20000000),
        ("net", 0x40000000),
    ):
        child = os.fork()
        if child == 0:
            os._exit(0 if LIBC.unshare(flags) == 0 else 1)
        if os.waitpid(child, 0)[1] == 0:
            found[f"unshare {name}"] = "done"
    if got(lambda: os.chroot("/tmp") or True):
        found["chroot"] = "done"
    for kind, name in ((0o060666, "block"), (0o020666, "character")):
        if got(lambda: os.mknod(f"/tmp/{name}", kind, os.makedev(1, 1)) or True):
            found[f"mknod {name}"] = "done"
    if syscall(155, ctypes.c_char_p(b"/tmp"), ctypes.c_char_p(b"/tmp")) == 0:
        found["pivot_root"] = "done"
    return found


def kernel(event):
    """System calls that are the way into the kernel of most escapes."""
    found = {}
    table = {
        "bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, -1, -1, 0), "keyctl": (250, 0, -3, 0), "add_key": (248, 0, 0, 0, 0, 0),
        "init_module": (175, 0, 0, 0), "finit_module": (313, -1, 0, 0), "kexec_load": (246, 0, 0, 0, 0), "userfaultfd": (323, 0),
        "io_uring_setup": (425, 8, ctypes.create_string_buffer(256)), "open_by_handle_at": (304, -1, 0, 0), "setns": (308, 0, 0),
        "swapon": (167, 0, 0), "acct": (163, 0), "iopl": (172, 3), "settimeofday": (164, 0, 0), "fsopen": (430, 0, 0), "quotactl": (179, 0, 0, 0, 0),
    }  # fmt: skip
    for name, call in table.items():
        # What is filtered fails without looking at its arguments.
        if (done := syscall(*call)) not in ("EPERM", "ENOSYS", "EACCES"):
            found[name] = done
    return found


def identity(event):
    status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    found = {}
    if os.getuid() == 0 or os.geteuid() == 0:
        found["uid"] = os.getuid()
    for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"):
        if int(status[name], 16):
            found[name] = status[name]
    if status["NoNewPrivs"].strip() != "1":
        found["NoNewPrivs"] = status["NoNewPrivs"]
    if status["Seccomp"].strip() != "2":
        found["Seccomp"] = status["Seccomp"]
    if got(lambda: os.setuid(0) or True) or got(lambda: os.setgid(0) or True):
        found["setuid"] = "done"
    if groups := [group for group in os.getgroups() if group == 0]:
        found["groups"] = groups
    inherited = [
        number
        for number in range(4, 64)
        if got(lambda: os.fstat(number))
        and not os.readlink(f"/proc/self/fd/{number}").startswith(("socket:", "/proc", "pipe:", "anon_inode:"))
    ]
    if inherited:
        found["descriptors"] = [os.readlink(f"/proc/self/fd/{number}") for number in inherited]
    return found


def fork_bomb(event):
    """Forks until it is refused; the children wait. Answers how many there were."""
    children = []
    try:
        while len(children) < 5_000:
            child = os.fork()
            if child == 0:
                signal.pause()
                os._exit(0)
            children.append(child)
    except OSError:
        pass
    return {"children": len(children)} if len(children) > 1_024 else {}


def disk_bomb(event):
    """Writes to /tmp until it is refused, and wherever else something can be written. Answers what was more than allowed."""
    block, written = b"\1" * (1 << 20), 0
    try:
        with open("/tmp/bomb", "wb", buffering=0) as bomb:
            while written < 4 << 30:
                written += bomb.write(block)
    except OSError:
        pass
    os.unlink("/tmp/bomb")
    found = {"written": written} if written > event["allowed"] else {}
    inodes = 0
    try:
        while inodes < 2_000_000:
            os.close(os.open(f"/tmp/i{inodes}", os.O_CREAT | os.O_WRONLY))
            inodes += 1
    except OSError:
        pass
    if inodes >= 2_000_000:
        found["inodes"] = inodes
    return found


def memory_bomb(event):
    """Takes memory in the way it is told to, up to 2 GiB, and answers how much it has then. Where that is limited to less it does
    not come back, or has lost the children that took too much."""
    kept, size = [], 64 << 20
    if event["way"] == "children":
        return {"taken": sum(size for child in [filled_child(size) for _ in range(32)] if lives(*child))}
    for _ in range(32):
        if event["way"] == "file":
            memory = os.memfd_create("bomb")
            os.truncate(memory, size)
            kept.append(mmap.mmap(memory, size))
            fill(kept[-1])
        else:
            kept.append(mmap.mmap(-1, size))
            fill(kept[-1])
    return {"taken": 32 * size}


def filled_child(size):
    """A child that has filled its memory or has ended: a line to it and what it said."""
    own, its = socket.socketpair()
    if os.fork() == 0:
        memory = mmap.mmap(-1, size)
        fill(memory)
        its.sendall(b"filled")
        while its.recv(1):
            its.sendall(b"lives")
        os._exit(0)
    its.close()
    return own, own.recv(6)


def lives(line, said):
    """Whether it still has its memory. One that is being killed may be there for some time, but does not answer any more."""
    try:
        line.sendall(b"?")
        return said == b"filled" and line.recv(5) == b"lives"
    except OSError:
        return False


def fill(memory):
    for at in range(0, len(memory), 4096):
        memory[at] = 1


def many_files(event):
    opened = 0
    try:
        while opened < 100_000:
            os.dup(0)
            opened += 1
    except OSError:
        pass
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return {"opened": opened, "limit": limit} if opened > 1_024 or limit > 1_024 else {}


def kill_everything(event):
    os.kill(-1, 9)
    return {}


def neighbours(event):
    """What another function has put into its /tmp and its memory."""
    found = {}
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run"):
        names = [name for name in got(lambda: os.listdir(folder)) or [] if event["mark"] in name]
        if names:
            found[folder] = names
    return found


def handler(event, context):
    return globals()[event["probe"]](event)
