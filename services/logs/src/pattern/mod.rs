//! The filter pattern language.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>
//!
//! ```text
//! terms       ERROR "not found" -debug ?a ?b %[45]\d\d%       terms.rs
//! delimited   [ip, user, ..., status = 4* || status = 500]    delimited.rs
//! JSON        { $.user.id = 1 && $.tags[*] != "x*" }          json.rs
//! ```
//!
//! A pattern is compiled once and then asked of many events. [`Needs`] says what bytes a matching event must contain, so that a
//! search can pass over whole blocks.

mod delimited;
mod expected;
mod json;
mod needs;
mod scanner;
mod terms;

use std::collections::BTreeMap;

pub(crate) use needs::Needs;
use scanner::Scanner;

/// Longest pattern, in characters (the model's constraint).
const PATTERN_CHARS: usize = 1_024;

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(pub(crate) String);

impl PatternError {
    fn at(scanner: &Scanner<'_>, what: &str) -> PatternError {
        PatternError(format!("Invalid filter pattern: {what} at position {}.", scanner.position()))
    }
}

/// A compiled filter pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    kind: Kind,
    needs: Needs,
}

#[derive(Clone, Debug)]
enum Kind {
    All,
    Terms(terms::Terms),
    Delimited(delimited::Delimited),
    Json(json::Selection),
}

impl Pattern {
    /// Compiles a pattern. An empty one matches everything.
    ///
    /// # Errors
    /// What is wrong with it, for the caller.
    pub(crate) fn parse(text: &str) -> Result<Pattern, PatternError> {
        if text.chars().count() > PATTERN_CHARS {
            return Err(PatternError(format!("Invalid filter pattern: it is longer than {PATTERN_CHARS} characters.")));
        }
        let trimmed = text.trim();
        let kind = match trimmed.as_bytes().first() {
            None => Kind::All,
            Some(b'[') => Kind::Delimited(delimited::Delimited::parse(trimmed)?),
            Some(b'{') => Kind::Json(json::Selection::parse(trimmed)?),
            Some(_) => Kind::Terms(terms::Terms::parse(trimmed)?),
        };
        let needs = match &kind {
            Kind::All => Needs::default(),
            Kind::Terms(terms) => terms.needs(),
            Kind::Delimited(fields) => fields.needs(),
            Kind::Json(selection) => selection.needs(),
        };
        Ok(Pattern { kind, needs })
    }

    /// Whether an event matches.
    pub(crate) fn matches(&self, message: &str) -> bool {
        if !self.needs.may_be_in(message.as_bytes()) {
            return false;
        }
        match &self.kind {
            Kind::All => true,
            Kind::Terms(terms) => terms.matches(message),
            Kind::Delimited(fields) => fields.matches(message),
            Kind::Json(selection) => selection.matches(message),
        }
    }

    /// The same pattern with other knowledge of what it needs, for tests.
    pub(crate) fn with_needs(&self, needs: Needs) -> Pattern {
        Pattern { kind: self.kind.clone(), needs }
    }

    /// What a matching event's fields are, by `$name` or selector; none when the event does not match.
    pub(crate) fn extract(&self, message: &str) -> Option<BTreeMap<String, String>> {
        if !self.matches(message) {
            return None;
        }
        Some(match &self.kind {
            Kind::All | Kind::Terms(_) => BTreeMap::new(),
            Kind::Delimited(fields) => fields.extract(message),
            Kind::Json(selection) => selection.extract(message),
        })
    }

    /// The fields that a delimited pattern names, without `$`, which go along with a delivered event; empty for other patterns.
    /// None when the event does not match.
    pub(crate) fn fields(&self, message: &str) -> Option<BTreeMap<String, String>> {
        let extracted = match &self.kind {
            Kind::Delimited(_) => self.extract(message)?,
            _ => return self.matches(message).then(BTreeMap::new),
        };
        Some(extracted.into_iter().map(|(name, value)| (name.trim_start_matches('$').to_owned(), value)).collect())
    }

    /// What bytes matching events contain.
    pub(crate) fn needs(&self) -> &Needs {
        &self.needs
    }
}

#[cfg(test)]
mod tests;
