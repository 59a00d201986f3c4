//! What was acknowledged is there after a restart.

use crate::world::{ALLOW, BASIC, World, all, between};

#[tokio::test]
async fn everything_is_there_again() {
    let world = World::new();
    let id = between(&world.role("orders").await, "RoleId");
    let arn = world.policy("reader").await;
    world.ok("AttachRolePolicy", &[("RoleName", "orders"), ("PolicyArn", BASIC)]).await;
    world.ok("PutRolePolicy", &[("RoleName", "orders"), ("PolicyName", "p"), ("PolicyDocument", ALLOW)]).await;
    world.ok("CreatePolicyVersion", &[("PolicyArn", &arn), ("PolicyDocument", ALLOW), ("SetAsDefault", "true")]).await;
    world.ok("CreateUser", &[("UserName", "ada"), ("PermissionsBoundary", &arn)]).await;
    world.ok("CreateGroup", &[("GroupName", "devs")]).await;
    world.ok("AddUserToGroup", &[("UserName", "ada"), ("GroupName", "devs")]).await;
    world.ok("CreateInstanceProfile", &[("InstanceProfileName", "box")]).await;
    world.ok("AddRoleToInstanceProfile", &[("InstanceProfileName", "box"), ("RoleName", "orders")]).await;
    world.ok("CreateAccountAlias", &[("AccountAlias", "blue-sky")]).await;
    let made = world.ok("CreateAccessKey", &[("UserName", "ada")]).await;
    let questions: &[(&str, &[(&str, &str)])] = &[
        ("GetRole", &[("RoleName", "orders")]),
        ("GetRolePolicy", &[("RoleName", "orders"), ("PolicyName", "p")]),
        ("ListAttachedRolePolicies", &[("RoleName", "orders")]),
        ("GetPolicy", &[("PolicyArn", &arn)]),
        ("ListPolicyVersions", &[("PolicyArn", &arn)]),
        ("GetUser", &[("UserName", "ada")]),
        ("GetGroup", &[("GroupName", "devs")]),
        ("ListInstanceProfilesForRole", &[("RoleName", "orders")]),
        ("ListAccountAliases", &[]),
        ("ListAccessKeys", &[("UserName", "ada")]),
        ("GetAccountSummary", &[]),
        ("GetAccountAuthorizationDetails", &[]),
    ];
    let mut before = Vec::new();
    for (operation, parameters) in questions {
        before.push(without_id(&world.ok(operation, parameters).await));
    }
    let world = world.reopened();
    for ((operation, parameters), before) in questions.iter().zip(before) {
        assert_eq!(without_id(&world.ok(operation, parameters).await), before, "{operation}");
    }
    assert_eq!(between(&world.ok("GetRole", &[("RoleName", "orders")]).await, "RoleId"), id);
    let keys = world.cloud.access_keys().expect("IAM keeps keys");
    let found = keys.find(&between(&made, "AccessKeyId")).expect("readable").expect("there");
    assert_eq!(found.secret, between(&made, "SecretAccessKey"));
    // Names of the first life are taken, and ids of the second are others.
    let again = between(&world.role("other").await, "RoleId");
    assert_ne!(again, id);
    assert_eq!(all(&world.ok("ListRoles", &[]).await, "RoleName"), ["orders", "other"]);
}

/// An answer without the number of its request.
fn without_id(answer: &str) -> String {
    answer.replace(&between(answer, "RequestId"), "")
}
