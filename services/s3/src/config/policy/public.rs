//! Whether a policy makes its bucket public (Amazon S3 User Guide, "The meaning of public").
//!
//! A policy is public if a statement allows something to everybody, unless a condition holds it to fixed values: no wildcards and
//! no variables, of keys that tell who calls or from where.

use serde_json::Value;

/// Keys whose fixed values narrow who is meant.
const NARROWING: &[&str] = &[
    "aws:sourceip",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:userid",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalarn",
    "aws:principalaccount",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];
/// Operators that ask for a value.
const ASKING: &[&str] = &[
    "stringequals",
    "stringequalsignorecase",
    "stringlike",
    "arnequals",
    "arnlike",
    "ipaddress",
    "foranyvalue:stringequals",
    "foranyvalue:stringlike",
];

/// Whether a policy lets everybody do something.
pub(super) fn is_public(policy: &Value) -> bool {
    let statements = policy.get("Statement").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    statements.iter().any(|statement| {
        statement.get("Effect").is_some_and(|effect| effect == "Allow")
            && is_everybody(statement)
            && !statement.get("Condition").is_some_and(narrows)
    })
}

/// Whether a policy surely lets everybody do something to a resource.
pub(super) fn lets_everybody(policy: &Value, action: &str, resource: &str) -> bool {
    let statements = policy.get("Statement").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let about = |statement: &&Value| {
        let names = |member: &str, text: &str, case: bool| {
            statement.get(member).is_some_and(|patterns| match patterns {
                Value::Array(list) => list.iter().any(|one| fits(one, text, case)),
                one => fits(one, text, case),
            })
        };
        let excepted = |member: &str, text: &str, case| statement.get(member).is_some() && !names(member, text, case);
        (names("Action", action, false) || excepted("NotAction", action, false))
            && (names("Resource", resource, true) || excepted("NotResource", resource, true))
    };
    let has = |statement: &Value, effect: &str| statement.get("Effect").is_some_and(|found| found == effect);
    let mut found = statements.iter().filter(about);
    let mut allowed = false;
    found.all(|statement| {
        allowed |= has(statement, "Allow")
            && statement.get("NotPrincipal").is_none()
            && is_everybody(statement)
            && statement.get("Condition").is_none();
        !has(statement, "Deny") || !is_everybody(statement)
    }) && allowed
}

/// A pattern with `*` for any text and `?` for any character.
fn fits(pattern: &Value, text: &str, case: bool) -> bool {
    let Some(pattern) = pattern.as_str() else { return false };
    let fold = |text: &str| if case { text.to_owned() } else { text.to_ascii_lowercase() };
    let (pattern, text): (Vec<char>, Vec<char>) = (fold(pattern).chars().collect(), fold(text).chars().collect());
    let (mut at, mut from, mut star) = (0, 0, None);
    while let Some(c) = text.get(from) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at + 1, from));
                at += 1;
            }
            Some(p) if *p == '?' || p == c => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((after, start)) = star else { return false };
                star = Some((after, start + 1));
                (at, from) = (after, start + 1);
            }
        }
    }
    pattern.iter().skip(at).all(|p| *p == '*')
}

fn is_everybody(statement: &Value) -> bool {
    if statement.get("NotPrincipal").is_some() {
        return true;
    }
    let star = |who: &Value| match who {
        Value::Array(list) => list.iter().any(|one| one == "*"),
        one => one == "*",
    };
    match statement.get("Principal") {
        Some(Value::Object(kinds)) => kinds.values().any(star),
        Some(who) => star(who),
        None => false,
    }
}

fn narrows(condition: &Value) -> bool {
    let Value::Object(operators) = condition else { return false };
    operators
        .iter()
        .filter(|(operator, _)| ASKING.contains(&operator.to_ascii_lowercase().as_str()))
        .any(|(_, keys)| keys.as_object().is_some_and(|keys| keys.iter().any(|(key, values)| is_fixed(key, values))))
}

