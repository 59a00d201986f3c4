//! Events and the schedule.

use std::time::Duration;

use serde_json::{Value, json};

use super::Script;
use super::stage::{BEYOND, BIG, FLAKY, LINED_UP, SHAPED, SHOP, TICKS, UNDELIVERABLE};
use crate::shadow::{Known, Route};
use crate::world::Reply;

/// Receipts of those who look what has arrived, in seconds.
const GLANCE: u64 = 1;

impl Script {
    pub(super) fn put_events(&mut self) {
        let mut entries = Vec::new();
        let mut events = Vec::new();
        for _ in 0..1 + self.dice.below(4) {
            let mark = self.fresh("event");
            let source = ["shop", "ghost", "mill", "mine"][self.dice.below(4) as usize];
            let size = self.dice.below(100);
            let detail = json!({"mark": mark, "size": size}).to_string();
            entries.push(json!({"Source": source, "DetailType": "made", "Detail": detail}));
            let mut routes: Vec<Route> = match source {
                "shop" => vec![&[SHOP], &[BEYOND]],
                "ghost" => vec![&[UNDELIVERABLE]],
                "mill" => vec![&[SHAPED], &[LINED_UP]],
                _ => vec![&[FLAKY, UNDELIVERABLE]],
            };
            if size > 50 {
                routes.push(&[BIG]);
            }
            events.push((mark, routes));
        }
        let reply = self.world.call("events", "PutEvents", &json!({"Entries": entries}));
        let known = self.known(&reply, "PutEvents");
        if let Reply::Done(answer) = &reply {
            assert_eq!(answer["FailedEntryCount"], 0, "{answer}");
        }
        for (mark, routes) in events {
            self.acknowledged += u32::from(known == Known::Yes);
            self.bus.put(&mark, &routes, known);
        }
    }

    /// Runs what is due, and tells the schedule's shadow.
    pub(super) fn run_tasks(&mut self) {
        self.world.run_tasks();
        if self.world.disturbances() != self.disturbances || self.world.is_troubled() {
            self.disturbances = self.world.disturbances();
            self.ticks.disturbed();
        } else {
            self.ticks.ran(self.world.now());
        }
    }

    /// Takes every tick out of its queue. No tick may be missing, unless something stands in the way of seeing it.
    pub(super) fn look_at_ticks(&mut self) {
        self.run_tasks();
        let now = self.world.now();
        let (bodies, complete) = self.take_all(TICKS);
        for body in &bodies {
            self.ticks.arrived(stated_time(&parse(body)), now);
        }
        if complete && !self.world.is_troubled() && now >= self.world.trouble_shows_until() {
            self.ticks.looked(now);
        }
    }

    /// Takes events out of a queue. True if nothing can be left in it.
    pub(super) fn take_events(&mut self, queue: &'static str) -> bool {
        let (bodies, complete) = self.take_all(queue);
        for body in bodies {
            let event = parse(&body);
            let mark = event["detail"]["mark"].as_str().unwrap_or_default();
            self.bus.arrived(queue, mark);
        }
        complete
    }

    /// Receives and deletes until nothing comes any more. True if nothing can be left in the queue: whatever an unanswered
    /// receive has hidden may be.
    fn take_all(&mut self, queue: &'static str) -> (Vec<String>, bool) {
        let now = self.world.now();
        let mut bodies = Vec::new();
        loop {
            let Some(handed) = self.receive_from(queue, 10, GLANCE) else {
                self.blind_until.insert(queue, now + Duration::from_secs(GLANCE));
                return (bodies, false);
            };
            if handed.is_empty() {
                let blind = self.blind_until.get(queue).is_some_and(|until| now < *until);
                return (bodies, !blind);
            }
            for message in handed {
                let known = self.delete_from(queue, &message.receipt);
                if known != Known::Yes {
                    // It is hidden, and comes back if it was not deleted.
                    self.blind_until.insert(queue, now + Duration::from_secs(GLANCE));
                }
                bodies.push(message.body);
            }
        }
    }
}

fn parse(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("a delivered event is not JSON ({error}): {body}"))
}

/// The event's `time`, which has seconds precision, as seconds since the epoch.
fn stated_time(event: &Value) -> u64 {
    let text = event["time"].as_str().unwrap_or_default();
    let parsed = text.parse::<jiff::Timestamp>();
    let time = parsed.unwrap_or_else(|error| panic!("an event's time is {text:?}: {error}"));
    u64::try_from(time.as_second()).unwrap_or_default()
}
