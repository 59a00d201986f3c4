"""Holds every answer a boto3 client gets against the service's published model.

botocore reads what it knows and skips the rest, so a misspelt or superfluous member would pass unnoticed. Here the raw JSON is
compared with the operation's output shape: no unknown members, required members present, the right JSON type for every value,
enumerations kept. Answers without a body and error answers have their own forms.
"""

import json
from xml.etree import ElementTree

# The model calls them required, and AWS leaves out whichever is empty: https://github.com/aws/aws-sdk/issues/657.
ABSENT_WHEN_EMPTY = {
    "SendMessageBatchResult": {"Successful", "Failed"},
    "DeleteMessageBatchResult": {"Successful", "Failed"},
    "ChangeMessageVisibilityBatchResult": {"Successful", "Failed"},
}

# What AWS answers though the model's enumeration lacks it.
BEYOND_ENUMERATIONS = {"LastUpdateStatusReasonCode": {"Creating"}, "FilterRuleName": {"Prefix", "Suffix"}}

JSON_TYPES = {
    "string": str,
    "character": str,
    "blob": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    "timestamp": (int, float),
    "structure": dict,
    "map": dict,
    "list": list,
}


def watch(client):
    """Checks every answer this client gets from now on."""
    meta = client.meta.service_model.metadata
    content_type = f"application/x-amz-json-{meta['jsonVersion']}" if meta["protocol"] == "json" else None
    rest = meta["protocol"] == "rest-json"

    def check(http_response, model, **_):
        where = f"{model.service_model.service_name}.{model.name}"
        if meta["protocol"] == "rest-xml":
            check_xml(where, http_response, model)
            return
        assert http_response.headers.get("x-amzn-requestid"), f"{where}: no request id"
        if rest:
            check_rest(where, http_response, model)
            return
        headers, body = http_response.headers, http_response.content
        if content_type is None:
            return
        assert headers.get("content-type") == content_type, f"{where}: {headers.get('content-type')}"
        if http_response.status_code >= 300:
            check_error(where, headers, body, query_compatible="awsQueryCompatible" in meta)
        elif model.output_shape is None:
            assert body == b"", f"{where}: a body where the model has none: {body!r}"
        else:
            check_value(where, model.output_shape, json.loads(body))

    client.meta.events.register("after-call", check)
    return client


def check_error(where, headers, body, query_compatible):
    document = json.loads(body)
    assert set(document) <= {"__type", "message", "Message"}, f"{where}: {document}"
    assert document.get("__type"), f"{where}: {document}"
    named = headers.get("x-amzn-query-error", "")
    if query_compatible:
        code, _, fault = named.partition(";")
        assert code and fault in ("Sender", "Receiver"), f"{where}: x-amzn-query-error {named!r}"
    else:
        assert not named, f"{where}: x-amzn-query-error {named!r}"


def check_rest(where, http_response, model):
    """restJson1: members in headers and in the status stand beside the body; a streamed body is not ours to read."""
    status, headers, output = http_response.status_code, http_response.headers, model.output_shape
    if status >= 300:
        check_rest_error(where, status, headers, http_response.content, model.service_model)
        return
    elsewhere = {name: member for name, member in (output.members if output else {}).items() if "location" in member.serialization}
    if not any(member.serialization["location"] == "statusCode" for member in elsewhere.values()):
        assert status == model.http["responseCode"], f"{where}: status {status}"
    for name, member in elsewhere.items():
        given = headers.get(member.serialization.get("name", name))
        if given is not None and getattr(member, "enum", None):
            assert given in member.enum, f"{where}.{name}: {given}"
    if model.has_streaming_output or model.has_event_stream_output:
        return
    body = http_response.content
    if output is None or set(output.members) == set(elsewhere):
        assert body in (b"", b"{}"), f"{where}: a body where the model has none: {body!r}"
        return
    assert headers.get("content-type") == "application/json", f"{where}: {headers.get('content-type')}"
    check_structure(where, output, json.loads(body), elsewhere)


def check_rest_error(where, status, headers, body, service):
    code = headers.get("x-amzn-errortype", "")
    assert code and ":" not in code, f"{where}: x-amzn-errortype {code!r}"
    assert headers.get("content-type") == "application/json", f"{where}: {headers.get('content-type')}"
    document = json.loads(body)
    shapes = {shape.metadata.get("error", {}).get("code", shape.name): shape for shape in service.error_shapes}
    if code not in shapes:
        # Of the protocol, not of the service.
        assert set(document) <= {"message", "Message", "Type"}, f"{where}: {document}"
        return
    shape = shapes[code]
    elsewhere = [name for name, member in shape.members.items() if "location" in member.serialization]
    check_structure(f"{where} {code}", shape, document, elsewhere)
    assert status == shape.metadata["error"]["httpStatusCode"], f"{where}: {code} with status {status}"
    if "Type" in shape.members and code != "TooManyRequestsException":
        wanted = "User" if shape.metadata["error"].get("senderFault") else "Service"
        assert document.get("Type") == wanted, f"{where}: {document}"


