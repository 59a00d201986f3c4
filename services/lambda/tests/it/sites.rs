//! Web visits: function URLs, links to packages.

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use serde_json::{Value, json};
use tradewind_cloud::Principal;
use tradewind_cloud::web::{Header, Request, Response, Visit};
use tradewind_functions::{FunctionError, StreamEnd};
use tradewind_lambda::site;

use crate::fake::Answer;
use crate::stage::{ACCOUNT, REGION, Stage, zip};

/// A visit as the edge makes it of a URL.
async fn visit(stage: &Stage, method: &str, url: &str, headers: &[(&str, &str)], principal: Principal) -> Response {
    let rest = url.strip_prefix("http://").expect("a URL");
    let (host, path) = rest.split_once('/').expect("a path");
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query.to_owned())));
    let path = format!("/{path}");
    let site = site(host, &path).expect("a site of Lambda");
    let headers = headers.iter().map(|(name, value)| Header::new(*name, *value)).collect();
    let request = Request {
        method: method.to_owned(),
        path,
        query,
        headers,
        source_ip: Some("192.0.2.1".to_owned()),
        host: host.to_owned(),
        scheme: "http".to_owned(),
        protocol: "HTTP/1.1".to_owned(),
        ..Request::default()
    };
    let visit = Visit {
        service: stage.cloud.find("lambda").expect("registered").clone(),
        operation: site.operation,
        request,
        account: ACCOUNT.to_owned(),
        region: site.region.unwrap_or_else(|| REGION.to_owned()),
        principal,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        user_agent: None,
        trace: None,
    };
    stage.cloud.handle_web(visit).await
}

async fn get(stage: &Stage, url: &str) -> Response {
    visit(stage, "GET", url, &[], Principal::Anonymous).await
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
}

async fn with_url(more: Value) -> (Stage, String) {
    let stage = Stage::with_function().await;
    let mut input = json!({"FunctionName": "f", "AuthType": "NONE"});
    input.as_object_mut().expect("members").extend(more.as_object().expect("members").clone());
    let url = stage.ok("lambda", "CreateFunctionUrlConfig", input).await["FunctionUrl"].clone();
    (stage, url.as_str().expect("text").to_owned())
}

#[tokio::test]
async fn a_url_invokes_its_function() {
    let (mut stage, url) = with_url(json!({})).await;
    stage.crash();
    let told = r#"{"statusCode":201,"headers":{"x-mine":"1"},"cookies":["a=b"],"body":"made"}"#;
    stage.fake.once("f", Answer::ok(told));
    let response = get(&stage, &format!("{url}orders/7?a=1&b=2")).await;
    assert_eq!((response.status, &response.body[..]), (201, &b"made"[..]));
    assert_eq!((header(&response, "x-mine"), header(&response, "set-cookie")), (Some("1"), Some("a=b")));
    let event: Value = serde_json::from_str(&stage.fake.take()[0].payload()).expect("JSON");
    // Version 2.0 of https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html.
    assert_eq!(
        (&event["version"], &event["rawPath"], &event["rawQueryString"]),
        (&json!("2.0"), &json!("/orders/7"), &json!("a=1&b=2"))
    );
    assert_eq!(event["requestContext"]["http"]["method"], "GET");
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "192.0.2.1");
}

#[tokio::test]
async fn a_function_that_fails_is_a_bad_gateway() {
    let (stage, url) = with_url(json!({})).await;
    stage.fake.once("f", Answer::Fails(FunctionError::Unhandled, Bytes::from("{\"errorMessage\":\"secret\"}")));
    let response = get(&stage, &url).await;
    assert_eq!((response.status, &response.body[..]), (502, &b"Internal Server Error"[..]));
    stage.ok("lambda", "PutFunctionConcurrency", json!({"FunctionName": "f", "ReservedConcurrentExecutions": 0})).await;
    assert_eq!(get(&stage, &url).await.status, 429);
}

#[tokio::test]
async fn a_url_with_iam_wants_to_know_who_calls() {
    let (stage, url) = with_url(json!({"AuthType": "AWS_IAM"})).await;
    let response = get(&stage, &url).await;
    assert_eq!((response.status, header(&response, "x-amzn-errortype")), (403, Some("AccessDeniedException")));
    assert!(stage.fake.take().is_empty());
    let known = Principal::Root { access_key: "AKIAIOSFODNN7EXAMPLE".to_owned() };
    assert_eq!(visit(&stage, "GET", &url, &[], known).await.status, 200);
}

#[tokio::test]
async fn preflights_are_answered_for_the_function() {
    let cors = json!({"AllowOrigins": ["https://a.test"], "AllowMethods": ["GET"], "MaxAge": 60});
    let (stage, url) = with_url(json!({"Cors": cors})).await;
    let headers = [("origin", "https://a.test"), ("access-control-request-method", "GET")];
    let response = visit(&stage, "OPTIONS", &url, &headers, Principal::Anonymous).await;
    assert_eq!(header(&response, "access-control-allow-origin"), Some("https://a.test"));
    assert_eq!(header(&response, "access-control-max-age"), Some("60"));
    assert!(stage.fake.take().is_empty());
}

