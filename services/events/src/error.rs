//! Everything EventBridge can answer instead of a result, in AWS's words.

use tradewind_cloud::{Denied, StoreFault};
use tradewind_pattern::PatternError;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EventsError {
    /// No bus of that name in the account and region.
    #[error("Event bus {0} does not exist.")]
    NoBus(String),
    /// The bus has no such rule.
    #[error("Rule {rule} does not exist on EventBus {bus}.")]
    NoRule {
        /// The rule's name.
        rule: String,
        /// The bus's name.
        bus: String,
    },
    /// The bus has no policy.
    #[error("EventBus does not have a policy.")]
    NoPolicy,
    /// The policy has no statement of that id.
    #[error("Statement with the provided id does not exist.")]
    NoStatement,
    /// A bus of that name exists.
    #[error("Event bus {0} already exists.")]
    BusExists(String),
    /// The input is not acceptable; the whole text.
    #[error("{0}")]
    Validation(String),
    /// A quota is used up.
    #[error("The requested resource exceeds the maximum number allowed.")]
    LimitExceeded,
    /// The event pattern is none.
    #[error("{0}")]
    InvalidPattern(PatternError),
    /// The bus's policy would be longer than 10,240 bytes.
    #[error("The policy of the event bus is longer than 10240 bytes.")]
    PolicyTooLong,
    /// The pagination token is none of ours.
    #[error("The provided NextToken is not valid.")]
    InvalidToken,
    /// The caller may not do that to a bus of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EventsError {
    /// An unacceptable input.
    pub(crate) fn invalid(text: impl Into<String>) -> EventsError {
        EventsError::Validation(text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> EventsError {
        EventsError::Validation(format!("{what} is not supported by this server yet."))
    }
}

impl ApiError for EventsError {
    fn code(&self) -> &str {
        match self {
            EventsError::NoBus(_) | EventsError::NoRule { .. } | EventsError::NoPolicy | EventsError::NoStatement => {
                "ResourceNotFoundException"
            }
            EventsError::BusExists(_) => "ResourceAlreadyExistsException",
            EventsError::Validation(_) => "ValidationException",
            EventsError::LimitExceeded => "LimitExceededException",
            EventsError::InvalidPattern(_) => "InvalidEventPatternException",
            EventsError::PolicyTooLong => "PolicyLengthExceededException",
            EventsError::InvalidToken => "InvalidToken",
            EventsError::Denied(_) => "AccessDeniedException",
            EventsError::Store(error) if StoreFault::of(error).passing => "ServiceUnavailableException",
            EventsError::Store(_) => "InternalException",
        }
    }

    fn message(&self) -> String {
        match self {
            EventsError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let EventsError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        match self {
            EventsError::Store(_) => Fault::Receiver,
            _ => Fault::Sender,
        }
    }

    fn status(&self) -> u16 {
        match self {
            EventsError::Store(error) => StoreFault::of(error).status(),
            _ => 400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_is_not_told_to_clients() {
        let error = EventsError::from(StoreError::corrupt("/secret/path"));
        assert!(!error.message().contains("secret"));
        assert_eq!((error.code(), error.status()), ("InternalException", 500));
        let busy = EventsError::from(StoreError::Io("no".into()));
        assert_eq!((busy.code(), busy.status()), ("ServiceUnavailableException", 503));
    }
}
