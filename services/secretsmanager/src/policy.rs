//! Resource policies: JSON documents that are held against their grammar, stored and printed; they are not evaluated yet.

use serde_json::Value;

/// What is wrong with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is no policy.
    Syntax,
    /// It lets everybody in.
    Public,
}

impl Wrong {
    /// AWS's text.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Wrong::Syntax => "This resource policy contains a syntax error.",
            Wrong::Public => "This resource policy grants broad access to your secret.",
        }
    }

    /// The name of the check that found it.
    pub(crate) fn check(self) -> &'static str {
        match self {
            Wrong::Syntax => "SYNTAX",
            Wrong::Public => "PUBLIC_POLICY",
        }
    }
}

/// Holds a policy against the grammar.
pub(crate) fn check(text: &str) -> Result<Vec<Value>, Wrong> {
    let document: Value = serde_json::from_str(text).map_err(|_| Wrong::Syntax)?;
    let document = document.as_object().ok_or(Wrong::Syntax)?;
    let version = document.get("Version").map(Value::as_str);
    let known = document.keys().all(|key| matches!(key.as_str(), "Version" | "Id" | "Statement"));
    if !known || !matches!(version, None | Some(Some("2012-10-17" | "2008-10-17"))) {
        return Err(Wrong::Syntax);
    }
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) if !statements.is_empty() => statements.clone(),
        Some(statement @ Value::Object(_)) => vec![statement.clone()],
        _ => return Err(Wrong::Syntax),
    };
    if statements.iter().all(is_statement) { Ok(statements) } else { Err(Wrong::Syntax) }
}

fn is_statement(statement: &Value) -> bool {
    let Some(members) = statement.as_object() else { return false };
    let either = |one: &str, other: &str| members.contains_key(one) != members.contains_key(other);
    matches!(members.get("Effect").and_then(Value::as_str), Some("Allow" | "Deny"))
        && either("Principal", "NotPrincipal")
        && either("Action", "NotAction")
        && either("Resource", "NotResource")
}

/// Whether a statement lets everybody in, whatever they come from.
pub(crate) fn is_public(statements: &[Value]) -> bool {
    let everybody = |principal: &Value| match principal {
        Value::String(text) => text == "*",
        Value::Array(all) => all.iter().any(|one| one == "*"),
        _ => false,
    };
    statements.iter().any(|statement| {
        let principal = statement.get("Principal");
        let any =
            principal.is_some_and(|principal| everybody(principal) || principal.get("AWS").is_some_and(everybody));
        any && statement.get("Effect").and_then(Value::as_str) == Some("Allow") && statement.get("Condition").is_none()
    })
}
