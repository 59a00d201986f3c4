//! As clients see it: statuses, headers and bodies of REST calls.

use serde_json::{Value, json};
use tradewind_cloud::{Incoming, Principal};
use tradewind_lambda::DEFINITION;
use tradewind_wire::{Body, Protocol, Response, RestHead, Router};

use crate::stage::{ACCOUNT, REGION, Stage, base64, function_arn, zip};

async fn call(stage: &Stage, method: &str, path: &str, query: &str, body: Value) -> Response {
    let found = Router::new(DEFINITION.routes).find(method, path, query).expect("a route");
    let incoming = Incoming {
        service: stage.cloud.find("lambda").expect("registered").clone(),
        operation: found.route.operation.to_owned(),
        protocol: Protocol::RestJson1,
        body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() }.into(),
        head: Some(RestHead { labels: found.labels, query: query.to_owned(), ..RestHead::default() }),
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        principal: Principal::Account,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        source_ip: None,
        user_agent: None,
        trace: None,
    };
    stage.cloud.handle(incoming).await
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn text(response: &Response) -> String {
    match &response.body {
        Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Body::Stream(_) => panic!("a stream"),
    }
}

const FUNCTIONS: &str = "/2015-03-31/functions";

#[tokio::test]
async fn a_functions_life_in_statuses() {
    let stage = Stage::new();
    let input = json!({
        "FunctionName": "f", "Runtime": "python3.12", "Handler": "m.h", "Role": crate::functions::ROLE,
        "Code": {"ZipFile": base64(&zip("m.py", b""))}
    });
    assert_eq!(call(&stage, "POST", FUNCTIONS, "", input).await.status, 201);
    stage.settle().await;
    let path = format!("{FUNCTIONS}/f");
    assert_eq!(call(&stage, "GET", &path, "", Value::Null).await.status, 200);
    assert_eq!(call(&stage, "POST", &format!("{path}/versions"), "", json!({})).await.status, 201);
    let dry = call(&stage, "DELETE", &path, "Qualifier=1", Value::Null).await;
    assert_eq!((dry.status, text(&dry)), (204, String::new()));
    assert_eq!(call(&stage, "DELETE", &path, "", Value::Null).await.status, 204);
    let gone = call(&stage, "GET", &path, "", Value::Null).await;
    assert_eq!((gone.status, header(&gone, "x-amzn-errortype")), (404, Some("ResourceNotFoundException")));
    // The error's members in the order of AWS's answers.
    assert_eq!(text(&gone), format!("{{\"Type\":\"User\",\"Message\":\"Function not found: {}\"}}", function_arn("f")));
}

#[tokio::test]
async fn an_invocation_in_headers() {
    let stage = Stage::with_function().await;
    let path = format!("{FUNCTIONS}/f/invocations");
    let answer = call(&stage, "POST", &path, "", json!({"n": 1})).await;
    assert_eq!((answer.status, header(&answer, "x-amz-executed-version")), (200, Some("$LATEST")));
    assert_eq!(text(&answer), "{\"n\":1}");
    stage.fake.once("f", crate::fake::Answer::fails("boom"));
    let answer = call(&stage, "POST", &path, "", Value::Null).await;
    assert_eq!((answer.status, header(&answer, "x-amz-function-error")), (200, Some("Unhandled")));
    let off = json!({"ReservedConcurrentExecutions": 0});
    assert_eq!(call(&stage, "PUT", "/2017-10-31/functions/f/concurrency", "", off).await.status, 200);
    let answer = call(&stage, "POST", &path, "", Value::Null).await;
    assert_eq!((answer.status, header(&answer, "retry-after")), (429, Some("1")));
    let body: Value = serde_json::from_str(&text(&answer)).expect("JSON");
    let reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    assert_eq!(body, json!({"Reason": reason, "Type": "User", "message": "Rate Exceeded."}));
}

#[tokio::test]
async fn what_is_absent_is_refused_by_name() {
    let stage = Stage::new();
    let answer = call(&stage, "POST", "/2020-04-22/code-signing-configs", "", json!({})).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert!(
        text(&answer).contains("CreateCodeSigningConfig of Lambda is not built into this server yet"),
        "{}",
        text(&answer)
    );
}
