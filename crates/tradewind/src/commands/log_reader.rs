//! Reads a log group of a running server as it grows.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tradewind_deploy::Server;

/// What the endpoint answers.
#[derive(Deserialize)]
struct Page {
    lines: Vec<Line>,
    next: String,
    more: bool,
}

/// A line of a log.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Line {
    id: String,
    /// When, in RFC 3339.
    pub(super) at: String,
    /// The line.
    pub(super) text: String,
}

/// Where reading a log group stands.
pub(super) struct LogReader {
    group: String,
    since: Option<Duration>,
    next: Option<String>,
    // A log that is followed is read on from a little before its end: what was printed is known by its event's id.
    known: BTreeSet<String>,
    read: BTreeSet<String>,
}

impl LogReader {
    /// Of a group, from its beginning or from so long ago.
    pub(super) fn new(group: impl Into<String>, since: Option<Duration>) -> LogReader {
        LogReader { group: group.into(), since, next: None, known: BTreeSet::new(), read: BTreeSet::new() }
    }

    /// The group's name.
    pub(super) fn group(&self) -> &str {
        &self.group
    }

    /// Whether there was nothing to read so far.
    pub(super) fn has_read_nothing(&self) -> bool {
        self.known.is_empty() && self.read.is_empty()
    }

    /// Lines that were not read yet, a page of them, and whether more are there already.
    pub(super) async fn next(&mut self, server: &Server) -> Result<(Vec<Line>, bool), String> {
        let page = self.page(server).await?;
        let fresh: Vec<_> = page.lines.iter().filter(|line| !self.known.contains(&line.id)).cloned().collect();
        self.read.extend(page.lines.into_iter().map(|line| line.id));
        self.next = Some(page.next);
        if !page.more {
            self.known = std::mem::take(&mut self.read);
        }
        Ok((fresh, page.more))
    }

    async fn page(&self, server: &Server) -> Result<Page, String> {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (account, region) = (server.account(), server.region());
        let mut target = format!("/_tradewind/logs?group={}&account={account}&region={region}", encode(&self.group));
        if let Some(since) = self.since {
            target.push_str(&format!("&since={}", since.as_millis()));
        }
        if let Some(next) = &self.next {
            target.push_str(&format!("&next={}", encode(next)));
        }
        let sent = server.send(Method::GET, &target, "tradewind", &[], Bytes::new()).await;
        let answered = sent.map_err(|error| error.to_string())?;
        if !answered.status.is_success() {
            return Err(answered.problem());
        }
        serde_json::from_slice(&answered.body).map_err(|error| format!("the server's answer can't be read: {error}"))
    }
}
