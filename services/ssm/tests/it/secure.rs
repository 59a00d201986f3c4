use serde_json::json;
use tradewind_ssm::api::{Parameter, PutParameterRequest};

use crate::world::{World, arn};

#[tokio::test]
async fn a_secure_string_lies_encrypted_in_its_context() {
    let mut world = World::new();
    world.put("/s", "hunter2", json!({"Type": "SecureString"})).await;
    world.crash();
    assert_eq!(world.get("/s").await, "hunter2");
    let hidden = world.ok("GetParameter", json!({"Name": "/s"})).await["Parameter"]["Value"].clone();
    // What it says is what KMS made of it, in the documented context.
    let opened = world
        .kms("Decrypt", json!({"CiphertextBlob": hidden, "EncryptionContext": {"PARAMETER_ARN": arn("/s")}}))
        .await;
    assert_eq!(opened["Plaintext"], "aHVudGVyMg==");
    let other = json!({"CiphertextBlob": hidden, "EncryptionContext": {"PARAMETER_ARN": arn("/t")}});
    let (code, _) = world.call("kms", "Decrypt", other).await.expect_err("another context");
    assert_eq!(code, "InvalidCiphertextException");
    let history = world.ok("GetParameterHistory", json!({"Name": "/s", "WithDecryption": true})).await;
    assert_eq!(
        (&history["Parameters"][0]["Value"], &history["Parameters"][0]["KeyId"]),
        (&json!("hunter2"), &json!("alias/aws/ssm"))
    );
}

#[tokio::test]
async fn long_secure_strings_are_enveloped() {
    let mut world = World::new();
    let long = "long ".repeat(1_600);
    world.put("/s", &long, json!({"Type": "SecureString", "Tier": "Advanced"})).await;
    world.crash();
    assert_eq!(world.get("/s").await, long);
    let hidden = world.ok("GetParameter", json!({"Name": "/s"})).await;
    assert!(!hidden.to_string().contains("long"));
}

#[tokio::test]
async fn a_key_of_ones_own_says_who_may_read() {
    let world = World::new();
    let key = world.kms("CreateKey", json!({})).await["KeyMetadata"]["KeyId"].as_str().expect("an id").to_owned();
    world.put("/s", "x", json!({"Type": "SecureString", "KeyId": key})).await;
    world.kms("DisableKey", json!({"KeyId": key})).await;
    let text = world.refused("GetParameter", json!({"Name": "/s", "WithDecryption": true}), "InvalidKeyId").await;
    assert!(
        text.contains(&format!("key/{key} is disabled.")) && text.contains("Error Code: DisabledException"),
        "{text}"
    );
    world.ok("GetParameter", json!({"Name": "/s"})).await;
    let put = json!({"Name": "/t", "Value": "x", "Type": "SecureString", "KeyId": "alias/none"});
    let text = world.refused("PutParameter", put, "InvalidKeyId").await;
    assert!(text.starts_with("Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found."), "{text}");
    world.refused("GetParameter", json!({"Name": "/t"}), "ParameterNotFound").await;
}

#[test]
fn shapes_do_not_show_what_they_carry() {
    let put = PutParameterRequest { name: "n".to_owned(), value: "hunter2".to_owned(), ..Default::default() };
    let got = Parameter { value: Some("hunter2".to_owned()), ..Default::default() };
    let shown = format!("{put:?} {got:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
}
