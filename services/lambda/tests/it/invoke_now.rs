//! Synchronous invocations.

use bytes::Bytes;
use futures::StreamExt as _;
use serde_json::{Value, json};
use tradewind_functions::{FunctionError, InvokeError, StreamEnd};
use tradewind_wire::{Document, Stream, eventstream};

use crate::fake::{Answer, log_of};
use crate::stage::{Stage, base64, function_arn};

async fn invoke(stage: &Stage, more: Value) -> Value {
    let mut input = json!({"FunctionName": "f"});
    input.as_object_mut().expect("members").extend(more.as_object().expect("members").clone());
    stage.ok("lambda", "Invoke", input).await
}

#[tokio::test]
async fn a_function_answers_what_it_answers() {
    let stage = Stage::with_function().await;
    let answer = invoke(&stage, json!({"Payload": base64(b"{\"n\":1}"), "LogType": "Tail"})).await;
    let call = stage.fake.take().remove(0);
    let log = log_of(&call.function, &call.invocation);
    assert_eq!(
        answer,
        json!({
            "StatusCode": 200, "Payload": base64(b"{\"n\":1}"), "ExecutedVersion": "$LATEST", "LogResult": base64(log.as_bytes())
        })
    );
    assert_eq!(invoke(&stage, json!({})).await["Payload"], base64(b"{}"), "nothing is an empty object");
    let error = b"{\"errorMessage\":\"boom\",\"errorType\":\"E\",\"stackTrace\":[]}";
    for (kind, text) in [(FunctionError::Unhandled, "Unhandled"), (FunctionError::Handled, "Handled")] {
        stage.fake.once("f", Answer::Fails(kind, Bytes::from_static(error)));
        let answer = invoke(&stage, json!({})).await;
        assert_eq!((&answer["StatusCode"], &answer["FunctionError"]), (&json!(200), &json!(text)));
        assert_eq!(answer["Payload"], base64(error));
    }
}

#[tokio::test]
async fn a_dry_run_runs_nothing() {
    let stage = Stage::with_function().await;
    let answer = invoke(&stage, json!({"InvocationType": "DryRun"})).await;
    assert_eq!(answer["StatusCode"], 204);
    assert!(stage.fake.take().is_empty());
    let (status, code, _) = stage.refused("Invoke", json!({"FunctionName": "g", "InvocationType": "DryRun"})).await;
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
}

#[tokio::test]
async fn what_is_invoked_is_what_was_named() {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    let arn = function_arn("f");
    let names = [
        ("f", None, "$LATEST", arn.clone()),
        ("f:$LATEST", None, "$LATEST", format!("{arn}:$LATEST")),
        ("f", Some("1"), "1", format!("{arn}:1")),
        ("123456789012:function:f:1", None, "1", format!("{arn}:1")),
        (arn.as_str(), None, "$LATEST", arn.clone()),
    ];
    for (name, qualifier, version, invoked) in names {
        let answer = stage.ok("lambda", "Invoke", json!({"FunctionName": name, "Qualifier": qualifier})).await;
        assert_eq!(answer["ExecutedVersion"], version, "{name}");
        assert_eq!(stage.fake.take()[0].invocation.invoked_arn, invoked, "{name}");
    }
    let (_, code, text) = stage.refused("Invoke", json!({"FunctionName": "f:1", "Qualifier": "2"})).await;
    assert_eq!(code, "InvalidParameterValueException");
    assert_eq!(text, "The derived qualifier from the function name does not match the specified qualifier.");
    let (status, _, text) = stage.refused("Invoke", json!({"FunctionName": "f", "Qualifier": "none"})).await;
    assert_eq!((status, text), (404, format!("Function not found: {arn}:none")));
}

