//! Extensions: waited for at init, told of events, waited for at the end.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tradewind_functions::{Executor, FunctionError, PoolOptions};

use crate::stage::{Actor, Answer, Line, Stage, code, done, function};

const NEXT: &str = "/2020-01-01/extension/event/next";
const REGISTER: &str = "/2020-01-01/extension/register";

async fn register(line: &mut Line, name: &str, events: &[&str]) -> Answer {
    let body = json!({"events": events}).to_string();
    line.call("POST", REGISTER, &[("Lambda-Extension-Name", name)], body.as_bytes()).await
}

async fn event(line: &mut Line, id: &str) -> Answer {
    line.call("GET", NEXT, &[("Lambda-Extension-Identifier", id)], b"").await
}

fn identifier(answer: &Answer) -> String {
    answer.header("Lambda-Extension-Identifier").expect("an identifier").to_owned()
}

/// One process with an external extension beside its runtime. The runtime waits for `go`; the extension says every event.
async fn beside(mut actor: Actor, after: &'static str) -> tradewind_sandbox::Exit {
    let control = actor.control.take().expect("a control socket");
    let (read, mut write) = control.into_split();
    let (api, process, gate) = (actor.api, actor.process.clone(), actor.gate.clone());
    let extension = async move {
        let mut line = Line::to(api).await;
        let registered = register(&mut line, "watch", &["INVOKE", "SHUTDOWN"]).await;
        process.say(json!([registered.status, registered.json()]));
        let id = identifier(&registered);
        loop {
            let next = event(&mut line, &id).await;
            if next.status != 200 {
                std::future::pending::<()>().await;
            }
            let told = next.json();
            process.say(told.clone());
            if told["eventType"] == "SHUTDOWN" && after == "leaves" {
                break;
            }
            gate.notified().await;
        }
        write.write_all(b"exit watch 0\n").await.expect("a socket");
        std::future::pending::<()>().await;
    };
    let runtime = async move {
        let mut lines = BufReader::new(read).lines();
        assert_eq!(lines.next_line().await.expect("a line").as_deref(), Some("go"));
        crate::stage::echo(actor).await
    };
    tokio::select! {
        () = extension => code(0),
        exit = runtime => exit,
    }
}

fn staged(after: &'static str) -> Stage {
    let stage = Stage::with(PoolOptions { freeze: None, ..PoolOptions::default() }, move |actor| beside(actor, after));
    stage.fakes.extensions.lock().push("watch".to_owned());
    stage
}

#[tokio::test]
async fn an_invocation_is_answered_at_once_and_over_when_the_extensions_are_done_with_it() {
    let stage = staged("leaves");
    let f = Arc::new(function("f"));
    let call = stage.invoke(&f, "id", "1");
    let shown = json!({"functionName": "f", "functionVersion": "$LATEST", "handler": "main.handler"});
    assert_eq!(stage.fakes.heard().await, json!([200, shown]));
    let told = stage.fakes.heard().await;
    let tracing = told["tracing"]["value"].as_str().expect("a trace").to_owned();
    assert!(tracing.starts_with("Root=1-"), "{tracing}");
    let expected = json!({
        "eventType": "INVOKE",
        "deadlineMs": 1_767_312_003_000_u64,
        "requestId": "id",
        "invokedFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
        "tracing": {"type": "X-Amzn-Trace-Id", "value": tracing},
    });
    assert_eq!(told, expected);
    let first = done(call.await.expect("joins"));
    assert_eq!(first.text(), "1");
    assert!(first.tail.contains("EXTENSION\tName: watch\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n"), "{}", first.tail);
    // It is not over: its instance takes nothing else, and its report has not been written.
    assert_eq!(stage.pool.facts()["instances"]["busy"], 1);
    assert!(!stage.sink.lines().iter().any(|line| line.starts_with("REPORT")));
    stage.advance(Duration::from_secs(1)).await;
    stage.fakes.gate.notify_one();
    while stage.pool.facts()["instances"]["busy"] == 1 {
        tokio::task::yield_now().await;
    }
    let lines = stage.sink.lines();
    let report = lines.iter().find(|line| line.starts_with("REPORT")).expect("a report");
    assert!(report.contains("\tDuration: 1000.00 ms\tBilled Duration: 1000 ms\t"), "{report}");
    let again = stage.invoke(&f, "id-2", "2");
    assert_eq!(stage.fakes.heard().await["requestId"], "id-2");
    assert_eq!(done(again.await.expect("joins")).text(), "2");
    assert_eq!(stage.fakes.started(), 1);
    stage.fakes.gate.notify_one();
    stage.stop().await;
}

