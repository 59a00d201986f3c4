//! The end of a run: time passes, everything is delivered, and every promise is held against what is there.

use std::time::Duration;

use serde_json::json;

use super::Script;
use super::stage::{BEYOND, BIG, FLAKY, GRAVES, LINED_UP, PERIOD, SHAPED, SHOP, UNDELIVERABLE, queue_url};
use super::steps::Which;
use crate::shadow::Known;

/// Receipts of the last round live longer than the round: nothing is handed out twice in it.
const LAST_ROUND_SECONDS: u64 = 3600;

impl Script {
    pub(super) fn settle_down(&mut self) {
        // A crash that was ordered for later must not fall into the final reckoning, which has no shadow for it.
        self.world.mend();
        self.world.power_cut();
        // Past every delay and receipt that was given out, step by step, so that schedules and retries have their turn.
        for _ in 0..12 {
            self.world.jump(Duration::from_secs(90));
            self.run_tasks();
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
        self.check_rivals();
        self.check_redrives();
        self.check_events();
        self.check_ticks();
        for queue in [GRAVES, SHOP, BEYOND, BIG, SHAPED, LINED_UP, UNDELIVERABLE, "plain", "ordered.fifo", "fragile"] {
            self.check_empty(queue);
        }
    }

    /// Everything was taken out: a message that is counted still can't be had by anybody.
    fn check_empty(&mut self, name: &str) {
        let input = json!({"QueueUrl": queue_url(name), "AttributeNames": ["All"]});
        let answer = self.world.must("sqs", "GetQueueAttributes", &input);
        for kind in ["", "NotVisible", "Delayed"] {
            let count = &answer["Attributes"][format!("ApproximateNumberOfMessages{kind}")];
            assert_eq!(count, "0", "{name} was emptied, and counts: {answer}");
        }
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
        for queue in [SHOP, BEYOND, BIG, SHAPED, LINED_UP, UNDELIVERABLE] {
            self.take_events(queue);
        }
        if self.flaky_deleted.is_none() {
            self.take_events(FLAKY);
        }
        self.bus.check_complete();
    }

    fn check_ticks(&mut self) {
        self.look_at_ticks();
        let before = self.ticks.count();
        self.world.jump(Duration::from_secs(PERIOD));
        self.look_at_ticks();
        assert_eq!(self.ticks.count(), before + 1, "another period has passed, and the schedule has not fired once");
        self.ticks.check_times();
    }
}
