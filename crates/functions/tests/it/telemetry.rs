//! What extensions hear of an instance by the Telemetry API.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tradewind_functions::{LogFormat, PoolOptions};

use crate::stage::{Actor, Answer, Line, Stage, code, done, function};

const TELEMETRY: &str = "/2022-07-01/telemetry";

async fn register(line: &mut Line) -> String {
    register_for(line, &["INVOKE"]).await
}

async fn register_for(line: &mut Line, events: &[&str]) -> String {
    let headers = [("Lambda-Extension-Name", "watch")];
    let body = json!({"events": events}).to_string();
    let answer = line.call("POST", "/2020-01-01/extension/register", &headers, body.as_bytes()).await;
    answer.header("Lambda-Extension-Identifier").expect("an identifier").to_owned()
}

async fn subscribe(line: &mut Line, id: &str, body: &Value) -> Answer {
    let headers = [("Lambda-Extension-Identifier", id), ("Content-Type", "application/json")];
    line.call("PUT", TELEMETRY, &headers, body.to_string().as_bytes()).await
}

/// Asks for one event after the other.
async fn ask_on(mut line: Line, id: String) {
    loop {
        line.call("GET", "/2020-01-01/extension/event/next", &[("Lambda-Extension-Identifier", id.as_str())], b"")
            .await;
    }
}

fn subscription(port: u16, types: &[&str], schema: &str) -> Value {
    json!({
        "schemaVersion": schema,
        "types": types,
        "buffering": {"maxItems": 1_000, "timeoutMs": 100},
        "destination": {"protocol": "HTTP", "URI": format!("http://sandbox.localdomain:{port}/logs")},
    })
}

/// Reads one POST; its path and its records.
async fn post(stream: &mut BufReader<TcpStream>) -> Option<(String, Value)> {
    let (mut path, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("POST ") {
            path = rest.split(' ').next().expect("a path").to_owned();
        }
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((path, serde_json::from_slice(&body).expect("a JSON array")))
}

/// Tells the test of every POST, and answers with these statuses, the last one again and again.
async fn listen(listener: TcpListener, actor: Arc<Actor>, statuses: &[&str]) {
    let mut statuses = statuses.iter().copied();
    let mut status = "200 OK";
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let mut stream = BufReader::new(stream);
        while let Some((path, records)) = post(&mut stream).await {
            status = statuses.next().unwrap_or(status);
            actor.process.say(json!({"path": path, "status": status, "records": records}));
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nOK");
            stream.write_all(answer.as_bytes()).await.expect("a socket");
        }
    }
}

/// An extension that subscribes and a runtime that prints its event and answers with it.
async fn watched(actor: Actor, types: &[&str], schema: &str, statuses: &[&str]) -> tradewind_sandbox::Exit {
    let actor = Arc::new(actor);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mut line = actor.api().await;
    let id = register(&mut line).await;
    let answer = subscribe(&mut line, &id, &subscription(port, types, schema)).await;
    assert_eq!((answer.status, &answer.body[..]), (200, &b"\"OK\""[..]));
    let extension = ask_on(line, id);
    let runtime = async {
        let mut api = actor.api().await;
        loop {
            let event = api.next().await;
            actor.print(std::str::from_utf8(&event.body).expect("text"));
            api.respond(&event.id(), &event.body.clone()).await;
        }
    };
    tokio::select! {
        () = listen(listener, actor.clone(), statuses) => code(0),
        () = extension => code(0),
        () = runtime => code(0),
    }
}

fn staged(types: &'static [&'static str], schema: &'static str, statuses: &'static [&'static str]) -> Stage {
    let options = PoolOptions { freeze: None, ..PoolOptions::default() };
    Stage::with(options, move |actor| watched(actor, types, schema, statuses))
}

/// Moves time until the listener has heard something.
async fn heard(stage: &Stage) -> Value {
    loop {
        tokio::select! {
            biased;
            told = stage.fakes.heard() => return told,
            () = stage.advance(Duration::from_millis(10)) => tokio::task::yield_now().await,
        }
    }
}

