//! Calls of the services beside S3.

use std::sync::Arc;

use serde_json::{Value, json};
use tradewind_cloud::{Origin, Principal};
use tradewind_store::Watermark;

use crate::stage::{ACCOUNT, REGION, Stage, document};

impl Stage {
    /// A call of another service that must succeed.
    pub(crate) async fn ask(&self, service: &str, operation: &str, input: Value) -> Value {
        let origin = Origin {
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            mark: Arc::new(Watermark::new()),
            depth: 0,
            trace: None,
            endpoint: "http://127.0.0.1:4566".to_owned(),
        };
        let shown = input.to_string();
        let answer = self.handle.call(&origin, service, operation, document(input)).await;
        self.cloud.store().settle(origin.mark.get()).await.expect("durable");
        let answer = answer.unwrap_or_else(|error| panic!("{service} {operation} {shown}: {error}"));
        serde_json::from_slice(&answer.to_json_vec()).expect("JSON")
    }

    /// Makes a queue.
    pub(crate) async fn queue(&self, name: &str) {
        self.ask("sqs", "CreateQueue", json!({"QueueName": name})).await;
    }

    /// Performs what is due, and takes all messages off a queue.
    pub(crate) async fn messages(&self, name: &str) -> Vec<Value> {
        self.settle().await;
        let url = format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}");
        let mut messages = Vec::new();
        loop {
            let input = json!({"QueueUrl": url, "MaxNumberOfMessages": 10});
            let answer = self.ask("sqs", "ReceiveMessage", input).await;
            let Some(some) = answer["Messages"].as_array().filter(|some| !some.is_empty()) else { return messages };
            for message in some {
                messages.push(serde_json::from_str(message["Body"].as_str().expect("text")).expect("JSON"));
                let input = json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]});
                self.ask("sqs", "DeleteMessage", input).await;
            }
        }
    }
}
