"""A small client of the Lambda Runtime API: loads a handler, asks for invocations, answers them.

Errors, log lines and the context object are those of AWS's managed Python runtimes.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import _socket
import json
import logging
import os
import sys
import time

_API = "/2018-06-01/runtime/"
_JSON = "application/json"
# The managed runtimes answer non-ASCII characters as they are since Python 3.12.
_ASCII = sys.version_info < (3, 12)
_LEVELS = {
    "TRACE": logging.DEBUG,
    "DEBUG": logging.DEBUG,
    "INFO": logging.INFO,
    "WARN": logging.WARNING,
    "ERROR": logging.ERROR,
    "FATAL": logging.CRITICAL,
}
# What a frame of this file looks like in a trace; such frames are not the function's.
_OWN = __file__

_request_id = ""
_tenant_id = None
_json_logs = False


class Fault(Exception):
    """A failure that has a name of its own at AWS."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = kind
        self.trace = trace


class Gone(Exception):
    """The other side of the Runtime API has gone."""


class Api:
    """One kept connection to the Runtime API."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._peer = (host, int(port))
        self._host = "HTTP/1.1\r\nHost: " + address + "\r\n"
        self._next = self._get("invocation/next")
        self._socket = None
        self._buffer = b""

    def _get(self, path):
        return ("GET " + _API + path + " " + self._host + "\r\n").encode()

    def _post(self, path, body, headers=""):
        head = "POST %s%s %sContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n" % (
            _API, path, self._host, _JSON, len(body), headers)
        return head.encode() + body

    def _connected(self):
        if self._socket is None:
            self._buffer = b""
            self._socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
            self._socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
            self._socket.connect(self._peer)
        return self._socket

    def _drop(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _more(self):
        received = self._socket.recv(262144)
        if not received:
            raise Gone()
        self._buffer = self._buffer + received if self._buffer else received

    def _take(self, size):
        if len(self._buffer) < size:
            parts, have = [self._buffer], len(self._buffer)
            while have < size:
                received = self._socket.recv(min(1048576, max(65536, size - have)))
                if not received:
                    raise Gone()
                parts.append(received)
                have += len(received)
            self._buffer = b"".join(parts)
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _line(self):
        while True:
            line, found, rest = self._buffer.partition(b"\r\n")
            if found:
                self._buffer = rest
                return line
            self._more()

    def _chunked(self):
        parts = []
        while True:
            size = int(self._line().partition(b";")[0], 16)
            if size == 0:
                while self._line():
                    pass
                return b"".join(parts)
            parts.append(self._take(size))
            self._line()

    def _read(self):
        while True:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if found:
                break
            self._more()
        self._buffer = rest
        lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if "transfer-encoding" in headers:
            body = self._chunked()
        else:
            body = self._take(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self._drop()
        return int(lines[0].split(" ", 2)[1]), headers, body

    def _call(self, request):
        try:
            self._connected().sendall(request)
            return self._read()
        except (OSError, Gone):
            self._drop()
            raise Gone() from None

    def _tell(self, request):
        try:
            self._call(request)
        except Gone:
            # Refused while it was still being sent, perhaps because it is too large. Asking for the next one finds out.
            pass

    def next(self):
        """The next invocation: (headers, body)."""
        status, headers, body = self._call(self._next)
        if status != 200:
            raise Gone()
        return headers, body

    def answer(self, request_id, body):
        """Answers an invocation."""
        self._tell(self._post("invocation/" + request_id + "/response", body))

    def fail(self, request_id, error, kind):
        """Answers an invocation with an error."""
        headers = "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"
        self._tell(self._post("invocation/" + request_id + "/error", error, headers))

    def init_failed(self, error, kind):
        """Tells that the handler could not be loaded."""
        self._call(self._post("init/error", error, "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"))

    def restore_next(self):
        """Waits until an instance that was initialised ahead is put to use."""
        self._call(self._get("restore/next"))

    def restore_failed(self, error, kind):
        """Tells that a hook after the restore failed."""
        self._call(self._post("restore/error", error, "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"))


class Client:
    """The mobile application that invoked."""

    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext:
    """The client context of an invocation."""

    __slots__ = ["custom", "env", "client"]


class CognitoIdentity:
    """The Cognito identity of an invocation."""

    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]

    def __repr__(self):
        return "CognitoIdentity([cognito_identity_id=%s,cognito_identity_pool_id=%s])" % (
            self.cognito_identity_id, self.cognito_identity_pool_id)


def _fill(target, source):
    for name in target.__slots__:
        setattr(target, name, source.get(name))
    return target


class LambdaContext:
    """What a handler gets as its second argument.

    https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
    """

    def __init__(self, fixed, headers):
        self.aws_request_id = headers.get("lambda-runtime-aws-request-id", "")
        (self.log_group_name, self.log_stream_name, self.function_name, self.memory_limit_in_mb,
         self.function_version) = fixed
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        text = headers.get("lambda-runtime-client-context")
        self.client_context = _client_context(text) if text else None
        text = headers.get("lambda-runtime-cognito-identity")
        identity = _object(text) if text else {}
        self.identity = CognitoIdentity()
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms", "0"))

    def get_remaining_time_in_millis(self):
        """Milliseconds until the invocation times out."""
        return max(self._epoch_deadline_time_in_ms - int(round(time.time() * 1000)), 0)

    def log(self, msg):
        """Writes to the log without a line end of its own."""
        sys.stdout.write(str(msg))

    def __repr__(self):
        names = ["aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
                 "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id"]
        return "LambdaContext([%s])" % ",".join("%s=%s" % (name, getattr(self, name)) for name in names)


def _object(text):
    value = json.loads(text)
    return value if isinstance(value, dict) else {}


def _client_context(text):
    given = _object(text)
    context = _fill(ClientContext(), given)
    if isinstance(given.get("client"), dict):
        context.client = _fill(Client(), given["client"])
    return context


class _Filter(logging.Filter):
    def filter(self, record):
        record.aws_request_id = _request_id
        record.tenant_id = _tenant_id
        return True


class _Handler(logging.Handler):
    def emit(self, record):
        try:
            sys.stdout.write(self.format(record))
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)


def _now(seconds):
    return "%s.%03dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)), int(seconds * 1000) % 1000)


class _JsonFormatter(logging.Formatter):
    _STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {
        "message", "asctime", "aws_request_id", "tenant_id", "taskName"}

    def format(self, record):
        line = {
            "timestamp": _now(record.created),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, value, trace = record.exc_info
            import traceback
            line["stackTrace"] = traceback.format_list(traceback.extract_tb(trace))
            line["errorType"] = kind.__name__
            line["errorMessage"] = str(value)
            line["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        if record.stack_info:
            line["stackTrace"] = record.stack_info.splitlines()
        if record.aws_request_id:
            line["requestId"] = record.aws_request_id
        if record.tenant_id:
            line["tenantId"] = record.tenant_id
        for name, value in record.__dict__.items():
            if name not in self._STANDARD and name not in line:
                line[name] = value
        return json.dumps(line, ensure_ascii=_ASCII, default=str) + "\n"


def _set_up_logging():
    global _json_logs
    logging.Formatter.converter = time.gmtime
    _json_logs = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    handler = _Handler()
    handler.addFilter(_Filter())
    root = logging.getLogger()
    if _json_logs:
        handler.setFormatter(_JsonFormatter())
        level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
        if level in _LEVELS:
            root.setLevel(_LEVELS[level])
    else:
        handler.setFormatter(logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"))
    root.addHandler(handler)


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            # The function closed or replaced it.
            pass


def _trace(traceback_object):
    import traceback
    frames = [(frame.filename, frame.lineno, frame.name, frame.line)
              for frame in traceback.extract_tb(traceback_object)]
    while frames and frames[0][0] == _OWN:
        frames.pop(0)
    return traceback.format_list(frames)


def _describe(error):
    """AWS's JSON of an error, as a dict."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace or []
    else:
        kind, trace = type(error).__name__, _trace(error.__traceback__)
    return {"errorMessage": str(error), "errorType": kind, "requestId": _request_id, "stackTrace": trace}


