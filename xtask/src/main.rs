//! Chores of the repository: `cargo xtask <command>`.

mod api;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Chores of the repository")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes services/<name>/src/api.rs from AWS's published model of the service.
    Api(api::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command: Command::Api(arguments) } = Arguments::parse();
    match api::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
