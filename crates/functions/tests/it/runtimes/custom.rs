//! `provided.al2` and `provided.al2023`: whatever calls itself `bootstrap`.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use serde_json::json;
use tradewind_functions::FunctionError;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::house::REQUEST;
use super::{House, Lambda};
use crate::packages::zips::{Raw, raw};

/// A function in Rust: the example `bootstrap` of this crate, which is built with its tests.
fn rust() -> Vec<u8> {
    let launcher = PathBuf::from(env!("CARGO_BIN_EXE_functions-launcher"));
    let program = launcher.with_file_name("examples").join("bootstrap");
    let program = std::fs::read(&program).unwrap_or_else(|e| panic!("{}: {e}", program.display()));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // As it is: packing tens of megabytes takes longer than anything else here.
    let options =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).unix_permissions(0o755);
    writer.start_file("bootstrap", options).unwrap();
    writer.write_all(&program).unwrap();
    writer.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_in_rust() {
    let house = House::open().await;
    let code = rust();
    let lambda = Lambda::zipped("provided.al2023", "", code.clone());
    for _ in 0..2 {
        let done = house.invoke(&lambda, r#"{"a": 1}"#).await;
        assert_eq!(done.error, None, "{done:?}");
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
        assert_eq!(done.json(), json!({"event": {"a": 1}, "request_id": REQUEST, "function": "greeter", "arn": arn}));
    }
    let failed = house.invoke(&lambda, r#"{"do": "fail"}"#).await;
    assert_eq!(failed.error, Some(FunctionError::Unhandled));
    assert_eq!(failed.json()["errorMessage"], "told to fail");
    let left = house.invoke(&lambda, r#"{"do": "exit"}"#).await;
    assert_eq!(left.json()["errorType"], "Runtime.ExitError");
    let hanging = lambda.clone().with(|function| function.timeout = std::time::Duration::from_secs(1));
    assert_eq!(house.invoke(&hanging, r#"{"do": "hang"}"#).await.json()["errorType"], "Sandbox.Timedout");
    let never = Lambda::zipped("provided.al2", "", code).env("FAIL_AT_START", "1");
    assert_eq!(house.invoke(&never, "{}").await.json()["errorType"], "Runtime.ExitError");
    house.close().await;
}

/// A runtime in a shell script, as AWS's tutorial has it, over the shell's own means.
const SHELL: &str = r#"#!/bin/bash
set -u
while true; do
    exec 5<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
    printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' >&5
    answer=$(cat <&5)
    id=$(printf '%s' "$answer" | tr -d '\r' | sed -n 's/^Lambda-Runtime-Aws-Request-Id: //p')
    body="$_HANDLER: ${answer##*$'\r\n'}"
    exec 5<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
    printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
        "$id" "${#body}" "$body" >&5
    cat <&5 >/dev/null
done
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_runtime_in_a_shell_script() {
    let house = House::open().await;
    let lambda = Lambda::new("provided.al2", "greet", &[("bootstrap*", SHELL)]);
    for event in ["1", "\"two\""] {
        assert_eq!(house.invoke(&lambda, event).await.text(), format!("greet: {event}"));
    }
    // A runtime may come as a layer.
    let layered = Lambda::new("provided.al2023", "layered", &[("app", "")]).layer(&[("bootstrap*", SHELL)]);
    assert_eq!(house.invoke(&layered, "3").await.text(), "layered: 3");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_not_be_executed_is_the_functions_own_fault() {
    let house = House::open().await;
    let cases = [
        (
            Lambda::new("provided.al2023", "", &[("main", "")]),
            "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
        ),
        (
            Lambda::new("provided.al2023", "", &[("bootstrap", "#!/bin/sh\n")]),
            "fork/exec /var/task/bootstrap: permission denied",
        ),
        (
            Lambda::new("provided.al2023", "", &[("bootstrap*", "no program")]),
            "fork/exec /var/task/bootstrap: exec format error",
        ),
        (
            Lambda::new("provided.al2023", "", &[("bootstrap*", "#!/no/such/shell\n")]),
            "fork/exec /var/task/bootstrap: no such file or directory",
        ),
    ];
    for (lambda, what) in cases {
        let done = house.invoke(&lambda, "{}").await;
        assert_eq!(done.error, Some(FunctionError::Unhandled), "{done:?}");
        assert_eq!(
            done.json(),
            json!({"errorType": "Runtime.InvalidEntrypoint", "errorMessage": format!("RequestId: {REQUEST} Error: {what}")})
        );
        assert!(done.tail.contains("Runtime.InvalidEntrypoint"), "{}", done.tail);
    }
    // A link that leads to the program is as good as the program.
    let linked = raw(&[Raw { mode: 0o100_755, ..Raw::file("main", SHELL.as_bytes()) }, Raw::link("bootstrap", "main")]);
    assert_eq!(house.invoke(&Lambda::zipped("provided.al2023", "linked", linked), "1").await.text(), "linked: 1");
    house.close().await;
}
