//! `ScheduleV2`: schedules of EventBridge Scheduler.

use super::{Event, rule};
use crate::Fault;
use crate::check::{ANY, BOOL, MUST, TEXT, Table, check};
use crate::intrinsics::attribute;
use crate::policy::{document, named, statement};
use crate::value::{Map, Value, map};
use crate::world::World;

const TABLE: Table = &[
    ("ScheduleExpression", ANY | MUST),
    ("FlexibleTimeWindow", ANY),
    ("Name", TEXT),
    ("State", ANY),
    ("Description", ANY),
    ("StartDate", ANY),
    ("EndDate", ANY),
    ("ScheduleExpressionTimezone", ANY),
    ("GroupName", ANY),
    ("KmsKeyArn", ANY),
    ("Input", ANY),
    ("RoleArn", ANY),
    ("PermissionsBoundary", ANY),
    ("RetryPolicy", ANY),
    ("DeadLetterConfig", ANY),
    ("OmitName", BOOL),
];

const HANDED_ON: &[&str] = &[
    "ScheduleExpression",
    "Name",
    "State",
    "Description",
    "StartDate",
    "EndDate",
    "ScheduleExpressionTimezone",
    "GroupName",
    "KmsKeyArn",
];

/// A schedule and the role with which it reaches its target.
pub(crate) fn schedule(world: &mut World<'_>, event: &Event<'_>, way: rule::Way) -> Result<(), Fault> {
    check(&event.id, "ScheduleV2", event.properties, TABLE)?;
    let mut properties = Map::new();
    properties.copy(event.properties, HANDED_ON);
    let window = event.given("FlexibleTimeWindow").cloned();
    properties.set("FlexibleTimeWindow", window.unwrap_or_else(|| map! { "Mode" => "OFF" }.into()));
    if event.given("Name").is_none() && !event.given("OmitName").is_some_and(Value::truthy) {
        properties.set("Name", event.id.as_str());
    }
    let mut target = map! { "Arn" => event.target.arn.clone() };
    let mut send = Vec::new();
    if let Some(config) = event.given("DeadLetterConfig") {
        let source = attribute(event.id.as_str(), "Arn");
        let config = rule::dead_letters(world, event, config, "scheduler.amazonaws.com", source)?;
        let arn = config.get("Arn").cloned().unwrap_or_default();
        send.push(named(format!("{}SQSPolicy", event.id), document(vec![statement("sqs:SendMessage", arn)])));
        target.set("DeadLetterConfig", config);
    }
    target.copy(event.properties, &["Input", "RetryPolicy"]);
    target.set("RoleArn", role(world, event, way, send));
    properties.set("Target", target);
    world.add(event.made(event.id.as_str(), "AWS::Scheduler::Schedule", properties));
    Ok(())
}

fn role(world: &mut World<'_>, event: &Event<'_>, way: rule::Way, send: Vec<Value>) -> Value {
    if let Some(role) = event.given("RoleArn") {
        return role.clone();
    }
    let arn = event.target.arn.clone();
    let (name, action) = match way {
        rule::Way::Lambda => ("LambdaPolicy", "lambda:InvokeFunction"),
        rule::Way::StateMachine => ("StartExecutionPolicy", "states:StartExecution"),
    };
    let mut policies = vec![named(format!("{}{name}", event.id), document(vec![statement(action, arn)]))];
    policies.extend(send);
    rule::role(world, event, "scheduler.amazonaws.com", policies)
}
