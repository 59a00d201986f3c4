//! The shadow of a bus: which events are owed to which queue, and when a schedule may fire.

use std::collections::{BTreeMap, BTreeSet};

use tradewind_clock::Timestamp;

use super::Known;

/// Events by the queue they are routed to. They are told apart by a mark in their detail.
#[derive(Debug, Default)]
pub struct Bus {
    routed: BTreeMap<&'static str, BTreeMap<String, Known>>,
    arrived: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Bus {
    /// An event was put; its rules lead to these queues.
    pub fn put(&mut self, mark: &str, queues: &[&'static str], known: Known) {
        for queue in queues {
            self.routed.entry(queue).or_default().insert(mark.to_owned(), known);
        }
    }

    /// An event was found in a queue.
    pub fn arrived(&mut self, queue: &'static str, mark: &str) {
        let routed = self.routed.get(queue).is_some_and(|marks| marks.contains_key(mark));
        assert!(routed, "{queue}: event {mark} arrived, which no rule sends there");
        self.arrived.entry(queue).or_default().insert(mark.to_owned());
    }

    /// At the end: every acknowledged event has arrived wherever a rule sends it.
    pub fn check_complete(&self) {
        for (queue, marks) in &self.routed {
            let none = BTreeSet::new();
            let arrived = self.arrived.get(queue).unwrap_or(&none);
            for (mark, known) in marks {
                let lost = *known == Known::Yes && !arrived.contains(mark);
                assert!(!lost, "{queue}: event {mark} was acknowledged and never arrived");
            }
        }
    }
}

/// A schedule's firings, each by the time its event states, in seconds.
#[derive(Debug)]
pub struct Ticks {
    not_before: u64,
    every: u64,
    seen: BTreeSet<u64>,
}

impl Ticks {
    /// A schedule of `every` seconds, made at `created`.
    pub fn new(created: Timestamp, every: u64) -> Ticks {
        Ticks { not_before: created.as_secs() + every, every, seen: BTreeSet::new() }
    }

    /// A tick arrived at `now`, for the time it states. The same tick may arrive twice (deliveries are at least once).
    pub fn arrived(&mut self, stated: u64, now: Timestamp) {
        assert!(stated <= now.as_secs(), "a tick for {stated} arrived at {}, early", now.as_secs());
        assert!(
            stated >= self.not_before,
            "a tick for {stated} fired before the schedule's first time {}",
            self.not_before
        );
        self.seen.insert(stated);
    }

    /// How many different ticks have arrived.
    pub fn count(&self) -> usize {
        self.seen.len()
    }

    /// At the end: no two firings are closer than the period (a second is left for rounding).
    pub fn check_spacing(&self) {
        for (one, next) in self.seen.iter().zip(self.seen.iter().skip(1)) {
            assert!(next - one + 1 >= self.every, "ticks at {one} and {next} are closer than {} s", self.every);
        }
    }
}
