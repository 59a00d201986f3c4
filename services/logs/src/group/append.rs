//! Events arrive.

use bytes::Bytes;
use tradewind_store::Tx;

use super::Group;
use crate::chunk::Head;
use crate::deliver::Delivery;
use crate::effects::{self, Seal};
use crate::error::LogsError;
use crate::keys;

/// What one call brings, ready to be written.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// The group's settings by which it was made.
    pub(crate) revision: u64,
    /// None when all events were rejected.
    pub(crate) block: Option<(Head, Bytes)>,
    /// Payloads of delivery tasks, without the block's number.
    pub(crate) deliveries: Vec<Bytes>,
}

impl Group {
    /// Appends a block to a stream. The settings by which it was made must still stand; otherwise nothing happens, and the answer
    /// is false.
    pub(crate) fn append(&mut self, tx: &mut Tx<'_>, name: &str, arrival: Arrival) -> Result<bool, LogsError> {
        if self.record()?.revision != arrival.revision {
            return Ok(false);
        }
        let stream = self.stream(name)?;
        let (id, before) = (stream.id(), stream.last().map(|(last, _)| last));
        let Some((head, body)) = arrival.block else { return Ok(true) };
        let number = self.number(tx);
        tx.insert(keys::head(id, number), head.encode());
        tx.insert_body(keys::body(id, number), body);
        for delivery in arrival.deliveries {
            tx.task(tx.now(), effects::DELIVER, Delivery::numbered(number, &delivery));
        }
        let Some(stream) = self.streams.get_mut(name) else { return Err(LogsError::NoStream) };
        stream.insert(number, head);
        let full = stream.is_full();
        let seal = full && !stream.sealing;
        stream.sealing |= full;
        if before.is_none_or(|before| before < head.last) {
            self.by_last.remove(&(before, name.to_owned()));
            self.by_last.insert((before.max(Some(head.last)), name.to_owned()));
        }
        if seal && let Some(record) = &self.record {
            let seal = Seal { group: record.name.clone(), id: record.id, stream: name.to_owned() };
            tx.task(tx.now(), effects::SEAL, effects::payload(&seal));
        }
        if self.expiry.is_none() {
            self.plan_expiry(tx);
        }
        Ok(true)
    }
}
