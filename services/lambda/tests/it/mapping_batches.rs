//! Event source mappings: what the function is given, and what becomes of it.

use std::time::Duration;

use serde_json::{Value, json};
use tradewind_functions::InvokeError;

use crate::fake::Answer;
use crate::mapping;
use crate::mapping_world::{World, report};
use crate::stage::{REGION, START, function_arn, parsed, queue_arn};

#[tokio::test]
async fn a_message_reaches_the_function_at_once_and_as_aws_gives_it() {
    let (world, _) = World::mapped(json!({})).await;
    let sent = world.send("hello").await;
    world.quiet().await;
    let call = world.fake.take().remove(0);
    let event = parsed(&json!(call.payload()));
    let handle = event["Records"][0]["receiptHandle"].as_str().expect("a handle").to_owned();
    let millis = (START * 1_000).to_string();
    let sender = event["Records"][0]["attributes"]["SenderId"].clone();
    assert!(sender.is_string() && !handle.is_empty());
    assert_eq!(
        event,
        json!({"Records": [{
            "messageId": sent["MessageId"],
            "receiptHandle": handle,
            "body": "hello",
            "attributes": {
                "ApproximateReceiveCount": "1", "SentTimestamp": millis, "SenderId": sender,
                "ApproximateFirstReceiveTimestamp": millis
            },
            "messageAttributes": {},
            // md5sum of "hello".
            "md5OfBody": "5d41402abc4b2a76b9719d911017c592",
            "eventSource": "aws:sqs",
            "eventSourceARN": queue_arn("q"),
            "awsRegion": REGION
        }]})
    );
    assert_eq!(call.invocation.invoked_arn, function_arn("f"));
    assert_eq!(world.clock.now().as_secs(), START, "no time has passed");
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn attributes_keep_their_types() {
    let (world, _) = World::mapped(json!({})).await;
    let input = json!({
        "MessageBody": "x",
        "MessageAttributes": {
            "n": {"DataType": "Number", "StringValue": "100"},
            "b": {"DataType": "Binary", "BinaryValue": "AAEC"}
        }
    });
    let sent = world.send_to("q", input).await;
    world.quiet().await;
    let event = parsed(&json!(world.fake.take()[0].payload()));
    let record = &event["Records"][0];
    assert_eq!(
        record["messageAttributes"],
        json!({
            "n": {"stringValue": "100", "stringListValues": [], "binaryListValues": [], "dataType": "Number"},
            "b": {"binaryValue": "AAEC", "stringListValues": [], "binaryListValues": [], "dataType": "Binary"}
        })
    );
    assert_eq!(record["md5OfMessageAttributes"], sent["MD5OfMessageAttributes"]);
    assert!(sent["MD5OfMessageAttributes"].is_string());
}

#[tokio::test]
async fn a_backlog_is_cut_into_batches() {
    let (world, uuid) = World::mapped(json!({"Enabled": false, "BatchSize": 4})).await;
    let all: Vec<String> = (0..10).map(|number| number.to_string()).collect();
    for body in &all {
        world.send(body).await;
    }
    world.seconds(100).await;
    assert_eq!(world.batches().len(), 0, "a mapping that is disabled reads nothing");
    world.update(&uuid, json!({"Enabled": true})).await;
    world.quiet().await;
    let batches = world.batches();
    assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
    assert_eq!(batches.concat(), all);
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn a_window_gathers_until_it_ends_or_the_batch_is_full() {
    let (world, _) = World::mapped(json!({"BatchSize": 12, "MaximumBatchingWindowInSeconds": 5})).await;
    world.send("1").await;
    world.seconds(4).await;
    world.send("2").await;
    world.seconds(0).await;
    assert_eq!(world.batches().len(), 0);
    world.seconds(1).await;
    assert_eq!(world.batches(), [["1", "2"]]);
    for number in 0..15 {
        world.send(&number.to_string()).await;
    }
    world.quiet().await;
    let full = world.batches();
    assert_eq!((full.len(), full[0].len()), (1, 12), "a full batch waits for nothing");
    world.seconds(5).await;
    assert_eq!(world.batches(), [["12", "13", "14"]]);
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn what_fails_comes_back_after_its_visibility_timeout_and_ends_as_a_dead_letter() {
    let stage = mapping::stage().await;
    stage.queue("dead").await;
    let policy = json!({"deadLetterTargetArn": queue_arn("dead"), "maxReceiveCount": "2"}).to_string();
    let url = stage.ok("sqs", "GetQueueUrl", json!({"QueueName": "q"})).await["QueueUrl"].clone();
    stage.ok("sqs", "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"RedrivePolicy": policy}})).await;
    let (world, _) = World::over(stage, json!({})).await;
    world.fake.answer("f", Answer::fails("boom"));
    world.send("bad").await;
    world.quiet().await;
    assert_eq!((world.batches().len(), world.counts("q").await), (1, (0, 1)));
    world.seconds(29).await;
    assert_eq!(world.batches().len(), 0);
    world.seconds(1).await;
    assert_eq!(world.batches(), [["bad"]]);
    world.seconds(60).await;
    assert_eq!(world.batches().len(), 0);
    assert_eq!((world.counts("q").await, world.counts("dead").await), ((0, 0), (1, 0)));
}

#[tokio::test]
async fn only_what_the_function_reports_comes_back() {
    let more = json!({"Enabled": false, "FunctionResponseTypes": ["ReportBatchItemFailures"]});
    let (world, uuid) = World::mapped(more).await;
    let mut ids = Vec::new();
    for body in ["a", "b", "c"] {
        ids.push(world.send(body).await["MessageId"].as_str().expect("an id").to_owned());
    }
    world.fake.once("f", Answer::ok(&report(&[&ids[1]])));
    world.update(&uuid, json!({"Enabled": true})).await;
    world.quiet().await;
    assert_eq!((world.batches(), world.counts("q").await), (vec![vec!["a".into(), "b".into(), "c".into()]], (0, 1)));
    for senseless in ["\"what?\"", &report(&[""]), &report(&["nobody"])] {
        world.fake.once("f", Answer::ok(senseless));
        world.seconds(30).await;
        assert_eq!((world.batches(), world.counts("q").await), (vec![vec!["b".into()]], (0, 1)), "{senseless}");
    }
    world.fake.once("f", Answer::ok("null"));
    world.seconds(30).await;
    assert_eq!((world.batches().len(), world.counts("q").await), (1, (0, 0)));
}

#[tokio::test]
async fn a_report_that_nobody_asked_for_is_not_read() {
    let (world, _) = World::mapped(json!({})).await;
    world.fake.answer("f", Answer::ok("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}"));
    world.send("a").await;
    world.quiet().await;
    assert_eq!((world.batches().len(), world.counts("q").await), (1, (0, 0)));
}

#[tokio::test]
async fn filters_drop_what_the_function_does_not_want() {
    let filter = |pattern: &str| json!({"FilterCriteria": {"Filters": [{"Pattern": pattern}]}});
    let (world, uuid) = World::mapped(filter("{\"body\":{\"kind\":[\"x\"]}}")).await;
    for body in ["{\"kind\":\"x\"}", "{\"kind\":\"y\"}", "kind x", " {\"kind\": \"x\", \"more\": [1]}"] {
        world.send(body).await;
    }
    world.quiet().await;
    let seen = world.batches().concat();
    assert_eq!(seen, ["{\"kind\":\"x\"}", " {\"kind\": \"x\", \"more\": [1]}"]);
    assert_eq!(world.counts("q").await, (0, 0), "what is not wanted is deleted");
    world.update(&uuid, filter("{\"body\":[{\"prefix\":\"kind\"}]}")).await;
    world.quiet().await;
    for body in ["kind x", "{\"kind\":\"x\"}", "other"] {
        world.send(body).await;
    }
    world.quiet().await;
    assert_eq!(world.batches().concat(), ["kind x"]);
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn a_throttled_function_is_tried_again_while_the_messages_are_hidden() {
    let (world, _) = World::mapped(json!({})).await;
    for _ in 0..3 {
        world.fake.once("f", Answer::Refuses(InvokeError::NoRoom("full".to_owned())));
    }
    world.send("a").await;
    world.quiet().await;
    assert_eq!(world.batches().len(), 1);
    for (seconds, calls) in [(1, 1), (1, 0), (1, 1), (3, 0), (1, 1)] {
        world.seconds(seconds).await;
        let seen = world.fake.take();
        assert_eq!(seen.len(), calls);
        for call in seen {
            let event = parsed(&json!(call.payload()));
            assert_eq!(event["Records"][0]["attributes"]["ApproximateReceiveCount"], "1");
        }
    }
    assert_eq!(world.counts("q").await, (0, 0));
}

#[tokio::test]
async fn a_function_that_may_not_run_loses_nothing() {
    let (world, _) = World::mapped(json!({})).await;
    let reserve = json!({"FunctionName": "f", "ReservedConcurrentExecutions": 0});
    world.ok("lambda", "PutFunctionConcurrency", reserve).await;
    world.send("a").await;
    world.seconds(300).await;
    assert_eq!(world.fake.take().len(), 0);
    let (visible, hidden) = world.counts("q").await;
    assert_eq!(visible + hidden, 1);
    world.ok("lambda", "DeleteFunctionConcurrency", json!({"FunctionName": "f"})).await;
    world.seconds(60).await;
    assert_eq!((world.batches(), world.counts("q").await), (vec![vec!["a".to_owned()]], (0, 0)));
}

#[tokio::test]
async fn an_event_holds_six_megabytes() {
    let more = json!({"Enabled": false, "BatchSize": 100, "MaximumBatchingWindowInSeconds": 1});
    let (world, uuid) = World::mapped(more).await;
    // Each of these characters takes two bytes in JSON: all messages together are 10 MB.
    let body = "\"".repeat(250_000);
    for _ in 0..20 {
        world.send(&body).await;
    }
    world.update(&uuid, json!({"Enabled": true})).await;
    world.seconds(5).await;
    let sizes: Vec<usize> = world.fake.calls().iter().map(|call| call.invocation.payload.len()).collect();
    assert!(sizes.iter().all(|size| *size <= 6_291_456), "{sizes:?}");
    assert_eq!(sizes.len(), 2, "as much as fits: {sizes:?}");
    assert_eq!((world.batches().concat().len(), world.counts("q").await), (20, (0, 0)));
}

#[tokio::test]
async fn loops_are_stopped() {
    let (world, _) = World::mapped(json!({})).await;
    // The function's own trace, sent on and on.
    let mut trace: Option<String> = None;
    let send = |trace: &Option<String>| {
        let mut input = json!({"MessageBody": "round"});
        if let Some(trace) = trace {
            input["MessageSystemAttributes"] = json!({"AWSTraceHeader": {"DataType": "String", "StringValue": trace}});
        }
        input
    };
    for round in 0..16 {
        world.send_to("q", send(&trace)).await;
        world.quiet().await;
        let calls = world.fake.take();
        assert_eq!(calls.len(), 1, "round {round}");
        trace = calls[0].invocation.trace.clone();
        assert!(trace.is_some());
    }
    world.send_to("q", send(&trace)).await;
    world.send("innocent").await;
    world.quiet().await;
    assert_eq!(world.batches(), [["innocent"]]);
    assert_eq!(world.counts("q").await, (0, 1), "left to the queue, and to its dead-letter queue");
}

#[tokio::test]
async fn a_day_without_messages_writes_nothing() {
    let (world, _) = World::mapped(json!({})).await;
    let before = world.cloud.store().appended();
    world.pass(Duration::from_secs(86_400)).await;
    assert_eq!(world.cloud.store().appended(), before);
    world.send("a").await;
    world.quiet().await;
    assert_eq!(world.batches(), [["a"]]);
}

#[tokio::test]
async fn an_alias_is_what_is_invoked() {
    let stage = mapping::stage().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    let (world, _) = World::over(stage, json!({"FunctionName": "f:live"})).await;
    world.send("a").await;
    world.quiet().await;
    let call = world.fake.take().remove(0);
    assert_eq!(call.invocation.invoked_arn, format!("{}:live", function_arn("f")));
    assert_eq!(call.function.version, "1");
}

#[tokio::test]
async fn a_trace_goes_on_to_the_function() {
    let (world, _) = World::mapped(json!({})).await;
    let header = "Root=1-5759e988-bd862e3fe1be46a994272793";
    let input = json!({
        "MessageBody": "a",
        "MessageSystemAttributes": {"AWSTraceHeader": {"DataType": "String", "StringValue": header}}
    });
    world.send_to("q", input).await;
    world.quiet().await;
    let call = world.fake.take().remove(0);
    let event: Value = parsed(&json!(call.payload()));
    assert_eq!(event["Records"][0]["attributes"]["AWSTraceHeader"], header);
    assert!(call.invocation.trace.expect("a trace").starts_with(header));
}
