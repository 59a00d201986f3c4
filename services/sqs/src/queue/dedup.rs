//! What a FIFO queue remembers of its senders: for five minutes a deduplication id stands for the message it came with, whether
//! or not that message is still there.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError};

use crate::limits::DEDUPLICATION_WINDOW;
use crate::message::MessageId;

const VERSION: u8 = 1;

/// An id in its scope: the first half of a SHA-256, so that every entry takes the same room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scoped([u8; 16]);

/// The message an id came with first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Original {
    pub(crate) sequence: u64,
    pub(crate) id: MessageId,
    pub(crate) at: Timestamp,
}

/// The ids of the last five minutes.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    by_id: BTreeMap<Scoped, Original>,
    /// In the order of their sequence numbers, which is the order of time.
    oldest_first: VecDeque<(u64, Scoped)>,
}

impl Scoped {
    /// An id within its message group, or within the queue.
    pub(crate) fn new(group: Option<&str>, id: &str) -> Scoped {
        let mut hash = Sha256::new();
        if let Some(group) = group {
            hash.update(group.as_bytes());
        }
        // A group can't contain this byte, so no two scopes share a text.
        hash.update([0]);
        hash.update(id.as_bytes());
        let whole: [u8; 32] = hash.finalize().into();
        let mut half = [0; 16];
        half.copy_from_slice(&whole[..16]);
        Scoped(half)
    }
}

/// The deduplication id that `ContentBasedDeduplication` makes: the SHA-256 of the body.
pub(crate) fn content_id(body: &str) -> String {
    hex::encode(Sha256::digest(body.as_bytes()))
}

impl Seen {
    /// The message the id came with, if that was within the window.
    pub(crate) fn find(&self, id: Scoped, now: Timestamp) -> Option<Original> {
        self.by_id.get(&id).copied().filter(|original| now < original.at + DEDUPLICATION_WINDOW)
    }

    /// Remembers an id; the row's value.
    pub(crate) fn remember(&mut self, id: Scoped, original: Original) -> Bytes {
        self.by_id.insert(id, original);
        self.oldest_first.push_back((original.sequence, id));
        Encoder::new(VERSION).bytes(&id.0).bytes(&original.id).u64(original.at.as_micros()).finish()
    }

    /// Reads a row.
    pub(crate) fn load(&mut self, sequence: u64, row: &[u8]) -> Result<(), StoreError> {
        let wrong = || StoreError::corrupt("a deduplication row");
        let mut row = Decoder::new("a deduplication row", VERSION, row)?;
        let id = Scoped(row.bytes()?.try_into().map_err(|_| wrong())?);
        let message = row.bytes()?.try_into().map_err(|_| wrong())?;
        let at = Timestamp::from_micros(row.u64()?);
        row.end()?;
        self.by_id.insert(id, Original { sequence, id: message, at });
        self.oldest_first.push_back((sequence, id));
        Ok(())
    }

    /// Takes out one id whose window has passed, and returns its row's number.
    pub(crate) fn forget_one(&mut self, now: Timestamp) -> Option<u64> {
        let (sequence, id) = *self.oldest_first.front()?;
        match self.by_id.get(&id) {
            Some(original) if original.sequence == sequence => {
                if now < original.at + DEDUPLICATION_WINDOW {
                    return None;
                }
                self.by_id.remove(&id);
            }
            // The id has come again since; its later row counts.
            _ => {}
        }
        self.oldest_first.pop_front();
        Some(sequence)
    }

    /// Every remembered id with its row's number: what a purge writes again.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, Bytes)> {
        self.by_id.iter().map(|(id, original)| {
            let row = Encoder::new(VERSION).bytes(&id.0).bytes(&original.id).u64(original.at.as_micros()).finish();
            (original.sequence, row)
        })
    }
}
