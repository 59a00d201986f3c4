//! Which isolation a function gets, and that it is refused when it can't have it.

use tradewind_functions::{Executor, InvokeError, Runtime, StartMode};
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
    Plans { choice: Choice::Exactly(level), start: StartMode::Auto, workers: 1 }
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
