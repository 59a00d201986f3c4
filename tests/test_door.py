"""The door: requests a web page could have forged, and bytes that are no request."""

import json
import socket
import threading

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from clients import SESSION
from expect import bodies, create


def call(server, body=b"{}", target="AmazonSQS.ListQueues", **headers):
    sent = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target}
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    return server.http("POST", "/", body, sent)


class TestForgedRequests:
    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example", "http://localhost:1"]
    )
    def test_another_origin(self, server, origin):
        status, headers, _ = call(server, Origin=origin)
        assert status == 403
        assert "access-control-allow-origin" not in headers
        assert server.http("POST", "/_tradewind/clock", b"{}", {"Origin": origin})[0] == 403

    @pytest.mark.parametrize(
        "host", ["evil.example", "evil.example:4566", "127.0.0.1.evil.example", "localhost.evil.example", "10.1.2.3", ""]
    )
    def test_another_host(self, server, host):
        assert call(server, Host=host)[0] in (400, 403)
        assert server.get("/_tradewind/health", {"Host": host})[0] in (400, 403)

    @pytest.mark.parametrize(
        "host", ["localhost:4566", "127.0.0.1", "sqs.us-east-1.localhost:4566", "sqs.us-east-1.amazonaws.com", "[::1]:4566"]
    )
    def test_names_that_are_ours(self, server, host):
        assert call(server, Host=host)[0] == 200

    def test_a_simple_form_of_another_site(self, server, account):
        form = b"Action=CreateQueue&QueueName=forged&Version=2012-11-05"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
        assert server.http("POST", f"/{account}/x", form, headers)[0] == 403
        assert server.get("/?Action=ListQueues&Version=2012-11-05", {"Sec-Fetch-Site": "cross-site"})[0] == 403

    def test_origins_can_be_allowed(self, make_server):
        running = make_server("--allow-origin", "http://app.example:3000")
        status, headers, _ = call(running, Origin="http://app.example:3000")
        assert (status, headers["access-control-allow-origin"]) == (200, "http://app.example:3000")
        assert call(running, Origin="http://other.example")[0] == 403
        asked = {
            "Origin": "http://app.example:3000",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-amz-target",
        }
        status, headers, _ = running.http("OPTIONS", "/", None, asked)
        assert (status, headers["access-control-allow-headers"]) == (204, "x-amz-target")

    def test_hosts_can_be_named(self, make_server):
        running = make_server("--host-name", "tradewind.internal")
        assert call(running, Host="tradewind.internal:4566")[0] == 200
        assert call(running, Host="other.internal:4566")[0] == 403


