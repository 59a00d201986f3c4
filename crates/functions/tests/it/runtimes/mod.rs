//! Functions from end to end: a pool over real, isolated processes and the interpreters of this machine.

mod custom;
mod extensions;
mod house;
mod isolation;
mod java;
mod node;
mod python;
mod snapstart;

pub(crate) use house::{House, Lambda};

/// Says loudly that a test did not run because something is not installed.
pub(crate) fn skipped(what: &str) {
    eprintln!("\n!!! SKIPPED: {what} is not installed on this machine; nothing was tested !!!\n");
}
