//! What an instance writes, and what the platform writes about it, in one order.

mod journal;
mod level;
mod lines;
mod output;
mod platform;
mod tail;

pub(crate) use journal::Journal;
pub(crate) use output::{Drained, Output, Source};
pub(crate) use platform::{Done, Event, Phase, Status, seconds};
