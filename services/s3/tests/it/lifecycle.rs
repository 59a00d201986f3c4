//! What goes away by itself, on virtual time.

use std::time::Duration;

use serde_json::{Value, json};

use crate::stage::Stage;

const DAY: u64 = 86_400;

async fn rules(stage: &Stage, rules: Value) {
    let input = json!({"Bucket": "b-1", "LifecycleConfiguration": {"Rules": rules}});
    stage.ok("PutBucketLifecycleConfiguration", input).await;
}

fn rule(more: Value) -> Value {
    let mut rule = json!({"ID": "r", "Status": "Enabled", "Filter": {}});
    for (name, value) in more.as_object().expect("members") {
        rule[name] = value.clone();
    }
    rule
}

/// Days go by, each with its midnight.
async fn days(stage: &Stage, days: u64) {
    for _ in 0..days {
        stage.clock.jump(Duration::from_secs(DAY)).expect("virtual");
        stage.settle().await;
    }
}

async fn keys(stage: &Stage) -> Vec<String> {
    let page = stage.ok("ListObjectsV2", json!({"Bucket": "b-1"})).await;
    let all = page["Contents"].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| one["Key"].as_str().expect("text").to_owned()).collect()
}

async fn versioned(stage: &Stage) {
    let input = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": "Enabled"}});
    stage.ok("PutBucketVersioning", input).await;
}

async fn counted(stage: &Stage) -> (usize, usize) {
    let page = stage.ok("ListObjectVersions", json!({"Bucket": "b-1"})).await;
    let count = |name: &str| page[name].as_array().map_or(0, Vec::len);
    (count("Versions"), count("DeleteMarkers"))
}

#[tokio::test]
async fn rules_come_back_as_they_were() {
    let mut stage = Stage::with_bucket().await;
    let (status, code, text) = stage.refused("GetBucketLifecycleConfiguration", json!({"Bucket": "b-1"})).await;
    assert_eq!((status, code.as_str()), (404, "NoSuchLifecycleConfiguration"));
    assert_eq!(text, "The lifecycle configuration does not exist");
    let wanted = json!([rule(json!({"Expiration": {"Days": 3}, "Filter": {"Prefix": "a/"}}))]);
    rules(&stage, wanted.clone()).await;
    stage.crash();
    let kept = stage.ok("GetBucketLifecycleConfiguration", json!({"Bucket": "b-1"})).await;
    assert_eq!(kept["Rules"], wanted);
    assert_eq!(kept["TransitionDefaultMinimumObjectSize"], "all_storage_classes_128K");
    stage.ok("DeleteBucketLifecycle", json!({"Bucket": "b-1"})).await;
    assert_eq!(stage.refused("GetBucketLifecycleConfiguration", json!({"Bucket": "b-1"})).await.0, 404);
}

#[tokio::test]
async fn objects_expire_at_the_midnight_after_their_days() {
    let mut stage = Stage::with_bucket().await;
    stage.put("a/1", "x").await;
    stage.put("b/1", "x").await;
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 2}, "Filter": {"Prefix": "a/"}}))])).await;
    days(&stage, 2).await;
    assert_eq!(keys(&stage).await, ["a/1", "b/1"]);
    stage.crash();
    days(&stage, 1).await;
    assert_eq!(keys(&stage).await, ["b/1"]);
    stage.put("a/2", "x").await;
    days(&stage, 3).await;
    assert_eq!(keys(&stage).await, ["b/1"]);
    stage.put("a/3", "x").await;
    stage.ok("DeleteBucketLifecycle", json!({"Bucket": "b-1"})).await;
    days(&stage, 9).await;
    assert_eq!(keys(&stage).await, ["a/3", "b/1"]);
    assert_eq!(stage.cloud.store().tasks().pending(), 0, "without rules nothing goes on");
}

#[tokio::test]
async fn new_rules_take_the_place_of_old_ones() {
    let stage = Stage::with_bucket().await;
    stage.put("a", "x").await;
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 1}}))])).await;
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 5}}))])).await;
    days(&stage, 5).await;
    assert_eq!(keys(&stage).await, ["a"]);
    assert_eq!(stage.cloud.store().tasks().pending(), 1);
    days(&stage, 1).await;
    assert_eq!(keys(&stage).await, [""; 0]);
}

#[tokio::test]
async fn versions_are_marked_first_and_go_later() {
    let stage = Stage::with_bucket().await;
    versioned(&stage).await;
    for body in ["1", "2", "3"] {
        stage.put("a", body).await;
    }
    let noncurrent = json!({"NoncurrentDays": 1, "NewerNoncurrentVersions": 1});
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 3}, "NoncurrentVersionExpiration": noncurrent}))])).await;
    days(&stage, 1).await;
    assert_eq!(counted(&stage).await, (3, 0));
    days(&stage, 1).await;
    assert_eq!(counted(&stage).await, (2, 0), "one noncurrent version stays whatever its age");
    days(&stage, 2).await;
    assert_eq!(counted(&stage).await, (2, 1));
    days(&stage, 2).await;
    assert_eq!(counted(&stage).await, (1, 1));
    assert_eq!(keys(&stage).await, [""; 0]);
}

