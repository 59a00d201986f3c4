//! The alternatives of one field: values and `{"operator": ...}` objects.

use super::lexer::{Lexer, Token};
use crate::PatternError;
use crate::casefold::fold;
use crate::cidr::Cidr;
use crate::number::{Number, order_of};
use crate::predicate::{Range, Test};
use crate::wildcard::{Parsed, Wildcard, WildcardError};

/// The bounds AWS sets on numbers in ranges.
const NUMBER_BOUND: f64 = 5e9;

/// The elements of a field's array, whose bracket was read: sorted, each once.
pub(super) fn alternatives(lexer: &mut Lexer<'_>) -> Result<Vec<Test>, PatternError> {
    let mut tests = Vec::new();
    loop {
        match lexer.next()? {
            Token::EndArray => break,
            Token::Text(text) => tests.push(Test::Text(text.into())),
            Token::Number(number) => tests.push(exact_number(lexer, number)?),
            Token::True => tests.push(Test::True),
            Token::False => tests.push(Test::False),
            Token::Null => tests.push(Test::Null),
            Token::StartObject => operator(lexer, &mut tests)?,
            _ => return Err(lexer.error("Match value must be String, number, true, false, or null")),
        }
    }
    if tests.is_empty() {
        return Err(lexer.error("Empty arrays are not allowed"));
    }
    tests.sort_unstable();
    tests.dedup();
    Ok(tests)
}

fn exact_number(lexer: &Lexer<'_>, text: &str) -> Result<Test, PatternError> {
    let number = Number::parse(text.as_bytes()).ok_or_else(|| lexer.error("Invalid numeric value"))?;
    Ok(Test::Number(number.exact))
}

/// `{"operator": argument}`, whose brace was read.
fn operator(lexer: &mut Lexer<'_>, tests: &mut Vec<Test>) -> Result<(), PatternError> {
    let Token::Name(name) = lexer.next()? else {
        return Err(lexer.error("Empty objects are not allowed"));
    };
    match name.as_slice() {
        b"prefix" => tests.push(affix(lexer, "prefix", Test::Prefix, Test::PrefixFolded)?),
        b"suffix" => tests.push(affix(lexer, "suffix", Test::Suffix, Test::SuffixFolded)?),
        b"equals-ignore-case" => {
            let text = text(lexer, "equals-ignore-case match pattern must be a string")?;
            tests.push(Test::EqualsFolded(fold(&text).into()));
        }
        b"wildcard" => {
            let text = text(lexer, "wildcard match pattern must be a string")?;
            tests.push(wildcard(lexer, &text)?);
        }
        b"cidr" => {
            let text = text(lexer, "cidr match pattern must be a string")?;
            let cidr = Cidr::parse(&String::from_utf8_lossy(&text)).map_err(|reason| lexer.error_after_text(reason))?;
            tests.push(Test::Cidr(cidr));
        }
        b"numeric" => tests.push(numeric(lexer)?),
        b"exists" => tests.push(match lexer.next()? {
            Token::True => Test::Exists,
            Token::False => Test::Absent,
            _ => return Err(lexer.error("exists match pattern must be either true or false.")),
        }),
        b"anything-but" => tests.push(anything_but(lexer)?),
        _ => {
            let name = String::from_utf8_lossy(&name);
            return Err(lexer.error(format!("Unrecognized match type {name}")));
        }
    }
    match lexer.next()? {
        Token::EndObject => Ok(()),
        _ => Err(lexer.error("Only one key allowed in match expression")),
    }
}

fn text(lexer: &mut Lexer<'_>, otherwise: &str) -> Result<Vec<u8>, PatternError> {
    match lexer.next()? {
        Token::Text(text) => Ok(text),
        _ => Err(lexer.error(otherwise)),
    }
}

