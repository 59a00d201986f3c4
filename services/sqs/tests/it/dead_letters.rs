//! Dead-letter queues.

use futures::future::BoxFuture;
use serde_json::json;
use tradewind_cloud::Cloud;
use tradewind_store::{Outcome, Performer, TaskRun};

use crate::harness::{Server, arn, bodies, fifo, redrive};

#[tokio::test]
async fn a_message_received_too_often_is_moved() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let url = server.queue("orders", json!({ "VisibilityTimeout": "10", "RedrivePolicy": redrive("dead", 2) })).await;
    let sent_at = server.now().as_millis().to_string();
    let sent = server
        .ok(
            "SendMessage",
            json!({
                "QueueUrl": url, "MessageBody": "poison", "MessageGroupId": "tenant",
                "MessageAttributes": { "a": { "DataType": "String", "StringValue": "b" } },
            }),
        )
        .await;
    for count in ["1", "2"] {
        assert_eq!(server.receive(&url).await[0]["Attributes"]["ApproximateReceiveCount"], count);
        server.pass(10).await;
    }
    assert_eq!(server.counts(&url).await, (1, 0, 0));
    assert!(server.receive(&url).await.is_empty());
    assert_eq!(server.counts(&url).await, (0, 0, 0));
    server.tasks().await;
    assert_eq!(server.counts(&dead).await, (1, 0, 0));
    let moved = server.receive(&dead).await.remove(0);
    assert_eq!((&moved["MessageId"], &moved["Body"]), (&sent["MessageId"], &json!("poison")));
    assert_eq!(moved["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"]);
    let attributes = &moved["Attributes"];
    assert_eq!(attributes["DeadLetterQueueSourceArn"], arn("orders"));
    assert_eq!(attributes["ApproximateReceiveCount"], "3");
    assert_eq!(attributes["SentTimestamp"], sent_at);
    assert_eq!(attributes["MessageGroupId"], "tenant");
    assert_eq!(server.cloud.store().tasks().pending(), 2, "the two sweeps are all that is left to do");
}

#[tokio::test]
async fn good_messages_are_received_past_bad_ones() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    for number in 0..5 {
        server.send(&url, &format!("bad{number}")).await;
    }
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    server.send(&url, "good").await;
    assert_eq!(bodies(&server.receive(&url).await), ["good"]);
    server.tasks().await;
    assert_eq!(server.counts(&dead).await, (5, 0, 0));
}

#[tokio::test]
async fn a_crash_on_the_way_neither_loses_nor_doubles() {
    for tasks_before_crash in [false, true] {
        let server = Server::new();
        let dead = server.queue("dead", json!({})).await;
        let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
        server.send(&url, "poison").await;
        server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
        assert!(server.receive(&url).await.is_empty());
        if tasks_before_crash {
            server.tasks().await;
            server.cloud.store().flush().unwrap();
        }
        let server = server.crash();
        assert!(server.receive(&url).await.is_empty());
        server.tasks().await;
        assert_eq!(server.counts(&url).await, (0, 0, 0));
        assert_eq!(bodies(&server.receive(&dead).await), ["poison"]);
    }
}

#[tokio::test]
async fn a_fifo_group_goes_on_behind_a_dead_letter() {
    let server = Server::new();
    let dead = server.queue("dead.fifo", fifo()).await;
    let url =
        server.queue("orders.fifo", json!({ "FifoQueue": "true", "RedrivePolicy": redrive("dead.fifo", 1) })).await;
    server.send_to_group(&url, "poison", "g").await;
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    server.send_to_group(&url, "next", "g").await;
    assert_eq!(bodies(&server.receive(&url).await), ["next"]);
    server.pass(100).await;
    let moved = server.receive(&dead).await.remove(0);
    assert_eq!(moved["Attributes"]["MessageGroupId"], "g");
    assert_eq!(moved["Attributes"]["MessageDeduplicationId"], "g-poison");
    assert_eq!(moved["Attributes"]["DeadLetterQueueSourceArn"], arn("orders.fifo"));
}

#[tokio::test]
async fn without_its_dead_letter_queue_a_message_stays() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    server.send(&url, "poison").await;
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    server.ok("DeleteQueue", json!({ "QueueUrl": dead })).await;
    assert!(server.receive(&url).await.is_empty());
    server.tasks().await;
    assert_eq!(bodies(&server.receive(&url).await), ["poison"]);
}

#[tokio::test]
async fn sources_are_listed() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let list = json!({ "QueueUrl": dead });
    assert_eq!(server.ok("ListDeadLetterSourceQueues", list.clone()).await, json!({ "queueUrls": [] }));
    let mut urls = Vec::new();
    for name in ["a", "b", "c"] {
        urls.push(server.queue(name, json!({ "RedrivePolicy": redrive("dead", 5) })).await);
    }
    assert_eq!(server.ok("ListDeadLetterSourceQueues", list.clone()).await, json!({ "queueUrls": urls }));
    let first = server.ok("ListDeadLetterSourceQueues", json!({ "QueueUrl": dead, "MaxResults": 2 })).await;
    assert_eq!(first["queueUrls"], json!(urls[..2]));
    let next = json!({ "QueueUrl": dead, "MaxResults": 2, "NextToken": first["NextToken"] });
    assert_eq!(server.ok("ListDeadLetterSourceQueues", next).await, json!({ "queueUrls": urls[2..] }));
    server.ok("SetQueueAttributes", json!({ "QueueUrl": urls[0], "Attributes": { "RedrivePolicy": "" } })).await;
    server.ok("DeleteQueue", json!({ "QueueUrl": urls[1] })).await;
    assert_eq!(server.ok("ListDeadLetterSourceQueues", list).await, json!({ "queueUrls": urls[2..] }));
}

/// Performs every task, and then once more, as happens when the server stops before it has noted that the task is done.
struct Twice(Cloud);

impl Performer for Twice {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let first = self.0.perform(run.clone()).await;
            self.0.perform(run).await;
            first
        })
    }
}

#[tokio::test]
async fn a_task_performed_twice_moves_once() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    for number in 0..3 {
        server.send(&url, &number.to_string()).await;
    }
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    assert!(server.receive(&url).await.is_empty());
    server.cloud.store().tasks().run_due(&Twice(server.cloud.clone())).await;
    assert_eq!((server.counts(&url).await, server.counts(&dead).await), ((0, 0, 0), (3, 0, 0)));
    server.ok("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    server.cloud.store().tasks().run_due(&Twice(server.cloud.clone())).await;
    server.pass(1).await;
    assert_eq!((server.counts(&url).await, server.counts(&dead).await), ((3, 0, 0), (0, 0, 0)));
}
