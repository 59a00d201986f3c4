//! A cloud with IAM and STS in it, and callers of any kind.

use std::collections::BTreeMap;
use std::time::Duration;

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::sessions::{Bearer, Now, Session, SessionError, Sessions};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_iam::Iam;
use tradewind_store::{SimDisk, Store};
use tradewind_sts::Sts;
use tradewind_wire::Protocol;

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const OTHER: &str = "999999999999";
pub(crate) const START: Timestamp = Timestamp::from_secs(1_767_323_045);

pub(crate) struct World {
    pub(crate) cloud: Cloud,
}

impl World {
    pub(crate) fn new() -> World {
        let (clock, random) = (Clock::manual(START), Random::seeded(1));
        let store = Store::simulated(&SimDisk::new(1), clock.clone(), random.clone()).expect("opens");
        let builder = Cloud::builder(store, clock, random).sessions(Sessions::new([9; 32]));
        World { cloud: builder.register(Iam::new).register(Sts::new).build() }
    }

    /// A call in an account, as somebody; parameters as pairs.
    pub(crate) async fn call(
        &self,
        (account, principal): (&str, Principal),
        service: &str,
        operation: &str,
        parameters: &[(&str, &str)],
    ) -> (u16, String) {
        let mut form = format!("Action={operation}");
        for (name, value) in parameters {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            form += &format!("&{name}={escaped}");
        }
        let incoming = Incoming {
            service: self.cloud.find(service).expect("registered").clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsQuery,
            body: form.into(),
            head: None,
            account: account.to_owned(),
            region: "us-east-1".to_owned(),
            principal,
            endpoint: "http://127.0.0.1:4566".to_owned(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let reply = self.cloud.handle(incoming).await;
        (reply.status, String::from_utf8(reply.body.into_bytes().expect("a whole body")).expect("text"))
    }

    /// The same of STS as the account; the answer's body.
    pub(crate) async fn sts(&self, principal: Principal, operation: &str, parameters: &[(&str, &str)]) -> String {
        let (status, body) = self.call((ACCOUNT, principal), "sts", operation, parameters).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// The code and text of a refusal.
    pub(crate) async fn refused(
        &self,
        caller: (&str, Principal),
        operation: &str,
        parameters: &[(&str, &str)],
    ) -> (u16, String, String) {
        let (status, body) = self.call(caller, "sts", operation, parameters).await;
        assert!(status >= 400, "{operation}: {body}");
        (status, between(&body, "Code"), between(&body, "Message"))
    }

    pub(crate) async fn iam(&self, operation: &str, parameters: &[(&str, &str)]) -> String {
        let (status, body) = self.call((ACCOUNT, Principal::Account), "iam", operation, parameters).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// A role that the given statements trust.
    pub(crate) async fn role(&self, name: &str, statements: &str) -> String {
        let trust = format!(r#"{{"Version":"2012-10-17","Statement":{statements}}}"#);
        let made = self.iam("CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", &trust)]).await;
        between(&made, "RoleId")
    }

    /// Who the credentials in an answer belong to, at the server's time.
    pub(crate) fn open(&self, answer: &str) -> Result<Session, SessionError> {
        let sessions = self.cloud.sessions().expect("sessions");
        let now = Now { machine: Timestamp::ZERO, server: self.cloud.clock().now() };
        let session = sessions.open(&between(answer, "AccessKeyId"), &between(answer, "SessionToken"), now)?;
        assert_eq!(session.secret, between(answer, "SecretAccessKey"));
        Ok(session)
    }

    /// A caller with the credentials in an answer, as the door makes it.
    pub(crate) fn bearer(&self, answer: &str) -> Principal {
        let Session { bearer, arn, session_name, .. } = self.open(answer).expect("good credentials");
        let access_key = between(answer, "AccessKeyId");
        match bearer {
            Bearer::Role => Principal::AssumedRole { role_arn: arn, session_name, access_key },
            Bearer::User => Principal::User { arn, access_key },
            Bearer::Root => Principal::Root { access_key },
            Bearer::Federated => Principal::FederatedUser { arn, access_key },
        }
    }

    pub(crate) async fn advance(&self, by: Duration) {
        self.cloud.clock().advance(by).await.expect("a virtual clock");
    }
}

pub(crate) fn user(name: &str) -> Principal {
    Principal::User {
        arn: format!("arn:aws:iam::{ACCOUNT}:user/{name}"),
        access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
    }
}

pub(crate) fn between(text: &str, tag: &str) -> String {
    let (_, rest) = text.split_once(&format!("<{tag}>")).unwrap_or_else(|| panic!("<{tag}> in {text}"));
    rest.split_once(&format!("</{tag}>")).expect("an end").0.replace("&quot;", "\"")
}

/// Session tags as a form has them.
pub(crate) fn tags(given: &[(&'static str, &'static str)]) -> BTreeMap<String, &'static str> {
    let both = given.iter().enumerate();
    both.flat_map(|(at, (key, value))| {
        [(format!("Tags.member.{}.Key", at + 1), *key), (format!("Tags.member.{}.Value", at + 1), *value)]
    })
    .collect()
}