#[tokio::test]
async fn an_extension_that_is_not_done_in_time_ends_the_instance() {
    let stage = staged("leaves");
    let call = stage.invoke(&Arc::new(function("f")), "id", "1");
    stage.fakes.heard().await;
    assert_eq!(stage.fakes.heard().await["eventType"], "INVOKE");
    // The function has answered, which nobody takes back.
    assert_eq!(done(call.await.expect("joins")).text(), "1");
    stage.advance(Duration::from_secs(3)).await;
    stage.fakes.gate.notify_one();
    let told = stage.fakes.heard().await;
    assert_eq!((&told["eventType"], &told["shutdownReason"]), (&json!("SHUTDOWN"), &json!("timeout")));
    stage.fakes.process(0).ended().await;
    let lines = stage.sink.lines();
    let report = lines.iter().find(|line| line.starts_with("REPORT")).expect("a report");
    assert!(report.contains("\tDuration: 3000.00 ms\t") && report.contains("\tStatus: timeout\t"), "{report}");
    stage.stop().await;
}

#[tokio::test]
async fn an_extension_is_told_of_the_end_and_may_leave_by_itself() {
    let stage = staged("leaves");
    let call = stage.invoke(&Arc::new(function("f")), "id", "1");
    stage.fakes.heard().await;
    stage.fakes.heard().await;
    stage.fakes.gate.notify_one();
    call.await.expect("joins").expect("an execution");
    let expected = json!({"eventType": "SHUTDOWN", "shutdownReason": "spindown", "deadlineMs": 1_767_312_002_000_u64});
    let (pool, fakes) = (stage.pool.clone(), stage.fakes.clone());
    let stopping = tokio::spawn(async move { pool.stop().await });
    assert_eq!(fakes.heard().await, expected);
    // No time has to pass: it has left.
    stopping.await.expect("joins");
    stage.stop().await;
}

#[tokio::test]
async fn an_extension_that_stays_is_killed_after_two_seconds() {
    let stage = staged("stays");
    let call = stage.invoke(&Arc::new(function("f")), "id", "1");
    stage.fakes.heard().await;
    stage.fakes.heard().await;
    stage.fakes.gate.notify_one();
    call.await.expect("joins").expect("an execution");
    let pool = stage.pool.clone();
    let stopping = tokio::spawn(async move { pool.stop().await });
    assert_eq!(stage.fakes.heard().await["eventType"], "SHUTDOWN");
    stage.advance(Duration::from_millis(1_999)).await;
    assert!(!stopping.is_finished() && !stage.fakes.process(0).has_ended());
    stage.advance(Duration::from_millis(1)).await;
    stopping.await.expect("joins");
    stage.stop().await;
}

