//! GetQueueUrl, PurgeQueue and DeleteQueue.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Sqs;
use crate::api::{DeleteQueueRequest, GetQueueUrlRequest, GetQueueUrlResult, PurgeQueueRequest};
use crate::error::SqsError;
use crate::url;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html>
pub(crate) async fn get_queue_url(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: GetQueueUrlRequest,
) -> Result<GetQueueUrlResult, SqsError> {
    let name = &input.queue_name;
    if name.is_empty() {
        return Err(SqsError::missing("QueueName"));
    }
    if !url::is_name(name) {
        return Err(SqsError::InvalidParameter(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length".into(),
        ));
    }
    let owner = input.queue_owner_aws_account_id.as_deref().unwrap_or(ctx.account());
    if !url::is_account(owner) {
        return Err(SqsError::QueueDoesNotExist);
    }
    url::may_reach(&ctx, owner, ctx.region(), name)?;
    let handle = sqs.directory.find(&sqs.parts.store, ctx.mark(), owner, ctx.region(), name)?;
    handle.cell.read(ctx.mark(), |_, queue| queue.record().map(|_| ()))?;
    Ok(GetQueueUrlResult { queue_url: Some(url::url(&ctx, owner, name)) })
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html>
///
/// The messages are gone when the call is answered.
pub(crate) async fn purge_queue(sqs: Arc<Sqs>, ctx: Context, input: PurgeQueueRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    handle.cell.write(ctx.mark(), |tx, queue| queue.purge(tx))
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html>
///
/// The queue is gone when the call is answered; its name is free again after 60 seconds.
pub(crate) async fn delete_queue(sqs: Arc<Sqs>, ctx: Context, input: DeleteQueueRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    handle.cell.write(ctx.mark(), |tx, queue| queue.bury(tx))?;
    sqs.list_now(&ctx, &handle.name)?;
    // Receives that wait here learn that the queue is gone.
    handle.waiters.arrived(usize::MAX);
    Ok(())
}
