"""Goes into functions: `tell(value)` sends JSON to the queue QUEUE names, signed with the credentials of the function's role."""

import datetime
import hashlib
import hmac
import http.client
import json
import os
import urllib.parse


def sqs(operation, **parameters):
    environment = os.environ
    host = urllib.parse.urlsplit(environment["AWS_ENDPOINT_URL"]).netloc
    body = json.dumps(parameters).encode()
    now = datetime.datetime.now(datetime.timezone.utc)
    day, region = now.strftime("%Y%m%d"), environment["AWS_REGION"]
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": host,
        "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
        "x-amz-security-token": environment["AWS_SESSION_TOKEN"],
        "x-amz-target": f"AmazonSQS.{operation}",
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{day}/{region}/sqs/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{headers['x-amz-date']}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + environment["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in (day, region, "sqs", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"{environment['AWS_ACCESS_KEY_ID']}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        read = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{operation}: {answer.status} {read.decode()}")
        return json.loads(read or b"{}")
    finally:
        connection.close()


def tell(value, queue=None):
    sqs("SendMessage", QueueUrl=queue or os.environ["QUEUE"], MessageBody=json.dumps(value))


def wait_for(queue):
    """Waits until there is a message and takes it."""
    while True:
        for message in sqs("ReceiveMessage", QueueUrl=queue, WaitTimeSeconds=20).get("Messages", []):
            sqs("DeleteMessage", QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            return json.loads(message["Body"])
