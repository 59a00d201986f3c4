//! The shapes of Amazon CloudWatch Logs, from AWS's published model of API version 2014-03-28 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateLogGroup`.
///
/// Creates a log group with the specified name. You can create up to 1,000,000 log groups per
/// Region per account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateLogGroupRequest {
    /// A name for the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The Amazon Resource Name (ARN) of the KMS key to use when encrypting log data. For more
    /// information, see Amazon Resource Names.
    #[shape(name = "kmsKeyId", length = ..=256)]
    pub kms_key_id: Option<String>,
    /// The key-value pairs to use for the tags.
    #[shape(
        name = "tags",
        length = 1..=50,
        item(length = ..=256, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"),
        map_key(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")
    )]
    pub tags: Option<BTreeMap<String, String>>,
    /// Use this parameter to specify the log group class for this log group.
    #[shape(name = "logGroupClass", one_of = LOG_GROUP_CLASS)]
    pub log_group_class: Option<String>,
    /// Use this parameter to enable deletion protection for the new log group. When enabled on a
    /// log group, deletion protection blocks all deletion operations until it is explicitly
    /// disabled.
    #[shape(name = "deletionProtectionEnabled")]
    pub deletion_protection_enabled: Option<bool>,
}

/// Input of `DeleteLogGroup`.
///
/// Deletes the specified log group and permanently deletes all the archived log events
/// associated with the log group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteLogGroupRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
}

/// Input of `DescribeLogGroups`.
///
/// Returns information about log groups, including data sources that ingest into each log
/// group. You can return all your log groups or filter the results by prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeLogGroupsRequest {
    /// When `includeLinkedAccounts` is set to `true`, use this parameter to specify the list of
    /// accounts to search. You can specify as many as 20 account IDs in the array.
    #[shape(
        name = "accountIdentifiers",
        length = 0..=20,
        item(length = 12..=12, pattern = r"^\d{12}$")
    )]
    pub account_identifiers: Option<Vec<String>>,
    /// The prefix to match.
    #[shape(name = "logGroupNamePrefix", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name_prefix: Option<String>,
    /// If you specify a string for this parameter, the operation returns only log groups that
    /// have names that match the string based on a case-sensitive substring search.
    #[shape(name = "logGroupNamePattern", length = 0..=512, pattern = r"[\.\-_/#A-Za-z0-9]*")]
    pub log_group_name_pattern: Option<String>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of items returned. If you don't specify a value, the default is up to
    /// 50 items.
    #[shape(name = "limit", range = 1..=50)]
    pub limit: Option<i32>,
    /// If you are using a monitoring account, set this to `true` to have the operation return log
    /// groups in the accounts listed in `accountIdentifiers`.
    #[shape(name = "includeLinkedAccounts")]
    pub include_linked_accounts: Option<bool>,
    /// Use this parameter to limit the results to only those log groups in the specified log
    /// group class. If you omit this parameter, log groups of all classes can be returned.
    #[shape(name = "logGroupClass", one_of = LOG_GROUP_CLASS)]
    pub log_group_class: Option<String>,
    /// Use this array to filter the list of log groups returned. If you specify this parameter,
    /// the only other filter that you can choose to specify is `includeLinkedAccounts`.
    #[shape(
        name = "logGroupIdentifiers",
        length = 1..=50,
        item(length = 1..=2048, pattern = r"[\w#+=/:,.@-]*")
    )]
    pub log_group_identifiers: Option<Vec<String>>,
}

/// Output of `DescribeLogGroups`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeLogGroupsResponse {
    /// An array of structures, where each structure contains the information about one log group.
    #[shape(name = "logGroups")]
    pub log_groups: Option<Vec<LogGroup>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `ListLogGroups`.
///
/// Returns a list of log groups in the Region in your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLogGroupsRequest {
    /// Use this parameter to limit the returned log groups to only those with names that match
    /// the pattern that you specify.
    #[shape(
        name = "logGroupNamePattern",
        length = 3..=129,
        pattern = r"(\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9]{3,24}){0,4}"
    )]
    pub log_group_name_pattern: Option<String>,
    /// Use this parameter to limit the results to only those log groups in the specified log
    /// group class. If you omit this parameter, log groups of all classes can be returned.
    #[shape(name = "logGroupClass", one_of = LOG_GROUP_CLASS)]
    pub log_group_class: Option<String>,
    /// If you are using a monitoring account, set this to `true` to have the operation return log
    /// groups in the accounts listed in `accountIdentifiers`.
    #[shape(name = "includeLinkedAccounts")]
    pub include_linked_accounts: Option<bool>,
    /// When `includeLinkedAccounts` is set to `true`, use this parameter to specify the list of
    /// accounts to search. You can specify as many as 20 account IDs in the array.
    #[shape(
        name = "accountIdentifiers",
        length = 0..=20,
        item(length = 12..=12, pattern = r"^\d{12}$")
    )]
    pub account_identifiers: Option<Vec<String>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of log groups to return. If you omit this parameter, the default is up
    /// to 50 log groups.
    #[shape(name = "limit", range = 1..=1000)]
    pub limit: Option<i32>,
    /// An array of data source filters to filter log groups by their associated data sources. You
    /// can filter by data source name, type, or both.
    #[shape(name = "dataSources", length = 1..=5)]
    pub data_sources: Option<Vec<DataSourceFilter>>,
    /// An array of field index names to filter log groups that have specific field indexes. Only
    /// log groups containing all specified field indexes are returned.
    #[shape(
        name = "fieldIndexNames",
        length = 1..=20,
        item(length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")
    )]
    pub field_index_names: Option<Vec<String>>,
    /// An array of tag filters to return only log groups that have specific tags. Multiple
    /// filters are combined with AND logic.
    #[shape(name = "logGroupTags", length = 1..=5)]
    pub log_group_tags: Option<Vec<TagFilter>>,
}

/// Output of `ListLogGroups`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLogGroupsResponse {
    /// An array of structures, where each structure contains the information about one log group.
    #[shape(name = "logGroups")]
    pub log_groups: Option<Vec<LogGroupSummary>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `CreateLogStream`.
///
/// Creates a log stream for the specified log group. A log stream is a sequence of log events
/// that originate from a single source, such as an application instance or a resource that is
/// being monitored.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateLogStreamRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The name of the log stream.
    #[shape(name = "logStreamName", required, length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name: String,
}

