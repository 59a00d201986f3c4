//! What a service is to the cloud.

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_clock::{Clock, Random};
use tradewind_store::{Outcome, Store, TaskRun};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

use crate::definition::Definition;
use crate::operation::Operations;
use crate::switchboard::Handle;

/// What a service is made of: everything it may touch.
#[derive(Clone)]
pub struct Parts {
    /// Cells, tasks, blobs.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// The way to the other services.
    pub cloud: Handle,
}

/// One AWS service.
pub trait Service: Send + Sync + 'static {
    /// The service's fixed facts.
    fn definition(&self) -> &'static Definition;

    /// The operation table: what is there, and what AWS has and we do not have yet.
    fn operations(self: Arc<Self>) -> Operations;

    /// Performs a task this service wrote; its kind starts with `<name>/`. At least once, so it must be repeatable.
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        let why = format!("the service {} performs no tasks of kind {}", self.definition().name, run.kind);
        Box::pin(async move { Outcome::Buried { why } })
    }

    /// Words broken constraints of an input. The default is AWS's usual `ValidationException`.
    fn violations(&self, operation: &str, protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        let _ = (operation, protocol);
        ErrorDocument::validation(found)
    }
}
