//! Messages on their way to another queue: what happens to them when the way takes long.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tradewind_cloud::Cloud;
use tradewind_store::{Outcome, Performer, TaskId, TaskRun};

use crate::harness::{Server, arn, bodies, fifo, redrive};

/// Performs everything but transfers, which fail for now, as they do while the disk is full.
struct Full(Cloud);

impl Performer for Full {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match run.kind.as_str() {
                "sqs/transfer" => Outcome::Again { at: run.due + Duration::from_secs(5), payload: None },
                _ => self.0.perform(run).await,
            }
        })
    }
}

/// Time passes second by second; what becomes due is performed.
async fn pass(server: &Server, performer: &dyn Performer, seconds: u64) {
    let tasks = server.cloud.store().tasks();
    let end = server.now() + Duration::from_secs(seconds);
    tasks.run_due(performer).await;
    while let Some(due) = tasks.next_due().filter(|due| *due <= end) {
        server.clock.jump(due.saturating_since(server.now())).unwrap();
        tasks.run_due(performer).await;
    }
    server.clock.jump(end.saturating_since(server.now())).unwrap();
    tasks.run_due(performer).await;
}

/// A dead-letter queue with the given retention period that holds one dead letter of the queue `orders`.
async fn dead_letter(server: &Server, retention: &str) -> (String, String) {
    let dead = server.queue("dead", json!({ "MessageRetentionPeriod": retention })).await;
    let url = server.queue("orders", json!({ "RedrivePolicy": redrive("dead", 1) })).await;
    server.send(&url, "poison").await;
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    assert!(server.receive(&url).await.is_empty());
    server.tasks().await;
    (dead, url)
}

async fn move_task(server: &Server) -> Value {
    server.ok("ListMessageMoveTasks", json!({ "SourceArn": arn("dead") })).await["Results"][0].clone()
}

#[tokio::test]
async fn a_dead_letter_that_travels_past_its_end_arrives() {
    let server = Server::new();
    let dead = server.queue("dead", json!({})).await;
    let policy = json!({ "RedrivePolicy": redrive("dead", 1), "MessageRetentionPeriod": "60" });
    let url = server.queue("orders", policy).await;
    server.send(&url, "poison").await;
    server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await;
    server.pass(59).await;
    assert!(server.receive(&url).await.is_empty());
    pass(&server, &Full(server.cloud.clone()), 30).await;
    assert_eq!((server.counts(&url).await, server.counts(&dead).await), ((0, 0, 0), (0, 0, 0)));
    server.pass(5).await;
    assert_eq!(bodies(&server.receive(&dead).await), ["poison"]);
    server.pass(60).await;
    assert_eq!(server.cloud.store().tasks().pending(), 1, "the dead-letter queue's sweep is all that is left to do");
}

#[tokio::test]
async fn a_move_task_ends_though_its_messages_grow_too_old_on_the_way() {
    let server = Server::new();
    let (dead, url) = dead_letter(&server, "60").await;
    server.pass(59).await;
    let start = json!({ "SourceArn": arn("dead") });
    server.ok("StartMessageMoveTask", start.clone()).await;
    pass(&server, &Full(server.cloud.clone()), 30).await;
    assert_eq!(move_task(&server).await["Status"], "RUNNING");
    server.pass(6).await;
    let done = move_task(&server).await;
    assert_eq!((&done["Status"], &done["ApproximateNumberOfMessagesMoved"]), (&json!("COMPLETED"), &json!(1)));
    assert_eq!((server.counts(&dead).await, server.counts(&url).await), ((0, 0, 0), (1, 0, 0)));
    server.ok("StartMessageMoveTask", start).await;
}

#[tokio::test]
async fn a_message_that_comes_back_too_old_is_swept() {
    let server = Server::new();
    let (dead, url) = dead_letter(&server, "60").await;
    server.pass(59).await;
    server.ok("StartMessageMoveTask", json!({ "SourceArn": arn("dead") })).await;
    pass(&server, &Full(server.cloud.clone()), 30).await;
    server.ok("DeleteQueue", json!({ "QueueUrl": url })).await;
    server.pass(6).await;
    assert_eq!(move_task(&server).await["FailureReason"], "AWS.SimpleQueueService.NonExistentQueue");
    assert_eq!(server.counts(&dead).await, (0, 0, 0));
    server.pass(60).await;
    assert_eq!(server.cloud.store().tasks().pending(), 1, "only the deleted queue's sweep, which will find nothing");
}

/// Holds the first transfer up while `held`, and counts the attempts of the others.
struct HeldUp {
    cloud: Cloud,
    first: Mutex<Option<TaskId>>,
    held: AtomicBool,
    others: AtomicUsize,
}

impl Performer for HeldUp {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            if run.kind == "sqs/transfer" {
                let first = *self.first.lock().get_or_insert(run.id);
                if first == run.id && self.held.load(Ordering::SeqCst) {
                    return Outcome::Again { at: run.due + Duration::from_secs(1), payload: None };
                }
                self.others.fetch_add(usize::from(first != run.id), Ordering::SeqCst);
            }
            self.cloud.perform(run).await
        })
    }
}

#[tokio::test]
async fn dead_letters_of_a_group_wait_patiently_for_the_one_ahead() {
    let server = Server::new();
    let dead = server.queue("dead.fifo", fifo()).await;
    let policy = json!({ "FifoQueue": "true", "RedrivePolicy": redrive("dead.fifo", 1) });
    let url = server.queue("orders.fifo", policy).await;
    for body in ["1", "2", "3"] {
        server.send_to_group(&url, body, "g").await;
    }
    assert_eq!(server.receive_with(&url, json!({ "VisibilityTimeout": 0 })).await.len(), 3);
    assert!(server.receive(&url).await.is_empty());
    let held_up = HeldUp {
        cloud: server.cloud.clone(),
        first: Mutex::default(),
        held: AtomicBool::new(true),
        others: AtomicUsize::new(0),
    };
    pass(&server, &held_up, 10).await;
    let attempts = held_up.others.load(Ordering::SeqCst);
    assert!((10..=60).contains(&attempts), "{attempts} attempts of two messages in ten seconds");
    assert_eq!(server.counts(&dead).await, (0, 0, 0));
    held_up.held.store(false, Ordering::SeqCst);
    pass(&server, &held_up, 3).await;
    assert_eq!(bodies(&server.receive(&dead).await), ["1", "2", "3"]);
}
