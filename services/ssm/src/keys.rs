//! The rows of the cell of an account and region, `ssm/<account>/<region>`.
//!
//! ```text
//! key                       value
//! p <name>                  ParameterRecord    with the settings of its versions
//! v <name> <version> (body) a version's value: see `value.rs`
//! ```
//!
//! The task `ssm/expire` carries a parameter's name. It says only when to look: what expires stands in the record.

use tradewind_cloud::regional_cell;
use tradewind_store::{Key, KeyReader, StoreError};

pub(crate) const EXPIRE: &str = "ssm/expire";

/// The cell of an account and region.
pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("ssm", account, region)
}

pub(crate) fn parameters() -> Key {
    Key::tag(b'p')
}

pub(crate) fn parameter(name: &str) -> Key {
    Key::tag(b'p').str(name)
}

pub(crate) fn value(name: &str, version: u64) -> Key {
    Key::tag(b'v').str(name).u64(version)
}

pub(crate) fn read_name(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}
