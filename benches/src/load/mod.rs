//! The load generator: closed loops over HTTP, each request signed, on one thread.
//!
//! A run measures two ceilings first, a bare hyper server and a bare log on the same disk, then the server; machines
//! differ and change by the hour, so the ratios are what lasts. A case with a single error shows no figure.

pub mod disk;
pub mod drive;
pub mod events;
pub mod latency;
pub mod options;
pub mod peer;
pub mod queues;
pub mod report;
pub mod rules;
pub mod site;
pub mod start;
pub mod targets;
pub mod template;

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::client::{Client, Service};
use crate::dice::Dice;
use crate::error::Error;
use crate::process::{self, Process};
use drive::{Plan, Progress, Step, drive};
use options::Options;
use report::{Figures, Report, Row};
use site::{Home, Site};
use template::{Ids, Template, message_body};

/// Unmeasured time before each window.
const WARM_UP: Duration = Duration::from_millis(500);
/// Samples of the case latency.
const SAMPLES: usize = 300;
/// Waiters of the bare log.
const LOG_WAITERS: usize = 32;
/// Connections of the cases that end in -256.
const MANY: usize = 256;

/// Runs every case that was asked for. Must run inside a `LocalSet`.
///
/// # Errors
/// Only what leaves nothing to report: cases fail one by one, inside the report.
pub async fn run(options: &Options) -> Result<Report, Error> {
    let mut run = Run { options, report: Report::default() };
    run.remark();
    if !options.no_ceiling {
        run.bare_log("bare-log").await;
        run.ceiling("ceiling", options.connections).await;
        if options.wants("send-256") {
            run.ceiling("ceiling-256", MANY).await;
        }
    }
    if options.server.is_some() || options.endpoint.is_some() {
        run.cases().await;
        if !options.no_ceiling {
            run.ceiling("ceiling, again", options.connections).await;
            run.bare_log("bare-log, again").await;
        }
    }
    Ok(run.report)
}

struct Run<'a> {
    options: &'a Options,
    report: Report,
}

impl Run<'_> {
    fn plan(&self) -> Plan {
        Plan { warm_up: WARM_UP, measured: self.options.window() }
    }

    fn remark(&mut self) {
        let root = self.options.data_root();
        let made = std::fs::create_dir_all(&root).is_ok();
        let kind = process::file_system(&root).filter(|_| made);
        let kind = kind.unwrap_or_else(|| "an unknown file system".to_owned());
        let mut remark = format!("data on {kind}");
        if kind == "tmpfs" || kind == "ramfs" {
            remark.push_str(": MEMORY, where fsync costs nothing; no figure here is a durable one");
        }
        self.report.remarks.push(remark);
        if self.options.no_sign {
            self.report.remarks.push("requests were not signed".to_owned());
        }
    }

    async fn cases(&mut self) {
        let (plan, connections) = (self.plan(), self.options.connections);
        let run = self;
        run.case("send", "request", connections, async |site| queues::send(site, connections, plan).await).await;
        run.case("send-256", "request", MANY, async |site| queues::send(site, MANY, plan).await).await;
        run.case("send-batch", "batch of 10", connections, async |site| {
            queues::send_batch(site, connections, plan).await
        })
        .await;
        run.case("send-receive-delete", "the three", connections, async |site| {
            queues::send_receive_delete(site, connections, plan).await
        })
        .await;
        run.case("receive-batch", "receive and delete 10", connections, async |site| {
            queues::receive_batch(site, connections, plan).await
        })
        .await;
        run.put_events().await;
        run.case("latency", "event, end to end", 2, async |site| events::latency(site, SAMPLES).await).await;
        run.start().await;
    }

    async fn case(
        &mut self,
        name: &str,
        unit: &'static str,
        connections: usize,
        measure: impl AsyncFnOnce(&Site) -> Result<Figures, Error>,
    ) {
        if !self.options.wants(name) {
            return;
        }
        eprintln!("{name} ...");
        let outcome = match self.open().await {
            Ok((site, home)) => measure(&site).await.map_err(|error| with_words(error, home)),
            Err(error) => Err(error),
        };
        self.add(name, unit, connections, outcome);
    }

    async fn put_events(&mut self) {
        if !self.options.wants("put-events") {
            return;
        }
        // A server for each number of rules: what the events of one leave behind in the base is not paid for by the next.
        for rules in self.options.rules.clone() {
            let name = format!("put-events-{rules}");
            eprintln!("{name} ...");
            let outcome = match self.open().await {
                Ok((site, home)) => {
                    events::through_rules(&site, rules, self.options).await.map_err(|error| with_words(error, home))
                }
                Err(error) => Err(error),
            };
            self.add(&name, "event", self.options.connections, outcome);
        }
    }

    async fn start(&mut self) {
        if !self.options.wants("start") {
            return;
        }
        match &self.options.server {
            Some(binary) => {
                eprintln!("start ...");
                self.report.facts = start::facts(binary, self.options).await;
            }
            None => self.report.remarks.push("start was left out: it needs --server".to_owned()),
        }
    }

    /// A server for one case: a fresh one, or the one that was named.
    async fn open(&self) -> Result<(Site, Option<Home>), Error> {
        let credentials = self.options.credentials();
        if let Some(address) = self.options.endpoint {
            let process = self.options.pid.map(Process);
            let site = Site { address, process, credentials };
            return Ok((site, None));
        }
        let binary = self.options.server.as_deref().unwrap_or(Path::new("tradewind"));
        let home = Home::fresh(binary, self.options).await?;
        let site = Site { address: home.server.address(), process: Some(home.server.process()), credentials };
        Ok((site, Some(home)))
    }

    async fn ceiling(&mut self, name: &str, connections: usize) {
        eprintln!("{name} ...");
        let outcome = bare_hyper(self.options, connections, self.plan()).await;
        self.add(name, "request", connections, outcome);
    }

    async fn bare_log(&mut self, name: &str) {
        eprintln!("{name} ...");
        let outcome = bare_log(self.options).await;
        self.add(name, "append of 1 KiB", LOG_WAITERS, outcome);
    }

    fn add(&mut self, name: &str, unit: &'static str, connections: usize, outcome: Result<Figures, Error>) {
        let outcome = outcome.map_err(|error| error.to_string());
        if let Err(why) = &outcome {
            eprintln!("{name} FAILED: {why}");
        }
        let promises = outcome
            .as_ref()
            .map(|figures| targets::of_loop(name, figures, self.report.figures("put-events-1")))
            .unwrap_or_default();
        self.report.rows.push(Row { name: name.to_owned(), unit, connections, outcome, promises });
    }
}

