//! Intrinsic functions: making them, recognising them, and replacing parameters in them.

use std::collections::BTreeMap;

use crate::value::{Map, Text, Value, list, map};

/// `{"Ref": id}`.
pub(crate) fn reference(id: impl Into<Text>) -> Value {
    map! { "Ref" => id.into() }.into()
}

/// `{"Fn::GetAtt": [id, name]}`.
pub(crate) fn attribute(id: impl Into<Text>, name: &str) -> Value {
    map! { "Fn::GetAtt" => list![id.into(), name] }.into()
}

/// `{"Fn::Sub": text}`.
pub(crate) fn sub(text: impl Into<Text>) -> Value {
    map! { "Fn::Sub" => text.into() }.into()
}

/// `{"Fn::Sub": [text, variables]}`.
pub(crate) fn sub_with(text: impl Into<Text>, variables: Map) -> Value {
    map! { "Fn::Sub" => list![text.into(), variables] }.into()
}

/// `{"Ref": "AWS::NoValue"}`.
pub(crate) fn no_value() -> Value {
    reference("AWS::NoValue")
}

/// `{"Fn::If": [condition, yes, no]}`.
pub(crate) fn when(condition: impl Into<Value>, yes: Value, no: Value) -> Value {
    map! { "Fn::If" => Value::List(vec![condition.into(), yes, no]) }.into()
}

/// The name of the function, if the value is one.
pub(crate) fn function(value: &Value) -> Option<&str> {
    let map = value.as_map()?;
    let key = map.keys().next()?;
    (map.len() == 1 && (&**key == "Ref" || &**key == "Condition" || key.starts_with("Fn::"))).then_some(&**key)
}

/// Whether the value is an intrinsic function.
pub(crate) fn is_intrinsic(value: &Value) -> bool {
    function(value).is_some()
}

/// The three arguments of an `Fn::If`.
pub(crate) fn if_arguments(value: &Value) -> Option<&[Value]> {
    (function(value)? == "Fn::If").then(|| value.get("Fn::If")?.as_list()).flatten()
}

/// Whether the value is `{"Ref": "AWS::NoValue"}`.
pub(crate) fn is_no_value(value: &Value) -> bool {
    function(value) == Some("Ref") && value.get("Ref").and_then(Value::as_str) == Some("AWS::NoValue")
}

/// The logical id that a `Ref` names.
pub(crate) fn referenced(value: &Value) -> Option<&Text> {
    (function(value)? == "Ref").then(|| value.get("Ref")?.as_text()).flatten()
}

/// Replaces references to parameters by their values, in `Ref` and in the text of `Fn::Sub`.
pub(crate) fn resolve(value: &Value, parameters: &BTreeMap<String, Value>) -> Value {
    if let Some(name) = referenced(value) {
        return parameters.get(&**name).unwrap_or(value).clone();
    }
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| resolve(item, parameters)).collect()),
        Value::Map(map) => {
            let resolved: Map = map.iter().map(|(k, v)| (k.clone(), resolve(v, parameters))).collect();
            resolve_sub(resolved, parameters)
        }
        other => other.clone(),
    }
}

fn resolve_sub(mut map: Map, parameters: &BTreeMap<String, Value>) -> Value {
    if map.len() == 1 {
        match map.get_mut("Fn::Sub") {
            Some(Value::Text(text)) => *text = fill(text, &Map::new(), parameters),
            Some(Value::List(parts)) => {
                if let [Value::Text(text), Value::Map(variables)] = parts.as_mut_slice() {
                    *text = fill(text, variables, parameters);
                }
            }
            _ => {}
        }
    }
    map.into()
}

/// Fills the places of a `Fn::Sub` text that name parameters.
fn fill(text: &Text, variables: &Map, parameters: &BTreeMap<String, Value>) -> Text {
    let filled = replace_places(text, |name| {
        if variables.has(name) {
            return None;
        }
        match parameters.get(name)? {
            Value::Text(value) => Some(value.to_string()),
            Value::Int(value) => Some(value.to_string()),
            Value::Bool(value) => Some(if *value { "True" } else { "False" }.to_owned()),
            _ => None,
        }
    });
    if text.is_foreign() { Text::foreign(filled) } else { filled.into() }
}

/// Rewrites the places `${name}` of a `Fn::Sub` text; `${!name}` is no place.
pub(crate) fn replace_places(text: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        out.push_str(&rest[..start]);
        let Some(length) = rest[start..].find('}') else {
            rest = &rest[start..];
            break;
        };
        let place = &rest[start..=start + length];
        let name = &place[2..place.len() - 1];
        match if name.starts_with('!') { None } else { with(name.trim()) } {
            Some(value) => out.push_str(&value),
            None => out.push_str(place),
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

/// Replaces `Fn::FindInMap` of three texts by what stands in the template's mappings.
pub(crate) fn find_in_map(value: &Value, mappings: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| find_in_map(item, mappings)).collect()),
        Value::Map(map) => {
            if function(value) == Some("Fn::FindInMap")
                && let Some([a, b, c]) = value.get("Fn::FindInMap").and_then(Value::as_list)
                && let (Some(a), Some(b), Some(c)) = (a.as_str(), b.as_str(), c.as_str())
                && let Some(found) = mappings.at(&[a, b, c])
            {
                return found.clone();
            }
            map.iter().map(|(k, v)| (k.clone(), find_in_map(v, mappings))).collect::<Map>().into()
        }
        other => other.clone(),
    }
}
