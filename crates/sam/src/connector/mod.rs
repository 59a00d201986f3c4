//! `AWS::Serverless::Connector`: what one resource needs to be allowed to use another.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html>

mod end;
mod profile;

use self::end::End;
use crate::Fault;
use crate::check::{ANY, LIST, MAP, MUST, Table, check};
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World, depend, kept};

const KIND: &str = "AWS::Serverless::Connector";

const TABLE: Table = &[("Source", MAP | MUST), ("Destination", ANY | MUST), ("Permissions", LIST | MUST)];

/// Makes resources of the attribute `Connectors`, which may stand at any resource.
pub(crate) fn lift(resources: &mut Map) -> Result<(), Fault> {
    let mut lifted = Map::new();
    for (id, resource) in resources.iter_mut() {
        let Some(connectors) = resource.as_map_mut().and_then(|resource| resource.remove("Connectors")) else {
            continue;
        };
        let Some(connectors) = connectors.as_map() else {
            return Err(Fault::resource(&**id, "Attribute 'Connectors' should be a map."));
        };
        for (name, connector) in connectors.iter() {
            let Some(mut connector) = connector.as_map().cloned() else {
                return Err(Fault::resource(&**id, format!("Connector '{}' should be a map.", &**name)));
            };
            let properties = connector.map_at("Properties");
            let mut source = map! { "Id" => id };
            if let Some(Value::Map(more)) = properties.remove("SourceReference") {
                source.extend(more);
            }
            properties.set("Source", source);
            connector.set("Type", KIND);
            lifted.set(format!("{}{}", &**id, &**name), connector);
        }
    }
    resources.extend(lifted);
    Ok(())
}

/// Makes what a connector becomes: one resource for every destination.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, KIND, given, TABLE)?;
    let source = End::read(world, id, given.get("Source"))?;
    let permissions = permissions(id, given)?;
    let (destinations, many) = match given.get("Destination") {
        Some(Value::List(destinations)) => (destinations.clone(), true),
        destination => (destination.cloned().into_iter().collect(), false),
    };
    let mut made = Vec::new();
    for (at, destination) in destinations.iter().enumerate() {
        let destination = End::read(world, id, Some(destination))?;
        let suffix = if many { format!("Destination{at}") } else { String::new() };
        let pair = Pair { id, source: &source, destination: &destination, suffix: &suffix };
        made.extend(pair.join(world, resource, &permissions)?);
    }
    follow_dependencies(world, id, &made);
    Ok(())
}

fn permissions(id: &str, given: &Map) -> Result<Vec<String>, Fault> {
    let names = given.get("Permissions").and_then(Value::as_list).unwrap_or_default();
    let names: Vec<String> = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if names.is_empty() || names.iter().any(|name| name != "Read" && name != "Write") {
        return Err(Fault::resource(id, "'Permissions' has to be a list of 'Read' and 'Write'."));
    }
    Ok(names)
}

/// Resources that wait for a connector wait for what it became.
fn follow_dependencies(world: &mut World<'_>, id: &str, made: &[String]) {
    for (_, resource) in world.resources.iter_mut().chain(world.made.iter_mut()) {
        let Some(resource) = resource.as_map_mut() else { continue };
        let ids = resource.get("DependsOn").map(Value::listed).unwrap_or_default();
        if !ids.iter().any(|one| one.as_str() == Some(id)) {
            continue;
        }
        let ids: Vec<Value> = ids.into_iter().filter(|one| one.as_str() != Some(id)).collect();
        resource.set("DependsOn", ids);
        made.iter().for_each(|made| depend(resource, made));
    }
}

/// A source and one destination.
struct Pair<'p> {
    id: &'p str,
    source: &'p End,
    destination: &'p End,
    suffix: &'p str,
}

