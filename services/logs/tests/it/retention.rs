//! Expiry on the clock.

use serde_json::json;

use crate::harness::{DAY, HOUR, START, Server};

#[tokio::test]
async fn events_expire_to_the_millisecond_and_their_space_is_given_back() {
    let server = Server::new();
    server.group("g").await;
    server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 3 })).await;
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["retentionInDays"], 3);
    server.put("g", "s", &[(START - HOUR, "one"), (START, "two")]).await;
    server.put("g", "s", &[(START + HOUR, "three")]).await;
    server.pass(3 * DAY - HOUR).await;
    assert_eq!(server.messages("g", "").await, ["one", "two", "three"]);
    server.pass(1).await;
    assert_eq!(server.messages("g", "").await, ["two", "three"]);
    server.pass(HOUR).await;
    assert_eq!(server.messages("g", "").await, ["three"]);
    let stored = |answer: serde_json::Value| answer["logGroups"][0]["storedBytes"].as_u64().unwrap();
    server.pass(3 * HOUR).await;
    assert_eq!(stored(server.ok("DescribeLogGroups", json!({})).await), 0);
    // The stream stays, and knows of its last event.
    let stream = server.ok("DescribeLogStreams", json!({ "logGroupName": "g" })).await["logStreams"][0].clone();
    assert_eq!(stream["lastEventTimestamp"], START + HOUR);
    assert!(stream["firstEventTimestamp"].is_null());
    assert_eq!(server.cloud.store().tasks().pending(), 0);
    let server = server.crash();
    assert!(server.messages("g", "").await.is_empty());
    let stream = server.ok("DescribeLogStreams", json!({ "logGroupName": "g" })).await["logStreams"][0].clone();
    assert_eq!(stream["lastEventTimestamp"], START + HOUR);
    server.put("g", "s", &[(server.now(), "again")]).await;
    server.pass(3 * DAY + 2 * HOUR).await;
    assert_eq!(stored(server.ok("DescribeLogGroups", json!({})).await), 0);
}

#[tokio::test]
async fn retention_is_one_of_some_and_can_be_taken_back() {
    let server = Server::new();
    server.group("g").await;
    let (code, text) = server.fails("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 2 })).await;
    assert_eq!(code, "InvalidParameterException");
    assert!(text.contains(
        "[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]"
    ));
    server.put("g", "s", &[(START, "stays")]).await;
    server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 1 })).await;
    assert_eq!(server.cloud.store().tasks().pending(), 2);
    server.ok("DeleteRetentionPolicy", json!({ "logGroupName": "g" })).await;
    server.pass(1_000 * DAY).await;
    assert_eq!(server.messages("g", "").await, ["stays"]);
    // A retention that is set later applies to what is there.
    server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 731 })).await;
    assert!(server.messages("g", "").await.is_empty());
    server.pass(1).await;
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["storedBytes"], 0);
}
