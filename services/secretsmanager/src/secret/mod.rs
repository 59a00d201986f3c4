//! A secret: its versions and their staging labels, and what is decided about them.
//!
//! A staging label is at one version at a time. `AWSCURRENT` is what callers get who ask for nothing else; where it came from
//! becomes `AWSPREVIOUS`. A version without labels is deprecated.

mod deletion;
mod filter;
mod region;
mod rotation;
mod stages;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

pub(crate) use self::deletion::Deletion;
pub(crate) use self::filter::Wanted;
pub(crate) use self::region::Region;
pub(crate) use self::rotation::{Rotation, Rules, Run};
use crate::error::SecretsManagerError;

/// The label of what callers get who ask for nothing else.
pub(crate) const CURRENT: &str = "AWSCURRENT";
/// The label of what was current before.
pub(crate) const PREVIOUS: &str = "AWSPREVIOUS";

/// A version, without its value. Times are in microseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) created: u64,
    /// The beginning of the last day on which it was read.
    pub(crate) accessed: Option<u64>,
    pub(crate) stages: BTreeSet<String>,
    /// The key it is encrypted with, as the caller named it; none for the default one.
    pub(crate) key: Option<String>,
    /// A rotation is to give it its value.
    pub(crate) empty: bool,
}

/// A secret. Times are in microseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SecretRecord {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) created: u64,
    pub(crate) changed: u64,
    /// The beginning of the last day on which it was read.
    pub(crate) accessed: Option<u64>,
    pub(crate) description: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
    /// None until the first tag is set.
    pub(crate) tagged: bool,
    pub(crate) policy: Option<String>,
    pub(crate) versions: BTreeMap<String, Version>,
    pub(crate) deletion: Option<Deletion>,
    pub(crate) rotation: Option<Rotation>,
}

impl Record for SecretRecord {
    const VERSION: u8 = 1;
}

impl SecretRecord {
    /// Refuses what can't be done to a secret that waits for its deletion.
    pub(crate) fn not_deleted(&self) -> Result<(), SecretsManagerError> {
        if self.deletion.is_some() { Err(SecretsManagerError::MarkedForDeletion) } else { Ok(()) }
    }

    /// Whether a version of this id has a value.
    pub(crate) fn has_value(&self, id: &str) -> bool {
        self.versions.get(id).is_some_and(|version| !version.empty)
    }

    /// The version with a label.
    pub(crate) fn staged(&self, stage: &str) -> Option<(&str, &Version)> {
        let labelled = |(_, version): &(&String, &Version)| version.stages.contains(stage);
        self.versions.iter().find(labelled).map(|(id, version)| (id.as_str(), version))
    }

    /// The version a call asks for.
    pub(crate) fn select(
        &self,
        id: Option<&str>,
        stage: Option<&str>,
    ) -> Result<(&str, &Version), SecretsManagerError> {
        let Some(id) = id else {
            let stage = stage.unwrap_or(CURRENT);
            let missing = || SecretsManagerError::NoValue(format!("staging label: {stage}"));
            return self.staged(stage).ok_or_else(missing);
        };
        let found = self.versions.get_key_value(id);
        let (id, version) = found.ok_or_else(|| SecretsManagerError::NoValue(format!("VersionId: {id}")))?;
        if stage.is_some_and(|stage| !version.stages.contains(stage)) {
            return Err(SecretsManagerError::request(
                "You provided a VersionStage that is not associated to the provided VersionId.",
            ));
        }
        Ok((id, version))
    }
}
