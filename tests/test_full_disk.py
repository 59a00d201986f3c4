"""A disk without space: what clients are told, and what is there afterwards."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import urllib.parse

import pytest
from botocore.exceptions import ClientError
from clients import Clients
from expect import create, receive
from servers import Server

# Enough for an empty directory and some hundred messages, and soon full.
SPACE = "24m"
BODY = "x" * 60_000


@pytest.fixture
def small_disk(scratch):
    """A small file system of its own, where the one who runs the tests may mount one."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="small-", dir=scratch))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SPACE}", "tradewind-tests", str(path)]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True, timeout=30)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip(f"a small disk can't be mounted: {mounted.stderr.strip()}")
    yield path
    subprocess.run(["umount", "--lazy", str(path)], check=True, timeout=30)


@pytest.fixture
def server(small_disk):
    running = Server(small_disk / "data").start()
    yield running
    with contextlib.suppress(ProcessLookupError):
        running.process.kill()
    running.process.wait(timeout=30)


def fill(sqs, url):
    """Sends until a message is refused: the ids of those that were taken, and the refusal."""
    taken = []
    while len(taken) < 10_000:
        try:
            taken.append(sqs.send_message(QueueUrl=url, MessageBody=BODY)["MessageId"])
        except ClientError as error:
            return taken, error.response
    raise AssertionError("the small disk is not small")


def test_a_full_disk_refuses_and_keeps_what_it_took(small_disk, server, account):
    sqs = Clients(server, account).boto3("sqs")
    url = create(sqs)
    taken, refusal = fill(sqs, url)
    assert len(taken) > 10
    assert refusal["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert refusal["Error"]["Code"] == "ServiceUnavailable"
    assert refusal["Error"]["Message"].startswith("The disk of the server is full")

    form = urllib.parse.urlencode({"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": BODY, "QueueUrl": url})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/sqs/aws4_request",
    }
    status, _, body = server.http("POST", "/", form.encode(), headers)
    assert status == 503
    assert b"<Code>ServiceUnavailable</Code>" in body and b"The disk of the server is full" in body

    status, _, body = server.get("/_tradewind/health")
    health = json.loads(body)
    assert (status, health["status"], health["store"]["state"]) == (503, "impaired", "full")

    server.kill9()
    # Taking messages is writing too, so there has to be space for it.
    subprocess.run(["mount", "-o", "remount,size=256m", str(small_disk)], check=True, timeout=30)
    server.start()
    assert json.loads(server.get("/_tradewind/health")[2])["store"]["state"] == "ok"
    there = []
    while messages := receive(sqs, url):
        there += [message["MessageId"] for message in messages]
    assert sorted(there) == sorted(taken)
    sqs.send_message(QueueUrl=url, MessageBody="there is space again")


def space_left(path):
    told = os.statvfs(path)
    return told.f_bavail * told.f_frsize


def test_a_disk_that_is_full_in_the_middle_of_an_upload(server, small_disk):
    s3 = Clients(server, "100000000001").boto3("s3")
    s3.create_bucket(Bucket="full")
    kept = b"k" * 2_000_000
    s3.put_object(Bucket="full", Key="kept", Body=kept)
    upload = {"Bucket": "full", "Key": "parts", "UploadId": s3.create_multipart_upload(Bucket="full", Key="parts")["UploadId"]}
    before = space_left(small_disk)
    too_much = b"x" * (before + 4_000_000)
    for call, given in [
        (s3.put_object, {"Bucket": "full", "Key": "kept"}),
        (s3.put_object, {"Bucket": "full", "Key": "new"}),
        (s3.upload_part, {**upload, "PartNumber": 1}),
    ]:
        with pytest.raises(ClientError) as raised:
            call(**given, Body=too_much)
        told = raised.value.response
        assert (told["Error"]["Code"], told["ResponseMetadata"]["HTTPStatusCode"]) == ("ServiceUnavailable", 503), told
        # Nothing of it is left, and what was there is.
        assert space_left(small_disk) > before - 1_000_000
        assert s3.get_object(Bucket="full", Key="kept")["Body"].read() == kept
    assert [one["Key"] for one in s3.list_objects_v2(Bucket="full")["Contents"]] == ["kept"]
    assert "Parts" not in s3.list_parts(**upload)
    # There is room for what fits, also after a restart.
    server.kill9()
    server.start()
    s3 = Clients(server, "100000000001").boto3("s3")
    s3.put_object(Bucket="full", Key="new", Body=kept)
    assert s3.get_object(Bucket="full", Key="new")["Body"].read() == kept
