//! ListDeadLetterSourceQueues, and whether a queue may name another as its dead-letter queue.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tradewind_cloud::Context;

use super::page_size;
use crate::Sqs;
use crate::api::{ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult};
use crate::control::{self, Page};
use crate::error::SqsError;
use crate::keys;
use crate::redrive::RedrivePolicy;
use crate::url;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html>
pub(crate) async fn list_dead_letter_source_queues(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ListDeadLetterSourceQueuesRequest,
) -> Result<ListDeadLetterSourceQueuesResult, SqsError> {
    let limit = page_size(input.max_results)?;
    let after = input.next_token.as_deref().map(read_token).transpose()?;
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    handle.cell.read(ctx.mark(), |_, queue| queue.record().map(|_| ()))?;
    let name = &handle.name;
    let cell = keys::control_cell(&name.account, &name.region);
    let page = control::sources(&sqs.parts.store, ctx.mark(), &cell, &name.name, after.as_deref(), limit)?;
    let next_token = next_token(&page, input.max_results);
    let queue_urls = page.names.iter().map(|source| url::url(&ctx, &name.account, source)).collect();
    Ok(ListDeadLetterSourceQueuesResult { queue_urls, next_token })
}

/// The token of the page after this one. AWS gives one only to calls that set `MaxResults`.
pub(super) fn next_token(page: &Page, max_results: Option<i32>) -> Option<String> {
    let last = page.names.last().filter(|_| page.more && max_results.is_some())?;
    Some(URL_SAFE_NO_PAD.encode(last))
}

/// The name after which the next page begins.
pub(super) fn read_token(token: &str) -> Result<String, SqsError> {
    let name = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    name.filter(|name| url::is_name(name))
        .ok_or_else(|| SqsError::InvalidParameter("Invalid or expired next token.".into()))
}

/// Checks what a redrive policy says of another queue: it is there, of the same type, in the same account and region, and
/// allows it. `given` is the policy as the call says it.
pub(super) fn check_redrive(
    sqs: &Sqs,
    ctx: &Context,
    source: &str,
    given: &str,
    policy: &RedrivePolicy,
) -> Result<(), SqsError> {
    let refuse = |reason: &'static str| SqsError::invalid("RedrivePolicy", given, reason);
    let missing = || refuse("Dead letter target does not exist");
    let (from, to) = (url::parse_arn(source), url::parse_arn(&policy.target));
    let (Some(from), Some(to)) = (from, to) else { return Err(missing()) };
    if (from.account, from.region) != (to.account, to.region) {
        return Err(refuse("Dead letter target owner should be same as the source"));
    }
    if source == policy.target {
        return Err(refuse("Dead letter target should not be the same as the source"));
    }
    let target = sqs.directory.find_arn(&sqs.parts.store, ctx.mark(), &policy.target)?.ok_or_else(missing)?;
    let allowed = target.cell.read(ctx.mark(), |_, queue| {
        let attributes = queue.attributes()?;
        Ok(attributes.redrive_allow.as_ref().is_none_or(|policy| policy.allows(source)))
    });
    let allowed = match allowed {
        Err(SqsError::QueueDoesNotExist) => return Err(missing()),
        other => other?,
    };
    if url::is_fifo(from.name) != url::is_fifo(to.name) {
        return Err(refuse("Dead-letter queue must be same type of queue as the source"));
    }
    if !allowed {
        return Err(refuse("The dead-letter queue's redrive allow policy does not allow this source queue"));
    }
    Ok(())
}
