//! Messages that nobody deletes: after the queue's retention period they go by themselves.
//!
//! A queue that holds messages has one sweep task, due when the oldest of them expires. Between sweeps nothing depends on it:
//! an expired message is neither received nor counted.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{StoreError, Tx, View};

use crate::effects;
use crate::keys;
use crate::queue::Queue;
use crate::queue::entry::{Entry, State};

/// Messages that one sweep deletes in one transaction.
const SWEPT_AT_ONCE: usize = 1_000;
/// When to look again at expired messages that are on their way to another queue: one that comes back is deleted then.
const WHILE_MOVING: Duration = Duration::from_secs(60);

/// The order of age, where it is not the order of sequence numbers: messages that came from another queue keep the time at
/// which they were first sent, and a clock may have been set back.
#[derive(Debug, Default)]
pub(crate) struct Ages {
    /// Messages that are older than one before them.
    early: BTreeSet<(Timestamp, u64)>,
    latest: Timestamp,
}

/// The sweep task that is pending. A task of another number is an old one and does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sweep {
    pub(crate) number: u64,
}

/// What a sweep found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Swept {
    /// Nothing to wait for.
    Finished,
    /// Come again then.
    Until(Timestamp),
}

impl Ages {
    /// When the youngest message was sent.
    pub(crate) fn latest(&self) -> Timestamp {
        self.latest
    }

    pub(crate) fn entered(&mut self, sequence: u64, sent: Timestamp) {
        if sent < self.latest {
            self.early.insert((sent, sequence));
        } else {
            self.latest = sent;
        }
    }

    pub(crate) fn left(&mut self, sequence: u64, sent: Timestamp, last: bool) {
        self.early.remove(&(sent, sequence));
        if last {
            *self = Ages::default();
        }
    }
}

impl Sweep {
    pub(crate) fn load(view: &View<'_>) -> Result<Option<Sweep>, StoreError> {
        let Some(row) = view.get(keys::sweep())? else { return Ok(None) };
        let number = row.as_ref().try_into().map_err(|_| StoreError::corrupt("a queue's sweep"))?;
        Ok(Some(Sweep { number: u64::from_be_bytes(number) }))
    }
}

impl Queue {
    fn retention(&self) -> Duration {
        let seconds = self.record.as_ref().map_or(0, |record| record.attributes.retention);
        Duration::from_secs(u64::from(seconds))
    }

    /// Whether a message is too old to be received.
    pub(crate) fn is_expired(&self, entry: &Entry, now: Timestamp) -> bool {
        entry.sent + self.retention() <= now
    }

    /// The expired messages that are still in the model: the front of the order of age.
    pub(crate) fn expired(&self, now: Timestamp) -> impl Iterator<Item = &Entry> {
        self.expired_by_number(now).map(|(_, entry)| entry)
    }

    fn expired_by_number(&self, now: Timestamp) -> impl Iterator<Item = (u64, &Entry)> {
        let retention = self.retention();
        let expired = move |sent: Timestamp| sent + retention <= now;
        let early = self.ages.early.iter().take_while(move |(sent, _)| expired(*sent));
        let early = early.filter_map(|(_, sequence)| Some((*sequence, self.messages.get(sequence)?)));
        let in_order = self.messages.iter().filter(|(sequence, entry)| !self.is_early(**sequence, entry));
        let in_order = in_order.map(|(sequence, entry)| (*sequence, entry));
        in_order.take_while(move |(_, entry)| expired(entry.sent)).chain(early)
    }

    fn is_early(&self, sequence: u64, entry: &Entry) -> bool {
        !self.ages.early.is_empty() && self.ages.early.contains(&(entry.sent, sequence))
    }

    /// The oldest message: its number and when it was sent.
    fn oldest(&self) -> Option<(u64, Timestamp)> {
        let early = self.ages.early.first().map(|(sent, sequence)| (*sequence, *sent));
        let in_order = self.messages.iter().find(|(sequence, entry)| !self.is_early(**sequence, entry));
        let in_order = in_order.map(|(sequence, entry)| (*sequence, entry.sent));
        [early, in_order].into_iter().flatten().min_by_key(|(_, sent)| *sent)
    }

    /// Makes sure that a sweep is pending if there is something to expire.
    pub(crate) fn ensure_sweep(&mut self, tx: &mut Tx<'_>) {
        if self.sweep.is_none() {
            self.schedule_sweep(tx);
        }
    }

    /// Schedules a sweep for the oldest message, whatever was scheduled before.
    pub(crate) fn schedule_sweep(&mut self, tx: &mut Tx<'_>) {
        let Some((_, sent)) = self.oldest() else { return };
        let Some(record) = &self.record else { return };
        let queue = effects::QueueName::of(record);
        let number = self.take_sequence(tx);
        tx.put(keys::sweep(), Bytes::copy_from_slice(&number.to_be_bytes()));
        tx.task(sent + self.retention(), effects::SWEEP, effects::sweep(&queue, number));
        self.sweep = Some(Sweep { number });
    }

    /// Deletes what has expired, up to a thousand messages, and the memories of senders and receivers that have faded.
    ///
    /// A message on its way to another queue stays: it is the other queue's already, and a move task counts on its arrival.
    pub(crate) fn sweep(&mut self, tx: &mut Tx<'_>, number: u64) -> Swept {
        if self.sweep != Some(Sweep { number }) {
            return Swept::Finished;
        }
        let now = tx.now();
        self.forget(tx);
        let here = self.expired_by_number(now).filter(|(_, entry)| entry.state != State::Moving);
        let here: Vec<u64> = here.map(|(sequence, _)| sequence).take(SWEPT_AT_ONCE).collect();
        for sequence in &here {
            self.remove(tx, *sequence);
        }
        let Some((_, sent)) = self.oldest() else {
            tx.delete(keys::sweep());
            self.sweep = None;
            return Swept::Finished;
        };
        let expires = sent + self.retention();
        Swept::Until(match expires > now {
            true => expires,
            false if here.len() == SWEPT_AT_ONCE => now,
            false => now + WHILE_MOVING,
        })
    }

    /// Drops a few deduplication ids and receive attempts whose five minutes have passed.
    pub(crate) fn forget(&mut self, tx: &mut Tx<'_>) {
        const FORGOTTEN_AT_ONCE: usize = 16;
        for _ in 0..FORGOTTEN_AT_ONCE {
            let Some(sequence) = self.seen.forget_one(tx.now()) else { break };
            tx.delete(keys::deduplication(sequence));
        }
        for _ in 0..FORGOTTEN_AT_ONCE {
            let Some(number) = self.attempts.forget_one(tx.now()) else { break };
            tx.delete(keys::attempt(number));
        }
    }
}
