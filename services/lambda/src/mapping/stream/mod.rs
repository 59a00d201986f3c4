//! The poller of a stream: shards that are read in order, batches that are tried until they succeed or are given up.
//!
//! ```text
//! poller.rs    shards: parents before children, one reader each
//! shard.rs     one shard: reads, batches, lanes, how far it has come
//! attempts.rs  one batch: retries, halves, reports, what is given up
//! discard.rs   the record of what was given up
//! ```
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html>. It works over [`Stream`] and [`Host`] and knows
//! neither Kinesis nor DynamoDB. Tumbling windows are not part of it.

mod attempts;
mod discard;
mod poller;
mod shard;
#[cfg(test)]
mod tests;

use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_clock::Timestamp;

pub(super) use self::discard::{BatchInfo, Discarded, Reason};
pub(super) use self::poller::poll;

/// A part of a stream, read in its own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) id: String,
    /// Shards that must have been read to their end before.
    pub(super) parents: Vec<String>,
}

/// Where reading begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// At the oldest record there is.
    TrimHorizon,
    /// At the next record that arrives.
    Latest,
    /// At the first record that arrived then or later.
    Time(Timestamp),
    /// Behind this sequence number.
    After(String),
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) sequence: String,
    /// Records of one key keep their order, also where batches of a shard run at the same time.
    pub(super) key: String,
    pub(super) arrived: Timestamp,
    /// The record for the function: JSON.
    pub(super) record: Vec<u8>,
    /// The record as filters see it, where that is something else.
    pub(super) filtered: Option<Vec<u8>>,
}

/// What a look into a shard gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) entries: Vec<Entry>,
    /// Where the next look begins, if that is not behind the last entry: a place like [`From::Latest`], found once.
    pub(super) next: Option<From>,
    /// Whether the shard was closed and nothing more will come.
    pub(super) ended: bool,
}

/// A stream that can be read.
pub(super) trait Stream: Send + Sync {
    /// All shards there are.
    fn shards(&self) -> BoxFuture<'_, Result<Vec<Shard>, String>>;

    /// Up to `most` records of a shard, in order. Does not wait for records.
    fn look<'a>(&'a self, shard: &'a str, from: &'a From, most: usize) -> BoxFuture<'a, Result<Look, String>>;
}

/// What the function made of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It answered.
    Answered(Bytes),
    /// It failed.
    Failed {
        /// The request id of the invocation.
        request_id: String,
        /// `Handled` or `Unhandled`.
        error: &'static str,
        /// The version that ran.
        version: String,
    },
    /// It was not run, because of a limit or because something is out of order.
    Refused,
}

/// What a stream's poller works for.
pub(super) trait Host: Send + Sync {
    /// How far a shard has been processed: a sequence number.
    fn position(&self, shard: &str) -> Option<String>;

    /// Notes how far a shard has been processed.
    fn keep(&self, shard: &str, sequence: &str);

    /// Gives an event to the function.
    fn invoke(&self, event: Bytes) -> BoxFuture<'_, Outcome>;

    /// Tells the destination about a batch that was given up.
    fn discard<'a>(&'a self, discarded: Discarded) -> BoxFuture<'a, ()>;
}

/// How a mapping reads its stream.
#[derive(Clone, Debug)]
pub(super) struct Config {
    pub(super) start: From,
    pub(super) batch_size: usize,
    pub(super) window: Duration,
    /// Batches of one shard that run at once.
    pub(super) lanes: usize,
    /// None: records are never too old.
    pub(super) max_age: Option<Duration>,
    /// None: a batch is tried until it succeeds or its records are too old.
    pub(super) max_retries: Option<u32>,
    pub(super) bisect: bool,
    pub(super) reports_failures: bool,
    /// Patterns of the filter criteria.
    pub(super) filters: Vec<String>,
}
