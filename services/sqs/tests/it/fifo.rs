//! FIFO queues: order, groups, deduplication, receive attempts.

use serde_json::{Value, json};

use crate::harness::{Server, bodies, fifo};

const NO_DEDUPLICATION: &str =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";

async fn content_queue(server: &Server) -> String {
    server.queue("orders.fifo", json!({ "FifoQueue": "true", "ContentBasedDeduplication": "true" })).await
}

#[tokio::test]
async fn groups_are_received_in_order_and_one_at_a_time() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    for (body, group) in [("a1", "a"), ("b1", "b"), ("a2", "a"), ("b2", "b"), ("a3", "a")] {
        server.send_to_group(&url, body, group).await;
    }
    let one = json!({ "MaxNumberOfMessages": 1 });
    let first = server.receive_with(&url, one.clone()).await;
    assert_eq!(bodies(&first), ["a1"]);
    let attributes = &first[0]["Attributes"];
    assert_eq!((&attributes["MessageGroupId"], &attributes["MessageDeduplicationId"]), (&json!("a"), &json!("a-a1")));
    assert_eq!(attributes["SequenceNumber"].as_str().unwrap().len(), 20);
    // A receive takes as much of one group as it can before it turns to the next.
    let second = server.receive(&url).await;
    assert_eq!(bodies(&second), ["b1", "b2"]);
    assert!(server.receive(&url).await.is_empty());
    assert_eq!(server.counts(&url).await, (2, 3, 0));
    server.delete(&url, &first[0]).await;
    assert_eq!(bodies(&server.receive(&url).await), ["a2", "a3"]);
    server.delete(&url, &second[0]).await;
    assert!(server.receive(&url).await.is_empty());
}

#[tokio::test]
async fn a_group_waits_until_all_of_it_is_back() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    for body in ["1", "2", "3"] {
        server.send_to_group(&url, body, "g").await;
    }
    let held = server.receive_with(&url, json!({ "MaxNumberOfMessages": 2, "VisibilityTimeout": 60 })).await;
    let change = |message: &Value, seconds: u32| json!({ "QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds });
    server.ok("ChangeMessageVisibility", change(&held[0], 0)).await;
    assert!(server.receive(&url).await.is_empty(), "the second message is still in flight");
    server.jump(60);
    assert_eq!(bodies(&server.receive(&url).await), ["1", "2", "3"]);
}

#[tokio::test]
async fn a_handle_ends_with_its_visibility() {
    let server = Server::new();
    let url = server.queue("orders.fifo", json!({ "FifoQueue": "true", "VisibilityTimeout": "10" })).await;
    server.send_to_group(&url, "x", "g").await;
    let message = server.receive(&url).await.remove(0);
    server.jump(10);
    let handle = message["ReceiptHandle"].as_str().unwrap();
    let expired =
        format!("Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
    let input = json!({ "QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": 5 });
    for operation in ["DeleteMessage", "ChangeMessageVisibility"] {
        let refused = server.fails(operation, input.clone()).await;
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), expired.clone()));
    }
    let batch = json!({ "QueueUrl": url, "Entries": [{ "Id": "a", "ReceiptHandle": handle }] });
    assert_eq!(
        server.ok("DeleteMessageBatch", batch).await["Failed"][0],
        json!({ "Id": "a", "SenderFault": true, "Code": "ReceiptHandleIsInvalid", "Message": "The receipt handle has expired" })
    );
    let latest = server.receive(&url).await.remove(0);
    server.delete(&url, &latest).await;
    server.delete(&url, &latest).await;
    assert_eq!(server.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn a_message_sent_twice_is_one_message_for_five_minutes() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    let first = server.send_to_group(&url, "x", "g").await;
    server.jump(299);
    let again = server.send_to_group(&url, "x", "g").await;
    assert_eq!((&again["MessageId"], &again["SequenceNumber"]), (&first["MessageId"], &first["SequenceNumber"]));
    // The window counts from the first one, and neither a delete nor a purge ends it.
    let held = server.receive(&url).await;
    assert_eq!(held.len(), 1);
    server.delete(&url, &held[0]).await;
    server.ok("PurgeQueue", json!({ "QueueUrl": url })).await;
    assert_eq!(server.send_to_group(&url, "x", "g").await["MessageId"], first["MessageId"]);
    assert!(server.receive(&url).await.is_empty());
    server.jump(1);
    let new = server.send_to_group(&url, "x", "g").await;
    assert_ne!(new["MessageId"], first["MessageId"]);
    assert!(new["SequenceNumber"].as_str().unwrap() > first["SequenceNumber"].as_str().unwrap());
    assert_eq!(server.receive(&url).await.len(), 1);
}

#[tokio::test]
async fn content_stands_for_an_id() {
    let server = Server::new();
    let url = content_queue(&server).await;
    let message = |body: &str, more: Value| {
        let mut message = json!({ "QueueUrl": url, "MessageBody": body, "MessageGroupId": "g" });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    };
    let first = server.ok("SendMessage", message("same", json!({}))).await;
    let attributes = json!({ "MessageAttributes": { "a": { "DataType": "String", "StringValue": "b" } } });
    let second = server.ok("SendMessage", message("same", attributes)).await;
    assert_eq!(second["MessageId"], first["MessageId"], "attributes are not content");
    let sha = "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5";
    let explicit = server.ok("SendMessage", message("other", json!({ "MessageDeduplicationId": sha }))).await;
    assert_eq!(explicit["MessageId"], first["MessageId"], "the id made of the content is an id like any other");
    let received = server.receive(&url).await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0]["Attributes"]["MessageDeduplicationId"], sha);
}

