//! Members of events that are JSON: `{ ($.user.id = 1 || $.tags[*] = "x*") && $.error NOT EXISTS }`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::expected::{Expected, comparison};
use super::scanner::Scanner;
use super::{Needs, PatternError};

/// Regular expressions in one pattern.
const REGEXES: usize = 2;

/// Parentheses may nest so deep.
const DEEPEST: usize = 32;

/// A JSON pattern.
#[derive(Clone, Debug)]
pub(super) struct Selection(Expression);

#[derive(Clone, Debug)]
enum Expression {
    Test(Selector, Test),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

#[derive(Clone, Debug)]
enum Test {
    Compares(Expected),
    IsTrue,
    IsFalse,
    IsNull,
    NotExists,
}

/// A way to a value, and its text.
#[derive(Clone, Debug)]
struct Selector {
    text: String,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Member(String),
    Index(usize),
    /// Every element of an array, or every member of an object.
    Every,
}

impl Selection {
    pub(super) fn parse(text: &str) -> Result<Selection, PatternError> {
        let mut scanner = Scanner::new(text);
        scanner.expect("{")?;
        let expression = any(&mut scanner, DEEPEST)?;
        scanner.skip_space();
        scanner.expect("}")?;
        scanner.skip_space();
        if !scanner.is_done() {
            return Err(PatternError::at(&scanner, "something stands after the closing }"));
        }
        let mut regexes = 0;
        expression.each(&mut |_, test| {
            regexes += usize::from(matches!(test, Test::Compares(expected) if expected.is_regex()));
        });
        if regexes > REGEXES {
            return Err(PatternError(format!(
                "Invalid filter pattern: it has more than {REGEXES} regular expressions."
            )));
        }
        Ok(Selection(expression))
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        read(message).is_some_and(|value| self.0.holds(&value))
    }

    pub(super) fn needs(&self) -> Needs {
        self.0.needs()
    }

    pub(super) fn extract(&self, message: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let Some(value) = read(message) else { return found };
        self.0.each(&mut |selector, _| {
            let mut first = None;
            selector.visit(&value, &mut |value| {
                first.get_or_insert_with(|| text_of(value));
                true
            });
            if let Some(text) = first {
                found.insert(selector.text.clone(), text);
            }
        });
        found
    }
}

/// An event that is an object or an array; others have no members.
fn read(message: &str) -> Option<Value> {
    let message = message.trim();
    if message.starts_with(['{', '[']) { serde_json::from_str(message).ok() } else { None }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Expression {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Expression::Test(selector, test) => test.holds(selector, value),
            Expression::All(all) => all.iter().all(|one| one.holds(value)),
            Expression::Any(any) => any.iter().any(|one| one.holds(value)),
        }
    }

    fn each(&self, visit: &mut dyn FnMut(&Selector, &Test)) {
        match self {
            Expression::Test(selector, test) => visit(selector, test),
            Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| part.each(visit)),
        }
    }

    fn needs(&self) -> Needs {
        match self {
            Expression::Test(_, Test::Compares(expected)) => match expected.literal() {
                // Any character of a JSON text may be written as its code, and these may be written in other ways as well.
                Some(text) if !text.contains(|c: char| c.is_control() || matches!(c, '"' | '\\' | '/')) => {
                    Needs::any([text, "\\u"])
                }
                _ => Needs::default(),
            },
            Expression::Test(..) => Needs::default(),
            Expression::All(all) => all.iter().map(Expression::needs).fold(Needs::default(), Needs::and),
            Expression::Any(any) => any.iter().map(Expression::needs).reduce(Needs::or).unwrap_or_default(),
        }
    }
}

impl Test {
    fn holds(&self, selector: &Selector, root: &Value) -> bool {
        let any = |is: &dyn Fn(&Value) -> bool| {
            let mut found = false;
            selector.visit(root, &mut |value| {
                found = is(value);
                !found
            });
            found
        };
        match self {
            Test::IsTrue => any(&|value| value == &Value::Bool(true)),
            Test::IsFalse => any(&|value| value == &Value::Bool(false)),
            Test::IsNull => any(&Value::is_null),
            Test::NotExists => !any(&|_| true),
            Test::Compares(expected) => any(&|value| compares(expected, value)),
        }
    }
}

