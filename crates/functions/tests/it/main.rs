//! Scenarios: packages, the clients of runtimes, and instances whose processes are tasks of the test.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod extensions;
mod faults;
mod init;
mod invocations;
mod kits;
mod packages;
mod pool;
mod runtimes;
mod stage;
mod streams;
mod telemetry;
mod warm;
