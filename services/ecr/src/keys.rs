//! The rows of the cell of an account and region, `ecr/<account>/<region>`.
//!
//! ```text
//! key        value
//! r <name>   Repository
//! ```

use tradewind_cloud::regional_cell;
use tradewind_store::{Key, KeyReader, StoreError};

/// The cell of an account and region.
pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("ecr", account, region)
}

pub(crate) fn repositories() -> Key {
    Key::tag(b'r')
}

pub(crate) fn repository(name: &str) -> Key {
    Key::tag(b'r').str(name)
}

pub(crate) fn read_name(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}
