//! The end of a run: time passes, everything is delivered, and every promise is held against what is there.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::Script;
use super::stage::{BIG, GRAVES, PERIOD, SHOP, TICKS, UNDELIVERABLE};
use super::steps::Which;
use crate::shadow::Known;

/// Receipts of the last round live longer than the round: nothing is handed out twice in it.
const LAST_ROUND_SECONDS: u64 = 3600;

impl Script {
    pub(super) fn settle_down(&mut self) {
        // A crash that was ordered for later must not fall into the final reckoning, which has no shadow for it.
        self.world.power_cut();
        // Past every delay and receipt that was given out, step by step, so that schedules and retries have their turn.
        for _ in 0..12 {
            self.world.jump(Duration::from_secs(30));
            self.world.run_tasks();
        }
        self.drain_graves();
        for which in [Which::Plain, Which::Ordered, Which::Fragile] {
            self.drain_shadowed(which);
        }
        self.drain_graves();
        for which in [Which::Plain, Which::Ordered, Which::Fragile] {
            let name = self.queue(which).name;
            let lost: Vec<&str> = self.queue(which).owed().collect();
            assert!(lost.is_empty(), "{name}: acknowledged and never found again: {lost:?}");
        }
        self.check_events();
        self.check_ticks();
    }

    fn drain_shadowed(&mut self, which: Which) {
        let name = self.queue(which).name;
        // A fragile message may need one more round: the receive that would exceed its limit moves it away instead.
        loop {
            let now = self.world.now();
            let handed = self.receive_from(name, 10, LAST_ROUND_SECONDS).unwrap_or_default();
            self.world.run_tasks();
            if handed.is_empty() {
                return;
            }
            self.queue(which).received(&handed, now, Duration::from_secs(LAST_ROUND_SECONDS));
            for message in handed {
                let known = self.delete_from(name, &message.receipt);
                assert_eq!(known, Known::Yes, "{name}: a delete failed on a healthy disk");
                self.queue(which).deleted(&message.body, known);
            }
        }
    }

    fn drain_graves(&mut self) {
        for body in self.drain(GRAVES) {
            self.fragile.buried(&body);
        }
    }

    /// Everything in a queue that has no shadow of its own, received and deleted.
    fn drain(&mut self, name: &str) -> Vec<String> {
        let mut bodies = Vec::new();
        loop {
            let handed = self.receive_from(name, 10, LAST_ROUND_SECONDS).unwrap_or_default();
            if handed.is_empty() {
                return bodies;
            }
            for message in handed {
                assert_eq!(self.delete_from(name, &message.receipt), Known::Yes);
                bodies.push(message.body);
            }
        }
    }

    fn check_events(&mut self) {
        for queue in [SHOP, BIG, UNDELIVERABLE] {
            for body in self.drain(queue) {
                let event = parse(&body);
                let mark = event["detail"]["mark"].as_str().unwrap_or_default().to_owned();
                self.bus.arrived(queue, &mark);
            }
        }
        self.bus.check_complete();
    }

    fn check_ticks(&mut self) {
        self.collect_ticks();
        let before = self.ticks.count();
        assert!(before > 0, "six minutes and more have passed, and the schedule has not fired");
        self.world.jump(Duration::from_secs(PERIOD));
        self.world.run_tasks();
        self.collect_ticks();
        assert!(self.ticks.count() > before, "another period has passed, and the schedule has not fired again");
        self.ticks.check_spacing();
    }

    fn collect_ticks(&mut self) {
        let now = self.world.now();
        let times: BTreeSet<u64> = self.drain(TICKS).iter().map(|body| stated_time(&parse(body))).collect();
        for time in times {
            self.ticks.arrived(time, now);
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
