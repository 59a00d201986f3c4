//! Access keys as the door sees them.

use tradewind_cloud::access_keys::account_of;

use crate::world::{ACCOUNT, World, all, between, no_such};

#[tokio::test]
async fn a_key_opens_while_it_is_active() {
    let world = World::new();
    let keys = world.cloud.access_keys().expect("IAM keeps keys");
    world.ok("CreateUser", &[("UserName", "ada"), ("Path", "/math/")]).await;
    let ada = ("UserName", "ada");
    let made = world.ok("CreateAccessKey", &[ada]).await;
    let (id, secret) = (between(&made, "AccessKeyId"), between(&made, "SecretAccessKey"));
    assert!(id.starts_with("AKIA") && id.len() == 20 && secret.len() == 40, "{id}");
    assert_eq!(account_of(&id).as_deref(), Some(ACCOUNT));
    let found = keys.find(&id).expect("readable").expect("there");
    assert_eq!((found.user_arn.as_str(), found.account.as_str()), ("arn:aws:iam::123456789012:user/math/ada", ACCOUNT));
    assert_eq!(found.secret, secret);
    assert!(!format!("{found:?}").contains(&secret));
    let listed = world.ok("ListAccessKeys", &[ada]).await;
    assert_eq!(all(&listed, "Status"), ["Active"]);
    assert!(!listed.contains(&secret));
    let key = ("AccessKeyId", id.as_str());
    world.ok("UpdateAccessKey", &[ada, key, ("Status", "Inactive")]).await;
    assert!(keys.find(&id).expect("readable").is_none());
    world.ok("UpdateAccessKey", &[ada, key, ("Status", "Active")]).await;
    assert!(keys.find(&id).expect("readable").is_some());
    world.ok("DeleteAccessKey", &[ada, key]).await;
    assert!(keys.find(&id).expect("readable").is_none());
    let text = format!("The Access Key with id {id} cannot be found.");
    assert_eq!(world.refused("DeleteAccessKey", &[ada, key]).await, no_such(&text));
    assert!(keys.find("AKIAIOSFODNN7EXAMPLE").expect("readable").is_none());
}

#[tokio::test]
async fn the_last_use_is_noted() {
    let world = World::new();
    let keys = world.cloud.access_keys().expect("IAM keeps keys");
    world.ok("CreateUser", &[("UserName", "ada")]).await;
    let id = between(&world.ok("CreateAccessKey", &[("UserName", "ada")]).await, "AccessKeyId");
    keys.used(&id, "sqs", "eu-west-1");
    let used = world.ok("GetAccessKeyLastUsed", &[("AccessKeyId", &id)]).await;
    assert_eq!((between(&used, "ServiceName"), between(&used, "Region")), ("sqs".to_owned(), "eu-west-1".to_owned()));
    assert_eq!(between(&used, "LastUsedDate"), "2026-01-02T03:04:05Z");
    world.cloud.clock().advance(std::time::Duration::from_secs(899)).await.expect("a virtual clock");
    keys.used(&id, "sqs", "eu-west-1");
    let same = world.ok("GetAccessKeyLastUsed", &[("AccessKeyId", &id)]).await;
    assert_eq!(between(&same, "LastUsedDate"), "2026-01-02T03:04:05Z");
    keys.used(&id, "sts", "us-east-1");
    let later = world.ok("GetAccessKeyLastUsed", &[("AccessKeyId", &id)]).await;
    assert_eq!(
        (between(&later, "ServiceName"), between(&later, "LastUsedDate")),
        ("sts".into(), "2026-01-02T03:19:04Z".into())
    );
}

#[tokio::test]
async fn whoever_is_no_user_must_name_one() {
    let world = World::new();
    let text = "Must specify userName when calling with non-User credentials".to_owned();
    for operation in ["CreateAccessKey", "ListAccessKeys", "GetUser"] {
        assert_eq!(world.refused(operation, &[]).await, (400, "ValidationError".to_owned(), text.clone()));
    }
}
