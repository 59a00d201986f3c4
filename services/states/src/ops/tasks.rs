//! Answers to tasks that somebody else does.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tradewind_cloud::Context;
use tradewind_states_lang::{Event, Fault, TaskId};
use tradewind_store::{StoreError, TaskId as Stored};

use crate::api::{
    SendTaskFailureInput, SendTaskFailureOutput, SendTaskHeartbeatInput, SendTaskHeartbeatOutput, SendTaskSuccessInput,
    SendTaskSuccessOutput,
};
use crate::engine::{Desk, Due, Forget, settle, within};
use crate::error::StatesError;
use crate::record::Holder;
use crate::{States, keys};

/// Does something with the execution whose token that is.
fn with<T>(
    states: &States,
    ctx: &Context,
    token: &str,
    decide: impl FnOnce(&mut Desk<'_, '_>, TaskId) -> Result<T, StoreError>,
) -> Result<T, StatesError> {
    let holder = states.own(ctx).read(ctx.mark(), |view, ()| Ok::<_, StatesError>(Holder::find(*view, token)?))?;
    let holder = holder.ok_or_else(StatesError::invalid_token)?;
    let of = Forget {
        account: ctx.account().to_owned(),
        region: ctx.region().to_owned(),
        machine: holder.machine,
        name: holder.execution,
    };
    let gone = || {
        let text = "Task Timed Out: 'Provided task does not exist anymore'";
        StatesError::Coded("TaskTimedOut", text.to_owned())
    };
    within(states, &of, ctx.mark(), |desk| decide(desk, holder.task))?.ok_or_else(gone)
}

/// A task is done.
pub(crate) async fn send_task_success(
    states: Arc<States>,
    ctx: Context,
    input: SendTaskSuccessInput,
) -> Result<SendTaskSuccessOutput, StatesError> {
    let output: Value = serde_json::from_str(&input.output)
        .map_err(|_| StatesError::Coded("InvalidOutput", "Invalid Output: 'Output is not valid JSON'".to_owned()))?;
    with(&states, &ctx, &input.task_token, |desk, task| {
        settle(desk, task);
        desk.hear(Event::TaskSucceeded(task, output))
    })?;
    Ok(SendTaskSuccessOutput {})
}

/// A task has failed.
pub(crate) async fn send_task_failure(
    states: Arc<States>,
    ctx: Context,
    input: SendTaskFailureInput,
) -> Result<SendTaskFailureOutput, StatesError> {
    let fault = Fault::new(input.error.unwrap_or_default(), input.cause.unwrap_or_default());
    with(&states, &ctx, &input.task_token, |desk, task| {
        settle(desk, task);
        desk.hear(Event::TaskFailed(task, fault))
    })?;
    Ok(SendTaskFailureOutput {})
}

/// A task is alive.
pub(crate) async fn send_task_heartbeat(
    states: Arc<States>,
    ctx: Context,
    input: SendTaskHeartbeatInput,
) -> Result<SendTaskHeartbeatOutput, StatesError> {
    with(&states, &ctx, &input.task_token, |desk, task| {
        let of = Forget::of(desk);
        let now = desk.tx.now();
        let Some(pending) = desk.execution.waiting(task) else { return Ok(()) };
        let (Some(seconds), Some(old)) = (pending.beat, pending.heartbeat) else { return Ok(()) };
        let due = Due { of, task, heartbeat: true };
        pending.heartbeat = Some(desk.tx.task(now + Duration::from_secs(seconds), keys::LATE, due.encode()).get());
        desk.tx.cancel(Stored::new(old));
        Ok(())
    })?;
    Ok(SendTaskHeartbeatOutput {})
}
