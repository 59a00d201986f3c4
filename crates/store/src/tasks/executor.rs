//! Performs due tasks.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::futures::Notified;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tradewind_clock::Timestamp;

use super::index::Reach;
use super::queue::Claim;
use super::{Outcome, Performer, TaskRun};
use crate::inner::Inner;

/// A worker claims at most this many tasks at a time, so that the others get some too.
const CLAIMS_AT_ONCE: usize = 16;

/// One attempt, from claim to outcome. Tells whether it took a place of the shared lane.
async fn attempt(mut claim: Claim, performer: &dyn Performer, inner: &Inner) -> bool {
    let shared = claim.is_shared();
    let Some(run) = claim.load() else { return shared };
    let performed = AssertUnwindSafe(async { performer.perform(run.clone()).await }).catch_unwind().await;
    let outcome = performed.unwrap_or_else(|_| {
        tracing::error!(
            task = run.id.get(),
            kind = run.kind,
            cell = run.cell,
            "a performer panicked; its task is tried again"
        );
        Outcome::Again { at: inner.clock.now() + after_panic(&run), payload: None }
    });
    claim.finish(run, outcome);
    shared
}

/// One second, doubling to about a quarter of an hour.
fn after_panic(run: &TaskRun) -> Duration {
    Duration::from_secs(1 << run.attempt.min(10))
}

pub(super) async fn run_due(inner: &Arc<Inner>, performer: &dyn Performer) -> usize {
    let mut attempts = 0;
    while let Some(claim) = inner.tasks.claim(inner, Reach::Everywhere) {
        attempt(claim, performer, inner).await;
        attempts += 1;
    }
    attempts
}

pub(super) async fn run(
    inner: &Arc<Inner>,
    performer: Arc<dyn Performer>,
    concurrency: usize,
    shutdown: impl Future<Output = ()> + Send,
) {
    let _running = Running::begin(inner, performer.clone());
    let (stop, stopping) = watch::channel(false);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(concurrency).max(1);
    let slots = concurrency.div_ceil(workers).max(1);
    let mut all = JoinSet::new();
    for _ in 0..workers {
        all.spawn(work(inner.clone(), performer.clone(), slots, stopping.clone()));
    }
    shutdown.await;
    // Workers that have ended already don't need to hear it.
    stop.send_replace(true);
    while all.join_next().await.is_some() {}
}

/// Says that an executor runs, for as long as it lives.
struct Running<'a>(&'a Inner);

impl<'a> Running<'a> {
    fn begin(inner: &'a Inner, performer: Arc<dyn Performer>) -> Self {
        inner.tasks.begin_running(performer, &inner.clock);
        Running(inner)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.tasks.end_running();
    }
}

/// One worker: performs up to `slots` tasks of the shared lane at once, and of the other lanes what they have room for, all within
/// its own task of the runtime.
async fn work(inner: Arc<Inner>, performer: Arc<dyn Performer>, slots: usize, mut stopping: watch::Receiver<bool>) {
    let queue = &inner.tasks;
    let mut running = FuturesUnordered::new();
    let mut shared = 0;
    loop {
        let stop = *stopping.borrow_and_update();
        // Listening starts before looking, so that nothing falls between the two.
        let mut woken = std::pin::pin!((!stop && shared < slots).then(|| queue.wake.notified()));
        if let Some(woken) = woken.as_mut().as_pin_mut() {
            woken.enable();
        }
        let mut woken_own = std::pin::pin!((!stop).then(|| queue.wake_own.notified()));
        if let Some(woken) = woken_own.as_mut().as_pin_mut() {
            woken.enable();
        }
        if stop && running.is_empty() {
            return;
        }
        for _ in 0..if stop { 0 } else { CLAIMS_AT_ONCE } {
            let reach = if shared < slots { Reach::AnyRoom } else { Reach::OwnRoom };
            let Some(claim) = queue.claim(&inner, reach) else { break };
            shared += usize::from(claim.is_shared());
            running.push(attempt(claim, &*performer, &inner));
        }
        let has_room = !stop && shared < slots;
        if !has_room {
            // A full worker does not listen: a call that it has got already goes on to another one.
            woken.set(None);
        }
        let next = queue.next(has_room);
        let now = inner.clock.now();
        let due_already = |due: Option<Timestamp>| !stop && due.is_some_and(|due| due <= now);
        // There is more than this worker takes now. A lane without a free place does not count: the worker whose attempt
        // frees one looks again by itself.
        if due_already(next.shared) {
            queue.wake.notify_one();
        }
        if due_already(next.own) {
            queue.wake_own.notify_one();
        }
        // A time that is far away may be woken for early: the loop then looks and waits again.
        let next = [next.shared, next.own].into_iter().flatten().filter(|due| !stop && *due > now).min();
        let timer = next.map(|due| inner.clock.sleep_until(due));
        tokio::select! {
            Some(was_shared) = running.next(), if !running.is_empty() => shared -= usize::from(was_shared),
            () = called(woken.as_mut()) => {}
            () = called(woken_own.as_mut()) => {}
            awake = async { match timer { Some(timer) => timer.await, None => std::future::pending().await } } => drop(awake),
            // The sender lives as long as the workers do.
            changed = stopping.changed(), if !stop => drop(changed),
        }
    }
}

/// Resolves with the call that is listened for; never, if none is.
async fn called(listening: Pin<&mut Option<Notified<'_>>>) {
    match listening.as_pin_mut() {
        Some(listening) => listening.await,
        None => std::future::pending().await,
    }
}
