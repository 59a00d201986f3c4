//! TagQueue, UntagQueue and ListQueueTags.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Sqs;
use crate::api::{ListQueueTagsRequest, ListQueueTagsResult, TagQueueRequest, UntagQueueRequest};
use crate::error::SqsError;
use crate::limits::{TAG_KEY_CHARS, TAG_VALUE_CHARS, TAGS};

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html>
pub(crate) async fn tag_queue(sqs: Arc<Sqs>, ctx: Context, input: TagQueueRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.tags.is_empty() {
        return Err(SqsError::missing("Tags"));
    }
    check_tags(&input.tags)?;
    handle.cell.write(ctx.mark(), |tx, queue| queue.retag(tx, |tags| tags.extend(input.tags)))
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html>
pub(crate) async fn untag_queue(sqs: Arc<Sqs>, ctx: Context, input: UntagQueueRequest) -> Result<(), SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    if input.tag_keys.is_empty() {
        return Err(SqsError::InvalidParameter("Tag keys must be between 1 and 128 characters in length.".into()));
    }
    handle
        .cell
        .write(ctx.mark(), |tx, queue| queue.retag(tx, |tags| tags.retain(|key, _| !input.tag_keys.contains(key))))
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html>
pub(crate) async fn list_queue_tags(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ListQueueTagsRequest,
) -> Result<ListQueueTagsResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    let tags = handle.cell.read(ctx.mark(), |_, queue| Ok::<_, SqsError>(queue.record()?.tags.clone()))?;
    Ok(ListQueueTagsResult { tags: (!tags.is_empty()).then_some(tags) })
}

/// Checks the number of tags and the length of their keys and values.
pub(super) fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), SqsError> {
    let refuse = |text: String| Err(SqsError::InvalidParameter(text.into()));
    if tags.len() > TAGS {
        return refuse(format!("Too many tags: {} were given, maximum allowed is {TAGS}.", tags.len()));
    }
    for (key, value) in tags {
        let (key_chars, value_chars) = (key.chars().count(), value.chars().count());
        if key_chars == 0 || key_chars > TAG_KEY_CHARS {
            return refuse(format!("Tag keys must be between 1 and {TAG_KEY_CHARS} characters in length."));
        }
        if key.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("aws:")) {
            return refuse("Tag keys that start with 'aws:' are reserved for system use.".to_owned());
        }
        if value_chars > TAG_VALUE_CHARS {
            return refuse(format!("Tag values must be between 0 and {TAG_VALUE_CHARS} characters in length."));
        }
    }
    Ok(())
}
