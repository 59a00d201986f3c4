//! The index of tasks, and the commits that change them.
//!
//! Every task is in exactly one state:
//!
//! ```text
//!            claim                      Again
//! waiting ----------> running -----------------------> waiting
//!    |                   | \  cancel
//!    | cancel            |  `--------> running, cancelled --.
//!    v                   v  Done, Buried                    v
//!   gone                gone                               gone
//! ```
//!
//! Locks: the rows' lock first, then the index. Who changes a task's row holds the rows' lock from before the commit is
//! appended until the index says the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;
use tradewind_clock::{Awake, Clock, Timestamp};

use super::index::{Due, Index, Lane, Reach, State};
use super::row::{self, BodyChange};
use super::{Outcome, Performer, TaskId, TaskRun};
use crate::base::Base;
use crate::catalog::TASKS;
use crate::error::StoreError;
use crate::inner::Inner;
use crate::key::prefix;
use crate::overlay::{Rows, Space};
use crate::record::Decoder;
use crate::tx::with_batch;
use crate::view::View;

/// How long a task waits whose outcome could not be committed or whose row could not be read.
const TROUBLE_PAUSE: Duration = Duration::from_secs(1);
const SOONEST_AGAIN: Duration = Duration::from_millis(1);

/// All tasks of the store.
pub(crate) struct TaskQueue {
    pub(crate) rows: Arc<Rows>,
    pub(super) index: Mutex<Index>,
    next_id: AtomicU64,
    /// Told when a task has become the earliest one of the shared lane.
    pub(super) wake: Notify,
    /// Told when a task has become the earliest one of another lane.
    pub(super) wake_own: Notify,
    pub(crate) buried: AtomicU64,
}

/// A claimed task. Dropped without an outcome, it goes back to waiting.
pub(super) struct Claim {
    inner: Arc<Inner>,
    id: TaskId,
    due: Timestamp,
    lane: Lane,
    finished: bool,
    /// Virtual time stands still while the task is being performed.
    _awake: Awake,
}

impl TaskQueue {
    pub(crate) fn open(rows: Arc<Rows>, base: &dyn Base) -> Result<TaskQueue, StoreError> {
        let mut index = Index::new();
        {
            let layers = rows.layers.lock();
            let view = View { base, cell: TASKS, layers: &layers };
            if let Some(row) = view.get(row::next_id_key())? {
                index.reserved = Decoder::new("the next task id", row::VERSION, &row)?.varint()?;
            }
            for found in view.scan(prefix([row::TASK])) {
                let (key, value) = found?;
                let (due, kind) = row::decode_due(&value)?;
                let kind = index.kind(kind);
                index.wait(row::id(&key)?, due, kind);
            }
        }
        let next_id = AtomicU64::new(index.reserved);
        Ok(TaskQueue {
            rows,
            index: Mutex::new(index),
            next_id,
            wake: Notify::new(),
            wake_own: Notify::new(),
            buried: AtomicU64::new(0),
        })
    }

    pub(crate) fn next_id(&self) -> TaskId {
        TaskId(self.next_id.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.index.lock().earliest()
    }

    /// When the earliest tasks are due that a worker could take which has room, or has not, in the shared lane.
    pub(super) fn next(&self, shared: bool) -> Due {
        self.index.lock().next(shared)
    }

    pub(crate) fn pending(&self) -> usize {
        self.index.lock().len()
    }

    pub(super) fn is_running(&self) -> bool {
        self.index.lock().is_running()
    }

    /// An executor begins.
    pub(super) fn begin_running(&self, performer: Arc<dyn Performer>, clock: &Clock) {
        let mut index = self.index.lock();
        index.begin(performer, clock);
        self.tell(index);
    }

    /// An executor ends.
    pub(super) fn end_running(&self) {
        self.index.lock().end();
    }

    /// Takes the earliest task if it is due.
    pub(super) fn claim(&self, inner: &Arc<Inner>, reach: Reach) -> Option<Claim> {
        let now = inner.clock.now();
        let mut index = self.index.lock();
        let (due, id, lane) = index.take(now, reach)?;
        let awake = inner.clock.hold();
        index.announce(&inner.clock);
        Some(Claim { inner: inner.clone(), id, due, lane, finished: false, _awake: awake })
    }

    /// Puts a claimed task back, to be tried at `at`.
    fn release(&self, clock: &Clock, id: TaskId, lane: Lane, at: Timestamp) {
        let mut index = self.index.lock();
        index.leave(lane);
        match index.state(id) {
            Some(State::Running { kind }) => {
                index.wait(id, at, kind);
                index.announce(clock);
            }
            _ => index.forget(id),
        }
        // The attempt may have been cut short together with the worker that would have looked.
        index.look_at(lane);
        self.tell(index);
    }

    /// Ends a change of the index and wakes whom it concerns.
    pub(super) fn tell(&self, mut index: MutexGuard<'_, Index>) {
        let wakes = index.take_wakes();
        drop(index);
        if wakes.shared {
            self.wake.notify_one();
        }
        if wakes.own {
            self.wake_own.notify_one();
        }
    }
}

impl Claim {
    /// Whether the task comes from the shared lane.
    pub(super) fn is_shared(&self) -> bool {
        self.lane.is_shared()
    }

