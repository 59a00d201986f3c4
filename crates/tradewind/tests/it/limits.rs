//! What clients may cost.

use std::time::Duration;

use tradewind::config::{Layer, Period, Size};

use crate::raw::{Raw, ask, call, request};
use crate::server::start;

fn small() -> Layer {
    Layer { max_body: Some(Size(1024)), max_header: Some(Size(8 << 10)), ..Layer::default() }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let server = start(small()).await;
    let fits = call("Echo", &format!(r#"{{"Text":"{}"}}"#, "x".repeat(1024 - 11)));
    assert_eq!(ask(server.address(), fits).await.status, 200);
    let announced = ask(server.address(), call("Echo", &"x".repeat(1025))).await;
    assert_eq!(announced.status, 413);
    assert!(announced.body.contains("1024"), "{announced:?}");
    assert!(announced.header("x-amzn-requestid").is_some());

    let mut chunked = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSQS.Echo\r\n\
                       Transfer-Encoding: chunked\r\n\r\n"
        .to_owned();
    for _ in 0..3 {
        chunked.push_str(&format!("200\r\n{}\r\n", "x".repeat(0x200)));
    }
    chunked.push_str("0\r\n\r\n");
    assert_eq!(ask(server.address(), chunked).await.status, 413);
}

#[tokio::test]
async fn a_large_body_over_the_limit_still_gets_its_answer() {
    let server = start(small()).await;
    let mut client = Raw::connect(server.address()).await;
    client.try_send(call("Echo", &"x".repeat(4 << 20))).await;
    assert_eq!(client.reply().await.unwrap().status, 413);
}

#[tokio::test]
async fn who_asks_before_sending_a_body_is_told_at_once() {
    let server = start(small()).await;
    let mut client = Raw::connect(server.address()).await;
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n").await;
    assert_eq!(client.reply().await.unwrap().status, 413);
    let mut client = Raw::connect(server.address()).await;
    let body = r#"{"Text":"x"}"#;
    let whole = call("Echo", body).replace("Content-Length", "Expect: 100-continue\r\nContent-Length");
    let (head, _) = whole.split_at(whole.len() - body.len());
    client.send(head).await;
    assert_eq!(client.reply().await.unwrap().status, 100);
    client.send(body).await;
    assert_eq!(client.reply().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_body_in_pieces_is_put_together() {
    let server = start(Layer::default()).await;
    let mut client = Raw::connect(server.address()).await;
    let text = "x".repeat(3 << 20);
    let whole = call("Echo", &format!(r#"{{"Text":"{text}"}}"#));
    let (first, rest) = whole.split_at(1000);
    client.send(first).await;
    client.send(rest).await;
    let reply = client.reply().await.unwrap();
    assert_eq!((reply.status, reply.json()["Text"].as_str()), (200, Some(text.as_str())));
}

#[tokio::test]
async fn headers_over_the_limit_are_refused() {
    let server = start(small()).await;
    let large = "x".repeat(9 << 10);
    assert_eq!(ask(server.address(), request("GET", "/", &[("X-Large", &large)], "")).await.status, 431);
    let huge = "x".repeat(1 << 20);
    let mut client = Raw::connect(server.address()).await;
    client.try_send(request("GET", "/", &[("X-Huge", &huge)], "")).await;
    if let Some(reply) = client.reply().await {
        assert_eq!(reply.status, 431);
    }
    let many: Vec<(String, String)> = (0..200).map(|number| (format!("X-{number}"), "y".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ask(server.address(), request("GET", "/", &many, "")).await.status, 431);
    let target = format!("/?Action={}", "x".repeat(17 << 10));
    assert_eq!(ask(server.address(), request("GET", &target, &[], "")).await.status, 414);
}

#[tokio::test]
async fn a_client_that_never_completes_its_head_is_sent_away() {
    let server = start(Layer { header_timeout: Some(Period(Duration::from_millis(50))), ..Layer::default() }).await;
    let mut silent = Raw::connect(server.address()).await;
    let mut slow = Raw::connect(server.address()).await;
    slow.send("POST / HTTP/1.1\r\nHost: local").await;
    assert_eq!(slow.reply().await.unwrap().status, 408);
    assert!(slow.is_closed().await);
    assert!(silent.is_closed().await);
}

#[tokio::test]
async fn a_client_that_never_completes_its_body_is_told_so() {
    let server = start(Layer { body_timeout: Some(Period(Duration::from_millis(50))), ..Layer::default() }).await;
    let mut client = Raw::connect(server.address()).await;
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nonly so much").await;
    let reply = client.reply().await.unwrap();
    assert_eq!(reply.status, 408);
    assert!(reply.header("x-amzn-requestid").is_some());
}

#[tokio::test]
async fn a_connection_that_rests_for_too_long_is_closed_and_one_that_waits_is_not() {
    let idle = Some(Period(Duration::from_millis(50)));
    let server = start(Layer { idle_timeout: idle, header_timeout: idle, ..Layer::default() }).await;
    let mut waiting = Raw::connect(server.address()).await;
    waiting.send(call("ReceiveMessage", "{}")).await;
    let mut resting = Raw::connect(server.address()).await;
    resting.send(call("Echo", "{}")).await;
    assert_eq!(resting.reply().await.unwrap().status, 200);
    assert!(resting.is_closed().await);
    server.stop().await;
    assert_eq!(waiting.reply().await.unwrap().status, 503);
}

#[tokio::test]
async fn one_connection_too_many_is_told_so() {
    let server = start(Layer { max_connections: Some(1), ..Layer::default() }).await;
    let mut first = Raw::connect(server.address()).await;
    first.send(call("Echo", "{}")).await;
    assert_eq!(first.reply().await.unwrap().status, 200);
    let mut second = Raw::connect(server.address()).await;
    let refused = second.reply().await.unwrap();
    assert_eq!(refused.status, 503);
    assert!(refused.body.contains("connections"), "{refused:?}");
    assert!(second.is_closed().await);
    first.send(call("Echo", "{}")).await;
    assert_eq!(first.reply().await.unwrap().status, 200);
}
