//! Temporary credentials: who gets them, whose they are, and when they end.

use std::time::Duration;

use tradewind_cloud::Principal;
use tradewind_cloud::access_keys::account_of;
use tradewind_cloud::sessions::{Bearer, SessionError};

use crate::world::{ACCOUNT, OTHER, START, World, between, tags, user};

const ANYBODY: &str = r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#;
const ROLE: &str = "arn:aws:iam::123456789012:role/orders";
const ASSUME: [(&str, &str); 2] = [("RoleArn", ROLE), ("RoleSessionName", "s1")];

#[tokio::test]
async fn a_role_is_assumed_and_ends_on_time() {
    let world = World::new();
    let id = world.role("orders", ANYBODY).await;
    let answer = world.sts(user("ada"), "AssumeRole", &ASSUME).await;
    assert_eq!(between(&answer, "AssumedRoleId"), format!("{id}:s1"));
    assert_eq!(between(&answer, "Arn"), "arn:aws:sts::123456789012:assumed-role/orders/s1");
    assert_eq!(between(&answer, "Expiration"), "2026-01-02T04:04:05Z");
    assert!(!answer.contains("PackedPolicySize") && !answer.contains("SourceIdentity"), "{answer}");
    assert_eq!(account_of(&between(&answer, "AccessKeyId")).as_deref(), Some(ACCOUNT));
    let session = world.open(&answer).expect("good");
    assert_eq!((session.bearer, session.arn.as_str(), session.session_name.as_str()), (Bearer::Role, ROLE, "s1"));
    let who = world.sts(world.bearer(&answer), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&who, "UserId"), format!("{id}:s1"));
    world.advance(Duration::from_secs(3_599)).await;
    assert!(world.open(&answer).is_ok());
    world.advance(Duration::from_secs(1)).await;
    assert_eq!(world.open(&answer).expect_err("over"), SessionError::Expired);
}

#[tokio::test]
async fn roles_that_are_not_there_look_like_roles_one_may_not_have() {
    let world = World::new();
    let denied = world.refused((ACCOUNT, user("ada")), "AssumeRole", &ASSUME).await;
    let text = "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/orders";
    assert_eq!(denied, (403, "AccessDenied".to_owned(), text.to_owned()));
    // The same name under another path is another role.
    world.role("orders", ANYBODY).await;
    let elsewhere = [("RoleArn", "arn:aws:iam::123456789012:role/x/orders"), ("RoleSessionName", "s1")];
    assert_eq!(world.refused((ACCOUNT, user("ada")), "AssumeRole", &elsewhere).await.1, "AccessDenied");
    let root = Principal::Root { access_key: "AKIAIOSFODNN7EXAMPLE".to_owned() };
    let text = "Roles may not be assumed by root accounts.";
    assert_eq!(
        world.refused((ACCOUNT, root), "AssumeRole", &ASSUME).await,
        (403, "AccessDenied".to_owned(), text.to_owned())
    );
}

