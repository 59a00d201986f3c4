//! Blocks of events as they lie on the disk.
//!
//! ```text
//! row c   what a search must know before it reads a block: form, times, number of events, bytes       Head
//! body b  form(1)  text length  columns  text                                                         Block
//! ```
//!
//! A call of PutLogEvents appends one *open* block as it came. When enough of a stream's blocks are open, a task *seals* them:
//! their events become compressed blocks of about [`SEAL_BYTES`], sorted by time, with a filter over their trigrams
//! ([`grams`]). The text of a block is one piece, so that a search runs over all of it at once and looks at events only
//! where it found something.

pub(crate) mod grams;
mod head;
mod seal;

use tradewind_store::{Encoder, StoreError};

pub(crate) use head::Head;
pub(crate) use seal::{Sealed, seal};

use crate::limits::EVENT_OVERHEAD;

/// A sealed block's text, in bytes, give or take an event.
pub(crate) const SEAL_BYTES: usize = 1 << 20;

/// So many bits of an event's order are its number within its block.
const INDEX_BITS: u32 = 16;

const OPEN: u8 = 1;
const SEALED: u8 = 2;

/// The order of an event that came as the `index`th of an open block.
pub(crate) fn order(number: u64, index: usize) -> u64 {
    number << INDEX_BITS | index as u64
}

/// An event of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event<'a> {
    /// Milliseconds since the epoch.
    pub(crate) time: u64,
    /// When it arrived, in milliseconds.
    pub(crate) ingested: u64,
    /// The order of arrival within the group.
    pub(crate) order: u64,
    pub(crate) message: &'a str,
}

impl Event<'_> {
    /// How AWS counts its bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.message.len() + EVENT_OVERHEAD
    }
}

/// An open block of events in the order of their times, all arrived now.
pub(crate) fn open_block(events: &[(u64, &str)]) -> Vec<u8> {
    let text: usize = events.iter().map(|(_, message)| message.len()).sum();
    let mut columns =
        Encoder::with_capacity(OPEN, text + events.len() * 6 + 16).varint(text as u64).varint(events.len() as u64);
    let mut last = 0;
    for (time, message) in events {
        columns = columns.varint(time.saturating_sub(last)).varint(message.len() as u64);
        last = *time;
    }
    let mut out = Vec::from(columns.finish());
    events.iter().for_each(|(_, message)| out.extend_from_slice(message.as_bytes()));
    out
}

/// A block in memory, its text readable.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    sealed: bool,
    number: u64,
    ingested: u64,
    columns: &'a [u8],
    text: &'a [u8],
}

impl<'a> Block<'a> {
    /// Opens a block. `room` holds what a sealed one unpacks to.
    pub(crate) fn open(
        head: &Head,
        number: u64,
        body: &'a [u8],
        room: &'a mut Vec<u8>,
    ) -> Result<Block<'a>, StoreError> {
        let (form, mut rest) = body.split_first().ok_or_else(damaged)?;
        let length = varint(&mut rest).and_then(|length| usize::try_from(length).ok()).ok_or_else(damaged)?;
        let whole: &'a [u8] = match *form {
            OPEN => rest,
            SEALED => {
                if length > seal::LARGEST {
                    return Err(damaged());
                }
                room.resize(length, 0);
                let unpacked = lz4_flex::block::decompress_into(rest, room).map_err(|_| damaged())?;
                room.get(..unpacked).filter(|whole| whole.len() == length).ok_or_else(damaged)?
            }
            other => return Err(StoreError::newer("a block of log events", u32::from(other), u32::from(SEALED))),
        };
        let (columns, text) = if *form == OPEN {
            whole.split_at_checked(whole.len().checked_sub(length).ok_or_else(damaged)?).ok_or_else(damaged)?
        } else {
            let mut rest = whole;
            let columns = varint(&mut rest).and_then(|length| usize::try_from(length).ok()).ok_or_else(damaged)?;
            rest.split_at_checked(columns).ok_or_else(damaged)?
        };
        Ok(Block { sealed: *form == SEALED, number, ingested: head.ingested, columns, text })
    }

    /// All messages, one after the other.
    pub(crate) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The events in their order, each with where its message begins.
    pub(crate) fn events(&self) -> Events<'a> {
        let mut columns = self.columns;
        let left = varint(&mut columns);
        Events {
            sealed: self.sealed,
            number: self.number,
            ingested: self.ingested,
            damaged: left.is_none(),
            left: left.unwrap_or_default(),
            index: 0,
            columns,
            text: self.text,
            at: 0,
            time: 0,
            order: 0,
        }
    }
}

/// Goes through a block's events.
#[derive(Debug)]
pub(crate) struct Events<'a> {
    sealed: bool,
    number: u64,
    ingested: u64,
    damaged: bool,
    left: u64,
    index: usize,
    columns: &'a [u8],
    text: &'a [u8],
    at: usize,
    time: u64,
    order: u64,
}

impl<'a> Events<'a> {
    fn step(&mut self) -> Option<(usize, Event<'a>)> {
        self.time = self.time.checked_add(varint(&mut self.columns)?)?;
        let length = usize::try_from(varint(&mut self.columns)?).ok()?;
        if self.sealed {
            self.order = self.order.checked_add_signed(unzigzag(varint(&mut self.columns)?))?;
            self.ingested = self.ingested.checked_add_signed(unzigzag(varint(&mut self.columns)?))?;
        } else {
            self.order = order(self.number, self.index);
        }
        let at = self.at;
        let message = self.text.get(at..at.checked_add(length)?)?;
        self.at += length;
        self.index += 1;
        let message = std::str::from_utf8(message).ok()?;
        Some((at, Event { time: self.time, ingested: self.ingested, order: self.order, message }))
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Result<(usize, Event<'a>), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::mem::take(&mut self.damaged) {
            return Some(Err(damaged()));
        }
        self.left = self.left.checked_sub(1)?;
        let step = self.step();
        if step.is_none() {
            self.left = 0;
        }
        Some(step.ok_or_else(damaged))
    }
}

fn damaged() -> StoreError {
    StoreError::corrupt("a block of log events is not what was written")
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests;
