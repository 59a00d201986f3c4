"""Function URLs with a plain HTTP client: events, answers, cookies, CORS, streams, who may."""

import base64
import http.client
import json
import re
import urllib.parse

import pytest
from expect import create, refused
from lambdas import ECHO, TELL, UUID, make, node_runtime, zipped

NONE = {"AuthType": "NONE"}


class Site:
    """What a browser would do with a URL: its name resolves to this machine."""

    def __init__(self, server, url):
        self.server, self.url = server, url
        self.host = urllib.parse.urlsplit(url).netloc

    def __call__(self, method="GET", path="/", body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.http(method, path, body, {"Host": self.host, **headers})

    def json(self, *request, **headers):
        status, _, body = self(*request, **headers)
        assert status == 200, (status, body)
        return json.loads(body)


@pytest.fixture
def site(server, functions):
    """Makes a function with a URL: `site(source, Cors=...)`."""

    def make_site(source=ECHO, name="f", runtime=None, **more):
        if runtime:
            make(functions, name, Runtime=runtime, Code={"ZipFile": zipped({"app.js": source})}, Timeout=30)
        else:
            make(functions, name, source)
        return Site(server, functions.create_function_url_config(FunctionName=name, **NONE, **more)["FunctionUrl"])

    return make_site


def arn(account, qualifier=None):
    return f"arn:aws:lambda:us-east-1:{account}:function:f" + (f":{qualifier}" if qualifier else "")


class TestConfiguration:
    def test_is_kept(self, functions, server, account):
        make(functions)
        cors = {
            "AllowCredentials": True,
            "AllowHeaders": ["x-a"],
            "AllowMethods": ["GET", "POST"],
            "AllowOrigins": ["https://example.com"],
            "ExposeHeaders": ["x-b"],
            "MaxAge": 60,
        }
        answer = functions.create_function_url_config(FunctionName="f", AuthType="AWS_IAM", Cors=cors)
        assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 201
        url = answer.pop("FunctionUrl")
        assert re.fullmatch(rf"http://[a-z0-9]{{32}}\.lambda-url\.us-east-1\.localhost:{server.port}/", url)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", answer.pop("CreationTime"))
        assert answer == {"FunctionArn": arn(account), "AuthType": "AWS_IAM", "Cors": cors, "InvokeMode": "BUFFERED"}
        got = functions.get_function_url_config(FunctionName="f")
        assert (got["FunctionUrl"], got["Cors"], got["AuthType"], got["InvokeMode"]) == (url, cors, "AWS_IAM", "BUFFERED")
        changed = functions.update_function_url_config(FunctionName="f", AuthType="NONE", InvokeMode="RESPONSE_STREAM")
        assert (changed["FunctionUrl"], changed["Cors"]) == (url, cors)
        assert (changed["AuthType"], changed["InvokeMode"]) == ("NONE", "RESPONSE_STREAM")
        text = f"Failed to create function url config for [functionArn = {arn(account)}]. Error message:  FunctionUrlConfig exists for this Lambda function"
        with refused("ResourceConflictException", text, 409):
            functions.create_function_url_config(FunctionName="f", **NONE)
        assert functions.delete_function_url_config(FunctionName="f")["ResponseMetadata"]["HTTPStatusCode"] == 204
        with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
            functions.get_function_url_config(FunctionName="f")
        again = functions.create_function_url_config(FunctionName="f", **NONE)["FunctionUrl"]
        assert again != url

    def test_of_aliases(self, functions, server, account):
        make(functions, source="def handler(event, context):\n    return context.invoked_function_arn\n")
        functions.publish_version(FunctionName="f")
        functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
        answer = functions.create_function_url_config(FunctionName="f", Qualifier="live", **NONE)
        assert answer["FunctionArn"] == arn(account, "live")
        functions.get_waiter("published_version_active").wait(
            FunctionName="f", Qualifier="1", WaiterConfig={"Delay": 0.05, "MaxAttempts": 600}
        )
        assert Site(server, answer["FunctionUrl"]).json() == arn(account, "live")
        functions.create_function_url_config(FunctionName="f", **NONE)
        listed = functions.list_function_url_configs(FunctionName="f")["FunctionUrlConfigs"]
        assert [each["FunctionArn"] for each in listed] == [arn(account), arn(account, "live")]
        with refused("ValidationException", re.compile("'1' at 'qualifier' failed to satisfy constraint")):
            functions.create_function_url_config(FunctionName="f", Qualifier="1", **NONE)
        with refused("ResourceNotFoundException", "Function does not exist", 404):
            functions.create_function_url_config(FunctionName="g", **NONE)


class TestEvents:
    def test_a_get(self, site):
        visited = site()
        event = visited.json(
            "GET",
            "/a/b%20c?x=1&y=a%20b&x=2&z",
            User_Agent="tests",
            Cookie="one=1; two=2",
            X_Custom="ü".encode().decode("latin-1"),
        )
        domain = visited.host.rsplit(":", 1)[0]
        context = event.pop("requestContext")
        time, epoch = context.pop("time"), context.pop("timeEpoch")
        assert re.fullmatch(r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000", time) and epoch > 1_700_000_000_000
        assert UUID.fullmatch(context.pop("requestId"))
        assert context == {
            "accountId": "anonymous",
            "apiId": domain.split(".")[0],
            "domainName": domain,
            "domainPrefix": domain.split(".")[0],
            "http": {
                "method": "GET",
                "path": "/a/b%20c",
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "tests",
            },
            "routeKey": "$default",
            "stage": "$default",
        }
        headers = event.pop("headers")
        assert headers["user-agent"] == "tests" and headers["x-custom"] and "cookie" not in headers
        assert event == {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/a/b%20c",
            "rawQueryString": "x=1&y=a%20b&x=2&z",
            "cookies": ["one=1", "two=2"],
            "queryStringParameters": {"x": "1,2", "y": "a b", "z": ""},
            "isBase64Encoded": False,
        }

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_bodies(self, site, method):
        visited = site()
        event = visited.json(method, "/", b'{"a": 1}', Content_Type="application/json")
        assert (event["body"], event["isBase64Encoded"]) == ('{"a": 1}', False)
        assert event["requestContext"]["http"]["method"] == method
        raw = bytes(range(256))
        event = visited.json(method, "/", raw, Content_Type="application/octet-stream")
        assert (base64.b64decode(event["body"]), event["isBase64Encoded"]) == (raw, True)


ANSWERS = """
import json

def handler(event, context):
    answer = json.loads(event["body"]) if "body" in event else {}
    if answer == "raise":
        raise RuntimeError("boom")
    return answer
"""


class TestAnswers:
    @pytest.fixture
    def answering(self, site):
        visited = site(ANSWERS)

        def ask(answer, **headers):
            return visited("POST", "/", json.dumps(answer).encode(), Content_Type="application/json", **headers)

        return ask

    def test_whole(self, answering):
        status, headers, body = answering(
            {"statusCode": 201, "headers": {"X-Mine": "1", "Content-Type": "text/plain"}, "body": "hällo"}
        )
        assert (status, headers["x-mine"], headers["content-type"], body.decode()) == (201, "1", "text/plain", "hällo")
        assert UUID.fullmatch(headers["x-amzn-requestid"])

    def test_binary(self, answering):
        encoded = base64.b64encode(b"\x00\xff").decode()
        status, headers, body = answering(
            {"statusCode": 200, "body": encoded, "isBase64Encoded": True, "headers": {"content-type": "image/png"}}
        )
        assert (status, headers["content-type"], body) == (200, "image/png", b"\x00\xff")

    @pytest.mark.parametrize("answer", [{"a": 1}, [1, 2], "text", 7, None], ids=json.dumps)
    def test_without_a_status_it_is_the_body(self, answering, answer):
        """ "If your function returns valid JSON and doesn't return a statusCode": 200, application/json, the JSON as body."""
        status, headers, body = answering(answer)
        assert (status, headers["content-type"]) == (200, "application/json")
        assert body.decode() == (answer if isinstance(answer, str) else json.dumps(answer)) or json.loads(body) == answer

    def test_cookies(self, site, server):
        visited = site(ANSWERS)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        answer = {"statusCode": 200, "cookies": ["a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT", "b=2"], "body": ""}
        connection.request("POST", "/", json.dumps(answer), {"Host": visited.host, "Content-Type": "application/json"})
        got = connection.getresponse()
        assert got.headers.get_all("set-cookie") == answer["cookies"]
        connection.close()

    def test_failures(self, answering):
        for answer in ("raise", {"statusCode": "no number"}):
            status, _, body = answering(answer)
            assert (status, body) == (502, b"Internal Server Error"), answer

    def test_redirects_and_errors_are_the_functions_own(self, answering):
        assert answering({"statusCode": 302, "headers": {"location": "https://example.com/"}})[:2][0] == 302
        assert answering({"statusCode": 418, "body": "tea"})[::2] == (418, b"tea")


class TestCors:
    CORS = {
        "AllowOrigins": ["https://example.com"],
        "AllowMethods": ["PUT"],
        "AllowHeaders": ["x-a"],
        "MaxAge": 60,
        "ExposeHeaders": ["x-b"],
    }

    def test_preflights_are_not_the_functions_business(self, site):
        visited = site("raise RuntimeError('not run')\n", Cors=self.CORS)
        status, headers, body = visited("OPTIONS", Origin="https://example.com", Access_Control_Request_Method="PUT")
        assert (status, body) == (200, b"")
        assert headers["access-control-allow-origin"] == "https://example.com"
        assert headers["access-control-allow-methods"] == "PUT"
        assert headers["access-control-allow-headers"] == "x-a"
        assert headers["access-control-max-age"] == "60"
        _, headers, _ = visited("OPTIONS", Origin="https://evil.example", Access_Control_Request_Method="PUT")
        assert "access-control-allow-origin" not in headers

    def test_answers_say_who_may_read_them(self, site):
        visited = site(Cors=self.CORS)
        _, headers, _ = visited("GET", Origin="https://example.com")
        assert headers["access-control-allow-origin"] == "https://example.com"
        assert headers["access-control-expose-headers"] == "x-b"
        _, headers, _ = visited("GET", Origin="https://evil.example")
        assert "access-control-allow-origin" not in headers

    def test_everybody(self, site):
        visited = site(Cors={"AllowOrigins": ["*"]})
        assert visited("GET", Origin="https://example.com")[1]["access-control-allow-origin"] == "*"

    def test_without_a_configuration_it_is_the_functions_business(self, site):
        source = """
def handler(event, context):
    return {'statusCode': 200, 'headers': {'access-control-allow-origin': 'me'}}
"""
        assert site(source)("GET", Origin="https://example.com")[1]["access-control-allow-origin"] == "me"


# The first chunk leaves; the second only when the test, having read the first, says so through a queue.
STREAMED = """
const http = require('node:http');
exports.handler = awslambda.streamifyResponse(async (event, out) => {
  out = awslambda.HttpResponseStream.from(out, { statusCode: 203, headers: { 'X-Mine': 'streamed', 'Content-Type': 'text/plain' } });
  out.write('first\\n');
  await new Promise((done) => setTimeout(done, WAIT));
  if (event.rawPath === '/fail') throw new Error('boom');
  out.write('second\\n');
  out.end();
});
"""


class TestStreams:
    def test_a_chunk_comes_before_the_function_has_ended(self, site, server):
        """The function waits far longer than this test does; what is read before is the proof."""
        visited = site(STREAMED.replace("WAIT", "25000"), runtime=node_runtime(), InvokeMode="RESPONSE_STREAM")
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request("GET", "/", headers={"Host": visited.host})
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("x-mine"), answer.getheader("content-type")) == (
            203,
            "streamed",
            "text/plain",
        )
        assert answer.readline() == b"first\n"
        connection.close()

    def test_the_whole_of_it(self, site):
        visited = site(STREAMED.replace("WAIT", "1"), runtime=node_runtime(), InvokeMode="RESPONSE_STREAM")
        status, _, body = visited()
        assert (status, body) == (203, b"first\nsecond\n")

    def test_a_failure_breaks_it_off(self, site):
        visited = site(STREAMED.replace("WAIT", "1"), runtime=node_runtime(), InvokeMode="RESPONSE_STREAM")
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            visited("GET", "/fail")

    def test_more_than_a_buffered_answer_may_have(self, site):
        source = """
exports.handler = awslambda.streamifyResponse(async (event, out) => { for (let n = 0; n < 10; n++) out.write('x'.repeat(1024 * 1024)); out.end(); });
"""
        status, _, body = site(source, runtime=node_runtime(), InvokeMode="RESPONSE_STREAM")()
        assert (status, len(body)) == (200, 10 * 1024 * 1024)


class TestWhoMay:
    def test_urls_that_are_not_there(self, server, site, functions):
        visited = site()
        functions.delete_function_url_config(FunctionName="f")
        assert visited()[0] == 404
        host = visited.host.replace(visited.host[:8], "x" * 8)
        assert server.http("GET", "/", headers={"Host": host})[0] == 404

    def test_iam_wants_a_signature(self, make_server, tmp_path, account):
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        from clients import Clients

        key, secret = "AKIAIOSFODNN7EXAMPLE", "s" * 40
        config = tmp_path / "tradewind.toml"
        config.write_text(
            f"auth = 'verify'\n[[keys]]\naccess_key_id = '{key}'\nsecret_access_key = '{secret}'\naccount = '{account}'\n"
        )
        server = make_server("--config", str(config))
        functions = Clients(server, key, secret).boto3("lambda")
        make(functions, Role=f"arn:aws:iam::{account}:role/r")
        url = functions.create_function_url_config(FunctionName="f", AuthType="AWS_IAM")["FunctionUrl"]
        status, headers, body = Site(server, url)()
        assert (status, headers["x-amzn-errortype"]) == (403, "AccessDeniedException") and b"Forbidden" in body
        request = AWSRequest("GET", url, headers={"Host": urllib.parse.urlsplit(url).netloc})
        SigV4Auth(Credentials(key, secret), "lambda", "us-east-1").add_auth(request)
        status, _, body = server.http("GET", "/", headers=dict(request.headers))
        caller = json.loads(body)["requestContext"]
        assert (status, caller["accountId"]) == (200, account)
        assert caller["authorizer"]["iam"]["accessKey"] == key

    def test_throttles_are_told(self, site, functions):
        visited = site()
        functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
        status, headers, body = visited()
        assert (status, headers["x-amzn-errortype"]) == (429, "TooManyRequestsException")
        assert json.loads(body)["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"


def test_a_url_and_a_queue(site, functions, sqs):
    """Nothing special: what a webhook receiver does."""
    queue = create(sqs)
    source = """
from tell import tell

def handler(event, context):
    tell(event['body'])
    return {'statusCode': 202}
"""
    make(
        functions, "hook", source,
        files={"tell.py": TELL}, Environment={"Variables": {"QUEUE": queue}},
    )  # fmt: skip
    url = functions.create_function_url_config(FunctionName="hook", **NONE)["FunctionUrl"]
    visited = site()
    visited.host = urllib.parse.urlsplit(url).netloc
    assert visited("POST", "/hook", b"payload", Content_Type="text/plain")[0] == 202
    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    assert json.loads(message["Body"]) == "payload"
