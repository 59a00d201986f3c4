//! Names for versions. A label is at one version at a time.

use super::ParameterRecord;
use crate::error::SsmError;
use crate::{limits, names};

impl ParameterRecord {
    /// Puts labels at a version, away from where they were; answers the number and the labels that can't be any.
    pub(crate) fn label(
        &mut self,
        name: &str,
        number: Option<u64>,
        labels: &[String],
    ) -> Result<(u64, Vec<String>), SsmError> {
        let latest = self.latest().map_or(0, |(number, _)| number);
        let number = number.unwrap_or(latest);
        if !self.versions.contains_key(&number) {
            return Err(SsmError::no_version(name, number));
        }
        let (good, bad): (Vec<String>, Vec<String>) = labels.iter().cloned().partition(|label| names::is_label(label));
        for version in self.versions.values_mut() {
            version.labels.retain(|label| !good.contains(label));
        }
        let version = self.versions.get_mut(&number).ok_or_else(|| SsmError::no_version(name, number))?;
        version.labels.extend(good);
        if version.labels.len() > limits::LABELS {
            let text = "A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.";
            return Err(SsmError::Coded("ParameterVersionLabelLimitExceeded", text.to_owned()));
        }
        Ok((number, bad))
    }

    /// Takes labels from a version; answers those that were there and those that were not.
    pub(crate) fn unlabel(
        &mut self,
        name: &str,
        number: u64,
        labels: &[String],
    ) -> Result<(Vec<String>, Vec<String>), SsmError> {
        let version = self.versions.get_mut(&number).ok_or_else(|| SsmError::no_version(name, number))?;
        Ok(labels.iter().cloned().partition(|label| version.labels.remove(label)))
    }
}
