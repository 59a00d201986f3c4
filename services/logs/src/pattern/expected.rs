//! What a field is compared with: a text, a text with wildcards, a number, a regular expression.

use regex::bytes::{Regex, RegexBuilder};

use super::scanner::Scanner;
use super::{Needs, PatternError};

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The most a compiled expression may take, in bytes.
const REGEX_BYTES: usize = 1 << 20;

/// Symbols an expression may contain as themselves.
const SYMBOLS: &str = ":_#=@/;,-";
const OPERATORS: &str = "^$?[]{}|*+.";

/// A text, and whether anything may stand before and after it: `*Event`, `Event*`. An asterisk between other characters is an
/// asterisk.
#[derive(Clone, Debug)]
struct Text {
    anything_before: bool,
    fixed: String,
    anything_after: bool,
}

impl Text {
    fn of(written: &str) -> Text {
        let begin = written.trim_start_matches('*');
        let fixed = begin.trim_end_matches('*');
        Text {
            anything_before: begin.len() < written.len(),
            // Of asterisks alone, there is no end left to look at.
            anything_after: fixed.len() < begin.len() || (begin.is_empty() && !written.is_empty()),
            fixed: fixed.to_owned(),
        }
    }

    fn is(&self, text: &str) -> bool {
        let fixed = self.fixed.as_str();
        match (self.anything_before, self.anything_after) {
            (false, false) => text == fixed,
            (true, false) => text.ends_with(fixed),
            (false, true) => text.starts_with(fixed),
            (true, true) => text.contains(fixed),
        }
    }
}

/// The right side of a comparison.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) comparison: Comparison,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    /// Unquoted, and a number. The text as well: a field that is not a number may still be that text.
    Number(f64, String),
    Text(Text),
    Regex(Box<Regex>),
}

/// Reads one of the comparison operators.
pub(super) fn comparison(scanner: &mut Scanner<'_>) -> Option<Comparison> {
    let all = [
        ("!=", Comparison::NotEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<=", Comparison::LessOrEqual),
        ("=", Comparison::Equal),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
    ];
    all.into_iter().find(|(text, _)| scanner.take(text)).map(|(_, comparison)| comparison)
}

impl Expected {
    /// Reads a value: quoted, between percent signs, or bare up to what `ends` it.
    pub(super) fn parse(
        scanner: &mut Scanner<'_>,
        comparison: Comparison,
        ends: impl Fn(char) -> bool,
    ) -> Result<Expected, PatternError> {
        scanner.skip_space();
        let value = match scanner.peek() {
            Some('"') => Value::Text(Text::of(&scanner.enclosed('"', true)?)),
            Some('%') => Value::Regex(Box::new(regex(scanner)?)),
            _ => {
                let bare = scanner.take_while(|next| !next.is_whitespace() && !ends(next));
                if bare.is_empty() {
                    return Err(PatternError::at(scanner, "a value is expected"));
                }
                match number(bare) {
                    Some(number) => Value::Number(number, bare.to_owned()),
                    None => Value::Text(Text::of(bare)),
                }
            }
        };
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if ordered && !matches!(value, Value::Number(..)) {
            return Err(PatternError::at(scanner, "only numbers can be greater or less"));
        }
        Ok(Expected { comparison, value })
    }

    pub(super) fn is_regex(&self) -> bool {
        matches!(self.value, Value::Regex(_))
    }

    /// Whether a field of this text, and this number if it is one, is as expected.
    pub(super) fn holds(&self, text: &str, value: Option<f64>) -> bool {
        match (self.comparison, &self.value) {
            (Comparison::Equal, _) => self.equals(text, value),
            (Comparison::NotEqual, _) => !self.equals(text, value),
            (Comparison::Less, Value::Number(than, _)) => value.is_some_and(|value| value < *than),
            (Comparison::LessOrEqual, Value::Number(than, _)) => value.is_some_and(|value| value <= *than),
            (Comparison::Greater, Value::Number(than, _)) => value.is_some_and(|value| value > *than),
            (Comparison::GreaterOrEqual, Value::Number(than, _)) => value.is_some_and(|value| value >= *than),
            _ => false,
        }
    }

    fn equals(&self, text: &str, value: Option<f64>) -> bool {
        match &self.value {
            Value::Number(number, bare) => value == Some(*number) || text == bare,
            Value::Text(expected) => expected.is(text),
            Value::Regex(regex) => regex.is_match(text.as_bytes()),
        }
    }

    /// A text that every field that is equal contains.
    pub(super) fn literal(&self) -> Option<&str> {
        match (self.comparison, &self.value) {
            (Comparison::Equal, Value::Text(text)) => Some(text.fixed.as_str()).filter(|fixed| !fixed.is_empty()),
            _ => None,
        }
    }

    pub(super) fn needs(&self) -> Needs {
        self.literal().map_or_else(Needs::default, |literal| Needs::any([literal]))
    }
}

/// A decimal number, with a sign, a fraction, an exponent.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain && text.bytes().any(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Reads `%expression%`.
pub(super) fn regex(scanner: &mut Scanner<'_>) -> Result<Regex, PatternError> {
    let place = scanner.clone();
    let text = scanner.enclosed('%', false)?;
    let mut chars = text.chars();
    while let Some(next) = chars.next() {
        let escapes = next == '\\' && chars.next().is_some_and(|escaped| escaped.is_ascii_graphic());
        if !escapes && !next.is_ascii_alphanumeric() && !SYMBOLS.contains(next) && !OPERATORS.contains(next) {
            return Err(PatternError::at(&place, &format!("'{next}' can't stand in a regular expression")));
        }
    }
    if text.is_empty() {
        return Err(PatternError::at(&place, "the regular expression is empty"));
    }
    RegexBuilder::new(&text)
        .unicode(false)
        .size_limit(REGEX_BYTES)
        .dfa_size_limit(REGEX_BYTES)
        .build()
        .map_err(|_| PatternError::at(&place, "the regular expression is not valid"))
}
