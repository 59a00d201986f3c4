//! A parameter: its versions, and what is decided about them.

mod filter;
mod labels;
mod policies;
mod put;
mod region;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

pub(crate) use self::filter::{Filter, Scope, old_filter};
pub(crate) use self::policies::Policy;
pub(crate) use self::put::Put;
pub(crate) use self::region::{Found, Region};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    String,
    StringList,
    SecureString,
}

impl Kind {
    /// By AWS's name; the model has checked it.
    pub(crate) fn named(name: &str) -> Kind {
        match name {
            "SecureString" => Kind::SecureString,
            "StringList" => Kind::StringList,
            _ => Kind::String,
        }
    }

    /// AWS's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::String => "String",
            Kind::StringList => "StringList",
            Kind::SecureString => "SecureString",
        }
    }
}

/// How much a parameter may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Tier {
    Standard,
    Advanced,
}

impl Tier {
    /// AWS's name.
    pub(crate) fn name(self) -> &'static str {
        if self == Tier::Standard { "Standard" } else { "Advanced" }
    }
}

/// A version, without its value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) kind: Kind,
    /// The key of a SecureString, as the caller named it.
    pub(crate) key: Option<String>,
    /// In microseconds since the epoch.
    pub(crate) modified: u64,
    /// The ARN of who made it.
    pub(crate) user: String,
    pub(crate) description: Option<String>,
    pub(crate) allowed_pattern: Option<String>,
    pub(crate) labels: BTreeSet<String>,
    pub(crate) tier: Tier,
    pub(crate) policies: Vec<Policy>,
}

/// A parameter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ParameterRecord {
    pub(crate) tags: BTreeMap<String, String>,
    /// Never empty.
    pub(crate) versions: BTreeMap<u64, Version>,
}

impl Record for ParameterRecord {
    const VERSION: u8 = 1;
}

impl ParameterRecord {
    /// The latest version.
    pub(crate) fn latest(&self) -> Option<(u64, &Version)> {
        self.versions.last_key_value().map(|(number, version)| (*number, version))
    }

    /// The version a selector names: a number or a label; the latest one without a selector.
    pub(crate) fn select(&self, selector: Option<&str>) -> Option<(u64, &Version)> {
        let Some(selector) = selector else { return self.latest() };
        if let Ok(number) = selector.parse::<u64>() {
            return self.versions.get(&number).map(|version| (number, version));
        }
        let labelled = |(_, version): &(&u64, &Version)| version.labels.contains(selector);
        self.versions.iter().find(labelled).map(|(number, version)| (*number, version))
    }
}
