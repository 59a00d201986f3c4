//! Message move tasks: taking the messages of a dead-letter queue back to where they came from, or elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tradewind_clock::Timestamp;
use tradewind_store::{Record, Tx};

use crate::effects::{self, QueueName};
use crate::error::SqsError;
use crate::keys;
use crate::limits::MOVE_TASKS;
use crate::message::Content;
use crate::queue::Queue;
use crate::queue::entry::State;

/// Where a move task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Running,
    Completed,
    Cancelling,
    Cancelled,
    Failed,
}

impl Status {
    /// As AWS writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Running => "RUNNING",
            Status::Completed => "COMPLETED",
            Status::Cancelling => "CANCELLING",
            Status::Cancelled => "CANCELLED",
            Status::Failed => "FAILED",
        }
    }

    /// Whether messages may still move.
    pub(crate) fn is_active(self) -> bool {
        matches!(self, Status::Running | Status::Cancelling)
    }
}

/// A move task, kept in the cell of the queue it empties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MoveTask {
    /// A UUID; part of the handle.
    pub(crate) id: String,
    pub(crate) source: String,
    /// None: every message goes back to the queue it came from.
    pub(crate) destination: Option<String>,
    /// Messages per second.
    pub(crate) rate: Option<u32>,
    pub(crate) status: Status,
    pub(crate) moved: u64,
    /// Messages that have left and not arrived yet.
    pub(crate) in_transit: u64,
    pub(crate) to_move: u64,
    /// Messages from this number on came after the task was started, and stay.
    pub(crate) until: u64,
    pub(crate) failure: Option<String>,
    /// Microseconds since the epoch.
    pub(crate) started: u64,
}

impl Record for MoveTask {
    const VERSION: u8 = 1;
}

/// What a handle says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TaskHandle {
    #[serde(rename = "taskId")]
    pub(crate) id: String,
    #[serde(rename = "sourceArn")]
    pub(crate) source: String,
}

impl TaskHandle {
    pub(crate) fn print(&self) -> String {
        STANDARD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    pub(crate) fn parse(handle: &str) -> Result<TaskHandle, SqsError> {
        let bytes = STANDARD.decode(handle).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
            SqsError::InvalidParameter(format!("Value {handle} for parameter TaskHandle is invalid.").into())
        })
    }
}

/// What a step of a task leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Finished,
    Again(Timestamp),
}

/// Messages that one step sends on their way, without a rate.
const STEP: u32 = 500;
/// How long a task waits for the last messages to arrive before it looks again.
const ARRIVAL: Duration = Duration::from_millis(100);

impl Queue {
    /// Starts a task.
    pub(crate) fn start_move(
        &mut self,
        tx: &mut Tx<'_>,
        destination: Option<String>,
        rate: Option<u32>,
    ) -> Result<TaskHandle, SqsError> {
        let now = tx.now();
        let record = self.record()?;
        let (source, name) = (record.arn(), QueueName::of(record));
        if self.moves.values().any(|task| task.status.is_active()) {
            let text = "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
            return Err(SqsError::InvalidParameter(text.into()));
        }
        self.catch_up(now);
        let number = self.take_sequence(tx);
        let task = MoveTask {
            id: tx.rng().uuid_v4(),
            source: source.clone(),
            destination,
            rate,
            status: Status::Running,
            moved: 0,
            in_transit: 0,
            to_move: self.counts(now).visible as u64,
            until: number,
            failure: None,
            started: now.as_micros(),
        };
        let handle = TaskHandle { id: task.id.clone(), source };
        tx.put(keys::move_task(number), tradewind_store::encode(&task));
        self.moves.insert(number, task);
        while self.moves.len() > MOVE_TASKS {
            let Some((oldest, _)) = self.moves.pop_first() else { break };
            tx.delete(keys::move_task(oldest));
        }
        tx.task(now, effects::MOVE, effects::payload(&effects::Move { queue: name, number }));
        Ok(handle)
    }

