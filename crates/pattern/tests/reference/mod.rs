//! A matcher that is simple and slow, to compare the real one with; and a generator for both.

#![allow(dead_code, reason = "every test binary uses its own part of this module")]
#![allow(clippy::unwrap_used, reason = "patterns are valid here; a panic fails the test")]

pub(crate) mod generate;

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Map, Value};

/// A leaf of an event: where it is, and which element of which array it is in.
struct Leaf<'a> {
    path: Vec<&'a str>,
    elements: Vec<(usize, usize)>,
    value: &'a Value,
}

/// A field of a pattern and its alternatives.
type Field<'a> = (Vec<&'a str>, &'a [Value]);

/// Whether a valid pattern matches an event.
pub(crate) fn matches(pattern: &Value, event: &Value) -> bool {
    let mut leaves = Vec::new();
    collect(event, &mut Vec::new(), &mut Vec::new(), &mut 0, &mut leaves);
    expand(pattern.as_object().unwrap(), &[]).iter().any(|fields| choose(fields, &leaves, &mut Vec::new()))
}

fn collect<'a>(
    value: &'a Value,
    path: &mut Vec<&'a str>,
    elements: &mut Vec<(usize, usize)>,
    arrays: &mut usize,
    out: &mut Vec<Leaf<'a>>,
) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                path.push(name);
                collect(value, path, elements, arrays, out);
                path.pop();
            }
        }
        Value::Array(items) => {
            *arrays += 1;
            let array = *arrays;
            for (index, value) in items.iter().enumerate() {
                elements.push((array, index));
                collect(value, path, elements, arrays, out);
                elements.pop();
            }
        }
        value => out.push(Leaf { path: path.clone(), elements: elements.clone(), value }),
    }
}

/// All ways to resolve the `$or`s of an object.
fn expand<'a>(object: &'a Map<String, Value>, path: &[&'a str]) -> Vec<Vec<Field<'a>>> {
    let mut all = vec![Vec::new()];
    for (name, value) in object {
        let inner = [path, &[name.as_str()]].concat();
        let more = match value {
            Value::Object(object) => expand(object, &inner),
            Value::Array(branches) if name == "$or" && is_operator(branches) => {
                branches.iter().flat_map(|branch| expand(branch.as_object().unwrap(), path)).collect()
            }
            Value::Array(alternatives) => vec![vec![(inner, alternatives.as_slice())]],
            _ => unreachable!("not a valid pattern"),
        };
        all = all.iter().flat_map(|a| more.iter().map(|b| [a.clone(), b.clone()].concat())).collect();
    }
    all
}

fn is_operator(branches: &[Value]) -> bool {
    const RESERVED: [&str; 8] =
        ["anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"];
    branches.len() >= 2
        && branches.iter().all(|branch| match branch {
            Value::Object(object) => !object.is_empty() && object.keys().all(|key| !RESERVED.contains(&key.as_str())),
            _ => false,
        })
}

/// Tries every choice of a leaf (or of absence) for the fields from `chosen.len()` on.
fn choose<'a>(fields: &[Field<'_>], leaves: &'a [Leaf<'a>], chosen: &mut Vec<Option<&'a Leaf<'a>>>) -> bool {
    let Some((path, alternatives)) = fields.get(chosen.len()) else { return absences_hold(fields, leaves, chosen) };
    let here = leaves.iter().filter(|leaf| leaf.path == *path);
    for leaf in here.filter(|leaf| alternatives.iter().any(|test| accepts(test, leaf.value))) {
        if chosen.iter().flatten().all(|other| consistent(leaf, other)) {
            chosen.push(Some(leaf));
            let found = choose(fields, leaves, chosen);
            chosen.pop();
            if found {
                return true;
            }
        }
    }
    if !alternatives.iter().any(|test| *test == serde_json::json!({"exists": false})) {
        return false;
    }
    chosen.push(None);
    let found = choose(fields, leaves, chosen);
    chosen.pop();
    found
}

