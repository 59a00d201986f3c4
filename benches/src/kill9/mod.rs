//! Kill -9 under load: start, load, SIGKILL, start again on the same directory, and look for what is missing.
//!
//! Checked after every restart:
//! - every acknowledged message is there, unless its deletion was at least asked for;
//! - every message that was seen and not deleted is there, whether its sending was acknowledged or not;
//! - every acknowledged event arrives in its rule's queue at least once;
//! - nothing comes back whose deletion was acknowledged, and nothing comes that was never sent, or damaged;
//! - FIFO groups come in order;
//! - the counts of the queues agree with what they give;
//! - objects hold what was put last, whole and under its ETag, unfinished uploads have their parts, and no other body is left;
//! - log streams hold every acknowledged event, in order and whole, and of a batch without an answer all or nothing.
//!
//! Some rounds kill the server a second time while it recovers.

mod drain;
pub mod lanes;
pub mod ledger;
pub mod letter;
mod logs;
mod objects;
pub mod scene;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;
use tokio::task::spawn_local;

use crate::dice::Dice;
use crate::error::Error;
use crate::objects::Connection;
use crate::server::{self, START_LIMIT, Server};
use crate::watch;
use lanes::{Lane, Round, Tally};
use ledger::{Fault, FaultKind, Ledger};
use letter::{DOORS, Door};
use objects::{Known, ObjectLane};
use scene::Scene;

/// The length of a round's load, in ms, is drawn from this range.
const LOAD_MS: (u64, u64) = (300, 1_200);
/// Of a hundred restarts, so many are themselves killed.
const KILLED_TWICE: u64 = 25;
/// Messages put on the shelf each round.
const SHELVED: u64 = 5;
/// The columns of the table.
const KINDS: [FaultKind; 4] = [FaultKind::Lost, FaultKind::Back, FaultKind::Order, FaultKind::Other];
/// Faults of each kind that are told one by one.
const FAULTS_SHOWN: usize = 8;
/// How long the lanes may take to notice the kill.
const GRACE: Duration = Duration::from_secs(15);

/// Kills a server under load, again and again, and looks for what was lost.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "kill9")]
pub struct Options {
    /// The server's binary.
    #[arg(long)]
    pub server: PathBuf,
    /// How many times it is killed.
    #[arg(long, default_value_t = 20)]
    pub rounds: u64,
    /// Connections of the load; at least 8, one for each thing they do.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u64).range(8..=1_024))]
    pub connections: u64,
    /// Draws the moments of the kills; printed, and new for each run without it.
    #[arg(long)]
    pub seed: Option<u64>,
    /// One more argument for `tradewind up`; may be said again.
    #[arg(long = "server-arg", allow_hyphen_values = true)]
    pub server_args: Vec<String>,
    /// Where the data directory is made [default: target/kill9].
    #[arg(long)]
    pub data_root: Option<PathBuf>,
    /// Keep the data directory even if nothing is wrong.
    #[arg(long)]
    pub keep: bool,
}

/// One line of the table.
struct Line {
    number: u64,
    load: Duration,
    tally: Tally,
    drained: u64,
    twice: bool,
    restart: Duration,
}

struct Run<'a> {
    options: &'a Options,
    data: &'a Path,
    server: Server,
    scene: Rc<Scene>,
    ledger: Rc<RefCell<Ledger>>,
    known: Rc<RefCell<Known>>,
    streams: Rc<RefCell<logs::Streams>>,
    dice: Dice,
    shelved: u64,
    total: Tally,
}

