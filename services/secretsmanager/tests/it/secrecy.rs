use serde_json::json;
use tradewind_secretsmanager::api::{CreateSecretRequest, GetSecretValueResponse, SecretValueEntry};

use crate::world::{World, token};

#[tokio::test]
async fn a_key_of_ones_own_says_who_may_read() {
    let mut world = World::new();
    let key = |made: serde_json::Value| made["KeyMetadata"]["KeyId"].as_str().expect("an id").to_owned();
    let (one, two) = (key(world.kms("CreateKey", json!({})).await), key(world.kms("CreateKey", json!({})).await));
    world
        .ok("CreateSecret", json!({"Name": "s", "SecretString": "x", "KmsKeyId": one, "ClientRequestToken": token(1)}))
        .await;
    world.kms("DisableKey", json!({"KeyId": one})).await;
    let text = world.refused("GetSecretValue", json!({"SecretId": "s"}), "DecryptionFailure").await;
    assert!(
        text.starts_with("Secrets Manager can't decrypt the protected secret text using the provided KMS key."),
        "{text}"
    );
    let put = json!({"SecretId": "s", "SecretString": "y"});
    world.refused("PutSecretValue", put, "EncryptionFailure").await;
    world.kms("EnableKey", json!({"KeyId": one})).await;
    // Another key: what has labels is encrypted anew, and no longer needs the first.
    world.ok("UpdateSecret", json!({"SecretId": "s", "KmsKeyId": two})).await;
    world.kms("DisableKey", json!({"KeyId": one})).await;
    world.crash();
    assert_eq!(world.get("s").await, "x");
    assert_eq!(world.ok("DescribeSecret", json!({"SecretId": "s"})).await["KmsKeyId"], json!(two));
    let listed = world.ok("ListSecretVersionIds", json!({"SecretId": "s"})).await;
    assert_eq!(listed["Versions"][0]["KmsKeyIds"], json!([two]));
    let missing = json!({"Name": "t", "SecretString": "x", "KmsKeyId": "alias/none"});
    world.refused("CreateSecret", missing, "EncryptionFailure").await;
    world.refused("DescribeSecret", json!({"SecretId": "t"}), "ResourceNotFoundException").await;
}

#[tokio::test]
async fn the_longest_secret_and_a_longer_one() {
    let mut world = World::new();
    let longest = "é".repeat(32_768);
    world.create("s", &longest, &token(1)).await;
    world.crash();
    assert_eq!(world.get("s").await, longest);
    let longer = json!({"Name": "t", "SecretString": "x".repeat(65_537)});
    let text = world.refused("CreateSecret", longer, "ValidationException").await;
    assert!(text.contains("'secretString' failed") && !text.contains("xxx"), "{text}");
}

#[test]
fn shapes_do_not_show_what_they_carry() {
    let secret = || Some("hunter2".to_owned());
    let shown = format!(
        "{:?} {:?} {:?}",
        CreateSecretRequest { secret_string: secret(), ..Default::default() },
        GetSecretValueResponse { secret_string: secret(), ..Default::default() },
        SecretValueEntry { secret_string: secret(), ..Default::default() },
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}
