//! What a web page could send.

use tradewind::config::{Auth, Key, Layer};

use crate::raw::{Reply, ask, call, request};
use crate::server::{TestServer, start};

async fn with(server: &TestServer, name: &str, value: &str) -> Reply {
    let plain = call("Echo", "{}");
    let changed = match name {
        "Host" => plain.replace("Host: localhost", &format!("Host: {value}")),
        _ => plain.replace("Host: localhost", &format!("Host: localhost\r\n{name}: {value}")),
    };
    ask(server.address(), changed).await
}

#[tokio::test]
async fn pages_of_other_origins_are_refused() {
    let server = start(Layer { allow_origin: vec!["http://app.test:3000".to_owned()], ..Layer::default() }).await;
    for origin in ["http://evil.test", "null", "http://app.test", "http://app.test:30001"] {
        let reply = with(&server, "Origin", origin).await;
        assert_eq!(reply.status, 403, "{origin}");
        assert!(reply.body.contains("--allow-origin"), "{reply:?}");
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
    let allowed = with(&server, "Origin", "http://app.test:3000").await;
    assert_eq!(allowed.status, 200);
    assert_eq!(allowed.header("access-control-allow-origin"), Some("http://app.test:3000"));
    assert!(allowed.header("access-control-expose-headers").is_some_and(|names| names.contains("x-amzn-requestid")));
    assert_eq!(with(&server, "Sec-Fetch-Site", "cross-site").await.status, 403);
    assert_eq!(with(&server, "Sec-Fetch-Site", "none").await.status, 200);
}

#[tokio::test]
async fn names_that_are_not_ours_are_refused() {
    let server = start(Layer { host_name: vec!["tradewind.test".to_owned()], ..Layer::default() }).await;
    for host in ["evil.test", "evil.test:4566", "127.0.0.1.evil.test", "10.1.2.3"] {
        let reply = with(&server, "Host", host).await;
        assert_eq!(reply.status, 403, "{host}");
        assert!(reply.body.contains("--host-name"), "{reply:?}");
    }
    for host in ["127.0.0.1", "sqs.us-east-1.localhost:4566", "sqs.us-east-1.amazonaws.com", "tradewind.test:80"] {
        assert_eq!(with(&server, "Host", host).await.status, 200, "{host}");
    }
    let absolute = call("Echo", "{}").replace("POST / ", "POST http://evil.test/ ");
    assert_ne!(ask(server.address(), absolute).await.status, 200);
}

#[tokio::test]
async fn the_forms_pages_can_post_without_asking_are_refused() {
    let server = start(Layer::default()).await;
    let form = "Action=Echo&Version=2012-11-05";
    for kind in ["application/x-www-form-urlencoded", "text/plain"] {
        let page = [("Origin", "http://evil.test"), ("Content-Type", kind)];
        assert_eq!(ask(server.address(), request("POST", "/", &page, form)).await.status, 403);
    }
    let image = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
    assert_eq!(ask(server.address(), request("GET", &format!("/?{form}"), &image, "")).await.status, 403);
    assert_eq!(ask(server.address(), request("GET", &format!("/?{form}"), &[], "")).await.status, 200);
}

#[tokio::test]
async fn preflights_are_answered_for_listed_origins_only() {
    let server = start(Layer { allow_origin: vec!["http://app.test".to_owned()], ..Layer::default() }).await;
    let preflight = |origin: &'static str| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,x-amz-target"),
        ];
        request("OPTIONS", "/", &headers, "")
    };
    let listed = ask(server.address(), preflight("http://app.test")).await;
    assert_eq!(listed.status, 204);
    assert_eq!(listed.header("access-control-allow-origin"), Some("http://app.test"));
    assert_eq!(listed.header("access-control-allow-headers"), Some("authorization,x-amz-target"));
    assert!(listed.header("access-control-allow-methods").is_some_and(|methods| methods.contains("POST")));
    assert!(listed.header("x-amzn-requestid").is_some());
    let other = ask(server.address(), preflight("http://evil.test")).await;
    assert_eq!((other.status, other.header("access-control-allow-origin")), (403, None));
}

#[tokio::test]
async fn the_admin_endpoints_are_guarded_whatever_the_authentication() {
    let key = "access_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_access_key = 'secret'\n";
    let keys: Vec<Key> = vec![toml::from_str(key).unwrap()];
    for layer in [Layer::default(), Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }] {
        let server = start(layer).await;
        for path in ["/_tradewind/health", "/_tradewind/metrics", "/_tradewind/clock", "/_localstack/health"] {
            let origin = request("GET", path, &[("Origin", "http://evil.test")], "");
            assert_eq!(ask(server.address(), origin).await.status, 403, "{path}");
            let host = request("GET", path, &[("Host", "evil.test")], "");
            assert_eq!(ask(server.address(), host).await.status, 403, "{path}");
            assert_eq!(ask(server.address(), request("GET", path, &[], "")).await.status, 200, "{path}");
        }
    }
}
