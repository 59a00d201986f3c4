//! Everything CloudFormation can answer instead of a result.

use tradewind_cloud::StoreFault;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

/// What went wrong, as AWS tells it.
#[derive(Debug, thiserror::Error)]
pub enum CloudFormationError {
    /// Input or state that does not allow the operation.
    #[error("{0}")]
    Validation(String),
    /// There is a stack of that name, or a change set.
    #[error("{0}")]
    AlreadyExists(String),
    /// There is no such change set.
    #[error("ChangeSet [{0}] does not exist")]
    ChangeSetNotFound(String),
    /// The change set is in no state for that.
    #[error("{0}")]
    InvalidChangeSetStatus(String),
    /// What the template does must be acknowledged.
    #[error("{0}")]
    InsufficientCapabilities(String),
    /// A quota is used up.
    #[error("{0}")]
    LimitExceeded(String),
    /// The token was used for something else.
    #[error("{0}")]
    TokenAlreadyExists(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CloudFormationError {
    /// Input or state that does not allow the operation.
    pub(crate) fn validation(text: impl Into<String>) -> CloudFormationError {
        CloudFormationError::Validation(text.into())
    }

    /// There is no such stack, as most operations say it.
    pub(crate) fn no_stack(name: &str) -> CloudFormationError {
        CloudFormationError::Validation(format!("Stack [{name}] does not exist"))
    }

    /// There is no such stack, as operations that describe one say it.
    pub(crate) fn no_such_stack(name: &str) -> CloudFormationError {
        CloudFormationError::Validation(format!("Stack with id {name} does not exist"))
    }

    /// The shape's name, the code in the query protocol, and the status.
    fn codes(&self) -> (&'static str, &'static str, u16) {
        match self {
            CloudFormationError::Validation(_) => ("ValidationException", "ValidationError", 400),
            CloudFormationError::AlreadyExists(_) => ("AlreadyExistsException", "AlreadyExistsException", 400),
            CloudFormationError::ChangeSetNotFound(_) => ("ChangeSetNotFoundException", "ChangeSetNotFound", 404),
            CloudFormationError::InvalidChangeSetStatus(_) => {
                ("InvalidChangeSetStatusException", "InvalidChangeSetStatus", 400)
            }
            CloudFormationError::InsufficientCapabilities(_) => {
                ("InsufficientCapabilitiesException", "InsufficientCapabilitiesException", 400)
            }
            CloudFormationError::LimitExceeded(_) => ("LimitExceededException", "LimitExceededException", 400),
            CloudFormationError::TokenAlreadyExists(_) => {
                ("TokenAlreadyExistsException", "TokenAlreadyExistsException", 400)
            }
            CloudFormationError::Store(error) => {
                let fault = StoreFault::of(error);
                if fault.passing {
                    ("ServiceUnavailable", "ServiceUnavailable", fault.status())
                } else {
                    ("InternalFailure", "InternalFailure", fault.status())
                }
            }
        }
    }
}

impl ApiError for CloudFormationError {
    fn code(&self) -> &str {
        self.codes().0
    }

    fn query_code(&self) -> Option<&str> {
        Some(self.codes().1)
    }

    fn message(&self) -> String {
        match self {
            CloudFormationError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn fault(&self) -> Fault {
        if matches!(self, CloudFormationError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        self.codes().2
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let CloudFormationError::Store(error) = self { Some(error) } else { None }
    }
}