#[tokio::test]
async fn another_account_must_be_trusted() {
    let world = World::new();
    let trusts = |principal: &str| format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#);
    world.role("orders", &trusts(r#"{"Service":"lambda.amazonaws.com"}"#)).await;
    let bob = || Principal::User {
        arn: format!("arn:aws:iam::{OTHER}:user/bob"),
        access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
    };
    assert_eq!(world.refused((OTHER, bob()), "AssumeRole", &ASSUME).await.1, "AccessDenied");
    let trust = format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, trusts(r#"{"AWS":"999999999999"}"#));
    world.iam("UpdateAssumeRolePolicy", &[("RoleName", "orders"), ("PolicyDocument", &trust)]).await;
    let (status, answer) = world.call((OTHER, bob()), "sts", "AssumeRole", &ASSUME).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(world.open(&answer).expect("good").account, ACCOUNT);
}

#[tokio::test]
async fn durations_have_bounds() {
    let world = World::new();
    world.role("orders", ANYBODY).await;
    let with = |seconds| [ASSUME[0], ASSUME[1], ("DurationSeconds", seconds)];
    let ada = || (ACCOUNT, user("ada"));
    let (_, code, message) = world.refused(ada(), "AssumeRole", &with("3601")).await;
    let text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    assert_eq!((code.as_str(), message.as_str()), ("ValidationError", text));
    let (_, _, message) = world.refused(ada(), "AssumeRole", &with("899")).await;
    assert!(message.contains("at 'durationSeconds' failed to satisfy constraint"), "{message}");
    world.iam("UpdateRole", &[("RoleName", "orders"), ("MaxSessionDuration", "43200")]).await;
    let answer = world.sts(user("ada"), "AssumeRole", &with("43200")).await;
    let chained = world.refused((ACCOUNT, world.bearer(&answer)), "AssumeRole", &with("3601")).await;
    assert!(chained.2.contains("role chaining"), "{chained:?}");
    world.sts(world.bearer(&answer), "AssumeRole", &with("3600")).await;
}

#[tokio::test]
async fn policies_and_tags_are_checked_and_kept() {
    let world = World::new();
    world.role("orders", ANYBODY).await;
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let tags = tags(&[("team", "blue")]);
    let mut full = vec![
        ASSUME[0],
        ASSUME[1],
        ("Policy", policy),
        ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ("TransitiveTagKeys.member.1", "team"),
        ("SourceIdentity", "ada"),
        ("ExternalId", "blue"),
    ];
    full.extend(tags.iter().map(|(name, value)| (name.as_str(), *value)));
    let answer = world.sts(user("ada"), "AssumeRole", &full).await;
    assert!(between(&answer, "PackedPolicySize").parse::<i32>().is_ok_and(|percent| (1..=100).contains(&percent)));
    assert_eq!(between(&answer, "SourceIdentity"), "ada");
    assert!(!world.open(&answer).expect("good").details.is_empty());
    let ada = || (ACCOUNT, user("ada"));
    let bad = [ASSUME[0], ASSUME[1], ("Policy", "{")];
    assert_eq!(world.refused(ada(), "AssumeRole", &bad).await.1, "MalformedPolicyDocument");
    let twice = [ASSUME[0], ASSUME[1], ("TransitiveTagKeys.member.1", "other")];
    assert_eq!(world.refused(ada(), "AssumeRole", &twice).await.1, "ValidationError");
    let mfa = [ASSUME[0], ASSUME[1], ("SerialNumber", "GAHT12345678"), ("TokenCode", "123456")];
    assert_eq!(world.refused(ada(), "AssumeRole", &mfa).await.1, "AccessDenied");
    let context =
        [ASSUME[0], ASSUME[1], ("ProvidedContexts.member.1.ProviderArn", "arn:aws:iam::aws:contextProvider/x")];
    let (status, code, message) = world.refused(ada(), "AssumeRole", &context).await;
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert!(message.contains("ProvidedContexts"), "{message}");
    let name = [ASSUME[0], ("RoleSessionName", "a b")];
    assert_eq!(world.refused(ada(), "AssumeRole", &name).await.1, "ValidationError");
}

#[tokio::test]
async fn users_get_sessions_of_their_own() {
    let world = World::new();
    let answer = world.sts(user("ada"), "GetSessionToken", &[("DurationSeconds", "900")]).await;
    assert_eq!(world.open(&answer).expect("good").bearer, Bearer::User);
    let own = world.bearer(&answer);
    let who = world.sts(own.clone(), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&who, "Arn"), "arn:aws:iam::123456789012:user/ada");
    for operation in ["GetSessionToken", "GetFederationToken"] {
        let (status, code, message) = world.refused((ACCOUNT, own.clone()), operation, &[("Name", "bob")]).await;
        assert_eq!((status, code.as_str()), (403, "AccessDenied"));
        assert_eq!(message, format!("Cannot call {operation} with session credentials"));
    }
    // A root's session is cut to an hour.
    let root = world.sts(Principal::Account, "GetSessionToken", &[("DurationSeconds", "7200")]).await;
    let session = world.open(&root).expect("good");
    assert_eq!((session.bearer, session.expires), (Bearer::Root, START + Duration::from_secs(3_600)));
    let half_a_day = world.sts(user("ada"), "GetSessionToken", &[]).await;
    assert_eq!(world.open(&half_a_day).expect("good").expires, START + Duration::from_secs(43_200));
}

#[tokio::test]
async fn users_give_sessions_to_others() {
    let world = World::new();
    let answer = world.sts(user("ada"), "GetFederationToken", &[("Name", "bob")]).await;
    assert_eq!(between(&answer, "FederatedUserId"), "123456789012:bob");
    assert_eq!(between(&answer, "Arn"), "arn:aws:sts::123456789012:federated-user/bob");
    let who = world.sts(world.bearer(&answer), "GetCallerIdentity", &[]).await;
    assert_eq!(between(&who, "UserId"), "123456789012:bob");
    assert_eq!(between(&who, "Arn"), "arn:aws:sts::123456789012:federated-user/bob");
}

#[tokio::test]
async fn a_key_names_its_account() {
    let world = World::new();
    world.iam("CreateUser", &[("UserName", "ada")]).await;
    let key = between(&world.iam("CreateAccessKey", &[("UserName", "ada")]).await, "AccessKeyId");
    let answer = world.sts(Principal::Account, "GetAccessKeyInfo", &[("AccessKeyId", &key)]).await;
    assert_eq!(between(&answer, "Account"), ACCOUNT);
    let own = world.sts(user("ada"), "GetAccessKeyInfo", &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")]).await;
    assert_eq!(between(&own, "Account"), ACCOUNT);
    let unknown = [("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")];
    let (_, code, _) = world.refused((ACCOUNT, Principal::Account), "GetAccessKeyInfo", &unknown).await;
    assert_eq!(code, "ValidationError");
}
