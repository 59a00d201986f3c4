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
