//! Sending, receiving, deleting; what a message carries.

use serde_json::{Value, json};

use crate::harness::{ACCOUNT, Server, bodies, spawn};

fn is_uuid(value: &Value) -> bool {
    let text = value.as_str().unwrap();
    text.len() == 36 && text.as_bytes()[14] == b'4' && text.matches('-').count() == 4
}

#[tokio::test]
async fn a_message_is_sent_received_and_deleted() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let sent = server.send(&url, "hello").await;
    assert_eq!(sent["MD5OfMessageBody"], "5d41402abc4b2a76b9719d911017c592");
    assert!(is_uuid(&sent["MessageId"]));
    assert_eq!(sent.as_object().unwrap().len(), 2, "{sent}");
    let sent_at = server.now().as_millis().to_string();
    server.jump(3);
    let plain = server.ok("ReceiveMessage", json!({ "QueueUrl": url, "VisibilityTimeout": 0 })).await;
    let mut plain = plain["Messages"][0].clone();
    plain.as_object_mut().unwrap().remove("ReceiptHandle");
    assert_eq!(
        plain,
        json!({ "MessageId": sent["MessageId"], "MD5OfBody": "5d41402abc4b2a76b9719d911017c592", "Body": "hello" })
    );
    let first_received = server.now().as_millis().to_string();
    server.jump(1);
    let messages = server.receive(&url).await;
    assert_eq!(
        messages[0]["Attributes"],
        json!({
            "SenderId": ACCOUNT, "SentTimestamp": sent_at,
            "ApproximateReceiveCount": "2", "ApproximateFirstReceiveTimestamp": first_received,
        })
    );
    assert_eq!(server.counts(&url).await, (0, 1, 0));
    server.delete(&url, &messages[0]).await;
    assert_eq!(server.counts(&url).await, (0, 0, 0));
    server.delete(&url, &messages[0]).await;
    assert_eq!(server.ok("ReceiveMessage", json!({ "QueueUrl": url })).await, json!({}));
}

#[tokio::test]
async fn the_oldest_comes_first() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    for number in 0..25 {
        server.send(&url, &number.to_string()).await;
    }
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.extend(bodies(&server.receive(&url).await));
    }
    assert_eq!(seen, (0..25).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn attributes_travel_with_the_message() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let sent = server
        .ok(
            "SendMessage",
            json!({
                "QueueUrl": url, "MessageBody": "Information about the largest city in Any Region.",
                "MessageAttributes": {
                    "City": { "DataType": "String", "StringValue": "Any City" },
                    "Greeting": { "DataType": "Binary", "BinaryValue": "U0dWc2JHOHNJRmR2Y214a0lRPT0=" },
                    "Population": { "DataType": "Number", "StringValue": "1250800" },
                },
                "MessageSystemAttributes": {
                    "AWSTraceHeader": { "DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793" },
                },
            }),
        )
        .await;
    // The digests of AWS's own example (`aws sqs send-message help`), whose greeting is the base64 text of "Hello, World!".
    assert_eq!(sent["MD5OfMessageBody"], "51b0a3256d59467f973009b739163aa0");
    assert_eq!(sent["MD5OfMessageAttributes"], "00484c6852e072874de421e059e48f06");
    assert_eq!(sent["MD5OfMessageSystemAttributes"], "62a56dd927315f2b2e12832b84617ea5");
    let again = json!({ "VisibilityTimeout": 0 });
    let whole = server.receive_with(&url, again).await.remove(0);
    assert_eq!(whole["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"]);
    assert_eq!(whole["MessageAttributes"]["City"], json!({ "DataType": "String", "StringValue": "Any City" }));
    assert_eq!(
        whole["MessageAttributes"]["Greeting"],
        json!({ "DataType": "Binary", "BinaryValue": "U0dWc2JHOHNJRmR2Y214a0lRPT0=" })
    );
    assert_eq!(whole["Attributes"]["AWSTraceHeader"], "Root=1-5759e988-bd862e3fe1be46a994272793");
    let some = json!({ "MessageAttributeNames": ["Ci.*", "nothing"], "VisibilityTimeout": 0 });
    let part = server.receive_with(&url, some).await.remove(0);
    assert_eq!(part["MessageAttributes"].as_object().unwrap().len(), 1);
    assert_eq!(part["MD5OfMessageAttributes"], "0c32cb5c844c01fbd5b6b434b52cf670");
    let none = json!({ "MessageAttributeNames": [], "MessageSystemAttributeNames": ["SenderId"] });
    let bare = server.receive_with(&url, none).await.remove(0);
    assert!(bare.get("MessageAttributes").is_none() && bare.get("MD5OfMessageAttributes").is_none());
    assert_eq!(bare["Attributes"], json!({ "SenderId": ACCOUNT }));
}

