//! State machines: made, changed, listed, deleted.

use serde_json::{Value, json};

use crate::world::{ROLE, World};

fn pass(result: &str) -> Value {
    json!({"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": result, "End": true}}})
}

#[tokio::test]
async fn a_machine_from_its_making_to_its_end() {
    let world = World::new();
    let arn = world.machine("m", &pass("one")).await;
    assert_eq!(arn, "arn:aws:states:us-east-1:123456789012:stateMachine:m");
    assert_eq!(world.machine("m", &pass("one")).await, arn, "the same once more");
    let other = json!({"name": "m", "roleArn": ROLE, "definition": pass("two").to_string()});
    let text = world.refused("CreateStateMachine", other, "StateMachineAlreadyExists").await;
    assert_eq!(text, format!("State Machine Already Exists: '{arn}'"));
    let shown = world.ok("DescribeStateMachine", json!({"stateMachineArn": arn})).await;
    assert_eq!(
        (&shown["status"], &shown["type"], &shown["roleArn"]),
        (&json!("ACTIVE"), &json!("STANDARD"), &json!(ROLE))
    );
    assert_eq!(shown["definition"], pass("one").to_string());
    assert_eq!(shown.get("revisionId"), None, "it was never changed");
    assert_eq!(shown["loggingConfiguration"], json!({"level": "OFF", "includeExecutionData": false}));
    let changed = json!({"stateMachineArn": arn, "definition": pass("two").to_string()});
    let revision = world.ok("UpdateStateMachine", changed).await["revisionId"].clone();
    let shown = world.ok("DescribeStateMachine", json!({"stateMachineArn": arn})).await;
    assert_eq!((&shown["definition"], &shown["revisionId"]), (&json!(pass("two").to_string()), &revision));
    for name in ["a", "b"] {
        world.machine(name, &pass("x")).await;
    }
    let first = world.ok("ListStateMachines", json!({"maxResults": 2})).await;
    let rest = world.ok("ListStateMachines", json!({"maxResults": 2, "nextToken": first["nextToken"]})).await;
    let names = |page: &Value| -> Vec<String> {
        page["stateMachines"].as_array().expect("a list").iter().map(|one| one["name"].to_string()).collect()
    };
    assert_eq!((names(&first), names(&rest)), (vec!["\"a\"".into(), "\"b\"".into()], vec!["\"m\"".into()]));
    assert_eq!(rest.get("nextToken"), None);
    world.ok("DeleteStateMachine", json!({"stateMachineArn": arn})).await;
    let text = world.refused("DescribeStateMachine", json!({"stateMachineArn": arn}), "StateMachineDoesNotExist").await;
    assert_eq!(text, format!("State Machine Does Not Exist: '{arn}'"));
    world.ok("DeleteStateMachine", json!({"stateMachineArn": arn})).await;
}

#[tokio::test]
async fn what_can_not_be_run_is_refused_where_it_is_made() {
    let world = World::new();
    let made = |definition: Value| json!({"name": "m", "roleArn": ROLE, "definition": definition.to_string()});
    let missing = json!({"StartAt": "X", "States": {"P": {"Type": "Pass", "End": true}}});
    let text = world.refused("CreateStateMachine", made(missing), "InvalidDefinition").await;
    assert_eq!(
        text,
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'StartAt' target: X at /StartAt, \
         MISSING_TRANSITION_TARGET: State \"P\" is not reachable. at /States/P'"
    );
    for resource in
        ["arn:aws:states:::glue:startJobRun.sync", "arn:aws:states:::aws-sdk:braket:createJob", "arn:aws:x:::y"]
    {
        let task = json!({"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": resource, "End": true}}});
        let text = world.refused("CreateStateMachine", made(task), "InvalidDefinition").await;
        assert!(text.contains("/States/T/Resource"), "{text}");
    }
    for (field, value, code) in
        [("name", "a b", "InvalidName"), ("roleArn", "role", "InvalidArn"), ("type", "EXPRESS", "ValidationException")]
    {
        let mut input = made(pass("x"));
        input[field] = json!(value);
        world.refused("CreateStateMachine", input, code).await;
    }
    let mut input = made(pass("x"));
    input["publish"] = json!(true);
    assert!(world.refused("CreateStateMachine", input, "ValidationException").await.contains("publish"));
    assert_eq!(world.ok("ListStateMachines", json!({})).await["stateMachines"], json!([]));
}

#[tokio::test]
async fn definitions_are_validated_without_being_made() {
    let world = World::new();
    let valid = world.ok("ValidateStateMachineDefinition", json!({"definition": pass("x").to_string()})).await;
    assert_eq!(valid, json!({"result": "OK", "diagnostics": [], "truncated": false}));
    let wrong = json!({"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "Q"}}});
    let told = world.ok("ValidateStateMachineDefinition", json!({"definition": wrong.to_string()})).await;
    assert_eq!(told["result"], "FAIL");
    assert_eq!(
        told["diagnostics"],
        json!([{"severity": "ERROR", "code": "MISSING_TRANSITION_TARGET", "message": "Missing 'Next' target: Q", "location": "/States/P/Next"}])
    );
}

#[tokio::test]
async fn tags_are_kept() {
    let world = World::new();
    let arn = world.machine("m", &pass("x")).await;
    world
        .ok(
            "TagResource",
            json!({"resourceArn": arn, "tags": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]}),
        )
        .await;
    world.ok("UntagResource", json!({"resourceArn": arn, "tagKeys": ["a"]})).await;
    let tags = world.ok("ListTagsForResource", json!({"resourceArn": arn})).await;
    assert_eq!(tags, json!({"tags": [{"key": "b", "value": "2"}]}));
    let none = json!({"resourceArn": "arn:aws:states:us-east-1:123456789012:stateMachine:none"});
    world.refused("ListTagsForResource", none, "ResourceNotFound").await;
}
