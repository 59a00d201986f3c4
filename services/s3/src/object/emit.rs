//! A body goes out: the pieces of an object that lie in a range, one after the other, each verified before it is sent.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tradewind_store::{BlobId, BlobReader, Blobs, StoreError, View};
use tradewind_wire::Stream;

use super::rows;
use super::version::{Content, Part, Version, blob_id};
use crate::error::S3Error;
use crate::keys;

/// Blobs that are being read. What was deleted meanwhile stays until nobody reads it.
#[derive(Debug, Default)]
pub(crate) struct Pins(Mutex<FxHashMap<BlobId, usize>>);

impl Pins {
    pub(crate) fn holds(&self, blob: &BlobId) -> bool {
        self.0.lock().contains_key(blob)
    }
}

/// Keeps a blob while it exists.
struct Pin(Arc<Pins>, BlobId);

impl Pin {
    fn new(pins: &Arc<Pins>, blob: BlobId) -> Pin {
        *pins.0.lock().entry(blob).or_default() += 1;
        Pin(pins.clone(), blob)
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        let mut pins = self.0.0.lock();
        if let Some(count) = pins.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                pins.remove(&self.1);
            }
        }
    }
}

/// Bytes of an object, found under the cell's lock and read later.
pub(crate) struct Bytewise {
    blobs: Blobs,
    pieces: VecDeque<Piece>,
    open: Option<(Pin, BlobReader, Range<u64>)>,
    ready: VecDeque<Bytes>,
}

enum Piece {
    Memory(Bytes),
    Blob(Pin, Range<u64>),
}

impl std::fmt::Debug for Bytewise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bytewise").field("pieces", &self.pieces.len()).finish_non_exhaustive()
    }
}

impl Bytewise {
    /// The bytes of a version in a range, which lies within it.
    pub(crate) fn find(
        view: &View<'_>,
        blobs: &Blobs,
        pins: &Arc<Pins>,
        version: &Version,
        range: Range<u64>,
    ) -> Result<Bytewise, S3Error> {
        let mut found = Bytewise { blobs: blobs.clone(), pieces: VecDeque::new(), open: None, ready: VecDeque::new() };
        match &version.content {
            Content::Parts(number) => {
                let mut start = 0;
                for Part { size, content, .. } in rows::parts(view, *number)? {
                    let (from, to) = (range.start.max(start), range.end.min(start + size));
                    if from < to {
                        found.add(view, pins, &content, from - start..to - start)?;
                    }
                    start += size;
                }
            }
            content => found.add(view, pins, content, range)?,
        }
        Ok(found)
    }

    fn add(&mut self, view: &View<'_>, pins: &Arc<Pins>, content: &Content, range: Range<u64>) -> Result<(), S3Error> {
        match content {
            Content::Empty => {}
            Content::Inline(number) => {
                let body = view.get_body(keys::body(*number))?;
                let body = body.ok_or_else(|| StoreError::corrupt("an object's body is missing"))?;
                let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(body.len());
                let start = usize::try_from(range.start).unwrap_or(usize::MAX).min(end);
                self.pieces.push_back(Piece::Memory(body.slice(start..end)));
            }
            Content::Blob(blob) => self.pieces.push_back(Piece::Blob(Pin::new(pins, blob_id(blob)?), range)),
            Content::Parts(_) => return Err(StoreError::corrupt("a part consists of parts").into()),
        }
        Ok(())
    }

    /// The next bytes; blocks the thread.
    pub(crate) fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        loop {
            if let Some(bytes) = self.ready.pop_front() {
                return Ok(Some(bytes));
            }
            if let Some((_, reader, range)) = &mut self.open {
                let pieces = reader.read(range.start, range.end)?;
                self.take(pieces)?;
                continue;
            }
            match self.pieces.pop_front() {
                None => return Ok(None),
                Some(Piece::Memory(bytes)) => return Ok(Some(bytes)),
                Some(Piece::Blob(pin, range)) => {
                    let reader = self.blobs.reader(&pin.1)?;
                    let reader = reader.ok_or_else(|| StoreError::corrupt("an object's blob is missing"))?;
                    self.open = Some((pin, reader, range));
                }
            }
        }
    }

    /// Keeps what was read of the blob that is open.
    fn take(&mut self, pieces: Vec<Bytes>) -> Result<(), StoreError> {
        let Some((_, _, range)) = &mut self.open else { return Ok(()) };
        if pieces.is_empty() && range.start < range.end {
            return Err(StoreError::corrupt("a blob is shorter than its object"));
        }
        range.start += pieces.iter().map(|piece| piece.len() as u64).sum::<u64>();
        self.ready.extend(pieces);
        if range.start >= range.end {
            self.open = None;
        }
        Ok(())
    }

    /// Whether the next bytes are there without reading, or could be read without waiting for the disk.
    fn is_ready(&mut self) -> Result<bool, StoreError> {
        if !self.ready.is_empty() {
            return Ok(true);
        }
        let Some((_, reader, range)) = &self.open else {
            return Ok(matches!(self.pieces.front(), None | Some(Piece::Memory(_))));
        };
        let Some(pieces) = reader.read_cached(range.start, range.end)? else { return Ok(false) };
        self.take(pieces)?;
        Ok(true)
    }

    /// The next bytes, and what is left.
    async fn step(mut self) -> Result<(Option<Bytes>, Bytewise), StoreError> {
        if !self.blobs.blocks() || self.is_ready()? {
            let bytes = self.next()?;
            return Ok((bytes, self));
        }
        let read = tokio::task::spawn_blocking(move || self.next().map(|bytes| (bytes, self))).await;
        read.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
    }

    /// As a stream. The first bytes are read here, so that what is missing or damaged is told before anything is sent.
    pub(crate) async fn stream(self) -> Result<Stream, S3Error> {
        let (first, rest) = self.step().await?;
        let Some(first) = first else { return Ok(Stream::once(Bytes::new())) };
        if rest.pieces.is_empty() && rest.open.is_none() && rest.ready.is_empty() {
            return Ok(Stream::once(first));
        }
        let rest = futures::stream::try_unfold(rest, |bytes| async move {
            match bytes.step().await {
                Ok((next, rest)) => Ok(next.map(|next| (next, rest))),
                Err(error) => {
                    tracing::error!(%error, "an object can't be read to its end");
                    Err(std::io::Error::other(error.to_string()))
                }
            }
        });
        let first = futures::stream::once(std::future::ready(Ok(first)));
        Ok(Stream::new(Box::pin(futures::StreamExt::chain(first, rest))))
    }
}
