//! Resource types of CloudFormation: what queues come to be, how they change and go.

use serde_json::{Value, json};
use tradewind_resource::stage::Stage;
use tradewind_resource::{Existing, HandlerErrorCode, official};
use tradewind_sqs::{Sqs, cfn};

const QUEUE: &str = "AWS::SQS::Queue";
const POLICY: &str = "AWS::SQS::QueuePolicy";
const INLINE: &str = "AWS::SQS::QueueInlinePolicy";

fn stage() -> Stage {
    Stage::builder().service(Sqs::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("sqs", operation, input).await).expect("JSON")
}

async fn attributes(stage: &Stage, queue: &Existing) -> Value {
    let input = json!({"QueueUrl": queue.id, "AttributeNames": ["All"]});
    ok(stage, "GetQueueAttributes", input).await["Attributes"].clone()
}

/// Of a document of text in JSON, the JSON.
fn parsed(text: &Value) -> Value {
    serde_json::from_str(text.as_str().expect("text")).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn properties_become_attributes_of_the_queue() {
    let stage = stage();
    let dead = stage.create(QUEUE, "Dead", json!({})).await.unwrap();
    let dead_arn = attribute(&dead, "Arn").to_owned();
    let redrive = json!({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 3});
    let table = [
        (
            json!({}),
            json!({"VisibilityTimeout": "30", "MessageRetentionPeriod": "345600", "SqsManagedSseEnabled": "true"}),
        ),
        (
            json!({"DelaySeconds": 5, "MaximumMessageSize": 2048, "MessageRetentionPeriod": 60, "VisibilityTimeout": 90,
                "ReceiveMessageWaitTimeSeconds": 20}),
            json!({"DelaySeconds": "5", "MaximumMessageSize": "2048", "MessageRetentionPeriod": "60",
                "VisibilityTimeout": "90", "ReceiveMessageWaitTimeSeconds": "20"}),
        ),
        (
            json!({"FifoQueue": true, "ContentBasedDeduplication": true, "DeduplicationScope": "messageGroup",
                "FifoThroughputLimit": "perMessageGroupId"}),
            json!({"FifoQueue": "true", "ContentBasedDeduplication": "true", "DeduplicationScope": "messageGroup",
                "FifoThroughputLimit": "perMessageGroupId"}),
        ),
        (json!({"FifoQueue": false}), json!({"FifoQueue": null})),
        (
            json!({"KmsMasterKeyId": "alias/aws/sqs", "KmsDataKeyReusePeriodSeconds": 600}),
            json!({"KmsMasterKeyId": "alias/aws/sqs", "KmsDataKeyReusePeriodSeconds": "600"}),
        ),
        (json!({"SqsManagedSseEnabled": false}), json!({"SqsManagedSseEnabled": "false"})),
        (json!({"RedrivePolicy": redrive}), json!({"RedrivePolicy": redrive.to_string()})),
        (json!({"RedrivePolicy": redrive.to_string()}), json!({"RedrivePolicy": redrive.to_string()})),
        (
            json!({"RedriveAllowPolicy": {"redrivePermission": "denyAll"}}),
            json!({"RedriveAllowPolicy": json!({"redrivePermission": "denyAll"}).to_string()}),
        ),
    ];
    for (properties, expected) in table {
        let queue = stage.create_through_crashes(QUEUE, "Mail", &properties).await;
        let found = attributes(&stage, &queue).await;
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(found[name], *value, "{name} of {properties}");
        }
        let name = attribute(&queue, "QueueName");
        assert!(name.starts_with("harbour-Mail-"), "{name}");
        assert_eq!(attribute(&queue, "Arn"), format!("arn:aws:sqs:us-east-1:123456789012:{name}"));
        assert_eq!(queue.id, format!("http://127.0.0.1:4566/123456789012/{name}"));
        assert_eq!(attribute(&queue, "QueueUrl"), queue.id);
        stage.delete(QUEUE, &queue).await.unwrap();
    }
}

