"""Hooks around an initialisation ahead of time, under the name that AWS's runtimes give them.

https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-python.html
"""

_before_snapshot = []
_after_restore = []


def register_before_snapshot(func, *args, **kwargs):
    """Calls func before the snapshot; what was registered last is called first. Usable as a decorator."""
    _before_snapshot.append((func, args, kwargs))
    return func


def register_after_restore(func, *args, **kwargs):
    """Calls func after the restore, in the order of registration. Usable as a decorator."""
    _after_restore.append((func, args, kwargs))
    return func


def get_before_snapshot():
    """What is to be called before the snapshot, in the order of registration; the runtime takes it from the end."""
    return _before_snapshot


def get_after_restore():
    """What is to be called after the restore, in the order of registration."""
    return _after_restore
