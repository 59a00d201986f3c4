//! Amazon Simple Queue Service.
//!
//! # Guarantees
//!
//! - **Acknowledged means kept.** A message whose send was answered survives a crash at any instant, until it is deleted, it
//!   expires, or its queue is purged or deleted. The same holds for deletes, visibility changes and settings.
//! - **One live receipt.** Every receive makes the message's earlier receipt handles stale.
//! - **FIFO.** Messages of a group are received in the order in which they were sent; while one is in flight, no other receive
//!   gets a message of the group. A deduplication id is recognised for five minutes, also over restarts.
//! - **Standard queues** are received oldest first as well, except where fair queues pass a noisy group over. Delivery is at
//!   least once: a receive whose answer got lost on the way hides its messages until their visibility timeout ends.
//! - **Dead letters** are moved once: a message is in its queue or in the dead-letter queue, never in both for a receiver, and
//!   never in neither.
//! - **Exact counts.** The `Approximate...` attributes are exact at the time of the call.
//!
//! # Limits
//!
//! AWS's own; see the constants of the module `limits`.
//!
//! # Deliberate differences
//!
//! See [`DEFINITION`]: they are printed in the README's table from there.
//!
//! # Operations
//!
//! | | |
//! |---|---|
//! | queues | CreateQueue, DeleteQueue, GetQueueUrl, ListQueues, PurgeQueue |
//! | settings | GetQueueAttributes, SetQueueAttributes, AddPermission, RemovePermission, TagQueue, UntagQueue, ListQueueTags |
//! | messages | SendMessage, ReceiveMessage, DeleteMessage, ChangeMessageVisibility, and the batches of all but receiving |
//! | dead letters | ListDeadLetterSourceQueues, StartMessageMoveTask, CancelMessageMoveTask, ListMessageMoveTasks |

pub mod api;
mod attributes;
pub mod cfn;
mod control;
mod directory;
mod effects;
mod error;
#[doc(hidden)]
pub mod fuzz;
mod keys;
mod limits;
mod md5;
mod message;
mod message_attributes;
mod ops;
mod policy;
mod queue;
mod redrive;
mod url;
mod violations;
mod waiters;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_store::{Outcome, TaskRun, Watermark};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

use crate::control::Lister;
use crate::directory::{Directory, Handle};
use crate::effects::QueueName;
pub use crate::error::SqsError;

/// SQS's fixed facts, and where this one differs on purpose.
pub static DEFINITION: Definition = Definition {
    name: "sqs",
    title: "Simple Queue Service",
    signing_names: &["sqs"],
    target_prefixes: &["AmazonSQS"],
    api_version: "2012-11-05",
    xml_namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    error_namespace: "com.amazonaws.sqs",
    protocols: &[Protocol::AwsJson10, Protocol::AwsQuery],
    query_compatible: true,
    differences: &[
        "With --auth=verify, queues of other accounts are refused until policies are evaluated.",
        "Messages are not encrypted at rest: KmsMasterKeyId, KmsDataKeyReusePeriodSeconds and SqsManagedSseEnabled are kept and returned, nothing more.",
        "There are no throughput quotas: FifoThroughputLimit is kept and returned, and nothing is throttled.",
        "The Approximate attributes are exact, and every change of a queue is effective at once.",
        "A receive looks at the whole queue: short polling misses nothing, and a FIFO queue finds every available group.",
        "Fair queues measure a group's share of the messages in flight, not its share of processing time.",
        "Queue policies are kept and returned but not evaluated yet.",
        "If a dead-letter queue has been deleted, messages stay in their queue and go on being received.",
    ],
    ..Definition::BLANK
};

/// The service.
pub struct Sqs {
    parts: Parts,
    directory: Directory,
    lister: Lister,
}

impl Sqs {
    /// The service over the given parts.
    pub fn new(parts: Parts) -> Arc<Sqs> {
        Arc::new(Sqs { parts, directory: Directory::default(), lister: Lister::default() })
    }

    /// The queue a call is about.
    fn queue(&self, ctx: &Context, url: &str) -> Result<Arc<Handle>, SqsError> {
        self.directory.find_url(&self.parts.store, ctx, url)
    }

    /// A queue by name, if its cell exists.
    fn existing(&self, mark: &Watermark, name: &QueueName) -> Result<Option<Arc<Handle>>, SqsError> {
        match self.directory.find(&self.parts.store, mark, &name.account, &name.region, &name.name) {
            Ok(found) => Ok(Some(found)),
            Err(SqsError::QueueDoesNotExist) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Brings the list of queues up to date within the call that changed one.
    fn list_now(&self, ctx: &Context, name: &QueueName) -> Result<(), SqsError> {
        self.lister.update(&self.parts.store, ctx.mark(), name)
    }
}

impl Service for Sqs {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        ops::table(self)
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move { self.run(&run) })
    }

    fn violations(&self, operation: &str, protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        violations::word(operation, protocol, found)
    }
}
