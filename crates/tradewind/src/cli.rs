//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Layer};
use crate::failure::{EXIT_CODES, Failure};
use crate::{commands, coverage, logs, up};

/// The serverless cloud as one binary.
#[derive(Debug, Parser)]
#[command(name = "tradewind", version, arg_required_else_help = true, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves; stops on SIGTERM or SIGINT
    ///
    /// Every option can also be said as an environment variable (--max-body as TRADEWIND_MAX_BODY) and in a TOML file (as
    /// max_body). The command line counts before the environment, the environment before the file.
    #[command(after_help = EXIT_CODES)]
    Up(Box<Up>),
    /// Invokes a function and prints what it answers
    Invoke(commands::Invoke),
    /// Prints what a function has written
    Logs(commands::Logs),
    /// Prints which operations of which services are there, and which are not, as Markdown
    Operations,
    /// Prints the version
    Version,
}

#[derive(Debug, clap::Args)]
struct Up {
    /// TOML file with settings [env: TRADEWIND_CONFIG]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Layer,
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Version => {
            println!("tradewind {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Command::Operations => match coverage::markdown() {
            Ok(table) => {
                print!("{table}");
                ExitCode::SUCCESS
            }
            Err(error) => Failure::Open(error).report(),
        },
        Command::Invoke(invoke) => commands::run(invoke.run()),
        Command::Logs(logs) => commands::run(logs.run()),
        Command::Up(up) => match serve(*up) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(),
        },
    }
}

fn serve(up: Up) -> Result<(), Failure> {
    // Variables that are not UTF-8 can't be ours.
    let environment =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = Config::gather(up.settings, up.config, environment)?;
    logs::start(&config.log, config.log_format)?;
    log_panics();
    up::run(&config)
}

/// A handler that fails is answered and logged like everything else, in one line and without what it worked on.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let text = panic.payload_as_str().unwrap_or("without a text");
        tracing::error!(place, text, "a part of the program failed");
    }));
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn options_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_are_read() {
        let cli = Cli::try_parse_from([
            "tradewind",
            "up",
            "--data",
            "d",
            "--listen",
            "127.0.0.1:0",
            "--insecure",
            "--clock",
            "virtual",
            "--auth=verify",
            "--allow-origin",
            "http://a.test",
            "--allow-origin",
            "http://b.test",
            "--max-body",
            "1MiB",
            "--log-format=json",
        ])
        .unwrap();
        let Command::Up(up) = cli.command else { panic!("another command") };
        assert_eq!(up.settings.insecure, Some(true));
        assert_eq!(up.settings.allow_origin, ["http://a.test", "http://b.test"]);
        assert!(Cli::try_parse_from(["tradewind", "up", "--max-body", "lots"]).is_err());
        assert!(Cli::try_parse_from(["tradewind", "up", "--unknown"]).is_err());
    }
}
