//! `nodejs<major>.x`: executed anew, and made of a worker that waited.

use std::time::Duration;

use futures::StreamExt;
use serde_json::json;
use tradewind_functions::{Execution, Executor, FunctionError};

use super::house::{Plans, REQUEST};
use super::{House, Lambda};
use crate::stage::invocation;

const APP: &str = r#"'use strict';
let count = 0;
exports.echo = async (event, context) => {
  count += 1;
  console.log('hello');
  return { event, count, id: context.awsRequestId };
};
exports.fail = async () => { throw new RangeError('bad'); };
exports.leave = async () => { process.exit(3); };
exports.hang = () => new Promise(() => { setInterval(() => {}, 1000); });
exports.environment = async () => process.env;
exports.places = async () => [
  process.cwd(), __filename, require('./helper.js'), require('layered'), process.argv.slice(1), require('os').userInfo().uid,
];
exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType('text/plain');
  for (let i = 0; i < 3; i += 1) stream.write(`part ${i};`);
  stream.end();
});
exports.breaks = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('part');
  await new Promise((resolve) => stream.once('drain', resolve).write('x'.repeat(100000)));
  throw new Error('mid');
});
"#;

/// The runtime of the `node` that is first in the path.
pub(super) fn runtime() -> String {
    let version = std::process::Command::new("node")
        .args(["-p", "parseInt(process.versions.node)"])
        .output()
        .expect("node is needed by this test");
    format!("nodejs{}.x", String::from_utf8(version.stdout).unwrap().trim())
}

fn app(handler: &str) -> Lambda {
    let files = [
        ("app.js", APP),
        ("helper.js", "module.exports = 'helper';"),
        ("broken.js", "exports.handler = () => {"),
        ("module.mjs", "export const handler = async (event) => ({ esm: event });"),
    ];
    Lambda::new(&runtime(), handler, &files)
}

/// A house in which a worker waits.
async fn waiting() -> House {
    let house = House::open().await;
    house.invoke(&app("app.echo"), "0").await;
    house.until_ready("workers").await;
    house
}

