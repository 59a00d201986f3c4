"""GitHub webhooks through a bus into queues, functions and a bucket, and what is left of them after a kill -9."""

import argparse
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from server import Server

HERE = pathlib.Path(__file__).parent
REAL = HERE.parent.parent.parent / "shared" / "data" / "github-webhooks.jsonl.gz"
BUS = "webhooks"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}

# The queue of each rule, as the template has them, and what fills it.
QUEUES = {
    "pushes": "pushes.fifo",
    "new-issues": "triage",
    "reviews": "reviews",
    "trouble": "alerts",
    "not-bots": "people",
    "everything": "audit",
}
FUNCTIONS = [
    {"function": "explain", "rule": "trouble", "fed by": "rule trouble", "results": "explained", "bucket": "webhooks"},
    {"function": "label", "rule": "new-issues", "fed by": "queue to-label", "results": "labelled"},
]

# What each rule should let through, said a second time in Python: the patterns' answers are held against it.
EXPECTED = {
    "pushes": lambda hook: hook["event"] == "push",
    "new-issues": lambda hook: hook["event"] == "issues" and hook["payload"].get("action") in ("opened", "reopened"),
    "reviews": lambda hook: hook["event"].startswith("pull_request"),
    "trouble": lambda hook: is_trouble(hook["payload"]),
    "not-bots": lambda hook: is_person(hook["payload"].get("sender")),
    "everything": lambda hook: True,
}


def is_trouble(payload):
    def member(name, key):
        value = payload.get(name)
        return value.get(key, "absent") if isinstance(value, dict) else "absent"

    number = member("alert", "number")
    return (
        member("check_run", "conclusion") in ("failure", "timed_out")
        or member("workflow_run", "conclusion") not in ("absent", "success")
        or (isinstance(number, (int, float)) and number > 0)
    )


def is_person(sender):
    return isinstance(sender, dict) and sender.get("type") == "User" and not sender.get("login", "[bot]").endswith("[bot]")


def main():
    options = arguments()
    hooks, origin = read_hooks(options.payloads)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="webhooks-", dir=options.scratch))
    server = Server(options.server, scratch / "data")
    try:
        print(f"\ntradewind answers {server.start() * 1000:.0f} ms after its start, on an empty directory: {server.endpoint}")
        cli = Cli(options.aws, server.endpoint)
        who = cli("sts", "get-caller-identity")
        print(f"aws sts get-caller-identity: account {who['Account']}, {who['Arn']}")
        print(server.deploy(HERE / "template.yaml", "Rehearsal=false"))
        first_run(cli, server, hooks, origin, scratch / "entries.json")
        second_run(server, hooks, options.seconds)
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="the tradewind binary")
    parser.add_argument("--aws", default="aws", help="the AWS CLI")
    parser.add_argument("--payloads", help="a .jsonl or .jsonl.gz file of {event, action, payload} lines")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long the second run lasts before the kill")
    parser.add_argument("--scratch", default=tempfile.gettempdir(), help="where the data directory is made (a real disk: on a tmpfs fsync costs nothing)")
    return parser.parse_args()


def read_hooks(path):
    chosen = pathlib.Path(path) if path else REAL if REAL.exists() else HERE / "functions" / "receive" / "payloads.jsonl"
    opener = gzip.open if chosen.suffix == ".gz" else open
    with opener(chosen, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()], chosen.name


class Cli:
    """The AWS CLI, as a person would call it."""

    def __init__(self, program, endpoint):
        # Said as an option: version 1 of the CLI ignores AWS_ENDPOINT_URL for SQS.
        self.command = [program, "--endpoint-url", endpoint]
        self.environment = {**os.environ, **CREDENTIALS, "AWS_PAGER": ""}

    def __call__(self, *words):
        done = subprocess.run([*self.command, *words], env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"aws {' '.join(words[:2])}: {done.stderr.strip()}")
        return json.loads(done.stdout) if done.stdout.strip() else {}


def entry(hook, mark):
    detail = {"mark": mark, "payload": hook["payload"]}
    return {"EventBusName": BUS, "Source": "github", "DetailType": hook["event"], "Detail": json.dumps(detail)}


def tens(items):
    return [items[start : start + 10] for start in range(0, len(items), 10)]


def first_run(cli, server, hooks, origin, path):
    marked = [(f"first-{number}", hook) for number, hook in enumerate(hooks)]

    def from_file(entries):
        # Ten webhooks are longer than a command line may be.
        path.write_text(json.dumps(entries))
        return f"file://{path}"

    began = time.monotonic()
    for group in tens(marked):
        answer = cli("events", "put-events", "--entries", from_file([entry(hook, mark) for mark, hook in group]))
        if answer["FailedEntryCount"]:
            raise SystemExit(f"put-events: {answer}")
    took = time.monotonic() - began
    calls = len(tens(marked))
    print(f"{len(hooks)} webhooks ({origin}) put with {calls} calls of the AWS CLI in {took:.1f} s, {took / calls * 1000:.0f} ms a call\n")

    sqs = client(server, "sqs")
    print(f"{'rule':<12} {'queue':<12} {'expected':>8} {'arrived':>8} {'read back in':>13}")
    wrong = 0
    for rule, queue in QUEUES.items():
        expected = {mark for mark, hook in marked if EXPECTED[rule](hook)}
        began = time.monotonic()
        arrived = drain(sqs, queue, lambda seen: seen >= expected)
        verdict = "" if arrived == expected else f"  WRONG: {len(expected ^ arrived)} differ"
        wrong += bool(verdict)
        spent = (time.monotonic() - began) * 1000
        print(f"{rule:<12} {queue:<12} {len(expected):>8} {len(arrived):>8} {spent:>10.0f} ms{verdict}")
    if wrong:
        raise SystemExit("the rules did not route as expected")
    first_results(cli, server, marked)