/// Input of `DeleteLogStream`.
///
/// Deletes the specified log stream and permanently deletes all the archived log events
/// associated with the log stream.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteLogStreamRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The name of the log stream.
    #[shape(name = "logStreamName", required, length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name: String,
}

/// Input of `DescribeLogStreams`.
///
/// Lists the log streams for the specified log group. You can list all the log streams or
/// filter the results by prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeLogStreamsRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// Specify either the name or ARN of the log group to view. If the log group is in a source
    /// account and you are using a monitoring account, you must use the log group ARN.
    #[shape(name = "logGroupIdentifier", length = 1..=2048, pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    /// The prefix to match.
    #[shape(name = "logStreamNamePrefix", length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name_prefix: Option<String>,
    /// If the value is `LogStreamName`, the results are ordered by log stream name. If the value
    /// is `LastEventTime`, the results are ordered by the event time.
    #[shape(name = "orderBy", one_of = ORDER_BY)]
    pub order_by: Option<String>,
    /// If the value is true, results are returned in descending order. If the value is to false,
    /// results are returned in ascending order.
    #[shape(name = "descending")]
    pub descending: Option<bool>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of items returned. If you don't specify a value, the default is up to
    /// 50 items.
    #[shape(name = "limit", range = 1..=50)]
    pub limit: Option<i32>,
}

/// Output of `DescribeLogStreams`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeLogStreamsResponse {
    /// The log streams.
    #[shape(name = "logStreams")]
    pub log_streams: Option<Vec<LogStream>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `PutLogEvents`.
///
/// Uploads a batch of log events to the specified log stream.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutLogEventsRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The name of the log stream.
    #[shape(name = "logStreamName", required, length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name: String,
    /// The log events.
    #[shape(name = "logEvents", required, length = 1..=10000)]
    pub log_events: Vec<InputLogEvent>,
    /// The sequence token obtained from the response of the previous `PutLogEvents` call.
    #[shape(name = "sequenceToken", length = 1..)]
    pub sequence_token: Option<String>,
    /// The entity associated with the log events.
    #[shape(name = "entity")]
    pub entity: Option<Entity>,
}

/// Output of `PutLogEvents`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutLogEventsResponse {
    /// The next sequence token.
    #[shape(name = "nextSequenceToken")]
    pub next_sequence_token: Option<String>,
    /// The rejected events.
    #[shape(name = "rejectedLogEventsInfo")]
    pub rejected_log_events_info: Option<RejectedLogEventsInfo>,
    /// Information about why the entity is rejected when calling `PutLogEvents`. Only returned
    /// when the entity is rejected.
    #[shape(name = "rejectedEntityInfo")]
    pub rejected_entity_info: Option<RejectedEntityInfo>,
}

/// Input of `GetLogEvents`.
///
/// Lists log events from the specified log stream. You can list all of the log events or
/// filter using a time range.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLogEventsRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// Specify either the name or ARN of the log group to view events from. If the log group is
    /// in a source account and you are using a monitoring account, you must use the log group
    /// ARN.
    #[shape(name = "logGroupIdentifier", length = 1..=2048, pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    /// The name of the log stream.
    #[shape(name = "logStreamName", required, length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name: String,
    /// The start of the time range, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`. Events with a timestamp equal to this time or later than this time are
    /// included.
    #[shape(name = "startTime")]
    pub start_time: Option<i64>,
    /// The end of the time range, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`. Events with a timestamp equal to or later than this time are not included.
    #[shape(name = "endTime")]
    pub end_time: Option<i64>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of log events returned. If you don't specify a limit, the default is as
    /// many log events as can fit in a response size of 1 MB (up to 10,000 log events).
    #[shape(name = "limit", range = 1..=10000)]
    pub limit: Option<i32>,
    /// If the value is true, the earliest log events are returned first. If the value is false,
    /// the latest log events are returned first.
    #[shape(name = "startFromHead")]
    pub start_from_head: Option<bool>,
    /// Specify `true` to display the log event fields with all sensitive data unmasked and
    /// visible. The default is `false`.
    #[shape(name = "unmask")]
    pub unmask: Option<bool>,
}

/// Output of `GetLogEvents`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLogEventsResponse {
    /// The events.
    #[shape(name = "events")]
    pub events: Option<Vec<OutputLogEvent>>,
    /// The token for the next set of items in the forward direction. The token expires after 24
    /// hours.
    #[shape(name = "nextForwardToken")]
    pub next_forward_token: Option<String>,
    /// The token for the next set of items in the backward direction. The token expires after 24
    /// hours.
    #[shape(name = "nextBackwardToken")]
    pub next_backward_token: Option<String>,
}

/// Input of `FilterLogEvents`.
///
/// Lists log events from the specified log group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilterLogEventsRequest {
    /// The name of the log group to search.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// Specify either the name or ARN of the log group to view log events from. If the log group
    /// is in a source account and you are using a monitoring account, you must use the log group
    /// ARN.
    #[shape(name = "logGroupIdentifier", length = 1..=2048, pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    /// Filters the results to only logs from the log streams in this list.
    #[shape(name = "logStreamNames", length = 1..=100, item(length = 1..=512, pattern = "[^:*]*"))]
    pub log_stream_names: Option<Vec<String>>,
    /// Filters the results to include only events from log streams that have names starting with
    /// this prefix.
    #[shape(name = "logStreamNamePrefix", length = 1..=512, pattern = "[^:*]*")]
    pub log_stream_name_prefix: Option<String>,
    /// The start of the time range, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`. Events with a timestamp before this time are not returned.
    #[shape(name = "startTime")]
    pub start_time: Option<i64>,
    /// The end of the time range, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`. Events with a timestamp later than this time are not returned.
    #[shape(name = "endTime")]
    pub end_time: Option<i64>,
    /// The filter pattern to use. For more information, see Filter and Pattern Syntax.
    #[shape(name = "filterPattern", length = 0..=1024)]
    pub filter_pattern: Option<String>,
    /// The token for the next set of events to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of events to return. The default is 10,000 events.
    #[shape(name = "limit", range = 1..=10000)]
    pub limit: Option<i32>,
    /// If the value is true, the operation attempts to provide responses that contain events from
    /// multiple log streams within the log group, interleaved in a single response.
    #[shape(name = "interleaved")]
    pub interleaved: Option<bool>,
    /// Specify `true` to display the log event fields with all sensitive data unmasked and
    /// visible. The default is `false`.
    #[shape(name = "unmask")]
    pub unmask: Option<bool>,
}

