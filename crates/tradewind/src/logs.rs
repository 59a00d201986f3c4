//! What the program says while it runs: structured lines on standard error.
//!
//! Requests are noted at the level `debug`, by service, operation, code and id. Secrets, signatures and bodies are never logged.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{ConfigError, LogFormat};

/// Starts logging. `directives` is a level, or what `tracing_subscriber::EnvFilter` takes, such as `tradewind=debug,info`.
///
/// # Errors
/// When the directives can't be read.
pub fn start(directives: &str, format: LogFormat) -> Result<(), ConfigError> {
    let filter = EnvFilter::try_new(directives)
        .map_err(|error| ConfigError(format!("log: {directives:?} can't be followed: {error}")))?;
    let colours = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(colours);
    let all = tracing_subscriber::registry().with(filter);
    let started = match format {
        LogFormat::Text => all.with(lines.with_target(false)).try_init(),
        LogFormat::Json => all.with(lines.json().flatten_event(true)).try_init(),
    };
    // Only a program that starts two servers in one process gets here; the first one's choice stands.
    drop(started);
    Ok(())
}
