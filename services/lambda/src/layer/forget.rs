//! What becomes of the zip of a deleted version: it stays while a function has the version, and then goes.

use std::time::Duration;

use tradewind_store::{Outcome, StoreError, TaskRun, Watermark, decode};

use super::cell::{Forget, Layer, ZipRow};
use super::keys;
use crate::Lambda;
use crate::function::cell::FunctionCell;

/// How long it is waited between two looks for functions that have a deleted version.
const AGAIN: Duration = Duration::from_secs(24 * 3_600);

/// How many cells are looked up at once.
const CELLS: usize = 500;

/// Deletes the zip of a deleted version unless a function has it.
pub(crate) async fn forget(lambda: &Lambda, run: &TaskRun) -> Outcome {
    match try_to_forget(lambda, run).await {
        Ok(true) => Outcome::Done,
        Ok(false) => Outcome::Again { at: lambda.parts.clock.now().plus(AGAIN), payload: None },
        Err(StoreError::Corrupt(why)) => Outcome::Buried { why: why.to_string() },
        Err(error) => {
            tracing::warn!(%error, cell = %run.cell, "the zip of a deleted layer version can't be looked after now");
            Outcome::Again { at: lambda.parts.clock.now().plus(AGAIN), payload: None }
        }
    }
}

/// False when a function still has it.
async fn try_to_forget(lambda: &Lambda, run: &TaskRun) -> Result<bool, StoreError> {
    let Forget { number } = decode(&run.payload)?;
    let cell = lambda.parts.store.cell::<Layer>(&run.cell);
    let mark = Watermark::new();
    let zip = cell.read(&mark, |view, _| view.get(keys::zip(number)))?;
    let Some(zip) = zip.map(|row| decode::<ZipRow>(&row)).transpose()? else { return Ok(true) };
    if is_used(lambda, &mark, &zip.blob)? {
        return Ok(false);
    }
    // The blob first: a crash in between is made up for by the next run, which finds the row and no blob.
    lambda.parts.store.blobs().delete(&[tradewind_store::BlobId::new(zip.blob)]).await?;
    cell.write(&mark, |tx, _| {
        tx.delete(keys::zip(number));
        Ok(true)
    })
}

/// Whether any function of any account has the zip.
fn is_used(lambda: &Lambda, mark: &Watermark, blob: &[u8; 16]) -> Result<bool, StoreError> {
    let mut after = None;
    loop {
        let cells = lambda.parts.store.cells("lambda/", after.as_deref(), CELLS)?;
        for name in cells.iter().filter(|name| name.split('/').nth(3) == Some("function")) {
            let cell = lambda.parts.store.cell::<FunctionCell>(name);
            if cell.read(mark, |_, function| Ok::<_, StoreError>(function.names_blob(blob)))? {
                return Ok(true);
            }
        }
        if cells.len() < CELLS {
            return Ok(false);
        }
        after = cells.last().cloned();
    }
}