#[tokio::test]
async fn the_trace_header_of_the_request_is_kept() {
    let mut server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.trace = Some("Root=1-1".to_owned());
    let sent = server.send(&url, "x").await;
    assert!(sent.get("MD5OfMessageSystemAttributes").is_none());
    assert_eq!(server.receive(&url).await[0]["Attributes"]["AWSTraceHeader"], "Root=1-1");
}

#[tokio::test]
async fn the_old_parameter_for_system_attributes_still_works() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, "x").await;
    let input = json!({ "QueueUrl": url, "AttributeNames": ["SenderId", "Policy"] });
    let message = server.ok("ReceiveMessage", input).await["Messages"][0].clone();
    assert_eq!(message["Attributes"], json!({ "SenderId": ACCOUNT }));
    let unknown = json!({ "QueueUrl": url, "MessageSystemAttributeNames": ["Nonsense"] });
    assert_eq!(
        server.fails("ReceiveMessage", unknown).await,
        ("InvalidAttributeName".to_owned(), "Unknown Attribute Nonsense.".to_owned())
    );
}

#[tokio::test]
async fn a_body_must_be_there_and_be_text() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let missing = ("MissingParameter".to_owned(), "The request must contain the parameter MessageBody.".to_owned());
    assert_eq!(server.fails("SendMessage", json!({ "QueueUrl": url, "MessageBody": "" })).await, missing);
    assert_eq!(server.fails("SendMessage", json!({ "QueueUrl": url })).await, missing);
    for (bad, shown) in [("\u{1}", "#x1"), ("a\u{b}", "#xB"), ("\u{ffff}", "#xFFFF")] {
        let (code, text) = server.fails("SendMessage", json!({ "QueueUrl": url, "MessageBody": bad })).await;
        assert_eq!(code, "InvalidMessageContents");
        let allowed = "#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].";
        let want = format!(
            "Invalid binary character '{shown}' was found in the message body, the set of allowed characters is {allowed}"
        );
        assert_eq!(text, want);
    }
    server.send(&url, "\t\r\n ~ é 😀 \u{fffd}").await;
    assert_eq!(bodies(&server.receive(&url).await), ["\t\r\n ~ é 😀 \u{fffd}"]);
}

#[tokio::test]
async fn a_message_has_a_largest_size() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.send(&url, &"x".repeat(1_048_576)).await;
    assert_eq!(server.receive(&url).await[0]["Body"].as_str().unwrap().len(), 1_048_576);
    let refused = |limit: u32| {
        let text = format!("One or more parameters are invalid. Reason: Message must be shorter than {limit} bytes.");
        ("InvalidParameterValue".to_owned(), text)
    };
    let large = json!({ "QueueUrl": url, "MessageBody": "x".repeat(1_048_577) });
    assert_eq!(server.fails("SendMessage", large).await, refused(1_048_576));
    let small = server.queue("small", json!({ "MaximumMessageSize": "1024" })).await;
    server.send(&small, &"é".repeat(512)).await;
    // Name, type and value of an attribute count: 1 + 6 + 1 bytes.
    let mut message = json!({
        "QueueUrl": small, "MessageBody": "x".repeat(1_016),
        "MessageAttributes": { "a": { "DataType": "String", "StringValue": "b" } },
    });
    server.ok("SendMessage", message.clone()).await;
    message["MessageBody"] = json!("x".repeat(1_017));
    assert_eq!(server.fails("SendMessage", message).await, refused(1_024));
}

