//! Lifecycle rules as they are kept.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Record;

use super::actions::{Expiration, Move, Noncurrent, NoncurrentMove};
use super::filter::{Filter, Selector};
use crate::api::{AbortIncompleteMultipartUpload, LifecycleRule, NoncurrentVersionTransition, Transition};

/// The rules of a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lifecycle {
    /// Tells these rules from those before and after them: their task carries it.
    pub(super) generation: u64,
    /// Whether small objects may move to archives: `varies_by_storage_class`.
    pub(super) varies: bool,
    pub(super) rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) enabled: bool,
    /// The prefix of a rule that has no filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) filter: Option<Filter>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expiration: Option<Expiration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) moves: Vec<Move>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) noncurrent: Option<Noncurrent>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) noncurrent_moves: Vec<NoncurrentMove>,
    /// Days after which uploads are aborted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) abort: Option<u32>,
}

impl Record for Lifecycle {
    const VERSION: u8 = 1;
}

/// The header's word for the default.
pub(super) const ALL_128K: &str = "all_storage_classes_128K";
/// The header's word for what was so before.
pub(super) const VARIES: &str = "varies_by_storage_class";

impl Lifecycle {
    /// `x-amz-transition-default-minimum-object-size`.
    pub(super) fn minimum(&self) -> String {
        if self.varies { VARIES } else { ALL_128K }.to_owned()
    }

    /// The rules that are in force.
    pub(super) fn enabled(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.enabled)
    }
}

impl Rule {
    /// Which objects it is about.
    pub(super) fn selector(&self) -> Selector<'_> {
        match &self.filter {
            Some(filter) => filter.selector(),
            None => Selector { prefix: self.prefix.as_deref().unwrap_or_default(), ..Selector::default() },
        }
    }

    /// As GetBucketLifecycleConfiguration answers it.
    pub(super) fn show(&self) -> LifecycleRule {
        let moves: Vec<Transition> = self
            .moves
            .iter()
            .map(|step| Transition {
                date: step.date.map(Timestamp::from_secs),
                days: step.days.map(shown),
                storage_class: Some(step.class.clone()),
            })
            .collect();
        let noncurrent_moves: Vec<NoncurrentVersionTransition> = self
            .noncurrent_moves
            .iter()
            .map(|step| NoncurrentVersionTransition {
                noncurrent_days: Some(shown(step.days)),
                storage_class: Some(step.class.clone()),
                newer_noncurrent_versions: step.newer.map(shown),
            })
            .collect();
        LifecycleRule {
            expiration: self.expiration.as_ref().map(Expiration::show),
            id: Some(self.id.clone()),
            prefix: self.prefix.clone(),
            filter: self.filter.as_ref().map(Filter::show),
            status: if self.enabled { "Enabled" } else { "Disabled" }.to_owned(),
            transitions: Some(moves).filter(|moves| !moves.is_empty()),
            noncurrent_version_transitions: Some(noncurrent_moves).filter(|moves| !moves.is_empty()),
            noncurrent_version_expiration: self.noncurrent.as_ref().map(Noncurrent::show),
            abort_incomplete_multipart_upload: self
                .abort
                .map(|days| AbortIncompleteMultipartUpload { days_after_initiation: Some(shown(days)) }),
        }
    }
}

/// A number that came as one.
pub(super) fn shown(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
