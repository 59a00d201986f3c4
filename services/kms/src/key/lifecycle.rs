//! Enabling, disabling, and the way to a key's end.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::{KeyRecord, State};
use crate::error::KmsError;
use crate::keys;
use crate::region::Region;

const DAY: Duration = Duration::from_secs(86_400);

impl KeyRecord {
    pub(crate) fn enable(&mut self, tx: &mut Tx<'_>) -> Result<(), KmsError> {
        self.not_pending()?;
        self.state = State::Enabled;
        self.plan_rotation(tx);
        Ok(())
    }

    pub(crate) fn disable(&mut self) -> Result<(), KmsError> {
        self.not_pending()?;
        self.state = State::Disabled;
        Ok(())
    }

    /// Answers the date.
    pub(crate) fn schedule_deletion(&mut self, tx: &mut Tx<'_>, days: i32) -> Result<Timestamp, KmsError> {
        self.not_pending()?;
        let due = tx.now() + DAY * u32::try_from(days).unwrap_or(0);
        self.state = State::PendingDeletion(due.as_micros());
        tx.task(due, keys::DELETE, self.id.clone().into_bytes());
        Ok(due)
    }

    pub(crate) fn cancel_deletion(&mut self) -> Result<(), KmsError> {
        match self.state {
            State::PendingDeletion(_) => self.state = State::Disabled,
            State::Enabled | State::Disabled => return Err(KmsError::NotPendingDeletion(self.arn.clone())),
        }
        Ok(())
    }
}

impl Region {
    /// Deletes a key whose waiting period has ended, with its aliases and grants. Nothing happens to one that was saved.
    pub(crate) fn delete_due(&mut self, tx: &mut Tx<'_>, id: &str) {
        let due = |key: &KeyRecord| matches!(key.state, State::PendingDeletion(due) if due <= tx.now().as_micros());
        if !self.keys.get(id).is_some_and(due) {
            return;
        }
        self.keys.remove(id);
        tx.delete(keys::key(id));
        for name in self.aliases.extract_if(.., |_, alias| alias.target == id).map(|(name, _)| name) {
            tx.delete(keys::alias(&name));
        }
        for (key, grant) in self.grants.extract_if(.., |(key, _), _| key == id).map(|(names, _)| names) {
            tx.delete(keys::grant(&key, &grant));
        }
    }
}
