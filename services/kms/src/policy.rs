//! Key policies: JSON documents that are held against their grammar, stored and printed; they are not evaluated yet.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use serde_json::Value;

use crate::error::KmsError;
use crate::limits;

/// The only policy a key has.
pub(crate) const NAME: &str = "default";

/// The policy of a key that is made without one, as AWS prints it.
pub(crate) fn default(account: &str) -> String {
    format!(
        r#"{{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:aws:iam::{account}:root"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}}"#
    )
}

/// The policy of a key that AWS manages for a service.
pub(crate) fn managed(service: &str, account: &str, region: &str) -> String {
    format!(
        r#"{{
  "Version" : "2012-10-17",
  "Id" : "auto-{service}-1",
  "Statement" : [ {{
    "Sid" : "Allow access through {service} for all principals in the account that are authorized to use it",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "*"
    }},
    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
    "Resource" : "*",
    "Condition" : {{
      "StringEquals" : {{
        "kms:CallerAccount" : "{account}",
        "kms:ViaService" : "{service}.{region}.amazonaws.com"
      }}
    }}
  }}, {{
    "Sid" : "Allow direct access to key metadata to the account",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:aws:iam::{account}:root"
    }},
    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
    "Resource" : "*"
  }} ]
}}"#
    )
}

/// Holds a policy against the grammar.
pub(crate) fn check(text: &str) -> Result<(), KmsError> {
    if text.len() > limits::POLICY_BYTES {
        return Err(KmsError::LimitExceeded(format!("The key policy is longer than {} bytes.", limits::POLICY_BYTES)));
    }
    let wrong = |what: &str| KmsError::MalformedPolicy(what.to_owned());
    let document: Value = serde_json::from_str(text).map_err(|_| wrong("Policy document is not valid JSON."))?;
    let document = document.as_object().ok_or_else(|| wrong("Policy document must be a JSON object."))?;
    if let Some(version) = document.get("Version")
        && !matches!(version.as_str(), Some("2012-10-17" | "2008-10-17"))
    {
        return Err(wrong("Policy document must be version 2012-10-17 or greater."));
    }
    if let Some(unknown) = document.keys().find(|key| !matches!(key.as_str(), "Version" | "Id" | "Statement")) {
        return Err(wrong(&format!("Unknown field {unknown} in policy document.")));
    }
    let statements: Vec<&Value> = match document.get("Statement") {
        Some(Value::Array(statements)) if !statements.is_empty() => statements.iter().collect(),
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => return Err(wrong("Policy document must have at least one statement.")),
    };
    statements.into_iter().try_for_each(|statement| check_statement(statement).map_err(|what| wrong(&what)))
}

fn check_statement(statement: &Value) -> Result<(), String> {
    let Some(statement) = statement.as_object() else { return Err("A statement must be a JSON object.".to_owned()) };
    if !matches!(statement.get("Effect").and_then(Value::as_str), Some("Allow" | "Deny")) {
        return Err("A statement must have an Effect of Allow or Deny.".to_owned());
    }
    for (one, other) in [("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource")] {
        if statement.contains_key(one) == statement.contains_key(other) {
            return Err(format!("A statement must have either {one} or {other}."));
        }
    }
    const KNOWN: &[&str] =
        &["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    match statement.keys().find(|key| !KNOWN.contains(&key.as_str())) {
        Some(unknown) => Err(format!("Unknown field {unknown} in a statement.")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policies_made_here_are_policies() {
        assert!(check(&default("123456789012")).is_ok());
        assert!(check(&managed("s3", "123456789012", "us-east-1")).is_ok());
    }

    #[test]
    fn what_is_no_policy_is_refused() {
        for bad in [
            "",
            "x",
            "[]",
            "{}",
            r#"{"Statement":[]}"#,
            r#"{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}"#,
            r#"{"Statement":[{"Effect":"Maybe","Principal":"*","Action":"kms:*","Resource":"*"}]}"#,
            r#"{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#,
            r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*"}]}"#,
            r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","X":1}]}"#,
        ] {
            assert!(matches!(check(bad), Err(KmsError::MalformedPolicy(_))), "{bad}");
        }
    }
}
