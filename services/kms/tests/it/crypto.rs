use serde_json::json;

use crate::world::{World, alias_arn, arn};

#[tokio::test]
async fn what_was_encrypted_is_decrypted_without_naming_the_key() {
    let mut world = World::new();
    let key = world.key(json!({})).await;
    world.ok("CreateAlias", json!({"AliasName": "alias/a", "TargetKeyId": key})).await;
    for name in [key.clone(), arn(&key), "alias/a".to_owned(), alias_arn("alias/a")] {
        let made = world.ok("Encrypt", json!({"KeyId": name, "Plaintext": "aGVsbG8="})).await;
        assert_eq!((&made["KeyId"], &made["EncryptionAlgorithm"]), (&json!(arn(&key)), &json!("SYMMETRIC_DEFAULT")));
        let opened = world.ok("Decrypt", json!({"CiphertextBlob": made["CiphertextBlob"], "KeyId": name})).await;
        assert_eq!(opened["Plaintext"], "aGVsbG8=");
        assert_eq!(opened["KeyId"], json!(arn(&key)));
        assert_eq!(opened["KeyMaterialId"].as_str().map(str::len), Some(64));
    }
    let (one, two) = (world.encrypt(&key, "eA==").await, world.encrypt(&key, "eA==").await);
    assert_ne!(one, two);
    world.crash();
    assert_eq!((world.decrypt(&one).await, world.decrypt(&two).await), ("eA==".to_owned(), "eA==".to_owned()));
}

#[tokio::test]
async fn the_encryption_context_is_bound() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let context = json!({"a": "1", "b": "2"});
    let made = world.ok("Encrypt", json!({"KeyId": key, "Plaintext": "eA==", "EncryptionContext": context})).await;
    let blob = &made["CiphertextBlob"];
    let same = json!({"CiphertextBlob": blob, "EncryptionContext": {"b": "2", "a": "1"}});
    assert_eq!(world.ok("Decrypt", same).await["Plaintext"], "eA==");
    for other in
        [json!({}), json!({"a": "1"}), json!({"a": "1", "b": "3"}), json!({"a": "1b2"}), json!({"A": "1", "b": "2"})]
    {
        let input = json!({"CiphertextBlob": blob, "EncryptionContext": other});
        assert_eq!(world.refused("Decrypt", input, "InvalidCiphertextException").await, "");
    }
}

#[tokio::test]
async fn what_was_not_made_here_is_no_ciphertext() {
    let world = World::new();
    let (key, other) = (world.key(json!({})).await, world.key(json!({})).await);
    for bad in [
        "eA==",
        "AQ==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ] {
        assert_eq!(world.refused("Decrypt", json!({"CiphertextBlob": bad}), "InvalidCiphertextException").await, "");
    }
    let blob = world.encrypt(&key, "eA==").await;
    let text = world.refused("Decrypt", json!({"CiphertextBlob": blob, "KeyId": other}), "IncorrectKeyException").await;
    assert_eq!(text, "The key ID in the request does not identify a CMK that can perform this operation.");
    let changed = blob.replacen(&blob[60..61], if &blob[60..61] == "A" { "B" } else { "A" }, 1);
    world.call_in("us-east-1", "Decrypt", json!({"CiphertextBlob": changed})).await.expect_err("changed");
    let (code, text) =
        world.call_in("eu-west-1", "Decrypt", json!({"CiphertextBlob": blob})).await.expect_err("elsewhere");
    assert_eq!(code, "AccessDeniedException");
    assert!(text.starts_with("The ciphertext refers to a customer master key that does not exist"), "{text}");
    let text = world.refused("Decrypt", json!({}), "ValidationException").await;
    assert!(text.contains("Value null at 'ciphertextBlob'"), "{text}");
}

#[tokio::test]
async fn a_ciphertext_moves_to_another_key() {
    let world = World::new();
    let (from, to) = (world.key(json!({})).await, world.key(json!({})).await);
    let made = world.ok("Encrypt", json!({"KeyId": from, "Plaintext": "eA==", "EncryptionContext": {"a": "1"}})).await;
    let moved = world
        .ok(
            "ReEncrypt",
            json!({
                "CiphertextBlob": made["CiphertextBlob"], "SourceEncryptionContext": {"a": "1"},
                "DestinationKeyId": to, "DestinationEncryptionContext": {"b": "2"},
            }),
        )
        .await;
    assert_eq!((&moved["SourceKeyId"], &moved["KeyId"]), (&json!(arn(&from)), &json!(arn(&to))));
    assert_ne!(moved["SourceKeyMaterialId"], moved["DestinationKeyMaterialId"]);
    let opened = world
        .ok("Decrypt", json!({"CiphertextBlob": moved["CiphertextBlob"], "EncryptionContext": {"b": "2"}, "KeyId": to}))
        .await;
    assert_eq!(opened["Plaintext"], "eA==");
}

