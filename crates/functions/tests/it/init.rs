//! Inits that fail.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tradewind_functions::FunctionError;

use crate::stage::{Stage, code, done, echo, function};

const NO_MODULE: &[u8] = br#"{"errorMessage":"Unable to import module 'a'","errorType":"Runtime.ImportModuleError"}"#;

#[tokio::test]
async fn an_init_error_is_what_the_invocation_gets_after_a_second_attempt() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        actor.print("trying\n");
        assert_eq!(api.init_error("Runtime.ImportModuleError", NO_MODULE).await.status, 202);
        code(1)
    });
    let failed = stage.run(&Arc::new(function("f")), "id", "{}").await;
    assert_eq!(failed.error, Some(FunctionError::Unhandled));
    assert_eq!(failed.payload, NO_MODULE);
    assert_eq!(stage.fakes.started(), 2);
    let report = |phase| {
        format!(
            "INIT_REPORT Init Duration: 0.00 ms\tPhase: {phase}\tStatus: error\tError Type: Runtime.ImportModuleError"
        )
    };
    let version =
        "INIT_START Runtime Version: provided:al2023.v1\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:1";
    let lines = stage.sink.lines();
    let expected = [
        version,
        "trying",
        &report("init"),
        version,
        "trying",
        &report("invoke"),
        "START RequestId: id Version: $LATEST",
        "END RequestId: id",
    ];
    assert_eq!(lines[..8], expected);
    assert!(lines[8].ends_with("\tStatus: error\tError Type: Runtime.ImportModuleError\tIsolation: process\t"));
    assert_eq!(stage.sink.streams().len(), 1, "both attempts write to one stream");
    assert_eq!(failed.tail, lines.join("\n") + "\n");
    stage.stop().await;
}

#[tokio::test]
async fn an_exit_before_the_first_event_names_the_status() {
    let stage = Stage::new(|_| async { code(7) });
    let failed = stage.run(&Arc::new(function("f")), "id", "{}").await;
    let message = "RequestId: id Error: Runtime exited with error: exit status 7";
    assert_eq!(failed.json(), json!({"errorType": "Runtime.ExitError", "errorMessage": message}));
    assert!(failed.tail.contains("Phase: init\tStatus: error\tError Type: Runtime.ExitError\n"), "{}", failed.tail);
    assert!(failed.tail.contains("Phase: invoke\tStatus: error\tError Type: Runtime.ExitError\n"), "{}", failed.tail);
    assert!(failed.tail.contains(&format!("{message}\nRuntime.ExitError\nEND")), "{}", failed.tail);
    stage.stop().await;
}

#[tokio::test]
async fn an_init_of_more_than_ten_seconds_is_repeated_within_the_invocations_time() {
    let stage = Stage::new(|actor| async move {
        actor.up().await;
        if actor.number == 0 {
            std::future::pending::<()>().await;
        }
        actor.gate().await;
        echo(actor).await
    });
    let call = stage.invoke(&Arc::new(function("f")), "id", "\"hello\"");
    assert_eq!(stage.fakes.heard().await, 0);
    stage.advance(Duration::from_secs(10)).await;
    assert_eq!(stage.fakes.heard().await, 1);
    assert_eq!(stage.fakes.process(0).ended().await.signal, Some(9));
    stage.advance(Duration::from_secs(2)).await;
    stage.fakes.gate.notify_one();
    let done = done(call.await.expect("joins"));
    assert_eq!(done.text(), "\"hello\"");
    assert!(
        done.tail.contains("INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout\n"),
        "{}",
        done.tail
    );
    // The second init is part of the invocation's time, and no init duration of its own.
    assert!(done.tail.contains("\tDuration: 2000.00 ms\tBilled Duration: 2000 ms\t"), "{}", done.tail);
    assert_eq!(done.report.init, None);
    stage.stop().await;
}

#[tokio::test]
async fn an_init_that_never_ends_times_the_invocation_out() {
    let stage = Stage::new(|actor| async move {
        actor.up().await;
        std::future::pending().await
    });
    let call = stage.invoke(&Arc::new(function("f")), "id", "{}");
    assert_eq!(stage.fakes.heard().await, 0);
    stage.advance(Duration::from_secs(10)).await;
    assert_eq!(stage.fakes.heard().await, 1);
    stage.advance(Duration::from_secs(3)).await;
    let late = done(call.await.expect("joins"));
    let message = "RequestId: id Error: Task timed out after 3.00 seconds";
    assert_eq!(late.json(), json!({"errorType": "Sandbox.Timedout", "errorMessage": message}));
    assert!(
        late.tail.contains("INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout\n"),
        "{}",
        late.tail
    );
    stage.stop().await;
}

#[tokio::test]
async fn a_host_that_starts_nothing_says_why() {
    let stage = Stage::new(echo);
    let refusal = tradewind_functions::InvokeError::BadPackage("not a zip".to_owned());
    stage.fakes.refusals.lock().push_back(refusal);
    let f = Arc::new(function("f"));
    let error = stage.invoke(&f, "id", "{}").await.expect("joins").expect_err("refused");
    assert_eq!(error.to_string(), "not a zip");
    assert_eq!(stage.run(&f, "id", "1").await.text(), "1");
    stage.stop().await;
}
