//! What a client sets about a mapping: checked, and put together with what is there.

use tradewind_cloud::Context;

use super::filter;
use super::row::{MappingRow, REPORT, State};
use super::source::QueueArn;
use crate::api::{CreateEventSourceMappingRequest, FilterCriteria, ScalingConfig, UpdateEventSourceMappingRequest};
use crate::error::LambdaError;

/// Messages of a batch, unless configured.
const BATCH: u32 = 10;

/// What a receive gives at most; a batch of more must be gathered.
const RECEIVE: u32 = 10;

/// What a request says; a member that is none was not given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) enabled: Option<bool>,
    pub(crate) batch_size: Option<i32>,
    pub(crate) window: Option<i32>,
    pub(crate) filters: Option<FilterCriteria>,
    pub(crate) responses: Option<Vec<String>>,
    pub(crate) scaling: Option<ScalingConfig>,
}

impl Settings {
    /// What a request to create says about a queue.
    pub(crate) fn of_create(input: CreateEventSourceMappingRequest) -> Result<Settings, LambdaError> {
        refuse(&[
            (input.self_managed_event_source.is_some(), "SelfManagedEventSource"),
            (input.amazon_managed_kafka_event_source_config.is_some(), "AmazonManagedKafkaEventSourceConfig"),
            (input.self_managed_kafka_event_source_config.is_some(), "SelfManagedKafkaEventSourceConfig"),
            (input.document_db_event_source_config.is_some(), "DocumentDBEventSourceConfig"),
            (input.kms_key_arn.is_some_and(|arn| !arn.is_empty()), "KMSKeyArn"),
            (input.metrics_config.is_some(), "MetricsConfig"),
            (input.logging_config.is_some(), "LoggingConfig"),
            (input.provisioned_poller_config.is_some(), "ProvisionedPollerConfig"),
        ])?;
        refuse_for_queues(&[
            (input.starting_position.is_some(), "StartingPosition"),
            (input.starting_position_timestamp.is_some(), "StartingPositionTimestamp"),
            (input.parallelization_factor.is_some(), "ParallelizationFactor"),
            (input.destination_config.is_some(), "DestinationConfig"),
            (input.maximum_record_age_in_seconds.is_some(), "MaximumRecordAgeInSeconds"),
            (input.bisect_batch_on_function_error.is_some(), "BisectBatchOnFunctionError"),
            (input.maximum_retry_attempts.is_some(), "MaximumRetryAttempts"),
            (input.tumbling_window_in_seconds.is_some(), "TumblingWindowInSeconds"),
            (input.topics.is_some(), "Topics"),
            (input.queues.is_some(), "Queues"),
            (input.source_access_configurations.is_some_and(|all| !all.is_empty()), "SourceAccessConfigurations"),
        ])?;
        Ok(Settings {
            enabled: input.enabled,
            batch_size: input.batch_size,
            window: input.maximum_batching_window_in_seconds,
            filters: input.filter_criteria,
            responses: input.function_response_types,
            scaling: input.scaling_config,
        })
    }

    /// What a request to update says about a queue.
    pub(crate) fn of_update(input: UpdateEventSourceMappingRequest) -> Result<Settings, LambdaError> {
        refuse(&[
            (input.amazon_managed_kafka_event_source_config.is_some(), "AmazonManagedKafkaEventSourceConfig"),
            (input.self_managed_kafka_event_source_config.is_some(), "SelfManagedKafkaEventSourceConfig"),
            (input.document_db_event_source_config.is_some(), "DocumentDBEventSourceConfig"),
            (input.kms_key_arn.is_some_and(|arn| !arn.is_empty()), "KMSKeyArn"),
            (input.metrics_config.is_some(), "MetricsConfig"),
            (input.logging_config.is_some(), "LoggingConfig"),
            (input.provisioned_poller_config.is_some(), "ProvisionedPollerConfig"),
        ])?;
        refuse_for_queues(&[
            (input.parallelization_factor.is_some(), "ParallelizationFactor"),
            (input.destination_config.is_some(), "DestinationConfig"),
            (input.maximum_record_age_in_seconds.is_some(), "MaximumRecordAgeInSeconds"),
            (input.bisect_batch_on_function_error.is_some(), "BisectBatchOnFunctionError"),
            (input.maximum_retry_attempts.is_some(), "MaximumRetryAttempts"),
            (input.tumbling_window_in_seconds.is_some(), "TumblingWindowInSeconds"),
            (input.source_access_configurations.is_some_and(|all| !all.is_empty()), "SourceAccessConfigurations"),
        ])?;
        Ok(Settings {
            enabled: input.enabled,
            batch_size: input.batch_size,
            window: input.maximum_batching_window_in_seconds,
            filters: input.filter_criteria,
            responses: input.function_response_types,
            scaling: input.scaling_config,
        })
    }

    /// A new mapping with these settings.
    pub(crate) fn new_row(self, ctx: &Context, source: &QueueArn, function: String) -> Result<MappingRow, LambdaError> {
        let row = MappingRow {
            source: source.to_string(),
            function,
            enabled: true,
            state: State::Creating,
            change: 0,
            batch_size: BATCH,
            window: 0,
            filters: Vec::new(),
            reports_failures: false,
            max_concurrency: None,
            tags: std::collections::BTreeMap::new(),
            modified: ctx.now().as_micros(),
        };
        self.apply(row, source)
    }

    /// The mapping with these settings; what was not given stays.
    pub(crate) fn apply(self, mut row: MappingRow, source: &QueueArn) -> Result<MappingRow, LambdaError> {
        let number = |given: i32| u32::try_from(given).unwrap_or_default();
        row.enabled = self.enabled.unwrap_or(row.enabled);
        row.batch_size = self.batch_size.map_or(row.batch_size, number);
        row.window = self.window.map_or(row.window, number);
        if let Some(criteria) = self.filters {
            let patterns = criteria.filters.unwrap_or_default().into_iter();
            row.filters = patterns.map(|filter| filter.pattern.unwrap_or_default()).collect();
            filter::check(&row.filters)?;
        }
        if let Some(responses) = self.responses {
            row.reports_failures = responses.iter().any(|response| response == REPORT);
        }
        if let Some(scaling) = self.scaling {
            row.max_concurrency = scaling.maximum_concurrency.map(number);
        }
        check_batch(&row, source)?;
        Ok(row)
    }
}

/// Batches of FIFO queues are what one receive gives; larger ones have to be gathered, which takes time.
fn check_batch(row: &MappingRow, source: &QueueArn) -> Result<(), LambdaError> {
    if source.is_fifo() && row.window > 0 {
        return Err(LambdaError::invalid("Batching window is not supported for FIFO queues"));
    }
    if row.batch_size > RECEIVE && row.window == 0 {
        return Err(LambdaError::invalid(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ));
    }
    Ok(())
}

/// Parts of AWS's interface that this server does not have.
fn refuse(given: &[(bool, &str)]) -> Result<(), LambdaError> {
    match given.iter().find(|(given, _)| *given) {
        Some((_, name)) => Err(LambdaError::not_built(name)),
        None => Ok(()),
    }
}

/// Parameters of other kinds of sources.
fn refuse_for_queues(given: &[(bool, &str)]) -> Result<(), LambdaError> {
    match given.iter().find(|(given, _)| *given) {
        Some((_, name)) => Err(LambdaError::invalid(format!("{name} is not valid for SQS event sources."))),
        None => Ok(()),
    }
}