/// Output of `FilterLogEvents`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilterLogEventsResponse {
    /// The matched events.
    #[shape(name = "events")]
    pub events: Option<Vec<FilteredLogEvent>>,
    /// Important As of May 15, 2020, this parameter is no longer supported. This parameter
    /// returns an empty list.
    #[shape(name = "searchedLogStreams")]
    pub searched_log_streams: Option<Vec<SearchedLogStream>>,
    /// The token to use when requesting the next set of items. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `PutRetentionPolicy`.
///
/// Sets the retention of the specified log group. With a retention policy, you can configure
/// the number of days for which to retain log events in the specified log group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRetentionPolicyRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The number of days to retain the log events in the specified log group. Possible values
    /// are: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,
    /// 2557, 2922, 3288, and 3653.
    #[shape(name = "retentionInDays", required)]
    pub retention_in_days: i32,
}

/// Input of `DeleteRetentionPolicy`.
///
/// Deletes the specified retention policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRetentionPolicyRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
}

/// Input of `TagResource`.
///
/// Assigns one or more tags (key-value pairs) to the specified CloudWatch Logs resource.
/// Currently, the only CloudWatch Logs resources that can be tagged are log groups and
/// destinations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// The ARN of the resource that you're adding tags to.
    #[shape(name = "resourceArn", required, length = 1..=1011, pattern = r"[\w+=/:,.@-]*")]
    pub resource_arn: String,
    /// The list of key-value pairs to associate with the resource.
    #[shape(
        name = "tags",
        required,
        length = 1..=50,
        item(length = ..=256, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"),
        map_key(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")
    )]
    pub tags: BTreeMap<String, String>,
}

/// Input of `UntagResource`.
///
/// Removes one or more tags from the specified resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// The ARN of the CloudWatch Logs resource that you're removing tags from.
    #[shape(name = "resourceArn", required, length = 1..=1011, pattern = r"[\w+=/:,.@-]*")]
    pub resource_arn: String,
    /// The list of tag keys to remove from the resource.
    #[shape(
        name = "tagKeys",
        required,
        length = 0..=50,
        item(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")
    )]
    pub tag_keys: Vec<String>,
}

/// Input of `ListTagsForResource`.
///
/// Displays the tags associated with a CloudWatch Logs resource. Currently, log groups and
/// destinations support tagging.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// The ARN of the resource that you want to view tags for.
    #[shape(name = "resourceArn", required, length = 1..=1011, pattern = r"[\w+=/:,.@-]*")]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceResponse {
    /// The list of tags associated with the requested resource.\>
    #[shape(name = "tags")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Input of `TagLogGroup`.
///
/// The TagLogGroup operation is on the path to deprecation. We recommend that you use
/// TagResource instead.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagLogGroupRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The key-value pairs to use for the tags.
    #[shape(
        name = "tags",
        required,
        length = 1..=50,
        item(length = ..=256, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"),
        map_key(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")
    )]
    pub tags: BTreeMap<String, String>,
}

/// Input of `UntagLogGroup`.
///
/// The UntagLogGroup operation is on the path to deprecation. We recommend that you use
/// UntagResource instead.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagLogGroupRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The tag keys. The corresponding tags are removed from the log group.
    #[shape(
        name = "tags",
        required,
        length = 1..,
        item(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")
    )]
    pub tags: Vec<String>,
}

/// Input of `ListTagsLogGroup`.
///
/// The ListTagsLogGroup operation is on the path to deprecation. We recommend that you use
/// ListTagsForResource instead.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsLogGroupRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
}

/// Output of `ListTagsLogGroup`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsLogGroupResponse {
    /// The tags for the log group.
    #[shape(name = "tags")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Input of `PutMetricFilter`.
///
/// Creates or updates a metric filter and associates it with the specified log group. With
/// metric filters, you can configure rules to extract metric data from log events ingested
/// through PutLogEvents.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutMetricFilterRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// A name for the metric filter.
    #[shape(name = "filterName", required, length = 1..=512, pattern = "[^:*]*")]
    pub filter_name: String,
    /// A filter pattern for extracting metric data out of ingested log events.
    #[shape(name = "filterPattern", required, length = 0..=1024)]
    pub filter_pattern: String,
    /// A collection of information that defines how metric data gets emitted.
    #[shape(name = "metricTransformations", required, length = 1..=1)]
    pub metric_transformations: Vec<MetricTransformation>,
    /// This parameter is valid only for log groups that have an active log transformer. For more
    /// information about log transformers, see PutTransformer.
    #[shape(name = "applyOnTransformedLogs")]
    pub apply_on_transformed_logs: Option<bool>,
    /// A filter expression that specifies which log events should be processed by this metric
    /// filter based on system fields such as source account and source region.
    #[shape(name = "fieldSelectionCriteria", length = 0..=2000)]
    pub field_selection_criteria: Option<String>,
    /// A list of system fields to emit as additional dimensions in the generated metrics. Valid
    /// values are `@aws.account` and `@aws.region`.
    #[shape(name = "emitSystemFieldDimensions")]
    pub emit_system_field_dimensions: Option<Vec<String>>,
}

/// Input of `DescribeMetricFilters`.
///
/// Lists the specified metric filters. You can list all of the metric filters or filter the
/// results by log name, prefix, metric name, or metric namespace.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeMetricFiltersRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// The prefix to match. CloudWatch Logs uses the value that you set here only if you also
    /// include the `logGroupName` parameter in your request.
    #[shape(name = "filterNamePrefix", length = 1..=512, pattern = "[^:*]*")]
    pub filter_name_prefix: Option<String>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of items returned. If you don't specify a value, the default is up to
    /// 50 items.
    #[shape(name = "limit", range = 1..=50)]
    pub limit: Option<i32>,
    /// Filters results to include only those with the specified metric name. If you include this
    /// parameter in your request, you must also include the `metricNamespace` parameter.
    #[shape(name = "metricName", length = ..=255, pattern = "[^:*$]*")]
    pub metric_name: Option<String>,
    /// Filters results to include only those in the specified namespace. If you include this
    /// parameter in your request, you must also include the `metricName` parameter.
    #[shape(name = "metricNamespace", length = ..=255, pattern = "[^:*$]*")]
    pub metric_namespace: Option<String>,
}

