//! Resource types of CloudFormation: secrets, their policies and their rotation.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use std::sync::Arc;

use serde_json::{Value, json};
use tradewind_kms::Kms;
use tradewind_resource::stage::Stage;
use tradewind_resource::{Existing, HandlerErrorCode, official};
use tradewind_secretsmanager::{SecretsManager, cfn};

use crate::functions::{Functions, Stub};

const SECRET: &str = "AWS::SecretsManager::Secret";
const POLICY: &str = "AWS::SecretsManager::ResourcePolicy";
const ROTATION: &str = "AWS::SecretsManager::RotationSchedule";

fn open() -> Stage {
    let functions = Arc::new(Functions::default());
    let builder = Stage::builder().service(Kms::new).service(SecretsManager::new);
    builder.service(|parts| Stub::new(parts, functions)).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("secretsmanager", operation, input).await).expect("JSON")
}

async fn value(stage: &Stage, secret: &Existing) -> String {
    let value = ok(stage, "GetSecretValue", json!({"SecretId": secret.id})).await;
    value["SecretString"].as_str().expect("text").to_owned()
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn secrets() {
    let stage = open();
    let all = json!({"Description": "d", "SecretString": "one", "KmsKeyId": "alias/aws/secretsmanager",
        "Tags": [{"Key": "a", "Value": "1"}]});
    let secret = stage.create_through_crashes(SECRET, "Secret", &all).await;
    assert_eq!(secret.attributes, [("Id".into(), secret.id.as_str().into())]);
    let described = async |id: &str| ok(&stage, "DescribeSecret", json!({"SecretId": id})).await;
    let shown = described(&secret.id).await;
    assert!(shown["Name"].as_str().unwrap().starts_with("Secret-AbCdEf"), "{shown}");
    assert_eq!((&shown["Description"], &shown["KmsKeyId"]), (&json!("d"), &json!("alias/aws/secretsmanager")));
    assert_eq!(shown["Tags"], json!([{"Key": "a", "Value": "1"}, {"Key": "team", "Value": "sails"}]));
    assert_eq!(value(&stage, &secret).await, "one");

    let secret = stage.update(SECRET, "Secret", &secret, json!({"SecretString": "two"})).await.unwrap().in_place();
    assert_eq!(value(&stage, &secret).await, "two");
    let shown = described(&secret.id).await;
    assert_eq!((&shown["Description"], &shown["KmsKeyId"]), (&json!(""), &Value::Null));
    assert_eq!(shown["Tags"], json!([{"Key": "team", "Value": "sails"}]));
    let named = stage.update(SECRET, "Secret", &secret, json!({"Name": "n"})).await.unwrap().replaced();
    assert!(
        stage.call("secretsmanager", "GetSecretValue", json!({"SecretId": named.id})).await.is_err(),
        "it has no value"
    );
    let taken = stage.create(SECRET, "Twice", json!({"Name": "n"})).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    stage.delete(SECRET, &named).await.unwrap();
    let both = stage.check(SECRET, json!({"SecretString": "x", "GenerateSecretString": {}})).unwrap_err();
    assert_eq!(both, "You can't specify both GenerateSecretString and SecretString");
}

#[tokio::test]
async fn values_that_are_made() {
    let stage = open();
    let letters = json!({"GenerateSecretString": {"PasswordLength": 40, "ExcludeNumbers": true, "ExcludePunctuation": true,
        "ExcludeUppercase": true, "ExcludeCharacters": "xyz", "RequireEachIncludedType": true}});
    let secret = stage.create_through_crashes(SECRET, "Secret", &letters).await;
    let first = value(&stage, &secret).await;
    assert!(first.len() == 40 && first.bytes().all(|byte| (b'a'..=b'w').contains(&byte)), "{first}");
    let mut more = letters.clone();
    more["Description"] = json!("d");
    let secret = stage.update(SECRET, "Secret", &secret, more).await.unwrap().in_place();
    assert_eq!(value(&stage, &secret).await, first, "what made it has not changed");
    let user =
        json!({"GenerateSecretString": {"SecretStringTemplate": "{\"user\": \"u\"}", "GenerateStringKey": "password"}});
    let secret = stage.update(SECRET, "Secret", &secret, user).await.unwrap().in_place();
    let made: Value = serde_json::from_str(&value(&stage, &secret).await).unwrap();
    assert_eq!((&made["user"], made["password"].as_str().unwrap().len()), (&json!("u"), 32));
}

#[tokio::test]
async fn policies_and_rotation() {
    let stage = open();
    let secret = stage.create(SECRET, "Secret", json!({"SecretString": "one"})).await.unwrap();
    let document = |action: &str| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action,
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Resource": "*"}]})
    };
    let properties =
        |action: &str| json!({"SecretId": secret.id, "ResourcePolicy": document(action), "BlockPublicPolicy": true});
    let policy = stage.create_through_crashes(POLICY, "Policy", properties("secretsmanager:GetSecretValue")).await;
    let policy = stage.update(POLICY, "Policy", &policy, properties("secretsmanager:*")).await.unwrap().in_place();
    let shown = ok(&stage, "GetResourcePolicy", json!({"SecretId": secret.id})).await["ResourcePolicy"].clone();
    assert_eq!(serde_json::from_str::<Value>(shown.as_str().unwrap()).unwrap(), document("secretsmanager:*"));
    stage.delete(POLICY, &policy).await.unwrap();
    assert_eq!(ok(&stage, "GetResourcePolicy", json!({"SecretId": secret.id})).await["ResourcePolicy"], Value::Null);

    let days = |days: u32| {
        json!({"SecretId": secret.id, "RotationLambdaARN": "rotator", "RotateImmediatelyOnUpdate": false,
        "RotationRules": {"AutomaticallyAfterDays": days, "Duration": "3h"}})
    };
    let rotation = stage.create(ROTATION, "Rotation", days(30)).await.unwrap();
    assert_eq!(rotation.id, secret.id);
    stage.pass(std::time::Duration::from_secs(60)).await;
    assert!(value(&stage, &secret).await.starts_with("value of "), "it is rotated at once");
    let rotation = stage.update(ROTATION, "Rotation", &rotation, days(10)).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeSecret", json!({"SecretId": secret.id})).await;
    assert_eq!(
        (&shown["RotationEnabled"], &shown["RotationRules"]["AutomaticallyAfterDays"]),
        (&json!(true), &json!(10))
    );
    stage.delete(ROTATION, &rotation).await.unwrap();
    let shown = ok(&stage, "DescribeSecret", json!({"SecretId": secret.id})).await;
    assert_eq!(shown["RotationEnabled"], false);
    stage.delete(SECRET, &secret).await.unwrap();
    stage.delete(ROTATION, &rotation).await.unwrap();
    let cron = json!({"SecretId": "s", "RotationRules": {"ScheduleExpression": "cron(0 8 1 * ? *)"}});
    assert!(stage.check(ROTATION, cron).is_err());
}
