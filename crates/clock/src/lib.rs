//! Time and chance as arguments (law 4).
//!
//! Everything below the binary takes a [`Clock`] and a [`Random`] instead of asking the machine. A test moves a year in a
//! millisecond, a seed replays exactly, and a user of `--clock=virtual` drives the whole server's time.
//!
//! This is the only crate below the binary that may read the system clock or its entropy.

mod clock;
mod manual;
mod random;
mod sleep;
mod timestamp;

pub use clock::{Clock, NotVirtual};
pub use random::Random;
pub use sleep::{Awake, Sleep};
pub use timestamp::Timestamp;
