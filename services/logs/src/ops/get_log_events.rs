//! GetLogEvents.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{GetLogEventsRequest, GetLogEventsResponse, OutputLogEvent};
use crate::error::LogsError;
use crate::id::{self, Place};
use crate::limits::PAGE_EVENTS;
use crate::names::GroupName;
use crate::page::bad_token;
use crate::pattern::Pattern;
use crate::search::{Direction, Query, Streams, search};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
pub(crate) async fn get_log_events(
    logs: Arc<Logs>,
    ctx: Context,
    input: GetLogEventsRequest,
) -> Result<GetLogEventsResponse, LogsError> {
    let name = GroupName::given(&ctx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let token = input.next_token.as_deref().map(|token| read(token).ok_or_else(bad_token)).transpose()?;
    let direction = match (token, input.start_from_head) {
        (Some((direction, _)), _) => direction,
        (None, Some(true)) => Direction::Forward,
        (None, _) => Direction::Backward,
    };
    let time = |time: i64| u64::try_from(time).unwrap_or_default();
    let query = Query {
        streams: Streams::Named(vec![input.log_stream_name]),
        from: input.start_time.map_or(0, time),
        to: input.end_time.map_or(u64::MAX, time),
        pattern: Pattern::parse("")?,
        direction,
        beyond: token.map(|(_, place)| place),
        limit: input.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE_EVENTS),
        // Every event of the stream and the range is returned, so a page is soon full.
        most: u64::MAX,
    };
    let page = search(&logs.group(&name), ctx.mark(), ctx.now().as_millis(), query).await?;
    // Where nothing is found, both tokens stay where the caller was: the same token again means the end.
    let here = token.map_or((0, 0), |(_, place)| place);
    let first = page.events.first().map_or(here, |event| event.place);
    let last = page.events.last().map_or(here, |event| event.place);
    let events = page.events.into_iter().map(|event| OutputLogEvent {
        timestamp: Some(event.place.0.cast_signed()),
        message: Some(event.message),
        ingestion_time: Some(event.ingested.cast_signed()),
    });
    Ok(GetLogEventsResponse {
        events: Some(events.collect()),
        next_forward_token: Some(format!("f/{}/s", id::text(last))),
        next_backward_token: Some(format!("b/{}/s", id::text(first))),
    })
}

/// Which way a token leads, and from where.
fn read(token: &str) -> Option<(Direction, Place)> {
    let (way, rest) = token.split_once('/')?;
    let direction = match way {
        "f" => Direction::Forward,
        "b" => Direction::Backward,
        _ => return None,
    };
    Some((direction, id::place(rest.strip_suffix("/s").unwrap_or(rest))?))
}
