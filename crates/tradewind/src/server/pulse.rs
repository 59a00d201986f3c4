//! Who is connected, and for how long a silent client is borne with.
//!
//! Every connection has a [`Pulse`]; one sweep a tick finds those whose time is up. A request so costs a few relaxed atomic
//! operations instead of the timers that per-request deadlines would set and cancel.
//!
//! A connection is in one of three states:
//!
//!     waiting for a head   bytes of a request have come, the request is not complete: `header_timeout` from the first byte
//!     busy                 requests are being handled: no deadline here (a body has its own, a long poll may take its time)
//!     resting              nothing is under way, or an answer waits for its reader: `idle_timeout` from the last sign of life

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use futures::task::AtomicWaker;
use tokio::sync::Notify;

/// How often [`Ward::sweep`] is to be called.
pub(super) const TICK: Duration = Duration::from_millis(250);

/// Set in [`Pulse::deadline`] while a head is on its way.
const HEAD: u64 = 1;

/// All connections of a server.
#[derive(Debug)]
pub struct Ward {
    /// Milliseconds since the server's start, as of the last sweep.
    now: AtomicU64,
    header_timeout: u64,
    idle_timeout: u64,
    capacity: usize,
    beds: Mutex<Beds>,
    draining: AtomicBool,
    left: Notify,
    drain_began: Notify,
}

#[derive(Debug, Default)]
struct Beds {
    next: u64,
    taken: BTreeMap<u64, Arc<Pulse>>,
}

/// One connection's signs of life.
#[derive(Debug)]
pub struct Pulse {
    ward: Arc<Ward>,
    /// The tick at which patience ends, shifted left by one; the lowest bit says that a head is on its way.
    deadline: AtomicU64,
    /// Requests being handled.
    active: AtomicU32,
    expired: AtomicBool,
    /// Whether the connection speaks HTTP/2, where bytes between requests are ordinary.
    multiplexed: AtomicBool,
    waker: AtomicWaker,
}

/// A place in the ward; given back when dropped.
#[derive(Debug)]
pub struct Place {
    number: u64,
    pulse: Arc<Pulse>,
}

/// A request being handled.
#[derive(Debug)]
pub struct Active<'a>(&'a Pulse);

/// The same for as long as whoever has it wants, such as a body that is still being made.
#[derive(Debug)]
pub struct Occupied(Arc<Pulse>);

impl Ward {
    /// Room for `capacity` connections.
    pub fn new(capacity: usize, header_timeout: Duration, idle_timeout: Duration) -> Arc<Ward> {
        Arc::new(Ward {
            now: AtomicU64::new(0),
            header_timeout: millis(header_timeout),
            idle_timeout: millis(idle_timeout),
            capacity,
            beds: Mutex::default(),
            draining: AtomicBool::new(false),
            left: Notify::new(),
            drain_began: Notify::new(),
        })
    }

    /// Takes a connection in; `None` when there is no room.
    pub fn admit(self: &Arc<Ward>) -> Option<Place> {
        let mut beds = self.beds();
        if beds.taken.len() >= self.capacity {
            return None;
        }
        let pulse = Arc::new(Pulse {
            ward: self.clone(),
            deadline: AtomicU64::new(0),
            active: AtomicU32::new(0),
            expired: AtomicBool::new(false),
            multiplexed: AtomicBool::new(false),
            waker: AtomicWaker::new(),
        });
        // The time for the first head runs from here, so that a client that connects and says nothing is not kept for long.
        pulse.expect_by(self.header_timeout, 0);
        let number = beds.next;
        beds.next += 1;
        beds.taken.insert(number, pulse.clone());
        Some(Place { number, pulse })
    }

    /// How many connections there are.
    pub fn connections(&self) -> usize {
        self.beds().taken.len()
    }

    /// Sends away whoever has been silent for too long. `now` is the time since the server's start.
    pub fn sweep(&self, now: Duration) {
        let now = millis(now);
        self.now.store(now, Ordering::Relaxed);
        for pulse in self.beds().taken.values() {
            let overdue = pulse.deadline.load(Ordering::Relaxed) >> 1 < now;
            if overdue && pulse.active.load(Ordering::Relaxed) == 0 {
                pulse.expired.store(true, Ordering::Release);
                pulse.waker.wake();
            }
        }
    }

