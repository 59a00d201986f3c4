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

mod error;
mod filter;
mod landlock;
mod level;
mod spec;
mod sys;

pub use level::{Choice, Egress, Feature, Level, Probe, SelfTest};
pub use spec::{Exit, Limits, Mount, Program, Spec, Start, ZygoteId, ZygoteSpec};