/// Runs all rounds and prints the table; true when no promise was broken. Must run inside a `LocalSet`.
///
/// It ends with the first round that broke one, and then leaves the data directory as evidence.
///
/// # Errors
/// When the server can't be started, or refuses to be set up.
pub async fn run(options: &Options) -> Result<bool, Error> {
    let seed = options.seed.unwrap_or_else(watch::unix_seconds);
    let root = options.data_root.clone();
    let root = root.unwrap_or_else(|| crate::load::options::beside_the_build("kill9"));
    let mut home = crate::load::site::directory_in(&root)?;
    let data = home.path().join("data");
    println!("seed {seed}, data in {}\n", home.path().display());
    home.disable_cleanup(options.keep);

    let server = Server::start(&options.server, &data, server::free_port()?, &options.server_args).await?;
    let scene = Rc::new(Scene::set(server.address()).await?);
    Connection::open(server.address()).await?.ask("PUT", &format!("/{}", objects::BUCKET), &[]).await?;
    logs::prepare(&scene).await?;
    let mut run = Run {
        options,
        data: &data,
        server,
        scene,
        ledger: Rc::default(),
        known: Rc::default(),
        streams: Rc::default(),
        dice: Dice::new(seed),
        shelved: 0,
        total: Tally::default(),
    };
    let outcome = run.rounds().await;
    if let Err(error) = &outcome {
        let words = run.server.last_words();
        println!("\nThe server's last words:\n{words}\n\nended by: {error}");
    }
    let clean = outcome.is_ok() && run.summary();
    if !clean {
        home.disable_cleanup(true);
        println!("the directory is kept: {}", home.path().display());
    }
    Ok(clean)
}

