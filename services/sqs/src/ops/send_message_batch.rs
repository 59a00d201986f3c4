//! SendMessageBatch.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::send_message::{Given, Prepared, Sums, sender, sequence_text, tell};
use super::{check_batch, failed, unless_empty};
use crate::Sqs;
use crate::api::{
    SendMessageBatchRequest, SendMessageBatchRequestEntry, SendMessageBatchResult, SendMessageBatchResultEntry,
};
use crate::error::SqsError;
use crate::limits::MESSAGE_BYTES;
use crate::md5::hex;
use crate::message::{id_text, new_id};
use crate::message_attributes as attributes;
use crate::queue::send::Sent;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html>
///
/// The messages are put in one transaction, in their order; an entry that is refused does not keep the others out.
pub(crate) async fn send_message_batch(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: SendMessageBatchRequest,
) -> Result<SendMessageBatchResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    check_batch("SendMessageBatchRequestEntry", input.entries.iter().map(|entry| entry.id.as_str()))?;
    let bytes: usize = input.entries.iter().map(size).sum();
    if bytes > MESSAGE_BYTES {
        return Err(SqsError::BatchTooLong(bytes));
    }
    let sender = sender(&ctx);
    let prepared: Vec<_> = input
        .entries
        .iter()
        .map(|entry| Prepared::new(given(entry), new_id(&sqs.parts.random), &sender, ctx.trace()))
        .collect();
    let fifo = crate::url::is_fifo(&handle.name.name);
    let results = handle.cell.write(ctx.mark(), |tx, queue| {
        queue.record()?;
        // Here AWS refuses the whole batch, and with another code than for a single message.
        if fifo && input.entries.iter().any(|entry| entry.message_group_id.is_none()) {
            return Err(SqsError::InvalidParameter("The request must contain the parameter MessageGroupId.".into()));
        }
        let send = |prepared: Result<Prepared<'_>, SqsError>| {
            let Prepared { sums, message } = prepared?;
            queue.send(tx, message).map(|sent| (sums, sent))
        };
        Ok::<_, SqsError>(prepared.into_iter().map(send).collect::<Vec<_>>())
    })?;
    tell(&handle, results.iter().flatten().map(|(_, sent)| sent));
    let (mut sent, mut refused) = (Vec::new(), Vec::new());
    for (entry, result) in input.entries.iter().zip(results) {
        match result {
            Ok((sums, message)) => sent.push(success(&entry.id, &sums, &message)),
            Err(error) => refused.push(failed(&entry.id, &error)),
        }
    }
    Ok(SendMessageBatchResult { successful: unless_empty(sent), failed: unless_empty(refused) })
}

fn given(entry: &SendMessageBatchRequestEntry) -> Given<'_> {
    Given {
        body: &entry.message_body,
        delay: entry.delay_seconds,
        attributes: entry.message_attributes.as_ref(),
        system: entry.message_system_attributes.as_ref(),
        deduplication: entry.message_deduplication_id.as_deref(),
        group: entry.message_group_id.as_deref(),
    }
}

/// The bytes of an entry that count; attributes that are not acceptable are refused with their entry and count nothing.
fn size(entry: &SendMessageBatchRequestEntry) -> usize {
    let attributes = attributes::read(entry.message_attributes.as_ref()).unwrap_or_default();
    entry.message_body.len() + attributes::size(&attributes)
}

fn success(id: &str, sums: &Sums, sent: &Sent) -> SendMessageBatchResultEntry {
    SendMessageBatchResultEntry {
        id: id.to_owned(),
        message_id: id_text(&sent.id),
        md5_of_message_body: hex(&sums.body),
        md5_of_message_attributes: sums.attributes.as_ref().map(hex),
        md5_of_message_system_attributes: sums.system.as_ref().map(hex),
        sequence_number: sent.sequence.map(sequence_text),
    }
}
