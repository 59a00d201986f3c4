//! How steps end.

use tradewind_clock::Timestamp;
use tradewind_resource::{Failure, Made, Progress};
use tradewind_store::StoreError;

use super::advance;
use super::desk::{Desk, Of};
use super::perform::{keep_unfinished, memory};
use crate::record::{Json, Resource, State, Status, Verb, Version, Work};

/// Notes what a handler's call came to. A time if the handler wants to be called again.
pub(super) fn end(
    desk: &mut Desk<'_, '_>,
    place: usize,
    result: Result<Progress, Failure>,
) -> Result<Option<Timestamp>, StoreError> {
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(None) };
    let logical_id = step.logical_id.clone();
    let Some(mut resource) = Resource::find(desk.tx.view(), &desk.stack.id, &logical_id)? else { return Ok(None) };
    if step.cancelled {
        match result {
            Ok(Progress::Done(made)) => step.physical_id = Some(made.id),
            Ok(Progress::Again { id, .. }) => step.physical_id = id.or(step.physical_id.take()),
            Err(_) => {}
        }
        keep_unfinished(step, &mut resource);
        step.state = State::Failed;
        resource.save(desk.tx, &desk.stack.id);
        advance::advance(desk)?;
        return Ok(None);
    }
    let again = match result {
        Ok(Progress::Again { after, id, memory: wants }) => {
            step.memory = memory(&wants);
            step.state = State::Paused;
            let at = if std::mem::take(&mut step.poked) { desk.tx.now() } else { desk.tx.now() + after };
            if let Some(id) = id {
                initiated(desk, place, &mut resource, &id);
            }
            Some(at)
        }
        Ok(Progress::Done(made)) => {
            step.state = State::Done;
            done(desk, place, &mut resource, made);
            None
        }
        Err(failure) => {
            let reason = failure.reason(&step.token);
            failed(desk, place, &mut resource, reason)?;
            None
        }
    };
    resource.save(desk.tx, &desk.stack.id);
    if again.is_none() {
        advance::advance(desk)?;
    }
    Ok(again)
}

/// The physical id of something that is being made is known.
fn initiated(desk: &mut Desk<'_, '_>, place: usize, resource: &mut Resource, id: &str) {
    let Some(step) = desk.op.steps.get_mut(place) else { return };
    let first = step.physical_id.is_none();
    step.physical_id = Some(id.to_owned());
    let (status, version) = match (&step.work, &step.new) {
        (Work::Create, _) => {
            id.clone_into(&mut resource.now.physical_id);
            (Status::CreateInProgress, resource.now.clone())
        }
        (Work::Replace, Some(new)) => (Status::UpdateInProgress, new.clone()),
        _ => return,
    };
    if first {
        let of = Of { physical_id: id, type_name: &version.type_name, properties: version.told(), old: false };
        desk.resource_event(resource, status, Some("Resource creation Initiated".to_owned()), of);
    }
}

fn done(desk: &mut Desk<'_, '_>, place: usize, resource: &mut Resource, made: Made) {
    let attributes = || made.attributes.iter().map(|(name, value)| (name.to_string(), Json::from(value))).collect();
    let Some(step) = desk.op.steps.get(place) else { return };
    let (work, verb, new) = (step.work.clone(), step.verb(), step.new.clone());
    match work {
        Work::Create => {
            initiated(desk, place, resource, &made.id);
            resource.now = Version { physical_id: made.id.clone(), attributes: attributes(), ..resource.now.clone() };
        }
        Work::Replace => {
            initiated(desk, place, resource, &made.id);
            if let Some(new) = new {
                let new = Version { physical_id: made.id.clone(), attributes: attributes(), ..new };
                let old = std::mem::replace(&mut resource.now, new);
                resource.before.get_or_insert_with(|| old.clone());
                put_aside(resource, old);
            }
        }
        Work::Update => {
            let old = resource.before.clone();
            resource.now.physical_id.clone_from(&made.id);
            resource.now.attributes = attributes();
            if let Some(old) = old {
                put_aside(resource, old);
            }
        }
        Work::Restore => {
            resource.touched = false;
            if let Some(before) = resource.before.clone() {
                let restored = Version { physical_id: made.id.clone(), attributes: attributes(), ..before };
                let tried = std::mem::replace(&mut resource.now, restored);
                put_aside(resource, tried);
            }
        }
        Work::DeleteOld(id) => return gone_old(desk, resource, &id),
        Work::Delete | Work::Decide | Work::Outputs => {}
    }
    let now = resource.now.clone();
    let of = Of { physical_id: &now.physical_id, type_name: &now.type_name, properties: now.told(), old: false };
    desk.resource_event(resource, verb.complete(), None, of);
}

/// What stood in the resource's place goes in the clean-up, unless it is the same.
fn put_aside(resource: &mut Resource, old: Version) {
    let is_other = old.physical_id != resource.now.physical_id && !old.physical_id.is_empty();
    if is_other && resource.garbage.iter().all(|version| version.physical_id != old.physical_id) {
        resource.garbage.push(old);
    }
}

fn gone_old(desk: &mut Desk<'_, '_>, resource: &mut Resource, id: &str) {
    let Some(at) = resource.garbage.iter().position(|version| version.physical_id == id) else { return };
    let version = resource.garbage.remove(at);
    let of = Of { physical_id: id, type_name: &version.type_name, properties: version.told(), old: true };
    desk.resource_event(resource, Status::DeleteComplete, None, of);
}

/// A step has failed, for this reason.
pub(super) fn failed(
    desk: &mut Desk<'_, '_>,
    place: usize,
    resource: &mut Resource,
    reason: String,
) -> Result<(), StoreError> {
    let Some(step) = desk.op.steps.get_mut(place) else { return Ok(()) };
    step.state = State::Failed;
    let (verb, work, logical_id) = (step.verb(), step.work.clone(), step.logical_id.clone());
    let unfinished = step.physical_id.clone();
    keep_unfinished(step, resource);
    let (version, old) = match &work {
        Work::DeleteOld(id) => (resource.garbage.iter().find(|version| version.physical_id == *id).cloned(), true),
        _ => (None, false),
    };
    let version = version.unwrap_or_else(|| resource.now.clone());
    let physical_id = unfinished.unwrap_or_else(|| version.physical_id.clone());
    let of = Of { physical_id: &physical_id, type_name: &version.type_name, properties: version.told(), old };
    desk.resource_event(resource, verb.failed(), Some(reason), of);
    let counts = !(old && verb == Verb::Delete);
    // The row must say so before others look at it.
    resource.save(desk.tx, &desk.stack.id);
    if counts { advance::failed(desk, &logical_id, verb) } else { Ok(()) }
}
