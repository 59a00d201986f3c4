//! Instances that are there before they are needed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use tradewind_functions::{Executor, InitKind, Warm};

use crate::stage::{Actor, Stage, code, done, function};

async fn until(mut is: impl FnMut() -> bool) {
    while !is() {
        tokio::task::yield_now().await;
    }
}

/// Answers with how it was started, when the gate opens.
async fn kind(actor: Actor) -> tradewind_sandbox::Exit {
    let kind = format!("{:?}", actor.order.function.init);
    let mut api = actor.api().await;
    loop {
        let event = api.next().await;
        if event.body == "die" {
            return code(1);
        }
        if event.body == "wait" {
            actor.process.say("waits");
            actor.gate().await;
        }
        api.respond(&event.id(), kind.as_bytes()).await;
    }
}

fn warm(wanted: u32, ready: u32) -> Warm {
    Warm { wanted, ready, failure: None }
}

#[tokio::test]
async fn provisioned_instances_are_there_and_are_replaced() {
    let stage = Stage::new(kind);
    let f = Arc::new(function("f"));
    assert_eq!(stage.pool.warm(&f.key), Warm::default());
    stage.pool.keep_warm(f.clone(), 2);
    until(|| stage.pool.warm(&f.key) == warm(2, 2)).await;
    assert_eq!(stage.fakes.started(), 2);
    let first = stage.run(&f, "a", "1").await;
    assert_eq!(first.text(), "Provisioned");
    assert!(!first.report.cold && first.report.init.is_none());
    // No idle end, however long.
    stage.advance(Duration::from_secs(3_600)).await;
    assert_eq!(stage.pool.warm(&f.key), warm(2, 2));
    stage.run(&f, "b", "die").await;
    until(|| stage.fakes.started() == 3 && stage.pool.warm(&f.key) == warm(2, 2)).await;
    stage.pool.keep_warm(f.clone(), 1);
    until(|| stage.fakes.running() == 1).await;
    assert_eq!(stage.pool.warm(&f.key), warm(1, 1));
    stage.pool.keep_warm(f.clone(), 0);
    until(|| stage.fakes.running() == 0).await;
    assert_eq!(stage.fakes.started(), 3);
    stage.stop().await;
}

#[tokio::test]
async fn what_spills_over_is_started_on_demand() {
    let stage = Stage::new(kind);
    let f = Arc::new(function("f"));
    stage.pool.keep_warm(f.clone(), 1);
    until(|| stage.pool.warm(&f.key) == warm(1, 1)).await;
    let busy = stage.invoke(&f, "a", "wait");
    assert_eq!(stage.fakes.heard().await, "waits");
    let spilled = stage.run(&f, "b", "1").await;
    assert_eq!(spilled.text(), "OnDemand");
    assert!(spilled.report.cold);
    stage.fakes.gate.notify_one();
    assert_eq!(done(busy.await.expect("joins")).text(), "Provisioned");
    // With both free, the provisioned one comes first.
    assert_eq!(stage.run(&f, "c", "1").await.text(), "Provisioned");
    stage.stop().await;
}

#[tokio::test]
async fn provisioned_ones_are_recycled_before_their_credentials_expire() {
    let stage = Stage::new(kind);
    *stage.world.lifetime.lock() = Duration::from_secs(200);
    let f = Arc::new(function("f"));
    stage.pool.keep_warm(f.clone(), 1);
    until(|| stage.pool.warm(&f.key) == warm(1, 1)).await;
    stage.advance(Duration::from_secs(137)).await;
    stage.fakes.process(0).ended().await;
    until(|| stage.fakes.started() == 2 && stage.pool.warm(&f.key) == warm(1, 1)).await;
    stage.stop().await;
}

#[tokio::test]
async fn a_provisioned_init_that_fails_is_told_and_tried_again_after_a_pause() {
    let stage = Stage::new(|actor| async move {
        if actor.number < 2 {
            return code(5);
        }
        kind(actor).await
    });
    let f = Arc::new(function("f"));
    stage.pool.keep_warm(f.clone(), 1);
    until(|| stage.pool.warm(&f.key).failure.is_some()).await;
    let failure: serde_json::Value =
        serde_json::from_str(&stage.pool.warm(&f.key).failure.expect("why")).expect("JSON");
    assert_eq!(failure["errorType"], "Runtime.ExitError");
    assert_eq!(stage.fakes.started(), 1);
    // One second, then two.
    until(|| stage.fakes.running() == 0).await;
    stage.advance(Duration::from_secs(1)).await;
    until(|| stage.fakes.started() == 2 && stage.fakes.running() == 0).await;
    until(|| stage.pool.facts()["instances"]["starting"] == 0).await;
    stage.advance(Duration::from_millis(1_999)).await;
    assert_eq!(stage.fakes.started(), 2);
    stage.advance(Duration::from_millis(1)).await;
    until(|| stage.pool.warm(&f.key) == warm(1, 1)).await;
    stage.stop().await;
}

