//! Resources.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::resource::DeletionPolicy;
use crate::template::Template;
use crate::walk::is_function;

const MEMBERS: [&str; 9] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

pub(super) fn check(template: &Template) -> Result<(), Fault> {
    let section = template.root.get("Resources").map(Document::entries).unwrap_or_default();
    section.iter().try_for_each(|(name, resource)| one(template, name, resource))
}

fn one(template: &Template, name: &str, resource: &Document) -> Result<(), Fault> {
    let at = |member: &str, message: String| Err(Fault::of(&["Resources", name, member], message));
    for (member, _) in resource.entries() {
        let known = MEMBERS.contains(&member.as_ref()) || member == "Version" && is_custom(resource);
        if !known {
            return at(member, format!("Invalid template resource property '{member}'"));
        }
    }
    match resource.get("Type") {
        None => {
            let message = "Template format error: Every Resources object must contain a Type member.";
            return Err(Fault::of(&["Resources", name], message));
        }
        Some(kind) if kind.as_str().is_none() => {
            return at("Type", "Template format error: Every Type member must be a string.".into());
        }
        Some(_) => {}
    }
    for member in ["Properties", "Metadata", "CreationPolicy", "UpdatePolicy"] {
        if resource.get(member).is_some_and(|value| !value.is_map()) {
            return at(member, format!("Template format error: Every {member} member must be an object."));
        }
    }
    if let Some(condition) = resource.get("Condition") {
        super::references::condition(&template.root, condition, &["Resources", name, "Condition"])?;
    }
    depends_on(name, resource)?;
    for member in ["DeletionPolicy", "UpdateReplacePolicy"] {
        policy(name, member, resource, template.extended)?;
    }
    Ok(())
}

/// Whether it is a custom resource, which may name the version of its protocol.
fn is_custom(resource: &Document) -> bool {
    let name = resource.get("Type").and_then(Document::as_str).unwrap_or_default();
    name.starts_with("Custom::") || name == "AWS::CloudFormation::CustomResource"
}

fn depends_on(name: &str, resource: &Document) -> Result<(), Fault> {
    let right = match resource.get("DependsOn") {
        None | Some(Document::String(_)) => true,
        Some(Document::List(items)) => items.iter().all(|item| item.as_str().is_some()),
        Some(_) => false,
    };
    let message = "Template format error: DependsOn must be a string or list of strings.";
    if right { Ok(()) } else { Err(Fault::of(&["Resources", name, "DependsOn"], message)) }
}

fn policy(name: &str, member: &str, resource: &Document, extended: bool) -> Result<(), Fault> {
    let Some(value) = resource.get(member).filter(|value| !extended || !is_function(value)) else { return Ok(()) };
    let at = ["Resources", name, member];
    let Some(text) = value.as_str() else {
        return Err(Fault::of(&at, format!("Template format error: Every {member} member must be a string.")));
    };
    let allowed = match DeletionPolicy::of(text) {
        Some(DeletionPolicy::RetainExceptOnCreate) => member == "DeletionPolicy",
        known => known.is_some(),
    };
    let message = format!("Template format error: Unrecognized {member} {text} for resource {name}");
    if allowed { Ok(()) } else { Err(Fault::of(&at, message)) }
}
