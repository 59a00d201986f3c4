"""Uploads by forms: boto3 signs their policies, urllib3 sends them as browsers would, and raw sockets as nobody should."""

import base64
import datetime
import hashlib
import pathlib
import socket
import time
from unittest import mock
from xml.etree import ElementTree

import pytest
import urllib3
from botocore.config import Config
from clients import REGION, SESSION, Clients
from servers import Server

KEY, SECRET = "AKIDFORMS00000000001", "a/secret+key"
# Large enough to be a file of its own when it is kept.
BODY = hashlib.shake_128(b"form").digest(300_000)
PAGE = "https://app.example.com"


@pytest.fixture(scope="module")
def strict(scratch):
    keys = scratch / "forms-keys.toml"
    keys.write_text(f'[[keys]]\naccess_key_id = "{KEY}"\nsecret_access_key = "{SECRET}"\naccount = "222222222222"\n')
    running = Server(scratch / "forms", "--auth=verify", "--credentials", str(keys)).start()
    yield running
    assert running.stop() == 0
    assert "a part of the program failed" not in running.log.read_text()


@pytest.fixture
def signer(strict):
    return Clients(strict, KEY, SECRET)


@pytest.fixture(params=["verify", "off"])
def who(request, signer, server, account):
    return signer if request.param == "verify" else Clients(server, account)


@pytest.fixture
def bucket(request, who):
    """A bucket of the test's own."""
    name = f"forms-{hashlib.sha256(request.node.name.encode()).hexdigest()[:20]}"
    who.boto3("s3").create_bucket(Bucket=name)
    return name


def presign(who, bucket, key="up/${filename}", fields=None, conditions=None, token=None, **config):
    """A form as boto3 makes it."""
    # The server by its name, of which buckets' names can be part.
    endpoint = who.server.endpoint.replace("127.0.0.1", "localhost")
    s3 = SESSION.client(
        "s3", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=who.account,
        aws_secret_access_key=who.secret, aws_session_token=token, config=Config(**config),
    )  # fmt: skip
    conditions = [{name: value} for name, value in (fields or {}).items()] + (conditions or [])
    return s3.generate_presigned_post(bucket, key, Fields=fields, Conditions=conditions or None, ExpiresIn=600)


def send(form, body=BODY, name="a b.bin", fields=None, headers=None):
    """Posts a form: status, headers and body of the answer."""
    host = form["url"].split("/")[2]
    # Not every resolver knows that all names below localhost are this machine.
    url = form["url"].replace(host, "127.0.0.1:" + host.split(":")[1], 1)
    parts = {**form["fields"], **(fields or {}), "file": (name, body, "application/x-own")}
    answer = urllib3.request("POST", url, fields=parts, headers={"Host": host, **(headers or {})}, redirect=False, retries=False)
    return answer.status, answer.headers, answer.data


def told(answer):
    """Status, code and text of an error, and all its members."""
    status, _, body = answer
    members = {each.tag: each.text for each in ElementTree.fromstring(body)}
    return status, members["Code"], members["Message"], members


@pytest.mark.parametrize("style", ["path", "virtual"])
@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_what_boto3_signs_is_taken(who, bucket, version, style):
    fields = {"acl": "bucket-owner-full-control", "Content-Type": "image/x-own", "x-amz-meta-by": "me", "x-amz-tagging": "a=1"}
    form = presign(who, bucket, fields=fields, signature_version=version, s3={"addressing_style": style})
    assert form["url"].startswith(f"http://{bucket}.localhost:") == (style == "virtual")
    status, headers, body = send(form)
    assert (status, body) == (204, b"")
    assert headers["etag"] == f'"{hashlib.md5(BODY).hexdigest()}"'
    assert headers["location"] == form["url"].rstrip("/") + "/up%2Fa%20b.bin"
    got = who.boto3("s3").get_object(Bucket=bucket, Key="up/a b.bin")
    assert got["Body"].read() == BODY
    assert (got["ContentType"], got["Metadata"], got["TagCount"]) == ("image/x-own", {"by": "me"}, 1)


