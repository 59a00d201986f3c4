//! Streams are made and deleted.

use tradewind_store::{Tx, encode};

use super::record::StreamRecord;
use super::{Group, Stream};
use crate::error::LogsError;
use crate::keys;

impl Group {
    /// Makes a stream.
    pub(crate) fn create_stream(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        if self.streams.contains_key(name) {
            return Err(LogsError::StreamExists);
        }
        let stream = StreamRecord { id: record.next_stream, created: tx.now().as_millis(), gone: None };
        record.next_stream += 1;
        tx.put(keys::stream(name), encode(&stream));
        // Only the next id changes: what is decided by the group's settings goes on being valid.
        tx.put(keys::group(), encode(&record));
        self.record = Some(record);
        self.by_last.insert((None, name.to_owned()));
        self.streams.insert(name.to_owned(), Stream { record: stream, ..Stream::default() });
        Ok(())
    }

    /// Deletes a stream with all its events.
    pub(crate) fn delete_stream(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<(), LogsError> {
        if self.record()?.protected {
            return Err(super::settings::protected());
        }
        let stream = self.stream(name)?;
        let (id, last) = (stream.id(), stream.last().map(|(last, _)| last));
        for (number, head) in stream.blocks() {
            delete_block(tx, id, number, head.sealed);
        }
        tx.delete(keys::stream(name));
        self.by_last.remove(&(last, name.to_owned()));
        self.streams.remove(name);
        Ok(())
    }
}

/// Deletes a block's rows.
pub(super) fn delete_block(tx: &mut Tx<'_>, stream: u64, number: u64, sealed: bool) {
    tx.delete(keys::head(stream, number));
    tx.delete_body(keys::body(stream, number));
    if sealed {
        tx.delete_body(keys::grams(stream, number));
    }
}
