//! `S3`: notifications of a bucket of the same template.

use super::Event;
use crate::Fault;
use crate::check::{LIST, MAP, MUST, PLAIN, TEXT, Table, check};
use crate::intrinsics::{no_value, reference, referenced, when};
use crate::tags;
use crate::value::{Map, Value, map};
use crate::world::{World, depend};

const TABLE: Table = &[("Bucket", TEXT | MUST), ("Events", TEXT | LIST | MUST | PLAIN), ("Filter", MAP)];

/// Writes into the bucket's notification configuration.
pub(super) fn notify(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "S3", event.properties, TABLE)?;
    let bucket = event.given("Bucket").and_then(referenced).map(|id| id.to_string());
    let Some(bucket) = bucket.filter(|id| world.kind(id) == Some("AWS::S3::Bucket")) else {
        return Err(event.fault_of_id("S3 events must reference an S3 bucket in the same template."));
    };
    let source = map! { "SourceAccount" => reference("AWS::AccountId") };
    let permission = event.permit(world, "", "s3.amazonaws.com", source);
    let condition = event.target.inherited.get("Condition").cloned();
    configure(world, event, &bucket, condition.as_ref())?;
    let Some(resource) = world.resources.get_mut(&bucket).and_then(Value::as_map_mut) else { return Ok(()) };
    match condition {
        None => depend(resource, &permission),
        Some(condition) => depend_if(resource, &condition, &permission),
    }
    if let Some(tags) = event.target.propagated {
        add_tags(resource.map_at("Properties"), tags::listed(tags));
    }
    Ok(())
}

fn configure(world: &mut World<'_>, event: &Event<'_>, bucket: &str, condition: Option<&Value>) -> Result<(), Fault> {
    let Some(properties) = world.properties_mut(bucket) else { return Ok(()) };
    if properties.given("NotificationConfiguration").is_some_and(|given| given.as_map().is_none()) {
        return Err(Fault::resource(bucket, "Property 'NotificationConfiguration' should be a map."));
    }
    let notifications = properties.map_at("NotificationConfiguration");
    let mut configurations = match notifications.given("LambdaConfigurations") {
        None => Vec::new(),
        Some(Value::List(items)) => items.clone(),
        Some(_) => return Err(Fault::resource(bucket, "Invalid type for LambdaConfigurations. Must be a list.")),
    };
    for name in event.given("Events").map(Value::listed).unwrap_or_default() {
        let mut one = map! { "Event" => name, "Function" => event.target.arn.clone() };
        one.copy(event.properties, &["Filter"]);
        let one: Value = one.into();
        let one = condition.map_or(one.clone(), |condition| when(condition, one, no_value()));
        if !configurations.contains(&one) {
            configurations.push(one);
        }
    }
    notifications.set("LambdaConfigurations", configurations);
    Ok(())
}

/// A bucket may not depend on a permission that may not exist; a tag that refers to it under the condition does as well.
fn depend_if(bucket: &mut Map, condition: &Value, permission: &str) {
    let tag = map! {
        "Key" => format!("sam:ConditionalDependsOn:{permission}"),
        "Value" => when(condition, reference(permission), "no dependency".into()),
    };
    add_tags(bucket.map_at("Properties"), vec![tag.into()]);
}

fn add_tags(properties: &mut Map, more: Vec<Value>) {
    let mut tags = properties.given("Tags").map(Value::listed).unwrap_or_default();
    for tag in more {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    properties.set("Tags", tags);
}
