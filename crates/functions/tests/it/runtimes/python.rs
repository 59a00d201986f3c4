//! `python3.x`: executed anew, and forked.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tradewind_functions::{Executor, FunctionError, Runtime};

use super::house::REQUEST;
use super::{House, Lambda};

const APP: &str = r#"import json, os, sys, time

count = 0


def echo(event, context):
    global count
    count += 1
    print("hello")
    return {"event": event, "count": count, "id": context.aws_request_id}


def fail(event, context):
    raise ValueError("bad")


def leave(event, context):
    sys.exit(3)


def hang(event, context):
    print("before")
    time.sleep(1000)


def environment(event, context):
    return dict(os.environ)


def places(event, context):
    import helper, layered
    return [os.getcwd(), __file__, helper.__file__, layered.__file__, sys.path[:3], sys.argv]


def process(event, context):
    return [os.getpid(), os.getuid(), sys.flags.utf8_mode, sys.version_info[:2]]
"#;

/// The runtime of the `python3` that is first in the path; one that can be named is required.
pub(super) fn runtime() -> String {
    let version = std::process::Command::new("python3")
        .args(["-c", "import sys; print('python3.%d' % sys.version_info[1])"])
        .output()
        .expect("python3 is needed by this test");
    String::from_utf8(version.stdout).unwrap().trim().to_owned()
}

fn app(handler: &str) -> Lambda {
    Lambda::new(&runtime(), handler, &[("app.py", APP), ("helper.py", ""), ("broken.py", "def f(:\n")])
}

/// A house in which Python functions are forked.
async fn forking() -> House {
    let house = House::open().await;
    house.invoke(&app("app.echo"), "0").await;
    house.until_ready("zygotes").await;
    house
}

