//! Declarations of parameters.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::parameters::Type;
use crate::text::{boolean, text};

const MEMBERS: [&str; 11] = [
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "Default",
    "Description",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
    "Type",
];

pub(super) fn check(root: &Document) -> Result<(), Fault> {
    let section = root.get("Parameters").map(Document::entries).unwrap_or_default();
    section.iter().try_for_each(|(name, declared)| parameter(name, declared))
}

fn parameter(name: &str, declared: &Document) -> Result<(), Fault> {
    let at = ["Parameters", name];
    for (member, _) in declared.entries() {
        if !MEMBERS.contains(&member.as_ref()) {
            return Err(Fault::of(&[at[0], name, member], format!("Invalid template parameter property '{member}'")));
        }
    }
    let kind = match declared.get("Type") {
        None => {
            return Err(Fault::of(&at, "Template format error: Every Parameters object must contain a Type member."));
        }
        Some(kind) => kind.as_str().unwrap_or_default(),
    };
    if Type::of(kind).is_none() {
        let message = format!("Template format error: Unrecognized parameter type: {kind}");
        return Err(Fault::of(&[at[0], name, "Type"], message));
    }
    for member in ["AllowedPattern", "ConstraintDescription", "Default", "Description"] {
        if declared.get(member).is_some_and(|value| text(value).is_none()) {
            let message = format!("Template format error: Every {member} member must be a string.");
            return Err(Fault::of(&[at[0], name, member], message));
        }
    }
    if let Some(values) = declared.get("AllowedValues")
        && values.as_list().is_none_or(|values| values.iter().any(|value| text(value).is_none()))
    {
        let message = "Template format error: Every AllowedValues member must be a list of strings.";
        return Err(Fault::of(&[at[0], name, "AllowedValues"], message));
    }
    if declared.get("NoEcho").is_some_and(|value| boolean(value).is_none()) {
        let message = "Template format error: Every NoEcho member must be a boolean.";
        return Err(Fault::of(&[at[0], name, "NoEcho"], message));
    }
    for member in ["MinLength", "MaxLength", "MinValue", "MaxValue"] {
        let number = |value: &Document| text(value).and_then(|text| text.trim().parse::<f64>().ok());
        if declared.get(member).is_some_and(|value| number(value).is_none()) {
            let message = format!("Template format error: Every {member} member must be a number.");
            return Err(Fault::of(&[at[0], name, member], message));
        }
    }
    Ok(())
}
