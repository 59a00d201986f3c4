//! Events as rows, and as the API tells them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tradewind_clock::Timestamp;
use tradewind_states_lang::{Detail, Fault, HistoryEvent};
use tradewind_store::StoreError;

use crate::api::{self, HistoryEventExecutionDataDetails};
use crate::work::{Way, way};

/// An event's row.
#[derive(Serialize, Deserialize)]
struct Row {
    previous: u64,
    /// Microseconds since the epoch.
    at: u64,
    detail: Detail,
}

pub(crate) fn encode(event: &HistoryEvent) -> Vec<u8> {
    let row = Row { previous: event.previous, at: event.at.as_micros(), detail: event.detail.clone() };
    serde_json::to_vec(&row).unwrap_or_default()
}

/// Reads an event's row.
///
/// # Errors
/// A row that can't be read.
pub(crate) fn decode(id: u64, row: &[u8]) -> Result<HistoryEvent, StoreError> {
    let row: Row = serde_json::from_slice(row)
        .map_err(|_| StoreError::corrupt(format_args!("an event of a history can't be read")))?;
    Ok(HistoryEvent { id, previous: row.previous, at: Timestamp::from_micros(row.at), detail: row.detail })
}

/// Whose an event is: a service's task, a function's, an activity's.
enum Of {
    Task { kind: String, action: String },
    Function,
    Activity,
}

fn of(resource: &str) -> Of {
    match way(resource) {
        Way::Function(_) => Of::Function,
        Way::Activity(_) => Of::Activity,
        Way::Call { service, .. } => {
            let action = resource.rsplit(':').next().unwrap_or_default().to_owned();
            Of::Task { kind: service, action }
        }
        Way::Unknown => Of::Task { kind: String::new(), action: resource.to_owned() },
    }
}

