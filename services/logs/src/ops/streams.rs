//! CreateLogStream, DeleteLogStream and DescribeLogStreams.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{
    CreateLogStreamRequest, DeleteLogStreamRequest, DescribeLogStreamsRequest, DescribeLogStreamsResponse, LogStream,
};
use crate::error::LogsError;
use crate::group::Stream;
use crate::limits::PAGE;
use crate::names::GroupName;
use crate::page::bad_token;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html>
pub(crate) async fn create_log_stream(
    logs: Arc<Logs>,
    ctx: Context,
    input: CreateLogStreamRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.create_stream(tx, &input.log_stream_name))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html>
pub(crate) async fn delete_log_stream(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteLogStreamRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.delete_stream(tx, &input.log_stream_name))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>
pub(crate) async fn describe_log_streams(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeLogStreamsRequest,
) -> Result<DescribeLogStreamsResponse, LogsError> {
    let name = GroupName::given(&ctx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let by_time = input.order_by.as_deref() == Some("LastEventTime");
    if by_time && input.log_stream_name_prefix.is_some() {
        return Err(LogsError::invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let after = input.next_token.as_deref().map(|token| After::read(token).ok_or_else(bad_token)).transpose()?;
    let size = input.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE);
    let descending = input.descending.unwrap_or(false);
    let begin = input.log_stream_name_prefix.unwrap_or_default();
    let now = ctx.now().as_millis();
    logs.group(&name).read(ctx.mark(), |_, group| {
        group.record()?;
        let horizon = group.horizon(now);
        let next = |one: &(&str, &Stream)| {
            after.as_ref().is_none_or(|after| {
                let order = if by_time { After::of(*one).cmp(after) } else { one.0.cmp(&after.name) };
                if descending { order.is_lt() } else { order.is_gt() }
            })
        };
        let named = || group.streams_from(&begin).take_while(|(name, _)| name.starts_with(&begin));
        let streams: Vec<(&str, &Stream)> = match (by_time, descending) {
            (true, true) => group.streams_by_last().rev().filter(next).take(size + 1).collect(),
            (true, false) => group.streams_by_last().filter(next).take(size + 1).collect(),
            (false, false) => named().filter(next).take(size + 1).collect(),
            (false, true) => {
                let mut all: Vec<_> = named().filter(next).collect();
                all.reverse();
                all.truncate(size + 1);
                all
            }
        };
        let more = streams.len() > size;
        let page = streams.get(..size).unwrap_or(&streams);
        let next_token = page.last().filter(|_| more).map(|last| After::of(*last).token());
        let log_streams = page.iter().map(|(stream, one)| shape(&name, stream, one, horizon)).collect();
        Ok(DescribeLogStreamsResponse { log_streams: Some(log_streams), next_token })
    })
}

/// The last stream of the page before.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct After {
    last: Option<u64>,
    name: String,
}

impl After {
    fn of((name, stream): (&str, &Stream)) -> After {
        After { last: stream.last().map(|(last, _)| last), name: name.to_owned() }
    }

    fn token(&self) -> String {
        let last = self.last.map(|last| last.to_string()).unwrap_or_default();
        hex::encode(format!("{last}:{}", self.name))
    }

    fn read(token: &str) -> Option<After> {
        let text = String::from_utf8(hex::decode(token).ok()?).ok()?;
        let (last, name) = text.split_once(':')?;
        let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
        Some(After { last, name: name.to_owned() })
    }
}

fn shape(group: &GroupName, name: &str, stream: &Stream, horizon: u64) -> LogStream {
    let last = stream.last();
    LogStream {
        log_stream_name: Some(name.to_owned()),
        creation_time: Some(stream.created().cast_signed()),
        first_event_timestamp: stream.first(horizon).map(u64::cast_signed),
        last_event_timestamp: last.map(|(last, _)| last.cast_signed()),
        last_ingestion_time: last.map(|(_, ingested)| ingested.cast_signed()),
        upload_sequence_token: Some(crate::id::text((stream.created(), stream.id()))),
        arn: Some(format!("{}:log-stream:{name}", group.arn())),
        // AWS has reported no other number here since 2019.
        stored_bytes: Some(0),
    }
}
