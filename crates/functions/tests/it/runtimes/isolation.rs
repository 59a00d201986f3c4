//! Which isolation a function gets, and that it is refused when it can't have it.

use tradewind_functions::{Executor, InvokeError, Runtime};
use tradewind_sandbox::{Choice, Level};

use super::house::{Plans, REQUEST};
use super::{House, Lambda};
use crate::stage::invocation;

fn python() -> String {
    let version = std::process::Command::new("python3")
        .args(["-c", "import sys; print('python3.%d' % sys.version_info[1])"])
        .output()
        .expect("python3 is needed by this test");
    String::from_utf8(version.stdout).unwrap().trim().to_owned()
}

fn at(level: Level) -> Plans {
    Plans { choice: Choice::Exactly(level), ..Plans::default() }
}

const APP: &str = "import os, tempfile\n\ndef handler(event, context):\n    with tempfile.NamedTemporaryFile(delete=False) as file:\n        \
                   file.write(b'x')\n    return [event, file.name, os.environ['LAMBDA_TASK_ROOT'], __file__]\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn functions_run_at_every_level_there_is() {
    for level in [Level::Process, Level::Confined, Level::Sandbox] {
        let house = House::build(at(level)).await;
        if house.level().is_none() {
            eprintln!("the level {level} is not to be had here: {}", house.pool.facts()["reasons"]);
            let lambda = Lambda::new(&python(), "app.handler", &[("app.py", APP)]);
            let refused = house.pool.invoke(lambda.function(), invocation(REQUEST, "1")).await;
            assert!(matches!(refused, Err(InvokeError::Isolation(_))), "{refused:?}");
            assert!(matches!(house.pool.check(Runtime::ProvidedAl2), Err(InvokeError::Isolation(_))));
            house.close().await;
            continue;
        }
        let python = Lambda::new(&python(), "app.handler", &[("app.py", APP)]).layer(&[("python/x.py", "")]);
        for _ in 0..2 {
            let done = house.invoke(&python, "1").await;
            assert_eq!(done.error, None, "{level}: {done:?}");
            assert_eq!(done.report.level, Some(level));
        }
        let node = Lambda::new(
            &super::node::runtime(),
            "app.handler",
            &[("app.js", "exports.handler = async (event) => [event, require('x')];")],
        );
        let node = node.layer(&[("nodejs/node_modules/x.js", "module.exports = 'x';")]);
        assert_eq!(house.invoke(&node, "1").await.text(), r#"[1,"x"]"#, "{level}");
        house.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_may_demand_more_than_the_server() {
    let house = House::build(at(Level::Process)).await;
    let lambda = Lambda::new(&python(), "app.handler", &[("app.py", APP)])
        .with(|function| function.min_level = Some(Level::Sandbox));
    let refused = house.pool.invoke(lambda.function(), invocation(REQUEST, "1")).await;
    let Err(InvokeError::Isolation(text)) = refused else { panic!("{refused:?}") };
    let expected = "The function greeter demands the isolation level sandbox or a stronger one; in force is process.";
    assert!(text.starts_with(expected), "{text}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_launcher_that_died_is_replaced_and_what_it_had_ready_is_forgotten() {
    let house = House::open().await;
    if house.level() != Some(Level::Sandbox) {
        return super::skipped("what the isolation level `sandbox` needs");
    }
    let lambda = Lambda::new(&python(), "app.handler", &[("app.py", APP)]);
    house.invoke(&lambda, "0").await;
    house.until_ready("zygotes").await;
    house.kill_launcher();
    // The instance that waited dies with it.
    while house.pool.facts()["instances"]["memory_mb"] != 0 {
        tokio::task::yield_now().await;
    }
    // The first one finds that the zygote is gone, the second one has another one made, the third one is forked from it.
    let forked = house.pool.facts()["starts"]["forked"].as_u64().unwrap();
    for (event, more) in [("1", 0), ("2", 0), ("3", 1)] {
        let done = house.invoke(&lambda.clone().env("EVENT", event), event).await;
        assert_eq!((done.error, done.report.cold), (None, true), "{done:?}");
        assert_eq!(house.pool.facts()["starts"]["forked"], forked + more);
        if event == "2" {
            house.until_ready("zygotes").await;
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_instances_start_at_the_same_time_and_nothing_is_left() {
    let house = House::open().await;
    let code = "import time\ndef handler(event, context):\n    time.sleep(0.2)\n    return event\n";
    let lambda = Lambda::new(&python(), "app.handler", &[("app.py", code)]);
    let events: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    let all = futures::future::join_all(events.iter().map(|event| house.invoke(&lambda, event))).await;
    for (event, done) in events.iter().zip(&all) {
        assert_eq!(done.text(), event);
    }
    house.close().await;
}
