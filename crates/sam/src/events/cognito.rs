//! `Cognito`: triggers of a user pool of the same template.

use super::Event;
use crate::Fault;
use crate::check::{LIST, MUST, TEXT, Table, check};
use crate::intrinsics::{attribute, function};
use crate::value::{Value, map};
use crate::world::World;

const TABLE: Table = &[("UserPool", TEXT | MUST), ("Trigger", TEXT | LIST | MUST)];

/// Writes into the user pool's triggers.
pub(super) fn trigger(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "Cognito", event.properties, TABLE)?;
    let given = event.given("UserPool");
    if let Some(given) = given
        && function(given) == Some("Ref")
        && given.get("Ref").and_then(Value::as_str).is_none()
    {
        return Err(event.fault_of_id("Ref in Userpool is not a string."));
    }
    let pool = given.and_then(|pool| pool.get("Ref")).and_then(Value::as_str).map(str::to_owned);
    let Some(pool) = pool.filter(|id| world.kind(id) == Some("AWS::Cognito::UserPool")) else {
        return Err(event.fault_of_id("Cognito events must reference a Cognito UserPool in the same template."));
    };
    // One permission serves all triggers of a pool, so it carries the pool's kind and not the event's name.
    let source = map! { "SourceArn" => attribute(pool.as_str(), "Arn") };
    let permit = Event {
        target: event.target,
        name: event.name,
        id: format!("{}Cognito", event.target.id),
        properties: event.properties,
    };
    permit.permit(world, "", "cognito-idp.amazonaws.com", source);
    let Some(properties) = world.properties_mut(&pool) else { return Ok(()) };
    if properties.given("LambdaConfig").is_some_and(|config| config.as_map().is_none()) {
        return Err(Fault::resource(pool, "Property 'LambdaConfig' should be a map."));
    }
    let config = properties.map_at("LambdaConfig");
    for trigger in event.given("Trigger").map(Value::listed).unwrap_or_default() {
        let name = trigger.as_str().unwrap_or_default();
        if config.has(name) {
            return Err(event.fault(format!("Cognito trigger \"{name}\" defined multiple times.")));
        }
        config.set(name, event.target.arn.clone());
    }
    Ok(())
}
