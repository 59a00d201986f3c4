"""Signed requests to the platform with nothing but Python's own library.

With boto3 in the package this would be `boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=body)`: SDKs find the platform
and the role by themselves.
"""

import hashlib
import hmac
import http.client
import os
import time
import urllib.parse

PLATFORM = urllib.parse.urlsplit(os.environ["AWS_ENDPOINT_URL"])
# One connection for as long as this instance lives; a broken one is opened again by the next request.
CONNECTION = http.client.HTTPConnection(PLATFORM.netloc, timeout=2)


def call(service, method, path, body, more=()):
    """Sends a request as the function's role and returns the answer's body."""
    path = urllib.parse.quote(path, safe="/-_.~")
    headers = {
        **dict(more),
        "host": PLATFORM.netloc,
        "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
        "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-security-token": os.environ["AWS_SESSION_TOKEN"],
    }
    headers = dict(sorted(headers.items()))
    try:
        CONNECTION.request(method, path, body, {**headers, "authorization": signature(service, method, path, headers)})
        answer = CONNECTION.getresponse()
        said = answer.read()
    except (OSError, http.client.HTTPException):
        CONNECTION.close()
        raise
    if answer.status != 200:
        raise RuntimeError(f"{service}: {answer.status} {said.decode()}")
    return said


def signature(service, method, path, headers):
    """The Authorization header of Signature Version 4; the headers are all signed, in the order of their names."""
    moment, names = headers["x-amz-date"], ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = f"{method}\n{path}\n\n{lines}\n{names}\n{headers['x-amz-content-sha256']}"
    scope = f"{moment[:8]}/{os.environ['AWS_REGION']}/{service}/aws4_request"
    key = f"AWS4{os.environ['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    proof = hmac.new(key, text.encode(), "sha256").hexdigest()
    who = os.environ["AWS_ACCESS_KEY_ID"]
    return f"AWS4-HMAC-SHA256 Credential={who}/{scope}, SignedHeaders={names}, Signature={proof}"
