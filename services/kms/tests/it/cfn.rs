//! Resource types of CloudFormation: keys and their aliases.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_kms::{Kms, cfn};
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};

const KEY: &str = "AWS::KMS::Key";
const ALIAS: &str = "AWS::KMS::Alias";

fn stage() -> Stage {
    Stage::builder().service(Kms::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("kms", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

fn policy(sid: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Sid": sid, "Effect": "Allow",
        "Principal": {"AWS": format!("arn:aws:iam::{ACCOUNT}:root")}, "Action": "kms:*", "Resource": "*"}]})
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn keys() {
    let stage = stage();
    let all = json!({"Description": "d", "KeyPolicy": policy("mine"), "EnableKeyRotation": true, "RotationPeriodInDays": 200,
        "Enabled": false, "PendingWindowInDays": 7, "Tags": [{"Key": "a", "Value": "1"}], "MultiRegion": false,
        "Origin": "AWS_KMS", "KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "BypassPolicyLockoutSafetyCheck": true});
    let key = stage.create_through_crashes(KEY, "Key", &all).await;
    assert_eq!(attribute(&key, "KeyId"), key.id);
    assert_eq!(attribute(&key, "Arn"), format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/{}", key.id));
    let of_key = json!({"KeyId": key.id});
    let shown = async || ok(&stage, "DescribeKey", of_key.clone()).await["KeyMetadata"].clone();
    let first = shown().await;
    assert_eq!(
        (&first["Description"], &first["Enabled"], &first["Arn"]),
        (&json!("d"), &json!(false), &json!(attribute(&key, "Arn")))
    );
    let kept = ok(&stage, "GetKeyPolicy", of_key.clone()).await["Policy"].clone();
    assert_eq!(serde_json::from_str::<Value>(kept.as_str().unwrap()).unwrap(), policy("mine"));
    let tags = async || ok(&stage, "ListResourceTags", of_key.clone()).await["Tags"].clone();
    assert_eq!(tags().await, json!([{"TagKey": "a", "TagValue": "1"}, {"TagKey": "team", "TagValue": "sails"}]));

    let fixed = json!({"MultiRegion": false, "Origin": "AWS_KMS", "KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT",
        "PendingWindowInDays": 7});
    let key = stage.update(KEY, "Key", &key, &fixed).await.unwrap().in_place();
    let second = shown().await;
    assert_eq!((&second["Description"], &second["Enabled"]), (&json!(""), &json!(true)));
    assert_eq!(tags().await, json!([{"TagKey": "team", "TagValue": "sails"}]));
    let rotation = ok(&stage, "GetKeyRotationStatus", of_key.clone()).await;
    assert_eq!(rotation["KeyRotationEnabled"], false);
    let default = stage.create(KEY, "Plain", json!({})).await.unwrap();
    let policy_of = async |id: &str| ok(&stage, "GetKeyPolicy", json!({"KeyId": id})).await["Policy"].clone();
    assert_eq!(policy_of(&key.id).await, policy_of(&default.id).await);

    let mut rotating = fixed.clone();
    rotating["EnableKeyRotation"] = json!(true);
    let key = stage.update(KEY, "Key", &key, &rotating).await.unwrap().in_place();
    assert_eq!(ok(&stage, "GetKeyRotationStatus", of_key.clone()).await["KeyRotationEnabled"], true);
    let other = stage.update(KEY, "Key", &key, json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})).await;
    assert_eq!(other.unwrap_err().code, HandlerErrorCode::NotUpdatable);
    stage.delete(KEY, &key).await.unwrap();
    let gone = shown().await;
    assert_eq!(gone["KeyState"], "PendingDeletion");
    let mac =
        stage.create(KEY, "Mac", json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})).await.unwrap();
    assert_eq!(ok(&stage, "DescribeKey", json!({"KeyId": mac.id})).await["KeyMetadata"]["KeySpec"], "HMAC_256");
}

#[tokio::test]
async fn aliases() {
    let stage = stage();
    let (one, two) =
        (stage.create(KEY, "One", json!({})).await.unwrap(), stage.create(KEY, "Two", json!({})).await.unwrap());
    let to = |name: &str, key: &Existing| json!({"AliasName": name, "TargetKeyId": key.id});
    let alias = stage.create_through_crashes(ALIAS, "Alias", to("alias/a", &one)).await;
    assert_eq!(alias.id, "alias/a");
    let target =
        async |alias: &str| ok(&stage, "DescribeKey", json!({"KeyId": alias})).await["KeyMetadata"]["KeyId"].clone();
    assert_eq!(target("alias/a").await, one.id);
    let alias = stage.update(ALIAS, "Alias", &alias, to("alias/a", &two)).await.unwrap().in_place();
    assert_eq!(target("alias/a").await, two.id);
    assert_eq!(
        stage.create(ALIAS, "Twice", to("alias/a", &one)).await.unwrap_err().code,
        HandlerErrorCode::AlreadyExists
    );
    let alias = stage.update(ALIAS, "Alias", &alias, to("alias/b", &two)).await.unwrap().replaced();
    stage.delete(ALIAS, &alias).await.unwrap();
}

#[test]
fn kinds_of_keys_that_are_not_built_are_refused_by_name() {
    let stage = stage();
    let table = [
        (json!({"MultiRegion": true}), "MultiRegion: keys of several Regions are not built yet"),
        (json!({"Origin": "EXTERNAL"}), "Origin EXTERNAL: keys are made here so far"),
        (json!({"KeySpec": "RSA_2048"}), "KeySpec RSA_2048: asymmetric keys are not built yet"),
    ];
    for (properties, expected) in table {
        assert_eq!(stage.check(KEY, properties).unwrap_err(), expected);
    }
}
