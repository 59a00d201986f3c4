//! Reads a policy, refuses what can't be one, and prints it as AWS does: without white space, members in AWS's order, lists of
//! one as their element, accounts as ARNs.

use serde_json::{Map, Value};

use crate::error::S3Error;

/// A policy's size, in bytes.
const BYTES: usize = 20 * 1024;
const MEMBERS: &[&str] = &["Version", "Id", "Statement"];
const OF_STATEMENTS: &[&str] =
    &["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

fn malformed(text: impl Into<std::borrow::Cow<'static, str>>) -> S3Error {
    S3Error::new("MalformedPolicy", 400, text)
}

/// Reads the policy of a bucket.
pub(super) fn read(text: &str, bucket: &str) -> Result<Value, S3Error> {
    const NO_JSON: &str = "Policies must be valid JSON and the first byte must be '{'";
    if text.len() > BYTES {
        return Err(malformed("Policy exceeds the maximum allowed document size."));
    }
    if !text.starts_with('{') {
        return Err(malformed(NO_JSON));
    }
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Err(malformed(NO_JSON)) };
    if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(malformed(format!("Unknown field {name}")));
    }
    if members.get("Version").is_some_and(|version| version != "2012-10-17" && version != "2008-10-17") {
        return Err(malformed("The policy must contain a valid version string"));
    }
    let statements = members.get("Statement").ok_or_else(|| malformed("Missing required field Statement"))?;
    let statements: Vec<&Value> = match statements {
        Value::Array(list) if list.is_empty() => {
            return Err(malformed("Could not parse the policy: Statement is empty!"));
        }
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    };
    let mut read = Vec::with_capacity(statements.len());
    for statement in statements {
        read.push(Value::Object(statement_of(statement, bucket)?));
    }
    let mut policy = members;
    policy.insert("Statement".to_owned(), Value::Array(read));
    Ok(Value::Object(policy))
}

fn statement_of(statement: &Value, bucket: &str) -> Result<Map<String, Value>, S3Error> {
    let Value::Object(members) = statement else { return Err(malformed("Missing required field Effect")) };
    if let Some(name) = members.keys().find(|name| !OF_STATEMENTS.contains(&name.as_str())) {
        return Err(malformed(format!("Unknown field {name}")));
    }
    match members.get("Effect") {
        None => return Err(malformed("Missing required field Effect")),
        Some(effect) if effect == "Allow" || effect == "Deny" => {}
        Some(effect) => return Err(malformed(format!("Invalid effect: {}", effect.as_str().unwrap_or_default()))),
    }
    let either = |one: &str, other: &str| {
        members
            .get(one)
            .or_else(|| members.get(other))
            .ok_or_else(|| malformed(format!("Missing required field {one}")))
    };
    let mut kept = members.clone();
    let principal = principal_of(either("Principal", "NotPrincipal")?)?;
    kept.insert(name_of(members, "Principal", "NotPrincipal"), principal);
    let actions = texts(either("Action", "NotAction")?, "Policy has invalid action")?;
    if !actions.iter().all(|action| is_action(action)) {
        return Err(malformed("Policy has invalid action"));
    }
    let resources = texts(either("Resource", "NotResource")?, "Policy has invalid resource")?;
    if !resources.iter().all(|resource| is_resource(resource, bucket)) {
        return Err(malformed("Policy has invalid resource"));
    }
    if members.contains_key("Action") && members.contains_key("Resource") && !applies(&actions, &resources) {
        return Err(malformed("Action does not apply to any resource(s) in statement"));
    }
    if members.get("Condition").is_some_and(|condition| !is_condition(condition)) {
        return Err(malformed("Policy has invalid condition"));
    }
    Ok(kept)
}

fn name_of(members: &Map<String, Value>, one: &str, other: &str) -> String {
    if members.contains_key(one) { one } else { other }.to_owned()
}

/// A text or a list of texts.
fn texts<'a>(value: &'a Value, fault: &'static str) -> Result<Vec<&'a str>, S3Error> {
    let list = match value {
        Value::Array(list) if !list.is_empty() => list.iter().map(Value::as_str).collect(),
        one => one.as_str().map(|text| vec![text]),
    };
    list.ok_or_else(|| malformed(fault))
}

