//! A cloud with CloudFormation and things in it, on a disk that can be opened again.

use std::sync::Arc;
use std::time::Duration;

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_cloudformation::CloudFormation;
use tradewind_store::{SimDisk, Store};
use tradewind_wire::Protocol;

use crate::things::{self, Points, Things};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "eu-west-1";

pub(crate) struct World {
    pub(crate) cloud: Cloud,
    pub(crate) clock: Clock,
    pub(crate) points: Arc<Points>,
    disk: SimDisk,
}

impl World {
    pub(crate) fn new() -> World {
        World::on(SimDisk::new(1), 1, Timestamp::from_secs(1_767_323_045))
    }

    fn on(disk: SimDisk, seed: u64, now: Timestamp) -> World {
        let (clock, random) = (Clock::manual(now), Random::seeded(seed));
        let store = Store::simulated(&disk, clock.clone(), random.clone()).expect("opens");
        let points = Arc::new(Points::default());
        let cloud = Cloud::builder(store, clock.clone(), random)
            .register(|parts| Things::new(parts, points.clone()))
            .register(|parts| CloudFormation::new(parts, things::resource_types()))
            .build();
        World { cloud, clock, points, disk }
    }

    pub(crate) async fn call(&self, operation: &str, parameters: &[(&str, &str)]) -> (u16, String) {
        let mut form = format!("Action={operation}");
        for (name, value) in parameters {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            form += &format!("&{name}={escaped}");
        }
        let incoming = Incoming {
            service: self.cloud.find("cloudformation").expect("registered").clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsQuery,
            body: form.into(),
            head: None,
            account: ACCOUNT.to_owned(),
            region: REGION.to_owned(),
            principal: Principal::Account,
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
        let (status, body) = self.call(operation, parameters).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// Code and text of a refusal.
    pub(crate) async fn refused(&self, operation: &str, parameters: &[(&str, &str)]) -> (String, String) {
        let (status, body) = self.call(operation, parameters).await;
        assert!(status >= 400, "{operation}: {body}");
        (between(&body, "Code"), between(&body, "Message"))
    }

    /// Performs everything that is due now, and what becomes due by it.
    pub(crate) async fn run(&self) {
        let tasks = self.cloud.store().tasks().clone();
        while tasks.run_due(&self.cloud).await > 0 {}
    }

    /// Performs everything, also what is due later, up to half a day ahead.
    pub(crate) async fn run_all(&self) {
        let end = self.clock.now() + Duration::from_secs(12 * 3600);
        loop {
            self.run().await;
            match self.cloud.store().tasks().next_due() {
                Some(due) if due <= end => {
                    self.clock.jump(due.saturating_since(self.clock.now())).expect("virtual");
                }
                _ => return,
            }
        }
    }

    pub(crate) async fn create(&self, name: &str, template: &str) -> String {
        let answer = self.ok("CreateStack", &[("StackName", name), ("TemplateBody", template)]).await;
        self.run_all().await;
        between(&answer, "StackId")
    }

    pub(crate) async fn update(&self, name: &str, template: &str) {
        self.ok("UpdateStack", &[("StackName", name), ("TemplateBody", template)]).await;
        self.run_all().await;
    }

    pub(crate) async fn status(&self, name: &str) -> String {
        between(&self.ok("DescribeStacks", &[("StackName", name)]).await, "StackStatus")
    }

    /// The events of a stack, the oldest first: `logical id STATUS reason`.
    pub(crate) async fn events(&self, name: &str) -> Vec<String> {
        let mut pages = self.ok("DescribeStackEvents", &[("StackName", name)]).await;
        let mut last = pages.clone();
        while last.contains("<NextToken>") {
            let token = between(&last, "NextToken");
            last = self.ok("DescribeStackEvents", &[("StackName", name), ("NextToken", &token)]).await;
            pages += &last;
        }
        let mut events: Vec<String> = pages
            .split("<member>")
            .skip(1)
            .map(|event| {
                let reason = if event.contains("<ResourceStatusReason>") {
                    format!(" {}", between(event, "ResourceStatusReason"))
                } else {
                    String::new()
                };
                format!("{} {}{reason}", between(event, "LogicalResourceId"), between(event, "ResourceStatus"))
            })
            .collect();
        events.reverse();
        events
    }

    /// The things there are, as `name=value`.
    pub(crate) fn things(&self) -> Vec<String> {
        things::all(self.cloud.store())
    }

    /// The values of the things there are.
    pub(crate) fn values(&self) -> Vec<String> {
        let value = |thing: String| thing.split_once('=').map_or_else(String::new, |(_, value)| value.to_owned());
        let mut values: Vec<String> = self.things().into_iter().map(value).collect();
        values.sort();
        values
    }

    /// The same data, as a server finds it that is started again.
    pub(crate) fn reopened(self, seed: u64) -> World {
        self.cloud.store().flush().expect("flushed");
        self.cut(seed)
    }

    /// The power fails and comes back: the same data on a fresh server.
    pub(crate) fn cut(self, seed: u64) -> World {
        let World { cloud, clock, disk, .. } = self;
        disk.crash();
        drop(cloud);
        World::on(disk, seed, clock.now())
    }
}

/// The text of the first element of that name.
pub(crate) fn between(text: &str, tag: &str) -> String {
    let empty = format!("<{tag}/>");
    if text.contains(&empty) && !text.contains(&format!("<{tag}>")) {
        return String::new();
    }
    let (_, rest) = text.split_once(&format!("<{tag}>")).unwrap_or_else(|| panic!("<{tag}> in {text}"));
    let found = rest.split_once(&format!("</{tag}>")).expect("an end").0;
    found.replace("&quot;", "\"").replace("&apos;", "'").replace("&#39;", "'").replace("&#34;", "\"")
}

/// The texts of all elements of that name.
pub(crate) fn all(text: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    text.split(&open).skip(1).filter_map(|rest| Some(rest.split_once(&close)?.0.to_owned())).collect()
}
