//! One server in process, and a client for it.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_logs::Logs;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::{Protocol, Response};

use crate::functions::Functions;

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";
/// Where the server's clock begins, in milliseconds.
pub(crate) const START: u64 = 1_790_000_000_000;
pub(crate) const HOUR: u64 = 3_600_000;
pub(crate) const DAY: u64 = 24 * HOUR;

/// A server over a simulated disk.
pub(crate) struct Server {
    pub(crate) cloud: Cloud,
    pub(crate) clock: Clock,
    pub(crate) disk: SimDisk,
    pub(crate) functions: std::sync::Arc<Functions>,
}

impl Server {
    pub(crate) fn new() -> Server {
        let clock = Clock::manual(Timestamp::from_millis(START));
        Server::start(SimDisk::new(7), clock, 1)
    }

    fn start(disk: SimDisk, clock: Clock, seed: u64) -> Server {
        let random = Random::seeded(seed);
        let store = Store::simulated(&disk, clock.clone(), random.clone()).unwrap();
        let functions = std::sync::Arc::new(Functions::default());
        let double = functions.clone();
        let cloud = Cloud::builder(store, clock.clone(), random).register(Logs::new).register(move |_| double).build();
        Server { cloud, clock, disk, functions }
    }

    /// The power goes, and comes back.
    pub(crate) fn crash(self) -> Server {
        let Server { cloud, clock, disk, .. } = self;
        disk.crash();
        drop(cloud);
        Server::start(disk, clock, 2)
    }

    /// In milliseconds.
    pub(crate) fn now(&self) -> u64 {
        self.clock.now().as_millis()
    }

    /// Any call: the status and the answer.
    pub(crate) async fn call(&self, operation: &str, input: Value) -> (u16, Value) {
        let incoming = Incoming {
            service: self.cloud.find("logs").unwrap().clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsJson11,
            body: Bytes::from(input.to_string()),
            head: None,
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let Response { status, body, .. } = self.cloud.handle(incoming).await;
        let body = body.into_bytes().unwrap();
        (status, if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() })
    }

    /// A call that must succeed.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let (status, body) = self.call(operation, input).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// A call that must fail: the code and the message.
    pub(crate) async fn fails(&self, operation: &str, input: Value) -> (String, String) {
        let (status, body) = self.call(operation, input).await;
        assert_eq!(status, 400, "{operation}: {body}");
        let code = body["__type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
        (code, body["message"].as_str().unwrap_or_default().to_owned())
    }

    /// A group with a stream `s`.
    pub(crate) async fn group(&self, name: &str) {
        self.ok("CreateLogGroup", json!({ "logGroupName": name })).await;
        self.stream(name, "s").await;
    }

    pub(crate) async fn stream(&self, group: &str, name: &str) {
        self.ok("CreateLogStream", json!({ "logGroupName": group, "logStreamName": name })).await;
    }

    pub(crate) async fn put(&self, group: &str, stream: &str, events: &[(u64, &str)]) -> Value {
        let events: Vec<_> = events.iter().map(|(at, text)| json!({ "timestamp": at, "message": text })).collect();
        self.ok("PutLogEvents", json!({ "logGroupName": group, "logStreamName": stream, "logEvents": events })).await
    }

    /// All that FilterLogEvents finds, page after page.
    pub(crate) async fn filter(&self, group: &str, more: Value) -> Vec<Value> {
        let mut input = json!({ "logGroupName": group });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let mut found = Vec::new();
        loop {
            let page = self.ok("FilterLogEvents", input.clone()).await;
            assert_eq!(page["searchedLogStreams"], json!([]));
            found.extend(page["events"].as_array().unwrap().clone());
            if page["nextToken"].is_null() {
                return found;
            }
            input["nextToken"] = page["nextToken"].clone();
        }
    }

    pub(crate) async fn messages(&self, group: &str, pattern: &str) -> Vec<String> {
        texts(&self.filter(group, json!({ "filterPattern": pattern })).await)
    }

    /// Performs the tasks that are due.
    pub(crate) async fn tasks(&self) {
        self.cloud.store().tasks().run_due(&self.cloud).await;
    }

    /// Time passes; tasks are performed when they become due.
    pub(crate) async fn pass(&self, millis: u64) {
        let end = self.clock.now() + Duration::from_millis(millis);
        self.tasks().await;
        while let Some(due) = self.cloud.store().tasks().next_due().filter(|due| *due <= end) {
            self.clock.jump(due.saturating_since(self.clock.now())).unwrap();
            self.tasks().await;
        }
        self.clock.jump(end.saturating_since(self.clock.now())).unwrap();
        self.tasks().await;
    }
}

pub(crate) fn texts(events: &[Value]) -> Vec<String> {
    events.iter().map(|event| event["message"].as_str().unwrap().to_owned()).collect()
}
