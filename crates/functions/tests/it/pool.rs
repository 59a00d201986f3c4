//! Who runs where: reuse, queues, limits, ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tradewind_functions::{Executor, Invocation, InvokeError, PoolOptions};

use crate::stage::{Actor, Stage, done, echo, function, invocation};

/// Answers with its number when the gate opens.
async fn gated(actor: Actor) -> tradewind_sandbox::Exit {
    let mut api = actor.api().await;
    loop {
        let event = api.next().await;
        actor.process.say(json!({"runs": actor.number}));
        actor.gate().await;
        api.respond(&event.id(), actor.number.to_string().as_bytes()).await;
    }
}

/// Answers with its number.
async fn numbered(actor: Actor) -> tradewind_sandbox::Exit {
    let mut api = actor.api().await;
    loop {
        let event = api.next().await;
        assert!(!actor.process.is_frozen(), "an event for one that is stopped");
        api.respond(&event.id(), actor.number.to_string().as_bytes()).await;
    }
}

fn count(stage: &Stage, what: &str) -> u64 {
    stage.pool.facts()["instances"][what].as_u64().expect("a number")
}

async fn until(mut is: impl FnMut() -> bool) {
    while !is() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_most_recently_used_instance_is_used_first() {
    let stage = Stage::new(gated);
    let f = Arc::new(function("f"));
    let (one, two) = (stage.invoke(&f, "a", "1"), stage.invoke(&f, "b", "2"));
    stage.fakes.heard().await;
    stage.fakes.heard().await;
    stage.fakes.gate.notify_waiters();
    let first: Vec<String> =
        vec![done(one.await.expect("joins")).text().to_owned(), done(two.await.expect("joins")).text().to_owned()];
    assert_eq!(first.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>().len(), 2);
    // Whoever was used last is used again and again; the other one rests.
    let mut used = Vec::new();
    for id in ["c", "d", "e"] {
        let call = stage.invoke(&f, id, "3");
        stage.fakes.heard().await;
        stage.fakes.gate.notify_one();
        used.push(done(call.await.expect("joins")).text().to_owned());
    }
    assert!(used.iter().all(|number| *number == used[0]), "{used:?}");
    assert_eq!(stage.fakes.started(), 2);
    stage.stop().await;
}

#[tokio::test]
async fn a_hundred_at_once_all_run_and_few_start_at_a_time() {
    static STARTING: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let options = PoolOptions { starts: 2, memory_mb: 100 * 128, ..PoolOptions::default() };
    let stage = Stage::with(options, |actor| async move {
        MOST.fetch_max(STARTING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        let mut api = actor.api().await;
        STARTING.fetch_sub(1, Ordering::SeqCst);
        loop {
            let event = api.next().await;
            api.respond(&event.id(), &event.body.clone()).await;
        }
    });
    let f = Arc::new(function("f"));
    let calls: Vec<_> = (0..100).map(|n| stage.invoke(&f, &format!("id-{n}"), &n.to_string())).collect();
    for (n, call) in calls.into_iter().enumerate() {
        assert_eq!(done(call.await.expect("joins")).text(), n.to_string());
    }
    assert!(MOST.load(Ordering::SeqCst) <= 2, "{MOST:?}");
    // Those that became free served others, whose starts were not needed any more.
    assert!(stage.fakes.started() < 100, "{}", stage.fakes.started());
    stage.stop().await;
}

#[tokio::test]
async fn who_waits_takes_a_freed_instance_before_a_slow_start() {
    let stage = Stage::new(|actor| async move {
        if actor.number == 1 {
            actor.process.say("slow");
            std::future::pending::<()>().await;
        }
        gated(actor).await
    });
    let f = Arc::new(function("f"));
    let first = stage.invoke(&f, "a", "1");
    assert_eq!(stage.fakes.heard().await, json!({"runs": 0}));
    let second = stage.invoke(&f, "b", "2");
    assert_eq!(stage.fakes.heard().await, "slow");
    stage.fakes.gate.notify_one();
    assert_eq!(done(first.await.expect("joins")).text(), "0");
    assert_eq!(stage.fakes.heard().await, json!({"runs": 0}));
    stage.fakes.gate.notify_one();
    let second = done(second.await.expect("joins"));
    assert_eq!(second.text(), "0");
    assert!(!second.report.cold);
    stage.stop().await;
}

#[tokio::test]
async fn a_start_that_nobody_waits_for_any_more_serves_the_next() {
    let stage = Stage::new(|actor| async move {
        if actor.number == 1 {
            actor.process.say("slow");
            actor.process.relent.notified().await;
        }
        gated(actor).await
    });
    let f = Arc::new(function("f"));
    let first = stage.invoke(&f, "a", "1");
    stage.fakes.heard().await;
    let second = stage.invoke(&f, "b", "2");
    assert_eq!(stage.fakes.heard().await, "slow");
    stage.fakes.gate.notify_one();
    first.await.expect("joins").expect("an execution");
    // The second one runs where the first one ran.
    assert_eq!(stage.fakes.heard().await, json!({"runs": 0}));
    stage.fakes.process(1).relent.notify_one();
    until(|| count(&stage, "idle") == 1).await;
    let third = stage.invoke(&f, "c", "3");
    assert_eq!(stage.fakes.heard().await, json!({"runs": 1}));
    stage.fakes.gate.notify_one();
    stage.fakes.gate.notify_one();
    stage.fakes.gate.notify_waiters();
    for call in [second, third] {
        let call = tokio::spawn(call);
        until(|| {
            stage.fakes.gate.notify_waiters();
            call.is_finished()
        })
        .await;
    }
    assert_eq!(stage.fakes.started(), 2);
    stage.stop().await;
}

#[tokio::test]
async fn a_start_that_has_not_begun_is_given_up_when_nobody_needs_it() {
    let stage = Stage::with(PoolOptions { starts: 1, ..PoolOptions::default() }, |actor| async move {
        if actor.number == 1 {
            actor.process.say("slow");
            actor.process.relent.notified().await;
        }
        gated(actor).await
    });
    let f = Arc::new(function("f"));
    let mut calls = vec![stage.invoke(&f, "a", "1")];
    assert_eq!(stage.fakes.heard().await, json!({"runs": 0}));
    calls.push(stage.invoke(&f, "b", "2"));
    assert_eq!(stage.fakes.heard().await, "slow");
    calls.push(stage.invoke(&f, "c", "3"));
    until(|| count(&stage, "starting") == 2).await;
    // The first instance serves all three, one after the other.
    for call in calls {
        stage.fakes.gate.notify_one();
        assert_eq!(done(call.await.expect("joins")).text(), "0");
    }
    stage.fakes.process(1).relent.notify_one();
    until(|| count(&stage, "starting") == 0).await;
    assert_eq!(stage.fakes.started(), 2);
    stage.stop().await;
}

#[tokio::test]
async fn functions_and_tenants_share_no_instance() {
    let stage = Stage::new(numbered);
    let (f, g) = (Arc::new(function("f")), Arc::new(function("g")));
    let tenant = |name: &str| Invocation { tenant: Some(name.to_owned()), ..invocation("id", "{}") };
    let mut numbers = Vec::new();
    for (function, invocation) in [
        (&f, invocation("id", "{}")),
        (&g, invocation("id", "{}")),
        (&f, tenant("blue")),
        (&f, tenant("red")),
        (&f, tenant("blue")),
        (&f, invocation("id", "{}")),
    ] {
        let call = stage.pool.invoke(function.clone(), invocation).await;
        numbers.push(done(call).text().to_owned());
    }
    assert_eq!(numbers, ["0", "1", "2", "3", "2", "0"]);
    stage.stop().await;
}

#[tokio::test]
async fn one_without_work_is_stopped_goes_on_and_ends_in_the_end() {
    let stage = Stage::new(numbered);
    let f = Arc::new(function("f"));
    stage.run(&f, "a", "{}").await;
    // Its runtime must have asked for the next event before it may be stopped.
    until(|| count(&stage, "idle") == 1).await;
    stage.advance(Duration::from_secs(5)).await;
    assert_eq!(stage.fakes.heard().await, "frozen");
    assert_eq!(count(&stage, "frozen"), 1);
    assert_eq!(stage.run(&f, "b", "{}").await.text(), "0");
    assert!(!stage.fakes.process(0).is_frozen());
    stage.advance(Duration::from_secs(299)).await;
    assert!(!stage.fakes.process(0).has_ended());
    stage.advance(Duration::from_secs(1)).await;
    stage.fakes.process(0).ended().await;
    until(|| count(&stage, "memory_mb") == 0).await;
    assert_eq!(stage.run(&f, "c", "{}").await.text(), "1");
    stage.stop().await;
}

#[tokio::test]
async fn one_that_never_asks_again_is_not_stopped() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        api.respond(&event.id(), b"1").await;
        actor.process.say("busy with itself");
        std::future::pending().await
    });
    let f = Arc::new(function("f"));
    stage.run(&f, "a", "{}").await;
    stage.fakes.heard().await;
    stage.advance(Duration::from_secs(60)).await;
    assert_eq!(stage.fakes.process(0).freezes.load(Ordering::SeqCst), 0);
    stage.stop().await;
}