def test_answers_as_the_form_asks(who, bucket):
    form = presign(who, bucket, fields={"success_action_status": "201"})
    status, headers, body = send(form, b"hello")
    assert (status, headers["content-type"]) == (201, "application/xml")
    root = ElementTree.fromstring(body)
    assert root.tag == "PostResponse"
    location = form["url"] + "/up%2Fa%20b.bin"
    want = {"Location": location, "Bucket": bucket, "Key": "up/a b.bin", "ETag": '"5d41402abc4b2a76b9719d911017c592"'}
    assert {each.tag: each.text for each in root} == want
    to = "http://app.example.com/done?x=1"
    status, headers, _ = send(presign(who, bucket, fields={"success_action_redirect": to}), b"hello")
    etag = "%225d41402abc4b2a76b9719d911017c592%22"
    assert (status, headers["location"]) == (303, f"{to}&bucket={bucket}&key=up%2Fa%20b.bin&etag={etag}")
    assert send(presign(who, bucket, fields={"success_action_status": "200"}), b"hello")[0] == 200


def test_policies(who, bucket):
    limits = [["content-length-range", 10, 1000]]
    form = presign(who, bucket, conditions=limits)
    status, code, text, members = told(send(form, b"x" * 1001))
    assert (status, code) == (400, "EntityTooLarge")
    assert (members["ProposedSize"], members["MaxSizeAllowed"]) == ("1001", "1000")
    assert told(send(form, b"x" * 9))[1] == "EntityTooSmall"
    denied = "Invalid according to Policy: "
    status, code, text, _ = told(send(form, b"x" * 10, fields={"key": "elsewhere"}))
    assert (status, code) == (403, "AccessDenied")
    assert text == denied + 'Policy Condition failed: ["starts-with", "$key", "up/"]'
    assert told(send(form, b"x" * 10, fields={"acl": "private"}))[2] == denied + "Extra input fields: acl"
    other = {"url": form["url"].replace(bucket, "other-" + bucket), "fields": form["fields"]}
    assert told(send(other, b"x" * 10))[2] == f'{denied}Policy Condition failed: ["eq", "$bucket", "{bucket}"]'
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    with mock.patch("botocore.signers.get_current_datetime", return_value=past.replace(tzinfo=None)):
        late = presign(who, bucket)
    assert told(send(late))[:3] == (403, "AccessDenied", denied + "Policy expired.")
    assert "Contents" not in who.boto3("s3").list_objects_v2(Bucket=bucket)
    assert send(form, b"x" * 1000)[0] == 204


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_signatures(signer, strict, version):
    bucket = f"forms-signed-{version}"
    signer.boto3("s3").create_bucket(Bucket=bucket)
    form = presign(signer, bucket, signature_version=version)
    policy = form["fields"]["policy"]
    wrong = presign(Clients(strict, KEY, "another"), bucket, signature_version=version)
    status, code, _, members = told(send(wrong))
    assert (status, code, members["AWSAccessKeyId"]) == (403, "SignatureDoesNotMatch", KEY)
    assert members["StringToSign"] == wrong["fields"]["policy"]
    changed = base64.b64encode(base64.b64decode(policy).replace(b'"up/"', b'""')).decode()
    assert told(send(form, fields={"policy": changed}))[1] == "SignatureDoesNotMatch"
    status, code, _, members = told(send(presign(Clients(strict, "AKIDNOBODY0000000001", SECRET), bucket, signature_version=version)))
    assert (status, code, members["AWSAccessKeyId"]) == (403, "InvalidAccessKeyId", "AKIDNOBODY0000000001")
    lacking = {"url": form["url"], "fields": {k: v for k, v in form["fields"].items() if not k.lower().endswith("signature")}}
    status, code, text, _ = told(send(lacking))
    assert (status, code) == (400, "InvalidArgument") and text.startswith("Bucket POST must contain a field named '")
    assert told(send({"url": form["url"], "fields": {"key": "k"}}))[:3] == (403, "AccessDenied", "Access Denied")
    assert "Contents" not in signer.boto3("s3").list_objects_v2(Bucket=bucket)
    assert send(form)[0] == 204


