//! `tradewind invoke` and `tradewind logs`, against a server that runs.

use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tradewind::config::Layer;
use tradewind_clock::{Clock, Timestamp};
use tradewind_functions::{Function, LogLine, LogSink};

use crate::fake::{Fake, register};
use crate::platform::function;
use crate::server::{TestServer, start_with};

async fn start() -> TestServer {
    start_with(tempfile::tempdir().unwrap(), Layer::default(), register(&Arc::new(Fake::default()))).await
}

fn tradewind(server: &TestServer, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradewind"));
    command.env_clear().env("AWS_ENDPOINT_URL", format!("http://{}", server.address())).args(arguments);
    command.stdin(Stdio::null());
    command
}

async fn output(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
}

async fn run(server: &TestServer, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = output(tradewind(server, arguments)).await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn answered(text: &str) -> (Option<i32>, String, String) {
    (Some(0), format!("{text}\n"), String::new())
}

#[tokio::test]
async fn an_invocation_prints_what_the_function_answers() {
    let server = start().await;
    assert_eq!(run(&server, &["invoke", "orders"]).await, answered(r#"orders "" {}"#));
    let arguments = ["invoke", "orders", "--payload", r#"{"a":1}"#, "--qualifier", "live/1"];
    assert_eq!(run(&server, &arguments).await, answered(r#"orders "live/1" {"a":1}"#));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "[7]").unwrap();
    let path = file.path().to_str().unwrap();
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:orders:live";
    assert_eq!(run(&server, &["invoke", arn, "--payload-file", path]).await, answered(&format!(r#"{arn} "" [7]"#)));
    let at = format!("@{path}");
    assert_eq!(run(&server, &["invoke", "orders", "--payload", &at]).await, answered("orders \"\" [7]"));
    for option in ["--payload-file", "--payload"] {
        let mut piped = tradewind(&server, &["invoke", "orders", option, "-"]);
        piped.stdin(std::fs::File::open(path).unwrap());
        assert_eq!(String::from_utf8(output(piped).await.stdout).unwrap(), "orders \"\" [7]\n");
    }
}

#[tokio::test]
async fn an_invocation_says_how_it_went() {
    let server = start().await;
    let (code, out, _) = run(&server, &["invoke", "fails"]).await;
    assert_eq!((code, out.as_str()), (Some(1), "fails \"\" {}\n"));
    assert_eq!(run(&server, &["invoke", "orders", "--async"]).await, (Some(0), String::new(), String::new()));
    let (code, _, err) = run(&server, &["invoke", "orders", "--log"]).await;
    assert_eq!((code, err.as_str()), (Some(0), "START\n"));
    let (code, out, err) = run(&server, &["invoke", "orders", "--payload-file", "/nonexistent/event"]).await;
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("tradewind: /nonexistent/event: "), "{err}");
    assert_eq!(run(&server, &["invoke", "orders", "--payload", "1", "--payload-file", "-"]).await.0, Some(2));
    let (code, _, err) = run(&server, &["invoke", "orders", "--endpoint", "http://127.0.0.1:1"]).await;
    assert_eq!(code, Some(2));
    assert!(err.contains("is the server running?"), "{err}");
}

fn write(server: &TestServer, function: &Function, at: Timestamp, text: &str) {
    let line = LogLine { at, text: text.to_owned() };
    server.running.functions().logs.write(function, "2026/01/02/[$LATEST]0f", vec![line]);
}

#[tokio::test]
async fn logs_print_what_was_written_and_how_old_it_may_be() {
    let server = start().await;
    let function = function();
    let old = Clock::system().now() - Duration::from_secs(2 * 86_400);
    write(&server, &function, old, "long ago");
    write(&server, &function, Clock::system().now(), "just now");
    let of = |arguments: &[&'static str]| {
        let arguments = [&["logs", "orders", "--region", "eu-west-1", "--account", "123456789012"], arguments].concat();
        let server = &server;
        async move { run(server, &arguments).await }
    };
    let (code, out, err) = of(&[]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(
        out.starts_with(&format!("{} long ago\n", old.format("%Y-%m-%dT%H:%M:%S%.3fZ")))
            && out.ends_with(" just now\n"),
        "{out}"
    );
    let (_, out, _) = of(&["--since", "1h"]).await;
    assert!(!out.contains("long ago") && out.contains("just now"), "{out}");
    // Another account or group has another log.
    let none = |group: &str| (Some(0), String::new(), format!("nothing has been written to {group}\n"));
    assert_eq!(run(&server, &["logs", "orders", "--region", "eu-west-1"]).await, none("/aws/lambda/orders"));
    assert_eq!(run(&server, &["logs", "/aws/lambda/other"]).await, none("/aws/lambda/other"));
    let (code, _, err) = run(&server, &["logs", "orders", "--account", "12"]).await;
    assert_eq!(code, Some(2));
    assert!(err.contains("12 digits"), "{err}");
}

#[tokio::test]
async fn a_log_is_followed_until_the_server_goes() {
    use std::io::{BufRead as _, BufReader};
    let server = start().await;
    let function = function();
    let arguments = ["logs", "orders", "-f", "--region", "eu-west-1", "--account", "123456789012"];
    let mut following = tradewind(&server, &arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(following.stdout.take().unwrap()).lines();
    for text in ["first", "second"] {
        write(&server, &function, Clock::system().now(), text);
        let (line, rest) = tokio::task::spawn_blocking(move || (lines.next(), lines)).await.unwrap();
        lines = rest;
        assert!(line.unwrap().unwrap().ends_with(text));
    }
    server.stop().await;
    let ended = tokio::task::spawn_blocking(move || following.wait()).await.unwrap().unwrap();
    assert_eq!(ended.code(), Some(2));
}
