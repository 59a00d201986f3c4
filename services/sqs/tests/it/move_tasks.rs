//! Message move tasks.

use serde_json::{Value, json};

use crate::harness::{Server, arn, bodies, redrive};

/// Two queues with one dead-letter queue, and the given numbers of dead letters from each.
async fn dead_letters(server: &Server, from: [usize; 2]) -> (String, [String; 2]) {
    let dead = server.queue("dead", json!({})).await;
    let policy = json!({ "RedrivePolicy": redrive("dead", 1) });
    let sources = [server.queue("one", policy.clone()).await, server.queue("two", policy).await];
    for (url, count) in sources.iter().zip(from) {
        for number in 0..count {
            server.send(url, &number.to_string()).await;
        }
        while !server.receive_with(url, json!({ "VisibilityTimeout": 0 })).await.is_empty() {}
    }
    server.tasks().await;
    (dead, sources)
}

async fn list(server: &Server, max: u32) -> Value {
    let listed = server.ok("ListMessageMoveTasks", json!({ "SourceArn": arn("dead"), "MaxResults": max })).await;
    listed.get("Results").cloned().unwrap_or_else(|| json!([]))
}

#[tokio::test]
async fn dead_letters_go_back_to_where_they_came_from() {
    let server = Server::new();
    let (dead, [one, two]) = dead_letters(&server, [3, 2]).await;
    assert_eq!(server.counts(&dead).await, (5, 0, 0));
    let started = server.now().as_millis();
    let task = server.ok("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    let running = list(&server, 1).await;
    assert_eq!(
        running,
        json!([{
            "TaskHandle": task["TaskHandle"], "Status": "RUNNING", "SourceArn": arn("dead"),
            "ApproximateNumberOfMessagesMoved": 0, "ApproximateNumberOfMessagesToMove": 5, "StartedTimestamp": started,
        }])
    );
    let again = server.fails("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    assert_eq!(
        again.1,
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
    );
    server.pass(1).await;
    let done = list(&server, 1).await;
    assert_eq!(done[0]["Status"], "COMPLETED");
    assert_eq!(done[0]["ApproximateNumberOfMessagesMoved"], 5);
    assert!(done[0].get("TaskHandle").is_none());
    assert_eq!(server.counts(&dead).await, (0, 0, 0));
    assert_eq!(server.counts(&one).await, (3, 0, 0));
    let back = server.receive(&two).await;
    assert_eq!(bodies(&back), ["0", "1"]);
    assert_eq!(back[0]["Attributes"]["ApproximateReceiveCount"], "1");
    assert!(back[0]["Attributes"].get("DeadLetterQueueSourceArn").is_none());
}

#[tokio::test]
async fn a_task_can_have_a_destination_and_a_rate() {
    let server = Server::new();
    let (dead, _) = dead_letters(&server, [5, 0]).await;
    let other = server.queue("other", json!({})).await;
    let start = json!({ "SourceArn": arn("dead"), "DestinationArn": arn("other"), "MaxNumberOfMessagesPerSecond": 2 });
    server.ok("StartMessageMoveTask", start).await;
    server.tasks().await;
    assert_eq!(server.counts(&other).await, (2, 0, 0));
    server.pass(1).await;
    assert_eq!(server.counts(&other).await, (4, 0, 0));
    let running = list(&server, 1).await[0].clone();
    assert_eq!((&running["Status"], &running["DestinationArn"]), (&json!("RUNNING"), &json!(arn("other"))));
    assert_eq!(running["MaxNumberOfMessagesPerSecond"], 2);
    assert_eq!(running["ApproximateNumberOfMessagesMoved"], 4);
    server.pass(3).await;
    assert_eq!(server.counts(&other).await, (5, 0, 0));
    assert_eq!(server.counts(&dead).await, (0, 0, 0));
    assert_eq!(list(&server, 1).await[0]["Status"], "COMPLETED");
}

#[tokio::test]
async fn a_task_can_be_cancelled() {
    let server = Server::new();
    let (dead, _) = dead_letters(&server, [5, 0]).await;
    let start = json!({ "SourceArn": arn("dead"), "MaxNumberOfMessagesPerSecond": 2 });
    let task = server.ok("StartMessageMoveTask", start.clone()).await;
    server.tasks().await;
    let cancelled = server.ok("CancelMessageMoveTask", json!({ "TaskHandle": task["TaskHandle"] })).await;
    assert_eq!(cancelled, json!({ "ApproximateNumberOfMessagesMoved": 2 }));
    assert_eq!(list(&server, 1).await[0]["Status"], "CANCELLING");
    server.pass(2).await;
    assert_eq!(list(&server, 1).await[0]["Status"], "CANCELLED");
    assert_eq!(server.counts(&dead).await, (3, 0, 0));
    let again = server.fails("CancelMessageMoveTask", json!({ "TaskHandle": task["TaskHandle"] })).await;
    assert_eq!(again.0, "AWS.SimpleQueueService.UnsupportedOperation");
    server.ok("StartMessageMoveTask", start).await;
    let both = list(&server, 10).await;
    assert_eq!((&both[0]["Status"], &both[1]["Status"]), (&json!("RUNNING"), &json!("CANCELLED")));
}

#[tokio::test]
async fn a_message_of_unknown_origin_fails_the_task() {
    let server = Server::new();
    let (dead, _) = dead_letters(&server, [1, 0]).await;
    server.send(&dead, "sent here").await;
    server.ok("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    server.pass(1).await;
    let failed = list(&server, 1).await[0].clone();
    assert_eq!(
        (&failed["Status"], &failed["FailureReason"]),
        (&json!("FAILED"), &json!("CouldNotDetermineMessageSource"))
    );
    assert_eq!(bodies(&server.receive(&dead).await), ["sent here"]);
}

#[tokio::test]
async fn a_destination_that_goes_away_fails_the_task() {
    let server = Server::new();
    let (dead, [one, _]) = dead_letters(&server, [2, 0]).await;
    server.ok("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    server.ok("DeleteQueue", json!({ "QueueUrl": one })).await;
    server.pass(1).await;
    let failed = list(&server, 1).await[0].clone();
    assert_eq!(failed["FailureReason"], "AWS.SimpleQueueService.NonExistentQueue");
    assert_eq!(server.counts(&dead).await, (2, 0, 0));
}

#[tokio::test]
async fn a_task_survives_a_crash() {
    let server = Server::new();
    let (dead, [one, _]) = dead_letters(&server, [4, 0]).await;
    let start = json!({ "SourceArn": arn("dead"), "MaxNumberOfMessagesPerSecond": 1 });
    server.ok("StartMessageMoveTask", start).await;
    server.pass(1).await;
    server.cloud.store().flush().unwrap();
    let server = server.crash();
    assert_eq!(list(&server, 1).await[0]["Status"], "RUNNING");
    server.pass(5).await;
    assert_eq!(list(&server, 1).await[0]["ApproximateNumberOfMessagesMoved"], 4);
    assert_eq!((server.counts(&dead).await, server.counts(&one).await), ((0, 0, 0), (4, 0, 0)));
}

#[tokio::test]
async fn tasks_have_rules() {
    let server = Server::new();
    dead_letters(&server, [0, 0]).await;
    let missing = "The resource that you specified for the SourceArn parameter doesn't exist.";
    let no_dlq = "Source queue must be configured as a Dead Letter Queue.";
    let form = "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>";
    for (source, code, text) in [
        (arn("nothing"), "ResourceNotFoundException", missing),
        (arn("one"), "InvalidParameterValue", no_dlq),
        ("x".to_owned(), "InvalidParameterValue", form),
    ] {
        let refused = server.fails("StartMessageMoveTask", json!({ "SourceArn": source })).await;
        assert_eq!(refused, (code.to_owned(), text.to_owned()));
    }
    let start = |more: Value| {
        let mut start = json!({ "SourceArn": arn("dead") });
        start.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        start
    };
    let (code, text) = server.fails("StartMessageMoveTask", start(json!({ "DestinationArn": arn("nothing") }))).await;
    assert_eq!(code, "ResourceNotFoundException");
    assert_eq!(text, "The resource that you specified for the DestinationArn parameter doesn't exist.");
    for bad in [
        json!({ "MaxNumberOfMessagesPerSecond": 0 }),
        json!({ "MaxNumberOfMessagesPerSecond": 501 }),
        json!({ "DestinationArn": arn("dead") }),
    ] {
        assert_eq!(server.fails("StartMessageMoveTask", start(bad)).await.0, "InvalidParameterValue");
    }
    for handle in ["x", "e30="] {
        let refused = server.fails("CancelMessageMoveTask", json!({ "TaskHandle": handle })).await;
        assert_eq!(refused.1, format!("Value {handle} for parameter TaskHandle is invalid."));
    }
    for max in [0, 11] {
        let input = json!({ "SourceArn": arn("dead"), "MaxResults": max });
        assert_eq!(server.fails("ListMessageMoveTasks", input).await.0, "InvalidParameterValue");
    }
    assert_eq!(server.ok("ListMessageMoveTasks", json!({ "SourceArn": arn("dead") })).await, json!({}));
}
