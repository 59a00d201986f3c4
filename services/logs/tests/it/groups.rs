//! Groups: made, listed, set, tagged, deleted; policies and saved queries.

use serde_json::json;

use crate::harness::{START, Server};

fn arn(name: &str) -> String {
    format!("arn:aws:logs:us-east-1:123456789012:log-group:{name}")
}

#[tokio::test]
async fn a_group_is_as_it_was_made() {
    let server = Server::new();
    let made = json!({ "logGroupName": "/app/a", "tags": { "k": "v" } });
    server.ok("CreateLogGroup", made.clone()).await;
    let answer = server.ok("DescribeLogGroups", json!({})).await;
    let group = json!({
        "logGroupName": "/app/a", "creationTime": START, "metricFilterCount": 0, "storedBytes": 0,
        "arn": format!("{}:*", arn("/app/a")), "logGroupArn": arn("/app/a"), "logGroupClass": "STANDARD",
        "deletionProtectionEnabled": false,
    });
    assert_eq!(answer, json!({ "logGroups": [group] }));
    let (code, text) = server.fails("CreateLogGroup", made).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceAlreadyExistsException", "The specified log group already exists")
    );
    let (code, text) = server.fails("CreateLogGroup", json!({ "logGroupName": "a b" })).await;
    assert_eq!(code, "InvalidParameterException");
    assert_eq!(
        text,
        r"1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"
    );
    let (code, _) = server.fails("CreateLogGroup", json!({ "logGroupName": "d", "logGroupClass": "DELIVERY" })).await;
    assert_eq!(code, "InvalidParameterException");
    server.ok("DeleteLogGroup", json!({ "logGroupName": "/app/a" })).await;
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await, json!({ "logGroups": [] }));
    let (code, text) = server.fails("DeleteLogGroup", json!({ "logGroupName": "/app/a" })).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceNotFoundException", "The specified log group does not exist.")
    );
}

