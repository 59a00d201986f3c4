//! Logical ids that carry a hash of what they name.

use crate::python;
use crate::value::Value;

/// A prefix and the first ten digits of the hash over a text, or over a value's shortest JSON.
pub(crate) fn hashed(prefix: &str, data: &Value) -> String {
    let text = data.as_str().map_or_else(|| python::json(data), str::to_owned);
    format!("{prefix}{}", python::short_hash(&text))
}

/// What may stand in a logical id.
pub(crate) fn alphanumeric(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}
