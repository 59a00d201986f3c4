//! Expiry. Reading passes over what has expired at once; a task deletes it in bulk, whole blocks at a time.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError, TaskId, Tx, View, encode};

use super::Group;
use super::streams::delete_block;
use crate::effects::{self, Expire};
use crate::error::LogsError;
use crate::keys;
use crate::limits::{DAY, HOUR};

const VERSION: u8 = 1;

/// Blocks deleted in one transaction.
const AT_ONCE: usize = 4_096;

/// The pending expiry, as its row says: the task and when it is due, in milliseconds.
pub(super) fn read(view: &View<'_>) -> Result<Option<(TaskId, u64)>, StoreError> {
    let Some(row) = view.get(keys::expiry())? else { return Ok(None) };
    let mut row = Decoder::new("a pending expiry", VERSION, &row)?;
    Ok(Some((TaskId::new(row.u64()?), row.u64()?)))
}

impl Group {
    /// Sets for how many days events are kept; none: for ever.
    pub(crate) fn retain(&mut self, tx: &mut Tx<'_>, days: Option<i32>) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        record.retention = days;
        self.write_record(tx, record);
        self.plan_expiry(tx);
        Ok(())
    }

    /// Notes the task that deletes what expires first, in the place of one that is noted already. It comes at full hours, so
    /// that it finds many blocks at a time; what arrives late and expires before it waits for it, unseen.
    pub(super) fn plan_expiry(&mut self, tx: &mut Tx<'_>) {
        if let Some((task, _)) = self.expiry.take() {
            tx.cancel(task);
            tx.delete(keys::expiry());
        }
        let Some(record) = &self.record else { return };
        let retention = record.retention.and_then(|days| u64::try_from(days).ok()).map(|days| days * DAY);
        let Some(retention) = retention else { return };
        let heads = self.streams.values().flat_map(|stream| stream.blocks.values());
        let Some(first) = heads.map(|head| head.last).min() else { return };
        let due = (first + retention) / HOUR * HOUR + HOUR;
        let expire = Expire { group: record.name.clone(), id: record.id };
        let task = tx.task(Timestamp::from_millis(due), effects::EXPIRE, effects::payload(&expire));
        tx.put(keys::expiry(), Encoder::new(VERSION).u64(task.get()).u64(due).finish());
        self.expiry = Some((task, due));
    }

    /// Deletes blocks all of whose events have expired. Whether there is more.
    pub(crate) fn expire(&mut self, tx: &mut Tx<'_>, id: u64) -> Result<bool, LogsError> {
        if self.record.as_ref().is_none_or(|record| record.id != id) {
            return Ok(false);
        }
        let horizon = self.horizon(tx.now().as_millis());
        let mut left = AT_ONCE;
        for (name, stream) in &mut self.streams {
            let old = stream.blocks.iter().filter(|(_, head)| head.last < horizon).take(left);
            let old: Vec<u64> = old.map(|(number, _)| *number).collect();
            if old.is_empty() {
                continue;
            }
            left -= old.len();
            stream.record.gone = stream.last();
            tx.put(keys::stream(name), encode(&stream.record));
            for number in old {
                if let Some(head) = stream.remove(number) {
                    delete_block(tx, stream.record.id, number, head.sealed);
                }
            }
            if left == 0 {
                return Ok(true);
            }
        }
        self.plan_expiry(tx);
        Ok(false)
    }
}

/// How soon the rest is deleted where there was more than one transaction takes.
pub(crate) const SOON: Duration = Duration::from_millis(10);