#[tokio::test]
async fn events_have_a_size_and_contexts_a_form() {
    let stage = Stage::with_function().await;
    // 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    let event = |bytes: usize| json!({"FunctionName": "f", "Payload": base64(format!("\"{}\"", "x".repeat(bytes - 2)).as_bytes())});
    stage.ok("lambda", "Invoke", event(6_291_456)).await;
    let (status, code, text) = stage.refused("Invoke", event(6_291_457)).await;
    assert_eq!((status, code.as_str()), (413, "RequestTooLargeException"));
    assert_eq!(text, "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    let (status, code, _) = stage.refused("Invoke", json!({"FunctionName": "f", "Payload": base64(b"nope")})).await;
    assert_eq!((status, code.as_str()), (400, "InvalidRequestContentException"));
    stage.fake.take();
    let context = base64(b"{\"custom\":{\"a\":\"b\"}}");
    invoke(&stage, json!({"ClientContext": context})).await;
    assert_eq!(stage.fake.take()[0].invocation.client_context.as_deref(), Some("{\"custom\":{\"a\":\"b\"}}"));
    let (_, code, _) = stage.refused("Invoke", json!({"FunctionName": "f", "ClientContext": "nope"})).await;
    assert_eq!(code, "InvalidRequestContentException");
    for (member, value) in [("TenantId", "t"), ("DurableExecutionName", "d")] {
        let (_, _, text) = stage.refused("Invoke", json!({"FunctionName": "f", member: value})).await;
        assert_eq!(text, format!("{member} is not supported by this server yet."));
    }
}

#[tokio::test]
async fn what_keeps_a_function_from_running_has_a_name() {
    let stage = Stage::with_function().await;
    let table = [
        (InvokeError::RuntimeMissing("install python3.12".to_owned()), 502, "InvalidRuntimeException"),
        (InvokeError::BadPackage("bad".to_owned()), 502, "InvalidZipFileException"),
        (InvokeError::NoRoom("full".to_owned()), 429, "TooManyRequestsException"),
        (InvokeError::Isolation("unshare: EPERM".to_owned()), 500, "ServiceException"),
        (InvokeError::Internal("broken".to_owned()), 500, "ServiceException"),
    ];
    for (error, status, code) in table {
        stage.fake.once("f", Answer::Refuses(error));
        let (found, name, _) = stage.refused("Invoke", json!({"FunctionName": "f"})).await;
        assert_eq!((found, name.as_str()), (status, code));
    }
}

/// The messages of an event stream: their type and payload.
async fn messages(stage: &Stage, input: Value) -> Vec<(String, Vec<u8>)> {
    let answer = stage.call("lambda", "InvokeWithResponseStream", input, None).await.expect("runs");
    let Document::Map(members) = answer else { panic!("no members") };
    let stream = members.into_iter().find_map(|(_, value)| match value {
        Document::Stream(stream) => Some(stream),
        _ => None,
    });
    let stream: Stream = stream.expect("a stream");
    let mut bytes = Vec::new();
    let mut chunks = stream.take().expect("once");
    while let Some(chunk) = chunks.next().await {
        bytes.extend(chunk.expect("whole"));
    }
    let mut found = Vec::new();
    while let Some((message, length)) = eventstream::decode(&bytes).expect("valid") {
        found.push((message.text(":event-type").expect("a type").to_owned(), message.payload.to_vec()));
        bytes.drain(..length);
        if bytes.is_empty() {
            break;
        }
    }
    found
}

#[tokio::test]
async fn a_stream_is_messages() {
    let stage = Stage::with_function().await;
    stage.fake.once("f", Answer::streams(Some("text/plain"), &[b"one", b"two"]));
    let found = messages(&stage, json!({"FunctionName": "f"})).await;
    let chunk = |text: &[u8]| ("PayloadChunk".to_owned(), text.to_vec());
    assert_eq!(found, [chunk(b"one"), chunk(b"two"), ("InvokeComplete".to_owned(), b"{}".to_vec())]);
    // A function that does not stream is one chunk.
    stage.fake.once("f", Answer::ok("{\"a\":1}"));
    assert_eq!(messages(&stage, json!({"FunctionName": "f"})).await[0], chunk(b"{\"a\":1}"));
    let end = StreamEnd {
        error_code: Some("Sandbox.Timedout".to_owned()),
        error_details: Some("{}".to_owned()),
        ..StreamEnd::default()
    };
    stage.fake.once("f", Answer::Streams { content_type: None, chunks: vec![Bytes::from("half")], end });
    let found = messages(&stage, json!({"FunctionName": "f", "LogType": "Tail"})).await;
    let (kind, last) = found.last().expect("a message");
    let last: Value = serde_json::from_slice(last).expect("JSON");
    assert_eq!(
        (kind.as_str(), &last["ErrorCode"], &last["ErrorDetails"]),
        ("InvokeComplete", &json!("Sandbox.Timedout"), &json!("{}"))
    );
    assert!(last["LogResult"].is_string());
}

#[tokio::test]
async fn a_stream_keeps_its_place_until_it_has_ended() {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PutFunctionConcurrency", json!({"FunctionName": "f", "ReservedConcurrentExecutions": 1})).await;
    stage.fake.once("f", Answer::streams(None, &[b"one"]));
    messages(&stage, json!({"FunctionName": "f"})).await;
    // The place is given back by a task of its own.
    tokio::task::yield_now().await;
    stage.invoke("f", "{}").await.expect("there is room again");
}

#[tokio::test]
async fn the_seventeenth_turn_of_a_loop_is_stopped() {
    let stage = Stage::with_function().await;
    let mut trace: Option<String> = None;
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html: about 16 times.
    for turn in 0..16 {
        stage
            .call("lambda", "Invoke", json!({"FunctionName": "f"}), trace.as_deref())
            .await
            .unwrap_or_else(|error| panic!("{turn}: {error}"));
        trace = stage.fake.take().remove(0).invocation.trace;
    }
    let error =
        stage.call("lambda", "Invoke", json!({"FunctionName": "f"}), trace.as_deref()).await.expect_err("a loop");
    assert_eq!((error.status, error.code.as_ref()), (400, "RecursiveInvocationException"));
    stage.ok("lambda", "PutFunctionRecursionConfig", json!({"FunctionName": "f", "RecursiveLoop": "Allow"})).await;
    stage.call("lambda", "Invoke", json!({"FunctionName": "f"}), trace.as_deref()).await.expect("loops are allowed");
}

#[tokio::test]
async fn a_function_may_call_another() {
    let stage = Stage::with_function().await;
    stage.function("g", json!({})).await;
    stage.invoke("f", "{}").await.expect("runs");
    let trace = stage.fake.take().remove(0).invocation.trace;
    stage.call("lambda", "Invoke", json!({"FunctionName": "g"}), trace.as_deref()).await.expect("runs");
    let other = stage.fake.take().remove(0).invocation.trace.expect("a trace");
    let root = |text: &str| text.split(';').next().map(str::to_owned);
    assert_eq!(root(&other), trace.as_deref().and_then(root));
}
