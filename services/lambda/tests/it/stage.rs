//! A whole server for invocations: a store on a simulated disk, virtual time, Lambda over the stand-in for the executor, the real
//! queues and buses. Calls go through the door as calls from inside.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Handle, Origin, Principal};
use tradewind_events::Events;
use tradewind_lambda::Lambda;
use tradewind_s3::S3;
use tradewind_sqs::Sqs;
use tradewind_store::{SimDisk, Store, Watermark};
use tradewind_wire::{Document, ErrorDocument};

use crate::fake::{self, Fake};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";

/// 2026-01-02T03:04:05Z.
pub(crate) const START: u64 = 1_767_323_045;

pub(crate) struct Stage {
    pub(crate) clock: Clock,
    pub(crate) disk: SimDisk,
    pub(crate) fake: Arc<Fake>,
    pub(crate) cloud: Cloud,
    pub(crate) handle: Handle,
    seed: u64,
}

/// What a call answered.
pub(crate) type Answer = Result<Document, ErrorDocument>;

impl Stage {
    pub(crate) fn new() -> Stage {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let (disk, fake) = (SimDisk::new(1), Fake::new());
        let (cloud, handle) = open(&disk, &clock, &fake, 1);
        Stage { clock, disk, fake, cloud, handle, seed: 1 }
    }

    /// A server with one function, `f`, which is active.
    pub(crate) async fn with_function() -> Stage {
        let stage = Stage::new();
        stage.function("f", json!({})).await;
        stage
    }

    /// Makes a function and waits until it is active; `more` are further members of the request.
    pub(crate) async fn function(&self, name: &str, more: Value) {
        let Value::Object(more) = more else { panic!("members") };
        let mut input = json!({
            "FunctionName": name, "Runtime": "python3.12", "Handler": "m.h",
            "Role": format!("arn:aws:iam::{ACCOUNT}:role/r"),
            "Code": {"ZipFile": base64(&zip("m.py", b"def h(e, c): return e\n"))},
        });
        for (name, value) in more {
            input[name] = value;
        }
        self.ok("lambda", "CreateFunction", input).await;
        self.settle().await;
    }

    /// The power goes and comes back: what was not synced is gone.
    pub(crate) fn crash(&mut self) {
        self.disk.crash();
        self.seed += 1;
        (self.cloud, self.handle) = open(&self.disk, &self.clock, &self.fake, self.seed);
    }

    /// A client's call; durable when it has answered.
    pub(crate) async fn call(&self, service: &str, operation: &str, input: Value, trace: Option<&str>) -> Answer {
        let input = Document::from_json(input.to_string().as_bytes()).expect("JSON");
        let origin = self.origin(trace);
        let answer = self.handle.call(&origin, service, operation, input).await;
        self.cloud.store().settle(origin.mark.get()).await.expect("durable");
        answer
    }

    pub(crate) fn origin(&self, trace: Option<&str>) -> Origin {
        Origin {
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            mark: Arc::new(Watermark::new()),
            depth: 0,
            trace: trace.map(str::to_owned),
            endpoint: "http://127.0.0.1:4566".to_owned(),
        }
    }

    /// A call that must succeed; its answer as JSON.
    pub(crate) async fn ok(&self, service: &str, operation: &str, input: Value) -> Value {
        let shown = input.to_string();
        match self.call(service, operation, input, None).await {
            Ok(answer) => serde_json::from_slice(&answer.to_json_vec()).expect("JSON"),
            Err(error) => panic!("{operation} {shown}: {error}"),
        }
    }

    /// A call to Lambda that must be refused: status, code, text.
    pub(crate) async fn refused(&self, operation: &str, input: Value) -> (u16, String, String) {
        let shown = input.to_string();
        match self.call("lambda", operation, input, None).await {
            Ok(answer) => panic!("{operation} {shown}: {answer:?}"),
            Err(error) => (error.status, error.code.into_owned(), error.message.unwrap_or_default()),
        }
    }

    /// An asynchronous invocation.
    pub(crate) async fn event(&self, function: &str, payload: Value) {
        let input = json!({
            "FunctionName": function, "InvocationType": "Event", "Payload": base64(payload.to_string().as_bytes())
        });
        let answer = self.ok("lambda", "Invoke", input).await;
        assert_eq!(answer, json!({"StatusCode": 202}));
    }

    /// A synchronous invocation.
    pub(crate) async fn invoke(&self, function: &str, payload: &str) -> Answer {
        let input = json!({"FunctionName": function, "Payload": base64(payload.as_bytes())});
        self.call("lambda", "Invoke", input, None).await
    }

    pub(crate) async fn queue(&self, name: &str) -> String {
        self.ok("sqs", "CreateQueue", json!({"QueueName": name})).await;
        queue_arn(name)
    }

    /// Takes all messages out of a queue.
    pub(crate) async fn drain(&self, queue: &str) -> Vec<Value> {
        let url = self.ok("sqs", "GetQueueUrl", json!({"QueueName": queue})).await["QueueUrl"].clone();
        let mut all = Vec::new();
        loop {
            let input = json!({
                "QueueUrl": url, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"], "AttributeNames": ["All"]
            });
            let answer = self.ok("sqs", "ReceiveMessage", input).await;
            let Some(messages) = answer["Messages"].as_array().filter(|messages| !messages.is_empty()) else {
                return all;
            };
            for message in messages {
                let input = json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]});
                self.ok("sqs", "DeleteMessage", input).await;
                all.push(message.clone());
            }
        }
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

    /// How many tasks are left when queues have thrown away what nobody fetched: after their four days.
    pub(crate) async fn left(&self) -> usize {
        self.pass(minutes(5 * 24 * 60)).await;
        self.pending()
    }

    pub(crate) fn buried(&self) -> u64 {
        self.cloud.store().stats().buried_tasks
    }
}

fn open(disk: &SimDisk, clock: &Clock, fake: &Arc<Fake>, seed: u64) -> (Cloud, Handle) {
    let random = Random::seeded(seed);
    let store = Store::simulated(disk, clock.clone(), random.clone()).expect("opens");
    let mut handle = None;
    let cloud = Cloud::builder(store, clock.clone(), random)
        .register(Sqs::new)
        .register(Events::new)
        .register(S3::new)
        .register(|parts| {
            handle = Some(parts.cloud.clone());
            Lambda::new(parts, Arc::new(fake::Handle(fake.clone())))
        })
        .build();
    (cloud, handle.expect("registered"))
}

pub(crate) fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

pub(crate) fn function_arn(name: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}")
}

pub(crate) fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

pub(crate) fn parsed(text: &Value) -> Value {
    let text = text.as_str().expect("text");
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A zip with one file that is not compressed.
pub(crate) fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = crc32(content).to_le_bytes();
    let size = u32::try_from(content.len()).expect("small").to_le_bytes();
    let name_length = u16::try_from(name.len()).expect("short").to_le_bytes();
    let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    common.extend([crc, size, size].concat());
    common.extend(name_length);
    common.extend([0, 0]);
    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&common);
    out.extend([name.as_bytes(), content].concat());
    let directory = u32::try_from(out.len()).expect("small").to_le_bytes();
    let start = out.len();
    out.extend(b"PK\x01\x02\x14\x03");
    out.extend(&common);
    out.extend([0, 0, 0, 0, 0, 0, 0, 0, 0xa4, 0x81, 0, 0, 0, 0]);
    out.extend(name.as_bytes());
    let length = u32::try_from(out.len() - start).expect("small").to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend([length, directory].concat());
    out.extend([0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    };
    !bytes.iter().fold(u32::MAX, step)
}
