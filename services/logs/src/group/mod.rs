//! One log group: the model of its cell, and the decisions on it.
//!
//! ```text
//! PutLogEvents --> open blocks --(task logs/seal)--> sealed blocks --(task logs/expire, DeleteLogStream)--> gone
//! ```
//!
//! Invariants:
//!
//! - a stream's `blocks` are exactly the rows `c` of its id, and each has its body;
//! - `open` holds exactly the numbers of blocks that are not sealed, and `open_bytes` is what they hold;
//! - `by_last` holds every stream by the time of its last event;
//! - orders of arrival only grow.

pub(crate) mod append;
pub(crate) mod filters;
pub(crate) mod record;
pub(crate) mod retention;
pub(crate) mod sealing;
pub(crate) mod settings;
pub(crate) mod streams;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tradewind_store::{KeyReader, Model, StoreError, TaskId, Tx, View, decode, encode, prefix};

use crate::chunk::Head;
use crate::error::LogsError;
use crate::keys;
use crate::limits::DAY;
use filters::Subscription;
use record::{GroupRecord, StreamRecord};

/// A group in memory.
#[derive(Debug, Default)]
pub(crate) struct Group {
    record: Option<GroupRecord>,
    streams: BTreeMap<String, Stream>,
    by_last: BTreeSet<(Option<u64>, String)>,
    numbers: Numbers,
    subscriptions: Arc<Vec<Subscription>>,
    expiry: Option<(TaskId, u64)>,
}

/// A stream in memory.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    record: StreamRecord,
    blocks: BTreeMap<u64, Head>,
    open: BTreeSet<u64>,
    open_bytes: u64,
    /// A task to seal its open blocks has been noted.
    sealing: bool,
}

/// Hands out numbers that never come back. Some are reserved on disk at a time.
#[derive(Debug, Default)]
struct Numbers {
    next: u64,
    reserved: u64,
}

/// Numbers per reservation.
const RESERVED: u64 = 1_024;

impl Group {
    /// The group, if there is one.
    pub(crate) fn record(&self) -> Result<&GroupRecord, LogsError> {
        self.record.as_ref().ok_or(LogsError::NoGroup)
    }

    fn write_record(&mut self, tx: &mut Tx<'_>, mut record: GroupRecord) {
        record.revision += 1;
        tx.put(keys::group(), encode(&record));
        self.record = Some(record);
    }

    /// A number for a new block.
    fn number(&mut self, tx: &mut Tx<'_>) -> u64 {
        if self.numbers.next == self.numbers.reserved {
            self.numbers.reserved += RESERVED;
            tx.put(keys::reserved(), self.numbers.reserved.to_be_bytes().to_vec());
        }
        let number = self.numbers.next;
        self.numbers.next += 1;
        number
    }

    /// Events before this time have expired.
    pub(crate) fn horizon(&self, now: u64) -> u64 {
        let retention = self.record.as_ref().and_then(|record| record.retention);
        let days = retention.and_then(|days| u64::try_from(days).ok());
        days.map_or(0, |days| now.saturating_sub(days * DAY))
    }

    /// What its events hold, as AWS counts them.
    pub(crate) fn stored_bytes(&self) -> u64 {
        self.streams.values().flat_map(|stream| stream.blocks.values()).map(|head| head.bytes).sum()
    }

    /// A stream and its name, if it is there.
    pub(crate) fn stream(&self, name: &str) -> Result<&Stream, LogsError> {
        self.streams.get(name).ok_or(LogsError::NoStream)
    }

    /// Streams in the order of their names, from one on.
    pub(crate) fn streams_from<'a>(&'a self, name: &str) -> impl DoubleEndedIterator<Item = (&'a str, &'a Stream)> {
        self.streams.range(name.to_owned()..).map(|(name, stream)| (name.as_str(), stream))
    }

    /// Streams in the order of their last events.
    pub(crate) fn streams_by_last(&self) -> impl DoubleEndedIterator<Item = (&str, &Stream)> {
        self.by_last
            .iter()
            .filter_map(|(_, name)| self.streams.get_key_value(name))
            .map(|(name, one)| (name.as_str(), one))
    }

    /// The subscription filters, compiled.
    pub(crate) fn subscriptions(&self) -> Arc<Vec<Subscription>> {
        self.subscriptions.clone()
    }
}

impl Stream {
    pub(crate) fn id(&self) -> u64 {
        self.record.id
    }

    pub(crate) fn created(&self) -> u64 {
        self.record.created
    }

    pub(crate) fn blocks(&self) -> impl Iterator<Item = (u64, &Head)> {
        self.blocks.iter().map(|(number, head)| (*number, head))
    }

    /// The time of its earliest event, unless that has expired.
    pub(crate) fn first(&self, horizon: u64) -> Option<u64> {
        self.blocks.values().filter(|head| head.last >= horizon).map(|head| head.first.max(horizon)).min()
    }

    /// The latest time of an event, and when the latest one arrived.
    pub(crate) fn last(&self) -> Option<(u64, u64)> {
        let newest = self.blocks.values().map(|head| (head.last, head.ingested));
        newest.chain(self.record.gone).reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
    }

    fn insert(&mut self, number: u64, head: Head) {
        if !head.sealed {
            self.open.insert(number);
            self.open_bytes += head.bytes;
        }
        self.blocks.insert(number, head);
    }

    fn remove(&mut self, number: u64) -> Option<Head> {
        let head = self.blocks.remove(&number)?;
        if self.open.remove(&number) {
            self.open_bytes -= head.bytes;
        }
        Some(head)
    }
}

impl Model for Group {
    fn load(view: &View<'_>) -> Result<Group, StoreError> {
        let mut group = Group::default();
        let Some(row) = view.get(keys::group())? else { return Ok(group) };
        let record: GroupRecord = decode(&row)?;
        group.subscriptions = Arc::new(filters::compile(&record)?);
        group.record = Some(record);
        if let Some(row) = view.get(keys::reserved())? {
            let number = row.as_ref().try_into().map_err(|_| StoreError::corrupt("a reservation is no number"))?;
            group.numbers.reserved = u64::from_be_bytes(number);
            group.numbers.next = group.numbers.reserved;
        }
        group.expiry = retention::read(view)?;
        let mut names: BTreeMap<u64, String> = BTreeMap::new();
        for row in view.scan(prefix([keys::STREAM])) {
            let (key, row) = row?;
            let name = String::from_utf8_lossy(key.get(1..).unwrap_or_default()).into_owned();
            let record: StreamRecord = decode(&row)?;
            names.insert(record.id, name.clone());
            group.streams.insert(name, Stream { record, ..Stream::default() });
        }
        for row in view.scan(prefix([keys::HEAD])) {
            let (key, row) = row?;
            let mut key = KeyReader::new(&key);
            key.tag()?;
            let (stream, number) = (key.u64()?, key.u64()?);
            let stream = names.get(&stream).and_then(|name| group.streams.get_mut(name));
            let stream = stream.ok_or_else(|| StoreError::corrupt("a block of log events is of no stream"))?;
            stream.insert(number, Head::decode(&row)?);
        }
        let last = |(name, stream): (&String, &Stream)| (stream.last().map(|(last, _)| last), name.clone());
        group.by_last = group.streams.iter().map(last).collect();
        Ok(group)
    }
}
