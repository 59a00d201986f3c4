//! `CreateStack`.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::{caller, find, new_stack, origin, refuse_notifications, refuse_types, settings, store_template, tags};
use crate::CloudFormation;
use crate::api::{CreateStackInput, CreateStackOutput};
use crate::engine::{Start, begin_create};
use crate::error::CloudFormationError;
use crate::keys;
use crate::record::{Stack, Turn};
use crate::request::{Refusal, Source, Wish, told};

pub(super) async fn create_stack(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: CreateStackInput,
) -> Result<CreateStackOutput, CloudFormationError> {
    if input.on_failure.is_some() && input.disable_rollback.is_some() {
        return Err(CloudFormationError::validation("You cannot specify both OnFailure and DisableRollback"));
    }
    refuse_notifications(input.notification_arns.as_deref(), input.rollback_configuration.as_ref())?;
    if let Some(known) = taken(&service, &ctx, &input)? {
        return Ok(answer(&known));
    }
    let tags = tags(input.tags.clone())?.unwrap_or_default();
    let policy = service.policy(&ctx, input.stack_policy_body.clone(), input.stack_policy_url.as_deref()).await?;
    let id = service.parts.random.uuid_v4();
    let stack = service.own(&ctx).write(ctx.mark(), |tx, ()| {
        Ok::<_, CloudFormationError>(new_stack(tx, &ctx, id.clone(), input.stack_name.clone()))
    })?;
    let capabilities = input.capabilities.clone().unwrap_or_default();
    let wish = Wish {
        source: Source { body: input.template_body.clone(), url: input.template_url.clone(), previous: false },
        parameters: input.parameters.as_deref(),
        capabilities: &capabilities,
        directly: true,
    };
    let prepared = service.prepare(&origin(&ctx), &wish, &stack).await.map_err(Refusal::error)?;
    refuse_types(input.resource_types.as_deref(), &prepared)?;
    let plan = tradewind_template::plan(&prepared.compiled, &[], &service.registry, &prepared.facts).map_err(told)?;
    let made = service.own(&ctx).write(ctx.mark(), |tx, ()| {
        if let Some(known) = find(tx.view(), &input.stack_name)? {
            return Err(exists(&known.name));
        }
        let mut stack = stack;
        stack.created = tx.now().as_micros();
        let number = store_template(tx, &mut stack, &prepared);
        stack.settings = settings(&prepared, number, tags, input.role_arn.clone());
        stack.timeout = input.timeout_in_minutes;
        let on_failure = match (input.on_failure.as_deref(), input.disable_rollback) {
            (Some("DO_NOTHING"), _) | (None, Some(true)) => Turn::Stop,
            (Some("DELETE"), _) => Turn::Delete,
            _ => Turn::Rollback,
        };
        stack.disable_rollback = on_failure == Turn::Stop;
        stack.protected = input.enable_termination_protection == Some(true);
        stack.retain_except_on_create = input.retain_except_on_create == Some(true);
        stack.policy = policy;
        let operation = tx.rng().uuid_v4();
        stack.last_operation = Some(("CREATE_STACK".to_owned(), operation.clone()));
        stack.token = input.client_request_token.clone().map(|token| ("CreateStack".to_owned(), token));
        tx.put(keys::name(&stack.name), stack.id.clone().into_bytes());
        let start = Start {
            id: operation,
            token: input.client_request_token.clone(),
            caller: caller(&ctx, input.role_arn.as_deref()),
            on_failure,
            retain_except_on_create: stack.retain_except_on_create,
            reason: "User Initiated",
            imports: prepared.imports()?,
        };
        service.keep_compiled(&stack, number, prepared.compiled.clone());
        begin_create(tx, stack.clone(), &plan.steps, start)?;
        Ok(stack)
    })?;
    Ok(answer(&made))
}

/// A stack of that name: the same request's, or another's.
fn taken(
    service: &CloudFormation,
    ctx: &Context,
    input: &CreateStackInput,
) -> Result<Option<Stack>, CloudFormationError> {
    let Some(known) = service.existing(ctx, &input.stack_name)? else { return Ok(None) };
    let token = input.client_request_token.as_ref().map(|token| ("CreateStack".to_owned(), token.clone()));
    if token.is_some() && known.token == token { Ok(Some(known)) } else { Err(exists(&known.name)) }
}

fn exists(name: &str) -> CloudFormationError {
    CloudFormationError::AlreadyExists(format!("Stack [{name}] already exists"))
}

fn answer(stack: &Stack) -> CreateStackOutput {
    CreateStackOutput {
        stack_id: Some(stack.arn()),
        operation_id: stack.last_operation.as_ref().map(|(_, id)| id.clone()),
    }
}
