//! The client for Python.

use serde_json::{Value, json};

use super::{REQUEST, Ran, Run, folder, in_order, kit};

const APP: &str = r#"import collections, decimal, logging, os, sys

logger = logging.getLogger()
logger.setLevel("INFO")


def echo(event, context):
    print("hello")
    logger.info("one\ntwo")
    return {"event": event, "text": "grün"}


def fail(event, context):
    raise ValueError("bad\nthing")


def numbers(event, context):
    return {"price": decimal.Decimal("1.10"), "bytes": b"raw", "none": None, "nested": [decimal.Decimal("2E+3")]}


def unserialisable(event, context):
    return {1, 2}


def raw(event, context):
    return b"just bytes"


def leave(event, context):
    sys.exit(3)


def describe(event, context):
    return [repr(context), context.get_remaining_time_in_millis() > 1000, os.environ["_X_AMZN_TRACE_ID"]]


def caught(event, context):
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("caught", extra={"order": 7})
    logger.info({"a": 1})
    logger.debug("not shown")


thing = 5
"#;

fn run(run: Run) -> Ran {
    let code = folder(&[
        ("app.py", APP),
        ("broken.py", "def f(:\n"),
        ("needy.py", "import nothing_of_this_name\n"),
        ("failing.py", "raise KeyError('k')\n"),
        ("folder/app.py", "def echo(event, context):\n    return 'from a folder'\n"),
        ("hooks.py", HOOKS),
    ]);
    let mut ran = run.go("python3", &[kit("python/bootstrap.py")], code.path());
    let place = code.path().to_string_lossy().into_owned();
    ran.lines.iter_mut().for_each(|line| *line = line.replace(&place, "/var/task"));
    ran.calls.iter_mut().for_each(|call| call.body = call.body.replace(&place, "/var/task"));
    ran
}

/// Before 3.12 the managed runtimes escape what is not ASCII.
fn escapes() -> bool {
    let mut version = std::process::Command::new("python3");
    version
        .args(["-c", "import sys; print(sys.version_info >= (3, 12))"])
        .output()
        .unwrap()
        .stdout
        .starts_with(b"False")
}