fn compares(expected: &Expected, value: &Value) -> bool {
    match value {
        Value::String(text) => expected.holds(text, None),
        Value::Number(number) => expected.holds(&number.to_string(), number.as_f64()),
        Value::Bool(yes) => expected.holds(if *yes { "true" } else { "false" }, None),
        // A selector must lead to a value: what is compared with anything else is not of the pattern's form, and `!=` does not
        // match it either.
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

impl Selector {
    fn parse(scanner: &mut Scanner<'_>) -> Result<Selector, PatternError> {
        scanner.skip_space();
        scanner.expect("$")?;
        let mut selector = Selector { text: "$".to_owned(), steps: Vec::new() };
        loop {
            if scanner.take(".[") || scanner.take("[") {
                selector.bracket(scanner)?;
            } else if scanner.take(".*") {
                selector.steps.push(Step::Every);
                selector.text.push_str(".*");
            } else if scanner.take(".") {
                let is = |next: char| next.is_alphanumeric() || matches!(next, '_' | '-' | ':' | '@' | '$' | '/');
                let name = scanner.take_while(is);
                if name.is_empty() {
                    return Err(PatternError::at(scanner, "a member's name is expected"));
                }
                selector.text.push_str(&format!(".{name}"));
                selector.steps.push(Step::Member(name.to_owned()));
            } else if selector.steps.is_empty() {
                return Err(PatternError::at(scanner, "'.' is expected"));
            } else {
                return Ok(selector);
            }
        }
    }

    fn bracket(&mut self, scanner: &mut Scanner<'_>) -> Result<(), PatternError> {
        scanner.skip_space();
        match scanner.peek() {
            Some(quote @ ('\'' | '"')) => {
                let name = scanner.enclosed(quote, true)?;
                self.text.push_str(&format!(".['{name}']"));
                self.steps.push(Step::Member(name));
            }
            Some('*') => {
                scanner.take("*");
                self.text.push_str("[*]");
                self.steps.push(Step::Every);
            }
            _ => {
                let digits = scanner.take_while(|next| next.is_ascii_digit());
                let index = digits.parse().map_err(|_| PatternError::at(scanner, "an index is expected"))?;
                self.text.push_str(&format!("[{index}]"));
                self.steps.push(Step::Index(index));
            }
        }
        scanner.skip_space();
        scanner.expect("]")
    }

    /// Visits what is selected until told to stop.
    fn visit(&self, root: &Value, visit: &mut dyn FnMut(&Value) -> bool) {
        walk(root, &self.steps, visit);
    }
}

fn walk(value: &Value, steps: &[Step], visit: &mut dyn FnMut(&Value) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else { return visit(value) };
    match (step, value) {
        (Step::Member(name), Value::Object(members)) => {
            members.get(name).is_none_or(|member| walk(member, rest, visit))
        }
        (Step::Index(index), Value::Array(items)) => items.get(*index).is_none_or(|item| walk(item, rest, visit)),
        (Step::Every, Value::Array(items)) => items.iter().all(|item| walk(item, rest, visit)),
        (Step::Every, Value::Object(members)) => members.values().all(|member| walk(member, rest, visit)),
        _ => true,
    }
}

fn any(scanner: &mut Scanner<'_>, deep: usize) -> Result<Expression, PatternError> {
    let mut parts = Vec::new();
    loop {
        parts.push(all(scanner, deep)?);
        scanner.skip_space();
        if !scanner.take("||") {
            return Ok(joined(parts, Expression::Any));
        }
    }
}

fn all(scanner: &mut Scanner<'_>, deep: usize) -> Result<Expression, PatternError> {
    let mut parts = Vec::new();
    loop {
        parts.push(one(scanner, deep)?);
        scanner.skip_space();
        if !scanner.take("&&") {
            return Ok(joined(parts, Expression::All));
        }
    }
}

fn joined(mut parts: Vec<Expression>, join: impl FnOnce(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}

fn one(scanner: &mut Scanner<'_>, deep: usize) -> Result<Expression, PatternError> {
    scanner.skip_space();
    if scanner.take("(") {
        let deeper = deep.checked_sub(1).ok_or_else(|| PatternError::at(scanner, "it nests too deep"))?;
        let inner = any(scanner, deeper)?;
        scanner.skip_space();
        scanner.expect(")")?;
        return Ok(inner);
    }
    let selector = Selector::parse(scanner)?;
    scanner.skip_space();
    let test = match comparison(scanner) {
        Some(comparison) => {
            let ends = |next| matches!(next, '}' | '|' | '&' | ')' | '(');
            Test::Compares(Expected::parse(scanner, comparison, ends)?)
        }
        None => keyword(scanner)?,
    };
    Ok(Expression::Test(selector, test))
}

fn keyword(scanner: &mut Scanner<'_>) -> Result<Test, PatternError> {
    let unknown = |scanner: &Scanner<'_>| PatternError::at(scanner, "a comparison, IS or NOT EXISTS is expected");
    if scanner.take_word("NOT") {
        scanner.skip_space();
        return if scanner.take_word("EXISTS") { Ok(Test::NotExists) } else { Err(unknown(scanner)) };
    }
    if !scanner.take_word("IS") {
        return Err(unknown(scanner));
    }
    scanner.skip_space();
    let all = [("TRUE", Test::IsTrue), ("FALSE", Test::IsFalse), ("NULL", Test::IsNull)];
    all.into_iter()
        .find(|(word, _)| scanner.take_word(word))
        .map(|(_, test)| test)
        .ok_or_else(|| PatternError::at(scanner, "TRUE, FALSE or NULL is expected"))
}
