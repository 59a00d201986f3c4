"""The zygote's side of a fork: enters an isolation that is there already, and gives up everything else.

serve(run) reads orders from the launcher on descriptor 0. A fork gets its standard output, standard error and control socket as
descriptors 1, 2 and 3, joins the groups and namespaces of the instance, drops its limits, user and capabilities, applies the rules
and the system call filter, and only then calls run(3). The launcher checks from outside that it did.
"""

import ctypes
import fcntl
import json
import os
import resource
import socket

_libc = ctypes.CDLL(None, use_errno=True)
_syscall = _libc.syscall
_syscall.restype = ctypes.c_long
_prctl = _libc.prctl

_CLONE_NEWPID = 0x20000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 4, 22, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 36, 38, 47, 4
_SECCOMP_MODE_FILTER = 2
# The same on every machine.
_SYS_CLOSE_RANGE, _SYS_LANDLOCK_RESTRICT_SELF = 436, 446
_LAST = ctypes.c_uint(0xFFFFFFFF)
_ASIDE = 64
_MAX_MESSAGE, _MAX_DESCRIPTORS = 131072, 32
_ULONG = ctypes.c_ulong
_ZERO = _ULONG(0)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilityData(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


_header = _CapabilityHeader(0x20080522, 0)
_nothing = (_CapabilityData * 2)()
_setup = {}
_program = None


def _checked(result, step):
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, "%s: %s" % (step, os.strerror(error)))


def _load(setup):
    """Everything that is the same for all forks is made once."""
    global _program
    _setup.update(setup)
    filter = bytes.fromhex(setup["filter"])
    if filter:
        _setup["buffer"] = ctypes.create_string_buffer(filter, len(filter))
        _program = _Program(len(filter) // 8, ctypes.addressof(_setup["buffer"]))


def _say(descriptor, **message):
    os.write(descriptor, json.dumps(message).encode())


def _aside(descriptor):
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _ASIDE)


def _place(back, descriptors, rules):
    """Puts everything where it belongs and closes the rest: 0 nothing, 1 to 3 as given, 4 the launcher, 5 the rules."""
    launcher, *given = [_aside(one) for one in [back[0]] + descriptors]
    back[0] = launcher
    rules = None if rules is None else _aside(rules)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    for number, one in enumerate(given, 1):
        os.dup2(one, number)
    os.dup2(launcher, 4, inheritable=False)
    back[0] = 4
    first = 5
    if rules is not None:
        os.dup2(rules, 5, inheritable=False)
        first = 6
    _checked(_syscall(_SYS_CLOSE_RANGE, ctypes.c_uint(first), _LAST, ctypes.c_uint(0)), "close_range")


def _drop_identity(user):
    for number in range(64):
        if _prctl(_PR_CAPBSET_DROP, _ULONG(number), _ZERO, _ZERO, _ZERO) < 0:
            # The kernel knows no more, or this process may not; the launcher looks.
            break
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _checked(_prctl(_PR_CAP_AMBIENT, _ULONG(_PR_CAP_AMBIENT_CLEAR_ALL), _ZERO, _ZERO, _ZERO), "clear ambient")
    _checked(_libc.capset(ctypes.byref(_header), _nothing), "capset")
    # Whoever changed its user can't look at itself otherwise.
    _checked(_prctl(_PR_SET_DUMPABLE, _ULONG(1), _ZERO, _ZERO, _ZERO), "dumpable")
    _checked(_prctl(_PR_SET_NO_NEW_PRIVS, _ULONG(1), _ZERO, _ZERO, _ZERO), "no_new_privs")


def _enter(order, descriptors, back):
    """Joins the instance and gives up the rest. `back` holds the descriptor on which the launcher can be told."""
    rest = descriptors[3:]
    init = rest.pop(0) if order["init"] else None
    rules = rest.pop(0) if order["rules"] else None
    for door in rest:
        os.write(door, b"0")
    if init is None:
        # What loses its parent below this process stays below it, and it dies with the zygote.
        _checked(_prctl(_PR_SET_CHILD_SUBREAPER, _ULONG(1), _ZERO, _ZERO, _ZERO), "subreaper")
    else:
        _checked(_libc.setns(init, _setup["spaces"]), "setns")
    os.setsid()
    os.umask(0o022)
    os.chdir("/")
    _place(back, descriptors[:3], rules)
    _be_first_to_go()
    for number, most in order["limits"]:
        resource.setrlimit(number, (most, most))
    _drop_identity(order["user"])
    if init is None:
        _checked(_prctl(_PR_SET_PDEATHSIG, _ULONG(9), _ZERO, _ZERO, _ZERO), "pdeathsig")
        if os.getppid() != _setup["pid"]:
            os._exit(0)
    if rules is not None:
        _checked(_syscall(_SYS_LANDLOCK_RESTRICT_SELF, 5, ctypes.c_uint(0)), "landlock_restrict_self")
        os.close(5)
    if _program is not None:
        mode = _ULONG(_SECCOMP_MODE_FILTER)
        _checked(_prctl(_PR_SET_SECCOMP, mode, ctypes.byref(_program), _ZERO, _ZERO), "seccomp")


def _be_first_to_go():
    """When the host has no memory left. Not every kernel knows such an order."""
    try:
        score = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(score, b"500")
        os.close(score)
    except OSError:
        pass


def _child(order, descriptors, run):
    back = [0]
    try:
        _enter(order, descriptors, back)
        _say(4, sealed=order["fork"])
        os.close(4)
    except BaseException as error:
        _say(back[0], failed=order["fork"], error=str(error))
        os._exit(70)
    try:
        run(3)
    finally:
        os._exit(70)


def _fork(order, descriptors, run):
    """The child is born in the process namespace of the instance. This process never lives there, and the next child is born in
    another one."""
    if order["init"]:
        _checked(_libc.setns(descriptors[3], _CLONE_NEWPID), "setns(CLONE_NEWPID)")
    pid = os.fork()
    if pid == 0:
        _child(order, descriptors, run)
    return pid


def serve(run):
    """Forks on request; does not return."""
    launcher = socket.socket(fileno=0)
    _setup["pid"] = os.getpid()
    _say(0, ready=True)
    while True:
        message, descriptors, _, _ = socket.recv_fds(launcher, _MAX_MESSAGE, _MAX_DESCRIPTORS, socket.MSG_CMSG_CLOEXEC)
        if not message:
            os._exit(0)
        order = json.loads(message)
        if "filter" in order:
            _load(order)
        elif "reap" in order:
            pid, status = os.waitpid(order["reap"], 0)
            _say(0, ended=pid, status=status)
        else:
            try:
                pid = _fork(order, descriptors, run)
                _say(0, forked=order["fork"], pid=pid)
            except OSError as error:
                _say(0, failed=order["fork"], error=str(error))
            for one in descriptors:
                os.close(one)
