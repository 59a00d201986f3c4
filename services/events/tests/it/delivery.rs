use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::queues::Mood;
use crate::world::{World, hours, parsed, queue, queue_arn};

/// A rule whose target has a dead-letter queue.
async fn world(policy: Value) -> World {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    let mut target = json!({"Id": "t", "Arn": queue_arn("q"), "DeadLetterConfig": {"Arn": queue_arn("dlq")}});
    if !policy.is_null() {
        target["RetryPolicy"] = policy;
    }
    world.target("r", target).await;
    world
}

fn attributes(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let fixed = [
        ("RULE_ARN", "arn:aws:events:us-east-1:123456789012:rule/r"),
        ("TARGET_ARN", "arn:aws:sqs:us-east-1:123456789012:q"),
    ];
    fixed.iter().chain(pairs).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_target_that_heals_after_23_hours_gets_its_event() {
    let world = world(Value::Null).await;
    world.queues.set(&queue("q"), Some(Mood::Down));
    let id = world.event("s", json!({"n": 1})).await;
    world.pass(hours(23)).await;
    assert_eq!(world.queues.take(&queue("q")).len(), 0);
    assert_eq!(world.queues.take(&queue("dlq")).len(), 0);
    let attempts = world.queues.calls().len();
    assert!((100..=185).contains(&attempts), "{attempts} attempts in 23 hours");
    world.queues.set(&queue("q"), None);
    world.pass(hours(1)).await;
    let bodies = world.queues.bodies(&queue("q"));
    assert_eq!(bodies.iter().map(|body| parsed(body)["id"].clone()).collect::<Vec<_>>(), [json!(id)]);
    world.pass(hours(3)).await;
    assert_eq!((world.queues.take(&queue("q")).len(), world.queues.take(&queue("dlq")).len()), (0, 0));
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn after_24_hours_the_event_is_a_dead_letter() {
    let world = world(Value::Null).await;
    world.queues.set(&queue("q"), Some(Mood::Down));
    let id = world.event("s", json!({"n": 1})).await;
    world.pass(hours(24) - Duration::from_secs(1)).await;
    assert_eq!(world.queues.take(&queue("dlq")).len(), 0);
    world.pass(Duration::from_secs(1)).await;
    let retries = world.queues.calls().iter().filter(|(name, _)| *name == queue("q")).count() - 1;
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters.len(), 1);
    assert_eq!(parsed(&letters[0].body)["id"], json!(id));
    assert_eq!(
        letters[0].attributes,
        attributes(&[
            ("ERROR_CODE", "ERROR_FROM_TARGET"),
            ("ERROR_MESSAGE", "out of order"),
            ("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds"),
            ("RETRY_ATTEMPTS", &retries.to_string()),
        ])
    );
    world.queues.set(&queue("q"), None);
    world.pass(hours(24)).await;
    assert_eq!(world.queues.take(&queue("q")).len(), 0, "a dead letter is not delivered any more");
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn a_retry_policy_is_kept() {
    let world = world(json!({"MaximumRetryAttempts": 2})).await;
    world.queues.set(&queue("q"), Some(Mood::Down));
    world.event("s", json!({})).await;
    world.pass(hours(1)).await;
    assert_eq!(world.queues.calls().iter().filter(|(name, _)| *name == queue("q")).count(), 3);
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters[0].attributes["EXHAUSTED_RETRY_CONDITION"], "MaximumRetryAttempts");
    assert_eq!(letters[0].attributes["RETRY_ATTEMPTS"], "2");

    world
        .target(
            "r",
            json!({"Id": "t", "Arn": queue_arn("q"), "DeadLetterConfig": {"Arn": queue_arn("dlq")},
            "RetryPolicy": {"MaximumEventAgeInSeconds": 60}}),
        )
        .await;
    world.event("s", json!({})).await;
    world.pass(Duration::from_secs(59)).await;
    assert_eq!(world.queues.take(&queue("dlq")).len(), 0);
    world.pass(Duration::from_secs(1)).await;
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters[0].attributes["EXHAUSTED_RETRY_CONDITION"], "MaximumEventAgeInSeconds");
}

#[tokio::test]
async fn hopeless_errors_are_dead_letters_at_once() {
    for (mood, code, message) in [
        (Mood::Missing, "NO_RESOURCE", "The specified queue does not exist."),
        (Mood::Forbidden, "NO_PERMISSIONS", "Access to the resource is denied."),
    ] {
        let world = world(Value::Null).await;
        world.queues.set(&queue("q"), Some(mood));
        world.event("s", json!({"n": 1})).await;
        world.settle().await;
        let letters = world.queues.take(&queue("dlq"));
        assert_eq!(letters.len(), 1);
        let want = [("ERROR_CODE", code), ("ERROR_MESSAGE", message), ("RETRY_ATTEMPTS", "0")];
        assert_eq!(letters[0].attributes, attributes(&want));
        assert_eq!(world.pending(), 0);
    }
}

