//! ListQueues.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::{page_size, unless_empty};
use crate::Sqs;
use crate::api::{ListQueuesRequest, ListQueuesResult};
use crate::control;
use crate::error::SqsError;
use crate::keys;
use crate::ops::dead_letters::{next_token, read_token};
use crate::url;

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>
pub(crate) async fn list_queues(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ListQueuesRequest,
) -> Result<ListQueuesResult, SqsError> {
    let limit = page_size(input.max_results)?;
    let after = input.next_token.as_deref().map(read_token).transpose()?;
    let cell = keys::control_cell(ctx.account(), ctx.region());
    let begin = input.queue_name_prefix.as_deref().unwrap_or_default();
    let page = control::list(&sqs.parts.store, ctx.mark(), &cell, begin, after.as_deref(), limit)?;
    let next_token = next_token(&page, input.max_results);
    let urls = page.names.iter().map(|name| url::url(&ctx, ctx.account(), name)).collect();
    Ok(ListQueuesResult { queue_urls: unless_empty(urls), next_token })
}
