//! The account as a whole.

use tradewind_cloud::Principal;

use crate::world::{ALLOW, BASIC, World, all, between, no_such};

#[tokio::test]
async fn the_summary_counts() {
    let world = World::new();
    world.role("orders").await;
    let arn = world.policy("reader").await;
    world.ok("CreatePolicyVersion", &[("PolicyArn", &arn), ("PolicyDocument", ALLOW)]).await;
    world.ok("CreateUser", &[("UserName", "ada")]).await;
    world.ok("CreateUser", &[("UserName", "bob")]).await;
    world.ok("DeleteUser", &[("UserName", "bob")]).await;
    let summary = world.ok("GetAccountSummary", &[]).await;
    let entries: Vec<(String, String)> =
        all(&summary, "entry").iter().map(|entry| (between(entry, "key"), between(entry, "value"))).collect();
    for (name, value) in [
        ("Roles", "1"),
        ("Users", "1"),
        ("Groups", "0"),
        ("Policies", "1"),
        ("PolicyVersionsInUse", "2"),
        ("RolesQuota", "1000"),
    ] {
        assert!(entries.contains(&(name.to_owned(), value.to_owned())), "{name} in {entries:?}");
    }
}

#[tokio::test]
async fn an_account_has_one_alias() {
    let world = World::new();
    assert!(all(&world.ok("ListAccountAliases", &[]).await, "member").is_empty());
    world.ok("CreateAccountAlias", &[("AccountAlias", "blue-sky")]).await;
    world.ok("CreateAccountAlias", &[("AccountAlias", "red-sky")]).await;
    assert_eq!(all(&world.ok("ListAccountAliases", &[]).await, "member"), ["red-sky"]);
    let other = no_such("The account alias blue-sky cannot be found.");
    assert_eq!(world.refused("DeleteAccountAlias", &[("AccountAlias", "blue-sky")]).await, other);
    world.ok("DeleteAccountAlias", &[("AccountAlias", "red-sky")]).await;
    for bad in ["Sky", "-sky", "s--ky", "sky-"] {
        assert_eq!(world.refused("CreateAccountAlias", &[("AccountAlias", bad)]).await.1, "ValidationError", "{bad}");
    }
}

#[tokio::test]
async fn the_details_tell_everything() {
    let world = World::new();
    world.role("orders").await;
    world.ok("AttachRolePolicy", &[("RoleName", "orders"), ("PolicyArn", BASIC)]).await;
    world.ok("PutRolePolicy", &[("RoleName", "orders"), ("PolicyName", "p"), ("PolicyDocument", ALLOW)]).await;
    world.ok("CreateUser", &[("UserName", "ada")]).await;
    world.ok("CreateGroup", &[("GroupName", "devs")]).await;
    world.ok("AddUserToGroup", &[("UserName", "ada"), ("GroupName", "devs")]).await;
    world.policy("reader").await;
    let details = world.ok("GetAccountAuthorizationDetails", &[]).await;
    assert_eq!(between(&between(&details, "UserDetailList"), "GroupList"), "<member>devs</member>");
    assert!(between(&details, "RolePolicyList").contains("<PolicyName>p</PolicyName>"), "{details}");
    let policies = details.split("<Policies>").nth(1).expect("policies");
    assert_eq!(all(policies, "PolicyName"), ["reader", "AWSLambdaBasicExecutionRole"]);
    let first = world.ok("GetAccountAuthorizationDetails", &[("MaxItems", "2")]).await;
    assert_eq!((all(&first, "UserName"), all(&first, "GroupName")), (vec!["ada".to_owned()], vec!["devs".to_owned()]));
    let roles = world.ok("GetAccountAuthorizationDetails", &[("Filter.member.1", "Role")]).await;
    assert!(all(&roles, "UserName").is_empty() && all(&roles, "RoleName") == ["orders"], "{roles}");
}

#[tokio::test]
async fn accounts_do_not_see_each_other_and_regions_do_not_matter() {
    let world = World::new();
    world.role("orders").await;
    let elsewhere = world.call_as(Principal::Account, "999999999999", "GetRole", &[("RoleName", "orders")]).await;
    assert_eq!(elsewhere.0, 404, "{}", elsewhere.1);
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let world = World::new();
    for operation in ["SimulatePrincipalPolicy", "CreateLoginProfile", "CreateOpenIDConnectProvider"] {
        let (status, code, message) = world.refused(operation, &[]).await;
        assert_eq!((status, code.as_str()), (400, "InvalidAction"));
        assert!(message.contains(operation), "{message}");
    }
}
