//! Whether what is referred to is there.

use std::collections::BTreeSet;

use tradewind_wire::Document;

use crate::environment::PSEUDO_PARAMETERS;
use crate::fault::Fault;
use crate::graph::waves;
use crate::text::list;
use crate::walk::{Branches, Mention, mentions};

pub(super) fn check(root: &Document) -> Result<(), Fault> {
    let names = Names::of(root);
    names.conditions(root)?;
    names.block(root, "Resources")?;
    names.block(root, "Outputs")?;
    circles(root)
}

/// Refuses the name of a condition that the template has not.
pub(super) fn condition(root: &Document, condition: &Document, path: &[&str]) -> Result<(), Fault> {
    let block = path.first().copied().unwrap_or_default();
    let Some(name) = condition.as_str() else {
        return Err(Fault::of(path, "Template format error: Every Condition member must be a string."));
    };
    if root.get("Conditions").and_then(|conditions| conditions.get(name)).is_some() {
        return Ok(());
    }
    let message =
        format!("Template format error: Unresolved condition dependency {name} in the {block} block of the template");
    Err(Fault::of(path, message))
}

struct Names<'a> {
    parameters: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(root: &'a Document) -> Names<'a> {
        let names = |section: &str| {
            let entries = root.get(section).map(Document::entries).unwrap_or_default();
            entries.iter().map(|(name, _)| name.as_ref()).collect()
        };
        Names { parameters: names("Parameters"), resources: names("Resources") }
    }

    fn conditions(&self, root: &Document) -> Result<(), Fault> {
        let Some(conditions) = root.get("Conditions") else { return Ok(()) };
        let found = mentions(conditions, &["Conditions"], Branches::All)?;
        let unknown = |one: &&Mention| one.attribute.is_some() || !self.is_parameter(&one.name);
        let Some(first) = found.iter().find(unknown) else { return Ok(()) };
        let message = format!(
            "Template format error: Unresolved dependencies [{}]. Cannot reference resources in the Conditions block of the \
             template",
            first.name
        );
        Err(Fault::of(&first.path, message))
    }

    fn block(&self, root: &Document, block: &str) -> Result<(), Fault> {
        let Some(section) = root.get(block) else { return Ok(()) };
        let mut unresolved: Vec<(String, Vec<String>)> = Vec::new();
        let mut named = BTreeSet::new();
        for (name, member) in section.entries() {
            let found = mentions(member, &[block, name], Branches::All)?;
            for one in found {
                self.attribute(&one)?;
                let there = one.attribute.is_some() || self.is_parameter(&one.name) || self.is_resource(&one.name);
                if !there && named.insert(one.name.clone()) {
                    unresolved.push((one.name, one.path));
                }
            }
            for other in depends_on(member) {
                if !self.is_resource(other) && named.insert(other.to_owned()) {
                    let path = [block, name, "DependsOn"].map(str::to_owned).to_vec();
                    unresolved.push((other.to_owned(), path));
                }
            }
        }
        let Some((_, path)) = unresolved.first() else { return Ok(()) };
        let names: Vec<&str> = unresolved.iter().map(|(name, _)| name.as_str()).collect();
        let names = list(&names);
        let message = format!(
            "Template format error: Unresolved resource dependencies {names} in the {block} block of the template"
        );
        Err(Fault::of(path, message))
    }

    fn attribute(&self, one: &Mention) -> Result<(), Fault> {
        if one.attribute.is_none() || self.is_resource(&one.name) {
            return Ok(());
        }
        let function = if one.in_text { "Fn::Sub" } else { "Fn::GetAtt" };
        let message = format!("Template error: instance of {function} references undefined resource {}", one.name);
        Err(Fault::of(&one.path, message))
    }

    fn is_parameter(&self, name: &str) -> bool {
        self.parameters.contains(name) || PSEUDO_PARAMETERS.contains(&name)
    }

    fn is_resource(&self, name: &str) -> bool {
        self.resources.contains(name)
    }
}

/// The names of `DependsOn`.
pub(crate) fn depends_on(resource: &Document) -> Vec<&str> {
    match resource.get("DependsOn") {
        Some(Document::String(name)) => vec![name],
        Some(Document::List(items)) => items.iter().filter_map(Document::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Circles that are there whatever the conditions are.
fn circles(root: &Document) -> Result<(), Fault> {
    let section = root.get("Resources").map(Document::entries).unwrap_or_default();
    let mut nodes: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, resource) in section {
        let mut before: Vec<String> = depends_on(resource).into_iter().map(str::to_owned).collect();
        let found = mentions(resource, &["Resources", name], Branches::Neither)?;
        before.extend(found.into_iter().map(|one| one.name));
        nodes.push((name, before));
    }
    let nodes: Vec<(&str, &[String])> = nodes.iter().map(|(name, before)| (*name, before.as_slice())).collect();
    waves(&nodes).map(|_| ())
}
