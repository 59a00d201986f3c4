//! SnapStart: a function that is initialised once and forked.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_functions::{Executor, Function, InitKind};
use tradewind_sandbox::Level;

use super::house::REQUEST;
use super::{House, Lambda, python::runtime, skipped};

const APP: &str = r#"import json, os, sys, time, urllib.request, uuid
from snapshot_restore_py import register_after_restore, register_before_snapshot

print("x" * 100000)
print("loaded by", os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"])
unique = str(uuid.uuid4())
done = []
register_before_snapshot(lambda: done.append("before"))
register_after_restore(lambda: done.append("after"))
count = 0


def handler(event, context):
    global count
    count += 1
    print("handled")
    time.sleep(event.get("sleep", 0))
    # Forks share this folder, and nothing else does: all of them have to be there at the same time.
    open("/tmp/%d" % os.getpid(), "w").close()
    while len(os.listdir("/tmp")) < event.get("together", 0):
        pass
    return {
        "unique": unique, "done": done, "count": count, "process": os.getpid(),
        "keys": sorted(name for name in os.environ if name.startswith("AWS_") and "KEY" in name or "SESSION" in name),
        "stream": os.environ["AWS_LAMBDA_LOG_STREAM_NAME"], "same": context.log_stream_name == os.environ["AWS_LAMBDA_LOG_STREAM_NAME"],
    }


def credentials(event, context):
    ask = urllib.request.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    try:
        urllib.request.urlopen(ask)
    except urllib.error.HTTPError as refused:
        assert refused.code == 403
    ask.add_header("Authorization", os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"])
    return json.load(urllib.request.urlopen(ask))["AccessKeyId"]


def leave(event, context):
    sys.exit(3)


def large(event, context):
    return "x" * 7000000 if event == "large" else unique


if os.environ["_HANDLER"] == "app.threads":
    import threading
    threading.Thread(target=lambda: time.sleep(1000), daemon=True).start()

if os.environ["_HANDLER"] == "app.before":
    register_before_snapshot(lambda: 1 / 0)

if os.environ["_HANDLER"] == "app.after":
    register_after_restore(lambda: 1 / 0)

threads = before = after = handler
"#;

fn app(handler: &str) -> Lambda {
    Lambda::new(&runtime(), handler, &[("app.py", APP), ("broken.py", "def f(:\n")]).with(|function| {
        function.init = InitKind::SnapStart;
        function.version = "1".to_owned();
    })
}

/// A house in which there can be templates; none where the isolation for it is missing.
async fn open() -> Option<House> {
    let house = House::open().await;
    if house.level() == Some(Level::Sandbox) {
        return Some(house);
    }
    skipped("what the isolation level `sandbox` needs");
    None
}

async fn prepare(house: &House, lambda: &Lambda) -> Arc<Function> {
    let function = lambda.function();
    house.pool.prepare(function.clone()).await.unwrap();
    function
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_are_forked_from_one_initialisation() {
    let Some(house) = open().await else { return };
    let lambda = app("app.handler");
    prepare(&house, &lambda).await;
    let together = r#"{"together": 3}"#;
    let all = futures::future::join_all([together; 3].map(|event| house.invoke(&lambda, event))).await;
    let answers: Vec<Value> = all
        .iter()
        .map(|done| {
            assert_eq!(done.error, None, "{done:?}");
            done.json()
        })
        .collect();
    for answer in &answers {
        // One initialisation, and three instances that know nothing of each other.
        assert_eq!(answer["unique"], answers[0]["unique"]);
        assert_eq!((&answer["done"], &answer["count"]), (&json!(["before", "after"]), &json!(1)));
        assert_eq!((&answer["keys"], &answer["same"]), (&json!([]), &json!(true)));
    }
    let different = |name: &str| {
        let mut values: Vec<String> = answers.iter().map(|answer| answer[name].to_string()).collect();
        values.sort();
        values.dedup();
        values.len()
    };
    assert_eq!((different("process"), different("stream")), (3, 3));

    // Once more in one of them.
    let again = house.invoke(&lambda, "{}").await.json();
    assert_eq!((&again["count"], &again["done"]), (&json!(2), &json!(["before", "after"])));
    let starts = house.pool.facts()["starts"].clone();
    assert_eq!((&starts["spawned"], &starts["forked"]), (&json!(0), &json!(0)), "{starts}");
    assert!(starts["restored"].as_u64().unwrap() >= 3, "{starts}");

    let sink = house.sink.clone();
    house.close().await;
    let lines = sink.lines();
    let with = |begin: &str| lines.iter().filter(|line| line.starts_with(begin)).count();
    assert_eq!(with("loaded by snap-start"), 1, "{lines:#?}");
    assert_eq!(with("handled"), 4);
    assert_eq!(with("RESTORE_START"), 3);
    assert_eq!(with("RESTORE_REPORT Restore Duration: "), 3);
    assert!(lines.iter().any(|line| line.len() == 100_000), "what was written while initialising is missing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fork_has_credentials_of_its_own() {
    let Some(house) = open().await else { return };
    let lambda = app("app.credentials");
    prepare(&house, &lambda).await;
    let first = house.invoke(&lambda, "{}").await;
    assert!(first.text().starts_with("\"ASIA"), "{first:?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_before_the_snapshot_fails_the_preparation() {
    let Some(house) = open().await else { return };
    let cases = [
        ("broken.handler", "Runtime.UserCodeSyntaxError", "Syntax error in module 'broken': "),
        ("app.missing", "Runtime.HandlerNotFound", "Handler 'missing' missing on module 'app'"),
        ("app.before", "ZeroDivisionError", "division by zero"),
    ];
    for (handler, kind, message) in cases {
        let failed = house.pool.prepare(app(handler).function()).await.unwrap_err();
        let error: Value = serde_json::from_str(&failed).unwrap();
        assert_eq!(error["errorType"], kind, "{handler}");
        assert!(error["errorMessage"].as_str().unwrap().starts_with(message), "{error}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_after_the_restore_fails_the_invocation() {
    let Some(house) = open().await else { return };
    let lambda = app("app.after");
    prepare(&house, &lambda).await;
    let failed = house.invoke(&lambda, "{}").await;
    assert_eq!(failed.json()["errorMessage"], "division by zero", "{failed:?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fork_that_ends_or_hangs_is_one_fork() {
    let Some(house) = open().await else { return };
    let leave = app("app.leave");
    prepare(&house, &leave).await;
    for _ in 0..2 {
        let message = format!("RequestId: {REQUEST} Error: Runtime exited with error: exit status 3");
        let expected = json!({"errorType": "Runtime.ExitError", "errorMessage": message});
        assert_eq!(house.invoke(&leave, "{}").await.json(), expected);
    }
    let hang = app("app.handler").with(|function| function.timeout = Duration::from_secs(2));
    prepare(&house, &hang).await;
    let (hung, fine) = tokio::join!(house.invoke(&hang, r#"{"sleep": 1000}"#), house.invoke(&hang, "{}"));
    assert_eq!(hung.json()["errorType"], "Sandbox.Timedout");
    assert_eq!(fine.json()["count"], 1, "{fine:?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_was_lost_is_made_anew() {
    let Some(house) = open().await else { return };
    let lambda = app("app.large");
    prepare(&house, &lambda).await;
    let unique = house.invoke(&lambda, "1").await.json();
    let large = house.invoke(&lambda, "\"large\"").await;
    assert_eq!(large.json()["errorType"], "Function.ResponseSizeTooLarge");
    assert_eq!(house.invoke(&lambda, "1").await.json(), unique);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_with_threads_is_not_forked_and_the_log_says_so() {
    let Some(house) = open().await else { return };
    let lambda = app("app.threads");
    prepare(&house, &lambda).await;
    let slow = r#"{"sleep": 1}"#;
    let (one, other) = tokio::join!(house.invoke(&lambda, slow), house.invoke(&lambda, slow));
    let (one, other) = (one.json(), other.json());
    assert_eq!((&one["done"], &other["done"]), (&json!(["before", "after"]), &json!(["before", "after"])));
    // One instance may have answered both, but no two have the same initialisation.
    assert!(one["unique"] != other["unique"] || one["count"] != other["count"], "{one} {other}");
    let (sink, starts) = (house.sink.clone(), house.pool.facts()["starts"].clone());
    house.close().await;
    let lines = sink.lines();
    let with = |begin: &str| lines.iter().filter(|line| line.starts_with(begin)).count() as u64;
    let warning = "WARNING: the function has 2 threads after its initialisation, so no instances can be forked from it";
    assert!(with(warning) > 1, "{lines:#?}");
    // A start may still have been under way when all was over.
    assert!(with(warning) <= with("loaded by") && Some(with("loaded by")) <= starts["restored"].as_u64(), "{starts}");
}