#[tokio::test]
async fn message_attributes_follow_the_rules() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let text = |value: &str| json!({ "DataType": "String", "StringValue": value });
    for (name, attribute, expected) in [
        ("a", text(""), "Message (user) attribute 'a' must contain a non-empty value of type 'String'."),
        (
            "a",
            json!({ "StringValue": "x" }),
            "The message attribute 'a' must contain non-empty message attribute type.",
        ),
        (
            "a",
            json!({ "DataType": "", "StringValue": "x" }),
            "The message attribute 'a' must contain non-empty message attribute type.",
        ),
        (
            "a",
            json!({ "DataType": "Text", "StringValue": "x" }),
            "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
        ),
        (
            "a",
            json!({ "DataType": "Number", "StringValue": "x" }),
            "Can't cast the value of message (user) attribute 'a' to a number.",
        ),
        (
            "a",
            json!({ "DataType": "Binary", "StringValue": "x" }),
            "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'.",
        ),
        ("", text("x"), "The request must contain non-empty message attribute name."),
        (
            "AWS.x",
            text("x"),
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.' because these strings are reserved for internal use.",
        ),
        (
            "amazon.x",
            text("x"),
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.' because these strings are reserved for internal use.",
        ),
    ] {
        let message = json!({ "QueueUrl": url, "MessageBody": "x", "MessageAttributes": { name: attribute } });
        let refused = server.fails("SendMessage", message).await;
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), expected.to_owned()));
    }
    for name in [".a", "a.", "a..b", "a b", "a/b", "é"] {
        let message = json!({ "QueueUrl": url, "MessageBody": "x", "MessageAttributes": { name: text("x") } });
        assert_eq!(server.fails("SendMessage", message).await.0, "InvalidParameterValue", "{name}");
    }
    let many: Value = (0..11).map(|n| (format!("a{n}"), text("x"))).collect::<serde_json::Map<_, _>>().into();
    let message = json!({ "QueueUrl": url, "MessageBody": "x", "MessageAttributes": many });
    assert_eq!(
        server.fails("SendMessage", message).await.1,
        "Number of message attributes [11] exceeds the allowed maximum [10]."
    );
    let system = json!({ "QueueUrl": url, "MessageBody": "x", "MessageSystemAttributes": { "Other": text("x") } });
    assert_eq!(server.fails("SendMessage", system).await.0, "InvalidParameterValue");
    for good in ["String.json", "Number.int", "Binary.gif"] {
        let attribute = json!({ "DataType": good, "StringValue": "1", "BinaryValue": null });
        let attribute =
            if good.starts_with('B') { json!({ "DataType": good, "BinaryValue": "AA==" }) } else { attribute };
        let message =
            json!({ "QueueUrl": url, "MessageBody": "x", "MessageAttributes": { "awsome.a-b_c": attribute } });
        server.ok("SendMessage", message).await;
    }
}

#[tokio::test]
async fn receive_parameters_have_ranges() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    for (name, value, reason) in [
        ("MaxNumberOfMessages", 0, "Must be between 1 and 10, if provided."),
        ("MaxNumberOfMessages", 11, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", 21, "Must be >= 0 and <= 20, if provided."),
        ("WaitTimeSeconds", -1, "Must be >= 0 and <= 20, if provided."),
        ("VisibilityTimeout", 43_201, "Must be >= 0 and <= 43200, if provided."),
    ] {
        let refused = server.fails("ReceiveMessage", json!({ "QueueUrl": url, name: value })).await;
        let text = format!("Value {value} for parameter {name} is invalid. Reason: {reason}");
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), text));
    }
    let attempt = json!({ "QueueUrl": url, "ReceiveRequestAttemptId": "a" });
    assert_eq!(server.fails("ReceiveMessage", attempt).await.0, "InvalidParameterValue");
}

