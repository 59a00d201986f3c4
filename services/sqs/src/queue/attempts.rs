//! Receive attempts of a FIFO queue: a receive that is repeated with the same `ReceiveRequestAttemptId` within five minutes
//! returns the same messages with the same handles, if nothing has happened to them since.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError};

use crate::limits::DEDUPLICATION_WINDOW;
use crate::queue::receipt::Receipt;

const VERSION: u8 = 1;

/// What an attempt returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) at: Timestamp,
    /// Until when the messages were hidden; a message hidden until another time has been changed.
    pub(crate) visible: Timestamp,
    pub(crate) receipts: Vec<Receipt>,
}

/// The attempts of the last five minutes.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    by_id: BTreeMap<String, (u64, Attempt)>,
    oldest_first: VecDeque<(u64, String)>,
}

impl Attempts {
    /// What the attempt returned, if that was within the window.
    pub(crate) fn find(&self, id: &str, now: Timestamp) -> Option<&Attempt> {
        let (_, attempt) = self.by_id.get(id)?;
        (now < attempt.at + DEDUPLICATION_WINDOW).then_some(attempt)
    }

    /// Remembers an attempt under the row number given; the row's value.
    pub(crate) fn remember(&mut self, number: u64, id: &str, attempt: Attempt) -> Bytes {
        let row = encode(id, &attempt);
        self.by_id.insert(id.to_owned(), (number, attempt));
        self.oldest_first.push_back((number, id.to_owned()));
        row
    }

    /// Reads a row.
    pub(crate) fn load(&mut self, number: u64, row: &[u8]) -> Result<(), StoreError> {
        let mut row = Decoder::new("a receive attempt", VERSION, row)?;
        let id = row.str()?.to_owned();
        let (at, visible) = (Timestamp::from_micros(row.u64()?), Timestamp::from_micros(row.u64()?));
        let mut receipts = Vec::new();
        for _ in 0..row.varint()? {
            let sequence = row.u64()?;
            let receives =
                u32::try_from(row.varint()?).map_err(|_| StoreError::corrupt("a receive attempt's receive count"))?;
            receipts.push(Receipt { sequence, receives });
        }
        row.end()?;
        self.by_id.insert(id.clone(), (number, Attempt { at, visible, receipts }));
        self.oldest_first.push_back((number, id));
        Ok(())
    }

    /// Takes out one attempt whose window has passed, or that a later one of the same id has replaced, and returns its row's
    /// number.
    pub(crate) fn forget_one(&mut self, now: Timestamp) -> Option<u64> {
        let (number, id) = self.oldest_first.front()?;
        match self.by_id.get(id) {
            Some((current, attempt)) if current == number => {
                if now < attempt.at + DEDUPLICATION_WINDOW {
                    return None;
                }
                self.by_id.remove(id);
            }
            _ => {}
        }
        self.oldest_first.pop_front().map(|(number, _)| number)
    }
}

fn encode(id: &str, attempt: &Attempt) -> Bytes {
    let row = Encoder::new(VERSION).str(id).u64(attempt.at.as_micros()).u64(attempt.visible.as_micros());
    let mut row = row.varint(attempt.receipts.len() as u64);
    for receipt in &attempt.receipts {
        row = row.u64(receipt.sequence).varint(u64::from(receipt.receives));
    }
    row.finish()
}
