//! Step Functions: state machines and their executions.
//!
//! # What it promises
//!
//! - A standard execution is rows: it goes on after a crash where it was, each of its tasks runs at least once, and its history is
//!   complete. What a state does, its history and the tasks it asks for are one transaction.
//! - A name names one execution of a state machine, for ninety days after its end.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/       one handler an operation            record/    rows: machines, executions, activities
//! engine/    steps of executions, as tasks       work/      what tasks of states do: calls of other services
//! history.rs events as the API tells them        names.rs   ARNs
//! ```

pub mod api;
mod compiled;
mod engine;
mod error;
mod history;
mod keys;
mod names;
mod ops;
mod record;
mod waiters;
mod work;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::{Cell, Outcome, TaskRun};
use tradewind_wire::Protocol;

pub use crate::error::StatesError;

/// The fixed facts of the service.
pub static DEFINITION: Definition = Definition {
    name: "states",
    title: "Step Functions",
    signing_names: &["states"],
    target_prefixes: &["AWSStepFunctions"],
    api_version: "2016-11-23",
    protocols: &[Protocol::AwsJson10],
    differences: &[
        "`LoggingConfiguration` and `TracingConfiguration` are kept and returned; nothing is logged or traced yet. `EncryptionConfiguration` with a key of one's own is refused by name.",
        "State machines of type EXPRESS can't be made yet; Maps in mode DISTRIBUTED, integrations that wait for a job (`.sync`), HTTP tasks and services that are not here are refused where a machine is made.",
        "Changes of an execution's status are not sent to the event bus yet, and rules, schedules and templates can't name machines.",
        "A role's ARN must have the right form; whether there is such a role is not asked.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct States {
    parts: Parts,
    compiled: compiled::Cache,
    /// Workers of activities that wait for a task.
    waiters: waiters::Waiters,
}

impl States {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<States> {
        Arc::new(States { parts, compiled: compiled::Cache::default(), waiters: waiters::Waiters::default() })
    }

    /// The cell of the caller's machines and executions.
    fn own(&self, ctx: &Context) -> Cell<()> {
        self.cell(ctx.account(), ctx.region())
    }

    fn cell(&self, account: &str, region: &str) -> Cell<()> {
        self.parts.store.cell(&keys::cell(account, region))
    }
}

impl Service for States {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(engine::perform(self, run))
    }

    fn places(&self, kind: &str) -> Option<usize> {
        // A function may take fifteen minutes.
        (kind == keys::TASK).then_some(1_000)
    }
}
