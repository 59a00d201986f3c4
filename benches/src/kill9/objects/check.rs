//! The judgement after a restart: keys, unfinished uploads, and the files below `blobs/objects`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use super::BUCKET;
use super::content::{self, Body, PARTS, tag, tags};
use super::known::{Key, Known, Upload};
use crate::error::Error;
use crate::kill9::ledger::{FaultKind, Ledger};
use crate::objects::Connection;
use crate::watch;

/// How long files that nobody names may stay: readers may still be waited for.
const LIMIT: Duration = Duration::from_secs(20);
/// Between two looks at the files.
const PAUSE: Duration = Duration::from_millis(50);

/// Holds a restarted server against what is known, and takes over what it has. Unfinished uploads are aborted, so that each round
/// begins without any.
///
/// # Errors
/// Those of the connection, and refusals.
pub(crate) async fn check(
    address: SocketAddr,
    data: &Path,
    known: &mut Known,
    ledger: &RefCell<Ledger>,
) -> Result<(), Error> {
    let mut connection = Connection::open(address).await?;
    let listed = connection.fetch("GET", &format!("/{BUCKET}?versions="), &[]).await?;
    let listed = String::from_utf8_lossy(listed).into_owned();
    let etags: BTreeMap<_, _> = tags(&listed, "Version")
        .iter()
        .filter_map(|version| Some((tag(version, "Key")?, tag(version, "ETag")?)))
        .collect();
    for stranger in etags.keys().filter(|key| !known.keys.contains_key(*key)) {
        ledger.borrow_mut().fault(FaultKind::Other, format!("object {stranger} was never put"));
    }
    let mut files = 0;
    for (name, key) in &mut known.keys {
        let found = hold(&mut connection, name, key, etags.get(name), ledger).await?;
        files += found.map_or(0, Body::files);
        *key = Key { acknowledged: found, tried: None };
    }
    abort(&mut connection, known, ledger).await?;
    let end = watch::now() + LIMIT;
    loop {
        let counted = count(&data.join("blobs/objects")).map_err(Error::io("counting bodies"))?;
        if counted == files {
            return Ok(());
        }
        if watch::now() > end {
            let text = format!("blobs/objects has {counted} files, and objects name {files}");
            let kind = if counted < files { FaultKind::Lost } else { FaultKind::Other };
            ledger.borrow_mut().fault(kind, text);
            return Ok(());
        }
        watch::pause(PAUSE).await;
    }
}

/// One key: what it holds, which must be one of the things that it may hold, whole.
async fn hold(
    connection: &mut Connection,
    name: &str,
    key: &Key,
    etag: Option<&String>,
    ledger: &RefCell<Ledger>,
) -> Result<Option<Body>, Error> {
    let Some(etag) = etag else {
        if !key.may_hold(None) {
            ledger.borrow_mut().fault(FaultKind::Lost, format!("object {name} is gone: {key:?}"));
        }
        return Ok(None);
    };
    let bytes = connection.fetch("GET", &format!("/{BUCKET}/{name}"), &[]).await?;
    let found = key.candidates().find(|body| body.bytes() == bytes);
    let Some(body) = found else {
        let kind = if key.may_hold(None) && key.tried.is_none() { FaultKind::Back } else { FaultKind::Lost };
        ledger
            .borrow_mut()
            .fault(kind, format!("object {name} has {} bytes that it may not have: {key:?}", bytes.len()));
        return Ok(None);
    };
    if etag.trim_matches('"') != body.etag() {
        ledger
            .borrow_mut()
            .fault(FaultKind::Other, format!("object {name} has the ETag {etag} instead of {}", body.etag()));
    }
    Ok(Some(body))
}

/// Unfinished uploads have the parts that were acknowledged; all are aborted, those too whose beginning was never answered.
async fn abort(connection: &mut Connection, known: &mut Known, ledger: &RefCell<Ledger>) -> Result<(), Error> {
    let listed = connection.fetch("GET", &format!("/{BUCKET}?uploads="), &[]).await?;
    let listed = String::from_utf8_lossy(listed).into_owned();
    let open: Vec<_> = tags(&listed, "Upload")
        .iter()
        .filter_map(|upload| Some((tag(upload, "UploadId")?, tag(upload, "Key")?)))
        .collect();
    for (id, upload) in std::mem::take(&mut known.uploads) {
        if open.iter().any(|(listed, _)| *listed == id) {
            has_parts(connection, &id, &upload, ledger).await?;
        } else if !upload.completing {
            ledger.borrow_mut().fault(FaultKind::Lost, format!("the upload {id} of {} is gone", upload.key));
        }
    }
    for (id, key) in open {
        connection.ask("DELETE", &format!("/{BUCKET}/{key}?uploadId={id}"), &[]).await?;
    }
    Ok(())
}

async fn has_parts(
    connection: &mut Connection,
    id: &str,
    upload: &Upload,
    ledger: &RefCell<Ledger>,
) -> Result<(), Error> {
    let path = format!("/{BUCKET}/{}?uploadId={id}", upload.key);
    let listed = connection.fetch("GET", &path, &[]).await?;
    let found = tags(&String::from_utf8_lossy(listed), "ETag");
    let etags = (1..=PARTS.len()).map(|number| format!("\"{}\"", content::etag(&content::part(upload.seed, number))));
    let wanted: Vec<_> = etags.collect();
    // A part whose answer did not come may be there.
    if found.len() < upload.parts || !wanted.starts_with(&found) {
        let text =
            format!("the upload {id} has the parts {found:?}, and {} of {wanted:?} were acknowledged", upload.parts);
        ledger.borrow_mut().fault(FaultKind::Lost, text);
    }
    Ok(())
}

/// Files in a directory and below it; none when there is no directory.
fn count(directory: &Path) -> io::Result<usize> {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut files = 0;
    for entry in entries {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}
