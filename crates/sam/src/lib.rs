//! The transform `AWS::Serverless-2016-10-31`: a SAM template becomes a CloudFormation template.
//!
//! [`transform`] is a pure function. It takes a template in its long form (every short tag written out) and what is known about
//! the stack ([`Inputs`]), and answers the template that CloudFormation deploys, or every [`Fault`] it found. What a name, a
//! logical id, a hash or an error text has to be is decided by public pairs of templates and what AWS makes of them; the test
//! `tests/it` counts how many agree.
//!
//! The specification: <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html>
//!
//! ```text
//!    globals -> implicit APIs -> functions, state machines -> APIs -> everything else -> connectors -> references
//! ```
//!
//! Functions come before APIs because their events write into the APIs' definitions, and connectors come last because they
//! connect what has been made.
//!
//! Deliberately absent: the Serverless Application Repository. An application named by `ApplicationId` is refused in the words
//! in which SAM refuses one that it can't access.

mod application;
mod capacity;
mod check;
mod connector;
mod definition;
mod deployment;
mod domain;
mod events;
mod fault;
mod function;
#[doc(hidden)]
pub mod fuzz;
mod globals;
mod graphql;
mod httpapi;
mod implicit;
mod intrinsics;
mod layer;
mod names;
mod policy;
mod python;
mod references;
mod restapi;
mod statemachine;
mod table;
mod tags;
mod templates;
mod value;
mod websocket;
mod world;

use std::collections::BTreeMap;

use tradewind_wire::Document;

pub use self::fault::{Fault, Place, explain};
use self::value::{Map, Value};
use self::world::World;

/// The name under which templates ask for this transform.
pub const NAME: &str = "AWS::Serverless-2016-10-31";

/// What is known about the stack that a template is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// The region's name.
    pub region: String,
    /// The partition: `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: String,
    /// Values of the template's parameters; those that are absent take their defaults.
    pub parameters: BTreeMap<String, Document>,
    /// AWS's managed policies: their names, and their paths behind `:policy/`.
    pub managed_policies: BTreeMap<String, String>,
}

/// Whether a template asks for the transform.
pub fn wanted(template: &Document) -> bool {
    match template.get("Transform") {
        Some(Document::String(name)) => name == NAME,
        Some(Document::List(names)) => names.iter().any(|name| name.as_str() == Some(NAME)),
        _ => false,
    }
}

/// Transforms a template. All faults are found before the function gives up.
pub fn transform(template: &Document, inputs: &Inputs) -> Result<Document, Vec<Fault>> {
    let Value::Map(mut template) = Value::from_document(template) else {
        return Err(vec![Fault::template("The template has to be a map.")]);
    };
    let mut world = open(&mut template, inputs).map_err(|fault| vec![fault])?;
    implicit::link(&mut world).map_err(|fault| vec![fault])?;
    run(&mut world);
    if !world.faults.is_empty() {
        let mut faults = std::mem::take(&mut world.faults);
        faults.sort_by_cached_key(|fault| fault.order());
        return Err(faults);
    }
    Ok(close(world, template).into_document())
}

/// Takes the template apart.
fn open<'i>(template: &mut Map, inputs: &'i Inputs) -> Result<World<'i>, Fault> {
    let mut resources = match template.get("Resources") {
        Some(Value::Map(resources)) if !resources.is_empty() => resources.clone(),
        _ => return Err(Fault::template("'Resources' section is required")),
    };
    check_resources(&resources)?;
    connector::lift(&mut resources)?;
    implicit::add(&mut resources);
    if let Some(globals) = template.remove("Globals") {
        globals::apply(&globals, &mut resources)?;
    }
    Ok(World {
        inputs,
        parameters: parameters(template, inputs),
        mappings: template.get("Mappings").cloned().unwrap_or_default(),
        conditions: template.get("Conditions").and_then(Value::as_map).cloned().unwrap_or_default(),
        resources,
        made: Map::new(),
        renamed: BTreeMap::new(),
        attributes: BTreeMap::new(),
        deployments: deployment::Deployments::default(),
        shared_plan: restapi::usage::Shared::default(),
        faults: Vec::new(),
    })
}

fn check_resources(resources: &Map) -> Result<(), Fault> {
    for (id, resource) in resources.iter() {
        let Some(resource) = resource.as_map() else {
            return Err(Fault::template(
                "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.",
            ));
        };
        if resource.given("Properties").is_some_and(|properties| properties.as_map().is_none())
            && resource.get("Type").and_then(Value::as_str).is_some_and(|kind| kind.starts_with("AWS::Serverless::"))
        {
            return Err(Fault::resource(&**id, "Attribute 'Properties' should be a map."));
        }
    }
    Ok(())
}

/// Values of parameters: those given, over defaults, and the pseudo parameters that are known.
fn parameters(template: &Map, inputs: &Inputs) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::from([
        ("AWS::Region".to_owned(), Value::from(inputs.region.as_str())),
        ("AWS::Partition".to_owned(), Value::from(inputs.partition.as_str())),
    ]);
    if let Some(declared) = template.get("Parameters").and_then(Value::as_map) {
        for (name, parameter) in declared.iter() {
            if let Some(default) = parameter.get("Default") {
                values.insert(name.to_string(), default.clone());
            }
        }
    }
    for (name, value) in &inputs.parameters {
        values.insert(name.clone(), Value::from_document(value));
    }
    values
}

type Step = fn(&mut World<'_>, &str, &Map) -> Result<(), Fault>;

/// Resource types in the order in which they are transformed.
const STEPS: &[(&str, Step)] = &[
    ("AWS::Serverless::Function", function::transform),
    ("AWS::Serverless::StateMachine", statemachine::transform),
    ("AWS::Serverless::Api", restapi::transform),
    ("AWS::Serverless::HttpApi", httpapi::transform),
    ("AWS::Serverless::WebSocketApi", websocket::transform),
    ("AWS::Serverless::GraphQLApi", graphql::transform),
    ("AWS::Serverless::SimpleTable", table::transform),
    ("AWS::Serverless::LayerVersion", layer::transform),
    ("AWS::Serverless::Application", application::transform),
    ("AWS::Serverless::CapacityProvider", capacity::transform),
    ("AWS::Serverless::Connector", connector::transform),
];

fn run(world: &mut World<'_>) {
    for (kind, step) in STEPS {
        let ids: Vec<String> =
            world.resources.iter().filter(|(_, r)| is_of(r, kind)).map(|(id, _)| id.to_string()).collect();
        for id in ids {
            let Some(resource) = world.resources.get(&id).and_then(Value::as_map).cloned() else { continue };
            if let Err(fault) = step(world, &id, &resource) {
                world.faults.push(fault);
            }
        }
    }
    deployment::finish(world);
}

fn is_of(resource: &Value, kind: &str) -> bool {
    resource.get("Type").and_then(Value::as_str) == Some(kind)
}

/// Puts the template together again.
fn close(world: World<'_>, mut template: Map) -> Value {
    let World { conditions, resources, made, renamed, attributes, .. } = world;
    let mut all: Map =
        resources.into_iter().filter(|(_, resource)| !STEPS.iter().any(|(kind, _)| is_of(resource, kind))).collect();
    all.extend(made);
    template.set("Resources", all);
    template.remove("Transform");
    if !conditions.is_empty() {
        template.set("Conditions", conditions);
    }
    references::follow(&template.into(), &renamed, &attributes)
}
