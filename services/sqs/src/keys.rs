//! The key layout.
//!
//! A queue is one cell, `sqs/<account>/<region>/queue/<name>`:
//!
//! ```text
//! key                     row                                                            written
//! a                       the queue: identity, attributes, tags, or its tombstone        rarely
//! n                       the first sequence number that is not reserved yet             every 65,536 messages
//! m  sequence             a message's index: state, times, receive count, group          at send, receive, change
//! b  sequence  (body)     a message's content                                            once
//! d  sequence             deduplication: who sent what when (FIFO)                        at send
//! r  number               a receive attempt and what it returned (FIFO)                  at receive with an attempt id
//! t  number               a message move task out of this queue                          while it runs
//! e                       the number of the pending sweep of expired messages       when a queue gets its first message
//! ```
//!
//! Sequence numbers only grow, also over restarts and purges, so a key of `m`, `b` or `d` never comes back.
//!
//! The control cell of an account and region, `sqs/<account>/<region>`, lists what is there; a queue's own cell is the truth:
//!
//! ```text
//! q  name                 a queue and the dead-letter queue it names
//! s  name  source         `name` is the dead-letter queue of `source`
//! ```

use tradewind_cloud::regional_cell;
use tradewind_store::Key;

pub(crate) const MESSAGE: u8 = b'm';
pub(crate) const DEDUPLICATION: u8 = b'd';
pub(crate) const ATTEMPT: u8 = b'r';
pub(crate) const MOVE_TASK: u8 = b't';
pub(crate) const LISTED: u8 = b'q';
pub(crate) const SOURCE: u8 = b's';

pub(crate) fn queue_cell(account: &str, region: &str, name: &str) -> String {
    [control_cell(account, region).as_str(), "/queue/", name].concat()
}

/// The cell that lists them all.
pub(crate) fn control_cell(account: &str, region: &str) -> String {
    regional_cell("sqs", account, region)
}

pub(crate) fn queue() -> Key {
    Key::tag(b'a')
}

pub(crate) fn reserved() -> Key {
    Key::tag(b'n')
}

pub(crate) fn message(sequence: u64) -> Key {
    Key::tag(MESSAGE).u64(sequence)
}

pub(crate) fn body(sequence: u64) -> Key {
    Key::tag(b'b').u64(sequence)
}

pub(crate) fn deduplication(sequence: u64) -> Key {
    Key::tag(DEDUPLICATION).u64(sequence)
}

pub(crate) fn attempt(number: u64) -> Key {
    Key::tag(ATTEMPT).u64(number)
}

pub(crate) fn move_task(number: u64) -> Key {
    Key::tag(MOVE_TASK).u64(number)
}

pub(crate) fn listed(name: &str) -> Key {
    Key::tag(LISTED).bytes(name.as_bytes())
}

pub(crate) fn sources(name: &str) -> Key {
    Key::tag(SOURCE).str(name)
}

pub(crate) fn source(name: &str, source: &str) -> Key {
    sources(name).bytes(source.as_bytes())
}

pub(crate) fn sweep() -> Key {
    Key::tag(b'e')
}
