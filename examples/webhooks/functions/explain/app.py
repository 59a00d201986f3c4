"""Says in a sentence what is wrong, for every webhook that means trouble. Fed by a rule; the answer goes to a queue."""


def handler(event, context):
    detail = event["detail"]
    payload = detail["payload"]
    return {"mark": detail["mark"], "text": f"{where(payload)}: {trouble(payload)}"}


def where(payload):
    repository = payload.get("repository") or {}
    return repository.get("full_name") or "somewhere"


def trouble(payload):
    for kind in ("check_run", "workflow_run"):
        run = payload.get(kind)
        if run:
            return f"{run.get('name') or kind} ended with {run.get('conclusion')}"
    return f"alert number {payload['alert']['number']}"
