//! The command line.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tradewind_deploy::Server;

use crate::commands::Application;
use crate::config::{Config, Layer};
use crate::failure::{EXIT_CODES, Failure};
use crate::{commands, coverage, logs, printing, up};

/// The serverless cloud as one binary.
#[derive(Debug, Parser)]
#[command(name = "tradewind", version, arg_required_else_help = true, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves, and brings up the application of a template; stops on SIGTERM or SIGINT
    ///
    /// With a template: builds what it points at, makes the stack, prints its outputs and then what its functions write. A server
    /// that already answers at the address is used as it is.
    ///
    /// Every option can also be said as an environment variable (--max-body as TRADEWIND_MAX_BODY) and in a TOML file (as
    /// max_body). The command line counts before the environment, the environment before the file.
    #[command(after_help = EXIT_CODES)]
    Up(Box<Up>),
    /// Makes a running server's stack what a template says
    Deploy(commands::Deploy),
    /// Deletes a stack and what it holds
    Delete(commands::Delete),
    /// Prints how a running server is, and its stacks or what one of them holds
    Status(commands::Status),
    /// Invokes a function and prints what it answers
    Invoke(commands::Invoke),
    /// Prints what functions have written
    Logs(commands::Logs),
    /// Prints which operations of which services are there, and which are not, as Markdown
    Operations,
    /// Prints the version
    Version,
}

#[derive(Debug, clap::Args)]
struct Up {
    /// SAM or CloudFormation template to bring up
    template: Option<PathBuf>,
    #[command(flatten)]
    application: Application,
    /// Deploy again whenever a file of the application changes
    #[arg(long, requires = "template")]
    watch: bool,
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
            printing::line(format_args!("tradewind {}", env!("CARGO_PKG_VERSION")));
            ExitCode::SUCCESS
        }
        Command::Operations => match coverage::markdown() {
            Ok(table) => {
                printing::line(table.trim_end());
                ExitCode::SUCCESS
            }
            Err(error) => Failure::Open(error).report(),
        },
        Command::Deploy(deploy) => commands::run(deploy.run()),
        Command::Delete(delete) => commands::run(delete.run()),
        Command::Status(status) => commands::run(status.run()),
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
    let manners = if up.template.is_some() { Layer::beside_an_application() } else { Layer::default() };
    let config = Config::gather(up.settings, up.config, environment, manners)?;
    logs::start(&config.log, config.log_format)?;
    log_panics();
    let Some(template) = up.template else { return up::run(&config, None) };
    if let Err(error) = std::fs::File::open(&template) {
        // Before there is a server for it.
        return Err(Failure::Application(format!("{}: {error}", template.display())));
    }
    let guest = Guest { application: up.application, template, watch: up.watch, region: config.region.clone() };
    if guest.finds_server(config.listen) {
        return guest.at_running(config.listen);
    }
    up::run(&config, Some(Box::new(move |address| Box::pin(async move { guest.at(address).await }))))
}

/// The application that lives on the server it is started with.
struct Guest {
    application: Application,
    template: PathBuf,
    watch: bool,
    region: String,
}

impl Guest {
    fn server(&self, address: SocketAddr) -> Server {
        let host = match address.ip() {
            // An address that means all of the machine's is none to call.
            ip if ip.is_unspecified() && ip.is_ipv6() => Ipv6Addr::LOCALHOST.into(),
            ip if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            ip => ip,
        };
        let endpoint = format!("http://{}", SocketAddr::new(host, address.port()));
        Server { endpoint: Some(endpoint), region: Some(self.region.clone()), account: None }
    }

    async fn at(&self, address: SocketAddr) -> Result<(), String> {
        commands::keep_up(&self.application, &self.server(address), &self.template, self.watch).await
    }

    /// Whether a server answers there already.
    fn finds_server(&self, address: SocketAddr) -> bool {
        address.port() != 0 && alone().is_ok_and(|runtime| runtime.block_on(commands::is_server(&self.server(address))))
    }

    /// On a server that somebody else has started, until interrupted.
    fn at_running(&self, address: SocketAddr) -> Result<(), Failure> {
        let runtime = alone().map_err(|error| Failure::System("no threads", error))?;
        printing::line(format_args!("using the server at http://{address}"));
        runtime.block_on(self.at(address)).map_err(Failure::Application)
    }
}

fn alone() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
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
