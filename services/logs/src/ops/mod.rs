//! One handler an operation.

mod filter_log_events;
mod get_log_events;
mod groups;
mod kms;
mod list_groups;
mod metric_filters;
mod put_log_events;
mod query_definitions;
mod resource_policies;
mod retention;
mod streams;
mod subscription_filters;
mod tags;

use std::sync::Arc;

use tradewind_cloud::Operations;

use crate::Logs;

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "AssociateSourceToS3TableIntegration",
    "CancelExportTask",
    "CancelImportTask",
    "CreateDelivery",
    "CreateExportTask",
    "CreateImportTask",
    "CreateLogAnomalyDetector",
    "CreateLookupTable",
    "CreateScheduledQuery",
    "DeleteAccountPolicy",
    "DeleteDataProtectionPolicy",
    "DeleteDelivery",
    "DeleteDeliveryDestination",
    "DeleteDeliveryDestinationPolicy",
    "DeleteDeliverySource",
    "DeleteDestination",
    "DeleteIndexPolicy",
    "DeleteIntegration",
    "DeleteLogAnomalyDetector",
    "DeleteLookupTable",
    "DeleteScheduledQuery",
    "DeleteTransformer",
    "DescribeAccountPolicies",
    "DescribeConfigurationTemplates",
    "DescribeDeliveries",
    "DescribeDeliveryDestinations",
    "DescribeDeliverySources",
    "DescribeDestinations",
    "DescribeExportTasks",
    "DescribeFieldIndexes",
    "DescribeImportTaskBatches",
    "DescribeImportTasks",
    "DescribeIndexPolicies",
    "DescribeLookupTables",
    "DescribeQueries",
    "DisassociateSourceFromS3TableIntegration",
    "GetDataProtectionPolicy",
    "GetDelivery",
    "GetDeliveryDestination",
    "GetDeliveryDestinationPolicy",
    "GetDeliverySource",
    "GetIntegration",
    "GetLogAnomalyDetector",
    "GetLogFields",
    "GetLogGroupFields",
    "GetLogObject",
    "GetLogRecord",
    "GetLookupTable",
    "GetQueryResults",
    "GetScheduledQuery",
    "GetScheduledQueryHistory",
    "GetTransformer",
    "ListAggregateLogGroupSummaries",
    "ListAnomalies",
    "ListIntegrations",
    "ListLogAnomalyDetectors",
    "ListLogGroupsForQuery",
    "ListScheduledQueries",
    "ListSourcesForS3TableIntegration",
    "PutAccountPolicy",
    "PutBearerTokenAuthentication",
    "PutDataProtectionPolicy",
    "PutDeliveryDestination",
    "PutDeliveryDestinationPolicy",
    "PutDeliverySource",
    "PutDestination",
    "PutDestinationPolicy",
    "PutIndexPolicy",
    "PutIntegration",
    "PutTransformer",
    "StartLiveTail",
    "StartQuery",
    "StopQuery",
    "TestTransformer",
    "UpdateAnomaly",
    "UpdateDeliveryConfiguration",
    "UpdateLogAnomalyDetector",
    "UpdateLookupTable",
    "UpdateScheduledQuery",
];

/// The operation table.
pub(crate) fn table(logs: Arc<Logs>) -> Operations {
    Operations::new(logs)
        .add("AssociateKmsKey", kms::associate_kms_key)
        .add("CreateLogGroup", groups::create_log_group)
        .add("CreateLogStream", streams::create_log_stream)
        .add("DeleteLogGroup", groups::delete_log_group)
        .add("DeleteLogStream", streams::delete_log_stream)
        .add("DeleteMetricFilter", metric_filters::delete_metric_filter)
        .add("DeleteQueryDefinition", query_definitions::delete_query_definition)
        .add("DeleteResourcePolicy", resource_policies::delete_resource_policy)
        .add("DeleteRetentionPolicy", retention::delete_retention_policy)
        .add("DeleteSubscriptionFilter", subscription_filters::delete_subscription_filter)
        .add("DescribeLogGroups", list_groups::describe_log_groups)
        .add("DescribeLogStreams", streams::describe_log_streams)
        .add("DescribeMetricFilters", metric_filters::describe_metric_filters)
        .add("DescribeQueryDefinitions", query_definitions::describe_query_definitions)
        .add("DescribeResourcePolicies", resource_policies::describe_resource_policies)
        .add("DescribeSubscriptionFilters", subscription_filters::describe_subscription_filters)
        .add("DisassociateKmsKey", kms::disassociate_kms_key)
        .add("FilterLogEvents", filter_log_events::filter_log_events)
        .add("GetLogEvents", get_log_events::get_log_events)
        .add("ListLogGroups", list_groups::list_log_groups)
        .add("ListTagsForResource", tags::list_tags_for_resource)
        .add("ListTagsLogGroup", tags::list_tags_log_group)
        .add("PutLogEvents", put_log_events::put_log_events)
        .add("PutLogGroupDeletionProtection", groups::put_log_group_deletion_protection)
        .add("PutMetricFilter", metric_filters::put_metric_filter)
        .add("PutQueryDefinition", query_definitions::put_query_definition)
        .add("PutResourcePolicy", resource_policies::put_resource_policy)
        .add("PutRetentionPolicy", retention::put_retention_policy)
        .add("PutSubscriptionFilter", subscription_filters::put_subscription_filter)
        .add("TagLogGroup", tags::tag_log_group)
        .add("TagResource", tags::tag_resource)
        .add("TestMetricFilter", metric_filters::test_metric_filter)
        .add("UntagLogGroup", tags::untag_log_group)
        .add("UntagResource", tags::untag_resource)
        .absent(ABSENT)
        .build()
}
