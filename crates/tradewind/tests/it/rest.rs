//! Services whose operations are routes, and answers that are made while they are sent.

use std::sync::Arc;

use bytes::Bytes;
use tradewind::config::{Layer, Size};

use crate::fake::{Fake, register};
use crate::raw::{Raw, ask, call, request};
use crate::server::{TestServer, start_with};

async fn start(layer: Layer) -> (TestServer, Arc<Fake>) {
    let fake = Arc::new(Fake::default());
    (start_with(tempfile::tempdir().unwrap(), layer, register(&fake)).await, fake)
}

const SCOPE: &str = "AWS4-HMAC-SHA256 Credential=123456789012/20260102/eu-west-1/lambda/aws4_request,";

#[tokio::test]
async fn a_route_is_found_by_scope_host_or_path() {
    let (server, _) = start(Layer::default()).await;
    let signed = request("PUT", "/fakes/a%2Fb?size=3", &[("Authorization", SCOPE)], r#"{"Text":"four"}"#);
    let reply = ask(server.address(), signed).await;
    assert_eq!((reply.status, reply.header("content-type")), (201, Some("application/json")));
    assert_eq!(reply.header("x-length"), Some("4"));
    let seen = reply.json();
    assert_eq!((&seen["Name"], &seen["Size"]), (&"a/b".into(), &3.into()));
    assert_eq!((&seen["Account"], &seen["Region"]), (&"123456789012".into(), &"eu-west-1".into()));
    let by_host = request("GET", "/fakes/a", &[("Host", "lambda.ap-south-1.localhost:4566")], "");
    assert_eq!(ask(server.address(), by_host).await.json()["Region"], "ap-south-1");
    let by_path = request("GET", "/fakes/a/", &[], "");
    assert_eq!(ask(server.address(), by_path).await.json()["Name"], "a");
    // Everything else is what it was.
    assert_eq!(ask(server.address(), call("Echo", "{}")).await.status, 200);
}

#[tokio::test]
async fn what_has_no_route_is_told_in_the_services_way() {
    let (server, _) = start(Layer::default()).await;
    for (method, path) in [("GET", "/nothing"), ("DELETE", "/fakes/a"), ("GET", "/")] {
        let reply = ask(server.address(), request(method, path, &[("Authorization", SCOPE)], "")).await;
        assert_eq!((reply.status, reply.header("x-amzn-errortype")), (404, Some("UnknownOperationException")));
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert!(reply.json()["message"].as_str().unwrap().contains(&format!("{method} {path}")), "{reply:?}");
    }
    let unsigned = ask(server.address(), request("DELETE", "/fakes/a", &[], "")).await;
    assert_eq!((unsigned.status, unsigned.header("x-amzn-errortype")), (404, Some("UnknownOperationException")));
    // A path that is nobody's says no more than it did.
    assert_eq!(ask(server.address(), request("GET", "/nothing", &[], "")).await.status, 404);
    let wrong = ask(server.address(), request("PUT", "/fakes/a?size=big", &[("Authorization", SCOPE)], "")).await;
    assert_eq!((wrong.status, wrong.header("x-amzn-errortype")), (400, Some("SerializationException")));
}

#[tokio::test]
async fn a_service_may_take_larger_bodies_than_others() {
    let (server, _) = start(Layer { max_body: Some(Size(100_000)), ..Layer::default() }).await;
    let body = |bytes: usize| format!(r#"{{"Text":"{}"}}"#, "x".repeat(bytes - 11));
    let put = |bytes| request("PUT", "/fakes/a", &[], &body(bytes));
    let reply = ask(server.address(), put(200_000)).await;
    assert_eq!((reply.status, reply.header("x-length")), (201, Some("199989")));
    let reply = ask(server.address(), put(200_001)).await;
    assert_eq!(reply.status, 413);
    assert!(reply.body.contains("200000 bytes"), "{reply:?}");
    let other = ask(server.address(), call("Echo", &format!(r#"{{"Text":"{}"}}"#, "x".repeat(100_000)))).await;
    assert_eq!(other.status, 413);
}

#[tokio::test]
async fn a_stream_is_sent_as_it_is_made() {
    let (server, fake) = start(Layer::default()).await;
    let chunks = fake.next_stream();
    let mut client = Raw::connect(server.address()).await;
    client.send(request("GET", "/streams", &[], "")).await;
    let head = client.until("\r\n\r\n").await.unwrap().to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 200") && head.contains("transfer-encoding: chunked"), "{head}");
    assert!(head.contains("content-type: text/plain"), "{head}");
    // Each is there before the next one is made.
    for text in ["first", "second"] {
        chunks.unbounded_send(Ok(Bytes::from_static(b""))).unwrap();
        chunks.unbounded_send(Ok(Bytes::from(text))).unwrap();
        let framed = format!("{:X}\r\n{text}\r\n", text.len());
        assert_eq!(client.until(&framed).await.unwrap(), framed);
    }
    drop(chunks);
    assert_eq!(client.until("0\r\n\r\n").await.unwrap(), "0\r\n\r\n");
    // The connection serves on.
    client.send(call("Echo", "{}")).await;
    assert_eq!(client.reply().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_stream_that_fails_breaks_the_connection_off() {
    let (server, fake) = start(Layer::default()).await;
    let chunks = fake.next_stream();
    chunks.unbounded_send(Ok(Bytes::from_static(b"half"))).unwrap();
    chunks.unbounded_send(Err(std::io::Error::other("on purpose"))).unwrap();
    let mut client = Raw::connect(server.address()).await;
    client.send(request("GET", "/streams", &[], "")).await;
    let came = client.until("0\r\n\r\n").await.unwrap_err();
    assert!(!came.ends_with("0\r\n\r\n"), "{came}");
}

/// What is not read is not made either: the server takes from the stream as much as it can send.
#[tokio::test]
async fn a_reader_that_waits_holds_the_stream_back() {
    use futures::StreamExt as _;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (server, fake) = start(Layer::default()).await;
    let made = Arc::new(AtomicUsize::new(0));
    let counter = made.clone();
    let endless = futures::stream::iter(0..100_000_usize).map(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(Bytes::from_static(&[b'x'; 16_384]))
    });
    fake.set_stream(Box::pin(endless));
    let mut client = Raw::connect(server.address()).await;
    client.send(request("GET", "/streams", &[], "")).await;
    client.until("\r\n\r\n").await.unwrap();
    // Another client is served meanwhile, often enough for the first one's stream to have gone as far as it goes.
    let mut before = 0;
    for _ in 0..200 {
        assert_eq!(ask(server.address(), call("Echo", "{}")).await.status, 200);
        before = made.load(Ordering::Relaxed);
    }
    // 1.6 GB are asked for; sockets hold a few megabytes.
    assert!(before < 10_000, "{before}");
}
