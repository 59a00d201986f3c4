//! The message of an event (Amazon S3 User Guide, "Event message structure").

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tradewind_clock::Timestamp;
use tradewind_wire::host_id;

use super::{Event, More};
use crate::bucket::BucketRecord;

#[derive(Serialize)]
struct Message<'a> {
    #[serde(rename = "Records")]
    records: [Record<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    event_version: &'static str,
    event_source: &'static str,
    aws_region: &'a str,
    event_time: String,
    event_name: &'static str,
    user_identity: Identity<'a>,
    request_parameters: Parameters<'a>,
    response_elements: Elements<'a>,
    s3: What<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifecycle_event_data: Option<Lifecycle<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    glacier_event_data: Option<Archive<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    principal_id: &'a str,
}

#[derive(Serialize)]
struct Parameters<'a> {
    #[serde(rename = "sourceIPAddress")]
    source_ip: &'a str,
}

#[derive(Serialize)]
struct Elements<'a> {
    #[serde(rename = "x-amz-request-id")]
    request: &'a str,
    #[serde(rename = "x-amz-id-2")]
    host: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct What<'a> {
    #[serde(rename = "s3SchemaVersion")]
    schema: &'static str,
    configuration_id: &'a str,
    bucket: Bucket<'a>,
    object: Object<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bucket<'a> {
    name: &'a str,
    owner_identity: Identity<'a>,
    arn: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'a> {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(rename = "eTag", skip_serializing_if = "Option::is_none")]
    etag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequencer: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lifecycle<'a> {
    transition_event_data: Transition<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Transition<'a> {
    destination_storage_class: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Archive<'a> {
    restore_event_data: Restore<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Restore<'a> {
    lifecycle_restoration_expiry_time: String,
    lifecycle_restore_storage_class: &'a str,
}

/// The message of an event for the configuration with this id.
pub(super) fn write(bucket: &BucketRecord, configuration: &str, event: &Event<'_>, more: More<'_>) -> String {
    let owner = customer_id(&bucket.account);
    let record = Record {
        event_version: version(event.name),
        event_source: "aws:s3",
        aws_region: &bucket.region,
        event_time: event.at.to_string(),
        event_name: event.name,
        user_identity: Identity { principal_id: event.by.principal },
        // Calls from inside have no address; AWS names the service there.
        request_parameters: Parameters { source_ip: event.by.source_ip.unwrap_or("s3.amazonaws.com") },
        response_elements: Elements { request: event.by.request_id, host: host_id(event.by.request_id) },
        s3: What {
            schema: "1.0",
            configuration_id: configuration,
            bucket: Bucket { name: &bucket.name, owner_identity: Identity { principal_id: &owner }, arn: bucket.arn() },
            object: Object {
                key: encoded(event.key),
                size: event.size,
                etag: event.told_etag(),
                version_id: event.version,
                sequencer: sequencer(bucket, event),
            },
        },
        lifecycle_event_data: match more {
            More::Moved(class) => {
                Some(Lifecycle { transition_event_data: Transition { destination_storage_class: class } })
            }
            _ => None,
        },
        glacier_event_data: match more {
            More::Restored { class, until } => Some(Archive {
                restore_event_data: Restore {
                    lifecycle_restoration_expiry_time: until.to_string(),
                    lifecycle_restore_storage_class: class,
                },
            }),
            _ => None,
        },
    };
    json(&Message { records: [record] })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Test<'a> {
    service: &'static str,
    event: &'static str,
    time: String,
    bucket: &'a str,
    request_id: &'a str,
    host_id: String,
}

/// What a queue gets when it becomes a destination.
pub(super) fn test_event(bucket: &str, request_id: &str, at: Timestamp) -> String {
    json(&Test {
        service: "Amazon S3",
        event: "s3:TestEvent",
        time: at.to_string(),
        bucket,
        request_id,
        host_id: host_id(request_id),
    })
}

/// As JSON. Plain text and numbers can always be written.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The version of the message: 2.3 for what lifecycle rules do, and for tags and access control lists.
fn version(name: &str) -> &'static str {
    let later = ["Lifecycle", "ObjectTagging:", "ObjectAcl:", "IntelligentTiering", "ObjectRestore:Delete"];
    if later.iter().any(|family| name.starts_with(family)) { "2.3" } else { "2.1" }
}

/// Grows with every event of a key, also where a bucket comes again: when the bucket was made, then the event's number in it.
/// Only what makes and removes objects has one.
pub(super) fn sequencer(bucket: &BucketRecord, event: &Event<'_>) -> Option<String> {
    let ordered = ["ObjectCreated:", "ObjectRemoved:", "LifecycleExpiration:"];
    let has = ordered.iter().any(|family| event.name.starts_with(family));
    has.then(|| format!("{:08X}{:010X}", bucket.created_at().as_secs(), event.sequence))
}