def test_users_and_temporary_credentials(signer, strict):
    bucket = "forms-users"
    signer.boto3("s3").create_bucket(Bucket=bucket)
    iam = signer.boto3("iam")
    iam.create_user(UserName="browser")
    key = iam.create_access_key(UserName="browser")["AccessKey"]
    user = Clients(strict, key["AccessKeyId"], key["SecretAccessKey"])
    assert send(presign(user, bucket, "user"))[0] == 204
    session = signer.boto3("sts").get_session_token()["Credentials"]
    guest = Clients(strict, session["AccessKeyId"], session["SecretAccessKey"])
    for version in ("s3", "s3v4"):
        form = presign(guest, bucket, f"guest-{version}", token=session["SessionToken"], signature_version=version)
        assert send(form)[0] == 204, version
    assert told(send(presign(guest, bucket, "guest-x", token="x")))[1] in ("InvalidAccessKeyId", "InvalidToken")
    stranger = Clients(strict, KEY, SECRET)
    keys = [each["Key"] for each in stranger.boto3("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert keys == ["guest-s3", "guest-s3v4", "user"]


def test_unsigned_forms(server, clients, account):
    bucket = f"forms-open-{account}"
    s3 = clients.boto3("s3")
    s3.create_bucket(Bucket=bucket)
    form = {"url": f"{server.endpoint}/{bucket}", "fields": {"key": "k"}}
    assert send(form)[0] == 204
    text = "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
    assert told(send({**form, "fields": {}}))[:3] == (400, "InvalidArgument", text)
    status, headers, body = server.http("POST", f"/{bucket}", b"{}", {"Content-Type": "multipart/form-data; boundary=X"})
    assert told((status, headers, body))[:2] == (400, "MalformedPOSTRequest")
    many = {f"x-ignore-{number}": "x" * 400 for number in range(60)}
    status, code, _, members = told(send({**form, "fields": {"key": "k", **many}}))
    assert (status, code, members["MaxPostPreDataLengthBytes"]) == (400, "MaxPostPreDataLengthExceeded", "20480")
    # What is no form is no upload: whoever signs names S3.
    host = {"Host": f"{bucket}.s3.localhost"}
    answer = server.http("POST", "/", b"key=k", {**host, "Content-Type": "application/x-www-form-urlencoded"})
    status, code, _, members = told(answer)
    assert (status, code) == (412, "PreconditionFailed")
    assert members["Condition"] == "Bucket POST must be of the enclosure-type multipart/form-data"
    assert told(server.http("POST", "/k", b"", host))[:2] == (405, "MethodNotAllowed")
    assert [each["Size"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [len(BODY)]


def test_pages_of_other_origins(server, clients, account):
    bucket = f"forms-pages-{account}"
    s3 = clients.boto3("s3")
    s3.create_bucket(Bucket=bucket)
    form = presign(clients, bucket)
    assert send(form, headers={"Origin": PAGE})[0] == 403
    rule = {"AllowedOrigins": [PAGE], "AllowedMethods": ["POST"], "ExposeHeaders": ["ETag"]}
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})
    status, headers, _ = send(form, headers={"Origin": PAGE})
    assert (status, headers["access-control-allow-origin"], headers["access-control-expose-headers"]) == (204, PAGE, "ETag")
    status, headers, _ = send(form, fields={"key": "elsewhere"}, headers={"Origin": PAGE})
    assert (status, headers["access-control-allow-origin"]) == (403, PAGE)
    assert send(form, headers={"Origin": "https://evil.example"})[0] == 403


@pytest.mark.parametrize("cut", ["connection", "boundary"])
def test_a_form_that_breaks_off_leaves_nothing(strict, signer, cut):
    bucket = f"forms-cut-{cut}"
    s3 = signer.boto3("s3")
    s3.create_bucket(Bucket=bucket)

    def kept():
        below = pathlib.Path(strict.data) / "blobs" / "objects"
        return sorted(str(each) for each in below.rglob("*") if each.is_file())

    before = kept()
    form = presign(signer, bucket)
    body, kind = urllib3.encode_multipart_formdata({**form["fields"], "file": ("f", BODY * 10)})
    # Without its last boundary the form is not whole, although the body is as long as its head says.
    sent = body[:-1000] if cut == "connection" else body[: body.rindex(b"\r\n--")]
    length = len(body) if cut == "connection" else len(sent)
    head = f"POST /{bucket} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", strict.port), timeout=60) as connection:
        connection.sendall(head.encode() + sent)
        if cut == "connection":
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    if cut == "boundary":
        assert b"<Code>MalformedPOSTRequest</Code>" in answer
    end = time.monotonic() + 10
    # What a connection that broke has left is removed when the server notices that it broke.
    while kept() != before and time.monotonic() < end:
        time.sleep(0.01)
    assert kept() == before
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket)
