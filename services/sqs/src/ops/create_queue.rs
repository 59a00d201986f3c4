//! CreateQueue.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use super::dead_letters::check_redrive;
use super::tags::check_tags;
use crate::Sqs;
use crate::api::{CreateQueueRequest, CreateQueueResult};
use crate::attributes::Attributes;
use crate::effects::QueueName;
use crate::error::SqsError;
use crate::queue::lifecycle::NewQueue;
use crate::url;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>
pub(crate) async fn create_queue(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: CreateQueueRequest,
) -> Result<CreateQueueResult, SqsError> {
    let given = input.attributes.unwrap_or_default();
    let tags = input.tags.unwrap_or_default();
    let fifo = check_name(&input.queue_name, &given)?;
    check_tags(&tags)?;
    let attributes = Attributes::new(fifo).with(&given)?;
    let name = QueueName::new(ctx.account(), ctx.region(), &input.queue_name);
    let arn = url::arn(&name.region, &name.account, &name.name);
    if let Some((text, redrive)) = given.get("RedrivePolicy").zip(attributes.redrive.as_ref()) {
        check_redrive(&sqs, &ctx, &arn, text, redrive)?;
    }
    let handle = sqs.directory.make(&sqs.parts.store, name);
    let new = NewQueue { name: handle.name.clone(), attributes, given: &given, tags };
    handle.cell.write(ctx.mark(), |tx, queue| queue.create(tx, new))?;
    sqs.list_now(&ctx, &handle.name)?;
    Ok(CreateQueueResult { queue_url: Some(url::url(&ctx, ctx.account(), &handle.name.name)) })
}

/// Whether the queue is to be FIFO. Name and attribute must agree.
fn check_name(name: &str, given: &BTreeMap<String, String>) -> Result<bool, SqsError> {
    if name.is_empty() {
        return Err(SqsError::missing("QueueName"));
    }
    let asked = given.get("FifoQueue").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    match (asked, url::is_name(name), url::is_fifo(name)) {
        (true, true, true) => Ok(true),
        (false, true, false) => Ok(false),
        (true, ..) => Err(SqsError::InvalidParameter(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
                .into(),
        )),
        (false, ..) => Err(SqsError::InvalidParameter(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length".into(),
        )),
    }
}
