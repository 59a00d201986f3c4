//! Validation: what AWS's front finds wrong with an input that could be read.
//!
//! Texts follow AWS's services: `1 validation error detected: Value '' at 'queueName' failed to satisfy constraint:
//! Member must have length greater than or equal to 1`.

use std::fmt;

use crate::notes::{Fault, MAX_FAULTS, Notes};
use crate::{Member, Path, Rules};

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// Where: `entries.1.member.source`.
    pub path: String,
    /// The wire name of the member: `Source`.
    pub member: &'static str,
    /// What stood there, as text; `None` for null.
    pub value: Option<String>,
    /// What it should have satisfied.
    pub constraint: Constraint,
}

/// What a value fails to satisfy.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// It is required.
    NotNull,
    /// Fewest characters, bytes, elements or entries.
    MinLength(u64),
    /// Most characters, bytes, elements or entries.
    MaxLength(u64),
    /// Smallest number.
    Min(i64),
    /// Largest number.
    Max(i64),
    /// The pattern it must match as a whole.
    Pattern(&'static str),
    /// The values it may have.
    OneOf(&'static [&'static str]),
    /// What every element of a list must satisfy.
    Items(Vec<Constraint>),
    /// What every key of a map must satisfy.
    Keys(Vec<Constraint>),
    /// What every value of a map must satisfy.
    Values(Vec<Constraint>),
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNull => f.write_str("Member must not be null"),
            Self::MinLength(n) => write!(f, "Member must have length greater than or equal to {n}"),
            Self::MaxLength(n) => write!(f, "Member must have length less than or equal to {n}"),
            Self::Min(n) => write!(f, "Member must have value greater than or equal to {n}"),
            Self::Max(n) => write!(f, "Member must have value less than or equal to {n}"),
            Self::Pattern(text) => write!(f, "Member must satisfy regular expression pattern: {text}"),
            Self::OneOf(set) => write!(f, "Member must satisfy enum value set: [{}]", set.join(", ")),
            Self::Items(all) => write!(f, "Member must satisfy constraint: {}", All(all)),
            Self::Keys(all) => write!(f, "Map keys must satisfy constraint: {}", All(all)),
            Self::Values(all) => write!(f, "Map value must satisfy constraint: {}", All(all)),
        }
    }
}

struct All<'a>(&'a [Constraint]);

impl fmt::Display for All<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (i, constraint) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            constraint.fmt(f)?;
        }
        f.write_str("]")
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "Value '{value}' at '{}' ", self.path)?,
            None => write!(f, "Value null at '{}' ", self.path)?,
        }
        write!(f, "failed to satisfy constraint: {}", self.constraint)
    }
}

/// `N validation errors detected: ...; ...`, as AWS's `ValidationException` words it.
pub fn validation_message(violations: &[Violation]) -> String {
    use fmt::Write;
    let noun = if violations.len() == 1 { "error" } else { "errors" };
    let mut out = format!("{} validation {noun} detected: ", violations.len());
    for (i, violation) in violations.iter().enumerate() {
        if i > 0 {
            out.push_str("; ");
        }
        // Writing into a String does not fail.
        let _ = write!(out, "{violation}");
    }
    out
}

/// Collects violations during one validation.
#[derive(Debug, Default)]
pub struct Violations {
    found: Vec<Violation>,
    notes: Notes,
}

impl Violations {
    /// An empty collection that knows what the reader noted.
    pub fn new(notes: Notes) -> Self {
        Self { found: Vec::new(), notes }
    }

    /// What was found, in the order of the members.
    pub fn into_vec(self) -> Vec<Violation> {
        self.found
    }

    /// Reports what the reader noted at this place; `true` if it did.
    #[inline]
    pub fn noted(&mut self, path: &Path<'_>, member: &'static Member) -> bool {
        !self.notes.is_empty() && !self.is_full() && self.take_note(path, member)
    }

