//! Events of an execution's history.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html>

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tradewind_clock::Timestamp;

use crate::fault::Fault;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEvent {
    /// From 1 on.
    pub id: u64,
    /// The event that led to it. 0: none.
    pub previous: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub detail: Detail,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// `ExecutionStarted`.
    ExecutionStarted {
        /// Its input.
        input: Value,
        /// Its role.
        role: String,
    },
    /// `ExecutionSucceeded`.
    ExecutionSucceeded(Value),
    /// `ExecutionFailed`.
    ExecutionFailed(Fault),
    /// `ExecutionTimedOut`.
    ExecutionTimedOut,
    /// `ExecutionAborted`.
    ExecutionAborted {
        /// An error's name, if there is one.
        error: Option<String>,
        /// Why, if that was said.
        cause: Option<String>,
    },
    /// `TaskStateEntered` and its like: the state's type, its name, its input.
    StateEntered(String, String, Value),
    /// `TaskStateExited` and its like: the state's type, its name, its output, and variables that were assigned.
    StateExited(String, String, Value, Option<Value>),
    /// `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`.
    TaskScheduled {
        /// The resource, as the state names it.
        resource: String,
        /// The task's input.
        parameters: Value,
        /// Seconds.
        timeout: Option<u64>,
        /// Seconds.
        heartbeat: Option<u64>,
    },
    /// `TaskStarted` and its like: the resource, and the worker of an activity.
    TaskStarted(String, Option<String>),
    /// `TaskSubmitted`: the resource, and what was answered.
    TaskSubmitted(String, Value),
    /// `TaskSucceeded` and its like: the resource, and the result.
    TaskSucceeded(String, Value),
    /// `TaskFailed` and its like: the resource, and the error.
    TaskFailed(String, Fault),
    /// `TaskTimedOut` and its like: the resource, and the error.
    TaskTimedOut(String, Fault),
    /// `ParallelStateStarted`.
    ParallelStarted,
    /// `ParallelStateSucceeded`.
    ParallelSucceeded,
    /// `ParallelStateFailed`.
    ParallelFailed,
    /// `MapStateStarted`: how many items.
    MapStarted(usize),
    /// `MapStateSucceeded`.
    MapSucceeded,
    /// `MapStateFailed`.
    MapFailed,
    /// `MapIterationStarted`: the state, and which item.
    IterationStarted(String, usize),
    /// `MapIterationSucceeded`.
    IterationSucceeded(String, usize),
    /// `MapIterationFailed`.
    IterationFailed(String, usize),
    /// `MapIterationAborted`.
    IterationAborted(String, usize),
    /// `EvaluationFailed`: the state, and the error.
    EvaluationFailed(String, Fault),
}

impl Detail {
    /// The event's type as AWS names it, as far as it does not depend on a task's resource.
    pub fn name(&self) -> String {
        let fixed = match self {
            Detail::StateEntered(kind, ..) => return format!("{kind}StateEntered"),
            Detail::StateExited(kind, ..) => return format!("{kind}StateExited"),
            Detail::ExecutionStarted { .. } => "ExecutionStarted",
            Detail::ExecutionSucceeded(_) => "ExecutionSucceeded",
            Detail::ExecutionFailed(_) => "ExecutionFailed",
            Detail::ExecutionTimedOut => "ExecutionTimedOut",
            Detail::ExecutionAborted { .. } => "ExecutionAborted",
            Detail::TaskScheduled { .. } => "TaskScheduled",
            Detail::TaskStarted(..) => "TaskStarted",
            Detail::TaskSubmitted(..) => "TaskSubmitted",
            Detail::TaskSucceeded(..) => "TaskSucceeded",
            Detail::TaskFailed(..) => "TaskFailed",
            Detail::TaskTimedOut(..) => "TaskTimedOut",
            Detail::ParallelStarted => "ParallelStateStarted",
            Detail::ParallelSucceeded => "ParallelStateSucceeded",
            Detail::ParallelFailed => "ParallelStateFailed",
            Detail::MapStarted(_) => "MapStateStarted",
            Detail::MapSucceeded => "MapStateSucceeded",
            Detail::MapFailed => "MapStateFailed",
            Detail::IterationStarted(..) => "MapIterationStarted",
            Detail::IterationSucceeded(..) => "MapIterationSucceeded",
            Detail::IterationFailed(..) => "MapIterationFailed",
            Detail::IterationAborted(..) => "MapIterationAborted",
            Detail::EvaluationFailed(..) => "EvaluationFailed",
        };
        fixed.to_owned()
    }
}
