//! What has happened to objects, for whoever wants to know.
//!
//! ```text
//! PutObject ... --- one transaction ---> the object's rows
//!                                        a task s3/notify for every destination that wants the event
//! s3/notify     --- taken -------------> done
//!               --- not now -----------> again, for a day
//!               --- never (no queue) --> buried
//! ```
//!
//! The message is written when the thing happens and says how it stood then. A crash between a destination's commit and the end
//! of the task brings the message twice, never not at all.

mod bridge;
mod caller;
mod check;
mod config;
mod deliver;
mod destination;
mod kinds;
mod ops;
mod record;

use tradewind_clock::Timestamp;
use tradewind_store::{Tx, decode};

pub(crate) use self::caller::{By, Caller};
use self::config::Notifications;
pub(crate) use self::deliver::perform;
pub(crate) use self::ops::operations;
use crate::bucket::BucketCell;
use crate::error::S3Error;

/// The kind of the configuration document.
const KIND: &str = "notification";

/// Something that has happened to an object; told inside the transaction that made it happen.
#[derive(Clone, Debug)]
pub(crate) struct Event<'a> {
    /// Without the prefix `s3:`, such as `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`.
    pub(crate) name: &'static str,
    /// The object's key, as it is.
    pub(crate) key: &'a str,
    /// The size in bytes; none for removals.
    pub(crate) size: Option<u64>,
    /// The ETag without quotes; none for removals.
    pub(crate) etag: Option<&'a str>,
    /// The version's id, in buckets that have versions.
    pub(crate) version: Option<&'a str>,
    /// Grows with every event of a key.
    pub(crate) sequence: u64,
    /// When.
    pub(crate) at: Timestamp,
    /// Who and from where.
    pub(crate) by: By<'a>,
}

impl<'a> Event<'a> {
    /// The ETag as messages have it: a delete marker has the one of nothing.
    fn told_etag(&self) -> Option<&'a str> {
        let marker = self.name.ends_with(":DeleteMarkerCreated");
        self.etag.or(marker.then_some("d41d8cd98f00b204e9800998ecf8427e"))
    }
}

/// What some events tell besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum More<'a> {
    Nothing,
    /// The storage class that an object has got.
    Moved(&'a str),
    /// A copy is asked for of an object in this archive.
    Restoring {
        class: &'a str,
    },
    /// The copy is there, until then.
    Restored {
        class: &'a str,
        until: Timestamp,
    },
}

/// Notes what is to be told about an event, as tasks of this transaction.
pub(crate) fn happened(tx: &mut Tx<'_>, bucket: &BucketCell, event: &Event<'_>) -> Result<(), S3Error> {
    happened_with(tx, bucket, event, More::Nothing)
}

/// As [`happened`], for an event that tells more.
pub(crate) fn happened_with(
    tx: &mut Tx<'_>,
    bucket: &BucketCell,
    event: &Event<'_>,
    more: More<'_>,
) -> Result<(), S3Error> {
    let Some(row) = bucket.config(KIND) else { return Ok(()) };
    let wanted: Notifications = decode(row)?;
    let record = bucket.known()?;
    for rule in wanted.rules.iter().filter(|rule| rule.wants(event.name, event.key)) {
        let text = record::write(record, &rule.id, event, more);
        deliver::Delivery::new(record, rule.to, &rule.arn, text).note(tx);
    }
    if wanted.bridge
        && let Some((kind, detail)) = bridge::write(record, event, more)
    {
        deliver::Delivery::to_bus(record, kind, event.at, detail).note(tx);
    }
    Ok(())
}
