//! Tasks: functions, queues, answers by token.

use serde_json::{Value, json};

use crate::world::{World, function};

fn one(state: Value) -> Value {
    json!({"StartAt": "T", "States": {"T": state}})
}

#[tokio::test]
async fn functions_answer_and_fail() {
    let world = World::new();
    let machine = world
        .machine(
            "m",
            &one(json!({"Type": "Task", "Resource": function("f"), "End": true,
            "Retry": [{"ErrorEquals": ["Mine"], "IntervalSeconds": 300, "BackoffRate": 1.0}]})),
        )
        .await;
    world.functions.fail("f", "Mine");
    world.functions.answer("f", json!({"ok": true}));
    let execution = world.start(&machine, "e", json!({"n": 1})).await;
    world.settle().await;
    assert_eq!(world.describe(&execution).await["status"], "RUNNING");
    world.pass(299).await;
    assert_eq!(world.functions.names().len(), 1);
    world.pass(1).await;
    assert_eq!(world.describe(&execution).await["output"], "{\"ok\":true}");
    assert_eq!(
        world.history(&execution).await,
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionFailed",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded",
        ]
    );
    world.functions.fail("f", "Other");
    let execution = world.start(&machine, "e2", json!({})).await;
    world.settle().await;
    let shown = world.describe(&execution).await;
    assert_eq!((&shown["status"], &shown["error"]), (&json!("FAILED"), &json!("Other")));
    assert_eq!(shown["cause"], "{\"errorType\":\"Other\",\"errorMessage\":\"it failed\"}");
    let execution = world.start(&machine, "e3", json!({})).await;
    world.settle().await;
    assert_eq!(world.describe(&execution).await["error"], "Lambda.ResourceNotFoundException");
}

#[tokio::test]
async fn the_optimised_integration_answers_with_everything() {
    let world = World::new();
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
        "Parameters": {"FunctionName": function("f"), "Payload": {"v.$": "$.n"}}});
    let machine = world.machine("m", &one(state)).await;
    world.functions.answer("f", json!([1]));
    let execution = world.start(&machine, "e", json!({"n": 5})).await;
    world.settle().await;
    let output: Value =
        serde_json::from_str(world.describe(&execution).await["output"].as_str().expect("a text")).expect("JSON");
    assert_eq!(
        (&output["Payload"], &output["StatusCode"], &output["ExecutedVersion"]),
        (&json!([1]), &json!(200), &json!("$LATEST"))
    );
    assert_eq!(world.functions.invoked.lock()[0], ("f".to_owned(), json!({"v": 5})));
    let history = world.ok("GetExecutionHistory", json!({"executionArn": execution})).await;
    let scheduled = &history["events"][2]["taskScheduledEventDetails"];
    assert_eq!(
        (&scheduled["resourceType"], &scheduled["resource"], &scheduled["region"]),
        (&json!("lambda"), &json!("invoke"), &json!("us-east-1"))
    );
}

#[tokio::test]
async fn messages_are_sent_and_answered_a_year_later() {
    let world = World::new();
    let queue = world.call("sqs", "CreateQueue", json!({"QueueName": "q"})).await.expect("a queue");
    let url = queue["QueueUrl"].as_str().expect("a URL").to_owned();
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
        "Parameters": {"QueueUrl": url, "MessageBody": {"token.$": "$$.Task.Token"}}});
    let machine = world.machine("m", &one(state)).await;
    let execution = world.start(&machine, "e", json!({})).await;
    world.settle().await;
    let got = world.call("sqs", "ReceiveMessage", json!({"QueueUrl": url})).await.expect("a message");
    let body: Value = serde_json::from_str(got["Messages"][0]["Body"].as_str().expect("a body")).expect("JSON");
    let token = body["token"].as_str().expect("a token").to_owned();
    world.pass(364 * 86_400).await;
    assert_eq!(world.describe(&execution).await["status"], "RUNNING");
    world.refused("SendTaskSuccess", json!({"taskToken": token, "output": "{"}), "InvalidOutput").await;
    world.refused("SendTaskSuccess", json!({"taskToken": "nobody's", "output": "1"}), "InvalidToken").await;
    world.ok("SendTaskHeartbeat", json!({"taskToken": token})).await;
    world.ok("SendTaskSuccess", json!({"taskToken": token, "output": "{\"yes\":1}"})).await;
    assert_eq!(world.describe(&execution).await["output"], "{\"yes\":1}");
    assert_eq!(
        world.history(&execution).await,
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    world.refused("SendTaskFailure", json!({"taskToken": token}), "InvalidToken").await;
}

#[tokio::test]
async fn a_task_that_nobody_answers_is_late() {
    let world = World::new();
    let queue = world.call("sqs", "CreateQueue", json!({"QueueName": "q"})).await.expect("a queue");
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 100,
        "HeartbeatSeconds": 30, "Parameters": {"QueueUrl": queue["QueueUrl"], "MessageBody.$": "$$.Task.Token"}, "End": true});
    let machine = world.machine("m", &one(state)).await;
    let execution = world.start(&machine, "e", json!({})).await;
    world.settle().await;
    let got = world.call("sqs", "ReceiveMessage", json!({"QueueUrl": queue["QueueUrl"]})).await.expect("a message");
    let token = got["Messages"][0]["Body"].as_str().expect("a body").to_owned();
    for _ in 0..3 {
        world.pass(29).await;
        world.ok("SendTaskHeartbeat", json!({"taskToken": token})).await;
    }
    assert_eq!(world.describe(&execution).await["status"], "RUNNING");
    world.pass(13).await;
    let shown = world.describe(&execution).await;
    assert_eq!((&shown["status"], &shown["error"]), (&json!("FAILED"), &json!("States.Timeout")));
    assert!(world.history(&execution).await.contains(&"TaskTimedOut".to_owned()));
    let execution = world.start(&machine, "e2", json!({})).await;
    world.pass(30).await;
    assert_eq!(world.describe(&execution).await["error"], "States.HeartbeatTimeout");
}

#[tokio::test]
async fn every_operation_of_a_service_can_be_called() {
    let world = World::new();
    let definition = json!({"StartAt": "Make", "States": {
        "Make": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:createQueue", "Parameters": {"QueueName": "made"}, "Next": "Send"},
        "Send": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Parameters": {"QueueUrl": "http://127.0.0.1:4566/123456789012/none", "MessageBody": "x"},
            "Catch": [{"ErrorEquals": ["Sqs.QueueDoesNotExistException"], "ResultPath": "$.e", "Next": "Caught"}], "End": true},
        "Caught": {"Type": "Succeed"}}});
    let machine = world.machine("m", &definition).await;
    let execution = world.start(&machine, "e", json!({})).await;
    world.settle().await;
    let shown = world.describe(&execution).await;
    let output: Value =
        serde_json::from_str(shown["output"].as_str().unwrap_or_else(|| panic!("{shown}"))).expect("JSON");
    assert_eq!(output["QueueUrl"], "http://127.0.0.1:4566/123456789012/made");
    assert_eq!(output["e"]["Error"], "Sqs.QueueDoesNotExistException");
}
