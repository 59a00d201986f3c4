use serde_json::{Value, json};

use crate::world::{START, World, token};

const DAY: u64 = 86_400;
const STEPS: [&str; 4] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

async fn rotate(world: &World, more: Value) -> Value {
    let mut input = json!({"SecretId": "s", "RotationLambdaARN": "rotator", "ClientRequestToken": token(2)});
    input.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    world.ok("RotateSecret", input).await
}

fn steps(world: &World) -> Vec<String> {
    std::mem::take(&mut *world.functions.steps.lock())
}

#[tokio::test]
async fn a_function_makes_the_next_version() {
    let mut world = World::new();
    let arn = world.create("s", "one", &token(1)).await;
    let answer = rotate(&world, json!({"RotationRules": {"AutomaticallyAfterDays": 30}})).await;
    assert_eq!(answer, json!({"ARN": arn, "Name": "s", "VersionId": token(2)}));
    let stages = world.ok("DescribeSecret", json!({"SecretId": "s"})).await["VersionIdsToStages"].clone();
    assert_eq!(stages, json!({token(1): ["AWSCURRENT"], token(2): ["AWSPENDING"]}));
    let pending = json!({"SecretId": "s", "VersionId": token(2), "VersionStage": "AWSPENDING"});
    world.refused("GetSecretValue", pending, "ResourceNotFoundException").await;
    world.crash();
    world.pass(1).await;
    assert_eq!(steps(&world), STEPS);
    assert_eq!(world.get("s").await, format!("value of {}", token(2)));
    let described = world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!(described["RotationLambdaARN"], "rotator");
    assert_eq!(described["RotationRules"], json!({"AutomaticallyAfterDays": 30}));
    let rotated = described["LastRotatedDate"].as_f64().expect("a time");
    assert!((START as f64..START as f64 + 10.0).contains(&rotated), "{rotated}");
    assert_eq!(described["NextRotationDate"].as_f64(), Some(rotated + (30 * DAY) as f64));
}

#[tokio::test]
async fn a_secret_is_rotated_again_on_its_date_until_that_is_cancelled() {
    let mut world = World::new();
    world.create("s", "one", &token(1)).await;
    rotate(&world, json!({"RotationRules": {"ScheduleExpression": "rate(10 days)"}})).await;
    world.pass(9).await;
    assert_eq!(steps(&world).len(), 4);
    // An answer goes out, so what was done before it is on disk.
    assert_eq!(world.get("s").await, format!("value of {}", token(2)));
    world.crash();
    world.pass(2).await;
    assert_eq!(steps(&world), STEPS);
    let second = world.get("s").await;
    assert_ne!(second, format!("value of {}", token(2)));
    world.ok("CancelRotateSecret", json!({"SecretId": "s"})).await;
    let described = world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    assert_eq!((&described["RotationEnabled"], described.get("NextRotationDate")), (&json!(false), None));
    world.pass(100).await;
    assert_eq!(steps(&world).len(), 0);
    assert_eq!(world.get("s").await, second);
}

#[tokio::test]
async fn a_step_that_fails_is_taken_again_and_then_given_up() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    *world.functions.failing.lock() = Some(("setSecret", 2));
    rotate(&world, json!({})).await;
    world.pass(1).await;
    assert_eq!(steps(&world), ["createSecret", "setSecret", "setSecret", "setSecret", "testSecret", "finishSecret"]);
    *world.functions.failing.lock() = Some(("testSecret", 100));
    rotate(&world, json!({"ClientRequestToken": token(3)})).await;
    world.pass(1).await;
    assert_eq!(steps(&world).iter().filter(|step| *step == "testSecret").count(), 5);
    assert_eq!(world.get("s").await, format!("value of {}", token(2)));
    let again = json!({"SecretId": "s", "ClientRequestToken": token(4)});
    let text = world.refused("RotateSecret", again, "InvalidRequestException").await;
    assert_eq!(text, "A previous rotation isn't complete. That rotation will be reattempted.");
}

#[tokio::test]
async fn a_rotation_may_wait_for_its_date() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    rotate(&world, json!({"RotateImmediately": false, "RotationRules": {"AutomaticallyAfterDays": 7}})).await;
    world.pass(1).await;
    assert_eq!(steps(&world), ["testSecret"], "the function is tried");
    assert_eq!(world.get("s").await, "one");
    world.pass(7).await;
    assert_eq!(steps(&world), STEPS);
}

#[tokio::test]
async fn what_can_not_be_rotated() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    let text = world.refused("RotateSecret", json!({"SecretId": "s"}), "InvalidRequestException").await;
    assert_eq!(text, "No Lambda rotation function ARN is associated with this secret.");
    let none = json!({"SecretId": "s", "RotationLambdaARN": "none"});
    let text = world.refused("RotateSecret", none, "AccessDeniedException").await;
    assert!(text.starts_with("Secrets Manager cannot invoke the specified Lambda function."), "{text}");
    let cron = json!({"SecretId": "s", "RotationLambdaARN": "rotator", "RotationRules": {"ScheduleExpression": "cron(0 8 1 * ? *)"}});
    let text = world.refused("RotateSecret", cron, "InvalidParameterException").await;
    assert!(text.contains("cron"), "{text}");
    assert_eq!(world.ok("DescribeSecret", json!({"SecretId": "s"})).await.get("RotationEnabled"), None);
}
