//! The errors of CloudWatch Logs.

use tradewind_cloud::StoreFault;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

use crate::pattern::PatternError;

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LogsError {
    /// No group of that name in the account and region.
    #[error("The specified log group does not exist.")]
    NoGroup,
    /// No stream of that name in the group.
    #[error("The specified log stream does not exist.")]
    NoStream,
    /// Something else is not there; the whole text.
    #[error("{0}")]
    NotFound(String),
    /// A group of that name is there already.
    #[error("The specified log group already exists")]
    GroupExists,
    /// A stream of that name is there already.
    #[error("The specified log stream already exists")]
    StreamExists,
    /// A parameter is not acceptable; the whole text.
    #[error("{0}")]
    Invalid(String),
    /// The same, where AWS says `ValidationException`.
    #[error("{0}")]
    Validation(String),
    /// Not with this resource; the whole text.
    #[error("{0}")]
    InvalidOperation(String),
    /// As many as there may be.
    #[error("Resource limit exceeded.")]
    LimitExceeded,
    /// As many tags as there may be.
    #[error("The resource can have at most {0} tags.")]
    TooManyTags(usize),
    /// Another change came in between.
    #[error("Multiple concurrent requests to update the same resource were in conflict.")]
    Aborted,
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LogsError {
    /// A parameter is not acceptable.
    pub(crate) fn invalid(text: impl Into<String>) -> LogsError {
        LogsError::Invalid(text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> LogsError {
        LogsError::Invalid(format!("{what} is not supported by this server yet."))
    }
}

impl From<PatternError> for LogsError {
    fn from(error: PatternError) -> LogsError {
        LogsError::Invalid(error.to_string())
    }
}

impl ApiError for LogsError {
    fn code(&self) -> &str {
        match self {
            LogsError::NoGroup | LogsError::NoStream | LogsError::NotFound(_) => "ResourceNotFoundException",
            LogsError::GroupExists | LogsError::StreamExists => "ResourceAlreadyExistsException",
            LogsError::Invalid(_) => "InvalidParameterException",
            LogsError::Validation(_) => "ValidationException",
            LogsError::InvalidOperation(_) => "InvalidOperationException",
            LogsError::LimitExceeded => "LimitExceededException",
            LogsError::TooManyTags(_) => "TooManyTagsException",
            LogsError::Aborted => "OperationAbortedException",
            LogsError::Store(_) => "ServiceUnavailableException",
        }
    }

    fn message(&self) -> String {
        match self {
            LogsError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let LogsError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, LogsError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        match self {
            LogsError::Store(error) => StoreFault::of(error).status(),
            _ => 400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_is_not_told_to_clients() {
        let error = LogsError::from(StoreError::corrupt("/secret/path"));
        assert!(!error.message().contains("secret"));
        assert_eq!((error.code(), error.status()), ("ServiceUnavailableException", 500));
    }
}
