//! Making, finding, listing, emptying and deleting queues.

use serde_json::json;

use crate::harness::{ACCOUNT, ENDPOINT, Server, fifo};

const NAME_RULE: &str = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";

#[tokio::test]
async fn a_queue_is_made_found_and_listed() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    assert_eq!(url, format!("{ENDPOINT}/{ACCOUNT}/orders"));
    let found = server.ok("GetQueueUrl", json!({ "QueueName": "orders" })).await;
    assert_eq!(found, json!({ "QueueUrl": url }));
    let of_owner = json!({ "QueueName": "orders", "QueueOwnerAWSAccountId": ACCOUNT });
    assert_eq!(server.ok("GetQueueUrl", of_owner).await["QueueUrl"], url);
    let of_other = json!({ "QueueName": "orders", "QueueOwnerAWSAccountId": "999999999999" });
    assert_eq!(server.fails("GetQueueUrl", of_other).await.0, "AWS.SimpleQueueService.NonExistentQueue");
    assert_eq!(server.ok("ListQueues", json!({})).await, json!({ "QueueUrls": [url] }));
    assert_eq!(server.ok("ListQueues", json!({ "QueueNamePrefix": "other" })).await, json!({}));
}

#[tokio::test]
async fn a_queue_that_does_not_exist_is_told() {
    let server = Server::new();
    let answer = server.call("GetQueueUrl", json!({ "QueueName": "nothing" })).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.body,
        json!({ "__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "The specified queue does not exist." })
    );
    let error = ("x-amzn-query-error".into(), "AWS.SimpleQueueService.NonExistentQueue;Sender".to_owned());
    assert!(answer.headers.contains(&error), "{:?}", answer.headers);
    for url in
        [format!("{ENDPOINT}/{ACCOUNT}/nothing"), "nothing".to_owned(), "../../etc/passwd".to_owned(), "é".to_owned()]
    {
        let send = json!({ "QueueUrl": url, "MessageBody": "x" });
        assert_eq!(server.fails("SendMessage", send).await.0, "AWS.SimpleQueueService.NonExistentQueue", "{url}");
    }
}

#[tokio::test]
async fn names_follow_the_rules() {
    let server = Server::new();
    let long = "a".repeat(81);
    for name in ["a b", "a/b", "é", "a.b", ".fifo", long.as_str(), "orders.fifo"] {
        let refused = server.fails("CreateQueue", json!({ "QueueName": name })).await;
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), NAME_RULE.to_owned()), "{name}");
    }
    assert_eq!(
        server.fails("CreateQueue", json!({ "QueueName": "orders", "Attributes": fifo() })).await,
        (
            "InvalidParameterValue".to_owned(),
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.".to_owned()
        )
    );
    let missing = ("MissingParameter".to_owned(), "The request must contain the parameter QueueName.".to_owned());
    assert_eq!(server.fails("CreateQueue", json!({ "QueueName": "" })).await, missing);
    assert_eq!(server.fails("CreateQueue", json!({})).await, missing);
    server.queue(&"a".repeat(80), json!({})).await;
    server.queue(&format!("{}.fifo", "a".repeat(75)), fifo()).await;
}

#[tokio::test]
async fn making_a_queue_again_is_fine_if_nothing_differs() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "DelaySeconds": "5", "VisibilityTimeout": "40" })).await;
    assert_eq!(server.queue("orders", json!({})).await, url);
    assert_eq!(server.queue("orders", json!({ "DelaySeconds": "5" })).await, url);
    assert_eq!(
        server.fails("CreateQueue", json!({ "QueueName": "orders", "Attributes": { "DelaySeconds": "6" } })).await,
        (
            "QueueAlreadyExists".to_owned(),
            "A queue already exists with the same name and a different value for attribute DelaySeconds".to_owned()
        )
    );
}

