//! What was acknowledged is there after a crash.

use serde_json::{Value, json};

use crate::harness::{Server, bodies, fifo};

#[tokio::test]
async fn everything_that_was_answered_is_there() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "100", "DelaySeconds": "0" })).await;
    for number in 0..6 {
        server.send(&url, &number.to_string()).await;
    }
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "late", "DelaySeconds": 50 })).await;
    let taken = server.receive_with(&url, json!({ "MaxNumberOfMessages": 3 })).await;
    server.delete(&url, &taken[0]).await;
    let show = json!({ "QueueUrl": url, "ReceiptHandle": taken[1]["ReceiptHandle"], "VisibilityTimeout": 0 });
    server.ok("ChangeMessageVisibility", show).await;
    server.ok("TagQueue", json!({ "QueueUrl": url, "Tags": { "a": "b" } })).await;
    let before = server.attributes(&url).await;
    let server = server.crash();
    assert_eq!(server.attributes(&url).await, before);
    assert_eq!(server.counts(&url).await, (4, 1, 1));
    assert_eq!(server.ok("ListQueueTags", json!({ "QueueUrl": url })).await["Tags"], json!({ "a": "b" }));
    assert_eq!(server.ok("ListQueues", json!({})).await["QueueUrls"], json!([url]));
    let again = server.receive(&url).await;
    assert_eq!(bodies(&again), ["1", "3", "4", "5"]);
    assert_eq!(again[0]["Attributes"]["ApproximateReceiveCount"], "2");
    assert_eq!(again[0]["MessageId"], taken[1]["MessageId"]);
    // The handle from before the crash is still the latest one of its message.
    server.delete(&url, &taken[2]).await;
    assert_eq!(server.counts(&url).await, (0, 4, 1));
    server.jump(50);
    assert_eq!(bodies(&server.receive(&url).await), ["late"]);
}

#[tokio::test]
async fn fifo_state_survives() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    for body in ["1", "2", "3"] {
        server.send_to_group(&url, body, "g").await;
    }
    let attempt = json!({ "ReceiveRequestAttemptId": "a", "MaxNumberOfMessages": 1 });
    let taken = server.receive_with(&url, attempt.clone()).await;
    let last = server.send_to_group(&url, "4", "g").await;
    let server = server.crash();
    assert!(server.receive(&url).await.is_empty(), "the group is locked by the message in flight");
    assert_eq!(server.receive_with(&url, attempt).await, taken);
    let again = server.send_to_group(&url, "4", "g").await;
    assert_eq!(again["MessageId"], last["MessageId"], "a duplicate is still one");
    let next = server.send_to_group(&url, "5", "g").await;
    assert!(next["SequenceNumber"].as_str().unwrap() > last["SequenceNumber"].as_str().unwrap());
    server.delete(&url, &taken[0]).await;
    assert_eq!(bodies(&server.receive(&url).await), ["2", "3", "4", "5"]);
}

#[tokio::test]
async fn numbers_do_not_come_back_when_a_queue_was_emptied() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "old").await;
    let old = server.receive(&url).await.remove(0);
    server.delete(&url, &old).await;
    let server = server.crash();
    server.send(&url, "new").await;
    server.receive(&url).await;
    server.delete(&url, &old).await;
    assert_eq!(server.counts(&url).await, (0, 1, 0), "an old handle must not fit a new message");
}

#[tokio::test]
async fn deleted_and_purged_queues_stay_so() {
    let server = Server::new();
    let gone = server.queue("gone", json!({})).await;
    let purged = server.queue("purged", json!({})).await;
    for url in [&gone, &purged] {
        server.send(url, "x").await;
    }
    server.ok("DeleteQueue", json!({ "QueueUrl": gone })).await;
    server.ok("PurgeQueue", json!({ "QueueUrl": purged })).await;
    server.send(&purged, "y").await;
    let server = server.crash();
    assert_eq!(
        server.fails("CreateQueue", json!({ "QueueName": "gone" })).await.0,
        "AWS.SimpleQueueService.QueueDeletedRecently"
    );
    assert_eq!(
        server.fails("PurgeQueue", json!({ "QueueUrl": purged })).await.0,
        "AWS.SimpleQueueService.PurgeQueueInProgress"
    );
    assert_eq!(bodies(&server.receive(&purged).await), ["y"]);
    server.pass(60).await;
    server.queue("gone", json!({})).await;
    assert_eq!(server.receive(&gone).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_model_that_was_dropped_is_built_again() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    for number in 0..5 {
        let message = json!({ "QueueUrl": url, "MessageBody": number.to_string(), "MessageGroupId": "g" });
        server.ok("SendMessage", message).await;
    }
    let taken = server.receive_with(&url, json!({ "MaxNumberOfMessages": 2 })).await;
    server.jump(1);
    server.cloud.store().evict_idle(server.now());
    assert_eq!(server.counts(&url).await, (3, 2, 0));
    server.delete(&url, &taken[1]).await;
    server.jump(1);
    server.cloud.store().evict_idle(server.now());
    assert_eq!(bodies(&server.receive(&url).await), ["2", "3", "4"]);
}
