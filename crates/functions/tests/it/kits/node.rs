//! The client for Node.js.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{REQUEST, Ran, Run, folder, in_order, kit};

const APP: &str = r#"'use strict';
exports.echo = async (event) => {
  console.log('hi', { a: 1 }, 'two\nlines');
  console.warn('w %s', 3);
  console.debug('d');
  return { event, text: 'grün' };
};
exports.fail = async () => { throw Object.assign(new TypeError('bad\nthing'), { code: 'X' }); };
exports.throwText = () => { throw 'text'; };
exports.callback = (event, context, callback) => { setTimeout(() => callback(null, { ok: 1 }), 5); };
exports.callbackError = (event, context, callback) => { callback(new RangeError('no')); };
exports.callbackText = (event, context, callback) => { callback('plain'); };
exports.nothing = () => {};
exports.nothingLater = async () => {};
exports.circle = async () => { const a = {}; a.a = a; return a; };
exports.describe = async (event, context) => ({
  members: Object.keys(context).sort(),
  arn: context.invokedFunctionArn,
  memory: context.memoryLimitInMB,
  time: context.getRemainingTimeInMillis() > 1000,
  client: context.clientContext,
  identity: context.identity,
  trace: process.env._X_AMZN_TRACE_ID,
});
exports.leave = async () => { process.exit(3); };
exports.late = (event, context, callback) => { setTimeout(() => { throw new Error('later'); }, 5); };
exports.lost = (event, context, callback) => { setTimeout(() => { Promise.reject(new Error('lost')); }, 5); };
exports.succeed = (event, context) => { context.succeed('s'); };
exports.contextFail = (event, context) => { context.fail(); };
exports.early = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setInterval(() => {}, 1000);
  callback(null, 'early');
};
exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType('text/plain');
  stream.write('one');
  stream.write({ a: 1 });
  stream.end('two');
});
exports.http = awslambda.streamifyResponse(async (event, stream) => {
  const answer = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'b' } });
  answer.write('body');
  answer.end();
});
exports.breaks = awslambda.streamifyResponse(async (event, stream) => { stream.write('one'); throw new Error('mid'); });
exports.refuses = awslambda.streamifyResponse(async () => { throw new Error('before'); });
exports.logs = async () => {
  console.info({ a: 1 });
  console.error('text', new RangeError('out'));
  console.debug('not shown');
};
exports.number = 5;
"#;

