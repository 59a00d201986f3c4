//! Some blocks of a blob in memory, as they stand in its file: each with its sum behind it.

use bytes::Bytes;

use super::BlobId;
use super::format::{BLOCK, SUM, block_sum};
use super::pool::{Buffer, Pool};

/// Content on its way into a blob ([`super::BlobWriter::append`]).
#[derive(Debug)]
pub struct Run {
    buffer: Buffer,
    /// Bytes of content.
    length: usize,
}

impl Run {
    pub(super) fn new(pool: &Pool) -> Run {
        Run { buffer: pool.take(), length: 0 }
    }

    /// Bytes of content in it.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether no more fits in.
    pub fn is_full(&self) -> bool {
        self.length == Buffer::BLOCKS * BLOCK
    }

    /// Copies content behind what there is, and answers how many bytes of it fitted in.
    pub fn fill(&mut self, content: &[u8]) -> usize {
        let mut rest = content;
        while !rest.is_empty() && !self.is_full() {
            let (block, within) = (self.length / BLOCK, self.length % BLOCK);
            let (now, later) = rest.split_at(rest.len().min(BLOCK - within));
            let at = block * (BLOCK + SUM) + within;
            self.buffer.bytes()[at..at + now.len()].copy_from_slice(now);
            self.length += now.len();
            rest = later;
        }
        content.len() - rest.len()
    }

    /// The blocks it has, the last of which may be short.
    pub(super) fn blocks(&self) -> u64 {
        self.length.div_ceil(BLOCK) as u64
    }

    /// With the sums of its blocks, the first of which has this number: as it stands in the file.
    pub(super) fn seal(mut self, id: BlobId, first: u64) -> Sealed {
        let (length, mut at) = (self.length, 0);
        for (number, start) in (first..).zip((0..length).step_by(BLOCK)) {
            let (content, rest) = self.buffer.bytes()[at..].split_at_mut((length - start).min(BLOCK));
            rest[..SUM].copy_from_slice(&block_sum(id, number, content));
            at += content.len() + SUM;
        }
        Sealed { bytes: self.buffer.freeze().slice(..at), length }
    }
}

/// Blocks as they stand in the file.
pub(super) struct Sealed {
    pub(super) bytes: Bytes,
    length: usize,
}

impl Sealed {
    /// The content, a piece for each block.
    pub(super) fn contents(&self) -> Vec<Bytes> {
        let block = |start: usize| {
            let at = start / BLOCK * (BLOCK + SUM);
            self.bytes.slice(at..at + (self.length - start).min(BLOCK))
        };
        (0..self.length).step_by(BLOCK).map(block).collect()
    }
}
