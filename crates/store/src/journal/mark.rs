//! The mark: how far the journal is known to be durable.
//!
//! ```text
//! journal/synced
//!  0  magic "TWSYNCED"
//!  8  number         u64   of the last group
//! 16  position       u64   of its last commit
//! 24  checksum       u64   XXH3 of bytes 0..24, keyed with the directory's random number
//! ```
//!
//! The mark is overwritten after each group without a sync of its own, and synced when the journal is closed. So it is
//! never ahead of the journal, and an opening that ends below it has found damage. It is exact after a clean close and
//! after the process was killed; after a power cut it may be as old as the operating system's write-back (usually 30
//! seconds), or unreadable, and then says nothing about the very last groups.

use std::io;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::frame::{put, u64_at};
use crate::disk::{Disk, DiskFile};
use crate::position::Position;

/// The name of the mark's file.
pub(super) const NAME: &str = "journal/synced";

const MAGIC: [u8; 8] = *b"TWSYNCED";
const CHECKED: usize = 24;
const LENGTH: usize = 32;

/// The open file of the mark.
#[derive(Debug)]
pub(super) struct Mark {
    file: Arc<dyn DiskFile>,
    salt: u64,
}

impl Mark {
    /// Creates the file, saying that nothing is durable yet, and makes its contents durable.
    pub(super) fn create(disk: &dyn Disk, salt: u64) -> io::Result<()> {
        let mark = Self { file: disk.create(NAME)?, salt };
        mark.write(0, Position::NOTHING)?;
        mark.sync()
    }

    pub(super) fn open(disk: &dyn Disk, salt: u64) -> io::Result<Self> {
        Ok(Self { file: disk.open(NAME)?, salt })
    }

    /// Notes that everything through group `number`, whose last commit is at `position`, is durable.
    pub(super) fn write(&self, number: u64, position: Position) -> io::Result<()> {
        let mut bytes = [0; LENGTH];
        put(&mut bytes, 0, &MAGIC);
        put(&mut bytes, 8, &number.to_le_bytes());
        put(&mut bytes, 16, &position.get().to_le_bytes());
        let checksum = xxh3_64_with_seed(bytes.get(..CHECKED).unwrap_or_default(), self.salt);
        put(&mut bytes, CHECKED, &checksum.to_le_bytes());
        self.file.write_at(&bytes, 0)
    }

    /// The position noted; `None` when the mark is unreadable, which a power cut may have done to it.
    pub(super) fn read(&self) -> io::Result<Option<Position>> {
        let mut bytes = [0; LENGTH];
        let read = self.file.read_at(&mut bytes, 0)?;
        let right = read == LENGTH
            && bytes.starts_with(&MAGIC)
            && u64_at(&bytes, CHECKED) == xxh3_64_with_seed(bytes.get(..CHECKED).unwrap_or_default(), self.salt);
        Ok(right.then(|| Position::new(u64_at(&bytes, 16))))
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}
