//! What a transaction does to the tasks.

use bytes::Bytes;
use parking_lot::MutexGuard;
use smallvec::SmallVec;
use tradewind_clock::{Clock, Timestamp};

use super::queue::TaskQueue;
use super::{NewTask, TaskId, row};
use crate::batch::Batch;
use crate::catalog::TASKS;
use crate::error::StoreError;
use crate::inner::Inner;
use crate::overlay::{Layers, Space};
use crate::record::Encoder;

const IDS_AT_ONCE: u64 = 4096;

impl TaskQueue {
    /// Starts a commit that makes or cancels tasks.
    pub(crate) fn begin<'a>(
        &'a self,
        inner: &Inner,
        new: SmallVec<[NewTask; 2]>,
        cancelled: &[TaskId],
    ) -> Result<Pending<'a>, StoreError> {
        let mut layers = self.rows.layers.lock();
        inner.mark_dirty(&self.rows, &mut layers);
        let index = self.index.lock();
        let highest = new.iter().map(|task| task.id.0 + 1).max().unwrap_or(0);
        let reserve = (highest > index.reserved).then_some(highest + IDS_AT_ONCE);
        let known = |id: &&TaskId| index.state(**id).is_some();
        let cancelled = cancelled.iter().filter(known).copied().collect();
        drop(index);
        let new = new.into_iter().map(Written::from).collect();
        Ok(Pending { queue: self, layers, new, cancelled, reserve })
    }
}

/// A commit that makes or cancels tasks, under the rows' lock.
pub(crate) struct Pending<'a> {
    queue: &'a TaskQueue,
    layers: MutexGuard<'a, Layers>,
    new: SmallVec<[Written; 2]>,
    cancelled: SmallVec<[TaskId; 2]>,
    reserve: Option<u64>,
}

/// A new task as it is written.
struct Written {
    id: TaskId,
    due: Timestamp,
    kind: &'static str,
    row: Bytes,
    body: Option<Bytes>,
}

impl From<NewTask> for Written {
    fn from(task: NewTask) -> Self {
        let row = row::encode_new(&task);
        let body = row::is_body(&task.payload).then_some(task.payload);
        Written { id: task.id, due: task.due, kind: task.kind, row, body }
    }
}

impl Pending<'_> {
    /// Adds the tasks' section to the commit.
    pub(crate) fn write(&self, batch: &mut Batch) {
        if let Some(reserve) = self.reserve {
            batch.put(Space::Rows, row::next_id_key().as_ref(), &reserved(reserve));
        }
        for task in &self.new {
            let key = row::key(task.id);
            batch.put(Space::Rows, key.as_ref(), &task.row);
            if let Some(body) = &task.body {
                batch.put(Space::Bodies, key.as_ref(), body);
            }
        }
        for id in &self.cancelled {
            let key = row::key(*id);
            batch.delete(Space::Rows, key.as_ref());
            // There may be none. Only a read would tell.
            batch.delete(Space::Bodies, key.as_ref());
        }
        batch.end_section(TASKS);
    }

    /// The commit is appended: makes it visible.
    pub(crate) fn apply(mut self, clock: &Clock) {
        let layers = &mut *self.layers;
        let mut index = self.queue.index.lock();
        if let Some(reserve) = self.reserve {
            index.reserved = reserve;
            layers.put(Space::Rows, row::row_key(row::next_id_key().as_ref()), reserved(reserve), false);
        }
        for task in self.new {
            let key = row::row_key(row::key(task.id).as_ref());
            if let Some(body) = task.body {
                layers.put(Space::Bodies, key.clone(), body, true);
            }
            layers.put(Space::Rows, key, task.row, true);
            let kind = index.kind(task.kind);
            index.wait(task.id, task.due, kind);
        }
        for id in self.cancelled {
            let key = row::row_key(row::key(id).as_ref());
            layers.delete(Space::Bodies, key.clone());
            layers.delete(Space::Rows, key);
            index.cancel(id);
        }
        index.announce(clock);
        self.queue.tell(index);
    }
}

fn reserved(number: u64) -> Bytes {
    Encoder::new(row::VERSION).varint(number).finish()
}
