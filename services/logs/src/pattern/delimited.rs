//! Fields between spaces: `[ip, user, ..., status = 4* || status = 500, bytes > 1000]`.
//!
//! What stands between double quotes or square brackets is one field of an event. Without `...` an event has as many fields as
//! the pattern; `...` stands for any number of them. A field may have no name: `[..., status = 4*, ]`.

use std::collections::BTreeMap;

use super::expected::{Expected, comparison, number};
use super::scanner::Scanner;
use super::{Needs, PatternError};

/// Regular expressions in one pattern.
const REGEXES: usize = 2;

/// Parentheses in a condition may nest so deep.
const DEEPEST: usize = 32;

/// A delimited pattern.
#[derive(Clone, Debug)]
pub(super) struct Delimited {
    /// The fields before `...`, or all of them.
    begin: Vec<Field>,
    /// The fields after `...`, if it stands there.
    end: Option<Vec<Field>>,
}

#[derive(Clone, Debug)]
struct Field {
    /// Empty if it has none.
    name: String,
    condition: Option<Condition>,
}

#[derive(Clone, Debug)]
enum Condition {
    Is(Expected),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    fn holds(&self, field: &str) -> bool {
        match self {
            Condition::Is(expected) => expected.holds(field, number(field)),
            Condition::All(all) => all.iter().all(|one| one.holds(field)),
            Condition::Any(any) => any.iter().any(|one| one.holds(field)),
        }
    }

    fn needs(&self) -> Needs {
        match self {
            Condition::Is(expected) => expected.needs(),
            Condition::All(all) => all.iter().map(Condition::needs).fold(Needs::default(), Needs::and),
            Condition::Any(any) => any.iter().map(Condition::needs).reduce(Needs::or).unwrap_or_default(),
        }
    }

    fn regexes(&self) -> usize {
        match self {
            Condition::Is(expected) => usize::from(expected.is_regex()),
            Condition::All(all) | Condition::Any(all) => all.iter().map(Condition::regexes).sum(),
        }
    }
}

impl Delimited {
    pub(super) fn parse(text: &str) -> Result<Delimited, PatternError> {
        let mut scanner = Scanner::new(text);
        scanner.expect("[")?;
        scanner.skip_space();
        let mut pattern = Delimited { begin: Vec::new(), end: None };
        if scanner.take("]") {
            // No fields are named: every event has some.
            pattern.end = Some(Vec::new());
        } else {
            loop {
                scanner.skip_space();
                if scanner.take("...") {
                    if pattern.end.replace(Vec::new()).is_some() {
                        return Err(PatternError::at(&scanner, "there can be one ellipsis"));
                    }
                } else {
                    let field = Field::parse(&mut scanner)?;
                    pattern.end.as_mut().unwrap_or(&mut pattern.begin).push(field);
                }
                scanner.skip_space();
                if scanner.take("]") {
                    break;
                }
                scanner.expect(",")?;
            }
        }
        scanner.skip_space();
        if !scanner.is_done() {
            return Err(PatternError::at(&scanner, "something stands after the closing ]"));
        }
        let regexes: usize = pattern.conditions().map(Condition::regexes).sum();
        if regexes > REGEXES {
            return Err(PatternError(format!(
                "Invalid filter pattern: it has more than {REGEXES} regular expressions."
            )));
        }
        Ok(pattern)
    }

    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.begin.iter().chain(self.end.iter().flatten()).filter_map(|field| field.condition.as_ref())
    }

    pub(super) fn needs(&self) -> Needs {
        self.conditions().map(Condition::needs).fold(Needs::default(), Needs::and)
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        let tokens = tokens(message);
        self.pairs(&tokens).is_some_and(|pairs| {
            pairs.iter().all(|(field, token)| field.condition.as_ref().is_none_or(|condition| condition.holds(token)))
        })
    }

    pub(super) fn extract(&self, message: &str) -> BTreeMap<String, String> {
        let tokens = tokens(message);
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let skipped = tokens.len().saturating_sub(self.end.as_ref().map_or(0, Vec::len));
        for (place, token) in tokens.iter().enumerate() {
            let named = match (self.begin.get(place), &self.end) {
                (Some(field), _) => Some(field),
                (None, Some(end)) => place.checked_sub(skipped).and_then(|place| end.get(place)),
                (None, None) => None,
            };
            let name = named.map(|field| field.name.as_str()).filter(|name| !name.is_empty());
            let name = name.map_or_else(|| format!("${}", place + 1), |name| format!("${name}"));
            found.insert(name, (*token).to_owned());
        }
        found
    }

    /// Which token each field stands for.
    fn pairs<'a>(&'a self, tokens: &[&'a str]) -> Option<Vec<(&'a Field, &'a str)>> {
        let end = self.end.as_deref().unwrap_or_default();
        let fields = self.begin.len() + end.len();
        let fits = if self.end.is_some() { tokens.len() >= fields } else { tokens.len() == fields };
        if !fits {
            return None;
        }
        let last = tokens.iter().skip(tokens.len() - end.len());
        Some(self.begin.iter().zip(tokens).chain(end.iter().zip(last)).map(|(field, token)| (field, *token)).collect())
    }
}

