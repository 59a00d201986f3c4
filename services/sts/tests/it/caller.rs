//! GetCallerIdentity through the door.

use tradewind_cloud::Principal;

use crate::world::{ACCOUNT, World, between, user};

#[tokio::test]
async fn an_account_is_its_root() {
    let body = World::new().sts(Principal::Account, "GetCallerIdentity", &[]).await;
    assert!(body.contains("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"), "{body}");
    let result = between(&body, "GetCallerIdentityResult");
    assert_eq!(between(&result, "Arn"), "arn:aws:iam::123456789012:root");
    assert_eq!(between(&result, "UserId"), "123456789012");
    assert_eq!(between(&result, "Account"), "123456789012");
    assert_eq!(between(&body, "RequestId").len(), 36);
}

#[tokio::test]
async fn a_user_is_itself() {
    let world = World::new();
    // One of the configuration, whom IAM does not know.
    let body = world.sts(user("ada"), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&body, "Arn"), "arn:aws:iam::123456789012:user/ada");
    assert_eq!(between(&body, "UserId"), "AKIAIOSFODNN7EXAMPLE");
    let made = world.iam("CreateUser", &[("UserName", "ada")]).await;
    let body = world.sts(user("ada"), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&body, "UserId"), between(&made, "UserId"));
    assert!(between(&body, "UserId").starts_with("AIDA"), "{body}");
}

#[tokio::test]
async fn a_session_is_its_role() {
    let world = World::new();
    let id = world.role("orders", r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#).await;
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/orders");
    let session = |role_arn: &str| Principal::AssumedRole {
        role_arn: role_arn.to_owned(),
        session_name: "s1".to_owned(),
        access_key: "ASIA".to_owned(),
    };
    let body = world.sts(session(&arn), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&body, "UserId"), format!("{id}:s1"));
    assert_eq!(between(&body, "Arn"), "arn:aws:sts::123456789012:assumed-role/orders/s1");
    // A function's role that IAM has no record of always has the same id.
    let unknown = session("arn:aws:iam::123456789012:role/service-role/unknown");
    let first = world.sts(unknown.clone(), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&first, "UserId"), between(&world.sts(unknown, "GetCallerIdentity", &[]).await, "UserId"));
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let world = World::new();
    for operation in ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "DecodeAuthorizationMessage"] {
        let (status, code, message) = world.refused((ACCOUNT, Principal::Account), operation, &[]).await;
        assert_eq!((status, code.as_str()), (400, "InvalidAction"));
        assert!(message.contains(operation), "{message}");
    }
}
