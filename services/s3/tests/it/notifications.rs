//! What buckets tell of their objects: configurations, test events, and where messages go.

use serde_json::{Value, json};
use tradewind_store::SimDisk;

use crate::stage::Stage;

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:q";

fn queue(events: &[&str]) -> Value {
    json!({"QueueArn": QUEUE, "Events": events})
}

async fn configure(stage: &Stage, configuration: Value) {
    let input = json!({"Bucket": "b-1", "NotificationConfiguration": configuration});
    stage.ok("PutBucketNotificationConfiguration", input).await;
}

async fn refused(stage: &Stage, configuration: Value) -> (u16, String, String) {
    let input = json!({"Bucket": "b-1", "NotificationConfiguration": configuration});
    stage.refused("PutBucketNotificationConfiguration", input).await
}

async fn configured(stage: &Stage) -> Value {
    stage.ok("GetBucketNotificationConfiguration", json!({"Bucket": "b-1"})).await
}

#[tokio::test]
async fn a_configuration_is_kept_and_tested() {
    let mut stage = Stage::with_bucket().await;
    stage.queue("q").await;
    assert_eq!(configured(&stage).await, json!({}));
    let filter =
        json!({"Key": {"FilterRules": [{"Name": "prefix", "Value": "a/"}, {"Name": "suffix", "Value": ".x"}]}});
    let mut wanted = queue(&["s3:ObjectCreated:*"]);
    wanted["Id"] = "mine".into();
    wanted["Filter"] = filter;
    configure(&stage, json!({"QueueConfigurations": [wanted], "EventBridgeConfiguration": {}})).await;
    stage.crash();
    let kept = configured(&stage).await;
    let shown = json!({"Key": {"FilterRules": [{"Name": "Prefix", "Value": "a/"}, {"Name": "Suffix", "Value": ".x"}]}});
    let want = json!({"Id": "mine", "QueueArn": QUEUE, "Events": ["s3:ObjectCreated:*"], "Filter": shown});
    assert_eq!(kept, json!({"QueueConfigurations": [want], "EventBridgeConfiguration": {}}));
    let messages = stage.messages("q").await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["Event"], "s3:TestEvent");
    assert_eq!((&messages[0]["Service"], &messages[0]["Bucket"]), (&json!("Amazon S3"), &json!("b-1")));
    configure(&stage, json!({})).await;
    assert_eq!(configured(&stage).await, json!({}));
}

#[tokio::test]
async fn destinations_must_be_there() {
    let stage = Stage::with_bucket().await;
    stage.settle().await;
    let text = "Unable to validate the following destination configurations";
    let wanted = json!({"QueueConfigurations": [queue(&["s3:ObjectCreated:*"])]});
    assert_eq!(refused(&stage, wanted.clone()).await, (400, "InvalidArgument".to_owned(), text.to_owned()));
    assert_eq!(configured(&stage).await, json!({}));
    let input = json!({"Bucket": "b-1", "NotificationConfiguration": wanted, "SkipDestinationValidation": true});
    stage.ok("PutBucketNotificationConfiguration", input).await;
    assert_eq!(stage.cloud.store().tasks().pending(), 0, "who is trusted gets no test event");
    let topic = json!({"TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Events": ["s3:ObjectCreated:*"]});
    let (status, code, text) = refused(&stage, json!({"TopicConfigurations": [topic]})).await;
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert!(text.contains("TopicConfiguration"), "{text}");
}

#[tokio::test]
async fn what_overlaps_is_refused() {
    let stage = Stage::with_bucket().await;
    stage.queue("q").await;
    let both = json!({"QueueConfigurations": [queue(&["s3:ObjectCreated:*"]), queue(&["s3:ObjectCreated:Put"])]});
    let (_, code, text) = refused(&stage, both).await;
    assert_eq!(code, "InvalidArgument");
    let want = "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are \
                overlapping for the same event type.";
    assert_eq!(text, want);
}

async fn versioned(stage: &Stage, status: &str) {
    let input = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": status}});
    stage.ok("PutBucketVersioning", input).await;
}

#[tokio::test]
async fn objects_are_told_of_and_a_crash_loses_nothing() {
    let mut stage = Stage::with_bucket().await;
    stage.queue("q").await;
    let events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"];
    let mut wanted = queue(&events);
    wanted["Id"] = "mine".into();
    wanted["Filter"] = json!({"Key": {"FilterRules": [{"Name": "suffix", "Value": ".x"}]}});
    configure(&stage, json!({"QueueConfigurations": [wanted]})).await;
    stage.messages("q").await;
    stage.put("a b.x", "hello").await;
    stage.put("a.y", "hello").await;
    stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "a b.x"})).await;
    stage.crash();
    let told = stage.messages("q").await;
    assert_eq!(told.len(), 2, "{told:?}");
    let mut records: Vec<Value> = told.iter().map(|message| message["Records"][0].clone()).collect();
    records.sort_by_key(|record| record["eventName"].as_str().unwrap().to_owned());
    let (made, gone) = (&records[0], &records[1]);
    assert_eq!((&made["eventName"], &made["eventVersion"]), (&json!("ObjectCreated:Put"), &json!("2.1")));
    assert_eq!(made["eventTime"], "2026-01-02T03:04:05.000Z");
    let object = &made["s3"]["object"];
    assert_eq!((&object["key"], &object["size"]), (&json!("a+b.x"), &json!(5)));
    assert_eq!((&object["eTag"], object.get("versionId")), (&json!("5d41402abc4b2a76b9719d911017c592"), None));
    assert_eq!(made["s3"]["configurationId"], "mine");
    assert_eq!(gone["eventName"], "ObjectRemoved:Delete");
    assert_eq!((gone["s3"]["object"].get("size"), gone["s3"]["object"].get("eTag")), (None, None));
    assert!(gone["s3"]["object"]["sequencer"].as_str() > object["sequencer"].as_str());
    assert!(stage.messages("q").await.is_empty());
}

