//! From text to the normal form.

use std::collections::BTreeSet;

use crate::check;
use crate::document::{Condition, Effect, Policy, PrincipalKind, Principals, Purpose, Selection, Statement, Version};
use crate::error::Malformed;
use crate::json::Json;
use crate::operators::is_operator;

impl Policy {
    /// Reads a document.
    ///
    /// # Errors
    /// The first thing that is wrong with it, in AWS's words.
    pub fn read(text: &str, purpose: Purpose) -> Result<Policy, Malformed> {
        if text.starts_with(char::is_whitespace) {
            return Err(Malformed::LeadingSpace);
        }
        let Some(json) = Json::read(text) else {
            return Err(if purpose == Purpose::Trust { Malformed::Json } else { Malformed::Syntax });
        };
        let Json::Object(members) = json else { return Err(Malformed::Syntax) };
        let (mut version, mut id, mut statements) = (None, None, None);
        for (name, value) in members {
            match (name.as_str(), value) {
                ("Version", Json::Text(text)) => version = Some(read_version(&text)?),
                ("Id", Json::Text(text)) => id = Some(text),
                ("Statement", value) => statements = Some(read_statements(value, purpose)?),
                _ => return Err(unknown(name, purpose)),
            }
        }
        let statements = statements.ok_or(match purpose {
            Purpose::Trust => Malformed::Missing("Statement"),
            _ => Malformed::Syntax,
        })?;
        if purpose == Purpose::Managed && version != Some(Version::V2012) {
            return Err(Malformed::Version);
        }
        unique(&statements)?;
        Ok(Policy { version: version.unwrap_or(Version::V2008), id, statements })
    }
}

fn unknown(name: String, purpose: Purpose) -> Malformed {
    if purpose == Purpose::Trust { Malformed::Prohibited(name) } else { Malformed::Syntax }
}

fn read_version(text: &str) -> Result<Version, Malformed> {
    [Version::V2008, Version::V2012].into_iter().find(|version| version.as_str() == text).ok_or(Malformed::Syntax)
}

fn read_statements(value: Json, purpose: Purpose) -> Result<Vec<Statement>, Malformed> {
    let values = match value {
        Json::Array(values) if !values.is_empty() => values,
        value @ Json::Object(_) => vec![value],
        _ => return Err(Malformed::Syntax),
    };
    values.into_iter().map(|value| read_statement(value, purpose)).collect()
}

/// The parts of a statement as far as they have been read.
#[derive(Default)]
struct Parts {
    sid: Option<String>,
    effect: Option<Effect>,
    principals: Option<Principals>,
    actions: Option<Selection>,
    resources: Option<Selection>,
    conditions: Vec<Condition>,
}

fn read_statement(value: Json, purpose: Purpose) -> Result<Statement, Malformed> {
    let Json::Object(members) = value else { return Err(Malformed::Syntax) };
    let mut parts = Parts::default();
    for (name, value) in members {
        match name.as_str() {
            "Sid" => parts.sid = Some(text(value)?),
            "Effect" => parts.effect = Some(read_effect(&text(value)?)?),
            "Principal" | "NotPrincipal" => {
                once(&mut parts.principals, read_principals(value, name == "NotPrincipal")?)?
            }
            "Action" | "NotAction" => once(&mut parts.actions, select(value, name == "NotAction")?)?,
            "Resource" | "NotResource" if purpose == Purpose::Trust => return Err(Malformed::Prohibited(name)),
            "Resource" | "NotResource" => once(&mut parts.resources, select(value, name == "NotResource")?)?,
            "Condition" => parts.conditions = read_conditions(value)?,
            _ => return Err(unknown(name, purpose)),
        }
    }
    let statement = complete(parts, purpose)?;
    check::statement(&statement, purpose)?;
    Ok(statement)
}

