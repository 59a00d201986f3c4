//! Steps of executions: what happens becomes rows and tasks, in one transaction.

mod carry;
mod desk;
mod tasks;

use std::time::Duration;

use tradewind_store::{Outcome, StoreError, TaskRun};

use crate::States;
use crate::keys;
pub(crate) use carry::forget as settle;
pub(crate) use desk::Desk;
pub(crate) use tasks::{Due, Forget, Job, within};

/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(1);

/// Performs a task.
pub(crate) async fn perform(states: &States, run: TaskRun) -> Outcome {
    let done = match run.kind.as_str() {
        keys::TASK => tasks::work(states, &run).await,
        keys::TIMER => tasks::timer(states, &run),
        keys::LATE => tasks::late(states, &run),
        keys::DEADLINE => tasks::deadline(states, &run),
        keys::FORGET => tasks::forget(states, &run),
        other => return Outcome::Buried { why: format!("there is no kind of task {other}") },
    };
    match done {
        Ok(()) => Outcome::Done,
        Err(error @ (StoreError::Corrupt(_) | StoreError::Newer { .. })) => Outcome::Buried { why: error.to_string() },
        Err(error) => {
            tracing::warn!(%error, kind = run.kind, "a step of an execution can't be made now");
            Outcome::Again { at: states.parts.clock.now() + AGAIN, payload: None }
        }
    }
}
