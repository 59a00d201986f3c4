//! Responses that come in pieces.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use serde_json::json;
use tradewind_functions::{Chunks, Execution, Executor, Invocation, StreamEnd};

use crate::stage::{Actor, Stage, code, done, function, invocation};

/// `{"errorMessage":"late"}` in base64.
const TRAILERS: &str = "Lambda-Runtime-Function-Error-Type: Function.Late\r\n\
    Lambda-Runtime-Function-Error-Body: eyJlcnJvck1lc3NhZ2UiOiJsYXRlIn0=\r\n";

async fn play(actor: Actor) -> tradewind_sandbox::Exit {
    let mut api = actor.api().await;
    loop {
        let event = api.next().await;
        api.stream(&event.id(), "text/plain").await;
        api.chunk(b"one ").await;
        match &event.body[..] {
            b"whole" => {
                actor.gate().await;
                api.chunk(b"two").await;
                assert_eq!(api.last("").await.status, 202);
            }
            b"late" => assert_eq!(api.last(TRAILERS).await.status, 202),
            b"exit" => {
                actor.gate().await;
                return code(4);
            }
            b"break" => {
                drop(api);
                api = actor.api().await;
            }
            b"large" => {
                for _ in 0..64 {
                    api.chunk(&vec![b'x'; 1 << 20]).await;
                }
                api.last("").await;
                actor.process.say("written");
            }
            _ => {
                actor.process.say("hangs");
                std::future::pending::<()>().await;
            }
        }
    }
}

async fn stream(stage: &Stage, id: &str, payload: &str) -> Chunks {
    let invocation = Invocation { streaming: true, ..invocation(id, payload) };
    let execution = stage.pool.invoke(Arc::new(function("f")), invocation).await.expect("an execution");
    let Execution::Streamed { content_type, chunks } = execution else { panic!("not streamed") };
    assert_eq!(content_type.as_deref(), Some("text/plain"));
    chunks
}

async fn rest(chunks: Chunks) -> (String, StreamEnd) {
    let body: Vec<Bytes> = chunks.body.collect().await;
    (String::from_utf8(body.concat()).expect("text"), chunks.end.await.expect("an end"))
}

fn details(end: &StreamEnd) -> serde_json::Value {
    serde_json::from_str(end.error_details.as_deref().expect("details")).expect("JSON")
}

#[tokio::test]
async fn chunks_are_passed_on_as_they_come() {
    let stage = Stage::new(play);
    let mut chunks = stream(&stage, "id", "whole").await;
    // The function waits for the gate: what has come is there nevertheless.
    assert_eq!(chunks.body.next().await.expect("a chunk"), "one ");
    stage.fakes.gate.notify_one();
    let (body, end) = rest(chunks).await;
    assert_eq!(body, "two");
    assert_eq!(end.error_code, None);
    let tail = String::from_utf8_lossy(&end.log_tail).into_owned();
    assert!(tail.contains("REPORT RequestId: id\t"), "{tail}");
    // The same instance serves the next one.
    stage.fakes.gate.notify_one();
    rest(stream(&stage, "id-2", "whole").await).await;
    assert_eq!(stage.fakes.started(), 1);
    stage.stop().await;
}

#[tokio::test]
async fn an_error_in_the_trailers_ends_the_stream() {
    let stage = Stage::new(play);
    let (body, end) = rest(stream(&stage, "id", "late").await).await;
    assert_eq!(body, "one ");
    assert_eq!(end.error_code.as_deref(), Some("Function.Late"));
    assert_eq!(details(&end), json!({"errorMessage": "late"}));
    stage.stop().await;
}

#[tokio::test]
async fn an_exit_within_a_stream_is_told_at_its_end() {
    let stage = Stage::new(play);
    let chunks = stream(&stage, "id", "exit").await;
    stage.fakes.gate.notify_one();
    let (body, end) = rest(chunks).await;
    assert_eq!(body, "one ");
    assert_eq!(end.error_code.as_deref(), Some("Runtime.ExitError"));
    let message = "RequestId: id Error: Runtime exited with error: exit status 4";
    assert_eq!(details(&end), json!({"errorType": "Runtime.ExitError", "errorMessage": message}));
    stage.stop().await;
}

#[tokio::test]
async fn a_connection_that_breaks_truncates_and_the_instance_ends() {
    let stage = Stage::new(play);
    let mut chunks = stream(&stage, "id", "break").await;
    let body: Vec<Bytes> = chunks.body.collect().await;
    assert_eq!(body.concat(), b"one ");
    // The process is given a moment to be gone too.
    let end = loop {
        tokio::select! {
            biased;
            end = &mut chunks.end => break end.expect("an end"),
            () = stage.advance(Duration::from_millis(100)) => tokio::task::yield_now().await,
        }
    };
    assert_eq!(end.error_code.as_deref(), Some("Runtime.TruncatedResponse"));
    stage.fakes.process(0).ended().await;
    stage.stop().await;
}

#[tokio::test]
async fn a_stream_that_hangs_is_cut_at_the_deadline() {
    let stage = Stage::new(play);
    let chunks = stream(&stage, "id", "hang").await;
    assert_eq!(stage.fakes.heard().await, "hangs");
    stage.advance(Duration::from_secs(3)).await;
    let (body, end) = rest(chunks).await;
    assert_eq!(body, "one ");
    assert_eq!(end.error_code.as_deref(), Some("Sandbox.Timedout"));
    assert_eq!(details(&end)["errorMessage"], "RequestId: id Error: Task timed out after 3.00 seconds");
    assert_eq!(stage.fakes.process(0).ended().await.signal, Some(9));
    stage.stop().await;
}

#[tokio::test]
async fn a_function_waits_for_its_reader() {
    let stage = Stage::new(play);
    let chunks = stream(&stage, "id", "large").await;
    // Far more than sockets and channels hold: it can't have been written before anybody reads.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert!(stage.sink.lines().iter().all(|line| !line.starts_with("REPORT")));
    let (body, end) = rest(chunks).await;
    assert_eq!(body.len(), 4 + (64 << 20));
    assert_eq!(end.error_code, None);
    assert_eq!(stage.fakes.heard().await, "written");
    stage.stop().await;
}

#[tokio::test]
async fn who_wants_it_in_one_piece_gets_it_so() {
    let stage = Stage::new(play);
    stage.fakes.gate.notify_one();
    let f = Arc::new(function("f"));
    assert_eq!(stage.run(&f, "id", "whole").await.text(), "one two");
    let failed = stage.run(&f, "id", "late").await;
    assert_eq!(failed.json(), json!({"errorMessage": "late"}));
    assert!(failed.error.is_some());
    stage.stop().await;
}

#[tokio::test]
async fn a_reader_that_leaves_does_not_end_the_invocation() {
    let stage = Stage::new(play);
    drop(stream(&stage, "id", "large").await);
    assert_eq!(stage.fakes.heard().await, "written");
    stage.stop().await;
}

#[tokio::test]
async fn a_buffered_answer_to_a_streaming_caller_is_whole() {
    let stage = Stage::new(crate::stage::echo);
    let invocation = Invocation { streaming: true, ..invocation("id", "\"x\"") };
    let execution = stage.pool.invoke(Arc::new(function("f")), invocation).await;
    assert_eq!(done(execution).text(), "\"x\"");
    stage.stop().await;
}
