"""Takes webhooks at its URL and puts them on the bus; once a minute also a made-up one, so that there is something to see."""

import base64
import json
import os
import pathlib
import uuid

import signed

SAMPLES = [json.loads(line) for line in pathlib.Path(__file__).with_name("payloads.jsonl").read_text().splitlines()]


def handler(event, context):
    if "requestContext" not in event:
        sample = SAMPLES[int(event["time"][14:16]) % len(SAMPLES)]
        mark = put(sample["event"], sample["payload"], event["id"])
        print(f"rehearsal: {sample['event']} {sample['action'] or ''} is on the bus as {mark}")
        return mark
    try:
        kind, payload = read(event)
    except (KeyError, ValueError) as problem:
        return {"statusCode": 400, "body": f"not a webhook: {problem}\n"}
    mark = put(kind, payload, event["headers"].get("x-github-delivery") or str(uuid.uuid4()))
    print(f"received: {kind} is on the bus as {mark}")
    return {"statusCode": 202, "body": f"{mark}\n"}


def read(event):
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    return event["headers"]["x-github-event"], json.loads(body)


def put(kind, payload, mark):
    detail = json.dumps({"mark": mark, "payload": payload})
    entry = {"EventBusName": os.environ["BUS"], "Source": "github", "DetailType": kind, "Detail": detail}
    headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSEvents.PutEvents"}
    answer = json.loads(signed.call("events", "POST", "/", json.dumps({"Entries": [entry]}).encode(), headers))
    if answer["FailedEntryCount"]:
        raise RuntimeError(f"PutEvents: {answer['Entries']}")
    return mark
