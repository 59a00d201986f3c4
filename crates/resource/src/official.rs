//! Schemas of resource types held against AWS's own.
//!
//! A list has the form below: a type with its attributes at the start of a line, its properties under it, their members one blank
//! deeper. It is made from the schemas AWS publishes for each type of its registry.
//!
//! ```text
//! AWS::SQS::Queue Arn QueueUrl
//!  DelaySeconds Integer
//!  FifoQueue Boolean replaces
//!  Tags List Object
//!   Key String required
//!   Value String required
//! ```

use std::collections::BTreeSet;

use crate::registry::ResourceType;
use crate::schema::{Kind, Property, Update};

/// A line of a list, and the lines under it.
struct Node<'a> {
    name: &'a str,
    rest: Vec<&'a str>,
    under: Vec<Node<'a>>,
}

/// Where types differ from the list: properties that AWS knows and that are neither honoured nor refused, properties AWS does not
/// know, other kinds, other attributes. Nothing when all is well.
///
/// # Panics
/// When the list is not of its form.
pub fn differences(types: &[ResourceType], official: &str) -> Vec<String> {
    let mut lines = official.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).peekable();
    let listed = read(&mut lines, 0);
    let mut found = Vec::new();
    for one in types {
        match listed.iter().find(|node| node.name == one.name) {
            Some(node) => compare_type(one, node, &mut found),
            None => found.push(format!("{}: not in the list", one.name)),
        }
    }
    let missing = listed.iter().filter(|node| types.iter().all(|one| one.name != node.name));
    found.extend(missing.map(|node| format!("{}: in the list and not registered", node.name)));
    found
}

fn read<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>, depth: usize) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    while let Some(line) = lines.next_if(|line| line.len() - line.trim_start().len() == depth) {
        let mut words = line.split_whitespace();
        let name = words.next().expect("a line has a name");
        nodes.push(Node { name, rest: words.collect(), under: read(lines, depth + 1) });
    }
    nodes
}

fn compare_type(one: &ResourceType, node: &Node<'_>, found: &mut Vec<String>) {
    let ours: BTreeSet<&str> = one.attributes.iter().copied().collect();
    // What lies in a refused property can't be asked for.
    let refused = |name: &&str| {
        let head = name.split('.').next().unwrap_or(name);
        one.properties.iter().any(|property| property.name == head && property.refused.is_some())
    };
    let theirs: BTreeSet<&str> = node.rest.iter().copied().filter(|name| !refused(name)).collect();
    if ours != theirs {
        found.push(format!("{}: attributes {ours:?} are {theirs:?} on AWS", one.name));
    }
    compare(one.name, one.properties, &node.under, found);
}

fn compare(path: &str, ours: &[Property], theirs: &[Node<'_>], found: &mut Vec<String>) {
    for node in theirs {
        let here = format!("{path}.{}", node.name);
        match ours.iter().find(|property| property.name == node.name) {
            None => found.push(format!("{here}: neither honoured nor refused")),
            Some(property) if property.refused.is_some() => {}
            Some(property) => compare_property(&here, property, node, found),
        }
    }
    let unknown = ours.iter().filter(|property| theirs.iter().all(|node| node.name != property.name));
    found.extend(unknown.map(|property| format!("{path}.{}: AWS has no such property", property.name)));
}

fn compare_property(path: &str, property: &Property, node: &Node<'_>, found: &mut Vec<String>) {
    let mut words = kind_words(&property.kind);
    words.extend(property.required.then_some("required"));
    words.extend(match property.update {
        Update::InPlace => None,
        Update::Replacement => Some("replaces"),
        Update::Conditional => Some("may_replace"),
    });
    if words != node.rest {
        found.push(format!("{path}: {} is {} on AWS", words.join(" "), node.rest.join(" ")));
    }
    if let Some(members) = members(&property.kind) {
        compare(path, members, &node.under, found);
    }
}

fn kind_words(kind: &Kind) -> Vec<&'static str> {
    match kind {
        Kind::String => vec!["String"],
        Kind::Integer => vec!["Integer"],
        Kind::Number => vec!["Number"],
        Kind::Boolean => vec!["Boolean"],
        Kind::Json => vec!["Json"],
        Kind::Object(_) => vec!["Object"],
        Kind::List(of) => [vec!["List"], kind_words(of)].concat(),
        Kind::Map(of) => [vec!["Map"], kind_words(of)].concat(),
    }
}

fn members(kind: &Kind) -> Option<&'static [Property]> {
    match kind {
        Kind::Object(members) => Some(members),
        Kind::List(of) | Kind::Map(of) => members(of),
        _ => None,
    }
}
