//! The bucket's own row.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Record;

/// Whether a bucket keeps older versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Versioning {
    /// Versions were never asked for.
    #[default]
    Never,
    /// Every write makes a version.
    Enabled,
    /// Writes replace the null version; older versions stay.
    Suspended,
}

/// A bucket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BucketRecord {
    /// Whose it is, 12 digits.
    pub account: String,
    /// Where it was made.
    pub region: String,
    /// Its name.
    pub name: String,
    /// When it was made, in microseconds since the epoch.
    pub created: u64,
    /// Whether it keeps older versions.
    pub versioning: Versioning,
}

impl Record for BucketRecord {
    const VERSION: u8 = 1;
}

impl BucketRecord {
    /// When it was made.
    pub fn created_at(&self) -> Timestamp {
        Timestamp::from_micros(self.created)
    }

    /// `arn:aws:s3:::name`.
    pub fn arn(&self) -> String {
        ["arn:aws:s3:::", &self.name].concat()
    }

    /// The canonical user id of its owner: 64 hexadecimal digits.
    pub fn owner_id(&self) -> String {
        canonical_id(&self.account)
    }
}

/// The canonical user id of an account: 64 hexadecimal digits, always the same for the same account.
pub fn canonical_id(account: &str) -> String {
    use sha2::{Digest as _, Sha256};
    hex::encode(Sha256::digest(["canonical user of ", account].concat()))
}
