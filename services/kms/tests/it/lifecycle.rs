use serde_json::json;

use crate::world::{ACCOUNT, REGION, START, World, alias_arn, arn};

#[tokio::test]
async fn a_key_has_aws_defaults() {
    let world = World::new();
    let made = world.ok("CreateKey", json!({})).await["KeyMetadata"].clone();
    let (id, material) =
        (made["KeyId"].as_str().expect("an id"), made["CurrentKeyMaterialId"].as_str().expect("an id"));
    let expected = json!({
        "AWSAccountId": ACCOUNT, "KeyId": id, "Arn": arn(id), "CreationDate": START, "Enabled": true, "Description": "",
        "KeyUsage": "ENCRYPT_DECRYPT", "KeyState": "Enabled", "Origin": "AWS_KMS", "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "MultiRegion": false, "CurrentKeyMaterialId": material,
    });
    assert_eq!(made, expected);
    assert_eq!(material.len(), 64);
    assert_eq!(world.ok("DescribeKey", json!({"KeyId": id})).await["KeyMetadata"], expected);
    let mac = world.ok("CreateKey", json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})).await;
    let mac = &mac["KeyMetadata"];
    assert_eq!(mac["MacAlgorithms"], json!(["HMAC_SHA_256"]));
    assert!(mac.get("EncryptionAlgorithms").is_none() && mac.get("CurrentKeyMaterialId").is_none());
}

#[tokio::test]
async fn keys_that_are_not_there() {
    let world = World::new();
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    for name in [id.to_owned(), arn(id)] {
        let text = world.refused("DescribeKey", json!({"KeyId": name}), "NotFoundException").await;
        assert_eq!(text, format!("Key '{}' does not exist", arn(id)));
    }
    let text = world.refused("DescribeKey", json!({"KeyId": "x"}), "NotFoundException").await;
    assert_eq!(text, "Invalid keyId x");
    for name in ["alias/none".to_owned(), alias_arn("alias/none")] {
        let text = world.refused("DescribeKey", json!({"KeyId": name}), "NotFoundException").await;
        assert_eq!(text, format!("Alias {} is not found.", alias_arn("alias/none")));
    }
    for name in
        [format!("arn:aws:kms:eu-west-1:{ACCOUNT}:key/{id}"), "arn:aws:s3:::x".to_owned(), "arn:aws:kms".to_owned()]
    {
        let text = world.refused("DescribeKey", json!({"KeyId": name}), "NotFoundException").await;
        assert_eq!(text, format!("Invalid arn {REGION}"));
    }
}

#[tokio::test]
async fn a_disabled_key_does_nothing_until_it_is_enabled() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let blob = world.encrypt(&key, "eA==").await;
    world.ok("DisableKey", json!({"KeyId": key})).await;
    assert_eq!(world.ok("DescribeKey", json!({"KeyId": key})).await["KeyMetadata"]["KeyState"], "Disabled");
    let text = format!("{} is disabled.", arn(&key));
    assert_eq!(world.refused("Encrypt", json!({"KeyId": key, "Plaintext": "eA=="}), "DisabledException").await, text);
    assert_eq!(world.refused("Decrypt", json!({"CiphertextBlob": blob}), "DisabledException").await, text);
    assert_eq!(world.refused("EnableKeyRotation", json!({"KeyId": key}), "DisabledException").await, text);
    world.ok("EnableKey", json!({"KeyId": key})).await;
    assert_eq!(world.decrypt(&blob).await, "eA==");
}

