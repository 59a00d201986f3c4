//! Sending: a message comes into the queue.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use crate::attributes::FifoAttributes;
use crate::error::SqsError;
use crate::keys;
use crate::message::{Content, MessageId};
use crate::queue::Queue;
use crate::queue::dedup::{Original, Scoped, content_id};
use crate::queue::entry::{Entry, State};

/// A message that a call wants to send; what doesn't depend on the queue has been checked.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage<'a> {
    /// Without the deduplication id.
    pub(crate) content: Content<'a>,
    /// The bytes that count: the body, and the names, types and values of the attributes.
    pub(crate) size: usize,
    /// Seconds, if the call says.
    pub(crate) delay: Option<u32>,
    pub(crate) group: Option<&'a str>,
    pub(crate) deduplication: Option<&'a str>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) id: MessageId,
    /// FIFO queues tell it.
    pub(crate) sequence: Option<u64>,
    pub(crate) reach: Reach,
}

/// When a receive can find a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Now,
    From(Timestamp),
    /// It is one that was sent before.
    Known,
}

impl Reach {
    fn of(entry: &Entry) -> Reach {
        if entry.state == State::Ready { Reach::Now } else { Reach::From(entry.visible) }
    }
}

/// Why FIFO queues refuse what only standard queues know, and the other way round.
pub(crate) const WRONG_QUEUE_TYPE: &str = "The request include parameter that is not valid for this queue type";

impl Queue {
    /// Takes a message, or recognises it as one that was sent before.
    pub(crate) fn send(&mut self, tx: &mut Tx<'_>, message: NewMessage<'_>) -> Result<Sent, SqsError> {
        let attributes = self.attributes()?;
        let limit = attributes.maximum_message_size as usize;
        if message.size > limit {
            return Err(SqsError::InvalidTogether(format!("Message must be shorter than {limit} bytes").into()));
        }
        match attributes.fifo {
            None => self.send_standard(tx, message),
            Some(fifo) => self.send_fifo(tx, &message, fifo),
        }
    }

    fn send_standard(&mut self, tx: &mut Tx<'_>, message: NewMessage<'_>) -> Result<Sent, SqsError> {
        if let Some(given) = message.deduplication {
            return Err(SqsError::invalid("MessageDeduplicationId", given, WRONG_QUEUE_TYPE));
        }
        let (_, entry) = self.put_new(tx, &message.content, message.group, message.delay);
        Ok(Sent { id: message.content.id, sequence: None, reach: Reach::of(&entry) })
    }

    /// The order of the complaints is AWS's: of a missing group before a missing deduplication id.
    fn send_fifo(&mut self, tx: &mut Tx<'_>, message: &NewMessage<'_>, fifo: FifoAttributes) -> Result<Sent, SqsError> {
        let group = message.group.ok_or_else(|| SqsError::missing("MessageGroupId"))?;
        // A FIFO queue has one delay for all its messages; zero passes all the same, as on AWS.
        if let Some(delay) = message.delay.filter(|delay| *delay > 0) {
            return Err(SqsError::invalid("DelaySeconds", delay.to_string(), WRONG_QUEUE_TYPE));
        }
        let made;
        let deduplication = match message.deduplication {
            Some(given) => given,
            None if fifo.content_based_deduplication => {
                made = content_id(message.content.body);
                &made
            }
            None => return Err(SqsError::InvalidParameter(NO_DEDUPLICATION.into())),
        };
        let scoped = Scoped::new(fifo.per_group_scope.then_some(group), deduplication);
        if let Some(original) = self.seen.find(scoped, tx.now()) {
            return Ok(Sent { id: original.id, sequence: Some(original.sequence), reach: Reach::Known });
        }
        let content = Content { deduplication: Some(deduplication), ..message.content.clone() };
        let (sequence, entry) = self.put_new(tx, &content, Some(group), None);
        let row = self.seen.remember(scoped, Original { sequence, id: content.id, at: tx.now() });
        tx.insert(keys::deduplication(sequence), row);
        self.forget(tx);
        Ok(Sent { id: content.id, sequence: Some(sequence), reach: Reach::of(&entry) })
    }

    fn put_new(
        &mut self,
        tx: &mut Tx<'_>,
        content: &Content<'_>,
        group: Option<&str>,
        delay: Option<u32>,
    ) -> (u64, Entry) {
        let now = tx.now();
        let delay = delay.or(self.record.as_ref().map(|record| record.attributes.delay)).unwrap_or_default();
        let group = self.groups.join(group, now);
        let entry = Entry::new(now, now + Duration::from_secs(u64::from(delay)), now, group);
        (self.put_message(tx, content, entry), entry)
    }

    /// Puts a message into the model and the cell, under a new number.
    pub(crate) fn put_message(&mut self, tx: &mut Tx<'_>, content: &Content<'_>, entry: Entry) -> u64 {
        let sequence = self.take_sequence(tx);
        let group = self.groups.name(entry.group).map(AsRef::as_ref);
        tx.insert(keys::message(sequence), entry.encode(group));
        tx.insert_body(keys::body(sequence), content.encode());
        self.enter(sequence, entry, tx.now());
        self.ensure_sweep(tx);
        sequence
    }
}

const NO_DEDUPLICATION: &str =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