/// Records until one of this type has come.
async fn until(stage: &Stage, kind: &str) -> Vec<Value> {
    let mut records = Vec::new();
    while !records.iter().any(|record: &Value| record["type"] == kind) {
        let told = heard(stage).await;
        assert_eq!(told["path"], "/logs");
        records.extend(told["records"].as_array().expect("an array").iter().cloned());
    }
    records
}

#[tokio::test]
async fn a_subscriber_hears_the_whole_life_in_its_order() {
    let stage = staged(&["platform", "function"], "2022-12-13", &[]);
    let call = stage.invoke(&Arc::new(function("f")), "id", "12\n");
    let records = until(&stage, "platform.report").await;
    assert_eq!(done(call.await.expect("joins")).text(), "12\n");
    let kinds: Vec<&str> = records.iter().map(|record| record["type"].as_str().expect("a type")).collect();
    assert_eq!(
        kinds,
        [
            "platform.initStart",
            "platform.telemetrySubscription",
            "platform.extension",
            "platform.initRuntimeDone",
            "platform.initReport",
            "platform.start",
            "function",
            "platform.runtimeDone",
            "platform.report",
        ]
    );
    let record = |at: usize| records[at]["record"].clone();
    assert_eq!(
        record(0),
        json!({
            "initializationType": "on-demand",
            "phase": "init",
            "runtimeVersion": "provided:al2023.v1",
            "runtimeVersionArn": "arn:aws:lambda:eu-west-1::runtime:1",
        })
    );
    assert_eq!(record(1), json!({"name": "watch", "state": "Subscribed", "types": ["platform", "function"]}));
    assert_eq!(record(2), json!({"name": "watch", "state": "Ready", "events": ["INVOKE"]}));
    assert_eq!(record(3), json!({"initializationType": "on-demand", "phase": "init", "status": "success"}));
    assert_eq!(record(5)["requestId"], "id");
    assert_eq!(record(5)["tracing"]["type"], "X-Amzn-Trace-Id");
    assert_eq!(record(6), json!("12"));
    assert_eq!(record(7)["metrics"]["producedBytes"], 3);
    let spans: Vec<Value> = record(7)["spans"].as_array().expect("spans").iter().map(|s| s["name"].clone()).collect();
    assert_eq!(spans, ["responseLatency", "responseDuration"]);
    assert_eq!(record(8)["status"], "success");
    assert!(
        stage
            .sink
            .lines()
            .contains(&"TELEMETRY\tName: watch\tState: Subscribed\tTypes: [Platform, Function]".to_owned())
    );
    stage.stop().await;
}

#[tokio::test]
async fn a_line_of_json_is_an_object_for_the_newer_schemas_only() {
    for (schema, expected) in [("2022-07-01", json!("{\"level\":\"INFO\"}")), ("2022-12-13", json!({"level": "INFO"}))]
    {
        let stage = staged(&["function"], schema, &[]);
        let mut f = function("f");
        f.logging.format = LogFormat::Json;
        let call = stage.invoke(&Arc::new(f), "id", "{\"level\":\"INFO\"}\n");
        let records = until(&stage, "function").await;
        call.await.expect("joins").expect("an execution");
        assert_eq!(records, [json!({"time": records[0]["time"], "type": "function", "record": expected})]);
        stage.stop().await;
    }
}

