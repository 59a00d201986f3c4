//! Receives that must not sleep while there is something to receive.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Server, bodies, fifo, redrive, shared, spawn};

async fn wait(server: &Arc<Server>, url: &str) -> tokio::task::JoinHandle<Vec<Value>> {
    let (server, url) = (server.clone(), url.to_owned());
    spawn(async move { server.receive_with(&url, json!({ "WaitTimeSeconds": 20 })).await }).await
}

/// More messages than one transaction sets aside, thrice over.
async fn send_many(server: &Server, url: &str) {
    for _ in 0..350 {
        let entries: Value = (0..10).map(|n| json!({ "Id": n.to_string(), "MessageBody": "old" })).collect();
        server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    }
}

/// A queue with very many messages that are too old, which no sweep has deleted yet, and a good one behind them.
async fn old_and_good(server: &Server) -> String {
    let url = server.queue("orders", json!({ "MessageRetentionPeriod": "60" })).await;
    send_many(server, &url).await;
    server.jump(30);
    server.send(&url, "good").await;
    server.jump(30);
    url
}

#[tokio::test]
async fn a_receive_finds_the_good_message_behind_many_old_ones() {
    let server = shared();
    let url = old_and_good(&server).await;
    assert_eq!(bodies(&server.receive(&url).await), ["good"]);
}

#[tokio::test]
async fn a_long_poll_does_not_sleep_on_a_message_behind_many_old_ones() {
    let server = shared();
    let url = old_and_good(&server).await;
    let waiting = wait(&server, &url).await;
    assert!(waiting.is_finished());
    assert_eq!(bodies(&waiting.await.unwrap()), ["good"]);
}

#[tokio::test]
async fn a_receive_finds_the_good_message_behind_many_dead_letters() {
    let server = shared();
    let dead = server.queue("dead", json!({})).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    send_many(&server, &url).await;
    for _ in 0..350 {
        assert_eq!(server.receive_with(&url, json!({ "VisibilityTimeout": 1 })).await.len(), 10);
    }
    server.send(&url, "good").await;
    server.jump(1);
    assert_eq!(bodies(&server.receive(&url).await), ["good"]);
    server.tasks().await;
    assert_eq!(server.counts(&dead).await, (3_500, 0, 0));
}

#[tokio::test]
async fn a_long_poll_waits_when_everything_was_set_aside() {
    // Everything visible is set aside and nothing is left: the poll must wait, and a message must wake it.
    let server = shared();
    let url = server.queue("orders", json!({ "MessageRetentionPeriod": "60" })).await;
    send_many(&server, &url).await;
    server.jump(60);
    let waiting = wait(&server, &url).await;
    assert!(!waiting.is_finished());
    server.send(&url, "new").await;
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    assert!(waiting.is_finished());
    assert_eq!(bodies(&waiting.await.unwrap()), ["new"]);
}

#[tokio::test]
async fn a_group_freed_by_a_sweep_wakes_a_long_poll() {
    let server = shared();
    let mut attributes = fifo();
    attributes["MessageRetentionPeriod"] = json!("60");
    let url = server.queue("orders.fifo", attributes).await;
    server.send_to_group(&url, "old", "g").await;
    assert_eq!(bodies(&server.receive_with(&url, json!({ "VisibilityTimeout": 1_000 })).await), ["old"]);
    server.pass(30).await;
    server.send_to_group(&url, "next", "g").await;
    server.pass(20).await;
    let waiting = wait(&server, &url).await;
    server.clock.advance(Duration::from_secs(10)).await.unwrap();
    assert!(!waiting.is_finished());
    server.tasks().await;
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    assert!(waiting.is_finished(), "ten seconds before it would give up");
    assert_eq!(bodies(&waiting.await.unwrap()), ["next"]);
}