    /// Reads what is to be done. `None` when the task was cancelled since, or can't be read and must wait.
    pub(super) fn load(&mut self) -> Option<TaskRun> {
        let queue = &self.inner.tasks;
        let layers = queue.rows.layers.lock();
        let key = row::key(self.id);
        let read = |space| layers.get(&*self.inner.base, TASKS, space, key.as_ref());
        let found = match read(Space::Rows) {
            Ok(Some(row)) => row::decode(self.id, &row, || read(Space::Bodies)).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        drop(layers);
        let run = match found {
            Ok(Some(run)) => Ok(run),
            // Cancelled between the claim and now.
            Ok(None) => {
                self.finished = true;
                let mut index = queue.index.lock();
                index.leave(self.lane);
                index.forget(self.id);
                return None;
            }
            Err(error) => Err(error),
        };
        match run {
            Ok(run) => Some(run),
            Err(error) => {
                tracing::error!(%error, task = self.id.0, "a task can't be read; it waits");
                self.pause();
                None
            }
        }
    }

    /// Leaves the row as it is and tries the task again a little later.
    fn pause(&mut self) {
        self.finished = true;
        let at = self.inner.clock.now() + TROUBLE_PAUSE;
        self.inner.tasks.release(&self.inner.clock, self.id, self.lane, at);
    }

    /// Commits the outcome. If that fails the task stays and is tried again: at least once.
    pub(super) fn finish(mut self, run: TaskRun, outcome: Outcome) {
        if let Err(error) = self.commit(run, outcome) {
            tracing::error!(%error, task = self.id.0, "a task's outcome can't be committed; it will be performed again");
            self.pause();
        }
        self.finished = true;
    }

    fn commit(&mut self, mut run: TaskRun, outcome: Outcome) -> Result<(), StoreError> {
        let inner = &*self.inner;
        let queue = &inner.tasks;
        let mut layers = queue.rows.layers.lock();
        let kind = {
            let mut index = queue.index.lock();
            let Some(State::Running { kind }) = index.state(self.id) else {
                index.leave(self.lane);
                index.forget(self.id);
                return Ok(());
            };
            kind
        };
        let mut body = BodyChange::between(&run.payload, None);
        let again = match outcome {
            Outcome::Done => None,
            Outcome::Again { at, payload } => {
                run.due = at.max(inner.clock.now() + SOONEST_AGAIN);
                run.attempt = run.attempt.saturating_add(1);
                body = BodyChange::Nothing;
                if let Some(payload) = payload {
                    body = BodyChange::between(&run.payload, Some(&payload));
                    run.payload = payload;
                }
                Some((run.due, row::encode_run(&run)))
            }
            Outcome::Buried { why } => {
                queue.buried.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(task = self.id.0, kind = run.kind, cell = run.cell, why, "a task was buried");
                None
            }
        };
        inner.mark_dirty(&queue.rows, &mut layers);
        let key = row::key(self.id);
        with_batch(|batch| {
            match &again {
                Some((_, value)) => batch.put(Space::Rows, key.as_ref(), value),
                None => batch.delete(Space::Rows, key.as_ref()),
            }
            body.write(batch, key.as_ref());
            batch.end_section(TASKS);
            inner.append(batch)
        })?;
        body.apply(&mut layers, key.as_ref());
        let mut index = queue.index.lock();
        index.leave(self.lane);
        match again {
            Some((due, value)) => {
                layers.put(Space::Rows, row::row_key(key.as_ref()), value, false);
                index.wait(self.id, due, kind);
            }
            None => {
                layers.delete(Space::Rows, row::row_key(key.as_ref()));
                index.forget(self.id);
            }
        }
        index.announce(&inner.clock);
        queue.tell(index);
        Ok(())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.finished {
            self.inner.tasks.release(&self.inner.clock, self.id, self.lane, self.due);
        }
    }
}