    /// Tells every connection to finish what it is doing and close.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
        self.drain_began.notify_waiters();
        for pulse in self.beds().taken.values() {
            pulse.waker.wake();
        }
    }

    /// Resolves when the last connection has left.
    pub async fn emptied(&self) {
        loop {
            let left = self.left.notified();
            if self.connections() == 0 {
                return;
            }
            left.await;
        }
    }

    fn beds(&self) -> MutexGuard<'_, Beds> {
        self.beds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pulse {
    /// Bytes have come from the client.
    pub fn heard(&self) {
        if self.active.load(Ordering::Relaxed) > 0 || self.is_in_head() {
            return;
        }
        if self.multiplexed.load(Ordering::Relaxed) {
            self.expect_by(self.ward.idle_timeout, 0);
        } else {
            self.expect_by(self.ward.header_timeout, HEAD);
        }
    }

    /// The connection speaks HTTP/2.
    pub fn speaks_http2(&self) {
        self.multiplexed.store(true, Ordering::Relaxed);
    }

    /// Bytes have gone to the client.
    pub fn wrote(&self) {
        if !self.is_in_head() {
            self.expect_by(self.ward.idle_timeout, 0);
        }
    }

    /// A request is handled from here until the guard is dropped.
    pub fn begin(&self) -> Active<'_> {
        self.active.fetch_add(1, Ordering::Relaxed);
        Active(self)
    }

    /// As [`Pulse::begin`], for what outlives the request's handler.
    pub fn occupy(self: &Arc<Pulse>) -> Occupied {
        self.active.fetch_add(1, Ordering::Relaxed);
        Occupied(self.clone())
    }

    fn end(&self) {
        self.expect_by(self.ward.idle_timeout, 0);
        self.active.fetch_sub(1, Ordering::Relaxed);
    }

    /// Whether the client's time is up.
    pub fn is_expired(&self) -> bool {
        self.expired.load(Ordering::Acquire)
    }

    /// Whether part of a request's head has come and the rest has not.
    pub fn is_in_head(&self) -> bool {
        self.deadline.load(Ordering::Relaxed) & HEAD != 0
    }

    /// Whether the connection is to close when it has finished what it is doing.
    pub fn is_draining(&self) -> bool {
        self.ward.draining.load(Ordering::Acquire)
    }

    /// Resolves when the connection is to close.
    pub async fn drained(&self) {
        loop {
            let began = self.ward.drain_began.notified();
            if self.is_draining() {
                return;
            }
            began.await;
        }
    }

    /// Whom to wake when [`Pulse::is_expired`] or [`Pulse::is_draining`] changes.
    pub fn register(&self, waker: &Waker) {
        self.waker.register(waker);
    }

    fn expect_by(&self, patience: u64, state: u64) {
        let tick = self.ward.now.load(Ordering::Relaxed).saturating_add(patience);
        self.deadline.store(tick << 1 | state, Ordering::Relaxed);
    }
}

impl Drop for Active<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Drop for Occupied {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Place {
    /// The connection's pulse.
    pub fn pulse(&self) -> &Arc<Pulse> {
        &self.pulse
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let ward = &self.pulse.ward;
        ward.beds().taken.remove(&self.number);
        ward.left.notify_waiters();
    }
}

fn millis(period: Duration) -> u64 {
    u64::try_from(period.as_millis()).unwrap_or(u64::MAX >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ward() -> Arc<Ward> {
        Ward::new(2, Duration::from_secs(10), Duration::from_secs(100))
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_client_that_never_speaks_is_sent_away() {
        let ward = ward();
        let place = ward.admit().unwrap();
        ward.sweep(at(10));
        assert!(!place.pulse().is_expired());
        ward.sweep(at(11));
        assert!(place.pulse().is_expired());
    }

    #[test]
    fn a_head_has_a_deadline_that_dribbling_does_not_move() {
        let ward = ward();
        let place = ward.admit().unwrap();
        drop(place.pulse().begin());
        ward.sweep(at(50));
        place.pulse().heard();
        assert!(place.pulse().is_in_head());
        ward.sweep(at(59));
        place.pulse().heard();
        assert!(!place.pulse().is_expired());
        ward.sweep(at(61));
        assert!(place.pulse().is_expired());
    }

    #[test]
    fn a_request_being_handled_has_no_deadline() {
        let ward = ward();
        let place = ward.admit().unwrap();
        let active = place.pulse().begin();
        ward.sweep(at(1_000_000));
        assert!(!place.pulse().is_expired());
        drop(active);
        ward.sweep(at(1_000_100));
        assert!(!place.pulse().is_expired());
        place.pulse().wrote();
        ward.sweep(at(1_000_200));
        assert!(!place.pulse().is_expired());
        ward.sweep(at(1_000_201));
        assert!(place.pulse().is_expired());
    }

    #[tokio::test]
    async fn places_are_limited_and_given_back() {
        let ward = ward();
        let (first, second) = (ward.admit().unwrap(), ward.admit().unwrap());
        assert!(ward.admit().is_none());
        drop(first);
        assert_eq!(ward.connections(), 1);
        ward.drain();
        assert!(second.pulse().is_draining());
        drop(second);
        ward.emptied().await;
    }
}
