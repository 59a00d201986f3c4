//! The services over a simulated disk, and calls to them.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::Value;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_events::Events;
use tradewind_sqs::Sqs;
use tradewind_store::{SimDisk, Store, SyncFault};
use tradewind_wire::Protocol;

use crate::trouble::Trouble;

/// The account every simulated client calls.
pub(crate) const ACCOUNT: &str = "000000000000";
/// The region every simulated client calls.
pub(crate) const REGION: &str = "us-east-1";

/// What a client knows after a call.
#[derive(Debug)]
pub enum Reply {
    /// A success: everything it says is a promise.
    Done(Value),
    /// A refusal: nothing was done.
    Refused {
        /// The HTTP status, 4xx.
        status: u16,
        /// The error's body.
        error: Value,
    },
    /// No answer, or a 5xx: the call may have been done or not.
    Unknown,
}

/// One process on one disk, and the world around both.
pub struct World {
    disk: SimDisk,
    clock: Clock,
    random: Random,
    life: Option<Life>,
    transcript: Transcript,
    boots: u32,
    trouble: Trouble,
    /// A checkpoint is made whenever about so many bytes of rows have been written.
    checkpoint_bytes: u64,
}

struct Life {
    store: Store,
    cloud: Cloud,
}

/// A running digest of every call and answer (FNV-1a, 64 bits): two runs of a seed must end with the same one.
#[derive(Clone, Copy)]
struct Transcript(u64);

