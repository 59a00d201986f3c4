//! The disk as the store sees it: a small tree of named files whose writes and names become durable only when synced.
//!
//! [`RealDisk`] is a directory of the operating system; [`SimDisk`] keeps everything in memory, loses at a crash what was
//! not synced, and fails on purpose. The journal and the blobs are written against [`Disk`], so a simulation runs the code
//! that ships.

use std::any::Any;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

mod real;
mod sim;

pub use real::RealDisk;
pub use sim::{SimDisk, SyncFault};

/// A tree of files below one root. Names are relative, parts separated by `/`, for instance `journal/0000000000000001.seg`.
///
/// A file's *contents* are durable after [`DiskFile::sync_data`]; its *name* (creation, renaming, removal) is durable after
/// [`Disk::sync_dir`] on the directory that holds it. Both are needed, as on every POSIX file system.
pub trait Disk: Send + Sync + fmt::Debug + 'static {
    /// Creates an empty file for reading and writing. Fails with `AlreadyExists` if the name is taken.
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens an existing file for reading and writing. Fails with `NotFound` if there is none.
    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Whether a file or directory of this name exists.
    fn exists(&self, name: &str) -> io::Result<bool>;

    /// The names (without the directory) of the files and directories in `dir`, in byte order; `""` is the root.
    fn list(&self, dir: &str) -> io::Result<Vec<String>>;

    /// Removes a file.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Renames a file, replacing what `to` named before, in one step.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Creates a directory and those above it; does nothing if it exists.
    fn create_dir(&self, dir: &str) -> io::Result<()>;

    /// Makes the names in `dir` durable; `""` is the root.
    fn sync_dir(&self, dir: &str) -> io::Result<()>;

    /// Takes an exclusive lock on the file `name` (created if needed), held until the answer is dropped and released by the
    /// operating system when the process dies. `None`: somebody else holds it.
    fn lock(&self, name: &str) -> io::Result<Option<DiskLock>>;

    /// The name as a user would find it, for messages and for engines that need a path.
    fn path(&self, name: &str) -> PathBuf;
}

/// An open file. All methods take `&self`: reads and writes name their offset, so handles can be shared.
pub trait DiskFile: Send + Sync + fmt::Debug + 'static {
    /// Writes all bytes at `offset`, growing the file where needed. On an error some of them may have been written.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Reads into `buffer` from `offset`; answers how many bytes were read, fewer than asked only at the end of the file.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// As [`DiskFile::read_at`], but only what is in memory already; none where the disk would have to be waited for, or where
    /// that can't be told.
    fn read_cached_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<Option<usize>> {
        let _ = (buffer, offset);
        Ok(None)
    }

    /// The file's length in bytes.
    fn len(&self) -> io::Result<u64>;

    /// Whether the file has no bytes.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Cuts the file, or extends it with zeros.
    fn set_len(&self, bytes: u64) -> io::Result<()>;

    /// Makes the contents and the length durable (`fdatasync`). After an error the contents are unknown and a second call
    /// proves nothing: the caller must stop relying on the file.
    fn sync_data(&self) -> io::Result<()>;
}

/// Holds a lock taken with [`Disk::lock`] until it is dropped.
pub struct DiskLock {
    _held: Box<dyn Any + Send + Sync>,
}

impl DiskLock {
    fn new(held: impl Any + Send + Sync) -> Self {
        Self { _held: Box::new(held) }
    }
}

impl fmt::Debug for DiskLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DiskLock")
    }
}

/// Reads a whole file.
///
/// # Errors
/// As [`Disk::open`] and [`DiskFile::read_at`]; `FileTooLarge` when it is longer than `limit` bytes.
pub fn read_whole(disk: &dyn Disk, name: &str, limit: u64) -> io::Result<Vec<u8>> {
    let file = disk.open(name)?;
    let length = file.len()?;
    if length > limit {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, filled as u64)? {
            0 => break,
            read => filled += read,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}
