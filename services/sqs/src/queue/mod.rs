//! One queue: the model of its cell, and the decisions on it.
//!
//! ```text
//!              send                    receive                     delete
//!    (outside) ----> Delayed --> Ready -------> InFlight --------------------> (gone)
//!                 \_______________^ ^______________|  visibility ends
//!                                 |
//!                                 |  received too often, or a move task      arrived
//!                                 +--------------------------------> Moving --------> (in another queue)
//! ```
//!
//! What time does (a delay or a visibility timeout ends, a message grows too old) is not written anywhere: every access first
//! lets the model catch up with the transaction's time ([`Queue::catch_up`]), and a model that is built from the rows catches
//! up in the same way. Invariants:
//!
//! - `delayed` and `in_flight` hold exactly the messages in those states, by the time they end;
//! - `moving` holds exactly the messages in that state;
//! - a receive count grows with every receive, so at most one receipt of a message is live;
//! - of a FIFO group's messages, those in flight were all taken by one receive or by receives while none was in flight.

pub(crate) mod attempts;
pub(crate) mod dedup;
pub(crate) mod delete;
pub(crate) mod entry;
pub(crate) mod groups;
pub(crate) mod lifecycle;
pub(crate) mod move_task;
pub(crate) mod receipt;
pub(crate) mod receive;
pub(crate) mod record;
pub(crate) mod retention;
pub(crate) mod send;
pub(crate) mod transfer;
pub(crate) mod visibility;

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{KeyReader, Model, StoreError, Tx, View, decode, prefix};

use crate::attributes::Attributes;
use crate::error::SqsError;
use crate::keys;
use crate::queue::attempts::Attempts;
use crate::queue::dedup::Seen;
use crate::queue::entry::{Entry, NO_GROUP, State};
use crate::queue::groups::{Groups, Load};
use crate::queue::move_task::MoveTask;
use crate::queue::record::QueueRecord;
use crate::queue::retention::{Ages, Sweep};

/// A queue in memory.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    record: Option<QueueRecord>,
    sequence: Sequence,
    messages: BTreeMap<u64, Entry>,
    groups: Groups,
    delayed: BTreeSet<(Timestamp, u64)>,
    in_flight: BTreeSet<(Timestamp, u64)>,
    moving: BTreeSet<u64>,
    ages: Ages,
    sweep: Option<Sweep>,
    seen: Seen,
    attempts: Attempts,
    moves: BTreeMap<u64, MoveTask>,
    /// The dead-letter queue was not there when a message was to go to it. Until the attributes are set again, or the model is
    /// built anew, messages are received instead of moved: better too often than never.
    dead_letter_missing: bool,
}

/// Hands out numbers that never come back. A block of them is reserved on disk at a time.
#[derive(Debug, Default)]
struct Sequence {
    next: u64,
    reserved: u64,
}

/// Numbers per reservation.
const BLOCK: u64 = 65_536;

/// How many messages are where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) visible: usize,
    pub(crate) in_flight: usize,
    pub(crate) delayed: usize,
}

/// At most this many timeouts are noticed in one transaction, so that none takes long; the rest is noticed by the next ones.
const NOTICED_AT_ONCE: usize = 10_000;

impl Queue {
    /// The queue, if there is one.
    pub(crate) fn record(&self) -> Result<&QueueRecord, SqsError> {
        self.record.as_ref().filter(|record| record.deleted.is_none()).ok_or(SqsError::QueueDoesNotExist)
    }

    /// The queue's attributes, if there is a queue.
    pub(crate) fn attributes(&self) -> Result<&Attributes, SqsError> {
        self.record().map(|record| &record.attributes)
    }

