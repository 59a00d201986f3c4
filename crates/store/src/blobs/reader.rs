//! Reading a blob, whole or in pieces.

use std::sync::Arc;

use bytes::Bytes;

use super::BlobId;
use super::format::{
    BLOCK, FOOTER, HEADER, MAX_BLOB_BYTES, OLD_HEADER, OLD_VERSION, SUM, VERSION, block_sum, file_bytes, footer, header,
};
use super::pool::{Buffer, Pool};
use crate::disk::DiskFile;
use crate::error::StoreError;

/// An open blob. Reads block the thread.
#[derive(Debug)]
pub struct BlobReader {
    file: Arc<dyn DiskFile>,
    id: BlobId,
    form: Form,
    pool: Pool,
}

#[derive(Debug)]
enum Form {
    /// Version 1: checked as a whole, so it is held as a whole.
    Whole(Bytes),
    /// Version 2, of this length.
    Blocks(u64),
}

/// Fills a buffer from an offset of the file on; none where that can't be done without waiting.
trait FillBuffer: FnOnce(&mut [u8], u64) -> Result<Option<()>, StoreError> {}

impl<F: FnOnce(&mut [u8], u64) -> Result<Option<()>, StoreError>> FillBuffer for F {}

impl BlobReader {
    pub(super) fn new(file: Arc<dyn DiskFile>, id: BlobId, pool: Pool) -> Result<BlobReader, StoreError> {
        let size = file.len()?;
        if size > file_bytes(MAX_BLOB_BYTES) {
            return Err(damaged(id));
        }
        let mut head = [0; HEADER];
        fill(&*file, &mut head, 0, id)?;
        let form = match head[0] {
            OLD_VERSION => Form::Whole(old(&*file, id, size)?),
            VERSION if head == header() => Form::Blocks(length(&*file, id, size)?),
            found if found > VERSION => {
                return Err(StoreError::newer("a blob", u32::from(found), u32::from(VERSION)));
            }
            _ => return Err(damaged(id)),
        };
        Ok(BlobReader { file, id, form, pool })
    }

    /// The content's length, in bytes.
    pub fn len(&self) -> u64 {
        match &self.form {
            Form::Whole(bytes) => bytes.len() as u64,
            Form::Blocks(length) => *length,
        }
    }

    /// Whether there is no content.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Content from `from` on, up to `to`, but no more than is read at once (some blocks): pieces in order, each verified. Nothing
    /// beyond the end.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a block is not what was written.
    pub fn read(&self, from: u64, to: u64) -> Result<Vec<Bytes>, StoreError> {
        let read = |buffer: &mut [u8], offset| fill(&*self.file, buffer, offset, self.id).map(Some);
        self.pieces(from, to, read).map(Option::unwrap_or_default)
    }

    /// As [`BlobReader::read`], without waiting for the disk: none where it would have to.
    ///
    /// # Errors
    /// As [`BlobReader::read`].
    pub fn read_cached(&self, from: u64, to: u64) -> Result<Option<Vec<Bytes>>, StoreError> {
        let read = |buffer: &mut [u8], offset| {
            let read = self.file.read_cached_at(buffer, offset)?;
            Ok(read.filter(|read| *read == buffer.len()).map(drop))
        };
        self.pieces(from, to, read)
    }

    fn pieces(&self, from: u64, to: u64, read: impl FillBuffer) -> Result<Option<Vec<Bytes>>, StoreError> {
        let to = to.min(self.len());
        if from >= to {
            return Ok(Some(Vec::new()));
        }
        match &self.form {
            Form::Whole(bytes) => {
                let (from, to) =
                    (usize::try_from(from).unwrap_or(usize::MAX), usize::try_from(to).unwrap_or(usize::MAX));
                Ok(Some(vec![bytes.slice(from..to)]))
            }
            Form::Blocks(length) => self.blocks(from, to, *length, read),
        }
    }

