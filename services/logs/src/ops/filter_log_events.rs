//! FilterLogEvents.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{FilterLogEventsRequest, FilterLogEventsResponse, FilteredLogEvent};
use crate::error::LogsError;
use crate::id::{self, Place};
use crate::limits::{PAGE_EVENTS, SCAN_BYTES};
use crate::names::GroupName;
use crate::page::bad_token;
use crate::pattern::Pattern;
use crate::search::{Direction, Query, Streams, search};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
///
/// A page may hold less than there is room for, or nothing, and still have a next one: a call reads a bounded part of the group.
/// `interleaved` has no effect any more, as with AWS, and `unmask` none where nothing is masked.
pub(crate) async fn filter_log_events(
    logs: Arc<Logs>,
    ctx: Context,
    input: FilterLogEventsRequest,
) -> Result<FilterLogEventsResponse, LogsError> {
    let name = GroupName::given(&ctx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let streams = match (input.log_stream_names, input.log_stream_name_prefix) {
        (Some(_), Some(_)) => {
            let text = "LogStreamNames and LogStreamNamePrefix are mutually exclusive parameters.";
            return Err(LogsError::invalid(text));
        }
        (Some(mut names), None) => {
            names.sort_unstable();
            names.dedup();
            Streams::Named(names)
        }
        (None, Some(prefix)) => Streams::Prefix(prefix),
        (None, None) => Streams::All,
    };
    let time = |time: i64| u64::try_from(time).unwrap_or_default();
    let query = Query {
        streams,
        from: input.start_time.map_or(0, time),
        // Events of the end time itself are among those that are returned.
        to: input.end_time.map_or(u64::MAX, |end| time(end.saturating_add(1))),
        pattern: Pattern::parse(input.filter_pattern.as_deref().unwrap_or_default())?,
        direction: Direction::Forward,
        beyond: input.next_token.as_deref().map(|token| read(token).ok_or_else(bad_token)).transpose()?,
        limit: input.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE_EVENTS),
        most: SCAN_BYTES,
    };
    let page = search(&logs.group(&name), ctx.mark(), ctx.now().as_millis(), query).await?;
    let next_token = page.next.map(token);
    let events = page.events.into_iter().map(|event| FilteredLogEvent {
        log_stream_name: Some(event.stream.to_string()),
        timestamp: Some(event.place.0.cast_signed()),
        message: Some(event.message),
        ingestion_time: Some(event.ingested.cast_signed()),
        event_id: Some(id::text(event.place)),
    });
    let events = Some(events.collect());
    // AWS has returned no streams here since June 2020.
    Ok(FilterLogEventsResponse { events, searched_log_streams: Some(Vec::new()), next_token })
}

fn token(place: Place) -> String {
    hex::encode(id::text(place))
}

fn read(token: &str) -> Option<Place> {
    id::place(&String::from_utf8(hex::decode(token).ok()?).ok()?)
}
