//! `RedrivePolicy` and `RedriveAllowPolicy`: what a queue says about its dead-letter queue, and what a dead-letter queue says
//! about who may name it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::SqsError;
use crate::limits::{MAX_RECEIVE_COUNT, REDRIVE_SOURCES};
use crate::url::parse_arn;

/// Where messages go that were received too often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RedrivePolicy {
    /// As AWS prints it, however it was given: compact, the target first, the count as a number.
    pub(crate) text: String,
    /// The dead-letter queue.
    pub(crate) target: String,
    /// A message received so often is not received again, but moved.
    pub(crate) max_receive_count: u32,
}

/// Which queues may name this one as their dead-letter queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RedriveAllowPolicy {
    /// Compact, the permission first, however it was given.
    pub(crate) text: String,
    pub(crate) permission: Permission,
}

/// `redrivePermission` with its `sourceQueueArns`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Permission {
    AllowAll,
    DenyAll,
    ByQueue(Vec<String>),
}

impl Permission {
    /// The policy's text. ARNs of queues have nothing to escape.
    fn print(&self) -> String {
        match self {
            Permission::AllowAll => r#"{"redrivePermission":"allowAll"}"#.to_owned(),
            Permission::DenyAll => r#"{"redrivePermission":"denyAll"}"#.to_owned(),
            Permission::ByQueue(sources) => {
                format!(r#"{{"redrivePermission":"byQueue","sourceQueueArns":["{}"]}}"#, sources.join("\",\""))
            }
        }
    }
}

impl RedrivePolicy {
    /// Reads and checks the policy's text; whether the target exists is the caller's to ask.
    pub(crate) fn parse(text: &str) -> Result<RedrivePolicy, SqsError> {
        let refuse = |reason: String| SqsError::invalid("RedrivePolicy", text, reason);
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(refuse("Redrive policy is not a valid JSON map".to_owned()));
        };
        let lacking = |name: &str| refuse(format!("Redrive policy does not contain mandatory attribute: {name}"));
        let count = map.get("maxReceiveCount").ok_or_else(|| lacking("maxReceiveCount"))?;
        let target = map.get("deadLetterTargetArn").ok_or_else(|| lacking("deadLetterTargetArn"))?;
        if let Some(name) = map.keys().find(|name| !matches!(name.as_str(), "maxReceiveCount" | "deadLetterTargetArn"))
        {
            return Err(refuse(format!(
                "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount], but found: {name}"
            )));
        }
        let shown = plain(count);
        let max_receive_count =
            shown.parse().ok().filter(|count| MAX_RECEIVE_COUNT.contains(count)).ok_or_else(|| {
                refuse(format!(
                    "Invalid value for maxReceiveCount: {shown}, valid values are from 1 to 1000 both inclusive"
                ))
            })?;
        let target = plain(target);
        if parse_arn(&target).is_none() {
            return Err(refuse(format!("Invalid value for deadLetterTargetArn: {target}")));
        }
        // A queue's ARN has nothing to escape.
        let printed = format!(r#"{{"deadLetterTargetArn":"{target}","maxReceiveCount":{max_receive_count}}}"#);
        Ok(RedrivePolicy { text: printed, target, max_receive_count })
    }
}

impl RedriveAllowPolicy {
    /// Reads and checks the policy's text.
    pub(crate) fn parse(text: &str) -> Result<RedriveAllowPolicy, SqsError> {
        let refuse = |reason: String| SqsError::invalid("RedriveAllowPolicy", text, reason);
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(refuse("Redrive allow policy is not a valid JSON map".to_owned()));
        };
        let sources = map.get("sourceQueueArns");
        let permission = match map.get("redrivePermission").and_then(Value::as_str) {
            Some("allowAll") => Permission::AllowAll,
            Some("denyAll") => Permission::DenyAll,
            Some("byQueue") => Permission::ByQueue(source_arns(sources).map_err(refuse)?),
            Some(other) => {
                return Err(refuse(format!(
                    "Invalid value for redrivePermission: {other}, valid values are allowAll, denyAll and byQueue"
                )));
            }
            None => {
                return Err(refuse(
                    "Redrive allow policy does not contain mandatory attribute: redrivePermission".to_owned(),
                ));
            }
        };
        if sources.is_some() && !matches!(permission, Permission::ByQueue(_)) {
            return Err(refuse(
                "sourceQueueArns can only be specified when the redrivePermission parameter is set to byQueue"
                    .to_owned(),
            ));
        }
        if let Some(name) = map.keys().find(|name| !matches!(name.as_str(), "redrivePermission" | "sourceQueueArns")) {
            return Err(refuse(format!("Unknown attribute {name}")));
        }
        Ok(RedriveAllowPolicy { text: permission.print(), permission })
    }

    /// Whether `source` may name the queue that has this policy.
    pub(crate) fn allows(&self, source: &str) -> bool {
        match &self.permission {
            Permission::AllowAll => true,
            Permission::DenyAll => false,
            Permission::ByQueue(sources) => sources.iter().any(|allowed| allowed == source),
        }
    }
}

fn source_arns(value: Option<&Value>) -> Result<Vec<String>, String> {
    let Some(Value::Array(items)) = value else {
        return Err("sourceQueueArns must be a list when the redrivePermission parameter is set to byQueue".to_owned());
    };
    let arns: Vec<String> = items.iter().map(plain).collect();
    if arns.is_empty() || arns.len() > REDRIVE_SOURCES {
        return Err(format!("sourceQueueArns must contain between 1 and {REDRIVE_SOURCES} ARNs"));
    }
    match arns.iter().find(|arn| parse_arn(arn).is_none()) {
        Some(bad) => Err(format!("Invalid value for sourceQueueArns: {bad}")),
        None => Ok(arns),
    }
}

/// A string's text or a number's digits: AWS takes `"3"` and `3` alike.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