def check_xml(where, http_response, model):
    """S3: an element of the body that the model does not have, or of another type, is an error; a streamed body is not ours to read."""
    status, headers, output = http_response.status_code, http_response.headers, model.output_shape
    assert headers.get("x-amz-request-id") and headers.get("x-amz-id-2"), f"{where}: no request id"
    if status < 300 and (model.has_streaming_output or model.has_event_stream_output):
        return
    body = http_response.content
    if status >= 300:
        names = [element.tag for element in ElementTree.fromstring(body)] if body else []
        assert not body or {"Code", "Message", "RequestId", "HostId"} <= set(names), f"{where}: {names}"
        return
    payload = output and output.serialization.get("payload")
    shape = output.members[payload] if payload else output
    if not body or shape is None or shape.type_name != "structure":
        return
    root = ElementTree.fromstring(body)
    check_element(where, shape, root, {} if payload else output.members)


def check_element(where, shape, element, members=None):
    members = members or getattr(shape, "members", {})
    known = {}
    for name, member in members.items():
        if "location" not in member.serialization and not member.serialization.get("xmlAttribute"):
            flat = member.type_name == "list" and member.serialization.get("flattened")
            inner = member.member.serialization.get("name") if flat else None
            known[member.serialization.get("name", inner or name)] = member
    seen = set()
    for child in element:
        name = child.tag.rpartition("}")[2]
        assert name in known, f"{where}: the element {name} is not in the model, which has {sorted(known)}"
        member, here = known[name], f"{where}.{name}"
        flat = member.type_name == "list" and member.serialization.get("flattened")
        assert flat or name not in seen, f"{here}: twice"
        seen.add(name)
        if flat:
            check_text_or_element(here, member.member, child)
        elif member.type_name == "list":
            wanted = member.member.serialization.get("name", "member")
            for item in child:
                assert item.tag.rpartition("}")[2] == wanted, f"{here}: {item.tag}"
                check_text_or_element(here, member.member, item)
        else:
            check_text_or_element(here, member, child)


def check_text_or_element(where, shape, element):
    if shape.type_name == "structure":
        check_element(where, shape, element)
        return
    text = element.text or ""
    assert len(element) == 0, f"{where}: elements in a {shape.type_name}"
    if shape.type_name in ("integer", "long"):
        int(text)
    elif shape.type_name == "boolean":
        assert text in ("true", "false"), f"{where}: {text}"
    elif shape.type_name == "timestamp":
        assert text.endswith("Z") and "T" in text, f"{where}: {text}"
    elif getattr(shape, "enum", None) and text:
        assert text in shape.enum or text in BEYOND_ENUMERATIONS.get(shape.name, ()), f"{where}: {text!r} is none of {shape.enum}"


def check_value(where, shape, value):
    expected = JSON_TYPES[shape.type_name]
    fits = isinstance(value, expected) and (isinstance(value, bool) == (expected is bool))
    assert fits, f"{where}: {value!r} is not a {shape.type_name}"
    if shape.type_name == "structure":
        check_structure(where, shape, value)
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            check_value(f"{where}[{index}]", shape.member, item)
    elif shape.type_name == "map":
        for key, item in value.items():
            check_value(f"{where} key", shape.key, key)
            check_value(f"{where}.{key}", shape.value, item)
    elif getattr(shape, "enum", None):
        beyond = BEYOND_ENUMERATIONS.get(shape.name, set())
        assert value in shape.enum or value in beyond, f"{where}: {value!r} is none of {shape.enum}"


def check_structure(where, shape, value, elsewhere=()):
    known = {
        member.serialization.get("name", name): member for name, member in shape.members.items() if name not in elsewhere
    }
    unknown = set(value) - set(known)
    assert not unknown, f"{where}: members the model does not have: {sorted(unknown)}"
    optional = ABSENT_WHEN_EMPTY.get(shape.name, set())
    assert all(value[name] != [] for name in optional & set(value)), f"{where}: an empty list that AWS leaves out"
    missing = set(shape.required_members) - optional - set(elsewhere) - set(value)
    assert not missing, f"{where}: required members are missing: {sorted(missing)}"
    for name, item in value.items():
        # awsJson leaves absent members out; a null is a member that is neither there nor absent.
        assert item is not None, f"{where}.{name}: null"
        check_value(f"{where}.{name}", known[name], item)
