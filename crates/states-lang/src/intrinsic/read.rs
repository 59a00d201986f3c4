//! Reads calls.

use serde_json::Value;

use super::{Argument, Call, FUNCTIONS};
use crate::path::Path;

/// How deep calls may stand in each other. AWS: 10.
const DEEPEST: usize = 10;
/// The longest text of a call, in characters. AWS: 10,000.
const LONGEST: usize = 10_000;

pub(super) fn call(text: &str) -> Result<Call, String> {
    if text.chars().count() > LONGEST {
        return Err(format!("an intrinsic function has at most {LONGEST} characters"));
    }
    let (call, rest) = read(text.trim(), 1)?;
    match rest.is_empty() {
        true => Ok(call),
        false => Err(format!("{rest} can't be read")),
    }
}

fn read(text: &str, depth: usize) -> Result<(Call, &str), String> {
    if depth > DEEPEST {
        return Err(format!("intrinsic functions stand in each other at most {DEEPEST} deep"));
    }
    let (name, mut rest) = text.split_once('(').ok_or_else(|| format!("{text} is no call"))?;
    let known = FUNCTIONS.iter().find(|(known, ..)| *known == name.trim());
    let (_, function, least, most) = known.ok_or_else(|| format!("there is no function {}", name.trim()))?;
    let mut arguments = Vec::new();
    rest = rest.trim_start();
    if let Some(after) = rest.strip_prefix(')') {
        rest = after;
    } else {
        loop {
            let (argument, after) = argument(rest, depth)?;
            arguments.push(argument);
            let after = after.trim_start();
            if let Some(after) = after.strip_prefix(',') {
                rest = after.trim_start();
            } else {
                rest = after.strip_prefix(')').ok_or("a call ends with )")?;
                break;
            }
        }
    }
    if arguments.len() < *least || arguments.len() > *most {
        return Err(format!("{} takes another number of arguments than {}", name.trim(), arguments.len()));
    }
    let length = text.len() - rest.len();
    let text = text.get(..length).unwrap_or_default().to_owned();
    Ok((Call { text, function: *function, arguments }, rest))
}

fn argument(rest: &str, depth: usize) -> Result<(Argument, &str), String> {
    if let Some(inside) = rest.strip_prefix('\'') {
        let end = text_end(inside).ok_or("a text ends with a quote")?;
        let (raw, after) = inside.split_at(end);
        return Ok((Argument::Text(raw.to_owned()), after.get(1..).unwrap_or_default()));
    }
    if rest.starts_with("States.") {
        let (call, after) = read(rest, depth + 1)?;
        return Ok((Argument::Call(call), after));
    }
    let (word, after) = rest.split_at(word_end(rest));
    let word = word.trim_end();
    if word.starts_with('$') {
        return Ok((Argument::Path(Path::read(word)?), after));
    }
    match serde_json::from_str::<Value>(word) {
        Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => Ok((Argument::Literal(value), after)),
        _ => Err(format!("{word} is no argument")),
    }
}

/// Where a text ends: before the quote that no backslash stands before.
fn text_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, letter)| match letter {
        _ if escaped => {
            escaped = false;
            None
        }
        '\\' => {
            escaped = true;
            None
        }
        '\'' => Some(at),
        _ => None,
    })
}

/// Where a path or a literal ends: before a comma or a closing parenthesis that is not within brackets or quotes.
fn word_end(text: &str) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, ',' | ')') if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}
