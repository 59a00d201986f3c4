//! GetCallerIdentity through the door.

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_store::{SimDisk, Store};
use tradewind_sts::Sts;
use tradewind_wire::Protocol;

async fn call(operation: &str, principal: Principal) -> (u16, String) {
    let (clock, random) = (Clock::manual(Timestamp::from_secs(1)), Random::seeded(1));
    let store = Store::simulated(&SimDisk::new(1), clock.clone(), random.clone()).expect("opens");
    let cloud = Cloud::builder(store, clock, random).register(Sts::new).build();
    let incoming = Incoming {
        service: cloud.find("sts").expect("registered").clone(),
        operation: operation.to_owned(),
        protocol: Protocol::AwsQuery,
        body: format!("Action={operation}&Version=2011-06-15").into(),
        head: None,
        account: "123456789012".to_owned(),
        region: "us-east-1".to_owned(),
        principal,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        source_ip: None,
        user_agent: None,
        trace: None,
    };
    let reply = cloud.handle(incoming).await;
    (reply.status, String::from_utf8(reply.body.into_bytes().expect("a whole body")).expect("text"))
}

fn between<'a>(text: &'a str, tag: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("<{tag}>")).unwrap_or_else(|| panic!("<{tag}> in {text}"));
    rest.split_once(&format!("</{tag}>")).expect("an end").0
}

#[tokio::test]
async fn an_account_is_its_root() {
    let (status, body) = call("GetCallerIdentity", Principal::Account).await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"), "{body}");
    let result = between(&body, "GetCallerIdentityResult");
    assert_eq!(between(result, "Arn"), "arn:aws:iam::123456789012:root");
    assert_eq!(between(result, "UserId"), "123456789012");
    assert_eq!(between(result, "Account"), "123456789012");
    assert_eq!(between(&body, "RequestId").len(), 36);
}

#[tokio::test]
async fn a_user_is_itself() {
    let user = Principal::User {
        arn: "arn:aws:iam::123456789012:user/ada".to_owned(),
        access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
    };
    let (_, body) = call("GetCallerIdentity", user).await;
    assert_eq!(between(&body, "Arn"), "arn:aws:iam::123456789012:user/ada");
    assert_eq!(between(&body, "UserId"), "AKIAIOSFODNN7EXAMPLE");
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let (status, body) = call("AssumeRole", Principal::Account).await;
    assert_eq!((status, between(&body, "Code")), (400, "InvalidAction"), "{body}");
    assert!(between(&body, "Message").contains("AssumeRole"), "{body}");
}
