//! Which accounts' resources a caller reaches.

use tradewind_cloud::Principal;
use tradewind_wire::Document;

use crate::desk::{ACCOUNT, World};

async fn reach(principal: Principal, account: &str) -> (u16, Option<String>) {
    let mut world = World::new();
    world.principal = principal;
    let (status, body) = world.client("Own", &format!(r#"{{"Account":"{account}"}}"#)).await;
    (status, body["message"].as_str().map(str::to_owned))
}

fn refused(user: &str) -> (u16, Option<String>) {
    let text = format!(
        "User: arn:aws:iam::{ACCOUNT}:{user} is not authorized to perform: desk:own on resource: \
         arn:aws:desk:x:222222222222:note because no resource-based policy allows the desk:own action"
    );
    (400, Some(text))
}

#[tokio::test]
async fn a_known_key_reaches_its_own_account_and_no_other() {
    let user = Principal::User { arn: format!("arn:aws:iam::{ACCOUNT}:user/ann"), access_key: "AKIA".to_owned() };
    let root = Principal::Root { access_key: "AKIA".to_owned() };
    assert_eq!(reach(user.clone(), ACCOUNT).await, (200, None));
    assert_eq!(reach(root.clone(), ACCOUNT).await, (200, None));
    assert_eq!(reach(user, "222222222222").await, refused("user/ann"));
    assert_eq!(reach(root, "222222222222").await, refused("root"));
}

#[tokio::test]
async fn without_authentication_and_for_services_every_account_is_open() {
    assert_eq!(reach(Principal::Account, "222222222222").await, (200, None));
    let world = World::new();
    let input = Document::Map(vec![("Account".into(), Document::from("222222222222"))]);
    world.inside("desk", "Own", input).await.unwrap();
}
