//! The case put-events: ten entries a request, through so many rules, into one queue.
//!
//! Counted is what arrived in the queue. The CPU time runs from the first request until the last event is there, which a
//! poll of the queue's counts finds out; nothing is received, so no draining is paid for.

use std::rc::Rc;
use std::time::{Duration, Instant};

use futures::future::try_join_all;
use serde_json::json;

use crate::bus::Bus;
use crate::client::{Client, Service};
use crate::dice::Dice;
use crate::error::Error;
use crate::load::drive::{Measured, Plan, Progress, Step, drive};
use crate::load::options::Options;
use crate::load::queues::{Tally, make};
use crate::load::report::{Figures, milliseconds, number};
use crate::load::rules;
use crate::load::site::Site;
use crate::load::template::{Ids, Template};
use crate::queue::Queue;
use crate::watch;

/// Entries of one PutEvents request.
const ENTRIES: u64 = 10;
/// Connections that put rules.
const RULE_WRITERS: usize = 16;
/// How long accepted events may take to arrive after the last request.
const ARRIVAL_LIMIT: Duration = Duration::from_secs(60);

/// Puts ten events in a request.
struct PutEvents {
    template: Template,
    ids: Ids,
    accepted: Tally,
}

impl PutEvents {
    fn new(bus: &Bus, lane: usize, accepted: &Tally) -> Self {
        let mut dice = Dice::new(lane as u64);
        let entries: Vec<_> = (0..ENTRIES).map(|_| rules::entry(&bus.name, &mut dice)).collect();
        Self {
            template: Template::new(json!({"Entries": entries}).to_string()),
            ids: Ids::of_lane(lane),
            accepted: Rc::clone(accepted),
        }
    }
}

impl Step for PutEvents {
    async fn step(&mut self, client: &mut Client) -> Result<Progress, Error> {
        let body = self.template.fill(&mut self.ids);
        let answer = client.accepted(Service::Events, "PutEvents", body).await?;
        let taken = memchr::memmem::find_iter(answer, b"\"EventId\"").count() as u64;
        if taken != ENTRIES {
            let said = String::from_utf8_lossy(answer);
            return Err(Error::Unexpected(format!("PutEvents took {taken} of {ENTRIES}: {said}")));
        }
        self.accepted.set(self.accepted.get() + ENTRIES);
        Ok(Progress::Done)
    }
}

/// A bus with rules, and the queue that those which match nothing lead to.
struct Stage {
    site: Site,
    bus: Bus,
    elsewhere: Queue,
}

/// Measures with `total` rules, of which one matches.
///
/// # Errors
/// Whatever the server refuses, and anything that makes the figure doubtful: a missing or a surplus event, an event where none
/// belongs.
pub async fn through_rules(site: &Site, total: usize, options: &Options) -> Result<Figures, Error> {
    let mut client = site.client().await?;
    let name = format!("load-{:08x}-{total}", watch::unix_seconds());
    let bus = Bus::create(&mut client, &name).await?;
    let stage = Stage { site: site.clone(), bus, elsewhere: make(site, &format!("elsewhere-{total}")).await? };
    let took = stage.write_all_rules(total.saturating_sub(1)).await?;
    let queue = make(site, &format!("events-{total}")).await?;
    stage.bus.rule(&mut client, "the-one", &rules::matching(), &queue.arn).await?;
    let warm = Run::of(&stage, &queue, 0, Duration::from_millis(500), options).await?;
    let run = Run::of(&stage, &queue, warm.accepted, options.window(), options).await?;
    let strays = stage.elsewhere.counts(&mut client).await?.total();
    if strays > 0 {
        return Err(Error::Unexpected(format!("{strays} events went to rules that don't match")));
    }
    let mut figures = run.figures();
    if total > 1 {
        let note = format!("{total} rules were there after {:.1} s", took.as_secs_f64());
        figures.notes.push(note);
    }
    Ok(figures)
}

impl Stage {
    /// Adds rules that match nothing; tells how long that took.
    async fn write_all_rules(&self, others: usize) -> Result<Duration, Error> {
        let begin = watch::now();
        let writers = (0..RULE_WRITERS).map(|writer| self.write_rules(writer, others));
        try_join_all(writers).await?;
        Ok(begin.elapsed())
    }

    async fn write_rules(&self, first: usize, end: usize) -> Result<(), Error> {
        let mut client = self.site.client().await?;
        for index in (first..end).step_by(RULE_WRITERS) {
            let name = format!("other-{index}");
            self.bus.rule(&mut client, &name, &rules::other(index), &self.elsewhere.arn).await?;
        }
        Ok(())
    }
}

/// One stretch of putting events, with its wait for the last of them.
struct Run {
    measured: Measured,
    accepted: u64,
    length: Duration,
    lag: Duration,
    server_cpu: Option<Duration>,
}

