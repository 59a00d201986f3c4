//! Invocations: from a request, an event, a poller or a web client to the executor.
//!
//! ```text
//! input.rs         what an invocation is given, checked           ledger.rs       how many may run at once
//! lineage.rs       trace headers, loops                           retry.rs        when to try again
//! asynchronous.rs  events that wait (queued.rs)                   record.rs       what destinations are told
//! deliver.rs       what goes to destinations and dead letters     url/            web requests to function URLs
//! ```

mod asynchronous;
mod deliver;
pub(crate) mod input;
pub(crate) mod ledger;
pub(crate) mod lineage;
mod queued;
mod record;
mod retry;
pub(crate) mod url;

use std::time::Duration;

use tokio::sync::oneshot;
use tradewind_functions::{Chunks, Execution, FunctionError, Invocation, InvokeError};
use tradewind_store::{Outcome, Position, StoreError, TaskRun};

use self::ledger::Permit;
use self::lineage::{LONGEST_CHAIN, Step};
use crate::Lambda;
use crate::error::LambdaError;
use crate::function::resolve::Resolved;

/// Largest buffered response, in bytes: <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
pub(crate) const RESPONSE_BYTES: usize = 6_291_556;

/// What whoever invokes a function in a loop is told.
const LOOP: &str = "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources \
     and stopped your function's invocation.";

/// How long a task waits when the store could not do its part.
const STORE_PAUSE: Duration = Duration::from_secs(1);

impl Lambda {
    /// Runs one invocation: stops loops, takes a place, waits until `seen` (everything that led to it) is durable, runs.
    ///
    /// `invocation.trace` is the header of the request that caused it; the function gets the next one of that chain.
    ///
    /// # Errors
    /// What keeps the function from being run: its state, a loop, a limit, the executor. The function's own failures are
    /// [`Execution`]s.
    pub(crate) async fn run(
        &self,
        resolved: &Resolved,
        invocation: Invocation,
        seen: Position,
    ) -> Result<Execution, LambdaError> {
        let (now, random) = (self.parts.clock.now(), &self.parts.random);
        let step = lineage::step(invocation.trace.as_deref(), &resolved.function.arn, now, random);
        if is_loop(resolved, &step) {
            return Err(LambdaError::Recursive(LOOP));
        }
        self.start(resolved, Invocation { trace: Some(step.header), ..invocation }, seen).await
    }

    /// As [`Lambda::run`], with the trace header that the function gets.
    async fn start(
        &self,
        resolved: &Resolved,
        invocation: Invocation,
        seen: Position,
    ) -> Result<Execution, LambdaError> {
        resolved.must_be_runnable()?;
        let pool = || self.unreserved(&resolved.function.account, &resolved.function.region);
        let permit =
            self.ledger.acquire(&resolved.function, resolved.reserved, pool)?.map_err(LambdaError::Throttled)?;
        self.parts.store.settle(seen).await?;
        let execution = self.executor.invoke(resolved.function.clone(), invocation).await;
        execution.map(|execution| keep(permit, execution)).map_err(refusal)
    }
}

/// Whether the invocation is one too many of its chain.
fn is_loop(resolved: &Resolved, step: &Step) -> bool {
    step.before >= LONGEST_CHAIN && resolved.stops_loops()
}

/// A streamed response keeps its place until it has ended.
fn keep(permit: Permit, execution: Execution) -> Execution {
    let Execution::Streamed { content_type, chunks: Chunks { body, end } } = execution else { return execution };
    let (tell, told) = oneshot::channel();
    tokio::spawn(async move {
        let ended = end.await;
        drop(permit);
        if let Ok(ended) = ended {
            // Whoever read the stream may have gone.
            drop(tell.send(ended));
        }
    });
    Execution::Streamed { content_type, chunks: Chunks { body, end: told } }
}

/// `X-Amz-Function-Error`.
pub(crate) fn error_text(error: FunctionError) -> &'static str {
    match error {
        FunctionError::Handled => "Handled",
        FunctionError::Unhandled => "Unhandled",
    }
}

/// The error that breaks a stream off, so that nobody takes a part for the whole.
pub(crate) fn broken_off() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ConnectionAborted, "the function failed within its response")
}

/// What a client is told when the executor does not run a function.
fn refusal(error: InvokeError) -> LambdaError {
    match error {
        InvokeError::RuntimeMissing(text) => LambdaError::InvalidRuntime(text),
        InvokeError::BadPackage(text) => LambdaError::InvalidZip(text),
        InvokeError::NoRoom(_) => LambdaError::Throttled(ledger::Throttle::Account),
        other => LambdaError::Service(other.to_string()),
    }
}

/// How many tasks of a kind are performed at once: a function may run for 15 minutes, and must not keep others waiting.
pub(crate) fn places(kind: &str) -> Option<usize> {
    const INVOCATIONS: usize = 1_000;
    (kind == crate::keys::INVOKE).then_some(INVOCATIONS)
}

/// Performs the tasks of this part.
pub(crate) async fn perform(lambda: &Lambda, run: &TaskRun) -> Outcome {
    let done = match run.kind.as_str() {
        crate::keys::INVOKE => asynchronous::perform(lambda, run).await,
        _ => deliver::perform(lambda, run).await,
    };
    done.unwrap_or_else(|error| match error {
        StoreError::Corrupt(_) | StoreError::Newer { .. } => Outcome::Buried { why: error.to_string() },
        error => {
            tracing::warn!(kind = run.kind, cell = run.cell, %error, "a task waits for the store");
            Outcome::Again { at: lambda.parts.clock.now() + STORE_PAUSE, payload: None }
        }
    })
}
