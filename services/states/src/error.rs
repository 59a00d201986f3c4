//! Everything the service can answer instead of a result, in AWS's words.

use tradewind_cloud::StoreFault;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StatesError {
    /// An error of the model: its code and its whole text.
    #[error("{1}")]
    Coded(&'static str, String),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StatesError {
    pub(crate) fn no_machine(arn: &str) -> StatesError {
        StatesError::Coded("StateMachineDoesNotExist", format!("State Machine Does Not Exist: '{arn}'"))
    }

    pub(crate) fn no_execution(arn: &str) -> StatesError {
        StatesError::Coded("ExecutionDoesNotExist", format!("Execution Does Not Exist: '{arn}'"))
    }

    pub(crate) fn no_activity(arn: &str) -> StatesError {
        StatesError::Coded("ActivityDoesNotExist", format!("Activity Does Not Exist: '{arn}'"))
    }

    pub(crate) fn invalid_arn(arn: &str) -> StatesError {
        StatesError::Coded("InvalidArn", format!("Invalid Arn: '{arn}'"))
    }

    pub(crate) fn invalid_name(name: &str) -> StatesError {
        StatesError::Coded("InvalidName", format!("Invalid Name: '{name}'"))
    }

    pub(crate) fn invalid_token() -> StatesError {
        StatesError::Coded("InvalidToken", "Invalid Token: 'Invalid token'".to_owned())
    }

    pub(crate) fn validation(text: impl Into<String>) -> StatesError {
        StatesError::Coded("ValidationException", text.into())
    }
}

impl ApiError for StatesError {
    fn code(&self) -> &str {
        match self {
            StatesError::Coded(code, _) => code,
            StatesError::Store(_) => "InternalFailure",
        }
    }

    fn message(&self) -> String {
        match self {
            StatesError::Coded(_, text) => text.clone(),
            StatesError::Store(error) => StoreFault::of(error).message.to_owned(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let StatesError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, StatesError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        if let StatesError::Store(error) = self { StoreFault::of(error).status() } else { 400 }
    }
}
