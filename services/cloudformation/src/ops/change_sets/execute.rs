//! `ExecuteChangeSet`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use super::super::changes::{Comparison, compare};
use super::super::update::{Update, start};
use super::super::{caller, not_updatable, origin};
use super::named;
use crate::CloudFormation;
use crate::api::{self, ExecuteChangeSetInput, ExecuteChangeSetOutput};
use crate::engine::{Start, begin_create};
use crate::error::CloudFormationError;
use crate::record::{ChangeSet, Parameter, Settings, Stack, Status, Turn};
use crate::request::{Prepared, Refusal, Source, Wish};

pub(in super::super) async fn execute_change_set(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ExecuteChangeSetInput,
) -> Result<ExecuteChangeSetOutput, CloudFormationError> {
    let found = service.own(&ctx).read(ctx.mark(), |view, ()| {
        let found = named(*view, &input.change_set_name, input.stack_name.as_deref())?;
        found.ok_or_else(|| CloudFormationError::ChangeSetNotFound(input.change_set_name.clone()))
    })?;
    let (stack, set) = found;
    let again = input.client_request_token.is_some()
        && stack.token == input.client_request_token.clone().map(|token| ("ExecuteChangeSet".to_owned(), token));
    if again {
        return Ok(ExecuteChangeSetOutput {});
    }
    executable(&ctx, &stack, &set)?;
    let prepared = prepare(&service, &ctx, &stack, &set).await?;
    let comparison = compare(&service, &ctx, &stack, &prepared, &set.settings.tags).await?;
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let found = named(tx.view(), &set.arn(ctx.account(), ctx.region()), None)?;
        let (stack, mut set) =
            found.ok_or_else(|| CloudFormationError::ChangeSetNotFound(input.change_set_name.clone()))?;
        executable(&ctx, &stack, &set)?;
        for other in ChangeSet::all(tx.view(), &stack.id)?.iter().filter(|other| other.id != set.id) {
            let mut other = other.clone();
            if other.settings.template == stack.settings.template {
                other.settings.template = None;
            }
            other.delete(tx);
        }
        set.execution = "EXECUTE_IN_PROGRESS".to_owned();
        set.save(tx);
        let arn = set.arn(ctx.account(), ctx.region());
        let stack = Stack { change_set: Some(arn), ..stack };
        match set.creates {
            true => create(&service, &ctx, tx, stack, &set, &prepared, &comparison, &input),
            false => {
                let update = Update {
                    role: set.settings.role.clone(),
                    tags: set.settings.tags.clone(),
                    token: input.client_request_token.clone(),
                    token_of: "ExecuteChangeSet",
                    disable_rollback: stops(&input, &set),
                    retain_except_on_create: input.retain_except_on_create,
                    template: set.settings.template,
                };
                start(&service, &ctx, tx, stack, &prepared, &comparison, update).map(|_| ())
            }
        }
    })?;
    Ok(ExecuteChangeSetOutput {})
}

fn stops(input: &ExecuteChangeSetInput, set: &ChangeSet) -> bool {
    input.disable_rollback == Some(true) || set.on_stack_failure.as_deref() == Some("DO_NOTHING")
}

#[expect(clippy::too_many_arguments, reason = "all of them are what the execution is about")]
fn create(
    service: &CloudFormation,
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut stack: Stack,
    set: &ChangeSet,
    prepared: &Prepared,
    comparison: &Comparison,
    input: &ExecuteChangeSetInput,
) -> Result<(), CloudFormationError> {
    if stack.status != Status::ReviewInProgress {
        return Err(not_updatable(&stack));
    }
    let number = set.settings.template.unwrap_or_default();
    stack.settings = Settings { template: Some(number), ..set.settings.clone() };
    let on_failure = match set.on_stack_failure.as_deref() {
        _ if stops(input, set) => Turn::Stop,
        Some("DELETE") => Turn::Delete,
        _ => Turn::Rollback,
    };
    stack.disable_rollback = on_failure == Turn::Stop;
    stack.retain_except_on_create = input.retain_except_on_create == Some(true);
    let operation = tx.rng().uuid_v4();
    stack.last_operation = Some(("CREATE_STACK".to_owned(), operation.clone()));
    stack.token = input.client_request_token.clone().map(|token| ("ExecuteChangeSet".to_owned(), token));
    // On AWS as well, LastUpdatedTime is set on stacks that a change set made.
    stack.updated = Some(tx.now().as_micros());
    let start = Start {
        id: operation,
        token: input.client_request_token.clone(),
        caller: caller(ctx, stack.settings.role.as_deref()),
        on_failure,
        retain_except_on_create: stack.retain_except_on_create,
        reason: "User Initiated",
        imports: prepared.imports()?,
    };
    service.keep_compiled(&stack, number, prepared.compiled.clone());
    Ok(begin_create(tx, stack, &comparison.plan.steps, start)?)
}

/// The change set's template, made ready again: the rows hold its text and its parameters.
async fn prepare(
    service: &CloudFormation,
    ctx: &Context,
    stack: &Stack,
    set: &ChangeSet,
) -> Result<Prepared, CloudFormationError> {
    let of_set = Stack { settings: set.settings.clone(), ..stack.clone() };
    let given = |parameter: &Parameter| api::Parameter {
        parameter_key: Some(parameter.name.clone()),
        parameter_value: Some(parameter.value.clone()),
        ..api::Parameter::default()
    };
    let parameters: Vec<api::Parameter> = set.settings.parameters.iter().map(given).collect();
    let wish = Wish {
        source: Source { previous: true, ..Source::default() },
        parameters: Some(&parameters),
        capabilities: &set.settings.capabilities,
        directly: false,
    };
    service.prepare(&origin(ctx), &wish, &of_set).await.map_err(Refusal::error)
}

fn executable(ctx: &Context, stack: &Stack, set: &ChangeSet) -> Result<(), CloudFormationError> {
    let arn = set.arn(ctx.account(), ctx.region());
    if set.status != "CREATE_COMPLETE" {
        let text = format!("ChangeSet [{arn}] cannot be executed in its current status of [{}]", set.status);
        return Err(CloudFormationError::InvalidChangeSetStatus(text));
    }
    if set.execution != "AVAILABLE" {
        let text =
            format!("ChangeSet [{arn}] cannot be executed in its current execution status of [{}]", set.execution);
        return Err(CloudFormationError::InvalidChangeSetStatus(text));
    }
    let fits = if set.creates { stack.status == Status::ReviewInProgress } else { stack.status.can_be_updated() };
    if fits { Ok(()) } else { Err(not_updatable(stack)) }
}
