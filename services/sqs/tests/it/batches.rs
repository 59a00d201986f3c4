//! Batches: many entries in one call, each with its own fate.

use serde_json::{Value, json};

use crate::harness::{Server, bodies, fifo};

fn entries(count: usize) -> Value {
    (0..count).map(|n| json!({ "Id": format!("e{n}"), "MessageBody": n.to_string() })).collect()
}

#[tokio::test]
async fn a_batch_is_sent_in_order() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let sent = server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries(10) })).await;
    assert!(sent.get("Failed").is_none(), "{sent}");
    let successful = sent["Successful"].as_array().unwrap();
    assert_eq!(successful.len(), 10);
    assert_eq!(successful[3]["Id"], "e3");
    assert_eq!(successful[3]["MD5OfMessageBody"], "eccbc87e4b5ce2fe28308fd9f2a7baf3");
    let messages = server.receive(&url).await;
    assert_eq!(bodies(&messages), (0..10).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(messages[3]["MessageId"], successful[3]["MessageId"]);
    let entries: Value = messages
        .iter()
        .enumerate()
        .map(|(n, message)| json!({ "Id": n.to_string(), "ReceiptHandle": message["ReceiptHandle"] }))
        .collect();
    let deleted = server.ok("DeleteMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    assert_eq!(deleted["Successful"].as_array().unwrap().len(), 10);
    assert!(deleted.get("Failed").is_none());
    assert_eq!(server.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn a_batch_has_rules() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let refused = |code: &str, text: &str| (format!("AWS.SimpleQueueService.{code}"), text.to_owned());
    for operation in ["SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"] {
        let entry = format!("{operation}RequestEntry");
        let empty = refused("EmptyBatchRequest", &format!("There should be at least one {entry} in the request."));
        assert_eq!(server.fails(operation, json!({ "QueueUrl": url, "Entries": [] })).await, empty);
        assert_eq!(server.fails(operation, json!({ "QueueUrl": url })).await, empty);
        let batch = |ids: &[&str]| {
            let entries: Value = ids
                .iter()
                .map(|id| json!({ "Id": id, "MessageBody": "x", "ReceiptHandle": "x", "VisibilityTimeout": 1 }))
                .collect();
            json!({ "QueueUrl": url, "Entries": entries })
        };
        let eleven: Vec<String> = (0..11).map(|n| n.to_string()).collect();
        let eleven: Vec<&str> = eleven.iter().map(String::as_str).collect();
        assert_eq!(
            server.fails(operation, batch(&eleven)).await,
            refused("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 11.")
        );
        assert_eq!(
            server.fails(operation, batch(&["a", "b", "a"])).await,
            refused("BatchEntryIdsNotDistinct", "Id a repeated.")
        );
        let long = "a".repeat(81);
        for bad in ["", "a b", "a.b", "é", &long] {
            assert_eq!(
                server.fails(operation, batch(&[bad])).await,
                refused(
                    "InvalidBatchEntryId",
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
                )
            );
        }
    }
    let missing = server.fails("SendMessageBatch", json!({ "QueueUrl": url, "Entries": [{ "Id": "a" }] })).await;
    let text = "The request must contain the parameter SendMessageBatchRequestEntry.1.MessageBody.";
    assert_eq!(missing, ("MissingParameter".to_owned(), text.to_owned()));
}

#[tokio::test]
async fn a_bad_entry_does_not_keep_the_others_out() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "MaximumMessageSize": "1024" })).await;
    let entries = json!([
        { "Id": "good", "MessageBody": "good" },
        { "Id": "large", "MessageBody": "x".repeat(1_025) },
        { "Id": "late", "MessageBody": "x", "DelaySeconds": 901 },
        { "Id": "bad", "MessageBody": "\u{1}" },
        { "Id": "fifo", "MessageBody": "x", "MessageDeduplicationId": "1" },
        { "Id": "fine", "MessageBody": "fine" },
    ]);
    let sent = server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    let ids = |list: &Value| {
        list.as_array().unwrap().iter().map(|e| e["Id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&sent["Successful"]), ["good", "fine"]);
    assert_eq!(ids(&sent["Failed"]), ["large", "late", "bad", "fifo"]);
    assert_eq!(
        sent["Failed"][0],
        json!({
            "Id": "large", "SenderFault": true, "Code": "InvalidParameterValue",
            "Message": "Message must be shorter than 1024 bytes",
        })
    );
    assert_eq!(sent["Failed"][2]["Code"], "InvalidMessageContents");
    assert_eq!(sent["Failed"][3]["Message"], "The request include parameter that is not valid for this queue type");
    assert_eq!(bodies(&server.receive(&url).await), ["good", "fine"]);
}

#[tokio::test]
async fn a_batch_is_a_mebibyte_at_most() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let batch = |bytes: usize| {
        let entries: Value = (0..2).map(|n| json!({ "Id": n.to_string(), "MessageBody": "x".repeat(bytes) })).collect();
        json!({ "QueueUrl": url, "Entries": entries })
    };
    server.ok("SendMessageBatch", batch(524_288)).await;
    assert_eq!(
        server.fails("SendMessageBatch", batch(524_289)).await,
        (
            "AWS.SimpleQueueService.BatchRequestTooLong".to_owned(),
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.".to_owned()
        )
    );
    assert_eq!(server.counts(&url).await, (2, 0, 0));
}

#[tokio::test]
async fn handles_of_a_batch_fail_one_by_one() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "x").await;
    server.send(&url, "y").await;
    let messages = server.receive(&url).await;
    let entries = json!([
        { "Id": "good", "ReceiptHandle": messages[0]["ReceiptHandle"], "VisibilityTimeout": 0 },
        { "Id": "bad", "ReceiptHandle": "x", "VisibilityTimeout": 5 },
        { "Id": "range", "ReceiptHandle": messages[1]["ReceiptHandle"], "VisibilityTimeout": 43_201 },
        { "Id": "none", "ReceiptHandle": messages[1]["ReceiptHandle"] },
    ]);
    let input = json!({ "QueueUrl": url, "Entries": entries });
    let changed = server.ok("ChangeMessageVisibilityBatch", input.clone()).await;
    assert_eq!(changed["Successful"], json!([{ "Id": "good" }]));
    let invalid = "The input receipt handle \"x\" is not a valid receipt handle.";
    let bad = json!({ "Id": "bad", "SenderFault": true, "Code": "ReceiptHandleIsInvalid", "Message": invalid });
    assert_eq!(changed["Failed"][0], bad);
    assert_eq!(changed["Failed"][1]["Code"], "InvalidParameterValue");
    assert_eq!(changed["Failed"][2]["Code"], "MissingParameter");
    assert_eq!(server.counts(&url).await, (1, 1, 0));
    let deleted = server.ok("DeleteMessageBatch", input).await;
    assert_eq!(deleted["Failed"], json!([bad]));
    assert_eq!(server.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn a_fifo_batch_keeps_its_order_and_tells_duplicates() {
    let server = Server::new();
    let url = server.queue("orders.fifo", fifo()).await;
    let entry = |id: &str, dedup: &str| json!({ "Id": id, "MessageBody": id, "MessageGroupId": "g", "MessageDeduplicationId": dedup });
    let entries = json!([entry("a", "1"), entry("b", "2"), entry("c", "1"), { "Id": "d", "MessageBody": "d", "MessageGroupId": "g" }]);
    let sent = server.ok("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    let successful = &sent["Successful"];
    assert_eq!(successful[2]["MessageId"], successful[0]["MessageId"]);
    assert_eq!(successful[2]["SequenceNumber"], successful[0]["SequenceNumber"]);
    assert_eq!(sent["Failed"][0]["Id"], "d");
    assert_eq!(sent["Failed"][0]["SenderFault"], true);
    // An entry without a group keeps all of them out.
    let entries = json!([entry("e", "5"), { "Id": "f", "MessageBody": "f", "MessageDeduplicationId": "6" }]);
    let refused = server.fails("SendMessageBatch", json!({ "QueueUrl": url, "Entries": entries })).await;
    let text = "The request must contain the parameter MessageGroupId.";
    assert_eq!(refused, ("InvalidParameterValue".to_owned(), text.to_owned()));
    assert_eq!(bodies(&server.receive(&url).await), ["a", "b"]);
}