#[test]
fn answers_are_json_as_the_managed_runtimes_write_it() {
    let ran = run(Run::of("app.echo"));
    assert_eq!(ran.response(), json!({"event": {"key": 1}, "text": "grün"}));
    let text = if escapes() { "gr\\u00fcn" } else { "grün" };
    assert_eq!(ran.calls[0].body, format!(r#"{{"event": {{"key": 1}}, "text": "{text}"}}"#));
    assert_eq!(ran.calls[0].header("content-type"), Some("application/json"));
    // What is printed is the function's own line; what is logged is one event, whose lines a carriage return separates.
    assert_eq!(ran.lines, ["hello".to_owned(), format!("[INFO]\tTIME\t{REQUEST}\tone\rtwo")]);
    assert_eq!(ran.status, Some(0));

    assert_eq!(run(Run::of("folder/app.echo")).response(), json!("from a folder"));
    let numbers = run(Run::of("app.numbers"));
    assert_eq!(numbers.calls[0].body, r#"{"price": 1.10, "bytes": "raw", "none": null, "nested": [2E+3]}"#);
    let raw = run(Run::of("app.raw"));
    assert_eq!(raw.calls[0].body, "just bytes");
    assert_eq!(raw.calls[0].header("content-type"), Some("application/unknown"));
}

#[test]
fn several_events_are_answered_one_after_the_other() {
    let ran = run(Run { events: vec!["1", "\"two\"", "[3]", ""], ..Run::of("folder/app.echo") });
    assert_eq!(ran.calls.len(), 4);
    assert!(ran.calls.iter().all(|call| call.body == "\"from a folder\""));
}

#[test]
fn an_exception_is_described_with_the_functions_own_frames() {
    let ran = run(Run::of("app.fail"));
    let frame = "  File \"/var/task/app.py\", line 14, in fail\n    raise ValueError(\"bad\\nthing\")\n";
    let error = ran.error("ValueError");
    assert_eq!(
        error,
        json!({"errorMessage": "bad\nthing", "errorType": "ValueError", "requestId": REQUEST, "stackTrace": [frame]})
    );
    in_order(&ran.calls[0].body, &["errorMessage", "errorType", "requestId", "stackTrace"]);
    // Blanks at the beginning of a line are no-break spaces.
    let (two, four) = ("\u{a0}".repeat(2), "\u{a0}".repeat(4));
    let logged = format!(
        "[ERROR] ValueError: bad\rthing\rTraceback (most recent call last):\r{two}File \"/var/task/app.py\", line 14, in \
         fail\r{four}raise ValueError(\"bad\\nthing\")"
    );
    assert_eq!(ran.lines, [logged]);
}

#[test]
fn what_can_not_be_read_or_written_is_an_error_of_the_runtime() {
    let message = "Unable to marshal response: Object of type set is not JSON serializable";
    assert_eq!(
        run(Run::of("app.unserialisable")).error("Runtime.MarshalError"),
        json!({"errorMessage": message, "errorType": "Runtime.MarshalError", "requestId": REQUEST, "stackTrace": []})
    );
    let event = Run { events: vec!["{"], ..Run::of("app.echo") };
    let message =
        "Unable to unmarshal input: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)";
    assert_eq!(run(event).error("Runtime.UnmarshalError")["errorMessage"], message);
    let context = Run::of("app.echo").header("Lambda-Runtime-Client-Context", "no JSON");
    let message = "Unable to parse Client Context JSON: Expecting value: line 1 column 1 (char 0)";
    assert_eq!(run(context).error("Runtime.LambdaContextUnmarshalError")["errorMessage"], message);
}

#[test]
fn handlers_that_can_not_be_loaded_are_named_as_aws_names_them() {
    let cases = [
        (
            "nothing.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'nothing': No module named 'nothing'",
        ),
        (
            "needy.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'needy': No module named 'nothing_of_this_name'",
        ),
        ("app.missing", "Runtime.HandlerNotFound", "Handler 'missing' missing on module 'app'"),
        ("folder/app.missing", "Runtime.HandlerNotFound", "Handler 'missing' missing on module 'folder/app'"),
        ("bad", "Runtime.MalformedHandlerName", "Bad handler 'bad': not enough values to unpack (expected 2, got 1)"),
        ("sys.handler", "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"),
    ];
    for (handler, kind, message) in cases {
        let ran = run(Run::of(handler));
        let expected = json!({"errorMessage": message, "errorType": kind, "requestId": "", "stackTrace": []});
        assert_eq!(ran.init_error(kind), expected, "{handler}");
        assert_eq!(ran.status, Some(1), "{handler}");
        let [warning, error] = &ran.lines[..] else { panic!("{handler}: {:?}", ran.lines) };
        assert!(warning.starts_with("[WARNING]\tTIME\t\tLAMBDA_WARNING: Unhandled exception."), "{warning}");
        assert_eq!(*error, format!("[ERROR] {kind}: {message}\rTraceback (most recent call last):"));
    }
}

#[test]
fn a_syntax_error_shows_its_line() {
    let error = run(Run::of("broken.handler")).init_error("Runtime.UserCodeSyntaxError");
    let message = error["errorMessage"].as_str().unwrap();
    assert!(message.starts_with("Syntax error in module 'broken': ") && message.ends_with("(broken.py, line 1)"));
    assert_eq!(error["stackTrace"], json!(["  File \"/var/task/broken.py\" Line 1\n    def f(:\n"]));
}

#[test]
fn an_exception_while_loading_keeps_its_type() {
    let error = run(Run::of("failing.handler")).init_error("KeyError");
    assert_eq!(error["errorMessage"], "'k'");
    let trace = error["stackTrace"].as_array().unwrap();
    assert_eq!(
        trace.last().unwrap(),
        "  File \"/var/task/failing.py\", line 1, in <module>\n    raise KeyError('k')\n"
    );
    assert!(trace[0].as_str().unwrap().contains("importlib/__init__.py"), "{trace:?}");
}

#[test]
fn a_function_that_exits_answers_nothing() {
    let ran = run(Run::of("app.leave"));
    assert!(ran.calls.is_empty());
    assert_eq!(ran.status, Some(3));
}

#[test]
fn the_context_is_that_of_the_managed_runtimes() {
    let client = r#"{"client":{"app_title":"t"},"custom":{"a":1},"env":{},"w3c":{"traceparent":"00-1"}}"#;
    let ran = run(Run::of("app.describe")
        .header("Lambda-Runtime-Client-Context", client)
        .header("Lambda-Runtime-Cognito-Identity", r#"{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}"#));
    let context = format!(
        "LambdaContext([aws_request_id={REQUEST},log_group_name=/aws/lambda/greeter,log_stream_name=stream,\
         function_name=greeter,memory_limit_in_mb=128,function_version=$LATEST,\
         invoked_function_arn=arn:aws:lambda:us-east-1:123456789012:function:greeter,\
         client_context=ClientContext([custom={{'a': 1}},env={{}},client=Client([installation_id=None,app_title=t,\
         app_version_name=None,app_version_code=None,app_package_name=None])]),\
         identity=CognitoIdentity([cognito_identity_id=i,cognito_identity_pool_id=p]),tenant_id=None])"
    );
    let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";
    assert_eq!(ran.response(), json!([context, true, trace]));
}

#[test]
fn json_logs_are_objects_with_the_managed_runtimes_members() {
    let ran = run(Run::of("app.caught").env("AWS_LAMBDA_LOG_FORMAT", "JSON").env("AWS_LAMBDA_LOG_LEVEL", "INFO"));
    let lines: Vec<Value> = ran.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    let mut first = lines[0].clone();
    let trace = first["stackTrace"].take();
    assert!(trace[0].as_str().unwrap().starts_with("  File \"/var/task/app.py\", line 39, in caught\n    1 / 0\n"));
    assert_eq!(
        first,
        json!({
            "timestamp": "TIME", "level": "ERROR", "message": "caught", "logger": "root", "stackTrace": null,
            "errorType": "ZeroDivisionError", "errorMessage": "division by zero", "requestId": REQUEST,
            "location": "/var/task/app.py:caught:41", "order": 7,
        })
    );
    assert_eq!(
        lines[1],
        json!({"timestamp": "TIME", "level": "INFO", "message": {"a": 1}, "logger": "root", "requestId": REQUEST})
    );

    let failed = run(Run::of("app.fail").env("AWS_LAMBDA_LOG_FORMAT", "JSON").env("AWS_LAMBDA_LOG_LEVEL", "ERROR"));
    let members = ["timestamp", "level", "errorMessage", "errorType", "requestId", "stackTrace"];
    in_order(&failed.lines[0], &members);
}

#[test]
fn an_exception_that_is_logged_is_one_event() {
    let ran = run(Run::of("app.caught"));
    assert_eq!(ran.lines.len(), 2, "{:?}", ran.lines);
    let begin = format!("[ERROR]\tTIME\t{REQUEST}\tcaught\rTraceback (most recent call last):\r");
    assert!(ran.lines[0].starts_with(&begin) && ran.lines[0].ends_with("ZeroDivisionError: division by zero"));
}

const HOOKS: &str = r#"from snapshot_restore_py import register_after_restore, register_before_snapshot

done = []


@register_before_snapshot
def first():
    done.append("first")


register_before_snapshot(lambda word: done.append(word), "second")
register_after_restore(lambda: done.append("third"))
register_after_restore(lambda **names: done.append(names["word"]), word="fourth")


def handler(event, context):
    return done


def failing(event, context):
    return None


import os
if os.environ["_HANDLER"] == "hooks.failing":
    register_after_restore(lambda: 1 / 0)
"#;

#[test]
fn hooks_run_around_the_restore() {
    let hooks = |handler| run(Run::of(handler).env("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    let ran = hooks("hooks.handler");
    let paths: Vec<_> = ran.calls.iter().map(|call| call.path.rsplit("runtime/").next().unwrap()).collect();
    assert_eq!(paths, ["restore/next".to_owned(), format!("invocation/{REQUEST}/response")]);
    assert_eq!(ran.calls[1].body, r#"["second", "first", "third", "fourth"]"#);

    let ran = hooks("hooks.failing");
    assert_eq!(ran.calls[1].path, "/2018-06-01/runtime/restore/error");
    assert_eq!(ran.calls[1].header("lambda-runtime-function-error-type"), Some("Runtime.AfterRestoreError"));
    let error: Value = serde_json::from_str(&ran.calls[1].body).unwrap();
    assert_eq!(
        (&error["errorType"], &error["errorMessage"]),
        (&json!("ZeroDivisionError"), &json!("division by zero"))
    );
    assert_eq!(ran.status, Some(65));
}
