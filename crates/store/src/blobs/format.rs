//! How a blob's file looks.
//!
//! ```text
//! version 2:  02, 3 zero bytes, block size (4 bytes LE)
//!             blocks: content, CRC-32 of id, number (8 bytes LE) and content (4 bytes LE); all but the last are full
//!             length (8 bytes LE), CRC-32 of id and length (4 bytes LE)
//! version 1:  01, length (8 bytes LE), CRC-32 of the content (4 bytes LE), content                    (read, not written)
//! ```
//!
//! A block is checked by itself, so a piece of a large blob is read and verified without the rest of it. Its number and the
//! blob's id are in its sum: a block that stands in the wrong place does not pass for the right one.

use super::BlobId;

/// Largest blob, in bytes.
pub const MAX_BLOB_BYTES: u64 = 5 << 30;

pub(super) const OLD_VERSION: u8 = 1;
pub(super) const OLD_HEADER: usize = 13;
pub(super) const VERSION: u8 = 2;
pub(super) const HEADER: usize = 8;
pub(super) const FOOTER: usize = 12;
pub(super) const SUM: usize = 4;
/// Content of a block, in bytes.
pub(super) const BLOCK: usize = 128 * 1024;

pub(super) fn header() -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[0] = VERSION;
    header[4..].copy_from_slice(&(BLOCK as u32).to_le_bytes());
    header
}

pub(super) fn block_sum(id: BlobId, number: u64, content: &[u8]) -> [u8; SUM] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&id.0);
    sum.update(&number.to_le_bytes());
    sum.update(content);
    sum.finalize().to_le_bytes()
}

pub(super) fn footer(id: BlobId, length: u64) -> [u8; FOOTER] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&id.0);
    sum.update(&length.to_le_bytes());
    let mut footer = [0; FOOTER];
    footer[..8].copy_from_slice(&length.to_le_bytes());
    footer[8..].copy_from_slice(&sum.finalize().to_le_bytes());
    footer
}

/// The size of the file of a blob of this length.
pub(super) fn file_bytes(length: u64) -> u64 {
    HEADER as u64 + length + length.div_ceil(BLOCK as u64) * SUM as u64 + FOOTER as u64
}
