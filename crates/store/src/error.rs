//! What can go wrong while the store runs ([`StoreError`]) and while it is opened ([`OpenError`]).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a read or a write of a running store did not succeed.
///
/// Cheap to clone: one failure of the disk is told to every request that waits for it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full. Nothing that was acknowledged is lost; the caller may try again, and the same store works on
    /// once there is space.
    #[error("the disk is full")]
    Full,
    /// A sync failed: what the disk holds is unknown, so nothing more is accepted until the store is opened again.
    #[error("the journal could not be synced, a restart is needed: {0}")]
    Failed(Arc<str>),
    /// Stored bytes contradict themselves.
    #[error("stored data is damaged: {0}")]
    Corrupt(Arc<str>),
    /// A record was written by a newer version of the program.
    #[error("{what} has version {found}, this program knows versions up to {known}")]
    Newer {
        /// What was read, for instance "a queue's attributes".
        what: Arc<str>,
        /// The version found.
        found: u32,
        /// The newest version this program can read.
        known: u32,
    },
    /// A transaction is larger than the journal takes in one piece.
    #[error("a transaction of {bytes} bytes is larger than the limit of {limit} bytes")]
    TooLarge {
        /// The size of the encoded transaction, in bytes.
        bytes: usize,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The operating system refused an operation; it may succeed when tried again.
    #[error("input or output failed: {0}")]
    Io(Arc<str>),
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Stored data contradicts itself; `what` says where and how.
    pub fn corrupt(what: impl fmt::Display) -> Self {
        Self::Corrupt(what.to_string().into())
    }

    /// A record newer than this program.
    pub fn newer(what: impl fmt::Display, found: u32, known: u32) -> Self {
        Self::Newer { what: what.to_string().into(), found, known }
    }

    /// A sync that failed, with the operating system's reason.
    pub fn failed(error: &io::Error) -> Self {
        Self::Failed(error.to_string().into())
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::Io(error.to_string().into()) }
    }
}

/// Whether the operating system says that no more bytes fit: the disk is full or the user's quota is used up.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Why a data directory was not opened.
///
/// For [`OpenError::Locked`], [`OpenError::Newer`], [`OpenError::Corrupt`] and [`OpenError::NotATradewindDirectory`] the directory
/// is left as it was found, but for the files in `base/`: manifest, note and journal are checked before the base's engine is
/// opened, but what the base holds can only be checked by opening it. That may tidy the engine's files up; it changes no row.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds the directory.
    #[error("the data directory {} is in use by another process", path.display())]
    Locked {
        /// The data directory.
        path: PathBuf,
    },
    /// The directory was written by a newer version of the program.
    #[error("{} has format {found}, this program knows formats up to {known}: use a newer version of tradewind", path.display())]
    Newer {
        /// The file that says so.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The newest format this program can read.
        known: u32,
    },
    /// Something that was acknowledged is missing or unreadable. The store never repairs by deleting.
    #[error("{} is damaged{}: {what}", path.display(), at(*offset))]
    Corrupt {
        /// The damaged file, or the directory from which a file is missing.
        path: PathBuf,
        /// The offset in that file, in bytes, where one is known.
        offset: Option<u64>,
        /// What is wrong, in words.
        what: String,
    },
    /// The directory holds something else. It is not touched.
    #[error("{} is neither empty nor a tradewind data directory", path.display())]
    NotATradewindDirectory {
        /// The directory that was named.
        path: PathBuf,
    },
    /// The operating system refused an operation.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The operating system's reason.
        source: io::Error,
    },
}

fn at(offset: Option<u64>) -> String {
    offset.map(|offset| format!(" at byte {offset}")).unwrap_or_default()
}

impl OpenError {
    /// Damage in `path`, at `offset` where one is known.
    pub fn corrupt(path: impl AsRef<Path>, offset: impl Into<Option<u64>>, what: impl fmt::Display) -> Self {
        Self::Corrupt { path: path.as_ref().to_path_buf(), offset: offset.into(), what: what.to_string() }
    }

    /// An operation on `path` that the operating system refused.
    pub fn io(path: impl AsRef<Path>, source: io::Error) -> Self {
        Self::Io { path: path.as_ref().to_path_buf(), source }
    }
}
