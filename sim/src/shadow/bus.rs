//! The shadow of a bus: which events are owed to which queue.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;

/// Where a rule takes an event: to one of these queues at least, say a target or else its dead-letter queue.
pub type Route = &'static [&'static str];

/// Events and the routes their rules give them. They are told apart by a mark in their detail.
#[derive(Debug, Default)]
pub struct Bus {
    events: BTreeMap<String, (Vec<Route>, Known)>,
    arrived: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Bus {
    /// An event was put; its rules give it these routes.
    pub fn put(&mut self, mark: &str, routes: &[Route], known: Known) {
        self.events.insert(mark.to_owned(), (routes.to_vec(), known));
    }

    /// An event was found in a queue. The same one may be found there twice: deliveries are at least once.
    pub fn arrived(&mut self, queue: &'static str, mark: &str) {
        let routes = self.events.get(mark).map(|(routes, _)| routes.as_slice()).unwrap_or_default();
        let routed = routes.iter().any(|route| route.contains(&queue));
        assert!(routed, "{queue}: event {mark} arrived, which no rule sends there");
        self.arrived.entry(queue).or_default().insert(mark.to_owned());
    }

    /// At the end: every acknowledged event has arrived wherever a rule sends it.
    pub fn check_complete(&self) {
        let found = |queue: &&str, mark: &String| self.arrived.get(queue).is_some_and(|marks| marks.contains(mark));
        for (mark, (routes, known)) in &self.events {
            for route in routes {
                let lost = *known == Known::Yes && !route.iter().any(|queue| found(queue, mark));
                assert!(!lost, "{route:?}: event {mark} was acknowledged and never arrived");
            }
        }
    }
}
