use serde_json::{Value, json};

use crate::world::{ACCOUNT, World, parsed, queue, queue_arn};

const OTHER: &str = "999999999999";

fn bus_arn(account: &str, name: &str) -> String {
    format!("arn:aws:events:us-east-1:{account}:event-bus/{name}")
}

/// A rule for everything from `s`, with these targets.
async fn all_of_s(world: &World, account: &str, bus: &str, targets: Value) {
    let rule = json!({"Name": "all", "EventBusName": bus, "EventPattern": "{\"source\":[\"s\"]}"});
    world.call_as(account, "PutRule", rule).await.expect("made");
    let targets = json!({"Rule": "all", "EventBusName": bus, "Targets": targets});
    world.call_as(account, "PutTargets", targets).await.expect("made");
}

#[tokio::test]
async fn an_event_goes_to_another_bus_as_it_is() {
    let world = World::new();
    world.ok("CreateEventBus", json!({"Name": "second"})).await;
    let to = |account: &str, bus: &str, id: &str| json!({"Id": id, "Arn": bus_arn(account, bus)});
    all_of_s(&world, ACCOUNT, "default", json!([to(ACCOUNT, "second", "b"), to(OTHER, "default", "c")])).await;
    all_of_s(&world, ACCOUNT, "second", json!([{"Id": "q", "Arn": queue_arn("second")}])).await;
    all_of_s(&world, OTHER, "default", json!([{"Id": "q", "Arn": queue_arn("foreign")}])).await;
    let id = world.event("s", json!({"n": 1})).await;
    world.settle().await;
    for name in ["second", "foreign"] {
        let bodies = world.queues.bodies(&queue(name));
        assert_eq!(bodies.len(), 1, "{name}");
        let event = parsed(&bodies[0]);
        assert_eq!((&event["id"], &event["account"]), (&json!(id), &json!(ACCOUNT)), "{name}");
    }
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn an_event_goes_over_once_only() {
    let world = World::new();
    for name in ["a", "b"] {
        world.ok("CreateEventBus", json!({"Name": name})).await;
    }
    for (name, other) in [("a", "b"), ("b", "a")] {
        let targets = json!([
            {"Id": "bus", "Arn": bus_arn(ACCOUNT, other), "DeadLetterConfig": {"Arn": queue_arn(&format!("dlq-{name}"))}},
            {"Id": "queue", "Arn": queue_arn(&format!("log-{name}"))},
        ]);
        all_of_s(&world, ACCOUNT, name, targets).await;
    }
    let entry = json!({"Source": "s", "DetailType": "t", "Detail": "{}", "EventBusName": "a"});
    let answer = world.ok("PutEvents", json!({"Entries": [entry]})).await;
    let id = answer["Entries"][0]["EventId"].as_str().expect("an id");
    world.settle().await;
    assert_eq!(world.pending(), 0);
    for (name, count) in [("log-a", 1), ("log-b", 1), ("dlq-a", 0)] {
        assert_eq!(world.queues.take(&queue(name)).len(), count, "{name}");
    }
    let letters = world.queues.take(&queue("dlq-b"));
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].attributes["ERROR_CODE"], "THIRD_ACCOUNT_HOP_DETECTED");
    assert_eq!(
        letters[0].attributes["ERROR_MESSAGE"],
        format!(
            "Event ingestion rejected for event {id} because an event can be sent to an event bus target only once. This event was previously delivered to an event bus target."
        )
    );
}

#[tokio::test]
async fn a_bus_that_feeds_itself_ends_after_one_round() {
    let world = World::new();
    let targets = json!([{"Id": "self", "Arn": bus_arn(ACCOUNT, "default")}, {"Id": "q", "Arn": queue_arn("q")}]);
    all_of_s(&world, ACCOUNT, "default", targets).await;
    world.event("s", json!({})).await;
    world.settle().await;
    assert_eq!(world.queues.take(&queue("q")).len(), 2);
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn a_bus_that_is_gone_is_no_resource() {
    let world = World::new();
    let target = json!([{"Id": "b", "Arn": bus_arn(ACCOUNT, "gone"), "DeadLetterConfig": {"Arn": queue_arn("dlq")}}]);
    all_of_s(&world, ACCOUNT, "default", target).await;
    world.event("s", json!({})).await;
    world.settle().await;
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters[0].attributes["ERROR_CODE"], "NO_RESOURCE");
    assert_eq!(letters[0].attributes["ERROR_MESSAGE"], "Event bus gone does not exist.");
    assert_eq!(letters[0].attributes["TARGET_ARN"], bus_arn(ACCOUNT, "gone"));
}
