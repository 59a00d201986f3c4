//! The shadow of a schedule: when it may fire, and when it must have fired.

use std::collections::BTreeSet;

use tradewind_clock::Timestamp;

/// A schedule's firings, each by the time its event states, in seconds.
///
/// A server that runs its tasks fires whatever is due and arms the schedule for the next time after now: what was missed
/// meanwhile is made up for by one firing, whose event states the first time that was missed. A firing that nobody has seen yet
/// may be taken back by a crash; then the same time is due again.
#[derive(Debug)]
pub struct Ticks {
    first: u64,
    every: u64,
    seen: BTreeSet<u64>,
    /// What the schedule was armed for when somebody last looked.
    armed: u64,
    /// What it is armed for now, if no firing was taken back since.
    due: u64,
    /// What has been fired since the last look; `None` after a disturbance, which may have taken some of it back.
    fired: Option<BTreeSet<u64>>,
}

impl Ticks {
    /// A schedule of `every` seconds, made at `created`.
    pub fn new(created: Timestamp, every: u64) -> Ticks {
        let first = created.as_secs() + every;
        Ticks { first, every, seen: BTreeSet::new(), armed: first, due: first, fired: Some(BTreeSet::new()) }
    }

    /// The tasks that are due at `now` were run.
    pub fn ran(&mut self, now: Timestamp) {
        let now = now.as_secs();
        if let Some(fired) = &mut self.fired
            && self.due <= now
        {
            fired.insert(self.due);
            self.due = after(self.first, self.every, now);
        }
    }

    /// The server was restarted or could not write: what was fired since the last look may have been taken back.
    pub fn disturbed(&mut self) {
        self.fired = None;
    }

    /// A tick arrived at `now`, for the time it states. The same tick may arrive twice (deliveries are at least once).
    pub fn arrived(&mut self, stated: u64, now: Timestamp) {
        assert!(stated <= now.as_secs(), "a tick for {stated} arrived at {}, early", now.as_secs());
        assert!(stated >= self.first, "a tick for {stated} fired before the schedule's first time {}", self.first);
        self.seen.insert(stated);
    }

    /// All that is due at `now` was run, and everything that came of it has [arrived](Ticks::arrived): no tick may be missing.
    pub fn looked(&mut self, now: Timestamp) {
        let certain = Some(self.armed).filter(|armed| *armed <= now.as_secs());
        let owed = self.fired.take().unwrap_or_default();
        for tick in owed.into_iter().chain(certain) {
            assert!(self.seen.contains(&tick), "the tick for {tick} is lost at {}: {:?}", now.as_secs(), self.seen);
        }
        self.armed = after(self.first, self.every, now.as_secs());
        self.due = self.armed;
        self.fired = Some(BTreeSet::new());
    }

    /// How many different ticks have arrived.
    pub fn count(&self) -> usize {
        self.seen.len()
    }

    /// At the end: each firing is at a time of the schedule, so that no two are closer than its period.
    pub fn check_times(&self) {
        for tick in &self.seen {
            assert_eq!((tick - self.first) % self.every, 0, "a tick for {tick}, which is no time of the schedule");
        }
    }
}

/// The schedule's first time after `now`.
fn after(first: u64, every: u64, now: u64) -> u64 {
    first + now.checked_sub(first).map_or(0, |since| (since / every + 1) * every)
}
