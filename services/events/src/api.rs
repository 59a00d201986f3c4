//! The shapes of Amazon EventBridge, from AWS's published model of API version 2015-10-07 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateEventBus`.
///
/// Creates a new event bus within your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateEventBusRequest {
    /// The name of the new event bus.
    #[shape(required, length = 1..=256, pattern = r"[/\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// If you are creating a partner event bus, this specifies the partner event source that the
    /// new event bus will be matched with.
    #[shape(length = 1..=256, pattern = r"aws\.partner(/[\.\-_A-Za-z0-9]+){2,}")]
    pub event_source_name: Option<String>,
    /// The event bus description.
    #[shape(length = ..=512)]
    pub description: Option<String>,
    /// The identifier of the KMS customer managed key for EventBridge to use, if you choose to
    /// use a customer managed key to encrypt events on this event bus.
    #[shape(length = ..=2048, pattern = r"^[a-zA-Z0-9_\-/:]*$")]
    pub kms_key_identifier: Option<String>,
    /// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
    /// queue (DLQ).
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The logging configuration settings for the event bus.
    pub log_config: Option<LogConfig>,
    /// Tags to associate with the event bus.
    pub tags: Option<Vec<Tag>>,
}

/// Output of `CreateEventBus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateEventBusResponse {
    /// The ARN of the new event bus.
    pub event_bus_arn: Option<String>,
    /// The event bus description.
    pub description: Option<String>,
    /// The identifier of the KMS customer managed key for EventBridge to use to encrypt events on
    /// this event bus, if one has been specified.
    pub kms_key_identifier: Option<String>,
    /// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
    /// queue (DLQ).
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The logging configuration settings for the event bus.
    pub log_config: Option<LogConfig>,
}

/// Input of `DescribeEventBus`.
///
/// Displays details about an event bus in your account. This can include the external Amazon
/// Web Services accounts that are permitted to write events to your default event bus, and
/// the associated policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeEventBusRequest {
    /// The name or ARN of the event bus to show details for. If you omit this, the default event
    /// bus is displayed.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub name: Option<String>,
}

/// Output of `DescribeEventBus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeEventBusResponse {
    /// The name of the event bus. Currently, this is always `default`.
    pub name: Option<String>,
    /// The Amazon Resource Name (ARN) of the account permitted to write events to the current
    /// account.
    pub arn: Option<String>,
    /// The event bus description.
    pub description: Option<String>,
    /// The identifier of the KMS customer managed key for EventBridge to use to encrypt events on
    /// this event bus, if one has been specified.
    pub kms_key_identifier: Option<String>,
    /// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
    /// queue (DLQ).
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The policy that enables the external account to send events to your account.
    pub policy: Option<String>,
    /// The logging configuration settings for the event bus.
    pub log_config: Option<LogConfig>,
    /// The time the event bus was created.
    pub creation_time: Option<Timestamp>,
    /// The time the event bus was last modified.
    pub last_modified_time: Option<Timestamp>,
}

/// Input of `DeleteEventBus`.
///
/// Deletes the specified custom event bus or partner event bus. All rules associated with
/// this event bus need to be deleted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteEventBusRequest {
    /// The name of the event bus to delete.
    #[shape(required, length = 1..=256, pattern = r"[/\.\-_A-Za-z0-9]+")]
    pub name: String,
}

/// Input of `ListEventBuses`.
///
/// Lists all the event buses in your account, including the default event bus, custom event
/// buses, and partner event buses.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEventBusesRequest {
    /// Specifying this limits the results to only those event buses with names that start with
    /// the specified prefix.
    #[shape(length = 1..=256, pattern = r"[/\.\-_A-Za-z0-9]+")]
    pub name_prefix: Option<String>,
    /// The token returned by a previous call, which you can use to retrieve the next set of
    /// results.
    #[shape(length = 1..=2048)]
    pub next_token: Option<String>,
    /// Specifying this limits the number of results returned by this operation. The operation
    /// also returns a NextToken which you can use in a subsequent operation to retrieve the next
    /// set of results.
    #[shape(range = 1..=100)]
    pub limit: Option<i32>,
}

/// Output of `ListEventBuses`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEventBusesResponse {
    /// This list of event buses.
    pub event_buses: Option<Vec<EventBus>>,
    /// A token indicating there are more results available. If there are no more results, no
    /// token is included in the response.
    pub next_token: Option<String>,
}

/// Input of `UpdateEventBus`.
///
/// Updates the specified event bus.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateEventBusRequest {
    /// The name of the event bus.
    #[shape(length = 1..=256, pattern = r"[/\.\-_A-Za-z0-9]+")]
    pub name: Option<String>,
    /// The identifier of the KMS customer managed key for EventBridge to use, if you choose to
    /// use a customer managed key to encrypt events on this event bus.
    #[shape(length = ..=2048, pattern = r"^[a-zA-Z0-9_\-/:]*$")]
    pub kms_key_identifier: Option<String>,
    /// The event bus description.
    #[shape(length = ..=512)]
    pub description: Option<String>,
    /// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
    /// queue (DLQ).
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The logging configuration settings for the event bus.
    pub log_config: Option<LogConfig>,
}

