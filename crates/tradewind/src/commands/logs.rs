//! `tradewind logs`.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use tradewind_deploy::Server;
use tradewind_deploy::stack::Stack;

use super::app::functions_of;
use super::log_reader::{Line, LogReader};
use super::refused;
use crate::config::Period;
use crate::real_time::pause;

/// How often a log that is followed is asked for.
const PULSE: Duration = Duration::from_millis(200);

/// Prints what functions of a running server have written.
#[derive(Clone, Debug, clap::Args)]
pub struct Logs {
    /// The function's name, or a log group (begins with /) [default: the functions of all stacks]
    pub name: Option<String>,
    /// The functions of this stack
    #[arg(long, conflicts_with = "name")]
    pub stack: Option<String>,
    /// Go on printing what is written, until interrupted
    #[arg(long, short)]
    pub follow: bool,
    /// Only what is at most this old: 90s, 10m, 1d
    #[arg(long, value_name = "PERIOD")]
    pub since: Option<Period>,
    /// Which server.
    #[command(flatten)]
    pub server: Server,
}

impl Logs {
    /// Exit code 0, or 2 when the server refuses or is not there.
    pub async fn run(self) -> ExitCode {
        match self.print().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => refused(&why),
        }
    }

    async fn print(&self) -> Result<(), String> {
        let since = self.since.map(|period| period.0);
        let mut readers: Vec<_> = self.groups().await?.into_iter().map(|group| LogReader::new(group, since)).collect();
        let many = readers.len() > 1;
        loop {
            for reader in &mut readers {
                if print_fresh(reader, &self.server, many).await? == Reading::Over {
                    return Ok(());
                }
            }
            if !self.follow {
                // Said beside the output, which a program may read.
                if readers.iter().all(LogReader::has_read_nothing) {
                    let groups: Vec<_> = readers.iter().map(LogReader::group).collect();
                    eprintln!("nothing has been written to {}", groups.join(", "));
                }
                return Ok(());
            }
            pause(PULSE).await;
        }
    }

    async fn groups(&self) -> Result<Vec<String>, String> {
        if let Some(name) = &self.name {
            return Ok(vec![group_of(name)]);
        }
        let said = |error: tradewind_deploy::Refusal| error.to_string();
        let stacks = match &self.stack {
            None => Stack::all(&self.server).await.map_err(said)?,
            Some(name) => {
                let found = Stack::find(&self.server, name).await.map_err(said)?;
                vec![found.ok_or_else(|| format!("there is no stack {name}"))?]
            }
        };
        let mut groups = Vec::new();
        for stack in &stacks {
            let functions = functions_of(&self.server, stack).await?;
            groups.extend(functions.into_iter().map(|(_, name)| group_of(&name)));
        }
        if groups.is_empty() {
            return Err("no stack has a function; name one, or a log group".to_owned());
        }
        Ok(groups)
    }
}

/// The log group of a function, or the group itself.
pub(super) fn group_of(name: &str) -> String {
    if name.starts_with('/') { name.to_owned() } else { format!("/aws/lambda/{name}") }
}

/// Whether anybody still reads what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    GoesOn,
    Over,
}

/// Prints all lines of a group that are there and were not printed yet; `named`: each with its group.
pub(super) async fn print_fresh(reader: &mut LogReader, server: &Server, named: bool) -> Result<Reading, String> {
    loop {
        let (lines, more) = reader.next(server).await?;
        let name = named.then(|| reader.group().trim_start_matches("/aws/lambda/"));
        if print(&lines, name).is_err() {
            return Ok(Reading::Over);
        }
        if !more {
            return Ok(Reading::GoesOn);
        }
    }
}

fn print(lines: &[Line], name: Option<&str>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for Line { at, text, .. } in lines {
        match name {
            Some(name) => writeln!(out, "{at} {name} {text}")?,
            None => writeln!(out, "{at} {text}")?,
        }
    }
    out.flush()
}
