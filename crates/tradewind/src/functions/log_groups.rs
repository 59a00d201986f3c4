//! What functions write goes to their log groups in CloudWatch Logs, through the same door as every call.
//!
//! ```text
//! instances --(write: never waits)--> queue, bounded --(one task)--> PutLogEvents, made group and stream where missing
//! ```
//!
//! A function does not wait for its log. What the store can't keep up with is dropped beyond [`WAITING_BYTES`], the newest first,
//! counted, and said in the group it was dropped from as soon as there is room again.

mod sending;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tradewind_clock::{Clock, Timestamp};
use tradewind_cloud::Cloud;
use tradewind_functions::{Function, LogLine, LogSink};

use crate::real_time::within;
use sending::Sender;

/// Lines that may wait for the store, in bytes.
pub const WAITING_BYTES: usize = 64 << 20;

/// What a line takes while it waits, beside its text, in bytes.
const LINE_BYTES: usize = 64;

/// How long a reader waits for lines that are on their way.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the last lines may take when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(20);

/// One log group of one account and region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// 12 digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
    /// Such as `/aws/lambda/orders`.
    pub name: String,
}

/// A stream of a group.
type Place = (Group, String);

/// A line on its way: milliseconds, text.
type Line = (u64, String);

/// The way to the log groups.
pub struct LogGroups {
    queue: Mutex<Queue>,
    woken: Notify,
    /// Batches handed over, and batches that were written or given up.
    handed: AtomicU64,
    written: watch::Sender<u64>,
    dropped: AtomicU64,
    /// The server's clock, where that is not the machine's: lines get its time.
    clock: Mutex<Option<Clock>>,
    work: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Queue {
    batches: VecDeque<(Place, Vec<Line>)>,
    /// What waits, and what is being written.
    bytes: usize,
    /// Lines that were dropped since that was last said.
    unsaid: BTreeMap<Place, u64>,
    closed: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bytes(lines: &[Line]) -> usize {
    lines.iter().map(|(_, text)| text.len() + LINE_BYTES).sum()
}

impl LogGroups {
    /// A way that leads nowhere yet: lines wait until it is opened.
    pub fn new() -> Arc<LogGroups> {
        Arc::new(LogGroups {
            queue: Mutex::default(),
            woken: Notify::new(),
            handed: AtomicU64::new(0),
            written: watch::Sender::new(0),
            dropped: AtomicU64::new(0),
            clock: Mutex::default(),
            work: Mutex::default(),
        })
    }

    /// Leads to the cloud's log groups from now on. On a virtual clock lines get the time of that clock: what they say happens
    /// there.
    pub fn open(self: &Arc<LogGroups>, cloud: Cloud, virtual_time: bool) {
        if virtual_time {
            *lock(&self.clock) = Some(cloud.clock().clone());
        }
        let groups = self.clone();
        *lock(&self.work) = Some(tokio::spawn(async move { groups.run(&Sender::new(cloud)).await }));
    }

    /// Lines dropped so far because the store was too slow, full or stopped.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Waits until what was handed over before is in the groups, but not for long.
    pub async fn flush(&self) {
        let handed = self.handed.load(Ordering::Acquire);
        let mut written = self.written.subscribe();
        // A writer that is gone has nothing left to write.
        let _ = within(PATIENCE, written.wait_for(|written| *written >= handed)).await;
    }

    /// Writes what is left and lets go of the cloud.
    pub async fn stop(&self) {
        lock(&self.queue).closed = true;
        self.woken.notify_one();
        let work = lock(&self.work).take();
        let Some(mut work) = work else { return };
        if within(LAST_WORDS, &mut work).await.is_none() {
            tracing::warn!("the last log lines of functions were not written in time, and are lost");
            work.abort();
            // It was cut off.
            let _ = work.await;
        }
    }

    async fn run(&self, sender: &Sender) {
        loop {
            let (batches, unsaid, closed) = {
                let mut queue = lock(&self.queue);
                (std::mem::take(&mut queue.batches), std::mem::take(&mut queue.unsaid), queue.closed)
            };
            if batches.is_empty() && unsaid.is_empty() {
                if closed {
                    return;
                }
                self.woken.notified().await;
                continue;
            }
            let count = batches.len() as u64;
            let mut places: BTreeMap<Place, Vec<Line>> = BTreeMap::new();
            for (place, lines) in batches {
                places.entry(place).or_default().extend(lines);
            }
            let taken: usize = places.values().map(|lines| bytes(lines)).sum();
            for (place, lost) in unsaid {
                tracing::warn!(
                    group = place.0.name,
                    lost,
                    "log lines were dropped: the store is too slow for them, or full"
                );
                let text = format!("{lost} lines were dropped here: the store is too slow for them, or full");
                places.entry(place).or_default().push((self.time(Clock::system().now()), text));
            }
            let given_up = sender.send(places, || lock(&self.queue).closed).await;
            self.dropped.fetch_add(given_up, Ordering::Relaxed);
            let mut queue = lock(&self.queue);
            queue.bytes = queue.bytes.saturating_sub(taken);
            drop(queue);
            self.written.send_modify(|written| *written += count);
        }
    }

    fn hand_over(&self, place: Place, lines: Vec<Line>) {
        let size = bytes(&lines);
        let mut queue = lock(&self.queue);
        if queue.closed || queue.bytes + size > WAITING_BYTES {
            let lost = lines.len() as u64;
            self.dropped.fetch_add(lost, Ordering::Relaxed);
            *queue.unsaid.entry(place).or_default() += lost;
            return;
        }
        queue.bytes += size;
        queue.batches.push_back((place, lines));
        self.handed.fetch_add(1, Ordering::Release);
        drop(queue);
        self.woken.notify_one();
    }

    /// The time of a line that was written at this time of the machine, in milliseconds.
    fn time(&self, at: Timestamp) -> u64 {
        match &*lock(&self.clock) {
            None => at.as_millis(),
            Some(clock) => (clock.now() - Clock::system().now().saturating_since(at)).as_millis(),
        }
    }
}

impl LogSink for LogGroups {
    fn write(&self, function: &Function, stream: &str, lines: Vec<LogLine>) {
        let group = Group {
            account: function.account.clone(),
            region: function.region.clone(),
            name: function.logging.group.clone(),
        };
        let lines = lines.into_iter().map(|line| (self.time(line.at), line.text)).collect();
        self.hand_over((group, stream.to_owned()), lines);
    }
}

#[cfg(test)]
mod tests;
