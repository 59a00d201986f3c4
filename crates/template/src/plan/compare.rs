//! What is different between the properties that a resource has and those that it shall have.

use std::collections::BTreeMap;

use tradewind_resource::{Kind, Property, Registry, ResourceType, Update};
use tradewind_wire::Document;

use super::{Action, Current};
use crate::evaluate::is_known;

/// A property that changes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// Its name, at the outermost level.
    pub(crate) name: String,
    /// What the change means, with what changes in it.
    pub(crate) update: Update,
    /// Whether it surely changes; otherwise its new value is not known as a whole.
    pub(crate) sure: bool,
}

/// What an update does with a resource whose properties are known: [`Action::Keep`], [`Action::Update`] or [`Action::Replace`].
/// `properties` are evaluated and typed.
pub fn decide(current: &Current, type_name: &str, properties: &Document, registry: &Registry) -> Action {
    let Some(known) = registry.find(type_name) else { return Action::Update };
    if current.type_name != type_name {
        return Action::Replace;
    }
    outcome(known, &current.properties, properties, &differences(known, &current.properties, properties))
}

/// What differences come to. [`Action::Decide`] where it can't be known yet.
pub(super) fn outcome(known: &ResourceType, old: &Document, new: &Document, found: &[Difference]) -> Action {
    let sure = |update: Update| found.iter().any(|one| one.sure && one.update == update);
    if sure(Update::Replacement) {
        return Action::Replace;
    }
    if found.iter().any(|one| !one.sure) {
        return Action::Decide;
    }
    match found {
        [] if known.handler.looks_again() => Action::Update,
        [] => Action::Keep,
        _ if sure(Update::Conditional) && known.handler.replaces(old, new) => Action::Replace,
        _ => Action::Update,
    }
}

/// The properties that change, in the order of the new ones, then those that go.
pub(crate) fn differences(known: &ResourceType, old: &Document, new: &Document) -> Vec<Difference> {
    object(known.properties, old, new)
}

fn object(schema: &[Property], old: &Document, new: &Document) -> Vec<Difference> {
    let named = |name: &str| {
        let exact = schema.iter().find(|property| property.name == name);
        exact.or_else(|| schema.iter().find(|property| property.name == "*"))
    };
    let (olds, news) = (by_name(old), by_name(new));
    let gone = old.entries().iter().filter(|(name, _)| !news.contains_key(name.as_ref()));
    let names = new.entries().iter().chain(gone).map(|(name, _)| name.as_ref());
    let mut found = Vec::new();
    for name in names {
        let (before, after) = (olds.get(name).copied(), news.get(name).copied());
        if equal(before, after) {
            continue;
        }
        let sure = after.is_none_or(is_known) || !may_be_equal(before, after);
        let (kind, own) =
            named(name).map_or((&Kind::Json, Update::InPlace), |property| (&property.kind, property.update));
        let update = stronger(own, inside(kind, before, after));
        found.push(Difference { name: name.to_owned(), update, sure });
    }
    found
}

fn by_name(value: &Document) -> BTreeMap<&str, &Document> {
    value.entries().iter().map(|(name, value)| (name.as_ref(), value)).collect()
}

/// What changes inside of a property mean.
fn inside(kind: &Kind, old: Option<&Document>, new: Option<&Document>) -> Update {
    match (kind, old, new) {
        (Kind::Object(schema), Some(old @ Document::Map(_)), Some(new @ Document::Map(_))) => {
            object(schema, old, new).iter().fold(Update::InPlace, |all, one| stronger(all, one.update))
        }
        (Kind::List(kind), Some(Document::List(old)), Some(Document::List(new))) if old.len() == new.len() => {
            let pairs = old.iter().zip(new).filter(|(old, new)| old != new);
            pairs.fold(Update::InPlace, |all, (old, new)| stronger(all, inside(kind, Some(old), Some(new))))
        }
        _ => Update::InPlace,
    }
}

fn stronger(one: Update, other: Update) -> Update {
    match (one, other) {
        (Update::Replacement, _) | (_, Update::Replacement) => Update::Replacement,
        (Update::Conditional, _) | (_, Update::Conditional) => Update::Conditional,
        _ => Update::InPlace,
    }
}

/// Whether two values are the same; the order of members does not count.
fn equal(old: Option<&Document>, new: Option<&Document>) -> bool {
    match (old, new) {
        (None, None) => true,
        (Some(Document::Map(olds)), Some(new @ Document::Map(entries))) => {
            let news = by_name(new);
            olds.len() == entries.len()
                && olds.iter().all(|(name, value)| equal(Some(value), news.get(name.as_ref()).copied()))
        }
        (Some(Document::List(old)), Some(Document::List(new))) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| equal(Some(old), Some(new)))
        }
        (old, new) => old == new,
    }
}

/// Whether a value that is not known as a whole may still come to the old one.
fn may_be_equal(old: Option<&Document>, new: Option<&Document>) -> bool {
    match (old, new) {
        (Some(_), Some(new)) if crate::walk::is_function(new) => true,
        (Some(Document::Map(olds)), Some(new @ Document::Map(entries))) => {
            let news = by_name(new);
            olds.len() == entries.len()
                && olds.iter().all(|(name, value)| may_be_equal(Some(value), news.get(name.as_ref()).copied()))
        }
        (Some(Document::List(old)), Some(Document::List(new))) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| may_be_equal(Some(old), Some(new)))
        }
        (old, new) => equal(old, new),
    }
}