def first_results(cli, server, marked):
    """What the functions made of it: each has run for every webhook of its rule."""
    sqs = client(server, "sqs")
    print(f"\n{'function':<12} {'runtime':<12} {'fed by':<16} {'expected':>8} {'run':>8}  the first one said")
    for function in FUNCTIONS:
        expected = {mark for mark, hook in marked if EXPECTED[function["rule"]](hook)}
        said = {}
        arrived = drain(sqs, function["results"], lambda seen: seen >= expected, keep=said)
        first = min(said.items(), key=lambda item: int(item[0].partition("-")[2]), default=("", {}))[1]
        shown = first.get("text") or ", ".join(first.get("labels", []))
        name = function["function"]
        runtime = cli("lambda", "get-function-configuration", "--function-name", name)["Runtime"]
        print(f"{name:<12} {runtime:<12} {function['fed by']:<16} {len(expected):>8} {len(arrived):>8}  {shown[:60]}")
        if arrived != expected:
            raise SystemExit(f"{name} has not run as expected: {len(expected ^ arrived)} differ")
        hooks = {mark: hook for mark, hook in marked if mark in expected}
        if not_kept(server, function, hooks):
            raise SystemExit(f"{name} has not put what it got into its bucket")
    for function in FUNCTIONS:
        print(f"{function['function']}'s log: {server.report(function['function'])}")


def second_run(server, hooks, seconds):
    print(f"\nsecond run: two clients put events for {seconds:.0f} s, then kill -9 in the middle")
    acknowledged, dead = {}, threading.Event()
    clients = [threading.Thread(target=put_until, args=(server, hooks, acknowledged, dead)) for _ in range(2)]
    for thread in clients:
        thread.start()
    time.sleep(seconds)
    server.kill9()
    dead.set()
    for thread in clients:
        thread.join()
    kept = set(acknowledged)
    print(f"killed; {len(kept)} events had been acknowledged ({len(kept) / seconds:.0f}/s through boto3)")
    print(f"started again: answers after {server.start() * 1000:.0f} ms")
    sqs = client(server, "sqs")
    arrived = drain(sqs, "audit", lambda seen: seen >= kept)
    lost = kept - arrived
    print(f"read back {len(arrived)} events; acknowledged and missing: {len(lost)}")
    for function in FUNCTIONS:
        wanted = {mark for mark, hook in acknowledged.items() if EXPECTED[function["rule"]](hook)}
        # Events that were being handed over when the server died wait for their next attempt.
        run = drain(sqs, function["results"], lambda seen: seen >= wanted, patience=60)
        lost |= wanted - run
        name = function["function"]
        print(f"{name} ran for {len(run)} of them; acknowledged for it and missing: {len(wanted - run)}")
        lost |= not_kept(server, function, {mark: acknowledged[mark] for mark in wanted})
    if lost:
        raise SystemExit(f"LOST: {sorted(lost)[:5]} ...")
    if not kept:
        raise SystemExit("the second run acknowledged nothing, so it shows nothing")
    print("nothing that was acknowledged is missing")


def not_kept(server, function, hooks):
    """The marks of webhooks that are not objects in the function's bucket, whole and as they were sent. None without a bucket."""
    if "bucket" not in function:
        return set()
    s3, bucket = client(server, "s3"), function["bucket"]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    etags = {each["Key"]: each["ETag"] for page in pages for each in page.get("Contents", [])}
    missing, read = set(), {}
    for mark, hook in hooks.items():
        key = f"{mark}.json"
        etag = etags.get(key)
        # The same webhooks are sent again and again: of objects with one ETag one is read.
        if etag and etag not in read:
            read[etag] = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        if not etag or read[etag] != hook["payload"]:
            missing.add(mark)
    print(f"bucket {bucket}: {len(etags)} objects; webhooks acknowledged for {function['function']} and missing: {len(missing)}")
    return missing


def put_until(server, hooks, acknowledged, dead):
    events = client(server, "events")
    while not dead.is_set():
        for group in tens(hooks):
            marks = [str(uuid.uuid4()) for _ in group]
            entries = [entry(hook, mark) for mark, hook in zip(marks, group)]
            try:
                answer = events.put_events(Entries=entries)
            except (BotoCoreError, ClientError):
                return
            done = zip(marks, group, answer["Entries"])
            acknowledged.update({mark: hook for mark, hook, result in done if "EventId" in result})


def client(server, service):
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60)
    return boto3.client(
        service,
        endpoint_url=server.endpoint,
        region_name=CREDENTIALS["AWS_DEFAULT_REGION"],
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=config,
    )


def drain(sqs, queue, complete, patience=5, keep=None):
    """Receives and deletes until `complete` says so and the queue is empty, or nothing has come for `patience` seconds.

    Answers the marks that came; `keep` gets what functions said, by mark.
    """
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    seen, waited = set(), 0
    while True:
        wait = 0 if complete(seen) else 5
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=wait).get("Messages", [])
        waited = 0 if messages else waited + wait
        if not messages and (wait == 0 or waited >= patience):
            return seen
        bodies = [json.loads(message["Body"]) for message in messages]
        said = {body["mark"]: body for body in (said_in(body) for body in bodies)}
        seen.update(said)
        if keep is not None:
            keep.update(said)
        handles = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(messages)]
        if handles:
            sqs.delete_message_batch(QueueUrl=url, Entries=handles)


def said_in(body):
    """What a message says: an event, a function's answer in the record of its invocation, or what a function sent itself."""
    return body.get("detail") or body.get("responsePayload") or body


if __name__ == "__main__":
    main()
