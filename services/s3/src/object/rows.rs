//! The rows of objects: finding a version, adding one, taking one away.
//!
//! The current version of a key has a row of its own, so that reading and listing objects never pass older versions. Invariants:
//!
//! - a key that has older versions has a current one, and it is newer than all of them;
//! - at most one version of a key has no id (the null version); where it is an older one, a row of its own says which.

use bytes::Bytes;
use tradewind_store::{BlobId, KeyReader, StoreError, Tx, View, decode, encode, prefix};

use super::version::{Content, Part, Parts, Version, blob_id};
use super::{NULL, id};
use crate::bucket::{BucketCell, Versioning};
use crate::error::S3Error;
use crate::keys;

/// The current version of a key, which may be a delete marker.
pub(crate) fn current(view: &View<'_>, key: &str) -> Result<Option<Version>, StoreError> {
    view.get(keys::object(key))?.map(|row| decode(&row)).transpose()
}

/// The version of a key with this id.
pub(crate) fn version(view: &View<'_>, key: &str, wanted: &str) -> Result<Version, S3Error> {
    let missing = || S3Error::no_such_version(key, wanted);
    let current = current(view, key)?;
    let sequence = match wanted {
        NULL => match current {
            Some(version) if version.id.is_none() => return Ok(version),
            _ => null_sequence(view, key)?.ok_or_else(missing)?,
        },
        id => id::number(id).ok_or_else(|| S3Error::invalid_version_id(id))?,
    };
    if let Some(version) = current.filter(|version| version.sequence == sequence) {
        return if version.shown_id() == wanted { Ok(version) } else { Err(missing()) };
    }
    let older = view.get(keys::older(key, sequence))?.map(|row| decode::<Version>(&row)).transpose()?;
    older.filter(|version| version.shown_id() == wanted).ok_or_else(missing)
}

/// The version of a key with this sequence, if it is still there.
pub(crate) fn by_sequence(view: &View<'_>, key: &str, sequence: u64) -> Result<Option<Version>, StoreError> {
    if let Some(version) = current(view, key)?.filter(|version| version.sequence == sequence) {
        return Ok(Some(version));
    }
    view.get(keys::older(key, sequence))?.map(|row| decode(&row)).transpose()
}

fn null_sequence(view: &View<'_>, key: &str) -> Result<Option<u64>, StoreError> {
    view.get(keys::null(key))?.map(|row| KeyReader::new(&row).u64()).transpose()
}

/// Makes a version the current one of its key; gives it its id by what the bucket keeps. What it replaces goes away.
/// `version.sequence` is the bucket's newest.
pub(crate) fn add(tx: &mut Tx<'_>, bucket: &BucketCell, key: &str, mut version: Version) -> Result<Version, S3Error> {
    let versioning = bucket.known()?.versioning;
    let before = current(&tx.view(), key)?;
    version.id = (versioning == Versioning::Enabled).then(|| id::make(tx.rng(), version.sequence));
    let mut freed = Vec::new();
    match before {
        Some(before) if before.id.is_none() && version.id.is_none() => free(tx, &before.content, &mut freed)?,
        Some(before) => {
            if version.id.is_none() {
                remove_older_null(tx, key, &mut freed)?;
            }
            keep_as_older(tx, key, &before);
        }
        None => {}
    }
    tx.put(keys::object(key), encode(&version));
    forget(tx, &freed);
    Ok(version)
}

fn keep_as_older(tx: &mut Tx<'_>, key: &str, version: &Version) {
    tx.put(keys::older(key, version.sequence), encode(version));
    if version.id.is_none() {
        tx.put(keys::null(key), Bytes::copy_from_slice(&version.sequence.to_be_bytes()));
    }
}

fn remove_older_null(tx: &mut Tx<'_>, key: &str, freed: &mut Vec<BlobId>) -> Result<(), S3Error> {
    let Some(sequence) = null_sequence(&tx.view(), key)? else { return Ok(()) };
    let row = keys::older(key, sequence);
    if let Some(version) = tx.get(&row)?.map(|row| decode::<Version>(&row)).transpose()? {
        free(tx, &version.content, freed)?;
    }
    tx.delete(row);
    tx.delete(keys::null(key));
    Ok(())
}

/// Deletes one version for good. If it was the current one, the newest of the older ones follows.
pub(crate) fn remove(tx: &mut Tx<'_>, key: &str, version: &Version) -> Result<(), S3Error> {
    let mut freed = Vec::new();
    free(tx, &version.content, &mut freed)?;
    let is_current = current(&tx.view(), key)?.is_some_and(|current| current.sequence == version.sequence);
    let next = tx.scan(prefix(keys::all_older(key))).next().transpose()?;
    if !is_current {
        tx.delete(keys::older(key, version.sequence));
        if version.id.is_none() {
            tx.delete(keys::null(key));
        }
    } else if let Some((_, next)) = next {
        let next: Version = decode(&next)?;
        tx.put(keys::object(key), encode(&next));
        tx.delete(keys::older(key, next.sequence));
        if next.id.is_none() {
            tx.delete(keys::null(key));
        }
    } else {
        tx.delete(keys::object(key));
    }
    forget(tx, &freed);
    Ok(())
}

/// Writes a version's row again, with other tags for instance.
pub(crate) fn rewrite(tx: &mut Tx<'_>, key: &str, version: &Version) -> Result<(), S3Error> {
    let is_current = current(&tx.view(), key)?.is_some_and(|current| current.sequence == version.sequence);
    let row = if is_current { keys::object(key) } else { keys::older(key, version.sequence) };
    tx.put(row, encode(version));
    Ok(())
}

/// Deletes the bodies of content, and says which blobs nobody names any more.
pub(crate) fn free(tx: &mut Tx<'_>, content: &Content, blobs: &mut Vec<BlobId>) -> Result<(), StoreError> {
    match content {
        Content::Empty => {}
        Content::Inline(number) => tx.delete_body(keys::body(*number)),
        Content::Blob(blob) => blobs.push(blob_id(blob)?),
        Content::Parts(number) => {
            for part in parts(&tx.view(), *number)? {
                free(tx, &part.content, blobs)?;
            }
            tx.delete_body(keys::body(*number));
        }
    }
    Ok(())
}

/// The parts of an object.
pub(crate) fn parts(view: &View<'_>, number: u64) -> Result<Vec<Part>, StoreError> {
    let row = view.get_body(keys::body(number))?;
    let row = row.ok_or_else(|| StoreError::corrupt("an object's list of parts is missing"))?;
    Ok(decode::<Parts>(&row)?.0)
}

/// Blobs in one task: so many that its payload stays small.
const FORGOTTEN_AT_ONCE: usize = 1_024;

/// Notes that blobs go away, once the transaction that took their names away is durable.
pub(crate) fn forget(tx: &mut Tx<'_>, blobs: &[BlobId]) {
    for some in blobs.chunks(FORGOTTEN_AT_ONCE) {
        let ids: Vec<u8> = some.iter().flat_map(|blob| blob.bytes()).collect();
        tx.task(tx.now(), keys::FORGET, ids);
    }
}
