//! One server in process, and a client for it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_sqs::Sqs;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::{Protocol, Response};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ENDPOINT: &str = "http://127.0.0.1:4566";

/// A server over a simulated disk. Clones are the same server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) cloud: Cloud,
    pub(crate) clock: Clock,
    disk: SimDisk,
    pub(crate) trace: Option<String>,
}

/// An answer of the JSON protocol.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    pub(crate) body: Value,
}

impl Server {
    pub(crate) fn new() -> Server {
        let disk = SimDisk::new(7);
        let clock = Clock::manual(Timestamp::from_secs(1_790_000_000));
        Server::start(disk, clock, 1)
    }

    fn start(disk: SimDisk, clock: Clock, seed: u64) -> Server {
        let random = Random::seeded(seed);
        let store = Store::simulated(&disk, clock.clone(), random.clone()).unwrap();
        let cloud = Cloud::builder(store, clock.clone(), random).register(Sqs::new).build();
        Server { cloud, clock, disk, trace: None }
    }

    /// The power goes, and comes back.
    pub(crate) fn crash(self) -> Server {
        let Server { cloud, clock, disk, .. } = self;
        disk.crash();
        drop(cloud);
        Server::start(disk, clock, 2)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn incoming(&self, operation: &str, protocol: Protocol, body: Vec<u8>) -> Incoming {
        Incoming {
            service: self.cloud.find("sqs").unwrap().clone(),
            operation: operation.to_owned(),
            protocol,
            body: Bytes::from(body),
            head: None,
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            endpoint: ENDPOINT.to_owned(),
            source_ip: None,
            user_agent: None,
            trace: self.trace.clone(),
        }
    }

    /// A call in the JSON protocol.
    pub(crate) async fn call(&self, operation: &str, input: Value) -> Answer {
        let incoming = self.incoming(operation, Protocol::AwsJson10, input.to_string().into_bytes());
        let Response { status, headers, body } = self.cloud.handle(incoming).await;
        let body = body.into_bytes().unwrap();
        let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() };
        Answer { status, headers, body }
    }

    /// A call that must succeed and whose answer does not matter; for many calls.
    pub(crate) async fn raw(&self, operation: &str, input: String) {
        let incoming = self.incoming(operation, Protocol::AwsJson10, input.into_bytes());
        assert_eq!(self.cloud.handle(incoming).await.status, 200);
    }

    /// A call that must succeed.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let answer = self.call(operation, input).await;
        assert_eq!(answer.status, 200, "{operation}: {}", answer.body);
        answer.body
    }

    /// A call that must fail: the query protocol's code and the message.
    pub(crate) async fn fails(&self, operation: &str, input: Value) -> (String, String) {
        let answer = self.call(operation, input).await;
        assert_ne!(answer.status, 200, "{operation}: {}", answer.body);
        let code = answer.headers.iter().find(|(name, _)| *name == "x-amzn-query-error");
        let code = code.map(|(_, value)| value.split(';').next().unwrap().to_owned()).unwrap_or_default();
        (code, answer.body["message"].as_str().unwrap_or_default().to_owned())
    }

    /// A call in the query protocol: the status and the XML.
    pub(crate) async fn query(&self, operation: &str, form: &str) -> (u16, String) {
        let body = format!("Action={operation}&Version=2012-11-05&{form}");
        let response = self.cloud.handle(self.incoming(operation, Protocol::AwsQuery, body.into_bytes())).await;
        (response.status, String::from_utf8(response.body.into_bytes().unwrap()).unwrap())
    }

    /// Makes a queue; its URL.
    pub(crate) async fn queue(&self, name: &str, attributes: Value) -> String {
        let made = self.ok("CreateQueue", json!({ "QueueName": name, "Attributes": attributes })).await;
        made["QueueUrl"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn send(&self, url: &str, body: &str) -> Value {
        self.ok("SendMessage", json!({ "QueueUrl": url, "MessageBody": body })).await
    }

    pub(crate) async fn send_to_group(&self, url: &str, body: &str, group: &str) -> Value {
        let message = json!({
            "QueueUrl": url, "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": format!("{group}-{body}"),
        });
        self.ok("SendMessage", message).await
    }

    /// Receives up to ten messages, with everything there is to know about them.
    pub(crate) async fn receive(&self, url: &str) -> Vec<Value> {
        self.receive_with(url, json!({})).await
    }

    pub(crate) async fn receive_with(&self, url: &str, more: Value) -> Vec<Value> {
        let mut input = json!({
            "QueueUrl": url, "MaxNumberOfMessages": 10,
            "MessageSystemAttributeNames": ["All"], "MessageAttributeNames": ["All"],
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        let answer = self.ok("ReceiveMessage", input).await;
        answer["Messages"].as_array().cloned().unwrap_or_default()
    }

    pub(crate) async fn delete(&self, url: &str, message: &Value) {
        self.ok("DeleteMessage", json!({ "QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"] })).await;
    }

    pub(crate) async fn attributes(&self, url: &str) -> Value {
        let input = json!({ "QueueUrl": url, "AttributeNames": ["All"] });
        self.ok("GetQueueAttributes", input).await["Attributes"].clone()
    }

    /// Visible, in flight, delayed.
    pub(crate) async fn counts(&self, url: &str) -> (u64, u64, u64) {
        let attributes = self.attributes(url).await;
        let count = |name: &str| attributes[name].as_str().unwrap().parse().unwrap();
        (
            count("ApproximateNumberOfMessages"),
            count("ApproximateNumberOfMessagesNotVisible"),
            count("ApproximateNumberOfMessagesDelayed"),
        )
    }

    /// Performs the tasks that are due.
    pub(crate) async fn tasks(&self) {
        self.cloud.store().tasks().run_due(&self.cloud).await;
    }

    /// Time passes; tasks are performed when they become due.
    pub(crate) async fn pass(&self, seconds: u64) {
        let end = self.now() + Duration::from_secs(seconds);
        self.tasks().await;
        while let Some(due) = self.cloud.store().tasks().next_due().filter(|due| *due <= end) {
            self.clock.jump(due.saturating_since(self.now())).unwrap();
            self.tasks().await;
        }
        self.clock.jump(end.saturating_since(self.now())).unwrap();
        self.tasks().await;
    }

    /// Time passes and nothing is done meanwhile.
    pub(crate) fn jump(&self, seconds: u64) {
        self.clock.jump(Duration::from_secs(seconds)).unwrap();
    }
}

pub(crate) fn bodies(messages: &[Value]) -> Vec<String> {
    messages.iter().map(|message| message["Body"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

pub(crate) fn fifo() -> Value {
    json!({ "FifoQueue": "true" })
}

/// A redrive policy's text.
pub(crate) fn redrive(target: &str, count: u32) -> String {
    json!({ "deadLetterTargetArn": arn(target), "maxReceiveCount": count }).to_string()
}

/// Runs a call in the background until it waits.
pub(crate) async fn spawn<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> tokio::task::JoinHandle<T> {
    let task = tokio::spawn(work);
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    task
}

/// The server behind an `Arc`, for calls that outlive a borrow.
pub(crate) fn shared() -> Arc<Server> {
    Arc::new(Server::new())
}