#[tokio::test]
async fn the_least_recently_used_makes_room() {
    let stage = Stage::with(PoolOptions { memory_mb: 256, ..PoolOptions::default() }, numbered);
    let functions: Vec<_> = ["f", "g", "h"].iter().map(|name| Arc::new(function(name))).collect();
    stage.run(&functions[0], "a", "{}").await;
    stage.advance(Duration::from_secs(1)).await;
    stage.run(&functions[1], "b", "{}").await;
    stage.advance(Duration::from_secs(1)).await;
    stage.run(&functions[0], "c", "{}").await;
    stage.advance(Duration::from_secs(1)).await;
    assert_eq!(stage.run(&functions[2], "d", "{}").await.text(), "2");
    assert!(stage.fakes.process(1).has_ended(), "g rested longest");
    assert!(!stage.fakes.process(0).has_ended());
    assert_eq!(count(&stage, "memory_mb"), 256);
    stage.stop().await;
}

#[tokio::test]
async fn where_everybody_works_there_is_no_room() {
    let stage = Stage::with(PoolOptions { memory_mb: 128, ..PoolOptions::default() }, gated);
    let (f, g) = (Arc::new(function("f")), Arc::new(function("g")));
    let busy = stage.invoke(&f, "a", "{}");
    stage.fakes.heard().await;
    let refused = stage.invoke(&g, "b", "{}").await.expect("joins").expect_err("no room");
    assert!(matches!(refused, InvokeError::NoRoom(_)), "{refused}");
    stage.fakes.gate.notify_one();
    busy.await.expect("joins").expect("an execution");
    // Now f's instance can go.
    let call = stage.invoke(&g, "c", "{}");
    assert_eq!(stage.fakes.heard().await, json!({"runs": 1}));
    stage.fakes.gate.notify_one();
    assert_eq!(done(call.await.expect("joins")).text(), "1");
    stage.stop().await;
}

