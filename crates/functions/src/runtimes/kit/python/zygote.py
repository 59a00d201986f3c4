"""An interpreter that has loaded what most functions load, and waits to be forked.

It runs this file and the standard library (and boto3, if it is told so) and nothing of any function. A fork first gets an
isolation of its own, then learns over the control socket which function it is.

usage: zygote.py FOLDER_OF_tradewind_join [boto3]
"""

import gc
import sys

sys.path.insert(0, sys.argv[1])

import tradewind_join  # noqa: E402

import base64  # noqa: E402,F401
import binascii  # noqa: E402,F401
import calendar  # noqa: E402,F401
import collections  # noqa: E402,F401
import concurrent.futures  # noqa: E402,F401
import contextlib  # noqa: E402,F401
import copy  # noqa: E402,F401
import csv  # noqa: E402,F401
import dataclasses  # noqa: E402,F401
import datetime  # noqa: E402,F401
import decimal  # noqa: E402,F401
import email.message  # noqa: E402,F401
import enum  # noqa: E402,F401
import functools  # noqa: E402,F401
import gzip  # noqa: E402,F401
import hashlib  # noqa: E402,F401
import hmac  # noqa: E402,F401
import html  # noqa: E402,F401
import http.client  # noqa: E402,F401
import importlib  # noqa: E402,F401
import inspect  # noqa: E402,F401
import io  # noqa: E402,F401
import itertools  # noqa: E402,F401
import json  # noqa: E402
import logging  # noqa: E402,F401
import logging.handlers  # noqa: E402,F401
import math  # noqa: E402,F401
import operator  # noqa: E402,F401
import os  # noqa: E402
import pathlib  # noqa: E402,F401
import pprint  # noqa: E402,F401
import queue  # noqa: E402,F401
import random  # noqa: E402
import re  # noqa: E402,F401
import secrets  # noqa: E402,F401
import shutil  # noqa: E402,F401
import site  # noqa: E402,F401
import socket  # noqa: E402,F401
import string  # noqa: E402,F401
import struct  # noqa: E402,F401
import subprocess  # noqa: E402,F401
import tempfile  # noqa: E402,F401
import threading  # noqa: E402,F401
import time  # noqa: E402
import traceback  # noqa: E402,F401
import typing  # noqa: E402,F401
import urllib.error  # noqa: E402,F401
import urllib.parse  # noqa: E402,F401
import urllib.request  # noqa: E402,F401
import uuid  # noqa: E402,F401
import zipfile  # noqa: E402,F401
import zlib  # noqa: E402,F401

import tradewind_runtime  # noqa: E402
from tradewind_runtime import ending  # noqa: E402

try:
    import ssl  # noqa: F401
except ImportError:
    # An interpreter built without it.
    pass

if "boto3" in sys.argv[2:]:
    import boto3  # noqa: F401

    # The configuration of whoever runs the server is no function's.
    os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)

    try:
        from tradewind_runtime import models

        models.keep()
    except Exception:
        # A botocore that is built otherwise: its clients read everything themselves.
        pass

_OWN = frozenset(["tradewind_join", "tradewind_runtime", "sys", "os", "builtins", "__main__"])


def _read_line(control):
    parts = []
    while True:
        part = os.read(control, 65536)
        if not part:
            # The server has given this fork up.
            os._exit(0)
        parts.append(part)
        if part.endswith(b"\n"):
            return b"".join(parts)


def _forget_shadowed(task):
    """A module of the function's own goes before one of the standard library of the same name, as it would if nothing were
    loaded yet."""
    try:
        names = os.listdir(task)
    except OSError:
        return
    for entry in names:
        name = entry.partition(".")[0]
        if name in sys.modules and name not in _OWN and name not in sys.builtin_module_names:
            for known in list(sys.modules):
                if known == name or known.startswith(name + "."):
                    del sys.modules[known]


def _open_streams():
    """The zygote's own streams are bound to what it was started with."""
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        stream = open(number, "w", 1, "utf-8", errors, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, "__%s__" % name, stream)


def run(control):
    """Goes on as one function's runtime; does not return."""
    ending.run(lambda: _run(control))


def _run(control):
    message = json.loads(_read_line(control))
    os.close(control)
    _open_streams()
    # What the zygote must not do on the host, a function may do in its own files.
    sys.dont_write_bytecode = False
    os.environ.clear()
    os.environ.update(message["env"])
    os.environ["_HANDLER"] = message.get("handler", os.environ.get("_HANDLER", ""))
    os.environ["LAMBDA_TASK_ROOT"] = task = message["task"]
    os.environ["AWS_LAMBDA_RUNTIME_API"] = message["runtime_api"]
    time.tzset()
    os.chdir(task)
    sys.argv[:] = [os.path.join(os.environ.get("LAMBDA_RUNTIME_DIR", "/var/runtime"), "bootstrap.py")]
    join = os.path.dirname(tradewind_join.__file__)
    sys.path[:] = [entry for entry in sys.path if entry != join]
    random.seed()
    _forget_shadowed(task)
    gc.enable()
    tradewind_runtime.main()


if __name__ == "__main__":
    gc.collect()
    gc.disable()
    gc.freeze()
    tradewind_join.serve(run)