def _log_error(error):
    if _json_logs:
        line = dict(error, timestamp=_now(time.time()), log_level="ERROR")
        text = json.dumps(line, ensure_ascii=_ASCII)
    else:
        text = "[ERROR] " + error["errorType"]
        if error["errorMessage"]:
            text += ": " + error["errorMessage"]
        if error["stackTrace"]:
            text += "\nTraceback (most recent call last):"
            for entry in error["stackTrace"]:
                for line in entry.splitlines():
                    # CloudWatch strips leading blanks, so AWS writes no-break spaces.
                    body = line.lstrip(" ")
                    text += "\n" + "\u00a0" * (len(line) - len(body)) + body
    try:
        sys.stdout.write(text + "\n")
    except (OSError, ValueError, AttributeError):
        pass
    _flush()


def _error_bytes(error):
    return json.dumps(error, ensure_ascii=_ASCII).encode("utf-8", "surrogatepass")


def _load(handler):
    try:
        name, attribute = handler.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (handler, error)) from None
    name = name.replace("/", ".")
    if name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % name)
    import importlib
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (name, error)) from None
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (name, error), trace) from None
    try:
        return getattr(module, attribute)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound",
                    "Handler '%s' missing on module '%s'" % (attribute, name)) from None


def _invoke(handler, body, context):
    try:
        event = json.loads(body.decode("utf-8")) if body else {}
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error) from None
    result = handler(event, context)
    try:
        return json.dumps(result, ensure_ascii=_ASCII).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error) from None


