"""The end of a process that was forked: as the interpreter ends, without going back to where it was forked."""

import os
import sys
import threading
import traceback


def run(function):
    """Runs a function as a whole program; does not return."""
    code = 1
    try:
        function()
        code = 0
    except SystemExit as end:
        code = _status(end)
    except BaseException:
        traceback.print_exc()
    _end(code)


def _status(end):
    if end.code is None:
        return 0
    if isinstance(end.code, int):
        return end.code & 0xFF
    print(end.code, file=sys.stderr)
    return 1


def _end(code):
    import atexit
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
