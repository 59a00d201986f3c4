//! Messages that grow too old.

use serde_json::json;

use crate::harness::{Server, bodies, redrive};

#[tokio::test]
async fn an_old_message_is_neither_received_nor_counted() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "MessageRetentionPeriod": "60" })).await;
    server.send(&url, "old").await;
    server.jump(30);
    server.send(&url, "young").await;
    let held = server.receive_with(&url, json!({ "MaxNumberOfMessages": 1, "VisibilityTimeout": 100 })).await;
    assert_eq!(bodies(&held), ["old"]);
    server.jump(30);
    // No sweep has run; being hidden does not keep a message.
    assert_eq!(server.counts(&url).await, (1, 0, 0));
    assert_eq!(bodies(&server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await), ["young"]);
    server.jump(30);
    assert!(server.receive(&url).await.is_empty());
}

#[tokio::test]
async fn a_sweep_deletes_what_nobody_asks_for() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "MessageRetentionPeriod": "60" })).await;
    for number in 0..2_500 {
        if number % 10 == 0 {
            let entries: serde_json::Value =
                (0..10).map(|n| json!({ "Id": n.to_string(), "MessageBody": "x" })).collect();
            server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
        }
    }
    assert_eq!(server.counts(&url).await, (2_500, 0, 0));
    let tasks = server.cloud.store().tasks();
    assert_eq!(tasks.pending() - 1, 1, "one sweep, and the listing of the queue");
    server.pass(61).await;
    assert_eq!(tasks.pending(), 0);
    assert_eq!(server.counts(&url).await, (0, 0, 0));
    server.send(&url, "new").await;
    assert_eq!(tasks.pending(), 1, "the next message is waited for again");
}

#[tokio::test]
async fn a_shorter_period_holds_for_messages_that_are_there() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "x").await;
    server.pass(100).await;
    server
        .ok("SetQueueAttributes", json!({ "QueueUrl": url, "Attributes": { "MessageRetentionPeriod": "120" } }))
        .await;
    assert_eq!(server.counts(&url).await, (1, 0, 0));
    server.pass(20).await;
    assert_eq!(server.counts(&url).await, (0, 0, 0));
    server.pass(400_000).await;
    assert_eq!(server.cloud.store().tasks().pending(), 0);
}

#[tokio::test]
async fn a_dead_letter_keeps_its_age() {
    let server = Server::new();
    let dead = server.queue("dead", json!({ "MessageRetentionPeriod": "100" })).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    server.send(&url, "old").await;
    server.pass(50).await;
    server.send(&dead, "young").await;
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    server.receive(&url).await;
    server.tasks().await;
    assert_eq!(server.counts(&dead).await, (2, 0, 0));
    server.jump(50);
    assert_eq!(server.counts(&dead).await, (1, 0, 0), "it came later and is older");
    server.pass(0).await;
    assert_eq!(bodies(&server.receive(&dead).await), ["young"]);
}