impl Pair<'_> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::resource(self.id, message)
    }

    fn join(&self, world: &mut World<'_>, connector: &Map, permissions: &[String]) -> Result<Vec<String>, Fault> {
        let (source, destination) = (&*self.source.kind, &*self.destination.kind);
        let Some(profile) = profile::of(source, destination) else {
            return Err(
                self.fault(format!("Unable to create connector from {source} to {destination}; it's not supported."))
            );
        };
        let access = profile.get("Access").and_then(Value::as_map).cloned().unwrap_or_default();
        if let Some(unknown) = permissions.iter().find(|permission| !access.has(permission)) {
            let known: Vec<&str> = access.keys().map(|key| &**key).collect();
            return Err(self.fault(format!(
                "Unsupported 'Permissions' provided for connector from {source} to {destination}: {unknown}; valid values are: {}.",
                known.join(", ")
            )));
        }
        let known = self.known();
        let mut parts = Vec::new();
        for (permission, part) in access.iter().filter(|(key, _)| permissions.iter().any(|one| **one == ***key)) {
            let filled = profile::fill(part, &known)
                .map_err(|name| self.fault(format!("'{name}' of the connector's resources is not known.")))?;
            parts.push((permission.to_string(), filled));
        }
        let makes = profile.get("Makes").and_then(Value::as_str).unwrap_or_default();
        let made = self.make(makes, parts)?;
        let ids = made.iter().map(|made| made.id.clone()).collect();
        for made in made {
            self.go_before(world, profile.get("Before").and_then(Value::as_str), &made.id);
            world.add(made.with(&self.attributes(connector)));
        }
        Ok(ids)
    }

    /// What the profiles may name.
    fn known(&self) -> Map {
        let mut known = Map::new();
        for (name, end) in [("Source", self.source), ("Destination", self.destination)] {
            known.maybe(format!("{name}Arn"), end.arn.clone());
            known.maybe(format!("{name}Name"), end.name.clone());
            known.maybe(format!("{name}ResourceId"), end.resource_id.clone());
            known.maybe(format!("{name}Qualifier"), end.qualifier.clone());
        }
        known
    }

    fn make(&self, makes: &str, parts: Vec<(String, Value)>) -> Result<Vec<Made>, Fault> {
        let name = |what: &str| format!("{}{what}{}", self.id, self.suffix);
        let statements = parts.iter().flat_map(|(_, part)| part.listed()).collect::<Vec<_>>();
        let document = map! { "Version" => "2012-10-17", "Statement" => statements };
        Ok(match makes {
            "Permission" => parts
                .into_iter()
                .map(|(permission, part)| {
                    let mut properties = map! {
                        "Action" => "lambda:InvokeFunction",
                        "FunctionName" => self.destination.arn.clone().unwrap_or_default(),
                    };
                    properties.extend(part.as_map().cloned().unwrap_or_default());
                    Made::new(name(&format!("{permission}LambdaPermission")), "AWS::Lambda::Permission", properties)
                })
                .collect(),
            "TopicPolicy" => {
                let topics = list![self.destination.arn.clone().unwrap_or_default()];
                let properties = map! { "PolicyDocument" => document, "Topics" => topics };
                vec![Made::new(name("TopicPolicy"), "AWS::SNS::TopicPolicy", properties)]
            }
            "QueuePolicy" => {
                let Some(url) = self.destination.queue_url.clone() else {
                    return Err(self.fault("'QueueUrl' of the connector's destination is not known."));
                };
                let properties = map! { "PolicyDocument" => document, "Queues" => list![url] };
                vec![Made::new(name("QueuePolicy"), "AWS::SQS::QueuePolicy", properties)]
            }
            _ => {
                let (end, what) =
                    if makes == "SourcePolicy" { (self.source, "Source") } else { (self.destination, "Destination") };
                let Some(role) = end.role.clone() else {
                    return Err(self.fault(format!("Unable to get IAM role name from '{what}' resource.")));
                };
                let properties = map! { "PolicyDocument" => document, "Roles" => list![role] };
                vec![Made::new(name("Policy"), "AWS::IAM::ManagedPolicy", properties)]
            }
        })
    }

    fn attributes(&self, connector: &Map) -> Map {
        let mut attributes = kept(connector);
        let ends = map! {
            "Source" => map! { "Type" => &*self.source.kind },
            "Destination" => map! { "Type" => &*self.destination.kind },
        };
        attributes.map_at("Metadata").map_at("aws:sam:connectors").set(self.id, ends);
        attributes
    }

    /// What can't be made before the permission is there.
    fn go_before(&self, world: &mut World<'_>, what: Option<&str>, made: &str) {
        let (Some(source), Some(destination)) = (&self.source.id, &self.destination.id) else { return };
        for (id, resource) in world.resources.iter_mut().chain(world.made.iter_mut()) {
            let Some(resource) = resource.as_map_mut() else { continue };
            let waits = match what {
                Some("Source") => **id == **source,
                Some("Mapping") => end::maps(resource, source, destination),
                _ => false,
            };
            if waits {
                depend(resource, made);
            }
        }
    }
}
