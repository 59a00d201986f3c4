//! What can be wrong with a pattern or an event.

use std::fmt;

/// Why a pattern was refused. `Display` is the message of EventBridge's
/// `InvalidEventPatternException`; [`PatternError::reason`] is the part other services embed in
/// their own messages (SNS: `Invalid parameter: FilterPolicy: <reason>`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// The text is not JSON, or not a pattern.
    Invalid {
        /// What is wrong, ending in ` at [Source: ...; line: 1, column: 5]` on a line of its own.
        reason: String,
    },
    /// The pattern is well formed but its `$or` branches or wildcards ask for too much.
    TooComplex {
        /// What is too much.
        reason: String,
    },
}

impl PatternError {
    /// The reason alone, without the leading "Event pattern is not valid. Reason: ".
    pub fn reason(&self) -> &str {
        match self {
            Self::Invalid { reason } | Self::TooComplex { reason } => reason,
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event pattern is not valid. Reason: {}", self.reason())
    }
}

impl std::error::Error for PatternError {}

/// Why an event could not be read. Offsets are bytes from the start of the text that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The text ended inside a value.
    #[error("event ends unexpectedly at byte {0}")]
    UnexpectedEnd(usize),
    /// A byte that JSON does not allow there.
    #[error("event is not valid JSON at byte {0}")]
    Malformed(usize),
    /// The event is JSON, but not an object.
    #[error("event is not a JSON object")]
    NotAnObject,
    /// Objects and arrays nest deeper than [`crate::MAX_DEPTH`].
    #[error("event nests too deeply at byte {0}")]
    TooDeep(usize),
    /// The text is longer than 4 GiB.
    #[error("event is too large")]
    TooLarge,
}
