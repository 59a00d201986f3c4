//! GetQueueAttributes and SetQueueAttributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use super::dead_letters::check_redrive;
use crate::Sqs;
use crate::api::{GetQueueAttributesRequest, GetQueueAttributesResult, SetQueueAttributesRequest};
use crate::attributes::expand;
use crate::error::SqsError;
use crate::queue::Counts;
use crate::queue::record::QueueRecord;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html>
pub(crate) async fn get_queue_attributes(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: GetQueueAttributesRequest,
) -> Result<GetQueueAttributesResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    let asked = input.attribute_names.unwrap_or_default();
    let names = expand(&asked)?;
    let attributes: BTreeMap<String, String> = handle.cell.read(ctx.mark(), |_, queue| {
        let counts = queue.counts(sqs.parts.clock.now());
        let record = queue.record()?;
        let shown =
            names.iter().filter_map(|name| Some(((*name).to_owned(), show(record, &handle.arn, counts, name)?)));
        Ok::<_, SqsError>(shown.collect())
    })?;
    Ok(GetQueueAttributesResult { attributes: (!attributes.is_empty()).then_some(attributes) })
}

fn show(record: &QueueRecord, arn: &str, counts: Counts, name: &str) -> Option<String> {
    let seconds = |micros: u64| Timestamp::from_micros(micros).as_secs().to_string();
    match name {
        "QueueArn" => Some(arn.to_owned()),
        "CreatedTimestamp" => Some(seconds(record.created)),
        "LastModifiedTimestamp" => Some(seconds(record.modified)),
        "ApproximateNumberOfMessages" => Some(counts.visible.to_string()),
        "ApproximateNumberOfMessagesNotVisible" => Some(counts.in_flight.to_string()),
        "ApproximateNumberOfMessagesDelayed" => Some(counts.delayed.to_string()),
        _ => record.attributes.get(name),
    }
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>
pub(crate) async fn set_queue_attributes(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: SetQueueAttributesRequest,
) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.attributes.is_empty() {
        return Err(SqsError::missing("Attribute.Name"));
    }
    // The dead-letter queue is another cell, so it is looked at before the decision.
    let wanted = handle.cell.read(ctx.mark(), |_, queue| queue.attributes()?.with(&input.attributes))?;
    if let Some((given, redrive)) = input.attributes.get("RedrivePolicy").zip(wanted.redrive.as_ref()) {
        check_redrive(&sqs, &ctx, &handle.arn, given, redrive)?;
    }
    handle.cell.write(ctx.mark(), |tx, queue| {
        let changed = queue.attributes()?.with(&input.attributes)?;
        queue.configure(tx, changed)
    })?;
    if input.attributes.contains_key("RedrivePolicy") {
        sqs.list_now(&ctx, &handle.name)?;
    }
    Ok(())
}
