//! PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter and TestMetricFilter.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{
    DeleteMetricFilterRequest, DescribeMetricFiltersRequest, DescribeMetricFiltersResponse, MetricFilter,
    MetricFilterMatchRecord, MetricTransformation, PutMetricFilterRequest, TestMetricFilterRequest,
    TestMetricFilterResponse,
};
use crate::error::LogsError;
use crate::group::record::MetricFilterRecord;
use crate::names::GroupName;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::{control, keys};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html>
pub(crate) async fn put_metric_filter(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutMetricFilterRequest,
) -> Result<(), LogsError> {
    if input.apply_on_transformed_logs == Some(true) {
        return Err(LogsError::not_built("applyOnTransformedLogs"));
    }
    if input.field_selection_criteria.is_some() || input.emit_system_field_dimensions.is_some() {
        return Err(LogsError::not_built("fieldSelectionCriteria and emitSystemFieldDimensions"));
    }
    Pattern::parse(&input.filter_pattern)?;
    let Some(metric) = input.metric_transformations.into_iter().next() else {
        return Err(LogsError::invalid("A metric transformation is needed."));
    };
    if metric.default_value.is_some() && metric.dimensions.as_ref().is_some_and(|dimensions| !dimensions.is_empty()) {
        return Err(LogsError::invalid(
            "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
        ));
    }
    let filter = MetricFilterRecord {
        pattern: input.filter_pattern,
        created: ctx.now().as_millis(),
        metric_name: metric.metric_name,
        metric_namespace: metric.metric_namespace,
        metric_value: metric.metric_value,
        default_value: metric.default_value,
        dimensions: metric.dimensions.unwrap_or_default(),
        unit: metric.unit,
    };
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.measure(tx, &input.filter_name, filter))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html>
pub(crate) async fn describe_metric_filters(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeMetricFiltersRequest,
) -> Result<DescribeMetricFiltersResponse, LogsError> {
    if input.metric_name.is_some() != input.metric_namespace.is_some() {
        return Err(LogsError::invalid("Both metricName and metricNamespace must be specified, or neither."));
    }
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let begin = input.filter_name_prefix.filter(|_| input.log_group_name.is_some()).unwrap_or_default();
    let metric = input.metric_name.zip(input.metric_namespace);
    let mut found = Vec::new();
    let mut collect = |group: &str| {
        let name = GroupName::here(&ctx, group);
        logs.group(&name).read(ctx.mark(), |_, held| {
            let filters = held.record()?.metric_filters.iter();
            let filters = filters.filter(|(filter, record)| {
                let is_metric =
                    |(name, space): &(String, String)| record.metric_name == *name && record.metric_namespace == *space;
                filter.starts_with(&begin) && metric.as_ref().is_none_or(is_metric)
            });
            found.extend(filters.map(|(filter, record)| (format!("{group}:{filter}"), shape(group, filter, record))));
            Ok::<_, LogsError>(())
        })
    };
    match &input.log_group_name {
        Some(group) => collect(group)?,
        None => {
            let control = keys::control_cell(ctx.account(), ctx.region());
            for group in control::names(&logs.parts.store, ctx.mark(), &control, "", None, usize::MAX)? {
                match collect(&group) {
                    Ok(()) | Err(LogsError::NoGroup) => {}
                    Err(other) => return Err(other),
                }
            }
        }
    }
    let (filters, next_token) =
        page.take(found.into_iter().filter(|(place, _)| page.is_next(place)), |(place, _)| place);
    let filters = filters.into_iter().map(|(_, filter)| filter).collect();
    Ok(DescribeMetricFiltersResponse { metric_filters: Some(filters), next_token })
}

fn shape(group: &str, name: &str, filter: &MetricFilterRecord) -> MetricFilter {
    let transformation = MetricTransformation {
        metric_name: filter.metric_name.clone(),
        metric_namespace: filter.metric_namespace.clone(),
        metric_value: filter.metric_value.clone(),
        default_value: filter.default_value,
        dimensions: (!filter.dimensions.is_empty()).then(|| filter.dimensions.clone()),
        unit: filter.unit.clone(),
    };
    MetricFilter {
        filter_name: Some(name.to_owned()),
        filter_pattern: Some(filter.pattern.clone()),
        metric_transformations: Some(vec![transformation]),
        creation_time: Some(filter.created.cast_signed()),
        log_group_name: Some(group.to_owned()),
        apply_on_transformed_logs: Some(false),
        field_selection_criteria: None,
        emit_system_field_dimensions: None,
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html>
pub(crate) async fn delete_metric_filter(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteMetricFilterRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.forget_metric(tx, &input.filter_name))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>
pub(crate) async fn test_metric_filter(
    _: Arc<Logs>,
    _: Context,
    input: TestMetricFilterRequest,
) -> Result<TestMetricFilterResponse, LogsError> {
    let pattern = Pattern::parse(&input.filter_pattern)?;
    let matches = (1..).zip(input.log_event_messages).filter_map(|(number, message)| {
        let extracted_values = Some(pattern.extract(&message)?);
        Some(MetricFilterMatchRecord { event_number: Some(number), event_message: Some(message), extracted_values })
    });
    Ok(TestMetricFilterResponse { matches: Some(matches.collect()) })
}