#[tokio::test]
async fn a_deleted_queue_is_gone_and_its_name_rests_for_a_minute() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "lost").await;
    let held = server.receive(&url).await;
    server.ok("DeleteQueue", json!({ "QueueUrl": url })).await;
    assert_eq!(server.ok("ListQueues", json!({})).await, json!({}));
    for (operation, input) in [
        ("GetQueueUrl", json!({ "QueueName": "orders" })),
        ("SendMessage", json!({ "QueueUrl": url, "MessageBody": "x" })),
        ("ReceiveMessage", json!({ "QueueUrl": url })),
        ("GetQueueAttributes", json!({ "QueueUrl": url, "AttributeNames": ["All"] })),
        ("PurgeQueue", json!({ "QueueUrl": url })),
        ("DeleteQueue", json!({ "QueueUrl": url })),
    ] {
        assert_eq!(server.fails(operation, input).await.0, "AWS.SimpleQueueService.NonExistentQueue", "{operation}");
    }
    server.pass(59).await;
    assert_eq!(
        server.fails("CreateQueue", json!({ "QueueName": "orders" })).await,
        (
            "AWS.SimpleQueueService.QueueDeletedRecently".to_owned(),
            "You must wait 60 seconds after deleting a queue before you can create another with the same name."
                .to_owned()
        )
    );
    server.pass(1).await;
    assert!(server.cloud.store().cells("sqs/123456789012/us-east-1/queue/", None, 10).unwrap().is_empty());
    server.queue("orders", json!({})).await;
    assert_eq!(server.receive(&url).await.len(), 0);
    let old = json!({ "QueueUrl": url, "ReceiptHandle": held[0]["ReceiptHandle"] });
    let (code, text) = server.fails("DeleteMessage", old).await;
    assert_eq!(code, "ReceiptHandleIsInvalid");
    assert!(text.ends_with("is not valid for this queue."), "{text}");
}

#[tokio::test]
async fn a_purged_queue_is_empty_and_can_be_purged_again_after_a_minute() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "1000" })).await;
    for body in ["one", "two", "three"] {
        server.send(&url, body).await;
    }
    let held = server.receive_with(&url, json!({ "MaxNumberOfMessages": 1 })).await;
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "later", "DelaySeconds": 10 })).await;
    server.ok("PurgeQueue", json!({ "QueueUrl": url })).await;
    assert_eq!(server.counts(&url).await, (0, 0, 0));
    server.delete(&url, &held[0]).await;
    assert_eq!(
        server.fails("PurgeQueue", json!({ "QueueUrl": url })).await,
        (
            "AWS.SimpleQueueService.PurgeQueueInProgress".to_owned(),
            "Only one PurgeQueue operation on orders is allowed every 60 seconds.".to_owned()
        )
    );
    let kept = server.send(&url, "new").await;
    server.pass(60).await;
    assert_eq!(server.receive(&url).await[0]["MessageId"], kept["MessageId"]);
    server.ok("PurgeQueue", json!({ "QueueUrl": url })).await;
}

#[tokio::test]
async fn listing_pages_by_name() {
    let server = Server::new();
    for name in ["b", "a2", "a1", "c", "a3"] {
        server.queue(name, json!({})).await;
    }
    let url = |name: &str| format!("{ENDPOINT}/{ACCOUNT}/{name}");
    let first = server.ok("ListQueues", json!({ "QueueNamePrefix": "a", "MaxResults": 2 })).await;
    assert_eq!(first["QueueUrls"], json!([url("a1"), url("a2")]));
    let next = json!({ "QueueNamePrefix": "a", "MaxResults": 2, "NextToken": first["NextToken"] });
    assert_eq!(server.ok("ListQueues", next).await, json!({ "QueueUrls": [url("a3")] }));
    assert_eq!(server.ok("ListQueues", json!({})).await["QueueUrls"].as_array().unwrap().len(), 5);
    for bad in [0, 1_001, -1] {
        let (code, text) = server.fails("ListQueues", json!({ "MaxResults": bad })).await;
        assert_eq!(code, "InvalidParameterValue");
        assert_eq!(
            text,
            "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000."
        );
    }
    assert_eq!(server.fails("ListQueues", json!({ "NextToken": "%%%" })).await.0, "InvalidParameterValue");
}
