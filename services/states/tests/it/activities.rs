//! Activities and their workers.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_worker_takes_a_task_and_answers() {
    let world = World::new();
    let activity =
        world.ok("CreateActivity", json!({"name": "a"})).await["activityArn"].as_str().expect("an ARN").to_owned();
    assert_eq!(world.ok("CreateActivity", json!({"name": "a"})).await["activityArn"], activity);
    let definition = json!({"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "End": true}}});
    let machine = world.machine("m", &definition).await;
    let execution = world.start(&machine, "e", json!({"n": 1})).await;
    let second = world.start(&machine, "e2", json!({"n": 2})).await;
    let task = world.ok("GetActivityTask", json!({"activityArn": activity, "workerName": "w"})).await;
    assert_eq!(task["input"], "{\"n\":1}");
    world.ok("SendTaskSuccess", json!({"taskToken": task["taskToken"], "output": "[1]"})).await;
    assert_eq!(world.describe(&execution).await["output"], "[1]");
    assert_eq!(
        world.history(&execution).await,
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    let task = world.ok("GetActivityTask", json!({"activityArn": activity})).await;
    world.ok("SendTaskFailure", json!({"taskToken": task["taskToken"], "error": "Bad", "cause": "c"})).await;
    let shown = world.describe(&second).await;
    assert_eq!((&shown["error"], &shown["cause"]), (&json!("Bad"), &json!("c")));
    assert_eq!(world.ok("ListActivities", json!({})).await["activities"][0]["name"], "a");
    world.ok("DeleteActivity", json!({"activityArn": activity})).await;
    world.refused("DescribeActivity", json!({"activityArn": activity}), "ActivityDoesNotExist").await;
    world.refused("GetActivityTask", json!({"activityArn": activity}), "ActivityDoesNotExist").await;
}

#[tokio::test]
async fn a_worker_waits_for_a_task() {
    let world = World::new();
    let activity =
        world.ok("CreateActivity", json!({"name": "a"})).await["activityArn"].as_str().expect("an ARN").to_owned();
    let definition = json!({"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "End": true}}});
    let machine = world.machine("m", &definition).await;
    let (task, _) = tokio::join!(
        world.ok("GetActivityTask", json!({"activityArn": activity})),
        world.start(&machine, "e", json!({"n": 1})),
    );
    assert_eq!(task["input"], "{\"n\":1}");
}
