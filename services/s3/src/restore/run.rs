//! What becomes of a restore when its times come.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, Outcome, StoreError, TaskRun, Tx, Watermark};

use super::state::Restored;
use crate::bucket::{BucketCell, Versioning};
use crate::error::S3Error;
use crate::lifecycle::after_days;
use crate::notify::{self, Caller, Event, More};
use crate::object::{Version, rows};
use crate::{S3, keys};

const VERSION: u8 = 1;
/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(1);

/// A time that a version waits for: the payload of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wake {
    pub(super) key: String,
    pub(super) sequence: u64,
    /// In microseconds since the epoch.
    pub(super) at: u64,
}

impl Wake {
    /// Notes the task.
    pub(super) fn note(&self, tx: &mut Tx<'_>) {
        let payload = Encoder::new(VERSION).str(&self.key).u64(self.sequence).u64(self.at).finish();
        tx.task(Timestamp::from_micros(self.at), keys::RESTORE, payload);
    }

    fn decode(payload: &[u8]) -> Result<Wake, StoreError> {
        let mut decoder = Decoder::new("a restore's time", VERSION, payload)?;
        let wake = Wake { key: decoder.str()?.to_owned(), sequence: decoder.u64()?, at: decoder.u64()? };
        decoder.end()?;
        Ok(wake)
    }
}

/// Performs [`keys::RESTORE`].
pub(crate) fn perform(s3: &S3, run: &TaskRun) -> Outcome {
    let cell = s3.parts.store.cell::<BucketCell>(&run.cell);
    let by = Caller::itself(s3.parts.random.uuid_v4());
    let done = Wake::decode(&run.payload)
        .map_err(S3Error::from)
        .and_then(|wake| cell.write(&Watermark::new(), |tx, bucket| step(tx, bucket, &wake, &by)));
    match done {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(%error, cell = run.cell, "a restore waits for the store");
            Outcome::Again { at: s3.parts.clock.now() + AGAIN, payload: None }
        }
    }
}

/// The copy is there, or its days are over; nothing, where the version waits for another time or is gone.
fn step(tx: &mut Tx<'_>, bucket: &mut BucketCell, wake: &Wake, by: &Caller) -> Result<(), S3Error> {
    if bucket.record().is_none() {
        return Ok(());
    }
    let key = wake.key.as_str();
    let Some(mut version) = rows::by_sequence(&tx.view(), key, wake.sequence)? else { return Ok(()) };
    let class = version.storage_class().to_owned();
    match version.restored {
        Some(asked) if asked.until.is_none() && asked.due == wake.at => {
            let until = after_days(tx.now(), asked.days);
            version.restored = Some(Restored { until: Some(until.as_micros()), ..asked });
            rows::rewrite(tx, key, &version)?;
            Wake { at: until.as_micros(), ..wake.clone() }.note(tx);
            let more = More::Restored { class: &class, until };
            tell(tx, bucket, "ObjectRestore:Completed", key, &version, more, by)
        }
        Some(there) if there.until == Some(wake.at) => {
            version.restored = None;
            rows::rewrite(tx, key, &version)?;
            tell(tx, bucket, "ObjectRestore:Delete", key, &version, More::Nothing, by)
        }
        _ => Ok(()),
    }
}

/// Tells what has happened to a version's copy.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    bucket: &mut BucketCell,
    name: &'static str,
    key: &str,
    version: &Version,
    more: More<'_>,
    by: &Caller,
) -> Result<(), S3Error> {
    let versioning = bucket.known()?.versioning;
    let sequence = bucket.next_sequence(tx);
    let event = Event {
        name,
        key,
        size: Some(version.size),
        etag: Some(&version.etag),
        version: (versioning != Versioning::Never).then(|| version.shown_id()),
        sequence,
        at: tx.now(),
        by: by.by(),
    };
    notify::happened_with(tx, bucket, &event, more)
}
