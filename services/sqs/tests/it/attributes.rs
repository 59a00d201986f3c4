//! Queue attributes: defaults, ranges, what is shown and what is refused.

use serde_json::{Value, json};

use crate::harness::{Server, arn, fifo, redrive};

async fn set(server: &Server, url: &str, name: &str, value: &str) -> Option<(String, String)> {
    let input = json!({ "QueueUrl": url, "Attributes": { name: value } });
    let answer = server.call("SetQueueAttributes", input.clone()).await;
    if answer.status == 200 {
        assert_eq!(answer.body, Value::Null);
        return None;
    }
    Some(server.fails("SetQueueAttributes", input).await)
}

#[tokio::test]
async fn a_queue_has_defaults() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let created = server.now().as_secs().to_string();
    assert_eq!(
        server.attributes(&url).await,
        json!({
            "ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0",
            "ApproximateNumberOfMessagesNotVisible": "0", "CreatedTimestamp": created, "DelaySeconds": "0",
            "LastModifiedTimestamp": created, "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600",
            "QueueArn": arn("orders"), "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true",
            "VisibilityTimeout": "30",
        })
    );
    let url = server.queue("orders.fifo", fifo()).await;
    let attributes = server.attributes(&url).await;
    for (name, value) in [
        ("FifoQueue", "true"),
        ("ContentBasedDeduplication", "false"),
        ("DeduplicationScope", "queue"),
        ("FifoThroughputLimit", "perQueue"),
    ] {
        assert_eq!(attributes[name], value);
    }
    assert_eq!(attributes.as_object().unwrap().len(), 16);
}

#[tokio::test]
async fn asked_attributes_are_shown_and_unknown_ones_refused() {
    let server = Server::new();
    let url = server.queue("orders", json!({ "DelaySeconds": "7" })).await;
    let some = json!({ "QueueUrl": url, "AttributeNames": ["DelaySeconds", "QueueArn", "Policy"] });
    let expected = json!({ "Attributes": { "DelaySeconds": "7", "QueueArn": arn("orders") } });
    assert_eq!(server.ok("GetQueueAttributes", some).await, expected);
    assert_eq!(server.ok("GetQueueAttributes", json!({ "QueueUrl": url })).await, json!({}));
    let unknown = ("InvalidAttributeName".to_owned(), "Unknown Attribute Nonsense.".to_owned());
    let ask = json!({ "QueueUrl": url, "AttributeNames": ["Nonsense"] });
    assert_eq!(server.fails("GetQueueAttributes", ask).await, unknown);
    assert_eq!(set(&server, &url, "Nonsense", "1").await, Some(unknown.clone()));
    assert_eq!(
        server.fails("CreateQueue", json!({ "QueueName": "x", "Attributes": { "Nonsense": "1" } })).await,
        unknown
    );
    // What can't be set is not an attribute to set.
    assert_eq!(set(&server, &url, "QueueArn", "x").await.unwrap().0, "InvalidAttributeName");
    assert_eq!(set(&server, &url, "All", "x").await.unwrap().0, "InvalidAttributeName");
    let none = json!({ "QueueUrl": url, "Attributes": {} });
    assert_eq!(server.fails("SetQueueAttributes", none).await.0, "MissingParameter");
}

#[tokio::test]
async fn numbers_have_ranges() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    for (name, least, most) in [
        ("VisibilityTimeout", 0, 43_200),
        ("DelaySeconds", 0, 900),
        ("MaximumMessageSize", 1_024, 1_048_576),
        ("MessageRetentionPeriod", 60, 1_209_600),
        ("ReceiveMessageWaitTimeSeconds", 0, 20),
        ("KmsDataKeyReusePeriodSeconds", 60, 86_400),
    ] {
        let refused = ("InvalidAttributeValue".to_owned(), format!("Invalid value for the parameter {name}."));
        for bad in [(least - 1).to_string(), (most + 1).to_string(), String::new(), "x".to_owned(), "1.5".to_owned()] {
            assert_eq!(set(&server, &url, name, &bad).await, Some(refused.clone()), "{name}={bad}");
        }
        for good in [least, most] {
            assert_eq!(set(&server, &url, name, &good.to_string()).await, None);
            assert_eq!(server.attributes(&url).await[name], good.to_string());
        }
    }
}

