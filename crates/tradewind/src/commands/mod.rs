//! The commands that talk to a running server.

mod app;
mod deploy;
mod invoke;
mod log_reader;
mod logs;
mod status;

pub use app::{Application, keep_up};
pub use deploy::{Delete, Deploy};
pub use invoke::Invoke;
pub use logs::Logs;
pub use status::Status;

use std::process::ExitCode;

use bytes::Bytes;
use http::Method;
use tradewind_deploy::Server;

/// It was tried, and failed.
const FAILED: u8 = 1;

/// The server refused, or there is none.
const REFUSED: u8 = 2;

/// Whether a Tradewind server answers there.
pub async fn is_server(server: &Server) -> bool {
    let asked = server.send(Method::GET, "/_tradewind/health", "tradewind", &[], Bytes::new()).await;
    asked.is_ok_and(|answered| {
        let health: serde_json::Value = serde_json::from_slice(&answered.body).unwrap_or_default();
        health.get("version").is_some() && health.get("store").is_some()
    })
}

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
