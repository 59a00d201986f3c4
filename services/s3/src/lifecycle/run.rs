//! The rules are carried out: all keys and uploads of a bucket are looked at, some hundred in a transaction.

use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, KeyReader, Outcome, StoreError, TaskRun, Tx, View, Watermark, decode, prefix};

use super::decide::{Action, Seen, decide};
use super::due;
use super::rule::Lifecycle;
use super::{KIND, uploads};
use crate::bucket::{BucketCell, Versioning};
use crate::error::S3Error;
use crate::notify::{self, Caller, Event, More};
use crate::object::{Version, rows};
use crate::{S3, keys, upload};

const VERSION: u8 = 1;
/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(1);
/// Versions and uploads looked at in a transaction.
const ROWS_AT_ONCE: usize = 500;

/// Where a walk through a bucket stands: the payload of its task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    generation: u64,
    /// The row to go on from; none where a walk begins.
    from: Option<Vec<u8>>,
}

impl Walk {
    /// A walk by these rules.
    pub(super) fn begin(generation: u64) -> Walk {
        Walk { generation, from: None }
    }

    pub(super) fn encode(&self) -> Bytes {
        Encoder::new(VERSION).u64(self.generation).option(self.from.as_deref(), Encoder::bytes).finish()
    }

    fn decode(payload: &[u8]) -> Result<Walk, StoreError> {
        let mut decoder = Decoder::new("a walk of lifecycle rules", VERSION, payload)?;
        let walk = Walk { generation: decoder.u64()?, from: decoder.option(Decoder::bytes)?.map(<[u8]>::to_vec) };
        decoder.end()?;
        Ok(walk)
    }
}

/// Performs [`keys::LIFECYCLE`]: one step of a walk.
pub(crate) fn perform(s3: &S3, run: &TaskRun) -> Outcome {
    let cell = s3.parts.store.cell::<BucketCell>(&run.cell);
    let by = Caller::itself(s3.parts.random.uuid_v4());
    let done = Walk::decode(&run.payload).map_err(S3Error::from).and_then(|walk| {
        cell.write(&Watermark::new(), |tx, bucket| Ok(step(tx, bucket, &walk, &by)?.map(|next| (tx.now(), next))))
    });
    match done {
        Ok(None) => Outcome::Done,
        Ok(Some((now, walk))) => {
            let at = if walk.from.is_some() { now } else { due::next_midnight(now) };
            Outcome::Again { at, payload: Some(walk.encode()) }
        }
        Err(error) => {
            tracing::warn!(%error, cell = run.cell, "lifecycle rules wait for the store");
            Outcome::Again { at: s3.parts.clock.now() + AGAIN, payload: None }
        }
    }
}

/// Looks at the next rows, and says where to go on; none where the rules are others, or gone.
fn step(tx: &mut Tx<'_>, bucket: &mut BucketCell, walk: &Walk, by: &Caller) -> Result<Option<Walk>, S3Error> {
    let (Some(row), Some(_)) = (bucket.config(KIND), bucket.record()) else { return Ok(None) };
    let rules: Lifecycle = decode(row)?;
    if rules.generation != walk.generation {
        return Ok(None);
    }
    let from = walk.from.clone().unwrap_or_else(|| vec![keys::OBJECT]);
    let from = if from.first() == Some(&keys::OBJECT) {
        let aborts = rules.enabled().any(|rule| rule.abort.is_some());
        objects(tx, bucket, &rules, from, by)?.or_else(|| aborts.then(|| vec![keys::UPLOAD]))
    } else {
        let (old, rest) = uploads::old(&tx.view(), &rules, &from, tx.now(), ROWS_AT_ONCE)?;
        for (key, sequence) in old {
            upload::remove(tx, &key, sequence, |_| false)?;
        }
        rest
    };
    Ok(Some(Walk { generation: walk.generation, from }))
}

/// What is to be done with the versions of some keys.
struct Plan {
    key: String,
    actions: Vec<(Version, Action)>,
}

fn objects(
    tx: &mut Tx<'_>,
    bucket: &mut BucketCell,
    rules: &Lifecycle,
    from: Vec<u8>,
    by: &Caller,
) -> Result<Option<Vec<u8>>, S3Error> {
    let (plans, next) = plan(&tx.view(), rules, from, tx.now())?;
    for Plan { key, actions } in plans {
        // The oldest first: what stands behind a version that goes away is settled then.
        for (version, action) in actions.into_iter().rev() {
            act(tx, bucket, &key, version, action, by)?;
        }
    }
    Ok(next)
}

