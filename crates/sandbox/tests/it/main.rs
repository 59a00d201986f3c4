//! Scenarios with real processes. Each runs as the user of the test, and, where that is root, as an unprivileged one too.
#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod ends;
mod launch;
mod levels;
mod limits;
mod network;
mod probes;
mod probes_bombs;
mod probes_egress;
mod probes_files;
mod probes_support;
mod root;
mod support;
mod zygote;
