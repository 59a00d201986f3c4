//! How two templates are compared: maps without order, lists in order except where the order is that of a set.

use serde_json::Value as Json;

/// Lists whose order says nothing: they come from sets, or CloudFormation reads them as sets.
const SETS: &[&str] = &[
    "Action",
    "DependsOn",
    "Fn::And",
    "Fn::GetAtt",
    "Fn::Or",
    "Fn::Sub",
    "LambdaConfigurations",
    "ManagedPolicyArns",
    "Policies",
    "RecordSets",
    "Statement",
    "Tags",
    "tags",
];

/// The value with sorted sets.
pub(crate) fn normal(value: &Json, key: &str) -> Json {
    match value {
        Json::Array(items) => {
            let mut items: Vec<Json> = items.iter().map(|item| normal(item, "")).collect();
            if SETS.contains(&key) {
                items.sort_by_key(ToString::to_string);
            }
            Json::Array(items)
        }
        Json::Object(map) => {
            let mut sorted: Vec<_> = map.iter().map(|(key, value)| (key.clone(), normal(value, key))).collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(sorted.into_iter().collect())
        }
        other => other.clone(),
    }
}

/// Where two values differ, as paths.
pub(crate) fn differences(path: &str, got: &Json, want: &Json, out: &mut Vec<String>) {
    match (got, want) {
        (Json::Object(a), Json::Object(b)) => {
            for (key, value) in b {
                match a.get(key) {
                    None => out.push(format!("{path}/{key}: missing {value}")),
                    Some(other) => differences(&format!("{path}/{key}"), other, value, out),
                }
            }
            for (key, value) in a.iter().filter(|(key, _)| !b.contains_key(*key)) {
                out.push(format!("{path}/{key}: not expected {value}"));
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}/{i}"), a, b, out);
            }
        }
        (a, b) if a != b => out.push(format!("{path}: got {a} want {b}")),
        _ => {}
    }
}

/// The text of a value with every hash in it (ten or more hexadecimal digits) made the same.
pub(crate) fn without_hashes(value: &Json) -> String {
    let text = value.to_string();
    let (mut out, mut digits) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_ascii_digit() || ('a'..='f').contains(&c) {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() >= 10 { "#" } else { &digits });
        digits.clear();
        out.push(c);
    }
    out
}
