//! What fuzz targets drive.

use crate::pattern::{Needs, Pattern};

/// Compiles a pattern (the first line) and asks it of an event (the rest).
///
/// # Panics
/// When a pattern's answer depends on what is only there to make it quicker.
pub fn pattern(input: &str) {
    let (pattern, event) = input.split_once('\n').unwrap_or((input, "a b"));
    let Ok(pattern) = Pattern::parse(pattern) else { return };
    let blind = pattern.with_needs(Needs::default());
    assert_eq!(pattern.matches(event), blind.matches(event));
    assert_eq!(pattern.matches(event), pattern.extract(event).is_some());
}
