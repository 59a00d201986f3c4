//! Reads paths. Names with dashes and other letters may follow a dot without brackets, as AWS takes them.

use serde_json_path::JsonPath;

use super::{Path, Root, Step, Way};

/// The longest path, in bytes.
const MOST: usize = 4_096;

/// One part of a path.
enum Part<'a> {
    One(Step),
    /// As it stands in a query: `[*]`, `[1:]`, `..`, `[?(...)]`.
    Many(&'a str),
}

pub(super) fn path(text: &str) -> Result<Path, String> {
    if text.len() > MOST {
        return Err(format!("a path has at most {MOST} bytes"));
    }
    let rest = text.strip_prefix('$').ok_or("a path begins with $")?;
    let (root, mut rest) = root(rest)?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, after) = part(rest).ok_or_else(|| format!("{rest} can't be read"))?;
        parts.push(part);
        rest = after;
    }
    let way = way(parts)?;
    Ok(Path { text: text.to_owned(), root, way })
}

fn root(rest: &str) -> Result<(Root, &str), String> {
    if let Some(rest) = rest.strip_prefix('$') {
        return Ok((Root::Context, rest));
    }
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    if name.is_empty() {
        return Ok((Root::Input, rest));
    }
    match is_variable(name) {
        true => Ok((Root::Variable(name.to_owned()), rest)),
        false => Err(format!("{name} is no name of a variable")),
    }
}

/// Whether a name may be that of a variable: at most 80 letters, digits and underscores, not beginning with a digit.
pub(crate) fn is_variable(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
        && name.chars().count() <= 80
}

fn part(rest: &str) -> Option<(Part<'_>, &str)> {
    if rest.starts_with("..") {
        // A name, a wildcard or brackets follow.
        let after = rest.get(2..)?;
        return (!after.is_empty() && !after.starts_with('.')).then_some(()).and_then(|()| {
            let end = if after.starts_with('[') { 0 } else { name_end(after) };
            let split = 2 + end;
            Some((Part::Many(rest.get(..split)?), rest.get(split..)?))
        });
    }
    if let Some(after) = rest.strip_prefix('.') {
        let end = name_end(after);
        let (name, rest) = after.split_at(end);
        return match name {
            "" => None,
            "*" => Some((Part::Many("[*]"), rest)),
            name => Some((Part::One(Step::Name(name.to_owned())), rest)),
        };
    }
    let end = bracket_end(rest)?;
    let (whole, after) = rest.split_at(end);
    let inside = whole.get(1..end - 1)?.trim();
    let one = quoted(inside).map(Step::Name).or_else(|| inside.parse().ok().map(Step::Index));
    Some((one.map_or(Part::Many(whole), Part::One), after))
}

/// Where a name behind a dot ends.
fn name_end(text: &str) -> usize {
    text.find(|letter: char| matches!(letter, '.' | '[' | ']' | '(' | ')' | '\'' | '"' | ',') || letter.is_whitespace())
        .unwrap_or(text.len())
}

/// Where brackets end, that one included.
fn bracket_end(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The text of one quoted name.
fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let inside = text.get(1..)?.strip_suffix(quote)?;
    let (mut name, mut letters) = (String::new(), inside.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => name.push(letters.next()?),
            letter if letter == quote => return None,
            letter => name.push(letter),
        }
    }
    Some(name)
}

fn way(parts: Vec<Part<'_>>) -> Result<Way, String> {
    let definite = parts.iter().map(|part| match part {
        Part::One(step) => Some(step.clone()),
        Part::Many(_) => None,
    });
    if let Some(steps) = definite.collect::<Option<Vec<Step>>>() {
        return Ok(Way::Definite(steps));
    }
    let mut query = "$".to_owned();
    for part in parts {
        match part {
            Part::One(Step::Name(name)) => {
                query.push_str("['");
                query.push_str(&name.replace('\\', "\\\\").replace('\'', "\\'"));
                query.push_str("']");
            }
            Part::One(Step::Index(index)) => query.push_str(&format!("[{index}]")),
            Part::Many(text) => query.push_str(text),
        }
    }
    JsonPath::parse(&query).map(|query| Way::Query(Box::new(query))).map_err(|error| error.to_string())
}
