//! Amazon CloudWatch Logs.
//!
//! # What it promises
//!
//! - Answered events are kept, until they expire or their stream or group is deleted. A call's events are there whole or not
//!   at all.
//! - Events are returned in the order of their times, those of one time in the order in which they came.
//! - A subscription filter's function gets every matching event at least once, or the log says why not.
//! - Expired events are not returned from the moment on at which they expire; their space is given back within hours.
//! - Searching holds up neither writers nor other requests, and takes memory for one answer and a few blocks. One call reads a
//!   bounded part of a group.
//!
//! # Limits
//!
//! AWS's own; see the constants of the module `limits`.
//!
//! # Deliberate differences
//!
//! See [`DEFINITION`]: they are printed in the README's table from there.
//!
//! # How it is cut
//!
//! ```text
//! ops/        one handler an operation                       group/      the model of a group's cell, and decisions on it
//! pattern/    the filter pattern language                    chunk/      blocks of events as they lie on the disk
//! search/     GetLogEvents and FilterLogEvents               deliver.rs  subscription filters      effects.rs  tasks
//! keys.rs     rows                                           id.rs       event ids and tokens      control.rs  the list of groups
//! ```

pub mod api;
pub mod cfn;
mod chunk;
mod control;
mod deliver;
mod effects;
mod error;
#[doc(hidden)]
pub mod fuzz;
mod group;
mod id;
mod keys;
mod limits;
mod names;
mod ops;
mod page;
mod pattern;
mod search;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::{Cell, Outcome, TaskRun};
use tradewind_wire::{ErrorDocument, Protocol, Violation, validation_message};

use crate::control::Lister;
pub use crate::error::LogsError;
use crate::group::Group;
use crate::names::GroupName;

/// The fixed facts of CloudWatch Logs.
pub static DEFINITION: Definition = Definition {
    name: "logs",
    title: "CloudWatch Logs",
    signing_names: &["logs"],
    target_prefixes: &["Logs_20140328"],
    api_version: "2014-03-28",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    differences: &[
        "Metric filters are kept, returned and tested, and publish nothing: there is no CloudWatch to publish to yet.",
        "Subscription filters deliver to Lambda functions of the same account and region; Kinesis, Firehose and logical destinations are refused by name. No test message is sent when one is put.",
        "A single event that packs to more than an asynchronous invocation takes (1 MiB) is not delivered by a subscription filter, and the log says so.",
        "Events are not encrypted with a customer's key: kmsKeyId is kept and returned, nothing more.",
        "The class INFREQUENT_ACCESS refuses metric and subscription filters; GetLogEvents and FilterLogEvents read it as any other. DELIVERY is refused by name.",
        "The entity of PutLogEvents is not kept: the answer rejects it as AWS does for groups that take none, and the events are kept.",
        "storedBytes of a group is exact and counts an event's message and 26 bytes, not what compression makes of them.",
        "Tokens do not expire after 24 hours.",
        "Resource policies of the account are kept and returned but not evaluated; those of single groups are refused by name. Saved queries are kept, and nothing runs them.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct Logs {
    parts: Parts,
    lister: Lister,
}

impl Logs {
    /// The service over the given parts.
    pub fn new(parts: Parts) -> Arc<Logs> {
        Arc::new(Logs { parts, lister: Lister::default() })
    }

    /// The cell of a group, whether the group is there or not.
    fn group(&self, name: &GroupName) -> Cell<Group> {
        self.parts.store.cell(&name.cell())
    }

    /// The control cell of the account and region called.
    fn control(&self, ctx: &Context) -> Cell<()> {
        self.parts.store.cell(&keys::control_cell(ctx.account(), ctx.region()))
    }
}

impl Service for Logs {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move { effects::run(self, &run).await })
    }

    fn violations(&self, _: &str, _: Protocol, found: &[Violation]) -> ErrorDocument {
        (&LogsError::Invalid(validation_message(found))).into()
    }
}