/// Output of `DescribeMetricFilters`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeMetricFiltersResponse {
    /// The metric filters.
    #[shape(name = "metricFilters")]
    pub metric_filters: Option<Vec<MetricFilter>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DeleteMetricFilter`.
///
/// Deletes the specified metric filter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMetricFilterRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The name of the metric filter.
    #[shape(name = "filterName", required, length = 1..=512, pattern = "[^:*]*")]
    pub filter_name: String,
}

/// Input of `TestMetricFilter`.
///
/// Tests the filter pattern of a metric filter against a sample of log event messages. You
/// can use this operation to validate the correctness of a metric filter pattern.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TestMetricFilterRequest {
    /// A symbolic description of how CloudWatch Logs should interpret the data in each log event.
    /// For example, a log event can contain timestamps, IP addresses, strings, and so on.
    #[shape(name = "filterPattern", required, length = 0..=1024)]
    pub filter_pattern: String,
    /// The log event messages to test.
    #[shape(name = "logEventMessages", required, length = 1..=50, item(length = 1..))]
    pub log_event_messages: Vec<String>,
}

/// Output of `TestMetricFilter`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TestMetricFilterResponse {
    /// The matched events.
    #[shape(name = "matches")]
    pub matches: Option<Vec<MetricFilterMatchRecord>>,
}

/// Input of `PutSubscriptionFilter`.
///
/// Creates or updates a subscription filter and associates it with the specified log group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutSubscriptionFilterRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// A name for the subscription filter. If you are updating an existing filter, you must
    /// specify the correct name in `filterName`.
    #[shape(name = "filterName", required, length = 1..=512, pattern = "[^:*]*")]
    pub filter_name: String,
    /// A filter pattern for subscribing to a filtered stream of log events.
    #[shape(name = "filterPattern", required, length = 0..=1024)]
    pub filter_pattern: String,
    /// The ARN of the destination to deliver matching log events to.
    #[shape(name = "destinationArn", required, length = 1..)]
    pub destination_arn: String,
    /// The ARN of an IAM role that grants CloudWatch Logs permissions to deliver ingested log
    /// events to the destination stream.
    #[shape(name = "roleArn", length = 1..)]
    pub role_arn: Option<String>,
    /// The method used to distribute log data to the destination. By default, log data is grouped
    /// by log stream, but the grouping can be set to random for a more even distribution.
    #[shape(name = "distribution", one_of = DISTRIBUTION)]
    pub distribution: Option<String>,
    /// This parameter is valid only for log groups that have an active log transformer. For more
    /// information about log transformers, see PutTransformer.
    #[shape(name = "applyOnTransformedLogs")]
    pub apply_on_transformed_logs: Option<bool>,
    /// A filter expression that specifies which log events should be processed by this
    /// subscription filter based on system fields such as source account and source region.
    #[shape(name = "fieldSelectionCriteria", length = 0..=2000)]
    pub field_selection_criteria: Option<String>,
    /// A list of system fields to include in the log events sent to the subscription destination.
    /// Valid values are `@aws.account` and `@aws.region`.
    #[shape(name = "emitSystemFields")]
    pub emit_system_fields: Option<Vec<String>>,
}

/// Input of `DescribeSubscriptionFilters`.
///
/// Lists the subscription filters for the specified log group. You can list all the
/// subscription filters or filter the results by prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeSubscriptionFiltersRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The prefix to match. If you don't specify a value, no prefix filter is applied.
    #[shape(name = "filterNamePrefix", length = 1..=512, pattern = "[^:*]*")]
    pub filter_name_prefix: Option<String>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of items returned. If you don't specify a value, the default is up to
    /// 50 items.
    #[shape(name = "limit", range = 1..=50)]
    pub limit: Option<i32>,
}

/// Output of `DescribeSubscriptionFilters`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeSubscriptionFiltersResponse {
    /// The subscription filters.
    #[shape(name = "subscriptionFilters")]
    pub subscription_filters: Option<Vec<SubscriptionFilter>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DeleteSubscriptionFilter`.
///
/// Deletes the specified subscription filter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteSubscriptionFilterRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", required, length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    /// The name of the subscription filter.
    #[shape(name = "filterName", required, length = 1..=512, pattern = "[^:*]*")]
    pub filter_name: String,
}

/// Input of `PutResourcePolicy`.
///
/// Creates or updates a resource policy allowing other Amazon Web Services services to put
/// log events to this account, such as Amazon Route 53.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyRequest {
    /// Name of the new policy. This parameter is required.
    #[shape(name = "policyName")]
    pub policy_name: Option<String>,
    /// Details of the new policy, including the identity of the principal that is enabled to put
    /// logs to this account. This is formatted as a JSON string.
    #[shape(name = "policyDocument", length = 1..=51200)]
    pub policy_document: Option<String>,
    /// The ARN of the CloudWatch Logs resource to which the resource policy needs to be added or
    /// attached. Currently only supports LogGroup ARN.
    #[shape(name = "resourceArn")]
    pub resource_arn: Option<String>,
    /// The expected revision ID of the resource policy. Required when `resourceArn` is provided
    /// to prevent concurrent modifications.
    #[shape(name = "expectedRevisionId", length = 1..)]
    pub expected_revision_id: Option<String>,
}

/// Output of `PutResourcePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyResponse {
    /// The new policy.
    #[shape(name = "resourcePolicy")]
    pub resource_policy: Option<ResourcePolicy>,
    /// The revision ID of the created or updated resource policy. Only returned for
    /// resource-scoped policies.
    #[shape(name = "revisionId")]
    pub revision_id: Option<String>,
}

/// Input of `DescribeResourcePolicies`.
///
/// Lists the resource policies in this account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeResourcePoliciesRequest {
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
    /// The maximum number of resource policies to be displayed with one call of this API.
    #[shape(name = "limit", range = 1..=50)]
    pub limit: Option<i32>,
    /// The ARN of the CloudWatch Logs resource for which to query the resource policy.
    #[shape(name = "resourceArn")]
    pub resource_arn: Option<String>,
    /// Specifies the scope of the resource policy. Valid values are `ACCOUNT` or `RESOURCE`.
    #[shape(name = "policyScope", one_of = POLICY_SCOPE)]
    pub policy_scope: Option<String>,
}