/// Output of `UpdateEventBus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateEventBusResponse {
    /// The event bus Amazon Resource Name (ARN).
    pub arn: Option<String>,
    /// The event bus name.
    pub name: Option<String>,
    /// The identifier of the KMS customer managed key for EventBridge to use to encrypt events on
    /// this event bus, if one has been specified.
    pub kms_key_identifier: Option<String>,
    /// The event bus description.
    pub description: Option<String>,
    /// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
    /// queue (DLQ).
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The logging configuration settings for the event bus.
    pub log_config: Option<LogConfig>,
}

/// Input of `PutRule`.
///
/// Creates or updates the specified rule. Rules are enabled by default, or based on value of
/// the state.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRuleRequest {
    /// The name of the rule that you are creating or updating.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// The scheduling expression. For example, "cron(0 20 * * ? *)" or "rate(5 minutes)".
    #[shape(length = ..=256)]
    pub schedule_expression: Option<String>,
    /// The event pattern. For more information, see Amazon EventBridge event patterns in the
    /// Amazon EventBridge User Guide .
    #[shape(length = ..=4096)]
    pub event_pattern: Option<String>,
    /// The state of the rule.
    #[shape(one_of = RULE_STATE)]
    pub state: Option<String>,
    /// A description of the rule.
    #[shape(length = ..=512)]
    pub description: Option<String>,
    /// The Amazon Resource Name (ARN) of the IAM role associated with the rule.
    #[shape(length = 1..=1600)]
    pub role_arn: Option<String>,
    /// The list of key-value pairs to associate with the rule.
    pub tags: Option<Vec<Tag>>,
    /// The name or ARN of the event bus to associate with this rule. If you omit this, the
    /// default event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
}

/// Output of `PutRule`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRuleResponse {
    /// The Amazon Resource Name (ARN) of the rule.
    pub rule_arn: Option<String>,
}

/// Input of `DescribeRule`.
///
/// Describes the specified rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeRuleRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
}

/// Output of `DescribeRule`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeRuleResponse {
    /// The name of the rule.
    pub name: Option<String>,
    /// The Amazon Resource Name (ARN) of the rule.
    pub arn: Option<String>,
    /// The event pattern. For more information, see Events and Event Patterns in the Amazon
    /// EventBridge User Guide .
    pub event_pattern: Option<String>,
    /// The scheduling expression. For example, "cron(0 20 * * ? *)", "rate(5 minutes)".
    pub schedule_expression: Option<String>,
    /// Specifies whether the rule is enabled or disabled.
    pub state: Option<String>,
    /// The description of the rule.
    pub description: Option<String>,
    /// The Amazon Resource Name (ARN) of the IAM role associated with the rule.
    pub role_arn: Option<String>,
    /// If this is a managed rule, created by an Amazon Web Services service on your behalf, this
    /// field displays the principal name of the Amazon Web Services service that created the
    /// rule.
    pub managed_by: Option<String>,
    /// The name of the event bus associated with the rule.
    pub event_bus_name: Option<String>,
    /// The account ID of the user that created the rule.
    pub created_by: Option<String>,
}

/// Input of `DeleteRule`.
///
/// Deletes the specified rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRuleRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// If this is a managed rule, created by an Amazon Web Services service on your behalf, you
    /// must specify `Force` as `True` to delete the rule. This parameter is ignored for rules
    /// that are not managed rules.
    pub force: Option<bool>,
}

/// Input of `EnableRule`.
///
/// Enables the specified rule. If the rule does not exist, the operation fails.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EnableRuleRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
}

/// Input of `DisableRule`.
///
/// Disables the specified rule. A disabled rule won't match any events, and won't
/// self-trigger if it has a schedule expression.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DisableRuleRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
}

/// Input of `ListRules`.
///
/// Lists your Amazon EventBridge rules. You can either list all the rules or you can provide
/// a prefix to match to the rule names.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRulesRequest {
    /// The prefix matching the rule name.
    #[shape(length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub name_prefix: Option<String>,
    /// The name or ARN of the event bus to list the rules for. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// The token returned by a previous call, which you can use to retrieve the next set of
    /// results.
    #[shape(length = 1..=2048)]
    pub next_token: Option<String>,
    /// The maximum number of results to return.
    #[shape(range = 1..=100)]
    pub limit: Option<i32>,
}

/// Output of `ListRules`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRulesResponse {
    /// The rules that match the specified criteria.
    pub rules: Option<Vec<Rule>>,
    /// A token indicating there are more results available. If there are no more results, no
    /// token is included in the response.
    pub next_token: Option<String>,
}

/// Input of `ListRuleNamesByTarget`.
///
/// Lists the rules for the specified target. You can see which of the rules in Amazon
/// EventBridge can invoke a specific target in your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRuleNamesByTargetRequest {
    /// The Amazon Resource Name (ARN) of the target resource.
    #[shape(required, length = 1..=1600)]
    pub target_arn: String,
    /// The name or ARN of the event bus to list rules for. If you omit this, the default event
    /// bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// The token returned by a previous call, which you can use to retrieve the next set of
    /// results.
    #[shape(length = 1..=2048)]
    pub next_token: Option<String>,
    /// The maximum number of results to return.
    #[shape(range = 1..=100)]
    pub limit: Option<i32>,
}

