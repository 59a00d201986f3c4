//! Executions: begun, described, listed, stopped, forgotten.

use serde_json::{Value, json};

use crate::world::World;

fn waits() -> Value {
    json!({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 31_536_000 - 1, "End": true}}})
}

#[tokio::test]
async fn five_states_and_their_history() {
    let world = World::new();
    let mut states = serde_json::Map::new();
    for number in 0..5 {
        let mut state = json!({"Type": "Pass", "Result": number, "ResultPath": format!("$.r{number}")});
        match number {
            4 => state["End"] = json!(true),
            number => state["Next"] = json!(format!("S{}", number + 1)),
        }
        states.insert(format!("S{number}"), state);
    }
    let machine = world.machine("m", &json!({"StartAt": "S0", "States": states})).await;
    let execution = world.start(&machine, "e", json!({"i": 1})).await;
    assert_eq!(execution, "arn:aws:states:us-east-1:123456789012:execution:m:e");
    let shown = world.describe(&execution).await;
    assert_eq!(
        shown,
        json!({
            "executionArn": execution,
            "stateMachineArn": machine,
            "name": "e",
            "status": "SUCCEEDED",
            "startDate": 1_767_323_045,
            "stopDate": 1_767_323_045,
            "input": "{\"i\":1}",
            "inputDetails": {"included": true},
            "output": "{\"i\":1,\"r0\":0,\"r1\":1,\"r2\":2,\"r3\":3,\"r4\":4}",
            "outputDetails": {"included": true},
            "redriveCount": 0,
            "redriveStatus": "NOT_REDRIVABLE",
            "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        })
    );
    let all = world.ok("GetExecutionHistory", json!({"executionArn": execution})).await;
    let events = all["events"].as_array().expect("a list");
    assert_eq!(events.len(), 12);
    assert_eq!(
        events[0],
        json!({
            "timestamp": 1_767_323_045, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
            "executionStartedEventDetails": {"input": "{\"i\":1}", "inputDetails": {"truncated": false}, "roleArn": crate::world::ROLE},
        })
    );
    assert_eq!((&events[1]["type"], &events[1]["previousEventId"]), (&json!("PassStateEntered"), &json!(0)));
    let first = world
        .ok("GetExecutionHistory", json!({"executionArn": execution, "maxResults": 10, "reverseOrder": true}))
        .await;
    let token = first["nextToken"].clone();
    let rest = world
        .ok(
            "GetExecutionHistory",
            json!({"executionArn": execution, "maxResults": 10, "reverseOrder": true, "nextToken": token}),
        )
        .await;
    let ids = |page: &Value| -> Vec<i64> {
        page["events"].as_array().expect("a list").iter().map(|event| event["id"].as_i64().expect("a number")).collect()
    };
    assert_eq!((ids(&first), ids(&rest)), ((3..=12).rev().collect(), vec![2, 1]));
    let without =
        world.ok("GetExecutionHistory", json!({"executionArn": execution, "includeExecutionData": false})).await;
    assert_eq!(without["events"][1]["stateEnteredEventDetails"], json!({"name": "S0"}));
}

#[tokio::test]
async fn names_are_taken_once() {
    let world = World::new();
    let machine = world.machine("m", &waits()).await;
    let execution = world.start(&machine, "e", json!({"i": 1})).await;
    assert_eq!(world.start(&machine, "e", json!({"i": 1})).await, execution, "the same once more");
    let other = json!({"stateMachineArn": machine, "name": "e", "input": "{}"});
    let text = world.refused("StartExecution", other.clone(), "ExecutionAlreadyExists").await;
    assert_eq!(text, format!("Execution Already Exists: '{execution}'"));
    world.ok("StopExecution", json!({"executionArn": execution, "error": "Mine", "cause": "enough"})).await;
    let shown = world.describe(&execution).await;
    assert_eq!(
        (&shown["status"], &shown["error"], &shown["cause"]),
        (&json!("ABORTED"), &json!("Mine"), &json!("enough"))
    );
    assert_eq!(world.history(&execution).await, ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]);
    world
        .refused(
            "StartExecution",
            json!({"stateMachineArn": machine, "name": "e", "input": "{\"i\":1}"}),
            "ExecutionAlreadyExists",
        )
        .await;
    world.refused("StartExecution", json!({"stateMachineArn": machine, "input": "{"}), "InvalidExecutionInput").await;
    world.refused("StartExecution", json!({"stateMachineArn": machine, "name": "a b"}), "InvalidName").await;
    world.refused("DescribeExecution", json!({"executionArn": format!("{execution}x")}), "ExecutionDoesNotExist").await;
    // Ninety days after its end the name is free.
    world.pass(90 * 86_400).await;
    world.refused("DescribeExecution", json!({"executionArn": execution}), "ExecutionDoesNotExist").await;
    world.start(&machine, "e", json!({"i": 2})).await;
}

#[tokio::test]
async fn a_year_passes() {
    let world = World::new();
    let machine = world.machine("m", &waits()).await;
    let execution = world.start(&machine, "e", json!({})).await;
    world.pass(31_536_000 - 2).await;
    assert_eq!(world.describe(&execution).await["status"], "RUNNING");
    world.pass(1).await;
    assert_eq!(world.describe(&execution).await["status"], "SUCCEEDED");
}

#[tokio::test]
async fn an_execution_has_its_time() {
    let world = World::new();
    let mut definition = waits();
    definition["TimeoutSeconds"] = json!(60);
    let machine = world.machine("m", &definition).await;
    let execution = world.start(&machine, "e", json!({})).await;
    world.pass(60).await;
    assert_eq!(world.describe(&execution).await["status"], "TIMED_OUT");
    assert_eq!(world.history(&execution).await, ["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"]);
}

#[tokio::test]
async fn executions_are_listed_by_time_and_status() {
    let world = World::new();
    let machine = world.machine("m", &waits()).await;
    for name in ["a", "b", "c"] {
        world.start(&machine, name, json!({})).await;
        world.pass(1).await;
    }
    let stopped = "arn:aws:states:us-east-1:123456789012:execution:m:b";
    world.ok("StopExecution", json!({"executionArn": stopped})).await;
    let names = |page: &Value| -> Vec<String> {
        let list = page["executions"].as_array().expect("a list");
        list.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    let all = world.ok("ListExecutions", json!({"stateMachineArn": machine})).await;
    assert_eq!(names(&all), ["c", "b", "a"]);
    let running = world.ok("ListExecutions", json!({"stateMachineArn": machine, "statusFilter": "RUNNING"})).await;
    assert_eq!(names(&running), ["c", "a"]);
    let first = world.ok("ListExecutions", json!({"stateMachineArn": machine, "maxResults": 2})).await;
    let rest = world.ok("ListExecutions", json!({"stateMachineArn": machine, "nextToken": first["nextToken"]})).await;
    assert_eq!((names(&first), names(&rest)), (vec!["c".into(), "b".into()], vec!["a".into()]));
}

#[tokio::test]
async fn an_execution_keeps_its_definition() {
    let world = World::new();
    let machine = world.machine("m", &waits()).await;
    let execution = world.start(&machine, "e", json!({})).await;
    let other = json!({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}});
    world.ok("UpdateStateMachine", json!({"stateMachineArn": machine, "definition": other.to_string()})).await;
    let kept = world.ok("DescribeStateMachineForExecution", json!({"executionArn": execution})).await;
    assert_eq!(kept["definition"], waits().to_string());
    world.ok("DeleteStateMachine", json!({"stateMachineArn": machine})).await;
    world.pass(31_536_000).await;
    assert_eq!(world.describe(&execution).await["status"], "SUCCEEDED");
}
