//! Resource policies of functions.

use serde_json::{Value, json};

use crate::stage::{Stage, function_arn, parsed};

fn grant(name: &str, sid: &str) -> Value {
    json!({
        "FunctionName": name, "StatementId": sid, "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
        "SourceArn": "arn:aws:events:us-east-1:123456789012:rule/r"
    })
}

#[tokio::test]
async fn statements_come_and_go() {
    let mut stage = Stage::with_function().await;
    let (status, code, text) = stage.refused("GetPolicy", json!({"FunctionName": "f"})).await;
    assert_eq!(
        (status, code.as_str(), text.as_str()),
        (404, "ResourceNotFoundException", "The resource you requested does not exist.")
    );
    let added = stage.ok("lambda", "AddPermission", grant("f", "one")).await;
    // The example of https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html.
    let statement = json!({
        "Sid": "one", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "lambda:InvokeFunction",
        "Resource": function_arn("f"),
        "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/r"}}
    });
    assert_eq!(parsed(&added["Statement"]), statement);
    let (status, code, _) = stage.refused("AddPermission", grant("f", "one")).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    stage.crash();
    let policy = stage.ok("lambda", "GetPolicy", json!({"FunctionName": "f"})).await;
    assert_eq!(parsed(&policy["Policy"]), json!({"Version": "2012-10-17", "Id": "default", "Statement": [statement]}));
    let wrong = json!({"FunctionName": "f", "StatementId": "one", "RevisionId": "other"});
    assert_eq!(stage.refused("RemovePermission", wrong).await.0, 412);
    let right = json!({"FunctionName": "f", "StatementId": "one", "RevisionId": policy["RevisionId"]});
    stage.ok("lambda", "RemovePermission", right.clone()).await;
    assert_eq!(stage.refused("RemovePermission", right).await.0, 404);
    assert_eq!(stage.refused("GetPolicy", json!({"FunctionName": "f"})).await.0, 404);
}

#[tokio::test]
async fn a_policy_belongs_to_its_qualifier() {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    let added = stage.ok("lambda", "AddPermission", grant("f:live", "one")).await;
    assert_eq!(parsed(&added["Statement"])["Resource"], format!("{}:live", function_arn("f")));
    assert_eq!(stage.refused("GetPolicy", json!({"FunctionName": "f"})).await.0, 404);
    stage.ok("lambda", "GetPolicy", json!({"FunctionName": "f", "Qualifier": "live"})).await;
    // It goes with the alias.
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    assert_eq!(stage.refused("GetPolicy", json!({"FunctionName": "f:live"})).await.0, 404);
    let (_, _, text) = stage.refused("AddPermission", grant("f:$LATEST", "one")).await;
    assert_eq!(text, "We currently do not support adding policies for $LATEST.");
    assert_eq!(stage.refused("AddPermission", grant("g", "one")).await.0, 404);
}