    /// Lets what time has done become true.
    pub(crate) fn catch_up(&mut self, now: Timestamp) {
        for _ in 0..NOTICED_AT_ONCE {
            let Some((_, sequence)) = self.delayed.first().copied().filter(|(due, _)| *due <= now) else { break };
            self.change(sequence, now, |entry| entry.state = State::Ready);
        }
        for _ in 0..NOTICED_AT_ONCE {
            let Some((_, sequence)) = self.in_flight.first().copied().filter(|(due, _)| *due <= now) else { break };
            self.change(sequence, now, |entry| entry.state = State::Ready);
        }
    }

    /// When time will next do something that a receive could see.
    pub(crate) fn next_visible(&self) -> Option<Timestamp> {
        let firsts = [self.delayed.first(), self.in_flight.first()];
        firsts.into_iter().flatten().map(|(due, _)| *due).min()
    }

    /// How many messages are where, at `now`, whether or not the model has caught up.
    pub(crate) fn counts(&self, now: Timestamp) -> Counts {
        let due = ..=(now, u64::MAX);
        let in_flight = self.in_flight.len() - self.in_flight.range(due).count();
        let delayed = self.delayed.len() - self.delayed.range(due).count();
        let visible = self.messages.len() - self.moving.len() - in_flight - delayed;
        let mut counts = Counts { visible, in_flight, delayed };
        for entry in self.expired(now) {
            match entry.state {
                State::Moving => {}
                State::InFlight if entry.visible > now => counts.in_flight -= 1,
                State::Delayed if entry.visible > now => counts.delayed -= 1,
                _ => counts.visible -= 1,
            }
        }
        counts
    }

    /// How many waiting receives have something to find.
    pub(crate) fn receivable(&self) -> usize {
        self.groups.receivable()
    }

    fn load_at(&self, now: Timestamp) -> Load {
        Load { now, in_flight: self.in_flight.len() }
    }

    /// Puts a message into the model.
    fn enter(&mut self, sequence: u64, entry: Entry, now: Timestamp) {
        self.messages.insert(sequence, entry);
        self.ages.entered(sequence, entry.sent);
        self.schedule(sequence, &entry);
        let load = self.load_at(now);
        self.groups.arrived(sequence, &entry, &self.messages, load);
    }

    /// Puts all messages into an empty model, in the order of their numbers. Trees that are built of sorted entries are twice
    /// as dense as trees that grow, and quicker to make.
    fn fill(&mut self, entries: Vec<(u64, Entry)>) {
        let of = |state: State| {
            let entries = entries.iter().filter(move |(_, entry)| entry.state == state);
            entries.map(|(sequence, entry)| (entry.visible, *sequence))
        };
        self.delayed = of(State::Delayed).collect();
        self.in_flight = of(State::InFlight).collect();
        self.moving = of(State::Moving).map(|(_, sequence)| sequence).collect();
        for (sequence, entry) in &entries {
            self.ages.entered(*sequence, entry.sent);
        }
        let ready = entries.iter().filter(|(_, entry)| entry.state == State::Ready && entry.group == NO_GROUP);
        self.groups.fill_open(ready.map(|(sequence, _)| *sequence));
        let grouped: Vec<_> = entries.iter().filter(|(_, entry)| entry.group != NO_GROUP).copied().collect();
        self.messages = entries.into_iter().collect();
        // The present is not known here; nothing that is loaded depends on it, and the first access catches up.
        let load = self.load_at(self.ages.latest());
        for (sequence, entry) in grouped {
            self.groups.arrived(sequence, &entry, &self.messages, load);
        }
    }

    /// Changes a message in the model, and only there.
    fn change(&mut self, sequence: u64, now: Timestamp, change: impl FnOnce(&mut Entry)) -> Option<Entry> {
        let entry = self.messages.get_mut(&sequence)?;
        let before = *entry;
        change(entry);
        let after = *entry;
        self.unschedule(sequence, &before);
        self.schedule(sequence, &after);
        let load = self.load_at(now);
        self.groups.changed(sequence, before.state, &after, &self.messages, load);
        Some(after)
    }