/// Whom a statement is about; accounts become the ARNs of their roots.
fn principal_of(value: &Value) -> Result<Value, S3Error> {
    const FAULT: &str = "Invalid principal in policy";
    match value {
        Value::String(text) if text == "*" => Ok(value.clone()),
        Value::Object(kinds) if !kinds.is_empty() => {
            let mut kept = Map::new();
            for (kind, who) in kinds {
                if !["AWS", "Service", "Federated", "CanonicalUser"].contains(&kind.as_str()) {
                    return Err(malformed(FAULT));
                }
                let who = texts(who, FAULT)?
                    .into_iter()
                    .map(|who| if kind == "AWS" { account(who) } else { Some(who.into()) });
                let who: Option<Vec<Value>> = who.map(|who| who.map(Value::String)).collect();
                kept.insert(kind.clone(), Value::Array(who.ok_or_else(|| malformed(FAULT))?));
            }
            Ok(Value::Object(kept))
        }
        _ => Err(malformed(FAULT)),
    }
}

fn account(who: &str) -> Option<String> {
    let is_account = who.len() == 12 && who.bytes().all(|byte| byte.is_ascii_digit());
    match who {
        _ if is_account => Some(["arn:aws:iam::", who, ":root"].concat()),
        "*" => Some(who.to_owned()),
        _ if who.starts_with("arn:aws:iam::") || who.starts_with("arn:aws:sts::") => Some(who.to_owned()),
        _ => None,
    }
}

fn is_action(action: &str) -> bool {
    action == "*" || action.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("s3:")) && action.len() > 3
}

fn is_resource(resource: &str, bucket: &str) -> bool {
    let Some(place) = resource.strip_prefix("arn:aws:s3:::") else { return resource == "*" };
    let name = place.split('/').next().unwrap_or_default();
    wild(name.as_bytes(), bucket.as_bytes())
}

/// `*` stands for any text, `?` for one character.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut from, mut star) = (0, 0, None);
    while from < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(byte) if *byte == b'?' || text.get(from) == Some(byte) => {
                at += 1;
                from += 1;
            }
            _ => match star {
                Some((place, covered)) => {
                    star = Some((place, covered + 1));
                    at = place + 1;
                    from = covered + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

/// Whether every action can be done to one of the resources: objects are `bucket/key`, buckets have no slash.
fn applies(actions: &[&str], resources: &[&str]) -> bool {
    let open = resources.iter().any(|resource| *resource == "*" || resource.ends_with(":*"));
    let objects = open || resources.iter().any(|resource| resource.contains('/'));
    let buckets = open || resources.iter().any(|resource| !resource.contains('/') || resource.contains("*/"));
    let pure_star = resources.iter().any(|resource| !resource.contains('/') && resource.ends_with('*'));
    actions.iter().all(|action| {
        let wild = action.contains(['*', '?']);
        if is_about_objects(action) { wild || objects || pure_star } else { wild || buckets }
    })
}

fn is_about_objects(action: &str) -> bool {
    const MORE: &[&str] = &[
        "AbortMultipartUpload",
        "ListMultipartUploadParts",
        "BypassGovernanceRetention",
        "ReplicateDelete",
        "ReplicateTags",
    ];
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    MORE.contains(&name) || name.contains("Object") && !name.contains("Bucket")
}

fn is_condition(condition: &Value) -> bool {
    let keys = |operator: &Value| operator.as_object().is_some_and(|keys| keys.values().all(is_operand));
    condition.as_object().is_some_and(|operators| operators.values().all(keys))
}

fn is_operand(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().all(|one| one.is_string() || one.is_boolean() || one.is_number()),
        one => one.is_string() || one.is_boolean() || one.is_number(),
    }
}

/// Prints a policy that was read.
pub(super) fn print(policy: &Value) -> String {
    let mut out = String::new();
    let Value::Object(members) = policy else { return out };
    members_of(members, MEMBERS, &mut out, |name, value, out| {
        if name != "Statement" {
            return out.push_str(&value.to_string());
        }
        let statements = value.as_array().map(Vec::as_slice).unwrap_or_default();
        out.push('[');
        for (index, statement) in statements.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            if let Value::Object(members) = statement {
                members_of(members, OF_STATEMENTS, out, |_, value, out| out.push_str(&alone(value).to_string()));
            }
        }
        out.push(']');
    });
    out
}

