//! The rows of the cell of an account and region, `secretsmanager/<account>/<region>`.
//!
//! ```text
//! key                             value
//! s <name>                        SecretRecord   with the settings of its versions
//! v <name> <version id> (body)    a version's value, encrypted: see `value.rs`
//! ```
//!
//! Tasks that it notes; each carries a secret's name and says only when to look, what is due stands in the record:
//!
//! ```text
//! secretsmanager/delete    a secret's recovery window ends
//! ```

use tradewind_store::{Key, KeyReader, StoreError};

pub(crate) const DELETE: &str = "secretsmanager/delete";

/// The cell of an account and region. A region is whatever a client's credentials say.
pub(crate) fn cell(account: &str, region: &str) -> String {
    let plain = region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain {
        return ["secretsmanager/", account, "/", region].concat();
    }
    ["secretsmanager/", account, "/", &hex::encode(region), "-hex"].concat()
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
