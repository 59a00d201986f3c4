"""A rotation function as AWS's templates have it: it makes the next version of a secret in four steps."""

import datetime
import hashlib
import hmac
import http.client
import json
import os
import urllib.parse


def secrets(operation, **parameters):
    """A signed call of Secrets Manager; its answer, or None if it was refused."""
    environment = os.environ
    host = urllib.parse.urlsplit(environment["AWS_ENDPOINT_URL"]).netloc
    body = json.dumps(parameters).encode()
    now = datetime.datetime.now(datetime.timezone.utc)
    day, region = now.strftime("%Y%m%d"), environment["AWS_REGION"]
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": host,
        "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
        "x-amz-security-token": environment["AWS_SESSION_TOKEN"],
        "x-amz-target": f"secretsmanager.{operation}",
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{day}/{region}/secretsmanager/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{headers['x-amz-date']}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + environment["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in (day, region, "secretsmanager", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"{environment['AWS_ACCESS_KEY_ID']}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        read = answer.read()
        return json.loads(read or b"{}") if answer.status == 200 else None
    finally:
        connection.close()


def handler(event, context):
    secret, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    versions = secrets("DescribeSecret", SecretId=secret)["VersionIdsToStages"]
    if "AWSPENDING" not in versions[token]:
        raise ValueError("this version is not to be rotated")
    if step == "createSecret":
        if secrets("GetSecretValue", SecretId=secret, VersionId=token, VersionStage="AWSPENDING") is None:
            made = secrets("GetRandomPassword", ExcludePunctuation=True)["RandomPassword"]
            secrets(
                "PutSecretValue", SecretId=secret, ClientRequestToken=token, SecretString=made, VersionStages=["AWSPENDING"]
            )
    elif step == "finishSecret":
        current = next(each for each, stages in versions.items() if "AWSCURRENT" in stages)
        if current != token:
            move = {"VersionStage": "AWSCURRENT", "MoveToVersionId": token, "RemoveFromVersionId": current}
            secrets("UpdateSecretVersionStage", SecretId=secret, **move)