#[tokio::test]
async fn the_scope_of_an_id_is_the_queue_or_the_group() {
    let server = Server::new();
    let queue = server.queue("queue.fifo", fifo()).await;
    let scoped = json!({
        "FifoQueue": "true", "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId",
    });
    let group = server.queue("group.fifo", scoped).await;
    for (url, expected) in [(&queue, 1), (&group, 2)] {
        for name in ["a", "b", "a"] {
            let message = json!({
                "QueueUrl": url, "MessageBody": name, "MessageGroupId": name, "MessageDeduplicationId": "same",
            });
            server.ok("SendMessage", message).await;
        }
        assert_eq!(server.counts(url).await, (expected, 0, 0));
    }
}

#[tokio::test]
async fn fifo_parameters_are_required_and_checked() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    let message = |more: Value| {
        let mut message = json!({ "QueueUrl": url, "MessageBody": "x" });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    };
    let group = "The request must contain the parameter MessageGroupId.";
    let refused = server.fails("SendMessage", message(json!({ "MessageDeduplicationId": "1" }))).await;
    assert_eq!(refused, ("MissingParameter".to_owned(), group.to_owned()));
    let refused = server.fails("SendMessage", message(json!({ "DelaySeconds": 1 }))).await;
    assert_eq!(refused.1, group, "the first of all complaints");
    let refused = server.fails("SendMessage", message(json!({ "MessageGroupId": "g" }))).await;
    assert_eq!(refused, ("InvalidParameterValue".to_owned(), NO_DEDUPLICATION.to_owned()));
    let delay = json!({ "MessageGroupId": "g", "MessageDeduplicationId": "1", "DelaySeconds": 1 });
    let text = "Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.";
    assert_eq!(server.fails("SendMessage", message(delay)).await.1, text);
    let no_delay = json!({ "MessageGroupId": "g", "MessageDeduplicationId": "0", "DelaySeconds": 0 });
    server.ok("SendMessage", message(no_delay)).await;
    let long = "a".repeat(129);
    for bad in ["", "a b", "é", &long] {
        for name in ["MessageGroupId", "MessageDeduplicationId"] {
            let mut more = json!({ "MessageGroupId": "g", "MessageDeduplicationId": "1" });
            more[name] = json!(bad);
            let text = format!(
                "Value {bad} for parameter {name} is invalid. Reason: {name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            );
            assert_eq!(server.fails("SendMessage", message(more)).await.1, text);
        }
    }
    let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    server.ok("SendMessage", message(json!({ "MessageGroupId": punctuation, "MessageDeduplicationId": "1" }))).await;
    let standard = server.queue("standard", json!({})).await;
    let wrong = json!({ "QueueUrl": standard, "MessageBody": "x", "MessageDeduplicationId": "1" });
    assert_eq!(server.fails("SendMessage", wrong).await.0, "InvalidParameterValue");
}

#[tokio::test]
async fn a_queue_delays_all_its_messages_in_order() {
    let server = Server::new();
    let url = server.queue("orders.fifo", json!({ "FifoQueue": "true", "DelaySeconds": "10" })).await;
    server.send_to_group(&url, "1", "g").await;
    server.jump(5);
    server.send_to_group(&url, "2", "g").await;
    server.jump(5);
    let first = server.receive(&url).await;
    assert_eq!(bodies(&first), ["1"]);
    server.delete(&url, &first[0]).await;
    assert!(server.receive(&url).await.is_empty());
    server.jump(5);
    assert_eq!(bodies(&server.receive(&url).await), ["2"]);
}

#[tokio::test]
async fn a_repeated_receive_returns_the_same() {
    let server = Server::new();
    let url = server.queue("orders.fifo", json!({ "FifoQueue": "true", "VisibilityTimeout": "30" })).await;
    server.send_to_group(&url, "1", "a").await;
    server.send_to_group(&url, "2", "b").await;
    let attempt = json!({ "ReceiveRequestAttemptId": "first", "MaxNumberOfMessages": 1 });
    let first = server.receive_with(&url, attempt.clone()).await;
    server.jump(20);
    let again = server.receive_with(&url, attempt.clone()).await;
    assert_eq!(again, first, "the same messages with the same handles and counts");
    // The repetition hid them anew.
    server.jump(20);
    assert_eq!(server.counts(&url).await, (1, 1, 0));
    let other =
        server.receive_with(&url, json!({ "ReceiveRequestAttemptId": "second", "MaxNumberOfMessages": 1 })).await;
    assert_eq!(bodies(&other), ["2"]);
    // Once a message is deleted, the attempt is over.
    server.delete(&url, &first[0]).await;
    assert!(server.receive_with(&url, attempt).await.is_empty());
}
