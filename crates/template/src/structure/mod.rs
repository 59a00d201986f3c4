//! Whether a template has the structure that CloudFormation wants, whatever its parameters are.

mod functions;
mod names;
mod outputs;
mod parameters;
mod references;
mod resources;

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::limits::{
    MAX_DESCRIPTION, MAX_MAPPING_ATTRIBUTES, MAX_MAPPINGS, MAX_OUTPUTS, MAX_PARAMETERS, MAX_RESOURCES,
};
use crate::template::Template;
use crate::text::list;
use names::named;
pub(crate) use references::depends_on;

/// The [sections](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html) of a template.
const SECTIONS: [&str; 10] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
];

/// Checks a template without values of parameters, as `ValidateTemplate` does. While transforms have yet to be applied (there is a
/// section `Transform`, or `Fn::Transform` somewhere), resources and outputs may be of any form, and there may be a section `Globals`.
///
/// # Errors
/// What is wrong with it.
pub fn validate(template: &Template) -> Result<(), Fault> {
    let root = &template.root;
    let checked = match is_pending(root) || has_calls(root) {
        true => sections(root, true).and_then(|()| declarations(root)),
        false => complete(template),
    };
    checked.map_err(|fault| template.placed(fault))
}

/// Checks a template to which nothing has yet to be applied.
pub(crate) fn complete(template: &Template) -> Result<(), Fault> {
    let root = &template.root;
    sections(root, false)?;
    nulls(root, &mut Vec::new())?;
    version(root)?;
    description(root)?;
    for (name, one, most) in [
        ("Parameters", "Parameter", MAX_PARAMETERS),
        ("Mappings", "Mapping", MAX_MAPPINGS),
        ("Conditions", "Condition", usize::MAX),
        ("Rules", "Rule", usize::MAX),
        ("Resources", "Resource", MAX_RESOURCES),
        ("Outputs", "Output", MAX_OUTPUTS),
    ] {
        section(root, name, one, most)?;
    }
    if root.get("Resources").is_none_or(|resources| resources.entries().is_empty()) {
        return Err(Fault::new("Template format error: At least one Resources member must be defined."));
    }
    parameters::check(root)?;
    mappings(root)?;
    resources::check(template)?;
    outputs::check(root)?;
    functions::check(template)?;
    references::check(root)
}

/// Whether there is a section that names transforms.
pub(crate) fn is_pending(root: &Document) -> bool {
    !matches!(root.get("Transform"), None | Some(Document::Null))
}

/// Whether `Fn::Transform` stands anywhere in a value.
pub(crate) fn has_calls(value: &Document) -> bool {
    match value {
        Document::List(items) => items.iter().any(has_calls),
        Document::Map(entries) => entries.iter().any(|(name, value)| name == "Fn::Transform" || has_calls(value)),
        _ => false,
    }
}

/// What transforms leave as it is.
fn declarations(root: &Document) -> Result<(), Fault> {
    version(root)?;
    description(root)?;
    section(root, "Parameters", "Parameter", MAX_PARAMETERS)?;
    section(root, "Mappings", "Mapping", MAX_MAPPINGS)?;
    if root.get("Resources").is_none_or(|resources| resources.entries().is_empty()) {
        return Err(Fault::new("Template format error: At least one Resources member must be defined."));
    }
    parameters::check(root)?;
    mappings(root)
}

fn sections(root: &Document, pending: bool) -> Result<(), Fault> {
    let known = |name: &str| SECTIONS.contains(&name) || pending && matches!(name, "Transform" | "Globals");
    let unknown = root.entries().iter().map(|(name, _)| name.as_ref()).filter(|name| !known(name));
    let unknown: Vec<&str> = unknown.collect();
    if let Some(first) = unknown.first() {
        let message = format!("Invalid template property or properties {}", list(&unknown));
        return Err(Fault::of(&[*first], message));
    }
    if root.get("Hooks").is_some() {
        return Err(Fault::of(&["Hooks"], "Template format error: Hooks are not supported."));
    }
    Ok(())
}

fn nulls(value: &Document, path: &mut Vec<String>) -> Result<(), Fault> {
    let below = |step: String, value: &Document, path: &mut Vec<String>| {
        path.push(step);
        let done = nulls(value, path);
        path.pop();
        done
    };
    match value {
        Document::Null => {
            let pointer = path.join("/");
            Err(Fault::of(
                path,
                format!("Template format error: [/{pointer}] 'null' values are not allowed in templates"),
            ))
        }
        Document::List(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| below(index.to_string(), item, path))
        }
        Document::Map(entries) => entries.iter().try_for_each(|(name, value)| below(name.to_string(), value, path)),
        _ => Ok(()),
    }
}

fn version(root: &Document) -> Result<(), Fault> {
    match root.get("AWSTemplateFormatVersion") {
        None => Ok(()),
        Some(version) if version.as_str() == Some("2010-09-09") => Ok(()),
        Some(_) => {
            let message = "Template format error: unsupported value for AWSTemplateFormatVersion.";
            Err(Fault::of(&["AWSTemplateFormatVersion"], message))
        }
    }
}

fn description(root: &Document) -> Result<(), Fault> {
    let wrong = match root.get("Description") {
        None => return Ok(()),
        Some(Document::String(text)) if text.len() <= MAX_DESCRIPTION => return Ok(()),
        Some(Document::String(_)) => {
            format!("Template format error: 'Description' length is greater than {MAX_DESCRIPTION}.")
        }
        Some(_) => "Template format error: Any Description member must be a string.".to_owned(),
    };
    Err(Fault::of(&["Description"], wrong))
}

/// A section is a map of objects with proper names, not too many.
fn section(root: &Document, name: &str, one: &str, most: usize) -> Result<(), Fault> {
    let Some(section) = root.get(name) else { return Ok(()) };
    let Some(entries) = section.as_map() else {
        return Err(Fault::of(&[name], format!("Template format error: {name} must be an object.")));
    };
    if entries.len() > most {
        let (number, few) = (entries.len(), name.to_lowercase());
        let message =
            format!("Template format error: Number of {few}, {number}, is greater than maximum allowed, {most}");
        return Err(Fault::of(&[name], message));
    }
    for (key, value) in entries {
        named(name, one, key)?;
        if !value.is_map() && name != "Conditions" {
            let message = format!("Template format error: Every {name} member must be an object.");
            return Err(Fault::of(&[name, key], message));
        }
    }
    Ok(())
}

fn mappings(root: &Document) -> Result<(), Fault> {
    for (map, keys) in root.get("Mappings").map(Document::entries).unwrap_or_default() {
        for (key, attributes) in keys.entries() {
            let path = ["Mappings", map, key];
            let Some(attributes) = attributes.as_map() else {
                return Err(Fault::of(&path, "Template format error: Every Mappings attribute must be a map."));
            };
            if attributes.len() > MAX_MAPPING_ATTRIBUTES {
                let number = attributes.len();
                let most = MAX_MAPPING_ATTRIBUTES;
                let message = format!(
                    "Template format error: Number of mapping attributes, {number}, is greater than maximum allowed, {most}"
                );
                return Err(Fault::of(&path, message));
            }
            for (name, value) in attributes {
                if value.is_map() || value.items().iter().any(|item| item.is_map() || item.as_list().is_some()) {
                    let message = "Template format error: Every Mappings attribute must be a String or a List.";
                    return Err(Fault::of(&["Mappings", map, key, name], message));
                }
            }
        }
    }
    Ok(())
}