/// Output of `ListRuleNamesByTarget`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRuleNamesByTargetResponse {
    /// The names of the rules that can invoke the given target.
    pub rule_names: Option<Vec<String>>,
    /// A token indicating there are more results available. If there are no more results, no
    /// token is included in the response.
    pub next_token: Option<String>,
}

/// Input of `PutTargets`.
///
/// Adds the specified targets to the specified rule, or updates the targets if they are
/// already associated with the rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutTargetsRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub rule: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// The targets to update or add to the rule.
    #[shape(required, length = 1..=100)]
    pub targets: Vec<Target>,
}

/// Output of `PutTargets`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutTargetsResponse {
    /// The number of failed entries.
    pub failed_entry_count: Option<i32>,
    /// The failed target entries.
    pub failed_entries: Option<Vec<PutTargetsResultEntry>>,
}

/// Input of `RemoveTargets`.
///
/// Removes the specified targets from the specified rule. When the rule is triggered, those
/// targets are no longer be invoked.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveTargetsRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub rule: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// The IDs of the targets to remove from the rule.
    #[shape(required, length = 1..=100, item(length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+"))]
    pub ids: Vec<String>,
    /// If this is a managed rule, created by an Amazon Web Services service on your behalf, you
    /// must specify `Force` as `True` to remove targets. This parameter is ignored for rules that
    /// are not managed rules.
    pub force: Option<bool>,
}

/// Output of `RemoveTargets`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveTargetsResponse {
    /// The number of failed entries.
    pub failed_entry_count: Option<i32>,
    /// The failed target entries.
    pub failed_entries: Option<Vec<RemoveTargetsResultEntry>>,
}

/// Input of `ListTargetsByRule`.
///
/// Lists the targets assigned to the specified rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTargetsByRuleRequest {
    /// The name of the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub rule: String,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// The token returned by a previous call, which you can use to retrieve the next set of
    /// results.
    #[shape(length = 1..=2048)]
    pub next_token: Option<String>,
    /// The maximum number of results to return.
    #[shape(range = 1..=100)]
    pub limit: Option<i32>,
}

/// Output of `ListTargetsByRule`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTargetsByRuleResponse {
    /// The targets assigned to the rule.
    pub targets: Option<Vec<Target>>,
    /// A token indicating there are more results available. If there are no more results, no
    /// token is included in the response.
    pub next_token: Option<String>,
}

/// Input of `PutEvents`.
///
/// Sends custom events to Amazon EventBridge so that they can be matched to rules.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutEventsRequest {
    /// The entry that defines an event in your system. You can specify several parameters for the
    /// entry such as the source and type of the event, resources associated with the event, and
    /// so on.
    #[shape(required, length = 1..=10)]
    pub entries: Vec<PutEventsRequestEntry>,
    /// The URL subdomain of the endpoint. For example, if the URL for Endpoint is
    /// https://abcde.veo.endpoints.event.amazonaws.com, then the EndpointId is `abcde.veo`.
    #[shape(length = 1..=50, pattern = r"^[A-Za-z0-9\-]+[\.][A-Za-z0-9\-]+$")]
    pub endpoint_id: Option<String>,
}

/// Output of `PutEvents`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutEventsResponse {
    /// The number of failed entries.
    pub failed_entry_count: Option<i32>,
    /// The successfully and unsuccessfully ingested events results. If the ingestion was
    /// successful, the entry has the event ID in it.
    pub entries: Option<Vec<PutEventsResultEntry>>,
}

/// Input of `TestEventPattern`.
///
/// Tests whether the specified event pattern matches the provided event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TestEventPatternRequest {
    /// The event pattern. For more information, see Events and Event Patterns in the Amazon
    /// EventBridge User Guide .
    #[shape(required, length = ..=4096)]
    pub event_pattern: String,
    /// The event, in JSON format, to test against the event pattern.
    #[shape(required)]
    pub event: String,
}

/// Output of `TestEventPattern`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TestEventPatternResponse {
    /// Indicates whether the event matches the event pattern.
    pub result: Option<bool>,
}

/// Input of `TagResource`.
///
/// Assigns one or more tags (key-value pairs) to the specified EventBridge resource. Tags can
/// help you organize and categorize your resources.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// The ARN of the EventBridge resource that you're adding tags to.
    #[shape(name = "ResourceARN", required, length = 1..=1600)]
    pub resource_arn: String,
    /// The list of key-value pairs to associate with the resource.
    #[shape(required)]
    pub tags: Vec<Tag>,
}

/// Output of `TagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceResponse {}

/// Input of `UntagResource`.
///
/// Removes one or more tags from the specified EventBridge resource. In Amazon EventBridge,
/// rules and event buses can be tagged.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// The ARN of the EventBridge resource from which you are removing tags.
    #[shape(name = "ResourceARN", required, length = 1..=1600)]
    pub resource_arn: String,
    /// The list of tag keys to remove from the resource.
    #[shape(required, item(length = 1..=128))]
    pub tag_keys: Vec<String>,
}

/// Output of `UntagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceResponse {}

/// Input of `ListTagsForResource`.
///
/// Displays the tags associated with an EventBridge resource. In EventBridge, rules and event
/// buses can be tagged.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// The ARN of the EventBridge resource for which you want to view tags.
    #[shape(name = "ResourceARN", required, length = 1..=1600)]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceResponse {
    /// The list of tag keys and values associated with the resource you specified
    pub tags: Option<Vec<Tag>>,
}