#[tokio::test]
async fn data_keys_come_in_the_clear_and_encrypted() {
    let world = World::new();
    let key = world.key(json!({})).await;
    for (asked, base64_length) in
        [(json!({"KeySpec": "AES_256"}), 44), (json!({"KeySpec": "AES_128"}), 24), (json!({"NumberOfBytes": 3}), 4)]
    {
        let mut input = asked.clone();
        input["KeyId"] = json!(key);
        let made = world.ok("GenerateDataKey", input.clone()).await;
        assert_eq!(made["Plaintext"].as_str().map(str::len), Some(base64_length), "{asked}");
        let opened = world.decrypt(made["CiphertextBlob"].as_str().expect("a blob")).await;
        assert_eq!(made["Plaintext"], json!(opened));
        let hidden = world.ok("GenerateDataKeyWithoutPlaintext", input).await;
        assert!(hidden.get("Plaintext").is_none());
        assert_eq!(world.decrypt(hidden["CiphertextBlob"].as_str().expect("a blob")).await.len(), base64_length);
    }
    for asked in [json!({"KeyId": key}), json!({"KeyId": key, "KeySpec": "AES_256", "NumberOfBytes": 3})] {
        let text = world.refused("GenerateDataKey", asked, "ValidationException").await;
        assert_eq!(text, "Please specify either number of bytes or key spec.");
    }
    let random = world.ok("GenerateRandom", json!({"NumberOfBytes": 24})).await;
    assert_eq!(random["Plaintext"].as_str().map(str::len), Some(32));
}

#[tokio::test]
async fn macs_are_those_of_the_standard_and_verify() {
    let world = World::new();
    for bits in ["224", "256", "384", "512"] {
        let key = world.key(json!({"KeySpec": format!("HMAC_{bits}"), "KeyUsage": "GENERATE_VERIFY_MAC"})).await;
        let algorithm = format!("HMAC_SHA_{bits}");
        let made = world.ok("GenerateMac", json!({"KeyId": key, "Message": "eA==", "MacAlgorithm": algorithm})).await;
        let verify =
            |message: &str| json!({"KeyId": key, "Message": message, "MacAlgorithm": algorithm, "Mac": made["Mac"]});
        assert_eq!(world.ok("VerifyMac", verify("eA==")).await["MacValid"], true);
        assert_eq!(world.refused("VerifyMac", verify("eQ=="), "KMSInvalidMacException").await, "");
        let wrong = if bits == "256" { "HMAC_SHA_512" } else { "HMAC_SHA_256" };
        let text = world
            .refused(
                "GenerateMac",
                json!({"KeyId": key, "Message": "eA==", "MacAlgorithm": wrong}),
                "InvalidKeyUsageException",
            )
            .await;
        assert_eq!(text, format!("Algorithm {wrong} is incompatible with key spec HMAC_{bits}."));
        let text =
            world.refused("Encrypt", json!({"KeyId": key, "Plaintext": "eA=="}), "InvalidKeyUsageException").await;
        assert_eq!(text, format!("{} key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt.", arn(&key)));
    }
}

#[tokio::test]
async fn a_dry_run_says_what_would_be() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let input = json!({"KeyId": key, "Plaintext": "eA==", "DryRun": true});
    let text = world.refused("Encrypt", input.clone(), "DryRunOperationException").await;
    assert_eq!(text, "The request would have succeeded, but the DryRun option is set.");
    world.ok("DisableKey", json!({"KeyId": key})).await;
    world.refused("Encrypt", input, "DisabledException").await;
}

#[tokio::test]
async fn what_is_too_long_is_refused() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let most = "AAAA".repeat(1365) + "AA==";
    world.ok("Encrypt", json!({"KeyId": key, "Plaintext": most})).await;
    let text =
        world.refused("Encrypt", json!({"KeyId": key, "Plaintext": "AAAA".repeat(1366)}), "ValidationException").await;
    assert!(
        text.contains("'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
        "{text}"
    );
    assert!(!text.contains("AAAA"), "{text}");
}