/// Output of `DescribeResourcePolicies`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeResourcePoliciesResponse {
    /// The resource policies that exist in this account.
    #[shape(name = "resourcePolicies")]
    pub resource_policies: Option<Vec<ResourcePolicy>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DeleteResourcePolicy`.
///
/// Deletes a resource policy from this account. This revokes the access of the identities in
/// that policy to put log events to this account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteResourcePolicyRequest {
    /// The name of the policy to be revoked. This parameter is required.
    #[shape(name = "policyName")]
    pub policy_name: Option<String>,
    /// The ARN of the CloudWatch Logs resource for which the resource policy needs to be deleted
    #[shape(name = "resourceArn")]
    pub resource_arn: Option<String>,
    /// The expected revision ID of the resource policy. Required when deleting a resource-scoped
    /// policy to prevent concurrent modifications.
    #[shape(name = "expectedRevisionId", length = 1..)]
    pub expected_revision_id: Option<String>,
}

/// Input of `PutQueryDefinition`.
///
/// Creates or updates a query definition for CloudWatch Logs Insights. For more information,
/// see Analyzing Log Data with CloudWatch Logs Insights.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutQueryDefinitionRequest {
    /// Specify the query language to use for this query. The options are Logs Insights QL,
    /// OpenSearch PPL, and OpenSearch SQL.
    #[shape(name = "queryLanguage", one_of = QUERY_LANGUAGE)]
    pub query_language: Option<String>,
    /// A name for the query definition. If you are saving numerous query definitions, we
    /// recommend that you name them.
    #[shape(name = "name", required, length = 1..=255)]
    pub name: String,
    /// If you are updating a query definition, use this parameter to specify the ID of the query
    /// definition that you want to update. You can use DescribeQueryDefinitions to retrieve the
    /// IDs of your saved query definitions.
    #[shape(name = "queryDefinitionId", length = 1..=256)]
    pub query_definition_id: Option<String>,
    /// Use this parameter to include specific log groups as part of your query definition. If
    /// your query uses the OpenSearch Service query language, you specify the log group names
    /// inside the `querystring` instead of here.
    #[shape(name = "logGroupNames", item(length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+"))]
    pub log_group_names: Option<Vec<String>>,
    /// The query string to use for this definition. For more information, see CloudWatch Logs
    /// Insights Query Syntax.
    #[shape(name = "queryString", required, length = 1..=10000)]
    pub query_string: String,
    /// Used as an idempotency token, to avoid returning an exception if the service receives the
    /// same request twice because of a network error.
    #[shape(name = "clientToken", length = 36..=128, pattern = r"\S{36,128}")]
    pub client_token: Option<String>,
    /// Use this parameter to include specific query parameters as part of your query definition.
    /// Query parameters are supported only for Logs Insights QL queries.
    #[shape(name = "parameters", length = ..=20)]
    pub parameters: Option<Vec<QueryParameter>>,
}

/// Output of `PutQueryDefinition`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutQueryDefinitionResponse {
    /// The ID of the query definition.
    #[shape(name = "queryDefinitionId")]
    pub query_definition_id: Option<String>,
}

/// Input of `DescribeQueryDefinitions`.
///
/// This operation returns a paginated list of your saved CloudWatch Logs Insights query
/// definitions. You can retrieve query definitions from the current account or from a source
/// account that is linked to the current account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeQueryDefinitionsRequest {
    /// The query language used for this query. For more information about the query languages
    /// that CloudWatch Logs supports, see Supported query languages.
    #[shape(name = "queryLanguage", one_of = QUERY_LANGUAGE)]
    pub query_language: Option<String>,
    /// Use this parameter to filter your results to only the query definitions that have names
    /// that start with the prefix you specify.
    #[shape(name = "queryDefinitionNamePrefix", length = 1..=255)]
    pub query_definition_name_prefix: Option<String>,
    /// Limits the number of returned query definitions to the specified number.
    #[shape(name = "maxResults", range = 1..=1000)]
    pub max_results: Option<i32>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken", length = 1..)]
    pub next_token: Option<String>,
}

/// Output of `DescribeQueryDefinitions`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeQueryDefinitionsResponse {
    /// The list of query definitions that match your request.
    #[shape(name = "queryDefinitions")]
    pub query_definitions: Option<Vec<QueryDefinition>>,
    /// The token for the next set of items to return. The token expires after 24 hours.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DeleteQueryDefinition`.
///
/// Deletes a saved CloudWatch Logs Insights query definition. A query definition contains
/// details about a saved CloudWatch Logs Insights query.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteQueryDefinitionRequest {
    /// The ID of the query definition that you want to delete. You can use
    /// DescribeQueryDefinitions to retrieve the IDs of your saved query definitions.
    #[shape(name = "queryDefinitionId", required, length = 1..=256)]
    pub query_definition_id: String,
}

/// Output of `DeleteQueryDefinition`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteQueryDefinitionResponse {
    /// A value of TRUE indicates that the operation succeeded. FALSE indicates that the operation
    /// failed.
    #[shape(name = "success")]
    pub success: Option<bool>,
}

/// Input of `PutLogGroupDeletionProtection`.
///
/// Enables or disables deletion protection for the specified log group. When enabled on a log
/// group, deletion protection blocks all deletion operations until it is explicitly disabled.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutLogGroupDeletionProtectionRequest {
    /// The name or ARN of the log group.
    #[shape(name = "logGroupIdentifier", required, length = 1..=2048, pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: String,
    /// Whether to enable deletion protection.
    #[shape(name = "deletionProtectionEnabled", required)]
    pub deletion_protection_enabled: bool,
}

/// Input of `AssociateKmsKey`.
///
/// Associates the specified KMS key with either one log group in the account, or with all
/// stored CloudWatch Logs query insights results in the account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AssociateKmsKeyRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// The Amazon Resource Name (ARN) of the KMS key to use when encrypting log data. This must
    /// be a symmetric KMS key.
    #[shape(name = "kmsKeyId", required, length = ..=256)]
    pub kms_key_id: String,
    /// Specifies the target for this operation.
    #[shape(name = "resourceIdentifier", length = 1..=2048, pattern = r"[\w+=/:,.@\-\*]*")]
    pub resource_identifier: Option<String>,
}

/// Input of `DisassociateKmsKey`.
///
/// Disassociates the specified KMS key from the specified log group or from all CloudWatch
/// Logs Insights query results in the account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DisassociateKmsKeyRequest {
    /// The name of the log group.
    #[shape(name = "logGroupName", length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    /// Specifies the target for this operation.
    #[shape(name = "resourceIdentifier", length = 1..=2048, pattern = r"[\w+=/:,.@\-\*]*")]
    pub resource_identifier: Option<String>,
}

