use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{ACCOUNT, World, hours, parsed, queue, queue_arn};

const DAY: Duration = Duration::from_secs(86_400);

async fn scheduled(world: &World, rule: &str, expression: &str) {
    world.ok("PutRule", json!({"Name": rule, "ScheduleExpression": expression})).await;
    world.target(rule, json!({"Id": "q", "Arn": queue_arn(rule)})).await;
}

/// The times of the events in a rule's queue, which are taken out.
fn times(world: &World, rule: &str) -> Vec<String> {
    let bodies = world.queues.bodies(&queue(rule));
    bodies.iter().map(|body| parsed(body)["time"].as_str().expect("a time").to_owned()).collect()
}

#[tokio::test]
async fn a_scheduled_event_looks_like_aws() {
    let world = World::new();
    scheduled(&world, "beat", "rate(5 minutes)").await;
    world.pass(Duration::from_secs(299)).await;
    assert_eq!(times(&world, "beat").len(), 0, "never early");
    world.pass(Duration::from_secs(1)).await;
    let event = parsed(&world.queues.bodies(&queue("beat"))[0]);
    let id = event["id"].clone();
    assert_eq!(
        event,
        json!({
            "version": "0", "id": id, "detail-type": "Scheduled Event", "source": "aws.events", "account": ACCOUNT,
            "time": "2026-01-02T03:09:05Z", "region": "us-east-1",
            "resources": [format!("arn:aws:events:us-east-1:{ACCOUNT}:rule/beat")], "detail": {},
        })
    );
}

#[tokio::test]
async fn months_of_schedules_pass_in_a_moment() {
    let world = World::new();
    scheduled(&world, "daily", "rate(1 day)").await;
    scheduled(&world, "last", "cron(0 18 L * ? *)").await;
    scheduled(&world, "friday", "cron(15 10 ? * 6L *)").await;
    scheduled(&world, "workday", "cron(0 8 1W * ? *)").await;
    scheduled(&world, "ended", "cron(0 0 1 1 ? 2025)").await;
    world.pass(DAY * 120).await;
    let daily = times(&world, "daily");
    assert_eq!(
        (daily.len(), daily[0].as_str(), daily[119].as_str()),
        (120, "2026-01-03T03:04:05Z", "2026-05-02T03:04:05Z")
    );
    assert_eq!(
        times(&world, "last"),
        ["2026-01-31T18:00:00Z", "2026-02-28T18:00:00Z", "2026-03-31T18:00:00Z", "2026-04-30T18:00:00Z"]
    );
    assert_eq!(
        times(&world, "friday"),
        ["2026-01-30T10:15:00Z", "2026-02-27T10:15:00Z", "2026-03-27T10:15:00Z", "2026-04-24T10:15:00Z"]
    );
    assert_eq!(
        times(&world, "workday"),
        ["2026-02-02T08:00:00Z", "2026-03-02T08:00:00Z", "2026-04-01T08:00:00Z", "2026-05-01T08:00:00Z"]
    );
    assert_eq!(times(&world, "ended").len(), 0);
}

#[tokio::test]
async fn a_disabled_rule_does_not_fire() {
    let world = World::new();
    scheduled(&world, "beat", "rate(1 hour)").await;
    world.pass(hours(2)).await;
    assert_eq!(times(&world, "beat").len(), 2);
    world.ok("DisableRule", json!({"Name": "beat"})).await;
    assert_eq!(world.pending(), 0);
    world.pass(hours(5)).await;
    assert_eq!(times(&world, "beat").len(), 0);
    world.ok("EnableRule", json!({"Name": "beat"})).await;
    world.pass(hours(1)).await;
    assert_eq!(times(&world, "beat"), ["2026-01-02T11:04:05Z"], "the beat starts when the rule is switched on");
    world.ok("RemoveTargets", json!({"Rule": "beat", "Ids": ["q"]})).await;
    world.ok("DeleteRule", json!({"Name": "beat"})).await;
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn a_changed_schedule_forgets_the_old_one() {
    let world = World::new();
    scheduled(&world, "beat", "rate(1 hour)").await;
    world.pass(Duration::from_secs(1_800)).await;
    // The same schedule again: the beat goes on.
    world.ok("PutRule", json!({"Name": "beat", "ScheduleExpression": "rate(1 hour)", "Description": "x"})).await;
    world.pass(Duration::from_secs(1_800)).await;
    assert_eq!(times(&world, "beat"), ["2026-01-02T04:04:05Z"]);
    world.ok("PutRule", json!({"Name": "beat", "ScheduleExpression": "cron(0 12 * * ? *)"})).await;
    world.pass(hours(24)).await;
    assert_eq!(times(&world, "beat"), ["2026-01-02T12:00:00Z"]);
    world.ok("PutRule", json!({"Name": "beat", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    assert_eq!(world.pending(), 0);
    world.pass(hours(48)).await;
    assert_eq!(times(&world, "beat").len(), 0);
}

#[tokio::test]
async fn a_rule_can_have_both() {
    let world = World::new();
    world
        .ok(
            "PutRule",
            json!({"Name": "both", "ScheduleExpression": "rate(1 hour)", "EventPattern": "{\"source\":[\"s\"]}"}),
        )
        .await;
    world.target("both", json!({"Id": "q", "Arn": queue_arn("both")})).await;
    world.event("s", json!({})).await;
    world.pass(hours(1)).await;
    let bodies = world.queues.bodies(&queue("both"));
    let sources: Vec<Value> = bodies.iter().map(|body| parsed(body)["source"].clone()).collect();
    assert_eq!(sources, [json!("s"), json!("aws.events")]);
}

#[tokio::test]
async fn what_passed_while_the_server_was_down_is_one_event() {
    let mut world = World::new();
    scheduled(&world, "beat", "rate(1 hour)").await;
    scheduled(&world, "noon", "cron(0 12 * * ? *)").await;
    world.clock.jump(hours(72)).expect("virtual");
    world.crash();
    world.settle().await;
    assert_eq!(times(&world, "beat"), ["2026-01-02T04:04:05Z"]);
    assert_eq!(times(&world, "noon"), ["2026-01-02T12:00:00Z"]);
    world.pass(hours(24)).await;
    let beats = times(&world, "beat");
    assert_eq!((beats.len(), beats[0].as_str()), (24, "2026-01-05T04:04:05Z"), "and the beat goes on");
    assert_eq!(times(&world, "noon"), ["2026-01-05T12:00:00Z"]);
}
