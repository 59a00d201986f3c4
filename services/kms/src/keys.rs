//! The rows of the cell of an account and region, `kms/<account>/<region>`.
//!
//! ```text
//! key                          value
//! k <key id>                   KeyRecord       with its material, sealed under the node's key
//! a <alias name>               AliasRecord
//! g <key id> <grant id>        GrantRecord
//! ```
//!
//! Tasks that it notes:
//!
//! ```text
//! kind           payload
//! kms/delete     the id of a key whose waiting period ends then
//! kms/rotate     the id of a key that gets new material then
//! ```
//!
//! A task says only when to look: what is due stands in the key's record.

use tradewind_cloud::regional_cell;
use tradewind_store::{Key, KeyReader, StoreError};

pub(crate) const DELETE: &str = "kms/delete";
pub(crate) const ROTATE: &str = "kms/rotate";

/// The cell of an account and region.
pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("kms", account, region)
}

pub(crate) fn keys() -> Key {
    Key::tag(b'k')
}

pub(crate) fn key(id: &str) -> Key {
    Key::tag(b'k').str(id)
}

pub(crate) fn aliases() -> Key {
    Key::tag(b'a')
}

pub(crate) fn alias(name: &str) -> Key {
    Key::tag(b'a').str(name)
}

pub(crate) fn grants() -> Key {
    Key::tag(b'g')
}

pub(crate) fn grant(key: &str, grant: &str) -> Key {
    Key::tag(b'g').str(key).str(grant)
}

/// The one name in a key of `k` or `a`.
pub(crate) fn read_name(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}

/// Both names in a key of `g`.
pub(crate) fn read_names(key: &[u8]) -> Result<(String, String), StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    Ok((reader.str()?, reader.str()?))
}
