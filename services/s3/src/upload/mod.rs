//! Uploads in parts: their rows.

use serde::{Deserialize, Serialize};
use tradewind_store::{BlobId, Record, StoreError, Tx, View, decode, prefix};

use crate::checksum::{Algorithm, Kind};
use crate::error::S3Error;
use crate::keys;
use crate::object::{About, Part, id, rows};

/// An upload that is under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    /// Its number in the bucket.
    #[serde(rename = "q")]
    pub(crate) sequence: u64,
    #[serde(rename = "i")]
    pub(crate) id: String,
    /// In microseconds since the epoch.
    #[serde(rename = "t")]
    pub(crate) initiated: u64,
    #[serde(rename = "a")]
    pub(crate) algorithm: Algorithm,
    #[serde(rename = "k")]
    pub(crate) kind: Kind,
    /// Whether the client asked for the algorithm; then answers tell it.
    #[serde(rename = "x")]
    pub(crate) asked: bool,
    #[serde(rename = "about")]
    pub(crate) about: About,
}

impl Record for Upload {
    const VERSION: u8 = 1;
}

/// The upload of a key with this id.
pub(crate) fn find(view: &View<'_>, key: &str, wanted: &str) -> Result<Upload, S3Error> {
    let missing = || S3Error::no_such_upload(wanted);
    let sequence = id::number(wanted).ok_or_else(missing)?;
    let row = view.get(keys::upload(key, sequence))?.ok_or_else(missing)?;
    let upload: Upload = decode(&row)?;
    if upload.id == wanted { Ok(upload) } else { Err(missing()) }
}

/// A part of an upload.
pub(crate) fn part(view: &View<'_>, upload: u64, number: u32) -> Result<Option<Part>, StoreError> {
    view.get(keys::part(upload, number))?.map(|row| decode(&row)).transpose()
}

/// Deletes the rows of an upload and of its parts, and the bytes of those parts that `keep` does not want.
pub(crate) fn remove(tx: &mut Tx<'_>, key: &str, upload: u64, keep: impl Fn(&Part) -> bool) -> Result<(), S3Error> {
    let mut freed: Vec<BlobId> = Vec::new();
    let rows = tx.scan(prefix(keys::parts(upload))).collect::<Result<Vec<_>, _>>()?;
    for (row, value) in rows {
        let part: Part = decode(&value)?;
        if !keep(&part) {
            rows::free(tx, &part.content, &mut freed)?;
        }
        tx.delete(row);
    }
    tx.delete(keys::upload(key, upload));
    rows::forget(tx, &freed);
    Ok(())
}