impl Field {
    fn parse(scanner: &mut Scanner<'_>) -> Result<Field, PatternError> {
        let mut name = String::new();
        if matches!(scanner.peek(), Some(',' | ']')) {
            return Ok(Field { name, condition: None });
        }
        let condition = any(scanner, &mut name, DEEPEST)?;
        Ok(Field { name, condition })
    }
}

/// `condition || condition`; no condition when only the name stands there. All conditions are about one field.
fn any(scanner: &mut Scanner<'_>, name: &mut String, deep: usize) -> Result<Option<Condition>, PatternError> {
    let mut parts = Vec::new();
    loop {
        parts.push(all(scanner, name, deep)?);
        scanner.skip_space();
        if !scanner.take("||") {
            return joined(scanner, parts, Condition::Any);
        }
    }
}

fn all(scanner: &mut Scanner<'_>, name: &mut String, deep: usize) -> Result<Option<Condition>, PatternError> {
    let mut parts = Vec::new();
    loop {
        parts.push(one(scanner, name, deep)?);
        scanner.skip_space();
        if !scanner.take("&&") {
            return joined(scanner, parts, Condition::All);
        }
    }
}

fn joined(
    scanner: &Scanner<'_>,
    mut parts: Vec<Option<Condition>>,
    join: impl FnOnce(Vec<Condition>) -> Condition,
) -> Result<Option<Condition>, PatternError> {
    if parts.len() == 1 {
        return Ok(parts.pop().flatten());
    }
    let parts: Option<Vec<Condition>> = parts.into_iter().collect();
    parts.map(|parts| Some(join(parts))).ok_or_else(|| PatternError::at(scanner, "a comparison is expected"))
}

fn one(scanner: &mut Scanner<'_>, name: &mut String, deep: usize) -> Result<Option<Condition>, PatternError> {
    scanner.skip_space();
    if scanner.take("(") {
        let deeper = deep.checked_sub(1).ok_or_else(|| PatternError::at(scanner, "it nests too deep"))?;
        let inner = any(scanner, name, deeper)?;
        scanner.skip_space();
        scanner.expect(")")?;
        return Ok(inner);
    }
    let found = scanner.take_while(|next| next.is_alphanumeric() || matches!(next, '_' | '-' | '.' | '$' | '@'));
    if found.is_empty() {
        return Err(PatternError::at(scanner, "a field's name is expected"));
    }
    if name.is_empty() {
        name.push_str(found);
    } else if name != found {
        return Err(PatternError::at(scanner, "all conditions of a field name that field"));
    }
    scanner.skip_space();
    let Some(comparison) = comparison(scanner) else { return Ok(None) };
    let ends = |next| matches!(next, ',' | ']' | '|' | '&' | ')');
    Ok(Some(Condition::Is(Expected::parse(scanner, comparison, ends)?)))
}

/// An event's fields. What opens with a bracket or a quote and does not close is a field up to the next space.
fn tokens(message: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = message.trim_start();
    while let Some(first) = rest.chars().next() {
        let closing = match first {
            '"' => Some('"'),
            '[' => Some(']'),
            _ => None,
        };
        let inner = closing.and_then(|closing| rest.get(1..).and_then(|inner| inner.split_once(closing)));
        let (token, after) = match inner {
            Some((token, after)) if after.is_empty() || after.starts_with(char::is_whitespace) => (token, after),
            _ => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}
