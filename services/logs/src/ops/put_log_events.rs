//! PutLogEvents.

use std::ops::Range;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{InputLogEvent, PutLogEventsRequest, PutLogEventsResponse, RejectedEntityInfo, RejectedLogEventsInfo};
use crate::chunk::{self, Head};
use crate::deliver::Delivery;
use crate::error::LogsError;
use crate::group::append::Arrival;
use crate::id;
use crate::limits::{BATCH_BYTES, BATCH_SPAN, EVENT_BYTES, EVENT_OVERHEAD, TOO_NEW, TOO_OLD};
use crate::names::GroupName;

/// A group whose settings change so often while a call is decided is left alone.
const ATTEMPTS: usize = 16;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
pub(crate) async fn put_log_events(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutLogEventsRequest,
) -> Result<PutLogEventsResponse, LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    check(&input.log_events)?;
    let cell = logs.group(&name);
    let now = ctx.now().as_millis();
    let stream = input.log_stream_name.as_str();
    for _ in 0..ATTEMPTS {
        let (revision, horizon, filters, token) = cell.read(ctx.mark(), |_, group| {
            let record = group.record()?;
            let stream = group.stream(stream)?;
            let token = id::text((stream.created(), stream.id()));
            Ok::<_, LogsError>((record.revision, group.horizon(now), group.subscriptions(), token))
        })?;
        let (range, rejected_log_events_info) = accepted(&input.log_events, now, horizon);
        let events = input.log_events.get(range).unwrap_or_default();
        let events: Vec<(u64, &str)> =
            events.iter().map(|event| (event.timestamp.cast_unsigned(), event.message.as_str())).collect();
        let block = (!events.is_empty()).then(|| (Head::of_open(&events, now), chunk::open_block(&events).into()));
        let deliveries = filters.iter().filter_map(|filter| Delivery::of(&name, stream, filter, &events)).collect();
        let arrival = Arrival { revision, block, deliveries };
        if cell.write(ctx.mark(), |tx, group| group.append(tx, stream, arrival))? {
            // What entities describe is not kept; events are, as with every group for which AWS does not keep it.
            let unsupported = || RejectedEntityInfo { error_type: "UnsupportedLogGroupType".to_owned() };
            let rejected_entity_info = input.entity.as_ref().map(|_| unsupported());
            return Ok(PutLogEventsResponse {
                next_sequence_token: Some(token),
                rejected_log_events_info,
                rejected_entity_info,
            });
        }
    }
    Err(LogsError::Aborted)
}

/// Whether a batch is one.
fn check(events: &[InputLogEvent]) -> Result<(), LogsError> {
    let mut bytes = 0;
    for event in events {
        let size = event.message.len() + EVENT_OVERHEAD;
        if size > EVENT_BYTES {
            return Err(LogsError::Invalid(format!(
                "Log event too large: {size} bytes exceeds limit of {EVENT_BYTES}"
            )));
        }
        bytes += size;
    }
    if bytes > BATCH_BYTES {
        return Err(LogsError::Invalid(format!("Upload too large: {bytes} bytes exceeds limit of {BATCH_BYTES}")));
    }
    if !events.is_sorted_by_key(|event| event.timestamp) {
        let text = "Log events in a single PutLogEvents request must be in chronological order.";
        return Err(LogsError::invalid(text));
    }
    let span = events.first().zip(events.last()).map(|(first, last)| last.timestamp.saturating_sub(first.timestamp));
    if span.is_some_and(|span| span.cast_unsigned() > BATCH_SPAN) {
        let text = "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.";
        return Err(LogsError::invalid(text));
    }
    Ok(())
}

/// Which events are taken, and what is said of the others.
fn accepted(events: &[InputLogEvent], now: u64, horizon: u64) -> (Range<usize>, Option<RejectedLogEventsInfo>) {
    let before =
        |time: u64| events.partition_point(|event| event.timestamp < 0 || event.timestamp.cast_unsigned() < time);
    let too_old = before(now.saturating_sub(TOO_OLD));
    let expired = before(horizon);
    let too_new = before(now + TOO_NEW + 1);
    let index = |index: usize| i32::try_from(index).ok();
    let info = RejectedLogEventsInfo {
        too_new_log_event_start_index: index(too_new).filter(|_| too_new < events.len()),
        too_old_log_event_end_index: index(too_old).filter(|_| too_old > 0),
        expired_log_event_end_index: index(expired).filter(|_| expired > 0),
    };
    let rejected = info != RejectedLogEventsInfo::default();
    let start = too_old.max(expired).min(too_new);
    (start..too_new, rejected.then_some(info))
}