impl Run<'_> {
    async fn rounds(&mut self) -> Result<(), Error> {
        println!(
            "| round | load ms | sends | fifo | events | deletes | objects | logs | refused | killed twice | restart ms | drained \
             | lost | back | order | other |\n\
             |--:|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|"
        );
        for number in 1..=self.options.rounds {
            let line = self.round(number).await?;
            self.print(&line);
            if !self.ledger.borrow().faults().is_empty() {
                break;
            }
        }
        Ok(())
    }

    async fn round(&mut self, number: u64) -> Result<Line, Error> {
        self.shelve(number).await?;
        let load = Duration::from_millis(self.dice.between(LOAD_MS.0, LOAD_MS.1));
        let tally = self.load_and_kill(number, load).await?;
        let twice = self.dice.chance(KILLED_TWICE);
        if twice {
            self.kill_while_it_recovers().await?;
        }
        self.server = self.spawn()?;
        let restart = self.server.healthy(START_LIMIT).await?;
        self.ledger.borrow_mut().restarted();
        self.check_the_shelf().await?;
        self.check_the_objects().await?;
        let last = number == self.options.rounds;
        self.check_the_logs(last).await?;
        let doors = if last { &DOORS[..] } else { &DOORS[..3] };
        let drained = drain::drain(&self.scene, doors, &self.ledger).await;
        Ok(Line { number, load, tally, drained, twice, restart })
    }

    fn spawn(&self) -> Result<Server, Error> {
        let port = self.server.address().port();
        Server::spawn(&self.options.server, self.data, port, &self.options.server_args)
    }

    async fn load_and_kill(&mut self, number: u64, load: Duration) -> Result<Tally, Error> {
        let round = Rc::new(Round {
            number,
            ledger: Rc::clone(&self.ledger),
            killed: Cell::new(false),
            tally: Cell::default(),
        });
        let mut lanes = Vec::new();
        for index in 0..self.options.connections {
            let client = self.scene.client().await?;
            let dice = Dice::new(self.dice.roll());
            lanes.push(spawn_local(Lane::new(&round, &self.scene, index, dice).work(client)));
        }
        for index in 0..objects::LANES {
            let connection = Connection::open(self.server.address()).await?;
            let dice = Dice::new(self.dice.roll());
            lanes.push(spawn_local(ObjectLane::new(&round, &self.known, index, dice).work(connection)));
        }
        for index in 0..logs::LANES {
            let client = self.scene.client().await?;
            let dice = Dice::new(self.dice.roll());
            lanes.push(spawn_local(logs::work(Rc::clone(&round), Rc::clone(&self.streams), index, dice, client)));
        }
        let end: Instant = watch::now() + load;
        watch::until(end).await;
        round.killed.set(true);
        self.server.kill9()?;
        let ended = watch::within(GRACE, "the end of the load", join_all(lanes)).await?;
        for lane in ended {
            lane.map_err(|cause| Error::Unexpected(format!("a lane broke: {cause}")))?;
        }
        let tally = round.tally.get();
        self.total.sends += tally.sends;
        self.total.fifo += tally.fifo;
        self.total.events += tally.events;
        self.total.deletes += tally.deletes;
        self.total.objects += tally.objects;
        self.total.logs += tally.logs;
        Ok(tally)
    }

    /// Recovery must survive what it recovers from.
    async fn kill_while_it_recovers(&mut self) -> Result<(), Error> {
        let patience = Duration::from_millis(self.dice.between(0, 40));
        self.server = self.spawn()?;
        watch::pause(patience).await;
        self.server.kill9()
    }

    /// Puts a few messages where nobody deletes: they must survive all the kills that follow.
    async fn shelve(&mut self, number: u64) -> Result<(), Error> {
        let mut client = self.scene.client().await?;
        for place in 0..SHELVED {
            let id = format!("shelf-{number}-{place}");
            self.ledger.borrow_mut().tried(&id, Door::Shelf, None);
            let input = json!({"QueueUrl": self.scene.url(Door::Shelf), "MessageBody": letter::body(&id)});
            client.sqs("SendMessage", &input).await?.ok("SendMessage")?;
            self.ledger.borrow_mut().acknowledged(&id);
            self.shelved += 1;
        }
        Ok(())
    }

    async fn check_the_shelf(&mut self) -> Result<(), Error> {
        let mut client = self.scene.client().await?;
        let total = self.scene.total(&mut client, Door::Shelf).await?;
        if total != self.shelved {
            let kind = if total < self.shelved { FaultKind::Lost } else { FaultKind::Other };
            let text = format!("the shelf holds {total} messages instead of {}", self.shelved);
            self.ledger.borrow_mut().fault(kind, text);
        }
        Ok(())
    }

    async fn check_the_objects(&mut self) -> Result<(), Error> {
        let mut known = self.known.take();
        objects::check(self.server.address(), self.data, &mut known, &self.ledger).await?;
        self.known.replace(known);
        Ok(())
    }

    /// The last time all streams are read from their beginning: what survived one kill must survive the others.
    async fn check_the_logs(&mut self, all: bool) -> Result<(), Error> {
        let mut streams = self.streams.take();
        logs::check(&self.scene, &mut streams, all, &self.ledger).await?;
        self.streams.replace(streams);
        Ok(())
    }

    fn print(&self, line: &Line) {
        let ledger = self.ledger.borrow();
        let [lost, back, order, other] = by_kind(ledger.faults());
        let Tally { sends, fifo, events, deletes, objects, logs, refused } = line.tally;
        println!(
            "| {} | {} | {sends} | {fifo} | {events} | {deletes} | {objects} | {logs} | {refused} | {} | {} | {} | {lost} | {back} | {order} \
             | {other} |",
            line.number,
            line.load.as_millis(),
            if line.twice { "yes" } else { "" },
            line.restart.as_millis(),
            line.drained,
        );
    }

    /// Prints what it comes to; true when no promise was broken, and there were some to break.
    fn summary(&self) -> bool {
        let ledger = self.ledger.borrow();
        let [lost, back, order, other] = by_kind(ledger.faults());
        let Tally { sends, fifo, events, deletes, objects, logs, .. } = self.total;
        println!(
            "\nacknowledged: {sends} sends, {fifo} FIFO sends, {events} events, {deletes} deletes, {objects} objects, {logs} log events, \
             {} on the shelf; \
             {} messages arrived more than once\n\
             lost {lost}, came back {back}, out of order {order}, other faults {other}",
            self.shelved,
            ledger.doubles(),
        );
        for kind in KINDS {
            let faults = ledger.faults().iter().filter(|fault| fault.kind == kind);
            for fault in faults.take(FAULTS_SHOWN) {
                println!("- {:?}: {}", fault.kind, fault.text);
            }
        }
        let idle = [sends, fifo, events, deletes, objects, logs].contains(&0);
        if idle {
            println!("- a part of the load was never acknowledged, so this run proves nothing");
        }
        ledger.faults().is_empty() && !idle
    }
}

fn by_kind(faults: &[Fault]) -> [usize; 4] {
    KINDS.map(|kind| faults.iter().filter(|fault| fault.kind == kind).count())
}