    fn blocks(&self, from: u64, to: u64, length: u64, read: impl FillBuffer) -> Result<Option<Vec<Bytes>>, StoreError> {
        let block = BLOCK as u64;
        let first = from / block;
        let last = ((to - 1) / block).min(first + Buffer::BLOCKS as u64 - 1);
        let start = HEADER as u64 + first * (BLOCK + SUM) as u64;
        let content_end = ((last + 1) * block).min(length);
        let bytes = content_end - first * block + (last - first + 1) * SUM as u64;
        let mut buffer = self.pool.take();
        let bytes = usize::try_from(bytes).map_err(|_| damaged(self.id))?;
        let room = buffer.bytes().get_mut(..bytes).ok_or_else(|| damaged(self.id))?;
        if read(room, start)?.is_none() {
            return Ok(None);
        }
        let run = buffer.freeze();
        let mut pieces = Vec::new();
        for number in first..=last {
            let at = usize::try_from(number - first).map_err(|_| damaged(self.id))? * (BLOCK + SUM);
            let size = usize::try_from((length - number * block).min(block)).map_err(|_| damaged(self.id))?;
            let (content, sum) = (run.slice(at..at + size), run.slice(at + size..at + size + SUM));
            if sum[..] != block_sum(self.id, number, &content) {
                return Err(damaged(self.id));
            }
            let begin = usize::try_from(from.saturating_sub(number * block)).map_err(|_| damaged(self.id))?;
            let end = usize::try_from((to - number * block).min(size as u64)).map_err(|_| damaged(self.id))?;
            pieces.push(content.slice(begin..end));
        }
        Ok(Some(pieces))
    }

    /// The whole content in memory.
    ///
    /// # Errors
    /// As [`BlobReader::read`].
    pub fn whole(&self) -> Result<Bytes, StoreError> {
        let length = self.len();
        if let Form::Whole(bytes) = &self.form {
            return Ok(bytes.clone());
        }
        let mut all = Vec::with_capacity(usize::try_from(length).map_err(|_| damaged(self.id))?);
        while (all.len() as u64) < length {
            for piece in self.read(all.len() as u64, length)? {
                all.extend_from_slice(&piece);
            }
        }
        Ok(all.into())
    }
}

/// The length that the end of the file says, if the file is that of such a blob.
fn length(file: &dyn DiskFile, id: BlobId, size: u64) -> Result<u64, StoreError> {
    let mut end = [0; FOOTER];
    fill(file, &mut end, size.checked_sub(FOOTER as u64).ok_or_else(|| damaged(id))?, id)?;
    let (length, _) = end.split_first_chunk::<8>().ok_or_else(|| damaged(id))?;
    let length = u64::from_le_bytes(*length);
    if length > MAX_BLOB_BYTES || end != footer(id, length) || size != file_bytes(length) {
        return Err(damaged(id));
    }
    Ok(length)
}

/// The content of a blob of version 1.
fn old(file: &dyn DiskFile, id: BlobId, size: u64) -> Result<Bytes, StoreError> {
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| damaged(id))?];
    fill(file, &mut bytes, 0, id)?;
    let bytes = Bytes::from(bytes);
    let (head, content) = bytes.split_first_chunk::<OLD_HEADER>().ok_or_else(|| damaged(id))?;
    let mut expected = [OLD_VERSION; OLD_HEADER];
    expected[1..9].copy_from_slice(&(content.len() as u64).to_le_bytes());
    expected[9..].copy_from_slice(&crc32fast::hash(content).to_le_bytes());
    if *head != expected {
        return Err(damaged(id));
    }
    Ok(bytes.slice(OLD_HEADER..))
}

fn fill(file: &dyn DiskFile, buffer: &mut [u8], offset: u64, id: BlobId) -> Result<(), StoreError> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + filled as u64)? {
            0 => return Err(damaged(id)),
            read => filled += read,
        }
    }
    Ok(())
}

fn damaged(id: BlobId) -> StoreError {
    StoreError::corrupt(format_args!("the blob {id} is not what was written"))
}
