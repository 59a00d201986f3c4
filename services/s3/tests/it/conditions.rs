//! Conditional reads, writes and deletions.

use serde_json::{Value, json};

use crate::stage::{START, Stage};

fn with(mut input: Value, more: Value) -> Value {
    for (name, value) in more.as_object().expect("as expected") {
        input[name] = value.clone();
    }
    input
}

#[tokio::test]
async fn reads_follow_the_order_of_precedence() {
    let stage = Stage::with_bucket().await;
    let etag = stage.put("k", "x").await["ETag"].clone();
    let (before, at, after) = (START - 10, START, START + 10);
    for (more, status) in [
        (json!({"IfMatch": etag}), 200),
        (json!({"IfMatch": "\"no\""}), 412),
        (json!({"IfMatch": "*"}), 200),
        (json!({"IfNoneMatch": etag}), 304),
        (json!({"IfNoneMatch": "\"no\""}), 200),
        (json!({"IfNoneMatch": format!("\"no\", {}", etag.as_str().expect("as expected"))}), 304),
        (json!({"IfModifiedSince": before}), 200),
        (json!({"IfModifiedSince": at}), 304),
        (json!({"IfUnmodifiedSince": before}), 412),
        (json!({"IfUnmodifiedSince": at}), 200),
        // The ETag counts more than the time.
        (json!({"IfMatch": etag, "IfUnmodifiedSince": before}), 200),
        (json!({"IfNoneMatch": etag, "IfModifiedSince": before}), 304),
        (json!({"IfNoneMatch": "\"no\"", "IfModifiedSince": after}), 200),
    ] {
        for operation in ["GetObject", "HeadObject"] {
            let input = with(json!({"Bucket": "b-1", "Key": "k"}), more.clone());
            let found = match stage.call(operation, input).await {
                Ok(_) => 200,
                Err(error) => error.status,
            };
            assert_eq!(found, status, "{operation} {more}");
        }
    }
}

#[tokio::test]
async fn writes_happen_only_if() {
    let stage = Stage::with_bucket().await;
    let put = |more: Value| stage.send("PutObject", with(json!({"Bucket": "b-1", "Key": "k"}), more), "x");
    let error = put(json!({"IfMatch": "\"no\""})).await.unwrap_err();
    assert_eq!(error.code, "NoSuchKey");
    put(json!({"IfNoneMatch": "*"})).await.expect("as expected");
    let error = put(json!({"IfNoneMatch": "*"})).await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.status), ("PreconditionFailed", 412));
    let text = "At least one of the pre-conditions you specified did not hold";
    assert_eq!(error.message.as_deref(), Some(text));
    put(json!({"IfMatch": "\"9dd4e461268c8034f5c8564e155c67a6\""})).await.expect("as expected");
    assert_eq!(put(json!({"IfMatch": "\"no\""})).await.unwrap_err().code, "PreconditionFailed");
    assert_eq!(put(json!({"IfNoneMatch": "\"no\""})).await.unwrap_err().code, "NotImplemented");
    let delete = |etag: &str| json!({"Bucket": "b-1", "Key": "k", "IfMatch": etag});
    assert_eq!(stage.refused("DeleteObject", delete("\"no\"")).await.1, "PreconditionFailed");
    stage.ok("DeleteObject", delete("\"9dd4e461268c8034f5c8564e155c67a6\"")).await;
    assert_eq!(stage.refused("DeleteObject", delete("*")).await.1, "NoSuchKey");
}
