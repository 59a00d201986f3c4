//! Web requests that a service answers itself: function URLs and downloads.

use std::sync::Arc;

use bytes::Bytes;
use tradewind::config::{Auth, Key, Layer};

use crate::fake::{Fake, register};
use crate::raw::{Raw, ask, request};
use crate::server::{TestServer, start_with};

const HOST: &str = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.localhost:4566";

async fn start(layer: Layer) -> (TestServer, Arc<Fake>) {
    let fake = Arc::new(Fake::default());
    (start_with(tempfile::tempdir().unwrap(), layer, register(&fake)).await, fake)
}

#[tokio::test]
async fn a_visit_arrives_as_it_was_made() {
    let (server, fake) = start(Layer::default()).await;
    let lines = [("Host", HOST), ("X-Twice", "1"), ("X-Twice", "2"), ("Cookie", "a=b")];
    let reply = ask(server.address(), request("POST", "/a%20b//c/?q=%26&q", &lines, "hello")).await;
    assert_eq!((reply.status, reply.body.as_str()), (200, "InvokeFunctionUrl POST /a%20b//c/ eu-west-1 account"));
    let visit = fake.visits.lock().unwrap().pop().unwrap();
    assert_eq!((visit.query.as_deref(), &visit.body[..]), (Some("q=%26&q"), &b"hello"[..]));
    assert_eq!((visit.host.as_str(), visit.scheme.as_str(), visit.protocol.as_str()), (HOST, "http", "HTTP/1.1"));
    assert_eq!(visit.source_ip.as_deref(), Some("127.0.0.1"));
    let twice: Vec<_> = visit.headers.iter().filter(|header| header.name == "x-twice").collect();
    assert_eq!(twice.iter().map(|header| header.value.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    let lines = [("Host", HOST), ("X-Forwarded-Proto", "https")];
    ask(server.address(), request("GET", "/", &lines, "")).await;
    let visit = fake.visits.lock().unwrap().pop().unwrap();
    assert_eq!((visit.scheme.as_str(), visit.query), ("https", None));
}

#[tokio::test]
async fn an_answer_leaves_as_the_site_said_it() {
    let (server, _) = start(Layer::default()).await;
    let reply = ask(server.address(), request("GET", "/", &[("Host", HOST)], "")).await;
    assert_eq!(reply.headers("set-cookie"), ["a=1", "b=2"]);
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    assert_eq!(reply.headers("x-amzn-requestid").len(), 1);
    // What belongs to the connection is the connection's, and what can't stand in a head does not.
    assert_eq!(reply.headers("content-length"), [reply.body.len().to_string().as_str()]);
    assert!(reply.headers("transfer-encoding").is_empty());
    assert!(
        reply.headers("x-evil").is_empty()
            && reply.headers("x-split").is_empty()
            && reply.headers("bad name").is_empty()
    );
}

#[tokio::test]
async fn a_site_has_its_host_for_itself() {
    let (server, _) = start(Layer::default()).await;
    for path in ["/_tradewind/health", "/_tradewind/clock", "/fakes/a", "/?Action=ListQueues&Version=2012-11-05"] {
        let reply = ask(server.address(), request("GET", path, &[("Host", HOST)], "")).await;
        assert!(reply.body.starts_with("InvokeFunctionUrl GET "), "{reply:?}");
    }
    let target = [("Host", HOST), ("X-Amz-Target", "AmazonSQS.Echo")];
    let reply = ask(server.address(), request("POST", "/", &target, "{}")).await;
    assert!(reply.body.starts_with("InvokeFunctionUrl POST"), "{reply:?}");
}

#[tokio::test]
async fn pages_may_visit_and_the_site_says_what_they_see() {
    let layer = Layer { allow_origin: vec!["http://app.test".to_owned()], ..Layer::default() };
    let (server, _) = start(layer).await;
    for origin in ["http://evil.test", "http://app.test", "null"] {
        let lines = [("Host", HOST), ("Origin", origin), ("Sec-Fetch-Site", "cross-site")];
        let reply = ask(server.address(), request("POST", "/", &lines, "")).await;
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, None), "{origin}");
    }
    let lines = [("Host", HOST), ("Origin", "http://evil.test"), ("Access-Control-Request-Method", "PUT")];
    let reply = ask(server.address(), request("OPTIONS", "/x", &lines, "")).await;
    assert!(reply.body.starts_with("InvokeFunctionUrl OPTIONS /x"), "{reply:?}");
    // A name that is no site's is guarded as ever.
    for host in ["evil.test", "short.lambda-url.eu-west-1.evil.test", "lambda-url.eu-west-1.evil.test"] {
        assert_eq!(ask(server.address(), request("GET", "/", &[("Host", host)], "")).await.status, 403, "{host}");
    }
    // Under any domain: its id is what nobody guesses.
    let elsewhere = HOST.replace("localhost:4566", "on.aws");
    assert_eq!(ask(server.address(), request("GET", "/", &[("Host", &elsewhere)], "")).await.status, 200);
}