/// Input of `PutPermission`.
///
/// Running `PutPermission` permits the specified Amazon Web Services account or Amazon Web
/// Services organization to put events to the specified event bus.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutPermissionRequest {
    /// The name of the event bus associated with the rule. If you omit this, the default event
    /// bus is used.
    #[shape(length = 1..=256, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub event_bus_name: Option<String>,
    /// The action that you are enabling the other account to perform.
    #[shape(length = 1..=64, pattern = "events:[a-zA-Z]+")]
    pub action: Option<String>,
    /// The 12-digit Amazon Web Services account ID that you are permitting to put events to your
    /// default event bus. Specify "*" to permit any account to put events to your default event
    /// bus.
    #[shape(length = 1..=12, pattern = r"(\d{12}|\*)")]
    pub principal: Option<String>,
    /// An identifier string for the external account that you are granting permissions to. If you
    /// later want to revoke the permission for this external account, specify this `StatementId`
    /// when you run RemovePermission.
    #[shape(length = 1..=64, pattern = "[a-zA-Z0-9-_]+")]
    pub statement_id: Option<String>,
    /// This parameter enables you to limit the permission to accounts that fulfill a certain
    /// condition, such as being a member of a certain Amazon Web Services organization.
    pub condition: Option<Condition>,
    /// A JSON string that describes the permission policy statement. You can include a `Policy`
    /// parameter in the request instead of using the `StatementId`, `Action`, `Principal`, or
    /// `Condition` parameters.
    pub policy: Option<String>,
}

/// Input of `RemovePermission`.
///
/// Revokes the permission of another Amazon Web Services account to be able to put events to
/// the specified event bus.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemovePermissionRequest {
    /// The statement ID corresponding to the account that is no longer allowed to put events to
    /// the default event bus.
    #[shape(length = 1..=64, pattern = "[a-zA-Z0-9-_]+")]
    pub statement_id: Option<String>,
    /// Specifies whether to remove all permissions.
    pub remove_all_permissions: Option<bool>,
    /// The name of the event bus to revoke permissions for. If you omit this, the default event
    /// bus is used.
    #[shape(length = 1..=256, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub event_bus_name: Option<String>,
}

/// Configuration details of the Amazon SQS queue for EventBridge to use as a dead-letter
/// queue (DLQ).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeadLetterConfig {
    /// The ARN of the SQS queue specified as the target for the dead-letter queue.
    #[shape(length = 1..=1600)]
    pub arn: Option<String>,
}

/// The logging configuration settings for the event bus.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LogConfig {
    /// Whether EventBridge include detailed event information in the records it generates.
    /// Detailed data can be useful for troubleshooting and debugging.
    #[shape(one_of = INCLUDE_DETAIL)]
    pub include_detail: Option<String>,
    /// The level of logging detail to include. This applies to all log destinations for the event
    /// bus.
    #[shape(one_of = LEVEL)]
    pub level: Option<String>,
}

/// A key-value pair associated with an Amazon Web Services resource. In EventBridge, rules
/// and event buses support tagging.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// A string you can use to assign a value. The combination of tag keys and values can help
    /// you organize and categorize your resources.
    #[shape(required, length = 1..=128)]
    pub key: String,
    /// The value for the specified tag key.
    #[shape(required, length = 0..=256)]
    pub value: String,
}

/// An event bus receives events from a source, uses rules to evaluate them, applies any
/// configured input transformation, and routes them to the appropriate target(s).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EventBus {
    /// The name of the event bus.
    pub name: Option<String>,
    /// The ARN of the event bus.
    pub arn: Option<String>,
    /// The event bus description.
    pub description: Option<String>,
    /// The permissions policy of the event bus, describing which other Amazon Web Services
    /// accounts can write events to this event bus.
    pub policy: Option<String>,
    /// The time the event bus was created.
    pub creation_time: Option<Timestamp>,
    /// The time the event bus was last modified.
    pub last_modified_time: Option<Timestamp>,
}

/// Contains information about a rule in Amazon EventBridge.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Rule {
    /// The name of the rule.
    pub name: Option<String>,
    /// The Amazon Resource Name (ARN) of the rule.
    pub arn: Option<String>,
    /// The event pattern of the rule. For more information, see Events and Event Patterns in the
    /// Amazon EventBridge User Guide .
    pub event_pattern: Option<String>,
    /// The state of the rule.
    pub state: Option<String>,
    /// The description of the rule.
    pub description: Option<String>,
    /// The scheduling expression. For example, "cron(0 20 * * ? *)", "rate(5 minutes)".
    pub schedule_expression: Option<String>,
    /// The Amazon Resource Name (ARN) of the role that is used for target invocation.
    pub role_arn: Option<String>,
    /// If the rule was created on behalf of your account by an Amazon Web Services service, this
    /// field displays the principal name of the service that created the rule.
    pub managed_by: Option<String>,
    /// The name or ARN of the event bus associated with the rule. If you omit this, the default
    /// event bus is used.
    pub event_bus_name: Option<String>,
}

