//! Scenarios.

mod extensions;
mod faults;
mod init;
mod invocations;
mod pool;
mod stage;
mod streams;
mod telemetry;
mod warm;
