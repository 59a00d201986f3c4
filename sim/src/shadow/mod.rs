//! What must be true, seen from the clients' side.

mod bus;
mod queue;
mod senders;
mod ticks;

pub use bus::{Bus, Route};
pub use queue::{Handed, Kind, Queue};
pub use senders::{Original, Senders, Verdict};
pub use ticks::Ticks;

/// What a client knows of something it asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// It has not happened.
    No,
    /// No answer came: it may have happened.
    Maybe,
    /// It was acknowledged.
    Yes,
}
