//! Text to documents in long form.

mod json;
mod scalar;
mod tag;
mod yaml;

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::position::Positions;

/// A value and where its parts stand.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub(crate) value: Document,
    pub(crate) places: Positions,
}

/// Reads JSON (a text that begins with `{`) or YAML.
pub(crate) fn read(text: &str) -> Result<Read, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { json::read(text) } else { yaml::read(text) }
}
