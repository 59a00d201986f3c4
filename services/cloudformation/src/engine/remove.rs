//! Beginnings of steps that take away and give back.

use tradewind_store::{StoreError, TaskRun};

use super::advance;
use super::desk::{Desk, Of};
use super::perform::{Act, Job, Payload, running, wanted, within};
use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::record::{Policy, Resource, Stage, State, Status, Version, Work};

/// Begins a step of a rollback, a clean-up or a deletion. No job where there is nothing to call a handler for.
pub(super) fn begin(
    service: &CloudFormation,
    run: &TaskRun,
    payload: &Payload,
) -> Result<Option<Job>, CloudFormationError> {
    Ok(within(service, run, payload, start)?.flatten())
}

fn start(desk: &mut Desk<'_, '_>, place: usize) -> Result<Option<Job>, StoreError> {
    let Some(step) = desk.op.steps.get(place) else { return Ok(None) };
    let (work, logical_id) = (step.work.clone(), step.logical_id.clone());
    let Some(mut resource) = Resource::find(desk.tx.view(), &desk.stack.id, &logical_id)? else {
        return ended(desk, place).map(|()| None);
    };
    let job = match work {
        Work::Restore => restore(desk, place, &mut resource)?,
        Work::DeleteOld(id) => delete_old(desk, place, &mut resource, &id)?,
        _ => delete(desk, place, &mut resource)?,
    };
    resource.save(desk.tx, &desk.stack.id);
    if job.is_none() {
        ended(desk, place)?;
    }
    Ok(job)
}

/// There was nothing to call a handler for.
fn ended(desk: &mut Desk<'_, '_>, place: usize) -> Result<(), StoreError> {
    if let Some(step) = desk.op.steps.get_mut(place) {
        step.state = State::Done;
    }
    advance::advance(desk)
}

fn job(
    desk: &mut Desk<'_, '_>,
    place: usize,
    act: Act,
    from: &Version,
    to: &Version,
) -> Result<Option<Job>, StoreError> {
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(None) };
    let mut wanted = wanted(&desk.stack, step, &to.type_name, to.properties.document()?)?;
    wanted.stack_tags.clone_from(&to.stack_tags);
    running(step);
    Ok(Some(Job { act, type_name: to.type_name.clone(), existing: from.existing()?, wanted }))
}

fn is_first(desk: &Desk<'_, '_>, place: usize) -> bool {
    desk.op.steps.get(place).is_some_and(|step| !step.attempted)
}

fn delete(desk: &mut Desk<'_, '_>, place: usize, resource: &mut Resource) -> Result<Option<Job>, StoreError> {
    let now = resource.now.clone();
    let of = Of { physical_id: &now.physical_id, type_name: &now.type_name, properties: now.told(), old: false };
    if now.physical_id.is_empty() {
        desk.resource_event(resource, Status::DeleteComplete, None, of);
        return Ok(None);
    }
    if stays(desk, resource) {
        desk.resource_event(resource, Status::DeleteSkipped, None, of);
        return Ok(None);
    }
    if is_first(desk, place) {
        desk.resource_event(resource, Status::DeleteInProgress, None, of);
    }
    job(desk, place, Act::Delete, &now, &now)
}

/// Whether a resource is left where it is.
fn stays(desk: &Desk<'_, '_>, resource: &Resource) -> bool {
    let policy = resource.now.deletion_policy;
    match desk.op.stage {
        Stage::Rollback | Stage::UpdateRollbackCleanUp => policy == Policy::Retain && !desk.op.retain_except_on_create,
        Stage::Delete => {
            desk.op.retain.contains(&resource.logical_id)
                || matches!(policy, Policy::Retain | Policy::RetainExceptOnCreate)
        }
        Stage::Forward | Stage::CleanUp | Stage::UpdateRollback => {
            matches!(policy, Policy::Retain | Policy::RetainExceptOnCreate)
        }
    }
}

fn delete_old(
    desk: &mut Desk<'_, '_>,
    place: usize,
    resource: &mut Resource,
    id: &str,
) -> Result<Option<Job>, StoreError> {
    let Some(version) = resource.garbage.iter().find(|version| version.physical_id == id).cloned() else {
        return Ok(None);
    };
    let of = Of { physical_id: id, type_name: &version.type_name, properties: version.told(), old: true };
    let policy = version.update_replace_policy;
    let stays = desk.op.stage == Stage::CleanUp && matches!(policy, Policy::Retain | Policy::RetainExceptOnCreate);
    // A handler that made the new one under the old one's id has nothing to delete.
    let is_the_same =
        resource.is_there() && resource.now.physical_id == id && resource.now.type_name == version.type_name;
    if stays || is_the_same {
        resource.garbage.retain(|version| version.physical_id != id);
        if stays {
            desk.resource_event(resource, Status::DeleteSkipped, None, of);
        }
        return Ok(None);
    }
    if is_first(desk, place) {
        desk.resource_event(resource, Status::DeleteInProgress, None, of);
    }
    job(desk, place, Act::Delete, &version, &version)
}

/// A resource becomes what it was before the update.
fn restore(desk: &mut Desk<'_, '_>, place: usize, resource: &mut Resource) -> Result<Option<Job>, StoreError> {
    let Some(before) = resource.before.clone() else { return Ok(None) };
    let of =
        Of { physical_id: &before.physical_id, type_name: &before.type_name, properties: before.told(), old: false };
    if is_first(desk, place) {
        desk.resource_event(resource, Status::UpdateInProgress, None, of);
    }
    let is_replaced = resource.now.physical_id != before.physical_id || resource.now.type_name != before.type_name;
    if is_replaced {
        let new = std::mem::replace(&mut resource.now, before.clone());
        resource.garbage.retain(|version| version.physical_id != before.physical_id);
        if !new.physical_id.is_empty() {
            resource.garbage.push(new);
        }
    }
    let is_same = resource.now.properties == before.properties && resource.now.stack_tags == before.stack_tags;
    if is_replaced || is_same && !resource.touched {
        desk.resource_event(resource, Status::UpdateComplete, None, of);
        return Ok(None);
    }
    job(desk, place, Act::Update, &resource.now, &before)
}
