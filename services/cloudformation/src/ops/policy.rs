//! Stack policies and termination protection.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_wire::Document;

use super::{find, live, origin};
use crate::CloudFormation;
use crate::api::{
    GetStackPolicyInput, GetStackPolicyOutput, SetStackPolicyInput, UpdateTerminationProtectionInput,
    UpdateTerminationProtectionOutput,
};
use crate::error::CloudFormationError;

impl CloudFormation {
    /// The stack policy of a request.
    pub(super) async fn policy(
        &self,
        ctx: &Context,
        body: Option<String>,
        url: Option<&str>,
    ) -> Result<Option<String>, CloudFormationError> {
        let text = match (body, url) {
            (Some(_), Some(_)) => {
                return Err(CloudFormationError::validation(
                    "You cannot specify both StackPolicyURL and StackPolicyBody",
                ));
            }
            (Some(body), None) => body,
            (None, Some(url)) => {
                let bytes = self.object(&origin(ctx), url).await.map_err(CloudFormationError::Validation)?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            (None, None) => return Ok(None),
        };
        match Document::from_json(text.as_bytes()) {
            Ok(Document::Map(_)) => Ok(Some(text)),
            _ => Err(CloudFormationError::validation("Error validating stack policy: Invalid stack policy")),
        }
    }
}

pub(super) async fn set_stack_policy(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: SetStackPolicyInput,
) -> Result<(), CloudFormationError> {
    let policy = service.policy(&ctx, input.stack_policy_body, input.stack_policy_url.as_deref()).await?;
    let Some(policy) = policy else {
        return Err(CloudFormationError::validation("You must specify either StackPolicyURL or StackPolicyBody"));
    };
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let stack = live(tx.view(), &input.stack_name)?;
        let mut stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        stack.policy = Some(policy);
        stack.save(tx);
        Ok(())
    })
}

pub(super) async fn get_stack_policy(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: GetStackPolicyInput,
) -> Result<GetStackPolicyOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = find(*view, &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        Ok(GetStackPolicyOutput { stack_policy_body: stack.policy })
    })
}

pub(super) async fn update_termination_protection(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: UpdateTerminationProtectionInput,
) -> Result<UpdateTerminationProtectionOutput, CloudFormationError> {
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let stack = live(tx.view(), &input.stack_name)?;
        let mut stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        if stack.is_nested() {
            let text = "You cannot update termination protection on a nested stack. To update termination protection, update it on the root stack.";
            return Err(CloudFormationError::validation(text));
        }
        stack.protected = input.enable_termination_protection;
        stack.save(tx);
        Ok(UpdateTerminationProtectionOutput { stack_id: Some(stack.arn()) })
    })
}