#[tokio::test]
async fn what_a_template_no_longer_says_is_as_if_it_never_had() {
    let stage = stage();
    let dead = stage.create(QUEUE, "Dead", json!({})).await.unwrap();
    let all = json!({
        "DelaySeconds": 5, "MaximumMessageSize": 2048, "MessageRetentionPeriod": 60, "VisibilityTimeout": 90,
        "ReceiveMessageWaitTimeSeconds": 20, "KmsMasterKeyId": "alias/aws/sqs", "KmsDataKeyReusePeriodSeconds": 600,
        "RedrivePolicy": {"deadLetterTargetArn": attribute(&dead, "Arn"), "maxReceiveCount": 3},
        "RedriveAllowPolicy": {"redrivePermission": "denyAll"}, "Tags": [{"Key": "a", "Value": "1"}],
    });
    let queue = stage.create(QUEUE, "Mail", all).await.unwrap();
    let changed = stage.update(QUEUE, "Mail", &queue, json!({"DelaySeconds": 7, "SqsManagedSseEnabled": true})).await;
    let changed = changed.unwrap().in_place();
    assert_eq!((&changed.id, &changed.attributes), (&queue.id, &queue.attributes));
    let fresh = stage.create(QUEUE, "Fresh", json!({"DelaySeconds": 7})).await.unwrap();
    let (mut found, mut expected) = (attributes(&stage, &changed).await, attributes(&stage, &fresh).await);
    assert_eq!(found["KmsDataKeyReusePeriodSeconds"], "300", "its default; a queue that never had it shows none");
    for name in ["QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", "KmsDataKeyReusePeriodSeconds"] {
        (found[name], expected[name]) = (Value::Null, Value::Null);
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn tags_are_the_queue_s_and_the_stack_s() {
    let mut stage = stage();
    let tags = |values: &[(&str, &str)]| -> Value {
        let tag = |(key, value): &(&str, &str)| json!({"Key": key, "Value": value});
        json!({"Tags": values.iter().map(tag).collect::<Vec<_>>()})
    };
    let queue = stage.create(QUEUE, "Mail", tags(&[("a", "1"), ("b", "1")])).await.unwrap();
    let shown = ok(&stage, "ListQueueTags", json!({"QueueUrl": queue.id})).await;
    assert_eq!(shown["Tags"], json!({"a": "1", "b": "1", "team": "sails"}));
    ok(&stage, "TagQueue", json!({"QueueUrl": queue.id, "Tags": {"foreign": "x"}})).await;
    stage.tags = vec![("cost".into(), "9".into())];
    stage.update(QUEUE, "Mail", &queue, tags(&[("a", "2")])).await.unwrap().in_place();
    let shown = ok(&stage, "ListQueueTags", json!({"QueueUrl": queue.id})).await;
    assert_eq!(shown["Tags"], json!({"a": "2", "cost": "9", "foreign": "x"}));
}

#[tokio::test]
async fn another_name_is_another_queue() {
    let stage = stage();
    let queue = stage.create(QUEUE, "Mail", json!({"QueueName": "one"})).await.unwrap();
    assert!(queue.id.ends_with("/one"), "{}", queue.id);
    let taken = stage.create(QUEUE, "Other", json!({"QueueName": "one"})).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    assert_eq!(taken.message, "Resource of type 'AWS::SQS::Queue' with identifier 'one' already exists.");
    let other = stage.update(QUEUE, "Mail", &queue, json!({"QueueName": "two"})).await.unwrap().replaced();
    assert_eq!(ok(&stage, "ListQueues", json!({})).await["QueueUrls"], json!([other.id]));
    // The name of a queue that is gone is free after a minute, and is waited for.
    let back = stage.update(QUEUE, "Mail", &other, json!({"QueueName": "one"})).await.unwrap().replaced();
    assert_eq!(back.id, queue.id);
    stage.create_through_crashes(QUEUE, "Named", json!({"QueueName": "three", "VisibilityTimeout": 9})).await;
}

#[tokio::test]
async fn refusals_are_the_service_s() {
    let stage = stage();
    let refused = stage.create(QUEUE, "Mail", json!({"DelaySeconds": 901})).await.unwrap_err();
    assert_eq!(refused.code, HandlerErrorCode::InvalidRequest);
    let expected =
        "Invalid value for the parameter DelaySeconds. (Service: Sqs, Status Code: 400, Request ID: request)";
    assert_eq!(refused.message, expected);
}

#[tokio::test]
async fn policies_are_set_and_taken_back() {
    let stage = stage();
    let (one, two) =
        (stage.create(QUEUE, "One", json!({})).await.unwrap(), stage.create(QUEUE, "Two", json!({})).await);
    let two = two.unwrap();
    let document = |action: &str, queue: &Existing| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": action,
            "Resource": attribute(queue, "Arn")}]})
    };
    let properties = |queues: &[&Existing], action: &str| {
        let urls: Vec<_> = queues.iter().map(|queue| &queue.id).collect();
        json!({"Queues": urls, "PolicyDocument": document(action, &one)})
    };
    let policy = stage.create_through_crashes(POLICY, "Policy", properties(&[&one, &two], "sqs:SendMessage")).await;
    assert_eq!(attribute(&policy, "Id"), policy.id);
    for queue in [&one, &two] {
        let shown = attributes(&stage, queue).await;
        assert_eq!(parsed(&shown["Policy"]), document("sqs:SendMessage", &one));
    }
    let policy = stage.update(POLICY, "Policy", &policy, properties(&[&one], "sqs:*")).await.unwrap().in_place();
    assert_eq!(parsed(&attributes(&stage, &one).await["Policy"]), document("sqs:*", &one));
    assert_eq!(attributes(&stage, &two).await["Policy"], Value::Null);

    let of = |queue: &Existing, action| json!({"Queue": queue.id, "PolicyDocument": document(action, queue)});
    let inline = stage.create_through_crashes(INLINE, "Inline", of(&two, "sqs:SendMessage")).await;
    assert_eq!(inline.id, two.id);
    let inline = stage.update(INLINE, "Inline", &inline, of(&two, "sqs:*")).await.unwrap().in_place();
    assert_eq!(parsed(&attributes(&stage, &two).await["Policy"]), document("sqs:*", &two));

    stage.delete(INLINE, &inline).await.unwrap();
    stage.delete(QUEUE, &one).await.unwrap();
    stage.delete(POLICY, &policy).await.unwrap();
    assert_eq!(attributes(&stage, &two).await["Policy"], Value::Null);
    let gone = stage.create(POLICY, "Late", properties(&[&one], "sqs:*")).await.unwrap_err();
    assert_eq!(gone.code, HandlerErrorCode::NotFound);
}
