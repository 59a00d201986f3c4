//! New versions, and labels that move.

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::{CURRENT, PREVIOUS, SecretRecord, Version};
use crate::error::SecretsManagerError;
use crate::{keys, limits};

/// Versions without labels stay for a day, in microseconds.
const DAY: u64 = 86_400_000_000;

impl SecretRecord {
    /// Adds a version with its value as it is to lie in the store, and moves the labels there.
    pub(crate) fn add_version(
        &mut self,
        tx: &mut Tx<'_>,
        (id, key): (&str, Option<String>),
        stages: &[String],
        stored: Bytes,
    ) -> Result<(), SecretsManagerError> {
        let now = tx.now();
        // One that waits for its value keeps its labels.
        let stages_before = self.versions.remove(id).map(|version| version.stages).unwrap_or_default();
        let version = Version { created: now.as_micros(), accessed: None, stages: stages_before, key, empty: false };
        self.versions.insert(id.to_owned(), version);
        for stage in stages {
            self.move_stage(stage, Some(id));
        }
        self.few_labels()?;
        self.changed = now.as_micros();
        tx.put_body(keys::value(&self.name, id), stored);
        self.drop_deprecated(tx, now);
        Ok(())
    }

    /// Moves a label to a version, or takes it away. What AWSCURRENT leaves becomes AWSPREVIOUS.
    pub(crate) fn move_stage(&mut self, stage: &str, to: Option<&str>) {
        let from = self.staged(stage).map(|(id, _)| id.to_owned());
        if from.as_deref() == to {
            return;
        }
        if let Some(version) = from.as_ref().and_then(|from| self.versions.get_mut(from)) {
            version.stages.remove(stage);
        }
        if let Some(version) = to.and_then(|to| self.versions.get_mut(to)) {
            version.stages.insert(stage.to_owned());
            if stage == CURRENT {
                version.stages.remove(PREVIOUS);
            }
        }
        if stage == CURRENT
            && let Some(from) = from
        {
            self.move_stage(PREVIOUS, Some(&from));
        }
    }

    pub(crate) fn few_labels(&self) -> Result<(), SecretsManagerError> {
        if self.versions.values().map(|version| version.stages.len()).sum::<usize>() <= limits::LABELS {
            return Ok(());
        }
        let text = format!("A secret has at most {} staging labels.", limits::LABELS);
        Err(SecretsManagerError::Coded("LimitExceededException", text))
    }

    /// Drops the oldest versions without labels, where there are more than are kept and they are older than a day.
    fn drop_deprecated(&mut self, tx: &mut Tx<'_>, now: Timestamp) {
        while self.versions.len() > limits::VERSIONS {
            let old = |version: &Version| version.stages.is_empty() && version.created + DAY <= now.as_micros();
            let oldest =
                self.versions.iter().filter(|(_, version)| old(version)).min_by_key(|(_, version)| version.created);
            let Some(id) = oldest.map(|(id, _)| id.clone()) else { return };
            self.versions.remove(&id);
            tx.delete_body(keys::value(&self.name, &id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(versions: &[(&str, &[&str])]) -> SecretRecord {
        let mut secret = SecretRecord::default();
        for (id, stages) in versions {
            let stages = stages.iter().map(|stage| (*stage).to_owned()).collect();
            secret.versions.insert((*id).to_owned(), Version { stages, ..Version::default() });
        }
        secret
    }

    #[test]
    fn current_leaves_previous_behind() {
        let mut moving = secret(&[("a", &["AWSPREVIOUS"]), ("b", &["AWSCURRENT", "x"]), ("c", &["AWSPENDING"])]);
        moving.move_stage(CURRENT, Some("c"));
        assert_eq!(moving, secret(&[("a", &[]), ("b", &["AWSPREVIOUS", "x"]), ("c", &["AWSCURRENT", "AWSPENDING"])]));
        moving.move_stage(CURRENT, Some("b"));
        assert_eq!(moving, secret(&[("a", &[]), ("b", &["AWSCURRENT", "x"]), ("c", &["AWSPENDING", "AWSPREVIOUS"])]));
        moving.move_stage("x", None);
        moving.move_stage("AWSPENDING", Some("a"));
        assert_eq!(moving, secret(&[("a", &["AWSPENDING"]), ("b", &["AWSCURRENT"]), ("c", &["AWSPREVIOUS"])]));
    }
}
