//! `SignalResource`.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::live;
use crate::CloudFormation;
use crate::api::SignalResourceInput;
use crate::error::CloudFormationError;
use crate::record::Resource;

/// Resources with creation or update policies, which are refused, are the only ones that wait for such signals: so AWS's answer to
/// a signal that nothing waits for is the only one there is.
pub(super) async fn signal_resource(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: SignalResourceInput,
) -> Result<(), CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = live(*view, &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        let name = &input.logical_resource_id;
        let Some(resource) = Resource::find(*view, &stack.id, name)? else {
            let text = format!("Resource {name} does not exist for stack {}", stack.name);
            return Err(CloudFormationError::Validation(text));
        };
        let text = format!("Resource {name} is in {} state and cannot be signaled", resource.status.as_str());
        Err(CloudFormationError::Validation(text))
    })
}
