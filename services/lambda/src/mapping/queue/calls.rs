//! What the queue is asked for. Every call goes through the same door as a client's.

use tradewind_store::Position;
use tradewind_wire::{Document, ErrorDocument};

use super::message::Message;
use crate::Lambda;
use crate::mapping::source::{QueueArn, visibility_timeout};

/// Messages that one call receives or deletes at most.
pub(super) const AT_ONCE: usize = 10;

/// Seconds that one call waits for messages at most.
pub(super) const LONGEST_WAIT: u64 = 20;

/// A queue that is read for a mapping.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    pub(super) arn: QueueArn,
    /// `arn` as text.
    pub(super) text: String,
    url: String,
    /// The mapping's ARN.
    mapping: String,
    /// Whether messages will be looked at by filters.
    pub(super) filtered: bool,
}

/// What was received.
#[derive(Debug, Default)]
pub(super) struct Received {
    pub(super) messages: Vec<Message>,
    /// Must be durable before anything of it leaves: the messages' sending, and that they were received.
    pub(super) seen: Position,
}

impl Queue {
    pub(super) fn new(arn: QueueArn, mapping: String, filtered: bool) -> Queue {
        Queue { text: arn.to_string(), url: arn.url(), arn, mapping, filtered }
    }

    /// Receives up to `most` messages, waiting up to `wait` seconds for the first.
    pub(super) async fn receive(&self, lambda: &Lambda, most: usize, wait: u64) -> Result<Received, ErrorDocument> {
        let integer = |number: u64| Document::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let all = || Document::List(vec!["All".into()]);
        let input = Document::from([
            ("QueueUrl", self.url.as_str().into()),
            ("MaxNumberOfMessages", integer(most.clamp(1, AT_ONCE) as u64)),
            ("WaitTimeSeconds", integer(wait.min(LONGEST_WAIT))),
            ("MessageSystemAttributeNames", all()),
            ("MessageAttributeNames", all()),
        ]);
        let origin = self.arn.origin(&self.mapping);
        let answer = lambda.parts.cloud.call(&origin, "sqs", "ReceiveMessage", input).await?;
        let messages = answer.get("Messages").and_then(Document::as_list).unwrap_or_default().iter();
        let read = messages.filter_map(|message| Message::read(message, &self.text, &self.arn.region, self.filtered));
        Ok(Received { messages: read.collect(), seen: origin.mark.get() })
    }

    /// Deletes messages. Those that can't be deleted come back.
    pub(super) async fn delete(&self, lambda: &Lambda, messages: &[&Message]) {
        for chunk in messages.chunks(AT_ONCE) {
            let entry = |(place, message): (usize, &&Message)| {
                let id = place.to_string();
                Document::from([("Id", id.into()), ("ReceiptHandle", message.handle.as_str().into())])
            };
            let entries = chunk.iter().enumerate().map(entry).collect();
            let input = Document::from([("QueueUrl", self.url.as_str().into()), ("Entries", Document::List(entries))]);
            let origin = self.arn.origin(&self.mapping);
            let failed = match lambda.parts.cloud.call(&origin, "sqs", "DeleteMessageBatch", input).await {
                Ok(answer) => answer.get("Failed").and_then(Document::as_list).map_or(0, <[_]>::len),
                Err(error) => {
                    tracing::warn!(queue = self.text, %error, "processed messages can't be deleted; they come back");
                    0
                }
            };
            if failed > 0 {
                tracing::warn!(queue = self.text, failed, "processed messages can't be deleted; they come back");
            }
        }
    }

    /// How long the queue hides what was received, in seconds; 0 if it can't be told.
    pub(super) async fn visibility(&self, lambda: &Lambda) -> u64 {
        let origin = self.arn.origin(&self.mapping);
        visibility_timeout(lambda, &origin, &self.arn).await.map_or(0, u64::from)
    }
}
