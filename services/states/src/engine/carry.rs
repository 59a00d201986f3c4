//! Carries out what the interpreter wants.

use std::time::Duration;

use tradewind_states_lang::{Effect, HistoryEvent, Outcome, TaskId};
use tradewind_store::{StoreError, TaskId as Stored, Tx, encode};

use super::desk::Desk;
use super::tasks::{Due, Forget, Job};
use crate::history;
use crate::keys;
use crate::record::{Activity, Asked, Holder, Pending, Status};
use crate::work::{self, Way};

/// How long an execution is remembered. AWS: 90 days.
const REMEMBERED: Duration = Duration::from_secs(90 * 24 * 3600);

pub(super) fn out(desk: &mut Desk<'_, '_>, effects: Vec<Effect>) -> Result<(), StoreError> {
    for effect in effects {
        match effect {
            Effect::History(event) => note(desk, &event),
            Effect::Timer(task, at) => {
                let due = due(desk, task, false);
                let stored = desk.tx.task(at, keys::TIMER, due.encode());
                let pending = Pending { task: Some(stored.get()), ..Pending::default() };
                desk.execution.pending.push((task, pending));
            }
            Effect::Cancel(task) => forget(desk, task),
            Effect::Done(outcome) => done(desk, outcome),
            Effect::Task { .. } => ask(desk, effect)?,
        }
    }
    Ok(())
}

/// The execution has this long.
pub(super) fn deadline(desk: &mut Desk<'_, '_>, seconds: Option<u64>) {
    // AWS: a year.
    let seconds = seconds.unwrap_or(31_536_000);
    let at = desk.tx.now() + Duration::from_secs(seconds);
    let forget = Forget::of(desk);
    desk.execution.deadline = Some(desk.tx.task(at, keys::DEADLINE, forget.encode()).get());
}

fn due(desk: &Desk<'_, '_>, task: TaskId, heartbeat: bool) -> Due {
    Due { of: Forget::of(desk), task, heartbeat }
}

fn note(desk: &mut Desk<'_, '_>, event: &HistoryEvent) {
    let key = keys::event(&desk.execution.machine, &desk.execution.name, event.id);
    desk.tx.put(key, history::encode(event));
}

fn ask(desk: &mut Desk<'_, '_>, effect: Effect) -> Result<(), StoreError> {
    let Effect::Task { task, state, resource, parameters, timeout, heartbeat, credentials, token } = effect else {
        return Ok(());
    };
    let way = work::way(&resource);
    let mut pending = Pending { beat: heartbeat, ..Pending::default() };
    let now = desk.tx.now();
    if let Some(seconds) = timeout {
        let due = due(desk, task, false);
        pending.timeout = Some(desk.tx.task(now + Duration::from_secs(seconds), keys::LATE, due.encode()).get());
    }
    if let Some(seconds) = heartbeat {
        let due = due(desk, task, true);
        pending.heartbeat = Some(desk.tx.task(now + Duration::from_secs(seconds), keys::LATE, due.encode()).get());
    }
    if matches!(way, Way::Activity(_) | Way::Call { waits: true, .. }) {
        let holder = Holder { machine: desk.execution.machine.clone(), execution: desk.execution.name.clone(), task };
        holder.save(desk.tx, &token);
        pending.token = Some(token.clone());
    }
    match way {
        Way::Activity(name) => {
            if let Some(mut activity) = Activity::find(desk.tx.view(), &name)? {
                let number = activity.next;
                activity.next += 1;
                activity.save(desk.tx);
                let asked = Asked { token, input: parameters.to_string() };
                desk.tx.put(keys::waiting(&name, number), encode(&asked));
                pending.row = Some((name.clone(), number));
                desk.told.push(name);
            }
        }
        Way::Call { .. } | Way::Function(_) | Way::Unknown => {
            let job = Job { of: Forget::of(desk), task, state, resource, parameters, credentials };
            pending.task = Some(desk.tx.task(now, keys::TASK, job.encode()).get());
        }
    }
    desk.execution.pending.push((task, pending));
    Ok(())
}

/// Nothing is waited for any more.
pub(crate) fn forget(desk: &mut Desk<'_, '_>, task: TaskId) {
    if let Some(pending) = desk.execution.take(task) {
        clear(desk.tx, &pending);
    }
}

fn clear(tx: &mut Tx<'_>, pending: &Pending) {
    for task in [pending.task, pending.timeout, pending.heartbeat].into_iter().flatten() {
        tx.cancel(Stored::new(task));
    }
    if let Some(token) = &pending.token {
        tx.delete(keys::token(token));
    }
    if let Some((activity, number)) = &pending.row {
        tx.delete(keys::waiting(activity, *number));
    }
}

fn done(desk: &mut Desk<'_, '_>, outcome: Outcome) {
    let execution = &mut desk.execution;
    execution.stopped = Some(desk.tx.now().as_micros());
    execution.status = match outcome {
        Outcome::Succeeded(output) => {
            execution.output = Some(output.to_string());
            Status::Succeeded
        }
        Outcome::Failed(fault) => {
            (execution.error, execution.cause) = (Some(fault.error), Some(fault.cause));
            Status::Failed
        }
        Outcome::TimedOut => Status::TimedOut,
        Outcome::Aborted { error, cause } => {
            (execution.error, execution.cause) = (error, cause);
            Status::Aborted
        }
    };
    for (_, pending) in std::mem::take(&mut execution.pending) {
        clear(desk.tx, &pending);
    }
    if let Some(task) = execution.deadline.take() {
        desk.tx.cancel(Stored::new(task));
    }
    let forget = Forget::of(desk);
    desk.tx.task(desk.tx.now() + REMEMBERED, keys::FORGET, forget.encode());
}