async fn story(house: House, pooled: bool) {
    let echo = app("app.echo").env("OTHER", "1");
    for count in 1..=2 {
        if pooled && count == 1 {
            house.until_ready("workers").await;
        }
        let done = house.invoke(&echo, r#"{"a": 1}"#).await;
        assert_eq!(done.error, None, "{done:?}");
        assert_eq!(done.json(), json!({"event": {"a": 1}, "count": count, "id": REQUEST}));
        assert!(done.tail.contains("\tINFO\thello\n"), "{}", done.tail);
    }
    let cases = [
        ("app.fail", json!("RangeError"), json!("bad")),
        ("broken.handler", json!("Runtime.UserCodeSyntaxError"), json!("SyntaxError: Unexpected end of input")),
        ("app.missing", json!("Runtime.HandlerNotFound"), json!("app.missing is undefined or not exported")),
        (
            "nothing.handler",
            json!("Runtime.ImportModuleError"),
            json!("Error: Cannot find module 'nothing'\nRequire stack:\n- /var/runtime/index.mjs"),
        ),
        (
            "app.leave",
            json!("Runtime.ExitError"),
            json!(format!("RequestId: {REQUEST} Error: Runtime exited with error: exit status 3")),
        ),
    ];
    for (handler, kind, message) in cases {
        if pooled {
            house.until_ready("workers").await;
        }
        let done = house.invoke(&app(handler), "{}").await;
        assert_eq!(done.error, Some(FunctionError::Unhandled), "{handler}: {done:?}");
        assert_eq!((&done.json()["errorType"], &done.json()["errorMessage"]), (&kind, &message), "{handler}");
    }
    if pooled {
        // The very first one found no worker. Whether the second attempts of the three that could not initialise found one depends
        // on how soon they came after the first.
        let starts = &house.pool.facts()["starts"];
        let count = |kind: &str| starts[kind].as_u64().unwrap();
        assert!(count("pooled") >= 6, "{starts}");
        assert_eq!(count("pooled") + count("spawned"), 10, "{starts}");
        assert_eq!(count("forked") + count("restored"), 0, "{starts}");
    }
    let module = house.invoke(&app("module.handler"), "[1]").await;
    assert_eq!(module.json(), json!({"esm": [1]}));
    let hanging = app("app.hang").with(|function| function.timeout = Duration::from_secs(1));
    assert_eq!(house.invoke(&hanging, "{}").await.json()["errorType"], "Sandbox.Timedout");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_executed_anew() {
    story(House::spawning().await, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_waited() {
    story(waiting().await, true).await;
}

async fn inside(house: &House) {
    let lambda = app("app.places").layer(&[("nodejs/node_modules/layered.js", "module.exports = 'layered';")]);
    let done = house.invoke(&lambda, "{}").await;
    assert_eq!(done.error, None, "{done:?}");
    let answer = done.json();
    let [cwd, file, helper, layered, arguments, user] = &answer.as_array().unwrap()[..] else { panic!("{answer}") };
    assert_eq!(
        json!([cwd, file, helper, layered, arguments]),
        json!(["/var/task", "/var/task/app.js", "helper", "layered", ["/var/runtime/index.js"]])
    );
    assert_ne!(*user, json!(0), "a function is not root");
}

async fn environment(house: &House) {
    let done = house.invoke(&app("app.environment").env("GREETING", "good morning"), "{}").await;
    let all = done.json();
    let names: Vec<&str> = all.as_object().unwrap().keys().map(String::as_str).collect();
    let own = "AWS_ACCESS_KEY_ID AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_DEFAULT_REGION \
         AWS_ENDPOINT_URL AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_NAME \
         AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME \
         AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_RUNTIME_API AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
         AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS GREETING LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT LANG \
         LD_LIBRARY_PATH NODE_PATH PATH TZ _AWS_XRAY_DAEMON_ADDRESS _AWS_XRAY_DAEMON_PORT _HANDLER _X_AMZN_TRACE_ID";
    assert_eq!(names, own.split_whitespace().collect::<Vec<_>>());
    assert_eq!((&all["GREETING"], &all["TZ"]), (&json!("good morning"), &json!(":UTC")));
    assert_eq!(all["AWS_EXECUTION_ENV"], format!("AWS_Lambda_{}", runtime()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn code_layers_and_environment_are_as_on_aws() {
    for pooled in [false, true] {
        let house = if pooled { waiting().await } else { House::spawning().await };
        if house.level() != Some(tradewind_sandbox::Level::Sandbox) {
            return super::skipped("what the isolation level `sandbox` needs");
        }
        inside(&house).await;
        if pooled {
            house.until_ready("workers").await;
        }
        environment(&house).await;
        house.close().await;
    }
}

async fn streamed(house: &House, handler: &str) -> (Option<String>, Vec<u8>, tradewind_functions::StreamEnd) {
    let lambda = app(handler);
    let streaming = tradewind_functions::Invocation { streaming: true, ..invocation(REQUEST, "{}") };
    let Execution::Streamed { content_type, mut chunks } =
        house.pool.invoke(lambda.function(), streaming).await.unwrap()
    else {
        panic!("no stream")
    };
    let mut body = Vec::new();
    while let Some(chunk) = chunks.body.next().await {
        body.extend_from_slice(&chunk);
    }
    (content_type, body, chunks.end.await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn responses_are_streamed() {
    let house = House::open().await;
    let (content_type, body, end) = streamed(&house, "app.stream").await;
    assert_eq!(content_type.as_deref(), Some("text/plain"));
    assert_eq!(body, b"part 0;part 1;part 2;");
    assert_eq!(end.error_code, None);

    let (_, body, end) = streamed(&house, "app.breaks").await;
    assert_eq!(body.len(), 100_004);
    assert_eq!(end.error_code.as_deref(), Some("Error"));
    let details: serde_json::Value = serde_json::from_str(&end.error_details.unwrap()).unwrap();
    assert_eq!(details["errorMessage"], "mid");

    // Who asked for a response in one piece gets it so.
    let buffered = house.invoke(&app("app.stream"), "{}").await;
    assert_eq!(buffered.text(), "part 0;part 1;part 2;");
    house.close().await;
}

/// A Node.js of 22 or newer, if there is one: `NODE22` names it.
fn newer() -> Option<std::path::PathBuf> {
    let named = std::env::var_os("NODE22").map(std::path::PathBuf::from);
    named.or_else(|| (runtime() == "nodejs22.x").then(|| "/usr/bin/node".into()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_first_instance_compiles_the_next_ones_read() {
    let Some(node) = newer() else { return super::skipped("Node.js 22 (NODE22 may name one)") };
    let house = House::build(Plans { configured: vec![node], ..Plans::default() }).await;
    if house.level() != Some(tradewind_sandbox::Level::Sandbox) {
        return super::skipped("what the isolation level `sandbox` needs");
    }
    let code = "const fs = require('fs');\nconst module_ = require('module');\nexports.handler = async () => [\
                module_.getCompileCacheDir(), fs.readdirSync('/tmp'), Object.keys(process.env).filter((name) => \
                name.includes('COMPILE'))];";
    let lambda = Lambda::new("nodejs22.x", "app.handler", &[("app.js", code)]);
    let first = house.invoke(&lambda, "1").await;
    let answer = first.json();
    assert!(answer[0].as_str().unwrap().starts_with("/tmp/.compile-cache/"), "{first:?}");
    assert_eq!((&answer[1], &answer[2]), (&json!([]), &json!([])));
    house.until_ready("compiled").await;
    // By a program that is executed anew or by a worker, whichever there is.
    for _ in 0..2 {
        house.until_ready("workers").await;
        house.pool.retire(&lambda.function().key);
        let next = house.invoke(&lambda, "1").await;
        assert!(next.json()[0].as_str().unwrap().starts_with("/var/lib/tradewind-compiled/"), "{next:?}");
        assert_eq!((&next.json()[1], &next.json()[2]), (&json!([]), &json!([])));
    }
    // Another function has nothing of it.
    let other = house.invoke(&lambda.env("ANOTHER", "1"), "1").await;
    assert!(other.json()[0].as_str().unwrap().starts_with("/tmp/.compile-cache/"), "{other:?}");
    house.close().await;
}