/// The argument of `prefix` or `suffix`: text, or `{"equals-ignore-case": text}`.
fn affix(
    lexer: &mut Lexer<'_>,
    name: &str,
    exact: fn(Box<[u8]>) -> Test,
    folded: fn(Box<[u8]>) -> Test,
) -> Result<Test, PatternError> {
    match lexer.next()? {
        Token::Text(text) => Ok(exact(text.into())),
        Token::StartObject => {
            let Token::Name(inner) = lexer.next()? else {
                return Err(lexer.error("Empty objects are not allowed"));
            };
            if inner != b"equals-ignore-case" {
                let inner = String::from_utf8_lossy(&inner);
                return Err(lexer.error(format!("Unsupported {name} pattern: {inner}")));
            }
            let text = text(lexer, "equals-ignore-case match pattern must be a string")?;
            match lexer.next()? {
                Token::EndObject => Ok(folded(fold(&text).into())),
                _ => Err(lexer.error("Only one key allowed in match expression")),
            }
        }
        _ => Err(lexer.error(format!("{name} match pattern must be a string"))),
    }
}

fn wildcard(lexer: &Lexer<'_>, text: &[u8]) -> Result<Test, PatternError> {
    match Wildcard::parse(text) {
        Ok(Parsed::Literal(literal)) => Ok(Test::Text(literal)),
        Ok(Parsed::Wildcard(wildcard)) => Ok(Test::Wildcard(wildcard)),
        Err(WildcardError::Consecutive(at)) => {
            Err(lexer.error_after_text(format!("Consecutive wildcard characters at pos {at}")))
        }
        Err(WildcardError::Escape(at)) => Err(lexer.error_after_text(format!("Invalid escape character at pos {at}"))),
        Err(WildcardError::TooComplex) => Err(PatternError::TooComplex {
            reason: "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences \
                     after a wildcard character"
                .into(),
        }),
    }
}

/// `["=", n]`, one bound, or a lower and an upper bound in either order.
fn numeric(lexer: &mut Lexer<'_>) -> Result<Test, PatternError> {
    if lexer.next()? != Token::StartArray {
        return Err(lexer.error("Value of numeric must be an array."));
    }
    let mut range = Range { low: order_of(f64::NEG_INFINITY), high: order_of(f64::INFINITY) };
    let mut lower = false;
    let mut upper = false;
    loop {
        let operator = match lexer.next()? {
            Token::Text(operator) => operator,
            Token::EndArray if lower || upper => break,
            _ => return Err(lexer.error("Invalid member in numeric match: expected an operator")),
        };
        let name = String::from_utf8_lossy(&operator).into_owned();
        let (sets_lower, sets_upper) = match name.as_str() {
            "=" => (true, true),
            ">" | ">=" => (true, false),
            "<" | "<=" => (false, true),
            _ => return Err(lexer.error_after_text(format!("Unrecognized numeric range operator: {name}"))),
        };
        if (sets_lower && lower) || (sets_upper && upper) {
            return Err(lexer.error_after_text("Too many elements in numeric expression"));
        }
        let bound = bound(lexer, &name)?;
        match name.as_str() {
            "=" => range = Range { low: bound, high: bound },
            ">" => range.low = bound + 1,
            ">=" => range.low = bound,
            "<" => range.high = bound - 1,
            _ => range.high = bound,
        }
        (lower, upper) = (lower || sets_lower, upper || sets_upper);
    }
    if range.low > range.high {
        return Err(lexer.error("Bottom must be less than top"));
    }
    Ok(Test::Range(range))
}

fn bound(lexer: &mut Lexer<'_>, operator: &str) -> Result<u64, PatternError> {
    let number = match lexer.next()? {
        Token::Number(text) => Number::parse(text.as_bytes()),
        _ => None,
    };
    let number = number.ok_or_else(|| lexer.error(format!("Value of {operator} must be numeric")))?;
    if (order_of(-NUMBER_BOUND)..=order_of(NUMBER_BOUND)).contains(&number.order) {
        return Ok(number.order);
    }
    Err(lexer.error("Value must be between -5.0E9 and 5.0E9, inclusive"))
}

/// The argument of `anything-but`: one value, a list of one type, or one nested operator.
fn anything_but(lexer: &mut Lexer<'_>) -> Result<Test, PatternError> {
    let tests = match lexer.next()? {
        Token::Text(text) => vec![Test::Text(text.into())],
        Token::Number(number) => vec![exact_number(lexer, number)?],
        Token::StartArray => values(lexer)?,
        Token::StartObject => nested(lexer)?,
        _ => {
            return Err(lexer.error("Value of anything-but must be an array or single string/number value."));
        }
    };
    let mut tests = tests;
    tests.sort_unstable();
    tests.dedup();
    Ok(Test::Not(tests.into()))
}