/// What is due among the next keys, and where to go on.
fn plan(
    view: &View<'_>,
    rules: &Lifecycle,
    from: Vec<u8>,
    now: Timestamp,
) -> Result<(Vec<Plan>, Option<Vec<u8>>), S3Error> {
    let (mut plans, mut seen) = (Vec::new(), 0);
    for row in view.scan(from..vec![keys::OBJECT + 1]) {
        let (row, value) = row?;
        if seen >= ROWS_AT_ONCE {
            return Ok((plans, Some(row.to_vec())));
        }
        let mut reader = KeyReader::new(&row);
        reader.tag()?;
        let key = reader.str()?;
        let mut versions = vec![decode::<Version>(&value)?];
        for row in view.scan(prefix(keys::all_older(&key))) {
            versions.push(decode(&row?.1)?);
        }
        seen += versions.len();
        let shown: Vec<Seen<'_>> = versions.iter().map(seen_by_rules).collect();
        let due = decide(rules, &key, &shown, now);
        let actions: Vec<_> =
            due.into_iter().filter_map(|(place, action)| Some((versions.get(place)?.clone(), action))).collect();
        if !actions.is_empty() {
            plans.push(Plan { key, actions });
        }
    }
    Ok((plans, None))
}

pub(super) fn seen_by_rules(version: &Version) -> Seen<'_> {
    Seen {
        marker: version.marker,
        size: version.size,
        modified: Timestamp::from_micros(version.modified),
        class: version.storage_class(),
        tags: &version.about.tags,
    }
}

const REMOVED: &str = "LifecycleExpiration:Delete";
const MARKED: &str = "LifecycleExpiration:DeleteMarkerCreated";

fn act(
    tx: &mut Tx<'_>,
    bucket: &mut BucketCell,
    key: &str,
    mut version: Version,
    action: Action,
    by: &Caller,
) -> Result<(), S3Error> {
    let versioning = bucket.known()?.versioning;
    match action {
        Action::Expire if versioning != Versioning::Never => {
            let sequence = bucket.next_sequence(tx);
            let marker = Version { sequence, marker: true, modified: tx.now().as_micros(), ..Version::default() };
            let marker = rows::add(tx, bucket, key, marker)?;
            tell(tx, bucket, MARKED, key, &marker, sequence, by)
        }
        Action::Expire | Action::Remove => {
            rows::remove(tx, key, &version)?;
            let sequence = bucket.next_sequence(tx);
            tell(tx, bucket, REMOVED, key, &version, sequence, by)
        }
        Action::Move(class) => {
            version.about.storage_class = Some(class.clone());
            rows::rewrite(tx, key, &version)?;
            let event = Event {
                size: Some(version.size),
                etag: Some(&version.etag),
                ..event("LifecycleTransition", key, version_id(versioning, &version), version.sequence, tx.now(), by)
            };
            notify::happened_with(tx, bucket, &event, More::Moved(&class))
        }
    }
}

fn tell(
    tx: &mut Tx<'_>,
    bucket: &BucketCell,
    name: &'static str,
    key: &str,
    version: &Version,
    sequence: u64,
    by: &Caller,
) -> Result<(), S3Error> {
    let id = version_id(bucket.known()?.versioning, version);
    notify::happened(tx, bucket, &event(name, key, id, sequence, tx.now(), by))
}

fn version_id(versioning: Versioning, version: &Version) -> Option<&str> {
    (versioning != Versioning::Never).then(|| version.shown_id())
}

fn event<'a>(
    name: &'static str,
    key: &'a str,
    version: Option<&'a str>,
    sequence: u64,
    at: Timestamp,
    by: &'a Caller,
) -> Event<'a> {
    Event { name, key, size: None, etag: None, version, sequence, at, by: by.by() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_both_ways() {
        for from in [None, Some(vec![keys::OBJECT, 1, 2])] {
            let walk = Walk { generation: 7, from };
            assert_eq!(Walk::decode(&walk.encode()).unwrap(), walk);
        }
        let bytes = Walk::begin(7).encode();
        assert!(matches!(Walk::decode(&[&[VERSION + 1], &bytes[1..]].concat()), Err(StoreError::Newer { .. })));
    }
}