/// What must be there and what must not.
fn complete(parts: Parts, purpose: Purpose) -> Result<Statement, Malformed> {
    let Parts { sid, effect, principals, actions, resources, conditions } = parts;
    let identity = matches!(purpose, Purpose::Identity | Purpose::Managed);
    let missing = |name, in_identity| if purpose == Purpose::Trust { Malformed::Missing(name) } else { in_identity };
    if identity && principals.is_some() {
        return Err(Malformed::PrincipalForbidden);
    }
    if purpose == Purpose::Trust && principals.as_ref().is_some_and(|principals| principals.negated) {
        return Err(Malformed::Prohibited("NotPrincipal".to_owned()));
    }
    let effect = effect.ok_or_else(|| missing("Effect", Malformed::Syntax))?;
    if !identity && principals.is_none() {
        return Err(missing("Principal", Malformed::Missing("Principal")));
    }
    let filled = |selection: &Selection| !selection.patterns.is_empty();
    let actions = actions.filter(filled).ok_or_else(|| missing("Action", Malformed::NoActions))?;
    let resources = resources.filter(filled);
    if purpose != Purpose::Trust && resources.is_none() {
        return Err(Malformed::NoResources);
    }
    Ok(Statement { sid, effect, principals, actions, resources, conditions })
}

/// A part and its negation exclude each other.
fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), Malformed> {
    if slot.replace(value).is_some() { Err(Malformed::Syntax) } else { Ok(()) }
}

fn text(value: Json) -> Result<String, Malformed> {
    if let Json::Text(text) = value { Ok(text) } else { Err(Malformed::Syntax) }
}

/// A value or a list of values.
fn texts(value: Json) -> Result<Vec<String>, Malformed> {
    match value {
        Json::Array(values) => values.into_iter().map(text).collect(),
        value => text(value).map(|text| vec![text]),
    }
}

fn read_effect(text: &str) -> Result<Effect, Malformed> {
    [Effect::Allow, Effect::Deny].into_iter().find(|effect| effect.as_str() == text).ok_or(Malformed::Syntax)
}

fn select(value: Json, negated: bool) -> Result<Selection, Malformed> {
    Ok(Selection { negated, patterns: texts(value)? })
}

fn read_principals(value: Json, negated: bool) -> Result<Principals, Malformed> {
    let members = match value {
        Json::Text(text) if text == "*" => return Ok(Principals { negated, everybody: true, named: Vec::new() }),
        Json::Object(members) if !members.is_empty() => members,
        _ => return Err(Malformed::Syntax),
    };
    let mut named = Vec::new();
    for (name, value) in members {
        let kind = PrincipalKind::of(&name).ok_or(Malformed::Syntax)?;
        named.push((kind, texts(value)?));
    }
    Ok(Principals { negated, everybody: false, named })
}

fn read_conditions(value: Json) -> Result<Vec<Condition>, Malformed> {
    let Json::Object(operators) = value else { return Err(Malformed::Syntax) };
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        let Json::Object(keys) = keys else { return Err(Malformed::Syntax) };
        if !is_operator(&operator) {
            return Err(Malformed::Syntax);
        }
        for (key, values) in keys {
            conditions.push(Condition { operator: operator.clone(), key, values: condition_values(values)? });
        }
    }
    Ok(conditions)
}

fn condition_values(value: Json) -> Result<Vec<String>, Malformed> {
    let one = |value| match value {
        Json::Text(text) | Json::Scalar(text) => Ok(text),
        _ => Err(Malformed::Syntax),
    };
    match value {
        Json::Array(values) => values.into_iter().map(one).collect(),
        value => one(value).map(|text| vec![text]),
    }
}

/// A name stands once; the empty one is none.
fn unique(statements: &[Statement]) -> Result<(), Malformed> {
    let mut seen = BTreeSet::new();
    let mut sids = statements.iter().filter_map(|statement| statement.sid.as_deref()).filter(|sid| !sid.is_empty());
    if sids.all(|sid| seen.insert(sid)) { Ok(()) } else { Err(Malformed::SidTwice) }
}
