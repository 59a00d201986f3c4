//! The ends of operations.

use std::time::Duration;

use tradewind_store::{StoreError, TaskId, decode, prefix};

use super::desk::Desk;
use super::poke::poke;
use crate::exports;
use crate::keys;
use crate::record::{ChangeSet, Kind, Resource, Status, Version, Wait};

/// How long a deleted stack can be described: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html>.
const REMEMBERED: Duration = Duration::from_secs(90 * 24 * 3600);

/// The operation is over.
pub(super) fn end(desk: &mut Desk<'_, '_>, status: Status, reason: Option<String>) -> Result<(), StoreError> {
    desk.over = true;
    ended(desk, status, reason)
}

/// The operation has stopped in a state from which it can be continued.
pub(super) fn stop(desk: &mut Desk<'_, '_>, status: Status, reason: Option<String>) -> Result<(), StoreError> {
    desk.stopped = true;
    ended(desk, status, reason)
}

fn ended(desk: &mut Desk<'_, '_>, status: Status, reason: Option<String>) -> Result<(), StoreError> {
    if let Some(task) = desk.op.timeout.take() {
        desk.tx.cancel(TaskId::new(task));
    }
    desk.stack_event(status, reason);
    let well = matches!(status, Status::CreateComplete | Status::UpdateComplete);
    for mut set in ChangeSet::all(desk.tx.view(), &desk.stack.id)? {
        if set.execution == "EXECUTE_IN_PROGRESS" {
            set.execution = if well { "EXECUTE_COMPLETE" } else { "EXECUTE_FAILED" }.to_owned();
            set.save(desk.tx);
        }
    }
    let parent = desk.stack.parent.as_ref().and_then(|parent| Some((parent.uuid()?, parent.logical_id.clone())));
    if let Some((parent, logical_id)) = parent {
        poke(desk.tx, &parent, &logical_id)?;
    }
    Ok(())
}

/// An update has been made, and what it put aside is gone.
pub(super) fn end_update(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    settle_resources(desk, false)?;
    if let Some(before) = desk.op.before.take() {
        // The parent of a nested stack may still want it back.
        let kept = before
            .template
            .filter(|template| desk.stack.is_nested() && Some(*template) != desk.stack.settings.template);
        if kept.is_none() {
            forget_template(desk, before.template);
        }
        desk.stack.forget_undo(desk.tx);
        desk.stack.undo = kept;
    }
    end(desk, Status::UpdateComplete, None)
}

/// An update has been undone.
pub(super) fn end_rollback(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    settle_resources(desk, true)?;
    desk.stack.forget_undo(desk.tx);
    end(desk, Status::UpdateRollbackComplete, None)
}

/// The stack gets back what it was before the update.
pub(super) fn restore_settings(desk: &mut Desk<'_, '_>) {
    if let Some(before) = desk.op.before.take() {
        let given_up = std::mem::replace(&mut desk.stack.settings, before);
        if given_up.template != desk.stack.settings.template {
            forget_template(desk, given_up.template);
        }
    }
}

fn forget_template(desk: &mut Desk<'_, '_>, template: Option<u64>) {
    if let Some(template) = template.filter(|_| template != desk.stack.settings.template) {
        desk.stack.forget_template(desk.tx, template);
    }
}

/// The stack is gone.
pub(super) fn end_delete(desk: &mut Desk<'_, '_>) -> Result<(), StoreError> {
    let id = desk.stack.id.clone();
    exports::strike_out(desk.tx, &mut desk.stack)?;
    desk.stack.deleted = Some(desk.now());
    if desk.tx.get(keys::name(&desk.stack.name))?.as_deref() == Some(id.as_bytes()) {
        desk.tx.delete(keys::name(&desk.stack.name));
    }
    for set in ChangeSet::all(desk.tx.view(), &id)? {
        set.delete(desk.tx);
    }
    desk.tx.task(desk.tx.now() + REMEMBERED, keys::FORGET, forget_payload(desk));
    desk.op.kind = Kind::Delete;
    end(desk, Status::DeleteComplete, None)
}

fn forget_payload(desk: &Desk<'_, '_>) -> Vec<u8> {
    [desk.stack.account.as_str(), &desk.stack.region, &desk.stack.id].join("/").into_bytes()
}

/// Notes of the update that is over go, and so do the rows of what is not the stack's any more.
fn settle_resources(desk: &mut Desk<'_, '_>, undone: bool) -> Result<(), StoreError> {
    for mut resource in Resource::all(desk.tx.view(), &desk.stack.id)? {
        let is_gone = if undone { resource.fresh } else { resource.leaves };
        if is_gone || !resource.is_there() {
            desk.tx.delete(keys::resource(&desk.stack.id, &resource.logical_id));
            continue;
        }
        if resource.before.is_none() && !resource.fresh && !resource.leaves && resource.garbage.is_empty() {
            continue;
        }
        if let Some(before) = resource.before.take().filter(|_| undone)
            && before.physical_id == resource.now.physical_id
        {
            resource.now = Version { attributes: resource.now.attributes.clone(), ..before };
        }
        resource.touched = false;
        resource.fresh = false;
        resource.leaves = false;
        resource.garbage.clear();
        resource.save(desk.tx, &desk.stack.id);
    }
    Ok(())
}

/// Everything that is remembered of a deleted stack goes.
pub(crate) fn forget(tx: &mut tradewind_store::Tx<'_>, stack: &str) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for range in [keys::resources(stack), keys::events(stack)] {
        for row in tx.scan(prefix(range)) {
            rows.push(row?.0);
        }
    }
    for row in tx.scan(prefix(keys::waits())) {
        let (key, row) = row?;
        let wait: Wait = decode(&row)?;
        if wait.stack == stack {
            rows.extend([key, keys::secret(&wait.secret).as_ref().to_vec().into()]);
        }
    }
    for row in rows {
        tx.delete(row);
    }
    if let Some(found) = crate::record::Stack::find(tx.view(), stack)? {
        for template in 0..found.templates {
            tx.delete_body(keys::template(stack, template));
            tx.delete_body(keys::processed(stack, template));
        }
    }
    tx.delete(keys::stack(stack));
    Ok(())
}
