//! Everything EventBridge can answer instead of a result, in AWS's words.

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
            EventsError::Store(StoreError::Full) => "ServiceUnavailableException",
            EventsError::Store(_) => "InternalException",
        }
    }

    fn message(&self) -> String {
        self.to_string()
    }

    fn fault(&self) -> Fault {
        match self {
            EventsError::Store(_) => Fault::Receiver,
            _ => Fault::Sender,
        }
    }

    fn status(&self) -> u16 {
        match self {
            EventsError::Store(StoreError::Full) => 503,
            EventsError::Store(_) => 500,
            _ => 400,
        }
    }
}
