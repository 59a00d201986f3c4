//! `UpdateStack`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use super::changes::{Comparison, compare};
use super::{caller, live, not_updatable, origin, refuse_notifications, refuse_types, settings, store_template, tags};
use crate::CloudFormation;
use crate::api::{UpdateStackInput, UpdateStackOutput};
use crate::engine::{Start, begin_update};
use crate::error::CloudFormationError;
use crate::record::{Stack, Turn};
use crate::request::{Prepared, Refusal, Source, Wish};

pub(super) async fn update_stack(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: UpdateStackInput,
) -> Result<UpdateStackOutput, CloudFormationError> {
    refuse_notifications(input.notification_arns.as_deref(), input.rollback_configuration.as_ref())?;
    if input.stack_policy_during_update_body.is_some() || input.stack_policy_during_update_url.is_some() {
        let text = "StackPolicyDuringUpdate is not built into this server yet: stack policies are not evaluated.";
        return Err(CloudFormationError::validation(text));
    }
    let Some(stack) = service.existing(&ctx, &input.stack_name)? else {
        return Err(CloudFormationError::no_stack(&input.stack_name));
    };
    let token = input.client_request_token.clone().map(|token| ("UpdateStack".to_owned(), token));
    if token.is_some() && stack.token == token {
        return Ok(answer(&stack));
    }
    if !stack.status.can_be_updated() {
        return Err(not_updatable(&stack));
    }
    let given_tags = tags(input.tags.clone())?;
    let policy = service.policy(&ctx, input.stack_policy_body.clone(), input.stack_policy_url.as_deref()).await?;
    let capabilities = input.capabilities.clone().unwrap_or_default();
    let wish = Wish {
        source: Source {
            body: input.template_body.clone(),
            url: input.template_url.clone(),
            previous: input.use_previous_template == Some(true),
        },
        parameters: input.parameters.as_deref(),
        capabilities: &capabilities,
        directly: true,
    };
    let prepared = service.prepare(&origin(&ctx), &wish, &stack).await.map_err(Refusal::error)?;
    refuse_types(input.resource_types.as_deref(), &prepared)?;
    let new_tags = given_tags.unwrap_or_else(|| stack.settings.tags.clone());
    let comparison = compare(&service, &ctx, &stack, &prepared, &new_tags).await?;
    if !comparison.changes_anything {
        return Err(CloudFormationError::validation("No updates are to be performed."));
    }
    let (stack_id, id) = (stack.arn(), stack.id.clone());
    let update = Update {
        role: input.role_arn.clone().or_else(|| stack.settings.role.clone()),
        tags: new_tags,
        token: input.client_request_token.clone(),
        token_of: "UpdateStack",
        disable_rollback: input.disable_rollback == Some(true),
        retain_except_on_create: input.retain_except_on_create,
        template: None,
    };
    let stack = service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let Some(mut stack) = live(tx.view(), &stack_id)?.filter(|stack| stack.id == id) else {
            return Err(CloudFormationError::no_stack(&input.stack_name));
        };
        if policy.is_some() {
            stack.policy = policy;
        }
        start(&service, &ctx, tx, stack, &prepared, &comparison, update)
    })?;
    Ok(answer(&stack))
}

/// What an update is to do.
pub(super) struct Update {
    pub(super) role: Option<String>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) token: Option<String>,
    pub(super) token_of: &'static str,
    pub(super) disable_rollback: bool,
    pub(super) retain_except_on_create: Option<bool>,
    /// The number of the template, where it is written already.
    pub(super) template: Option<u64>,
}

/// Begins an update, unless something else has begun since it was prepared.
pub(super) fn start(
    service: &CloudFormation,
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut stack: Stack,
    prepared: &Prepared,
    comparison: &Comparison,
    update: Update,
) -> Result<Stack, CloudFormationError> {
    if !stack.status.can_be_updated() {
        return Err(not_updatable(&stack));
    }
    let number = match update.template {
        Some(number) => number,
        None => store_template(tx, &mut stack, prepared),
    };
    let new = settings(prepared, number, update.tags, update.role);
    let before = std::mem::replace(&mut stack.settings, new);
    stack.disable_rollback = update.disable_rollback;
    if let Some(retain) = update.retain_except_on_create {
        stack.retain_except_on_create = retain;
    }
    let operation = tx.rng().uuid_v4();
    stack.last_operation = Some(("UPDATE_STACK".to_owned(), operation.clone()));
    stack.token = update.token.clone().map(|token| (update.token_of.to_owned(), token));
    let start = Start {
        id: operation,
        token: update.token,
        caller: caller(ctx, stack.settings.role.as_deref()),
        on_failure: if update.disable_rollback { Turn::Stop } else { Turn::Rollback },
        retain_except_on_create: stack.retain_except_on_create,
        reason: "User Initiated",
        imports: prepared.imports()?,
    };
    service.keep_compiled(&stack, number, prepared.compiled.clone());
    begin_update(tx, stack.clone(), before, &comparison.plan.steps, start)?;
    Ok(stack)
}

fn answer(stack: &Stack) -> UpdateStackOutput {
    UpdateStackOutput {
        stack_id: Some(stack.arn()),
        operation_id: stack.last_operation.as_ref().map(|(_, id)| id.clone()),
    }
}
