use std::collections::BTreeSet;

use serde_json::json;

use crate::queues::Mood;
use crate::world::{World, hours, parsed, queue, queue_arn};

fn ids(bodies: &[String]) -> BTreeSet<String> {
    bodies.iter().map(|body| parsed(body)["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn what_was_answered_is_delivered_after_a_crash() {
    let mut world = World::new();
    world.rule("r", json!({"source": ["s"]}), "q").await;
    let id = world.event("s", json!({"n": 1})).await;
    world.crash();
    assert_eq!(world.queues.take(&queue("q")).len(), 0);
    world.settle().await;
    assert_eq!(ids(&world.queues.bodies(&queue("q"))), BTreeSet::from([id]));
    // Rules and targets are there again and match.
    let id = world.event("s", json!({"n": 2})).await;
    world.settle().await;
    assert_eq!(ids(&world.queues.bodies(&queue("q"))), BTreeSet::from([id]));
}

#[tokio::test]
async fn a_retry_survives_a_crash_and_keeps_its_deadline() {
    let mut world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    world.target("r", json!({"Id": "t", "Arn": queue_arn("q"), "DeadLetterConfig": {"Arn": queue_arn("dlq")}})).await;
    world.queues.set(&queue("q"), Some(Mood::Down));
    let id = world.event("s", json!({})).await;
    for _ in 0..8 {
        world.pass(hours(3) - std::time::Duration::from_secs(1)).await;
        world.crash();
        assert_eq!(world.queues.take(&queue("dlq")).len(), 0);
    }
    world.pass(std::time::Duration::from_secs(8)).await;
    assert_eq!(ids(&world.queues.bodies(&queue("dlq"))), BTreeSet::from([id]));
}

/// Power fails at every operation of the disk in turn, while rules are made and events are put and delivered. Whatever was
/// answered must be there afterwards: the rules, and each event at its target.
#[tokio::test]
async fn nothing_answered_is_lost_at_any_crash_point() {
    let mut crashes = 0;
    for point in 1.. {
        let mut world = World::seeded(point);
        world.disk.crash_after(point);
        let mut answered = BTreeSet::new();
        let mut ruled = false;
        workload(&world, &mut answered, &mut ruled).await;
        if !world.disk.is_dead() {
            break;
        }
        crashes += 1;
        world.crash();
        assert!(!ruled || world.call("DescribeRule", json!({"Name": "late"})).await.is_ok(), "crash point {point}");
        world.pass(hours(1)).await;
        let arrived = ids(&world.queues.bodies(&queue("q")));
        assert!(arrived.is_superset(&answered), "crash point {point}: {:?}", answered.difference(&arrived));
        assert_eq!(world.pending(), 0, "crash point {point}");
    }
    assert!(crashes > 10, "{crashes} crash points");
}

/// Goes on until something is refused for the dead disk's sake.
async fn workload(world: &World, answered: &mut BTreeSet<String>, ruled: &mut bool) {
    let pattern = "{\"source\":[\"s\"]}";
    if world.call("PutRule", json!({"Name": "r", "EventPattern": pattern})).await.is_err() {
        return;
    }
    let targets = json!([{"Id": "q", "Arn": queue_arn("q")}]);
    if world.call("PutTargets", json!({"Rule": "r", "Targets": targets})).await.is_err() {
        return;
    }
    for round in 0..4 {
        let entry = |n: usize| json!({"Source": "s", "DetailType": "t", "Detail": format!("{{\"n\":{n}}}")});
        let Ok(answer) = world.call("PutEvents", json!({"Entries": [entry(round), entry(round + 10)]})).await else {
            return;
        };
        let entries = answer["Entries"].as_array().expect("entries").iter();
        answered.extend(entries.map(|entry| entry["EventId"].as_str().expect("an id").to_owned()));
        if round % 2 == 1 {
            world.settle().await;
        }
    }
    *ruled = world.call("PutRule", json!({"Name": "late", "EventPattern": pattern})).await.is_ok();
}
