//! `Schedule`, `CloudWatchEvent` and `EventBridgeRule`: rules of EventBridge.

use super::Event;
use crate::Fault;
use crate::check::{ANY, BOOL, MAP, MUST, TEXT, Table, check};
use crate::intrinsics::{attribute, reference};
use crate::policy::{document, named, statement, trust};
use crate::tags;
use crate::value::{Map, Value, list, map};
use crate::world::World;

/// How a rule or schedule reaches its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// A function, by a permission.
    Lambda,
    /// A state machine, by a role.
    StateMachine,
}

const SCHEDULE: Table = &[
    ("Schedule", ANY | MUST),
    ("RuleName", TEXT),
    ("Name", TEXT),
    ("Description", TEXT),
    ("Enabled", BOOL),
    ("State", TEXT),
    ("Input", TEXT),
    ("DeadLetterConfig", ANY),
    ("RetryPolicy", ANY),
    ("RoleArn", TEXT),
    ("Role", TEXT),
    ("Target", MAP),
];

const PATTERN: Table = &[
    ("EventBusName", ANY),
    ("RuleName", TEXT),
    ("Pattern", MAP),
    ("DeadLetterConfig", ANY),
    ("RetryPolicy", ANY),
    ("Input", TEXT),
    ("InputPath", TEXT),
    ("Target", ANY),
    ("Enabled", BOOL),
    ("State", TEXT),
    ("InputTransformer", ANY),
];

/// A rule that fires by the clock.
pub(crate) fn schedule(world: &mut World<'_>, event: &Event<'_>, way: Way) -> Result<(), Fault> {
    check(&event.id, "Schedule", event.properties, SCHEDULE)?;
    let mut properties = map! { "ScheduleExpression" => event.given("Schedule").cloned().unwrap_or_default() };
    if event.given("State").is_some() && event.given("Enabled").is_some() {
        return Err(event.fault("State and Enabled Properties cannot both be specified."));
    }
    properties.copy(event.properties, &["Name", "Description", "State"]);
    if let Some(enabled) = event.given("Enabled") {
        properties.set("State", if enabled.truthy() { "ENABLED" } else { "DISABLED" });
    }
    finish(world, event, way, properties)
}

/// A rule that matches events.
pub(crate) fn pattern(world: &mut World<'_>, event: &Event<'_>, way: Way, kind: &str) -> Result<(), Fault> {
    check(&event.id, kind, event.properties, PATTERN)?;
    let mut properties = Map::new();
    properties.copy(event.properties, &["EventBusName", "State"]);
    properties.maybe("EventPattern", event.given("Pattern").cloned());
    properties.maybe("Name", event.given("RuleName").cloned());
    if let Some(enabled) = event.given("Enabled") {
        properties.set("State", if enabled.truthy() { "ENABLED" } else { "DISABLED" });
    }
    finish(world, event, way, properties)
}

fn finish(world: &mut World<'_>, event: &Event<'_>, way: Way, mut properties: Map) -> Result<(), Fault> {
    let mut target = map! { "Arn" => event.target.arn.clone(), "Id" => target_id(event, way) };
    if let Some(config) = event.given("DeadLetterConfig") {
        let source = attribute(event.id.as_str(), "Arn");
        target.set("DeadLetterConfig", dead_letters(world, event, config, "events.amazonaws.com", source)?);
    }
    target.copy(event.properties, &["Input", "InputPath", "RetryPolicy", "InputTransformer"]);
    if way == Way::StateMachine {
        let role = match event.given("RoleArn").or_else(|| event.given("Role")) {
            Some(role) => role.clone(),
            None => start_role(world, event, "events.amazonaws.com", "RoleStartExecutionPolicy", &[]),
        };
        target.set("RoleArn", role);
    }
    properties.set("Targets", list![target]);
    world.add(event.made(event.id.as_str(), "AWS::Events::Rule", properties));
    if way == Way::Lambda {
        let source = map! { "SourceArn" => attribute(event.id.as_str(), "Arn") };
        event.permit(world, "", "events.amazonaws.com", source);
    }
    Ok(())
}

