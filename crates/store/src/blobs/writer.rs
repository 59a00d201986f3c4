//! Writing a blob piece by piece.

use std::io::ErrorKind;
use std::sync::Arc;

use super::format::{BLOCK, HEADER, MAX_BLOB_BYTES, SUM, block_sum, footer, header};
use super::{BlobId, Blobs};
use crate::disk::DiskFile;
use crate::error::StoreError;

/// A blob that is being written. Dropped before it is finished, nothing is left of it. Methods block the thread.
pub struct BlobWriter {
    blobs: Blobs,
    id: BlobId,
    file: Arc<dyn DiskFile>,
    temporary: Option<String>,
    /// The content of the block under way.
    block: Vec<u8>,
    blocks: u64,
    length: u64,
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
        let block = Vec::with_capacity(BLOCK + SUM);
        Ok(BlobWriter { blobs, id, file, temporary: Some(temporary), block, blocks: 0, length: 0 })
    }

    /// Bytes taken so far.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether nothing was written so far.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Appends content. After an error the blob can't be finished any more.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] beyond [`MAX_BLOB_BYTES`]; what the disk says.
    pub fn write(&mut self, mut content: &[u8]) -> Result<(), StoreError> {
        let length = self.length + content.len() as u64;
        if length > MAX_BLOB_BYTES {
            return Err(StoreError::TooLarge {
                bytes: usize::try_from(length).unwrap_or(usize::MAX),
                limit: usize::try_from(MAX_BLOB_BYTES).unwrap_or(usize::MAX),
            });
        }
        while !content.is_empty() {
            let (now, later) = content.split_at(content.len().min(BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            content = later;
            if self.block.len() == BLOCK {
                self.write_block()?;
            }
        }
        self.length = length;
        Ok(())
    }

    fn write_block(&mut self) -> Result<(), StoreError> {
        let sum = block_sum(self.id, self.blocks, &self.block);
        let offset = HEADER as u64 + self.blocks * (BLOCK + SUM) as u64;
        self.block.extend_from_slice(&sum);
        self.file.write_at(&self.block, offset)?;
        self.block.clear();
        self.blocks += 1;
        Ok(())
    }

    /// Makes the blob durable, and gives it away: named by nobody yet.
    ///
    /// # Errors
    /// What the disk says; nothing is left then.
    pub fn finish(mut self) -> Result<NewBlob, StoreError> {
        if !self.block.is_empty() {
            self.write_block()?;
        }
        let end = HEADER as u64 + self.length + self.blocks * SUM as u64;
        self.file.write_at(&footer(self.id, self.length), end)?;
        self.file.write_at(&header(), 0)?;
        self.file.sync_data()?;
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
