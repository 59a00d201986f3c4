//! PutSubscriptionFilter, DescribeSubscriptionFilters and DeleteSubscriptionFilter.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    DeleteSubscriptionFilterRequest, DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse,
    PutSubscriptionFilterRequest, SubscriptionFilter,
};
use crate::error::LogsError;
use crate::group::record::SubscriptionRecord;
use crate::names::GroupName;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::{Logs, deliver};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html>
pub(crate) async fn put_subscription_filter(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutSubscriptionFilterRequest,
) -> Result<(), LogsError> {
    if input.apply_on_transformed_logs == Some(true) {
        return Err(LogsError::not_built("applyOnTransformedLogs"));
    }
    if input.field_selection_criteria.is_some() || input.emit_system_fields.is_some() {
        return Err(LogsError::not_built("fieldSelectionCriteria and emitSystemFields"));
    }
    Pattern::parse(&input.filter_pattern)?;
    check_destination(&ctx, &input.destination_arn)?;
    if input.role_arn.is_some() {
        let text = "destinationArn for vendor lambda cannot be used with roleArn";
        return Err(LogsError::invalid(text));
    }
    let name = GroupName::here(&ctx, &input.log_group_name);
    let cell = logs.group(&name);
    cell.read(ctx.mark(), |_, group| group.record().map(drop))?;
    deliver::probe(&logs, &name, &input.destination_arn).await?;
    let filter = SubscriptionRecord {
        pattern: input.filter_pattern,
        destination: input.destination_arn,
        role: input.role_arn,
        distribution: input.distribution.unwrap_or_else(|| "ByLogStream".to_owned()),
        created: ctx.now().as_millis(),
    };
    cell.write(ctx.mark(), |tx, group| group.subscribe(tx, &input.filter_name, filter))
}

/// Functions of this account and region are there; other destinations are not yet.
fn check_destination(ctx: &Context, arn: &str) -> Result<(), LogsError> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "lambda", region, account, function] if function.starts_with("function:") => {
            if *region != ctx.region() || *account != ctx.account() {
                return Err(LogsError::not_built("A subscription filter to a function of another account or region"));
            }
            Ok(())
        }
        ["arn", _, "kinesis", ..] => Err(LogsError::not_built("A subscription filter to a Kinesis stream")),
        ["arn", _, "firehose", ..] => Err(LogsError::not_built("A subscription filter to a Firehose stream")),
        ["arn", _, "logs", ..] => Err(LogsError::not_built("A subscription filter to a logical destination")),
        _ => Err(LogsError::invalid("destinationArn is not a valid ARN.")),
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html>
pub(crate) async fn describe_subscription_filters(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeSubscriptionFiltersRequest,
) -> Result<DescribeSubscriptionFiltersResponse, LogsError> {
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let begin = input.filter_name_prefix.unwrap_or_default();
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).read(ctx.mark(), |_, group| {
        let filters = group.record()?.subscriptions.iter();
        let filters = filters.filter(|(filter, _)| filter.starts_with(&begin) && page.is_next(filter));
        let (filters, next_token) = page.take(filters, |(filter, _)| filter.as_str());
        let filters = filters.into_iter().map(|(filter, record)| shape(&name.name, filter, record)).collect();
        Ok(DescribeSubscriptionFiltersResponse { subscription_filters: Some(filters), next_token })
    })
}

fn shape(group: &str, name: &str, filter: &SubscriptionRecord) -> SubscriptionFilter {
    SubscriptionFilter {
        filter_name: Some(name.to_owned()),
        log_group_name: Some(group.to_owned()),
        filter_pattern: Some(filter.pattern.clone()),
        destination_arn: Some(filter.destination.clone()),
        role_arn: filter.role.clone(),
        distribution: Some(filter.distribution.clone()),
        apply_on_transformed_logs: Some(false),
        creation_time: Some(filter.created.cast_signed()),
        field_selection_criteria: None,
        emit_system_fields: None,
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html>
pub(crate) async fn delete_subscription_filter(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteSubscriptionFilterRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.unsubscribe(tx, &input.filter_name))
}