/// The same story, however the process comes to life.
async fn story(house: House, other: &str, at_first: u64) {
    // An instance is used again.
    let echo = app("app.echo").env("OTHER", "1");
    for count in 1..=2 {
        let done = house.invoke(&echo, r#"{"a": 1}"#).await;
        assert_eq!(done.error, None, "{done:?}");
        assert_eq!(done.json(), json!({"event": {"a": 1}, "count": count, "id": REQUEST}));
        assert_eq!(done.report.cold, count == 1);
        assert!(
            done.tail
                .contains(&format!("START RequestId: {REQUEST} Version: $LATEST\nhello\nEND RequestId: {REQUEST}"))
        );
    }

    let failed = house.invoke(&app("app.fail"), "{}").await;
    assert_eq!(failed.error, Some(FunctionError::Unhandled));
    assert_eq!((&failed.json()["errorType"], &failed.json()["errorMessage"]), (&json!("ValueError"), &json!("bad")));

    let broken = house.invoke(&app("broken.handler"), "{}").await;
    assert_eq!(broken.json()["errorType"], "Runtime.UserCodeSyntaxError");
    let missing = house.invoke(&app("nothing.handler"), "{}").await;
    assert_eq!(
        missing.json(),
        json!({
            "errorType": "Runtime.ImportModuleError", "requestId": "", "stackTrace": [],
            "errorMessage": "Unable to import module 'nothing': No module named 'nothing'",
        })
    );

    let left = house.invoke(&app("app.leave"), "{}").await;
    let message = format!("RequestId: {REQUEST} Error: Runtime exited with error: exit status 3");
    assert_eq!(left.json(), json!({"errorType": "Runtime.ExitError", "errorMessage": message}));

    let hanging = app("app.hang").with(|function| function.timeout = Duration::from_secs(1));
    let hung = house.invoke(&hanging, "{}").await;
    let message = format!("RequestId: {REQUEST} Error: Task timed out after 1.00 seconds");
    assert_eq!(hung.json(), json!({"errorType": "Sandbox.Timedout", "errorMessage": message}));
    assert!(hung.tail.contains("before\n"), "{}", hung.tail);
    // All of them started this way.
    let starts = house.pool.facts()["starts"].clone();
    assert_eq!((&starts["pooled"], starts[other].as_u64().unwrap()), (&json!(0), at_first), "{starts}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_executed_anew() {
    story(House::spawning().await, "forked", 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fork_of_what_was_loaded_before() {
    story(forking().await, "spawned", 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_python_that_was_found_runs_functions() {
    let house = House::open().await;
    let mut found = Vec::new();
    for minor in 9..=14 {
        let runtime = Runtime::Python(minor);
        match house.pool.check(runtime) {
            Ok(()) => found.push(minor),
            Err(missing) => {
                let text = missing.to_string();
                assert!(text.contains(&format!("needs CPython 3.{minor}, which was not found")), "{text}");
                assert!(text.contains("Install it"), "{text}");
            }
        }
    }
    eprintln!("CPython was found in the minor versions {found:?}");
    assert!(!found.is_empty(), "python3 is needed by this test");
    for minor in found {
        let process = Lambda::new(&format!("python3.{minor}"), "app.process", &[("app.py", APP)]);
        let done = house.invoke(&process, "{}").await;
        assert_eq!(done.error, None, "{done:?}");
        let answer = done.json();
        let [_, user, utf8, version] = &answer.as_array().unwrap()[..] else { panic!("{done:?}") };
        assert_eq!((utf8, version), (&json!(1), &json!([3, minor])));
        assert_ne!(*user, json!(0), "a function is not root");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_several_lines_is_one_event() {
    let house = House::open().await;
    let code = "import logging\ndef handler(event, context):\n    logging.warning('one\\ntwo')\n    raise ValueError('a\\nb')\n";
    let done = house.invoke(&Lambda::new(&runtime(), "app.handler", &[("app.py", code)]), "{}").await;
    assert_eq!(done.json()["errorMessage"], "a\nb");
    let lines = house.sink.lines();
    assert!(lines.iter().any(|line| line.ends_with(&format!("\t{REQUEST}\tone\ntwo"))), "{lines:#?}");
    let begin =
        "[ERROR] ValueError: a\nb\nTraceback (most recent call last):\n\u{a0}\u{a0}File \"/var/task/app.py\", line 4";
    assert!(lines.iter().any(|line| line.starts_with(begin)), "{lines:#?}");
    house.close().await;
}

/// Whether the interpreter that serves this machine's `python3` has boto3.
async fn has_boto3(house: &House) -> bool {
    let code = "import importlib.util\ndef handler(event, context):\n    return importlib.util.find_spec('boto3') is not None\n";
    house.invoke(&Lambda::new(&runtime(), "look.handler", &[("look.py", code)]), "{}").await.json() == json!(true)
}

/// Answers whether boto3 was there already, where its clients go, how many models were read for one of the usual services, whether
/// one was read for another, and whether a model of the function's own is found.
const BOTO3: &str = "import sys
loaded = 'botocore.signers' in sys.modules
read = []
sys.addaudithook(lambda event, args: read.append(args[0]) if event == 'open' and '.json' in str(args[0]) else None)
import boto3

def handler(event, context):
    endpoint = boto3.client('sqs').meta.endpoint_url
    usual = len(read)
    boto3.client('ecr')
    return [loaded, endpoint, usual, len(read) > usual, 'own' in boto3.session.Session().get_available_services()]
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn functions_that_use_boto3_are_forked_with_it_loaded() {
    let house = House::open().await;
    if house.level() != Some(tradewind_sandbox::Level::Sandbox) || !has_boto3(&house).await {
        return super::skipped("boto3 for this machine's python3");
    }
    let own_model = ("models/own/2020-01-01/service-2.json", "{}");
    let first = Lambda::new(&runtime(), "app.handler", &[("app.py", BOTO3), own_model]);
    house.invoke(&first, "{}").await;
    let boto3 =
        |facts: Value| facts["zygotes"].as_array().unwrap().iter().any(|it| it.as_str().unwrap().ends_with("boto3"));
    while !boto3(house.pool.facts()) {
        tokio::task::yield_now().await;
    }
    // Models of the usual services are there without being read, another one's is read.
    let done = house.invoke(&first.clone().env("ANOTHER", "1"), "{}").await;
    assert_eq!(done.json(), json!([true, "http://127.0.0.1:4566", 0, true, false]), "{done:?}");
    let done = house.invoke(&first.env("AWS_DATA_PATH", "/var/task/models"), "{}").await;
    assert_eq!(done.json(), json!([true, "http://127.0.0.1:4566", 0, true, true]), "{done:?}");

    // A copy in the package is what the function gets, and not the loaded one.
    let own = [
        ("app.py", "import boto3\ndef handler(event, context):\n    return boto3.mine\n"),
        ("boto3.py", "mine = 'my own'\n"),
    ];
    assert_eq!(house.invoke(&Lambda::new(&runtime(), "app.handler", &own), "{}").await.text(), "\"my own\"");
    house.close().await;
}

fn known(names: &str) -> Vec<String> {
    names.split_whitespace().map(str::to_owned).collect()
}

async fn environment(house: &House) {
    let lambda = app("app.environment").env("GREETING", "good morning").env("TZ", "Europe/Berlin");
    let done = house.invoke(&lambda, "{}").await;
    let all: serde_json::Map<String, Value> = serde_json::from_slice(&done.payload).unwrap();
    let own = known(
        "AWS_ACCESS_KEY_ID AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_DEFAULT_REGION \
         AWS_ENDPOINT_URL AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_NAME \
         AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME \
         AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_RUNTIME_API AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
         AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS GREETING LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT LANG \
         LD_LIBRARY_PATH PATH PYTHONPATH TZ _AWS_XRAY_DAEMON_ADDRESS _AWS_XRAY_DAEMON_PORT _HANDLER _X_AMZN_TRACE_ID",
    );
    // Nothing of the host's, and nothing is missing.
    assert_eq!(all.keys().cloned().collect::<BTreeSet<_>>(), own.into_iter().collect());
    let is = |name: &str, value: &str| assert_eq!(all[name], value, "{name}");
    is("AWS_ACCESS_KEY_ID", all["AWS_ACCESS_KEY_ID"].as_str().filter(|key| key.starts_with("ASIA")).unwrap());
    is("AWS_EXECUTION_ENV", &format!("AWS_Lambda_{}", runtime()));
    is("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    is("AWS_LAMBDA_FUNCTION_NAME", "greeter");
    is("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    is("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/greeter");
    is("AWS_REGION", "eu-west-1");
    is("GREETING", "good morning");
    is("TZ", "Europe/Berlin");
    is("LANG", "en_US.UTF-8");
    is("_HANDLER", "app.environment");
    if house.level() == Some(tradewind_sandbox::Level::Sandbox) {
        is("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001");
        is("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
        is("LAMBDA_TASK_ROOT", "/var/task");
        is("LAMBDA_RUNTIME_DIR", "/var/runtime");
        is("PYTHONPATH", "/var/runtime");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_is_whole_and_holds_nothing_of_the_hosts() {
    let house = House::spawning().await;
    environment(&house).await;
    house.close().await;
    let house = forking().await;
    environment(&house).await;
    house.close().await;
}

async fn places(house: &House) {
    let lambda = app("app.places").layer(&[("python/layered.py", "")]);
    let done = house.invoke(&lambda, "{}").await;
    let version = runtime();
    let site = format!("/opt/python/lib/{version}/site-packages");
    assert_eq!(
        done.json(),
        json!([
            "/var/task",
            "/var/task/app.py",
            "/var/task/helper.py",
            "/opt/python/layered.py",
            ["/var/task", site, "/opt/python"],
            ["/var/runtime/bootstrap.py"]
        ])
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn code_and_layers_are_where_they_are_on_aws() {
    let house = House::spawning().await;
    if house.level() != Some(tradewind_sandbox::Level::Sandbox) {
        return super::skipped("what the isolation level `sandbox` needs");
    }
    places(&house).await;
    house.close().await;
    let house = forking().await;
    places(&house).await;
    house.close().await;
}
