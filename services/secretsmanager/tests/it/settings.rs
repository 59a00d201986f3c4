use serde_json::{Value, json};

use crate::world::{START, World, token};

#[tokio::test]
async fn a_secret_has_what_it_was_given() {
    let world = World::new();
    let made = world.ok("CreateSecret", json!({"Name": "s"})).await;
    assert_eq!(made, json!({"ARN": made["ARN"], "Name": "s"}), "no value, no version");
    let described = world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    assert_eq!(described, json!({"ARN": made["ARN"], "Name": "s", "LastChangedDate": START, "CreatedDate": START}));
    let text = world.refused("GetSecretValue", json!({"SecretId": "s"}), "ResourceNotFoundException").await;
    assert_eq!(text, "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
    world.pass(1).await;
    let update = json!({"SecretId": "s", "Description": "mine", "SecretString": "x", "ClientRequestToken": token(1)});
    let answer = world.ok("UpdateSecret", update).await;
    assert_eq!(answer, json!({"ARN": made["ARN"], "Name": "s", "VersionId": token(1)}));
    let answer = world.ok("UpdateSecret", json!({"SecretId": "s", "Description": "ours"})).await;
    assert_eq!(answer.get("VersionId"), None);
    let described = world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    assert_eq!((&described["Description"], &described["LastChangedDate"]), (&json!("ours"), &json!(START + 86_400)));
    assert_eq!(world.get("s").await, "x");
}

#[tokio::test]
async fn tags() {
    let mut world = World::new();
    world.create("s", "x", &token(1)).await;
    world
        .ok("TagResource", json!({"SecretId": "s", "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]}))
        .await;
    world.ok("UntagResource", json!({"SecretId": "s", "TagKeys": ["a"]})).await;
    world.crash();
    let described = world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    assert_eq!(described["Tags"], json!([{"Key": "b", "Value": "2"}]));
    let many: Vec<_> = (0..50).map(|number| json!({"Key": number.to_string(), "Value": ""})).collect();
    world.refused("TagResource", json!({"SecretId": "s", "Tags": many}), "InvalidParameterException").await;
}

fn policy(principal: Value) -> String {
    let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "secretsmanager:*", "Resource": "*"});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

#[tokio::test]
async fn policies() {
    let world = World::new();
    let arn = world.create("s", "x", &token(1)).await;
    assert_eq!(world.ok("GetResourcePolicy", json!({"SecretId": "s"})).await, json!({"ARN": arn, "Name": "s"}));
    let (narrow, wide) = (policy(json!({"AWS": "arn:aws:iam::111122223333:root"})), policy(json!("*")));
    world.ok("PutResourcePolicy", json!({"SecretId": "s", "ResourcePolicy": narrow, "BlockPublicPolicy": true})).await;
    assert_eq!(world.ok("GetResourcePolicy", json!({"SecretId": "s"})).await["ResourcePolicy"], json!(narrow));
    let public = json!({"SecretId": "s", "ResourcePolicy": wide, "BlockPublicPolicy": true});
    world.refused("PutResourcePolicy", public, "PublicPolicyException").await;
    let broken = json!({"SecretId": "s", "ResourcePolicy": "{}"});
    let text = world.refused("PutResourcePolicy", broken, "MalformedPolicyDocumentException").await;
    assert_eq!(text, "This resource policy contains a syntax error.");
    let good = world.ok("ValidateResourcePolicy", json!({"ResourcePolicy": narrow})).await;
    assert_eq!(good, json!({"PolicyValidationPassed": true, "ValidationErrors": []}));
    let bad = world.ok("ValidateResourcePolicy", json!({"SecretId": "s", "ResourcePolicy": wide})).await;
    assert_eq!(
        (&bad["PolicyValidationPassed"], bad["ValidationErrors"].as_array().map(Vec::len)),
        (&json!(false), Some(1))
    );
    world.ok("DeleteResourcePolicy", json!({"SecretId": "s"})).await;
    assert_eq!(world.ok("GetResourcePolicy", json!({"SecretId": "s"})).await.get("ResourcePolicy"), None);
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let world = World::new();
    let replicated = json!({"Name": "s", "AddReplicaRegions": [{"Region": "eu-west-1"}]});
    let text = world.refused("CreateSecret", replicated, "InvalidParameterException").await;
    assert!(text.contains("AddReplicaRegions"), "{text}");
    let text = world.refused("CreateSecret", json!({"Name": "a b"}), "ValidationException").await;
    assert!(text.starts_with("Invalid name."), "{text}");
    world.refused("ReplicateSecretToRegions", json!({}), "UnknownOperationException").await;
}