/// A field chosen to be absent has no leaf that fits the chosen ones.
fn absences_hold(fields: &[Field<'_>], leaves: &[Leaf<'_>], chosen: &[Option<&Leaf<'_>>]) -> bool {
    fields.iter().zip(chosen).all(|((path, _), choice)| {
        choice.is_some()
            || !leaves
                .iter()
                .any(|leaf| leaf.path == *path && chosen.iter().flatten().all(|other| consistent(leaf, other)))
    })
}

/// No array in which the two are in different elements.
fn consistent(a: &Leaf<'_>, b: &Leaf<'_>) -> bool {
    a.elements.iter().all(|(array, index)| b.elements.iter().all(|(other, at)| array != other || index == at))
}

fn accepts(test: &Value, leaf: &Value) -> bool {
    match test {
        Value::Object(operator) => {
            let (name, argument) = operator.iter().next().unwrap();
            operate(name, argument, leaf)
        }
        Value::Number(number) => leaf.as_f64() == number.as_f64(),
        value => value == leaf,
    }
}

fn operate(name: &str, argument: &Value, leaf: &Value) -> bool {
    match name {
        "exists" => argument == &Value::Bool(true),
        "anything-but" => !excluded(argument, leaf),
        "numeric" => leaf.as_f64().is_some_and(|number| in_range(argument.as_array().unwrap(), number)),
        _ => {
            let Some(text) = leaf.as_str() else { return false };
            match argument {
                Value::Object(inner) => {
                    affix(name, &lower(inner["equals-ignore-case"].as_str().unwrap()), &lower(text))
                }
                Value::String(argument) => match name {
                    "equals-ignore-case" => lower(argument) == lower(text),
                    "wildcard" => wild(&argument.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>()),
                    "cidr" => in_network(argument, text),
                    name => affix(name, argument, text),
                },
                _ => unreachable!("not a valid pattern"),
            }
        }
    }
}

fn affix(name: &str, affix: &str, text: &str) -> bool {
    if name == "prefix" { text.starts_with(affix) } else { text.ends_with(affix) }
}

fn excluded(argument: &Value, leaf: &Value) -> bool {
    match argument {
        Value::Array(list) => list.iter().any(|value| accepts(value, leaf)),
        Value::Object(inner) => {
            let (name, argument) = inner.iter().next().unwrap();
            match argument {
                Value::Array(list) => list.iter().any(|argument| operate(name, argument, leaf)),
                argument => operate(name, argument, leaf),
            }
        }
        value => accepts(value, leaf),
    }
}

fn in_range(range: &[Value], number: f64) -> bool {
    range.chunks(2).all(|pair| {
        let bound = pair[1].as_f64().unwrap();
        match pair[0].as_str().unwrap() {
            "=" => number == bound,
            "<" => number < bound,
            "<=" => number <= bound,
            ">" => number > bound,
            _ => number >= bound,
        }
    })
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

fn wild(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['*', rest @ ..] => (0..=text.len()).any(|skipped| wild(rest, &text[skipped..])),
        ['\\', literal, rest @ ..] | [literal, rest @ ..] => text.first() == Some(literal) && wild(rest, &text[1..]),
    }
}

fn in_network(cidr: &str, text: &str) -> bool {
    let (network, bits) = cidr.split_once('/').unwrap();
    let bits: u32 = bits.parse().unwrap();
    if let (Ok(network), Ok(address)) = (network.parse::<Ipv4Addr>(), text.parse::<Ipv4Addr>()) {
        return (u32::from(network) ^ u32::from(address)).leading_zeros() >= bits;
    }
    if let (Ok(network), Ok(address)) = (network.parse::<Ipv6Addr>(), text.parse::<Ipv6Addr>()) {
        return (u128::from(network) ^ u128::from(address)).leading_zeros() >= bits;
    }
    false
}
