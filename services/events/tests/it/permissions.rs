use serde_json::{Value, json};

use crate::world::{ACCOUNT, World};

async fn policy(world: &World) -> Option<Value> {
    let described = world.ok("DescribeEventBus", json!({})).await;
    described.get("Policy").map(|text| serde_json::from_str(text.as_str().expect("text")).expect("a document"))
}

fn statement(id: &str, principal: Value) -> Value {
    json!({
        "Sid": id, "Effect": "Allow", "Principal": principal, "Action": "events:PutEvents",
        "Resource": format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"),
    })
}

fn refusal(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}

#[tokio::test]
async fn statements_come_and_go() {
    let world = World::new();
    assert_eq!(policy(&world).await, None);
    let account = json!({"Action": "events:PutEvents", "Principal": "111122223333", "StatementId": "one"});
    assert_eq!(world.ok("PutPermission", account).await, Value::Null);
    let condition = json!({"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1"});
    world
        .ok(
            "PutPermission",
            json!({"Action": "events:PutEvents", "Principal": "*", "StatementId": "org", "Condition": condition}),
        )
        .await;
    let one = statement("one", json!({"AWS": "arn:aws:iam::111122223333:root"}));
    let mut org = statement("org", json!("*"));
    org["Condition"] = json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}});
    assert_eq!(policy(&world).await, Some(json!({"Version": "2012-10-17", "Statement": [one, org]})));
    let listed = world.ok("ListEventBuses", json!({})).await;
    assert!(listed["EventBuses"][0]["Policy"].is_string());

    assert_eq!(world.ok("RemovePermission", json!({"StatementId": "one"})).await, Value::Null);
    assert_eq!(policy(&world).await, Some(json!({"Version": "2012-10-17", "Statement": [org]})));
    assert_eq!(
        world.refused("RemovePermission", json!({"StatementId": "one"})).await,
        refusal("ResourceNotFoundException", "Statement with the provided id does not exist.")
    );
    world.ok("RemovePermission", json!({"RemoveAllPermissions": true})).await;
    assert_eq!(policy(&world).await, None);
    assert_eq!(
        world.refused("RemovePermission", json!({"StatementId": "org"})).await,
        refusal("ResourceNotFoundException", "EventBus does not have a policy.")
    );
}

#[tokio::test]
async fn a_whole_policy_is_kept_as_given() {
    let world = World::new();
    world.ok("CreateEventBus", json!({"Name": "b"})).await;
    let document = json!({"Version": "2012-10-17", "Statement": [{"Sid": "x", "Effect": "Deny", "Principal": "*", "Action": "events:*", "Resource": "*"}]});
    world.ok("PutPermission", json!({"EventBusName": "b", "Policy": document.to_string()})).await;
    let described = world.ok("DescribeEventBus", json!({"Name": "b"})).await;
    assert_eq!(described["Policy"].as_str(), Some(&*document.to_string()));
    world.ok("RemovePermission", json!({"EventBusName": "b", "StatementId": "x"})).await;
    assert_eq!(world.ok("DescribeEventBus", json!({"Name": "b"})).await.get("Policy"), None);
}

#[tokio::test]
async fn what_is_no_permission() {
    let world = World::new();
    let long = json!({"Version": "2012-10-17", "Statement": [{"Sid": "x".repeat(11_000)}]}).to_string();
    assert_eq!(world.refused("PutPermission", json!({"Policy": long})).await.0, "PolicyLengthExceededException");
    for input in [
        json!({}),
        json!({"Action": "events:PutEvents", "Principal": "*"}),
        json!({"Policy": "nonsense"}),
        json!({"Policy": "{}", "StatementId": "x"}),
        json!({"Action": "events:PutRule", "Principal": "*", "StatementId": "x"}),
        json!({"Action": "events:PutEvents", "Principal": "12", "StatementId": "x"}),
        json!({"Action": "events:PutEvents", "Principal": "*", "StatementId": "x", "Condition": {"Type": "Bool", "Key": "a", "Value": "b"}}),
    ] {
        assert_eq!(world.refused("PutPermission", input.clone()).await.0, "ValidationException", "{input}");
    }
    let gone = refusal("ResourceNotFoundException", "Event bus gone does not exist.");
    let input = json!({"EventBusName": "gone", "Action": "events:PutEvents", "Principal": "*", "StatementId": "x"});
    assert_eq!(world.refused("PutPermission", input).await, gone);
    assert_eq!(world.refused("RemovePermission", json!({"EventBusName": "gone", "StatementId": "x"})).await, gone);
    assert_eq!(policy(&world).await, None);
}
