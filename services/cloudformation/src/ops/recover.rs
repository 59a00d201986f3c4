//! Ways out of updates: cancelling, continuing and asking for rollbacks.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::{caller, live};
use crate::CloudFormation;
use crate::api::{
    CancelUpdateStackInput, ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput, RollbackStackInput,
    RollbackStackOutput,
};
use crate::engine::{Start, cancel_update, continue_rollback, roll_back};
use crate::error::CloudFormationError;
use crate::record::{Resource, Stack, Status, Turn};

pub(super) async fn cancel_update_stack(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: CancelUpdateStackInput,
) -> Result<(), CloudFormationError> {
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let stack = live(tx.view(), &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        if stack.status != Status::UpdateInProgress {
            return Err(CloudFormationError::validation(
                "CancelUpdateStack cannot be called from current stack status",
            ));
        }
        Ok(cancel_update(tx, &stack.id, input.client_request_token)?)
    })
}

pub(super) async fn continue_update_rollback(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ContinueUpdateRollbackInput,
) -> Result<ContinueUpdateRollbackOutput, CloudFormationError> {
    let skip = input.resources_to_skip.unwrap_or_default();
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let stack = live(tx.view(), &input.stack_name)?;
        let mut stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        if stack.status != Status::UpdateRollbackFailed {
            let text =
                format!("Stack:{} is in {} state and can not continue rollback.", stack.arn(), stack.status.as_str());
            return Err(CloudFormationError::Validation(text));
        }
        for name in &skip {
            let failed = Resource::find(tx.view(), &stack.id, name)?;
            if !failed.is_some_and(|resource| resource.status == Status::UpdateFailed) {
                let text = format!("The resources [{name}] can not be skipped: they are not in UPDATE_FAILED state.");
                return Err(CloudFormationError::Validation(text));
            }
        }
        let start =
            start(&ctx, tx.rng().uuid_v4(), &stack, input.role_arn.as_deref(), input.client_request_token.clone());
        stack.last_operation = Some(("CONTINUE_ROLLBACK".to_owned(), start.id.clone()));
        stack.save(tx);
        continue_rollback(tx, &stack.id, &skip, start)?;
        Ok(ContinueUpdateRollbackOutput {})
    })
}

pub(super) async fn rollback_stack(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: RollbackStackInput,
) -> Result<RollbackStackOutput, CloudFormationError> {
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let stack = live(tx.view(), &input.stack_name)?;
        let mut stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        if !matches!(stack.status, Status::CreateFailed | Status::UpdateFailed) {
            let text =
                format!("Stack:{} is in {} state and can not be rolled back.", stack.arn(), stack.status.as_str());
            return Err(CloudFormationError::Validation(text));
        }
        let token = input.client_request_token.clone();
        let mut start = start(&ctx, tx.rng().uuid_v4(), &stack, input.role_arn.as_deref(), token);
        start.retain_except_on_create = input.retain_except_on_create == Some(true);
        let operation = start.id.clone();
        stack.last_operation = Some(("ROLLBACK".to_owned(), operation.clone()));
        stack.save(tx);
        roll_back(tx, &stack.id, start)?;
        Ok(RollbackStackOutput { stack_id: Some(stack.arn()), operation_id: Some(operation) })
    })
}

fn start(ctx: &Context, id: String, stack: &Stack, role: Option<&str>, token: Option<String>) -> Start {
    Start {
        id,
        token,
        caller: caller(ctx, role.or(stack.settings.role.as_deref())),
        on_failure: Turn::Rollback,
        retain_except_on_create: stack.retain_except_on_create,
        reason: "User Initiated",
        imports: Default::default(),
    }
}
