//! The server's own endpoints.

use tradewind::config::{ClockKind, Layer};

use crate::raw::{Raw, ask, call, request};
use crate::server::{start, start_on};

fn virtual_clock() -> Layer {
    Layer { clock: Some(ClockKind::Virtual), ..Layer::default() }
}

fn now(reply: &crate::raw::Reply) -> jiff::Timestamp {
    reply.json()["now"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn health_says_what_there_is() {
    let server = start(Layer::default()).await;
    let reply = ask(server.address(), request("GET", "/_tradewind/health", &[], "")).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    assert!(reply.header("x-amzn-requestid").is_some());
    let health = reply.json();
    assert_eq!(health["status"], "running");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["services"], serde_json::json!(["sqs"]));
    assert_eq!(health["store"]["state"], "ok");
    assert_eq!(health["clock"]["kind"], "system");
    let theirs = ask(server.address(), request("GET", "/_localstack/health", &[], "")).await.json();
    assert_eq!(theirs["services"]["sqs"], "running");
    assert_eq!(theirs["version"], env!("CARGO_PKG_VERSION"));
    for path in ["/_localstack/init", "/_localstack/info"] {
        assert_eq!(ask(server.address(), request("GET", path, &[], "")).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let server = start(Layer::default()).await;
    assert_eq!(ask(server.address(), request("GET", "/_tradewind/nothing", &[], "")).await.status, 404);
    assert_eq!(ask(server.address(), request("POST", "/_tradewind/health", &[], "")).await.status, 405);
    assert_eq!(ask(server.address(), request("DELETE", "/_tradewind/clock", &[], "")).await.status, 405);
}

#[tokio::test]
async fn metrics_count_calls() {
    let server = start(Layer::default()).await;
    ask(server.address(), call("Echo", "{}")).await;
    ask(server.address(), call("Echo", "{")).await;
    ask(server.address(), call("MakeCoffee", "{}")).await;
    let metrics = ask(server.address(), request("GET", "/_tradewind/metrics", &[], "")).await.body;
    for line in [
        r#"tradewind_calls_total{service="sqs",operation="Echo",code="OK",caller="client"} 1"#,
        r#"operation="Echo",code="SerializationException",caller="client"} 1"#,
        r#"operation="Unknown",code="UnknownOperationException",caller="client"} 1"#,
        r#"tradewind_call_duration_seconds_count{service="sqs",operation="Echo"} 2"#,
        "tradewind_connections ",
        "tradewind_store_commits_total ",
        "tradewind_tasks_pending ",
        "tradewind_store_sync_duration_seconds_bucket",
    ] {
        assert!(metrics.contains(line), "{line} is not in\n{metrics}");
    }
    assert!(!metrics.contains("MakeCoffee"), "{metrics}");
}

#[tokio::test]
async fn a_virtual_clock_moves_when_told_and_only_then() {
    let server = start(virtual_clock()).await;
    let read = || ask(server.address(), request("GET", "/_tradewind/clock", &[], ""));
    let start = now(&read().await);
    assert_eq!(now(&read().await), start);
    let moved = ask(server.address(), request("POST", "/_tradewind/clock", &[], r#"{"advance":"1d2h30m"}"#)).await;
    assert_eq!(moved.status, 200);
    assert_eq!(now(&moved).duration_since(start).as_secs(), 95_400);
    let later =
        ask(server.address(), request("POST", "/_tradewind/clock", &[], r#"{"to":"2031-01-01T00:00:00Z"}"#)).await;
    assert_eq!(later.json()["now"], "2031-01-01T00:00:00.000Z");
    for (body, said) in [
        (r#"{"to":"2026-01-01T00:00:00Z"}"#, "does not go back"),
        (r#"{"advance":"3654d"}"#, "3653 days"),
        (r#"{"advance":"9999999w"}"#, "2200-01-01T00:00:00.000Z"),
        (r#"{"to":"2199-01-01T00:00:00Z"}"#, "3653 days"),
        (r#"{"to":"2200-01-01T00:00:01Z"}"#, "2200-01-01T00:00:00.000Z"),
        (r#"{"to":"yesterday"}"#, "is not a time"),
        (r#"{"advance":"soon"}"#, "is not a period"),
        (r#"{"advance":"1h","to":"2200-01-01T00:00:00Z"}"#, "either"),
        (r#"{"forward":"1h"}"#, "unknown field"),
        ("{}", "either"),
        ("", "Send"),
    ] {
        let reply = ask(server.address(), request("POST", "/_tradewind/clock", &[], body)).await;
        assert_eq!(reply.status, 400, "{body}");
        assert!(reply.body.contains(said), "{body}: {reply:?}");
    }
    assert_eq!(read().await.json()["now"], "2031-01-01T00:00:00.000Z");
}

#[tokio::test]
async fn a_restart_does_not_move_a_virtual_clock() {
    let server = start(virtual_clock()).await;
    ask(server.address(), request("POST", "/_tradewind/clock", &[], r#"{"to":"2031-01-01T00:00:00Z"}"#)).await;
    let data = server.stop().await;
    let server = start_on(data, virtual_clock()).await;
    let reply = ask(server.address(), request("GET", "/_tradewind/clock", &[], "")).await;
    assert_eq!(reply.json()["now"], "2031-01-01T00:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_ends_its_move() {
    let server = start(virtual_clock()).await;
    let clock = server.running.cloud().clock().clone();
    let (before, hold) = (clock.now(), clock.hold());
    let store = server.running.cloud().store().clone();
    let written = store.appended();
    let mut client = Raw::connect(server.address()).await;
    client.send(request("POST", "/_tradewind/clock", &[], r#"{"advance":"3653d"}"#)).await;
    // It has begun when it has written down where it goes; it can't go there while time is held.
    while store.appended() == written {
        tokio::task::yield_now().await;
    }
    drop(client);
    // Until the server has seen it: the connection that asks is then the only one.
    loop {
        let metrics = ask(server.address(), request("GET", "/_tradewind/metrics", &[], "")).await.body;
        if metrics.lines().any(|line| line == "tradewind_connections 1") {
            break;
        }
    }
    drop(hold);
    // Moves take turns: when this one is answered, that one has ended.
    let reply = ask(server.address(), request("POST", "/_tradewind/clock", &[], r#"{"advance":"0s"}"#)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(clock.now() <= before + std::time::Duration::from_secs(3_600), "{}", clock.now());
}

#[tokio::test]
async fn a_system_clock_can_not_be_moved() {
    let server = start(Layer::default()).await;
    let reply = ask(server.address(), request("POST", "/_tradewind/clock", &[], r#"{"advance":"1h"}"#)).await;
    assert_eq!(reply.status, 409);
    assert!(reply.body.contains("--clock=virtual"), "{reply:?}");
    assert_eq!(ask(server.address(), request("GET", "/_tradewind/clock", &[], "")).await.json()["clock"], "system");
}
