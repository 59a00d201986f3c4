//! Extensions beside a runtime, and what stands between a runtime and its start.

use serde_json::json;

use super::house::REQUEST;
use super::{House, Lambda};

/// An external extension in a shell script: registers under the name of its file, says what it hears.
const EXTENSION: &str = r#"#!/bin/bash
set -u
api="/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
base=/2020-01-01/extension
call() { exec 5<>"$api"; printf "$@" >&5; cat <&5; }
name=${0##*/}
body='{"events":["INVOKE","SHUTDOWN"]}'
answer=$(call 'POST %s/register HTTP/1.1\r\nHost: x\r\nConnection: close\r\nLambda-Extension-Name: %s\r\nContent-Length: %d\r\n\r\n%s' \
    "$base" "$name" "${#body}" "$body")
id=$(printf '%s' "$answer" | tr -d '\r' | sed -n 's/^Lambda-Extension-Identifier: //p')
echo "$name registered, handler ${_HANDLER-unset}, greeting ${GREETING-unset}"
while true; do
    event=$(call 'GET %s/event/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\nLambda-Extension-Identifier: %s\r\n\r\n' "$base" "$id")
    case $event in
        *SHUTDOWN*) echo "$name shuts down"; exit 0 ;;
        *INVOKE*) echo "$name heard of an invocation" ;;
        *) exit 9 ;;
    esac
done
"#;

const APP: &str = r#"import os, subprocess
def handler(event, context):
    children = open("/proc/self/task/%d/children" % os.getpid()).read().split()
    return [event, os.environ.get("WRAPPED"), children, sorted(os.listdir("/proc/self/fd"))]
"#;

fn python() -> String {
    let version = std::process::Command::new("python3")
        .args(["-c", "import sys; print('python3.%d' % sys.version_info[1])"])
        .output()
        .expect("python3 is needed by this test");
    String::from_utf8(version.stdout).unwrap().trim().to_owned()
}

