//! Asynchronous invocations: retries, ages, destinations, dead letters.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::json;
use tradewind_functions::InvokeError;

use crate::fake::Answer;
use crate::stage::{Stage, base64, function_arn, minutes, parsed, queue_arn};

/// A function whose failures are told to `failed`, whose events end in `dead` and whose successes are told to `done`.
async fn told() -> Stage {
    let stage = Stage::new();
    for queue in ["failed", "dead", "done"] {
        stage.queue(queue).await;
    }
    stage.function("f", json!({"DeadLetterConfig": {"TargetArn": queue_arn("dead")}})).await;
    let destinations = json!({
        "OnSuccess": {"Destination": queue_arn("done")}, "OnFailure": {"Destination": queue_arn("failed")}
    });
    let input = json!({"FunctionName": "f", "DestinationConfig": destinations});
    stage.ok("lambda", "PutFunctionEventInvokeConfig", input).await;
    stage
}

/// At which seconds a function was run.
fn times(stage: &Stage, name: &str, then: Answer) -> Arc<Mutex<Vec<u64>>> {
    let (seen, clock) = (Arc::new(Mutex::new(Vec::new())), stage.clock.clone());
    let noted = seen.clone();
    let start = clock.now().as_secs();
    stage.fake.answer(
        name,
        Answer::asks(move |_, _| {
            noted.lock().push(clock.now().as_secs() - start);
            then.clone()
        }),
    );
    seen
}

#[tokio::test]
async fn an_event_is_run_once_it_is_accepted() {
    let stage = Stage::with_function().await;
    stage.event("f", json!({"n": 1})).await;
    assert_eq!((stage.fake.calls().len(), stage.pending()), (0, 1));
    stage.settle().await;
    let calls = stage.fake.take();
    assert_eq!(calls.len(), 1);
    let call = &calls[0];
    assert_eq!((call.payload(), call.function.version.as_str()), ("{\"n\":1}".to_owned(), "$LATEST"));
    assert_eq!(call.invocation.invoked_arn, function_arn("f"));
    assert_eq!(call.invocation.request_id.len(), 36);
    assert!(!call.invocation.streaming);
    assert_eq!((stage.pending(), stage.buried()), (0, 0));
}

#[tokio::test]
async fn a_success_is_told() {
    let stage = told().await;
    stage.fake.answer("f", Answer::ok("{\"all\": \"good\"}"));
    stage.event("f", json!({"n": 1})).await;
    stage.settle().await;
    let call = stage.fake.take().remove(0);
    let messages = stage.drain("done").await;
    assert_eq!(messages.len(), 1);
    assert_eq!(
        parsed(&messages[0]["Body"]),
        json!({
            "version": "1.0",
            "timestamp": "2026-01-02T03:04:05.000Z",
            "requestContext": {
                "requestId": call.invocation.request_id,
                "functionArn": format!("{}:$LATEST", function_arn("f")),
                "condition": "Success",
                "approximateInvokeCount": 1
            },
            "requestPayload": {"n": 1},
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"},
            "responsePayload": {"all": "good"}
        })
    );
    let trace = messages[0]["Attributes"]["AWSTraceHeader"].as_str().expect("a trace");
    assert_eq!(Some(trace), call.invocation.trace.as_deref());
    assert_eq!((stage.drain("failed").await.len(), stage.drain("dead").await.len()), (0, 0));
}