#[tokio::test]
async fn delays_hold_messages_back() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "DelaySeconds": "20" })).await;
    server.send(&url, "by queue").await;
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "at once", "DelaySeconds": 0 })).await;
    server.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": "soon", "DelaySeconds": 10 })).await;
    assert_eq!(server.counts(&url).await, (1, 0, 2));
    assert_eq!(bodies(&server.receive(&url).await), ["at once"]);
    server.jump(9);
    assert!(server.receive(&url).await.is_empty());
    server.jump(1);
    assert_eq!(bodies(&server.receive(&url).await), ["soon"]);
    server.jump(10);
    assert_eq!(bodies(&server.receive(&url).await), ["by queue"]);
    for bad in [-1, 901] {
        let message = json!({ "QueueUrl": url, "MessageBody": "x", "DelaySeconds": bad });
        let text =
            format!("Value {bad} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
        assert_eq!(server.fails("SendMessage", message).await, ("InvalidParameterValue".to_owned(), text));
    }
}

/// Sends 120,010 messages, each in a group of its own if the queue is FIFO, and receives all but ten of them.
async fn fill_with_messages_in_flight(server: &Server, url: &str, grouped: bool) {
    for batch in 0..12_001 {
        let entry = |n: u32| match grouped {
            true => format!(r#"{{"Id":"{n}","MessageBody":"{batch}-{n}","MessageGroupId":"{batch}-{n}"}}"#),
            false => format!(r#"{{"Id":"{n}","MessageBody":"x"}}"#),
        };
        let entries = (0..10).map(entry).collect::<Vec<_>>().join(",");
        server.raw("SendMessageBatch", format!(r#"{{"QueueUrl":"{url}","Entries":[{entries}]}}"#)).await;
    }
    for _ in 0..11_999 {
        server.raw("ReceiveMessage", format!(r#"{{"QueueUrl":"{url}","MaxNumberOfMessages":10}}"#)).await;
    }
    server.raw("ReceiveMessage", format!(r#"{{"QueueUrl":"{url}","MaxNumberOfMessages":3}}"#)).await;
    assert_eq!(server.receive(url).await.len(), 7, "only as many as may still be in flight");
    assert_eq!(server.counts(url).await, (10, 120_000, 0));
}

#[tokio::test]
async fn a_standard_queue_has_120_000_messages_in_flight_and_says_so() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "VisibilityTimeout": "600" })).await;
    fill_with_messages_in_flight(&server, &url, false).await;
    let text = "Too many messages have been received without being deleted. Please delete your received messages or let them timeout before receiving more.";
    let refused = server.fails("ReceiveMessage", json!({ "QueueUrl": url })).await;
    assert_eq!(refused, ("OverLimit".to_owned(), text.to_owned()));
    // Who waits for messages is not told.
    let waiting = server.clone();
    let wait = json!({ "QueueUrl": url, "WaitTimeSeconds": 1 });
    let waiting = spawn(async move { waiting.ok("ReceiveMessage", wait).await }).await;
    assert!(!waiting.is_finished());
    server.clock.advance(std::time::Duration::from_secs(1)).await.unwrap();
    assert_eq!(waiting.await.unwrap(), json!({}));
}

#[tokio::test]
async fn a_fifo_queue_has_120_000_messages_in_flight_and_says_nothing() {
    let server = Server::new();
    let attributes = json!({ "FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "600" });
    let url = server.queue("orders.fifo", attributes).await;
    fill_with_messages_in_flight(&server, &url, true).await;
    assert!(server.receive(&url).await.is_empty());
}