#[tokio::test]
async fn what_extensions_print_is_told_apart() {
    for (types, expected) in [
        (&["extension"][..], json!([["extension", "beside"]])),
        (&["function"], json!([["function", "in it"]])),
        (&["function", "extension"], json!([["function", "in it"], ["extension", "beside"]])),
    ] {
        let options = PoolOptions { freeze: None, ..PoolOptions::default() };
        let stage = Stage::with(options, move |actor| async move {
            let actor = Arc::new(actor);
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
            let port = listener.local_addr().expect("an address").port();
            let mut line = actor.api().await;
            let id = register(&mut line).await;
            subscribe(&mut line, &id, &subscription(port, types, "2022-12-13")).await;
            tokio::spawn(ask_on(line, id));
            let mut api = actor.api().await;
            let event = api.next().await;
            actor.print("in it\n");
            actor.print_beside("beside\n");
            api.respond(&event.id(), b"1").await;
            listen(listener, actor.clone(), &[]).await;
            code(0)
        });
        stage.fakes.extensions.lock().push("watch".to_owned());
        let call = stage.invoke(&Arc::new(function("f")), "id", "1");
        let mut told = Vec::new();
        while told.len() < expected.as_array().expect("an array").len() {
            let records = heard(&stage).await["records"].take();
            let records = records.as_array().expect("an array").clone();
            told.extend(records.into_iter().map(|record| json!([record["type"], record["record"]])));
        }
        told.sort_by_key(|record| record[0] == "extension");
        assert_eq!(json!(told), expected);
        call.await.expect("joins").expect("an execution");
        for line in ["in it", "beside"] {
            assert!(stage.sink.lines().iter().any(|known| known == line), "the log lacks {line}");
        }
        stage.stop().await;
    }
}

#[tokio::test]
async fn what_the_listener_refuses_is_delivered_again() {
    let stage = staged(&["function"], "2022-12-13", &["500 Internal Server Error", "200 OK"]);
    let call = stage.invoke(&Arc::new(function("f")), "id", "12\n");
    let (first, second) = (heard(&stage).await, heard(&stage).await);
    assert_eq!((&first["status"], &second["status"]), (&json!("500 Internal Server Error"), &json!("200 OK")));
    assert_eq!(first["records"], second["records"]);
    call.await.expect("joins").expect("an execution");
    stage.stop().await;
}

#[tokio::test]
async fn a_slow_listener_is_told_how_much_it_missed() {
    let stage = Stage::with(PoolOptions { freeze: None, ..PoolOptions::default() }, |actor| async move {
        let actor = Arc::new(actor);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mut line = actor.api().await;
        let id = register(&mut line).await;
        subscribe(&mut line, &id, &subscription(port, &["platform", "function"], "2022-12-13")).await;
        tokio::spawn(ask_on(line, id));
        let mut api = actor.api().await;
        let event = api.next().await;
        // Less than a pipe holds, more than two batches of 1,000.
        actor.print(&"x\n".repeat(2_500));
        api.respond(&event.id(), b"1").await;
        actor.process.say("answered");
        actor.gate().await;
        listen(listener, actor.clone(), &[]).await;
        code(0)
    });
    stage.run(&Arc::new(function("f")), "id", "1").await;
    assert_eq!(stage.fakes.heard().await, "answered");
    stage.fakes.gate.notify_one();
    let mut records = Vec::new();
    while !records.iter().any(|record: &Value| record["type"] == "platform.logsDropped") {
        records.extend(heard(&stage).await["records"].as_array().expect("an array").iter().cloned());
    }
    let dropped = records.iter().find(|record| record["type"] == "platform.logsDropped").expect("a count");
    assert_eq!(
        dropped["record"]["reason"],
        "Consumer seems to have fallen behind as it has not acknowledged receipt of logs."
    );
    let missed = dropped["record"]["droppedRecords"].as_u64().expect("a number");
    assert!(missed > 0, "nothing was missed");
    // Six of the platform before the lines, two after them.
    let received = |records: &[Value]| records.iter().filter(|r| r["type"] != "platform.logsDropped").count() as u64;
    while received(&records) + missed < 6 + 2_500 + 2 {
        records.extend(heard(&stage).await["records"].as_array().expect("an array").iter().cloned());
    }
    assert_eq!(received(&records) + missed, 6 + 2_500 + 2);
    stage.stop().await;
}

