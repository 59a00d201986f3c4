//! A key: its record, its material, and what happens to it in its life.
//!
//! ```text
//!            DisableKey                 ScheduleKeyDeletion
//!  Enabled -------------> Disabled  ------------------------> PendingDeletion ----------> (gone)
//!     ^ <---------------            <------------------------      ^           on its date
//!     |      EnableKey                   CancelKeyDeletion         |
//!     '------------------------------------------------------------'
//!                            ScheduleKeyDeletion
//! ```

mod lifecycle;
mod material;
mod metadata;
mod rotation;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

pub(crate) use self::material::{Material, Origin, Usable};
pub(crate) use self::metadata::time;
pub(crate) use self::rotation::Rotation;
use crate::error::KmsError;

/// What a key is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Spec {
    /// AES-256-GCM.
    #[serde(rename = "SYMMETRIC_DEFAULT")]
    Symmetric,
    #[serde(rename = "HMAC_224")]
    Hmac224,
    #[serde(rename = "HMAC_256")]
    Hmac256,
    #[serde(rename = "HMAC_384")]
    Hmac384,
    #[serde(rename = "HMAC_512")]
    Hmac512,
}

impl Spec {
    /// By AWS's name; none for specs that are not built.
    pub(crate) fn named(name: &str) -> Option<Spec> {
        [Spec::Symmetric, Spec::Hmac224, Spec::Hmac256, Spec::Hmac384, Spec::Hmac512]
            .into_iter()
            .find(|spec| spec.name() == name)
    }

    /// AWS's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Spec::Symmetric => "SYMMETRIC_DEFAULT",
            Spec::Hmac224 => "HMAC_224",
            Spec::Hmac256 => "HMAC_256",
            Spec::Hmac384 => "HMAC_384",
            Spec::Hmac512 => "HMAC_512",
        }
    }

    /// What such a key is for.
    pub(crate) fn usage(self) -> &'static str {
        if self == Spec::Symmetric { "ENCRYPT_DECRYPT" } else { "GENERATE_VERIFY_MAC" }
    }

    /// Its algorithm.
    pub(crate) fn algorithm(self) -> &'static str {
        match self {
            Spec::Symmetric => "SYMMETRIC_DEFAULT",
            Spec::Hmac224 => "HMAC_SHA_224",
            Spec::Hmac256 => "HMAC_SHA_256",
            Spec::Hmac384 => "HMAC_SHA_384",
            Spec::Hmac512 => "HMAC_SHA_512",
        }
    }

    /// How many bytes its material has.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Spec::Symmetric | Spec::Hmac256 => 32,
            Spec::Hmac224 => 28,
            Spec::Hmac384 => 48,
            Spec::Hmac512 => 64,
        }
    }
}

/// Whether a key can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    /// It can.
    Enabled,
    /// Not until it is enabled again.
    Disabled,
    /// Not, and it will be gone at that time, in microseconds since the epoch.
    PendingDeletion(u64),
}

/// A key. Times are in microseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeyRecord {
    pub(crate) id: String,
    pub(crate) arn: String,
    pub(crate) created: u64,
    pub(crate) description: String,
    pub(crate) spec: Spec,
    pub(crate) state: State,
    /// The service for which AWS manages the key; none for customers' keys.
    pub(crate) managed: Option<String>,
    pub(crate) policy: String,
    pub(crate) tags: BTreeMap<String, String>,
    /// Never empty; the last one is the current one.
    pub(crate) materials: Vec<Material>,
    pub(crate) rotation: Option<Rotation>,
}

impl Record for KeyRecord {
    const VERSION: u8 = 1;
}

impl KeyRecord {
    /// Refuses what a key that waits for its deletion can't do.
    pub(crate) fn not_pending(&self) -> Result<(), KmsError> {
        match self.state {
            State::PendingDeletion(_) => Err(KmsError::PendingDeletion(self.arn.clone())),
            State::Enabled | State::Disabled => Ok(()),
        }
    }

    /// Refuses what only an enabled key can do.
    pub(crate) fn enabled(&self) -> Result<(), KmsError> {
        self.not_pending()?;
        if self.state == State::Disabled { Err(KmsError::Disabled(self.arn.clone())) } else { Ok(()) }
    }
}