/// Represents a log group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LogGroup {
    /// The name of the log group.
    #[shape(name = "logGroupName")]
    pub log_group_name: Option<String>,
    /// The creation time of the log group, expressed as the number of milliseconds after Jan 1,
    /// 1970 00:00:00 UTC.
    #[shape(name = "creationTime")]
    pub creation_time: Option<i64>,
    /// The number of days to retain the log events in the specified log group. Possible values
    /// are: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,
    /// 2557, 2922, 3288, and 3653.
    #[shape(name = "retentionInDays")]
    pub retention_in_days: Option<i32>,
    /// The number of metric filters.
    #[shape(name = "metricFilterCount")]
    pub metric_filter_count: Option<i32>,
    /// The Amazon Resource Name (ARN) of the log group. This version of the ARN includes a
    /// trailing `:*` after the log group name.
    #[shape(name = "arn")]
    pub arn: Option<String>,
    /// The number of bytes stored.
    #[shape(name = "storedBytes")]
    pub stored_bytes: Option<i64>,
    /// The Amazon Resource Name (ARN) of the KMS key to use when encrypting log data.
    #[shape(name = "kmsKeyId")]
    pub kms_key_id: Option<String>,
    /// Displays whether this log group has a protection policy, or whether it had one in the
    /// past. For more information, see PutDataProtectionPolicy.
    #[shape(name = "dataProtectionStatus")]
    pub data_protection_status: Option<String>,
    /// Displays all the properties that this log group has inherited from account-level settings.
    #[shape(name = "inheritedProperties")]
    pub inherited_properties: Option<Vec<String>>,
    /// This specifies the log group class for this log group.
    #[shape(name = "logGroupClass")]
    pub log_group_class: Option<String>,
    /// The Amazon Resource Name (ARN) of the log group. This version of the ARN doesn't include a
    /// trailing `:*` after the log group name.
    #[shape(name = "logGroupArn")]
    pub log_group_arn: Option<String>,
    /// Indicates whether deletion protection is enabled for this log group. When enabled,
    /// deletion protection blocks all deletion operations until it is explicitly disabled.
    #[shape(name = "deletionProtectionEnabled")]
    pub deletion_protection_enabled: Option<bool>,
    /// Indicates whether bearer token authentication is enabled for this log group. When enabled,
    /// bearer token authentication is allowed on operations until it is explicitly disabled.
    #[shape(name = "bearerTokenAuthenticationEnabled")]
    pub bearer_token_authentication_enabled: Option<bool>,
}

/// Filter criteria for data sources, used to specify which data sources to include in
/// operations based on name and type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DataSourceFilter {
    /// The name pattern to filter data sources by.
    #[shape(name = "name", required)]
    pub name: String,
    /// The type pattern to filter data sources by.
    #[shape(name = "type")]
    pub r#type: Option<String>,
}

/// A tag filter that specifies a tag key and optional tag values for filtering log groups by
/// tags.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagFilter {
    /// The tag key to filter on.
    #[shape(name = "key", required, length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")]
    pub key: String,
    /// An optional list of tag values to filter on.
    #[shape(
        name = "values",
        length = 0..=5,
        item(length = 0..=259, pattern = r"^!?\*?([\p{L}\p{Z}\p{N}_.:/=+\-@]*)\*?$")
    )]
    pub values: Option<Vec<String>>,
}

/// This structure contains information about one log group in your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LogGroupSummary {
    /// The name of the log group.
    #[shape(name = "logGroupName")]
    pub log_group_name: Option<String>,
    /// The Amazon Resource Name (ARN) of the log group.
    #[shape(name = "logGroupArn")]
    pub log_group_arn: Option<String>,
    /// The log group class for this log group. For details about the features supported by each
    /// log group class, see Log classes
    #[shape(name = "logGroupClass")]
    pub log_group_class: Option<String>,
}

/// Represents a log stream, which is a sequence of log events from a single emitter of logs.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LogStream {
    /// The name of the log stream.
    #[shape(name = "logStreamName")]
    pub log_stream_name: Option<String>,
    /// The creation time of the stream, expressed as the number of milliseconds after `Jan 1,
    /// 1970 00:00:00 UTC`.
    #[shape(name = "creationTime")]
    pub creation_time: Option<i64>,
    /// The time of the first event, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`.
    #[shape(name = "firstEventTimestamp")]
    pub first_event_timestamp: Option<i64>,
    /// The time of the most recent log event in the log stream in CloudWatch Logs. This number is
    /// expressed as the number of milliseconds after `Jan 1, 1970 00:00:00 UTC`.
    #[shape(name = "lastEventTimestamp")]
    pub last_event_timestamp: Option<i64>,
    /// The ingestion time, expressed as the number of milliseconds after `Jan 1, 1970 00:00:00
    /// UTC` The `lastIngestionTime` value updates on an eventual consistency basis.
    #[shape(name = "lastIngestionTime")]
    pub last_ingestion_time: Option<i64>,
    /// The sequence token.
    #[shape(name = "uploadSequenceToken")]
    pub upload_sequence_token: Option<String>,
    /// The Amazon Resource Name (ARN) of the log stream.
    #[shape(name = "arn")]
    pub arn: Option<String>,
    /// The number of bytes stored.
    #[shape(name = "storedBytes")]
    pub stored_bytes: Option<i64>,
}

/// Represents a log event, which is a record of activity that was recorded by the application
/// or resource being monitored.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InputLogEvent {
    /// The time the event occurred, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`.
    #[shape(name = "timestamp", required)]
    pub timestamp: i64,
    /// The raw event message. Each log event can be no larger than 1 MB.
    #[shape(name = "message", required, length = 1..)]
    pub message: String,
}