#[tokio::test]
async fn retiring_ends_what_is_kept() {
    let stage = Stage::new(kind);
    let f = Arc::new(function("f"));
    stage.pool.keep_warm(f.clone(), 2);
    until(|| stage.pool.warm(&f.key) == warm(2, 2)).await;
    stage.pool.retire(&f.key);
    until(|| stage.fakes.running() == 0).await;
    assert_eq!(stage.pool.warm(&f.key), Warm::default());
    assert_eq!(stage.fakes.started(), 2);
    stage.stop().await;
}

/// Initialises, waits to be restored, runs its hook, answers with its number.
async fn snapshot(actor: Actor) -> tradewind_sandbox::Exit {
    let mut api = actor.api().await;
    let restored = api.call("GET", "/2018-06-01/runtime/restore/next", &[], b"").await;
    if restored.status != 200 {
        return code(9);
    }
    actor.print("restored\n");
    loop {
        let event = api.next().await;
        api.respond(&event.id(), actor.number.to_string().as_bytes()).await;
    }
}

#[tokio::test]
async fn a_prepared_function_is_restored_before_its_first_invocation() {
    let stage = Stage::new(snapshot);
    let mut f = function("f");
    f.init = InitKind::SnapStart;
    let f = Arc::new(f);
    stage.pool.prepare(f.clone()).await.expect("initialises");
    assert_eq!(stage.fakes.started(), 1);
    let first = stage.run(&f, "a", "1").await;
    assert_eq!(first.text(), "0");
    assert!(first.report.init.is_none());
    let lines = stage.sink.lines();
    let at = lines.iter().position(|line| line.starts_with("RESTORE_START Runtime Version: ")).expect("a restore");
    assert_eq!(lines[at + 1], "restored");
    assert!(lines[at + 2].starts_with("RESTORE_REPORT Restore Duration: 0.00 ms"), "{}", lines[at + 2]);
    assert_eq!(lines[at + 3], "START RequestId: a Version: $LATEST");
    // Another one takes its place, and the restored one is used as long as it is free.
    until(|| stage.pool.warm(&f.key) == warm(1, 1)).await;
    assert_eq!(stage.fakes.started(), 2);
    assert_eq!(stage.run(&f, "b", "1").await.text(), "0");
    assert!(!stage.fakes.orders.lock()[0].function.environment.0.contains_key("AWS_ACCESS_KEY_ID"));
    stage.stop().await;
}

#[tokio::test]
async fn what_can_not_be_prepared_says_why_and_is_not_tried_again() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        api.init_error("Runtime.BeforeSnapshotError", br#"{"errorMessage":"no","errorType":"E"}"#).await;
        code(1)
    });
    let mut f = function("f");
    f.init = InitKind::SnapStart;
    let why = stage.pool.prepare(Arc::new(f)).await.expect_err("fails");
    assert_eq!(why, r#"{"errorMessage":"no","errorType":"E"}"#);
    stage.advance(Duration::from_secs(3_600)).await;
    assert_eq!(stage.fakes.started(), 1);
    stage.stop().await;
}

#[tokio::test]
async fn a_hook_that_fails_after_the_restore_is_the_invocations_error() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        api.call("GET", "/2018-06-01/runtime/restore/next", &[], b"").await;
        let error = br#"{"errorMessage":"hook","errorType":"E"}"#;
        let headers = [("Lambda-Runtime-Function-Error-Type", "Runtime.AfterRestoreError")];
        api.call("POST", "/2018-06-01/runtime/restore/error", &headers, error).await;
        code(1)
    });
    let mut f = function("f");
    f.init = InitKind::SnapStart;
    let f = Arc::new(f);
    stage.pool.prepare(f.clone()).await.expect("initialises");
    let failed = stage.run(&f, "a", "1").await;
    assert_eq!(failed.json(), json!({"errorMessage": "hook", "errorType": "E"}));
    assert!(stage.fakes.process(0).freezes.load(Ordering::SeqCst) == 0);
    stage.stop().await;
}
