//! Buckets as sites, and what pages of other origins are told.

use futures::StreamExt as _;
use serde_json::{Value, json};
use tradewind_cloud::Principal;
use tradewind_cloud::web::{Header, Request, Response, Visit};

use crate::stage::{ACCOUNT, REGION, Stage};

async fn visit(stage: &Stage, operation: &'static str, method: &str, path: &str, more: &[(&str, &str)]) -> Response {
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers: more.iter().map(|(name, value)| Header::new(*name, *value)).collect(),
        host: "b-1.s3-website.localhost".to_owned(),
        scheme: "http".to_owned(),
        protocol: "HTTP/1.1".to_owned(),
        ..Request::default()
    };
    let anonymous = more.iter().any(|(name, _)| *name == "x-unknown");
    let visit = Visit {
        service: stage.cloud.find("s3").expect("registered").clone(),
        operation,
        request,
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        principal: if anonymous { Principal::Anonymous } else { Principal::Account },
        endpoint: "http://127.0.0.1:4566".to_owned(),
        user_agent: None,
        trace: None,
    };
    stage.cloud.handle_web(visit).await
}

async fn get(stage: &Stage, path: &str, more: &[(&str, &str)]) -> (i32, String) {
    let response = visit(stage, "ServeWebsite", "GET", path, more).await;
    let mut body = response.body.to_vec();
    if let Some(mut chunks) = response.stream.and_then(|stream| stream.take()) {
        while let Some(chunk) = chunks.next().await {
            body.extend_from_slice(&chunk.expect("whole"));
        }
    }
    (response.status, String::from_utf8_lossy(&body).into_owned())
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
}

async fn configure(stage: &Stage, configuration: Value) {
    stage.ok("PutBucketWebsite", json!({"Bucket": "b-1", "WebsiteConfiguration": configuration})).await;
}

#[tokio::test]
async fn pages_errors_and_folders() {
    let mut stage = Stage::with_bucket().await;
    let (status, page) = get(&stage, "/", &[]).await;
    assert_eq!(status, 404);
    assert!(page.contains("<li>Code: NoSuchWebsiteConfiguration</li>\n<li>Message: The specified bucket does not have a website configuration</li>\n<li>BucketName: b-1</li>\n"), "{page}");
    configure(&stage, json!({"IndexDocument": {"Suffix": "i.html"}, "ErrorDocument": {"Key": "e.html"}})).await;
    stage.put("i.html", "first").await;
    stage.put("a/i.html", vec![b'x'; 300_000]).await;
    // What was decided stays so.
    stage.crash();
    assert_eq!(get(&stage, "/", &[]).await, (200, "first".to_owned()));
    assert_eq!(get(&stage, "/a/", &[]).await.1.len(), 300_000);
    let folder = visit(&stage, "ServeWebsite", "GET", "/a", &[]).await;
    assert_eq!((folder.status, header(&folder, "location")), (302, Some("/a/")));
    assert_eq!(header(&folder, "x-amz-error-code"), Some("Found"));
    let (status, page) = get(&stage, "/none", &[]).await;
    assert!(status == 404 && page.contains("Custom Error Document</h3>\n<ul>\n<li>Code: NoSuchKey</li>"), "{page}");
    stage.put("e.html", "sorry").await;
    assert_eq!(get(&stage, "/none", &[]).await, (404, "sorry".to_owned()));
    assert_eq!(get(&stage, "/i.html", &[("range", "bytes=1-2")]).await, (206, "ir".to_owned()));
    assert_eq!(get(&stage, "/i.html", &[("range", "bytes=9-")]).await, (416, "sorry".to_owned()));
    assert_eq!(get(&stage, "/i.html", &[("if-modified-since", "Sat, 02 Jan 2027 03:04:05 GMT")]).await.0, 304);
    let posted = visit(&stage, "ServeWebsite", "POST", "/", &[]).await;
    assert_eq!((posted.status, header(&posted, "x-amz-error-code")), (405, Some("MethodNotAllowed")));
}

#[tokio::test]
async fn unknown_visitors_need_a_policy() {
    let stage = Stage::with_bucket().await;
    configure(&stage, json!({"IndexDocument": {"Suffix": "i.html"}})).await;
    stage.put("i.html", "first").await;
    let unknown = &[("x-unknown", "")][..];
    assert_eq!(get(&stage, "/", unknown).await.0, 403);
    stage.ok("DeletePublicAccessBlock", json!({"Bucket": "b-1"})).await;
    let policy = |actions: &[&str]| {
        let resources = ["arn:aws:s3:::b-1/*", "arn:aws:s3:::b-1"];
        let statement = json!({"Effect": "Allow", "Principal": "*", "Action": actions, "Resource": resources});
        json!({"Bucket": "b-1", "Policy": json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()})
    };
    stage.ok("PutBucketPolicy", policy(&["s3:GetObject"])).await;
    assert_eq!(get(&stage, "/", unknown).await, (200, "first".to_owned()));
    assert_eq!(get(&stage, "/none", unknown).await.0, 403);
    stage.ok("PutBucketPolicy", policy(&["s3:GetObject", "s3:ListBucket"])).await;
    assert_eq!(get(&stage, "/none", unknown).await.0, 404);
}

#[tokio::test]
async fn pages_of_other_origins() {
    let stage = Stage::with_bucket().await;
    let origin = ("origin", "https://a.test");
    let ask = |method: &'static str, path: &'static str, wanted: &'static str| {
        let stage = &stage;
        async move {
            let more = [origin, ("access-control-request-method", wanted)];
            let response = visit(stage, "AnswerPage", method, path, &more).await;
            (response.status, String::from_utf8_lossy(&response.body).into_owned())
        }
    };
    let (status, text) = ask("OPTIONS", "/b-1/k", "GET").await;
    assert!(status == 403 && text.contains("CORSResponse: CORS is not enabled for this bucket."), "{text}");
    assert!(ask("OPTIONS", "/b-2/k", "GET").await.1.contains("CORSResponse: Bucket not found"));
    let rule = json!({"AllowedOrigins": ["https://a.test"], "AllowedMethods": ["GET"]});
    stage.ok("PutBucketCors", json!({"Bucket": "b-1", "CORSConfiguration": {"CORSRules": [rule]}})).await;
    assert_eq!(ask("OPTIONS", "/b-1/k", "GET").await, (200, String::new()));
    assert_eq!(ask("GET", "/b-1/k", "PUT").await.0, 200);
    assert_eq!(ask("OPTIONS", "/b-1/k", "PUT").await.0, 403);
    assert_eq!(ask("OPTIONS", "/b-1/k", "PATCH").await.0, 400);
}
