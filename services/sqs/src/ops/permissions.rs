//! AddPermission and RemovePermission.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Sqs;
use crate::api::{AddPermissionRequest, RemovePermissionRequest};
use crate::attributes::Attributes;
use crate::error::SqsError;
use crate::policy::{self, NewPermission};

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>
pub(crate) async fn add_permission(sqs: Arc<Sqs>, ctx: Context, input: AddPermissionRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    let permission = NewPermission { label: &input.label, accounts: &input.aws_account_ids, actions: &input.actions };
    handle.cell.write(ctx.mark(), |tx, queue| {
        let attributes = queue.attributes()?;
        let policy = policy::add(attributes.policy.as_deref(), &handle.arn, &permission)?;
        let changed = Attributes { policy: Some(policy), ..attributes.clone() };
        queue.configure(tx, changed)
    })
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html>
pub(crate) async fn remove_permission(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: RemovePermissionRequest,
) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.label.is_empty() {
        return Err(SqsError::missing("Label"));
    }
    handle.cell.write(ctx.mark(), |tx, queue| {
        let attributes = queue.attributes()?;
        let policy = policy::remove(attributes.policy.as_deref(), &handle.arn, &input.label)?;
        let changed = Attributes { policy, ..attributes.clone() };
        queue.configure(tx, changed)
    })
}
