//! Tasks: what happens later or elsewhere, at least once.
//!
//! A task is a row of cell 1, written in the commit of the decision that made it; a payload that is not small is a body beside
//! it. An index in memory orders the tasks by the time they are due; the executor claims what is due, performs it, and commits
//! the outcome. A kind of task that may take long has places of its own ([`Performer::places`]) and a lane of its own, so that
//! its attempts hold up nobody but each other.

mod executor;
mod index;
mod pending;
mod queue;
mod row;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_clock::Timestamp;

use crate::inner::Inner;

pub(crate) use queue::TaskQueue;

/// Names a task for as long as the store exists; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(u64);

impl TaskId {
    /// From a number that [`TaskId::get`] gave, for instance out of a row.
    pub const fn new(number: u64) -> TaskId {
        TaskId(number)
    }

    /// As a number, to be kept in a row.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A task that is being performed.
#[derive(Clone, Debug)]
pub struct TaskRun {
    /// The task's name.
    pub id: TaskId,
    /// When this attempt was due.
    pub due: Timestamp,
    /// What kind of work it is, as the decision named it.
    pub kind: String,
    /// What the decision, or the last attempt, noted for this one.
    pub payload: Bytes,
    /// How many attempts have ended in [`Outcome::Again`] before this one.
    pub attempt: u32,
    /// When the decision was made that noted the task.
    pub created: Timestamp,
    /// The cell that noted the task.
    pub cell: String,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The work is done; the task goes away.
    Done,
    /// The work must be tried again.
    Again {
        /// When; a time that has come already is moved to a millisecond from now.
        at: Timestamp,
        /// What the next attempt gets; `None` keeps the payload.
        payload: Option<Bytes>,
    },
    /// The work is given up; the performer has put it where dead letters go. The task goes away, counted and logged.
    Buried {
        /// Why, for the log.
        why: String,
    },
}

/// Performs tasks of every kind.
pub trait Performer: Send + Sync + 'static {
    /// One attempt. A panic counts as a failed attempt and is tried again with back-off.
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome>;

    /// How many tasks of this kind may run at a time, beside everything else; `None` for kinds that share the executor's
    /// `concurrency`. Asked once for every kind while an executor runs, under the tasks' lock: the answer must be quick, always
    /// the same, and found without the store. 0 counts as 1.
    fn places(&self, kind: &str) -> Option<usize> {
        let _ = kind;
        None
    }
}

/// A task on its way into the store.
#[derive(Debug)]
pub(crate) struct NewTask {
    pub(crate) id: TaskId,
    pub(crate) due: Timestamp,
    pub(crate) created: Timestamp,
    pub(crate) kind: &'static str,
    pub(crate) payload: Bytes,
    pub(crate) cell: Arc<str>,
}

/// The store's tasks.
#[derive(Clone)]
pub struct Tasks {
    pub(crate) inner: Arc<Inner>,
}

impl Tasks {
    /// When the earliest task that nobody performs yet is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.inner.tasks.next_due()
    }

    /// How many tasks there are, those being performed included.
    pub fn pending(&self) -> usize {
        self.inner.tasks.pending()
    }

    /// Whether an executor performs tasks.
    pub fn is_running(&self) -> bool {
        self.inner.tasks.is_running()
    }

    /// Performs everything that is due now in the order (due, id) over all lanes, one task at a time, and what becomes due meanwhile. Answers
    /// how many attempts were made. For simulations and tests; does not wait for time.
    pub async fn run_due(&self, performer: &dyn Performer) -> usize {
        executor::run_due(&self.inner, performer).await
    }

    /// Performs tasks as they become due, up to `concurrency` at once and up to its own [`Performer::places`] of a kind that has
    /// some, until `shutdown` resolves; then finishes the attempts under way. In each lane tasks begin in the order (due, id). Dropping the future cuts them short: they will be made again.
    pub async fn run(
        &self,
        performer: Arc<dyn Performer>,
        concurrency: usize,
        shutdown: impl Future<Output = ()> + Send,
    ) {
        executor::run(&self.inner, performer, concurrency, shutdown).await;
    }
}
