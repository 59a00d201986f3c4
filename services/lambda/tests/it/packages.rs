//! Packages that lie in buckets.

use serde_json::{Value, json};
use tradewind_wire::{Document, Stream};

use crate::functions::ROLE;
use crate::stage::{Stage, zip};

/// Puts a package into the bucket `code`; answers its version.
async fn put(stage: &Stage, body: Vec<u8>) -> String {
    let input = Document::Map(vec![
        ("Bucket".into(), "code".into()),
        ("Key".into(), "f.zip".into()),
        ("Body".into(), Document::Stream(Stream::once(body.into()))),
    ]);
    let answer = stage.handle.call(&stage.origin(None), "s3", "PutObject", input).await.expect("put");
    answer.get("VersionId").and_then(Document::as_str).expect("a version").to_owned()
}

fn code(more: Value) -> Value {
    let mut code = json!({"S3Bucket": "code", "S3Key": "f.zip"});
    for (name, value) in more.as_object().expect("members") {
        code[name] = value.clone();
    }
    code
}

#[tokio::test]
async fn code_and_layers_come_from_buckets() {
    let stage = Stage::new();
    stage.ok("s3", "CreateBucket", json!({"Bucket": "code"})).await;
    let versions = json!({"Bucket": "code", "VersioningConfiguration": {"Status": "Enabled"}});
    stage.ok("s3", "PutBucketVersioning", versions).await;
    let (old, new) = (zip("m.py", b"def h(e, c): return 1\n"), zip("m.py", &b"def h(e, c): return 2 \n".repeat(9_000)));
    let first = put(&stage, old.clone()).await;
    put(&stage, new.clone()).await;
    let function = |name: &str, code: Value| json!({"FunctionName": name, "Runtime": "python3.12", "Handler": "m.h", "Role": ROLE, "Code": code});
    let made = stage.ok("lambda", "CreateFunction", function("f", code(json!({})))).await;
    assert_eq!(made["CodeSize"], new.len());
    let made = stage.ok("lambda", "CreateFunction", function("g", code(json!({"S3ObjectVersion": first})))).await;
    assert_eq!(made["CodeSize"], old.len());
    stage.settle().await;
    let mut update = code(json!({}));
    update["FunctionName"] = json!("g");
    assert_eq!(stage.ok("lambda", "UpdateFunctionCode", update).await["CodeSize"], new.len());
    let layer = stage.ok("lambda", "PublishLayerVersion", json!({"LayerName": "l", "Content": code(json!({}))})).await;
    assert_eq!(layer["Content"]["CodeSize"], new.len());

    for (code, text) in [
        (
            code(json!({"S3Key": "none"})),
            "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
        ),
        (json!({"S3Bucket": "code"}), "S3Key is required if S3Bucket is provided."),
    ] {
        let (status, kind, found) = stage.refused("CreateFunction", function("h", code)).await;
        assert_eq!((status, kind.as_str(), found.as_str()), (400, "InvalidParameterValueException", text));
    }
}
