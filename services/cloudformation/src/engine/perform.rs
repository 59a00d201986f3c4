//! Steps as tasks: a decision that the step begins, the handler's call, a decision about how it ended.

use std::panic::AssertUnwindSafe;

use bytes::Bytes;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use tradewind_resource::{Caller, Existing, Failure, HandlerErrorCode, Progress, Wanted};
use tradewind_store::{Outcome, StoreError, TaskRun, View, Watermark};
use tradewind_wire::Document;

use super::desk::Desk;
use super::{advance, forward, outputs, remove, settle};
use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::record::{Json, Operation, Resource, Stack, State, Step, Turn, Version, Work};

/// Which step a task is.
#[derive(Serialize, Deserialize)]
pub(crate) struct Payload {
    pub(crate) account: String,
    pub(crate) region: String,
    /// The stack's UUID.
    pub(crate) stack: String,
    pub(crate) operation: String,
    pub(crate) step: usize,
}

/// What a handler is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Create,
    Update,
    Delete,
}

/// A handler's call.
pub(super) struct Job {
    pub(super) act: Act,
    pub(super) type_name: String,
    pub(super) existing: Existing,
    pub(super) wanted: Wanted,
}

/// What a step sees before it begins.
pub(super) struct Sight {
    pub(super) stack: Stack,
    pub(super) op: Operation,
    pub(super) step: Step,
    /// Those that the step may name.
    pub(super) resources: Vec<Resource>,
}

impl Payload {
    pub(crate) fn encode(&self) -> Bytes {
        serde_json::to_vec(self).unwrap_or_default().into()
    }

    fn decode(bytes: &[u8]) -> Option<Payload> {
        serde_json::from_slice(bytes).ok()
    }
}

/// Performs a step.
pub(crate) async fn perform(service: &CloudFormation, run: &TaskRun) -> Outcome {
    let Some(payload) = Payload::decode(&run.payload) else {
        return Outcome::Buried { why: "a step's payload can't be read".to_owned() };
    };
    match step(service, run, &payload).await {
        Ok(outcome) => outcome,
        Err(CloudFormationError::Store(error)) => {
            tracing::error!(%error, stack = payload.stack, "a step of a stack can't be performed; it is tried again");
            let at = service.parts.clock.now() + std::time::Duration::from_secs(1);
            Outcome::Again { at, payload: None }
        }
        Err(error) => Outcome::Buried { why: error.to_string() },
    }
}

async fn step(service: &CloudFormation, run: &TaskRun, payload: &Payload) -> Result<Outcome, CloudFormationError> {
    let Some(sight) = look(service, run, payload)? else { return Ok(Outcome::Done) };
    let work = sight.step.work.clone();
    let job = match work {
        Work::Outputs => {
            outputs::perform(service, run, payload, &sight).await?;
            return Ok(Outcome::Done);
        }
        Work::Decide | Work::Create | Work::Replace | Work::Update => {
            forward::begin(service, run, payload, &sight).await?
        }
        Work::Restore | Work::Delete | Work::DeleteOld(_) => remove::begin(service, run, payload)?,
    };
    let Some(mut job) = job else { return Ok(Outcome::Done) };
    if !matches!(work, Work::Decide | Work::Create | Work::Replace | Work::Update) {
        reveal(service, &sight, &mut job).await;
    }
    let caller = Caller::new(
        service.parts.cloud.clone(),
        sight.op.caller.origin(&payload.account, &payload.region),
        job.wanted.token.clone(),
    );
    let result = call(service, &caller, &job).await;
    within(service, run, payload, |desk, place| settle::end(desk, place, result)).map(|at| match at.flatten() {
        Some(at) => Outcome::Again { at, payload: None },
        None => Outcome::Done,
    })
}

/// The step and what is around it, if the task is still its.
fn look(service: &CloudFormation, run: &TaskRun, payload: &Payload) -> Result<Option<Sight>, CloudFormationError> {
    let cell = service.cell(&payload.account, &payload.region);
    cell.read(&Watermark::new(), |view, ()| {
        let (stack, op) = (Stack::find(*view, &payload.stack)?, Operation::find(*view, &payload.stack)?);
        let Some((stack, op)) = stack.zip(op) else { return Ok(None) };
        let Some(step) = own(&op, run, payload).cloned() else { return Ok(None) };
        let resources = around(*view, &op, &step, &payload.stack)?;
        Ok(Some(Sight { stack, op, step, resources }))
    })
}

/// What a step may name: its own resource and those it comes after; the outputs may name all.
fn around(view: View<'_>, op: &Operation, step: &Step, stack: &str) -> Result<Vec<Resource>, StoreError> {
    match step.work {
        Work::Outputs => Resource::all(view, stack),
        Work::Restore | Work::Delete | Work::DeleteOld(_) => Ok(Vec::new()),
        Work::Decide | Work::Create | Work::Replace | Work::Update => {
            let before = step.after.iter().filter_map(|place| op.steps.get(*place));
            let mut found = Vec::new();
            for step in before.chain([step]) {
                found.extend(Resource::find(view, stack, &step.logical_id)?);
            }
            Ok(found)
        }
    }
}

