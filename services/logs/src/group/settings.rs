//! The group as a whole: made, set, tagged, deleted.

use std::collections::BTreeMap;

use tradewind_store::Tx;

use super::Group;
use super::record::GroupRecord;
use crate::effects;
use crate::error::LogsError;
use crate::limits::TAGS;
use crate::names::GroupName;

/// A group to be made.
#[derive(Debug)]
pub(crate) struct NewGroup {
    pub(crate) name: GroupName,
    pub(crate) class: String,
    pub(crate) kms_key: Option<String>,
    pub(crate) protected: bool,
    pub(crate) tags: BTreeMap<String, String>,
}

pub(super) fn protected() -> LogsError {
    LogsError::Validation("The log group has deletion protection enabled. Disable it before deleting.".to_owned())
}

impl Group {
    /// Makes the group.
    pub(crate) fn create(&mut self, tx: &mut Tx<'_>, new: NewGroup) -> Result<(), LogsError> {
        if self.record.is_some() {
            return Err(LogsError::GroupExists);
        }
        tx.task(tx.now(), effects::LIST, effects::payload(&new.name));
        let record = GroupRecord {
            id: tx.rng().next_u64(),
            name: new.name,
            created: tx.now().as_millis(),
            class: new.class,
            kms_key: new.kms_key,
            protected: new.protected,
            retention: None,
            tags: new.tags,
            metric_filters: BTreeMap::new(),
            subscriptions: BTreeMap::new(),
            next_stream: 1,
            revision: 0,
        };
        self.write_record(tx, record);
        Ok(())
    }

    /// Deletes the group with all its streams and events.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>) -> Result<(), LogsError> {
        let record = self.record()?;
        if record.protected {
            return Err(protected());
        }
        tx.task(tx.now(), effects::LIST, effects::payload(&record.name));
        if let Some((task, _)) = self.expiry {
            tx.cancel(task);
        }
        tx.drop_cell();
        *self = Group::default();
        Ok(())
    }

    /// Changes settings.
    pub(crate) fn change(&mut self, tx: &mut Tx<'_>, change: impl FnOnce(&mut GroupRecord)) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        change(&mut record);
        if record.tags.len() > TAGS {
            return Err(LogsError::TooManyTags(TAGS));
        }
        self.write_record(tx, record);
        Ok(())
    }
}
