//! Receives that wait for a message (long polling).
//!
//! Nobody asks again and again. A commit that makes messages receivable wakes as many waiting receives as it brought messages.
//! Time makes messages receivable too, when a delay or a visibility timeout ends: of all that wait at a queue, one, the
//! watcher, also waits for that. When it leaves it wakes another, who takes its place.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tradewind_clock::Timestamp;

/// The receives that wait at one queue.
#[derive(Debug, Default)]
pub(crate) struct Waiters {
    count: AtomicUsize,
    arrivals: Notify,
    watched: AtomicBool,
    /// Until when the watcher waits, in microseconds; 0 while nobody watches, the largest number while it is deciding.
    watched_until: AtomicU64,
    /// Tells the watcher that time will do something sooner than it thought.
    sooner: Notify,
}

/// A receive that waits; counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Waiting<'a>(&'a Waiters);

/// The one that watches the time.
#[derive(Debug)]
pub(crate) struct Watcher<'a>(&'a Waiters);

impl Waiters {
    /// Counts a receive that is going to wait. It must do so before it looks for messages for the last time, and ask for
    /// [`Waiting::arrival`] before that look as well, or it could miss what comes in between.
    pub(crate) fn enter(&self) -> Waiting<'_> {
        self.count.fetch_add(1, Ordering::SeqCst);
        Waiting(self)
    }

    /// Messages have become receivable.
    pub(crate) fn arrived(&self, messages: usize) {
        for _ in 0..messages.min(self.count.load(Ordering::SeqCst)) {
            self.arrivals.notify_one();
        }
    }

    /// A message will become receivable at `due`.
    pub(crate) fn scheduled(&self, due: Timestamp) {
        if due.as_micros() < self.watched_until.load(Ordering::SeqCst) {
            self.sooner.notify_one();
        }
    }
}

impl<'a> Waiting<'a> {
    /// Resolves when a message has arrived for this receive, and remembers one that arrives before it is first awaited.
    pub(crate) fn arrival(&self) -> Notified<'a> {
        self.0.arrivals.notified()
    }

    /// Makes this receive the watcher, if there is none.
    pub(crate) fn watch(&self) -> Option<Watcher<'a>> {
        self.0.watched.compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst).ok().map(|_| Watcher(self.0))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.count.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<'a> Watcher<'a> {
    /// Says that the watcher is about to ask when to wake up: until it has said so, whatever is scheduled is told to it.
    pub(crate) fn deciding(&self) {
        self.0.watched_until.store(u64::MAX, Ordering::SeqCst);
    }

    /// Says until when the watcher waits: what is scheduled for later is no news.
    pub(crate) fn until(&self, at: Timestamp) {
        self.0.watched_until.store(at.as_micros(), Ordering::SeqCst);
    }

    /// Resolves when the watcher should ask anew when to wake up.
    pub(crate) fn sooner(&self) -> Notified<'a> {
        self.0.sooner.notified()
    }
}

impl Drop for Watcher<'_> {
    fn drop(&mut self) {
        self.0.watched_until.store(0, Ordering::SeqCst);
        self.0.watched.store(false, Ordering::SeqCst);
        // Somebody else must watch now, if there is anybody beside the one that leaves.
        if self.0.count.load(Ordering::SeqCst) > 1 {
            self.0.arrivals.notify_one();
        }
    }
}