/// Ids of targets have at most 64 characters.
fn target_id(event: &Event<'_>, way: Way) -> Value {
    if let Some(id) = event.given("Target").and_then(|target| target.get("Id")) {
        return id.clone();
    }
    let suffix = if way == Way::Lambda { "LambdaTarget" } else { "StepFunctionsTarget" };
    let room = 64 - suffix.len();
    let id: String = event.id.chars().take(room).collect();
    format!("{id}{suffix}").into()
}

/// The `DeadLetterConfig` of a target; `Type: SQS` makes a queue.
pub(crate) fn dead_letters(
    world: &mut World<'_>,
    event: &Event<'_>,
    config: &Value,
    service: &str,
    source: Value,
) -> Result<Value, Fault> {
    let (arn, kind) = (config.get("Arn"), config.get("Type"));
    match (arn, kind) {
        (Some(_), Some(_)) => {
            Err(event.fault_of_id("You can either define 'Arn' or 'Type' property of DeadLetterConfig."))
        }
        (None, None) => Err(event.fault_of_id("No 'Arn' or 'Type' property provided for DeadLetterConfig.")),
        (Some(arn), None) => Ok(map! { "Arn" => arn }.into()),
        (None, Some(kind)) if kind.as_str() == Some("SQS") => make_queue(world, event, config, service, source),
        (None, Some(_)) => {
            Err(event.fault_of_id("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'."))
        }
    }
}

fn make_queue(
    world: &mut World<'_>,
    event: &Event<'_>,
    config: &Value,
    service: &str,
    source: Value,
) -> Result<Value, Fault> {
    let id = match config.get("QueueLogicalId") {
        None => format!("{}Queue", event.id),
        Some(Value::Text(id)) => id.to_string(),
        Some(_) => return Err(event.fault_of_id("QueueLogicalId must be a string")),
    };
    world.add(event.made(id.as_str(), "AWS::SQS::Queue", Map::new()));
    let send = map! {
        "Action" => "sqs:SendMessage",
        "Effect" => "Allow",
        "Principal" => map! { "Service" => service },
        "Resource" => attribute(id.as_str(), "Arn"),
        "Condition" => map! { "ArnEquals" => map! { "aws:SourceArn" => source } },
    };
    let policy = map! { "Version" => "2012-10-17", "Statement" => list![send] };
    let properties = map! { "PolicyDocument" => policy, "Queues" => list![reference(id.as_str())] };
    world.add(event.made(format!("{}QueuePolicy", event.id), "AWS::SQS::QueuePolicy", properties));
    Ok(map! { "Arn" => attribute(id.as_str(), "Arn") }.into())
}

/// The role with which a service starts executions of the state machine.
pub(crate) fn start_role(
    world: &mut World<'_>,
    event: &Event<'_>,
    service: &str,
    policy: &str,
    more: &[Value],
) -> Value {
    let start = document(vec![statement("states:StartExecution", event.target.arn.clone())]);
    let mut policies = vec![named(format!("{}{policy}", event.id), start)];
    policies.extend(more.iter().cloned());
    role(world, event, service, policies)
}

/// A role for a service that acts for the event.
pub(crate) fn role(world: &mut World<'_>, event: &Event<'_>, service: &str, policies: Vec<Value>) -> Value {
    let id = format!("{}Role", event.id);
    let mut properties = map! { "AssumeRolePolicyDocument" => trust(service), "Policies" => policies };
    properties
        .maybe("PermissionsBoundary", event.given("PermissionsBoundary").cloned().or_else(|| boundary(world, event)));
    properties.maybe("Tags", event.target.propagated.map(tags::listed));
    world.add(event.made(id.as_str(), "AWS::IAM::Role", properties));
    attribute(id, "Arn")
}

/// The boundary of a state machine bounds those who start it as well.
fn boundary(world: &World<'_>, event: &Event<'_>) -> Option<Value> {
    let properties = world.resources.get(event.target.id).filter(|_| event.target.starts)?.get("Properties")?;
    properties.as_map()?.given("PermissionsBoundary").cloned()
}
