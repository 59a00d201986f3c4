//! Receiving: messages go into flight.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{StoreError, Tx};

use crate::error::SqsError;
use crate::keys;
use crate::limits::IN_FLIGHT;
use crate::queue::Queue;
use crate::queue::attempts::Attempt;
use crate::queue::entry::{Entry, State};
use crate::queue::receipt::Receipt;
use crate::queue::send::WRONG_QUEUE_TYPE;

/// What a receive asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) max: usize,
    /// Seconds, if the call says.
    pub(crate) visibility: Option<u32>,
    pub(crate) attempt: Option<&'a str>,
    /// Whether the call waits for messages: such a call is not told that too many are in flight.
    pub(crate) waits: bool,
}

/// A message that was received.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) handle: String,
    pub(crate) sequence: u64,
    pub(crate) entry: Entry,
    pub(crate) group: Option<Arc<str>>,
    /// Its [`crate::message::Content`].
    pub(crate) row: Bytes,
}

const TOO_MANY_IN_FLIGHT: &str = "Too many messages have been received without being deleted. Please delete your received messages or let them timeout before receiving more.";

/// Messages that one receive may set aside (too old, or received too often) before it gives up looking for others; the next
/// one goes on. It bounds the time of one transaction.
const PASSED_AT_ONCE: usize = 1_000;

impl Queue {
    /// Takes up to `ask.max` messages and hides them.
    pub(crate) fn receive(&mut self, tx: &mut Tx<'_>, ask: Ask<'_>) -> Result<Vec<Taken>, SqsError> {
        let now = tx.now();
        let attributes = self.attributes()?;
        let fifo = attributes.fifo.is_some();
        let timeout = ask.visibility.unwrap_or(attributes.visibility_timeout);
        let visible = now + Duration::from_secs(u64::from(timeout));
        self.catch_up(now);
        if let Some(attempt) = ask.attempt {
            if !fifo {
                return Err(SqsError::invalid("ReceiveRequestAttemptId", attempt, WRONG_QUEUE_TYPE));
            }
            if let Some(taken) = self.repeat(tx, attempt, visible)? {
                return Ok(taken);
            }
        }
        let room = IN_FLIGHT.saturating_sub(self.in_flight.len());
        if room == 0 && !fifo && !ask.waits && self.groups.receivable() > 0 {
            return Err(SqsError::OverLimit(TOO_MANY_IN_FLIGHT.into()));
        }
        let taken = self.take(tx, ask.max.min(room), visible)?;
        if let Some(attempt) = ask.attempt
            && !taken.is_empty()
        {
            self.remember_attempt(tx, attempt, visible, &taken);
        }
        Ok(taken)
    }

    fn take(&mut self, tx: &mut Tx<'_>, max: usize, visible: Timestamp) -> Result<Vec<Taken>, SqsError> {
        let now = tx.now();
        let mut taken: Vec<Taken> = Vec::new();
        let mut last = None;
        let mut passed = 0;
        while taken.len() < max && passed < PASSED_AT_ONCE {
            let load = self.load_at(now);
            let Some(sequence) = self.groups.next(last, &self.messages, load) else { break };
            let Some(entry) = self.messages.get(&sequence).copied() else { break };
            if self.is_expired(&entry, now) {
                self.remove(tx, sequence);
                passed += 1;
            } else if let Some(target) = self.dead_letter_target(&entry) {
                self.begin_transfer(tx, sequence, &target, None);
                passed += 1;
            } else {
                last = Some((sequence, entry.group));
                taken.push(self.take_one(tx, sequence, visible)?);
            }
        }
        Ok(taken)
    }

    fn take_one(&mut self, tx: &mut Tx<'_>, sequence: u64, visible: Timestamp) -> Result<Taken, SqsError> {
        let row = tx.get_body(keys::body(sequence))?.ok_or_else(|| lost(sequence))?;
        let now = tx.now();
        let entry = self.change(sequence, now, |entry| {
            entry.state = State::InFlight;
            entry.visible = visible;
            entry.received = now;
            entry.receives = entry.receives.saturating_add(1);
            if entry.first_received == Timestamp::ZERO {
                entry.first_received = now;
            }
        });
        let entry = entry.ok_or_else(|| lost(sequence))?;
        self.write_index(tx, sequence, &entry);
        self.taken(sequence, entry, row)
    }

    fn taken(&self, sequence: u64, entry: Entry, row: Bytes) -> Result<Taken, SqsError> {
        let handle = self.record()?.seal().handle(Receipt { sequence, receives: entry.receives });
        Ok(Taken { handle, sequence, entry, group: self.groups.name(entry.group).cloned(), row })
    }

    /// What an earlier attempt of the same id returned, hidden anew; none if there was no such attempt in the last five
    /// minutes, or if one of its messages was deleted, made visible or received again since.
    fn repeat(&mut self, tx: &mut Tx<'_>, id: &str, visible: Timestamp) -> Result<Option<Vec<Taken>>, SqsError> {
        let Some(attempt) = self.attempts.find(id, tx.now()) else { return Ok(None) };
        let untouched = |receipt: &Receipt| {
            self.messages.get(&receipt.sequence).is_some_and(|entry| {
                entry.state == State::InFlight && entry.receives == receipt.receives && entry.visible == attempt.visible
            })
        };
        if !attempt.receipts.iter().all(untouched) {
            return Ok(None);
        }
        let mut taken = Vec::new();
        for Receipt { sequence, .. } in attempt.receipts.clone() {
            let row = tx.get_body(keys::body(sequence))?.ok_or_else(|| lost(sequence))?;
            let entry =
                self.change(sequence, tx.now(), |entry| entry.visible = visible).ok_or_else(|| lost(sequence))?;
            self.write_index(tx, sequence, &entry);
            taken.push(self.taken(sequence, entry, row)?);
        }
        self.remember_attempt(tx, id, visible, &taken);
        Ok(Some(taken))
    }

    fn remember_attempt(&mut self, tx: &mut Tx<'_>, id: &str, visible: Timestamp, taken: &[Taken]) {
        let receipts =
            taken.iter().map(|taken| Receipt { sequence: taken.sequence, receives: taken.entry.receives }).collect();
        let number = self.take_sequence(tx);
        let row = self.attempts.remember(number, id, Attempt { at: tx.now(), visible, receipts });
        tx.insert(keys::attempt(number), row);
        self.forget(tx);
    }

    /// Where a message goes instead of being received once more.
    fn dead_letter_target(&self, entry: &Entry) -> Option<String> {
        let redrive = self.record.as_ref()?.attributes.redrive.as_ref()?;
        let exceeded = entry.receives >= redrive.max_receive_count && !self.dead_letter_missing;
        exceeded.then(|| redrive.target.clone())
    }
}

/// The index names a message whose content is not there.
fn lost(sequence: u64) -> SqsError {
    SqsError::Store(StoreError::corrupt(format_args!("message {sequence} of a queue has no content")))
}
