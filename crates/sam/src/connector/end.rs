//! [`End`]: a connector's source or destination, and what is known of it.

use super::profile;
use crate::Fault;
use crate::intrinsics::{attribute, reference, referenced};
use crate::value::{Map, Value};
use crate::world::World;

/// A connector's source or destination.
#[derive(Debug, Default)]
pub(super) struct End {
    pub(super) id: Option<String>,
    pub(super) kind: String,
    pub(super) arn: Option<Value>,
    pub(super) name: Option<Value>,
    pub(super) role: Option<Value>,
    pub(super) resource_id: Option<Value>,
    pub(super) queue_url: Option<Value>,
    pub(super) qualifier: Option<Value>,
}

impl End {
    pub(super) fn read(world: &World<'_>, connector: &str, given: Option<&Value>) -> Result<End, Fault> {
        let Some(given) = given.and_then(Value::as_map) else {
            return Err(Fault::resource(connector, "Resource references of connectors have to be maps."));
        };
        match given.given("Id").and_then(Value::as_str) {
            Some(id) => End::of_template(world, connector, id, given),
            None => End::elsewhere(connector, given),
        }
    }

    /// A resource that is described by its properties.
    fn elsewhere(connector: &str, given: &Map) -> Result<End, Fault> {
        let Some(kind) = given.given("Type").and_then(Value::as_str) else {
            return Err(Fault::resource(connector, "'Type' is missing or not a string."));
        };
        let of = |key: &str| given.given(key).cloned();
        Ok(End {
            id: None,
            kind: kind.to_owned(),
            arn: of("Arn"),
            name: of("Name"),
            role: of("RoleName"),
            resource_id: of("ResourceId"),
            queue_url: of("QueueUrl"),
            qualifier: of("Qualifier").or_else(|| profile::is_api(kind).then(|| "*".into())),
        })
    }

    /// A resource of the template, or one that was made of one.
    fn of_template(world: &World<'_>, connector: &str, id: &str, given: &Map) -> Result<End, Fault> {
        let Some(kind) = given.given("Type").and_then(Value::as_str).or_else(|| kind_of(world, id)) else {
            let message = format!("Unable to find resource with logical ID '{id}'.");
            return Err(Fault::resource(connector, message));
        };
        let or_ref = |name: Option<&str>| name.map_or_else(|| reference(id), |name| attribute(id, name));
        Ok(End {
            id: Some(id.to_owned()),
            kind: kind.to_owned(),
            arn: Some(or_ref(profile::arn_attribute(kind))),
            name: Some(attribute(id, "Name")),
            role: role(world, id, kind),
            resource_id: Some(or_ref(profile::id_attribute(kind))),
            queue_url: Some(reference(id)),
            qualifier: given.given("Qualifier").cloned().or_else(|| profile::is_api(kind).then(|| "*".into())),
        })
    }
}

fn kind_of<'w>(world: &'w World<'_>, id: &str) -> Option<&'w str> {
    world.kind(id).or_else(|| world.made.get(id)?.get("Type")?.as_str())
}

/// The name of a resource's role, where the resource names it by a role of the template.
fn role(world: &World<'_>, id: &str, kind: &str) -> Option<Value> {
    let resource = world.made.get(id).or_else(|| world.resources.get(id))?;
    if let Some(property) = profile::role_property(kind) {
        return role_name(resource.at(&["Properties", property])?);
    }
    let targets = resource.at(&["Properties", "Targets"])?.as_list()?;
    targets.iter().find_map(|target| role_name(target.get("RoleArn")?))
}

/// `Fn::GetAtt: [Role, Arn]` names the role that `Ref: Role` does.
fn role_name(arn: &Value) -> Option<Value> {
    if referenced(arn).is_some() {
        return Some(arn.clone());
    }
    let (role, attribute) = match arn.get("Fn::GetAtt")? {
        Value::Text(text) => text.split_once('.')?,
        parts => (parts.as_list()?.first()?.as_str()?, parts.as_list()?.get(1)?.as_str()?),
    };
    (attribute == "Arn").then(|| reference(role))
}

/// Whether the resource makes a function poll a source.
pub(super) fn maps(resource: &Map, source: &str, function: &str) -> bool {
    let of = |name: &str, id: &str| {
        let value = resource.get("Properties").and_then(|properties| properties.get(name));
        value.is_some_and(|value| names(value, id))
    };
    resource.get("Type").and_then(Value::as_str) == Some("AWS::Lambda::EventSourceMapping")
        && of("FunctionName", function)
        && of("EventSourceArn", source)
}

fn names(value: &Value, id: &str) -> bool {
    let attribute = value.get("Fn::GetAtt").and_then(Value::as_list).and_then(<[Value]>::first);
    referenced(value).is_some_and(|name| **name == *id) || attribute.and_then(Value::as_str) == Some(id)
}
