"""What a handler gets as its second argument."""

import json
import sys
import time

from .faults import Fault


class Client:
    """The mobile application that invoked."""

    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]

    def __repr__(self):
        return _show(self)


class ClientContext:
    """The client context of an invocation."""

    __slots__ = ["custom", "env", "client"]

    def __repr__(self):
        return _show(self)


class CognitoIdentity:
    """The Cognito identity of an invocation."""

    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]

    def __repr__(self):
        return _show(self)


def _show(thing, names=None):
    names = names or thing.__slots__
    return "%s([%s])" % (type(thing).__name__, ",".join("%s=%s" % (name, getattr(thing, name)) for name in names))


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
        self._w3c_fields = {}
        given = _header(headers, "lambda-runtime-client-context", "Client Context")
        self.client_context = None
        if given is not None:
            self._w3c_fields = _trace_context(given)
            self.client_context = _client_context(given)
        identity = _header(headers, "lambda-runtime-cognito-identity", "Cognito Identity") or {}
        self.identity = CognitoIdentity()
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms", "0"))

    def get_remaining_time_in_millis(self):
        """Milliseconds until the invocation times out."""
        return max(self._epoch_deadline_time_in_ms - int(time.time() * 1000), 0)

    def w3c(self):
        """The trace context of the W3C that came with the invocation."""
        return dict(self._w3c_fields)

    def log(self, msg):
        """Writes to the log without a line end of its own."""
        sys.stdout.write(str(msg))

    def __repr__(self):
        return _show(self, ["aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
                            "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id"])


def _header(headers, name, label):
    """The object that a header holds; None when there is none."""
    text = headers.get(name)
    if not text:
        return None
    try:
        value = json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (label, error)) from None
    return value if isinstance(value, dict) else {}


def _trace_context(given):
    fields = given.pop("w3c", None)
    names = ("traceparent", "tracestate", "baggage")
    return {name: fields[name] for name in names if isinstance(fields.get(name), str)} if isinstance(fields, dict) else {}


def _client_context(given):
    context = _fill(ClientContext(), given)
    if isinstance(given.get("client"), dict):
        context.client = _fill(Client(), given["client"])
    return context
