//! Subscription filters: matching events go to a function, as AWS packs them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>
//!
//! PutLogEvents asks the filters and notes one task a filter with the events that match; the task invokes the function
//! asynchronously. Lambda has noted the invocation when the call answers, so the delivery is done then.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tradewind_cloud::Origin;
use tradewind_store::{Outcome, StoreError, TaskRun};
use tradewind_wire::{Document, ErrorDocument, Fault};

use crate::error::LogsError;
use crate::group::filters::Subscription;
use crate::names::GroupName;
use crate::{Logs, chunk, effects, id};

/// The name by which CloudWatch Logs calls others.
const PRINCIPAL: &str = "logs.amazonaws.com";

/// The largest payload of an asynchronous invocation, in bytes; larger deliveries are cut in two.
const PAYLOAD_BYTES: usize = 1_048_576;

/// AWS tries for 24 hours.
const PATIENCE: Duration = Duration::from_secs(86_400);
/// The longest wait between two attempts.
const LONGEST_WAIT: u64 = 300;

/// What a delivery task carries, behind the number of the block in which the events are.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Delivery {
    group: GroupName,
    stream: String,
    filter: String,
    destination: String,
    events: Vec<Item>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Item {
    time: u64,
    /// Its number within its block.
    index: usize,
    message: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

impl Delivery {
    /// What of a batch a filter lets through; none if it is nothing.
    pub(crate) fn of(group: &GroupName, stream: &str, filter: &Subscription, events: &[(u64, &str)]) -> Option<Bytes> {
        let matching = events.iter().enumerate().filter_map(|(index, (time, message))| {
            let fields = filter.pattern.fields(message)?;
            Some(Item { time: *time, index, message: (*message).to_owned(), fields })
        });
        let events: Vec<Item> = matching.collect();
        if events.is_empty() {
            return None;
        }
        let (filter, destination) = (filter.name.clone(), filter.destination.clone());
        Some(effects::payload(&Delivery {
            group: group.clone(),
            stream: stream.to_owned(),
            filter,
            destination,
            events,
        }))
    }

    /// The task's payload.
    pub(crate) fn numbered(number: u64, delivery: &[u8]) -> Bytes {
        [&number.to_be_bytes(), delivery].concat().into()
    }

    fn read(payload: &[u8]) -> Result<(u64, Delivery), LogsError> {
        let damaged = || StoreError::corrupt("a delivery of log events is not what was written");
        let (number, delivery) = payload.split_first_chunk::<8>().ok_or_else(damaged)?;
        Ok((u64::from_be_bytes(*number), serde_json::from_slice(delivery).map_err(|_| damaged())?))
    }

    /// What the function gets for some of the events.
    fn payload(&self, number: u64, events: &[Item]) -> std::io::Result<Vec<u8>> {
        let events = events.iter().map(|event| {
            let id = id::text((event.time, chunk::order(number, event.index)));
            let mut one = json!({ "id": id, "timestamp": event.time, "message": event.message });
            if !event.fields.is_empty() {
                one["extractedFields"] = json!(event.fields);
            }
            one
        });
        let data = json!({
            "messageType": "DATA_MESSAGE",
            "owner": self.group.account,
            "logGroup": self.group.name,
            "logStream": self.stream,
            "subscriptionFilters": [self.filter],
            "logEvents": events.collect::<Vec<_>>(),
        });
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(data.to_string().as_bytes())?;
        Ok(json!({ "awslogs": { "data": STANDARD.encode(packed.finish()?) } }).to_string().into_bytes())
    }

    /// The invocations that all events make.
    fn payloads(&self, number: u64) -> std::io::Result<Vec<Vec<u8>>> {
        let mut waiting = vec![self.events.as_slice()];
        let mut payloads = Vec::new();
        while let Some(events) = waiting.pop() {
            let payload = self.payload(number, events)?;
            if payload.len() > PAYLOAD_BYTES && events.len() > 1 {
                let (begin, end) = events.split_at(events.len() / 2);
                waiting.extend([end, begin]);
            } else {
                payloads.push(payload);
            }
        }
        Ok(payloads)
    }
}

/// Delivers. What was delivered before a failure is delivered again.
pub(crate) async fn perform(logs: &Logs, run: &TaskRun) -> Result<Outcome, LogsError> {
    let (number, delivery) = Delivery::read(&run.payload)?;
    let payloads = delivery.payloads(number).map_err(|error| StoreError::Io(error.to_string().into()))?;
    for payload in payloads {
        if let Err(error) = invoke(logs, &delivery, payload).await {
            return Ok(after(logs, run, &delivery, &error));
        }
    }
    Ok(Outcome::Done)
}

async fn invoke(logs: &Logs, delivery: &Delivery, payload: Vec<u8>) -> Result<(), ErrorDocument> {
    let GroupName { account, region, .. } = &delivery.group;
    let source = format!("{}:*", delivery.group.arn());
    let origin = Origin::service(PRINCIPAL, account, region, Some(source));
    let input = Document::from([
        ("FunctionName", delivery.destination.as_str().into()),
        ("InvocationType", "Event".into()),
        ("Payload", Document::Blob(payload.into())),
    ]);
    logs.parts.cloud.call(&origin, "lambda", "Invoke", input).await.map(drop)
}

fn after(logs: &Logs, run: &TaskRun, delivery: &Delivery, error: &ErrorDocument) -> Outcome {
    let now = logs.parts.clock.now();
    let hopeful = error.fault == Fault::Receiver || error.code == "TooManyRequestsException";
    if !hopeful || now > run.created + PATIENCE {
        let why = format!("log events are not delivered to {}: {error}", delivery.destination);
        return Outcome::Buried { why };
    }
    let wait = 1_u64.checked_shl(run.attempt).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
    Outcome::Again { at: now + Duration::from_secs(wait), payload: None }
}

/// Whether a function is there to deliver to.
pub(crate) async fn probe(logs: &Logs, group: &GroupName, destination: &str) -> Result<(), LogsError> {
    let origin = Origin::service(PRINCIPAL, &group.account, &group.region, Some(format!("{}:*", group.arn())));
    let input = Document::from([("FunctionName", destination.into())]);
    let found = logs.parts.cloud.call(&origin, "lambda", "GetFunctionConfiguration", input).await;
    found.map(drop).map_err(|_| {
        LogsError::invalid(
            "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
        )
    })
}