/// The task's step, if it is still under way and the task its.
fn own<'a>(op: &'a Operation, run: &TaskRun, payload: &Payload) -> Option<&'a Step> {
    let step = op.steps.get(payload.step).filter(|_| op.id == payload.operation)?;
    (step.is_under_way() && step.task == Some(run.id.get())).then_some(step)
}

/// Decides something about the task's step, if it is still under way and the task its.
pub(super) fn within<T>(
    service: &CloudFormation,
    run: &TaskRun,
    payload: &Payload,
    decide: impl FnOnce(&mut Desk<'_, '_>, usize) -> Result<T, StoreError>,
) -> Result<Option<T>, CloudFormationError> {
    let cell = service.cell(&payload.account, &payload.region);
    cell.write(&Watermark::new(), |tx, ()| {
        let Some(mut desk) = Desk::open(tx, &payload.stack)? else { return Ok(None) };
        if own(&desk.op, run, payload).is_none() {
            return Ok(None);
        }
        let decided = decide(&mut desk, payload.step)?;
        desk.save();
        Ok(Some(decided))
    })
}

async fn call(service: &CloudFormation, caller: &Caller, job: &Job) -> Result<Progress, Failure> {
    let Some(found) = service.registry.find(&job.type_name) else {
        let message = format!("The resource type {} is not built into this server.", job.type_name);
        return Err(Failure::plain(message));
    };
    let handler = &found.handler;
    let work = match job.act {
        Act::Create => handler.create(caller, &job.wanted),
        Act::Update => handler.update(caller, &job.existing, &job.wanted),
        Act::Delete => handler.delete(caller, &job.existing, &job.wanted),
    };
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| {
        tracing::error!(type_name = job.type_name, "the handler of a resource type panicked");
        Err(Failure::new(HandlerErrorCode::ServiceInternalError, "Internal Failure"))
    })
}

/// Puts the values of dynamic references in their places; where one leads nowhere any more the handler finds it as it is written.
async fn reveal(service: &CloudFormation, sight: &Sight, job: &mut Job) {
    let origin = sight.op.caller.origin(&sight.stack.account, &sight.stack.region);
    let mut seen = forward::Seen::default();
    for properties in [&mut job.wanted.properties, &mut job.existing.properties] {
        if let Ok(found) = seen.reveal(service, &origin, properties).await {
            *properties = found;
        }
    }
}

/// What every step wants, but for its properties.
pub(super) fn wanted(stack: &Stack, step: &Step, type_name: &str, properties: Document) -> Result<Wanted, StoreError> {
    Ok(Wanted {
        stack_id: stack.arn(),
        stack_name: stack.name.clone(),
        logical_id: step.logical_id.clone(),
        type_name: type_name.to_owned(),
        properties,
        stack_tags: tags(stack, &step.logical_id),
        token: step.token.clone(),
        suffix: step.suffix.clone(),
        again: step.attempted,
        undo: step.work == Work::Restore,
        memory: step.memory.document()?,
    })
}

/// The stack's tags, and those that CloudFormation adds.
pub(super) fn tags(stack: &Stack, logical_id: &str) -> Vec<(String, String)> {
    let mut tags = stack.settings.tags.clone();
    tags.push(("aws:cloudformation:stack-name".to_owned(), stack.name.clone()));
    tags.push(("aws:cloudformation:stack-id".to_owned(), stack.arn()));
    tags.push(("aws:cloudformation:logical-id".to_owned(), logical_id.to_owned()));
    tags
}

/// A step that does not come to its end leaves what it had begun, so that it can be removed.
pub(super) fn keep_unfinished(step: &mut Step, resource: &mut Resource) {
    let Some(id) = step.physical_id.clone() else { return };
    match (&step.work, step.new.take()) {
        (Work::Create, _) => resource.now.physical_id = id,
        (Work::Replace, Some(new)) => resource.garbage.push(Version { physical_id: id, ..new }),
        _ => {}
    }
}

/// A creation takes too long.
pub(crate) fn timeout(service: &CloudFormation, run: &TaskRun) -> Outcome {
    let Some(payload) = Payload::decode(&run.payload) else {
        return Outcome::Buried { why: "a timeout's payload can't be read".to_owned() };
    };
    let cell = service.cell(&payload.account, &payload.region);
    let done = cell.write(&Watermark::new(), |tx, ()| {
        let Some(mut desk) = Desk::open(tx, &payload.stack)? else { return Ok::<_, StoreError>(()) };
        if desk.op.id != payload.operation || desk.op.stage != crate::record::Stage::Forward || desk.op.turn.is_some() {
            return Ok(());
        }
        desk.op.timeout = None;
        desk.op.reason = Some("Stack creation time exceeded the specified timeout. ".to_owned());
        let turn: Turn = desk.op.on_failure;
        advance::fail_operation(&mut desk, turn)?;
        desk.save();
        Ok(())
    });
    match done {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::error!(%error, "a stack's timeout can't be noted; it is tried again");
            Outcome::Again { at: service.parts.clock.now() + std::time::Duration::from_secs(1), payload: None }
        }
    }
}

/// The step begins to call its handler.
pub(super) fn running(step: &mut Step) {
    step.state = State::Running;
    step.attempted = true;
    step.poked = false;
}

/// What a handler remembers.
pub(super) fn memory(document: &Document) -> Json {
    Json::from(document)
}