#[tokio::test]
async fn a_failing_function_is_tried_after_one_and_two_minutes() {
    let stage = told().await;
    let seen = times(&stage, "f", Answer::fails("boom"));
    stage.event("f", json!({"n": 1})).await;
    stage.pass(minutes(60)).await;
    assert_eq!(*seen.lock(), [0, 60, 180]);
    let calls = stage.fake.take();
    let id = calls[0].invocation.request_id.clone();
    assert!(calls.iter().all(|call| call.invocation.request_id == id && call.payload() == "{\"n\":1}"));
    let messages = stage.drain("failed").await;
    assert_eq!(messages.len(), 1);
    let record = parsed(&messages[0]["Body"]);
    assert_eq!(record["timestamp"], "2026-01-02T03:07:05.000Z");
    assert_eq!(
        record["requestContext"],
        json!({
            "requestId": id, "functionArn": format!("{}:$LATEST", function_arn("f")),
            "condition": "RetriesExhausted", "approximateInvokeCount": 3
        })
    );
    let response = json!({"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"});
    assert_eq!(record["responseContext"], response);
    assert_eq!(record["responsePayload"], json!({"errorMessage": "boom", "errorType": "Exception"}));
    assert_eq!(record["requestPayload"], json!({"n": 1}));
    let letters = stage.drain("dead").await;
    assert_eq!((letters.len(), letters[0]["Body"].as_str()), (1, Some("{\"n\":1}")));
    assert_eq!(
        letters[0]["MessageAttributes"],
        json!({
            "RequestID": {"DataType": "String", "StringValue": id},
            "ErrorCode": {"DataType": "Number", "StringValue": "200"},
            "ErrorMessage": {"DataType": "String", "StringValue": "boom"}
        })
    );
    assert_eq!((stage.drain("done").await.len(), stage.left().await), (0, 0));
    assert!(stage.fake.take().is_empty());
}

#[tokio::test]
async fn a_function_that_recovers_has_succeeded() {
    let stage = told().await;
    stage.fake.once("f", Answer::fails("once"));
    stage.event("f", json!({})).await;
    stage.pass(minutes(5)).await;
    let record = parsed(&stage.drain("done").await[0]["Body"]);
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 2);
    assert_eq!(stage.drain("failed").await.len(), 0);
}

#[tokio::test]
async fn retries_are_configured_per_qualifier() {
    let stage = told().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    let input = json!({
        "FunctionName": "f", "Qualifier": "live", "MaximumRetryAttempts": 0,
        "DestinationConfig": {"OnFailure": {"Destination": queue_arn("failed")}}
    });
    stage.ok("lambda", "PutFunctionEventInvokeConfig", input).await;
    let seen = times(&stage, "f", Answer::fails("boom"));
    stage.event("f:live", json!({})).await;
    stage.pass(minutes(60)).await;
    assert_eq!(*seen.lock(), [0]);
    let record = parsed(&stage.drain("failed").await[0]["Body"]);
    assert_eq!(record["requestContext"]["functionArn"], format!("{}:live", function_arn("f")));
    assert_eq!(record["responseContext"]["executedVersion"], "1");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 1);
}

#[tokio::test]
async fn an_event_that_nobody_can_run_grows_too_old() {
    let stage = told().await;
    let seen = times(&stage, "f", Answer::Refuses(InvokeError::NoRoom("full".to_owned())));
    stage.event("f", json!({"n": 1})).await;
    stage.pass(minutes(6 * 60 - 1)).await;
    assert_eq!((stage.drain("failed").await.len(), stage.pending()), (0, 1));
    stage.pass(minutes(1)).await;
    let seen = seen.lock().clone();
    let waits: Vec<u64> = seen.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!((1..=2).contains(&waits[0]) && (2..=3).contains(&waits[1]), "{waits:?}");
    assert!(waits[10..].iter().all(|wait| (300..=331).contains(wait)), "{waits:?}");
    let record = parsed(&stage.drain("failed").await[0]["Body"]);
    assert_eq!(record["timestamp"], "2026-01-02T09:04:05.000Z");
    assert_eq!(record["requestContext"]["condition"], "EventAgeExceeded");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], seen.len());
    assert!(record.get("responseContext").is_none() && record.get("responsePayload").is_none());
    let letters = stage.drain("dead").await;
    assert_eq!(letters[0]["MessageAttributes"]["ErrorCode"]["StringValue"], "429");
    assert_eq!(letters[0]["MessageAttributes"]["ErrorMessage"]["StringValue"], "Rate Exceeded.");
}