#[tokio::test]
async fn a_function_larger_than_the_whole_budget_may_run_alone() {
    let stage = Stage::with(PoolOptions { memory_mb: 64, ..PoolOptions::default() }, numbered);
    assert_eq!(stage.run(&Arc::new(function("f")), "a", "{}").await.text(), "0");
    stage.stop().await;
}

#[tokio::test]
async fn retired_ones_end_idle_ones_now_and_busy_ones_when_they_are_done() {
    let stage = Stage::new(gated);
    let f = Arc::new(function("f"));
    let busy = stage.invoke(&f, "a", "{}");
    stage.fakes.heard().await;
    let other = stage.invoke(&f, "b", "{}");
    stage.fakes.heard().await;
    // The first to have asked for the gate goes through it: both play the same part.
    stage.fakes.gate.notify_one();
    until(|| busy.is_finished() || other.is_finished()).await;
    until(|| count(&stage, "idle") == 1).await;
    stage.pool.retire("123456789012/eu-west-1/f/");
    until(|| stage.fakes.running() == 1).await;
    assert_eq!(count(&stage, "busy"), 1);
    stage.fakes.gate.notify_one();
    busy.await.expect("joins").expect("an execution");
    other.await.expect("joins").expect("an execution");
    until(|| stage.fakes.running() == 0).await;
    let again = stage.invoke(&f, "c", "{}");
    assert_eq!(stage.fakes.heard().await, json!({"runs": 2}));
    stage.fakes.gate.notify_one();
    assert_eq!(done(again.await.expect("joins")).text(), "2");
    stage.stop().await;
}

