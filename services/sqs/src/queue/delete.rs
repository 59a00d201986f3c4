//! Deleting a message that was received.

use tradewind_store::Tx;

use crate::error::SqsError;
use crate::queue::Queue;
use crate::queue::entry::State;

impl Queue {
    /// Deletes the message a handle was given for.
    ///
    /// A standard queue takes any handle of its own: one of a message that is gone, or that was received again since, succeeds
    /// without effect ("If you use an old ReceiptHandle, the request will succeed, but the message might not be deleted").
    /// A FIFO queue refuses a handle whose visibility timeout has ended.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, handle: &str) -> Result<(), SqsError> {
        let record = self.record()?;
        let fifo = record.attributes.fifo.is_some();
        let receipt = record.seal().open(handle)?;
        self.catch_up(tx.now());
        let Some(entry) = self.messages.get(&receipt.sequence) else { return Ok(()) };
        let latest = entry.receives == receipt.receives && entry.state != State::Moving;
        if fifo && !(latest && entry.state == State::InFlight) {
            return Err(SqsError::ExpiredReceiptHandle(handle.to_owned()));
        }
        if latest {
            self.remove(tx, receipt.sequence);
        }
        Ok(())
    }
}
