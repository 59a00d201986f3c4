//! Event source mappings: queues that are read for functions.
//!
//! ```text
//! settings.rs  what a client sets, checked      row.rs       one mapping     cell.rs    all of an account, their changes
//! source.rs    what an ARN names                tags.rs      tags            engine.rs  which pollers work at present
//! filter.rs    which records a function wants   report.rs    which of a batch's records failed
//! queue/       the poller of a queue            stream/      the poller of a stream
//! attentive.rs waiting without holding time up
//! ```
//!
//! A mapping is state; its poller is not (`docs/adr/0008`). What a poller has received stays in its queue, hidden, until the
//! function has processed it, and comes back by itself if that does not happen. So a crash loses nothing, and a batch is
//! processed at least once.

mod attentive;
mod cell;
mod engine;
mod filter;
mod queue;
mod report;
mod row;
mod settings;
mod source;
// No service of this server has streams yet: Create refuses them by name. The engine is what they will be read with.
#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "the services whose streams it reads are not there yet")
)]
mod stream;
mod tags;

use tradewind_store::{Cell, Outcome, StoreError, TaskRun, Watermark};

pub(crate) use self::cell::{Mappings, SETTLE};
pub(crate) use self::engine::{Engine, supervise};
pub(crate) use self::row::{MappingRow, arn};
pub(crate) use self::settings::Settings;
pub(crate) use self::source::{QueueArn, check, given};

use self::cell::Settle;
use crate::Lambda;
use crate::error::LambdaError;

/// How many changes may wait at once for the end of what is under way: a function may run for 15 minutes.
pub(crate) const PLACES: usize = 1_000;

/// How long the end of a change waits when the store can't do its part.
const STORE_PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

impl Lambda {
    /// The mappings of an account in a region.
    pub(crate) fn mappings_of(&self, account: &str, region: &str) -> Cell<Mappings> {
        self.parts.store.cell(&cell::name(account, region))
    }

    /// Says that mappings of an account in a region have changed.
    pub(crate) fn mappings_changed(&self, account: &str, region: &str) {
        self.mappings.note(&cell::name(account, region));
    }
}

/// Performs [`SETTLE`]: waits until nothing works any more as it was before the change, and ends the change.
async fn settle(engine: &Engine, cell: Cell<Mappings>, run: &TaskRun) -> Result<Outcome, StoreError> {
    let settle = Settle::decode(&run.payload)?;
    // A poller that works for the time before must be told.
    engine.note(&run.cell);
    engine.quiet_before(&settle.uuid, settle.change).await;
    cell.write(&Watermark::new(), |tx, mappings| {
        mappings.settle(tx, &settle);
        Ok::<_, StoreError>(())
    })?;
    engine.note(&run.cell);
    Ok(Outcome::Done)
}

/// Performs the tasks of this part.
pub(crate) async fn perform(lambda: &Lambda, run: &TaskRun) -> Outcome {
    let cell = lambda.parts.store.cell(&run.cell);
    match settle(&lambda.mappings, cell, run).await {
        Ok(outcome) => outcome,
        Err(error @ (StoreError::Corrupt(_) | StoreError::Newer { .. })) => Outcome::Buried { why: error.to_string() },
        Err(error) => {
            tracing::warn!(cell = run.cell, %error, "the change of an event source mapping waits for the store");
            Outcome::Again { at: lambda.parts.clock.now() + STORE_PAUSE, payload: None }
        }
    }
}

/// Whether an ARN is a mapping's.
pub(crate) fn is_arn(arn: &str) -> bool {
    let mut parts = arn.splitn(7, ':');
    parts.nth(2) == Some("lambda") && parts.nth(2) == Some("event-source-mapping")
}

/// The UUID in the ARN of a mapping, if it is one of the account in the region.
fn uuid_of<'a>(arn: &'a str, account: &str, region: &str) -> Result<&'a str, LambdaError> {
    let rest = arn.strip_prefix(&row::arn(account, region, ""));
    rest.filter(|uuid| !uuid.is_empty()).ok_or_else(cell::absent)
}
