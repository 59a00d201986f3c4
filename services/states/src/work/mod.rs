//! What Task states have done: calls of other services, through the one door, as the machine's role.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html>

mod lambda;
mod sdk;

use serde_json::Value;
use tradewind_cloud::{Origin, Principal};
use tradewind_states_lang::Fault;
use tradewind_wire::Document;

use crate::States;
use crate::engine::Job;

/// The session's name of the role a machine runs as.
const SESSION: &str = "StepFunctions";

/// How a resource is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// An activity of this name: a worker comes for it.
    Activity(String),
    /// A function, by its ARN.
    Function(String),
    /// `arn:aws:states:::<service>:<action>`; whether somebody else answers (`.waitForTaskToken`).
    Call { service: String, action: String, waits: bool },
    /// Nothing that is known.
    Unknown,
}

/// What came of a task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Done {
    Succeeded(Value),
    /// It is done when somebody says so.
    Submitted(Value),
    Failed(Fault),
}

/// Reads a resource.
pub(crate) fn way(resource: &str) -> Way {
    let parts: Vec<&str> = resource.splitn(7, ':').collect();
    match parts[..] {
        ["arn", _, "states", "", "", service, action] => {
            let (service, action) = match (service, action.split_once(':')) {
                ("aws-sdk", Some((service, action))) => (["aws-sdk:", service].concat(), action),
                _ => (service.to_owned(), action),
            };
            let (action, waits) = match action.strip_suffix(".waitForTaskToken") {
                Some(action) => (action, true),
                None => (action, false),
            };
            Way::Call { service, action: action.to_owned(), waits }
        }
        ["arn", _, "states", _, _, "activity", name] => Way::Activity(name.to_owned()),
        ["arn", _, "lambda", _, _, "function", _] => Way::Function(resource.to_owned()),
        _ => Way::Unknown,
    }
}

/// Whether a machine may name a resource: refused where it is made, and not when it runs.
///
/// # Errors
/// Why not.
pub(crate) fn check(resource: &str) -> Result<(), String> {
    match way(resource) {
        Way::Activity(_) | Way::Function(_) => Ok(()),
        Way::Call { service, action, .. } => match service.as_str() {
            "lambda" if action == "invoke" => Ok(()),
            _ => sdk::check(&service, &action),
        },
        Way::Unknown => Err(format!("The resource provided {resource} is not recognized.")),
    }
}

/// Has a task's work done.
pub(crate) async fn call(states: &States, job: &Job, role: &str, endpoint: &str) -> Done {
    // `Credentials`: another role for this task.
    let own = job.credentials.as_ref().and_then(|credentials| credentials.get("RoleArn")?.as_str());
    let role = own.unwrap_or(role);
    let origin = Origin {
        principal: Principal::AssumedRole {
            role_arn: role.to_owned(),
            session_name: SESSION.to_owned(),
            access_key: String::new(),
        },
        endpoint: endpoint.to_owned(),
        ..Origin::service("states.amazonaws.com", &job.of.account, &job.of.region, None)
    };
    match way(&job.resource) {
        Way::Function(arn) => lambda::function(states, &origin, &arn, &job.parameters).await,
        Way::Call { service, action, waits } => {
            let done = match (service.as_str(), action.as_str()) {
                ("lambda", "invoke") => lambda::invoke(states, &origin, &job.parameters, waits).await,
                _ => sdk::call(states, &origin, &service, &action, &job.parameters).await,
            };
            match done {
                Done::Succeeded(result) if waits => Done::Submitted(result),
                done => done,
            }
        }
        Way::Activity(_) | Way::Unknown => {
            Done::Failed(Fault::new("States.Runtime", format!("The resource {} can't be called.", job.resource)))
        }
    }
}

/// JSON as other services take it.
pub(crate) fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(flag) => Document::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Document::Integer(whole),
            None => Document::Float(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => Document::List(items.iter().map(document).collect()),
        Value::Object(members) => {
            Document::Map(members.iter().map(|(name, value)| (name.clone().into(), document(value))).collect())
        }
    }
}

/// What other services answer, as JSON.
pub(crate) fn value(document: &Document) -> Value {
    serde_json::from_slice(&document.to_json_vec()).unwrap_or_default()
}