#[tokio::test]
async fn of_a_batch_only_what_failed_is_tried_again() {
    let world = world(Value::Null).await;
    let numbers = |bodies: Vec<String>| -> Vec<i64> {
        bodies.iter().map(|body| parsed(body)["detail"]["n"].as_i64().expect("a number")).collect()
    };
    let entries: Vec<Value> = (0..6)
        .map(|n| json!({"Source": "s", "DetailType": "t", "Detail": format!("{{\"n\":{n},\"odd\":{}}}", n % 2 == 1)}))
        .collect();
    world.queues.set(&queue("q"), Some(Mood::Picky("\"odd\":true")));
    world.ok("PutEvents", json!({"Entries": entries})).await;
    world.settle().await;
    assert_eq!(numbers(world.queues.bodies(&queue("q"))), [0, 2, 4]);
    world.pass(Duration::from_secs(60)).await;
    let calls = world.queues.calls();
    assert_eq!((calls[0].1, calls[1].1), (6, 3), "{calls:?}");
    world.queues.set(&queue("q"), Some(Mood::Strict("\"n\":3,")));
    world.pass(hours(1)).await;
    assert_eq!(numbers(world.queues.bodies(&queue("q"))), [1, 5]);
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].attributes["ERROR_CODE"], "INVALID_PARAMETER");
    assert_eq!(letters[0].attributes.get("EXHAUSTED_RETRY_CONDITION"), None);
    assert_eq!(parsed(&letters[0].body)["detail"]["n"], 3);
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn dead_letters_wait_for_their_queue() {
    let world = world(Value::Null).await;
    world.queues.set(&queue("q"), Some(Mood::Missing));
    world.queues.set(&queue("dlq"), Some(Mood::Down));
    world.event("s", json!({})).await;
    world.pass(hours(12)).await;
    assert_eq!(world.pending(), 1);
    world.queues.set(&queue("dlq"), None);
    world.pass(hours(1)).await;
    assert_eq!(world.queues.take(&queue("dlq")).len(), 1);
    assert_eq!(world.pending(), 0);
    // A queue that is not there takes nothing, ever.
    world.queues.set(&queue("dlq"), Some(Mood::Missing));
    world.event("s", json!({})).await;
    world.settle().await;
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn without_a_dead_letter_queue_the_event_is_dropped() {
    let world = World::new();
    world.rule("r", json!({"source": ["s"]}), "q").await;
    world.queues.set(&queue("q"), Some(Mood::Missing));
    world.event("s", json!({})).await;
    world.settle().await;
    assert_eq!(world.pending(), 0);
    world.queues.set(&queue("q"), Some(Mood::Down));
    world.event("s", json!({})).await;
    world.pass(hours(24)).await;
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn groups_and_dead_letters_of_a_transformed_target() {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    world
        .target("r", json!({
            "Id": "t", "Arn": queue_arn("q.fifo"), "SqsParameters": {"MessageGroupId": "g"}, "InputPath": "$.detail",
            "DeadLetterConfig": {"Arn": queue_arn("dlq")},
        }))
        .await;
    world.event("s", json!({"n": 1})).await;
    world.settle().await;
    let messages = world.queues.take(&queue("q.fifo"));
    assert_eq!((messages[0].body.as_str(), messages[0].group.as_deref()), ("{\"n\":1}", Some("g")));
    world.queues.set(&queue("q.fifo"), Some(Mood::Missing));
    let id = world.event("s", json!({"n": 2})).await;
    world.settle().await;
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(parsed(&letters[0].body)["id"], json!(id), "the dead letter is the event itself");
    assert_eq!(letters[0].group, None);
}

#[tokio::test]
async fn what_was_put_is_delivered_as_the_target_stood_then() {
    let world = World::new();
    world.rule("r", json!({"source": ["s"]}), "old").await;
    world.event("s", json!({})).await;
    world.target("r", json!({"Id": "q", "Arn": queue_arn("new")})).await;
    world.event("s", json!({})).await;
    world.ok("RemoveTargets", json!({"Rule": "r", "Ids": ["q"]})).await;
    world.event("s", json!({})).await;
    world.settle().await;
    assert_eq!(world.queues.take(&queue("old")).len(), 1);
    assert_eq!(world.queues.take(&queue("new")).len(), 1);
}
