//! Streams: made, listed, deleted.

use serde_json::json;

use crate::harness::{HOUR, START, Server};

#[tokio::test]
async fn a_stream_tells_of_its_events() {
    let server = Server::new();
    server.group("g").await;
    let answer = server.ok("DescribeLogStreams", json!({ "logGroupName": "g" })).await;
    let stream = &answer["logStreams"][0];
    assert_eq!(stream["arn"], "arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s");
    assert_eq!((&stream["creationTime"], &stream["storedBytes"]), (&json!(START), &json!(0)));
    assert!(stream["firstEventTimestamp"].is_null() && stream["lastEventTimestamp"].is_null());
    server.put("g", "s", &[(START - HOUR, "a"), (START + HOUR, "b")]).await;
    server.put("g", "s", &[(START - 2 * HOUR, "c")]).await;
    let answer = server.ok("DescribeLogStreams", json!({ "logGroupIdentifier": "g" })).await;
    let stream = &answer["logStreams"][0];
    assert_eq!(stream["firstEventTimestamp"], START - 2 * HOUR);
    assert_eq!(stream["lastEventTimestamp"], START + HOUR);
    assert_eq!(stream["lastIngestionTime"], START);
    let (code, text) = server.fails("CreateLogStream", json!({ "logGroupName": "g", "logStreamName": "s" })).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceAlreadyExistsException", "The specified log stream already exists")
    );
    let (code, _) = server.fails("CreateLogStream", json!({ "logGroupName": "g", "logStreamName": "a:b" })).await;
    assert_eq!(code, "InvalidParameterException");
    server.ok("DeleteLogStream", json!({ "logGroupName": "g", "logStreamName": "s" })).await;
    let (code, text) = server.fails("DeleteLogStream", json!({ "logGroupName": "g", "logStreamName": "s" })).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceNotFoundException", "The specified log stream does not exist.")
    );
    assert!(server.messages("g", "").await.is_empty());
    server.stream("g", "s").await;
    assert!(server.messages("g", "").await.is_empty());
}

#[tokio::test]
async fn streams_are_listed_by_name_and_by_time() {
    let server = Server::new();
    server.group("g").await;
    for (name, at) in [("a/1", 3), ("a/2", 1), ("b", 2)] {
        server.stream("g", name).await;
        server.put("g", name, &[(START + at, "x")]).await;
    }
    let all = |more: serde_json::Value| {
        let server = &server;
        async move {
            let mut input = json!({ "logGroupName": "g", "limit": 2 });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let mut names = Vec::new();
            loop {
                let page = server.ok("DescribeLogStreams", input.clone()).await;
                let streams = page["logStreams"].as_array().unwrap();
                names.extend(streams.iter().map(|stream| stream["logStreamName"].as_str().unwrap().to_owned()));
                if page["nextToken"].is_null() {
                    return names;
                }
                input["nextToken"] = page["nextToken"].clone();
            }
        }
    };
    assert_eq!(all(json!({})).await, ["a/1", "a/2", "b", "s"]);
    assert_eq!(all(json!({ "descending": true })).await, ["s", "b", "a/2", "a/1"]);
    assert_eq!(all(json!({ "orderBy": "LastEventTime" })).await, ["s", "a/2", "b", "a/1"]);
    assert_eq!(all(json!({ "orderBy": "LastEventTime", "descending": true })).await, ["a/1", "b", "a/2", "s"]);
    assert_eq!(all(json!({ "logStreamNamePrefix": "a/" })).await, ["a/1", "a/2"]);
    let both = json!({ "logGroupName": "g", "logStreamNamePrefix": "a", "orderBy": "LastEventTime" });
    let (code, text) = server.fails("DescribeLogStreams", both).await;
    assert_eq!(code, "InvalidParameterException");
    assert_eq!(text, "Cannot order by LastEventTime with a logStreamNamePrefix.");
    let (_, text) = server.fails("DescribeLogStreams", json!({ "logGroupName": "g", "logGroupIdentifier": "g" })).await;
    assert_eq!(text, "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
}
