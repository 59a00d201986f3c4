//! One mapping, as its row keeps it and as answers tell it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Record;

use crate::api::{EventSourceMappingConfiguration, Filter, FilterCriteria, ScalingConfig};

/// Why a mapping is in its state: a client wanted it so.
const USER: &str = "USER_INITIATED";

/// The one value of `FunctionResponseTypes`.
pub(super) const REPORT: &str = "ReportBatchItemFailures";

/// A queue that is read for a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MappingRow {
    /// The ARN of the queue.
    pub(crate) source: String,
    /// The ARN of the function, with a qualifier if one was given.
    pub(crate) function: String,
    /// What the client wants: read, or not.
    pub(crate) enabled: bool,
    pub(crate) state: State,
    /// Counts the changes. A poller works for one of them; the task that ends a change knows it by its number.
    pub(crate) change: u64,
    pub(crate) batch_size: u32,
    /// In seconds.
    pub(crate) window: u32,
    /// Patterns; a message that matches none of them is dropped, if there are any.
    pub(crate) filters: Vec<String>,
    /// Whether the function reports which messages failed.
    pub(crate) reports_failures: bool,
    /// `ScalingConfig.MaximumConcurrency`.
    pub(crate) max_concurrency: Option<u32>,
    pub(crate) tags: BTreeMap<String, String>,
    /// In microseconds since the epoch.
    pub(crate) modified: u64,
}

impl Record for MappingRow {
    const VERSION: u8 = 1;
}

/// What becomes of a mapping. Only `Enabled` ones are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    Creating,
    Enabling,
    Enabled,
    Disabling,
    Disabled,
    Updating,
    Deleting,
}

impl State {
    /// As AWS names it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            State::Creating => "Creating",
            State::Enabling => "Enabling",
            State::Enabled => "Enabled",
            State::Disabling => "Disabling",
            State::Disabled => "Disabled",
            State::Updating => "Updating",
            State::Deleting => "Deleting",
        }
    }

    /// Whether nothing is under way.
    pub(crate) fn is_settled(self) -> bool {
        matches!(self, State::Enabled | State::Disabled)
    }
}

/// `arn:aws:lambda:<region>:<account>:event-source-mapping:<uuid>`.
pub(crate) fn arn(account: &str, region: &str, uuid: &str) -> String {
    ["arn:aws:lambda:", region, ":", account, ":event-source-mapping:", uuid].concat()
}

impl MappingRow {
    /// The mapping as answers have it: members that say nothing about queues are absent. `problem` is what keeps its poller
    /// from working, if anything does.
    pub(crate) fn shape(&self, arn: String, uuid: &str, problem: Option<String>) -> EventSourceMappingConfiguration {
        let number = |kept: u32| i32::try_from(kept).unwrap_or(i32::MAX);
        let filter = |pattern: &String| Filter { pattern: Some(pattern.clone()) };
        let filters: Vec<_> = self.filters.iter().map(filter).collect();
        EventSourceMappingConfiguration {
            uuid: Some(uuid.to_owned()),
            batch_size: Some(number(self.batch_size)),
            maximum_batching_window_in_seconds: Some(number(self.window)),
            event_source_arn: Some(self.source.clone()),
            filter_criteria: (!filters.is_empty()).then_some(FilterCriteria { filters: Some(filters) }),
            function_arn: Some(self.function.clone()),
            last_modified: Some(Timestamp::from_millis(self.modified / 1_000)),
            last_processing_result: problem.map(|problem| ["PROBLEM: ", &problem].concat()),
            state: Some(self.state.text().to_owned()),
            state_transition_reason: Some(USER.to_owned()),
            function_response_types: Some(self.reports_failures.then(|| REPORT.to_owned()).into_iter().collect()),
            scaling_config: self.max_concurrency.map(|most| ScalingConfig { maximum_concurrency: Some(number(most)) }),
            event_source_mapping_arn: Some(arn),
            ..EventSourceMappingConfiguration::default()
        }
    }
}
