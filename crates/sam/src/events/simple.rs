//! `CloudWatchLogs`, `IoTRule` and `AlexaSkill`.

use super::Event;
use crate::Fault;
use crate::check::{ANY, MUST, TEXT, Table, check};
use crate::intrinsics::{reference, sub, sub_with};
use crate::tags;
use crate::value::{Map, list, map};
use crate::world::World;

const LOGS: Table = &[("LogGroupName", TEXT | MUST), ("FilterPattern", TEXT | MUST)];
const IOT: Table = &[("Sql", TEXT | MUST), ("AwsIotSqlVersion", TEXT)];
const ALEXA: Table = &[("SkillId", ANY)];

/// A subscription filter of a log group.
pub(super) fn logs(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "CloudWatchLogs", event.properties, LOGS)?;
    let partition = &world.inputs.partition;
    let arn = format!("arn:{partition}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{__LogGroupName__}}:*");
    let group = event.given("LogGroupName").cloned().unwrap_or_default();
    let source = map! { "SourceArn" => sub_with(arn, map! { "__LogGroupName__" => group }) };
    let permission = event.permit(world, "", "logs.amazonaws.com", source);
    let mut properties = Map::new();
    properties.copy(event.properties, &["LogGroupName", "FilterPattern"]);
    properties.set("DestinationArn", event.target.arn.clone());
    let filter = event.made(event.id.as_str(), "AWS::Logs::SubscriptionFilter", properties);
    world.add(filter.attribute("DependsOn", list![permission]));
    Ok(())
}

/// A rule of AWS IoT.
pub(super) fn iot(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "IoTRule", event.properties, IOT)?;
    let partition = &world.inputs.partition;
    let arn = format!("arn:{partition}:iot:${{AWS::Region}}:${{AWS::AccountId}}:rule/${{RuleName}}");
    let more = map! {
        "SourceArn" => sub_with(arn, map! { "RuleName" => reference(event.id.as_str()) }),
        "SourceAccount" => sub("${AWS::AccountId}"),
    };
    event.permit(world, "", "iot.amazonaws.com", more);
    let lambda = map! { "Lambda" => map! { "FunctionArn" => event.target.arn.clone() } };
    let mut payload = map! { "RuleDisabled" => false, "Actions" => list![lambda] };
    payload.copy(event.properties, &["Sql", "AwsIotSqlVersion"]);
    let mut properties = map! { "TopicRulePayload" => payload };
    properties.maybe("Tags", event.target.propagated.map(tags::listed));
    world.add(event.made(event.id.as_str(), "AWS::IoT::TopicRule", properties));
    Ok(())
}

/// The permission of an Alexa skill.
pub(super) fn alexa(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "AlexaSkill", event.properties, ALEXA)?;
    let mut more = Map::new();
    more.maybe("EventSourceToken", event.given("SkillId").cloned());
    event.permit(world, "", "alexa-appkit.amazon.com", more);
    Ok(())
}
