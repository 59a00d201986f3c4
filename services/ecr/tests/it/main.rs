//! The registry's resource type, in process, through crashes.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_ecr::{Ecr, cfn};
use tradewind_kms::Kms;
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{HandlerErrorCode, official};

const REPOSITORY: &str = "AWS::ECR::Repository";

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("ecr", operation, input).await).expect("JSON")
}

#[test]
fn the_schema_is_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn repositories() {
    let stage = Stage::builder().service(Ecr::new).service(Kms::new).types(cfn::resource_types()).build();
    let lifecycle = r#"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":9},"action":{"type":"expire"}}]}"#;
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]});
    let all = json!({
        "RepositoryName": "team/images", "ImageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "ImageTagMutabilityExclusionFilters": [
            {"ImageTagMutabilityExclusionFilterType": "WILDCARD", "ImageTagMutabilityExclusionFilterValue": "dev-*"}],
        "ImageScanningConfiguration": {"ScanOnPush": true}, "EncryptionConfiguration": {"EncryptionType": "KMS"},
        "LifecyclePolicy": {"LifecyclePolicyText": lifecycle}, "RepositoryPolicyText": policy,
        "Tags": [{"Key": "a", "Value": "1"}],
    });
    let made = stage.create_through_crashes(REPOSITORY, "Images", &all).await;
    assert_eq!(made.id, "team/images");
    let arn = format!("arn:aws:ecr:us-east-1:{ACCOUNT}:repository/team/images");
    let uri = format!("{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/images");
    let attributes: Vec<_> = made.attributes.iter().map(|(name, value)| (&**name, value.as_str().unwrap())).collect();
    assert_eq!(attributes, [("Arn", arn.as_str()), ("RepositoryUri", uri.as_str())]);
    let described = async || ok(&stage, "DescribeRepositories", json!({})).await["repositories"][0].clone();
    let shown = described().await;
    assert_eq!(shown["imageTagMutability"], "IMMUTABLE_WITH_EXCLUSION");
    assert_eq!(shown["imageTagMutabilityExclusionFilters"], json!([{"filterType": "WILDCARD", "filter": "dev-*"}]));
    assert_eq!(shown["imageScanningConfiguration"], json!({"scanOnPush": true}));
    assert_eq!(shown["encryptionConfiguration"]["encryptionType"], "KMS");
    assert!(shown["encryptionConfiguration"]["kmsKey"].as_str().unwrap().starts_with("arn:aws:kms:us-east-1:"));
    let named = json!({"repositoryName": "team/images"});
    assert_eq!(ok(&stage, "GetLifecyclePolicy", named.clone()).await["lifecyclePolicyText"], lifecycle);
    let kept = ok(&stage, "GetRepositoryPolicy", named.clone()).await["policyText"].as_str().unwrap().to_owned();
    assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), policy);
    let tags = async || ok(&stage, "ListTagsForResource", json!({"resourceArn": arn})).await["tags"].clone();
    assert_eq!(tags().await, json!([{"Key": "a", "Value": "1"}, {"Key": "team", "Value": "sails"}]));
    assert_eq!(stage.create(REPOSITORY, "Twice", &all).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);

    let less = json!({"RepositoryName": "team/images", "EncryptionConfiguration": {"EncryptionType": "KMS"}});
    let changed = stage.update(REPOSITORY, "Images", &made, less).await.unwrap().in_place();
    let shown = described().await;
    assert_eq!(shown["imageTagMutability"], "MUTABLE");
    assert_eq!(shown["imageScanningConfiguration"], json!({"scanOnPush": false}));
    assert!(shown.get("imageTagMutabilityExclusionFilters").is_none());
    for operation in ["GetLifecyclePolicy", "GetRepositoryPolicy"] {
        assert!(stage.call("ecr", operation, &named).await.is_err(), "{operation}");
    }
    assert_eq!(tags().await, json!([{"Key": "team", "Value": "sails"}]));
    let moved = stage.update(REPOSITORY, "Images", &changed, json!({})).await.unwrap().replaced();
    assert!(
        moved.id.ends_with(|last: char| !last.is_ascii_uppercase()) && moved.id.contains("-images-"),
        "{}",
        moved.id
    );
    stage.delete(REPOSITORY, &changed).await.unwrap();
    stage.delete(REPOSITORY, &moved).await.unwrap();
    assert_eq!(ok(&stage, "DescribeRepositories", json!({})).await["repositories"], json!([]));
}
