//! Beginnings of operations.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tradewind_store::{StoreError, Tx};

use super::advance;
use super::desk::{Desk, Of};
use super::perform::Payload;
use crate::record::{Caller, Kind, Operation, Resource, Settings, Stack, Stage, Status, Step, Turn, Version, Work};
use crate::{exports, keys};

/// What an operation begins with.
pub(crate) struct Start {
    /// Its id.
    pub(crate) id: String,
    /// The client's token.
    pub(crate) token: Option<String>,
    pub(crate) caller: Caller,
    pub(crate) on_failure: Turn,
    pub(crate) retain_except_on_create: bool,
    /// What the stack says why.
    pub(crate) reason: &'static str,
    /// Names of the exports that the template imports, as far as they are known before anything is made.
    pub(crate) imports: BTreeSet<String>,
}

impl Start {
    fn operation(self, kind: Kind, stage: Stage, steps: Vec<Step>) -> Operation {
        Operation {
            id: self.id,
            kind,
            stage,
            token: self.token,
            caller: self.caller,
            steps,
            before: None,
            failed: Vec::new(),
            turn: None,
            reason: None,
            on_failure: self.on_failure,
            retain_except_on_create: self.retain_except_on_create,
            retain: Vec::new(),
            force: false,
            timeout: None,
            imports: Vec::new(),
        }
    }
}

/// The planner's steps as an operation's, and the outputs behind them all.
fn forward_steps(tx: &Tx<'_>, planned: &[tradewind_template::Step]) -> Vec<Step> {
    let places: BTreeMap<&str, usize> =
        planned.iter().enumerate().map(|(place, step)| (step.logical_id.as_str(), place)).collect();
    let step = |planned: &tradewind_template::Step| {
        let after = planned.after.iter().filter_map(|name| places.get(name.as_str()).copied()).collect();
        Step { after, ..Step::new(&planned.logical_id, Work::Decide, tx) }
    };
    let mut steps: Vec<Step> = planned.iter().map(step).collect();
    steps.push(Step { after: (0..planned.len()).collect(), ..Step::new("", Work::Outputs, tx) });
    steps
}

/// Begins the first steps; none where an export is missing that the template imports.
fn go(desk: &mut Desk<'_, '_>, imports: BTreeSet<String>) -> Result<(), StoreError> {
    for name in imports {
        if exports::find(desk.tx.view(), &name)?.is_none() {
            let end = if desk.op.kind == Kind::Create { ". " } else { "" };
            desk.op.reason = Some(format!("{}{end}", exports::missing(&name)));
            return advance::fail_operation(desk, desk.op.on_failure);
        }
    }
    advance::advance(desk)
}

/// Begins to make a stack.
pub(crate) fn begin_create(
    tx: &mut Tx<'_>,
    stack: Stack,
    planned: &[tradewind_template::Step],
    mut start: Start,
) -> Result<(), StoreError> {
    let (reason, imports) = (start.reason.to_owned(), std::mem::take(&mut start.imports));
    let steps = forward_steps(tx, planned).into_iter();
    let steps = steps.map(|step| if step.work == Work::Decide { Step { work: Work::Create, ..step } } else { step });
    let op = start.operation(Kind::Create, Stage::Forward, steps.collect());
    let mut desk = Desk::new(tx, stack, op)?;
    desk.stack_event(Status::CreateInProgress, Some(reason));
    if let Some(minutes) = desk.stack.timeout.and_then(|minutes| u64::try_from(minutes).ok()) {
        let payload = Payload {
            account: desk.stack.account.clone(),
            region: desk.stack.region.clone(),
            stack: desk.stack.id.clone(),
            operation: desk.op.id.clone(),
            step: 0,
        };
        let due = desk.tx.now() + Duration::from_secs(minutes.saturating_mul(60));
        desk.op.timeout = Some(desk.tx.task(due, keys::TIMEOUT, payload.encode()).get());
    }
    go(&mut desk, imports)?;
    desk.save();
    Ok(())
}

/// Begins to change a stack, which has its new settings already.
pub(crate) fn begin_update(
    tx: &mut Tx<'_>,
    mut stack: Stack,
    before: Settings,
    planned: &[tradewind_template::Step],
    mut start: Start,
) -> Result<(), StoreError> {
    let (reason, imports) = (start.reason.to_owned(), std::mem::take(&mut start.imports));
    // An update that goes on from a failed one goes back to where that began.
    let stopped = Operation::find(tx.view(), &stack.id)?.filter(|op| op.kind == Kind::Update);
    let before = stopped.and_then(|op| op.before).unwrap_or(before);
    for mut resource in Resource::all(tx.view(), &stack.id)? {
        if resource.status == Status::CreateFailed && resource.now.physical_id.is_empty() {
            tx.delete(keys::resource(&stack.id, &resource.logical_id));
            continue;
        }
        if resource.status == Status::CreateFailed {
            let unfinished = std::mem::take(&mut resource.now.physical_id);
            resource.garbage.push(Version { physical_id: unfinished, ..resource.now.clone() });
        }
        resource.leaves = planned.iter().all(|step| step.logical_id != resource.logical_id);
        resource.save(tx, &stack.id);
    }
    stack.updated = Some(tx.now().as_micros());
    let op = start.operation(Kind::Update, Stage::Forward, forward_steps(tx, planned));
    let mut desk = Desk::new(tx, stack, Operation { before: Some(before), ..op })?;
    desk.stack_event(Status::UpdateInProgress, Some(reason));
    go(&mut desk, imports)?;
    desk.save();
    Ok(())
}