def raw(server, *pieces, half_close=False):
    """Sends bytes as they are, and reads until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        for piece in pieces:
            connection.sendall(piece)
        answer = b""
        try:
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                answer += piece
        except OSError:
            # The server has closed the connection before it had read everything: what it had to say has come, or was lost with it.
            pass
        return answer


def head(length, *more, host="localhost", target="AmazonSQS.CreateQueue"):
    lines = ["POST / HTTP/1.1", f"Host: {host}", "Content-Type: application/x-amz-json-1.0", f"X-Amz-Target: {target}",
             "Connection: close", *([f"Content-Length: {length}"] if length is not None else []), *more]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer else None


def no_queues(server):
    """Nothing was done for the default account, whom unsigned requests are for."""
    status, _, body = call(server)
    return status == 200 and b"QueueUrls" not in body


class TestBadInput:
    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b'{"QueueName": }', b'{"QueueName": "a"} {}', b"[]", b'"text"', b"1", b"nul", b'{"QueueName": "a\x00"}', b'{"QueueName": "\xff\xfe"}',
         b'{"QueueName": "\\ud800"}', b"\xff", b'{"QueueName": 1}', b'{"QueueName": ["a"]}', b'{"QueueName": {"a": "b"}}', b'{"QueueName": true}',
         b'{"QueueName": "a", "Attributes": []}', b'{"QueueName": "a", "Attributes": {"DelaySeconds": {}}}', b'{"QueueName": "a", "tags": "x"}',
         b"[" * 100_000, b'{"QueueName":' * 100_000, b'{"QueueName": "' + b"a" * 100_000],
    )  # fmt: skip
    def test_bodies_that_are_no_input(self, server, body):
        status, headers, answer = call(server, body, "AmazonSQS.CreateQueue")
        assert status == 400, answer
        document = json.loads(answer)
        assert document["__type"]
        assert headers["x-amzn-requestid"]
        assert no_queues(server)

    @pytest.mark.parametrize(
        "body",
        [b"{", b'{"Entries": {}}', b'{"Entries": [1]}', b'{"Entries": [{"Source": 1}]}', b'{"Entries": [{"Time": "soon"}]}',
         b'{"Entries": [{"Resources": "x"}]}', b'{"Entries": [{"Detail": {}}]}', b'{"Entries": "\xc3\x28"}'],
    )  # fmt: skip
    def test_events_that_are_no_input(self, server, body):
        status, headers, answer = call(server, body, "AWSEvents.PutEvents", Content_Type="application/x-amz-json-1.1")
        assert status == 400, answer
        assert json.loads(answer)["__type"].endswith("SerializationException"), answer
        assert headers["content-type"] == "application/x-amz-json-1.1"

    def test_a_body_that_is_too_large(self, server):
        status, _, answer = call(server, b" " * ((16 << 20) + 1), "AmazonSQS.CreateQueue")
        assert status == 413, answer
        announced = raw(server, head(10 << 30, "Expect: 100-continue"))
        assert status_of(announced) == 413
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        assert status_of(raw(server, head(None, "Transfer-Encoding: chunked"), chunk * 17, b"0\r\n\r\n")) == 413
        assert no_queues(server)

    def test_headers_that_are_too_large(self, server):
        assert status_of(raw(server, head(2, "X-Long: " + "a" * 70_000), b"{}")) == 431
        assert status_of(
            raw(server, b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        ) in (414, 431)

    @pytest.mark.parametrize(
        "pieces",
        [
            (b"",),
            (b"\r\n\r\n",),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",),
            (b"GARBAGE\r\n\r\n",),
            (b"POST / HTTP/9.9\r\n\r\n",),
            (b"POST / HTTP/1.1\r\n\r\n",),
            (b"POST / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",),
            (head(None, "Transfer-Encoding: chunked"), b"ZZ\r\n"),
            (head(None, "Transfer-Encoding: chunked", "Content-Length: 3"), b"0\r\n\r\n"),
            (head("-1"), b"{}"),
            (head("two"), b"{}"),
            (head(2, "Content-Length: 3"), b"{}x"),
        ],
    )
    def test_requests_that_are_none(self, server, pieces):
        answer = raw(server, *pieces, half_close=True)
        assert status_of(answer) in (None, 400, 403, 404, 405, 431, 505), answer
        assert no_queues(server)

    @pytest.mark.parametrize("length", [0, 1, 5, 19])
    def test_truncated_requests_do_nothing(self, server, length):
        body = b'{"QueueName": "cut"}'
        answer = raw(server, head(len(body)), body[:length], half_close=True)
        assert status_of(answer) in (None, 400), answer
        for cut in (3, 20, 60, 100):
            raw(server, head(len(body))[:cut], half_close=True)
        assert no_queues(server)

    @pytest.mark.parametrize(
        "target",
        [
            "AmazonSQS.Dance",
            "AmazonSQS.",
            "AmazonSQS",
            "",
            ".",
            "Nothing.ListQueues",
            "AmazonSQS.ListQueues.x",
            "ÄmazonSQS.X",
        ],
    )
    def test_unknown_operations(self, server, target):
        status, _, body = server.http(
            "POST", "/", b"{}", {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target.encode()}
        )
        assert status in (400, 404), body
        assert json.loads(body)["__type"].endswith("UnknownOperationException"), body

    @pytest.mark.parametrize(
        ("service", "method", "title"),
        [("dynamodb", "list_tables", "DynamoDB"), ("sns", "list_topics", "Simple Notification Service"),
         ("kinesis", "list_streams", "Kinesis"), ("ec2", "describe_instances", "EC2")],
    )  # fmt: skip
    def test_services_that_are_not_there_are_named(self, clients, service, method, title):
        client = SESSION.client(
            service, endpoint_url=clients.server.endpoint, region_name="us-east-1", aws_access_key_id=clients.account,
            aws_secret_access_key="secret", config=Config(retries={"total_max_attempts": 1}),
        )  # fmt: skip
        with pytest.raises(ClientError, match=title) as raised:
            getattr(client, method)()
        assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 501)

    def test_nothing_at_all(self, server):
        for method, path in (
            ("GET", "/"),
            ("GET", "/favicon.ico"),
            ("POST", "/"),
            ("PUT", "/a/b"),
            ("DELETE", "/x"),
            ("PATCH", "/"),
            ("GET", "/?Action=ListQueues"),
        ):
            status, headers, _ = server.http(method, path)
            assert 400 <= status < 600, (method, path)
            # S3, which most paths belong to, has a name of its own for it.
            assert headers.get("x-amzn-requestid") or headers.get("x-amz-request-id"), (method, path)

    def test_many_clients_at_once_with_bad_requests_do_not_stop_a_good_one(self, server, sqs):
        url = create(sqs)
        threads = [
            threading.Thread(target=raw, args=(server, head(50), b"{"), kwargs={"half_close": True}) for _ in range(50)
        ]
        for thread in threads:
            thread.start()
        sqs.send_message(QueueUrl=url, MessageBody="m")
        for thread in threads:
            thread.join(timeout=60)
        assert bodies(sqs, url) == ["m"]