fn app() -> Lambda {
    Lambda::new(&python(), "app.handler", &[("app.py", APP)])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_external_extension_registers_hears_and_shuts_down() {
    let house = House::open().await;
    let lambda = app().env("GREETING", "hi").layer(&[("extensions/watcher*", EXTENSION), ("extensions/more/no", "")]);
    let done = house.invoke(&lambda, "1").await;
    assert_eq!(done.error, None, "{done:?}");
    // The runtime has no child that it does not know.
    assert_eq!(done.json()[2], json!([]));
    let sink = house.sink.clone();
    house.close().await;
    let lines = sink.lines();
    let has = |line: &str| assert!(lines.iter().any(|known| known == line), "{line} in {lines:#?}");
    has("watcher registered, handler unset, greeting hi");
    has("watcher heard of an invocation");
    has("watcher shuts down");
    assert!(lines.iter().any(|line| line.contains("EXTENSION\tName: watcher\tState: Ready")), "{lines:#?}");
}

/// Subscribes to what extensions print, prints a word, and repeats the first record it is told.
const LISTENER: &str = r#"#!/usr/bin/env python3
import http.server, json, os, sys, threading, urllib.request

api = "http://%s/" % os.environ["AWS_LAMBDA_RUNTIME_API"]
told = []


class Telemetry(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        records = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not told:
            print("told of", json.dumps([[record["type"], record["record"]] for record in records]), flush=True)
            told.extend(records)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def call(path, body=None, method=None, **headers):
    names = {"Lambda-Extension-" + name: value for name, value in headers.items()}
    return urllib.request.urlopen(urllib.request.Request(api + path, body, names, method=method))


listener = http.server.HTTPServer(("127.0.0.1", 8765), Telemetry)
threading.Thread(target=listener.serve_forever, daemon=True).start()
answer = call("2020-01-01/extension/register", b'{"events":["INVOKE","SHUTDOWN"]}', Name="listener")
identity = answer.headers["Lambda-Extension-Identifier"]
destination = {"protocol": "HTTP", "URI": "http://sandbox.localdomain:8765"}
body = {"schemaVersion": "2022-12-13", "types": ["extension"], "destination": destination, "buffering": {"timeoutMs": 25}}
call("2022-07-01/telemetry", json.dumps(body).encode(), "PUT", Identifier=identity)
print("a word", file=sys.stderr, flush=True)
while json.load(call("2020-01-01/extension/event/next", Identifier=identity))["eventType"] != "SHUTDOWN":
    pass
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_extension_hears_what_extensions_print_and_nothing_else() {
    let house = House::open().await;
    let app = "def handler(event, context):\n    print('of the function')\n    return event\n";
    let lambda = Lambda::new(&python(), "app.handler", &[("app.py", app)]).layer(&[("extensions/listener*", LISTENER)]);
    let done = house.invoke(&lambda, "1").await;
    assert_eq!(done.error, None, "{done:?}");
    let sink = house.sink.clone();
    // What waits is delivered before the end.
    house.close().await;
    let lines = sink.lines();
    for line in ["a word", "of the function", r#"told of [["extension", "a word"]]"#] {
        assert!(lines.iter().any(|known| known == line), "{line} in {lines:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_extension_that_ends_ends_the_start() {
    let house = House::open().await;
    let cases = [
        ("extensions/quitter*", "#!/bin/sh\nexit 3\n", "exit status 3"),
        // Nobody may execute it.
        ("extensions/plain", "#!/bin/sh\n", "exit status 126"),
    ];
    for (name, text, status) in cases {
        let done = house.invoke(&app().layer(&[(name, text)]), "1").await;
        assert_eq!(done.json()["errorType"], "Extension.Crash", "{done:?}");
        assert!(done.json()["errorMessage"].as_str().unwrap().contains(status), "{done:?}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_internal_extension_lives_in_the_runtimes_process() {
    let house = House::open().await;
    let code = r#"import json, os, threading, urllib.request

base = "http://%s/2020-01-01/extension/" % os.environ["AWS_LAMBDA_RUNTIME_API"]
heard = []


def call(path, data=None, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return urllib.request.urlopen(urllib.request.Request(base + path, data, names))


answer = call("register", b'{"events":["INVOKE"]}', Lambda_Extension_Name="inner")
identity = answer.headers["Lambda-Extension-Identifier"]


def listen():
    while True:
        heard.append(json.load(call("event/next", Lambda_Extension_Identifier=identity))["requestId"])


threading.Thread(target=listen, daemon=True).start()


def handler(event, context):
    while not heard:
        pass
    return heard
"#;
    let done = house.invoke(&Lambda::new(&python(), "app.handler", &[("app.py", code)]), "1").await;
    assert_eq!(done.json(), json!([REQUEST]), "{done:?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrapper_script_starts_the_runtime() {
    let house = House::open().await;
    let wrapper = "#!/bin/sh\nexport WRAPPED=\"$#\"\nexec \"$@\"\n";
    let wrapped = app().env("AWS_LAMBDA_EXEC_WRAPPER", "/opt/wrapper").layer(&[("wrapper*", wrapper)]);
    if house.level() != Some(tradewind_sandbox::Level::Sandbox) {
        return super::skipped("what the isolation level `sandbox` needs");
    }
    let done = house.invoke(&wrapped, "1").await;
    // The interpreter with its options, the client, the folder of layers.
    assert_eq!(done.json()[1], json!("5"), "{done:?}");

    let missing = app().env("AWS_LAMBDA_EXEC_WRAPPER", "/opt/nothing");
    let done = house.invoke(&missing, "1").await;
    assert_eq!(done.json()["errorType"], "Runtime.ExitError");
    assert!(done.tail.contains("/opt/nothing: does not exist\n"), "{}", done.tail);
    house.close().await;
}
