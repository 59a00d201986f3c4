//! A whole server in a test: a store on a simulated disk, virtual time, Secrets Manager and KMS.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_kms::Kms;
use tradewind_secretsmanager::SecretsManager;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::Protocol;

use crate::functions::{Functions, Stub};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";

/// 2026-01-02T03:04:05Z.
pub(crate) const START: u64 = 1_767_323_045;

/// An error answer: its code and its text, which is empty where there is none.
pub(crate) type Refusal = (String, String);

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) disk: SimDisk,
    pub(crate) functions: Arc<Functions>,
    pub(crate) cloud: Cloud,
    seed: u64,
}

impl World {
    pub(crate) fn new() -> World {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let disk = SimDisk::new(1);
        let functions = Arc::new(Functions::default());
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
            protocol: Protocol::AwsJson11,
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
        self.call("secretsmanager", operation, input)
            .await
            .unwrap_or_else(|error| panic!("{operation} {shown}: {error:?}"))
    }

    /// A call that must be refused with this code; the text.
    pub(crate) async fn refused(&self, operation: &str, input: Value, code: &str) -> String {
        let shown = input.to_string();
        match self.call("secretsmanager", operation, input).await {
            Ok(answer) => panic!("{operation} {shown}: {answer}"),
            Err((found, text)) => {
                assert_eq!(found, code, "{operation} {shown}: {text}");
                text
            }
        }
    }

    /// A new secret; its ARN.
    pub(crate) async fn create(&self, name: &str, value: &str, token: &str) -> String {
        let input = json!({"Name": name, "SecretString": value, "ClientRequestToken": token});
        self.ok("CreateSecret", input).await["ARN"].as_str().expect("an ARN").to_owned()
    }

    /// A secret's current value.
    pub(crate) async fn get(&self, id: &str) -> String {
        let answer = self.ok("GetSecretValue", json!({"SecretId": id})).await;
        answer["SecretString"].as_str().expect("a text").to_owned()
    }

    /// A call of KMS that must succeed.
    pub(crate) async fn kms(&self, operation: &str, input: Value) -> Value {
        self.call("kms", operation, input).await.unwrap_or_else(|error| panic!("{operation}: {error:?}"))
    }

    /// Lets time pass from task to task.
    pub(crate) async fn pass(&self, days: u64) {
        let end = self.clock.now() + Duration::from_secs(days * 86_400);
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
        .register(Kms::new)
        .register(SecretsManager::new)
        .register(|parts| Stub::new(parts, functions.clone()))
        .build()
}

/// A token of the length that is asked for.
pub(crate) fn token(number: u8) -> String {
    format!("{number:032}")
}
