//! Isolated processes: a launcher, namespaces, limits. Knows nothing of functions.
//!
//! ```text
//! server (threads)  --socketpair-->  launcher (one thread, the same binary re-executed)  --clone-->  init (pid 1)  -->  program
//! ```
//!
//! The threaded server never forks. The launcher makes every process: with namespaces of its own, a private root whose code is
//! read-only, a loopback whose listeners it hands to the server as descriptors, an unprivileged uid, no capabilities, a system
//! call filter, limits. What of this a machine allows is found out at start by running the probes as a program would
//! ([`SelfTest`]); nothing is ever weakened silently.

mod cgroup;
mod channel;
mod client;
mod egress;
mod entry;
mod error;
mod filter;
mod landlock;
mod launcher;
mod level;
mod selftest;
mod spec;
mod sys;
mod wire;

pub use client::{Ends, Instance, Launcher, Options};
pub use entry::entry;
pub use error::{LaunchError, StartError};
pub use level::{Choice, Egress, Feature, Level, Probe, SelfTest};
pub use spec::{Exit, Limits, Mount, Program, Spec, Start, ZygoteId, ZygoteSpec};
pub use wire::Memory;

/// Source of the Python module `tradewind_join` that a zygote imports: `serve(run)` reads the control socket at descriptor 0, forks
/// when told, lets the fork join the isolation that was prepared for it, and calls `run(control)` there.
pub const JOIN_MODULE: &str = include_str!("join.py");
