//! The set-up: queues, rules and a schedule.

use serde_json::{Value, json};
use tradewind_clock::Random;

use super::Script;
use crate::shadow::{Bus, Kind, Queue, Ticks};
use crate::world::{ACCOUNT, REGION, World};

/// A message is handed out at most this often before it is moved away.
pub(super) const RECEIVES: u32 = 2;
/// The schedule's period, in seconds.
pub(super) const PERIOD: u64 = 300;
/// Events of the source `shop` arrive here.
pub(super) const SHOP: &str = "from-shop";
/// Events whose detail has a size above 50 arrive here.
pub(super) const BIG: &str = "big";
/// Events of the source `ghost` go to a queue that does not exist; this is the target's dead-letter queue.
pub(super) const UNDELIVERABLE: &str = "undeliverable";
/// The schedule's events arrive here.
pub(super) const TICKS: &str = "ticks";
/// The dead-letter queue of the fragile queue.
pub(super) const GRAVES: &str = "graves";

impl Script {
    pub(super) fn set_up(seed: u64) -> Script {
        let mut world = World::new(seed);
        for name in ["plain", GRAVES, SHOP, BIG, UNDELIVERABLE, TICKS] {
            make_queue(&mut world, name, &json!({}));
        }
        make_queue(&mut world, "ordered.fifo", &json!({"FifoQueue": "true"}));
        let redrive = json!({"deadLetterTargetArn": queue_arn(GRAVES), "maxReceiveCount": RECEIVES}).to_string();
        make_queue(&mut world, "fragile", &json!({"RedrivePolicy": redrive}));

        make_rule(&mut world, "shop", &json!({"source": ["shop"]}), &json!({"Arn": queue_arn(SHOP)}));
        let sizes = json!({"detail": {"size": [{"numeric": [">", 50]}]}});
        make_rule(&mut world, "big", &sizes, &json!({"Arn": queue_arn(BIG)}));
        let nowhere = json!({
            "Arn": queue_arn("does-not-exist"),
            "DeadLetterConfig": {"Arn": queue_arn(UNDELIVERABLE)},
        });
        make_rule(&mut world, "ghost", &json!({"source": ["ghost"]}), &nowhere);
        let created = world.now();
        world.must("events", "PutRule", &json!({"Name": "tick", "ScheduleExpression": "rate(5 minutes)"}));
        put_target(&mut world, "tick", &json!({"Arn": queue_arn(TICKS)}));

        Script {
            world,
            dice: Random::seeded(seed ^ 0x5eed),
            plain: Queue::new("plain", Kind::Standard),
            ordered: Queue::new("ordered.fifo", Kind::Fifo),
            fragile: Queue::new("fragile", Kind::Fragile { receives: RECEIVES }),
            bus: Bus::default(),
            ticks: Ticks::new(created, PERIOD),
            names: 0,
            unanswered: 0,
            acknowledged: 0,
        }
    }
}

fn make_queue(world: &mut World, name: &str, attributes: &Value) {
    world.must("sqs", "CreateQueue", &json!({"QueueName": name, "Attributes": attributes}));
}

fn make_rule(world: &mut World, name: &str, pattern: &Value, target: &Value) {
    world.must("events", "PutRule", &json!({"Name": name, "EventPattern": pattern.to_string()}));
    put_target(world, name, target);
}

fn put_target(world: &mut World, rule: &str, target: &Value) {
    let mut target = target.clone();
    target["Id"] = json!("only");
    let answer = world.must("events", "PutTargets", &json!({"Rule": rule, "Targets": [target]}));
    assert_eq!(answer["FailedEntryCount"], 0, "PutTargets: {answer}");
}

/// The URL of a queue, as CreateQueue answers it.
pub(super) fn queue_url(name: &str) -> String {
    format!("http://127.0.0.1:4566/{ACCOUNT}/{name}")
}

fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}
