//! The rows of a layer's cell, `lambda/<account>/<region>/layer/<name>`.
//!
//! ```text
//! key              value
//! 01               LayerRow       the highest number given so far; stays when all versions are deleted
//! 02 <version>     VersionRow     a version that can be used
//! 03 <version>     Policy         the version's policy, if it has one
//! 04 <version>     ZipRow         the zip of a deleted version, until no function has the version any more
//! ```
//!
//! The task it notes:
//!
//! ```text
//! kind                 payload
//! lambda/forget-layer  Forget: the number of a deleted version
//! ```

use tradewind_store::{Key, KeyReader, StoreError};

/// Looks whether the zip of a deleted version can go.
pub(crate) const FORGET: &str = "lambda/forget-layer";

/// The highest number.
pub(super) fn layer() -> Key {
    Key::tag(1)
}

/// All versions.
pub(super) fn versions() -> Key {
    Key::tag(2)
}

/// One version.
pub(super) fn version(number: u64) -> Key {
    Key::tag(2).u64(number)
}

/// All policies.
pub(super) fn policies() -> Key {
    Key::tag(3)
}

/// One version's policy.
pub(super) fn policy(number: u64) -> Key {
    Key::tag(3).u64(number)
}

/// The zip of a deleted version.
pub(super) fn zip(number: u64) -> Key {
    Key::tag(4).u64(number)
}

/// The version's number from the key of its row or of its policy.
pub(super) fn read_version(key: &[u8]) -> Result<u64, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.u64()
}