/// A key as messages have it: URL-encoded, with `+` for spaces and its slashes left alone.
fn encoded(key: &str) -> String {
    let part = |part: &str| form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>();
    key.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The customer id of an account: `A` and 13 letters and digits, always the same for the same account.
fn customer_id(account: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let digest = Sha256::digest(["customer ", account].concat());
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map_or('A', |letter| char::from(*letter));
    std::iter::once('A').chain(digest.iter().take(13).map(letter)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::bucket::Versioning;
    use crate::notify::By;

    fn bucket() -> BucketRecord {
        BucketRecord {
            account: "123456789012".to_owned(),
            region: "eu-west-1".to_owned(),
            name: "b-1".to_owned(),
            created: 1_437_521_628_000_000,
            versioning: Versioning::Enabled,
        }
    }

    fn event(name: &'static str) -> Event<'static> {
        Event {
            name,
            key: "red/flower ä+1.jpg",
            size: Some(5),
            etag: Some("abc"),
            version: None,
            sequence: 255,
            at: Timestamp::from_millis(1_767_323_045_006),
            by: By { principal: "AWS:P", requester: "123456789012", source_ip: Some("1.2.3.4"), request_id: "R1" },
        }
    }

    #[test]
    fn a_message_says_what_aws_says() {
        let text = write(&bucket(), "mine", &event("ObjectCreated:Put"), More::Nothing);
        let read: Value = serde_json::from_str(&text).unwrap();
        let record = &read["Records"][0];
        let owner = record["s3"]["bucket"]["ownerIdentity"]["principalId"].as_str().unwrap();
        assert_eq!((owner.len(), &owner[..1]), (14, "A"));
        let host = record["responseElements"]["x-amz-id-2"].as_str().unwrap();
        assert_eq!(host.len(), 76);
        let want = json!({
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
            "eventTime": "2026-01-02T03:04:05.006Z", "eventName": "ObjectCreated:Put",
            "userIdentity": {"principalId": "AWS:P"}, "requestParameters": {"sourceIPAddress": "1.2.3.4"},
            "responseElements": {"x-amz-request-id": "R1", "x-amz-id-2": host},
            "s3": {
                "s3SchemaVersion": "1.0", "configurationId": "mine",
                "bucket": {"name": "b-1", "ownerIdentity": {"principalId": owner}, "arn": "arn:aws:s3:::b-1"},
                "object": {
                    "key": "red/flower+%C3%A4%2B1.jpg", "size": 5, "eTag": "abc", "sequencer": "55AED6DC00000000FF",
                },
            },
        });
        assert_eq!(record, &want);
        assert!(text.starts_with(r#"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"#), "{text}");
    }

    #[test]
    fn tags_and_lifecycle_have_a_later_version() {
        let read = |name, more| -> Value {
            serde_json::from_str(&write(&bucket(), "mine", &Event { version: Some("v"), ..event(name) }, more)).unwrap()
        };
        let tags = read("ObjectTagging:Put", More::Nothing);
        assert_eq!(tags["Records"][0]["eventVersion"], "2.3");
        assert_eq!(tags["Records"][0]["s3"]["object"].get("sequencer"), None);
        assert_eq!(tags["Records"][0]["s3"]["object"]["versionId"], "v");
        let moved = read("LifecycleTransition", More::Moved("GLACIER"));
        let data = json!({"transitionEventData": {"destinationStorageClass": "GLACIER"}});
        assert_eq!(moved["Records"][0]["lifecycleEventData"], data);
        let until = Timestamp::from_secs(86_400);
        let back = read("ObjectRestore:Completed", More::Restored { class: "GLACIER", until });
        let data = json!({"restoreEventData": {
            "lifecycleRestorationExpiryTime": "1970-01-02T00:00:00.000Z", "lifecycleRestoreStorageClass": "GLACIER",
        }});
        assert_eq!(back["Records"][0]["glacierEventData"], data);
        assert_eq!(
            read("ObjectRestore:Post", More::Restoring { class: "GLACIER" })["Records"][0].get("glacierEventData"),
            None
        );
    }

    #[test]
    fn a_test_event() {
        let text = test_event("b-1", "R1", Timestamp::from_millis(1_767_323_045_006));
        let start = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-02T03:04:05.006Z","Bucket":"b-1","RequestId":"R1","HostId":""#;
        assert!(text.starts_with(start), "{text}");
    }
}
