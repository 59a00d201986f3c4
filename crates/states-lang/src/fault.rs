//! Errors of executions.

use serde::{Deserialize, Serialize};

/// An error by its name, as `Retry` and `Catch` see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{error}: {cause}")]
pub struct Fault {
    /// `States.TaskFailed`, `Lambda.TooManyRequestsException`, a name of the function's own.
    pub error: String,
    /// What a person should know.
    pub cause: String,
}

/// Of what goes wrong in a state itself.
pub(crate) const RUNTIME: &str = "States.Runtime";
/// Every error but those that end an execution whatever is written.
pub(crate) const ALL: &str = "States.ALL";
/// Every error but `States.Timeout`, and those that end an execution.
pub(crate) const TASK_FAILED: &str = "States.TaskFailed";
pub(crate) const TIMEOUT: &str = "States.Timeout";
pub(crate) const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
pub(crate) const DATA_LIMIT: &str = "States.DataLimitExceeded";
pub(crate) const NO_CHOICE: &str = "States.NoChoiceMatched";
pub(crate) const INTRINSIC: &str = "States.IntrinsicFailure";
pub(crate) const RESULT_PATH: &str = "States.ResultPathMatchFailure";
pub(crate) const QUERY: &str = "States.QueryEvaluationError";

impl Fault {
    /// An error of this name.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Fault {
        Fault { error: error.into(), cause: cause.into() }
    }

    pub(crate) fn runtime(cause: impl Into<String>) -> Fault {
        Fault::new(RUNTIME, cause)
    }

    /// Whether a list of error names catches it.
    ///
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
    pub(crate) fn is_among(&self, names: &[String]) -> bool {
        let ends_all = self.error == RUNTIME || self.error == DATA_LIMIT;
        let is_timeout = self.error == TIMEOUT || self.error == HEARTBEAT_TIMEOUT;
        names.iter().any(|name| match name.as_str() {
            ALL => !ends_all,
            TASK_FAILED => !ends_all && !is_timeout,
            TIMEOUT => is_timeout,
            name => name == self.error,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn names_that_stand_for_many_leave_out_what_they_must() {
        for (error, names, caught) in [
            ("Mine", "States.ALL", true),
            ("Mine", "States.TaskFailed", true),
            ("Mine", "Mine", true),
            ("Mine", "mine", false),
            ("States.Timeout", "States.TaskFailed", false),
            ("States.HeartbeatTimeout", "States.Timeout", true),
            ("States.Runtime", "States.ALL", false),
            ("States.Runtime", "States.Runtime", true),
            ("States.DataLimitExceeded", "States.ALL", false),
            ("States.DataLimitExceeded", "States.TaskFailed", false),
        ] {
            assert_eq!(Fault::new(error, "").is_among(&[names.to_owned()]), caught, "{error} by {names}");
        }
    }
}
