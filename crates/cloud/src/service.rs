//! What a service is to the cloud.

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_clock::{Clock, Random};
use tradewind_store::{Outcome, Store, TaskRun};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

use crate::access_keys::AccessKeys;
use crate::definition::Definition;
use crate::operation::Operations;
use crate::stopping::Stopping;
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

    /// How many of its tasks of this kind may run at a time, beside everything else; `None` for kinds that share the server's
    /// places with those of all services. For kinds whose attempts may take long, such as the invocation of a function. See
    /// [`tradewind_store::Performer::places`] for what the answer must be like.
    fn places(&self, kind: &str) -> Option<usize> {
        let _ = kind;
        None
    }

    /// Work that goes on for as long as the server performs tasks: pollers, what is kept warm. Not for what must happen (that is
    /// a task), and holding nothing that the rows do not say: it ends with the process. When `stopping` says so it must come to
    /// its end; the server waits for it as long as for running tasks, and then cuts it off. Where it waits it waits on the clock,
    /// and it holds virtual time ([`Clock::hold`]) while it works, so that moving the clock waits for it. A panic is logged and
    /// the work begun again, after a second, then two, up to five minutes, on the clock; work that returns has ended.
    fn background(self: Arc<Self>, stopping: Stopping) -> BoxFuture<'static, ()> {
        drop(stopping);
        Box::pin(std::future::ready(()))
    }

    /// The access keys it keeps, if it is a service that keeps users' keys; the door then lets their holders in.
    fn access_keys(self: Arc<Self>) -> Option<Arc<dyn AccessKeys>> {
        None
    }

    /// Words broken constraints of an input. The default is AWS's usual `ValidationException`.
    fn violations(&self, operation: &str, protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        let _ = (operation, protocol);
        ErrorDocument::validation(found)
    }
}
