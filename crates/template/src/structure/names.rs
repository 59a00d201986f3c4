//! Names of the template's choosing.

use crate::fault::Fault;
use crate::limits::MAX_NAME;

/// Refuses a name that is not alphanumeric or too long. `one` is what the name names.
pub(super) fn named(section: &str, one: &str, name: &str) -> Result<(), Fault> {
    let message = if name.is_empty() || !name.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        format!("Template format error: {one} name {name} is non alphanumeric.")
    } else if name.len() > MAX_NAME {
        format!("Template format error: {one} name {name} is longer than {MAX_NAME} characters.")
    } else {
        return Ok(());
    };
    Err(Fault::of(&[section, name], message))
}