#[tokio::test]
async fn a_refused_set_changes_nothing() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let before = server.attributes(&url).await;
    server.jump(10);
    let input = json!({ "QueueUrl": url, "Attributes": { "DelaySeconds": "5", "VisibilityTimeout": "x" } });
    assert_eq!(server.fails("SetQueueAttributes", input).await.0, "InvalidAttributeValue");
    assert_eq!(server.attributes(&url).await, before);
    assert_eq!(set(&server, &url, "DelaySeconds", "5").await, None);
    let after = server.attributes(&url).await;
    assert_eq!(after["LastModifiedTimestamp"], server.now().as_secs().to_string());
    assert_eq!(after["CreatedTimestamp"], before["CreatedTimestamp"]);
}

#[tokio::test]
async fn fifo_attributes_belong_to_fifo_queues() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    for (name, value) in [
        ("FifoQueue", "false"),
        ("ContentBasedDeduplication", "true"),
        ("DeduplicationScope", "queue"),
        ("FifoThroughputLimit", "perQueue"),
    ] {
        let unknown = ("InvalidAttributeName".to_owned(), format!("Unknown Attribute {name}."));
        assert_eq!(set(&server, &url, name, value).await, Some(unknown.clone()));
        let made = json!({ "QueueName": "other", "Attributes": { name: value } });
        assert_eq!(server.fails("CreateQueue", made).await, unknown);
    }
    let url = server.queue("orders.fifo", fifo()).await;
    assert_eq!(set(&server, &url, "FifoQueue", "false").await.unwrap().0, "InvalidAttributeValue");
    assert_eq!(set(&server, &url, "DeduplicationScope", "group").await.unwrap().0, "InvalidAttributeValue");
    assert_eq!(
        set(&server, &url, "FifoThroughputLimit", "perMessageGroupId").await.unwrap().0,
        "InvalidAttributeValue"
    );
    let both = json!({
        "QueueUrl": url,
        "Attributes": { "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId" },
    });
    server.ok("SetQueueAttributes", both).await;
    assert_eq!(set(&server, &url, "DeduplicationScope", "queue").await.unwrap().0, "InvalidAttributeValue");
    assert_eq!(server.attributes(&url).await["FifoThroughputLimit"], "perMessageGroupId");
}

#[tokio::test]
async fn one_kind_of_encryption_at_a_time() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    assert_eq!(set(&server, &url, "KmsMasterKeyId", "alias/aws/sqs").await, None);
    let attributes = server.attributes(&url).await;
    assert_eq!(attributes["KmsMasterKeyId"], "alias/aws/sqs");
    assert_eq!(attributes["KmsDataKeyReusePeriodSeconds"], "300");
    assert_eq!(attributes["SqsManagedSseEnabled"], "false");
    let both = json!({
        "QueueUrl": url, "Attributes": { "KmsMasterKeyId": "alias/x", "SqsManagedSseEnabled": "true" },
    });
    assert_eq!(server.fails("SetQueueAttributes", both).await.0, "InvalidAttributeValue");
    assert_eq!(set(&server, &url, "SqsManagedSseEnabled", "true").await, None);
    assert!(server.attributes(&url).await.get("KmsMasterKeyId").is_none());
}

#[tokio::test]
async fn redrive_policies_are_checked() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    server.queue("dead", json!({})).await;
    server.queue("dead.fifo", fifo()).await;
    let refused = |text: &str, reason: &str| {
        let message = format!("Value {text} for parameter RedrivePolicy is invalid. Reason: {reason}");
        Some(("InvalidParameterValue".to_owned(), message))
    };
    let dead = arn("dead");
    for (text, reason) in [
        ("x".to_owned(), "Redrive policy is not a valid JSON map."),
        ("[]".to_owned(), "Redrive policy is not a valid JSON map."),
        ("{}".to_owned(), "Redrive policy does not contain mandatory attribute: maxReceiveCount."),
        (
            json!({ "maxReceiveCount": 3 }).to_string(),
            "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
        ),
        (
            json!({ "deadLetterTargetArn": dead, "maxReceiveCount": 0 }).to_string(),
            "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.",
        ),
        (
            json!({ "deadLetterTargetArn": dead, "maxReceiveCount": "1001" }).to_string(),
            "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
        ),
        (
            json!({ "deadLetterTargetArn": dead, "maxReceiveCount": "x" }).to_string(),
            "Invalid value for maxReceiveCount: x, valid values are from 1 to 1000 both inclusive.",
        ),
        (redrive("nothing", 3), "Dead letter target does not exist."),
        (redrive("dead.fifo", 3), "Dead-letter queue must be same type of queue as the source."),
    ] {
        assert_eq!(set(&server, &url, "RedrivePolicy", &text).await, refused(&text, reason));
    }
    let printed = format!(r#"{{"deadLetterTargetArn":"{dead}","maxReceiveCount":3}}"#);
    for text in [
        format!("{{\n  \"maxReceiveCount\" : \"3\",\n  \"deadLetterTargetArn\" : \"{dead}\"\n}}"),
        json!({ "deadLetterTargetArn": dead, "maxReceiveCount": 3 }).to_string(),
    ] {
        assert_eq!(set(&server, &url, "RedrivePolicy", &text).await, None);
        assert_eq!(server.attributes(&url).await["RedrivePolicy"], printed);
    }
    // An error repeats the policy as the call says it.
    let spaced = redrive("nothing", 3).replace(':', " : ").replace(" : aws", ":aws");
    let Some((_, text)) = set(&server, &url, "RedrivePolicy", &spaced).await else { panic!("{spaced} was taken") };
    assert!(text.starts_with(&format!("Value {spaced} for parameter RedrivePolicy")), "{text}");
    assert_eq!(set(&server, &url, "RedrivePolicy", "").await, None);
    assert!(server.attributes(&url).await.get("RedrivePolicy").is_none());
}