#[tokio::test]
async fn an_age_that_comes_before_the_next_retry_ends_them() {
    let stage = told().await;
    let input = json!({
        "FunctionName": "f", "MaximumEventAgeInSeconds": 90,
        "DestinationConfig": {"OnFailure": {"Destination": queue_arn("failed")}}
    });
    stage.ok("lambda", "PutFunctionEventInvokeConfig", input).await;
    let seen = times(&stage, "f", Answer::fails("boom"));
    stage.event("f", json!({})).await;
    stage.pass(minutes(60)).await;
    assert_eq!(*seen.lock(), [0, 60]);
    let record = parsed(&stage.drain("failed").await[0]["Body"]);
    assert_eq!(record["requestContext"]["condition"], "EventAgeExceeded");
    assert_eq!(record["timestamp"], "2026-01-02T03:05:35.000Z");
    assert_eq!(record["responsePayload"]["errorMessage"], "boom");
    assert_eq!(record["responseContext"]["functionError"], "Unhandled");
}

#[tokio::test]
async fn a_function_that_is_switched_off_gives_events_up_at_once() {
    let stage = told().await;
    let input = json!({"FunctionName": "f", "ReservedConcurrentExecutions": 0});
    stage.ok("lambda", "PutFunctionConcurrency", input).await;
    stage.event("f", json!({"n": 1})).await;
    stage.settle().await;
    let record = parsed(&stage.drain("failed").await[0]["Body"]);
    assert_eq!(record["requestContext"]["condition"], "ZeroReservedConcurrency");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 0);
    assert_eq!(stage.drain("dead").await[0]["Body"], "{\"n\":1}");
    assert_eq!((stage.left().await, stage.fake.calls().len()), (0, 0));
}

#[tokio::test]
async fn a_throttled_event_is_run_when_there_is_room() {
    let stage = told().await;
    let input = json!({"FunctionName": "f", "ReservedConcurrentExecutions": 1});
    stage.ok("lambda", "PutFunctionConcurrency", input).await;
    stage.fake.hold();
    let running = tokio::spawn({
        let (handle, origin) = (stage.handle.clone(), stage.origin(None));
        let input = tradewind_wire::Document::from([("FunctionName", "f".into())]);
        async move { handle.call(&origin, "lambda", "Invoke", input).await }
    });
    stage.fake.begun(1).await;
    stage.event("f", json!({"later": true})).await;
    stage.pass(minutes(30)).await;
    assert_eq!((stage.fake.calls().len(), stage.pending()), (1, 1));
    stage.fake.release();
    running.await.expect("runs").expect("answers");
    stage.pass(minutes(10)).await;
    assert_eq!(stage.fake.calls()[1].payload(), "{\"later\":true}");
    let record = parsed(&stage.drain("done").await[0]["Body"]);
    assert!(record["requestContext"]["approximateInvokeCount"].as_u64().is_some_and(|count| count > 5), "{record}");
}

#[tokio::test]
async fn an_event_for_a_function_that_is_gone_is_dropped() {
    let stage = told().await;
    stage.event("f", json!({})).await;
    stage.ok("lambda", "DeleteFunction", json!({"FunctionName": "f"})).await;
    stage.pass(minutes(60)).await;
    assert_eq!((stage.fake.calls().len(), stage.pending(), stage.buried()), (0, 0, 1));
    let (status, code, text) = stage.refused("GetFunction", json!({"FunctionName": "f"})).await;
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"), "{text}");
}

