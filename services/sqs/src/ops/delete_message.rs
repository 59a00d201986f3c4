//! DeleteMessage and DeleteMessageBatch.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::{check_batch, failed, unless_empty};
use crate::Sqs;
use crate::api::{
    DeleteMessageBatchRequest, DeleteMessageBatchResult, DeleteMessageBatchResultEntry, DeleteMessageRequest,
};
use crate::error::SqsError;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html>
pub(crate) async fn delete_message(sqs: Arc<Sqs>, ctx: Context, input: DeleteMessageRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.receipt_handle.is_empty() {
        return Err(SqsError::missing("ReceiptHandle"));
    }
    let receivable = handle.cell.write(ctx.mark(), |tx, queue| {
        queue.delete(tx, &input.receipt_handle)?;
        Ok::<_, SqsError>(queue.receivable())
    })?;
    // A deleted message may have been what kept its FIFO group back.
    handle.waiters.arrived(receivable.min(1));
    Ok(())
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html>
pub(crate) async fn delete_message_batch(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: DeleteMessageBatchRequest,
) -> Result<DeleteMessageBatchResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    check_batch("DeleteMessageBatchRequestEntry", input.entries.iter().map(|entry| entry.id.as_str()))?;
    let (results, receivable) = handle.cell.write(ctx.mark(), |tx, queue| {
        queue.record()?;
        let results: Vec<_> = input.entries.iter().map(|entry| queue.delete(tx, &entry.receipt_handle)).collect();
        Ok::<_, SqsError>((results, queue.receivable()))
    })?;
    handle.waiters.arrived(receivable.min(results.len()));
    let (mut deleted, mut refused) = (Vec::new(), Vec::new());
    for (entry, result) in input.entries.iter().zip(results) {
        match result {
            Ok(()) => deleted.push(DeleteMessageBatchResultEntry { id: entry.id.clone() }),
            Err(error) => refused.push(failed(&entry.id, &error)),
        }
    }
    Ok(DeleteMessageBatchResult { successful: unless_empty(deleted), failed: unless_empty(refused) })
}
