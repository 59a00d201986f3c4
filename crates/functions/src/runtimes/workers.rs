//! Workers: sandboxed Node.js processes that wait to be told which function they are.
//!
//! A worker is made for a version and a size, because its limits are set when it is made; it is used once. They are made one
//! after the other, some time after the last one was taken, so that making them does not slow down what is being started.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use tradewind_clock::{Clock, Timestamp};
use tradewind_sandbox::{Spec, Start};

use super::Runtimes;
use crate::function::Function;
use crate::plan::{PLATFORM_PORT, RUNTIME_API_PORT, limits};
use crate::runtime::Runtime;

/// How long nothing must have been taken before new ones are made.
const PAUSE: Duration = Duration::from_millis(250);
/// Kinds for which workers are kept; the one that was not wanted for longest gives way.
const KINDS: usize = 4;

/// What a worker is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Size {
    /// The runtime.
    pub(crate) runtime: Runtime,
    /// Its memory in MB.
    pub(crate) memory_mb: u32,
    /// Its `/tmp` in MB.
    pub(crate) tmp_mb: u32,
}

impl Size {
    fn of(function: &Function) -> Size {
        Size { runtime: function.runtime, memory_mb: function.memory_mb, tmp_mb: function.tmp_mb }
    }
}

/// Launches one; `W` is whatever the pool makes of it.
pub(crate) type Make<W> = Box<dyn Fn(Spec) -> BoxFuture<'static, Result<W, String>> + Send + Sync>;

/// Workers that wait.
pub(crate) struct Workers<W> {
    runtimes: Runtimes,
    make: Make<W>,
    clock: Clock,
    /// Workers kept of each kind; 0 turns them off.
    each: usize,
    state: Mutex<State<W>>,
}

struct State<W> {
    kinds: BTreeMap<Size, Kind<W>>,
    /// When the last one was taken.
    taken: Timestamp,
    refilling: bool,
    made: u64,
    closed: bool,
}

struct Kind<W> {
    idle: Vec<W>,
    wanted: Timestamp,
    spec: Spec,
    /// It could not be made: not tried again until somebody wants one.
    failed: bool,
}

impl<W: Send + 'static> Workers<W> {
    /// None are made before one is wanted.
    pub(crate) fn new(runtimes: Runtimes, make: Make<W>, clock: Clock, each: usize) -> Arc<Workers<W>> {
        let taken = clock.now();
        let state = State { kinds: BTreeMap::new(), taken, refilling: false, made: 0, closed: false };
        Arc::new(Workers { runtimes, make, clock, each, state: Mutex::new(state) })
    }

    /// A worker for an instance of this function, if one waits. The next one is made in the background, later.
    pub(crate) fn take_worker(self: &Arc<Self>, function: &Function) -> Option<W> {
        let now = self.clock.now();
        let size = Size::of(function);
        let mut dropped = None;
        let mut state = self.state.lock();
        if self.each == 0 || state.closed {
            return None;
        }
        if !state.kinds.contains_key(&size) {
            let spec = self.runtimes.worker(function)?;
            dropped = make_room(&mut state.kinds);
            state.kinds.insert(size, Kind { idle: Vec::new(), wanted: now, spec, failed: false });
        }
        state.taken = now;
        let kind = state.kinds.get_mut(&size)?;
        kind.wanted = now;
        kind.failed = false;
        let worker = kind.idle.pop();
        if !state.refilling {
            state.refilling = true;
            tokio::spawn(self.clone().refill());
        }
        drop(state);
        drop(dropped);
        worker
    }

    /// Ends it: hands out what waits, and makes no more.
    pub(crate) fn close(&self) -> Vec<W> {
        let mut state = self.state.lock();
        state.closed = true;
        std::mem::take(&mut state.kinds).into_values().flat_map(|kind| kind.idle).collect()
    }

    /// How many wait.
    pub(crate) fn idle(&self) -> usize {
        self.state.lock().kinds.values().map(|kind| kind.idle.len()).sum()
    }

    async fn refill(self: Arc<Self>) {
        loop {
            self.rest().await;
            let Some((size, spec)) = self.next() else { return };
            let made = (self.make)(spec).await;
            let surplus = self.keep(size, made);
            drop(surplus);
        }
    }

    /// Waits until nothing has been taken for a while.
    async fn rest(&self) {
        loop {
            let until = self.state.lock().taken + PAUSE;
            if self.clock.now() >= until {
                return;
            }
            let _awake = self.clock.sleep_until(until).await;
        }
    }

    /// What is to be made next; none ends the refilling.
    fn next(&self) -> Option<(Size, Spec)> {
        let mut state = self.state.lock();
        let lacking = state.kinds.iter().find(|(_, kind)| kind.idle.len() < self.each && !kind.failed);
        let Some((size, spec)) = lacking.map(|(size, kind)| (*size, kind.spec.clone())).filter(|_| !state.closed)
        else {
            state.refilling = false;
            return None;
        };
        state.made += 1;
        let name = format!("{}-{}", spec.name, state.made);
        Some((size, Spec { name, ..spec }))
    }

    fn keep(&self, size: Size, made: Result<W, String>) -> Option<W> {
        let mut state = self.state.lock();
        let closed = state.closed;
        match (state.kinds.get_mut(&size), made) {
            (Some(kind), Ok(worker)) if !closed => kind.idle.push(worker),
            (Some(kind), Err(reason)) => {
                kind.failed = true;
                tracing::warn!(?size, reason, "no worker could be started ahead");
            }
            (_, made) => return made.ok(),
        }
        None
    }
}

/// Takes the kind out that was not wanted for longest, if there are too many.
fn make_room<W>(kinds: &mut BTreeMap<Size, Kind<W>>) -> Option<Kind<W>> {
    if kinds.len() < KINDS {
        return None;
    }
    let oldest = kinds.iter().min_by_key(|(_, kind)| kind.wanted).map(|(size, _)| *size)?;
    kinds.remove(&oldest)
}

impl Runtimes {
    /// What a worker for this function's kind is made from; none where functions of this runtime don't start from one.
    fn worker(&self, function: &Function) -> Option<Spec> {
        let Runtime::Node(major) = function.runtime else { return None };
        let (program, mounts) = self.node_worker(function).ok()?;
        Some(Spec {
            name: format!("worker-node{major}-{}-{}", function.memory_mb, function.tmp_mb),
            start: Start::Spawn(program),
            mounts,
            listen: vec![RUNTIME_API_PORT, PLATFORM_PORT],
            connect: Vec::new(),
            limits: limits(function),
        })
    }
}
