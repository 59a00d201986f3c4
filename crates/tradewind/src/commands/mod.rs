//! The commands that talk to a running server.

mod client;
mod invoke;
mod logs;

pub use client::Server;
pub use invoke::Invoke;
pub use logs::Logs;

use std::process::ExitCode;

/// The function failed.
const FUNCTION_FAILED: u8 = 1;

/// The server refused, or there is none.
const REFUSED: u8 = 2;

/// Runs a command to its end, on one thread.
pub fn run(command: impl Future<Output = ExitCode>) -> ExitCode {
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(command),
        Err(error) => refused(&error),
    }
}

fn refused(why: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("tradewind: {why}");
    ExitCode::from(REFUSED)
}
