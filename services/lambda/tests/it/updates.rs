//! Functions: their code and their settings changed.

use serde_json::json;

use crate::stage::{Stage, base64, function_arn, minutes, zip};

#[tokio::test]
async fn other_code_is_in_progress_and_then_there() {
    let stage = Stage::with_function().await;
    let before = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    stage.invoke("f", "{}").await.expect("runs");
    let first = stage.fake.take().remove(0).function.key.clone();
    let code = base64(&zip("m.py", b"def h(e, c): return 2\n"));
    let input = json!({"FunctionName": "f", "ZipFile": code, "RevisionId": before["RevisionId"]});
    let updated = stage.ok("lambda", "UpdateFunctionCode", input.clone()).await;
    assert_eq!((&updated["State"], &updated["LastUpdateStatus"]), (&json!("Active"), &json!("InProgress")));
    assert_eq!(updated["LastUpdateStatusReason"], "The function is being created.");
    assert_eq!(updated["LastUpdateStatusReasonCode"], "Creating");
    assert_ne!(updated["CodeSha256"], before["CodeSha256"]);
    assert_ne!(updated["RevisionId"], before["RevisionId"]);
    for operation in ["UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion"] {
        let input = json!({"FunctionName": "f", "ZipFile": code});
        let (status, error, text) = stage.refused(operation, input).await;
        assert_eq!((status, error.as_str()), (409, "ResourceConflictException"), "{operation}");
        let arn = function_arn("f");
        assert_eq!(
            text,
            format!("The operation cannot be performed at this time. An update is in progress for resource: {arn}")
        );
    }
    stage.settle().await;
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    assert_eq!((&found["LastUpdateStatus"], &found["CodeSha256"]), (&json!("Successful"), &updated["CodeSha256"]));
    assert!(found.get("LastUpdateStatusReason").is_none());
    let (status, error, _) = stage.refused("UpdateFunctionCode", input).await;
    assert_eq!((status, error.as_str()), (412, "PreconditionFailedException"));
    // Instances of what was before end, and none is shared with what is now.
    assert_eq!(stage.fake.retired(), std::slice::from_ref(&first));
    stage.invoke("f", "{}").await.expect("runs");
    assert_ne!(stage.fake.take()[0].function.key, first);
    stage.pass(minutes(61)).await;
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1);
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let stage = Stage::with_function().await;
    let before = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    let package = zip("m.py", b"something else");
    let input = json!({"FunctionName": "f", "ZipFile": base64(&package), "DryRun": true, "Architectures": ["arm64"]});
    let answer = stage.ok("lambda", "UpdateFunctionCode", input).await;
    assert_eq!((&answer["CodeSize"], &answer["Architectures"]), (&json!(package.len()), &json!(["arm64"])));
    assert_eq!(stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await, before);
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1);
    let bad = json!({"FunctionName": "f", "ZipFile": base64(b"nope"), "DryRun": true});
    assert_eq!(stage.refused("UpdateFunctionCode", bad).await.1, "InvalidParameterValueException");
}

#[tokio::test]
async fn settings_that_are_not_given_stay() {
    let stage = Stage::new();
    let more = json!({"Description": "d", "Timeout": 7, "Environment": {"Variables": {"KEY": "value"}}});
    stage.function("f", more).await;
    let input = json!({"FunctionName": "f", "MemorySize": 256, "Handler": "n.h"});
    let updated = stage.ok("lambda", "UpdateFunctionConfiguration", input).await;
    assert_eq!((&updated["MemorySize"], &updated["Handler"]), (&json!(256), &json!("n.h")));
    assert_eq!((&updated["Timeout"], &updated["Description"]), (&json!(7), &json!("d")));
    assert_eq!(updated["Environment"], json!({"Variables": {"KEY": "value"}}));
    stage.settle().await;
    let input = json!({"FunctionName": "f", "Environment": {"Variables": {}}, "LoggingConfig": {"LogFormat": "JSON"}});
    let updated = stage.ok("lambda", "UpdateFunctionConfiguration", input).await;
    assert!(updated.get("Environment").is_none());
    assert_eq!(updated["LoggingConfig"]["SystemLogLevel"], "INFO");
    stage.settle().await;
    stage.invoke("f", "{}").await.expect("runs");
    let function = stage.fake.take().remove(0).function;
    assert_eq!((function.memory_mb, function.handler.as_str(), function.environment.0.len()), (256, "n.h", 0));
}

#[tokio::test]
async fn a_change_that_is_refused_changes_nothing() {
    let stage = Stage::with_function().await;
    let before = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    let large = "x".repeat(4_096);
    for (more, code) in [
        (json!({"Timeout": 901}), "ValidationException"),
        (json!({"Runtime": "python2.8"}), "InvalidParameterValueException"),
        (json!({"Environment": {"Variables": {"AWS_REGION": "x"}}}), "InvalidParameterValueException"),
        (json!({"Environment": {"Variables": {"KEY": large}}}), "InvalidParameterValueException"),
        (
            json!({"FileSystemConfigs": [{"Arn": "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0", "LocalMountPath": "/mnt/a"}]}),
            "InvalidParameterValueException",
        ),
        (json!({"RevisionId": "other"}), "PreconditionFailedException"),
    ] {
        let mut input = json!({"FunctionName": "f"});
        input.as_object_mut().expect("members").extend(more.as_object().expect("members").clone());
        assert_eq!(stage.refused("UpdateFunctionConfiguration", input).await.1, code, "{more}");
    }
    assert_eq!(stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await, before);
    let (_, code, _) = stage.refused("UpdateFunctionConfiguration", json!({"FunctionName": "f:1"})).await;
    assert_eq!(code, "InvalidParameterValueException");
}

#[tokio::test]
async fn an_update_that_was_acknowledged_is_finished_after_a_crash() {
    let mut stage = Stage::with_function().await;
    let code = base64(&zip("m.py", b"after"));
    let input = json!({"FunctionName": "f", "ZipFile": code, "Publish": true});
    let version = stage.ok("lambda", "UpdateFunctionCode", input).await;
    assert_eq!(version["Version"], "1");
    stage.crash();
    stage.settle().await;
    for name in ["f", "f:1"] {
        let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": name})).await;
        assert_eq!((&found["State"], &found["LastUpdateStatus"]), (&json!("Active"), &json!("Successful")), "{name}");
        assert_eq!(found["CodeSha256"], version["CodeSha256"], "{name}");
    }
}
