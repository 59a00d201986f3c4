"""Log lines: what `logging` gets from a function, and what the runtime itself has to say."""

import json
import logging
import os
import sys
import time

from .values import encode

_LEVELS = {
    "TRACE": logging.DEBUG,
    "DEBUG": logging.DEBUG,
    "INFO": logging.INFO,
    "WARN": logging.WARNING,
    "ERROR": logging.ERROR,
    "FATAL": logging.CRITICAL,
}
# Within one log event lines are separated by this, because a line feed ends the event.
_NEW_LINE = "\r"
START_FAILED = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a "
    "Lambda runtime update can cause unexpected function behavior. For functions using managed runtimes, runtime updates can be "
    "triggered by a function change, or can be applied automatically. To determine if the runtime has been updated, check the "
    "runtime version in the INIT_START log entry. If this error correlates with a change in the runtime version, you may be "
    "able to mitigate this error by temporarily rolling back to the previous runtime version. For more information, see "
    "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r")

_request_id = ""
_tenant_id = None
_json_logs = False


def set_request(request_id, tenant_id):
    """From here on lines belong to this request."""
    global _request_id, _tenant_id
    _request_id, _tenant_id = request_id, tenant_id


def request_id():
    """The request that is being worked on."""
    return _request_id


class _Filter(logging.Filter):
    def filter(self, record):
        record.aws_request_id = _request_id
        record.tenant_id = _tenant_id
        return True


class _Handler(logging.Handler):
    def emit(self, record):
        try:
            text = self.format(record)
            # One record is one event.
            sys.stdout.write(text.rstrip("\n").replace("\n", _NEW_LINE) + "\n")
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)


class _JsonFormatter(logging.Formatter):
    _STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"aws_request_id", "tenant_id"}
    _STANDARD -= {"taskName"}

    def format(self, record):
        level = min(50, max(0, record.levelno)) // 10 * 10
        plain = isinstance(record.msg, dict) and not record.args
        line = {
            "timestamp": _now(record.created),
            "level": logging.getLevelName(level),
            "message": record.msg if plain else record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            kind, value, trace = record.exc_info
            import traceback
            line["stackTrace"] = traceback.format_tb(trace)
            line["errorType"] = kind.__name__ if kind else None
            line["errorMessage"] = str(value)
        line["requestId"] = record.aws_request_id
        if record.exc_info:
            line["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        line["tenantId"] = record.tenant_id
        for name, value in record.__dict__.items():
            if name not in self._STANDARD and name not in line:
                line[name] = value
        line = {name: value for name, value in line.items() if value is not None}
        return json.dumps(line, ensure_ascii=False, default=str) + "\n"


def _now(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def set_up():
    """Gives the root logger AWS's handler and level."""
    global _json_logs
    logging.Formatter.converter = time.gmtime
    _json_logs = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    handler = _Handler()
    handler.addFilter(_Filter())
    root = logging.getLogger()
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if level in _LEVELS:
        root.setLevel(_LEVELS[level])
    if _json_logs:
        handler.setFormatter(_JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"))
    root.addHandler(handler)


def flush():
    """Writes out what the streams still hold."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            # The function closed or replaced it.
            pass


def error(described):
    """Logs an error of the function."""
    if _json_logs:
        line = {"timestamp": _now(time.time()), "level": "ERROR"}
        line.update(described)
        text = encode(line)
    else:
        text = "[ERROR] " + described["errorType"]
        if described["errorMessage"]:
            text += ": " + described["errorMessage"]
        lines = [text, "Traceback (most recent call last):"]
        for entry in described["stackTrace"]:
            for line in entry.splitlines() or [""]:
                # CloudWatch strips leading blanks, so AWS writes no-break spaces.
                body = line.lstrip(" ")
                lines.append("\u00a0" * (len(line) - len(body)) + body)
        text = _NEW_LINE.join(lines)
    try:
        sys.stdout.write(text.replace("\n", _NEW_LINE) + "\n")
    except (OSError, ValueError, AttributeError):
        pass
    flush()