    /// Takes a message out of the model and its rows out of the cell.
    fn remove(&mut self, tx: &mut Tx<'_>, sequence: u64) -> Option<Entry> {
        let entry = self.messages.remove(&sequence)?;
        self.ages.left(sequence, entry.sent, self.messages.is_empty());
        self.unschedule(sequence, &entry);
        let load = self.load_at(tx.now());
        self.groups.left(sequence, &entry, &self.messages, load);
        tx.delete(keys::message(sequence));
        tx.delete_body(keys::body(sequence));
        Some(entry)
    }

    fn schedule(&mut self, sequence: u64, entry: &Entry) {
        match entry.state {
            State::Delayed => _ = self.delayed.insert((entry.visible, sequence)),
            State::InFlight => _ = self.in_flight.insert((entry.visible, sequence)),
            State::Moving => _ = self.moving.insert(sequence),
            State::Ready => {}
        }
    }

    fn unschedule(&mut self, sequence: u64, entry: &Entry) {
        match entry.state {
            State::Delayed => _ = self.delayed.remove(&(entry.visible, sequence)),
            State::InFlight => _ = self.in_flight.remove(&(entry.visible, sequence)),
            State::Moving => _ = self.moving.remove(&sequence),
            State::Ready => {}
        }
    }

    /// Writes a message's index row as the model has it.
    fn write_index(&self, tx: &mut Tx<'_>, sequence: u64, entry: &Entry) {
        let group = self.groups.name(entry.group).map(AsRef::as_ref);
        tx.put(keys::message(sequence), entry.encode(group));
    }

    /// The next sequence number.
    fn take_sequence(&mut self, tx: &mut Tx<'_>) -> u64 {
        let Sequence { next, reserved } = &mut self.sequence;
        if *next >= *reserved {
            *reserved = *next + BLOCK;
            tx.put(keys::reserved(), Bytes::copy_from_slice(&reserved.to_be_bytes()));
        }
        *next += 1;
        *next - 1
    }

    fn write_record(&mut self, tx: &mut Tx<'_>, record: QueueRecord) {
        tx.put(keys::queue(), tradewind_store::encode(&record));
        self.record = Some(record);
    }
}

impl Model for Queue {
    fn load(view: &View<'_>) -> Result<Queue, StoreError> {
        let mut queue = Queue::default();
        if let Some(row) = view.get(keys::queue())? {
            let record: QueueRecord = decode(&row)?;
            queue.groups = Groups::new(record.attributes.fifo.is_some());
            queue.record = Some(record);
        }
        if let Some(row) = view.get(keys::reserved())? {
            let reserved = row.as_ref().try_into().map_err(|_| StoreError::corrupt("a queue's reserved numbers"))?;
            let reserved = u64::from_be_bytes(reserved);
            queue.sequence = Sequence { next: reserved, reserved };
        }
        queue.sweep = Sweep::load(view)?;
        let number = |key: &[u8]| {
            let mut key = KeyReader::new(key);
            key.tag()?;
            key.u64()
        };
        let mut entries = Vec::new();
        for row in view.scan(prefix([keys::MESSAGE])) {
            let (key, row) = row?;
            let (mut entry, group) = Entry::decode(&row)?;
            entry.group = queue.groups.join(group, entry.sent);
            entries.push((number(&key)?, entry));
        }
        queue.fill(entries);
        for row in view.scan(prefix([keys::DEDUPLICATION])) {
            let (key, row) = row?;
            queue.seen.load(number(&key)?, &row)?;
        }
        for row in view.scan(prefix([keys::ATTEMPT])) {
            let (key, row) = row?;
            queue.attempts.load(number(&key)?, &row)?;
        }
        for row in view.scan(prefix([keys::MOVE_TASK])) {
            let (key, row) = row?;
            queue.moves.insert(number(&key)?, decode(&row)?);
        }
        Ok(queue)
    }
}
