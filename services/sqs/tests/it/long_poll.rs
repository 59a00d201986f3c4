//! Long polling: receives that wait, and what ends their waiting.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Server, bodies, fifo, shared, spawn};

type Waiting = tokio::task::JoinHandle<Vec<Value>>;

async fn wait(server: &Arc<Server>, url: &str, seconds: u32) -> Waiting {
    let (server, url) = (server.clone(), url.to_owned());
    spawn(
        async move { server.receive_with(&url, json!({ "WaitTimeSeconds": seconds, "MaxNumberOfMessages": 1 })).await },
    )
    .await
}

async fn advance(server: &Server, seconds: u64) {
    server.clock.advance(Duration::from_secs(seconds)).await.unwrap();
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_message_ends_the_waiting_at_once() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let waiting = wait(&server, &url, 20).await;
    assert!(!waiting.is_finished());
    server.send(&url, "x").await;
    assert_eq!(bodies(&waiting.await.unwrap()), ["x"]);
}

#[tokio::test]
async fn waiting_ends_with_nothing_when_the_time_is_over() {
    let server = shared();
    let url = server.queue("orders", json!({ "ReceiveMessageWaitTimeSeconds": "5" })).await;
    let explicit = wait(&server, &url, 20).await;
    let (by_queue_server, by_queue_url) = (server.clone(), url.clone());
    let by_queue = spawn(async move { by_queue_server.receive(&by_queue_url).await }).await;
    advance(&server, 4).await;
    assert!(!by_queue.is_finished());
    advance(&server, 1).await;
    assert!(by_queue.await.unwrap().is_empty());
    advance(&server, 14).await;
    assert!(!explicit.is_finished());
    advance(&server, 1).await;
    assert!(explicit.await.unwrap().is_empty());
    // 0 means not to wait, whatever the queue says.
    assert!(server.receive_with(&url, json!({ "WaitTimeSeconds": 0 })).await.is_empty());
}

#[tokio::test]
async fn each_message_wakes_one_of_many() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let mut waiting = Vec::new();
    for _ in 0..5 {
        waiting.push(wait(&server, &url, 20).await);
    }
    let entries = json!([{ "Id": "a", "MessageBody": "a" }, { "Id": "b", "MessageBody": "b" }]);
    server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    advance(&server, 1).await;
    assert_eq!(waiting.iter().filter(|waiting| waiting.is_finished()).count(), 2);
    server.send(&url, "c").await;
    advance(&server, 20).await;
    let mut seen = Vec::new();
    for waiting in waiting {
        seen.extend(bodies(&waiting.await.unwrap()));
    }
    seen.sort();
    assert_eq!(seen, ["a", "b", "c"]);
}

#[tokio::test]
async fn time_wakes_one_as_well() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let waiting = [wait(&server, &url, 20).await, wait(&server, &url, 20).await, wait(&server, &url, 20).await];
    // Sent while they wait, due at different times, the sooner one last.
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "ten", "DelaySeconds": 10 })).await;
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "five", "DelaySeconds": 5 })).await;
    let finished = |waiting: &[Waiting]| waiting.iter().filter(|waiting| waiting.is_finished()).count();
    advance(&server, 4).await;
    assert_eq!(finished(&waiting), 0);
    advance(&server, 1).await;
    assert_eq!(finished(&waiting), 1);
    advance(&server, 4).await;
    assert_eq!(finished(&waiting), 1);
    advance(&server, 1).await;
    assert_eq!(finished(&waiting), 2);
    advance(&server, 10).await;
    let mut seen = Vec::new();
    for waiting in waiting {
        seen.extend(bodies(&waiting.await.unwrap()));
    }
    seen.sort();
    assert_eq!(seen, ["five", "ten"]);
}

#[tokio::test]
async fn a_visibility_timeout_that_ends_wakes_one() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let waiting = wait(&server, &url, 20).await;
    let other = wait(&server, &url, 20).await;
    server.send(&url, "x").await;
    let taken = waiting.await.unwrap();
    assert_eq!(bodies(&taken), ["x"]);
    let hide = json!({ "QueueUrl": url, "ReceiptHandle": taken[0]["ReceiptHandle"], "VisibilityTimeout": 3 });
    server.ok("ChangeMessageVisibility", hide).await;
    advance(&server, 2).await;
    assert!(!other.is_finished());
    advance(&server, 1).await;
    let again = other.await.unwrap();
    assert_eq!(again[0]["Attributes"]["ApproximateReceiveCount"], "2");
    let third = wait(&server, &url, 20).await;
    let show = json!({ "QueueUrl": url, "ReceiptHandle": again[0]["ReceiptHandle"], "VisibilityTimeout": 0 });
    server.ok("ChangeMessageVisibility", show).await;
    assert_eq!(bodies(&third.await.unwrap()), ["x"]);
}

#[tokio::test]
async fn a_group_that_becomes_free_wakes_one() {
    let server = shared();
    let url = server.queue("orders.fifo", fifo()).await;
    server.send_to_group(&url, "1", "g").await;
    server.send_to_group(&url, "2", "g").await;
    let first = server.receive_with(&url, json!({ "MaxNumberOfMessages": 1 })).await;
    let waiting = wait(&server, &url, 20).await;
    assert!(!waiting.is_finished());
    server.delete(&url, &first[0]).await;
    assert_eq!(bodies(&waiting.await.unwrap()), ["2"]);
}

#[tokio::test]
async fn a_client_that_goes_away_takes_nothing_with_it() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let gone = wait(&server, &url, 20).await;
    let staying = wait(&server, &url, 20).await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    server.send(&url, "x").await;
    assert_eq!(bodies(&staying.await.unwrap()), ["x"]);
}

#[tokio::test]
async fn a_deleted_queue_ends_the_waiting() {
    let server = shared();
    let url = server.queue("orders", json!({})).await;
    let (task_server, task_url) = (server.clone(), url.clone());
    let waiting = spawn(async move {
        task_server.fails("ReceiveMessage", json!({ "QueueUrl": task_url, "WaitTimeSeconds": 20 })).await
    })
    .await;
    server.ok("DeleteQueue", json!({ "QueueUrl": url })).await;
    assert_eq!(waiting.await.unwrap().0, "AWS.SimpleQueueService.NonExistentQueue");
}
