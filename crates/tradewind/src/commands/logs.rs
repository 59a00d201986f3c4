//! `tradewind logs`.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::client::Server;
use super::refused;
use crate::config::Period;
use crate::real_time::pause;

/// How often a log that is followed is asked for.
const PULSE: Duration = Duration::from_millis(200);

/// Prints what a function of a running server has written.
#[derive(Clone, Debug, clap::Args)]
pub struct Logs {
    /// The function's name, or a log group (begins with /)
    pub name: String,
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

/// What the endpoint answers.
#[derive(Deserialize)]
struct Page {
    lines: Vec<Line>,
    next: String,
    more: bool,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    at: String,
    text: String,
}

impl Logs {
    /// Exit code 0, or 2 when the server refuses or is not there.
    pub async fn run(self) -> ExitCode {
        let group = if self.name.starts_with('/') { self.name.clone() } else { format!("/aws/lambda/{}", self.name) };
        let mut next = None;
        // A log that is followed is read on from a little before its end: what was printed is known by its event's id.
        let (mut known, mut read) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let page = match self.page(&group, next.as_deref()).await {
                Ok(page) => page,
                Err(why) => return refused(&why),
            };
            if print(&page.lines, &known).is_err() {
                // Whoever was reading has gone.
                return ExitCode::SUCCESS;
            }
            read.extend(page.lines.into_iter().map(|line| line.id));
            next = Some(page.next);
            if page.more {
                continue;
            }
            if !self.follow {
                return ExitCode::SUCCESS;
            }
            known = std::mem::take(&mut read);
            pause(PULSE).await;
        }
    }

    async fn page(&self, group: &str, next: Option<&str>) -> Result<Page, String> {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (account, region) = (self.server.account(), self.server.region());
        let mut target = format!("/_tradewind/logs?group={}&account={account}&region={region}", encode(group));
        if let Some(since) = self.since {
            target.push_str(&format!("&since={}", since.0.as_millis()));
        }
        if let Some(next) = next {
            target.push_str(&format!("&next={}", encode(next)));
        }
        let sent = self.server.send(Method::GET, &target, "tradewind", &[], Bytes::new()).await;
        let answered = sent.map_err(|error| error.to_string())?;
        if !answered.status.is_success() {
            return Err(answered.problem());
        }
        serde_json::from_slice(&answered.body).map_err(|error| format!("the server's answer can't be read: {error}"))
    }
}

fn print(lines: &[Line], known: &BTreeSet<String>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in lines.iter().filter(|line| !known.contains(&line.id)) {
        writeln!(out, "{} {}", line.at, line.text)?;
    }
    out.flush()
}
