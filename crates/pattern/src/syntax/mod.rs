//! From a pattern's text to its tree: nested objects, fields with their alternatives, and `$or`.

mod lexer;
mod operators;

use lexer::{Lexer, Token};

use crate::PatternError;
use crate::predicate::Test;

/// An object of a pattern: every field must hold and, if there is a `$or`, one of its branches.
#[derive(Debug, Default)]
pub(crate) struct Object {
    pub(crate) fields: Vec<(Vec<u8>, Node)>,
    pub(crate) any_of: Option<Vec<Object>>,
}

/// What a member name of a pattern leads to.
#[derive(Debug)]
pub(crate) enum Node {
    Object(Object),
    Tests(Vec<Test>),
}

/// Names of operators. An object of a `$or` that has one of them as a member makes "$or" an ordinary
/// field name, as AWS documents it.
const RESERVED: [&str; 8] =
    ["anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"];

const OR: &[u8] = b"$or";

/// Reads a whole pattern.
pub(crate) fn parse(text: &str) -> Result<Object, PatternError> {
    let mut lexer = Lexer::new(text);
    if lexer.next()? != Token::StartObject {
        return Err(lexer.error("Filter is not an object"));
    }
    let object = object(&mut lexer)?;
    match lexer.next()? {
        Token::End => Ok(object),
        _ => Err(lexer.error("Unexpected content after the end of the pattern")),
    }
}

/// The members of an object whose opening brace was read. A repeated name keeps its last value.
fn object(lexer: &mut Lexer<'_>) -> Result<Object, PatternError> {
    let mut object = Object::default();
    while let Token::Name(name) = lexer.next()? {
        if name == OR && or_is_operator(lexer.clone()) {
            object.fields.retain(|(field, _)| *field != name);
            object.any_of = Some(branches(lexer)?);
            continue;
        }
        if name == OR {
            object.any_of = None;
        }
        let node = field(lexer, &name)?;
        match object.fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, old)) => *old = node,
            None => object.fields.push((name, node)),
        }
    }
    if object.fields.is_empty() && object.any_of.is_none() {
        return Err(lexer.error("Empty objects are not allowed"));
    }
    Ok(object)
}

fn field(lexer: &mut Lexer<'_>, name: &[u8]) -> Result<Node, PatternError> {
    match lexer.next()? {
        Token::StartObject => Ok(Node::Object(object(lexer)?)),
        Token::StartArray => Ok(Node::Tests(operators::alternatives(lexer)?)),
        _ => Err(lexer.error(format!("\"{}\" must be an object or an array", String::from_utf8_lossy(name)))),
    }
}

/// The objects of a `$or` that [`or_is_operator`] approved.
fn branches(lexer: &mut Lexer<'_>) -> Result<Vec<Object>, PatternError> {
    lexer.next()?;
    let mut branches = Vec::new();
    while lexer.next()? == Token::StartObject {
        branches.push(object(lexer)?);
    }
    Ok(branches)
}

/// "$or" is the operator when its value is an array of at least two objects, none of them empty and
/// none with an operator's name among its members. Otherwise it is a field like any other.
fn or_is_operator(mut lexer: Lexer<'_>) -> bool {
    let mut objects = 0;
    if !matches!(lexer.next(), Ok(Token::StartArray)) {
        return false;
    }
    loop {
        match lexer.next() {
            Ok(Token::StartObject) if plain_members(&mut lexer) => objects += 1,
            Ok(Token::EndArray) => return objects >= 2,
            _ => return false,
        }
    }
}

/// Skips an object's members; true when there are some and none has an operator's name.
fn plain_members(lexer: &mut Lexer<'_>) -> bool {
    let mut depth = 0usize;
    let mut members = 0;
    loop {
        match lexer.next() {
            Ok(Token::Name(name)) if depth == 0 => {
                if RESERVED.iter().any(|reserved| reserved.as_bytes() == name) {
                    return false;
                }
                members += 1;
            }
            Ok(Token::StartObject | Token::StartArray) => depth += 1,
            Ok(Token::EndObject) if depth == 0 => return members > 0,
            Ok(Token::EndObject | Token::EndArray) => depth = depth.saturating_sub(1),
            Ok(Token::End) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}
