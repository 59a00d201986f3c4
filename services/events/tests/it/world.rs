//! A whole server in a test: a store on a simulated disk, virtual time, EventBridge and the stand-in for SQS.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_events::Events;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::Protocol;

use crate::functions::{self, Functions};
use crate::queues::{Queues, Stub};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";

/// 2026-01-02T03:04:05Z, a Friday.
pub(crate) const START: u64 = 1_767_323_045;

/// An error answer: its code and its text.
pub(crate) type Refusal = (String, String);

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) queues: Arc<Queues>,
    pub(crate) functions: Arc<Functions>,
    pub(crate) disk: SimDisk,
    pub(crate) cloud: Cloud,
    seed: u64,
}

impl World {
    pub(crate) fn new() -> World {
        World::seeded(1)
    }

    pub(crate) fn seeded(seed: u64) -> World {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let (disk, queues, functions) =
            (SimDisk::new(seed), Arc::new(Queues::default()), Arc::new(Functions::default()));
        let cloud = open(&disk, &clock, &queues, &functions, seed);
        World { clock, queues, functions, disk, cloud, seed }
    }

    /// The power goes and comes back: what was not synced is gone.
    pub(crate) fn crash(&mut self) {
        self.disk.crash();
        self.seed += 1;
        self.cloud = open(&self.disk, &self.clock, &self.queues, &self.functions, self.seed);
    }

    /// A call of a client in an account; the answer's body, or the error's code and text.
    pub(crate) async fn call_as(&self, account: &str, operation: &str, input: Value) -> Result<Value, Refusal> {
        self.raw(account, operation, input.to_string().into_bytes()).await
    }

    /// As [`World::call_as`], with any bytes for a body.
    pub(crate) async fn raw(&self, account: &str, operation: &str, body: Vec<u8>) -> Result<Value, Refusal> {
        let incoming = Incoming {
            service: self.cloud.find("events").expect("registered").clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsJson11,
            body: body.into(),
            head: None,
            account: account.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let reply = self.cloud.handle(incoming).await;
        let bytes = reply.body.into_bytes().expect("a whole body");
        let body = match bytes.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&bytes).expect("answers are JSON"),
        };
        if reply.status == 200 {
            return Ok(body);
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Err((text("__type"), text("message")))
    }

    pub(crate) async fn call(&self, operation: &str, input: Value) -> Result<Value, Refusal> {
        self.call_as(ACCOUNT, operation, input).await
    }

    /// A call that must succeed.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let shown = input.to_string();
        self.call(operation, input).await.unwrap_or_else(|refusal| panic!("{operation} {shown}: {refusal:?}"))
    }

    /// A call that must be refused.
    pub(crate) async fn refused(&self, operation: &str, input: Value) -> Refusal {
        let shown = input.to_string();
        match self.call(operation, input).await {
            Ok(answer) => panic!("{operation} {shown}: {answer}"),
            Err(refusal) => refusal,
        }
    }

    /// A rule on the default bus with one queue as its target.
    pub(crate) async fn rule(&self, name: &str, pattern: Value, queue: &str) {
        self.ok("PutRule", json!({"Name": name, "EventPattern": pattern.to_string()})).await;
        self.target(name, json!({"Id": "q", "Arn": queue_arn(queue)})).await;
    }

    pub(crate) async fn target(&self, rule: &str, target: Value) {
        let answer = self.ok("PutTargets", json!({"Rule": rule, "Targets": [target]})).await;
        assert_eq!(answer, json!({"FailedEntryCount": 0, "FailedEntries": []}));
    }

    /// Puts one event with this detail; its id.
    pub(crate) async fn event(&self, source: &str, detail: Value) -> String {
        let entry = json!({"Source": source, "DetailType": "test", "Detail": detail.to_string()});
        let answer = self.ok("PutEvents", json!({"Entries": [entry]})).await;
        assert_eq!(answer["FailedEntryCount"], 0, "{answer}");
        answer["Entries"][0]["EventId"].as_str().expect("an id").to_owned()
    }

    /// Performs what is due now.
    pub(crate) async fn settle(&self) -> usize {
        self.cloud.store().tasks().run_due(&self.cloud).await
    }

    /// Lets time pass from task to task.
    pub(crate) async fn pass(&self, by: Duration) {
        let end = self.clock.now() + by;
        self.settle().await;
        while let Some(due) = self.cloud.store().tasks().next_due().filter(|due| *due <= end) {
            self.clock.jump(due.saturating_since(self.clock.now())).expect("virtual");
            self.settle().await;
        }
        self.clock.jump(end.saturating_since(self.clock.now())).expect("virtual");
        self.settle().await;
    }

    pub(crate) fn pending(&self) -> usize {
        self.cloud.store().tasks().pending()
    }
}

fn open(disk: &SimDisk, clock: &Clock, queues: &Arc<Queues>, functions: &Arc<Functions>, seed: u64) -> Cloud {
    let random = Random::seeded(seed);
    let store = Store::simulated(disk, clock.clone(), random.clone()).expect("opens");
    Cloud::builder(store, clock.clone(), random)
        .register(Events::new)
        .register(|parts| Stub::new(parts, queues.clone()))
        .register(|parts| functions::Stub::new(parts, functions.clone()))
        .build()
}

/// `orders` is a queue of the caller; `<account>/orders` one of another account.
pub(crate) fn queue_arn(name: &str) -> String {
    let (account, name) = name.split_once('/').unwrap_or((ACCOUNT, name));
    format!("arn:aws:sqs:{REGION}:{account}:{name}")
}

/// As the stand-in names it.
pub(crate) fn queue(name: &str) -> String {
    format!("{ACCOUNT}/{name}")
}

pub(crate) fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3_600)
}

pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}
