//! Versions: published, listed, deleted.

use serde_json::{Value, json};

use crate::stage::{Stage, base64, function_arn, minutes, zip};

async fn publish(stage: &Stage, name: &str) -> Value {
    let version = stage.ok("lambda", "PublishVersion", json!({"FunctionName": name})).await;
    stage.settle().await;
    version
}

/// Gives a function other code and waits until it is active.
pub(crate) async fn change(stage: &Stage, name: &str, content: &str) {
    let code = base64(&zip("m.py", content.as_bytes()));
    stage.ok("lambda", "UpdateFunctionCode", json!({"FunctionName": name, "ZipFile": code})).await;
    stage.settle().await;
}

#[tokio::test]
async fn a_version_is_what_latest_was() {
    let stage = Stage::with_function().await;
    let latest = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    let input = json!({"FunctionName": "f", "Description": "first", "CodeSha256": latest["CodeSha256"], "RevisionId": latest["RevisionId"]});
    let version = stage.ok("lambda", "PublishVersion", input).await;
    assert_eq!(version["FunctionArn"], format!("{}:1", function_arn("f")));
    assert_eq!((&version["Version"], &version["Description"]), (&json!("1"), &json!("first")));
    assert_eq!((&version["State"], &version["StateReasonCode"]), (&json!("Pending"), &json!("Creating")));
    assert_eq!(version["CodeSha256"], latest["CodeSha256"]);
    stage.settle().await;
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f:1"})).await;
    assert_eq!((&found["State"], &found["LastUpdateStatus"]), (&json!("Active"), &json!("Successful")));
    change(&stage, "f", "other").await;
    let still = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f", "Qualifier": "1"})).await;
    assert_eq!(still, found);
}

#[tokio::test]
async fn nothing_new_is_published_where_nothing_has_changed() {
    let stage = Stage::with_function().await;
    assert_eq!(publish(&stage, "f").await["Version"], "1");
    assert_eq!(publish(&stage, "f").await["Version"], "1");
    let input = json!({"FunctionName": "f", "MemorySize": 256});
    stage.ok("lambda", "UpdateFunctionConfiguration", input).await;
    stage.settle().await;
    assert_eq!(publish(&stage, "f").await["Version"], "2");
    change(&stage, "f", "other").await;
    assert_eq!(publish(&stage, "f").await["Version"], "3");
    // The same bytes again are no change.
    change(&stage, "f", "other").await;
    assert_eq!(publish(&stage, "f").await["Version"], "3");
}

#[tokio::test]
async fn what_is_published_must_be_what_is_meant() {
    let stage = Stage::with_function().await;
    let latest = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    let (status, code, text) =
        stage.refused("PublishVersion", json!({"FunctionName": "f", "CodeSha256": "other"})).await;
    assert_eq!((status, code.as_str()), (400, "InvalidParameterValueException"));
    let present = latest["CodeSha256"].as_str().expect("text");
    assert_eq!(
        text,
        format!(
            "CodeSHA256 (other) is different from current CodeSHA256 in $LATEST ({present}). Please try again with the CodeSHA256 in $LATEST."
        )
    );
    let (status, code, text) =
        stage.refused("PublishVersion", json!({"FunctionName": "f", "RevisionId": "other"})).await;
    assert_eq!((status, code.as_str()), (412, "PreconditionFailedException"));
    assert!(text.starts_with("The Revision Id provided does not match the latest Revision Id."), "{text}");
    publish(&stage, "f").await;
    let after = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    assert_ne!(after["RevisionId"], latest["RevisionId"], "publishing gives $LATEST another revision");
}

