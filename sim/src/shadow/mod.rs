//! What must be true, seen from the clients' side.

mod bus;
mod queue;

pub use bus::{Bus, Ticks};
pub use queue::{Handed, Kind, Queue};

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
