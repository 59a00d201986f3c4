//! What the index knows of one message.

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError};

const VERSION: u8 = 1;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It may be received, if its FIFO group lets it.
    Ready,
    /// It was sent with a delay that has not passed.
    Delayed,
    /// It was received and its visibility timeout has not passed.
    InFlight,
    /// It is on its way to another queue; a durable task takes it there.
    Moving,
}

/// A message's changing part. It is small, because it is written at every receive and kept in memory while the message waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// When it was sent; retention counts from here, also in a standard queue's dead-letter queue.
    pub(crate) sent: Timestamp,
    /// When its delay or its visibility timeout ends.
    pub(crate) visible: Timestamp,
    /// When it was last received.
    pub(crate) received: Timestamp,
    /// When it was first received.
    pub(crate) first_received: Timestamp,
    /// How often it was received, in all queues it has been in. With the sequence number it names one receive, so it is what
    /// makes a receipt handle go stale.
    pub(crate) receives: u32,
    /// Its message group's place in the group table; [`NO_GROUP`] for none.
    pub(crate) group: u32,
    pub(crate) state: State,
}

/// The place of no group.
pub(crate) const NO_GROUP: u32 = u32::MAX;

impl Entry {
    /// A message that was never received.
    pub(crate) fn new(sent: Timestamp, visible: Timestamp, now: Timestamp, group: u32) -> Entry {
        let state = if visible > now { State::Delayed } else { State::Ready };
        let none = Timestamp::ZERO;
        Entry { sent, visible, received: none, first_received: none, receives: 0, group, state }
    }

    /// The row's value.
    pub(crate) fn encode(&self, group: Option<&str>) -> Bytes {
        let state = match self.state {
            State::Ready => 0,
            State::Delayed => 1,
            State::InFlight => 2,
            State::Moving => 3,
        };
        Encoder::with_capacity(VERSION, 40 + group.map_or(0, str::len))
            .u8(state)
            .varint(self.sent.as_micros())
            .varint(self.visible.as_micros())
            .varint(self.received.as_micros())
            .varint(self.first_received.as_micros())
            .varint(u64::from(self.receives))
            .option(group, Encoder::str)
            .finish()
    }

    /// Reads a row. The group's place is the caller's to fill in.
    pub(crate) fn decode(row: &[u8]) -> Result<(Entry, Option<&str>), StoreError> {
        let mut row = Decoder::new("a message's index", VERSION, row)?;
        let state = match row.u8()? {
            0 => State::Ready,
            1 => State::Delayed,
            2 => State::InFlight,
            3 => State::Moving,
            other => return Err(StoreError::corrupt(format_args!("a message's index: state {other}"))),
        };
        let mut time = || row.varint().map(Timestamp::from_micros);
        let (sent, visible, received, first_received) = (time()?, time()?, time()?, time()?);
        let receives = u32::try_from(row.varint()?).map_err(|_| StoreError::corrupt("a message's receive count"))?;
        let group = row.option(Decoder::str)?;
        row.end()?;
        Ok((Entry { sent, visible, received, first_received, receives, group: NO_GROUP, state }, group))
    }
}
