//! S3's protocol at the socket: how buckets are named, bodies on their way, what is refused and how.

use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};
use tradewind::config::{Auth, Key, Layer, Size};
use tradewind_clock::Clock;
use tradewind_wire::sigv4::{Carrier, ChunkSigner, Claim, Credential, Request, Signer, SigningKey, presign, sign};

use crate::bin::register;
use crate::raw::{Raw, Reply, ask, request};
use crate::server::{TestServer, start_with};

async fn start(layer: Layer) -> TestServer {
    start_with(tempfile::tempdir().unwrap(), layer, register).await
}

const SCOPE: &str = "AWS4-HMAC-SHA256 Credential=123456789012/20260102/eu-west-1/s3/aws4_request,";

/// SHA-256 of `hello`.
const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

fn signed(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> String {
    request(method, target, &[&[("Authorization", SCOPE)], headers].concat(), body)
}

/// The code of an error, which is written as S3's are.
fn code(reply: &Reply) -> String {
    assert_eq!(reply.header("content-type"), Some("application/xml"), "{reply:?}");
    let id = reply.header("x-amz-request-id").unwrap();
    assert_eq!(id.len(), 16);
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>";
    let rest = reply.body.strip_prefix(start).unwrap_or_else(|| panic!("{reply:?}"));
    let host = reply.header("x-amz-id-2").unwrap();
    assert!(rest.ends_with(&format!("<RequestId>{id}</RequestId><HostId>{host}</HostId></Error>")), "{rest}");
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn buckets_are_named_by_hosts_and_paths() {
    let server = start(Layer::default()).await;
    for (target, host, sign, bucket, key) in [
        ("/photos/a%20b/c+d", "localhost", true, "photos", "a b/c+d"),
        ("/photos/a", "localhost", false, "photos", "a"),
        ("/photos//a/", "s3.localhost:4566", false, "photos", "/a/"),
        ("/a/b", "photos.s3.localhost:4566", false, "photos", "a/b"),
        ("/a", "my.photos.s3.eu-west-1.localhost", false, "my.photos", "a"),
        ("/a", "photos.s3.amazonaws.com", true, "photos", "a"),
        ("/a", "photos.localhost:4566", true, "photos", "a"),
        ("//", "lambda.s3.localhost", false, "lambda", "/"),
    ] {
        let lines = [("Authorization", SCOPE), ("Host", host)];
        let lines = if sign { &lines[..] } else { &lines[1..] };
        let reply = ask(server.address(), request("PUT", target, lines, "hello")).await;
        assert_eq!(reply.status, 200, "{host}{target}: {reply:?}");
        assert_eq!((reply.header("x-bucket"), reply.header("x-key")), (Some(bucket), Some(key)), "{host}{target}");
        assert_eq!((reply.header("x-received"), reply.header("content-type")), (Some("5"), None));
        assert!(reply.header("x-amzn-requestid").is_none());
    }
    let copy = ask(server.address(), signed("PUT", "/photos/a", &[("x-amz-copy-source", "/photos/b")], "")).await;
    assert!(copy.body.contains("<Copied>a</Copied>"), "{copy:?}");
    let list = ask(server.address(), signed("GET", "/", &[], "")).await;
    assert!(list.body.contains("<Copied>account</Copied>"), "{list:?}");
    // What is nobody's stays so.
    assert_eq!(ask(server.address(), request("GET", "/", &[], "")).await.status, 404);
}

#[tokio::test]
async fn a_body_is_what_its_head_says() {
    let server = start(Layer::default()).await;
    let put = |lines: &[(&str, &str)], body: &str| {
        let request = signed("PUT", "/photos/a", lines, body);
        async { ask(server.address(), request).await }
    };
    let fine = put(&[("x-amz-content-sha256", HELLO)], "hello").await;
    assert_eq!((fine.status, fine.header("x-received")), (200, Some("5")));
    let wrong = put(&[("x-amz-content-sha256", HELLO)], "hellO").await;
    assert_eq!((wrong.status, code(&wrong).as_str()), (400, "XAmzContentSHA256Mismatch"));
    assert!(wrong.body.contains(&format!("<ClientComputedContentSHA256>{HELLO}</ClientComputedContentSHA256>")));
    let odd = put(&[("x-amz-content-sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")], "hello").await;
    assert_eq!((odd.status, code(&odd).as_str()), (400, "InvalidArgument"));
    // No length at all.
    let mut client = Raw::connect(server.address()).await;
    client.send(format!("PUT /photos/a HTTP/1.1\r\nHost: localhost\r\nAuthorization: {SCOPE}\r\n\r\n")).await;
    let none = client.reply().await.unwrap();
    assert_eq!((none.status, code(&none).as_str()), (411, "MissingContentLength"));
    // A length that is a lie.
    let mut client = Raw::connect(server.address()).await;
    let long = signed("PUT", "/photos/a", &[], "hello").replace("Content-Length: 5", "Content-Length: 6");
    client.send(long).await;
    client.finish().await;
    if let Some(reply) = client.reply().await {
        assert_eq!((reply.status, code(&reply).as_str()), (400, "IncompleteBody"));
    }
}

fn chunked(body: &str, lines: &[(&str, &str)]) -> String {
    let always = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "5"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
    ];
    signed("PUT", "/photos/a", &[&always, lines].concat(), body)
}

#[tokio::test]
async fn chunks_and_what_follows_them_are_taken_off() {
    let server = start(Layer::default()).await;
    let body = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    let reply = ask(server.address(), chunked(body, &[])).await;
    assert_eq!((reply.status, reply.header("x-received")), (200, Some("5")), "{reply:?}");
    assert_eq!((reply.header("x-announced"), reply.header("x-encoding")), (Some("5"), None));
    assert_eq!(reply.header("x-crc32"), Some("NhCmhg=="));
    for (from, to, fault) in [
        ("5\r\nhello", "4\r\nhell", "IncompleteBody"),
        ("hello\r\n0", "hello0", "IncompleteBody"),
        ("x-amz-checksum-crc32", "x-amz-checksum-sha1", "MalformedTrailerError"),
        ("5\r\nhello", "2\r\nhe\r\n3\r\nllo", "InvalidChunkSizeError"),
    ] {
        let reply = ask(server.address(), chunked(&body.replacen(from, to, 1), &[])).await;
        assert_eq!(code(&reply), fault, "{to:?}");
    }
    // The same for what is read as a whole.
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    let length = tags.len().to_string();
    let lines =
        [("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", &length)];
    let framed = format!("{:x}\r\n{tags}\r\n0\r\n\r\n", tags.len());
    let reply = ask(server.address(), signed("PUT", "/photos/a?tagging", &lines, &framed)).await;
    assert!(reply.body.contains("<Copied>b</Copied>"), "{reply:?}");
}

#[tokio::test]
async fn xml_that_is_none_is_refused() {
    let server = start(Layer { max_body: Some(Size(10_000)), ..Layer::default() }).await;
    let tag = |body: &str| {
        let request = signed("PUT", "/photos/a?tagging", &[], body);
        async { ask(server.address(), request).await }
    };
    let bomb = "<!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Tagging>&b;</Tagging>";
    for (body, status, fault) in [
        (bomb, 400, "MalformedXML"),
        ("<Tagging><TagSet>", 400, "MalformedXML"),
        ("<Other/>", 400, "MalformedXML"),
        ("", 400, "MissingRequestBodyError"),
        (&"<a>".repeat(3_000), 400, "MalformedXML"),
        (&"x".repeat(10_001), 400, "MaxMessageLengthExceeded"),
    ] {
        let reply = tag(body).await;
        assert_eq!((reply.status, code(&reply).as_str()), (status, fault), "{body:.40}");
    }
    let absent = ask(server.address(), signed("POST", "/photos/a?restore", &[], "")).await;
    assert_eq!((absent.status, code(&absent).as_str()), (501, "NotImplemented"));
    let unknown = ask(server.address(), signed("DELETE", "/photos/a", &[], "")).await;
    assert_eq!((unknown.status, code(&unknown).as_str()), (405, "MethodNotAllowed"));
    let odd = ask(server.address(), signed("PUT", "/photos/%ff", &[], "")).await;
    assert_eq!((odd.status, code(&odd).as_str()), (400, "InvalidURI"));
    let old = request("GET", "/photos/5", &[("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:c2ln")], "");
    assert_eq!(code(&ask(server.address(), old).await), "InvalidRequest");
}

#[tokio::test]
async fn a_go_ahead_is_given_to_whoever_is_welcome() {
    let server = start(Layer::default()).await;
    let lines = [("Expect", "100-continue")];
    let head = |key: &str| {
        let whole = signed("PUT", &format!("/photos/{key}"), &lines, "hello");
        whole.strip_suffix("hello").unwrap().to_owned()
    };
    let mut client = Raw::connect(server.address()).await;
    client.send(head("a")).await;
    assert!(client.until("\r\n\r\n").await.unwrap().starts_with("HTTP/1.1 100"));
    client.send("hello").await;
    assert_eq!(client.reply().await.unwrap().header("x-received"), Some("5"));
    let mut client = Raw::connect(server.address()).await;
    client.send(head("refuse")).await;
    let reply = client.reply().await.unwrap();
    assert_eq!((reply.status, code(&reply).as_str()), (404, "NoSuchBucket"));
    assert!(reply.body.contains("<BucketName>photos</BucketName>"));
    // Who sends in any case is heard out, and the connection is good for more.
    let mut client = Raw::connect(server.address()).await;
    client.send(signed("PUT", "/photos/refuse", &[], &"x".repeat(3 << 20))).await;
    assert_eq!(client.reply().await.unwrap().status, 404);
    client.send(signed("PUT", "/photos/a", &[], "hello")).await;
    assert_eq!(client.reply().await.unwrap().status, 200);
}

#[tokio::test]
async fn objects_come_with_their_length_and_heads_without_a_body() {
    let server = start(Layer::default()).await;
    let got = ask(server.address(), signed("GET", "/photos/1000000", &[], "")).await;
    assert_eq!((got.status, got.body.len()), (206, 1_000_000));
    assert_eq!((got.header("content-length"), got.header("transfer-encoding")), (Some("1000000"), None));
    assert_eq!(got.header("content-type"), Some("binary/octet-stream"));
    let mut client = Raw::connect(server.address()).await;
    client.send(signed("HEAD", "/photos/1000000", &[], "")).await;
    let head = client.until("\r\n\r\n").await.unwrap().to_ascii_lowercase();
    assert!(head.contains("content-length: 1000000"), "{head}");
    client.send(signed("HEAD", "/photos/none", &[], "")).await;
    let head = client.until("\r\n\r\n").await.unwrap();
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    // Nothing stood between the answers.
    client.send(signed("GET", "/photos/none", &[], "")).await;
    let reply = client.reply().await.unwrap();
    assert_eq!((reply.status, code(&reply).as_str()), (404, "NoSuchKey"));
}

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

async fn verifying() -> TestServer {
    let text = format!("access_key_id = '{ID}'\nsecret_access_key = '{SECRET}'\naccount = '123456789012'");
    let key: Key = toml::from_str(&text).unwrap();
    start(Layer { auth: Some(Auth::Verify), keys: vec![key], ..Layer::default() }).await
}

fn signer() -> Signer<'static> {
    Signer { access_key: ID, secret: SECRET, session_token: None, region: "eu-west-1", service: "s3" }
}

