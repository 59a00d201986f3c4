//! Buffers that blobs are written from and read into, used again and again.
//!
//! Fresh memory costs more than the bytes that go through it: the system clears every page of it, and so would we.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use super::format::{BLOCK, SUM};

/// Blocks in a buffer. Few, so that what was written into it is still in the processor's cache when it is read.
const BLOCKS: usize = 2;

/// Buffers that are kept while nobody needs them: 32 MiB.
const KEPT: usize = 128;

/// The buffers nobody has.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool(Arc<Mutex<Vec<Box<[u8]>>>>);

/// A buffer, which goes back when it is dropped.
#[derive(Debug)]
pub(super) struct Buffer {
    bytes: Box<[u8]>,
    pool: Pool,
}

impl Pool {
    /// The one that came back last. What is in it is of no meaning.
    pub(super) fn take(&self) -> Buffer {
        let bytes = self.0.lock().pop();
        Buffer { bytes: bytes.unwrap_or_else(|| vec![0; BLOCKS * (BLOCK + SUM)].into()), pool: self.clone() }
    }
}

impl Buffer {
    /// Blocks it has room for.
    pub(super) const BLOCKS: usize = BLOCKS;

    pub(super) fn bytes(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    /// As bytes that several have; it goes back when the last of them is dropped.
    pub(super) fn freeze(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let mut kept = self.pool.0.lock();
        if kept.len() < KEPT {
            kept.push(std::mem::take(&mut self.bytes));
        }
    }
}
