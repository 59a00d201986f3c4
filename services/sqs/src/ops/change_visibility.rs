//! ChangeMessageVisibility and ChangeMessageVisibilityBatch.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use super::{check_batch, failed, unless_empty};
use crate::Sqs;
use crate::api::{
    ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult, ChangeMessageVisibilityBatchResultEntry,
    ChangeMessageVisibilityRequest,
};
use crate::directory::Handle;
use crate::error::SqsError;
use crate::limits::VISIBILITY_SECONDS;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html>
pub(crate) async fn change_message_visibility(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ChangeMessageVisibilityRequest,
) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.receipt_handle.is_empty() {
        return Err(SqsError::missing("ReceiptHandle"));
    }
    let timeout = check(input.visibility_timeout)?;
    let visible =
        handle.cell.write(ctx.mark(), |tx, queue| queue.change_visibility(tx, &input.receipt_handle, timeout))?;
    tell(&handle, visible, timeout);
    Ok(())
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html>
pub(crate) async fn change_message_visibility_batch(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ChangeMessageVisibilityBatchRequest,
) -> Result<ChangeMessageVisibilityBatchResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    check_batch("ChangeMessageVisibilityBatchRequestEntry", input.entries.iter().map(|entry| entry.id.as_str()))?;
    let results = handle.cell.write(ctx.mark(), |tx, queue| {
        queue.record()?;
        let change = |(handle, timeout): (&str, Option<i32>)| {
            let timeout = check(timeout.ok_or_else(|| SqsError::missing("VisibilityTimeout"))?)?;
            queue.change_visibility(tx, handle, timeout).map(|visible| (visible, timeout))
        };
        let entries = input.entries.iter().map(|entry| (entry.receipt_handle.as_str(), entry.visibility_timeout));
        Ok::<_, SqsError>(entries.map(change).collect::<Vec<_>>())
    })?;
    let (mut changed, mut refused) = (Vec::new(), Vec::new());
    for (entry, result) in input.entries.iter().zip(results) {
        match result {
            Ok((visible, timeout)) => {
                tell(&handle, visible, timeout);
                changed.push(ChangeMessageVisibilityBatchResultEntry { id: entry.id.clone() });
            }
            Err(error) => refused.push(failed(&entry.id, &error)),
        }
    }
    Ok(ChangeMessageVisibilityBatchResult { successful: unless_empty(changed), failed: unless_empty(refused) })
}

/// Tells the receives that wait what has changed.
fn tell(handle: &Handle, visible: Option<Timestamp>, timeout: u32) {
    match visible {
        Some(_) if timeout == 0 => handle.waiters.arrived(1),
        Some(visible) => handle.waiters.scheduled(visible),
        None => {}
    }
}

fn check(timeout: i32) -> Result<u32, SqsError> {
    u32::try_from(timeout).ok().filter(|timeout| VISIBILITY_SECONDS.contains(timeout)).ok_or_else(|| {
        SqsError::invalid(
            "VisibilityTimeout",
            timeout.to_string(),
            "VisibilityTimeout must be an integer between 0 and 43200",
        )
    })
}