fn is_fixed(key: &str, values: &Value) -> bool {
    let key = key.to_ascii_lowercase();
    let fixed = |value: &Value| {
        value.as_str().is_some_and(|text| match key.as_str() {
            "aws:sourceip" => is_narrow_range(text),
            // `AROA...:*`: the sessions of one role.
            "aws:userid" => !text.trim_end_matches(":*").contains(['*', '?', '$']) && !text.is_empty(),
            _ => !text.contains(['*', '?', '$']),
        })
    };
    let all = match values {
        Value::Array(list) => !list.is_empty() && list.iter().all(fixed),
        one => fixed(one),
    };
    NARROWING.contains(&key.as_str()) && all
}

/// Ranges wider than /8 (IPv4) or /32 (IPv6) are as good as everybody.
fn is_narrow_range(text: &str) -> bool {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let Ok(address) = address.parse::<std::net::IpAddr>() else { return false };
    let least = if address.is_ipv4() { 8 } else { 32 };
    bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits >= least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_may() {
        let (arn, action) = ("arn:aws:s3:::b/a/c.html", "s3:GetObject");
        let allow = |rest: &str| format!(r#"{{"Effect":"Allow","Principal":"*",{rest}}}"#);
        let get = allow(r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#);
        let table = [
            (get.clone(), true),
            (allow(r#""Action":["s3:get*"],"Resource":["arn:aws:s3:::x","arn:aws:s3:::b/?/*.html"]"#), true),
            (allow(r#""Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*""#), false),
            (allow(r#""NotAction":"s3:PutObject","Resource":"*""#), true),
            (allow(r#""NotAction":"s3:Get*","Resource":"*""#), false),
            (allow(r#""Action":"*","Resource":"arn:aws:s3:::b/A/*""#), false),
            (allow(r#""Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#), false),
            (get.replace(r#""*","#, r#"{"AWS":"arn:aws:iam::123456789012:root"},"#), false),
            (format!("{get},{}", get.replace("Allow", "Deny").replace("b/*", "b/a/*")), false),
            (format!("{get},{}", get.replace("Allow", "Deny").replace("b/*", "b/x/*")), true),
        ];
        for (statements, expected) in table {
            let policy = serde_json::from_str(&format!(r#"{{"Statement":[{statements}]}}"#)).unwrap();
            assert_eq!(lets_everybody(&policy, action, arn), expected, "{statements}");
        }
    }

    #[test]
    fn which_policies_are_public() {
        let table = [
            (r#""Principal":"*""#, true),
            (r#""Principal":{"AWS":"*"}"#, true),
            (r#""Principal":{"AWS":["arn:aws:iam::123456789012:root","*"]}"#, true),
            (r#""Principal":{"AWS":"arn:aws:iam::123456789012:root"}"#, false),
            (r#""Principal":{"Service":"logs.amazonaws.com"}"#, false),
            (r#""NotPrincipal":{"AWS":"arn:aws:iam::123456789012:root"}"#, true),
            (r#""Principal":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}"#, false),
            (r#""Principal":"*","Condition":{"StringLike":{"aws:SourceVpc":"vpc-*"}}"#, true),
            (r#""Principal":"*","Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-91237329"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"}}"#, true),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, true),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","0.0.0.0/1"]}}"#, true),
            (r#""Principal":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, false),
        ];
        for (rest, expected) in table {
            let text = format!(r#"{{"Statement":[{{"Effect":"Allow","Action":"s3:GetObject",{rest}}}]}}"#);
            assert_eq!(is_public(&serde_json::from_str(&text).unwrap()), expected, "{rest}");
        }
        let denied = r#"{"Statement":[{"Effect":"Deny","Action":"s3:*","Principal":"*"}]}"#;
        assert!(!is_public(&serde_json::from_str(denied).unwrap()));
    }
}
