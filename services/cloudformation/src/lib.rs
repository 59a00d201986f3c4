//! CloudFormation: stacks.
//!
//! # Guarantees
//!
//! - **Refused before anything is created.** A template that names a type, property or value this server has not is refused with
//!   the place where it stands, not half made.
//! - **A stack in flight goes on.** What an operation is about to do is decided and written before it is done; after a kill at any
//!   instant it goes on where it was, and ends as if nothing had happened. Handlers are told that an earlier attempt may have got
//!   somewhere.
//! - **One truth.** All stacks of an account and region share a cell: a name is taken, an export in use, a nested stack finished
//!   in the very transaction that depends on it.
//! - **The engine knows no types.** They come from the services that own them ([`tradewind_resource::Registry`]); handlers call
//!   operations through the door, as the stack's caller or its role.
//!
//! # Limits
//!
//! AWS's own; see the constants of [`tradewind_template`]. 32 steps of an operation are under way at a time.
//!
//! # Deliberate differences
//!
//! See [`DEFINITION`]: they are printed in the README's table from there.

pub mod api;
mod compiled;
mod definition;
mod engine;
mod error;
mod exports;
mod facts;
mod ids;
mod included;
mod keys;
mod ops;
mod record;
mod request;
mod scope;
mod secrets;
mod serverless;
mod site;
mod types;
mod urls;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Operations, Parts, Service};
use tradewind_resource::Registry;
use tradewind_store::{Cell, Outcome, StoreError, TaskRun, Watermark};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

pub use crate::definition::DEFINITION;
pub use crate::error::CloudFormationError;
pub use crate::site::{PATH, RECEIVE};

/// How many steps run at a time, beside everything else.
const PLACES: usize = 32;

/// The service.
pub struct CloudFormation {
    parts: Parts,
    registry: Registry,
    cache: compiled::Cache,
}

impl CloudFormation {
    /// The service over the given parts, with the types that other services own. Types of its own are added to them.
    ///
    /// # Panics
    /// When a type stands twice, which is a mistake in the wiring.
    pub fn new(parts: Parts, types: impl IntoIterator<Item = tradewind_resource::ResourceType>) -> Arc<CloudFormation> {
        let own = types::resource_types(&parts);
        let registry = Registry::new(types.into_iter().chain(own));
        Arc::new(CloudFormation { parts, registry, cache: compiled::Cache::default() })
    }

    /// The stacks of an account and region.
    fn cell(&self, account: &str, region: &str) -> Cell<()> {
        self.parts.store.cell(&keys::cell(account, region))
    }

    /// The stacks of the account and region that are called.
    fn own(&self, ctx: &Context) -> Cell<()> {
        self.cell(ctx.account(), ctx.region())
    }

    /// Forgets a stack that was deleted long ago.
    fn forget(&self, run: &TaskRun) -> Outcome {
        let text = String::from_utf8_lossy(&run.payload).into_owned();
        let mut parts = text.split('/');
        let (Some(account), Some(region), Some(stack)) = (parts.next(), parts.next(), parts.next()) else {
            return Outcome::Buried { why: "a forgetful task's payload can't be read".to_owned() };
        };
        let cell = self.cell(account, region);
        match cell.write(&Watermark::new(), |tx, ()| engine::finish::forget(tx, stack)) {
            Ok(()) => Outcome::Done,
            Err(error) => self.trouble(&error),
        }
    }

    fn trouble(&self, error: &StoreError) -> Outcome {
        tracing::error!(%error, "a task of CloudFormation can't be performed; it is tried again");
        Outcome::Again { at: self.parts.clock.now() + std::time::Duration::from_secs(1), payload: None }
    }
}

impl Service for CloudFormation {
    fn definition(&self) -> &'static tradewind_cloud::Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match run.kind.as_str() {
                keys::STEP => engine::perform(self, &run).await,
                keys::TIMEOUT => engine::timeout(self, &run),
                keys::FORGET => self.forget(&run),
                kind => Outcome::Buried { why: format!("CloudFormation performs no tasks of kind {kind}") },
            }
        })
    }

    fn places(&self, kind: &str) -> Option<usize> {
        (kind == keys::STEP).then_some(PLACES)
    }

    fn violations(&self, _: &str, protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        let _ = protocol;
        ErrorDocument::validation(found)
    }
}