fn values(lexer: &mut Lexer<'_>) -> Result<Vec<Test>, PatternError> {
    let mut tests = Vec::new();
    loop {
        let test = match lexer.next()? {
            Token::EndArray => break,
            Token::Text(text) => Test::Text(text.into()),
            Token::Number(number) => exact_number(lexer, number)?,
            _ => return Err(lexer.error("Inside anything but list, start|null|boolean is not supported.")),
        };
        tests.push(test);
    }
    if tests.is_empty() {
        return Err(lexer.error("Empty arrays are not allowed"));
    }
    let texts = tests.iter().filter(|test| matches!(test, Test::Text(_))).count();
    if texts != 0 && texts != tests.len() {
        let reason = "Inside anything but list, either all values are number or string, mixed type is not supported";
        return Err(lexer.error(reason));
    }
    Ok(tests)
}

/// `{"prefix" | "suffix" | "equals-ignore-case" | "wildcard": text or list of texts}`.
fn nested(lexer: &mut Lexer<'_>) -> Result<Vec<Test>, PatternError> {
    let Token::Name(name) = lexer.next()? else {
        return Err(lexer.error("Empty objects are not allowed"));
    };
    if !matches!(name.as_slice(), b"prefix" | b"suffix" | b"equals-ignore-case" | b"wildcard") {
        let name = String::from_utf8_lossy(&name);
        return Err(lexer.error(format!("Unsupported anything-but pattern: {name}")));
    }
    let mut tests = Vec::new();
    match lexer.next()? {
        Token::Text(text) => tests.push(nested_test(lexer, &name, &text)?),
        Token::StartArray => loop {
            match lexer.next()? {
                Token::EndArray => break,
                Token::Text(text) => tests.push(nested_test(lexer, &name, &text)?),
                _ => return Err(lexer.error(must_be_text(&name))),
            }
        },
        Token::StartObject if name == b"prefix" || name == b"suffix" => {
            tests.push(folded_affix(lexer, &name)?);
        }
        _ => return Err(lexer.error(must_be_text(&name))),
    }
    if tests.is_empty() {
        return Err(lexer.error("Empty arrays are not allowed"));
    }
    match lexer.next()? {
        Token::EndObject => Ok(tests),
        _ => Err(lexer.error("Only one key allowed in match expression")),
    }
}

/// `{"equals-ignore-case": text}` inside `anything-but` `prefix` or `suffix`, whose brace was read.
fn folded_affix(lexer: &mut Lexer<'_>, outer: &[u8]) -> Result<Test, PatternError> {
    match lexer.next()? {
        Token::Name(name) if name == b"equals-ignore-case" => {}
        _ => return Err(lexer.error(must_be_text(outer))),
    }
    let text = text(lexer, "equals-ignore-case match pattern must be a string")?;
    if lexer.next()? != Token::EndObject {
        return Err(lexer.error("Only one key allowed in match expression"));
    }
    let folded = fold(&text).into();
    Ok(if outer == b"prefix" { Test::PrefixFolded(folded) } else { Test::SuffixFolded(folded) })
}

fn nested_test(lexer: &Lexer<'_>, name: &[u8], text: &[u8]) -> Result<Test, PatternError> {
    let affix = matches!(name, b"prefix" | b"suffix");
    if affix && text.is_empty() {
        return Err(lexer.error_after_text("Null prefix/suffix not allowed"));
    }
    match name {
        b"prefix" => Ok(Test::Prefix(text.into())),
        b"suffix" => Ok(Test::Suffix(text.into())),
        b"wildcard" => wildcard(lexer, text),
        _ => Ok(Test::EqualsFolded(fold(text).into())),
    }
}

fn must_be_text(name: &[u8]) -> String {
    format!("{} match pattern must be a string", String::from_utf8_lossy(name))
}
