//! RestoreObject: copies of archived objects come, stay for their days and go.

use std::time::Duration;

use serde_json::{Value, json};

use crate::stage::Stage;

const HOUR: Duration = Duration::from_secs(3_600);

async fn archived(stage: &Stage, key: &str, class: &str) {
    let input = json!({"Bucket": "b-1", "Key": key, "StorageClass": class});
    stage.send("PutObject", input, "cold").await.expect("put");
}

fn restore(key: &str, days: u32, tier: &str) -> Value {
    json!({"Bucket": "b-1", "Key": key, "RestoreRequest": {"Days": days, "GlacierJobParameters": {"Tier": tier}}})
}

async fn said(stage: &Stage, key: &str) -> Option<String> {
    let head = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": key})).await;
    head["Restore"].as_str().map(str::to_owned)
}

async fn later(stage: &Stage, by: Duration) {
    stage.clock.advance(by).await.expect("virtual");
    stage.settle().await;
}

const UNDER_WAY: &str = "ongoing-request=\"true\"";

#[tokio::test]
async fn a_copy_comes_stays_and_goes() {
    let mut stage = Stage::with_bucket().await;
    stage.queue("q").await;
    let wanted = json!({"QueueConfigurations": [
        {"QueueArn": "arn:aws:sqs:us-east-1:123456789012:q", "Events": ["s3:ObjectRestore:*"]},
    ]});
    stage.ok("PutBucketNotificationConfiguration", json!({"Bucket": "b-1", "NotificationConfiguration": wanted})).await;
    archived(&stage, "k", "GLACIER").await;
    let get = json!({"Bucket": "b-1", "Key": "k"});
    assert_eq!(
        (said(&stage, "k").await, stage.refused("GetObject", get.clone()).await.1),
        (None, "InvalidObjectState".to_owned())
    );
    let answer = stage.ok("RestoreObject", restore("k", 2, "Standard")).await;
    assert_eq!(answer, json!({"StatusCode": 202}));
    assert_eq!(said(&stage, "k").await.as_deref(), Some(UNDER_WAY));
    assert_eq!(stage.refused("GetObject", get.clone()).await.1, "InvalidObjectState");
    let again = stage.refused("RestoreObject", restore("k", 2, "Bulk")).await;
    assert_eq!(again, (409, "RestoreAlreadyInProgress".to_owned(), "Object restore is already in progress".to_owned()));
    // From 03:04:05 five hours and less.
    later(&stage, 5 * HOUR - Duration::from_secs(1)).await;
    stage.crash();
    stage.settle().await;
    assert_eq!(said(&stage, "k").await.as_deref(), Some(UNDER_WAY));
    later(&stage, Duration::from_secs(1)).await;
    let there = "ongoing-request=\"false\", expiry-date=\"Mon, 05 Jan 2026 00:00:00 GMT\"";
    assert_eq!(said(&stage, "k").await.as_deref(), Some(there));
    let (head, body) = stage.get(get.clone()).await;
    assert_eq!((body, &head["StorageClass"], &head["Restore"]), (b"cold".to_vec(), &json!("GLACIER"), &json!(there)));
    stage.ok("CopyObject", json!({"Bucket": "b-1", "Key": "warm", "CopySource": "b-1/k"})).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "warm"})).await.1, b"cold");
    let listed = json!({"Bucket": "b-1", "OptionalObjectAttributes": ["RestoreStatus"]});
    let status = stage.ok("ListObjectsV2", listed.clone()).await["Contents"][0]["RestoreStatus"].clone();
    assert_eq!(status["IsRestoreInProgress"], false);
    assert!(status["RestoreExpiryDate"].is_number() || status["RestoreExpiryDate"].is_string(), "{status}");
    let versions = stage.ok("ListObjectVersions", listed).await;
    assert_eq!(versions["Versions"][0]["RestoreStatus"], status);
    assert_eq!(stage.ok("ListObjectsV2", json!({"Bucket": "b-1"})).await["Contents"][0].get("RestoreStatus"), None);
    // Longer: the copy's first end does nothing then.
    assert_eq!(stage.ok("RestoreObject", restore("k", 3, "Bulk")).await, json!({"StatusCode": 200}));
    later(&stage, 64 * HOUR).await;
    let longer = "ongoing-request=\"false\", expiry-date=\"Tue, 06 Jan 2026 00:00:00 GMT\"";
    assert_eq!(said(&stage, "k").await.as_deref(), Some(longer));
    later(&stage, 24 * HOUR).await;
    assert_eq!(
        (said(&stage, "k").await, stage.refused("GetObject", get).await.1),
        (None, "InvalidObjectState".to_owned())
    );
    stage.settle().await;
    let messages = stage.messages("q").await;
    let names: Vec<_> = messages.iter().filter_map(|message| message["Records"][0]["eventName"].as_str()).collect();
    assert_eq!(names, ["ObjectRestore:Post", "ObjectRestore:Completed", "ObjectRestore:Delete"]);
    let data = json!({"restoreEventData": {
        "lifecycleRestorationExpiryTime": "2026-01-05T00:00:00.000Z", "lifecycleRestoreStorageClass": "GLACIER",
    }});
    let completed = messages.iter().find(|message| message["Records"][0]["eventName"] == "ObjectRestore:Completed");
    assert_eq!(completed.unwrap()["Records"][0]["glacierEventData"], data);
}

