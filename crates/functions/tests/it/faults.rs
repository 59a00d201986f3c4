//! Functions that exit, hang, answer late, twice, half or too much.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tradewind_functions::FunctionError;
use tradewind_sandbox::Exit;

use crate::stage::{Stage, code, done, echo, function};

fn fault(kind: &str, what: &str) -> serde_json::Value {
    json!({"errorType": kind, "errorMessage": format!("RequestId: id Error: {what}")})
}

#[tokio::test]
async fn a_function_that_exits_is_told_with_its_status_and_never_used_again() {
    let killed = "Runtime exited with error: signal: killed";
    let cases = [
        (code(1), "Runtime.ExitError", "Runtime exited with error: exit status 1"),
        (code(0), "Runtime.ExitError", "Runtime exited without providing a reason"),
        (Exit { signal: Some(9), ..Exit::default() }, "Runtime.ExitError", killed),
        (Exit { signal: Some(9), out_of_memory: true, ..Exit::default() }, "Runtime.OutOfMemory", killed),
    ];
    for (exit, kind, what) in cases {
        let stage = Stage::new(move |actor| async move {
            let mut api = actor.api().await;
            let event = api.next().await;
            if actor.number == 0 {
                actor.print("last words\n");
                return exit;
            }
            api.respond(&event.id(), b"1").await;
            std::future::pending().await
        });
        let f = Arc::new(function("f"));
        let failed = stage.run(&f, "id", "{}").await;
        assert_eq!(failed.error, Some(FunctionError::Unhandled));
        assert_eq!(failed.json(), fault(kind, what));
        let lines = stage.sink.lines();
        let after = lines.iter().position(|line| line == "last words").expect("what it wrote") + 1;
        assert_eq!(lines[after], format!("RequestId: id Error: {what}"));
        assert_eq!(lines[after + 1], kind);
        assert_eq!(lines[after + 2], "END RequestId: id");
        assert!(lines[after + 3].contains(&format!("\tStatus: error\tError Type: {kind}\t")), "{}", lines[after + 3]);
        assert_eq!(stage.run(&f, "id-2", "{}").await.text(), "1");
        assert_eq!(stage.fakes.started(), 2);
        stage.stop().await;
    }
}

#[tokio::test]
async fn a_function_that_hangs_is_killed_at_its_deadline() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        if event.body == "hang" {
            actor.process.say("hangs");
            std::future::pending::<()>().await;
        }
        api.respond(&event.id(), b"1").await;
        std::future::pending().await
    });
    let f = Arc::new(function("f"));
    let call = stage.invoke(&f, "id", "hang");
    assert_eq!(stage.fakes.heard().await, "hangs");
    stage.advance(Duration::from_micros(2_999_999)).await;
    assert!(!call.is_finished());
    stage.advance(Duration::from_micros(1)).await;
    let late = done(call.await.expect("joins"));
    assert_eq!(late.json(), fault("Sandbox.Timedout", "Task timed out after 3.00 seconds"));
    assert!(
        late.tail.contains("2026-01-02T00:00:03.000Z id Task timed out after 3.00 seconds\n\nEND"),
        "{}",
        late.tail
    );
    assert!(late.tail.contains("\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\t"), "{}", late.tail);
    assert!(late.tail.contains("\tStatus: timeout\t"), "{}", late.tail);
    assert_eq!(stage.fakes.process(0).ended().await.signal, Some(9));
    assert_eq!(stage.run(&f, "id-2", "{}").await.text(), "1");
    assert_eq!(stage.fakes.started(), 2);
    stage.stop().await;
}

#[tokio::test]
async fn an_answer_after_the_deadline_is_refused() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        // Killing takes as long as the answer does.
        actor.process.stubborn.store(true, std::sync::atomic::Ordering::SeqCst);
        actor.process.say("hangs");
        actor.gate().await;
        let answer = api.respond(&event.id(), b"late").await;
        actor.process.say(json!([answer.status, answer.json()["errorType"]]));
        actor.process.relent.notify_one();
        std::future::pending().await
    });
    let call = stage.invoke(&Arc::new(function("f")), "id", "{}");
    stage.fakes.heard().await;
    stage.advance(Duration::from_secs(3)).await;
    let late = done(call.await.expect("joins"));
    assert_eq!(late.json(), fault("Sandbox.Timedout", "Task timed out after 3.00 seconds"));
    stage.fakes.gate.notify_one();
    assert_eq!(stage.fakes.heard().await, json!([403, "InvalidStateTransition"]));
    stage.stop().await;
}

#[tokio::test]
async fn only_the_first_answer_and_only_the_right_id_count() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let mut seen = Vec::new();
        let event = api.next().await;
        let wrong = api.respond("5f0bd2a5-3b5c-4a4e-8b5a-000000000009", b"wrong").await;
        seen.push(json!([wrong.status, wrong.json()["errorType"], wrong.json()["errorMessage"]]));
        seen.push(json!([api.respond(&event.id(), b"first").await.status]));
        let second = api.respond(&event.id(), b"second").await;
        seen.push(json!([second.status, second.json()["errorType"]]));
        let third = api.fail(&event.id(), "E", b"{}").await;
        seen.push(json!([third.status, third.json()["errorType"]]));
        actor.process.say(json!(seen));
        let event = api.next().await;
        api.respond(&event.id(), b"next").await;
        std::future::pending().await
    });
    let f = Arc::new(function("f"));
    assert_eq!(stage.run(&f, "id", "{}").await.text(), "first");
    assert_eq!(
        stage.fakes.heard().await,
        json!([
            [400, "InvalidRequestID", "Invalid request ID"],
            [202],
            [403, "InvalidStateTransition"],
            [403, "InvalidStateTransition"]
        ])
    );
    assert_eq!(stage.run(&f, "id-2", "{}").await.text(), "next");
    stage.stop().await;
}

