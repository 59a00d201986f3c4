//! The queue's own row: who it is and how it is set.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Record;

use crate::attributes::Attributes;
use crate::queue::receipt::Seal;
use crate::url;

/// A queue, or what is left of a deleted one until its name is free again. Times are in microseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct QueueRecord {
    /// Which queue of this name it is; part of its receipt handles.
    pub(crate) id: u64,
    /// What its receipt handles are checked with.
    pub(crate) secret: u64,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
    pub(crate) created: u64,
    pub(crate) modified: u64,
    pub(crate) purged: Option<u64>,
    /// A tombstone: the queue is gone, its name can't be used yet.
    pub(crate) deleted: Option<u64>,
    pub(crate) attributes: Attributes,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Record for QueueRecord {
    const VERSION: u8 = 1;
}

impl QueueRecord {
    pub(crate) fn arn(&self) -> String {
        url::arn(&self.region, &self.account, &self.name)
    }

    pub(crate) fn seal(&self) -> Seal {
        Seal { queue: self.id, secret: self.secret }
    }

    pub(crate) fn deleted_at(&self) -> Option<Timestamp> {
        self.deleted.map(Timestamp::from_micros)
    }

    pub(crate) fn purged_at(&self) -> Option<Timestamp> {
        self.purged.map(Timestamp::from_micros)
    }
}
