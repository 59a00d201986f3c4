use serde_json::{Value, json};

use crate::world::{World, queue, queue_arn};

fn rule(name: &str) -> Value {
    json!({"Name": name, "EventPattern": "{\"source\":[\"s\"]}"})
}

/// Eighty targets times one mebibyte is more than one transaction may hold.
#[tokio::test]
async fn a_large_event_reaches_eighty_targets() {
    let world = World::new();
    for number in 0..16 {
        let name = format!("r{number:02}");
        world.ok("PutRule", rule(&name)).await;
        for target in 0..5 {
            let arn = queue_arn(&format!("q-{number}-{target}"));
            world.target(&name, json!({"Id": format!("t{target}"), "Arn": arn})).await;
        }
    }
    world.event("s", json!({"filling": "x".repeat(1_000_000)})).await;
    world.pass(std::time::Duration::from_secs(5)).await;
    for number in 0..16 {
        for target in 0..5 {
            let bodies = world.queues.bodies(&queue(&format!("q-{number}-{target}")));
            assert_eq!(bodies.iter().map(String::len).filter(|len| *len > 1_000_000).count(), 1, "{number} {target}");
        }
    }
    assert_eq!(world.pending(), 0);
}

/// A template that repeats a large event a thousand times makes a message no queue takes; the event is a dead letter, and the
/// other rule's target gets its own.
#[tokio::test]
async fn an_input_that_grows_without_end_is_cut_and_refused_by_its_target() {
    let world = World::new();
    world.ok("PutRule", rule("growing")).await;
    world.ok("PutRule", rule("plain")).await;
    let template = format!("[{}1]", "<a>,".repeat(1000));
    let transformer = json!({"InputPathsMap": {"a": "$.detail"}, "InputTemplate": template});
    let dead_letters = json!({"Arn": queue_arn("dead")});
    let growing = json!({"Id": "t", "Arn": queue_arn("grown"), "InputTransformer": transformer, "DeadLetterConfig": dead_letters});
    world.target("growing", growing).await;
    world.target("plain", json!({"Id": "t", "Arn": queue_arn("plain")})).await;
    world.event("s", json!({"filling": "x".repeat(1_000_000)})).await;
    world.pass(std::time::Duration::from_secs(5)).await;
    assert_eq!(world.queues.take(&queue("grown")).len(), 0);
    let dead = world.queues.take(&queue("dead"));
    assert_eq!(
        dead.iter().map(|letter| letter.attributes["ERROR_CODE"].as_str()).collect::<Vec<_>>(),
        ["INVALID_PARAMETER"]
    );
    assert_eq!(world.queues.bodies(&queue("plain")), [dead[0].body.clone()]);
}