/// The entity associated with the log events in a `PutLogEvents` call.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// The attributes of the entity which identify the specific entity, as a list of key-value
    /// pairs. Entities with the same `keyAttributes` are considered to be the same entity.
    #[shape(
        name = "keyAttributes",
        length = 2..=4,
        item(length = 1..=512),
        map_key(length = 1..=32)
    )]
    pub key_attributes: Option<BTreeMap<String, String>>,
    /// Additional attributes of the entity that are not used to specify the identity of the
    /// entity. A list of key-value pairs.
    #[shape(
        name = "attributes",
        length = 0..=10,
        item(length = 1..=512),
        map_key(length = 1..=256)
    )]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Represents the rejected events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RejectedLogEventsInfo {
    /// The index of the first log event that is too new. This field is inclusive.
    #[shape(name = "tooNewLogEventStartIndex")]
    pub too_new_log_event_start_index: Option<i32>,
    /// The index of the last log event that is too old. This field is exclusive.
    #[shape(name = "tooOldLogEventEndIndex")]
    pub too_old_log_event_end_index: Option<i32>,
    /// The expired log events.
    #[shape(name = "expiredLogEventEndIndex")]
    pub expired_log_event_end_index: Option<i32>,
}

/// If an entity is rejected when a `PutLogEvents` request was made, this includes details
/// about the reason for the rejection.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RejectedEntityInfo {
    /// The type of error that caused the rejection of the entity when calling `PutLogEvents`.
    #[shape(name = "errorType", required)]
    pub error_type: String,
}

/// Represents a log event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OutputLogEvent {
    /// The time the event occurred, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`.
    #[shape(name = "timestamp")]
    pub timestamp: Option<i64>,
    /// The data contained in the log event.
    #[shape(name = "message")]
    pub message: Option<String>,
    /// The time the event was ingested, expressed as the number of milliseconds after `Jan 1,
    /// 1970 00:00:00 UTC`.
    #[shape(name = "ingestionTime")]
    pub ingestion_time: Option<i64>,
}

/// Represents a matched event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilteredLogEvent {
    /// The name of the log stream to which this event belongs.
    #[shape(name = "logStreamName")]
    pub log_stream_name: Option<String>,
    /// The time the event occurred, expressed as the number of milliseconds after `Jan 1, 1970
    /// 00:00:00 UTC`.
    #[shape(name = "timestamp")]
    pub timestamp: Option<i64>,
    /// The data contained in the log event.
    #[shape(name = "message")]
    pub message: Option<String>,
    /// The time the event was ingested, expressed as the number of milliseconds after `Jan 1,
    /// 1970 00:00:00 UTC`.
    #[shape(name = "ingestionTime")]
    pub ingestion_time: Option<i64>,
    /// The ID of the event.
    #[shape(name = "eventId")]
    pub event_id: Option<String>,
}

/// Represents the search status of a log stream.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SearchedLogStream {
    /// The name of the log stream.
    #[shape(name = "logStreamName")]
    pub log_stream_name: Option<String>,
    /// Indicates whether all the events in this log stream were searched.
    #[shape(name = "searchedCompletely")]
    pub searched_completely: Option<bool>,
}

/// Indicates how to transform ingested log events to metric data in a CloudWatch metric.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MetricTransformation {
    /// The name of the CloudWatch metric.
    #[shape(name = "metricName", required, length = ..=255, pattern = "[^:*$]*")]
    pub metric_name: String,
    /// A custom namespace to contain your metric in CloudWatch. Use namespaces to group together
    /// metrics that are similar.
    #[shape(name = "metricNamespace", required, length = ..=255, pattern = "[^:*$]*")]
    pub metric_namespace: String,
    /// The value to publish to the CloudWatch metric when a filter pattern matches a log event.
    #[shape(name = "metricValue", required, length = ..=100)]
    pub metric_value: String,
    /// (Optional) The value to emit when a filter pattern does not match a log event. This value
    /// can be null.
    #[shape(name = "defaultValue")]
    pub default_value: Option<f64>,
    /// The fields to use as dimensions for the metric. One metric filter can include as many as
    /// three dimensions.
    #[shape(name = "dimensions", item(length = ..=255), map_key(length = ..=255))]
    pub dimensions: Option<BTreeMap<String, String>>,
    /// The unit to assign to the metric. If you omit this, the unit is set as `None`.
    #[shape(name = "unit", one_of = STANDARD_UNIT)]
    pub unit: Option<String>,
}

/// Metric filters express how CloudWatch Logs would extract metric observations from ingested
/// log events and transform them into metric data in a CloudWatch metric.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MetricFilter {
    /// The name of the metric filter.
    #[shape(name = "filterName")]
    pub filter_name: Option<String>,
    /// A symbolic description of how CloudWatch Logs should interpret the data in each log event.
    /// For example, a log event can contain timestamps, IP addresses, strings, and so on.
    #[shape(name = "filterPattern")]
    pub filter_pattern: Option<String>,
    /// The metric transformations.
    #[shape(name = "metricTransformations")]
    pub metric_transformations: Option<Vec<MetricTransformation>>,
    /// The creation time of the metric filter, expressed as the number of milliseconds after `Jan
    /// 1, 1970 00:00:00 UTC`.
    #[shape(name = "creationTime")]
    pub creation_time: Option<i64>,
    /// The name of the log group.
    #[shape(name = "logGroupName")]
    pub log_group_name: Option<String>,
    /// This parameter is valid only for log groups that have an active log transformer. For more
    /// information about log transformers, see PutTransformer.
    #[shape(name = "applyOnTransformedLogs")]
    pub apply_on_transformed_logs: Option<bool>,
    /// The filter expression that specifies which log events are processed by this metric filter
    /// based on system fields. Returns the `fieldSelectionCriteria` value if it was specified
    /// when the metric filter was created.
    #[shape(name = "fieldSelectionCriteria")]
    pub field_selection_criteria: Option<String>,
    /// The list of system fields that are emitted as additional dimensions in the generated
    /// metrics. Returns the `emitSystemFieldDimensions` value if it was specified when the metric
    /// filter was created.
    #[shape(name = "emitSystemFieldDimensions")]
    pub emit_system_field_dimensions: Option<Vec<String>>,
}

/// Represents a matched event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MetricFilterMatchRecord {
    /// The event number.
    #[shape(name = "eventNumber")]
    pub event_number: Option<i64>,
    /// The raw event data.
    #[shape(name = "eventMessage")]
    pub event_message: Option<String>,
    /// The values extracted from the event data by the filter.
    #[shape(name = "extractedValues")]
    pub extracted_values: Option<BTreeMap<String, String>>,
}

