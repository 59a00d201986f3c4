//! What comes next: decided whenever a step has ended.

use tradewind_store::{StoreError, TaskId};

use super::desk::{Desk, Of};
use super::{finish, stages};
use crate::record::{Failed, Kind, Resource, Stage, State, Status, Turn, Verb};

/// How many steps of an operation are under way at a time.
const AT_ONCE: usize = 32;

/// Begins what can begin, and goes from stage to stage where one has ended.
pub(crate) fn advance(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    loop {
        match desk.op.turn {
            Some(_) if desk.op.steps.iter().any(|step| step.is_under_way()) => return Ok(()),
            Some(turn) => take_turn(desk, turn)?,
            None => {
                begin_ready(desk);
                if !desk.op.steps.iter().all(|step| step.has_ended()) {
                    return Ok(());
                }
                end_stage(desk)?;
            }
        }
        if desk.over || desk.stopped {
            return Ok(());
        }
    }
}

/// A step has failed: what that means for the others.
pub(crate) fn failed(desk: &mut Desk<'_, '_>, logical_id: &str, verb: Verb) -> Result<(), StoreError> {
    let failed = Failed { logical_id: logical_id.to_owned(), verb };
    if !desk.op.failed.contains(&failed) && !logical_id.is_empty() {
        desk.op.failed.push(failed);
    }
    match desk.op.stage {
        Stage::Forward => stop_others(desk, desk.op.on_failure),
        Stage::UpdateRollback => stop_others(desk, Turn::Stop),
        // What is being taken away goes as far as it can.
        Stage::Rollback | Stage::CleanUp | Stage::UpdateRollbackCleanUp | Stage::Delete => Ok(()),
    }
}

/// Ends a creation or an update before its time: no step begins any more, and those under way count as cancelled.
pub(crate) fn fail_operation(desk: &mut Desk<'_, '_>, turn: Turn) -> Result<(), StoreError> {
    stop_others(desk, turn)?;
    advance(desk)
}

fn stop_others(desk: &mut Desk<'_, '_>, turn: Turn) -> Result<(), StoreError> {
    desk.op.turn.get_or_insert(turn);
    for place in 0..desk.op.steps.len() {
        let Some(step) = desk.op.steps.get(place) else { continue };
        if !step.is_under_way() || step.cancelled {
            continue;
        }
        let (state, task, attempted) = (step.state, step.task, step.attempted);
        if attempted {
            cancelled(desk, place)?;
        }
        let Some(step) = desk.op.steps.get_mut(place) else { continue };
        if state != State::Running {
            step.state = if attempted { State::Failed } else { State::Waiting };
            if let Some(task) = task {
                desk.tx.cancel(TaskId::new(task));
            }
        }
    }
    Ok(())
}

/// Says of a step under way that it was cancelled. Its handler's call goes on, and its end is noted without an event.
fn cancelled(desk: &mut Desk<'_, '_>, place: usize) -> Result<(), StoreError> {
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(()) };
    step.cancelled = true;
    let (logical_id, verb) = (step.logical_id.clone(), step.verb());
    if logical_id.is_empty() {
        return Ok(());
    }
    let Some(mut resource) = Resource::find(desk.tx.view(), &desk.stack.id, &logical_id)? else { return Ok(()) };
    let physical_id = step.physical_id.clone().unwrap_or_else(|| resource.now.physical_id.clone());
    super::perform::keep_unfinished(step, &mut resource);
    let reason = format!("Resource {} cancelled", if verb == Verb::Create { "creation" } else { "update" });
    let (type_name, properties) = (resource.now.type_name.clone(), resource.now.told().to_owned());
    let of = Of { physical_id: &physical_id, type_name: &type_name, properties: &properties, old: false };
    desk.resource_event(&mut resource, verb.failed(), Some(reason), of);
    resource.save(desk.tx, &desk.stack.id);
    desk.op.failed.push(Failed { logical_id, verb });
    Ok(())
}

fn begin_ready(desk: &mut Desk<'_, '_>) {
    let stubborn = matches!(desk.op.stage, Stage::Rollback | Stage::Delete);
    let mut under_way = desk.op.steps.iter().filter(|step| step.is_under_way()).count();
    let mut again = true;
    while std::mem::take(&mut again) {
        for place in 0..desk.op.steps.len() {
            let Some(step) = desk.op.steps.get(place).filter(|step| step.state == State::Waiting) else { continue };
            let mut before = step.after.iter().filter_map(|at| desk.op.steps.get(*at));
            if before.clone().any(|step| !step.has_ended()) {
                continue;
            }
            if stubborn && before.any(|step| step.state == State::Failed) {
                // What something hangs on that could not be deleted stays as well.
                if let Some(step) = desk.op.steps.get_mut(place) {
                    step.state = State::Failed;
                }
                again = true;
            } else if under_way < AT_ONCE {
                desk.queue(place);
                under_way += 1;
            }
        }
    }
}