#[tokio::test]
async fn queued_events_outlive_a_crash() {
    let mut stage = told().await;
    for n in 0..100 {
        stage.event("f", json!({"n": n})).await;
    }
    stage.fake.once("f", Answer::fails("first"));
    stage.crash();
    assert_eq!(stage.pending(), 100);
    stage.settle().await;
    assert_eq!(stage.fake.calls().len(), 100);
    // What was performed and not yet durable is performed again.
    stage.crash();
    stage.pass(minutes(5)).await;
    let mut payloads: Vec<String> = stage.fake.take().iter().map(crate::fake::Call::payload).collect();
    payloads.sort();
    payloads.dedup();
    assert_eq!(payloads.len(), 100);
    assert!(stage.drain("done").await.len() >= 100);
    assert_eq!(stage.left().await, 0);
}

#[tokio::test]
async fn nothing_runs_before_its_event_is_durable() {
    let stage = Stage::with_function().await;
    let store = stage.cloud.store().clone();
    let position = Arc::new(Mutex::new(None));
    let noted = position.clone();
    stage.fake.answer(
        "f",
        Answer::asks(move |_, _| {
            *noted.lock() = Some(store.durable());
            Answer::Echo
        }),
    );
    // As a rule of EventBridge does: accepted from inside, and not settled by anybody.
    let input = tradewind_wire::Document::from([("FunctionName", "f".into()), ("InvocationType", "Event".into())]);
    stage.handle.call(&stage.origin(None), "lambda", "Invoke", input).await.expect("accepted");
    let accepted = stage.cloud.store().appended();
    assert!(stage.cloud.store().durable() < accepted);
    stage.settle().await;
    assert!(position.lock().is_some_and(|durable| durable >= accepted));
}

#[tokio::test]
async fn a_function_can_be_told() {
    let stage = told().await;
    stage.function("g", json!({})).await;
    let input = json!({
        "FunctionName": "f", "DestinationConfig": {"OnSuccess": {"Destination": function_arn("g")}}
    });
    stage.ok("lambda", "PutFunctionEventInvokeConfig", input).await;
    stage.event("f", json!({"n": 1})).await;
    stage.settle().await;
    let calls = stage.fake.take();
    assert_eq!(calls.iter().map(|call| call.function.name.as_str()).collect::<Vec<_>>(), ["f", "g"]);
    let record: serde_json::Value = serde_json::from_str(&calls[1].payload()).expect("JSON");
    assert_eq!(record["responsePayload"], json!({"n": 1}));
    let (first, second) = (calls[0].invocation.trace.as_deref(), calls[1].invocation.trace.as_deref());
    let root = |trace: Option<&str>| trace.and_then(|trace| trace.split(';').next()).map(str::to_owned);
    assert!(root(first).is_some_and(|root| root.starts_with("Root=1-")));
    assert_eq!(root(first), root(second));
}

#[tokio::test]
async fn a_bus_can_be_told() {
    let stage = told().await;
    let bus = "arn:aws:events:us-east-1:123456789012:event-bus/default";
    let pattern = json!({"source": ["lambda"]}).to_string();
    stage.ok("events", "PutRule", json!({"Name": "r", "EventPattern": pattern})).await;
    let target = json!({"Id": "q", "Arn": queue_arn("done")});
    stage.ok("events", "PutTargets", json!({"Rule": "r", "Targets": [target]})).await;
    let destinations = json!({"OnSuccess": {"Destination": bus}, "OnFailure": {"Destination": bus}});
    let input = json!({"FunctionName": "f", "MaximumRetryAttempts": 0, "DestinationConfig": destinations});
    stage.ok("lambda", "PutFunctionEventInvokeConfig", input).await;
    stage.fake.once("f", Answer::fails("boom"));
    stage.event("f", json!({"n": 1})).await;
    stage.settle().await;
    stage.event("f", json!({"n": 2})).await;
    stage.settle().await;
    let events: Vec<_> = stage.drain("done").await.iter().map(|message| parsed(&message["Body"])).collect();
    let kinds: Vec<_> = events.iter().map(|event| event["detail-type"].as_str().expect("text")).collect();
    let kind = "Lambda Function Invocation Result - ";
    assert_eq!(kinds, [format!("{kind}Failure"), format!("{kind}Success")]);
    assert_eq!(events[0]["resources"], json!([bus, format!("{}:$LATEST", function_arn("f"))]));
    assert_eq!(events[0]["detail"]["requestContext"]["condition"], "RetriesExhausted");
    assert_eq!(events[1]["detail"]["requestPayload"], json!({"n": 2}));
}