impl Run {
    async fn of(stage: &Stage, queue: &Queue, before: u64, length: Duration, options: &Options) -> Result<Self, Error> {
        let site = &stage.site;
        let accepted = Tally::default();
        let steps = (0..options.connections).map(|lane| PutEvents::new(&stage.bus, lane, &accepted)).collect();
        let plan = Plan { warm_up: Duration::ZERO, measured: length };
        let cpu = || site.process.map(|process| process.cpu()).transpose();
        let (begin, cpu_before) = (watch::now(), cpu()?);
        let measured = drive(site, steps, plan).await?;
        let asked = watch::now();
        let arrived = arrival(site, queue, before + accepted.get()).await?;
        let server_cpu = cpu()?.zip(cpu_before).map(|(after, before)| after.saturating_sub(before));
        Ok(Self { measured, accepted: accepted.get(), length: arrived - begin, lag: arrived - asked, server_cpu })
    }

    fn figures(&self) -> Figures {
        let events = self.accepted as f64;
        let accepted = Figures::of(&self.measured, ENTRIES);
        Figures {
            per_second: Some(events / self.length.as_secs_f64()),
            server_us: self.server_cpu.map(|cpu| cpu.as_secs_f64() * 1e6 / events),
            notes: vec![format!(
                "ops are events delivered, latencies are of PutEvents; {} events/s were accepted, the last one was \
                 delivered {} ms after the last answer",
                number(accepted.per_second, 0),
                number(Some(milliseconds(self.lag)), 0),
            )],
            ..accepted
        }
    }
}

/// Polls the queue until it holds `expected` messages, and says when it did.
async fn arrival(site: &Site, queue: &Queue, expected: u64) -> Result<Instant, Error> {
    let mut client = site.client().await?;
    let deadline = watch::now() + ARRIVAL_LIMIT;
    loop {
        let total = queue.counts(&mut client).await?.total();
        let now = watch::now();
        if total == expected {
            return Ok(now);
        }
        if total > expected || now > deadline {
            return Err(Error::Unexpected(format!("{expected} events were accepted, {total} delivered")));
        }
        watch::pause(Duration::from_millis(10)).await;
    }
}

/// The case latency: one event at a time, from before PutEvents to the answer of a ReceiveMessage that waits for it.
///
/// # Errors
/// As [`Stage::measure`].
pub async fn latency(site: &Site, samples: usize) -> Result<Figures, Error> {
    let queue = make(site, "latency").await?;
    let [mut sender, mut receiver] = [site.client().await?, site.client().await?];
    let bus = Bus::create(&mut sender, &format!("latency-{:08x}", watch::unix_seconds())).await?;
    bus.rule(&mut sender, "the-one", &rules::matching(), &queue.arn).await?;
    let receive = json!({"QueueUrl": queue.url, "MaxNumberOfMessages": 1, "WaitTimeSeconds": 20});
    let mut ids = Ids::of_lane(0);
    let mut template = Template::new(json!({"Entries": [rules::entry(&bus.name, &mut Dice::new(0))]}).to_string());
    let mut latencies = super::latency::Latencies::default();
    for sample in 0..samples + 10 {
        let (sent, received) = futures::future::try_join(
            put_one(&mut sender, template.fill(&mut ids)),
            take_one(&mut receiver, &queue, &receive),
        )
        .await?;
        // The first ten pay for connections and caches.
        if sample >= 10 {
            latencies.add(received.saturating_duration_since(sent));
        }
    }
    Ok(Figures {
        p50_ms: latencies.quantile(0.5).map(milliseconds),
        p99_ms: latencies.quantile(0.99).map(milliseconds),
        notes: vec![format!("{samples} samples, one at a time")],
        ..Figures::default()
    })
}

/// Gives the receiver time to wait, then puts one event; returns when it began to.
async fn put_one(client: &mut Client, body: &[u8]) -> Result<Instant, Error> {
    watch::pause(Duration::from_millis(5)).await;
    let begin = watch::now();
    let answer = client.accepted(Service::Events, "PutEvents", body).await?;
    if memchr::memmem::find(answer, b"\"EventId\"").is_none() {
        return Err(Error::Unexpected(format!("PutEvents took nothing: {}", String::from_utf8_lossy(answer))));
    }
    Ok(begin)
}

/// Waits for one message, says when it came, and deletes it.
async fn take_one(client: &mut Client, queue: &Queue, receive: &serde_json::Value) -> Result<Instant, Error> {
    let output = client.sqs("ReceiveMessage", receive).await?.ok("ReceiveMessage")?;
    let received = watch::now();
    let Some(handle) = output["Messages"][0]["ReceiptHandle"].as_str() else {
        return Err(Error::Unexpected("no event came in 20 s".to_owned()));
    };
    let delete = json!({"QueueUrl": queue.url, "ReceiptHandle": handle});
    let deleted = client.sqs("DeleteMessage", &delete).await?;
    if deleted.status != 200 {
        return Err(Error::Unexpected(format!("DeleteMessage answered {}", deleted.status)));
    }
    Ok(received)
}
