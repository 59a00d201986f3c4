//! A server whose tasks and pollers run, on virtual time.

use std::ops::Deref;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::mapping;
use crate::stage::{Stage, parsed};

/// A [`Stage`] with everything running that runs in a server.
pub(crate) struct World {
    pub(crate) stage: Stage,
    work: JoinHandle<()>,
    stop: Option<oneshot::Sender<()>>,
}

impl Deref for World {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}

impl World {
    /// The function `f`, the queue `q`, and a mapping between them that is enabled.
    pub(crate) async fn mapped(more: Value) -> (World, String) {
        World::over(mapping::stage().await, more).await
    }

    /// As [`World::mapped`], with a stage that has been prepared.
    pub(crate) async fn over(stage: Stage, more: Value) -> (World, String) {
        let uuid = mapping::create(&stage, more).await;
        let world = World::start(stage);
        world.quiet().await;
        (world, uuid)
    }

    pub(crate) fn start(stage: Stage) -> World {
        let (work, stop) = run(&stage);
        World { stage, work, stop: Some(stop) }
    }

    /// Lets everything happen that can happen without time going on.
    pub(crate) async fn quiet(&self) {
        for _ in 0..500 {
            tokio::task::yield_now().await;
        }
    }

    /// Lets time pass, from timer to timer.
    pub(crate) async fn pass(&self, by: Duration) {
        self.quiet().await;
        self.clock.advance(by).await.expect("virtual");
        self.quiet().await;
    }

    pub(crate) async fn seconds(&self, seconds: u64) {
        self.pass(Duration::from_secs(seconds)).await;
    }

    /// The power goes and comes back.
    pub(crate) async fn crash(&mut self) {
        self.work.abort();
        drop((&mut self.work).await);
        self.quiet().await;
        self.stage.crash();
        let (work, stop) = run(&self.stage);
        (self.work, self.stop) = (work, Some(stop));
        self.quiet().await;
    }

    /// The server begins to shut down.
    pub(crate) fn tell_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Whether everything has ended that ran.
    pub(crate) fn has_stopped(&self) -> bool {
        self.work.is_finished()
    }

    pub(crate) async fn send(&self, body: &str) -> Value {
        self.send_to("q", json!({"MessageBody": body})).await
    }

    pub(crate) async fn send_to(&self, queue: &str, mut input: Value) -> Value {
        let url = self.ok("sqs", "GetQueueUrl", json!({"QueueName": queue})).await["QueueUrl"].clone();
        input["QueueUrl"] = url;
        self.ok("sqs", "SendMessage", input).await
    }

    /// Bodies of the batches the function has been given since this was last asked, in order.
    pub(crate) fn batches(&self) -> Vec<Vec<String>> {
        let calls = self.fake.take().into_iter();
        calls.map(|call| bodies(&call.payload())).collect()
    }

    /// How many messages a queue has: visible, and hidden.
    pub(crate) async fn counts(&self, queue: &str) -> (u64, u64) {
        let url = self.ok("sqs", "GetQueueUrl", json!({"QueueName": queue})).await["QueueUrl"].clone();
        let input = json!({"QueueUrl": url, "AttributeNames": ["All"]});
        let answer = self.ok("sqs", "GetQueueAttributes", input).await;
        let count =
            |name: &str| answer["Attributes"][name].as_str().and_then(|text| text.parse().ok()).expect("a count");
        (count("ApproximateNumberOfMessages"), count("ApproximateNumberOfMessagesNotVisible"))
    }

    pub(crate) async fn state(&self, uuid: &str) -> String {
        mapping::get(self, uuid).await["State"].as_str().expect("a state").to_owned()
    }

    pub(crate) async fn update(&self, uuid: &str, mut more: Value) -> Value {
        more["UUID"] = json!(uuid);
        self.ok("lambda", "UpdateEventSourceMapping", more).await
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.work.abort();
    }
}

/// What runs in a server until the sender is dropped.
fn run(stage: &Stage) -> (JoinHandle<()>, oneshot::Sender<()>) {
    let (cloud, (stop, stopped)) = (stage.cloud.clone(), oneshot::channel());
    let work = async move {
        let stopped = async { drop(stopped.await) };
        cloud.run_tasks(64, stopped).await;
    };
    (tokio::spawn(work), stop)
}

/// Bodies of an event's messages.
fn bodies(event: &str) -> Vec<String> {
    let event = parsed(&json!(event));
    let records = event["Records"].as_array().expect("records");
    records.iter().map(|record| record["body"].as_str().expect("a body").to_owned()).collect()
}

/// A response that reports these messages as failed.
pub(crate) fn report(ids: &[&str]) -> String {
    let items: Vec<Value> = ids.iter().map(|id| json!({"itemIdentifier": id})).collect();
    json!({"batchItemFailures": items}).to_string()
}