#[tokio::test]
async fn a_dead_letter_queue_says_who_may_name_it() {
    let server = Server::new();
    let one = server.queue("one", json!({})).await;
    let two = server.queue("two", json!({})).await;
    let dead = server.queue("dead", json!({})).await;
    let policy = json!({ "redrivePermission": "byQueue", "sourceQueueArns": [arn("one")] }).to_string();
    assert_eq!(set(&server, &dead, "RedriveAllowPolicy", &policy).await, None);
    assert_eq!(server.attributes(&dead).await["RedriveAllowPolicy"], policy);
    let spaced = format!("{{ \"sourceQueueArns\" : [ \"{}\" ], \"redrivePermission\": \"byQueue\" }}", arn("one"));
    assert_eq!(set(&server, &dead, "RedriveAllowPolicy", &spaced).await, None);
    assert_eq!(server.attributes(&dead).await["RedriveAllowPolicy"], policy);
    assert_eq!(set(&server, &one, "RedrivePolicy", &redrive("dead", 3)).await, None);
    assert_eq!(set(&server, &two, "RedrivePolicy", &redrive("dead", 3)).await.unwrap().0, "InvalidParameterValue");
    assert_eq!(set(&server, &dead, "RedriveAllowPolicy", r#"{"redrivePermission":"denyAll"}"#).await, None);
    assert_eq!(set(&server, &one, "RedrivePolicy", &redrive("dead", 4)).await.unwrap().0, "InvalidParameterValue");
    assert_eq!(set(&server, &dead, "RedriveAllowPolicy", r#"{"redrivePermission":"allowAll"}"#).await, None);
    assert_eq!(set(&server, &two, "RedrivePolicy", &redrive("dead", 3)).await, None);
    for bad in [
        "x",
        "{}",
        r#"{"redrivePermission":"maybe"}"#,
        r#"{"redrivePermission":"byQueue"}"#,
        r#"{"redrivePermission":"byQueue","sourceQueueArns":["x"]}"#,
        r#"{"redrivePermission":"denyAll","sourceQueueArns":[]}"#,
    ] {
        assert_eq!(set(&server, &dead, "RedriveAllowPolicy", bad).await.unwrap().0, "InvalidParameterValue", "{bad}");
    }
}

#[tokio::test]
async fn a_policy_must_look_like_one() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn("orders") }],
    })
    .to_string();
    assert_eq!(set(&server, &url, "Policy", &policy).await, None);
    assert_eq!(server.attributes(&url).await["Policy"], policy);
    let refused = ("InvalidAttributeValue".to_owned(), "Invalid value for the parameter Policy.".to_owned());
    for bad in ["x", "[]", "{}", r#"{"Statement":[]}"#, r#"{"Statement":[{"Effect":"Maybe"}]}"#] {
        assert_eq!(set(&server, &url, "Policy", bad).await, Some(refused.clone()), "{bad}");
    }
    let eight = json!({
        "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": vec!["sqs:SendMessage"; 8], "Resource": "*" }],
    });
    let text = "8 actions were found in a statement from the submitted policy, max allowed is 7";
    let refused = Some(("OverLimit".to_owned(), text.to_owned()));
    assert_eq!(set(&server, &url, "Policy", &eight.to_string()).await, refused);
    assert_eq!(set(&server, &url, "Policy", "").await, None);
    assert!(server.attributes(&url).await.get("Policy").is_none());
}