/// Registers and fails in a way that the case says.
async fn failing(mut actor: Actor) -> tradewind_sandbox::Exit {
    let mut control = actor.control.take().expect("a control socket");
    let case = actor.order.function.name.clone();
    let mut line = actor.api().await;
    let id = identifier(&register(&mut line, "watch", &["INVOKE"]).await);
    if case == "init" {
        let headers = [("Lambda-Extension-Identifier", id.as_str()), ("Lambda-Extension-Function-Error-Type", "Mine")];
        line.call("POST", "/2020-01-01/extension/init/error", &headers, b"{}").await;
        return std::future::pending().await;
    }
    if case == "crash" {
        control.write_all(b"exit watch 255\n").await.expect("a socket");
        return std::future::pending().await;
    }
    let mut runtime = actor.api().await;
    let runtime = async {
        let event = runtime.next().await;
        actor.process.say("runs");
        let _ = event;
        std::future::pending::<tradewind_sandbox::Exit>().await
    };
    let extension = async {
        event(&mut line, &id).await;
        control.write_all(b"exit watch 1\n").await.expect("a socket");
        std::future::pending::<()>().await;
    };
    tokio::select! {
        exit = runtime => exit,
        () = extension => code(0),
    }
}

#[tokio::test]
async fn an_extension_that_fails_is_the_invocations_error() {
    let cases = [
        ("init", "Extension.InitError", "exit code 0"),
        ("crash", "Extension.Crash", "exit status 255"),
        ("later", "Extension.Crash", "exit status 1"),
    ];
    for (name, kind, what) in cases {
        let stage = Stage::new(failing);
        stage.fakes.extensions.lock().push("watch".to_owned());
        let failed = stage.run(&Arc::new(function(name)), "id", "1").await;
        assert_eq!(failed.error, Some(FunctionError::Unhandled));
        let message = format!("RequestId: id Error: {what}");
        assert_eq!(failed.json(), json!({"errorType": kind, "errorMessage": message}));
        assert!(failed.tail.contains(&format!("{message}\n{kind}\nEND RequestId: id\n")), "{}", failed.tail);
        stage.fakes.process(0).ended().await;
        stage.stop().await;
    }
}

#[tokio::test]
async fn registrations_are_checked() {
    let stage = Stage::new(|actor| async move {
        let mut line = actor.api().await;
        let mut seen = Vec::new();
        let mut note = |answer: Answer| seen.push(json!([answer.status, answer.json()["errorType"]]));
        note(line.call("POST", REGISTER, &[], b"{}").await);
        note(register(&mut line, "inner", &["SHUTDOWN"]).await);
        note(register(&mut line, "inner", &["WEATHER"]).await);
        note(line.call("POST", REGISTER, &[("Lambda-Extension-Name", "inner")], b"{").await);
        let good = register(&mut line, "inner", &["INVOKE"]).await;
        let id = identifier(&good);
        note(good);
        note(register(&mut line, "inner", &["INVOKE"]).await);
        note(line.call("GET", NEXT, &[], b"").await);
        note(line.call("GET", NEXT, &[("Lambda-Extension-Identifier", "x")], b"").await);
        let unknown = "5f0bd2a5-3b5c-4a4e-8b5a-000000000009";
        note(line.call("GET", NEXT, &[("Lambda-Extension-Identifier", unknown)], b"").await);
        let mut other = actor.api().await;
        let inner = tokio::spawn(async move {
            loop {
                event(&mut other, &id).await;
            }
        });
        let event = line.next().await;
        note(register(&mut line, "too late", &["INVOKE"]).await);
        line.respond(&event.id(), json!(seen).to_string().as_bytes()).await;
        let _ = inner.await;
        std::future::pending().await
    });
    let seen = stage.run(&Arc::new(function("f")), "id", "1").await.json();
    assert_eq!(
        seen,
        json!([
            [403, "Extension.InvalidExtensionName"],
            [400, "Extension.InvalidEventType"],
            [400, "Extension.InvalidEventType"],
            [400, "InvalidRequestFormat"],
            [200, null],
            [403, "Extension.AlreadyRegistered"],
            [403, "Extension.MissingExtensionIdentifier"],
            [403, "Extension.InvalidExtensionIdentifier"],
            [403, "Extension.UnknownExtensionIdentifier"],
            [403, "Extension.RegistrationClosed"],
        ])
    );
    stage.stop().await;
}
