use serde_json::json;

use crate::world::{START, World, alias_arn, arn};

#[tokio::test]
async fn an_alias_is_made_moved_and_deleted() {
    let mut world = World::new();
    let (one, two) = (world.key(json!({})).await, world.key(json!({})).await);
    world.ok("CreateAlias", json!({"AliasName": "alias/a/b", "TargetKeyId": arn(&one)})).await;
    let text = world
        .refused("CreateAlias", json!({"AliasName": "alias/a/b", "TargetKeyId": two}), "AlreadyExistsException")
        .await;
    assert_eq!(text, format!("An alias with the name {} already exists", alias_arn("alias/a/b")));
    world.pass(1).await;
    world.ok("UpdateAlias", json!({"AliasName": "alias/a/b", "TargetKeyId": two})).await;
    world.crash();
    let listed = world.ok("ListAliases", json!({})).await;
    assert_eq!(
        listed,
        json!({"Truncated": false, "Aliases": [{
            "AliasName": "alias/a/b", "AliasArn": alias_arn("alias/a/b"), "TargetKeyId": two,
            "CreationDate": START, "LastUpdatedDate": START + 86_400,
        }]})
    );
    assert_eq!(world.ok("ListAliases", json!({"KeyId": one})).await["Aliases"], json!([]));
    assert_eq!(world.ok("ListAliases", json!({"KeyId": two})).await["Aliases"], listed["Aliases"]);
    world.ok("DeleteAlias", json!({"AliasName": "alias/a/b"})).await;
    for operation in ["DeleteAlias", "UpdateAlias"] {
        let input = json!({"AliasName": "alias/a/b", "TargetKeyId": one});
        let text = world.refused(operation, input, "NotFoundException").await;
        assert_eq!(text, format!("Alias {} is not found.", alias_arn("alias/a/b")));
    }
}

#[tokio::test]
async fn names_no_alias_can_have() {
    let world = World::new();
    let key = world.key(json!({})).await;
    for (name, code, text) in [
        ("a", "ValidationException", "Invalid identifier"),
        ("alias/aws/mine", "NotAuthorizedException", ""),
        ("alias/a:b", "InvalidAliasNameException", "alias/a:b contains invalid characters for an alias"),
    ] {
        assert_eq!(world.refused("CreateAlias", json!({"AliasName": name, "TargetKeyId": key}), code).await, text);
    }
    let text =
        world.refused("CreateAlias", json!({"AliasName": "alias/ä", "TargetKeyId": key}), "ValidationException").await;
    assert!(text.contains("Value 'alias/ä' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"), "{text}");
    world.ok("CreateAlias", json!({"AliasName": "alias/a", "TargetKeyId": key})).await;
    let text = world
        .refused("CreateAlias", json!({"AliasName": "alias/b", "TargetKeyId": "alias/a"}), "ValidationException")
        .await;
    assert_eq!(text, "Aliases must refer to keys. Not aliases");
    let mac = world.key(json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})).await;
    world.refused("UpdateAlias", json!({"AliasName": "alias/a", "TargetKeyId": mac}), "ValidationException").await;
}

#[tokio::test]
async fn lists_come_in_pages() {
    let world = World::new();
    let key = world.key(json!({})).await;
    for number in 0..5 {
        world.ok("CreateAlias", json!({"AliasName": format!("alias/{number}"), "TargetKeyId": key})).await;
    }
    let (mut names, mut marker) = (Vec::new(), json!(null));
    loop {
        let page = world.ok("ListAliases", json!({"Limit": 2, "Marker": marker})).await;
        let aliases = page["Aliases"].as_array().expect("a list").iter();
        names.extend(aliases.map(|alias| alias["AliasName"].as_str().expect("a name").to_owned()));
        assert_eq!(page["Truncated"], json!(page.get("NextMarker").is_some()));
        match page.get("NextMarker") {
            Some(next) => marker = next.clone(),
            None => break,
        }
    }
    assert_eq!(names, ["alias/0", "alias/1", "alias/2", "alias/3", "alias/4"]);
    world.refused("ListAliases", json!({"Marker": "x"}), "InvalidMarkerException").await;
    let keys = world.ok("ListKeys", json!({"Limit": 1})).await;
    assert_eq!(keys, json!({"Truncated": false, "Keys": [{"KeyId": key, "KeyArn": arn(&key)}]}));
}

#[tokio::test]
async fn keys_that_aws_manages_are_made_on_first_use() {
    let mut world = World::new();
    let described = world.ok("DescribeKey", json!({"KeyId": "alias/aws/s3"})).await["KeyMetadata"].clone();
    let key = described["KeyId"].as_str().expect("an id").to_owned();
    assert_eq!(described["KeyManager"], "AWS");
    assert_eq!(described["Description"], "Default key that protects my s3 data when no other key is defined");
    world.crash();
    assert_eq!(world.ok("DescribeKey", json!({"KeyId": "alias/aws/s3"})).await["KeyMetadata"], described);
    let blob = world.encrypt("alias/aws/s3", "eA==").await;
    assert_eq!(world.decrypt(&blob).await, "eA==");
    assert_eq!(world.ok("GetKeyRotationStatus", json!({"KeyId": key})).await["KeyRotationEnabled"], true);
    for (operation, input) in [
        ("ScheduleKeyDeletion", json!({"KeyId": key})),
        ("DisableKey", json!({"KeyId": key})),
        ("DisableKeyRotation", json!({"KeyId": key})),
        ("CreateAlias", json!({"AliasName": "alias/mine", "TargetKeyId": key})),
        (
            "PutKeyPolicy",
            json!({"KeyId": key, "Policy": "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"}),
        ),
    ] {
        let text = world.refused(operation, input, "AccessDeniedException").await;
        assert_eq!(
            text,
            format!(
                "User: arn:aws:iam::123456789012:root is not authorized to perform: kms:{operation} on resource: {} because no resource-based policy allows the kms:{operation} action",
                arn(&key)
            )
        );
    }
    let text = world.refused("DescribeKey", json!({"KeyId": "alias/aws/nothing"}), "NotFoundException").await;
    assert_eq!(text, format!("Alias {} is not found.", alias_arn("alias/aws/nothing")));
}