/// Whole values are told; nothing is cut.
fn whole() -> Option<HistoryEventExecutionDataDetails> {
    Some(HistoryEventExecutionDataDetails { truncated: Some(false) })
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Tells an event. `with_data`: inputs and outputs too.
pub(crate) fn told(event: HistoryEvent, region: &str, with_data: bool) -> api::HistoryEvent {
    let mut told = api::HistoryEvent {
        timestamp: event.at,
        r#type: event.detail.name(),
        id: number(event.id),
        previous_event_id: Some(number(event.previous)),
        ..api::HistoryEvent::default()
    };
    let data = |value: &Value| with_data.then(|| value.to_string());
    let details = || if with_data { whole() } else { None };
    match event.detail {
        Detail::ExecutionStarted { input, role } => {
            told.execution_started_event_details = Some(api::ExecutionStartedEventDetails {
                input: data(&input),
                input_details: details(),
                role_arn: Some(role),
                ..Default::default()
            });
        }
        Detail::ExecutionSucceeded(output) => {
            told.execution_succeeded_event_details =
                Some(api::ExecutionSucceededEventDetails { output: data(&output), output_details: details() });
        }
        Detail::ExecutionFailed(Fault { error, cause }) => {
            told.execution_failed_event_details =
                Some(api::ExecutionFailedEventDetails { error: some(&error), cause: some(&cause) });
        }
        Detail::ExecutionTimedOut => {
            told.execution_timed_out_event_details = Some(api::ExecutionTimedOutEventDetails::default());
        }
        Detail::ExecutionAborted { error, cause } => {
            told.execution_aborted_event_details = Some(api::ExecutionAbortedEventDetails { error, cause });
        }
        Detail::StateEntered(_, name, input) => {
            told.state_entered_event_details =
                Some(api::StateEnteredEventDetails { name, input: data(&input), input_details: details() });
        }
        Detail::StateExited(_, name, output, assigned) => {
            let assigned = assigned.as_ref().and_then(Value::as_object).map(|variables| {
                variables.iter().map(|(name, value)| (name.clone(), value.to_string())).collect::<BTreeMap<_, _>>()
            });
            told.state_exited_event_details = Some(api::StateExitedEventDetails {
                name,
                output: data(&output),
                output_details: details(),
                assigned_variables_details: assigned
                    .as_ref()
                    .map(|_| api::AssignedVariablesDetails { truncated: Some(false) }),
                assigned_variables: assigned.filter(|_| with_data),
            });
        }
        Detail::MapStarted(length) => {
            let length = i32::try_from(length).ok();
            told.map_state_started_event_details = Some(api::MapStateStartedEventDetails { length });
        }
        Detail::IterationStarted(name, index) => told.map_iteration_started_event_details = iteration(name, index),
        Detail::IterationSucceeded(name, index) => told.map_iteration_succeeded_event_details = iteration(name, index),
        Detail::IterationFailed(name, index) => told.map_iteration_failed_event_details = iteration(name, index),
        Detail::IterationAborted(name, index) => told.map_iteration_aborted_event_details = iteration(name, index),
        Detail::EvaluationFailed(state, Fault { error, cause }) => {
            told.evaluation_failed_event_details = Some(api::EvaluationFailedEventDetails {
                error: some(&error),
                cause: some(&cause),
                location: None,
                state,
            });
        }
        Detail::ParallelStarted | Detail::ParallelSucceeded | Detail::ParallelFailed => {}
        Detail::MapSucceeded | Detail::MapFailed => {}
        task => of_task(&mut told, task, region, with_data),
    }
    told
}

fn iteration(name: String, index: usize) -> Option<api::MapIterationEventDetails> {
    Some(api::MapIterationEventDetails { name: Some(name), index: i32::try_from(index).ok() })
}

/// What events of tasks say depends on whose they are.
fn of_task(told: &mut api::HistoryEvent, detail: Detail, region: &str, with_data: bool) {
    let data = |value: &Value| with_data.then(|| value.to_string());
    let details = || if with_data { whole() } else { None };
    match detail {
        Detail::TaskScheduled { resource, parameters, timeout, heartbeat } => match of(&resource) {
            Of::Function => {
                told.r#type = "LambdaFunctionScheduled".to_owned();
                told.lambda_function_scheduled_event_details = Some(api::LambdaFunctionScheduledEventDetails {
                    resource,
                    input: data(&parameters),
                    input_details: details(),
                    timeout_in_seconds: timeout.map(number),
                    task_credentials: None,
                });
            }
            Of::Activity => {
                told.r#type = "ActivityScheduled".to_owned();
                told.activity_scheduled_event_details = Some(api::ActivityScheduledEventDetails {
                    resource,
                    input: data(&parameters),
                    input_details: details(),
                    timeout_in_seconds: timeout.map(number),
                    heartbeat_in_seconds: heartbeat.map(number),
                });
            }
            Of::Task { kind, action } => {
                told.task_scheduled_event_details = Some(api::TaskScheduledEventDetails {
                    resource_type: kind,
                    resource: action,
                    region: region.to_owned(),
                    parameters: data(&parameters).unwrap_or_default(),
                    timeout_in_seconds: timeout.map(number),
                    heartbeat_in_seconds: heartbeat.map(number),
                    task_credentials: None,
                });
            }
        },
        Detail::TaskStarted(resource, worker) => match of(&resource) {
            Of::Function => told.r#type = "LambdaFunctionStarted".to_owned(),
            Of::Activity => {
                told.r#type = "ActivityStarted".to_owned();
                told.activity_started_event_details = Some(api::ActivityStartedEventDetails { worker_name: worker });
            }
            Of::Task { kind, action } => {
                told.task_started_event_details =
                    Some(api::TaskStartedEventDetails { resource_type: kind, resource: action });
            }
        },
        Detail::TaskSubmitted(resource, output) => {
            if let Of::Task { kind, action } = of(&resource) {
                told.task_submitted_event_details = Some(api::TaskSubmittedEventDetails {
                    resource_type: kind,
                    resource: action,
                    output: data(&output),
                    output_details: details(),
                });
            }
        }
        Detail::TaskSucceeded(resource, output) => match of(&resource) {
            Of::Function => {
                told.r#type = "LambdaFunctionSucceeded".to_owned();
                told.lambda_function_succeeded_event_details =
                    Some(api::LambdaFunctionSucceededEventDetails { output: data(&output), output_details: details() });
            }
            Of::Activity => {
                told.r#type = "ActivitySucceeded".to_owned();
                told.activity_succeeded_event_details =
                    Some(api::ActivitySucceededEventDetails { output: data(&output), output_details: details() });
            }
            Of::Task { kind, action } => {
                told.task_succeeded_event_details = Some(api::TaskSucceededEventDetails {
                    resource_type: kind,
                    resource: action,
                    output: data(&output),
                    output_details: details(),
                });
            }
        },
        Detail::TaskFailed(resource, fault) => failed(told, &resource, &fault, false),
        Detail::TaskTimedOut(resource, fault) => failed(told, &resource, &fault, true),
        _ => {}
    }
}

fn failed(told: &mut api::HistoryEvent, resource: &str, fault: &Fault, late: bool) {
    let (error, cause) = (some(&fault.error), some(&fault.cause));
    match (of(resource), late) {
        (Of::Function, false) => {
            told.r#type = "LambdaFunctionFailed".to_owned();
            told.lambda_function_failed_event_details = Some(api::LambdaFunctionFailedEventDetails { error, cause });
        }
        (Of::Function, true) => {
            told.r#type = "LambdaFunctionTimedOut".to_owned();
            told.lambda_function_timed_out_event_details =
                Some(api::LambdaFunctionTimedOutEventDetails { error, cause });
        }
        (Of::Activity, false) => {
            told.r#type = "ActivityFailed".to_owned();
            told.activity_failed_event_details = Some(api::ActivityFailedEventDetails { error, cause });
        }
        (Of::Activity, true) => {
            told.r#type = "ActivityTimedOut".to_owned();
            told.activity_timed_out_event_details = Some(api::ActivityTimedOutEventDetails { error, cause });
        }
        (Of::Task { kind, action }, false) => {
            told.task_failed_event_details =
                Some(api::TaskFailedEventDetails { resource_type: kind, resource: action, error, cause });
        }
        (Of::Task { kind, action }, true) => {
            told.task_timed_out_event_details =
                Some(api::TaskTimedOutEventDetails { resource_type: kind, resource: action, error, cause });
        }
    }
}
