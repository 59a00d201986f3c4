//! Requests that are wrong: an answer that says so, and the next request goes well.

use tradewind::config::Layer;

use crate::raw::{Raw, ask, call, request};
use crate::server::{TestServer, start};

/// Whether the server still does what it is there for.
async fn assert_serves(server: &TestServer) {
    let reply = ask(server.address(), call("Echo", r#"{"Text":"still here"}"#)).await;
    assert_eq!((reply.status, reply.json()["Text"].as_str()), (200, Some("still here")));
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    let server = start(Layer::default()).await;
    for garbage in [
        &b"\x00\xff\xfe\x01\x02\r\n\r\n"[..],
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: minus one\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
    ] {
        let mut client = Raw::connect(server.address()).await;
        client.send(garbage).await;
        client.finish().await;
        if let Some(reply) = client.reply().await {
            assert_eq!(reply.status, 400, "{reply:?}");
        }
        assert!(client.is_closed().await);
    }
    assert_serves(&server).await;
}

#[tokio::test]
async fn json_that_is_none_is_a_clear_client_error() {
    let server = start(Layer::default()).await;
    for body in ["{", "[]", "\"x\"", "{\"Text\":7}", "{\"Text\":\"a\"}}", "nul"] {
        let reply = ask(server.address(), call("Echo", body)).await;
        assert_eq!(reply.status, 400, "{body}: {reply:?}");
        assert!(reply.header("x-amzn-requestid").is_some());
        assert!(
            reply.json()["__type"].as_str().is_some_and(|kind| kind.contains("SerializationException")),
            "{reply:?}"
        );
    }
    assert_serves(&server).await;
}

#[tokio::test]
async fn bytes_that_are_not_text_are_a_clear_client_error() {
    let server = start(Layer::default()).await;
    let body = b"{\"Text\":\"\xff\xfe\"}";
    let mut bytes = call("Echo", &"x".repeat(body.len())).into_bytes();
    bytes.truncate(bytes.len() - body.len());
    bytes.extend_from_slice(body);
    assert_eq!(ask(server.address(), bytes).await.status, 400);

    let mut form = b"Action=Echo&Version=2012-11-05&Text=%ff%fe".to_vec();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        form.len()
    );
    form.splice(0..0, head.into_bytes());
    assert_eq!(ask(server.address(), form).await.status, 400);

    let odd_header = b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: \xff\xfe.Echo\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(ask(server.address(), odd_header).await.status, 400);
    assert_serves(&server).await;
}

#[tokio::test]
async fn a_body_that_ends_early_loses_nothing_but_itself() {
    let server = start(Layer::default()).await;
    let mut client = Raw::connect(server.address()).await;
    let whole = call("Echo", r#"{"Text":"never complete"}"#);
    client.send(&whole[..whole.len() - 5]).await;
    client.finish().await;
    if let Some(reply) = client.reply().await {
        assert_eq!(reply.status, 400, "{reply:?}");
    }
    let mut client = Raw::connect(server.address()).await;
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nbad chunk\r\n").await;
    if let Some(reply) = client.reply().await {
        assert_eq!(reply.status, 400, "{reply:?}");
    }
    assert_serves(&server).await;
}

#[tokio::test]
async fn a_handler_that_fails_takes_only_its_own_request_down() {
    let server = start(Layer::default()).await;
    let mut client = Raw::connect(server.address()).await;
    client.send(call("Fail", "{}")).await;
    let reply = client.reply().await.unwrap();
    assert_eq!(reply.status, 500);
    assert!(reply.header("x-amzn-requestid").is_some());
    assert!(!reply.body.contains("on purpose"), "{reply:?}");
    client.send(call("Echo", r#"{"Text":"same connection"}"#)).await;
    assert_eq!(client.reply().await.unwrap().status, 200);
    let metrics = ask(server.address(), request("GET", "/_tradewind/metrics", &[], "")).await;
    assert!(metrics.body.contains("tradewind_panics_total 1"), "{}", metrics.body);
}

#[tokio::test]
async fn a_request_must_be_one_thing() {
    let server = start(Layer::default()).await;
    let twice = "GET /_tradewind/health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n";
    assert_eq!(ask(server.address(), twice).await.status, 400);
    let none = "GET /_tradewind/health HTTP/1.1\r\n\r\n";
    assert_eq!(ask(server.address(), none).await.status, 400);
    let odd = request("BREW", "/", &[], "");
    assert_eq!(ask(server.address(), odd).await.status, 405);
    assert_serves(&server).await;
}
