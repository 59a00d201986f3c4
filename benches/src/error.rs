//! What can go wrong between a bench and the server it drives.

use std::io;
use std::time::Duration;

/// One failure, said so that it can be acted upon.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused something: a socket, a file, a process.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// The system's answer.
        source: io::Error,
    },
    /// The server's answer is not HTTP/1.1 as this client reads it.
    #[error("malformed answer: {0}")]
    Malformed(&'static str),
    /// The server closed the connection before its answer was complete.
    #[error("connection closed after {0} bytes of the answer")]
    Closed(usize),
    /// The server answered, but not 200.
    #[error("{operation} answered {status}: {body}")]
    Status {
        /// The operation or path that was asked for.
        operation: String,
        /// The HTTP status.
        status: u16,
        /// The start of the answer's body.
        body: String,
    },
    /// The server answered 200 with something that can't be true.
    #[error("{0}")]
    Unexpected(String),
    /// Something did not happen in time.
    #[error("{what} did not come within {limit:?}")]
    Late {
        /// What was waited for.
        what: String,
        /// For how long.
        limit: Duration,
    },
}

impl Error {
    /// Wraps a system error with what was tried; for `map_err`.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
