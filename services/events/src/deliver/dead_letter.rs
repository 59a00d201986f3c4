//! Events that could not be delivered.

use std::time::Duration;

use bytes::Bytes;
use tradewind_store::{Decoder, Encoder, Outcome, StoreError, TaskRun};

use super::queue::{self, Message, Posting};
use super::verdict::Failure;
use crate::Events;
use crate::retry::{Exhausted, Patience};
use crate::target::Queue;

const VERSION: u8 = 1;

/// A dead-letter queue that is out of order is tried for a day.
const PATIENCE: Duration = Duration::from_secs(86_400);

/// The payload of a task that takes events to a dead-letter queue: the events that failed in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DeadLetter {
    pub(super) queue_arn: String,
    pub(super) rule_arn: String,
    pub(super) target_arn: String,
    pub(super) code: String,
    pub(super) message: String,
    /// What ended the retries, where there were any.
    pub(super) condition: Option<String>,
    /// Attempts after the first one.
    pub(super) retries: u32,
    /// The events with their X-Ray headers.
    pub(super) events: Vec<(String, Option<String>)>,
}

impl DeadLetter {
    pub(super) fn encode(&self) -> Bytes {
        let mut encoder = Encoder::new(VERSION)
            .str(&self.queue_arn)
            .str(&self.rule_arn)
            .str(&self.target_arn)
            .str(&self.code)
            .str(&self.message)
            .option(self.condition.as_deref(), Encoder::str)
            .varint(u64::from(self.retries))
            .varint(self.events.len() as u64);
        for (event, trace) in &self.events {
            encoder = encoder.str(event).option(trace.as_deref(), Encoder::str);
        }
        encoder.finish()
    }

    fn decode(payload: &[u8]) -> Result<DeadLetter, StoreError> {
        let mut decoder = Decoder::new("a dead letter", VERSION, payload)?;
        let mut letter = DeadLetter {
            queue_arn: decoder.str()?.to_owned(),
            rule_arn: decoder.str()?.to_owned(),
            target_arn: decoder.str()?.to_owned(),
            code: decoder.str()?.to_owned(),
            message: decoder.str()?.to_owned(),
            condition: decoder.option(Decoder::str)?.map(str::to_owned),
            retries: u32::try_from(decoder.varint()?).unwrap_or(u32::MAX),
            events: Vec::new(),
        };
        for _ in 0..decoder.varint()? {
            letter.events.push((decoder.str()?.to_owned(), decoder.option(Decoder::str)?.map(str::to_owned)));
        }
        decoder.end()?;
        Ok(letter)
    }

    async fn send(&self, events: &Events) -> Vec<(usize, Failure)> {
        let Some(queue) = Queue::from_arn(&self.queue_arn) else {
            let failure = Failure::for_good("INVALID_PARAMETER", "the dead-letter queue's ARN is not one of a queue");
            return vec![(0, failure)];
        };
        let retries = self.retries.to_string();
        let mut attributes = vec![
            ("RULE_ARN", self.rule_arn.as_str()),
            ("TARGET_ARN", self.target_arn.as_str()),
            ("ERROR_CODE", self.code.as_str()),
            ("ERROR_MESSAGE", self.message.as_str()),
            ("RETRY_ATTEMPTS", retries.as_str()),
        ];
        attributes.extend(self.condition.as_deref().map(|condition| ("EXHAUSTED_RETRY_CONDITION", condition)));
        let posting = Posting { queue, rule_arn: &self.rule_arn, group: None, attributes: &attributes };
        let messages = self.events.iter().map(|(body, trace)| Message { body: body.clone(), trace: trace.clone() });
        queue::send(events, &posting, messages.collect()).await
    }
}

/// Takes events to their dead-letter queue.
pub(super) async fn perform(events: &Events, run: &TaskRun) -> Outcome {
    let mut letter = match DeadLetter::decode(&run.payload) {
        Ok(letter) => letter,
        Err(error) => return Outcome::Buried { why: error.to_string() },
    };
    let failed = letter.send(events).await;
    let Some((_, last)) = failed.last() else { return Outcome::Done };
    let why = format!("{} of {}: {}", last.code, letter.queue_arn, last.message);
    let hopeful: Vec<usize> = failed.iter().filter(|(_, failure)| failure.again).map(|(place, _)| *place).collect();
    let patience = Patience { attempts: u32::MAX, deadline: run.created + PATIENCE };
    match patience.after(run.attempt, events.parts.clock.now(), &events.parts.random) {
        Ok(at) if !hopeful.is_empty() => {
            let lost = failed.len() - hopeful.len();
            if lost > 0 {
                tracing::warn!(rule = letter.rule_arn, events = lost, why, "dead letters are lost");
            }
            let mut place = 0..;
            letter.events.retain(|_| place.next().is_some_and(|place: usize| hopeful.contains(&place)));
            Outcome::Again { at, payload: Some(letter.encode()) }
        }
        Ok(_) | Err(Exhausted::Age | Exhausted::Attempts) => Outcome::Buried { why },
    }
}
