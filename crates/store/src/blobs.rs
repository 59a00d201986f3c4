//! Blobs: large bodies beside the key space.
//!
//! ```text
//! blobs/3f/3fa0...c1     version (1 byte) length (8 bytes LE) CRC-32 of the content (4 bytes LE) content
//! ```
//!
//! A blob is durable when its id is handed out: written under another name, synced, renamed, and the directory synced. A key
//! that names it is written afterwards; a crash in between leaves a blob that nobody names, which a sweep removes.

use std::io::{ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use tradewind_clock::Random;

use crate::disk::{Disk, read_whole};
use crate::error::StoreError;

const DIR: &str = "blobs";
const VERSION: u8 = 1;
const HEADER: usize = 13;
const COPY_BYTES: usize = 256 * 1024;
/// Largest blob, in bytes.
pub const MAX_BLOB_BYTES: u64 = 5 << 30;

/// Names a blob: 16 random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 16]);

impl BlobId {
    /// From the bytes that [`BlobId::bytes`] gave.
    pub const fn new(bytes: [u8; 16]) -> BlobId {
        BlobId(bytes)
    }

    /// As bytes, to be kept in a row.
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    fn dir(self) -> String {
        format!("{DIR}/{:02x}", self.0[0])
    }

    fn parse(text: &str) -> Option<BlobId> {
        let canonical = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u128::from_str_radix(text, 16).ok().filter(|_| canonical)?;
        Some(BlobId(number.to_be_bytes()))
    }
}

/// In hexadecimal.
impl std::fmt::Display for BlobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// The store's blobs.
#[derive(Clone)]
pub struct Blobs {
    disk: Arc<dyn Disk>,
    random: Random,
    /// Whether the disk may block: then writing happens on a thread for that.
    blocking: bool,
    /// Numbers the files under way.
    next_file: Arc<AtomicU64>,
}

impl Blobs {
    /// Removes what writes that were cut short have left.
    pub(crate) fn open(disk: Arc<dyn Disk>, random: Random, blocking: bool) -> std::io::Result<Blobs> {
        disk.create_dir(DIR)?;
        for name in disk.list(DIR)?.iter().filter(|name| name.starts_with("new-")) {
            disk.remove(&format!("{DIR}/{name}"))?;
        }
        Ok(Blobs { disk, random, blocking, next_file: Arc::default() })
    }

    /// Writes a blob; durable when this resolves.
    pub async fn put(&self, content: Bytes) -> Result<BlobId, StoreError> {
        if !self.blocking {
            return self.write_blocking(&mut &content[..]);
        }
        let blobs = self.clone();
        let written = tokio::task::spawn_blocking(move || blobs.write_blocking(&mut &content[..])).await;
        written.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
    }

    /// Writes a blob from a reader; durable on return. Blocks the thread.
    pub fn write_blocking(&self, content: &mut dyn Read) -> Result<BlobId, StoreError> {
        let mut id = [0; 16];
        self.random.fill(&mut id);
        let id = BlobId(id);
        let number = self.next_file.fetch_add(1, Ordering::Relaxed);
        let temporary = format!("{DIR}/new-{number}-{id}");
        let written = self.write(id, &temporary, content);
        if written.is_err()
            && let Err(error) = self.disk.remove(&temporary)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, temporary, "what a failed blob has left can't be removed; the next start does it");
        }
        written.map(|()| id)
    }

    fn write(&self, id: BlobId, temporary: &str, content: &mut dyn Read) -> Result<(), StoreError> {
        let file = self.disk.create(temporary)?;
        let mut buffer = vec![0; COPY_BYTES];
        let mut sum = crc32fast::Hasher::new();
        let mut length = 0_u64;
        loop {
            let read = content.read(&mut buffer)?;
            let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else { break };
            file.write_at(chunk, HEADER as u64 + length)?;
            sum.update(chunk);
            length += read as u64;
            if length > MAX_BLOB_BYTES {
                return Err(StoreError::TooLarge {
                    bytes: usize::try_from(length).unwrap_or(usize::MAX),
                    limit: usize::try_from(MAX_BLOB_BYTES).unwrap_or(usize::MAX),
                });
            }
        }
        file.write_at(&header(length, sum.finalize()), 0)?;
        file.sync_data()?;
        let dir = id.dir();
        if !self.disk.exists(&dir)? {
            self.disk.create_dir(&dir)?;
            self.disk.sync_dir(DIR)?;
        }
        self.disk.rename(temporary, &format!("{dir}/{id}"))?;
        Ok(self.disk.sync_dir(&dir)?)
    }

    /// Reads a blob. `None` when there is none; [`StoreError::Corrupt`] when it is not what was written.
    pub fn get(&self, id: &BlobId) -> Result<Option<Bytes>, StoreError> {
        let bytes = match read_whole(&*self.disk, &format!("{}/{id}", id.dir()), MAX_BLOB_BYTES + HEADER as u64) {
            Ok(bytes) => Bytes::from(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if let Some(&found) = bytes.first().filter(|version| **version > VERSION) {
            return Err(StoreError::newer("a blob", u32::from(found), u32::from(VERSION)));
        }
        let damaged = || StoreError::corrupt(format_args!("the blob {id} is not what was written"));
        let (head, content) = bytes.split_first_chunk::<HEADER>().ok_or_else(damaged)?;
        if *head != header(content.len() as u64, crc32fast::hash(content)) {
            return Err(damaged());
        }
        Ok(Some(bytes.slice(HEADER..)))
    }

    /// Removes a blob; nothing happens if there is none.
    pub fn delete(&self, id: &BlobId) -> Result<(), StoreError> {
        match self.disk.remove(&format!("{}/{id}", id.dir())) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// All blobs, in order, for sweeps.
    pub fn list(&self) -> Result<Vec<BlobId>, StoreError> {
        let mut ids = Vec::new();
        for dir in self.disk.list(DIR)?.iter().filter(|name| name.len() == 2) {
            ids.extend(self.disk.list(&format!("{DIR}/{dir}"))?.iter().filter_map(|name| BlobId::parse(name)));
        }
        Ok(ids)
    }
}

fn header(length: u64, sum: u32) -> [u8; HEADER] {
    let mut header = [VERSION; HEADER];
    header[1..9].copy_from_slice(&length.to_le_bytes());
    header[9..].copy_from_slice(&sum.to_le_bytes());
    header
}
