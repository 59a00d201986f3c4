"""A small client of the Lambda Runtime API: loads a handler, asks for invocations, answers them.

Errors, log lines and the context object are those of AWS's managed Python runtimes.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import logging
import os
import sys

from . import log
from .api import JSON, Api, Gone
from .context import LambdaContext
from .faults import Fault
from .values import ASCII, encode

# What a frame of this client looks like in a trace; such frames are not the function's.
_OWN = os.path.dirname(__file__)


def _trace(traceback_object):
    import traceback
    frames = [(frame.filename, frame.lineno, frame.name, frame.line)
              for frame in traceback.extract_tb(traceback_object)]
    foreign = (at for at, frame in enumerate(frames) if os.path.dirname(frame[0]) != _OWN)
    return traceback.format_list(frames[next(foreign, 0):])


def _describe(error):
    """AWS's JSON of an error, as a dict."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace or []
    else:
        kind, trace = type(error).__name__, _trace(error.__traceback__)
    return {"errorMessage": str(error), "errorType": kind, "requestId": log.request_id(), "stackTrace": trace}


def _error_bytes(error):
    return json.dumps(error, ensure_ascii=ASCII).encode("utf-8", "surrogatepass")


def _load(handler):
    try:
        name, attribute = handler.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (handler, error)) from None
    if name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % name)
    import importlib
    try:
        module = importlib.import_module(name.replace("/", "."))
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
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return encode(result).encode("utf-8"), JSON
    except Exception as error:
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


def before_snapshot():
    """The hooks before an initialised function is put aside (SnapStart)."""
    import snapshot_restore_py
    hooks = snapshot_restore_py.get_before_snapshot()
    while hooks:
        function, args, kwargs = hooks.pop()
        function(*args, **kwargs)
    log.flush()


def _restore(api):
    """Waits until what was initialised ahead is put to use, and runs the hooks for that."""
    import snapshot_restore_py
    api.restore_next()
    try:
        for function, args, kwargs in snapshot_restore_py.get_after_restore():
            function(*args, **kwargs)
    except BaseException as error:
        described = failed(error)
        api.restore_failed(_error_bytes(described), "Runtime.AfterRestoreError")
        raise SystemExit(65) from None


def failed(error, warn=False):
    """Logs why a start failed; AWS's description of it."""
    described = _describe(error)
    if warn:
        logging.warning(log.START_FAILED)
    log.error(described)
    return described


def _serve(api, handler):
    environ = os.environ
    fixed = tuple(environ.get(name) for name in (
        "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION"))
    known_trace = environ.get("_X_AMZN_TRACE_ID")
    while True:
        headers, body = api.next()
        request_id = headers.get("lambda-runtime-aws-request-id", "")
        log.set_request(request_id, headers.get("lambda-runtime-aws-tenant-id"))
        trace = headers.get("lambda-runtime-trace-id")
        if trace != known_trace:
            known_trace = trace
            if trace:
                environ["_X_AMZN_TRACE_ID"] = trace
            else:
                environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            answer, kind = _invoke(handler, body, LambdaContext(fixed, headers))
        except Exception as error:
            described = _describe(error)
            log.error(described)
            # Traces keep frames alive, and frames what they hold.
            del error
            api.fail(request_id, _error_bytes(described), described["errorType"])
            continue
        log.flush()
        api.answer(request_id, answer, kind)


def set_up(opt):
    """Everything that comes before a function's own code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", line_buffering=True)
    _set_up_paths(opt)
    log.set_up()


def load():
    """The function's handler."""
    return _load(os.environ.get("_HANDLER", ""))


def restore(api, handler):
    """Goes on as an instance of a function that was initialised ahead, until the other side goes away."""
    try:
        _restore(api)
        _serve(api, handler)
    except Gone:
        log.flush()
        raise SystemExit(0) from None


def main(opt="/opt"):
    """Runs until the other side goes away."""
    set_up(opt)
    api = Api(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        try:
            handler = load()
        except Exception as error:
            described = failed(error, warn=True)
            api.init_failed(_error_bytes(described), described["errorType"])
            raise SystemExit(1) from None
        if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
            try:
                before_snapshot()
            except BaseException as error:
                api.init_failed(_error_bytes(failed(error)), "Runtime.BeforeSnapshotError")
                raise SystemExit(64) from None
            _restore(api)
        _serve(api, handler)
    except Gone:
        log.flush()
        raise SystemExit(0) from None