#[tokio::test]
async fn a_name_that_begins_alike_is_not_retired() {
    let stage = Stage::new(numbered);
    let (f, ff) = (Arc::new(function("f")), Arc::new(function("ff")));
    stage.run(&f, "a", "{}").await;
    stage.run(&ff, "b", "{}").await;
    stage.pool.retire("123456789012/eu-west-1/f/");
    stage.fakes.process(0).ended().await;
    assert_eq!(stage.run(&ff, "c", "{}").await.text(), "1");
    stage.stop().await;
}

#[tokio::test]
async fn an_instance_ends_before_its_credentials_do() {
    let stage = Stage::new(numbered);
    *stage.world.lifetime.lock() = Duration::from_secs(200);
    let f = Arc::new(function("f"));
    stage.run(&f, "a", "{}").await;
    // 200 s less the timeout of 3 s and a margin of a minute.
    stage.advance(Duration::from_secs(136)).await;
    assert_eq!(stage.run(&f, "b", "{}").await.text(), "0");
    stage.advance(Duration::from_secs(1)).await;
    assert_eq!(stage.run(&f, "c", "{}").await.text(), "1");
    stage.fakes.process(0).ended().await;
    stage.stop().await;
}

#[tokio::test]
async fn an_instance_that_dies_at_rest_is_forgotten() {
    let stage = Stage::new(|actor| async move {
        let process = actor.process.clone();
        tokio::select! {
            exit = numbered(actor) => exit,
            () = process.relent.notified() => crate::stage::code(1),
        }
    });
    let f = Arc::new(function("f"));
    stage.run(&f, "a", "{}").await;
    stage.fakes.process(0).relent.notify_one();
    until(|| count(&stage, "memory_mb") == 0).await;
    assert_eq!(stage.run(&f, "b", "{}").await.text(), "1");
    stage.stop().await;
}

#[tokio::test]
async fn stop_ends_everything_wherever_it_is() {
    let stage = Stage::with(PoolOptions { starts: 1, ..PoolOptions::default() }, |actor| async move {
        if actor.order.function.name == "slow" {
            actor.process.say("slow");
            std::future::pending::<()>().await;
        }
        if actor.order.function.name == "idle" {
            return echo(actor).await;
        }
        gated(actor).await
    });
    let [idle, busy, slow, late] = ["idle", "busy", "slow", "late"].map(|name| Arc::new(function(name)));
    stage.run(&idle, "a", "1").await;
    let busy = stage.invoke(&busy, "b", "1");
    stage.fakes.heard().await;
    let slow = stage.invoke(&slow, "c", "1");
    assert_eq!(stage.fakes.heard().await, "slow");
    // It has not even begun to start: the slow one holds the only place.
    let waits = stage.invoke(&late, "d", "1");
    until(|| count(&stage, "starting") == 2).await;
    stage.pool.stop().await;
    for call in [busy, slow, waits] {
        let error = call.await.expect("joins").expect_err("stopped");
        assert!(matches!(error, InvokeError::Stopping), "{error}");
    }
    let error = stage.invoke(&late, "e", "1").await.expect("joins").expect_err("stopped");
    assert!(matches!(error, InvokeError::Stopping), "{error}");
    assert!(stage.fakes.stopped.load(Ordering::SeqCst), "the host is stopped too");
    assert_eq!(stage.fakes.started(), 3);
    stage.stop().await;
}