    /// Stops a task; the number of messages it has moved.
    pub(crate) fn cancel_move(&mut self, tx: &mut Tx<'_>, id: &str) -> Result<u64, SqsError> {
        self.record()?;
        let found = self.moves.iter().find(|(_, task)| task.id == id);
        let (number, task) = found.ok_or(SqsError::ResourceNotFound("Task does not exist.".into()))?;
        if task.status != Status::Running {
            return Err(SqsError::Unsupported("Only active tasks can be cancelled.".into()));
        }
        let (number, moved) = (*number, task.moved);
        self.update_move(tx, Some(number), |task| task.status = Status::Cancelling);
        Ok(moved)
    }

    /// The latest tasks, the newest first.
    pub(crate) fn list_moves(&self, limit: usize) -> Result<Vec<MoveTask>, SqsError> {
        self.record()?;
        Ok(self.moves.values().rev().take(limit).cloned().collect())
    }

    /// Changes a task.
    pub(crate) fn update_move(&mut self, tx: &mut Tx<'_>, number: Option<u64>, change: impl FnOnce(&mut MoveTask)) {
        let Some(number) = number else { return };
        if let Some(task) = self.moves.get_mut(&number) {
            change(task);
            tx.put(keys::move_task(number), tradewind_store::encode(task));
        }
    }

    /// Sends the next messages on their way.
    pub(crate) fn step_move(&mut self, tx: &mut Tx<'_>, number: u64) -> Result<Step, SqsError> {
        let now = tx.now();
        let Some(task) = self.moves.get(&number).cloned() else { return Ok(Step::Finished) };
        if self.record().is_err() || !task.status.is_active() {
            return Ok(Step::Finished);
        }
        self.catch_up(now);
        let chosen = match task.status {
            Status::Running => self.choose_moves(tx, &task)?,
            _ => Vec::new(),
        };
        if chosen.is_empty() {
            if task.in_transit > 0 {
                return Ok(Step::Again(now + ARRIVAL));
            }
            let end = if task.status == Status::Running { Status::Completed } else { Status::Cancelled };
            self.update_move(tx, Some(number), |task| task.status = end);
            return Ok(Step::Finished);
        }
        let mut sent = 0;
        let mut failure = None;
        for (sequence, target) in chosen {
            let Some(target) = target else {
                failure = Some("CouldNotDetermineMessageSource".to_owned());
                break;
            };
            self.begin_transfer(tx, sequence, &target, Some(number));
            sent += 1;
        }
        let failed = failure.is_some();
        self.update_move(tx, Some(number), |task| {
            task.in_transit += sent;
            if failed {
                task.status = Status::Failed;
                task.failure = failure;
            }
        });
        let pause = if task.rate.is_some() { Duration::from_secs(1) } else { Duration::ZERO };
        Ok(if failed { Step::Finished } else { Step::Again(now + pause) })
    }

    /// The next messages to move, each with where it goes if that is known.
    fn choose_moves(&self, tx: &Tx<'_>, task: &MoveTask) -> Result<Vec<(u64, Option<String>)>, SqsError> {
        let now = tx.now();
        let limit = task.rate.unwrap_or(STEP) as usize;
        let ready = |entry: &crate::queue::entry::Entry| entry.state == State::Ready && !self.is_expired(entry, now);
        let mut chosen = Vec::new();
        for (sequence, entry) in self.messages.range(..task.until) {
            if chosen.len() >= limit {
                break;
            }
            if !ready(entry) {
                continue;
            }
            let target = match &task.destination {
                Some(destination) => Some(destination.clone()),
                None => match tx.get_body(keys::body(*sequence))? {
                    Some(row) => Content::decode(&row)?.source.map(str::to_owned),
                    None => None,
                },
            };
            chosen.push((*sequence, target));
        }
        Ok(chosen)
    }
}