/// Targets are the resources to be invoked when a rule is triggered. For a complete list of
/// services and resources that can be set as a target, see PutTargets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Target {
    /// The ID of the target within the specified rule. Use this ID to reference the target when
    /// updating the rule.
    #[shape(required, length = 1..=64, pattern = r"[\.\-_A-Za-z0-9]+")]
    pub id: String,
    /// The Amazon Resource Name (ARN) of the target.
    #[shape(required, length = 1..=1600)]
    pub arn: String,
    /// The Amazon Resource Name (ARN) of the IAM role to be used for this target when the rule is
    /// triggered. If one rule triggers multiple targets, you can use a different IAM role for
    /// each target.
    #[shape(length = 1..=1600)]
    pub role_arn: Option<String>,
    /// Valid JSON text passed to the target. In this case, nothing from the event itself is
    /// passed to the target.
    #[shape(length = ..=8192)]
    pub input: Option<String>,
    /// The value of the JSONPath that is used for extracting part of the matched event when
    /// passing it to the target. You may use JSON dot notation or bracket notation.
    #[shape(length = ..=256)]
    pub input_path: Option<String>,
    /// Settings to enable you to provide custom input to a target based on certain event data.
    /// You can extract one or more key-value pairs from the event and then use that data to send
    /// customized input to the target.
    pub input_transformer: Option<InputTransformer>,
    /// The custom parameter you can use to control the shard assignment, when the target is a
    /// Kinesis data stream. If you do not include this parameter, the default is to use the
    /// `eventId` as the partition key.
    pub kinesis_parameters: Option<KinesisParameters>,
    /// Parameters used when you are using the rule to invoke Amazon EC2 Run Command.
    pub run_command_parameters: Option<RunCommandParameters>,
    /// Contains the Amazon ECS task definition and task count to be used, if the event target is
    /// an Amazon ECS task.
    pub ecs_parameters: Option<EcsParameters>,
    /// If the event target is an Batch job, this contains the job definition, job name, and other
    /// parameters. For more information, see Jobs in the Batch User Guide.
    pub batch_parameters: Option<BatchParameters>,
    /// Contains the message group ID to use when the target is a FIFO queue.
    pub sqs_parameters: Option<SqsParameters>,
    /// Contains the HTTP parameters to use when the target is a API Gateway endpoint or
    /// EventBridge ApiDestination.
    pub http_parameters: Option<HttpParameters>,
    /// Contains the Amazon Redshift Data API parameters to use when the target is a Amazon
    /// Redshift cluster.
    pub redshift_data_parameters: Option<RedshiftDataParameters>,
    /// Contains the SageMaker AI Model Building Pipeline parameters to start execution of a
    /// SageMaker AI Model Building Pipeline.
    pub sage_maker_pipeline_parameters: Option<SageMakerPipelineParameters>,
    /// The `DeadLetterConfig` that defines the target queue to send dead-letter queue events to.
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The retry policy configuration to use for the dead-letter queue.
    pub retry_policy: Option<RetryPolicy>,
    /// Contains the GraphQL operation to be parsed and executed, if the event target is an
    /// AppSync API.
    pub app_sync_parameters: Option<AppSyncParameters>,
}

/// Represents a target that failed to be added to a rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutTargetsResultEntry {
    /// The ID of the target.
    pub target_id: Option<String>,
    /// The error code that indicates why the target addition failed. If the value is
    /// `ConcurrentModificationException`, too many requests were made at the same time.
    pub error_code: Option<String>,
    /// The error message that explains why the target addition failed.
    pub error_message: Option<String>,
}

/// Represents a target that failed to be removed from a rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveTargetsResultEntry {
    /// The ID of the target.
    pub target_id: Option<String>,
    /// The error code that indicates why the target removal failed. If the value is
    /// `ConcurrentModificationException`, too many requests were made at the same time.
    pub error_code: Option<String>,
    /// The error message that explains why the target removal failed.
    pub error_message: Option<String>,
}

/// Represents an event to be submitted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutEventsRequestEntry {
    /// The time stamp of the event, per RFC3339. If no time stamp is provided, the time stamp of
    /// the PutEvents call is used.
    pub time: Option<Timestamp>,
    /// The source of the event.
    pub source: Option<String>,
    /// Amazon Web Services resources, identified by Amazon Resource Name (ARN), which the event
    /// primarily concerns. Any number, including zero, may be present.
    #[shape(item(length = ..=2048))]
    pub resources: Option<Vec<String>>,
    /// Free-form string, with a maximum of 128 characters, used to decide what fields to expect
    /// in the event detail.
    pub detail_type: Option<String>,
    /// A valid JSON object. There is no other schema imposed.
    pub detail: Option<String>,
    /// The name or ARN of the event bus to receive the event. Only the rules that are associated
    /// with this event bus are used to match the event.
    #[shape(
        length = 1..=1600,
        pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+"
    )]
    pub event_bus_name: Option<String>,
    /// An X-Ray trace header, which is an http header (X-Amzn-Trace-Id) that contains the
    /// trace-id associated with the event.
    #[shape(length = 1..=500)]
    pub trace_header: Option<String>,
}

/// Represents the results of an event submitted to an event bus.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutEventsResultEntry {
    /// The ID of the event.
    pub event_id: Option<String>,
    /// The error code that indicates why the event submission failed.
    pub error_code: Option<String>,
    /// The error message that explains why the event submission failed.
    pub error_message: Option<String>,
}

