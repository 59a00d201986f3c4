"""S3: buckets as sites, and pages of other origins that use buckets, as a browser sees them."""

import json

import pytest
from clients import Clients

PAGE = "https://app.example.com"


@pytest.fixture
def s3(clients):
    return clients.boto3("s3", s3={"addressing_style": "path"})


@pytest.fixture
def bucket(s3, account):
    name = f"site-{account}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def visit(server, bucket):
    def visit(path="/", method="GET", host="s3-website.localhost", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return server.http(method, path, None, {"Host": f"{bucket}.{host}:{server.port}", **headers})

    return visit


@pytest.fixture
def site(s3, bucket):
    s3.put_bucket_website(
        Bucket=bucket,
        WebsiteConfiguration={
            "IndexDocument": {"Suffix": "index.html"},
            "ErrorDocument": {"Key": "error.html"},
            "RoutingRules": [
                {"Condition": {"KeyPrefixEquals": "docs/"}, "Redirect": {"ReplaceKeyPrefixWith": "documents/"}},
                {
                    "Condition": {"HttpErrorCodeReturnedEquals": "404", "KeyPrefixEquals": "gone/"},
                    "Redirect": {"HostName": "old.example.com", "Protocol": "https", "HttpRedirectCode": "307"},
                },
            ],
        },
    )
    for key, kind in (("index.html", "text/html"), ("a/index.html", "text/html"), ("b c.txt", "text/plain")):
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode(), ContentType=kind, Metadata={"by": "me"})


class TestSites:
    def test_pages(self, visit, site):
        for path, body, kind in (
            ("/", b"index.html", "text/html"),
            ("/a/", b"a/index.html", "text/html"),
            ("/b%20c.txt?x=1", b"b c.txt", "text/plain"),
        ):
            status, headers, got = visit(path)
            assert (status, got, headers["content-type"]) == (200, body, kind)
            assert headers["content-length"] == str(len(body)) and headers["x-amz-meta-by"] == "me"
        for host in ("s3-website-us-east-1.amazonaws.com", "s3-website.us-east-1.amazonaws.com"):
            assert visit("/", host=host)[2] == b"index.html"

    def test_a_large_page_and_a_part_of_it(self, s3, bucket, visit, site):
        body = bytes(range(256)) * 8192
        s3.put_object(Bucket=bucket, Key="large", Body=body)
        status, headers, got = visit("/large")
        assert (status, got) == (200, body)
        status, headers, got = visit("/large", range="bytes=1-3")
        assert (status, got, headers["content-range"]) == (206, b"\x01\x02\x03", f"bytes 1-3/{len(body)}")
        status, headers, got = visit("/large", "HEAD")
        assert (status, got, headers["content-length"]) == (200, b"", str(len(body)))
        assert visit("/large", if_none_match=headers["etag"])[0] == 304

    def test_redirects(self, s3, bucket, visit, site):
        s3.put_object(Bucket=bucket, Key="moved", Body=b"", WebsiteRedirectLocation="/b%20c.txt")
        for path, status, location in (
            ("/a", 302, "/a/"),
            ("/docs/x.html", 301, "http://{host}/documents/x.html"),
            ("/gone/x", 307, "https://old.example.com/gone/x"),
            ("/moved", 301, "/b%20c.txt"),
        ):
            got, headers, _ = visit(path)
            assert got == status, path
            tail = location.replace("http://{host}", "")
            assert headers["location"].endswith(tail), path

    def test_everything_elsewhere(self, s3, bucket, visit):
        to = {"RedirectAllRequestsTo": {"HostName": "example.com", "Protocol": "https"}}
        s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=to)
        status, headers, body = visit("/x/y")
        assert (status, headers["location"], body) == (301, "https://example.com/x/y", b"")

    def test_errors(self, s3, bucket, visit, site, server):
        status, headers, body = visit("/none%3Cb%3E")
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert headers["x-amz-error-code"] == "NoSuchKey"
        assert headers["x-amz-error-message"] == "The specified key does not exist."
        page = body.decode()
        assert page.startswith("<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n")
        assert "<li>Key: none&lt;b&gt;</li>" in page and "<b>" not in page
        assert "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>" in page
        s3.put_object(Bucket=bucket, Key="error.html", Body=b"oh", ContentType="text/html")
        status, headers, body = visit("/none")
        assert (status, body, headers["x-amz-error-detail-key"]) == (404, b"oh", "none")
        assert visit("/", "POST")[0] == 405

    def test_what_is_no_site(self, server, bucket):
        for host, code in ((bucket, "NoSuchWebsiteConfiguration"), ("there-is-none", "NoSuchBucket")):
            got = server.http("GET", "/", None, {"Host": f"{host}.s3-website.localhost"})
            assert (got[0], got[1]["x-amz-error-code"]) == (404, code)

    def test_the_command_line_makes_one(self, clients, s3, bucket, visit):
        clients.aws("s3", "website", f"s3://{bucket}", "--index-document", "home.html")
        s3.put_object(Bucket=bucket, Key="home.html", Body=b"home")
        assert visit("/")[2] == b"home"

    def test_links_from_other_pages_lead_to_sites_and_nothing_else(self, visit, site, server, bucket):
        assert visit("/", sec_fetch_site="cross-site")[0] == 200
        headers = {"Host": f"localhost:{server.port}", "Sec-Fetch-Site": "cross-site"}
        assert server.http("GET", f"/{bucket}/index.html", None, headers)[0] == 403
        assert b"NoSuchKey" in visit("/_tradewind/clock")[2]


