"""Presigned URLs of both signature versions: good as they are, until they end, and for nobody who changed them."""

import datetime
import hashlib
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from unittest import mock
from xml.etree import ElementTree

import pytest
from botocore.config import Config
from clients import REGION, SESSION, Clients
from servers import Server

VERSIONS = ["s3", "s3v4"]


@pytest.fixture(scope="module")
def strict(scratch):
    keys = scratch / "presigned-keys.toml"
    keys.write_text('[[keys]]\naccess_key_id = "AKIDPRESIGNED0000001"\nsecret_access_key = "a/secret+key"\naccount = "222222222222"\n')
    running = Server(scratch / "presigned", "--auth=verify", "--credentials", str(keys)).start()
    yield running
    assert running.stop() == 0


@pytest.fixture(params=["verify", "off"])
def who(request, strict, server, account):
    return Clients(strict, "AKIDPRESIGNED0000001", "a/secret+key") if request.param == "verify" else Clients(server, account)


def fetch(url, method="GET", body=None, headers=None):
    # Not every resolver knows that all names below localhost are this machine.
    host = url.split("/")[2]
    url = url.replace(host, "127.0.0.1:" + host.split(":")[1], 1)
    asked = urllib.request.Request(url, data=body, method=method, headers={"Host": host, **(headers or {})})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize("style", ["path", "virtual"])
@pytest.mark.parametrize("version", VERSIONS)
def test_get_and_put(who, version, style):
    s3 = named(who, signature_version=version, s3={"addressing_style": style})
    bucket = f"presigned-{version}-{style}"
    who.boto3("s3").create_bucket(Bucket=bucket)
    put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "a b/ü+%"})
    assert put.startswith(f"http://{bucket}.localhost:") == (style == "virtual")
    assert fetch(put, "PUT", b"hello", {"Content-Type": ""})[0] == 200
    get = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b/ü+%"})
    assert fetch(get) == (200, b"hello")
    shown = {"Bucket": bucket, "Key": "a b/ü+%", "ResponseContentType": "text/x-own"}
    assert fetch(s3.generate_presigned_url("get_object", Params=shown)) == (200, b"hello")


def named(who, **config):
    """A client of the server by its name, of which buckets' names can be part."""
    return SESSION.client(
        "s3", endpoint_url=who.server.endpoint.replace("127.0.0.1", "localhost"), region_name=REGION,
        aws_access_key_id=who.account, aws_secret_access_key=who.secret, config=Config(**config),
    )  # fmt: skip


def test_what_boto3_makes_unless_told_otherwise(who):
    s3 = who.boto3("s3")
    s3.create_bucket(Bucket="presigned-by-default")
    s3.put_object(Bucket="presigned-by-default", Key="k", Body=b"hello")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "presigned-by-default", "Key": "k"})
    assert "AWSAccessKeyId=" in url
    assert fetch(url) == (200, b"hello")
    status, body = fetch(url.replace("Signature=", "Signature=x"))
    assert status == (403 if who.secret != "secret" else 200), body


@pytest.mark.parametrize("version", VERSIONS)
def test_the_end(who, version):
    s3 = who.boto3("s3", signature_version=version)
    bucket = f"presigned-{version}-end"
    who.boto3("s3").create_bucket(Bucket=bucket)
    hour_ago = time.time() - 3600
    with mock.patch("time.time", return_value=hour_ago), mock.patch(
        "botocore.auth.get_current_datetime", lambda: when(hour_ago)
    ):
        url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "k"}, ExpiresIn=60)
    status, body = fetch(url)
    assert status == 403, body
    assert b"<Code>AccessDenied</Code><Message>Request has expired</Message>" in body
    members = told(body)
    end = when(int(hour_ago) + 60).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert members["Expires"] == end and members["ServerTime"] > end
    assert members.get("X-Amz-Expires") == ("60" if version == "s3v4" else None)


def told(body):
    return {each.tag: each.text for each in ElementTree.fromstring(body)}


def when(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).replace(tzinfo=None)