#[tokio::test]
async fn methods_that_no_page_can_be_allowed_are_refused() {
    let stage = Stage::with_function().await;
    let input = |methods: Value| json!({"FunctionName": "f", "AuthType": "NONE", "Cors": {"AllowMethods": methods}});
    let text = "You can use GET, PUT, POST, DELETE, HEAD, PATCH, and the wildcard character (*).";
    for (operation, methods) in
        [("CreateFunctionUrlConfig", json!(["GET", "TRACE"])), ("CreateFunctionUrlConfig", json!([""]))]
    {
        let (status, code, message) = stage.refused(operation, input(methods)).await;
        assert_eq!((status, code.as_str(), message.as_str()), (400, "InvalidParameterValueException", text));
    }
    stage.ok("lambda", "CreateFunctionUrlConfig", input(json!(["GET", "*"]))).await;
    let (_, _, message) = stage.refused("UpdateFunctionUrlConfig", input(json!(["ANY"]))).await;
    assert_eq!(message, text);
    stage.ok("lambda", "UpdateFunctionUrlConfig", input(json!(["PATCH", "HEAD"]))).await;
}

#[tokio::test]
async fn a_streamed_response_comes_chunk_by_chunk() {
    let (stage, url) = with_url(json!({"InvokeMode": "RESPONSE_STREAM"})).await;
    stage.fake.once("f", Answer::streams(Some("text/plain"), &[b"one", b"two"]));
    let response = get(&stage, &url).await;
    assert_eq!((response.status, header(&response, "content-type")), (200, Some("text/plain")));
    let chunks: Vec<_> = response.stream.expect("a stream").take().expect("once").collect().await;
    let text: Vec<u8> = chunks.into_iter().flat_map(|chunk| chunk.expect("whole")).collect();
    assert_eq!(text, b"onetwo");
    assert!(stage.fake.take()[0].invocation.streaming);
    let broken = StreamEnd { error_code: Some("Runtime.Exit".to_owned()), ..StreamEnd::default() };
    stage.fake.once("f", Answer::Streams { content_type: None, chunks: vec![Bytes::from("half")], end: broken });
    let chunks: Vec<_> = get(&stage, &url).await.stream.expect("a stream").take().expect("once").collect().await;
    assert!(chunks.last().is_some_and(Result::is_err), "a part is not taken for the whole");
}

#[tokio::test]
async fn a_url_ends_with_what_it_is_for() {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    let input = json!({"FunctionName": "f", "Qualifier": "live", "AuthType": "NONE"});
    let created = stage.ok("lambda", "CreateFunctionUrlConfig", input.clone()).await;
    let url = created["FunctionUrl"].as_str().expect("text");
    assert_eq!(get(&stage, url).await.status, 200);
    assert_eq!(stage.fake.take()[0].function.version, "1");
    let (status, code, _) = stage.refused("CreateFunctionUrlConfig", input).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    let list = stage.ok("lambda", "ListFunctionUrlConfigs", json!({"FunctionName": "f"})).await;
    assert_eq!(list["FunctionUrlConfigs"][0]["FunctionUrl"], url);
    let update = json!({"FunctionName": "f", "Qualifier": "live", "AuthType": "AWS_IAM"});
    assert_eq!(stage.ok("lambda", "UpdateFunctionUrlConfig", update).await["AuthType"], "AWS_IAM");
    let named = json!({"FunctionName": "f", "Qualifier": "live"});
    assert_eq!(stage.ok("lambda", "GetFunctionUrlConfig", named.clone()).await["AuthType"], "AWS_IAM");
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    stage.settle().await;
    let response = get(&stage, url).await;
    assert_eq!((response.status, &response.body[..]), (404, &b"{\"Message\":null}"[..]));
    assert_eq!(stage.refused("GetFunctionUrlConfig", named).await.0, 404);
    let left = stage.cloud.store().cells("lambda/urls/", None, 10).expect("reads");
    assert!(left.is_empty(), "the index forgets the URL: {left:?}");
}

#[tokio::test]
async fn a_package_can_be_fetched_for_ten_minutes() {
    let mut stage = Stage::with_function().await;
    let location = async |stage: &Stage| {
        let found = stage.ok("lambda", "GetFunction", json!({"FunctionName": "f"})).await;
        found["Code"]["Location"].as_str().expect("text").to_owned()
    };
    let url = location(&stage).await;
    assert!(url.starts_with("http://127.0.0.1:4566/_tradewind/lambda/code/"), "{url}");
    // The key of the links is kept.
    stage.crash();
    let response = get(&stage, &url).await;
    assert_eq!((response.status, header(&response, "content-type")), (200, Some("application/zip")));
    assert_eq!(response.body, zip("m.py", b"def h(e, c): return e\n"));
    stage.pass(Duration::from_secs(599)).await;
    assert_eq!(get(&stage, &url).await.status, 200);
    stage.pass(Duration::from_secs(1)).await;
    let response = get(&stage, &url).await;
    assert_eq!(response.status, 403);
    assert!(String::from_utf8_lossy(&response.body).contains("<Message>Request has expired</Message>"));
    let url = location(&stage).await;
    let end = url.len() - 1;
    let other = if url.ends_with('0') { "1" } else { "0" };
    assert_eq!(get(&stage, &format!("{}{other}", &url[..end])).await.status, 403);
    assert_eq!(get(&stage, "http://127.0.0.1:4566/_tradewind/lambda/code/").await.status, 403);
    assert_eq!(visit(&stage, "DELETE", &url, &[], Principal::Anonymous).await.status, 405);
}

#[tokio::test]
async fn sites_are_no_operations_of_the_api() {
    let stage = Stage::with_function().await;
    for operation in ["InvokeFunctionUrl", "DownloadPackage"] {
        assert!(stage.call("lambda", operation, json!({}), None).await.is_err(), "{operation}");
    }
}