/// Represents a subscription filter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SubscriptionFilter {
    /// The name of the subscription filter.
    #[shape(name = "filterName")]
    pub filter_name: Option<String>,
    /// The name of the log group.
    #[shape(name = "logGroupName")]
    pub log_group_name: Option<String>,
    /// A symbolic description of how CloudWatch Logs should interpret the data in each log event.
    /// For example, a log event can contain timestamps, IP addresses, strings, and so on.
    #[shape(name = "filterPattern")]
    pub filter_pattern: Option<String>,
    /// The Amazon Resource Name (ARN) of the destination.
    #[shape(name = "destinationArn")]
    pub destination_arn: Option<String>,
    /// `roleArn`.
    #[shape(name = "roleArn")]
    pub role_arn: Option<String>,
    /// The method used to distribute log data to the destination, which can be either random or
    /// grouped by log stream.
    #[shape(name = "distribution")]
    pub distribution: Option<String>,
    /// This parameter is valid only for log groups that have an active log transformer. For more
    /// information about log transformers, see PutTransformer.
    #[shape(name = "applyOnTransformedLogs")]
    pub apply_on_transformed_logs: Option<bool>,
    /// The creation time of the subscription filter, expressed as the number of milliseconds
    /// after `Jan 1, 1970 00:00:00 UTC`.
    #[shape(name = "creationTime")]
    pub creation_time: Option<i64>,
    /// The filter expression that specifies which log events are processed by this subscription
    /// filter based on system fields.
    #[shape(name = "fieldSelectionCriteria")]
    pub field_selection_criteria: Option<String>,
    /// The list of system fields that are included in the log events sent to the subscription
    /// destination. Returns the `emitSystemFields` value if it was specified when the
    /// subscription filter was created.
    #[shape(name = "emitSystemFields")]
    pub emit_system_fields: Option<Vec<String>>,
}

/// A policy enabling one or more entities to put logs to a log group in this account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourcePolicy {
    /// The name of the resource policy.
    #[shape(name = "policyName")]
    pub policy_name: Option<String>,
    /// The details of the policy.
    #[shape(name = "policyDocument")]
    pub policy_document: Option<String>,
    /// Timestamp showing when this policy was last updated, expressed as the number of
    /// milliseconds after `Jan 1, 1970 00:00:00 UTC`.
    #[shape(name = "lastUpdatedTime")]
    pub last_updated_time: Option<i64>,
    /// Specifies scope of the resource policy. Valid values are ACCOUNT or RESOURCE.
    #[shape(name = "policyScope")]
    pub policy_scope: Option<String>,
    /// The ARN of the CloudWatch Logs resource to which the resource policy is attached. Only
    /// populated for resource-scoped policies.
    #[shape(name = "resourceArn")]
    pub resource_arn: Option<String>,
    /// The revision ID of the resource policy. Only populated for resource-scoped policies.
    #[shape(name = "revisionId")]
    pub revision_id: Option<String>,
}

/// This structure defines a query parameter for a saved CloudWatch Logs Insights query
/// definition. Query parameters are supported only for Logs Insights QL queries.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct QueryParameter {
    /// The name of the query parameter. A query parameter name must start with a letter or
    /// underscore, and contain only letters, digits, and underscores.
    #[shape(name = "name", required, length = 1..=128, pattern = "^[a-zA-Z_][a-zA-Z0-9_]*")]
    pub name: String,
    /// The default value to use for this query parameter if no value is supplied at execution
    /// time.
    #[shape(name = "defaultValue", length = ..=1024)]
    pub default_value: Option<String>,
    /// A description of the query parameter that explains its purpose or expected values.
    #[shape(name = "description", length = ..=512)]
    pub description: Option<String>,
}

/// This structure contains details about a saved CloudWatch Logs Insights query definition.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct QueryDefinition {
    /// The query language used for this query. For more information about the query languages
    /// that CloudWatch Logs supports, see Supported query languages.
    #[shape(name = "queryLanguage")]
    pub query_language: Option<String>,
    /// The unique ID of the query definition.
    #[shape(name = "queryDefinitionId")]
    pub query_definition_id: Option<String>,
    /// The name of the query definition.
    #[shape(name = "name")]
    pub name: Option<String>,
    /// The query string to use for this definition. For more information, see CloudWatch Logs
    /// Insights Query Syntax.
    #[shape(name = "queryString")]
    pub query_string: Option<String>,
    /// The date that the query definition was most recently modified.
    #[shape(name = "lastModified")]
    pub last_modified: Option<i64>,
    /// If this query definition contains a list of log groups that it is limited to, that list
    /// appears here.
    #[shape(name = "logGroupNames")]
    pub log_group_names: Option<Vec<String>>,
    /// If this query definition contains a list of query parameters that define placeholder
    /// variables for the query string, that list appears here.
    #[shape(name = "parameters")]
    pub parameters: Option<Vec<QueryParameter>>,
}

/// The values of `Distribution`.
pub const DISTRIBUTION: &[&str] = &["Random", "ByLogStream"];

/// The values of `LogGroupClass`.
pub const LOG_GROUP_CLASS: &[&str] = &["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"];

/// The values of `OrderBy`.
pub const ORDER_BY: &[&str] = &["LogStreamName", "LastEventTime"];

/// The values of `PolicyScope`.
pub const POLICY_SCOPE: &[&str] = &["ACCOUNT", "RESOURCE"];

/// The values of `QueryLanguage`.
pub const QUERY_LANGUAGE: &[&str] = &["CWLI", "SQL", "PPL"];

/// The values of `StandardUnit`.
pub const STANDARD_UNIT: &[&str] = &[
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("AccessDeniedException", "AccessDeniedException", 400),
    ErrorShape::sender("DataAlreadyAcceptedException", "DataAlreadyAcceptedException", 400),
    ErrorShape::sender("InvalidOperationException", "InvalidOperationException", 400),
    ErrorShape::sender("InvalidParameterException", "InvalidParameterException", 400),
    ErrorShape::sender("InvalidSequenceTokenException", "InvalidSequenceTokenException", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("OperationAbortedException", "OperationAbortedException", 400),
    ErrorShape::sender("ResourceAlreadyExistsException", "ResourceAlreadyExistsException", 400),
    ErrorShape::sender("ResourceNotFoundException", "ResourceNotFoundException", 400),
    ErrorShape::receiver("ServiceUnavailableException", "ServiceUnavailableException", 500),
    ErrorShape::sender("TooManyTagsException", "TooManyTagsException", 400),
    ErrorShape::sender("UnrecognizedClientException", "UnrecognizedClientException", 400),
    ErrorShape::sender("ValidationException", "ValidationException", 400),
];
