//! The way to a secret's end, and back.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::{Region, SecretRecord};
use crate::error::SecretsManagerError;
use crate::keys;

/// A deletion that waits. Times are in microseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deletion {
    pub(crate) asked: u64,
    pub(crate) due: u64,
}

impl SecretRecord {
    /// Marks the secret for deletion; answers the date.
    pub(crate) fn schedule_deletion(&mut self, tx: &mut Tx<'_>, days: i64) -> Result<Timestamp, SecretsManagerError> {
        self.not_deleted()?;
        let due = tx.now() + Duration::from_secs(86_400 * u64::try_from(days).unwrap_or(0));
        self.deletion = Some(Deletion { asked: tx.now().as_micros(), due: due.as_micros() });
        tx.task(due, keys::DELETE, self.name.clone().into_bytes());
        Ok(due)
    }
}

impl Region {
    /// Deletes a secret whose window has ended. Nothing happens to one that was restored.
    pub(crate) fn delete_due(&mut self, tx: &mut Tx<'_>, name: &str) {
        let deletion = self.secrets.get(name).and_then(|secret| secret.deletion);
        if deletion.is_some_and(|deletion| deletion.due <= tx.now().as_micros()) {
            self.delete(tx, name);
        }
    }
}