#[tokio::test]
async fn what_waits_is_delivered_when_the_instance_ends() {
    let stage = Stage::with(PoolOptions { freeze: None, ..PoolOptions::default() }, |actor| async move {
        let actor = Arc::new(actor);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mut line = actor.api().await;
        let id = register_for(&mut line, &["SHUTDOWN"]).await;
        let mut body = subscription(port, &["platform"], "2022-12-13");
        body["buffering"]["timeoutMs"] = json!(30_000);
        subscribe(&mut line, &id, &body).await;
        tokio::spawn(ask_on(line, id));
        let mut api = actor.api().await;
        let event = api.next().await;
        api.respond(&event.id(), b"1").await;
        listen(listener, actor.clone(), &[]).await;
        code(0)
    });
    stage.fakes.extensions.lock().push("watch".to_owned());
    stage.run(&Arc::new(function("f")), "id", "1").await;
    let pool = stage.pool.clone();
    let stopping = tokio::spawn(async move { pool.stop().await });
    // No time passes until it has come.
    let records = stage.fakes.heard().await["records"].clone();
    let last = records.as_array().and_then(|records| records.last()).expect("a record");
    assert_eq!(last["type"], "platform.report");
    stage.advance(Duration::from_secs(2)).await;
    stopping.await.expect("joins");
    stage.stop().await;
}

#[tokio::test]
async fn tcp_gets_an_object_a_line() {
    let stage = Stage::with(PoolOptions { freeze: None, ..PoolOptions::default() }, |actor| async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mut line = actor.api().await;
        let id = register(&mut line).await;
        let mut body = subscription(port, &["function"], "2022-12-13");
        body["destination"] = json!({"protocol": "TCP", "URI": format!("tcp://sandbox.localdomain:{port}")});
        assert_eq!(subscribe(&mut line, &id, &body).await.status, 200);
        tokio::spawn(ask_on(line, id));
        let mut api = actor.api().await;
        let event = api.next().await;
        actor.print("one\ntwo\n");
        api.respond(&event.id(), b"1").await;
        let (stream, _) = listener.accept().await.expect("a connection");
        let mut lines = BufReader::new(stream).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            actor.process.say(serde_json::from_str::<Value>(&line).expect("JSON"));
        }
        code(0)
    });
    stage.run(&Arc::new(function("f")), "id", "1").await;
    assert_eq!(heard(&stage).await["record"], "one");
    assert_eq!(heard(&stage).await["record"], "two");
    stage.stop().await;
}

#[tokio::test]
async fn what_can_not_be_subscribed_to_is_refused() {
    let stage = Stage::new(|actor| async move {
        let mut line = actor.api().await;
        let mut seen = Vec::new();
        let mut note = |answer: Answer| seen.push(json!([answer.status, answer.json()["errorType"]]));
        let good = subscription(4_243, &["platform"], "2022-12-13");
        note(line.call("PUT", TELEMETRY, &[], good.to_string().as_bytes()).await);
        note(subscribe(&mut line, "5f0bd2a5-3b5c-4a4e-8b5a-000000000009", &good).await);
        let id = register(&mut line).await;
        note(subscribe(&mut line, &id, &json!({})).await);
        note(line.call("GET", TELEMETRY, &[("Lambda-Extension-Identifier", &id)], b"").await);
        note(line.call("PUT", "/2020-08-15/logs", &[("Lambda-Extension-Identifier", &id)], b"{}").await);
        let (mut other, own) = (actor.api().await, id.clone());
        let events = tokio::spawn(async move {
            loop {
                let headers = [("Lambda-Extension-Identifier", own.as_str())];
                other.call("GET", "/2020-01-01/extension/event/next", &headers, b"").await;
            }
        });
        let event = line.next().await;
        note(subscribe(&mut line, &id, &good).await);
        line.respond(&event.id(), json!(seen).to_string().as_bytes()).await;
        let _ = events.await;
        std::future::pending().await
    });
    let seen = stage.run(&Arc::new(function("f")), "id", "1").await.json();
    assert_eq!(
        seen,
        json!([
            [403, "Extension.MissingExtensionIdentifier"],
            [403, "Extension.UnknownExtensionIdentifier"],
            [400, "ValidationError"],
            [405, "InvalidRequest"],
            [400, "Logs.NotSupported"],
            [403, "Telemetry.SubscriptionClosed"],
        ])
    );
    stage.stop().await;
}