    fn is_full(&self) -> bool {
        self.found.len() >= MAX_FAULTS
    }

    #[cold]
    fn take_note(&mut self, path: &Path<'_>, member: &'static Member) -> bool {
        let path = path.to_string();
        let Some(note) = self.notes.find(&path) else {
            return false;
        };
        let (value, constraint) = match &note.fault {
            Fault::Null => (None, Constraint::NotNull),
            Fault::UnknownValue { value, set } => (Some(value.clone()), Constraint::OneOf(set)),
        };
        self.found.push(Violation { path, member: member.name, value, constraint });
        true
    }

    /// Adds a violation, unless there are enough.
    #[cold]
    pub fn add(&mut self, path: &Path<'_>, member: &'static Member, value: String, constraint: Constraint) {
        if self.is_full() {
            return;
        }
        let value = if member.sensitive { "*** Sensitive Data Redacted ***".to_owned() } else { value };
        self.found.push(Violation { path: path.to_string(), member: member.name, value: Some(value), constraint });
    }

    /// Checks a length against the member's rules.
    #[inline]
    pub fn check_length(&mut self, len: usize, member: &'static Member, path: &Path<'_>, show: impl Fn() -> String) {
        let len = len as u64;
        if let Some(max) = member.rules.max_length.filter(|max| len > *max) {
            self.add(path, member, show(), Constraint::MaxLength(max));
        }
        if let Some(min) = member.rules.min_length.filter(|min| len < *min) {
            self.add(path, member, show(), Constraint::MinLength(min));
        }
    }

    /// Checks a number against the member's rules.
    #[inline]
    pub fn check_range(&mut self, value: f64, member: &'static Member, path: &Path<'_>, show: impl Fn() -> String) {
        if let Some(max) = member.rules.max.filter(|max| value > *max as f64) {
            self.add(path, member, show(), Constraint::Max(max));
        }
        if let Some(min) = member.rules.min.filter(|min| value < *min as f64) {
            self.add(path, member, show(), Constraint::Min(min));
        }
    }

    /// Checks text against the member's rules.
    #[inline]
    pub fn check_text(&mut self, text: &str, member: &'static Member, path: &Path<'_>) {
        let rules = &member.rules;
        if let Some(set) = rules.one_of.filter(|set| !set.contains(&text)) {
            self.add(path, member, text.to_owned(), Constraint::OneOf(set));
        }
        if let Some(pattern) = rules.pattern.filter(|pattern| !(pattern.matcher)().matches(text)) {
            self.add(path, member, text.to_owned(), Constraint::Pattern(pattern.text));
        }
        if rules.min_length.is_some() || rules.max_length.is_some() {
            self.check_length(characters(text), member, path, || text.to_owned());
        }
    }
}

/// Whether text satisfies every rule.
pub(crate) fn text_satisfies(text: &str, rules: &Rules) -> bool {
    rules.one_of.is_none_or(|set| set.contains(&text))
        && rules.pattern.is_none_or(|pattern| (pattern.matcher)().matches(text))
        && {
            let len = characters(text) as u64;
            rules.max_length.is_none_or(|max| len <= max) && rules.min_length.is_none_or(|min| len >= min)
        }
}

/// Every rule as a constraint, for the message about a list or map.
pub(crate) fn all_constraints(rules: &Rules) -> Vec<Constraint> {
    let mut out = Vec::new();
    out.extend(rules.max_length.map(Constraint::MaxLength));
    out.extend(rules.min_length.map(Constraint::MinLength));
    out.extend(rules.max.map(Constraint::Max));
    out.extend(rules.min.map(Constraint::Min));
    out.extend(rules.pattern.map(|pattern| Constraint::Pattern(pattern.text)));
    out.extend(rules.one_of.map(Constraint::OneOf));
    out
}

/// The length of text as AWS counts it: UTF-16 units, the `length()` of a Java string.
fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}
