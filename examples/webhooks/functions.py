"""The functions of the example: made with the AWS CLI, fed by a rule and by a queue."""

import io
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).parent / "functions"
ROLE = "arn:aws:iam::000000000000:role/webhooks"


def chosen():
    """Functions that can run here, each with its runtime, and a sentence about those that can't."""
    able, left_out = [], []
    for function in json.loads(HERE.with_suffix(".json").read_text()):
        runtime = runtimes()[function["language"]]
        if runtime:
            able.append({**function, "runtime": runtime})
        else:
            left_out.append(f"{function['language']} is not installed, so the function {function['function']} is left out")
    return able, left_out


def runtimes():
    return {"python": f"python3.{sys.version_info.minor}", "node": node()}


def node():
    found = shutil.which("node") or shutil.which("nodejs")
    if found is None:
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    return f"nodejs{version.lstrip('v').split('.')[0]}.x"


def package(folder, path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            if each.is_file():
                archive.write(each, each.name)
    path.write_bytes(out.getvalue())
    return f"fileb://{path}"


def create(cli, function, bus, scratch):
    """The function with a queue for its results and perhaps a bucket, fed by its rule directly or through a queue of its own."""
    name = function["function"]
    results, results_arn = queue(cli, function["results"])
    variables = {function["results"].upper(): results}
    if "bucket" in function:
        cli("s3api", "create-bucket", "--bucket", function["bucket"])
        variables["BUCKET"] = function["bucket"]
    cli(
        "lambda", "create-function", "--function-name", name, "--runtime", function["runtime"], "--role", ROLE,
        "--handler", function["handler"], "--environment", json.dumps({"Variables": variables}), "--timeout", "3",
        "--zip-file", package(HERE / name, scratch / f"{name}.zip"),
    )  # fmt: skip
    cli("lambda", "wait", "function-active-v2", "--function-name", name)
    if "queue" in function:
        # What a killed server had in hand comes again after this.
        _, fed_by = queue(cli, function["queue"], "--attributes", "VisibilityTimeout=6")
        cli(
            "lambda", "create-event-source-mapping", "--function-name", name, "--event-source-arn", fed_by,
            "--function-response-types", "ReportBatchItemFailures",
        )  # fmt: skip
        return attach(cli, bus, function, fed_by)
    destination = {"OnSuccess": {"Destination": results_arn}}
    cli(
        "lambda",
        "put-function-event-invoke-config",
        "--function-name",
        name,
        "--destination-config",
        json.dumps(destination),
    )
    arn = cli("lambda", "get-function-configuration", "--function-name", name)["FunctionArn"]
    cli(
        "lambda", "add-permission", "--function-name", name, "--statement-id", "rule", "--action", "lambda:InvokeFunction",
        "--principal", "events.amazonaws.com",
    )  # fmt: skip
    attach(cli, bus, function, arn)


def queue(cli, name, *more):
    """A queue's URL and ARN."""
    url = cli("sqs", "create-queue", "--queue-name", name, *more)["QueueUrl"]
    return url, cli("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "QueueArn")["Attributes"][
        "QueueArn"
    ]


def attach(cli, bus, function, arn):
    target = json.dumps([{"Id": function["function"], "Arn": arn}])
    refused = cli("events", "put-targets", "--event-bus-name", bus, "--rule", function["rule"], "--targets", target)
    if refused["FailedEntryCount"]:
        raise SystemExit(f"put-targets: {refused}")


def fed_by(function):
    return f"queue {function['queue']}" if "queue" in function else f"rule {function['rule']}"


def result(body):
    """What a function said: its answer in a record of its invocation, or the message it sent itself."""
    return body["responsePayload"] if "responsePayload" in body else body
