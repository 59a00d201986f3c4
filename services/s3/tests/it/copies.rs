//! CopyObject: what is taken over, what is not, and from where.

use serde_json::{Value, json};

use crate::objects::bytes;
use crate::stage::Stage;

async fn source(stage: &Stage) {
    let input = json!({
        "Bucket": "b-1", "Key": "from/ä", "ContentType": "text/plain", "Metadata": {"a": "1"}, "Tagging": "t=1",
        "StorageClass": "STANDARD_IA",
    });
    stage.send("PutObject", input, bytes(200_000)).await.expect("as expected");
}

fn copy(more: Value) -> Value {
    let mut input = json!({"Bucket": "b-1", "Key": "to", "CopySource": "b-1/from/%C3%A4"});
    for (name, value) in more.as_object().expect("as expected") {
        input[name] = value.clone();
    }
    input
}

#[tokio::test]
async fn a_copy_takes_over_what_it_is_told_to() {
    let stage = Stage::with_bucket().await;
    source(&stage).await;
    let answer = stage.ok("CopyObject", copy(json!({}))).await;
    assert!(answer["CopyObjectResult"]["ETag"].is_string());
    let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": "to"})).await;
    assert_eq!(body, bytes(200_000));
    assert_eq!((&head["ContentType"], &head["Metadata"]), (&json!("text/plain"), &json!({"a": "1"})));
    assert_eq!((head.get("StorageClass"), &head["TagCount"]), (None, &json!(1)));
    let replaced = json!({"MetadataDirective": "REPLACE", "TaggingDirective": "REPLACE", "Metadata": {"b": "2"}});
    stage.ok("CopyObject", copy(replaced)).await;
    let (head, _) = stage.get(json!({"Bucket": "b-1", "Key": "to"})).await;
    assert_eq!((&head["ContentType"], &head["Metadata"]), (&json!("binary/octet-stream"), &json!({"b": "2"})));
    assert_eq!(head.get("TagCount"), None);
}

#[tokio::test]
async fn a_copy_onto_itself_must_change_something() {
    let stage = Stage::with_bucket().await;
    source(&stage).await;
    let itself = |more: Value| {
        let mut input = copy(more);
        input["Key"] = json!("from/ä");
        input
    };
    let (status, code, _) = stage.refused("CopyObject", itself(json!({}))).await;
    assert_eq!((status, code.as_str()), (400, "InvalidRequest"));
    stage.ok("CopyObject", itself(json!({"StorageClass": "GLACIER_IR"}))).await;
    stage.ok("CopyObject", itself(json!({"MetadataDirective": "REPLACE"}))).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "from/ä"})).await.1, bytes(200_000));
}

#[tokio::test]
async fn a_copy_depends_on_its_source() {
    let stage = Stage::with_bucket().await;
    source(&stage).await;
    for (more, code) in [
        (json!({"CopySource": "b-1/none"}), "NoSuchKey"),
        (json!({"CopySource": "none/none"}), "NoSuchBucket"),
        (json!({"CopySource": "b-1"}), "InvalidArgument"),
        (json!({"CopySourceIfMatch": "\"no\""}), "PreconditionFailed"),
        (json!({"CopySourceIfNoneMatch": "*"}), "PreconditionFailed"),
        (json!({"MetadataDirective": "MAYBE"}), "InvalidArgument"),
        (json!({"ExpectedSourceBucketOwner": "000000000000"}), "AccessDenied"),
        (json!({"IfMatch": "*"}), "NoSuchKey"),
    ] {
        assert_eq!(stage.refused("CopyObject", copy(more.clone())).await.1, code, "{more}");
    }
    assert_eq!(stage.blobs(), 1, "nothing is left of what was refused");
}
