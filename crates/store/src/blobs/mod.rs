//! Blobs: large bodies beside the key space.
//!
//! ```text
//! blobs/3f/3fa0...c1            a blob that belongs to no space
//! blobs/objects/3f/3fa0...c1    a blob of the space "objects"
//! ```
//!
//! A blob is durable when its id is handed out: written under another name, synced, renamed, and the directory synced. A key
//! that names it is written afterwards; a crash in between leaves a blob that nobody names, which a sweep removes. Who sweeps
//! keeps its blobs in a [space](Blobs::space) of its own, so that it never finds somebody else's.
//!
//! A blob goes when the row that named it is durably gone. Who deletes has decided on what it saw, and that need not be durable:
//! a task may run before the commit that noted it is. So [deleting](Blobs::delete) settles everything that was appended first, and
//! there is no other way to delete but to drop a blob that [nobody came to name](NewBlob).

mod format;
mod pool;
mod reader;
mod run;
mod writer;

use std::io::{ErrorKind, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use bytes::Bytes;
use parking_lot::Mutex;
use rustc_hash::FxHashSet;
use tradewind_clock::Random;

pub use self::format::MAX_BLOB_BYTES;
pub use self::reader::BlobReader;
pub use self::run::Run;
pub use self::writer::{BlobWriter, NewBlob};
use crate::committer::Committer;
use crate::disk::Disk;
use crate::error::StoreError;

const DIR: &str = "blobs";
const COPY_BYTES: usize = 256 * 1024;

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

    /// From what its `Display` wrote.
    pub fn parse(text: &str) -> Option<BlobId> {
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

/// The store's blobs, or those of one space. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    disk: Arc<dyn Disk>,
    dir: Arc<str>,
    random: Random,
    /// What knows which rows are durable. Not kept alive from here: blobs outlive no store.
    committer: Weak<Committer>,
    /// Whether the disk may block: then writing happens on a thread for that.
    blocking: bool,
    /// Numbers the files under way.
    next_file: Arc<AtomicU64>,
    /// Blobs that are written and that no row names yet.
    unnamed: Arc<Mutex<FxHashSet<BlobId>>>,
    pool: pool::Pool,
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Blobs").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Blobs {
    /// Removes what writes that were cut short have left.
    pub(crate) fn open(
        disk: Arc<dyn Disk>,
        random: Random,
        committer: &Arc<Committer>,
        blocking: bool,
    ) -> std::io::Result<Blobs> {
        disk.create_dir(DIR)?;
        let names = disk.list(DIR)?;
        remove_unfinished(&*disk, DIR, &names)?;
        for space in names.iter().filter(|name| is_space(name)) {
            let dir = format!("{DIR}/{space}");
            remove_unfinished(&*disk, &dir, &disk.list(&dir)?)?;
        }
        let committer = Arc::downgrade(committer);
        Ok(Blobs {
            disk,
            dir: DIR.into(),
            random,
            committer,
            blocking,
            next_file: Arc::default(),
            unnamed: Arc::default(),
            pool: pool::Pool::default(),
        })
    }

    /// The blobs of a space: a directory of their own, with ids of their own. Called once by whoever owns the space; names have
    /// more than two letters.
    ///
    /// # Errors
    /// When the space's directory can't be made.
    pub fn space(&self, name: &'static str) -> Result<Blobs, StoreError> {
        if !is_space(name) {
            return Err(StoreError::corrupt(format_args!("{name} is not the name of a space of blobs")));
        }
        let dir = format!("{DIR}/{name}");
        if !self.disk.exists(&dir)? {
            self.disk.create_dir(&dir)?;
            self.disk.sync_dir(DIR)?;
        }
        Ok(Blobs { dir: dir.into(), unnamed: Arc::default(), next_file: Arc::default(), ..self.clone() })
    }

    /// Whether reading and writing may block, and so belong on a thread for that.
    pub fn blocks(&self) -> bool {
        self.blocking
    }

    /// Writes a blob; durable when this resolves, and named by no row yet.
    pub async fn put(&self, content: Bytes) -> Result<NewBlob, StoreError> {
        if !self.blocking {
            return self.write_blocking(&mut &content[..]);
        }
        let blobs = self.clone();
        let written = tokio::task::spawn_blocking(move || blobs.write_blocking(&mut &content[..])).await;
        written.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
    }

    /// Writes a blob from a reader; durable on return, and named by no row yet. Blocks the thread.
    pub fn write_blocking(&self, content: &mut dyn Read) -> Result<NewBlob, StoreError> {
        let mut writer = self.writer()?;
        let mut buffer = vec![0; COPY_BYTES];
        loop {
            let read = content.read(&mut buffer)?;
            let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else { break };
            writer.write(chunk)?;
        }
        writer.finish()
    }

    /// Begins a blob whose content comes in pieces.
    ///
    /// # Errors
    /// When its file can't be made.
    pub fn writer(&self) -> Result<BlobWriter, StoreError> {
        let mut id = [0; 16];
        self.random.fill(&mut id);
        let number = self.next_file.fetch_add(1, Ordering::Relaxed);
        BlobWriter::new(self.clone(), BlobId(id), number)
    }

    /// Room for content that is to become part of a blob.
    pub fn run(&self) -> Run {
        Run::new(&self.pool)
    }

    /// Opens a blob to read it in pieces. `None` when there is none. What was opened can be read to its end, also when the blob
    /// is deleted meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the file is not a whole blob; a block that was changed is noticed when it is read.
    pub fn reader(&self, id: &BlobId) -> Result<Option<BlobReader>, StoreError> {
        match self.disk.open(&self.path(*id)) {
            Ok(file) => BlobReader::new(file, *id, self.pool.clone()).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads a blob. `None` when there is none; [`StoreError::Corrupt`] when it is not what was written.
    pub fn get(&self, id: &BlobId) -> Result<Option<Bytes>, StoreError> {
        let Some(reader) = self.reader(id)? else { return Ok(None) };
        reader.whole().map(Some)
    }

    /// Removes blobs that no row names any more; those that are not there are no error. Everything that was appended to the
    /// journal until now is durable before the first of them goes, so no crash brings back a row that names one.
    ///
    /// # Errors
    /// When the rows can't be made durable now: nothing was removed then. When the disk can't remove one: some may be gone. To be
    /// called again with the same ids in both cases.
    pub async fn delete(&self, ids: &[BlobId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        if !self.blocking {
            return self.delete_blocking(ids);
        }
        let committer = self.committer.upgrade().ok_or(StoreError::Closed)?;
        let settled = committer.settle(committer.appended());
        drop(committer);
        settled.await?;
        let (blobs, ids) = (self.clone(), ids.to_vec());
        let removed = tokio::task::spawn_blocking(move || ids.iter().try_for_each(|id| blobs.remove(*id))).await;
        removed.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
    }

    /// As [`Blobs::delete`]. Blocks the thread.
    ///
    /// # Errors
    /// As [`Blobs::delete`].
    pub fn delete_blocking(&self, ids: &[BlobId]) -> Result<(), StoreError> {
        if !ids.is_empty() {
            self.committer.upgrade().ok_or(StoreError::Closed)?.flush_now()?;
        }
        ids.iter().try_for_each(|id| self.remove(*id))
    }

    /// Removes a blob's file, whoever names it.
    fn remove(&self, id: BlobId) -> Result<(), StoreError> {
        match self.disk.remove(&self.path(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// All blobs, in order, for sweeps; those of spaces are not among the others.
    pub fn list(&self) -> Result<Vec<BlobId>, StoreError> {
        let mut ids = Vec::new();
        for dir in self.disk.list(&self.dir)?.iter().filter(|name| name.len() == 2) {
            let names = self.disk.list(&format!("{}/{dir}", self.dir))?;
            ids.extend(names.iter().filter_map(|name| BlobId::parse(name)));
        }
        Ok(ids)
    }

    /// Whether a blob is written and not yet named by a row ([`NewBlob::named`]): a sweep that finds it must leave it.
    pub fn is_unnamed(&self, id: &BlobId) -> bool {
        self.unnamed.lock().contains(id)
    }

    fn dir_of(&self, id: BlobId) -> String {
        format!("{}/{:02x}", self.dir, id.0[0])
    }

    fn path(&self, id: BlobId) -> String {
        format!("{}/{:02x}/{id}", self.dir, id.0[0])
    }
}

fn is_space(name: &str) -> bool {
    name.len() > 2 && !name.starts_with("new-")
}

fn remove_unfinished(disk: &dyn Disk, dir: &str, names: &[String]) -> std::io::Result<()> {
    names.iter().filter(|name| name.starts_with("new-")).try_for_each(|name| disk.remove(&format!("{dir}/{name}")))
}
