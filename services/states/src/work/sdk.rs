//! Every operation of every service that is here, and those that have a form of their own.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>

use serde_json::Value;
use tradewind_cloud::Origin;
use tradewind_states_lang::Fault;

use super::{Done, document, value};
use crate::States;

/// Names by which states call services: ours, and how errors name them.
const SERVICES: [(&str, &str, &str); 12] = [
    ("sqs", "sqs", "Sqs"),
    ("eventbridge", "events", "EventBridge"),
    ("s3", "s3", "S3"),
    ("lambda", "lambda", "Lambda"),
    ("iam", "iam", "Iam"),
    ("sts", "sts", "Sts"),
    ("kms", "kms", "Kms"),
    ("ssm", "ssm", "Ssm"),
    ("secretsmanager", "secretsmanager", "SecretsManager"),
    ("cloudwatchlogs", "logs", "CloudWatchLogs"),
    ("cloudformation", "cloudformation", "CloudFormation"),
    ("sfn", "states", "Sfn"),
];

/// Those that states call in a form of their own.
const OPTIMISED: [(&str, &str, &str, &str); 2] =
    [("sqs", "sendMessage", "sqs", "SendMessage"), ("events", "putEvents", "events", "PutEvents")];

/// The service and the operation behind a resource, and how errors name the service.
fn find(service: &str, action: &str) -> Option<(&'static str, String, &'static str)> {
    if let Some(sdk) = service.strip_prefix("aws-sdk:") {
        let (_, ours, name) = SERVICES.iter().find(|(known, ..)| *known == sdk)?;
        let mut letters = action.chars();
        let first = letters.next()?.to_ascii_uppercase();
        return Some((ours, std::iter::once(first).chain(letters).collect(), name));
    }
    let known = OPTIMISED.iter().find(|(known, of, ..)| (*known, *of) == (service, action));
    let (name, _, ours, operation) = known?;
    let name = if *name == "sqs" { "SQS" } else { "EventBridge" };
    Some((ours, (*operation).to_owned(), name))
}

/// Whether a resource is here.
///
/// # Errors
/// What is not.
pub(super) fn check(service: &str, action: &str) -> Result<(), String> {
    match find(service, action) {
        Some(_) => Ok(()),
        None => Err(format!("The integration {service}:{action} is not supported yet.")),
    }
}

pub(super) async fn call(states: &States, origin: &Origin, service: &str, action: &str, parameters: &Value) -> Done {
    let Some((ours, operation, name)) = find(service, action) else {
        return Done::Failed(Fault::new("States.Runtime", format!("{service}:{action} is not supported yet.")));
    };
    let parameters = match service.starts_with("aws-sdk:") {
        true => parameters.clone(),
        false => texts(parameters, &["MessageBody", "Detail"]),
    };
    match states.parts.cloud.call(origin, ours, &operation, document(&parameters)).await {
        Ok(answer) => Done::Succeeded(value(&answer)),
        Err(error) => {
            let text = error.message.unwrap_or_default();
            let code = error.code.rsplit('.').next().unwrap_or_default();
            let code = if code.ends_with("Exception") { code.to_owned() } else { format!("{code}Exception") };
            Done::Failed(Fault::new(format!("{name}.{code}"), text))
        }
    }
}

/// JSON with these members as texts: states may write them as JSON.
fn texts(value: &Value, names: &[&str]) -> Value {
    match value {
        Value::Object(members) => {
            let text = |(name, value): (&String, &Value)| {
                let value = match value {
                    Value::String(_) => value.clone(),
                    value if names.contains(&name.as_str()) => Value::String(value.to_string()),
                    value => texts(value, names),
                };
                (name.clone(), value)
            };
            Value::Object(members.iter().map(text).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| texts(item, names)).collect()),
        plain => plain.clone(),
    }
}
