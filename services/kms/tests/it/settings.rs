use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_key_has_one_policy() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let policy = world.ok("GetKeyPolicy", json!({"KeyId": key})).await;
    assert_eq!(policy["PolicyName"], "default");
    let text = policy["Policy"].as_str().expect("a text");
    let parsed: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(parsed["Statement"][0]["Principal"]["AWS"], "arn:aws:iam::123456789012:root");
    assert!(text.starts_with("{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\","), "{text}");
    let new =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}"#;
    world.ok("PutKeyPolicy", json!({"KeyId": key, "PolicyName": "default", "Policy": new})).await;
    assert_eq!(world.ok("GetKeyPolicy", json!({"KeyId": key})).await["Policy"], new);
    assert_eq!(
        world.ok("ListKeyPolicies", json!({"KeyId": key})).await,
        json!({"PolicyNames": ["default"], "Truncated": false})
    );
    world.refused("PutKeyPolicy", json!({"KeyId": key, "Policy": "{}"}), "MalformedPolicyDocumentException").await;
    world.refused("CreateKey", json!({"Policy": "x"}), "MalformedPolicyDocumentException").await;
    let text = world.refused("GetKeyPolicy", json!({"KeyId": key, "PolicyName": "other"}), "NotFoundException").await;
    assert_eq!(text, "No such policy exists");
}

#[tokio::test]
async fn tags_and_descriptions() {
    let mut world = World::new();
    let key = world.key(json!({"Description": "first", "Tags": [{"TagKey": "a", "TagValue": "1"}]})).await;
    world
        .ok(
            "TagResource",
            json!({"KeyId": key, "Tags": [{"TagKey": "a", "TagValue": "2"}, {"TagKey": "b", "TagValue": ""}]}),
        )
        .await;
    world.ok("UpdateKeyDescription", json!({"KeyId": key, "Description": "second"})).await;
    world.crash();
    assert_eq!(
        world.ok("ListResourceTags", json!({"KeyId": key})).await,
        json!({"Tags": [{"TagKey": "a", "TagValue": "2"}, {"TagKey": "b", "TagValue": ""}], "Truncated": false})
    );
    assert_eq!(world.ok("DescribeKey", json!({"KeyId": key})).await["KeyMetadata"]["Description"], "second");
    world.ok("UntagResource", json!({"KeyId": key, "TagKeys": ["a", "none"]})).await;
    assert_eq!(world.ok("ListResourceTags", json!({"KeyId": key})).await["Tags"].as_array().map(Vec::len), Some(1));
    let reserved = json!([{"TagKey": "aws:x", "TagValue": ""}]);
    world.refused("TagResource", json!({"KeyId": key, "Tags": reserved}), "TagException").await;
    let many: Vec<_> = (0..50).map(|n| json!({"TagKey": format!("{n}"), "TagValue": ""})).collect();
    world.refused("TagResource", json!({"KeyId": key, "Tags": many}), "LimitExceededException").await;
}