fn run(run: Run) -> Ran {
    let code = folder(&[
        ("app.js", APP),
        ("broken.js", "exports.handler = () => {"),
        ("needy.js", "require('nothing-of-this-name');"),
        ("failing.js", "throw new Error('k');"),
        ("module.mjs", "const when = await Promise.resolve(1);\nexport const handler = async () => `esm ${when}`;"),
        ("brokenmodule.mjs", "export const handler = () => {"),
        ("typed/package.json", r#"{"type": "module"}"#),
        ("typed/app.js", "export const handler = async () => import.meta.url.slice(-12);"),
        ("plain/app.cjs", "exports.handler = async () => 'cjs';"),
        ("nested.js", "exports.a = { b: { c: async () => 'nested' } };"),
    ]);
    let mut ran = run.go("node", &[kit("node/index.js")], code.path());
    let place = code.path().to_string_lossy().into_owned();
    ran.lines.iter_mut().for_each(|line| *line = line.replace(&place, "/var/task"));
    ran.calls.iter_mut().for_each(|call| call.body = call.body.replace(&place, "/var/task"));
    ran
}

/// Whether this Node.js still has handlers with callbacks (before 24).
fn callbacks() -> bool {
    let version = std::process::Command::new("node").args(["-p", "parseInt(process.versions.node)"]).output().unwrap();
    String::from_utf8(version.stdout).unwrap().trim().parse::<u32>().unwrap() < 24
}

#[test]
fn answers_are_json_and_console_has_awss_format() {
    let ran = run(Run::of("app.echo"));
    assert_eq!(ran.calls[0].body, r#"{"event":{"key":1},"text":"grün"}"#);
    ran.response();
    let line = |level: &str, text: &str| format!("TIME\t{REQUEST}\t{level}\t{text}");
    // A message of several lines is one event, whose lines a carriage return separates.
    assert_eq!(ran.lines, [line("INFO", "hi { a: 1 } two\rlines"), line("WARN", "w 3"), line("DEBUG", "d")]);
    assert_eq!(ran.status, Some(0));
}

#[test]
fn all_ways_to_answer() {
    let mut cases = vec![
        ("app.nothingLater", json!(null)),
        ("module.handler", json!("esm 1")),
        ("typed/app.handler", json!("typed/app.js")),
        ("plain/app.handler", json!("cjs")),
        ("nested.a.b.c", json!("nested")),
    ];
    if callbacks() {
        cases.extend([
            ("app.callback", json!({"ok": 1})),
            ("app.nothing", json!(null)),
            ("app.succeed", json!("s")),
            ("app.early", json!("early")),
        ]);
    }
    for (handler, answer) in cases {
        assert_eq!(run(Run::of(handler)).response(), answer, "{handler}");
    }
}

#[test]
fn errors_have_a_type_a_message_and_a_trace() {
    let ran = run(Run::of("app.fail"));
    let error = ran.error("TypeError");
    in_order(&ran.calls[0].body, &["errorType", "errorMessage", "trace"]);
    assert_eq!((&error["errorType"], &error["errorMessage"]), (&json!("TypeError"), &json!("bad\nthing")));
    let trace = error["trace"].as_array().unwrap();
    assert_eq!(trace[..2], [json!("TypeError: bad"), json!("thing")]);
    assert_eq!(trace[2], "    at exports.fail [as handler] (/var/task/app.js:8:50)");
    assert!(trace[3].as_str().unwrap().starts_with("    at Runtime.handleOnceNonStreaming ("), "{trace:?}");
    let begin = format!(
        "TIME\t{REQUEST}\tERROR\tInvoke Error \t{{\"errorType\":\"TypeError\",\"errorMessage\":\"bad\\nthing\",\"code\":\"X\",\
         \"stack\":[\"TypeError: bad\",\"thing\","
    );
    assert!(ran.lines[0].starts_with(&begin), "{:?}", ran.lines);

    let text = run(Run::of("app.throwText"));
    assert_eq!(text.error("string"), json!({"errorType": "string", "errorMessage": "text", "trace": []}));
    let begin = format!(
        "TIME\t{REQUEST}\tERROR\tInvoke Error \t{{\"errorType\":\"Error\",\"errorMessage\":\"text\",\"stack\":["
    );
    assert!(text.lines[0].starts_with(&begin), "{:?}", text.lines);
}

#[test]
fn errors_of_callbacks() {
    if !callbacks() {
        let error = run(Run::of("app.callback")).init_error("Runtime.CallbackHandlerDeprecated");
        assert!(error["errorMessage"].as_str().unwrap().contains("has removed support for callback-based"));
        return;
    }
    assert_eq!(run(Run::of("app.callbackError")).error("RangeError")["errorMessage"], "no");
    let text = json!({"errorType": "string", "errorMessage": "plain", "trace": []});
    assert_eq!(run(Run::of("app.callbackText")).error("string"), text);
    assert_eq!(run(Run::of("app.contextFail")).error("string")["errorMessage"], "handled");
}

#[test]
fn what_can_not_be_written_is_an_error() {
    let kind = if callbacks() { "Error" } else { "Runtime.JSONStringifyError" };
    let error = run(Run::of("app.circle")).error(kind);
    assert_eq!(error["errorMessage"], "Unable to stringify response body");
}

#[test]
fn what_nobody_caught_ends_the_process() {
    let late = run(Run::of("app.late"));
    if callbacks() {
        assert_eq!(late.error("Error")["errorMessage"], "later");
        assert_eq!(late.status, Some(129));
        let lost = run(Run::of("app.lost"));
        assert_eq!(lost.error("Runtime.UnhandledPromiseRejection")["errorMessage"], "Error: lost");
        let begin = format!(
            "TIME\t{REQUEST}\tERROR\tUnhandled Promise Rejection \t{{\"errorType\":\"Runtime.UnhandledPromiseRejection\",\
             \"errorMessage\":\"Error: lost\",\"reason\":{{\"errorType\":\"Error\",\"errorMessage\":\"lost\",\"stack\":["
        );
        assert!(lost.lines[0].starts_with(&begin), "{:?}", lost.lines);
        assert_eq!(lost.status, Some(128));
    }
    let left = run(Run::of("app.leave"));
    assert!(left.calls.is_empty());
    assert_eq!(left.status, Some(3));
}

#[test]
fn handlers_that_can_not_be_loaded_are_named_as_aws_names_them() {
    let client = kit("node/index.mjs");
    let client = client.display();
    let cases = [
        ("bad", "Runtime.MalformedHandlerName", "Bad handler".to_owned()),
        (
            "../app.echo",
            "Runtime.MalformedHandlerName",
            "'../app.echo' is not a valid handler name. Use absolute paths when specifying root directories in handler names."
                .to_owned(),
        ),
        ("app.missing", "Runtime.HandlerNotFound", "app.missing is undefined or not exported".to_owned()),
        ("typed/app.missing", "Runtime.HandlerNotFound", "typed/app.missing is undefined or not exported".to_owned()),
        ("app.number", "Runtime.HandlerNotFound", "app.number is not a function".to_owned()),
        ("broken.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input".to_owned()),
        ("brokenmodule.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input".to_owned()),
        (
            "nothing.handler",
            "Runtime.ImportModuleError",
            format!("Error: Cannot find module 'nothing'\nRequire stack:\n- {client}"),
        ),
        (
            "needy.handler",
            "Runtime.ImportModuleError",
            format!(
                "Error: Cannot find module 'nothing-of-this-name'\nRequire stack:\n- /var/task/needy.js\n- {client}"
            ),
        ),
        ("failing.handler", "Error", "k".to_owned()),
    ];
    for (handler, kind, message) in cases {
        let ran = run(Run::of(handler));
        let error = ran.init_error(kind);
        assert_eq!((&error["errorType"], &error["errorMessage"]), (&json!(kind), &json!(message)), "{handler}");
        assert_eq!(ran.status, Some(129), "{handler}");
        let begin =
            format!("TIME\tundefined\tERROR\tUncaught Exception \t{{\"errorType\":\"{kind}\",\"errorMessage\":");
        assert!(ran.lines[0].starts_with(&begin), "{handler}: {:?}", ran.lines);
    }
}

#[test]
fn the_context_is_that_of_the_managed_runtimes() {
    let ran = run(Run::of("app.describe")
        .header("Lambda-Runtime-Client-Context", r#"{"custom":{"a":1}}"#)
        .header("Lambda-Runtime-Cognito-Identity", r#"{"cognitoIdentityId":"i"}"#));
    let mut members = vec![
        "awsRequestId",
        "callbackWaitsForEmptyEventLoop",
        "clientContext",
        "done",
        "fail",
        "functionName",
        "functionVersion",
        "getRemainingTimeInMillis",
        "identity",
        "invokedFunctionArn",
        "logGroupName",
        "logStreamName",
        "memoryLimitInMB",
        "succeed",
        "tenantId",
    ];
    if !callbacks() {
        members.retain(|name| !["callbackWaitsForEmptyEventLoop", "done", "fail", "succeed"].contains(name));
    }
    assert_eq!(
        ran.response(),
        json!({
            "members": members,
            "arn": "arn:aws:lambda:us-east-1:123456789012:function:greeter",
            "memory": "128",
            "time": true,
            "client": {"custom": {"a": 1}},
            "identity": {"cognitoIdentityId": "i"},
            "trace": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0",
        })
    );
}

#[test]
fn streams_are_sent_chunk_by_chunk() {
    let ran = run(Run::of("app.stream"));
    let [call] = &ran.calls[..] else { panic!("{ran:?}") };
    assert_eq!(call.header("content-type"), Some("text/plain"));
    assert_eq!(call.header("lambda-runtime-function-response-mode"), Some("streaming"));
    assert_eq!(call.chunks, [b"one".to_vec(), br#"{"a":1}"#.to_vec(), b"two".to_vec()]);
    assert!(call.trailers.is_empty());

    let http = run(Run::of("app.http"));
    let prelude = br#"{"statusCode":201,"headers":{"a":"b"}}"#.to_vec();
    assert_eq!(http.calls[0].header("content-type"), Some("application/vnd.awslambda.http-integration-response"));
    assert_eq!(http.calls[0].chunks, [prelude, vec![0; 8], b"body".to_vec()]);
}

#[test]
fn a_stream_that_breaks_says_why_at_its_end() {
    let ran = run(Run::of("app.breaks"));
    let [call] = &ran.calls[..] else { panic!("{ran:?}") };
    assert_eq!(call.chunks, [b"one".to_vec()]);
    let [kind, body] = &call.trailers[..] else { panic!("{call:?}") };
    assert_eq!(*kind, ("lambda-runtime-function-error-type".to_owned(), "Error".to_owned()));
    assert_eq!(body.0, "lambda-runtime-function-error-body");
    let error: Value = serde_json::from_slice(&STANDARD.decode(&body.1).unwrap()).unwrap();
    assert_eq!((&error["errorType"], &error["errorMessage"]), (&json!("Error"), &json!("mid")));

    assert_eq!(run(Run::of("app.refuses")).error("Error")["errorMessage"], "before");
}

#[test]
fn json_logs_are_objects_with_the_managed_runtimes_members() {
    let ran = run(Run::of("app.logs").env("AWS_LAMBDA_LOG_FORMAT", "JSON").env("AWS_LAMBDA_LOG_LEVEL", "INFO"));
    assert_eq!(ran.lines.len(), 2, "{:?}", ran.lines);
    in_order(&ran.lines[0], &["timestamp", "level", "requestId", "message"]);
    let line: Value = serde_json::from_str(&ran.lines[0]).unwrap();
    assert_eq!(line, json!({"timestamp": "TIME", "level": "INFO", "requestId": REQUEST, "message": {"a": 1}}));
    let members = ["timestamp", "level", "requestId", "message", "errorType", "errorMessage", "stackTrace"];
    in_order(&ran.lines[1], &members);
    let line: Value = serde_json::from_str(&ran.lines[1]).unwrap();
    assert_eq!(
        (&line["level"], &line["errorType"], &line["errorMessage"]),
        (&json!("ERROR"), &json!("RangeError"), &json!("out"))
    );
    assert!(line["message"].as_str().unwrap().starts_with("text RangeError: out\n    at "));
}
