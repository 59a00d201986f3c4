use serde_json::{Value, json};

use crate::world::{START, World, token};

const DAY: u64 = 86_400;

#[tokio::test]
async fn a_secret_is_gone_when_its_window_ends() {
    let mut world = World::new();
    let arn = world.create("s", "one", &token(1)).await;
    let answer = world.ok("DeleteSecret", json!({"SecretId": "s", "RecoveryWindowInDays": 7})).await;
    assert_eq!(answer, json!({"ARN": arn, "Name": "s", "DeletionDate": START + 7 * DAY}));
    let text = "You can't perform this operation on the secret because it was marked for deletion.";
    for (operation, input) in [
        ("GetSecretValue", json!({"SecretId": "s"})),
        ("PutSecretValue", json!({"SecretId": "s", "SecretString": "x"})),
        ("UpdateSecret", json!({"SecretId": "s", "Description": "x"})),
        ("TagResource", json!({"SecretId": "s", "Tags": []})),
        ("GetResourcePolicy", json!({"SecretId": "s"})),
        ("DeleteSecret", json!({"SecretId": "s"})),
    ] {
        assert_eq!(world.refused(operation, input, "InvalidRequestException").await, text, "{operation}");
    }
    let again = json!({"Name": "s", "SecretString": "x"});
    let text = world.refused("CreateSecret", again.clone(), "InvalidRequestException").await;
    assert_eq!(text, "You can't create this secret because a secret with this name is already scheduled for deletion.");
    assert_eq!(world.ok("DescribeSecret", json!({"SecretId": "s"})).await["DeletedDate"], START);
    assert_eq!(world.ok("ListSecrets", json!({})).await["SecretList"], json!([]));
    let planned = world.ok("ListSecrets", json!({"IncludePlannedDeletion": true})).await;
    assert_eq!(planned["SecretList"][0]["Name"], "s");
    world.crash();
    world.pass(6).await;
    world.ok("DescribeSecret", json!({"SecretId": "s"})).await;
    world.pass(1).await;
    world.refused("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException").await;
    let new = world.ok("CreateSecret", again).await;
    assert_ne!(new["ARN"], json!(arn), "another secret has another ARN");
    world.refused("DescribeSecret", json!({"SecretId": arn}), "ResourceNotFoundException").await;
}

#[tokio::test]
async fn a_secret_is_restored_in_time() {
    let world = World::new();
    let arn = world.create("s", "one", &token(1)).await;
    let answer = world.ok("DeleteSecret", json!({"SecretId": "s"})).await;
    assert_eq!(answer["DeletionDate"], START + 30 * DAY);
    world.pass(29).await;
    assert_eq!(world.ok("RestoreSecret", json!({"SecretId": "s"})).await, json!({"ARN": arn, "Name": "s"}));
    world.ok("DeleteSecret", json!({"SecretId": "s"})).await;
    world.pass(10).await;
    world.ok("RestoreSecret", json!({"SecretId": "s"})).await;
    world.pass(100).await;
    assert_eq!(world.get("s").await, "one");
    assert_eq!(world.ok("DescribeSecret", json!({"SecretId": "s"})).await.get("DeletedDate"), None);
}

#[tokio::test]
async fn a_secret_is_deleted_without_recovery() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    let force = json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true});
    assert_eq!(world.ok("DeleteSecret", force.clone()).await["DeletionDate"], START);
    world.refused("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException").await;
    assert_eq!(world.ok("DeleteSecret", force).await["Name"], "s");
    world.refused("DeleteSecret", json!({"SecretId": "s"}), "ResourceNotFoundException").await;
    world.create("s", "two", &token(1)).await;
    let wrong = |more: Value| {
        let mut input = more;
        input["SecretId"] = json!("s");
        input
    };
    for days in [6, 31] {
        let input = wrong(json!({"RecoveryWindowInDays": days}));
        let text = world.refused("DeleteSecret", input, "InvalidParameterException").await;
        assert_eq!(text, "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    let both = wrong(json!({"RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": true}));
    let text = world.refused("DeleteSecret", both, "InvalidParameterException").await;
    assert_eq!(text, "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
}
