use serde_json::json;

use crate::world::{START, World, arn};

const ROLE: &str = "arn:aws:iam::123456789012:role/r";

#[tokio::test]
async fn a_grant_is_made_listed_and_ended() {
    let mut world = World::new();
    let key = world.key(json!({})).await;
    let input = json!({
        "KeyId": key, "GranteePrincipal": ROLE, "Operations": ["Encrypt", "Decrypt"], "RetiringPrincipal": ROLE,
        "Constraints": {"EncryptionContextSubset": {"a": "1"}}, "Name": "n",
    });
    let made = world.ok("CreateGrant", input.clone()).await;
    let again = world.ok("CreateGrant", input).await;
    assert_eq!(made["GrantId"], again["GrantId"], "a grant with a name is made once");
    assert_ne!(made["GrantToken"], again["GrantToken"]);
    assert_eq!(made["GrantId"].as_str().map(str::len), Some(64));
    world.crash();
    let expected = json!([{
        "KeyId": arn(&key), "GrantId": made["GrantId"], "Name": "n", "CreationDate": START, "GranteePrincipal": ROLE,
        "RetiringPrincipal": ROLE, "IssuingAccount": "arn:aws:iam::123456789012:root",
        "Operations": ["Encrypt", "Decrypt"], "Constraints": {"EncryptionContextSubset": {"a": "1"}},
    }]);
    assert_eq!(world.ok("ListGrants", json!({"KeyId": key})).await, json!({"Grants": expected, "Truncated": false}));
    let retirable = world.ok("ListRetirableGrants", json!({"RetiringPrincipal": ROLE})).await;
    assert_eq!(retirable["Grants"], expected);
    world.ok("RetireGrant", json!({"GrantToken": made["GrantToken"]})).await;
    assert_eq!(world.ok("ListGrants", json!({"KeyId": key})).await["Grants"], json!([]));
    let revoke = json!({"KeyId": key, "GrantId": made["GrantId"]});
    world.refused("RevokeGrant", revoke, "InvalidGrantIdException").await;
    world.refused("RetireGrant", json!({"GrantToken": "x"}), "InvalidGrantTokenException").await;
}

#[tokio::test]
async fn what_no_grant_can_be() {
    let world = World::new();
    let key = world.key(json!({})).await;
    let grant = |operation: &str, principal: &str| json!({"KeyId": key, "GranteePrincipal": principal, "Operations": [operation]});
    world.refused("CreateGrant", grant("GenerateMac", ROLE), "ValidationException").await;
    let text = world.refused("CreateGrant", grant("Encrypt", "somebody"), "InvalidArnException").await;
    assert_eq!(text, "ARN does not refer to a valid principal: somebody");
    world.ok("CreateAlias", json!({"AliasName": "alias/a", "TargetKeyId": key})).await;
    let mut by_alias = grant("Encrypt", ROLE);
    by_alias["KeyId"] = json!("arn:aws:kms:us-east-1:123456789012:alias/a");
    let text = world.refused("CreateGrant", by_alias, "InvalidArnException").await;
    assert_eq!(text, "Key Aliases are not supported for this operation");
    let made = world.ok("CreateGrant", grant("Encrypt", ROLE)).await;
    let listed = world.ok("ListGrants", json!({"KeyId": key, "GrantId": made["GrantId"]})).await;
    assert_eq!(listed["Grants"][0]["Name"], "");
    world.ok("RevokeGrant", json!({"KeyId": key, "GrantId": made["GrantId"]})).await;
}
