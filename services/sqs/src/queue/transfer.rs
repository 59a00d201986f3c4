//! Messages on their way to another queue: to the dead-letter queue, or back from it.
//!
//! A transaction touches one queue, so a message travels in three steps, and whatever stops in between goes on later:
//!
//! ```text
//! 1  source       the message is Moving (neither received nor lost); task T is written
//! 2  destination  performing T: the message is put in; T is cancelled and task A written in the same commit
//! 3  source       the message is removed; A is cancelled. Performing A does the same, should 3 not have happened
//! ```
//!
//! As T ends in the commit that puts the message in, it is put in once, however often T is performed.

use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{Tx, View};

use crate::effects;
use crate::error::SqsError;
use crate::keys;
use crate::message::{Content, MessageId};
use crate::queue::Queue;
use crate::queue::entry::{Entry, State};
use crate::queue::move_task::Status;

/// A message as it leaves its queue.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) entry: Entry,
    pub(crate) group: Option<String>,
    pub(crate) row: Bytes,
}

/// Whether a transfer can be made.
#[derive(Clone, Debug)]
pub(crate) enum Taking {
    Now(Parcel),
    /// Messages of the same FIFO group are ahead of it; tasks may be performed side by side, but the order must hold.
    NotYet(Queued),
    Gone,
}

/// A message that waits for others of its FIFO group to arrive before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Queued {
    /// How many are ahead of it, up to a thousand.
    ahead: usize,
    /// When the group last went on.
    progress: Timestamp,
}

/// The shortest and the longest pause before a message that waits is looked at again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_secs(1));
/// More messages ahead than this make no longer pause.
const AHEAD: usize = 1_000;

impl Queued {
    /// How long to wait before trying again; `noted` is when the transfer was decided on. While the group goes on, it is as
    /// long as the messages ahead may take; when it stands still, as long as it has stood still already, so that each pause
    /// is twice the last one.
    pub(crate) fn pause(self, noted: Timestamp, now: Timestamp) -> Duration {
        let (shortest, longest) = PAUSES;
        let ahead = shortest * u32::try_from(self.ahead).unwrap_or(u32::MAX);
        now.saturating_since(self.progress.max(noted)).max(ahead).clamp(shortest, longest)
    }
}

/// How a message arrives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arrival<'a> {
    /// In a dead-letter queue, from the queue of this ARN: it stays the same message.
    DeadLetter(&'a str),
    /// By a move task: a new message with this id.
    Redrive(MessageId),
}

impl Queue {
    /// Step 1. `redrive` is the move task on whose behalf the message moves.
    pub(crate) fn begin_transfer(&mut self, tx: &mut Tx<'_>, sequence: u64, target: &str, redrive: Option<u64>) {
        let Some(record) = &self.record else { return };
        let source = effects::QueueName::of(record);
        let transfer = effects::Transfer { source, queue: record.id, sequence, target: target.to_owned(), redrive };
        if let Some(entry) = self.change(sequence, tx.now(), |entry| entry.state = State::Moving) {
            self.write_index(tx, sequence, &entry);
            tx.task(tx.now(), effects::TRANSFER, effects::payload(&transfer));
        }
    }

    /// The message of a transfer, if it is still there to be taken.
    pub(crate) fn parcel(&self, view: &View<'_>, transfer: &effects::Transfer) -> Result<Taking, SqsError> {
        let Some(entry) = self.travelling(transfer) else { return Ok(Taking::Gone) };
        let fifo = self.attributes()?.fifo.is_some();
        let before = |sequence: &u64| self.messages.get(sequence).is_some_and(|other| other.group == entry.group);
        if fifo {
            let ahead = self.moving.range(..transfer.sequence).filter(|sequence| before(sequence)).take(AHEAD).count();
            if ahead > 0 {
                return Ok(Taking::NotYet(Queued { ahead, progress: self.groups.last_left(entry.group) }));
            }
        }
        let Some(row) = view.get_body(keys::body(transfer.sequence))? else { return Ok(Taking::Gone) };
        let group = self.groups.name(entry.group).map(|name| name.to_string());
        Ok(Taking::Now(Parcel { entry: *entry, group, row }))
    }

    /// The message of a transfer; none when it has arrived, or when the queue is another one by now.
    fn travelling(&self, transfer: &effects::Transfer) -> Option<&Entry> {
        let mine = self.record.as_ref().is_some_and(|record| record.id == transfer.queue && record.deleted.is_none());
        self.messages.get(&transfer.sequence).filter(|entry| mine && entry.state == State::Moving)
    }

    /// Step 2, in the destination.
    pub(crate) fn arrive(&mut self, tx: &mut Tx<'_>, parcel: &Parcel, arrival: Arrival<'_>) -> Result<(), SqsError> {
        let now = tx.now();
        let fifo = self.attributes()?.fifo.is_some();
        let mut content = Content::decode(&parcel.row)?;
        let mut entry = Entry { state: State::Ready, visible: now, ..parcel.entry };
        match arrival {
            Arrival::DeadLetter(source) => {
                content.source = Some(source);
                // A standard queue's message keeps its age, a FIFO queue's starts anew.
                if fifo {
                    entry.sent = now;
                }
            }
            Arrival::Redrive(id) => {
                content.source = None;
                content.id = id;
                entry = Entry::new(now, now, now, entry.group);
            }
        }
        entry.group = self.groups.join(parcel.group.as_deref(), now);
        self.put_message(tx, &content, entry);
        Ok(())
    }

    /// Step 3: the message has arrived, or is gone in another way.
    pub(crate) fn finish_transfer(&mut self, tx: &mut Tx<'_>, transfer: &effects::Transfer) {
        if self.travelling(transfer).is_none() {
            return;
        }
        self.remove(tx, transfer.sequence);
        self.update_move(tx, transfer.redrive, |task| {
            task.in_transit = task.in_transit.saturating_sub(1);
            task.moved += 1;
        });
    }

    /// The destination does not exist: the message stays, and may be received again.
    pub(crate) fn return_transfer(&mut self, tx: &mut Tx<'_>, transfer: &effects::Transfer) {
        if self.travelling(transfer).is_none() {
            return;
        }
        if let Some(entry) = self.change(transfer.sequence, tx.now(), |entry| entry.state = State::Ready) {
            self.write_index(tx, transfer.sequence, &entry);
        }
        match transfer.redrive {
            None => self.dead_letter_missing = true,
            redrive => self.update_move(tx, redrive, |task| {
                task.in_transit = task.in_transit.saturating_sub(1);
                task.status = Status::Failed;
                task.failure = Some("AWS.SimpleQueueService.NonExistentQueue".to_owned());
            }),
        }
    }
}