class TestPages:
    @pytest.fixture
    def rules(self, s3, bucket):
        rule = {
            "AllowedOrigins": [PAGE],
            "AllowedMethods": ["GET", "PUT"],
            "AllowedHeaders": ["content-*"],
            "ExposeHeaders": ["ETag"],
            "MaxAgeSeconds": 60,
        }
        s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})

    @pytest.fixture
    def ask(self, server, bucket):
        def ask(method, origin=PAGE, to=None, path=None, body=None, host=None, **more):
            headers = {"Origin": origin, **{name.replace("_", "-"): value for name, value in more.items()}}
            if host:
                headers["Host"] = host
            if to:
                headers["Access-Control-Request-Method"] = to
            return server.http(method, path or f"/{bucket}/k", body, headers)

        return ask

    def test_what_browsers_ask_first(self, ask, rules, bucket):
        for host, path in ((None, None), (f"{bucket}.s3.localhost", "/k")):
            status, headers, body = ask(
                "OPTIONS", to="PUT", host=host, path=path, access_control_request_headers="Content-Type"
            )
            assert (status, body) == (200, b"")
            told = {name: value for name, value in headers.items() if name.startswith("access-control") or name == "vary"}
            assert told == {
                "access-control-allow-origin": PAGE,
                "access-control-allow-methods": "GET, PUT",
                "access-control-allow-headers": "content-type",
                "access-control-expose-headers": "ETag",
                "access-control-max-age": "60",
                "access-control-allow-credentials": "true",
                "vary": "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
            }

    def test_refusals(self, ask, s3, bucket, rules):
        for origin, to, more in (
            ("https://evil.example", "GET", {}),
            (PAGE, "DELETE", {}),
            (PAGE, "PUT", {"access_control_request_headers": "x-other"}),
        ):
            status, headers, body = ask("OPTIONS", origin, to, **more)
            assert status == 403 and "access-control-allow-origin" not in headers
            assert b"<Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed." in body
        s3.delete_bucket_cors(Bucket=bucket)
        body = ask("OPTIONS", to="GET")[2]
        assert b"<Message>CORSResponse: CORS is not enabled for this bucket.</Message>" in body
        assert b"<Method>GET</Method><ResourceType>OBJECT</ResourceType>" in body
        assert b"CORSResponse: Bucket not found" in ask("OPTIONS", to="GET", path="/there-is-none/k")[2]

    def test_calls(self, ask, s3, bucket, rules):
        status, headers, _ = ask("PUT", body=b"text")
        assert (status, headers["access-control-allow-origin"]) == (200, PAGE)
        status, headers, body = ask("GET")
        assert (status, body, headers["access-control-expose-headers"]) == (200, b"text", "ETag")
        status, headers, _ = ask("GET", path=f"/{bucket}/none")
        assert (status, headers["access-control-allow-origin"]) == (404, PAGE)

    def test_what_no_rule_allows_stays_forbidden(self, ask, s3, bucket, rules, server):
        s3.put_object(Bucket=bucket, Key="k", Body=b"text")
        other = f"other-{bucket}"
        s3.create_bucket(Bucket=other)
        s3.put_object(Bucket=other, Key="k", Body=b"secret")
        for request in (
            ("DELETE",),
            ("GET", "https://evil.example"),
            ("GET", PAGE, None, f"/{other}/k"),
            ("GET", PAGE, None, "/"),
            ("POST", PAGE, None, "/?Action=ListQueues&Version=2012-11-05"),
        ):
            status, headers, body = ask(*request)
            assert status == 403 and b"may not call this server" in body, request
            assert "access-control-allow-origin" not in headers
        # Nor may it bring another bucket's objects here, or come by a name of its own.
        assert ask("PUT", x_amz_copy_source=f"/{other}/k")[0] == 403
        assert ask("GET", host="evil.example")[0] == 403
        assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"text"

    def test_sites(self, visit, site, rules):
        assert visit("/", origin=PAGE)[1]["access-control-allow-origin"] == PAGE
        assert "access-control-allow-origin" not in visit("/", origin="https://evil.example")[1]
        assert visit("/", "OPTIONS", origin=PAGE, access_control_request_method="GET")[0] == 200


class TestVerified:
    def test_unknown_visitors_see_what_the_policy_lets_everybody_see(self, make_server, scratch):
        keys = scratch / "website-keys.toml"
        keys.write_text('[[keys]]\naccess_key_id = "AKIDWEBSITE000000001"\nsecret_access_key = "s"\naccount = "222222222222"\n')
        server = make_server("--auth=verify", "--credentials", str(keys))
        s3 = Clients(server, "AKIDWEBSITE000000001", "s").boto3("s3", s3={"addressing_style": "path"})
        s3.create_bucket(Bucket="public")
        s3.put_object(Bucket="public", Key="index.html", Body=b"hello")
        s3.put_bucket_website(Bucket="public", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})

        def visit(path):
            return server.http("GET", path, None, {"Host": "public.s3-website.localhost"})

        assert visit("/")[0] == 403
        s3.delete_public_access_block(Bucket="public")
        statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::public/*"}
        s3.put_bucket_policy(Bucket="public", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        assert visit("/")[2] == b"hello"
        # Who may not list does not learn what is not there.
        assert visit("/none")[1]["x-amz-error-code"] == "AccessDenied"