#[tokio::test]
async fn a_destination_that_is_gone_loses_the_record_and_nothing_else() {
    let stage = told().await;
    let url = stage.ok("sqs", "GetQueueUrl", json!({"QueueName": "failed"})).await["QueueUrl"].clone();
    stage.ok("sqs", "DeleteQueue", json!({"QueueUrl": url})).await;
    stage.fake.answer("f", Answer::fails("boom"));
    stage.event("f", json!({})).await;
    stage.pass(minutes(60)).await;
    assert_eq!((stage.drain("dead").await.len(), stage.left().await, stage.buried()), (1, 0, 1));
}

#[tokio::test]
async fn without_destinations_an_event_is_given_up_in_the_log() {
    let stage = Stage::with_function().await;
    stage.fake.answer("f", Answer::fails("boom"));
    stage.event("f", json!({})).await;
    stage.pass(minutes(60)).await;
    assert_eq!((stage.fake.calls().len(), stage.pending(), stage.buried()), (3, 0, 1));
}

#[tokio::test]
async fn an_event_is_checked_before_it_is_accepted() {
    let stage = Stage::with_function().await;
    let event = |function: &str, payload: &[u8]| json!({"FunctionName": function, "InvocationType": "Event", "Payload": base64(payload)});
    let (status, code, _) = stage.refused("Invoke", event("none", b"{}")).await;
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
    let (status, code, text) = stage.refused("Invoke", event("f", b"nope")).await;
    assert_eq!((status, code.as_str()), (400, "InvalidRequestContentException"));
    assert!(text.starts_with("Could not parse request body into json: "), "{text}");
    let large = format!("\"{}\"", "x".repeat(1_048_576 - 2));
    stage.ok("lambda", "Invoke", event("f", large.as_bytes())).await;
    let (status, code, text) = stage.refused("Invoke", event("f", format!("{large} ").as_bytes())).await;
    assert_eq!((status, code.as_str()), (413, "RequestTooLargeException"));
    assert_eq!(text, "Request must be smaller than 1048576 bytes for the InvokeFunction operation");
    stage.pass(Duration::from_secs(1)).await;
    assert_eq!(stage.fake.calls().len(), 1);
}

#[tokio::test]
async fn the_older_operation_does_the_same() {
    let stage = Stage::with_function().await;
    let input = json!({"FunctionName": "f", "InvokeArgs": base64(b"{\"n\":1}")});
    assert_eq!(stage.ok("lambda", "InvokeAsync", input).await, json!({"Status": 202}));
    stage.settle().await;
    assert_eq!(stage.fake.calls()[0].payload(), "{\"n\":1}");
    let input = json!({"FunctionName": "f", "InvokeArgs": base64(b"nope")});
    assert_eq!(stage.refused("InvokeAsync", input).await.1, "InvalidRequestContentException");
}

#[tokio::test]
async fn an_event_waits_until_its_function_is_made() {
    let stage = Stage::new();
    let zip = base64(&crate::stage::zip("m.py", b""));
    let input = json!({
        "FunctionName": "f", "Runtime": "python3.12", "Handler": "m.h", "Role": "arn:aws:iam::123456789012:role/r",
        "Code": {"ZipFile": zip}
    });
    stage.ok("lambda", "CreateFunction", input).await;
    let (status, code, text) = stage.refused("Invoke", json!({"FunctionName": "f"})).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    assert!(text.ends_with("The function is currently in the following state: Pending"), "{text}");
    stage.event("f", json!({})).await;
    stage.pass(Duration::from_secs(5)).await;
    assert_eq!(stage.fake.calls().len(), 1);
}
