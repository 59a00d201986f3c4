//! What happens after the answer: events go to targets, what can't be delivered goes to dead-letter queues.
//!
//! ```text
//! events/deliver  --- delivered ------------------------------------> done
//!                 --- failed, worth another try --------------------> again, with what is left of the events
//!                 --- failed for good, too old or tried too often --> events/dead-letter, if the target has such a queue
//! events/dead-letter --- taken by the queue ------------------------> done
//!                    --- the queue can't take it -------------------> again, for a day; buried where there is no hope
//! ```
//!
//! A task is performed at least once: after a crash between the target's commit and the task's end a target may see an event
//! twice, as AWS says of itself.

mod dead_letter;
mod delivery;
mod effects;
mod function;
mod queue;
mod verdict;

pub(crate) use self::delivery::{Delivery, Item};
pub(crate) use self::effects::perform;
