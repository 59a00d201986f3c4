//! `DeleteStack`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use super::{caller, live};
use crate::api::DeleteStackInput;
use crate::engine::{Start, begin_delete, stack_event};
use crate::error::CloudFormationError;
use crate::record::{Resource, Stack, Status, Turn};
use crate::{CloudFormation, exports};

pub(super) async fn delete_stack(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DeleteStackInput,
) -> Result<(), CloudFormationError> {
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        // A stack that is not there is as deleted as can be.
        let Some(stack) = live(tx.view(), &input.stack_name)? else { return Ok(()) };
        let token = input.client_request_token.clone().map(|token| ("DeleteStack".to_owned(), token));
        if stack.status == Status::DeleteInProgress || (token.is_some() && stack.token == token) {
            return Ok(());
        }
        may_go(&stack, &input)?;
        retainable(tx, &stack, &input)?;
        begin(&ctx, tx, stack, input)
    })
}

fn begin(ctx: &Context, tx: &mut Tx<'_>, mut stack: Stack, input: DeleteStackInput) -> Result<(), CloudFormationError> {
    if let Some((export, users)) = exports::in_use(tx.view(), &stack.outputs)? {
        let before = stack.status;
        stack_event(tx, &mut stack, None, Status::DeleteInProgress, Some("User Initiated".to_owned()));
        let reason = format!("Delete canceled. {}", exports::held("delete", &export, &users));
        stack_event(tx, &mut stack, None, before, Some(reason));
        stack.save(tx);
        return Ok(());
    }
    let operation = tx.rng().uuid_v4();
    stack.last_operation = Some(("DELETE_STACK".to_owned(), operation.clone()));
    stack.token = input.client_request_token.clone().map(|token| ("DeleteStack".to_owned(), token));
    let role = input.role_arn.or_else(|| stack.settings.role.clone());
    let start = Start {
        id: operation,
        token: input.client_request_token,
        caller: caller(ctx, role.as_deref()),
        on_failure: Turn::Stop,
        retain_except_on_create: false,
        reason: "User Initiated",
        imports: Default::default(),
    };
    let force = input.deletion_mode.as_deref() == Some("FORCE_DELETE_STACK");
    Ok(begin_delete(tx, stack, input.retain_resources.unwrap_or_default(), force, start)?)
}

fn may_go(stack: &Stack, input: &DeleteStackInput) -> Result<(), CloudFormationError> {
    if stack.protected {
        let text = format!("Stack [{}] cannot be deleted while TerminationProtection is enabled", stack.name);
        return Err(CloudFormationError::Validation(text));
    }
    if stack.status.is_in_progress() && stack.status != Status::CreateInProgress {
        let (arn, status) = (stack.arn(), stack.status.as_str());
        return Err(CloudFormationError::Validation(format!(
            "Stack [{arn}] cannot be deleted while in status {status}"
        )));
    }
    if input.deletion_mode.as_deref() == Some("FORCE_DELETE_STACK") && stack.status != Status::DeleteFailed {
        let text = format!(
            "Invalid operation on stack [{}]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.",
            stack.arn()
        );
        return Err(CloudFormationError::Validation(text));
    }
    Ok(())
}

fn retainable(tx: &Tx<'_>, stack: &Stack, input: &DeleteStackInput) -> Result<(), CloudFormationError> {
    let Some(retain) = input.retain_resources.as_ref().filter(|retain| !retain.is_empty()) else { return Ok(()) };
    if stack.status != Status::DeleteFailed {
        let text = format!(
            "Invalid operation on stack [{}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.",
            stack.arn()
        );
        return Err(CloudFormationError::Validation(text));
    }
    for name in retain {
        match Resource::find(tx.view(), &stack.id, name)? {
            None => {
                let text = format!("The specified resources to retain must exist in the stack: [{name}].");
                return Err(CloudFormationError::Validation(text));
            }
            Some(resource) if !resource.is_there() => {
                let text = "The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.";
                return Err(CloudFormationError::validation(text));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
