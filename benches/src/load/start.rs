//! The case start: how long until the first answer, and how much memory, empty and with a million messages.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::error::Error;
use crate::load::options::Options;
use crate::load::queues::{fill, make};
use crate::load::report::{Fact, milliseconds};
use crate::load::site::{Home, Site};
use crate::load::targets::Promise;
use crate::queue::Queue;
use crate::server::{START_LIMIT, Server};
use crate::watch;

/// Empty starts, of which the median counts.
const EMPTY_STARTS: usize = 7;
/// A server is idle this long after its start.
const IDLE_AFTER: Duration = Duration::from_secs(1);
/// Messages of the big start.
const MILLION: u64 = 1_000_000;

/// Measures starts on an empty directory and, if asked, on a million messages.
pub async fn facts(binary: &Path, options: &Options) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Err(why) = empty(binary, options, &mut facts).await {
        facts.push(broken("start on an empty directory", &why));
    }
    if options.million
        && let Err(why) = million(binary, options, &mut facts).await
    {
        facts.push(broken("start on 1,000,000 messages", &why));
    }
    facts
}

async fn empty(binary: &Path, options: &Options, facts: &mut Vec<Fact>) -> Result<(), Error> {
    let mut starts = Vec::new();
    let mut resident = 0;
    for turn in 0..EMPTY_STARTS {
        let mut home = Home::fresh(binary, options).await?;
        home.server.kill9()?;
        // Another folder: the launcher of a server that was killed still clears away what it made in the first one.
        let data = home.path().join("empty");
        let mut server = Server::spawn(binary, &data, home.server.address().port(), &options.server_args)?;
        starts.push(server.healthy(START_LIMIT).await?);
        if turn == 0 {
            watch::pause(IDLE_AFTER).await;
            resident = server.process().resident()?;
        }
    }
    starts.sort_unstable();
    let median = milliseconds(starts[EMPTY_STARTS / 2]);
    facts.push(fact("empty directory: spawn to first health answer, median of 7", median, "ms", Some(50.0)));
    let worst = milliseconds(starts[EMPTY_STARTS - 1]);
    facts.push(fact("empty directory: the slowest of the 7", worst, "ms", None));
    facts.push(fact("memory when idle", megabytes(resident), "MB", Some(40.0)));
    Ok(())
}

async fn million(binary: &Path, options: &Options, facts: &mut Vec<Fact>) -> Result<(), Error> {
    let mut home = Home::fresh(binary, options).await?;
    let site = site_of(&home.server, options);
    let queue = make(&site, "million").await?;
    let begin = watch::now();
    fill(&site, &queue, options.connections, MILLION).await?;
    let took = begin.elapsed().as_secs_f64();
    facts.push(fact("1,000,000 messages of 1 KiB: sent in batches within", took, "s", None));
    watch::pause(IDLE_AFTER).await;
    let resident = home.server.process().resident()?;
    facts.push(fact("1,000,000 messages: memory, waiting", megabytes(resident), "MB", Some(400.0)));

    home.server.kill9()?;
    let port = home.server.address().port();
    home.server = Server::spawn(binary, &home.data, port, &options.server_args)?;
    let health = home.server.healthy(START_LIMIT).await?;
    facts.push(fact(
        "1,000,000 messages: kill -9, then spawn to first health answer",
        milliseconds(health),
        "ms",
        Some(1_000.0),
    ));
    let sent = first_send(&site, &queue, &home.server).await?;
    facts.push(fact(
        "1,000,000 messages: kill -9, then spawn to first SendMessage answered",
        milliseconds(sent),
        "ms",
        Some(1_000.0),
    ));
    let total = queue.counts(&mut site.client().await?).await?.total();
    if total != MILLION + 1 {
        return Err(Error::Unexpected(format!("{total} messages after the restart instead of 1,000,001")));
    }
    watch::pause(IDLE_AFTER).await;
    let resident = home.server.process().resident()?;
    facts.push(fact("1,000,000 messages: memory after the restart", megabytes(resident), "MB", Some(400.0)));
    Ok(())
}

async fn first_send(site: &Site, queue: &Queue, server: &Server) -> Result<Duration, Error> {
    let mut client = site.client().await?;
    let input = json!({"QueueUrl": queue.url, "MessageBody": "the first after the restart"});
    client.sqs("SendMessage", &input).await?.ok("SendMessage")?;
    Ok(server.spawned().elapsed())
}

fn site_of(server: &Server, options: &Options) -> Site {
    Site { address: server.address(), process: Some(server.process()), credentials: options.credentials() }
}

fn fact(name: &str, figure: f64, unit: &'static str, limit: Option<f64>) -> Fact {
    Fact {
        name: name.to_owned(),
        outcome: Ok(figure),
        unit,
        promise: limit.map(|limit| Promise::at_most(unit, limit, Some(figure))),
    }
}

fn broken(name: &str, why: &Error) -> Fact {
    Fact { name: name.to_owned(), outcome: Err(why.to_string()), unit: "", promise: None }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