fn members_of(
    members: &Map<String, Value>,
    order: &[&str],
    out: &mut String,
    print: impl Fn(&str, &Value, &mut String),
) {
    out.push('{');
    let mut first = true;
    for name in order {
        let Some(value) = members.get(*name) else { continue };
        if !std::mem::take(&mut first) {
            out.push(',');
        }
        out.extend(["\"", name, "\":"]);
        print(name, value, out);
    }
    out.push('}');
}

/// The value with each list of one as its element.
fn alone(value: &Value) -> Value {
    match value {
        Value::Array(list) if list.len() == 1 => list.first().map(alone).unwrap_or_default(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), alone(value))).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_as_aws_prints_it() {
        let given = r#"{
            "Statement": {"Resource": ["arn:aws:s3:::b-1/*"], "Action": ["s3:GetObject"], "Effect": "Allow",
                "Principal": {"AWS": ["123456789012"]}, "Sid": "One",
                "Condition": {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}}},
            "Version": "2012-10-17"
        }"#;
        let expected = concat!(
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","#,
            r#""Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"s3:GetObject","#,
            r#""Resource":"arn:aws:s3:::b-1/*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}]}"#
        );
        let policy = read(given, "b-1").unwrap();
        assert_eq!(print(&policy), expected);
        assert_eq!(print(&read(expected, "b-1").unwrap()), expected);
    }

    #[test]
    fn what_is_refused() {
        let whole = |statement: &str| format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        let table = [
            ("".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
            (" {}".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
            ("{\"Version\":".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
            ("{}".to_owned(), "Missing required field Statement"),
            (r#"{"Statement":[]}"#.to_owned(), "Could not parse the policy: Statement is empty!"),
            (r#"{"Version":"2020-01-01","Statement":[]}"#.to_owned(), "The policy must contain a valid version string"),
            (r#"{"More":1,"Statement":[]}"#.to_owned(), "Unknown field More"),
            (whole(r#"{"Principal":"*","Action":"s3:GetObject","Resource":"*"}"#), "Missing required field Effect"),
            (whole(r#"{"Effect":"Maybe","Principal":"*"}"#), "Invalid effect: Maybe"),
            (whole(r#"{"Effect":"Allow","Action":"s3:GetObject"}"#), "Missing required field Principal"),
            (whole(r#"{"Effect":"Allow","Principal":"joe"}"#), "Invalid principal in policy"),
            (whole(r#"{"Effect":"Allow","Principal":{"AWS":"joe"}}"#), "Invalid principal in policy"),
            (whole(r#"{"Effect":"Allow","Principal":"*","Resource":"*"}"#), "Missing required field Action"),
            (
                whole(r#"{"Effect":"Allow","Principal":"*","Action":"sqs:A","Resource":"*"}"#),
                "Policy has invalid action",
            ),
            (whole(r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}"#), "Missing required field Resource"),
            (
                whole(
                    r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}"#,
                ),
                "Policy has invalid resource",
            ),
            (
                whole(r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b-1"}"#),
                "Action does not apply to any resource(s) in statement",
            ),
            (
                whole(r#"{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b-1/*"}"#),
                "Action does not apply to any resource(s) in statement",
            ),
            ("{".repeat(30_000), "Policy exceeds the maximum allowed document size."),
        ];
        for (given, text) in table {
            let error = read(&given, "b-1").unwrap_err();
            assert_eq!((error.code(), error.message()), ("MalformedPolicy", text), "{given:.90}");
        }
    }

    #[test]
    fn names_with_wildcards() {
        for (pattern, fits) in
            [("b-1", true), ("b-*", true), ("*", true), ("?-1", true), ("b-1*1", false), ("b", false)]
        {
            assert_eq!(wild(pattern.as_bytes(), b"b-1"), fits, "{pattern}");
        }
    }
}
