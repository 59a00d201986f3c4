//! `--auth=verify`: who signed with a known key is let in, and nobody else.

use http::{HeaderMap, HeaderValue};
use tradewind::config::{Auth, Key, Layer};
use tradewind_clock::{Clock, Timestamp};
use tradewind_wire::sigv4::{Request, Signer, presign, sign};

use crate::raw::{Reply, ask, request};
use crate::server::{TestServer, start};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

async fn verifying() -> TestServer {
    let key = |id: &str, user: &str| -> Key {
        let text = format!("access_key_id = '{id}'\nsecret_access_key = '{SECRET}'\naccount = '123456789012'\n{user}");
        toml::from_str(&text).unwrap()
    };
    let keys = vec![key(ID, "user = 'ann'"), key("AKIAROOTROOTROOTROOT", "")];
    start(Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }).await
}

fn signer() -> Signer<'static> {
    Signer { access_key: ID, secret: SECRET, session_token: None, region: "eu-west-1", service: "sqs" }
}

/// Signs a call, sends it with what `change` makes of it.
async fn send(server: &TestServer, signer: Signer<'_>, at: Timestamp, change: impl Fn(String) -> String) -> Reply {
    let (target, kind, body) = ("AmazonSQS.Who", "application/x-amz-json-1.0", "{}");
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    headers.insert("x-amz-target", HeaderValue::from_static(target));
    headers.insert("content-type", HeaderValue::from_static(kind));
    let signed = Request { method: "POST", path: "/", query: "", headers: &headers, body: body.as_bytes() };
    let added = sign(&signed, &signer, at);
    let mut lines = vec![("X-Amz-Target", target), ("Content-Type", kind)];
    lines.extend(added.iter().map(|(name, value)| (*name, value.as_str())));
    ask(server.address(), change(request("POST", "/", &lines, body))).await
}

fn same(text: String) -> String {
    text
}

fn now() -> Timestamp {
    Clock::system().now()
}

#[tokio::test]
async fn a_known_key_is_its_user() {
    let server = verifying().await;
    let user = send(&server, signer(), now(), same).await.json();
    assert_eq!(user["Principal"], "arn:aws:iam::123456789012:user/ann");
    assert_eq!((user["Account"].as_str(), user["Region"].as_str()), (Some("123456789012"), Some("eu-west-1")));
    let again = send(&server, signer(), now(), same).await;
    assert_eq!(again.status, 200);
    let root = send(&server, Signer { access_key: "AKIAROOTROOTROOTROOT", ..signer() }, now(), same).await.json();
    assert_eq!(root["Principal"], "account");
}

#[tokio::test]
async fn everybody_else_is_refused_as_aws_does() {
    let server = verifying().await;
    let hour = std::time::Duration::from_secs(3600);
    let refused = |reply: Reply, code: &str| {
        assert!(matches!(reply.status, 400 | 403), "{reply:?}");
        assert!(reply.header("x-amzn-requestid").is_some());
        assert!(reply.json()["__type"].as_str().is_some_and(|kind| kind.ends_with(code)), "{code}: {reply:?}");
    };
    let unsigned = |text: String| {
        let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.starts_with("authorization")).collect();
        lines.join("\r\n")
    };
    refused(send(&server, signer(), now(), unsigned).await, "MissingAuthenticationTokenException");
    let stranger = Signer { access_key: "AKIASTRANGERSTRANGER", ..signer() };
    refused(send(&server, stranger, now(), same).await, "UnrecognizedClientException");
    let wrong = Signer { secret: "wrong", ..signer() };
    refused(send(&server, wrong, now(), same).await, "InvalidSignatureException");
    refused(
        send(&server, signer(), now(), |text| text.replace("\r\n\r\n{}", "\r\n\r\n[]")).await,
        "InvalidSignatureException",
    );
    refused(send(&server, signer(), now() - hour, same).await, "InvalidSignatureException");
    refused(send(&server, signer(), now() + hour, same).await, "InvalidSignatureException");
    let token = Signer { session_token: Some("token"), ..signer() };
    refused(send(&server, token, now(), same).await, "UnrecognizedClientException");
    let scope = Signer { service: "sns", ..signer() };
    refused(send(&server, scope, now(), same).await, "InvalidSignatureException");
}

#[tokio::test]
async fn presigned_urls_are_verified_too() {
    let server = verifying().await;
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    let url = |query: &str, at: Timestamp| {
        let signed = Request { method: "GET", path: "/", query, headers: &headers, body: b"" };
        format!("/?{}", presign(&signed, &signer(), 60, at))
    };
    let good = url("Action=Who&Version=2012-11-05", now());
    let reply = ask(server.address(), request("GET", &good, &[], "")).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(reply.body.contains("<Account>123456789012</Account>"), "{reply:?}");
    let changed = good.replace("Action=Who", "Action=Echo");
    let reply = ask(server.address(), request("GET", &changed, &[], "")).await;
    assert_eq!(reply.status, 403);
    assert!(reply.body.contains("SignatureDoesNotMatch"), "{reply:?}");
    let stale = url("Action=Who&Version=2012-11-05", now() - std::time::Duration::from_secs(120));
    assert_eq!(ask(server.address(), request("GET", &stale, &[], "")).await.status, 403);
}

#[tokio::test]
async fn health_needs_no_signature() {
    let server = verifying().await;
    assert_eq!(ask(server.address(), request("GET", "/_tradewind/health", &[], "")).await.status, 200);
}