#[tokio::test]
async fn markers_go_when_nothing_is_behind_them() {
    let stage = Stage::with_bucket().await;
    versioned(&stage).await;
    stage.put("a", "1").await;
    stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "a"})).await;
    let noncurrent = json!({"NoncurrentDays": 1});
    let marker = json!({"ExpiredObjectDeleteMarker": true});
    rules(&stage, json!([rule(json!({"Expiration": marker, "NoncurrentVersionExpiration": noncurrent}))])).await;
    days(&stage, 1).await;
    assert_eq!(counted(&stage).await, (1, 1));
    days(&stage, 1).await;
    assert_eq!(counted(&stage).await, (0, 1));
    days(&stage, 1).await;
    assert_eq!(counted(&stage).await, (0, 0));
}

#[tokio::test]
async fn tags_and_sizes_choose() {
    let stage = Stage::with_bucket().await;
    for (key, size, tag) in [("a", 10, "t=1"), ("b", 10, "t=2"), ("c", 100, "t=1")] {
        let input = json!({"Bucket": "b-1", "Key": key, "Tagging": tag});
        stage.send("PutObject", input, vec![0; size]).await.expect("put");
    }
    let and = json!({"And": {"Tags": [{"Key": "t", "Value": "1"}], "ObjectSizeLessThan": 50}});
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 1}, "Filter": and}))])).await;
    days(&stage, 2).await;
    assert_eq!(keys(&stage).await, ["b", "c"]);
}

#[tokio::test]
async fn uploads_that_nobody_completes_are_aborted() {
    let stage = Stage::with_bucket().await;
    for key in ["a/1", "b/1"] {
        stage.ok("CreateMultipartUpload", json!({"Bucket": "b-1", "Key": key})).await;
    }
    let abort = json!({"DaysAfterInitiation": 1});
    rules(&stage, json!([rule(json!({"AbortIncompleteMultipartUpload": abort, "Filter": {"Prefix": "a/"}}))])).await;
    let uploads = async || {
        let page = stage.ok("ListMultipartUploads", json!({"Bucket": "b-1"})).await;
        page["Uploads"].as_array().map_or(0, Vec::len)
    };
    days(&stage, 1).await;
    assert_eq!(uploads().await, 2);
    days(&stage, 1).await;
    assert_eq!(uploads().await, 1);
}

#[tokio::test]
async fn classes_change_and_everything_is_told() {
    let stage = Stage::with_bucket().await;
    stage.queue("q").await;
    let events = ["s3:LifecycleTransition", "s3:LifecycleExpiration:*"];
    let queue = json!({"QueueArn": "arn:aws:sqs:us-east-1:123456789012:q", "Events": events});
    let input = json!({"Bucket": "b-1", "NotificationConfiguration": {"QueueConfigurations": [queue]}});
    stage.ok("PutBucketNotificationConfiguration", input).await;
    stage.messages("q").await;
    stage.put("a", vec![7; 200 << 10]).await;
    let steps = json!([{"Days": 1, "StorageClass": "INTELLIGENT_TIERING"}]);
    rules(&stage, json!([rule(json!({"Transitions": steps, "Expiration": {"Days": 3}}))])).await;
    days(&stage, 2).await;
    let head = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "a"})).await;
    assert_eq!(head["StorageClass"], "INTELLIGENT_TIERING");
    let told = stage.messages("q").await;
    let record = &told[0]["Records"][0];
    assert_eq!((told.len(), &record["eventName"]), (1, &json!("LifecycleTransition")));
    assert_eq!(record["eventVersion"], "2.3");
    let class = &record["lifecycleEventData"]["transitionEventData"]["destinationStorageClass"];
    assert_eq!(class, "INTELLIGENT_TIERING");
    days(&stage, 2).await;
    assert_eq!(keys(&stage).await, [""; 0]);
    let told = stage.messages("q").await;
    let record = &told[0]["Records"][0];
    assert_eq!((told.len(), &record["eventName"]), (1, &json!("LifecycleExpiration:Delete")));
    assert_eq!(record["userIdentity"]["principalId"], "s3.amazonaws.com");
}

#[tokio::test]
async fn many_objects_go_in_steps() {
    let mut stage = Stage::with_bucket().await;
    for number in 0..1_234 {
        stage.put(&format!("k{number:04}"), "").await;
    }
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 1}}))])).await;
    stage.clock.jump(Duration::from_secs(2 * DAY)).expect("virtual");
    stage.crash();
    for _ in 0..20 {
        stage.settle().await;
        stage.clock.jump(Duration::from_millis(1)).expect("virtual");
    }
    assert_eq!(keys(&stage).await, [""; 0]);
}

#[tokio::test]
async fn answers_tell_when_an_object_expires() {
    let stage = Stage::with_bucket().await;
    stage.put("a", "x").await;
    rules(&stage, json!([rule(json!({"Expiration": {"Days": 3}, "Filter": {"Prefix": "a"}, "ID": "end of a"}))])).await;
    let want = r#"expiry-date="Tue, 06 Jan 2026 00:00:00 GMT", rule-id="end%20of%20a""#;
    assert_eq!(stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "a"})).await["Expiration"], want);
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "a"})).await.0["Expiration"], want);
    assert_eq!(stage.put("a", "y").await["Expiration"], want);
    assert_eq!(stage.put("b", "y").await.get("Expiration"), None);
}
