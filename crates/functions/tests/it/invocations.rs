//! What an invocation that goes well looks like from both sides.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncReadExt;
use tradewind_functions::{Executor, FunctionError, Invocation, LogFormat};

use crate::stage::{Stage, code, echo, function, invocation};

#[tokio::test]
async fn a_runtime_is_told_everything_about_its_invocation() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        actor.process.say(json!(event.headers));
        api.respond(&event.id(), b"1").await;
        std::future::pending().await
    });
    let invocation = Invocation {
        trace: Some("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1".to_owned()),
        client_context: Some(r#"{"client":{}}"#.to_owned()),
        cognito_identity: Some(r#"{"identityId":"a"}"#.to_owned()),
        tenant: Some("blue".to_owned()),
        ..invocation("5f0bd2a5-3b5c-4a4e-8b5a-000000000001", "{}")
    };
    stage.pool.invoke(Arc::new(function("f")), invocation).await.expect("an execution");
    let headers = stage.fakes.heard().await;
    for expected in [
        ["Content-Type", "application/json"],
        ["Lambda-Runtime-Aws-Request-Id", "5f0bd2a5-3b5c-4a4e-8b5a-000000000001"],
        // Three seconds after the start of every test.
        ["Lambda-Runtime-Deadline-Ms", "1767312003000"],
        ["Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:f"],
        ["Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"],
        ["Lambda-Runtime-Client-Context", r#"{"client":{}}"#],
        ["Lambda-Runtime-Cognito-Identity", r#"{"identityId":"a"}"#],
        ["Lambda-Runtime-Aws-Tenant-Id", "blue"],
    ] {
        assert!(headers.as_array().expect("pairs").contains(&json!(expected)), "{expected:?} in {headers}");
    }
    stage.stop().await;
}

#[tokio::test]
async fn the_log_has_awss_lines_and_the_report_its_figures() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        actor.up().await;
        actor.gate().await;
        actor.print("loaded\n");
        loop {
            let event = api.next().await;
            actor.print("hello\nhalf");
            actor.process.say("running");
            actor.gate().await;
            api.respond(&event.id(), &event.body.clone()).await;
        }
    });
    let f = Arc::new(function("f"));
    let first = stage.invoke(&f, "id-1", "1");
    stage.fakes.heard().await;
    stage.advance(Duration::from_micros(150_250)).await;
    stage.fakes.gate.notify_one();
    stage.fakes.heard().await;
    stage.advance(Duration::from_micros(12_345)).await;
    stage.fakes.gate.notify_one();
    let first = crate::stage::done(first.await.expect("joins"));
    let expected = [
        "INIT_START Runtime Version: provided:al2023.v1\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:1",
        "loaded",
        "START RequestId: id-1 Version: $LATEST",
        "hello",
        "half",
        "END RequestId: id-1",
        "REPORT RequestId: id-1\tDuration: 12.35 ms\tBilled Duration: 163 ms\tMemory Size: 128 MB\t\
         Max Memory Used: 20 MB\tInit Duration: 150.25 ms\tIsolation: process\t",
    ];
    assert_eq!(stage.sink.lines(), expected);
    assert_eq!(first.tail, expected.join("\n") + "\n");
    assert!(first.report.cold);

    let second = stage.invoke(&f, "id-2", "2");
    stage.fakes.heard().await;
    stage.fakes.gate.notify_one();
    let second = crate::stage::done(second.await.expect("joins"));
    assert_eq!(second.text(), "2");
    assert!(!second.report.cold);
    assert!(second.tail.starts_with("START RequestId: id-2"), "{}", second.tail);
    assert!(second.tail.contains("Duration: 0.00 ms\tBilled Duration: 0 ms\t"), "{}", second.tail);
    assert!(!second.tail.contains("Init Duration"), "{}", second.tail);
    let streams = stage.sink.streams();
    assert_eq!(streams.len(), 1);
    let stream = streams[0].strip_prefix("2026/01/02/[$LATEST]").expect("AWS's form");
    assert!(stream.len() == 32 && stream.bytes().all(|b| b.is_ascii_hexdigit()), "{stream}");
    stage.stop().await;
}

