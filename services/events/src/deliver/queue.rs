//! Messages to an SQS queue, in batches.

use tradewind_cloud::Origin;
use tradewind_wire::Document;

use super::verdict::Failure;
use crate::Events;
use crate::limits::{QUEUE_BATCH_BYTES, QUEUE_BATCH_MESSAGES};
use crate::target::{Queue, queue_url};

/// The name by which EventBridge calls others.
const PRINCIPAL: &str = "events.amazonaws.com";

/// One message.
pub(super) struct Message {
    pub(super) body: String,
    pub(super) trace: Option<String>,
}

/// What all messages of a call have in common.
#[derive(Clone, Copy)]
pub(super) struct Posting<'a> {
    pub(super) queue: Queue<'a>,
    /// The rule on whose behalf they are sent.
    pub(super) rule_arn: &'a str,
    pub(super) group: Option<&'a str>,
    /// Message attributes, all of them strings.
    pub(super) attributes: &'a [(&'static str, &'a str)],
}

/// Sends messages and answers what failed, by their places. Bodies are moved, not copied.
pub(super) async fn send(events: &Events, posting: &Posting<'_>, messages: Vec<Message>) -> Vec<(usize, Failure)> {
    let mut failed = Vec::new();
    let mut batch = Vec::with_capacity(messages.len().min(QUEUE_BATCH_MESSAGES));
    let (mut first, mut bytes) = (0, 0);
    let common: usize = posting.attributes.iter().map(|(name, value)| name.len() + value.len() + "String".len()).sum();
    for (place, message) in messages.into_iter().enumerate() {
        let size = message.body.len() + common;
        if batch.len() == QUEUE_BATCH_MESSAGES || (!batch.is_empty() && bytes + size > QUEUE_BATCH_BYTES) {
            send_batch(events, posting, std::mem::take(&mut batch), first, &mut failed).await;
            (first, bytes) = (place, 0);
        }
        bytes += size;
        batch.push(entry(posting, place, message));
    }
    if !batch.is_empty() {
        send_batch(events, posting, batch, first, &mut failed).await;
    }
    failed
}

fn entry(posting: &Posting<'_>, place: usize, message: Message) -> Document {
    let mut members = Vec::with_capacity(5);
    members.push(("Id".into(), Document::String(itoa::Buffer::new().format(place).to_owned())));
    members.push(("MessageBody".into(), Document::String(message.body)));
    if let Some(group) = posting.group {
        members.push(("MessageGroupId".into(), group.into()));
    }
    if !posting.attributes.is_empty() {
        let attributes = posting.attributes.iter().map(|(name, value)| ((*name).into(), string_attribute(value)));
        members.push(("MessageAttributes".into(), Document::Map(attributes.collect())));
    }
    if let Some(trace) = &message.trace {
        let attributes = vec![("AWSTraceHeader".into(), string_attribute(trace))];
        members.push(("MessageSystemAttributes".into(), Document::Map(attributes)));
    }
    Document::Map(members)
}

fn string_attribute(value: &str) -> Document {
    Document::from([("DataType", "String".into()), ("StringValue", value.into())])
}

async fn send_batch(
    events: &Events,
    posting: &Posting<'_>,
    batch: Vec<Document>,
    first: usize,
    failed: &mut Vec<(usize, Failure)>,
) {
    let count = batch.len();
    let queue = &posting.queue;
    let origin = Origin::service(PRINCIPAL, queue.account, queue.region, Some(posting.rule_arn.to_owned()));
    let input = Document::from([("QueueUrl", Document::String(queue_url(queue))), ("Entries", Document::List(batch))]);
    match events.parts.cloud.call(&origin, "sqs", "SendMessageBatch", input).await {
        Ok(answer) => {
            for entry in answer.get("Failed").and_then(Document::as_list).unwrap_or_default() {
                let place = entry.get("Id").and_then(Document::as_str).and_then(|id| id.parse().ok());
                failed.extend(place.map(|place| (place, Failure::of_entry(entry))));
            }
        }
        Err(error) => {
            let failure = Failure::of_call(&error);
            failed.extend((first..first + count).map(|place| (place, failure.clone())));
        }
    }
}
