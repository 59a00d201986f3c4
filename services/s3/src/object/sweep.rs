//! Blobs that nobody names: those that rows have let go, and those that a crash has left.

use std::time::Duration;

use rustc_hash::FxHashSet;
use tradewind_store::{BlobId, KeyReader, Outcome, StoreError, TaskRun, View, Watermark, decode};

use super::rows;
use super::version::{Content, Part, Version, blob_id};
use crate::bucket::BucketCell;
use crate::{S3, keys};

/// How long it is waited for a blob that is being read.
const READERS: Duration = Duration::from_secs(5);
/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(60);
/// Rows looked at under a cell's lock at once.
const ROWS_AT_ONCE: usize = 2_000;

/// Performs [`keys::FORGET`].
///
/// A task may run before the commit that noted it is durable. A crash would then bring back the row that names the blob, so
/// everything that was decided until now is settled first.
pub(crate) async fn forget(s3: &S3, run: &TaskRun) -> Outcome {
    let store = &s3.parts.store;
    if let Err(error) = store.settle(store.appended()).await {
        tracing::warn!(%error, "blobs that no object has any more can't be deleted while their rows are not durably gone");
        return Outcome::Again { at: s3.parts.clock.now().plus(AGAIN), payload: None };
    }
    let mut kept = Vec::new();
    let mut wait = READERS;
    for id in run.payload.chunks_exact(16) {
        let Ok(id) = <[u8; 16]>::try_from(id).map(BlobId::new) else { continue };
        if s3.pins.holds(&id) {
            kept.extend(id.bytes());
        } else if let Err(error) = s3.blobs().and_then(|blobs| blobs.delete(&id)) {
            tracing::warn!(%error, blob = %id, "a blob that no object has any more can't be deleted now");
            kept.extend(id.bytes());
            wait = AGAIN;
        }
    }
    if kept.is_empty() {
        return Outcome::Done;
    }
    Outcome::Again { at: s3.parts.clock.now().plus(wait), payload: Some(kept.into()) }
}

/// Removes the blobs that no row of any bucket names. Answers how many there were. Blocks the thread.
///
/// Blobs are listed first and names looked up afterwards, and what is written meanwhile is known to be ([`tradewind_store::Blobs::is_unnamed`]).
/// Names move from uploads to objects and between the versions of a key, never the other way: uploads are looked at before
/// objects, and all versions of a key under one lock.
pub(crate) fn sweep(s3: &S3) -> Result<usize, StoreError> {
    let blobs = s3.blobs()?;
    let mut doubtful: FxHashSet<BlobId> = blobs.list()?.into_iter().collect();
    doubtful.retain(|id| !blobs.is_unnamed(id));
    let mut after: Option<String> = None;
    while !doubtful.is_empty() {
        let names = s3.parts.store.cells(&keys::bucket_cell(""), after.as_deref(), 100)?;
        let Some(last) = names.last() else { break };
        after = Some(last.clone());
        for name in &names {
            clear(s3, name, &mut doubtful)?;
        }
    }
    if !doubtful.is_empty() {
        // A row may be gone whose deletion is not durable yet: after a crash it would be back, and name the blob.
        s3.parts.store.flush()?;
    }
    for id in doubtful.iter().filter(|id| !s3.pins.holds(id)) {
        blobs.delete(id)?;
    }
    Ok(doubtful.len())
}

/// Takes out of a set what a bucket names.
fn clear(s3: &S3, cell: &str, doubtful: &mut FxHashSet<BlobId>) -> Result<(), StoreError> {
    let cell = s3.parts.store.cell::<BucketCell>(cell);
    let mut from = vec![keys::PART];
    loop {
        let next = cell.read(&Watermark::new(), |view, _| {
            for (seen, row) in view.scan(from.clone()..vec![keys::PART + 1]).enumerate() {
                let (key, value) = row?;
                if seen == ROWS_AT_ONCE {
                    return Ok(Some(key.to_vec()));
                }
                named(view, &decode::<Part>(&value)?.content, doubtful)?;
            }
            Ok::<_, StoreError>(None)
        })?;
        match next {
            Some(next) => from = next,
            None => break,
        }
    }
    let mut from = vec![keys::OBJECT];
    loop {
        let next = cell.read(&Watermark::new(), |view, _| objects(view, &from, doubtful))?;
        match next {
            Some(next) => from = next,
            None => return Ok(()),
        }
    }
}

/// The next keys, each with all its versions; answers where to go on.
fn objects(view: &View<'_>, from: &[u8], doubtful: &mut FxHashSet<BlobId>) -> Result<Option<Vec<u8>>, StoreError> {
    let mut seen = 0;
    for row in view.scan(from.to_vec()..vec![keys::OBJECT + 1]) {
        let (key, value) = row?;
        if seen >= ROWS_AT_ONCE {
            return Ok(Some(key.to_vec()));
        }
        seen += 1;
        named(view, &decode::<Version>(&value)?.content, doubtful)?;
        let mut reader = KeyReader::new(&key);
        reader.tag()?;
        for row in view.scan(tradewind_store::prefix(keys::all_older(&reader.str()?))) {
            seen += 1;
            named(view, &decode::<Version>(&row?.1)?.content, doubtful)?;
        }
    }
    Ok(None)
}

fn named(view: &View<'_>, content: &Content, doubtful: &mut FxHashSet<BlobId>) -> Result<(), StoreError> {
    match content {
        Content::Empty | Content::Inline(_) => {}
        Content::Blob(blob) => _ = doubtful.remove(&blob_id(blob)?),
        Content::Parts(number) => {
            for part in rows::parts(view, *number)? {
                named(view, &part.content, doubtful)?;
            }
        }
    }
    Ok(())
}
