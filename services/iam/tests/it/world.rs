//! A cloud with IAM in it, on a disk that can be opened again.

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::sessions::Sessions;
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_iam::Iam;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::Protocol;

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const LAMBDA: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub(crate) const ALLOW: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
pub(crate) const BASIC: &str = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

pub(crate) struct World {
    pub(crate) cloud: Cloud,
    disk: SimDisk,
}

impl World {
    pub(crate) fn new() -> World {
        World::on(SimDisk::new(1), 1)
    }

    fn on(disk: SimDisk, seed: u64) -> World {
        let (clock, random) = (Clock::manual(Timestamp::from_secs(1_767_323_045)), Random::seeded(seed));
        let store = Store::simulated(&disk, clock.clone(), random.clone()).expect("opens");
        let cloud = Cloud::builder(store, clock, random).sessions(Sessions::new([9; 32])).register(Iam::new).build();
        World { cloud, disk }
    }

    /// The same data, as a server finds it that is started again.
    pub(crate) fn reopened(self) -> World {
        let World { cloud, disk } = self;
        let store = cloud.store().clone();
        drop(cloud);
        store.close().expect("closes");
        World::on(disk, 2)
    }

    pub(crate) async fn call_as(
        &self,
        principal: Principal,
        account: &str,
        operation: &str,
        parameters: &[(&str, &str)],
    ) -> (u16, String) {
        let mut form = format!("Action={operation}");
        for (name, value) in parameters {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            form += &format!("&{name}={escaped}");
        }
        let incoming = Incoming {
            service: self.cloud.find("iam").expect("registered").clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsQuery,
            body: form.into(),
            head: None,
            account: account.to_owned(),
            region: "eu-west-1".to_owned(),
            principal,
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let reply = self.cloud.handle(incoming).await;
        (reply.status, String::from_utf8(reply.body.into_bytes().expect("a whole body")).expect("text"))
    }

    /// What an operation that succeeds answers.
    pub(crate) async fn ok(&self, operation: &str, parameters: &[(&str, &str)]) -> String {
        let (status, body) = self.call_as(Principal::Account, ACCOUNT, operation, parameters).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// Code and text of a refusal.
    pub(crate) async fn refused(&self, operation: &str, parameters: &[(&str, &str)]) -> (u16, String, String) {
        let (status, body) = self.call_as(Principal::Account, ACCOUNT, operation, parameters).await;
        assert!(status >= 400, "{operation}: {body}");
        (status, between(&body, "Code"), between(&body, "Message"))
    }

    pub(crate) async fn role(&self, name: &str) -> String {
        self.ok("CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", LAMBDA)]).await
    }

    /// The ARN of a fresh policy.
    pub(crate) async fn policy(&self, name: &str) -> String {
        between(&self.ok("CreatePolicy", &[("PolicyName", name), ("PolicyDocument", ALLOW)]).await, "Arn")
    }
}

pub(crate) fn no_such(text: &str) -> (u16, String, String) {
    (404, "NoSuchEntity".to_owned(), text.to_owned())
}

pub(crate) fn conflict(text: &str) -> (u16, String, String) {
    (409, "DeleteConflict".to_owned(), text.to_owned())
}

pub(crate) fn exceeded(text: &str) -> (u16, String, String) {
    (409, "LimitExceeded".to_owned(), text.to_owned())
}

/// The text of the first element of that name.
pub(crate) fn between(text: &str, tag: &str) -> String {
    let (_, rest) = text.split_once(&format!("<{tag}>")).unwrap_or_else(|| panic!("<{tag}> in {text}"));
    rest.split_once(&format!("</{tag}>")).expect("an end").0.replace("&quot;", "\"").replace("&apos;", "'")
}

/// The texts of all elements of that name.
pub(crate) fn all(text: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    text.split(&open).skip(1).filter_map(|rest| Some(rest.split_once(&close)?.0.to_owned())).collect()
}