#[tokio::test]
async fn versions_and_tags_are_told() {
    let stage = Stage::with_bucket().await;
    versioned(&stage, "Enabled").await;
    stage.queue("q").await;
    configure(&stage, json!({"QueueConfigurations": [queue(&["s3:ObjectCreated:*", "s3:ObjectTagging:*"])]})).await;
    stage.messages("q").await;
    let version = stage.put("a", "1").await["VersionId"].clone();
    let told = stage.messages("q").await;
    assert_eq!(told[0]["Records"][0]["s3"]["object"]["versionId"], version);
    let tags = json!({"Bucket": "b-1", "Key": "a", "Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}});
    stage.ok("PutObjectTagging", tags).await;
    let told = stage.messages("q").await;
    let record = &told[0]["Records"][0];
    assert_eq!((&record["eventName"], &record["eventVersion"]), (&json!("ObjectTagging:Put"), &json!("2.3")));
}

#[tokio::test]
async fn a_bus_gets_everything() {
    let stage = Stage::with_bucket().await;
    versioned(&stage, "Enabled").await;
    stage.queue("q").await;
    let pattern = json!({"source": ["aws.s3"], "detail": {"bucket": {"name": ["b-1"]}}}).to_string();
    stage.ask("events", "PutRule", json!({"Name": "r", "EventPattern": pattern})).await;
    stage.ask("events", "PutTargets", json!({"Rule": "r", "Targets": [{"Id": "1", "Arn": QUEUE}]})).await;
    configure(&stage, json!({"EventBridgeConfiguration": {}})).await;
    let version = stage.put("a b", "hello").await["VersionId"].clone();
    let event = stage.messages("q").await.remove(0);
    assert_eq!((&event["source"], &event["detail-type"]), (&json!("aws.s3"), &json!("Object Created")));
    assert_eq!((&event["resources"], &event["time"]), (&json!(["arn:aws:s3:::b-1"]), &json!("2026-01-02T03:04:05Z")));
    let detail = &event["detail"];
    assert_eq!((&detail["version"], &detail["reason"]), (&json!("0"), &json!("PutObject")));
    let object = &detail["object"];
    assert_eq!((&object["key"], &object["size"], &object["version-id"]), (&json!("a b"), &json!(5), &version));
    stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "a b"})).await;
    let event = stage.messages("q").await.remove(0);
    assert_eq!((&event["detail-type"], &event["detail"]["reason"]), (&json!("Object Deleted"), &json!("DeleteObject")));
    assert_eq!(event["detail"]["deletion-type"], "Delete Marker Created");
}

#[tokio::test]
async fn a_queue_that_is_gone_gets_nothing_and_stops_nothing() {
    let stage = Stage::with_bucket().await;
    stage.queue("q").await;
    configure(&stage, json!({"QueueConfigurations": [queue(&["s3:ObjectCreated:*"])]})).await;
    stage.messages("q").await;
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
    stage.ask("sqs", "DeleteQueue", json!({"QueueUrl": url})).await;
    stage.settle().await;
    let before = stage.cloud.store().tasks().pending();
    stage.put("a", "1").await;
    assert!(stage.settle().await > 0);
    assert_eq!(stage.cloud.store().tasks().pending(), before, "the notification is given up");
}

/// Puts objects until the power goes; answers the keys that were acknowledged.
async fn put_some(stage: &Stage) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for n in 0..4 {
        let key = format!("k{n}");
        let input = json!({"Bucket": "b-1", "Key": key});
        if stage.send("PutObject", input, "body").await.is_err() {
            break;
        }
        acknowledged.push(key);
        if n == 1 {
            // Some are delivered before the power goes, or while it does.
            stage.settle().await;
        }
    }
    stage.settle().await;
    acknowledged
}

/// A power cut at every operation of the disk, between an upload and the end of its notifications: a queue of the bucket's and one
/// behind a bus hear of every object whose upload was acknowledged.
#[tokio::test]
async fn every_acknowledged_upload_is_told_of_whenever_the_power_goes() {
    for operations in 1_u64.. {
        let mut stage = Stage::on(SimDisk::new(operations)).await;
        stage.queue("q").await;
        stage.queue("bus").await;
        let pattern = json!({"source": ["aws.s3"]}).to_string();
        stage.ask("events", "PutRule", json!({"Name": "r", "EventPattern": pattern})).await;
        let target = json!({"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:bus"});
        stage.ask("events", "PutTargets", json!({"Rule": "r", "Targets": [target]})).await;
        let wanted = json!({"QueueConfigurations": [queue(&["s3:ObjectCreated:*"])], "EventBridgeConfiguration": {}});
        configure(&stage, wanted).await;
        stage.messages("q").await;
        stage.disk.crash_after(operations);
        let acknowledged = put_some(&stage).await;
        let whole = !stage.disk.is_dead();
        stage.crash();
        let direct = stage.messages("q").await;
        let direct: Vec<_> = direct.iter().map(|told| told["Records"][0]["s3"]["object"]["key"].clone()).collect();
        let events = stage.messages("bus").await;
        let events: Vec<_> = events.iter().map(|event| event["detail"]["object"]["key"].clone()).collect();
        for key in acknowledged {
            let key = Value::from(key);
            assert!(direct.contains(&key), "operation {operations}: the queue has not heard of {key}");
            assert!(events.contains(&key), "operation {operations}: the bus has not heard of {key}");
        }
        if whole {
            assert!(operations > 5, "the disk has more to do than that: {operations}");
            return;
        }
    }
}