def _set_up_paths(opt):
    """The search path of the managed runtimes: the function's code, layers, then what the interpreter has."""
    import site
    task = os.environ.get("LAMBDA_TASK_ROOT") or os.getcwd()
    own = os.path.dirname(_OWN)
    rest = [entry for entry in sys.path if entry and entry != own]
    layers = []
    if not os.environ.get("PYTHONPATH"):
        os.environ["PYTHONPATH"] = os.environ.get("LAMBDA_RUNTIME_DIR", own)
        version = "python%d.%d" % sys.version_info[:2]
        layers = [os.path.join(opt, "python", "lib", version, "site-packages"), os.path.join(opt, "python")]
    sys.path[:] = [task] + layers + [own] + rest
    for folder in [task] + [folder for folder in layers if os.path.isdir(folder)]:
        if any(name.endswith(".pth") for name in _listed(folder)):
            site.addsitedir(folder)


def _listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _restore(api):
    """The hooks around an initialisation ahead of time (SnapStart)."""
    import snapshot_restore_py
    phase = "BeforeSnapshotError"
    try:
        for function, args, kwargs in snapshot_restore_py.get_before_snapshot():
            function(*args, **kwargs)
        _flush()
        api.restore_next()
        phase = "AfterRestoreError"
        for function, args, kwargs in snapshot_restore_py.get_after_restore():
            function(*args, **kwargs)
    except Gone:
        raise
    except Exception as error:
        described = _describe(error)
        _log_error(described)
        report = api.init_failed if phase == "BeforeSnapshotError" else api.restore_failed
        report(_error_bytes(described), "Runtime." + phase)
        raise SystemExit(1) from None


def _serve(api, handler):
    global _request_id, _tenant_id
    environ = os.environ
    fixed = tuple(environ.get(name) for name in (
        "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION"))
    known_trace = environ.get("_X_AMZN_TRACE_ID")
    while True:
        headers, body = api.next()
        request_id = _request_id = headers.get("lambda-runtime-aws-request-id", "")
        _tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        trace = headers.get("lambda-runtime-trace-id")
        if trace != known_trace:
            known_trace = trace
            if trace:
                environ["_X_AMZN_TRACE_ID"] = trace
            else:
                environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            answer = _invoke(handler, body, LambdaContext(fixed, headers))
        except Exception as error:
            described = _describe(error)
            _log_error(described)
            # Traces keep frames alive, and frames what they hold.
            del error
            api.fail(request_id, _error_bytes(described), described["errorType"])
            continue
        _flush()
        api.answer(request_id, answer)


def main(opt="/opt"):
    """Runs until the other side goes away."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", line_buffering=True)
    _set_up_paths(opt)
    _set_up_logging()
    api = Api(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        try:
            handler = _load(os.environ.get("_HANDLER", ""))
        except Exception as error:
            described = _describe(error)
            _log_error(described)
            api.init_failed(_error_bytes(described), described["errorType"])
            raise SystemExit(1) from None
        if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
            _restore(api)
        _serve(api, handler)
    except Gone:
        _flush()
        raise SystemExit(0) from None
