//! What rules do, as it is kept, and when it comes due.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;

use super::due;
use super::rule::shown;
use crate::api::{LifecycleExpiration, NoncurrentVersionExpiration};

/// When current versions expire: exactly one of the three is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Expiration {
    /// In seconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) days: Option<u32>,
    /// Whether delete markers go away that have no versions behind them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) marker: Option<bool>,
}

/// When current versions get another storage class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    /// In seconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) days: Option<u32>,
    pub(super) class: String,
}

/// When older versions go away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Noncurrent {
    pub(super) days: u32,
    /// How many stay whatever their age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) newer: Option<u32>,
}

/// When older versions get another storage class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoncurrentMove {
    pub(super) days: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) newer: Option<u32>,
    pub(super) class: String,
}

impl Expiration {
    /// When an object from then expires; never by a rule about markers.
    pub(super) fn due(&self, modified: Timestamp) -> Option<Timestamp> {
        when(self.date, self.days, modified)
    }

    pub(super) fn show(&self) -> LifecycleExpiration {
        LifecycleExpiration {
            date: self.date.map(Timestamp::from_secs),
            days: self.days.map(shown),
            expired_object_delete_marker: self.marker,
        }
    }
}

impl Move {
    /// When an object from then moves.
    pub(super) fn due(&self, modified: Timestamp) -> Option<Timestamp> {
        when(self.date, self.days, modified)
    }
}

impl Noncurrent {
    pub(super) fn show(&self) -> NoncurrentVersionExpiration {
        NoncurrentVersionExpiration {
            noncurrent_days: Some(shown(self.days)),
            newer_noncurrent_versions: self.newer.map(shown),
        }
    }
}

fn when(date: Option<u64>, days: Option<u32>, modified: Timestamp) -> Option<Timestamp> {
    date.map(Timestamp::from_secs).or_else(|| days.map(|days| due::after_days(modified, days)))
}
