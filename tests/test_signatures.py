"""Signatures: `--auth=verify` with right and wrong ones, clocks that are off, presigned requests, and whose key it was."""

import datetime
import json
import re
import urllib.parse

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from clients import Clients
from expect import bodies, create, entry, refused
from servers import Server

KEY, SECRET, USER_KEY = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AKIAI44QH8DHBEXAMPLE"
ACCOUNT = "123456789012"
OTHERS_KEY, OTHERS = "AKIAOTHERACCOUNT0000", "222222222222"

KEYS = f"""
[[keys]]
access_key_id = "{KEY}"
secret_access_key = "{SECRET}"
account = "{ACCOUNT}"

[[keys]]
access_key_id = "{USER_KEY}"
secret_access_key = "another secret"
account = "{ACCOUNT}"
user = "alice"

[[keys]]
access_key_id = "{OTHERS_KEY}"
secret_access_key = "of somebody else"
account = "{OTHERS}"
"""


@pytest.fixture(scope="module")
def strict(scratch):
    """A server that verifies signatures."""
    keys = scratch / "keys.toml"
    keys.write_text(KEYS)
    running = Server(scratch / "strict", "--auth=verify", "--credentials", str(keys)).start()
    yield running
    running.stop()


def signed(server, body=b"{}", *, service="sqs", target="AmazonSQS.ListQueues", secret=SECRET, key=KEY, age=0, tamper=None):
    """Signs an awsJson request, as a client whose clock is wrong by `age` would, and sends it."""
    version = "1.0" if service == "sqs" else "1.1"
    headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}
    request = AWSRequest("POST", server.endpoint + "/", headers=headers, data=body)
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
    with frozen(now):
        botocore.auth.SigV4Auth(Credentials(key, secret), service, "us-east-1").add_auth(request)
    sent = dict(request.headers.items())
    if tamper:
        body = tamper(sent, body)
    status, got, answer = server.http("POST", "/", body, sent)
    return status, got, json.loads(answer)


class frozen:
    """Lets botocore sign with another time."""

    def __init__(self, now):
        self.now = now.replace(tzinfo=None)

    def __enter__(self):
        self.original = botocore.auth.get_current_datetime
        botocore.auth.get_current_datetime = lambda remove_tzinfo=True: self.now

    def __exit__(self, *_):
        botocore.auth.get_current_datetime = self.original