/// What a server of ours printed, beside what the case says: it may have ended with a reason.
fn with_words(error: Error, home: Option<Home>) -> Error {
    let words = home.map(|home| home.server.last_words()).unwrap_or_default();
    if words.is_empty() {
        return error;
    }
    Error::Unexpected(format!("{error} (the server's last words: {words})"))
}

/// Asks the bare server just what the case send asks.
struct Ask {
    template: Template,
    ids: Ids,
}

impl Step for Ask {
    async fn step(&mut self, client: &mut Client) -> Result<Progress, Error> {
        let body = self.template.fill(&mut self.ids);
        client.accepted(Service::Sqs, "SendMessage", body).await?;
        Ok(Progress::Done)
    }
}

async fn bare_hyper(options: &Options, connections: usize, plan: Plan) -> Result<Figures, Error> {
    let peer = peer::Peer::start()?;
    let site = Site { address: peer.address, process: Some(peer.process()), credentials: options.credentials() };
    let url = format!("http://{}/000000000000/ceiling", peer.address);
    let steps = (0..connections).map(|lane| {
        let input = json!({"QueueUrl": url, "MessageBody": message_body(&mut Dice::new(lane as u64))});
        Ask { template: Template::new(input.to_string()), ids: Ids::of_lane(lane) }
    });
    let measured = drive(&site, steps.collect(), plan).await?;
    Ok(Figures::of(&measured, 1))
}

async fn bare_log(options: &Options) -> Result<Figures, Error> {
    let directory = site::directory_in(&options.data_root())?;
    let own = Process(std::process::id());
    let before = own.cpu()?;
    let log = disk::measure(directory.path(), LOG_WAITERS, options.window()).await?;
    let cpu = own.cpu()?.saturating_sub(before);
    let appends = log.appends as f64;
    Ok(Figures {
        per_second: Some(appends / log.length.as_secs_f64()),
        p50_ms: log.latencies.quantile(0.5).map(report::milliseconds),
        p99_ms: log.latencies.quantile(0.99).map(report::milliseconds),
        generator_us: Some(cpu.as_secs_f64() * 1e6 / appends),
        notes: vec![format!(
            "{:.0} fdatasyncs/s, {:.1} appends in each",
            log.syncs as f64 / log.length.as_secs_f64(),
            appends / log.syncs as f64,
        )],
        ..Figures::default()
    })
}
