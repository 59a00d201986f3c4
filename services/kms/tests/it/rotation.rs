use serde_json::{Value, json};

use crate::world::{START, World, arn};

const DAY: u64 = 86_400;

async fn status(world: &World, key: &str) -> Value {
    world.ok("GetKeyRotationStatus", json!({"KeyId": key})).await
}

async fn rotations(world: &World, key: &str) -> Vec<Value> {
    world.ok("ListKeyRotations", json!({"KeyId": key})).await["Rotations"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_key_rotates_on_its_dates_and_opens_what_is_old() {
    let mut world = World::new();
    let key = world.key(json!({})).await;
    assert_eq!(status(&world, &key).await, json!({"KeyId": key, "KeyRotationEnabled": false}));
    world.ok("EnableKeyRotation", json!({"KeyId": key, "RotationPeriodInDays": 90})).await;
    let next = START + 90 * DAY;
    let expected =
        json!({"KeyId": key, "KeyRotationEnabled": true, "RotationPeriodInDays": 90, "NextRotationDate": next});
    assert_eq!(status(&world, &key).await, expected);
    let mut blobs = vec![world.encrypt(&key, "eA==").await];
    for round in 1..=3_u64 {
        world.pass(90).await;
        world.crash();
        world.pass(0).await;
        blobs.push(world.encrypt(&key, "eA==").await);
        let found = rotations(&world, &key).await;
        assert_eq!(found.len() as u64, round);
        let last = found.last().expect("one");
        assert_eq!(
            (&last["RotationType"], &last["RotationDate"]),
            (&json!("AUTOMATIC"), &json!(START + round * 90 * DAY))
        );
    }
    for blob in &blobs {
        assert_eq!(world.decrypt(blob).await, "eA==");
    }
    let mut materials = Vec::new();
    for blob in &blobs {
        materials.push(world.ok("Decrypt", json!({"CiphertextBlob": blob})).await["KeyMaterialId"].clone());
    }
    let all = world.ok("ListKeyRotations", json!({"KeyId": key, "IncludeKeyMaterial": "ALL_KEY_MATERIAL"})).await;
    let all = all["Rotations"].as_array().expect("a list").clone();
    assert_eq!(all.iter().map(|each| each["KeyMaterialId"].clone()).collect::<Vec<_>>(), materials);
    let states: Vec<_> = all.iter().map(|each| each["KeyMaterialState"].as_str().expect("a state")).collect();
    assert_eq!(states, ["NON_CURRENT", "NON_CURRENT", "NON_CURRENT", "CURRENT"]);
    world.ok("DisableKeyRotation", json!({"KeyId": key})).await;
    world.pass(1_000).await;
    assert_eq!(rotations(&world, &key).await.len(), 3);
}

#[tokio::test]
async fn a_disabled_key_rotates_when_it_is_enabled_again() {
    let world = World::new();
    let key = world.key(json!({})).await;
    world.ok("EnableKeyRotation", json!({"KeyId": key})).await;
    assert_eq!(status(&world, &key).await["RotationPeriodInDays"], 365);
    world.ok("DisableKey", json!({"KeyId": key})).await;
    world.pass(800).await;
    assert_eq!(rotations(&world, &key).await.len(), 0);
    world.ok("EnableKey", json!({"KeyId": key})).await;
    world.pass(0).await;
    assert_eq!(rotations(&world, &key).await.len(), 1);
    assert_eq!(status(&world, &key).await["NextRotationDate"], START + (800 + 365) * DAY);
}

#[tokio::test]
async fn rotations_on_demand_are_counted() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let blob = world.encrypt(&key, "eA==").await;
    for _ in 0..25 {
        assert_eq!(world.ok("RotateKeyOnDemand", json!({"KeyId": key})).await, json!({"KeyId": key}));
    }
    world.refused("RotateKeyOnDemand", json!({"KeyId": key}), "LimitExceededException").await;
    assert_eq!(world.decrypt(&blob).await, "eA==");
    assert!(rotations(&world, &key).await.iter().all(|each| each["RotationType"] == "ON_DEMAND"));
    let mac = world.key(json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})).await;
    for operation in ["RotateKeyOnDemand", "EnableKeyRotation", "GetKeyRotationStatus"] {
        let text = world.refused(operation, json!({"KeyId": mac}), "UnsupportedOperationException").await;
        assert!(text.starts_with(&arn(&mac)), "{text}");
    }
}