@pytest.mark.parametrize("version", VERSIONS)
def test_changed(strict, version):
    who = Clients(strict, "AKIDPRESIGNED0000001", "a/secret+key")
    s3 = who.boto3("s3", signature_version=version)
    bucket = f"presigned-{version}-changed"
    plain = who.boto3("s3")
    plain.create_bucket(Bucket=bucket)
    plain.put_object(Bucket=bucket, Key="other", Body=b"secret")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "mine"})
    status, body = fetch(url.replace("mine", "other"))
    assert (status, b"SignatureDoesNotMatch" in body) == (403, True), body
    status, body = fetch(url, "DELETE")
    assert (status, b"SignatureDoesNotMatch" in body) == (403, True), body


def test_what_was_signed_is_told(strict):
    who = Clients(strict, "AKIDPRESIGNED0000001", "another secret")
    for version in VERSIONS:
        s3 = who.boto3("s3", signature_version=version)
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "b-1", "Key": "k"})
        status, body = fetch(url)
        members = told(body)
        assert (status, members["Code"], members["AWSAccessKeyId"]) == (403, "SignatureDoesNotMatch", who.account)
        assert members["SignatureProvided"] in urllib.parse.unquote(url)
        signed = members["StringToSign"]
        assert bytes.fromhex(members["StringToSignBytes"].replace(" ", "")).decode() == signed
        if version == "s3v4":
            canonical = members["CanonicalRequest"]
            assert canonical.startswith("GET\n/b-1/k\nX-Amz-Algorithm=AWS4-HMAC-SHA256&")
            assert bytes.fromhex(members["CanonicalRequestBytes"].replace(" ", "")).decode() == canonical
            assert signed.endswith(hashlib.sha256(canonical.encode()).hexdigest())
        else:
            assert "CanonicalRequest" not in members and signed.endswith("/b-1/k")
        assert b"secret" not in body
    with pytest.raises(who.boto3("s3").exceptions.ClientError) as raised:
        who.boto3("s3").list_buckets()
    assert raised.value.response["Error"]["CanonicalRequest"].startswith("GET\n/\n")
    nobody = Clients(strict, "AKIDNOBODY0000000001", "s")
    with pytest.raises(nobody.boto3("s3").exceptions.ClientError) as raised:
        nobody.boto3("s3").list_buckets()
    error = raised.value.response["Error"]
    assert (error["Code"], error["AWSAccessKeyId"]) == ("InvalidAccessKeyId", nobody.account)


def test_parameters_that_make_no_sense(strict):
    who = Clients(strict, "AKIDPRESIGNED0000001", "a/secret+key")
    s3 = who.boto3("s3", signature_version="s3v4")
    good = s3.generate_presigned_url("get_object", Params={"Bucket": "b-1", "Key": "k"}, ExpiresIn=60)
    scope = re.search("X-Amz-Credential=([^&]*)", good).group(1)
    day = re.search("X-Amz-Date=([0-9]{8})", good).group(1)
    parsing = "Error parsing the X-Amz-Credential parameter; "
    for old, new, text in (
        ("X-Amz-SignedHeaders=host", "x=y", "Query-string authentication version 4 requires the X-Amz-Algorithm, "
         "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."),
        ("X-Amz-Expires=60", "X-Amz-Expires=soon", "X-Amz-Expires should be a number"),
        ("X-Amz-Expires=60", "X-Amz-Expires=-1", "X-Amz-Expires must be non-negative"),
        ("X-Amz-Expires=60", "X-Amz-Expires=604801", "X-Amz-Expires must be less than a week (in seconds); that is, the given "
         "X-Amz-Expires must be less than 604800 seconds"),
        (scope, "AKID", parsing + 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'),
        ("%2Fs3%2F", "%2Fsqs%2F", None),
        (f"%2F{day}%2F", "%2F20200101%2F", f'{parsing}incorrect date "20200101". This date is not the same as X-Amz-Date: "{day}'),
        (f"X-Amz-Date={day}", "X-Amz-Date=2020", "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
    ):  # fmt: skip
        assert old in good
        status, body = fetch(good.replace(old, new, 1))
        if text is None:
            # Who signs for another service has not come to this one.
            assert status >= 400
            continue
        members = told(body)
        assert (status, members["Code"]) == (400, "AuthorizationQueryParametersError"), (new, body)
        assert members["Message"].startswith(text), new
    status, body = fetch(good, headers={"x-amz-acl": "private"})
    members = told(body)
    assert (status, members["Code"], members["HeadersNotSigned"]) == (403, "AccessDenied", "x-amz-acl")