#[tokio::test]
async fn versions_are_listed_from_latest_on() {
    let stage = Stage::with_function().await;
    for content in ["a", "b", "c"] {
        change(&stage, "f", content).await;
        publish(&stage, "f").await;
    }
    let page = stage.ok("lambda", "ListVersionsByFunction", json!({"FunctionName": "f", "MaxItems": 3})).await;
    let arns = |page: &Value| -> Vec<String> {
        page["Versions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["FunctionArn"].as_str().expect("text").to_owned())
            .collect()
    };
    let arn = |qualifier: &str| format!("{}:{qualifier}", function_arn("f"));
    assert_eq!(arns(&page), [arn("$LATEST"), arn("1"), arn("2")]);
    let rest = json!({"FunctionName": "f", "Marker": page["NextMarker"]});
    let page = stage.ok("lambda", "ListVersionsByFunction", rest).await;
    assert_eq!(arns(&page), [arn("3")]);
    assert!(page.get("NextMarker").is_none());
    assert!(page["Versions"][0].get("State").is_none());
}

#[tokio::test]
async fn a_version_goes_unless_an_alias_has_it() {
    let stage = Stage::with_function().await;
    publish(&stage, "f").await;
    change(&stage, "f", "other").await;
    publish(&stage, "f").await;
    let alias = json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"});
    stage.ok("lambda", "CreateAlias", alias).await;
    let gone = |qualifier: &str| json!({"FunctionName": "f", "Qualifier": qualifier});
    let (status, code, text) = stage.refused("DeleteFunction", gone("1")).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    assert_eq!(text, "Unable to delete version because the following aliases reference it: [live]");
    let (_, code, text) = stage.refused("DeleteFunction", gone("$LATEST")).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("InvalidParameterValueException", "$LATEST version cannot be deleted without deleting the function.")
    );
    let (_, _, text) = stage.refused("DeleteFunction", gone("live")).await;
    assert_eq!(text, "Deletion of aliases is not currently supported.");
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 2);
    assert_eq!(stage.ok("lambda", "DeleteFunction", gone("1")).await["StatusCode"], 204);
    // One that is not there is as good as deleted.
    stage.ok("lambda", "DeleteFunction", gone("1")).await;
    assert_eq!(stage.refused("GetFunction", gone("1")).await.0, 404);
    assert!(stage.fake.retired().iter().any(|key| key.starts_with("123456789012/us-east-1/f/1/")));
    stage.pass(minutes(61)).await;
    // The first package was the version's alone.
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1);
}

#[tokio::test]
async fn a_version_with_snap_start_waits_for_its_template() {
    let stage = Stage::new();
    stage.function("f", json!({"SnapStart": {"ApplyOn": "PublishedVersions"}})).await;
    assert!(stage.fake.prepared().is_empty(), "$LATEST has no template");
    let version = stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    assert_eq!((&version["State"], &version["SnapStart"]["OptimizationStatus"]), (&json!("Pending"), &json!("Off")));
    let error = stage.invoke("f:1", "{}").await.expect_err("refused");
    assert_eq!((error.status, error.code.as_ref()), (409, "SnapStartNotReadyException"));
    stage.settle().await;
    assert_eq!(stage.fake.prepared().len(), 1);
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f:1"})).await;
    assert_eq!((&found["State"], &found["SnapStart"]["OptimizationStatus"]), (&json!("Active"), &json!("On")));
}

#[tokio::test]
async fn a_template_that_fails_makes_its_version_fail() {
    let stage = Stage::new();
    stage.fake.fail_init("f", "{\"errorMessage\":\"boom\"}");
    stage.function("f", json!({"SnapStart": {"ApplyOn": "PublishedVersions"}, "Publish": true})).await;
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f:1"})).await;
    assert_eq!((&found["State"], &found["StateReason"]), (&json!("Failed"), &json!("{\"errorMessage\":\"boom\"}")));
    let error = stage.invoke("f:1", "{}").await.expect_err("refused");
    assert_eq!((error.status, error.code.as_ref()), (409, "ResourceConflictException"));
    stage.invoke("f", "{}").await.expect("$LATEST runs");
}

#[tokio::test]
async fn a_function_can_be_published_as_it_is_made() {
    let stage = Stage::new();
    let code = base64(&zip("m.py", b""));
    let input = json!({
        "FunctionName": "f", "Runtime": "python3.12", "Handler": "m.h", "Role": crate::functions::ROLE,
        "Code": {"ZipFile": code}, "Publish": true
    });
    let created = stage.ok("lambda", "CreateFunction", input).await;
    assert_eq!((&created["Version"], &created["FunctionArn"]), (&json!("1"), &json!(function_arn("f"))));
    stage.settle().await;
    for name in ["f", "f:1", "f:$LATEST"] {
        let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": name})).await;
        assert_eq!(found["State"], "Active", "{name}");
    }
}
