//! The set-up: queues, rules and a schedule.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tradewind_clock::Random;

use super::Script;
use crate::shadow::{Bus, Kind, Queue, Senders, Ticks};
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
/// Events of the source `shop` go to a second bus, whose rule leads here.
pub(super) const BEYOND: &str = "beyond";
/// Events of the source `mill` go here, transformed.
pub(super) const SHAPED: &str = "shaped";
/// Events of the source `mill` go here too, in one message group.
pub(super) const LINED_UP: &str = "lined-up.fifo";
/// Events of the source `mine` go here. It is deleted and made again now and then; its dead-letter queue is `undeliverable`.
pub(super) const FLAKY: &str = "flaky";
/// The schedule's events arrive here.
pub(super) const TICKS: &str = "ticks";
/// The dead-letter queue of the fragile queue.
pub(super) const GRAVES: &str = "graves";

impl Script {
    pub(super) fn set_up(seed: u64) -> Script {
        let mut world = World::new(seed);
        for name in ["plain", GRAVES, SHOP, BIG, UNDELIVERABLE, TICKS, BEYOND, SHAPED, FLAKY] {
            make_queue(&mut world, name, &json!({}));
        }
        make_queue(&mut world, "ordered.fifo", &json!({"FifoQueue": "true"}));
        make_queue(&mut world, LINED_UP, &json!({"FifoQueue": "true", "ContentBasedDeduplication": "true"}));
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
        make_further_rules(&mut world);
        let created = world.now();
        world.must("events", "PutRule", &json!({"Name": "tick", "ScheduleExpression": "rate(5 minutes)"}));
        put_target(&mut world, "default", "tick", &json!({"Arn": queue_arn(TICKS)}));
        // Which queue is whose dead-letter queue becomes known by a task.
        world.run_tasks();

        Script {
            world,
            dice: Random::seeded(seed ^ 0x5eed),
            plain: Queue::new("plain", Kind::Standard),
            ordered: Queue::new("ordered.fifo", Kind::Fifo),
            fragile: Queue::new("fragile", Kind::Fragile { receives: RECEIVES }),
            senders: Senders::default(),
            bus: Bus::default(),
            ticks: Ticks::new(created, PERIOD),
            disturbances: 0,
            blind_until: BTreeMap::new(),
            purges: BTreeMap::new(),
            flaky_deleted: None,
            redrives: 0,
            names: 0,
            unanswered: 0,
            acknowledged: 0,
        }
    }
}

fn make_queue(world: &mut World, name: &str, attributes: &Value) {
    world.must("sqs", "CreateQueue", &json!({"QueueName": name, "Attributes": attributes}));
}

/// Over a second bus, with a transformer, to a FIFO queue, and to a queue that comes and goes.
fn make_further_rules(world: &mut World) {
    world.must("events", "CreateEventBus", &json!({"Name": "second"}));
    let second = json!({
        "Arn": format!("arn:aws:events:{REGION}:{ACCOUNT}:event-bus/second"),
        "RoleArn": format!("arn:aws:iam::{ACCOUNT}:role/forward"),
    });
    make_rule(world, "over", &json!({"source": ["shop"]}), &second);
    let all = json!({"account": [ACCOUNT]}).to_string();
    world.must("events", "PutRule", &json!({"Name": "all", "EventBusName": "second", "EventPattern": all}));
    put_target(world, "second", "all", &json!({"Arn": queue_arn(BEYOND)}));

    let shaped = json!({
        "Arn": queue_arn(SHAPED),
        "InputTransformer": {
            "InputPathsMap": {"mark": "$.detail.mark"},
            "InputTemplate": "{\"detail\": {\"mark\": <mark>}, \"by\": \"<aws.events.rule-name>\"}",
        },
    });
    make_rule(world, "shaped", &json!({"source": ["mill"]}), &shaped);
    let lined_up = json!({"Arn": queue_arn(LINED_UP), "SqsParameters": {"MessageGroupId": "one"}});
    make_rule(world, "lined-up", &json!({"source": ["mill"]}), &lined_up);
    let flaky = json!({"Arn": queue_arn(FLAKY), "DeadLetterConfig": {"Arn": queue_arn(UNDELIVERABLE)}});
    make_rule(world, "flaky", &json!({"source": ["mine"]}), &flaky);
}

fn make_rule(world: &mut World, name: &str, pattern: &Value, target: &Value) {
    world.must("events", "PutRule", &json!({"Name": name, "EventPattern": pattern.to_string()}));
    put_target(world, "default", name, target);
}

fn put_target(world: &mut World, bus: &str, rule: &str, target: &Value) {
    let mut target = target.clone();
    target["Id"] = json!("only");
    let input = json!({"EventBusName": bus, "Rule": rule, "Targets": [target]});
    let answer = world.must("events", "PutTargets", &input);
    assert_eq!(answer["FailedEntryCount"], 0, "PutTargets: {answer}");
}

/// The URL of a queue, as CreateQueue answers it.
pub(super) fn queue_url(name: &str) -> String {
    format!("http://127.0.0.1:4566/{ACCOUNT}/{name}")
}

pub(super) fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}
