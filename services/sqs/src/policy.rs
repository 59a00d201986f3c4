//! A queue's policy: checked for its shape, kept as it was given, and edited by `AddPermission` and `RemovePermission`.

use serde_json::{Map, Value, json};

use crate::error::SqsError;
use crate::limits::{ID_CHARS, PERMISSION_ACTIONS, POLICY_STATEMENTS};

/// The actions `AddPermission` takes.
const ACTIONS: &[&str] = &[
    "*",
    "AddPermission",
    "ChangeMessageVisibility",
    "CreateQueue",
    "DeleteMessage",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "ListQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "RemovePermission",
    "SendMessage",
    "SetQueueAttributes",
];

/// The actions that no other account can be given.
const OWNER_ACTIONS: &[&str] =
    &["AddPermission", "CreateQueue", "DeleteQueue", "ListQueues", "RemovePermission", "SetQueueAttributes"];

/// Whether the text can be a policy: a JSON object with statements.
pub(crate) fn check(text: &str) -> Result<(), SqsError> {
    let refused = || SqsError::InvalidAttributeValue("Invalid value for the parameter Policy.".to_owned());
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else { return Err(refused()) };
    let whole = |statement: &Value| {
        statement.get("Effect").and_then(Value::as_str).is_some_and(|effect| matches!(effect, "Allow" | "Deny"))
            && (statement.get("Action").is_some() || statement.get("NotAction").is_some())
            && (statement.get("Principal").is_some() || statement.get("NotPrincipal").is_some())
    };
    let acceptable = match policy.get("Statement") {
        Some(Value::Array(statements)) => !statements.is_empty() && statements.iter().all(whole),
        Some(statement @ Value::Object(_)) => whole(statement),
        _ => false,
    };
    if acceptable { check_actions(policy.get("Statement")) } else { Err(refused()) }
}

/// No statement names more than seven actions.
fn check_actions(statements: Option<&Value>) -> Result<(), SqsError> {
    let statements = match statements {
        Some(Value::Array(statements)) => statements.as_slice(),
        Some(statement) => std::slice::from_ref(statement),
        None => &[],
    };
    let actions = |statement: &Value| statement.get("Action").and_then(Value::as_array).map_or(0, Vec::len);
    match statements.iter().map(actions).find(|actions| *actions > PERMISSION_ACTIONS) {
        Some(actions) => Err(SqsError::OverLimit(
            format!("{actions} actions were found in a statement from the submitted policy, max allowed is {PERMISSION_ACTIONS}")
                .into(),
        )),
        None => Ok(()),
    }
}

/// What `AddPermission` asks for.
pub(crate) struct NewPermission<'a> {
    pub(crate) label: &'a str,
    pub(crate) accounts: &'a [String],
    pub(crate) actions: &'a [String],
}

/// The policy with one more statement.
pub(crate) fn add(policy: Option<&str>, queue_arn: &str, permission: &NewPermission<'_>) -> Result<String, SqsError> {
    check_permission(permission)?;
    let (policy, mut statements) = parse(policy, queue_arn);
    let label = permission.label;
    if statements.iter().any(|statement| sid(statement) == Some(label)) {
        return Err(SqsError::invalid("Label", label, "Already exists"));
    }
    if statements.len() >= POLICY_STATEMENTS {
        return Err(SqsError::OverLimit(
            format!("{POLICY_STATEMENTS} statements are the limit for a queue's policy.").into(),
        ));
    }
    let principals = permission.accounts.iter().map(|account| format!("arn:aws:iam::{account}:root"));
    let actions = permission.actions.iter().map(|action| format!("SQS:{action}"));
    statements.push(json!({
        "Sid": label,
        "Effect": "Allow",
        "Principal": { "AWS": one_or_many(principals.collect()) },
        "Action": one_or_many(actions.collect()),
        "Resource": queue_arn,
    }));
    Ok(print(policy, statements))
}

