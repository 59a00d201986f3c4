//! What a version notes of its restored copy, and how long tiers take.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;

use crate::ops::http_date;

/// A copy of an archived version. Times in microseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restored {
    /// When it is there.
    #[serde(rename = "d")]
    pub(super) due: u64,
    /// Until when it stays; none as long as it is not there.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<u64>,
    /// How many days it stays once it is there.
    #[serde(rename = "n")]
    pub(super) days: u32,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// How long a restore takes; none where the class is no archive, or has no such tier. The longest that AWS names.
pub(super) fn wait(class: &str, tier: Tier) -> Option<Duration> {
    let seconds = match (class, tier) {
        ("GLACIER", Tier::Expedited) => 5 * MINUTE,
        ("GLACIER", Tier::Standard) => 5 * HOUR,
        ("GLACIER", Tier::Bulk) | ("DEEP_ARCHIVE", Tier::Standard) => 12 * HOUR,
        ("DEEP_ARCHIVE", Tier::Bulk) => 48 * HOUR,
        _ => return None,
    };
    Some(Duration::from_secs(seconds))
}

/// How fast a restore is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    Expedited,
    Standard,
    Bulk,
}

impl Tier {
    pub(super) fn parse(name: &str) -> Option<Tier> {
        match name {
            "Expedited" => Some(Tier::Expedited),
            "Standard" => Some(Tier::Standard),
            "Bulk" => Some(Tier::Bulk),
            _ => None,
        }
    }
}

/// Whether a class is an archive.
pub(super) fn is_archive(class: &str) -> bool {
    matches!(class, "GLACIER" | "DEEP_ARCHIVE")
}

impl Restored {
    /// Whether the copy can be read.
    pub(crate) fn is_there(&self) -> bool {
        self.until.is_some()
    }

    /// Until when it can be read.
    pub(crate) fn until(&self) -> Option<Timestamp> {
        self.until.map(Timestamp::from_micros)
    }

    /// The value of `x-amz-restore`.
    pub(crate) fn header(&self) -> String {
        match self.until() {
            None => "ongoing-request=\"true\"".to_owned(),
            Some(until) => format!("ongoing-request=\"false\", expiry-date=\"{}\"", http_date(until)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers() {
        let hours = |class, tier| wait(class, tier).map(|wait| wait.as_secs() / HOUR);
        assert_eq!(wait("GLACIER", Tier::Expedited), Some(Duration::from_secs(300)));
        assert_eq!((hours("GLACIER", Tier::Standard), hours("GLACIER", Tier::Bulk)), (Some(5), Some(12)));
        assert_eq!((hours("DEEP_ARCHIVE", Tier::Standard), hours("DEEP_ARCHIVE", Tier::Bulk)), (Some(12), Some(48)));
        assert_eq!((hours("DEEP_ARCHIVE", Tier::Expedited), hours("STANDARD", Tier::Bulk)), (None, None));
    }

    #[test]
    fn what_the_header_says() {
        let asked = Restored { due: 5, until: None, days: 1 };
        assert_eq!(asked.header(), "ongoing-request=\"true\"");
        let there = Restored { until: Some(1_356_048_000_000_000), ..asked };
        assert_eq!(there.header(), "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2012 00:00:00 GMT\"");
    }
}
