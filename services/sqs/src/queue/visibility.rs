//! Changing how long a received message stays hidden.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use crate::error::SqsError;
use crate::limits::VISIBILITY_SECONDS;
use crate::queue::Queue;
use crate::queue::entry::State;

impl Queue {
    /// Hides the message a handle was given for during the next `timeout` seconds; 0 makes it visible. Returns when it
    /// becomes visible.
    pub(crate) fn change_visibility(
        &mut self,
        tx: &mut Tx<'_>,
        handle: &str,
        timeout: u32,
    ) -> Result<Option<Timestamp>, SqsError> {
        let now = tx.now();
        let record = self.record()?;
        let fifo = record.attributes.fifo.is_some();
        let receipt = record.seal().open(handle)?;
        self.catch_up(now);
        let refused = || {
            let reason = "Message does not exist or is not available for visibility timeout change";
            SqsError::invalid("ReceiptHandle", handle, reason)
        };
        let entry = self.messages.get(&receipt.sequence).ok_or_else(refused)?;
        if entry.receives != receipt.receives || entry.state == State::Moving {
            return Err(if fifo { SqsError::ExpiredReceiptHandle(handle.to_owned()) } else { refused() });
        }
        if entry.state != State::InFlight {
            // The timeout has ended and nobody has received the message since: AWS answers that all is well and changes
            // nothing, except in a FIFO queue.
            return if fifo { Err(SqsError::ExpiredReceiptHandle(handle.to_owned())) } else { Ok(None) };
        }
        let timeout = Duration::from_secs(u64::from(timeout));
        let longest = Duration::from_secs(u64::from(*VISIBILITY_SECONDS.end()));
        if now.saturating_since(entry.received) + timeout > longest {
            let reason = "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]";
            return Err(SqsError::invalid("VisibilityTimeout", timeout.as_secs().to_string(), reason));
        }
        let visible = timeout.is_zero();
        let entry = self.change(receipt.sequence, now, |entry| {
            entry.visible = now + timeout;
            if visible {
                entry.state = State::Ready;
            }
        });
        if let Some(entry) = entry {
            self.write_index(tx, receipt.sequence, &entry);
        }
        Ok(Some(now + timeout))
    }
}
