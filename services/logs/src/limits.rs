//! AWS's quotas.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>

/// A batch of PutLogEvents, in bytes: its messages and [`EVENT_OVERHEAD`] for each.
pub(crate) const BATCH_BYTES: usize = 1_048_576;
/// What AWS adds to every event's bytes.
pub(crate) const EVENT_OVERHEAD: usize = 26;
/// An event, in bytes, with its overhead.
pub(crate) const EVENT_BYTES: usize = 1_048_576;
/// How far a batch's events may lie apart, in milliseconds.
pub(crate) const BATCH_SPAN: u64 = 24 * HOUR;
/// Events older than this are rejected, in milliseconds.
pub(crate) const TOO_OLD: u64 = 14 * DAY;
/// Events this far in the future are rejected, in milliseconds.
pub(crate) const TOO_NEW: u64 = 2 * HOUR;

/// In milliseconds.
pub(crate) const HOUR: u64 = 3_600_000;
/// In milliseconds.
pub(crate) const DAY: u64 = 24 * HOUR;

/// Events in an answer.
pub(crate) const PAGE_EVENTS: usize = 10_000;
/// Bytes of events in an answer.
pub(crate) const PAGE_BYTES: usize = 1_048_576;
/// What one FilterLogEvents reads before it answers with what it has found and a token, in bytes of events. AWS has such a bound
/// (a page may be empty and have a next one) and does not publish it.
pub(crate) const SCAN_BYTES: u64 = 32 << 20;
/// Groups, streams, filters in an answer where the caller does not say how many.
pub(crate) const PAGE: usize = 50;

/// What a group's events may be kept for, in days.
pub(crate) const RETENTIONS: &[i32] =
    &[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// Tags of a resource.
pub(crate) const TAGS: usize = 50;
/// Metric filters of a group.
pub(crate) const METRIC_FILTERS: usize = 100;
/// Subscription filters of a group.
pub(crate) const SUBSCRIPTION_FILTERS: usize = 2;
/// Resource policies of an account and region.
pub(crate) const RESOURCE_POLICIES: usize = 10;
/// Saved queries of an account and region.
pub(crate) const QUERY_DEFINITIONS: usize = 1_000;