/// The lines of a signed put of `/photos/a`, with this in `x-amz-content-sha256`.
fn lines_of(sha256: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = vec![("x-amz-content-sha256".to_owned(), sha256.to_owned())];
    lines.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let mut headers: HeaderMap = lines
        .iter()
        .map(|(name, value)| (HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value).unwrap()))
        .collect();
    headers.insert("host", HeaderValue::from_static("localhost"));
    let unsigned = Request { method: "PUT", path: "/photos/a", query: "", headers: &headers, body: b"" };
    let added = sign(&unsigned, &signer(), Clock::system().now());
    lines.extend(added.into_iter().map(|(name, value)| (name.to_owned(), value)));
    lines
}

fn put(lines: &[(String, String)], body: &str) -> String {
    let lines: Vec<_> = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    request("PUT", "/photos/a", &lines, body)
}

/// What signs the chunks behind these lines.
fn chunk_signer(lines: &[(String, String)]) -> ChunkSigner {
    let line = |wanted: &str| lines.iter().find(|(name, _)| name == wanted).unwrap().1.clone();
    let (authorization, date) = (line("authorization"), line("x-amz-date"));
    let credential = Credential::of_header(&authorization).unwrap().into_owned();
    let key = SigningKey::derive(SECRET, &credential);
    let signature = authorization.rsplit_once("Signature=").unwrap().1.to_owned();
    let (signed_headers, session_token) = (Vec::new(), None);
    ChunkSigner::new(
        key,
        &Claim { credential, signed_headers, signature, date, session_token, carrier: Carrier::Header },
    )
}

