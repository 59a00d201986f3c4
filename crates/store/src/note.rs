//! The file `CHECKPOINT`: up to which commit the base holds everything.
//!
//! ```text
//! version (1 byte) position (8 bytes, little endian) CRC-32 of both (4 bytes, little endian)
//! ```
//!
//! It stands beside the base and not only in it, so that the journal can be checked before the base is opened: opening an
//! engine changes its files, and a damaged directory is to be left as it was found. The base has a note of its own, which is
//! never older.

use std::io::ErrorKind;

use crate::disk::{Disk, read_whole};
use crate::error::OpenError;
use crate::position::Position;

const NAME: &str = "CHECKPOINT";
const NEW: &str = "CHECKPOINT.tmp";
const VERSION: u8 = 1;

/// Notes durably that the base holds every commit up to `holds`.
pub(crate) fn write(disk: &dyn Disk, holds: Position) -> std::io::Result<()> {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&holds.get().to_le_bytes());
    bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
    if disk.exists(NEW)? {
        disk.remove(NEW)?;
    }
    let file = disk.create(NEW)?;
    file.write_at(&bytes, 0)?;
    file.sync_data()?;
    disk.rename(NEW, NAME)?;
    disk.sync_dir("")
}

/// What was noted last.
pub(crate) fn read(disk: &dyn Disk) -> Result<Position, OpenError> {
    let path = disk.path(NAME);
    let bytes = match read_whole(disk, NAME, 64) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Position::NOTHING),
        Err(error) => return Err(OpenError::io(path, error)),
    };
    if let Some(&found) = bytes.first().filter(|version| **version > VERSION) {
        return Err(OpenError::Newer { path, found: u32::from(found), known: u32::from(VERSION) });
    }
    let parts =
        bytes.split_last_chunk::<4>().and_then(|(body, sum)| Some((body, sum, body.split_last_chunk::<8>()?.1)));
    match parts {
        Some((body, sum, position)) if crc32fast::hash(body).to_le_bytes() == *sum && body.len() == 9 => {
            Ok(Position::new(u64::from_le_bytes(*position)))
        }
        _ => Err(OpenError::corrupt(path, None, "its checksum is wrong")),
    }
}
