//! Outputs.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::limits::MAX_DESCRIPTION;

pub(super) fn check(root: &Document) -> Result<(), Fault> {
    let section = root.get("Outputs").map(Document::entries).unwrap_or_default();
    section.iter().try_for_each(|(name, output)| one(root, name, output))
}

fn one(root: &Document, name: &str, output: &Document) -> Result<(), Fault> {
    let at = |member: &str, message: String| Err(Fault::of(&["Outputs", name, member], message));
    for (member, _) in output.entries() {
        if !matches!(member.as_ref(), "Value" | "Description" | "Export" | "Condition") {
            return at(member, format!("Invalid template output property '{member}'"));
        }
    }
    if output.get("Value").is_none() {
        let message = "Template format error: Every Outputs member must contain a Value object";
        return Err(Fault::of(&["Outputs", name], message));
    }
    match output.get("Description") {
        None => {}
        Some(Document::String(text)) if text.len() <= MAX_DESCRIPTION => {}
        Some(_) => return at("Description", "Template format error: Any Description member must be a string.".into()),
    }
    if let Some(export) = output.get("Export")
        && (export.get("Name").is_none() || export.entries().len() != 1)
    {
        let message = format!(
            "Template format error: Output {name} is malformed! The Name field of every Export member must be specified and \
             consist only of alphanumeric characters, colons, or hyphens."
        );
        return at("Export", message);
    }
    match output.get("Condition") {
        Some(condition) => super::references::condition(root, condition, &["Outputs", name, "Condition"]),
        None => Ok(()),
    }
}
