"""What the scenarios of a module asked of a service, and how it was answered.

Every client of the tests notes its calls here. A service's module ends with a test that finds the operations of the operation
table that none of its scenarios had answered, or none had refused: a table that can't grow without scenarios.
"""

import collections
import os
import re
import subprocess

from botocore import xform_name
from botocore.exceptions import ClientError
from servers import BINARY

# By module and service: the operations that were answered, and those that were refused.
CALLS = collections.defaultdict(lambda: {"answered": set(), "refused": set()})

# Modules of which only some tests run this time.
PARTIAL = set()


def module():
    """The module whose test, or whose fixture, runs now."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")[0].rpartition("/")[2]


def watch(client):
    """Notes the calls of this client from now on."""

    def note(http_response, model, **_):
        outcome = "answered" if http_response.status_code < 300 else "refused"
        CALLS[module(), model.service_model.service_name][outcome].add(model.name)

    client.meta.events.register("after-call", note)
    return client


def operations(service):
    """The operations of a service, as the server prints its table."""
    printed = subprocess.run([BINARY, "operations"], capture_output=True, text=True, check=True).stdout
    return set(re.search(rf"\(`{service}`\) \| \d+: ([^|]*) \|", printed).group(1).split(", "))


def gaps(service, never_refused=(), client=None):
    """What this module's scenarios left out: operations that were never answered, and such as were never refused. `client` is the
    SDK's name of the service, where it has another one."""
    there, calls = operations(service), CALLS[module(), client or service]
    assert set(never_refused) <= there
    return {
        "never answered": sorted(there - calls["answered"]),
        "never refused": sorted(there - calls["refused"] - set(never_refused)),
    }


def refusals(client, rows, **names):
    """Makes the calls of a table, each of which is to be refused: `(operation, parameters, code, text, status)`.

    Names in braces stand for what the caller says. A text may be a compiled pattern; a status that is not said is 400. What came
    out otherwise is returned.
    """
    wrong = []
    for operation, parameters, code, text, *rest in rows:
        parameters = filled(parameters, names)
        expected = (code, text if isinstance(text, re.Pattern) else filled(text, names), rest[0] if rest else 400)
        try:
            getattr(client, xform_name(operation))(**parameters)
            wrong.append((operation, parameters, "was answered"))
        except ClientError as error:
            said = error.response["Error"]
            got = (said["Code"], said["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"])
            if not fits(got, expected):
                wrong.append((operation, parameters, got, expected))
    return wrong


def fits(got, expected):
    code, text, status = expected
    found = text.search(got[1]) is not None if isinstance(text, re.Pattern) else got[1] == text
    return found and (got[0], got[2]) == (code, status)


def filled(value, names):
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), value)
    if isinstance(value, dict):
        return {key: filled(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, names) for item in value]
    return value