#[tokio::test]
async fn signatures_are_verified_from_the_head_to_the_last_field() {
    let server = verifying().await;
    let whole = lines_of(HELLO, &[]);
    let reply = ask(server.address(), put(&whole, "hello")).await;
    assert_eq!((reply.status, reply.header("x-who")), (200, Some("root")), "{reply:?}");
    let changed = ask(server.address(), put(&whole, "hellO")).await;
    assert_eq!(code(&changed), "XAmzContentSHA256Mismatch");
    let other = put(&lines_of("UNSIGNED-PAYLOAD", &[]), "hellO");
    assert_eq!(ask(server.address(), &other).await.status, 200);
    let forged = ask(server.address(), other.replace("UNSIGNED-PAYLOAD", HELLO)).await;
    assert_eq!((forged.status, code(&forged).as_str()), (403, "SignatureDoesNotMatch"));
    let more = [("x-amz-decoded-content-length", "5"), ("x-amz-trailer", "x-amz-checksum-crc32")];
    let lines = lines_of("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", &more);
    let mut signer = chunk_signer(&lines);
    let hash = |text: &str| hex::decode(text).unwrap();
    let first = signer.chunk(&hash(HELLO));
    let last = signer.chunk(&hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    // SHA-256 of `x-amz-checksum-crc32:NhCmhg==` and a line feed.
    let fields = signer.trailer(&Sha256::digest(b"x-amz-checksum-crc32:NhCmhg==\n"));
    let body = format!(
        "5;chunk-signature={first}\r\nhello\r\n0;chunk-signature={last}\r\nx-amz-checksum-crc32:NhCmhg==\r\n\
         x-amz-trailer-signature:{fields}\r\n\r\n"
    );
    let reply = ask(server.address(), put(&lines, &body)).await;
    assert_eq!((reply.status, reply.header("x-crc32")), (200, Some("NhCmhg==")), "{reply:?}");
    for (from, to) in [("hello", "hellO"), ("NhCmhg", "NhCmhh"), (&first[..8], "00000000")] {
        let reply = ask(server.address(), put(&lines, &body.replacen(from, to, 1))).await;
        assert_eq!((reply.status, code(&reply).as_str()), (403, "SignatureDoesNotMatch"), "{to}");
    }
}

#[tokio::test]
async fn presigned_urls_expire_and_strangers_see_what_everybody_may() {
    let server = verifying().await;
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("photos.s3.localhost"));
    let unsigned = Request { method: "PUT", path: "/a", query: "", headers: &headers, body: b"" };
    let url = |age: u64, expires: u64| {
        let at = Clock::system().now() - std::time::Duration::from_secs(age);
        format!("/a?{}", presign(&unsigned, &signer(), expires, at))
    };
    let put = |target: String| {
        let request = request("PUT", &target, &[("Host", "photos.s3.localhost")], "hello");
        async { ask(server.address(), request).await }
    };
    let fresh = put(url(10, 600)).await;
    assert_eq!((fresh.status, fresh.header("x-bucket"), fresh.header("x-key")), (200, Some("photos"), Some("a")));
    let old = put(url(601, 600)).await;
    assert_eq!((old.status, code(&old).as_str()), (403, "AccessDenied"));
    assert!(old.body.contains("<Message>Request has expired</Message>"), "{old:?}");
    let damaged = put(url(10, 600).replace("X-Amz-Expires=600", "X-Amz-Expires=700")).await;
    assert_eq!(code(&damaged), "SignatureDoesNotMatch");
    let open = ask(server.address(), request("GET", "/photos/5", &[], "")).await;
    assert_eq!((open.status, open.body.as_str()), (206, "xxxxx"));
    let closed = ask(server.address(), request("PUT", "/photos/a", &[], "hello")).await;
    assert_eq!((closed.status, code(&closed).as_str()), (403, "AccessDenied"));
}