#[tokio::test]
async fn groups_are_listed_in_pages() {
    let server = Server::new();
    for name in ["b", "a/1", "a/2", "a/3", "c/a"] {
        server.ok("CreateLogGroup", json!({ "logGroupName": name })).await;
    }
    let names = |answer: &serde_json::Value| {
        let groups = answer["logGroups"].as_array().unwrap().clone();
        groups.iter().map(|group| group["logGroupName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = server.ok("DescribeLogGroups", json!({ "logGroupNamePrefix": "a/", "limit": 2 })).await;
    assert_eq!(names(&first), ["a/1", "a/2"]);
    let next = json!({ "logGroupNamePrefix": "a/", "limit": 2, "nextToken": first["nextToken"] });
    let second = server.ok("DescribeLogGroups", next).await;
    assert_eq!((names(&second), second["nextToken"].is_null()), (vec!["a/3".to_owned()], true));
    let found = server.ok("DescribeLogGroups", json!({ "logGroupNamePattern": "a" })).await;
    assert_eq!(names(&found), ["a/1", "a/2", "a/3", "c/a"]);
    let found = server.ok("DescribeLogGroups", json!({ "logGroupIdentifiers": ["b", arn("c/a"), "zz"] })).await;
    assert_eq!(names(&found), ["b", "c/a"]);
    let found = server.ok("ListLogGroups", json!({ "logGroupNamePattern": "^a/1|c/a" })).await;
    assert_eq!(names(&found), ["a/1", "c/a"]);
    assert_eq!(found["logGroups"][0]["logGroupArn"], arn("a/1"));
    for wrong in [
        json!({ "logGroupNamePrefix": "a", "logGroupNamePattern": "a" }),
        json!({ "nextToken": "zz" }),
        json!({ "includeLinkedAccounts": true }),
        json!({ "limit": 51 }),
    ] {
        assert_eq!(server.fails("DescribeLogGroups", wrong).await.0, "InvalidParameterException");
    }
}

#[tokio::test]
async fn a_protected_group_stays() {
    let server = Server::new();
    server.ok("CreateLogGroup", json!({ "logGroupName": "g", "deletionProtectionEnabled": true })).await;
    assert_eq!(server.fails("DeleteLogGroup", json!({ "logGroupName": "g" })).await.0, "ValidationException");
    let off = json!({ "logGroupIdentifier": arn("g"), "deletionProtectionEnabled": false });
    server.ok("PutLogGroupDeletionProtection", off).await;
    server.ok("DeleteLogGroup", json!({ "logGroupName": "g" })).await;
}

#[tokio::test]
async fn groups_are_tagged_by_name_and_by_arn() {
    let server = Server::new();
    server.ok("CreateLogGroup", json!({ "logGroupName": "g", "tags": { "a": "1" } })).await;
    server.ok("TagResource", json!({ "resourceArn": arn("g"), "tags": { "b": "2" } })).await;
    server.ok("TagLogGroup", json!({ "logGroupName": "g", "tags": { "c": "3" } })).await;
    server.ok("UntagResource", json!({ "resourceArn": arn("g"), "tagKeys": ["a"] })).await;
    server.ok("UntagLogGroup", json!({ "logGroupName": "g", "tags": ["c", "none"] })).await;
    let left = json!({ "tags": { "b": "2" } });
    assert_eq!(server.ok("ListTagsForResource", json!({ "resourceArn": arn("g") })).await, left);
    assert_eq!(server.ok("ListTagsLogGroup", json!({ "logGroupName": "g" })).await, left);
    let many: serde_json::Map<_, _> = (0..50).map(|i| (format!("t{i}"), json!("x"))).collect();
    let (code, _) = server.fails("TagResource", json!({ "resourceArn": arn("g"), "tags": many })).await;
    assert_eq!(code, "TooManyTagsException");
    let (code, _) = server.fails("ListTagsForResource", json!({ "resourceArn": arn("none") })).await;
    assert_eq!(code, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_key_is_kept() {
    let server = Server::new();
    server.ok("CreateLogGroup", json!({ "logGroupName": "g" })).await;
    let key = "arn:aws:kms:us-east-1:123456789012:key/1234";
    server.ok("AssociateKmsKey", json!({ "logGroupName": "g", "kmsKeyId": key })).await;
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["kmsKeyId"], key);
    server.ok("DisassociateKmsKey", json!({ "logGroupName": "g" })).await;
    assert!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["kmsKeyId"].is_null());
    let wrong = json!({ "logGroupName": "h", "kmsKeyId": "alias/x" });
    assert_eq!(server.fails("CreateLogGroup", wrong).await.0, "InvalidParameterException");
}

#[tokio::test]
async fn policies_and_saved_queries_are_kept() {
    let server = Server::new();
    let put = server.ok("PutResourcePolicy", json!({ "policyName": "p", "policyDocument": "{}" })).await;
    let policy = json!({ "policyName": "p", "policyDocument": "{}", "lastUpdatedTime": START });
    assert_eq!(put["resourcePolicy"], policy);
    assert_eq!(server.ok("DescribeResourcePolicies", json!({})).await, json!({ "resourcePolicies": [policy] }));
    server.ok("DeleteResourcePolicy", json!({ "policyName": "p" })).await;
    assert_eq!(server.fails("DeleteResourcePolicy", json!({ "policyName": "p" })).await.0, "ResourceNotFoundException");

    let query =
        json!({ "name": "q", "queryString": "fields @message", "logGroupNames": ["g"], "clientToken": "a".repeat(36) });
    let id = server.ok("PutQueryDefinition", query.clone()).await["queryDefinitionId"].clone();
    assert_eq!(server.ok("PutQueryDefinition", query).await["queryDefinitionId"], id);
    let found = server.ok("DescribeQueryDefinitions", json!({ "queryDefinitionNamePrefix": "q" })).await;
    assert_eq!(found["queryDefinitions"].as_array().unwrap().len(), 1);
    assert_eq!(found["queryDefinitions"][0]["queryLanguage"], "CWLI");
    assert_eq!(
        server.ok("DeleteQueryDefinition", json!({ "queryDefinitionId": id })).await,
        json!({ "success": true })
    );
}
