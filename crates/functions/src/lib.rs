//! Where functions run: runtimes, packages, the Runtime API, warm instances. Knows nothing of AWS's control plane.
//!
//! A service hands an [`Executor`] a [`Function`] (everything an instance needs to know) and an [`Invocation`]; it gets an
//! [`Execution`] back. Limits of concurrency, retries, queues, destinations belong to the service: this crate starts, reuses,
//! freezes and ends instances. What runs here is real, so its time is the machine's, also under a virtual clock.

mod api;
mod environment;
mod execution;
mod executor;
mod function;
mod instance;
mod launched;
mod logs;
mod package;
mod plan;
mod pool;
mod runtime;
mod runtimes;
mod telemetry;

pub use execution::{Chunks, Execution, FunctionError, Invocation, InvokeError, Report, StreamEnd};
pub use executor::{Credentials, Executor, LogLine, LogSink, Platform, Warm};
pub use function::{Environment, Function, InitKind, LogFormat, Logging, Package, PackageSource};
pub use instance::{Host, Order, Process, Started, Token, Usage};
pub use launched::{HostOptions, LaunchedHost};
pub use package::{BadPackage, Facts, Files, Limits as PackageLimits, Packages, inspect};
pub use pool::{Pool, PoolOptions};
pub use runtime::Runtime;
pub use runtimes::{Runtimes, RuntimesOptions, Search, StartMode, Versions};