/// All steps of a stage have ended.
fn end_stage(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    match desk.op.stage {
        Stage::Forward if desk.op.kind == Kind::Create => finish::end(desk, Status::CreateComplete, None),
        Stage::Forward => {
            desk.stack_event(Status::UpdateCleaningUp, None);
            let steps = stages::clean_up(desk)?;
            enter(desk, Stage::CleanUp, steps);
            Ok(())
        }
        Stage::CleanUp => finish::end_update(desk),
        Stage::Rollback => match reason(desk) {
            Some(reason) => finish::end(desk, Status::RollbackFailed, Some(reason)),
            None => finish::end(desk, Status::RollbackComplete, None),
        },
        Stage::UpdateRollback => {
            finish::restore_settings(desk);
            desk.stack_event(Status::UpdateRollbackCleaningUp, None);
            let steps = stages::clean_up_rollback(desk)?;
            enter(desk, Stage::UpdateRollbackCleanUp, steps);
            Ok(())
        }
        Stage::UpdateRollbackCleanUp => finish::end_rollback(desk),
        Stage::Delete => match reason(desk) {
            Some(reason) if !desk.op.force => finish::end(desk, Status::DeleteFailed, Some(reason)),
            _ => finish::end_delete(desk),
        },
    }
}

/// No step is under way any more, after one has failed or somebody has asked for something else.
fn take_turn(desk: &mut Desk<'_, '_>, turn: Turn) -> Result<(), StoreError> {
    let reason = reason(desk);
    desk.op.turn = None;
    match (desk.op.stage, desk.op.kind, turn) {
        (Stage::Forward, Kind::Create, Turn::Rollback) => {
            let reason = ended_by(reason, "Rollback requested by user.");
            desk.stack_event(Status::RollbackInProgress, Some(reason));
            enter_rollback(desk)
        }
        (Stage::Forward, Kind::Update, Turn::Rollback) => {
            desk.stack_event(Status::UpdateRollbackInProgress, reason);
            enter_update_rollback(desk)
        }
        (_, _, Turn::Delete) => {
            if desk.stack.status != Status::DeleteInProgress {
                let reason = ended_by(reason, "Delete requested by user.");
                desk.stack_event(Status::DeleteInProgress, Some(reason));
            }
            enter_delete(desk)
        }
        (Stage::UpdateRollback, ..) => finish::stop(desk, Status::UpdateRollbackFailed, reason),
        (_, Kind::Update, _) => finish::stop(desk, Status::UpdateFailed, reason),
        (..) => finish::stop(desk, Status::CreateFailed, reason),
    }
}

/// The reason, with who wanted what follows.
fn ended_by(reason: Option<String>, who: &str) -> String {
    [reason.as_deref().unwrap_or_default(), who].concat()
}

/// Everything that was created goes.
pub(super) fn enter_rollback(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    let steps = stages::delete_all(desk)?;
    enter(desk, Stage::Rollback, steps);
    Ok(())
}

/// Everything goes.
pub(super) fn enter_delete(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    desk.op.kind = Kind::Delete;
    let steps = stages::delete_all(desk)?;
    enter(desk, Stage::Delete, steps);
    Ok(())
}

/// What an update has changed becomes what it was.
pub(super) fn enter_update_rollback(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    let steps = stages::restore(desk)?;
    enter(desk, Stage::UpdateRollback, steps);
    Ok(())
}

fn enter(desk: &mut Desk<'_, '_>, stage: Stage, steps: Vec<crate::record::Step>) {
    desk.op.stage = stage;
    desk.op.steps = steps;
    desk.op.failed.clear();
    desk.op.turn = None;
    desk.op.reason = None;
}

/// Which resources failed, in AWS's words.
fn reason(desk: &Desk<'_, '_>) -> Option<String> {
    if let Some(reason) = &desk.op.reason {
        return Some(reason.clone());
    }
    let of = |verb: Verb| {
        let names = desk.op.failed.iter().filter(|failed| failed.verb == verb);
        let names: Vec<&str> = names.map(|failed| failed.logical_id.as_str()).collect();
        let names = (!names.is_empty()).then(|| names.join(", "))?;
        Some(format!("The following resource(s) failed to {}: [{names}]. ", verb.word()))
    };
    let text: String = [Verb::Create, Verb::Update, Verb::Delete].into_iter().filter_map(of).collect();
    (!text.is_empty()).then_some(text)
}
