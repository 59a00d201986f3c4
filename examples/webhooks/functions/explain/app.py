"""Keeps every webhook that means trouble in a bucket, and says in a sentence what is wrong. Fed by a rule; the answer goes to a queue."""

import json
import os

import signed


def handler(event, context):
    detail = event["detail"]
    payload = detail["payload"]
    # An event that comes twice is put under the same key.
    signed.call("s3", "PUT", f"/{os.environ['BUCKET']}/{detail['mark']}.json", json.dumps(payload).encode())
    text = f"{where(payload)}: {trouble(payload)}"
    print(text)
    return {"mark": detail["mark"], "text": text}


def where(payload):
    repository = payload.get("repository") or {}
    return repository.get("full_name") or "somewhere"


def trouble(payload):
    for kind in ("check_run", "workflow_run"):
        run = payload.get(kind)
        if run:
            return f"{run.get('name') or kind} ended with {run.get('conclusion')}"
    return f"alert number {payload['alert']['number']}"