/// A JSON string which you can use to limit the event bus permissions you are granting to
/// only accounts that fulfill the condition.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// Specifies the type of condition. Currently the only supported value is `StringEquals`.
    #[shape(required)]
    pub r#type: String,
    /// Specifies the key for the condition. Currently the only supported key is
    /// `aws:PrincipalOrgID`.
    #[shape(required)]
    pub key: String,
    /// Specifies the value for the key. Currently, this must be the ID of the organization.
    #[shape(required)]
    pub value: String,
}

/// Contains the parameters needed for you to provide custom input to a target based on one or
/// more pieces of data extracted from the event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InputTransformer {
    /// Map of JSON paths to be extracted from the event. You can then insert these in the
    /// template in `InputTemplate` to produce the output you want to be sent to the target.
    #[shape(
        length = ..=100,
        item(length = ..=256),
        map_key(length = 1..=256, pattern = r"[A-Za-z0-9\_\-]+")
    )]
    pub input_paths_map: Option<BTreeMap<String, String>>,
    /// Input template where you specify placeholders that will be filled with the values of the
    /// keys from `InputPathsMap` to customize the data sent to the target. Enclose each
    /// `InputPathsMaps` value in brackets: \<value\>
    #[shape(required, length = 1..=8192)]
    pub input_template: String,
}

/// This object enables you to specify a JSON path to extract from the event and use as the
/// partition key for the Amazon Kinesis data stream, so that you can control the shard to
/// which the event goes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KinesisParameters {
    /// The JSON path to be extracted from the event and used as the partition key. For more
    /// information, see Amazon Kinesis Streams Key Concepts in the Amazon Kinesis Streams
    /// Developer Guide.
    #[shape(required, length = ..=256)]
    pub partition_key_path: String,
}

/// This parameter contains the criteria (either InstanceIds or a tag) used to specify which
/// EC2 instances are to be sent the command.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RunCommandParameters {
    /// Currently, we support including only one RunCommandTarget block, which specifies either an
    /// array of InstanceIds or a tag.
    #[shape(required, length = 1..=5)]
    pub run_command_targets: Vec<RunCommandTarget>,
}

/// The custom parameters to be used when the target is an Amazon ECS task.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EcsParameters {
    /// The ARN of the task definition to use if the event target is an Amazon ECS task.
    #[shape(required, length = 1..=1600)]
    pub task_definition_arn: String,
    /// The number of tasks to create based on `TaskDefinition`. The default is 1.
    #[shape(range = 1..)]
    pub task_count: Option<i32>,
    /// Specifies the launch type on which your task is running. The launch type that you specify
    /// here must match one of the launch type (compatibilities) of the target task.
    #[shape(one_of = LAUNCH_TYPE)]
    pub launch_type: Option<String>,
    /// Use this structure if the Amazon ECS task uses the `awsvpc` network mode. This structure
    /// specifies the VPC subnets and security groups associated with the task, and whether a
    /// public IP address is to be used.
    pub network_configuration: Option<NetworkConfiguration>,
    /// Specifies the platform version for the task. Specify only the numeric portion of the
    /// platform version, such as `1.1.0`.
    pub platform_version: Option<String>,
    /// Specifies an ECS task group for the task. The maximum length is 255 characters.
    pub group: Option<String>,
    /// The capacity provider strategy to use for the task.
    #[shape(length = ..=6)]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// Specifies whether to enable Amazon ECS managed tags for the task. For more information,
    /// see Tagging Your Amazon ECS Resources in the Amazon Elastic Container Service Developer
    /// Guide.
    #[shape(name = "EnableECSManagedTags")]
    pub enable_ecs_managed_tags: Option<bool>,
    /// Whether or not to enable the execute command functionality for the containers in this
    /// task. If true, this enables execute command functionality on all containers in the task.
    pub enable_execute_command: Option<bool>,
    /// An array of placement constraint objects to use for the task. You can specify up to 10
    /// constraints per task (including constraints in the task definition and those specified at
    /// runtime).
    #[shape(length = ..=10)]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// The placement strategy objects to use for the task. You can specify a maximum of five
    /// strategy rules per task.
    #[shape(length = ..=5)]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// Specifies whether to propagate the tags from the task definition to the task. If no value
    /// is specified, the tags are not propagated.
    #[shape(one_of = PROPAGATE_TAGS)]
    pub propagate_tags: Option<String>,
    /// The reference ID to use for the task.
    #[shape(length = ..=1024)]
    pub reference_id: Option<String>,
    /// The metadata that you apply to the task to help you categorize and organize them. Each tag
    /// consists of a key and an optional value, both of which you define.
    pub tags: Option<Vec<Tag>>,
}

/// The custom parameters to be used when the target is an Batch job.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchParameters {
    /// The ARN or name of the job definition to use if the event target is an Batch job. This job
    /// definition must already exist.
    #[shape(required)]
    pub job_definition: String,
    /// The name to use for this execution of the job, if the target is an Batch job.
    #[shape(required)]
    pub job_name: String,
    /// The array properties for the submitted job, such as the size of the array. The array size
    /// can be between 2 and 10,000.
    pub array_properties: Option<BatchArrayProperties>,
    /// The retry strategy to use for failed jobs, if the target is an Batch job. The retry
    /// strategy is the number of times to retry the failed job execution.
    pub retry_strategy: Option<BatchRetryStrategy>,
}

