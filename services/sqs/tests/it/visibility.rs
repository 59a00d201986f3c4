//! Visibility timeouts and receipt handles.

use serde_json::json;

use crate::harness::{Server, bodies};

#[tokio::test]
async fn a_received_message_is_hidden_until_its_timeout_ends() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "30" })).await;
    server.send(&url, "x").await;
    let first = server.receive(&url).await;
    server.jump(29);
    assert!(server.receive(&url).await.is_empty());
    assert_eq!(server.counts(&url).await, (0, 1, 0));
    server.jump(1);
    assert_eq!(server.counts(&url).await, (1, 0, 0));
    let second = server.receive_with(&url, json!({ "VisibilityTimeout": 5 })).await;
    assert_ne!(first[0]["ReceiptHandle"], second[0]["ReceiptHandle"]);
    server.jump(5);
    assert_eq!(server.receive(&url).await.len(), 1);
}

#[tokio::test]
async fn an_old_handle_deletes_nothing() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "10" })).await;
    server.send(&url, "x").await;
    let first = server.receive(&url).await;
    server.jump(10);
    let second = server.receive(&url).await;
    server.delete(&url, &first[0]).await;
    assert_eq!(server.counts(&url).await, (0, 1, 0));
    server.jump(10);
    // The latest handle works even after its timeout, as long as nobody has received the message since.
    server.delete(&url, &second[0]).await;
    assert_eq!(server.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn visibility_is_changed_from_now_on() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "x").await;
    let message = server.receive(&url).await.remove(0);
    let change = |seconds: i64| json!({ "QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds });
    server.jump(20);
    assert_eq!(server.call("ChangeMessageVisibility", change(100)).await.status, 200);
    server.jump(99);
    assert!(server.receive(&url).await.is_empty());
    server.ok("ChangeMessageVisibility", change(0)).await;
    assert_eq!(server.counts(&url).await, (1, 0, 0));
    assert_eq!(bodies(&server.receive(&url).await), ["x"]);
}

#[tokio::test]
async fn a_message_stays_hidden_for_twelve_hours_at_most() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "x").await;
    let message = server.receive(&url).await.remove(0);
    let change = |seconds: i64| json!({ "QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds });
    server.ok("ChangeMessageVisibility", change(43_200)).await;
    server.jump(1);
    assert_eq!(
        server.fails("ChangeMessageVisibility", change(43_200)).await,
        (
            "InvalidParameterValue".to_owned(),
            "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]".to_owned()
        )
    );
    server.ok("ChangeMessageVisibility", change(43_199)).await;
    for bad in [-1, 43_201] {
        assert_eq!(server.fails("ChangeMessageVisibility", change(bad)).await.0, "InvalidParameterValue");
    }
}

#[tokio::test]
async fn handles_that_hide_nothing_are_told() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "10" })).await;
    server.send(&url, "x").await;
    let first = server.receive(&url).await.remove(0);
    let change = |message: &serde_json::Value| json!({ "QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 5 });
    server.jump(10);
    // Visible again and not received since: AWS answers that all is well, and the message stays visible.
    server.ok("ChangeMessageVisibility", change(&first)).await;
    let second = server.receive(&url).await.remove(0);
    let gone = |message: &serde_json::Value| {
        let handle = message["ReceiptHandle"].as_str().unwrap();
        let text = format!(
            "Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
        );
        ("InvalidParameterValue".to_owned(), text)
    };
    assert_eq!(server.fails("ChangeMessageVisibility", change(&first)).await, gone(&first));
    server.delete(&url, &second).await;
    assert_eq!(server.fails("ChangeMessageVisibility", change(&second)).await, gone(&second));
}

#[tokio::test]
async fn text_that_is_no_handle_is_refused() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let other = server.queue("other", json!({})).await;
    for handle in ["x", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", "é"] {
        for operation in ["DeleteMessage", "ChangeMessageVisibility"] {
            let input = json!({ "QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": 1 });
            assert_eq!(server.fails(operation, input).await.0, "ReceiptHandleIsInvalid");
        }
    }
    let text = "The input receipt handle \"x\" is not a valid receipt handle.";
    let input = json!({ "QueueUrl": url, "ReceiptHandle": "x" });
    assert_eq!(server.fails("DeleteMessage", input).await.1, text);
    server.send(&other, "x").await;
    let foreign = server.receive(&other).await.remove(0);
    let input = json!({ "QueueUrl": url, "ReceiptHandle": foreign["ReceiptHandle"] });
    let handle = foreign["ReceiptHandle"].as_str().unwrap();
    assert_eq!(
        server.fails("DeleteMessage", input).await,
        ("ReceiptHandleIsInvalid".to_owned(), format!("The receipt handle \"{handle}\" is not valid for this queue."))
    );
    let missing = ("MissingParameter".to_owned(), "The request must contain the parameter ReceiptHandle.".to_owned());
    assert_eq!(server.fails("DeleteMessage", json!({ "QueueUrl": url })).await, missing);
    assert_eq!(server.fails("DeleteMessage", json!({ "QueueUrl": url, "ReceiptHandle": "" })).await, missing);
    assert_eq!(
        server.fails("DeleteMessage", json!({ "ReceiptHandle": "x" })).await.1,
        "The request must contain the parameter QueueUrl."
    );
}
