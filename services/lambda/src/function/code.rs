//! Packages: zips as they come in, and what becomes of those that no version has any more.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tradewind_functions::{PackageLimits, inspect};
use tradewind_store::{BlobId, NewBlob, Outcome, StoreError, TaskRun, Tx, Watermark};

use super::cell::FunctionCell;
use super::rows::Code;
use crate::Lambda;
use crate::error::LambdaError;
use crate::{keys, limits};

/// The size of a whole request with an inline zip, in bytes: what AWS names in its refusal.
pub(super) const REQUEST_BYTES: usize = 70_167_211;

/// How long a package stays after the last version that had it: longer than an invocation that has begun before can take to
/// unpack it.
const GRACE: Duration = Duration::from_secs(3_600);

/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(60);

/// Reads a zip through and refuses what can't be a package. Answers what is kept about it; its blob is not written yet.
pub(crate) async fn admit(zip: Bytes) -> Result<(Bytes, Code), LambdaError> {
    if zip.is_empty() {
        return Err(LambdaError::invalid("Uploaded file must be a non-empty zip"));
    }
    // Up to 250 MB are inflated here: too long for a thread that serves others.
    let read = tokio::task::spawn_blocking(move || read(zip)).await;
    read.unwrap_or_else(|error| Err(LambdaError::Service(error.to_string())))
}

fn read(zip: Bytes) -> Result<(Bytes, Code), LambdaError> {
    let limits = PackageLimits { unzipped_bytes: limits::UNZIPPED_BYTES, ..PackageLimits::default() };
    let facts = inspect(&zip, &limits).map_err(|bad| {
        tracing::debug!(reason = bad.reason(), "a package is refused");
        LambdaError::invalid(bad.to_string())
    })?;
    if facts.files == 0 {
        return Err(LambdaError::invalid("Uploaded file must be a non-empty zip"));
    }
    let code = Code {
        blob: [0; 16],
        sha256: hex::encode(Sha256::digest(&zip)),
        size: zip.len() as u64,
        unzipped: facts.unzipped_bytes,
    };
    Ok((zip, code))
}

impl Code {
    /// `CodeSha256` as AWS prints it: in Base64.
    pub(crate) fn printed_sha256(&self) -> String {
        STANDARD.encode(hex::decode(&self.sha256).unwrap_or_default())
    }

    /// `CodeSize`.
    pub(crate) fn printed_size(&self) -> i64 {
        i64::try_from(self.size).unwrap_or(i64::MAX)
    }
}

impl Lambda {
    /// Admits a zip and writes it down: durable when this resolves, and gone with the blob that it hands out unless that is named.
    pub(crate) async fn keep_code(&self, zip: Bytes) -> Result<(Code, NewBlob), LambdaError> {
        let (zip, code) = admit(zip).await?;
        let blob = self.parts.store.blobs().put(zip).await?;
        Ok((Code { blob: blob.id().bytes(), ..code }, blob))
    }
}

impl FunctionCell {
    /// Notes that a package may go, unless a version still has it.
    pub(super) fn forget_code(&self, tx: &mut Tx<'_>, blob: [u8; 16]) {
        if !self.names_blob(&blob) {
            let due = tx.now().plus(GRACE);
            tx.task(due, keys::FORGET_CODE, Bytes::copy_from_slice(&blob));
        }
    }
}

/// Performs [`keys::FORGET_CODE`].
pub(crate) async fn forget(lambda: &Lambda, run: &TaskRun) -> Outcome {
    match try_to_forget(lambda, run).await {
        Ok(()) => Outcome::Done,
        Err(StoreError::Corrupt(why)) => Outcome::Buried { why: why.to_string() },
        Err(error) => {
            tracing::warn!(%error, cell = %run.cell, "a package that no version has can't be deleted now");
            Outcome::Again { at: lambda.parts.clock.now().plus(AGAIN), payload: None }
        }
    }
}

async fn try_to_forget(lambda: &Lambda, run: &TaskRun) -> Result<(), StoreError> {
    let blob = <[u8; 16]>::try_from(&run.payload[..]).map_err(|_| StoreError::corrupt("a blob's id has 16 bytes"))?;
    let cell = lambda.parts.store.cell::<FunctionCell>(&run.cell);
    if cell.read(&Watermark::new(), |_, function| Ok::<_, StoreError>(function.names_blob(&blob)))? {
        return Ok(());
    }
    lambda.parts.store.blobs().delete(&[BlobId::new(blob)]).await
}
