//! The contract between a service and where its functions run.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::net::TcpStream;
use tradewind_clock::Timestamp;

use crate::execution::{Execution, Invocation, InvokeError};
use crate::function::Function;
use crate::runtime::Runtime;

/// Runs functions. The real one is `Pool`; tests of services bring their own.
pub trait Executor: Send + Sync + 'static {
    /// Whether a runtime can be run here; the text names what to install. May block, while it is found out what this machine has:
    /// call it from a thread of its own.
    ///
    /// # Errors
    /// [`InvokeError::RuntimeMissing`], or [`InvokeError::Isolation`] when nothing can be run at all.
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError>;

    /// Runs one invocation in an instance of its own: the most recently used free one, or a new one.
    fn invoke(
        &self,
        function: Arc<Function>,
        invocation: Invocation,
    ) -> BoxFuture<'static, Result<Execution, InvokeError>>;

    /// Keeps this many instances of a function initialised, from now on (provisioned concurrency). 0 ends it.
    fn keep_warm(&self, function: Arc<Function>, instances: u32);

    /// How far [`Executor::keep_warm`] has come for a function's key.
    fn warm(&self, key: &str) -> Warm;

    /// Initialises a template from which instances are forked (SnapStart); the error is the function's own init error as JSON.
    fn prepare(&self, function: Arc<Function>) -> BoxFuture<'static, Result<(), String>>;

    /// A function is gone or has changed: instances whose key starts with this end, idle ones now and busy ones when they are done.
    fn retire(&self, key_prefix: &str);

    /// What instances can be told about this executor in health output: level, features, instances, runtimes.
    fn facts(&self) -> serde_json::Value;
}

/// Instances kept warm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warm {
    /// Asked for.
    pub wanted: u32,
    /// Initialised, busy ones included.
    pub ready: u32,
    /// Why the rest is not, if the last attempt failed.
    pub failure: Option<String>,
}

/// What the instances need of the server around them.
pub trait Platform: Send + Sync + 'static {
    /// Credentials of a function's role for a new instance.
    fn credentials(&self, function: &Function) -> Credentials;

    /// Serves a connection that an instance made to its own platform endpoint. That it came from this instance no header can forge.
    fn serve(&self, connection: TcpStream, function: Arc<Function>);
}

/// Temporary credentials.
#[derive(Clone)]
pub struct Credentials {
    /// `ASIA...`.
    pub access_key_id: String,
    /// The secret.
    pub secret_access_key: String,
    /// The session token.
    pub session_token: String,
    /// Until when they are good.
    pub expiration: Timestamp,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Where log lines go. Must not block: an implementation buffers, and counts what it drops.
pub trait LogSink: Send + Sync + 'static {
    /// Lines of one instance, in order. `stream` is AWS's form: `2026/01/02/[$LATEST]0123...ef`.
    fn write(&self, function: &Function, stream: &str, lines: Vec<LogLine>);
}

/// One line of a function's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When it was written.
    pub at: Timestamp,
    /// The text, without its line end; at most 256 KiB.
    pub text: String,
}
