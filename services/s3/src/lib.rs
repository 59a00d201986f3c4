//! Simple Storage Service: buckets and objects.
//!
//! # What it promises
//!
//! - An answered write is on disk, whole; what is read is what was written, or the read fails.
//! - An object changes in one step: readers see the old one or the new one, and a reader that has begun keeps what it began with.
//! - Bodies are durable before the rows that name them, and go away after the rows that named them are durably gone.
//! - Bodies come and go in pieces: memory does not grow with an object's size.
//!
//! # Limits
//!
//! AWS's quotas are constants in `limits.rs`: 5 GiB a request, 10,000 parts, keys of 1,024 bytes, 2 KiB of metadata.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/        one handler an operation           keys.rs   limits.rs   error.rs
//! bucket/     a bucket's cell, who may reach it, the list of buckets
//! object/     versions: their rows, their bytes in and out, conditions, ranges, tags, the sweep
//! upload/     uploads in parts                   list/     prefixes, delimiters, pages
//! checksum/   what is computed and verified      config/   what buckets can be told
//! form/       uploads by forms, and their policies
//! notify/     what has happened                lifecycle/ what goes away by itself
//! restore/    copies of archived objects         reading   readers of what strangers write, for tests
//! ```

pub mod api;
pub mod bucket;
pub mod cfn;
mod checksum;
mod config;
mod error;
mod form;
mod keys;
mod lifecycle;
mod limits;
mod list;
mod notify;
mod object;
mod ops;
pub mod reading;
mod restore;
mod upload;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Definition, Operations, Parts, Service, Stopping};
use tradewind_store::{Blobs, Outcome, StoreError, TaskRun};
use tradewind_wire::{ErrorDocument, Protocol, Violation};

pub use crate::error::S3Error;

/// The fixed facts of S3.
pub static DEFINITION: Definition = Definition {
    name: "s3",
    title: "Simple Storage Service",
    signing_names: &["s3"],
    target_prefixes: &[],
    api_version: "2006-03-01",
    xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    error_namespace: "",
    protocols: &[Protocol::RestXml],
    routes: api::ROUTES,
    query_compatible: false,
    differences: DIFFERENCES,
    ..Definition::BLANK
};

/// What is done otherwise on purpose.
const DIFFERENCES: &[&str] = &[
    "A bucket answers in every region's name, not only in its own: there are no redirects between regions.",
    "A bucket's access logging, acceleration and who pays for requests are kept and returned; no access logs are written, there is no other endpoint, and nobody pays.",
    "Where signatures are verified, a site's visitors see what a statement of the bucket's policy without conditions lets everybody read.",
    "Lifecycle rules are carried out at the midnight UTC at which they come due, within moments; AWS may take days.",
    "A restore takes the longest time that AWS names for its tier: 5 minutes, 5 or 12 hours from GLACIER, 12 or 48 hours from DEEP_ARCHIVE.",
    "An upload's form may name a field only once.",
    "Notifications may be asked for events that never happen here (lost objects, replication, tiering).",
];

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "CreateBucketMetadataConfiguration",
    "CreateBucketMetadataTableConfiguration",
    "CreateSession",
    "DeleteBucketAnalyticsConfiguration",
    "DeleteBucketIntelligentTieringConfiguration",
    "DeleteBucketInventoryConfiguration",
    "DeleteBucketMetadataConfiguration",
    "DeleteBucketMetadataTableConfiguration",
    "DeleteBucketMetricsConfiguration",
    "DeleteBucketReplication",
    "GetBucketAbac",
    "GetBucketAnalyticsConfiguration",
    "GetBucketIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration",
    "GetBucketLifecycle",
    "GetBucketMetadataConfiguration",
    "GetBucketMetadataTableConfiguration",
    "GetBucketMetricsConfiguration",
    "GetBucketNotification",
    "GetBucketReplication",
    "GetObjectLegalHold",
    "GetObjectLockConfiguration",
    "GetObjectRetention",
    "GetObjectTorrent",
    "ListBucketAnalyticsConfigurations",
    "ListBucketIntelligentTieringConfigurations",
    "ListBucketInventoryConfigurations",
    "ListBucketMetricsConfigurations",
    "ListDirectoryBuckets",
    "PutBucketAbac",
    "PutBucketAnalyticsConfiguration",
    "PutBucketIntelligentTieringConfiguration",
    "PutBucketInventoryConfiguration",
    "PutBucketLifecycle",
    "PutBucketMetricsConfiguration",
    "PutBucketNotification",
    "PutBucketReplication",
    "PutObjectLegalHold",
    "PutObjectLockConfiguration",
    "PutObjectRetention",
    "RenameObject",
    "SelectObjectContent",
    "UpdateBucketMetadataInventoryTableConfiguration",
    "UpdateBucketMetadataJournalTableConfiguration",
    "UpdateObjectEncryption",
    "WriteGetObjectResponse",
];

/// The service.
pub struct S3 {
    pub(crate) parts: Parts,
    pub(crate) lister: bucket::Lister,
    pub(crate) pins: Arc<object::Pins>,
    pub(crate) hashes: tradewind_md5::Hashes,
    blobs: Result<Blobs, StoreError>,
}

impl S3 {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<S3> {
        let blobs = parts.store.blobs().space("objects");
        Arc::new(S3 {
            parts,
            lister: bucket::Lister::default(),
            pins: Arc::default(),
            hashes: tradewind_md5::Hashes::default(),
            blobs,
        })
    }

    /// Where large bodies are.
    pub(crate) fn blobs(&self) -> Result<&Blobs, StoreError> {
        self.blobs.as_ref().map_err(Clone::clone)
    }

    /// Removes the blobs that no object names, and says how many there were. Done by itself when the server starts; blocks.
    ///
    /// # Errors
    /// When rows or blobs can't be read.
    pub fn sweep(&self) -> Result<usize, StoreError> {
        object::sweep::sweep(self)
    }
}

impl Service for S3 {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        let table = config::operations(ops::operations(Operations::new(self)));
        let table = restore::operations(lifecycle::operations(notify::operations(table)));
        table.absent(ABSENT).build()
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match run.kind.as_str() {
                keys::LIST => bucket::relist(self, &run),
                keys::FORGET => object::sweep::forget(self, &run).await,
                keys::NOTIFY => notify::perform(self, &run).await,
                keys::LIFECYCLE => lifecycle::perform(self, &run),
                keys::RESTORE => restore::perform(self, &run),
                kind => Outcome::Buried { why: format!("S3 performs no tasks of kind {kind}") },
            }
        })
    }

    fn background(self: Arc<Self>, stopping: Stopping) -> BoxFuture<'static, ()> {
        drop(stopping);
        Box::pin(async move {
            let awake = self.parts.clock.hold();
            // A disk that does not block is a simulated one: nothing there may happen in the machine's own time.
            let swept = if self.parts.store.blobs().blocks() {
                let swept = tokio::task::spawn_blocking(move || self.sweep()).await;
                swept.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
            } else {
                self.sweep()
            };
            match swept {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "bodies that no object had were removed"),
                Err(error) => tracing::error!(%error, "bodies that no object has could not be looked for"),
            }
            drop(awake);
        })
    }

    fn violations(&self, operation: &str, protocol: Protocol, found: &[Violation]) -> ErrorDocument {
        let _ = (operation, protocol);
        error::word(found)
    }
}
