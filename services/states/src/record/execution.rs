//! Executions.

use serde::{Deserialize, Serialize};
use tradewind_states_lang::TaskId;
use tradewind_store::{Record, StoreError, Tx, View, decode, encode};

use crate::error::StatesError;
use crate::keys;

/// How an execution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Running => "RUNNING",
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::TimedOut => "TIMED_OUT",
            Status::Aborted => "ABORTED",
        }
    }
}

/// An execution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Execution {
    pub(crate) machine: String,
    pub(crate) name: String,
    pub(crate) role: String,
    /// Whose definition it runs.
    pub(crate) revision: String,
    pub(crate) status: Status,
    pub(crate) started: u64,
    pub(crate) stopped: Option<u64>,
    pub(crate) input: String,
    pub(crate) output: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
    pub(crate) trace: Option<String>,
    /// How its starter addressed the server.
    pub(crate) endpoint: String,
    /// What it waits for.
    pub(crate) pending: Vec<(TaskId, Pending)>,
    /// The store's task of its deadline.
    pub(crate) deadline: Option<u64>,
}

/// Something that is waited for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// The store's task that does it, or wakes.
    pub(crate) task: Option<u64>,
    /// Whether its beginning stands in the history.
    pub(crate) begun: bool,
    /// The store's task of its timeout, and of its heartbeat.
    pub(crate) timeout: Option<u64>,
    pub(crate) heartbeat: Option<u64>,
    /// Seconds between signs of life.
    pub(crate) beat: Option<u64>,
    /// The token under which others answer.
    pub(crate) token: Option<String>,
    /// The row in which it waits for a worker of an activity.
    pub(crate) row: Option<(String, u64)>,
}

impl Record for Execution {
    const VERSION: u8 = 1;
}

impl Execution {
    /// What is known of something that is waited for.
    pub(crate) fn waiting(&mut self, task: TaskId) -> Option<&mut Pending> {
        self.pending.iter_mut().find(|(known, _)| *known == task).map(|(_, pending)| pending)
    }

    /// The same, and it is waited for no longer.
    pub(crate) fn take(&mut self, task: TaskId) -> Option<Pending> {
        let place = self.pending.iter().position(|(known, _)| *known == task)?;
        Some(self.pending.swap_remove(place).1)
    }

    pub(crate) fn find(view: View<'_>, machine: &str, name: &str) -> Result<Option<Execution>, StoreError> {
        view.get(keys::execution(machine, name))?.map(|row| decode(&row)).transpose()
    }

    /// # Errors
    /// `ExecutionDoesNotExist`.
    pub(crate) fn get(view: View<'_>, machine: &str, name: &str, arn: &str) -> Result<Execution, StatesError> {
        Execution::find(view, machine, name)?.ok_or_else(|| StatesError::no_execution(arn))
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::execution(&self.machine, &self.name), encode(self));
    }
}