/// Begins to delete a stack; a creation under way is cut short.
pub(crate) fn begin_delete(
    tx: &mut Tx<'_>,
    stack: Stack,
    retain: Vec<String>,
    force: bool,
    start: Start,
) -> Result<(), StoreError> {
    let reason = start.reason.to_owned();
    let under_way = Operation::find(tx.view(), &stack.id)?.filter(|_| stack.status == Status::CreateInProgress);
    let cuts_short = under_way.is_some();
    let op = match under_way {
        Some(op) => Operation { token: start.token, caller: start.caller, ..op },
        None => start.operation(Kind::Delete, Stage::Delete, Vec::new()),
    };
    let op = Operation { retain, force, ..op };
    let mut desk = Desk::new(tx, stack, op)?;
    desk.stack.force_deleted |= force;
    desk.stack_event(Status::DeleteInProgress, Some(reason));
    if cuts_short {
        desk.op.turn = Some(Turn::Delete);
        advance::fail_operation(&mut desk, Turn::Delete)?;
    } else {
        advance::enter_delete(&mut desk)?;
        advance::advance(&mut desk)?;
    }
    desk.save();
    Ok(())
}

/// Ends an update that somebody does not want any more.
pub(crate) fn cancel_update(tx: &mut Tx<'_>, stack: &str, token: Option<String>) -> Result<(), StoreError> {
    let Some(mut desk) = Desk::open(tx, stack)? else { return Ok(()) };
    if token.is_some() {
        desk.op.token = token;
    }
    desk.op.reason = Some("User Initiated".to_owned());
    advance::fail_operation(&mut desk, Turn::Rollback)?;
    desk.save();
    Ok(())
}

/// Goes on with a rollback that has failed, without these resources.
pub(crate) fn continue_rollback(tx: &mut Tx<'_>, stack: &str, skip: &[String], start: Start) -> Result<(), StoreError> {
    let Some(mut desk) = Desk::open(tx, stack)? else { return Ok(()) };
    desk.op = Operation { id: start.id, token: start.token, caller: start.caller, ..desk.op.clone() };
    desk.stack_event(Status::UpdateRollbackInProgress, Some(start.reason.to_owned()));
    for name in skip {
        let Some(mut resource) = Resource::find(desk.tx.view(), stack, name)? else { continue };
        if let Some(before) = resource.before.clone() {
            let now = std::mem::replace(&mut resource.now, before);
            if now.physical_id != resource.now.physical_id && !now.physical_id.is_empty() {
                resource.garbage.push(now);
            }
        }
        resource.touched = false;
        let now = resource.now.clone();
        let properties = now.told();
        let of = Of { physical_id: &now.physical_id, type_name: &now.type_name, properties, old: false };
        desk.resource_event(&mut resource, Status::UpdateComplete, Some("Resource was skipped".to_owned()), of);
        resource.save(desk.tx, stack);
    }
    advance::enter_update_rollback(&mut desk)?;
    advance::advance(&mut desk)?;
    desk.save();
    Ok(())
}

/// Undoes what a creation or an update did that failed and was left as it was.
pub(crate) fn roll_back(tx: &mut Tx<'_>, stack: &str, start: Start) -> Result<(), StoreError> {
    let Some(mut desk) = Desk::open(tx, stack)? else { return Ok(()) };
    let retain_except_on_create = start.retain_except_on_create;
    desk.op = Operation {
        id: start.id,
        token: start.token,
        caller: start.caller,
        retain_except_on_create,
        on_failure: Turn::Rollback,
        ..desk.op.clone()
    };
    let reason = Some(start.reason.to_owned());
    if desk.op.kind == Kind::Create {
        desk.stack_event(Status::RollbackInProgress, reason);
        advance::enter_rollback(&mut desk)?;
    } else {
        desk.stack_event(Status::UpdateRollbackInProgress, reason);
        advance::enter_update_rollback(&mut desk)?;
    }
    advance::advance(&mut desk)?;
    desk.save();
    Ok(())
}
