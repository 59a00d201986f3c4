//! Event source mappings: how many batches at once, order, changes under way, what goes missing, crashes.

use serde_json::json;
use tradewind_functions::InvokeError;

use crate::fake::Answer;
use crate::mapping;
use crate::mapping_world::World;
use crate::stage::{Stage, queue_arn};

async fn send_many(world: &World, count: usize) {
    for number in 0..count {
        world.send(&number.to_string()).await;
    }
    world.quiet().await;
}

#[tokio::test]
async fn five_batches_run_at_once_at_first() {
    let (world, _) = World::mapped(json!({"BatchSize": 1})).await;
    world.fake.hold();
    send_many(&world, 12).await;
    assert_eq!(world.fake.calls().len(), 5);
    world.fake.release();
    world.quiet().await;
    assert_eq!((world.fake.calls().len(), world.fake.most_running()), (12, 5));
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn there_are_never_more_than_the_mapping_says() {
    let (world, _) = World::mapped(json!({"BatchSize": 1, "ScalingConfig": {"MaximumConcurrency": 2}})).await;
    world.fake.hold();
    send_many(&world, 7).await;
    assert_eq!(world.fake.calls().len(), 2);
    assert_eq!(world.counts("q").await, (5, 2), "what can't be processed yet is not received");
    world.fake.release();
    world.quiet().await;
    assert_eq!((world.fake.calls().len(), world.fake.most_running()), (7, 2));
}

async fn fifo(more: serde_json::Value) -> World {
    let stage = Stage::with_function().await;
    let input =
        json!({"QueueName": "q.fifo", "Attributes": {"FifoQueue": "true", "ContentBasedDeduplication": "true"}});
    stage.ok("sqs", "CreateQueue", input).await;
    let mut more = more;
    more["EventSourceArn"] = json!(queue_arn("q.fifo"));
    World::over(stage, more).await.0
}

async fn send_in(world: &World, group: &str, body: &str) {
    world.send_to("q.fifo", json!({"MessageBody": body, "MessageGroupId": group})).await;
}

#[tokio::test]
async fn a_group_is_processed_one_batch_at_a_time_and_in_order() {
    let world = fifo(json!({"BatchSize": 1})).await;
    world.fake.hold();
    for (group, body) in [("a", "a1"), ("a", "a2"), ("b", "b1"), ("a", "a3"), ("b", "b2")] {
        send_in(&world, group, body).await;
    }
    world.quiet().await;
    assert_eq!(world.fake.calls().len(), 2, "one of each group");
    world.fake.release();
    world.quiet().await;
    let all = world.batches().concat();
    let of = |group: &str| all.iter().filter(|body| body.starts_with(group)).cloned().collect::<Vec<_>>();
    assert_eq!((of("a"), of("b")), (vec!["a1".into(), "a2".into(), "a3".into()], vec!["b1".into(), "b2".into()]));
}

#[tokio::test]
async fn a_failure_holds_its_group_up_and_no_other() {
    let world = fifo(json!({"BatchSize": 1})).await;
    world.fake.once("f", Answer::fails("boom"));
    for (group, body) in [("a", "a1"), ("a", "a2"), ("b", "b1")] {
        send_in(&world, group, body).await;
        world.quiet().await;
    }
    assert_eq!(world.batches(), [["a1"], ["b1"]]);
    world.seconds(29).await;
    assert_eq!(world.batches().len(), 0);
    world.seconds(1).await;
    assert_eq!(world.batches(), [["a1"], ["a2"]]);
}

#[tokio::test]
async fn fifo_messages_carry_their_group() {
    let world = fifo(json!({})).await;
    send_in(&world, "a", "x").await;
    world.quiet().await;
    let event = crate::stage::parsed(&json!(world.fake.take()[0].payload()));
    let attributes = &event["Records"][0]["attributes"];
    assert_eq!(attributes["MessageGroupId"], "a");
    // sha256sum of "x".
    let digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    assert_eq!(attributes["MessageDeduplicationId"], digest);
    assert_eq!(attributes["SequenceNumber"].as_str().map(str::len), Some(20));
}

#[tokio::test]
async fn a_change_waits_for_what_is_under_way() {
    let (world, uuid) = World::mapped(json!({})).await;
    world.fake.hold();
    world.send("a").await;
    world.quiet().await;
    assert_eq!(world.update(&uuid, json!({"Enabled": false})).await["State"], "Disabling");
    world.send("b").await;
    world.quiet().await;
    assert_eq!((world.state(&uuid).await.as_str(), world.fake.calls().len()), ("Disabling", 1));
    world.fake.release();
    world.quiet().await;
    assert_eq!(world.state(&uuid).await, "Disabled");
    assert_eq!((world.batches(), world.counts("q").await), (vec![vec!["a".to_owned()]], (1, 0)));
    world.seconds(600).await;
    assert_eq!(world.batches().len(), 0);
    world.update(&uuid, json!({"Enabled": true})).await;
    world.quiet().await;
    assert_eq!((world.state(&uuid).await, world.batches()), ("Enabled".to_owned(), vec![vec!["b".to_owned()]]));
}

#[tokio::test]
async fn a_change_does_not_wait_for_another_attempt() {
    let (world, uuid) = World::mapped(json!({})).await;
    world.fake.answer("f", Answer::Refuses(InvokeError::NoRoom("full".to_owned())));
    world.send("a").await;
    world.seconds(5).await;
    assert_eq!(world.fake.calls().len(), 3);
    world.update(&uuid, json!({"Enabled": false})).await;
    world.quiet().await;
    assert_eq!(world.state(&uuid).await, "Disabled");
    world.seconds(25).await;
    assert_eq!((world.fake.calls().len(), world.counts("q").await), (3, (1, 0)), "the message is back");
}

#[tokio::test]
async fn what_a_dead_letter_queue_gives_says_where_it_comes_from() {
    let stage = mapping::stage().await;
    stage.queue("first").await;
    let policy = json!({"deadLetterTargetArn": queue_arn("q"), "maxReceiveCount": "1"}).to_string();
    let url = stage.ok("sqs", "GetQueueUrl", json!({"QueueName": "first"})).await["QueueUrl"].clone();
    stage.ok("sqs", "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"RedrivePolicy": policy}})).await;
    let (world, _) = World::over(stage, json!({})).await;
    world.send_to("first", json!({"MessageBody": "a"})).await;
    for _ in 0..2 {
        world.ok("sqs", "ReceiveMessage", json!({"QueueUrl": url, "VisibilityTimeout": 0})).await;
    }
    world.seconds(1).await;
    let event = crate::stage::parsed(&json!(world.fake.take()[0].payload()));
    let record = &event["Records"][0];
    assert_eq!(record["attributes"]["DeadLetterQueueSourceArn"], queue_arn("first"));
    assert_eq!(record["eventSourceARN"], queue_arn("q"));
}

#[tokio::test]
async fn an_update_is_in_force_when_it_has_ended() {
    let (world, uuid) = World::mapped(json!({"BatchSize": 1})).await;
    world.ok("lambda", "DeleteEventSourceMapping", json!({"UUID": uuid})).await;
    world.quiet().await;
    let other = world.queue("other").await;
    world.function("g", json!({})).await;
    let uuid = mapping::create(&world, json!({"EventSourceArn": other})).await;
    world.quiet().await;
    world.update(&uuid, json!({"FunctionName": "g"})).await;
    world.quiet().await;
    world.send_to("other", json!({"MessageBody": "a"})).await;
    world.send("for nobody").await;
    world.quiet().await;
    let calls = world.fake.take();
    assert_eq!(calls.iter().map(|call| call.function.name.as_str()).collect::<Vec<_>>(), ["g"]);
    assert_eq!(world.counts("q").await, (1, 0), "the mapping that was deleted reads no more");
}

#[tokio::test]
async fn what_goes_missing_is_told_and_looked_for() {
    let (world, uuid) = World::mapped(json!({})).await;
    let url = world.ok("sqs", "GetQueueUrl", json!({"QueueName": "q"})).await["QueueUrl"].clone();
    world.ok("sqs", "DeleteQueue", json!({"QueueUrl": url})).await;
    world.seconds(100).await;
    let answer = mapping::get(&world, &uuid).await;
    assert_eq!(answer["LastProcessingResult"], "PROBLEM: The specified queue does not exist.");
    assert_eq!(answer["State"], "Enabled");
    world.queue("q").await;
    world.seconds(100).await;
    world.send("a").await;
    world.quiet().await;
    assert_eq!(world.batches(), [["a"]]);
    assert!(mapping::get(&world, &uuid).await.get("LastProcessingResult").is_none());
    world.ok("lambda", "DeleteFunction", json!({"FunctionName": "f"})).await;
    world.send("b").await;
    world.seconds(300).await;
    let answer = mapping::get(&world, &uuid).await;
    let text = answer["LastProcessingResult"].as_str().expect("a problem");
    assert!(text.starts_with("PROBLEM: Function not found"), "{text}");
    world.seconds(60).await;
    let (visible, hidden) = world.counts("q").await;
    assert_eq!(visible + hidden, 1, "nothing is lost");
}

#[tokio::test]
async fn a_crash_in_the_middle_of_a_batch_loses_nothing() {
    let (mut world, uuid) = World::mapped(json!({"BatchSize": 3})).await;
    world.fake.hold();
    send_many(&world, 8).await;
    assert!(!world.fake.calls().is_empty());
    world.crash().await;
    world.fake.release();
    world.fake.take();
    world.seconds(31).await;
    let mut seen = world.batches().concat();
    seen.sort();
    let all: Vec<String> = (0..8).map(|number| number.to_string()).collect();
    assert_eq!((seen, world.counts("q").await), (all, (0, 0)));
    assert_eq!(world.state(&uuid).await, "Enabled");
}

#[tokio::test]
async fn mappings_work_again_after_a_restart() {
    let (mut world, uuid) = World::mapped(json!({})).await;
    let other = world.queue("other").await;
    mapping::create(&world, json!({"EventSourceArn": other, "Enabled": false})).await;
    world.quiet().await;
    // When this has answered, everything before it is on disk: no task is left that could remind anybody of the mappings.
    world.queue("later").await;
    world.crash().await;
    world.send("a").await;
    world.send_to("other", json!({"MessageBody": "b"})).await;
    world.quiet().await;
    assert_eq!(world.batches(), [["a"]]);
    assert_eq!(world.state(&uuid).await, "Enabled");
}

#[tokio::test]
async fn a_deletion_goes_on_after_a_crash() {
    let (mut world, uuid) = World::mapped(json!({})).await;
    world.fake.hold();
    world.send("a").await;
    world.quiet().await;
    world.ok("lambda", "DeleteEventSourceMapping", json!({"UUID": uuid})).await;
    world.quiet().await;
    assert_eq!(world.state(&uuid).await, "Deleting");
    world.crash().await;
    world.fake.release();
    world.quiet().await;
    let refusal = world.refused("GetEventSourceMapping", json!({"UUID": uuid})).await;
    assert_eq!(refusal.1, "ResourceNotFoundException");
    world.seconds(60).await;
    assert_eq!(world.counts("q").await, (1, 0));
}

#[tokio::test]
async fn a_server_that_stops_waits_for_what_is_under_way() {
    let (mut world, _) = World::mapped(json!({})).await;
    world.fake.hold();
    world.send("a").await;
    world.quiet().await;
    world.tell_to_stop();
    world.quiet().await;
    world.send("b").await;
    world.quiet().await;
    assert!(!world.has_stopped());
    world.fake.release();
    world.quiet().await;
    assert!(world.has_stopped());
    assert_eq!((world.batches(), world.counts("q").await), (vec![vec!["a".to_owned()]], (1, 0)));
}
