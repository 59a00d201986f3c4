//! Attributes that are asked for.

use tradewind_resource::Registry;
use tradewind_wire::Document;

use crate::compile::Compiled;
use crate::fault::Fault;
use crate::walk::{Branches, Mention, mentions};

/// Refuses attributes that a resource's type has not.
pub(super) fn check(compiled: &Compiled, registry: &Registry) -> Vec<Fault> {
    let root = &compiled.template.root;
    let sections = [
        ("Resources", compiled.resources.iter().map(|one| one.logical_id.as_str()).collect::<Vec<_>>()),
        ("Outputs", compiled.outputs.iter().map(|one| one.name.as_str()).collect()),
    ];
    let mut faults = Vec::new();
    for (section, names) in sections {
        for name in names {
            let member = root.get(section).and_then(|section| section.get(name)).unwrap_or(&Document::Null);
            let found = mentions(member, &[section, name], Branches::Chosen(&compiled.conditions));
            let found = found.unwrap_or_default();
            faults.extend(found.iter().filter_map(|one| unknown(compiled, registry, one)));
        }
    }
    faults
}

fn unknown(compiled: &Compiled, registry: &Registry, one: &Mention) -> Option<Fault> {
    let attribute = one.attribute.as_deref().filter(|attribute| !attribute.is_empty())?;
    let kind = registry.find(&compiled.resource(&one.name)?.type_name)?;
    let matches = |known: &str| match known.strip_suffix('*') {
        Some(start) => attribute.len() > start.len() && attribute.starts_with(start),
        None => known == attribute,
    };
    if kind.attributes.iter().any(|known| matches(known)) {
        return None;
    }
    let name = &one.name;
    let message = format!("Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt");
    Some(Fault::of(&one.path, message))
}
