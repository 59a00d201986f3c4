//! What the task `lambda/activate` does when it runs: a version that is being made or updated becomes active.

use std::time::Duration;

use tradewind_store::{Outcome, StoreError, TaskRun, Watermark, decode};

use crate::Lambda;
use crate::error::LambdaError;
use crate::function::cell::LATEST_NUMBER;
use crate::function::version::Activation;
use crate::names::FunctionRef;

/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(1);

/// How many templates may be initialised at once, beside everything else.
pub(crate) const PLACES: usize = 32;

/// Performs [`crate::keys::ACTIVATE`].
pub(crate) async fn activate(lambda: &Lambda, run: &TaskRun) -> Outcome {
    match try_to_activate(lambda, run).await {
        Ok(()) => Outcome::Done,
        Err(LambdaError::Store(error @ (StoreError::Corrupt(_) | StoreError::Newer { .. }))) => {
            Outcome::Buried { why: error.to_string() }
        }
        Err(error) => {
            tracing::warn!(%error, cell = %run.cell, "a function can't be made active now");
            Outcome::Again { at: lambda.parts.clock.now().plus(AGAIN), payload: None }
        }
    }
}

async fn try_to_activate(lambda: &Lambda, run: &TaskRun) -> Result<(), LambdaError> {
    let which: Activation = decode(&run.payload)?;
    let Some(at) = FunctionRef::from_cell(&run.cell) else {
        return Err(StoreError::corrupt(format_args!("{} is no function's cell", run.cell)).into());
    };
    let failure = prepare(lambda, &at, &which).await?;
    lambda.change(&at, &Watermark::new(), |_, tx, function| Ok(function.activate(tx, &which, failure)))?;
    lambda.rewarm(&at).await
}

/// Initialises the template of a version with SnapStart; answers why that failed.
async fn prepare(lambda: &Lambda, at: &FunctionRef, which: &Activation) -> Result<Option<String>, LambdaError> {
    let template = lambda.function(at).read(&Watermark::new(), |_, function| {
        let Some(version) = function.version(which.number).filter(|version| version.build == which.build) else {
            return Ok(None);
        };
        let wanted = version.configuration.snap_start && which.number != LATEST_NUMBER;
        wanted.then(|| function.built(lambda, at, which.number, version)).transpose()
    })?;
    let Some(template) = template else { return Ok(None) };
    // Code of a client runs: what led to it must be durable.
    lambda.parts.store.settle(lambda.parts.store.appended()).await?;
    Ok(lambda.executor.prepare(template).await.err())
}