#[tokio::test]
async fn half_an_answer_is_no_answer() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        let half = format!(
            "POST /2018-06-01/runtime/invocation/{}/response HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
            event.id()
        );
        api.send(half.as_bytes()).await;
        if event.body == "exit" {
            return code(3);
        }
        // The connection breaks, the runtime lives on and says it again.
        drop(api);
        let mut api = actor.api().await;
        loop {
            let answer = api.respond(&event.id(), b"whole").await;
            if answer.status == 202 {
                return std::future::pending().await;
            }
        }
    });
    let failed = stage.run(&Arc::new(function("f")), "id", "exit").await;
    assert_eq!(failed.json(), fault("Runtime.ExitError", "Runtime exited with error: exit status 3"));
    assert_eq!(stage.run(&Arc::new(function("g")), "id", "{}").await.text(), "whole");
    stage.stop().await;
}

#[tokio::test]
async fn nobody_else_answers_while_an_answer_is_on_its_way() {
    let stage = Stage::new(|actor| async move {
        let (mut api, mut other) = (actor.api().await, actor.api().await);
        let event = api.next().await;
        let id = event.id();
        let head = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nwh"
        );
        api.send(head.as_bytes()).await;
        // An answer of its own, once the first one is being read.
        let mut refused = other.respond("another", b"x").await;
        while refused.status == 400 {
            let next = "/2018-06-01/runtime/invocation/next";
            let state = other.call("GET", next, &[], b"").await;
            if state.json()["errorMessage"].as_str().is_some_and(|text| text.contains("from InvocationResponse ")) {
                refused = other.respond(&id, b"other").await;
            }
        }
        actor.process.say(json!([refused.status, refused.json()["errorType"]]));
        api.send(b"ole").await;
        api.answer().await.expect("an answer");
        std::future::pending().await
    });
    assert_eq!(stage.run(&Arc::new(function("f")), "id", "{}").await.text(), "whole");
    assert_eq!(stage.fakes.heard().await, json!([403, "InvalidStateTransition"]));
    stage.stop().await;
}

#[tokio::test]
async fn a_response_that_is_too_large_is_refused_with_its_limit() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        loop {
            let event = api.next().await;
            let size: usize = std::str::from_utf8(&event.body).expect("text").parse().expect("a number");
            let answer = api.respond(&event.id(), &vec![b'1'; size]).await;
            actor.process.say(json!([answer.status, answer.json()["errorType"]]));
        }
    });
    let f = Arc::new(function("f"));
    assert_eq!(stage.run(&f, "id", "6291556").await.payload.len(), 6_291_556);
    assert_eq!(stage.fakes.heard().await, json!([202, null]));
    let failed = stage.run(&f, "id", "6291557").await;
    assert_eq!(failed.error, Some(FunctionError::Unhandled));
    let message = "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
    assert_eq!(failed.json(), json!({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message}));
    assert_eq!(stage.fakes.heard().await, json!([413, "RequestEntityTooLarge"]));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_is_read_to_its_end_and_the_tail_is_its_end() {
    const LINES: usize = 200_000;
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        let flood = tokio::task::spawn_blocking(move || {
            for line in 0..LINES {
                actor.print(&format!("line {line} of a flood that does not fit into any pipe\n"));
            }
            actor
        });
        let _actor = flood.await.expect("joins");
        api.respond(&event.id(), b"1").await;
        std::future::pending().await
    });
    let flooded = stage.run(&Arc::new(function("f")), "id", "{}").await;
    assert!(flooded.tail.len() == 4_096, "{}", flooded.tail.len());
    let last = format!("line {} of a flood that does not fit into any pipe\nLOGS_DROPPED Lines: ", LINES - 1);
    assert!(flooded.tail.contains(&last), "{}", flooded.tail);
    // What is passed on is bounded by second; what is not is counted.
    let lines = stage.sink.lines();
    let passed = lines.iter().filter(|line| line.starts_with("line ")).count();
    let dropped = lines.iter().find_map(|line| line.strip_prefix("LOGS_DROPPED Lines: ")).expect("a count");
    let dropped: usize = dropped.split('\t').next().expect("a field").parse().expect("a number");
    assert_eq!(passed + dropped, LINES);
    assert!(dropped > 0 && passed > 0);
    stage.stop().await;
}

#[tokio::test]
async fn one_that_exits_after_its_answer_costs_nobody_anything() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        api.respond(&event.id(), format!("{}", actor.number).as_bytes()).await;
        if actor.number == 0 {
            return code(1);
        }
        drop(api);
        echo(actor).await
    });
    let f = Arc::new(function("f"));
    assert_eq!(stage.run(&f, "id-1", "{}").await.text(), "0");
    // Whether its end is known by then or not: the function has not seen this event there.
    assert_eq!(stage.run(&f, "id-2", "{}").await.text(), "1");
    stage.stop().await;
}
