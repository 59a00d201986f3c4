//! The rows of the cell of an account and region, `secretsmanager/<account>/<region>`.
//!
//! ```text
//! key                             value
//! s <name>                        SecretRecord   with the settings of its versions
//! v <name> <version id> (body)    a version's value, encrypted: see `value.rs`
//! ```
//!
//! Tasks that it notes; but for the last, each carries a secret's name and says only when to look:
//!
//! ```text
//! secretsmanager/delete    a secret's recovery window ends
//! secretsmanager/due       a secret is to be rotated
//! secretsmanager/rotate    a rotation takes its next step; carries a `Run`
//! ```

use tradewind_cloud::regional_cell;
use tradewind_store::{Key, KeyReader, StoreError};

pub(crate) const DELETE: &str = "secretsmanager/delete";
pub(crate) const DUE: &str = "secretsmanager/due";
pub(crate) const ROTATE: &str = "secretsmanager/rotate";

/// The cell of an account and region.
pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("secretsmanager", account, region)
}

pub(crate) fn secrets() -> Key {
    Key::tag(b's')
}

pub(crate) fn secret(name: &str) -> Key {
    Key::tag(b's').str(name)
}

pub(crate) fn value(name: &str, version: &str) -> Key {
    Key::tag(b'v').str(name).str(version)
}

pub(crate) fn read_name(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}