#[tokio::test]
async fn json_logs_have_the_schema_of_telemetry() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        actor.print("{\"level\":\"DEBUG\",\"message\":\"not this\"}\n{\"level\":\"ERROR\",\"message\":\"this\"}\n");
        api.respond(&event.id(), b"1").await;
        std::future::pending().await
    });
    let mut f = function("f");
    f.logging.format = LogFormat::Json;
    f.logging.application_level = Some("INFO".to_owned());
    f.logging.system_level = Some("DEBUG".to_owned());
    stage.run(&Arc::new(f), "id", "{}").await;
    let lines: Vec<serde_json::Value> =
        stage.sink.lines().iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["type"].as_str().unwrap_or("own")).collect();
    assert_eq!(
        kinds,
        [
            "platform.initStart",
            "platform.initRuntimeDone",
            "platform.initReport",
            "platform.start",
            "own",
            "platform.runtimeDone",
            "platform.report"
        ]
    );
    assert_eq!(lines[4], json!({"level": "ERROR", "message": "this"}));
    assert_eq!(lines[3]["record"], json!({"requestId": "id", "version": "$LATEST"}));
    assert_eq!(lines[6]["time"], "2026-01-02T00:00:00.000Z");
    assert_eq!(lines[6]["record"]["status"], "success");
    assert_eq!(lines[6]["record"]["metrics"]["memorySizeMB"], 128);
    assert_eq!(lines[5]["record"]["metrics"]["producedBytes"], 1);
    stage.stop().await;
}

#[tokio::test]
async fn an_error_is_passed_on_as_the_runtime_said_it() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        loop {
            let event = api.next().await;
            let answer =
                api.fail(&event.id(), "ValueError", br#"{"errorMessage":"no","errorType":"ValueError"}"#).await;
            assert_eq!((answer.status, answer.json()), (202, json!({"status": "OK"})));
        }
    });
    let f = Arc::new(function("f"));
    for id in ["id-1", "id-2"] {
        let done = stage.run(&f, id, "{}").await;
        assert_eq!(done.error, Some(FunctionError::Unhandled));
        assert_eq!(done.payload, br#"{"errorMessage":"no","errorType":"ValueError"}"#[..]);
        assert!(!done.tail.contains("Status:"), "{}", done.tail);
    }
    assert_eq!(stage.fakes.started(), 1, "an error of the function's own leaves the instance as it is");
    stage.stop().await;
}

#[tokio::test]
async fn the_platform_hears_which_function_calls() {
    let stage = Stage::new(|actor| async move {
        let mut heard = String::new();
        actor.platform().await.read_to_string(&mut heard).await.expect("text");
        let mut api = actor.api().await;
        let event = api.next().await;
        api.respond(&event.id(), heard.as_bytes()).await;
        std::future::pending().await
    });
    assert_eq!(stage.run(&Arc::new(function("mine")), "id", "{}").await.text(), "mine");
    stage.stop().await;
}

#[tokio::test]
async fn credentials_are_given_for_the_instances_token_only() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let path = "/2021-04-23/credentials";
        let refused = api.call("GET", path, &[("Authorization", "guess")], b"").await;
        assert_eq!(refused.status, 403);
        let token = actor.order.token.0.clone();
        let given = api.call("GET", path, &[("Authorization", &token)], b"").await;
        let event = api.next().await;
        api.respond(&event.id(), &given.body).await;
        std::future::pending().await
    });
    let given = stage.run(&Arc::new(function("f")), "id", "{}").await.json();
    // The first ones went into the environment.
    assert_eq!(
        given,
        json!({
            "AccessKeyId": "ASIA1",
            "SecretAccessKey": "secret of f",
            "Token": "token",
            "Expiration": "2026-01-02T12:00:00Z",
        })
    );
    stage.stop().await;
}

