//! Reading a segment a window at a time: a journal may be far larger than the memory the store is allowed.

use std::io;
use std::sync::Arc;

use super::frame::{BLOCK, HEADER, Header, Link};
use super::segment::{self, Frame, Stop};
use crate::disk::DiskFile;

/// So many bytes are read at once.
const WINDOW: usize = 1 << 20;

/// A segment's bytes.
#[derive(Debug)]
pub(super) struct Source {
    file: Arc<dyn DiskFile>,
    length: u64,
    /// What was read last, and from where.
    buffer: Vec<u8>,
    filled: usize,
    start: u64,
}

impl Source {
    pub(super) fn new(file: Arc<dyn DiskFile>) -> io::Result<Self> {
        let length = file.len()?;
        Ok(Self { file, length, buffer: Vec::new(), filled: 0, start: 0 })
    }

    /// Goes on with another file, in the same memory.
    pub(super) fn change(&mut self, file: Arc<dyn DiskFile>) -> io::Result<()> {
        self.length = file.len()?;
        self.file = file;
        self.filled = 0;
        Ok(())
    }

    /// The bytes from `offset` on: at least `wanted`, unless the file ends before.
    pub(super) fn bytes(&mut self, offset: u64, wanted: usize) -> io::Result<&[u8]> {
        let end = (offset + wanted as u64).min(self.length);
        if offset < self.start || end > self.start + self.filled as u64 {
            let rest = usize::try_from(self.length.saturating_sub(offset)).unwrap_or(usize::MAX);
            let size = wanted.max(WINDOW.min(rest));
            if self.buffer.len() < size {
                self.buffer.resize(size, 0);
            }
            self.filled = self.file.read_at(self.buffer.get_mut(..size).unwrap_or_default(), offset)?;
            self.start = offset;
        }
        let from = usize::try_from(offset - self.start).unwrap_or(usize::MAX).min(self.filled);
        Ok(self.buffer.get(from..self.filled).unwrap_or_default())
    }

    /// The frame at `offset`, if it is whole and follows `link`; else why not.
    pub(super) fn frame(&mut self, offset: u64, link: Link, key: u64) -> io::Result<Result<Frame<'_>, Stop>> {
        let header = Header::read(self.bytes(offset, HEADER)?, key);
        let body = header.map_or(0, |header| u64::from(header.body_length));
        let rest = self.length.saturating_sub(offset).saturating_sub(HEADER as u64);
        // Not more than the file has: a length is only as good as the memory it asks for.
        let body = usize::try_from(body.min(rest)).unwrap_or(0);
        Ok(segment::frame_at(self.bytes(offset, HEADER + body)?, link, key))
    }

    /// The first place after `offset` where a group with a number of `number` or more begins.
    ///
    /// A group is written only when the one before is durable. So such a header proves that a group which is unreadable had
    /// been acknowledged, even if the later group itself never became whole.
    pub(super) fn later_group(&mut self, offset: u64, number: u64, key: u64) -> io::Result<Option<u64>> {
        let mut at = (offset + 1).next_multiple_of(BLOCK as u64);
        while at < self.length {
            if Header::read(self.bytes(at, HEADER)?, key).is_some_and(|header| header.link.number >= number) {
                return Ok(Some(at));
            }
            at += BLOCK as u64;
        }
        Ok(None)
    }
}
