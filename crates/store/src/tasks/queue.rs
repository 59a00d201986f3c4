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

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tokio::sync::Notify;
use tradewind_clock::{Awake, Clock, Sleep, Timestamp};

use super::row::{self, BodyChange};
use super::{Outcome, TaskId, TaskRun};
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
    /// Told when a task has become the earliest one.
    pub(super) wake: Notify,
    pub(crate) buried: AtomicU64,
}

#[derive(Default)]
pub(super) struct Index {
    pub(super) due: BTreeSet<(Timestamp, TaskId)>,
    pub(super) states: FxHashMap<TaskId, State>,
    /// The number in row 00.
    pub(super) reserved: u64,
    /// How many executors are running.
    runners: usize,
    /// While an executor runs on virtual time: the earliest due time, announced to the clock at the moment it became the
    /// earliest, so that time can't pass it before the executor has looked.
    announced: Option<(Timestamp, Sleep)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Waiting(Timestamp),
    Running,
    RunningCancelled,
}

impl Index {
    pub(super) fn wait(&mut self, id: TaskId, due: Timestamp) {
        self.states.insert(id, State::Waiting(due));
        self.due.insert((due, id));
    }

    pub(super) fn announce(&mut self, clock: &Clock) {
        if self.runners == 0 || !clock.is_virtual() {
            return;
        }
        let earliest = self.due.first().map(|(due, _)| *due);
        if self.announced.as_ref().map(|(due, _)| *due) != earliest {
            // The new announcement stands before the old one is dropped.
            let next = earliest.map(|due| (due, clock.sleep_until(due)));
            self.announced = next;
        }
    }
}

/// A claimed task. Dropped without an outcome, it goes back to waiting.
pub(super) struct Claim {
    inner: Arc<Inner>,
    id: TaskId,
    due: Timestamp,
    finished: bool,
    /// Virtual time stands still while the task is being performed.
    _awake: Awake,
}

impl TaskQueue {
    pub(crate) fn open(rows: Arc<Rows>, base: &dyn Base) -> Result<TaskQueue, StoreError> {
        let mut index = Index::default();
        {
            let layers = rows.layers.lock();
            let view = View { base, cell: TASKS, layers: &layers };
            if let Some(row) = view.get(row::next_id_key())? {
                index.reserved = Decoder::new("the next task id", row::VERSION, &row)?.varint()?;
            }
            for found in view.scan(prefix([row::TASK])) {
                let (key, value) = found?;
                index.wait(row::id(&key)?, row::decode_due(&value)?);
            }
        }
        let next_id = AtomicU64::new(index.reserved);
        Ok(TaskQueue { rows, index: Mutex::new(index), next_id, wake: Notify::new(), buried: AtomicU64::new(0) })
    }

    pub(crate) fn next_id(&self) -> TaskId {
        TaskId(self.next_id.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.index.lock().due.first().map(|(due, _)| *due)
    }

    pub(crate) fn pending(&self) -> usize {
        self.index.lock().states.len()
    }

    pub(super) fn is_running(&self) -> bool {
        self.index.lock().runners > 0
    }

    /// An executor begins or ends.
    pub(super) fn runners(&self, clock: &Clock, begins: bool) {
        let mut index = self.index.lock();
        if begins {
            index.runners += 1;
            index.announce(clock);
        } else {
            index.runners -= 1;
            if index.runners == 0 {
                index.announced = None;
            }
        }
    }

    /// Takes the earliest task if it is due.
    pub(super) fn claim(&self, inner: &Arc<Inner>) -> Option<Claim> {
        let now = inner.clock.now();
        let mut index = self.index.lock();
        let (due, id) = index.due.first().copied().filter(|(due, _)| *due <= now)?;
        let awake = inner.clock.hold();
        index.due.remove(&(due, id));
        index.states.insert(id, State::Running);
        index.announce(&inner.clock);
        Some(Claim { inner: inner.clone(), id, due, finished: false, _awake: awake })
    }

    /// Puts a claimed task back, to be tried at `at`.
    fn release(&self, clock: &Clock, id: TaskId, at: Timestamp) {
        let mut index = self.index.lock();
        match index.states.get(&id) {
            Some(State::Running) => {
                index.wait(id, at);
                index.announce(clock);
            }
            _ => {
                index.states.remove(&id);
            }
        }
        drop(index);
        self.wake.notify_one();
    }
}

impl Claim {
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
                queue.index.lock().states.remove(&self.id);
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
        self.inner.tasks.release(&self.inner.clock, self.id, at);
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
        if queue.index.lock().states.get(&self.id) != Some(&State::Running) {
            queue.index.lock().states.remove(&self.id);
            return Ok(());
        }
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
        match again {
            Some((due, value)) => {
                layers.put(Space::Rows, row::row_key(key.as_ref()), value, false);
                index.wait(self.id, due);
            }
            None => {
                layers.delete(Space::Rows, row::row_key(key.as_ref()));
                index.states.remove(&self.id);
            }
        }
        let woken = again_is_first(&index, self.id);
        index.announce(&inner.clock);
        drop(index);
        if woken {
            queue.wake.notify_one();
        }
        Ok(())
    }
}

fn again_is_first(index: &Index, id: TaskId) -> bool {
    index.due.first().is_some_and(|(_, first)| *first == id)
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.finished {
            self.inner.tasks.release(&self.inner.clock, self.id, self.due);
        }
    }
}