#[tokio::test]
async fn a_deletion_is_executed_on_its_date() {
    let mut world = World::new();
    let key = world.key(json!({})).await;
    world.ok("CreateAlias", json!({"AliasName": "alias/a", "TargetKeyId": key})).await;
    let blob = world.encrypt(&key, "eA==").await;
    let answer = world.ok("ScheduleKeyDeletion", json!({"KeyId": key, "PendingWindowInDays": 7})).await;
    let date = START + 7 * 86_400;
    assert_eq!(
        answer,
        json!({"KeyId": arn(&key), "DeletionDate": date, "KeyState": "PendingDeletion", "PendingWindowInDays": 7})
    );
    let metadata = world.ok("DescribeKey", json!({"KeyId": "alias/a"})).await["KeyMetadata"].clone();
    assert_eq!((&metadata["DeletionDate"], &metadata["Enabled"]), (&json!(date), &json!(false)));
    let text = format!("{} is pending deletion.", arn(&key));
    for (operation, input) in [
        ("Encrypt", json!({"KeyId": key, "Plaintext": "eA=="})),
        ("Decrypt", json!({"CiphertextBlob": blob})),
        ("EnableKey", json!({"KeyId": key})),
        ("DisableKey", json!({"KeyId": key})),
        ("ScheduleKeyDeletion", json!({"KeyId": key})),
        ("GetKeyRotationStatus", json!({"KeyId": key})),
        ("CreateAlias", json!({"AliasName": "alias/b", "TargetKeyId": key})),
        ("UpdateKeyDescription", json!({"KeyId": key, "Description": ""})),
        ("TagResource", json!({"KeyId": key, "Tags": []})),
    ] {
        assert_eq!(world.refused(operation, input, "KMSInvalidStateException").await, text, "{operation}");
    }
    world.crash();
    world.pass(6).await;
    world.ok("DescribeKey", json!({"KeyId": key})).await;
    world.pass(1).await;
    world.refused("DescribeKey", json!({"KeyId": key}), "NotFoundException").await;
    world.refused("DescribeKey", json!({"KeyId": "alias/a"}), "NotFoundException").await;
    assert_eq!(world.ok("ListKeys", json!({})).await["Keys"], json!([]));
    world.refused("Decrypt", json!({"CiphertextBlob": blob}), "AccessDeniedException").await;
    world.crash();
    world.refused("DescribeKey", json!({"KeyId": key}), "NotFoundException").await;
}

#[tokio::test]
async fn a_deletion_that_is_cancelled_does_not_happen() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let blob = world.encrypt(&key, "eA==").await;
    let text = world.refused("CancelKeyDeletion", json!({"KeyId": key}), "KMSInvalidStateException").await;
    assert_eq!(text, format!("{} is not pending deletion.", arn(&key)));
    let answer = world.ok("ScheduleKeyDeletion", json!({"KeyId": key})).await;
    assert_eq!(answer["PendingWindowInDays"], 30);
    world.pass(10).await;
    assert_eq!(world.ok("CancelKeyDeletion", json!({"KeyId": key})).await, json!({"KeyId": arn(&key)}));
    // Scheduled again for later: the first date means nothing any more.
    world.ok("ScheduleKeyDeletion", json!({"KeyId": key})).await;
    world.pass(25).await;
    world.ok("CancelKeyDeletion", json!({"KeyId": key})).await;
    world.pass(400).await;
    assert_eq!(world.ok("DescribeKey", json!({"KeyId": key})).await["KeyMetadata"]["KeyState"], "Disabled");
    world.ok("EnableKey", json!({"KeyId": key})).await;
    assert_eq!(world.decrypt(&blob).await, "eA==");
}

#[tokio::test]
async fn windows_are_of_7_to_30_days() {
    let world = World::new();
    let key = world.key(json!({})).await;
    for (days, constraint) in [(6, "greater than or equal to 7"), (31, "less than or equal to 30")] {
        let input = json!({"KeyId": key, "PendingWindowInDays": days});
        let text = world.refused("ScheduleKeyDeletion", input, "ValidationException").await;
        assert_eq!(
            text,
            format!(
                "1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value {constraint}"
            )
        );
    }
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let world = World::new();
    for (input, named) in [
        (json!({"MultiRegion": true}), "MultiRegion"),
        (json!({"Origin": "EXTERNAL"}), "EXTERNAL"),
        (json!({"CustomKeyStoreId": "cks-1"}), "CustomKeyStoreId"),
        (json!({"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}), "RSA_2048"),
        (json!({"CustomerMasterKeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}), "ECC_NIST_P256"),
    ] {
        let text = world.refused("CreateKey", input, "UnsupportedOperationException").await;
        assert!(text.contains(named), "{text}");
    }
    world.refused("CreateKey", json!({"KeySpec": "HMAC_256"}), "ValidationException").await;
    world.refused("CreateKey", json!({"KeyUsage": "GENERATE_VERIFY_MAC"}), "ValidationException").await;
}
