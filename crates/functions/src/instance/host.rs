//! Where the processes of instances come from. The pool knows nothing of launchers, packages and runtimes beyond this.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tradewind_sandbox::{Exit, Level};

use crate::execution::InvokeError;
use crate::executor::Credentials;
use crate::function::Function;
use crate::runtime::Runtime;

/// Makes processes for instances. The real one launches them isolated; tests bring their own.
pub trait Host: Send + Sync + 'static {
    /// Whether a runtime can be run here.
    ///
    /// # Errors
    /// As [`crate::Executor::check`].
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError>;

    /// Starts the process of one instance. It resolves when the process runs, not when it is initialised.
    fn start(&self, order: Order) -> BoxFuture<'static, Result<Started, InvokeError>>;

    /// For health output.
    fn facts(&self) -> serde_json::Value;

    /// Ends everything that is left.
    fn stop(&self) -> BoxFuture<'_, ()>;
}

/// What is to be started.
#[derive(Clone, Debug)]
pub struct Order {
    /// The function.
    pub function: Arc<Function>,
    /// A name that no other instance has: letters, digits, dashes.
    pub name: String,
    /// The log stream (`AWS_LAMBDA_LOG_STREAM_NAME`).
    pub stream: String,
    /// Credentials for the environment.
    pub credentials: Credentials,
    /// What the process shows to the credentials endpoint.
    pub token: Token,
}

/// A secret of one instance; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// A process that runs.
pub struct Started {
    /// The process itself.
    pub process: Arc<dyn Process>,
    /// Where it calls the Runtime API.
    pub api: TcpListener,
    /// Where it calls the platform's services.
    pub platform: TcpListener,
    /// The reading ends of its standard output and standard error; non-blocking.
    pub output: Vec<OwnedFd>,
    /// The reading end of what its external extensions write; non-blocking. None when it has none.
    pub extension_output: Option<OwnedFd>,
    /// External extensions that were started with it; empty when it has none.
    pub extensions: Vec<String>,
    /// Where extensions are waited for: it waits for the line `go` before it starts the runtime, and says `exit <name> <status>`
    /// when an extension has ended.
    pub control: Option<UnixStream>,
    /// How it is isolated.
    pub level: Option<Level>,
    /// The runtime's version and its ARN, for the line INIT_START.
    pub version: Option<(String, String)>,
}

/// A process tree.
pub trait Process: Send + Sync + 'static {
    /// Resolves when nothing of it is left.
    fn exited(&self) -> BoxFuture<'_, Exit>;

    /// Kills all of it; resolves when nothing is left.
    fn kill(&self) -> BoxFuture<'_, Exit>;

    /// Stops it where it is; false when that can't be done.
    fn freeze(&self) -> BoxFuture<'_, bool>;

    /// Lets it go on.
    fn thaw(&self) -> BoxFuture<'_, bool>;

    /// Memory used.
    fn memory(&self) -> BoxFuture<'_, Usage>;

    /// A connection to `127.0.0.1:port` on its own loopback, where its extensions listen for telemetry.
    fn connect(&self, port: u16) -> BoxFuture<'_, std::io::Result<TcpStream>>;
}

/// Memory of a process tree, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Now.
    pub current: u64,
    /// The most since it started.
    pub peak: u64,
}