#[tokio::test]
async fn an_invocation_goes_on_when_its_caller_is_gone() {
    let stage = Stage::new(|actor| async move {
        let mut api = actor.api().await;
        let event = api.next().await;
        actor.process.say("running");
        actor.gate().await;
        api.respond(&event.id(), b"1").await;
        actor.process.say("answered");
        std::future::pending().await
    });
    let call = stage.invoke(&Arc::new(function("f")), "id", "{}");
    assert_eq!(stage.fakes.heard().await, "running");
    call.abort();
    assert!(call.await.expect_err("aborted").is_cancelled());
    stage.fakes.gate.notify_one();
    assert_eq!(stage.fakes.heard().await, "answered");
    while !stage.sink.lines().iter().any(|line| line.starts_with("REPORT RequestId: id")) {
        tokio::task::yield_now().await;
    }
    stage.stop().await;
}

#[tokio::test]
async fn a_runtime_that_is_not_installed_is_named() {
    let stage = Stage::new(echo);
    let error = stage.pool.check(tradewind_functions::Runtime::Java(21)).expect_err("missing");
    assert_eq!(error.to_string(), "no JDK");
    assert!(stage.pool.check(tradewind_functions::Runtime::Python(12)).is_ok());
    let _ = code(0);
    stage.stop().await;
}

/// Answers each event in one write with the call for the next one; how the answer is written is the number's matter.
async fn ahead(actor: crate::stage::Actor, write: impl Fn(u32, &str, &[u8]) -> Vec<u8>) -> tradewind_sandbox::Exit {
    let mut api = actor.api().await;
    let next = crate::stage::request("GET", "/2018-06-01/runtime/invocation/next", &[], b"");
    api.send(&next).await;
    let mut event = api.answer().await.expect("an event");
    for number in 0.. {
        let path = format!("/2018-06-01/runtime/invocation/{}/response", event.id());
        let mut both = write(number, &path, &event.body);
        both.extend_from_slice(&next);
        api.send(&both).await;
        let status = api.answer().await.map(|answer| answer.status);
        actor.process.say(json!(status));
        match api.answer().await {
            Some(answer) => event = answer,
            None => break,
        }
    }
    code(0)
}

#[tokio::test]
async fn an_answer_may_come_together_with_the_next_call() {
    let stage = Stage::new(|actor| ahead(actor, |_, path, body| crate::stage::request("POST", path, &[], body)));
    let f = Arc::new(function("f"));
    for (number, payload) in ["1", "\"two\"", &"3".repeat(100_000)].into_iter().enumerate() {
        assert_eq!(stage.run(&f, &format!("id-{number}"), payload).await.text(), payload);
    }
    assert_eq!([stage.fakes.heard().await, stage.fakes.heard().await], [202, 202]);
    assert_eq!(stage.fakes.started(), 1);
    stage.stop().await;
}

#[tokio::test]
async fn a_refused_answer_does_not_lose_the_next_call() {
    let stage = Stage::new(|actor| {
        ahead(actor, |number, path, body| {
            let large = vec![b'1'; 6_291_557];
            crate::stage::request("POST", path, &[], if number == 0 { &large } else { body })
        })
    });
    let f = Arc::new(function("f"));
    let first = stage.run(&f, "id-1", "1").await;
    assert_eq!(first.json()["errorType"], "Function.ResponseSizeTooLarge");
    assert_eq!(stage.run(&f, "id-2", "2").await.text(), "2");
    assert_eq!(stage.fakes.heard().await, 413);
    assert_eq!(stage.fakes.started(), 1);
    stage.stop().await;
}

#[tokio::test]
async fn calls_of_all_forms_follow_each_other_on_one_connection() {
    let stage = Stage::new(|actor| {
        ahead(actor, |number, path, body| match number {
            // Left to the general server, with the next call behind it.
            1 => {
                let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
                let size = format!("{:x}\r\n", body.len());
                [head.as_bytes(), size.as_bytes(), body, b"\r\n0\r\n\r\n"].concat()
            }
            _ => crate::stage::request("POST", path, &[], body),
        })
    });
    let f = Arc::new(function("f"));
    for number in 0..4 {
        assert_eq!(stage.run(&f, &format!("id-{number}"), &number.to_string()).await.text(), number.to_string());
    }
    assert_eq!(stage.fakes.started(), 1);
    stage.stop().await;
}
