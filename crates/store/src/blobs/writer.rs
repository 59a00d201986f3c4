//! Writing a blob piece by piece.

use std::io::ErrorKind;
use std::sync::Arc;

use bytes::Bytes;

use super::format::{BLOCK, HEADER, MAX_BLOB_BYTES, SUM, footer, header};
use super::{BlobId, Blobs, Run};
use crate::disk::DiskFile;
use crate::error::StoreError;

/// A blob that is being written. Dropped before it is finished, nothing is left of it. Methods block the thread.
pub struct BlobWriter {
    blobs: Blobs,
    id: BlobId,
    file: Arc<dyn DiskFile>,
    temporary: Option<String>,
    /// What is not written yet.
    run: Option<Run>,
    blocks: u64,
    /// Bytes that are written.
    length: u64,
    /// Whether all of it is durable, but for its name.
    synced: bool,
}

impl std::fmt::Debug for BlobWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlobWriter").field("id", &self.id).field("length", &self.length).finish_non_exhaustive()
    }
}

impl BlobWriter {
    pub(super) fn new(blobs: Blobs, id: BlobId, number: u64) -> Result<BlobWriter, StoreError> {
        let temporary = format!("{}/new-{number}-{id}", blobs.dir);
        let file = blobs.disk.create(&temporary)?;
        Ok(BlobWriter { blobs, id, file, temporary: Some(temporary), run: None, blocks: 0, length: 0, synced: false })
    }

    /// Bytes taken so far.
    pub fn len(&self) -> u64 {
        self.length + self.run.as_ref().map_or(0, |run| run.len() as u64)
    }

    /// Whether nothing was written so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends content. After an error the blob can't be finished any more.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] beyond [`MAX_BLOB_BYTES`]; what the disk says.
    pub fn write(&mut self, mut content: &[u8]) -> Result<(), StoreError> {
        if self.synced {
            return Err(behind_the_end());
        }
        check(self.len() + content.len() as u64)?;
        while !content.is_empty() {
            let run = self.run.get_or_insert_with(|| self.blobs.run());
            content = content.get(run.fill(content)..).unwrap_or_default();
            if let Some(full) = self.run.take_if(|run| run.is_full()) {
                self.append(full)?;
            }
        }
        Ok(())
    }

    /// Appends what was gathered elsewhere, without a copy, and answers it in pieces. Only the last may have room left. After an
    /// error the blob can't be finished any more.
    ///
    /// # Errors
    /// As [`BlobWriter::write`].
    pub fn append(&mut self, run: Run) -> Result<Vec<Bytes>, StoreError> {
        if self.synced || self.run.is_some() || !self.length.is_multiple_of(BLOCK as u64) {
            return Err(behind_the_end());
        }
        let (length, blocks) = (self.length + run.len() as u64, self.blocks + run.blocks());
        check(length)?;
        let sealed = run.seal(self.id, self.blocks);
        self.file.write_at(&sealed.bytes, HEADER as u64 + self.blocks * (BLOCK + SUM) as u64)?;
        (self.length, self.blocks) = (length, blocks);
        Ok(sealed.contents())
    }

    /// Makes the content durable; its name is what [`BlobWriter::finish`] adds. No more can be written then.
    ///
    /// # Errors
    /// What the disk says; the blob can't be finished any more.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        if let Some(run) = self.run.take() {
            self.append(run)?;
        }
        let end = HEADER as u64 + self.length + self.blocks * SUM as u64;
        self.file.write_at(&footer(self.id, self.length), end)?;
        self.file.write_at(&header(), 0)?;
        self.file.sync_data()?;
        self.synced = true;
        Ok(())
    }

    /// Makes the blob durable, and gives it away: named by nobody yet.
    ///
    /// # Errors
    /// What the disk says; nothing is left then.
    pub fn finish(mut self) -> Result<NewBlob, StoreError> {
        if !self.synced {
            self.sync()?;
        }
        let Blobs { disk, .. } = &self.blobs;
        let dir = self.blobs.dir_of(self.id);
        if !disk.exists(&dir)? {
            disk.create_dir(&dir)?;
            disk.sync_dir(&self.blobs.dir)?;
        }
        self.blobs.unnamed.lock().insert(self.id);
        let made = NewBlob { blobs: self.blobs.clone(), id: self.id, length: self.length, named: false };
        if let Some(temporary) = &self.temporary {
            disk.rename(temporary, &self.blobs.path(self.id))?;
        }
        self.temporary = None;
        disk.sync_dir(&dir)?;
        Ok(made)
    }
}

fn behind_the_end() -> StoreError {
    StoreError::corrupt("content behind the end of a blob")
}

fn check(length: u64) -> Result<(), StoreError> {
    if length <= MAX_BLOB_BYTES {
        return Ok(());
    }
    Err(StoreError::TooLarge {
        bytes: usize::try_from(length).unwrap_or(usize::MAX),
        limit: usize::try_from(MAX_BLOB_BYTES).unwrap_or(usize::MAX),
    })
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary
            && let Err(error) = self.blobs.disk.remove(temporary)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, temporary, "what a blob that was given up has left can't be removed; the next start does it");
        }
    }
}

/// A durable blob that no row names yet. Dropped, it is deleted.
#[derive(Debug)]
#[must_use = "a blob that nobody names is deleted"]
pub struct NewBlob {
    blobs: Blobs,
    id: BlobId,
    length: u64,
    named: bool,
}

impl NewBlob {
    /// Its id, for the row that will name it.
    pub fn id(&self) -> BlobId {
        self.id
    }

    /// Its content's length, in bytes.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether it has no content.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// A row names it now: it stays. To be called right after the transaction that wrote the row.
    pub fn named(mut self) -> BlobId {
        self.named = true;
        self.id
    }
}

impl Drop for NewBlob {
    fn drop(&mut self) {
        if !self.named
            && let Err(error) = self.blobs.remove(self.id)
        {
            tracing::warn!(%error, blob = %self.id, "a blob that nobody came to name can't be removed; a sweep does it");
        }
        self.blobs.unnamed.lock().remove(&self.id);
    }
}
