//! A whole server in a test: a store on a simulated disk, virtual time, Step Functions, SQS and functions.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_sqs::Sqs;
use tradewind_states::States;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::Protocol;

use crate::functions::{Functions, Stub};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ROLE: &str = "arn:aws:iam::123456789012:role/r";

/// 2026-01-02T03:04:05Z.
pub(crate) const START: u64 = 1_767_323_045;

/// An error answer: its code and its text.
pub(crate) type Refusal = (String, String);

pub(crate) struct World {
    pub(crate) clock: Clock,
    disk: SimDisk,
    pub(crate) functions: Arc<Functions>,
    pub(crate) cloud: Cloud,
    seed: u64,
}

impl World {
    pub(crate) fn new() -> World {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let (disk, functions) = (SimDisk::new(1), Arc::new(Functions::default()));
        let cloud = open(&disk, &clock, &functions, 1);
        World { clock, disk, functions, cloud, seed: 1 }
    }

    /// The power goes and comes back: what was not synced is gone.
    pub(crate) fn crash(&mut self) {
        self.disk.crash();
        self.seed += 1;
        self.cloud = open(&self.disk, &self.clock, &self.functions, self.seed);
    }

    pub(crate) async fn call(&self, service: &str, operation: &str, input: Value) -> Result<Value, Refusal> {
        let incoming = Incoming {
            service: self.cloud.find(service).expect("registered").clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsJson10,
            body: input.to_string().into_bytes().into(),
            head: None,
            account: ACCOUNT.to_owned(),
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
        Err((text("__type"), text("Message") + &text("message")))
    }

    /// A call that must succeed.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let shown = input.to_string();
        self.call("states", operation, input).await.unwrap_or_else(|error| panic!("{operation} {shown}: {error:?}"))
    }

    /// A call that must be refused with this code; the text.
    pub(crate) async fn refused(&self, operation: &str, input: Value, code: &str) -> String {
        let shown = input.to_string();
        match self.call("states", operation, input).await {
            Ok(answer) => panic!("{operation} {shown}: {answer}"),
            Err((found, text)) => {
                assert_eq!(found.rsplit('#').next(), Some(code), "{operation} {shown}: {text}");
                text
            }
        }
    }

    /// A new machine; its ARN.
    pub(crate) async fn machine(&self, name: &str, definition: &Value) -> String {
        let input = json!({"name": name, "roleArn": ROLE, "definition": definition.to_string()});
        self.ok("CreateStateMachine", input).await["stateMachineArn"].as_str().expect("an ARN").to_owned()
    }

    /// A new execution; its ARN.
    pub(crate) async fn start(&self, machine: &str, name: &str, input: Value) -> String {
        let input = json!({"stateMachineArn": machine, "name": name, "input": input.to_string()});
        self.ok("StartExecution", input).await["executionArn"].as_str().expect("an ARN").to_owned()
    }

    pub(crate) async fn describe(&self, execution: &str) -> Value {
        self.ok("DescribeExecution", json!({"executionArn": execution})).await
    }

    /// Types of the events of an execution.
    pub(crate) async fn history(&self, execution: &str) -> Vec<String> {
        let answer = self.ok("GetExecutionHistory", json!({"executionArn": execution, "maxResults": 1000})).await;
        let events = answer["events"].as_array().expect("a list");
        events.iter().map(|event| event["type"].as_str().expect("a type").to_owned()).collect()
    }

    /// Performs what is due.
    pub(crate) async fn settle(&self) {
        self.cloud.store().tasks().run_due(&self.cloud).await;
    }

    /// Lets time pass from task to task.
    pub(crate) async fn pass(&self, seconds: u64) {
        let end = self.clock.now() + Duration::from_secs(seconds);
        let tasks = self.cloud.store().tasks();
        tasks.run_due(&self.cloud).await;
        while let Some(due) = tasks.next_due().filter(|due| *due <= end) {
            self.clock.jump(due.saturating_since(self.clock.now())).expect("virtual");
            tasks.run_due(&self.cloud).await;
        }
        self.clock.jump(end.saturating_since(self.clock.now())).expect("virtual");
    }
}

fn open(disk: &SimDisk, clock: &Clock, functions: &Arc<Functions>, seed: u64) -> Cloud {
    let random = Random::seeded(seed);
    let store = Store::simulated(disk, clock.clone(), random.clone()).expect("opens");
    Cloud::builder(store, clock.clone(), random)
        .register(Sqs::new)
        .register(States::new)
        .register(|parts| Stub::new(parts, functions.clone()))
        .build()
}

/// The ARN of a function of the test.
pub(crate) fn function(name: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}")
}
