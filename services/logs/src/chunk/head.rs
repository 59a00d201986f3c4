//! What is known of a block without reading it.

use bytes::Bytes;
use tradewind_store::{Decoder, Encoder, StoreError};

use super::Event;

const VERSION: u8 = 1;

/// A block's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) sealed: bool,
    /// The earliest and the latest time in it, in milliseconds.
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// When its newest event arrived, in milliseconds; in an open block all events did.
    pub(crate) ingested: u64,
    pub(crate) events: u32,
    /// As AWS counts them.
    pub(crate) bytes: u64,
}

impl Head {
    /// Of an open block.
    pub(crate) fn of_open(events: &[(u64, &str)], ingested: u64) -> Head {
        let counted = |(_, message): &(u64, &str)| (message.len() + crate::limits::EVENT_OVERHEAD) as u64;
        Head {
            sealed: false,
            first: events.first().map_or(0, |(time, _)| *time),
            last: events.last().map_or(0, |(time, _)| *time),
            ingested,
            events: u32::try_from(events.len()).unwrap_or(u32::MAX),
            bytes: events.iter().map(counted).sum(),
        }
    }

    /// Of a block of these events, sorted by time.
    pub(super) fn of_sealed(events: &[Event<'_>]) -> Head {
        Head {
            sealed: true,
            first: events.first().map_or(0, |event| event.time),
            last: events.last().map_or(0, |event| event.time),
            ingested: events.iter().map(|event| event.ingested).max().unwrap_or_default(),
            events: u32::try_from(events.len()).unwrap_or(u32::MAX),
            bytes: events.iter().map(|event| event.bytes() as u64).sum(),
        }
    }

    pub(crate) fn encode(&self) -> Bytes {
        Encoder::with_capacity(VERSION, 32)
            .bool(self.sealed)
            .varint(self.first)
            .varint(self.last.saturating_sub(self.first))
            .varint(self.ingested)
            .varint(u64::from(self.events))
            .varint(self.bytes)
            .finish()
    }

    pub(crate) fn decode(row: &[u8]) -> Result<Head, StoreError> {
        let mut row = Decoder::new("a block's head", VERSION, row)?;
        let sealed = row.bool()?;
        let first = row.varint()?;
        let last = first.saturating_add(row.varint()?);
        let ingested = row.varint()?;
        let events = u32::try_from(row.varint()?).unwrap_or(u32::MAX);
        let head = Head { sealed, first, last, ingested, events, bytes: row.varint()? };
        row.end()?;
        Ok(head)
    }
}
