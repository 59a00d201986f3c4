//! What types of resources allow.

mod attributes;
mod typed;

use tradewind_resource::{Registry, ResourceType};
use tradewind_wire::Document;

use crate::compile::Compiled;
use crate::evaluate::{Nothing, is_known, preview_at};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::resource::Resource;
use crate::text::list;
use typed::Typed;

/// Holds every resource against its type: types, properties and attributes that the server has not, required properties that are
/// missing, values of the wrong kind, and what the type's handler says. All faults, in the template's order; empty where all is
/// well.
///
/// What is known only later (ids of other resources, exports that are not in `facts`) is taken to be right.
pub fn check(compiled: &Compiled, registry: &Registry, facts: &Facts) -> Vec<Fault> {
    let mut faults = unknown_types(compiled, registry);
    for resource in &compiled.resources {
        if let Some(known) = registry.find(&resource.type_name) {
            faults.extend(check_resource(compiled, resource, known, facts));
        }
    }
    faults.extend(attributes::check(compiled, registry));
    faults.extend(check_outputs(compiled, facts));
    faults.into_iter().map(|fault| compiled.template.placed(fault)).collect()
}

/// Faults in the values of outputs, which are evaluated last.
fn check_outputs(compiled: &Compiled, facts: &Facts) -> Vec<Fault> {
    let mut faults = Vec::new();
    for output in &compiled.outputs {
        let path = ["Outputs", output.name.as_str(), "Value"];
        faults.extend(preview_at(&output.value, &path, compiled, &Nothing, facts).err());
        let path = ["Outputs", output.name.as_str(), "Export", "Name"];
        let export = output.export.as_ref().map(|export| preview_at(export, &path, compiled, &Nothing, facts));
        faults.extend(export.and_then(Result::err));
    }
    faults
}

/// All types that the server has not, in one fault as CloudFormation words it.
fn unknown_types(compiled: &Compiled, registry: &Registry) -> Vec<Fault> {
    let unknown = compiled.resources.iter().filter(|resource| registry.find(&resource.type_name).is_none());
    let unknown: Vec<&Resource> = unknown.collect();
    let Some(first) = unknown.first() else { return Vec::new() };
    let mut names: Vec<&str> = Vec::new();
    for resource in &unknown {
        if !names.contains(&resource.type_name.as_str()) {
            names.push(&resource.type_name);
        }
    }
    let message = format!("Template format error: Unrecognized resource types: {}", list(&names));
    vec![Fault::of(&["Resources", &first.logical_id, "Type"], message)]
}

fn check_resource(compiled: &Compiled, resource: &Resource, known: &ResourceType, facts: &Facts) -> Vec<Fault> {
    let path = ["Resources", resource.logical_id.as_str(), "Properties"];
    let properties = match preview_at(&resource.properties, &path, compiled, &Nothing, facts) {
        Ok(properties) => properties,
        Err(fault) => return vec![fault],
    };
    let mut typed = Typed::new(resource);
    let properties = typed.properties(known.properties, properties);
    if !typed.faults.is_empty() {
        return typed.faults;
    }
    match known.handler.check(&settled(properties)) {
        Ok(()) => Vec::new(),
        Err(why) => vec![Fault::of(&path, format!("{}: {why}", resource.logical_id))],
    }
}

/// Turns evaluated properties into what the type's schema wants: `"5"` to 5, `true` to `"true"`. Texts that hold dynamic references
/// stay as they are where the schema wants something else; [`crate::resolve`] before.
///
/// # Errors
/// The first property that the type has not or whose value can't be turned.
pub fn coerce(resource: &Resource, properties: Document, registry: &Registry) -> Result<Document, Fault> {
    let Some(known) = registry.find(&resource.type_name) else {
        let message = format!("Template format error: Unrecognized resource types: [{}]", resource.type_name);
        return Err(Fault::of(&["Resources", &resource.logical_id, "Type"], message));
    };
    let mut typed = Typed::new(resource);
    let properties = typed.properties(known.properties, properties);
    match typed.faults.into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok(properties),
    }
}

/// [`coerce`] of previewed properties, for comparing: what does not fit stays as it is.
pub(crate) fn fitted(resource: &Resource, properties: Document, known: &ResourceType) -> Document {
    Typed::new(resource).properties(known.properties, properties)
}

/// What is known of properties: the rest is left out.
fn settled(value: Document) -> Document {
    match value {
        Document::List(items) => Document::List(items.into_iter().filter(is_known_here).map(settled).collect()),
        Document::Map(entries) => {
            let known = entries.into_iter().filter(|(_, value)| is_known_here(value));
            Document::Map(known.map(|(name, value)| (name, settled(value))).collect())
        }
        scalar => scalar,
    }
}

/// Whether a value is no function that waits for something.
fn is_known_here(value: &Document) -> bool {
    is_known(value) || !crate::walk::is_function(value)
}
