//! A layer's zip as it comes in.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tradewind_functions::{PackageLimits, inspect};

use crate::error::LambdaError;
use crate::function::rows::Code;
use crate::limits;

/// The size of a whole request with an inline zip, in bytes: what AWS names in its refusal.
const REQUEST_BYTES: usize = 70_167_211;

/// Reads a zip through and refuses what can't be a layer. Answers what is kept about it; its blob is not written yet.
pub(crate) async fn admit(zip: Bytes) -> Result<(Bytes, Code), LambdaError> {
    if zip.len() > limits::ZIPPED_BYTES {
        return Err(LambdaError::RequestEntityTooLarge { limit: REQUEST_BYTES, operation: "PublishLayerVersion" });
    }
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
        tracing::debug!(reason = bad.reason(), "a layer's zip is refused");
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
