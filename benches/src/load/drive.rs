//! The closed loop: C connections, each asking again as soon as it is answered, for a while that is measured.
//!
//! ```text
//!   spawn   warm-up      measured            the last answers
//!   |-------|............|###################|------|
//!                        cpu, count, time    cpu, count, time
//! ```
//!
//! Operations are counted when they are answered, and CPU, count and time are read at the same two moments; what is
//! under way at the end is awaited, so that the state left behind can be compared with what was answered.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_local};

use crate::client::Client;
use crate::error::Error;
use crate::load::latency::Latencies;
use crate::load::site::Site;
use crate::process::Process;
use crate::watch;

/// How long the last answers may take.
const GRACE: Duration = Duration::from_secs(15);
/// How many errors are kept; the loop ends when it has so many.
const ERRORS_SHOWN: usize = 3;

/// What one connection does, over and over.
pub trait Step: 'static {
    /// One operation. The loop counts and times it.
    fn step(&mut self, client: &mut Client) -> impl Future<Output = Result<Progress, Error>>;
}

/// How an operation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It was answered well.
    Done,
    /// There is nothing left to do: the window ends here, for all connections.
    Dry,
}

/// How long to drive.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Not measured, at the start.
    pub warm_up: Duration,
    /// Measured; shorter if a step runs dry.
    pub measured: Duration,
}

/// What was measured in the window.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Operations answered.
    pub operations: u64,
    /// The window's true length.
    pub length: Duration,
    /// From before signing a request to the end of its answer.
    pub latencies: Latencies,
    /// CPU time of the server, if it can be watched.
    pub server_cpu: Option<Duration>,
    /// CPU time of this process.
    pub generator_cpu: Option<Duration>,
}

#[derive(Debug, Default)]
struct Window {
    measuring: Cell<bool>,
    over: Cell<bool>,
    ended: Notify,
    operations: Cell<u64>,
    latencies: RefCell<Latencies>,
    errors: RefCell<Vec<String>>,
}

/// What is read at both ends of the window.
struct Reading {
    at: Instant,
    operations: u64,
    server: Option<Duration>,
    generator: Option<Duration>,
}

impl Window {
    fn end(&self) {
        self.over.set(true);
        self.ended.notify_one();
    }

    fn done(&self, started: Instant) {
        self.operations.set(self.operations.get() + 1);
        if self.measuring.get() {
            self.latencies.borrow_mut().add(started.elapsed());
        }
    }

    /// Errors that follow from the first ones would only hide them.
    fn failed(&self, error: &Error) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() < ERRORS_SHOWN {
            errors.push(error.to_string());
        }
        if errors.len() == ERRORS_SHOWN {
            self.end();
        }
    }

    /// Waits for `length`, or until the window is over.
    async fn wait(&self, length: Duration) {
        let end = watch::now() + length;
        if !self.over.get() {
            tokio::select! {
                () = watch::until(end) => {}
                () = self.ended.notified() => {}
            }
        }
    }

    fn read(&self, server: Option<Process>) -> Result<Reading, Error> {
        Ok(Reading {
            at: watch::now(),
            operations: self.operations.get(),
            server: server.map(Process::cpu).transpose()?,
            generator: Process(std::process::id()).cpu().ok(),
        })
    }

    fn verdict(&self) -> Result<(), Error> {
        let errors = self.errors.borrow();
        if errors.is_empty() {
            return Ok(());
        }
        Err(Error::Unexpected(errors.join(" | ")))
    }
}

/// Drives a site with one connection per step.
///
/// # Errors
/// Any error of any connection fails the whole: no figure is made of a run that was not clean.
pub async fn drive<S: Step>(site: &Site, steps: Vec<S>, plan: Plan) -> Result<Measured, Error> {
    let window = Rc::new(Window::default());
    let mut clients = Vec::with_capacity(steps.len());
    for _ in &steps {
        clients.push(site.client().await?);
    }
    let lanes: Vec<JoinHandle<()>> = clients
        .into_iter()
        .zip(steps)
        .map(|(client, step)| spawn_local(lane(client, step, Rc::clone(&window))))
        .collect();

    window.wait(plan.warm_up).await;
    let begin = window.read(site.process);
    window.measuring.set(true);
    window.wait(plan.measured).await;
    let end = window.read(site.process);
    window.measuring.set(false);
    window.over.set(true);
    finish(lanes).await?;

    window.verdict()?;
    let (begin, end) = (begin?, end?);
    Ok(Measured {
        operations: end.operations - begin.operations,
        length: end.at - begin.at,
        latencies: window.latencies.take(),
        server_cpu: difference(begin.server, end.server),
        generator_cpu: difference(begin.generator, end.generator),
    })
}

async fn lane<S: Step>(mut client: Client, mut step: S, window: Rc<Window>) {
    while !window.over.get() {
        let started = watch::now();
        match step.step(&mut client).await {
            Ok(Progress::Done) => window.done(started),
            Ok(Progress::Dry) => window.end(),
            Err(error) => return window.failed(&error),
        }
    }
}

/// Awaits the lanes; those that hang are cut off.
async fn finish(lanes: Vec<JoinHandle<()>>) -> Result<(), Error> {
    let stoppers: Vec<_> = lanes.iter().map(JoinHandle::abort_handle).collect();
    let ended = watch::within(GRACE, "the last answer", join_all(lanes)).await;
    for stopper in stoppers {
        stopper.abort();
    }
    for lane in ended? {
        lane.map_err(|cause| Error::Unexpected(format!("a connection's loop broke: {cause}")))?;
    }
    Ok(())
}

fn difference(begin: Option<Duration>, end: Option<Duration>) -> Option<Duration> {
    Some(end?.saturating_sub(begin?))
}
