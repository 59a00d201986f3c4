//! EventBridge: buses, rules, targets, schedules.
//!
//! # What it promises
//!
//! - An answered PutEvents is kept: the events of its successful entries, as matched against the rules that stood at that
//!   moment, are on disk as delivery tasks before the answer leaves. After a crash they are delivered.
//! - Every target of every matching rule gets each event at least once, or its dead-letter queue does, or the log says why the
//!   event was dropped. Events are tried for 24 hours, or as the target's retry policy says.
//! - A scheduled rule fires at most once for each of its times. What passed while the server was down is made up for by one
//!   event, which carries the time it was due at.
//! - PutRule on a bus with many rules costs what its pattern costs; PutEvents hardly depends on how many rules there are.
//!
//! # Limits
//!
//! AWS's quotas are constants in `limits.rs`: 100 custom buses, 5 targets a rule, 10 entries and 1 MiB a PutEvents, patterns of
//! 4,096 characters, 50 tags, policies of 10,240 bytes. Rules a bus are raised from 300 to 100,000.
//!
//! # Deliberate differences from AWS
//!
//! They stand in [`DEFINITION`], from where the README prints them.
//!
//! # How it is cut
//!
//! ```text
//! ops/         one handler an operation: reads the input, calls a decision
//! bus.rs       the model of a bus's cell, and decisions about the bus   rule.rs, target.rs   about rules and targets
//! route.rs     matching: from events to delivery tasks                  envelope.rs          the event's text
//! firing.rs    a scheduled rule fires                                   schedule/            rate and cron
//! transform/   Input, InputPath, InputTransformer                       json/                JSON text without a tree
//! deliver/     what the tasks do: queues, buses, dead letters           retry.rs             when to try again
//! keys.rs      rows and tasks                                           policy.rs, names.rs, calendar.rs, page.rs, limits.rs
//! ```

pub mod api;
mod bus;
mod calendar;
pub mod cfn;
mod deliver;
mod envelope;
mod error;
mod fan_out;
mod firing;
#[doc(hidden)]
pub mod fuzz;
mod json;
mod keys;
mod limits;
mod names;
mod ops;
mod page;
mod policy;
mod retry;
mod route;
mod rule;
mod schedule;
mod target;
mod transform;

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::{Definition, Operations, Parts, Service};
use tradewind_store::{Cell, Outcome, TaskRun};
use tradewind_wire::Protocol;

pub use crate::error::EventsError;

use crate::bus::Bus;
use crate::names::BusName;

/// The fixed facts of EventBridge.
pub static DEFINITION: Definition = Definition {
    name: "events",
    title: "EventBridge",
    signing_names: &["events"],
    target_prefixes: &["AWSEvents"],
    api_version: "2015-10-07",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    differences: &[
        "With --auth=verify, buses, rules, targets and dead-letter queues of other accounts are refused until policies are evaluated.",
        "RemoveTargets and DeleteRule take Force and have nothing to do with it: no rule is managed by another service.",
        "An entry is taken up to 1 MiB; its envelope adds about 300 bytes, and an event that is then larger than a queue's message limit becomes a dead letter.",
        "Targets are SQS queues, Lambda functions and event buses; PutTargets refuses every other kind by name, and parameters for them.",
        "A bus takes 100,000 rules; AWS begins at 300.",
        "Policies of buses are kept and printed but not yet enforced; RoleArn is kept and returned and no role is assumed.",
        "A bus's DeadLetterConfig is kept and returned; events are never encrypted with a customer's key, so nothing can fail for which AWS would use it. KmsKeyIdentifier, a LogConfig other than OFF, partner event sources and global endpoints are refused by name.",
        "An event's detail keeps its numbers and escapes as they were sent; only white space between tokens is taken out.",
        "Changes of rules and targets apply to the next event at once; AWS allows itself a short delay.",
        "A scheduled rule fires at the second its expression says; AWS fires within that minute.",
        "Waits between delivery attempts double from 1 to 500 seconds; AWS does not publish its own.",
    ],
    ..Definition::BLANK
};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "ActivateEventSource",
    "CancelReplay",
    "CreateApiDestination",
    "CreateArchive",
    "CreateConnection",
    "CreateEndpoint",
    "CreatePartnerEventSource",
    "DeactivateEventSource",
    "DeauthorizeConnection",
    "DeleteApiDestination",
    "DeleteArchive",
    "DeleteConnection",
    "DeleteEndpoint",
    "DeletePartnerEventSource",
    "DescribeApiDestination",
    "DescribeArchive",
    "DescribeConnection",
    "DescribeEndpoint",
    "DescribeEventSource",
    "DescribePartnerEventSource",
    "DescribeReplay",
    "ListApiDestinations",
    "ListArchives",
    "ListConnections",
    "ListEndpoints",
    "ListEventSources",
    "ListPartnerEventSourceAccounts",
    "ListPartnerEventSources",
    "ListReplays",
    "PutPartnerEvents",
    "StartReplay",
    "UpdateApiDestination",
    "UpdateArchive",
    "UpdateConnection",
    "UpdateEndpoint",
];

/// The service.
pub struct Events {
    pub(crate) parts: Parts,
}

impl Events {
    /// Makes the service.
    pub fn new(parts: Parts) -> Arc<Events> {
        Arc::new(Events { parts })
    }

    /// The cell of a bus, whether the bus is there or not.
    pub(crate) fn bus(&self, name: &BusName) -> Cell<Bus> {
        self.parts.store.cell(&name.cell())
    }
}

impl Service for Events {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self)
            .add("CreateEventBus", ops::create_event_bus)
            .add("DescribeEventBus", ops::describe_event_bus)
            .add("UpdateEventBus", ops::update_event_bus)
            .add("DeleteEventBus", ops::delete_event_bus)
            .add("ListEventBuses", ops::list_event_buses)
            .add("PutRule", ops::put_rule)
            .add("DescribeRule", ops::describe_rule)
            .add("DeleteRule", ops::delete_rule)
            .add("EnableRule", ops::enable_rule)
            .add("DisableRule", ops::disable_rule)
            .add("ListRules", ops::list_rules)
            .add("ListRuleNamesByTarget", ops::list_rule_names_by_target)
            .add("PutTargets", ops::put_targets)
            .add("RemoveTargets", ops::remove_targets)
            .add("ListTargetsByRule", ops::list_targets_by_rule)
            .add("PutEvents", ops::put_events)
            .add("TestEventPattern", ops::test_event_pattern)
            .add("PutPermission", ops::put_permission)
            .add("RemovePermission", ops::remove_permission)
            .add("TagResource", ops::tag_resource)
            .add("UntagResource", ops::untag_resource)
            .add("ListTagsForResource", ops::list_tags_for_resource)
            .absent(ABSENT)
            .build()
    }

    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(deliver::perform(self, run))
    }
}
