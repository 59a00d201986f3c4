//! The poller of a queue.
//!
//! ```text
//! poller.rs   one loop a mapping: waits for messages, gathers batches, keeps as many under way as may be
//! batch.rs    one batch: filtered, given to the function, deleted from the queue as far as it was processed
//! message.rs  a message, as the queue gives it and as the function gets it
//! scale.rs    how many batches may be under way
//! calls.rs    what the queue is asked for
//! ```

mod batch;
mod calls;
mod message;
mod poller;
mod scale;

pub(super) use self::poller::Poller;
