//! What the service's tasks do.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tradewind_states_lang::{Event, TaskId};
use tradewind_store::{StoreError, TaskRun, Watermark, prefix};

use super::carry;
use super::desk::Desk;
use crate::States;
use crate::keys;
use crate::record::Execution;
use crate::work::{self, Done};

/// Which execution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Forget {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) machine: String,
    pub(crate) name: String,
}

/// Which waiting of an execution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Due {
    pub(crate) of: Forget,
    pub(crate) task: TaskId,
    pub(crate) heartbeat: bool,
}

/// What a Task state wants.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) of: Forget,
    pub(crate) task: TaskId,
    pub(crate) state: String,
    pub(crate) resource: String,
    pub(crate) parameters: Value,
    pub(crate) credentials: Option<Value>,
}

macro_rules! payload {
    ($($name:ident),*) => {$(
        impl $name {
            pub(crate) fn encode(&self) -> Bytes {
                serde_json::to_vec(self).unwrap_or_default().into()
            }

            fn of_run(run: &TaskRun) -> Result<$name, StoreError> {
                let read = serde_json::from_slice(&run.payload);
                read.map_err(|_| StoreError::corrupt(format_args!("the payload of a task {} can't be read", run.kind)))
            }
        }
    )*};
}

payload!(Forget, Due, Job);

impl Forget {
    pub(crate) fn of(desk: &Desk<'_, '_>) -> Forget {
        Forget {
            account: desk.account.to_owned(),
            region: desk.region.to_owned(),
            machine: desk.execution.machine.clone(),
            name: desk.execution.name.clone(),
        }
    }
}

/// Lets something happen to an execution that runs.
pub(crate) fn within<T>(
    states: &States,
    of: &Forget,
    mark: &Watermark,
    decide: impl FnOnce(&mut Desk<'_, '_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let cell = states.cell(&of.account, &of.region);
    let (decided, told) = cell.write(mark, |tx, ()| {
        let Some(mut desk) = Desk::open(states, tx, (&of.account, &of.region), (&of.machine, &of.name))? else {
            return Ok((None, Vec::new()));
        };
        let decided = decide(&mut desk)?;
        Ok::<_, StoreError>((Some(decided), desk.save()))
    })?;
    for activity in told {
        states.waiters.tell(&keys::cell(&of.account, &of.region), &activity);
    }
    Ok(decided)
}

/// Has the work of a Task state done.
pub(super) async fn work(states: &States, run: &TaskRun) -> Result<(), StoreError> {
    let job = Job::of_run(run)?;
    let is_wanted = |desk: &mut Desk<'_, '_>| {
        desk.execution.waiting(job.task).is_some_and(|pending| pending.task == Some(run.id.get()))
    };
    let begun = within(states, &job.of, &Watermark::new(), |desk| {
        let wanted = is_wanted(desk);
        // Said once, also where it is done again after a crash.
        let fresh =
            desk.execution.waiting(job.task).is_some_and(|pending| !std::mem::replace(&mut pending.begun, true));
        if wanted && fresh {
            desk.hear(Event::TaskStarted(job.task, None))?;
        }
        Ok(wanted.then(|| (desk.execution.role.clone(), desk.execution.endpoint.clone())))
    })?;
    let Some((role, endpoint)) = begun.flatten() else { return Ok(()) };
    // Others see what is asked of them: what led to it must be kept.
    states.parts.store.settle(states.parts.store.appended()).await?;
    let done = work::call(states, &job, &role, &endpoint).await;
    within(states, &job.of, &Watermark::new(), |desk| {
        if !is_wanted(desk) {
            return Ok(());
        }
        let event = match done {
            Done::Succeeded(result) => Event::TaskSucceeded(job.task, result),
            Done::Failed(fault) => Event::TaskFailed(job.task, fault),
            Done::Submitted(result) => {
                if let Some(pending) = desk.execution.waiting(job.task) {
                    pending.task = None;
                }
                return desk.hear(Event::TaskSubmitted(job.task, result));
            }
        };
        carry::forget(desk, job.task);
        desk.hear(event)
    })?;
    Ok(())
}

pub(super) fn timer(states: &States, run: &TaskRun) -> Result<(), StoreError> {
    let due = Due::of_run(run)?;
    within(states, &due.of, &Watermark::new(), |desk| {
        carry::forget(desk, due.task);
        desk.hear(Event::TimerFired(due.task))
    })?;
    Ok(())
}

pub(super) fn late(states: &States, run: &TaskRun) -> Result<(), StoreError> {
    let due = Due::of_run(run)?;
    within(states, &due.of, &Watermark::new(), |desk| {
        let own = desk.execution.waiting(due.task).is_some_and(|pending| {
            let task = if due.heartbeat { pending.heartbeat } else { pending.timeout };
            task == Some(run.id.get())
        });
        if !own {
            return Ok(());
        }
        carry::forget(desk, due.task);
        desk.hear(Event::TaskTimedOut(due.task, due.heartbeat))
    })?;
    Ok(())
}

pub(super) fn deadline(states: &States, run: &TaskRun) -> Result<(), StoreError> {
    let of = Forget::of_run(run)?;
    within(states, &of, &Watermark::new(), |desk| desk.hear(Event::TimedOut))?;
    Ok(())
}

/// Everything that is remembered of an execution goes.
pub(super) fn forget(states: &States, run: &TaskRun) -> Result<(), StoreError> {
    let of = Forget::of_run(run)?;
    let cell = states.cell(&of.account, &of.region);
    cell.write(&Watermark::new(), |tx, ()| {
        let Some(execution) = Execution::find(tx.view(), &of.machine, &of.name)? else { return Ok(()) };
        let mut events = Vec::new();
        for row in tx.scan(prefix(keys::history(&of.machine, &of.name))) {
            events.push(row?.0);
        }
        for event in events {
            tx.delete(event);
        }
        tx.delete(keys::at_time(&of.machine, execution.started, &of.name));
        tx.delete(keys::execution(&of.machine, &of.name));
        Ok(())
    })
}
