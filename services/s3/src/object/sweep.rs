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
pub(crate) async fn forget(s3: &S3, run: &TaskRun) -> Outcome {
    let ids = run.payload.chunks_exact(16).filter_map(|id| <[u8; 16]>::try_from(id).ok().map(BlobId::new));
    // Nobody can begin to read them any more.
    let (mut kept, free): (Vec<_>, Vec<_>) = ids.partition(|id| s3.pins.holds(id));
    let deleted = match s3.blobs() {
        Ok(blobs) => blobs.delete(&free).await,
        Err(error) => Err(error),
    };
    let wait = match deleted {
        Ok(()) if kept.is_empty() => return Outcome::Done,
        Ok(()) => READERS,
        Err(error) => {
            tracing::warn!(%error, "blobs that no object has any more can't be deleted now");
            kept.extend(free);
            AGAIN
        }
    };
    let payload: Vec<u8> = kept.into_iter().flat_map(BlobId::bytes).collect();
    Outcome::Again { at: s3.parts.clock.now().plus(wait), payload: Some(payload.into()) }
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
    let free: Vec<BlobId> = doubtful.iter().filter(|id| !s3.pins.holds(id)).copied().collect();
    blobs.delete_blocking(&free)?;
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
