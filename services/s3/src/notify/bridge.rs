//! Events for EventBridge (Amazon S3 User Guide, "EventBridge event message structure").

use serde::Serialize;

use super::record::{json, sequencer};
use super::{Event, More};
use crate::bucket::BucketRecord;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Detail<'a> {
    version: &'static str,
    bucket: Bucket<'a>,
    object: Object<'a>,
    request_id: &'a str,
    requester: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_ip_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_storage_class: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restore_expiry_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_storage_class: Option<&'a str>,
}

#[derive(Serialize)]
struct Bucket<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Object<'a> {
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequencer: Option<String>,
}

/// What EventBridge calls an event, why it came, and what kind of deletion it was.
type Facts = (&'static str, Option<&'static str>, Option<&'static str>);

fn facts(name: &str) -> Option<Facts> {
    let created = |reason| Some(("Object Created", Some(reason), None));
    let deleted = |reason, how| Some(("Object Deleted", Some(reason), Some(how)));
    let (for_good, marked) = ("Permanently Deleted", "Delete Marker Created");
    match name {
        "ObjectCreated:Put" => created("PutObject"),
        "ObjectCreated:Post" => created("POST Object"),
        "ObjectCreated:Copy" => created("CopyObject"),
        "ObjectCreated:CompleteMultipartUpload" => created("CompleteMultipartUpload"),
        "ObjectRemoved:Delete" => deleted("DeleteObject", for_good),
        "ObjectRemoved:DeleteMarkerCreated" => deleted("DeleteObject", marked),
        "LifecycleExpiration:Delete" => deleted("Lifecycle Expiration", for_good),
        "LifecycleExpiration:DeleteMarkerCreated" => deleted("Lifecycle Expiration", marked),
        "LifecycleTransition" => Some(("Object Storage Class Changed", None, None)),
        "ObjectRestore:Post" => Some(("Object Restore Initiated", None, None)),
        "ObjectRestore:Completed" => Some(("Object Restore Completed", None, None)),
        "ObjectRestore:Delete" => Some(("Object Restore Expired", None, None)),
        "ObjectTagging:Put" => Some(("Object Tags Added", None, None)),
        "ObjectTagging:Delete" => Some(("Object Tags Deleted", None, None)),
        "ObjectAcl:Put" => Some(("Object ACL Updated", None, None)),
        _ => None,
    }
}

/// The detail type and the detail; none for events EventBridge does not know.
pub(super) fn write(bucket: &BucketRecord, event: &Event<'_>, more: More<'_>) -> Option<(&'static str, String)> {
    let (kind, reason, deletion_type) = facts(event.name)?;
    // Tags and access control lists are no news about the size.
    let sized = !kind.starts_with("Object Tags") && !kind.starts_with("Object ACL");
    let (moved_to, archive, until) = match more {
        More::Nothing => (None, None, None),
        More::Moved(class) => (Some(class), None, None),
        More::Restoring { class } => (None, Some(class), None),
        More::Restored { class, until } => (None, Some(class), Some(until.iso8601_seconds())),
    };
    let detail = Detail {
        version: "0",
        bucket: Bucket { name: &bucket.name },
        object: Object {
            key: event.key,
            size: event.size.filter(|_| sized),
            etag: event.told_etag(),
            version_id: event.version,
            sequencer: sequencer(bucket, event).map(|sequencer| sequencer.to_ascii_lowercase()),
        },
        request_id: event.by.request_id,
        requester: event.by.requester,
        source_ip_address: event.by.source_ip,
        reason,
        deletion_type,
        destination_storage_class: moved_to,
        restore_expiry_time: until,
        source_storage_class: archive,
    };
    Some((kind, json(&detail)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tradewind_clock::Timestamp;

    use super::*;
    use crate::bucket::Versioning;
    use crate::notify::By;

    fn told(name: &'static str, etag: Option<&'static str>, more: More<'_>) -> (&'static str, Value) {
        let bucket = BucketRecord {
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            name: "b-1".to_owned(),
            created: 1_437_521_628_000_000,
            versioning: Versioning::Enabled,
        };
        let event = Event {
            name,
            key: "a b",
            size: etag.map(|_| 5),
            etag,
            version: Some("v"),
            sequence: 255,
            at: Timestamp::ZERO,
            by: By { principal: "AWS:P", requester: "123456789012", source_ip: Some("1.2.3.4"), request_id: "R1" },
        };
        let (kind, detail) = write(&bucket, &event, more).unwrap();
        (kind, serde_json::from_str(&detail).unwrap())
    }

    #[test]
    fn details() {
        let want = json!({
            "version": "0", "bucket": {"name": "b-1"},
            "object": {
                "key": "a b", "size": 5, "etag": "e", "version-id": "v", "sequencer": "55aed6dc00000000ff",
            },
            "request-id": "R1", "requester": "123456789012", "source-ip-address": "1.2.3.4", "reason": "PutObject",
        });
        assert_eq!(told("ObjectCreated:Put", Some("e"), More::Nothing), ("Object Created", want));
        let (kind, gone) = told("ObjectRemoved:DeleteMarkerCreated", None, More::Nothing);
        assert_eq!((kind, &gone["reason"]), ("Object Deleted", &json!("DeleteObject")));
        assert_eq!(gone["deletion-type"], "Delete Marker Created");
        assert_eq!(gone["object"].get("size"), None);
        let (kind, tags) = told("ObjectTagging:Put", Some("e"), More::Nothing);
        assert_eq!(
            (kind, &tags["object"]),
            ("Object Tags Added", &json!({"key": "a b", "etag": "e", "version-id": "v"}))
        );
        let (kind, moved) = told("LifecycleTransition", Some("e"), More::Moved("GLACIER"));
        assert_eq!((kind, &moved["destination-storage-class"]), ("Object Storage Class Changed", &json!("GLACIER")));
        let until = Timestamp::from_secs(86_400);
        let more = More::Restored { class: "GLACIER", until };
        let (kind, back) = told("ObjectRestore:Completed", Some("e"), more);
        assert_eq!((kind, &back["restore-expiry-time"]), ("Object Restore Completed", &json!("1970-01-02T00:00:00Z")));
        assert_eq!((&back["source-storage-class"], &back["object"]["size"]), (&json!("GLACIER"), &json!(5)));
        assert!(facts("ReducedRedundancyLostObject").is_none());
    }
}
