//! What declarations of parameters demand of values.

use fancy_regex::{Regex, RegexBuilder};
use tradewind_wire::Document;

use super::types::Type;
use crate::text::text;

/// How many steps a pattern may take before it is given up. Patterns are the template's.
const PATTERN_STEPS: usize = 100_000;

/// Holds a text against its declaration. The error is CloudFormation's text.
pub(super) fn check(name: &str, kind: Type, declared: &Document, value: &str) -> Result<(), String> {
    let parts = kind.parts(value);
    let wrong = parts.iter().find_map(|part| wrong(kind, declared, part));
    let Some(wrong) = wrong else { return Ok(()) };
    Err(match declared.get("ConstraintDescription").and_then(text) {
        Some(described) => format!("Parameter {name} failed to satisfy constraint: {described}"),
        None => format!("Parameter '{name}' must {wrong}"),
    })
}

/// What is wrong with a text: the end of a sentence that begins with "must".
fn wrong(kind: Type, declared: &Document, value: &str) -> Option<String> {
    if kind.is_number() {
        let Ok(number) = value.trim().parse::<f64>() else { return Some("be a number".into()) };
        if let Some(least) = bound(declared, "MinValue").filter(|(least, _)| number < *least) {
            return Some(format!("be a number not less than {}", least.1));
        }
        if let Some(most) = bound(declared, "MaxValue").filter(|(most, _)| number > *most) {
            return Some(format!("be a number not greater than {}", most.1));
        }
    }
    let length = value.chars().count() as f64;
    if let Some(least) = bound(declared, "MinLength").filter(|(least, _)| length < *least) {
        return Some(format!("contain at least {} characters", least.1));
    }
    if let Some(most) = bound(declared, "MaxLength").filter(|(most, _)| length > *most) {
        return Some(format!("contain at most {} characters", most.1));
    }
    if let Some(Document::List(allowed)) = declared.get("AllowedValues")
        && allowed.iter().filter_map(text).all(|one| one != value)
    {
        return Some("be one of AllowedValues".into());
    }
    let pattern = declared.get("AllowedPattern").and_then(text)?;
    match whole(&pattern) {
        Some(regex) if regex.is_match(value).unwrap_or(false) => None,
        _ => Some(format!("match pattern {pattern}")),
    }
}

/// A bound and how the template writes it.
fn bound(declared: &Document, name: &str) -> Option<(f64, String)> {
    let written = text(declared.get(name)?)?;
    Some((written.trim().parse().ok()?, written))
}

/// A pattern that matches whole texts, as Java's do (look-around and references back included).
fn whole(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).backtrack_limit(PATTERN_STEPS).build().ok()
}