class TestSignatures:
    def test_a_right_signature_opens(self, strict):
        sqs = Clients(strict, KEY, SECRET).boto3("sqs")
        url = create(sqs, "signed")
        assert f"/{ACCOUNT}/" in url
        sqs.send_message(QueueUrl=url, MessageBody="ü & =/+ ~")
        assert bodies(sqs, url) == ["ü & =/+ ~"]
        events = Clients(strict, KEY, SECRET).boto3("events")
        assert events.list_rules()["Rules"] == []

    def test_the_key_says_who_calls(self, strict):
        root = Clients(strict, KEY, SECRET).boto3("sts").get_caller_identity()
        assert (root["Account"], root["Arn"]) == (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root")
        user = Clients(strict, USER_KEY, "another secret").boto3("sts").get_caller_identity()
        assert (user["Account"], user["Arn"]) == (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/alice")
        assert user["UserId"] not in ("", ACCOUNT)

    def test_a_wrong_secret(self, strict):
        clients = Clients(strict, KEY, "wrong")
        text = re.compile("^The request signature we calculated does not match the signature you provided.")
        with refused("InvalidSignatureException", text):
            clients.boto3("events").list_rules()
        with refused("SignatureDoesNotMatch", text, status=403):
            clients.boto3("sts").get_caller_identity()
        with pytest.raises(ClientError, match="signature we calculated does not match"):
            clients.boto3("sqs").list_queues()

    def test_an_unknown_key(self, strict):
        clients = Clients(strict, "AKIAUNKNOWNUNKNOWN00", SECRET)
        text = "The security token included in the request is invalid."
        with refused("UnrecognizedClientException", text):
            clients.boto3("events").list_rules()
        with refused("InvalidClientTokenId", text, status=403):
            clients.boto3("sts").get_caller_identity()
        with pytest.raises(ClientError, match=re.escape(text)) as raised:
            clients.boto3("sqs").list_queues()
        assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 403)

    def test_no_signature(self, strict):
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSEvents.ListRules"}
        status, _, body = strict.http("POST", "/", b"{}", headers)
        assert status in (400, 403)
        assert json.loads(body)["__type"].endswith("MissingAuthenticationTokenException")

    def test_a_wrong_clock(self, strict):
        assert signed(strict, age=240)[0] == 200
        assert signed(strict, age=-240)[0] == 200
        for age, words in ((1000, "is now earlier than"), (-1000, "is still later than")):
            status, _, document = signed(strict, service="events", target="AWSEvents.ListRules", age=age)
            assert status in (400, 403)
            assert "Signature" in document["__type"]
            assert words in document.get("message", document.get("Message"))

    def test_what_was_signed_is_what_counts(self, strict):
        def other_body(headers, body):
            return b'{"QueueNamePrefix": "x"}'

        def other_target(headers, body):
            headers["X-Amz-Target"] = "AmazonSQS.CreateQueue"
            return body

        def other_date(headers, body):
            headers["X-Amz-Date"] = headers["X-Amz-Date"][:-2] + "0Z"
            return body

        def another_region(headers, body):
            headers["Authorization"] = headers["Authorization"].replace("us-east-1", "eu-west-1")
            return body

        assert signed(strict)[0] == 200
        for tamper in (other_body, other_target, another_region):
            status, _, document = signed(strict, tamper=tamper)
            assert status in (400, 403), tamper.__name__
            assert "Signature" in document["__type"], tamper.__name__

    def test_a_broken_authorization_header(self, strict):
        for header in ("", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0",
                       f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/us-east-1/sqs/aws4_request", "AWS AKIA:sig"):  # fmt: skip

            def replace(headers, body, header=header):
                headers["Authorization"] = header
                return body

            status, _, document = signed(strict, tamper=replace)
            assert 400 <= status < 404, header
            assert document["__type"], header

    def test_the_wrong_service_in_the_scope(self, strict):
        status, _, document = signed(strict, service="s3")
        assert 400 <= status < 600 and status != 404
        assert status != 200 and document

    def test_temporary_credentials_are_not_known_yet(self, strict):
        request = AWSRequest("POST", strict.endpoint + "/", headers={"X-Amz-Target": "AmazonSQS.ListQueues"}, data=b"{}")
        botocore.auth.SigV4Auth(Credentials(KEY, SECRET, "token"), "sqs", "us-east-1").add_auth(request)
        status, _, _ = strict.http("POST", "/", b"{}", dict(request.headers.items()))
        assert status in (400, 403)

    def test_presigned_requests(self, strict):
        sqs = Clients(strict, KEY, SECRET).boto3("sqs")
        url = create(sqs, "presigned")

        def presign(secret=SECRET, expires=60, age=0):
            form = urllib.parse.urlencode({"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": "by link"})
            request = AWSRequest("GET", f"{url}?{form}")
            now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
            with frozen(now):
                botocore.auth.SigV4QueryAuth(Credentials(KEY, secret), "sqs", "us-east-1", expires=expires).add_auth(request)
            path = request.url.removeprefix(strict.endpoint)
            return strict.get(path)

        status, _, body = presign()
        assert status == 200, body
        assert bodies(sqs, url) == ["by link"]
        assert presign(secret="wrong")[0] == 403
        assert presign(expires=60, age=61)[0] in (400, 403)
        assert presign(expires=600, age=500)[0] == 200
        assert len(bodies(sqs, url)) == 1

    def test_a_key_is_confined_to_its_account(self, strict):
        others = Clients(strict, OTHERS_KEY, "of somebody else")
        url = create(others.boto3("sqs"), "theirs")
        bus = others.boto3("events").create_event_bus(Name="theirs")["EventBusArn"]
        queue = f"arn:aws:sqs:us-east-1:{OTHERS}:theirs"

        def text(user, action, resource):
            return (
                f"User: arn:aws:iam::{ACCOUNT}:{user} is not authorized to perform: {action} on resource: {resource} "
                f"because no resource-based policy allows the {action} action"
            )

        for clients, user in ((Clients(strict, KEY, SECRET), "root"), (Clients(strict, USER_KEY, "another secret"), "user/alice")):
            sqs, events = clients.boto3("sqs"), clients.boto3("events")
            with refused("AccessDenied", text(user, "sqs:sendmessage", queue)):
                sqs.send_message(QueueUrl=url, MessageBody="m")
            with refused("AccessDenied", text(user, "sqs:getqueueurl", queue)):
                sqs.get_queue_url(QueueName="theirs", QueueOwnerAWSAccountId=OTHERS)
            with refused("AccessDenied", text(user, "sqs:deletequeue", queue)):
                sqs.delete_queue(QueueUrl=url)
            with refused("AccessDeniedException", text(user, "events:PutEvents", bus)):
                events.put_events(Entries=[entry(EventBusName=bus)])
            with refused("AccessDeniedException", text(user, "events:PutRule", bus)):
                events.put_rule(Name="r", EventBusName=bus, ScheduleExpression="rate(1 hour)")
        assert bodies(others.boto3("sqs"), url) == []

    def test_sigv4a_is_refused_by_name(self, strict, server):
        header = f"AWS4-ECDSA-P256-SHA256 Credential={KEY}/20260101/sqs/aws4_request, SignedHeaders=host, Signature=00"
        for each in (strict, server):
            headers = {
                "Authorization": header,
                "X-Amz-Target": "AmazonSQS.ListQueues",
                "Content-Type": "application/x-amz-json-1.0",
            }
            status, _, body = each.http("POST", "/", b"{}", headers)
            assert 400 <= status < 600
            assert b"AWS4-ECDSA-P256-SHA256" in body

    def test_secrets_do_not_stand_in_the_log(self, strict):
        log = strict.log.read_text()
        assert SECRET not in log and "another secret" not in log and "of somebody else" not in log
