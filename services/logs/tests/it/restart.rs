//! What was answered is there after a power cut.

use serde_json::json;

use crate::harness::{START, Server};

#[tokio::test]
async fn everything_survives() {
    let server = Server::new();
    server.group("g").await;
    server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 30 })).await;
    server.put("g", "s", &[(START, "one")]).await;
    let server = server.crash();
    server.put("g", "s", &[(START, "two")]).await;
    let server = server.crash();
    server.put("g", "s", &[(START - 1, "zero")]).await;
    assert_eq!(server.messages("g", "").await, ["zero", "one", "two"]);
    let found = server.filter("g", json!({})).await;
    let ids: std::collections::BTreeSet<_> = found.iter().map(|event| event["eventId"].to_string()).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["retentionInDays"], 30);
    server.ok("DeleteLogGroup", json!({ "logGroupName": "g" })).await;
    let server = server.crash();
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await, json!({ "logGroups": [] }));
    server.group("g").await;
    assert!(server.messages("g", "").await.is_empty());
}