#[tokio::test]
async fn tiers_take_their_time_and_a_faster_one_counts() {
    let stage = Stage::with_bucket().await;
    archived(&stage, "k", "DEEP_ARCHIVE").await;
    let refused = stage.refused("RestoreObject", restore("k", 1, "Expedited")).await;
    assert_eq!(
        (refused.1.as_str(), refused.2.as_str()),
        ("InvalidArgument", "Retrieval option is not supported by this storage class")
    );
    stage.ok("RestoreObject", restore("k", 1, "Bulk")).await;
    later(&stage, HOUR).await;
    assert_eq!(stage.ok("RestoreObject", restore("k", 1, "Standard")).await, json!({"StatusCode": 202}));
    later(&stage, 12 * HOUR).await;
    let there = said(&stage, "k").await.unwrap();
    assert!(there.starts_with("ongoing-request=\"false\""), "{there}");
    // The slower one's time comes and changes nothing.
    later(&stage, 10 * HOUR).await;
    archived(&stage, "fast", "GLACIER").await;
    stage.ok("RestoreObject", restore("fast", 1, "Expedited")).await;
    later(&stage, Duration::from_secs(300)).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "fast"})).await.1, b"cold");
}

#[tokio::test]
async fn what_can_not_be_restored() {
    let stage = Stage::with_bucket().await;
    stage.put("warm", "x").await;
    archived(&stage, "k", "GLACIER").await;
    let text = "Restore is not allowed for the object's current storage class";
    let refused = stage.refused("RestoreObject", restore("warm", 1, "Standard")).await;
    assert_eq!(refused, (403, "InvalidObjectState".to_owned(), text.to_owned()));
    assert_eq!(stage.refused("RestoreObject", restore("none", 1, "Standard")).await.1, "NoSuchKey");
    for (request, code) in [
        (json!({}), "MalformedXML"),
        (json!({"Days": 0}), "MalformedXML"),
        (json!({"Days": 1, "GlacierJobParameters": {"Tier": "Warp"}}), "MalformedXML"),
        (json!({"Type": "SELECT"}), "NotImplemented"),
        (json!({"Days": 1, "OutputLocation": {}}), "NotImplemented"),
    ] {
        let input = json!({"Bucket": "b-1", "Key": "k", "RestoreRequest": request});
        assert_eq!(stage.refused("RestoreObject", input).await.1, code, "{request}");
    }
    assert_eq!(said(&stage, "k").await, None);
}

#[tokio::test]
async fn what_is_overwritten_meanwhile_stays_as_it_is() {
    let stage = Stage::with_bucket().await;
    let enabled = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": "Enabled"}});
    stage.ok("PutBucketVersioning", enabled).await;
    archived(&stage, "k", "GLACIER").await;
    archived(&stage, "gone", "GLACIER").await;
    let old = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "k"})).await["VersionId"].clone();
    stage.ok("RestoreObject", restore("k", 1, "Expedited")).await;
    stage.ok("RestoreObject", restore("gone", 1, "Expedited")).await;
    stage.put("k", "new").await;
    let gone = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "gone"})).await["VersionId"].clone();
    stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "gone", "VersionId": gone})).await;
    later(&stage, Duration::from_secs(300)).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, b"new");
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k", "VersionId": old})).await.1, b"cold");
    assert_eq!(stage.refused("HeadObject", json!({"Bucket": "b-1", "Key": "gone"})).await.1, "NoSuchKey");
}