/// The policy without the statement that has this label; none when no statement is left.
pub(crate) fn remove(policy: Option<&str>, queue_arn: &str, label: &str) -> Result<Option<String>, SqsError> {
    let (policy, mut statements) = parse(policy, queue_arn);
    let before = statements.len();
    statements.retain(|statement| sid(statement) != Some(label));
    if statements.len() == before {
        return Err(SqsError::invalid("Label", label, "can't find label on existing policy"));
    }
    Ok((!statements.is_empty()).then(|| print(policy, statements)))
}

fn check_permission(permission: &NewPermission<'_>) -> Result<(), SqsError> {
    let NewPermission { label, accounts, actions } = permission;
    if label.is_empty() {
        return Err(SqsError::missing("Label"));
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if label.len() > ID_CHARS || !label.bytes().all(plain) {
        let reason = "Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        return Err(SqsError::invalid("Label", *label, reason));
    }
    if accounts.is_empty() {
        return Err(SqsError::missing("AWSAccountId"));
    }
    if actions.is_empty() {
        return Err(SqsError::missing("ActionName"));
    }
    if actions.len() > PERMISSION_ACTIONS {
        return Err(SqsError::OverLimit(
            format!("{} Actions were found, maximum allowed is {PERMISSION_ACTIONS}.", actions.len()).into(),
        ));
    }
    if let Some(bad) =
        accounts.iter().find(|account| account.len() != 12 || !account.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(SqsError::invalid("PrincipalId", format!("[{bad}]"), "Unable to verify principal"));
    }
    for action in *actions {
        if !ACTIONS.contains(&action.as_str()) {
            return Err(SqsError::invalid(
                "ActionName",
                format!("SQS:{action}"),
                "Please refer to the appropriate WSDL for a list of valid actions",
            ));
        }
        if OWNER_ACTIONS.contains(&action.as_str()) {
            let reason = "Only the queue owner is allowed to invoke this action";
            return Err(SqsError::invalid("ActionName", format!("SQS:{action}"), reason));
        }
    }
    Ok(())
}

/// The stored policy without its statements, and the statements as a list; a policy may also hold a single one. A stored
/// policy has been checked, so the last arm is for none at all.
fn parse(policy: Option<&str>, queue_arn: &str) -> (Map<String, Value>, Vec<Value>) {
    match policy.map(serde_json::from_str) {
        Some(Ok(Value::Object(mut policy))) => match policy.remove("Statement") {
            Some(Value::Array(statements)) => (policy, statements),
            Some(statement) => (policy, vec![statement]),
            None => (policy, Vec::new()),
        },
        _ => {
            let mut policy = Map::new();
            policy.insert("Version".to_owned(), "2008-10-17".into());
            policy.insert("Id".to_owned(), format!("{queue_arn}/SQSDefaultPolicy").into());
            (policy, Vec::new())
        }
    }
}

/// The members of a policy and of a statement, in the order in which AWS prints them; others come after.
const ORDER: &[&str] = &[
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

fn print(policy: Map<String, Value>, statements: Vec<Value>) -> String {
    let printed: Vec<String> = statements.into_iter().map(print_statement).collect();
    let statements = format!("[{}]", printed.join(","));
    let members = policy.into_iter().map(|(name, value)| (name, value.to_string()));
    ordered(members.chain([("Statement".to_owned(), statements)]).collect())
}

fn print_statement(statement: Value) -> String {
    match statement {
        Value::Object(members) => ordered(members.into_iter().map(|(name, value)| (name, value.to_string())).collect()),
        other => other.to_string(),
    }
}

fn ordered(mut members: Vec<(String, String)>) -> String {
    members.sort_by_key(|(name, _)| ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()));
    let printed: Vec<String> =
        members.into_iter().map(|(name, value)| format!("{}:{value}", Value::String(name))).collect();
    format!("{{{}}}", printed.join(","))
}

fn sid(statement: &Value) -> Option<&str> {
    statement.get("Sid").and_then(Value::as_str)
}

fn one_or_many(mut values: Vec<String>) -> Value {
    match values.pop() {
        Some(value) if values.is_empty() => value.into(),
        Some(value) => {
            values.push(value);
            values.into()
        }
        None => Value::Array(Vec::new()),
    }
}
