//! One invocation, and what came of it.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use tradewind_sandbox::Level;

/// One invocation of a function.
#[derive(Clone, Debug, Default)]
pub struct Invocation {
    /// The request id (a UUID).
    pub request_id: String,
    /// The event: JSON.
    pub payload: Bytes,
    /// The ARN that was invoked, with the qualifier if one was given.
    pub invoked_arn: String,
    /// `X-Amzn-Trace-Id`, such as `Root=1-...;Parent=...;Sampled=0`; made by the executor when absent.
    pub trace: Option<String>,
    /// The client context, as JSON text.
    pub client_context: Option<String>,
    /// The Cognito identity, as JSON text.
    pub cognito_identity: Option<String>,
    /// The tenant of a function isolated by tenants.
    pub tenant: Option<String>,
    /// Whether the caller takes the response as a stream. Otherwise it is buffered, up to 6 MB.
    pub streaming: bool,
    /// Most bytes of a buffered response; more is the error `Function.ResponseSizeTooLarge`.
    pub response_limit: usize,
}

/// What came of an invocation.
#[derive(Debug)]
pub enum Execution {
    /// The whole response.
    Buffered {
        /// The response, or the error's JSON (`errorMessage`, `errorType`, `stackTrace` ...).
        payload: Bytes,
        /// Whether and how it failed (`X-Amz-Function-Error`).
        error: Option<FunctionError>,
        /// The last 4 KB of the invocation's log.
        log_tail: Bytes,
        /// The figures of the REPORT line.
        report: Report,
    },
    /// A response that is under way.
    Streamed {
        /// The content type the function chose; `application/vnd.awslambda.http-integration-response` announces a prelude.
        content_type: Option<String>,
        /// What follows.
        chunks: Chunks,
    },
}

/// A streamed response. Dropping it does not end the invocation.
pub struct Chunks {
    /// Chunks as the function writes them; ends when the response is complete or broken off.
    pub body: Pin<Box<dyn Stream<Item = Bytes> + Send>>,
    /// Resolves after the last chunk.
    pub end: tokio::sync::oneshot::Receiver<StreamEnd>,
}

impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chunks")
    }
}

/// How a streamed response ended.
#[derive(Clone, Debug, Default)]
pub struct StreamEnd {
    /// The error's type (`Lambda-Runtime-Function-Error-Type`, or the platform's own such as `Sandbox.Timedout`).
    pub error_code: Option<String>,
    /// The error's JSON.
    pub error_details: Option<String>,
    /// The last 4 KB of the invocation's log.
    pub log_tail: Bytes,
    /// The figures of the REPORT line.
    pub report: Report,
}

/// How a function failed. AWS says `Unhandled` for what every current runtime reports; `Handled` is a runtime's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionError {
    /// The function said so itself.
    Handled,
    /// It raised, exited, ran out of time or memory, or did not start.
    Unhandled,
}

/// The figures of a REPORT line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    /// From the event's arrival at the function to the end of its response.
    pub duration: Duration,
    /// Rounded up to a millisecond, with the init of an on-demand start where AWS bills it.
    pub billed: Duration,
    /// The memory configured, in MB.
    pub memory_mb: u32,
    /// The most memory used, in MB.
    pub max_memory_mb: u32,
    /// How long the start took, if this invocation had to wait for one.
    pub init: Option<Duration>,
    /// The isolation it ran in.
    pub level: Option<Level>,
    /// Whether the executor had to start an instance for it.
    pub cold: bool,
}

/// Why a function was not run at all; the function's own failures are [`Execution`]s.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InvokeError {
    /// The runtime is not installed on this machine; says what to install.
    #[error("{0}")]
    RuntimeMissing(String),
    /// The package can't be unpacked.
    #[error("{0}")]
    BadPackage(String),
    /// The isolation that is demanded can't be had; says which system call failed and what would help.
    #[error("{0}")]
    Isolation(String),
    /// The machine has no room for another instance.
    #[error("{0}")]
    NoRoom(String),
    /// The server is stopping.
    #[error("the server is shutting down")]
    Stopping,
    /// Something broke inside; logged.
    #[error("{0}")]
    Internal(String),
}
