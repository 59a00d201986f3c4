//! Performs due tasks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::queue::Claim;
use super::{Outcome, Performer, TaskRun};
use crate::inner::Inner;

/// A worker claims at most this many tasks at a time, so that the others get some too.
const CLAIMS_AT_ONCE: usize = 16;

/// One attempt, from claim to outcome.
async fn attempt(mut claim: Claim, performer: &dyn Performer, inner: &Inner) {
    let Some(run) = claim.load() else { return };
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
}

/// One second, doubling to about a quarter of an hour.
fn after_panic(run: &TaskRun) -> Duration {
    Duration::from_secs(1 << run.attempt.min(10))
}

pub(super) async fn run_due(inner: &Arc<Inner>, performer: &dyn Performer) -> usize {
    let mut attempts = 0;
    while let Some(claim) = inner.tasks.claim(inner) {
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
    let _running = Running::begin(inner);
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
    fn begin(inner: &'a Inner) -> Self {
        inner.tasks.runners(&inner.clock, true);
        Running(inner)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.tasks.runners(&self.0.clock, false);
    }
}

/// One worker: performs up to `slots` tasks at once, all within its own task of the runtime.
async fn work(inner: Arc<Inner>, performer: Arc<dyn Performer>, slots: usize, mut stopping: watch::Receiver<bool>) {
    let queue = &inner.tasks;
    let mut running = FuturesUnordered::new();
    loop {
        let stop = *stopping.borrow_and_update();
        // Listening starts before looking, so that nothing falls between the two.
        let mut woken = std::pin::pin!((!stop && running.len() < slots).then(|| queue.wake.notified()));
        if let Some(woken) = woken.as_mut().as_pin_mut() {
            woken.enable();
        }
        if stop && running.is_empty() {
            return;
        }
        let free = if stop { 0 } else { slots.saturating_sub(running.len()).min(CLAIMS_AT_ONCE) };
        let claims: Vec<Claim> = std::iter::from_fn(|| queue.claim(&inner)).take(free).collect();
        for claim in claims {
            running.push(attempt(claim, &*performer, &inner));
        }
        let next = queue.next_due();
        let due_already = next.is_some_and(|due| due <= inner.clock.now());
        let has_room = !stop && running.len() < slots;
        if !has_room {
            // A full worker does not listen: a call that it has got already goes on to another one.
            woken.set(None);
        }
        if due_already && !stop {
            // There is more than this worker takes now.
            queue.wake.notify_one();
        }
        // A time that is far away may be woken for early: the loop then looks and waits again.
        let timer = next.filter(|_| has_room && !due_already).map(|due| inner.clock.sleep_until(due));
        tokio::select! {
            Some(()) = running.next(), if !running.is_empty() => {}
            () = async { match woken.as_pin_mut() { Some(woken) => woken.await, None => std::future::pending().await } } => {}
            awake = async { match timer { Some(timer) => timer.await, None => std::future::pending().await } } => drop(awake),
            // The sender lives as long as the workers do.
            changed = stopping.changed(), if !stop => drop(changed),
        }
    }
}