/// This structure includes the custom parameter to be used when the target is an SQS FIFO
/// queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SqsParameters {
    /// The FIFO message group ID to use as the target.
    #[shape(length = ..=100)]
    pub message_group_id: Option<String>,
}

/// These are custom parameter to be used when the target is an API Gateway APIs or
/// EventBridge ApiDestinations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HttpParameters {
    /// The path parameter values to be used to populate API Gateway API or EventBridge
    /// ApiDestination path wildcards ("*").
    #[shape(item(pattern = r"^(?!\s*$).+"))]
    pub path_parameter_values: Option<Vec<String>>,
    /// The headers that need to be sent as part of request invoking the API Gateway API or
    /// EventBridge ApiDestination.
    #[shape(
        item(length = ..=512, pattern = r"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$"),
        map_key(length = ..=512, pattern = "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$")
    )]
    pub header_parameters: Option<BTreeMap<String, String>>,
    /// The query string keys/values that need to be sent as part of request invoking the API
    /// Gateway API or EventBridge ApiDestination.
    #[shape(
        item(length = ..=512, pattern = r"[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+"),
        map_key(length = ..=512, pattern = r"[^\x00-\x1F\x7F]+")
    )]
    pub query_string_parameters: Option<BTreeMap<String, String>>,
}

/// These are custom parameters to be used when the target is a Amazon Redshift cluster to
/// invoke the Amazon Redshift Data API ExecuteStatement based on EventBridge events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RedshiftDataParameters {
    /// The name or ARN of the secret that enables access to the database. Required when
    /// authenticating using Amazon Web Services Secrets Manager.
    #[shape(
        length = 1..=1600,
        pattern = r"(^arn:aws([a-z]|\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)"
    )]
    pub secret_manager_arn: Option<String>,
    /// The name of the database. Required when authenticating using temporary credentials.
    #[shape(required, length = 1..=64)]
    pub database: String,
    /// The database user name. Required when authenticating using temporary credentials.
    #[shape(length = 1..=128)]
    pub db_user: Option<String>,
    /// The SQL statement text to run.
    #[shape(sensitive, length = 1..=100000)]
    pub sql: Option<String>,
    /// The name of the SQL statement. You can name the SQL statement when you create it to
    /// identify the query.
    #[shape(length = 1..=500)]
    pub statement_name: Option<String>,
    /// Indicates whether to send an event back to EventBridge after the SQL statement runs.
    pub with_event: Option<bool>,
    /// One or more SQL statements to run. The SQL statements are run as a single transaction.
    #[shape(sensitive, length = 0..=40, item(length = 1..=100000))]
    pub sqls: Option<Vec<String>>,
}

/// These are custom parameters to use when the target is a SageMaker AI Model Building
/// Pipeline that starts based on EventBridge events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SageMakerPipelineParameters {
    /// List of Parameter names and values for SageMaker AI Model Building Pipeline execution.
    #[shape(length = 0..=200)]
    pub pipeline_parameter_list: Option<Vec<SageMakerPipelineParameter>>,
}

/// A `RetryPolicy` object that includes information about the retry policy settings.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RetryPolicy {
    /// The maximum number of retry attempts to make before the request fails. Retry attempts
    /// continue until either the maximum number of attempts is made or until the duration of the
    /// `MaximumEventAgeInSeconds` is met.
    #[shape(range = 0..=185)]
    pub maximum_retry_attempts: Option<i32>,
    /// The maximum amount of time, in seconds, to continue to make retry attempts.
    #[shape(range = 60..=86400)]
    pub maximum_event_age_in_seconds: Option<i32>,
}

/// Contains the GraphQL operation to be parsed and executed, if the event target is an
/// AppSync API.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AppSyncParameters {
    /// The GraphQL operation; that is, the query, mutation, or subscription to be parsed and
    /// executed by the GraphQL service.
    #[shape(name = "GraphQLOperation", sensitive, length = 1..=1048576)]
    pub graph_ql_operation: Option<String>,
}

/// Information about the EC2 instances that are to be sent the command, specified as
/// key-value pairs. Each `RunCommandTarget` block can include only one key, but this key may
/// specify multiple values.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RunCommandTarget {
    /// Can be either `tag:` tag-key or `InstanceIds`.
    #[shape(required, length = 1..=128, pattern = r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$")]
    pub key: String,
    /// If `Key` is `tag:` tag-key, `Values` is a list of tag values. If `Key` is `InstanceIds`,
    /// `Values` is a list of Amazon EC2 instance IDs.
    #[shape(required, length = 1..=50, item(length = 1..=256))]
    pub values: Vec<String>,
}

/// This structure specifies the network configuration for an ECS task.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct NetworkConfiguration {
    /// Use this structure to specify the VPC subnets and security groups for the task, and
    /// whether a public IP address is to be used. This structure is relevant only for ECS tasks
    /// that use the `awsvpc` network mode.
    #[shape(name = "awsvpcConfiguration")]
    pub awsvpc_configuration: Option<AwsVpcConfiguration>,
}

