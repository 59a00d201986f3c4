//! The queue as a whole: made, set, tagged, emptied, deleted.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use crate::attributes::Attributes;
use crate::effects::{self, QueueName};
use crate::error::SqsError;
use crate::keys;
use crate::limits::{COOL_DOWN, TAGS};
use crate::queue::Queue;
use crate::queue::entry::{Entry, State};
use crate::queue::groups::Groups;
use crate::queue::record::QueueRecord;

/// A queue to be made.
#[derive(Debug)]
pub(crate) struct NewQueue<'a> {
    pub(crate) name: QueueName,
    /// With the given ones applied.
    pub(crate) attributes: Attributes,
    /// What the call says, for comparing with a queue that is there already.
    pub(crate) given: &'a BTreeMap<String, String>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Queue {
    /// Makes the queue. One that is there already and has the given attributes is fine as it is.
    pub(crate) fn create(&mut self, tx: &mut Tx<'_>, new: NewQueue<'_>) -> Result<(), SqsError> {
        let now = tx.now();
        match &self.record {
            Some(record) if record.deleted.is_none() => {
                return match record.attributes.first_difference(new.given)? {
                    Some(name) => Err(SqsError::QueueNameExists(name)),
                    None => Ok(()),
                };
            }
            Some(record) if record.deleted_at().is_some_and(|at| now < at + COOL_DOWN) => {
                return Err(SqsError::QueueDeletedRecently);
            }
            _ => {}
        }
        let record = QueueRecord {
            id: tx.rng().next_u64(),
            secret: tx.rng().next_u64(),
            account: new.name.account.clone(),
            region: new.name.region.clone(),
            name: new.name.name.clone(),
            created: now.as_micros(),
            modified: now.as_micros(),
            purged: None,
            deleted: None,
            attributes: new.attributes,
            tags: new.tags,
        };
        if self.record.is_some() {
            tx.clear();
        }
        *self = Queue { groups: Groups::new(record.attributes.fifo.is_some()), ..Queue::default() };
        self.write_record(tx, record);
        tx.task(now, effects::LIST, effects::payload(&new.name));
        Ok(())
    }

    /// Sets attributes; `changed` is what [`Attributes::with`] made of the present ones.
    pub(crate) fn configure(&mut self, tx: &mut Tx<'_>, changed: Attributes) -> Result<(), SqsError> {
        let mut record = self.record()?.clone();
        let listing = record.attributes.redrive.as_ref().map(|redrive| &redrive.target)
            != changed.redrive.as_ref().map(|redrive| &redrive.target);
        let sooner = changed.retention < record.attributes.retention;
        record.attributes = changed;
        record.modified = tx.now().as_micros();
        if listing {
            tx.task(tx.now(), effects::LIST, effects::payload(&QueueName::of(&record)));
        }
        self.write_record(tx, record);
        self.dead_letter_missing = false;
        if sooner && self.sweep.is_some() {
            self.schedule_sweep(tx);
        }
        Ok(())
    }

    /// Changes the tags.
    pub(crate) fn retag(
        &mut self,
        tx: &mut Tx<'_>,
        change: impl FnOnce(&mut BTreeMap<String, String>),
    ) -> Result<(), SqsError> {
        let mut record = self.record()?.clone();
        change(&mut record.tags);
        if record.tags.len() > TAGS {
            let text = format!("Too many tags added for queue {}.", record.name);
            return Err(SqsError::InvalidParameter(text.into()));
        }
        self.write_record(tx, record);
        Ok(())
    }

    /// Empties the queue. Messages on their way to another queue have left it already.
    pub(crate) fn purge(&mut self, tx: &mut Tx<'_>) -> Result<(), SqsError> {
        let now = tx.now();
        let mut record = self.record()?.clone();
        if record.purged_at().is_some_and(|at| now < at + COOL_DOWN) {
            return Err(SqsError::PurgeQueueInProgress(record.name));
        }
        record.purged = Some(now.as_micros());
        let moving: Vec<(u64, Entry)> = self
            .messages
            .iter()
            .filter(|(_, entry)| entry.state == State::Moving)
            .map(|(sequence, entry)| (*sequence, *entry))
            .collect();
        let mut bodies = Vec::with_capacity(moving.len());
        for (sequence, _) in &moving {
            bodies.push(tx.get_body(keys::body(*sequence))?);
        }
        tx.clear();
        tx.put(keys::reserved(), Bytes::copy_from_slice(&self.sequence.reserved.to_be_bytes()));
        for (sequence, row) in self.seen.rows() {
            tx.put(keys::deduplication(sequence), row);
        }
        for (number, task) in &self.moves {
            tx.put(keys::move_task(*number), tradewind_store::encode(task));
        }
        let emptied = Queue {
            groups: Groups::new(record.attributes.fifo.is_some()),
            sequence: std::mem::take(&mut self.sequence),
            seen: std::mem::take(&mut self.seen),
            moves: std::mem::take(&mut self.moves),
            ..Queue::default()
        };
        let before = std::mem::replace(self, emptied);
        self.write_record(tx, record);
        for ((sequence, mut entry), body) in moving.into_iter().zip(bodies) {
            let Some(body) = body else { continue };
            let name = before.groups.name(entry.group).cloned();
            entry.group = self.groups.join(name.as_deref(), entry.sent);
            tx.put_body(keys::body(sequence), body);
            self.write_index(tx, sequence, &entry);
            self.enter(sequence, entry, now);
        }
        self.ensure_sweep(tx);
        Ok(())
    }

    /// Deletes the queue with everything in it. A tombstone keeps the name until it may be used again.
    pub(crate) fn bury(&mut self, tx: &mut Tx<'_>) -> Result<(), SqsError> {
        let now = tx.now();
        let mut record = self.record()?.clone();
        let name = QueueName::of(&record);
        record.deleted = Some(now.as_micros());
        record.attributes.policy = None;
        record.tags.clear();
        tx.clear();
        *self = Queue::default();
        self.write_record(tx, record);
        tx.task(now, effects::LIST, effects::payload(&name));
        tx.task(now + COOL_DOWN, effects::FORGET, effects::payload(&name));
        Ok(())
    }

    /// Drops the tombstone when the name is free again.
    pub(crate) fn forget_tombstone(&mut self, tx: &mut Tx<'_>) {
        let free = |at: Timestamp| at + COOL_DOWN <= tx.now();
        if self.record.as_ref().and_then(QueueRecord::deleted_at).is_some_and(free) {
            tx.drop_cell();
            *self = Queue::default();
        }
    }
}
