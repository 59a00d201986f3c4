//! Scenarios.

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