#[tokio::test]
async fn a_download_is_a_path_and_is_guarded() {
    let (server, _) = start(Layer::default()).await;
    let reply = ask(server.address(), request("GET", "/_tradewind/lambda/code/00ff", &[], "")).await;
    assert_eq!(reply.body, "DownloadPackage GET /_tradewind/lambda/code/00ff us-east-1 account");
    let lines = [("Origin", "http://evil.test")];
    let reply = ask(server.address(), request("GET", "/_tradewind/lambda/code/00ff", &lines, "")).await;
    assert_eq!(reply.status, 403);
}

#[tokio::test]
async fn where_signatures_are_verified_a_visitor_need_not_sign() {
    let text = "access_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_access_key = 'secret'\naccount = '123456789012'";
    let keys: Vec<Key> = vec![toml::from_str(text).unwrap()];
    let (server, _) = start(Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }).await;
    let scope = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=00";
    for authorization in ["Bearer something", scope, "AWS4-ECDSA-P256-SHA256 Credential=x"] {
        let lines = [("Host", HOST), ("Authorization", authorization)];
        let reply = ask(server.address(), request("GET", "/", &lines, "")).await;
        assert_eq!(reply.body, "InvokeFunctionUrl GET / eu-west-1 anonymous", "{authorization}");
    }
    let reply = ask(server.address(), request("GET", "/_tradewind/lambda/code/00ff", &[], "")).await;
    assert_eq!(reply.body, "DownloadPackage GET /_tradewind/lambda/code/00ff us-east-1 anonymous");
    // The service's operations want a signature all the same.
    let reply = ask(server.address(), request("GET", "/fakes/a", &[], "")).await;
    let refused = (reply.status, reply.header("x-amzn-errortype"), reply.body.as_str());
    let text = r#"{"message":"Missing Authentication Token"}"#;
    assert_eq!(refused, (403, Some("MissingAuthenticationTokenException"), text));
}

#[tokio::test]
async fn a_site_may_stream_and_break_off() {
    let (server, fake) = start(Layer::default()).await;
    let chunks = fake.next_stream();
    let mut client = Raw::connect(server.address()).await;
    client.send(request("GET", "/stream", &[("Host", HOST)], "")).await;
    let head = client.until("\r\n\r\n").await.unwrap().to_ascii_lowercase();
    assert!(head.contains("transfer-encoding: chunked") && !head.contains("content-length"), "{head}");
    chunks.unbounded_send(Ok(Bytes::from_static(b"one"))).unwrap();
    assert_eq!(client.until("3\r\none\r\n").await.unwrap(), "3\r\none\r\n");
    chunks.unbounded_send(Err(std::io::Error::other("on purpose"))).unwrap();
    assert_eq!(client.until("0\r\n\r\n").await.unwrap_err(), "");
}

#[tokio::test]
async fn without_the_service_there_is_nothing_there() {
    let server = crate::server::start(Layer::default()).await;
    let reply = ask(server.address(), request("GET", "/", &[("Host", HOST)], "")).await;
    assert_eq!(reply.status, 404);
}