impl Transcript {
    fn note(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl World {
    /// An empty disk, a clock at a fixed date, and the server started for the first time.
    pub fn new(seed: u64) -> World {
        let random = Random::seeded(seed);
        let mut world = World {
            disk: SimDisk::new(random.next_u64()),
            clock: Clock::manual(Timestamp::from_secs(1_800_000_000)),
            random,
            life: None,
            transcript: Transcript(0xcbf2_9ce4_8422_2325),
            boots: 0,
            trouble: Trouble::none(),
            // Some runs make many, so that they meet every kind of step.
            checkpoint_bytes: [8 << 10, 32 << 10, 1 << 20][(seed % 3) as usize],
        };
        world.boot();
        world
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The disk, for failing it.
    pub fn disk(&self) -> &SimDisk {
        &self.disk
    }

    /// How often the server has been started.
    pub fn boots(&self) -> u32 {
        self.boots
    }

    /// The digest of everything that was said so far.
    pub fn digest(&self) -> u64 {
        self.transcript.0
    }

    /// Moves time.
    pub fn jump(&mut self, by: Duration) {
        // The clock was made virtual above.
        let _ = self.clock.jump(by);
    }

    /// Mends what went wrong, after a while: starts the server again after a failure of the power or of a sync, and makes room.
    pub fn recover(&mut self) {
        if self.disk.is_dead() {
            self.power_cut();
        } else if self.trouble.has_failed(&self.disk) && self.trouble.endured() {
            // What the failed sync did not write is still in the machine's memory after a kill.
            if self.random.below(2) == 0 { self.power_cut() } else { self.kill() }
        } else if self.trouble.is_full() && self.trouble.endured() {
            self.make_room();
        }
    }

    /// Mends what is wrong now, at once.
    pub fn mend(&mut self) {
        self.make_room();
        if self.disk.is_dead() || self.trouble.has_failed(&self.disk) {
            self.power_cut();
        }
    }

    fn make_room(&mut self) {
        self.trouble.make_room(&self.disk, self.clock.now());
        // The committer's thread tries the disk again now and then; a simulated store has none. It may fail for other reasons.
        let result = self.life().store.flush();
        assert!(result.is_ok() || self.is_troubled(), "the disk has room again, and takes nothing: {result:?}");
    }

    /// Whether calls may fail: the power has failed, or a sync, or the disk is full.
    pub fn is_troubled(&self) -> bool {
        self.disk.is_dead() || self.trouble.is_full() || self.trouble.has_failed(&self.disk)
    }

    /// Tasks that failed in earlier trouble are tried again until then.
    pub fn trouble_shows_until(&self) -> Timestamp {
        self.trouble.shows_until()
    }

    /// How often the server was restarted, or the disk became full or had room again: between two equal answers nothing that
    /// was done can have been taken back.
    pub fn disturbances(&self) -> u32 {
        self.trouble.changes()
    }

    /// A sync fails, the `nth` from now. The server answers nothing but errors from then on; it is restarted `patience` steps
    /// later.
    pub fn order_fault(&mut self, nth: u64, fault: SyncFault, patience: u32) {
        if !self.is_troubled() {
            self.trouble.order_fault(&self.disk, nth, fault, patience);
        }
    }

    /// The disk takes so many bytes more, until `patience` steps later.
    pub fn fill(&mut self, bytes: u64, patience: u32) {
        if !self.is_troubled() {
            self.trouble.fill(&self.disk, bytes, patience, self.clock.now());
        }
    }

    /// Cuts the power now and starts the server again.
    pub fn power_cut(&mut self) {
        self.life = None;
        self.disk.crash();
        self.boot();
    }

    /// Kills the process now (the machine lives on) and starts the server again.
    pub fn kill(&mut self) {
        self.life = None;
        self.disk.kill();
        self.boot();
    }

    /// Writes a checkpoint. May fail only because the disk does.
    pub fn checkpoint(&mut self) {
        let result = self.life().store.checkpoint();
        assert!(result.is_ok() || self.is_troubled(), "a checkpoint failed on a healthy disk: {result:?}");
    }

    /// Forgets every model that is not in use.
    pub fn evict(&mut self) {
        self.life().store.evict_idle(Timestamp::MAX);
    }

    /// Performs every task that is due, and those that they bring about.
    pub fn run_tasks(&mut self) {
        for _ in 0..200 {
            let life = self.life();
            let done = at_once(life.store.tasks().run_due(&life.cloud), "a task");
            if done == 0 || self.disk.is_dead() {
                return;
            }
        }
        panic!("tasks beget tasks that are due at once, two hundred times over");
    }

    /// Calls an operation as a client does.
    pub fn call(&mut self, service: &str, operation: &str, input: &Value) -> Reply {
        let life = self.life();
        let Some(registered) = life.cloud.find(service) else { panic!("no service {service}") };
        let incoming = Incoming {
            service: registered.clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsJson10,
            body: input.to_string().into(),
            head: None,
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let response = at_once(life.cloud.handle(incoming), operation);
        self.transcript.note(operation.as_bytes());
        self.transcript.note(&response.status.to_be_bytes());
        let Ok(bytes) = response.body.into_bytes() else { panic!("{operation} was answered with a stream") };
        self.transcript.note(&bytes);
        if self.disk.is_dead() || response.status >= 500 {
            assert!(self.is_troubled(), "{operation} failed on a healthy disk: {}", text(&bytes));
            return Reply::Unknown;
        }
        let body = if bytes.is_empty() { Value::Null } else { parse(&bytes) };
        match response.status {
            200 => Reply::Done(body),
            status => Reply::Refused { status, error: body },
        }
    }

    /// Calls an operation that must succeed.
    pub fn must(&mut self, service: &str, operation: &str, input: &Value) -> Value {
        match self.call(service, operation, input) {
            Reply::Done(answer) => answer,
            other => panic!("{operation} with {input} gave {other:?}"),
        }
    }

    fn life(&self) -> &Life {
        match &self.life {
            Some(life) => life,
            None => panic!("the server is not running"),
        }
    }

    fn boot(&mut self) {
        self.boots += 1;
        self.trouble.forget_fault(&self.disk);
        loop {
            match Store::simulated_with(&self.disk, self.clock.clone(), self.random.fork(), self.checkpoint_bytes) {
                Ok(store) => {
                    let cloud = Cloud::builder(store.clone(), self.clock.clone(), self.random.fork())
                        .register(Sqs::new)
                        .register(Events::new)
                        .build();
                    self.life = Some(Life { store, cloud });
                    return;
                }
                Err(error) => {
                    assert!(self.is_troubled(), "the store does not open after a crash: {error}");
                    // Somebody makes room, and the next start finds it.
                    self.trouble.make_room(&self.disk, self.clock.now());
                    self.disk.crash();
                }
            }
        }
    }
}

/// The outcome of something that waits for nothing but the simulated disk.
fn at_once<T>(work: impl Future<Output = T>, what: &str) -> T {
    match pin!(work).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("{what} waits for something that virtual time does not bring"),
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

fn parse(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|error| panic!("an answer is not JSON ({error}): {}", text(body)))
}