/// The details of a capacity provider strategy. To learn more, see
/// CapacityProviderStrategyItem in the Amazon ECS API Reference.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CapacityProviderStrategyItem {
    /// The short name of the capacity provider.
    #[shape(name = "capacityProvider", required, length = 1..=255)]
    pub capacity_provider: String,
    /// The weight value designates the relative percentage of the total number of tasks launched
    /// that should use the specified capacity provider.
    #[shape(name = "weight", range = 0..=1000)]
    pub weight: Option<i32>,
    /// The base value designates how many tasks, at a minimum, to run on the specified capacity
    /// provider. Only one capacity provider in a capacity provider strategy can have a base
    /// defined.
    #[shape(name = "base", range = 0..=100000)]
    pub base: Option<i32>,
}

/// An object representing a constraint on task placement. To learn more, see Task Placement
/// Constraints in the Amazon Elastic Container Service Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PlacementConstraint {
    /// The type of constraint. Use distinctInstance to ensure that each task in a particular
    /// group is running on a different container instance.
    #[shape(name = "type", one_of = PLACEMENT_CONSTRAINT_TYPE)]
    pub r#type: Option<String>,
    /// A cluster query language expression to apply to the constraint. You cannot specify an
    /// expression if the constraint type is `distinctInstance`.
    #[shape(name = "expression", length = ..=2000)]
    pub expression: Option<String>,
}

/// The task placement strategy for a task or service. To learn more, see Task Placement
/// Strategies in the Amazon Elastic Container Service Service Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PlacementStrategy {
    /// The type of placement strategy. The random placement strategy randomly places tasks on
    /// available candidates.
    #[shape(name = "type", one_of = PLACEMENT_STRATEGY_TYPE)]
    pub r#type: Option<String>,
    /// The field to apply the placement strategy against.
    #[shape(name = "field", length = ..=255)]
    pub field: Option<String>,
}

/// The array properties for the submitted job, such as the size of the array. The array size
/// can be between 2 and 10,000.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchArrayProperties {
    /// The size of the array, if this is an array batch job. Valid values are integers between 2
    /// and 10,000.
    pub size: Option<i32>,
}

/// The retry strategy to use for failed jobs, if the target is an Batch job. If you specify a
/// retry strategy here, it overrides the retry strategy defined in the job definition.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchRetryStrategy {
    /// The number of times to attempt to retry, if the job fails. Valid values are 1–10.
    pub attempts: Option<i32>,
}

/// Name/Value pair of a parameter to start execution of a SageMaker AI Model Building
/// Pipeline.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SageMakerPipelineParameter {
    /// Name of parameter to start execution of a SageMaker AI Model Building Pipeline.
    #[shape(required, length = 1..=256, pattern = "^[a-zA-Z0-9](-*[a-zA-Z0-9])*$")]
    pub name: String,
    /// Value of parameter to start execution of a SageMaker AI Model Building Pipeline.
    #[shape(required, length = ..=1024)]
    pub value: String,
}

/// This structure specifies the VPC subnets and security groups for the task, and whether a
/// public IP address is to be used. This structure is relevant only for ECS tasks that use
/// the `awsvpc` network mode.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AwsVpcConfiguration {
    /// Specifies the subnets associated with the task. These subnets must all be in the same VPC.
    #[shape(required)]
    pub subnets: Vec<String>,
    /// Specifies the security groups associated with the task. These security groups must all be
    /// in the same VPC.
    pub security_groups: Option<Vec<String>>,
    /// Specifies whether the task's elastic network interface receives a public IP address. You
    /// can specify `ENABLED` only when `LaunchType` in `EcsParameters` is set to `FARGATE`.
    #[shape(one_of = ASSIGN_PUBLIC_IP)]
    pub assign_public_ip: Option<String>,
}

/// The values of `AssignPublicIp`.
pub const ASSIGN_PUBLIC_IP: &[&str] = &["ENABLED", "DISABLED"];

/// The values of `IncludeDetail`.
pub const INCLUDE_DETAIL: &[&str] = &["NONE", "FULL"];

/// The values of `LaunchType`.
pub const LAUNCH_TYPE: &[&str] = &["EC2", "FARGATE", "EXTERNAL"];

/// The values of `Level`.
pub const LEVEL: &[&str] = &["OFF", "ERROR", "INFO", "TRACE"];

/// The values of `PlacementConstraintType`.
pub const PLACEMENT_CONSTRAINT_TYPE: &[&str] = &["distinctInstance", "memberOf"];

/// The values of `PlacementStrategyType`.
pub const PLACEMENT_STRATEGY_TYPE: &[&str] = &["random", "spread", "binpack"];

/// The values of `PropagateTags`.
pub const PROPAGATE_TAGS: &[&str] = &["TASK_DEFINITION"];

/// The values of `RuleState`.
pub const RULE_STATE: &[&str] = &["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ConcurrentModificationException", "ConcurrentModificationException", 400),
    ErrorShape::receiver("InternalException", "InternalException", 500),
    ErrorShape::sender("InvalidEventPatternException", "InvalidEventPatternException", 400),
    ErrorShape::sender("InvalidStateException", "InvalidStateException", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("ManagedRuleException", "ManagedRuleException", 400),
    ErrorShape::sender("OperationDisabledException", "OperationDisabledException", 400),
    ErrorShape::sender("PolicyLengthExceededException", "PolicyLengthExceededException", 400),
    ErrorShape::sender("ResourceAlreadyExistsException", "ResourceAlreadyExistsException", 400),
    ErrorShape::sender("ResourceNotFoundException", "ResourceNotFoundException", 400),
];
