//! Which shapes the chosen operations reach, in reading order.

use tradewind_wire::Document;

use crate::api::model::{Model, Operation, entries, text};

/// A structure to write.
pub(crate) struct Reached<'a> {
    pub(crate) name: &'a str,
    /// What to say of it where the model says nothing.
    pub(crate) purpose: String,
    /// Whether requests can contain it, so that its constraints matter.
    pub(crate) in_input: bool,
}

/// Inputs and outputs in the operations' order, then what they contain, breadth first.
pub(crate) fn structures<'a>(model: &'a Model, operations: &[Operation<'a>]) -> Result<Vec<Reached<'a>>, String> {
    let mut out: Vec<Reached<'a>> = Vec::new();
    for operation in operations {
        for (shape, noun, in_input) in [(operation.input, "Input", true), (operation.output, "Output", false)] {
            if let Some(name) = shape {
                add(&mut out, name, format!("{noun} of `{}`.", operation.name), in_input);
            }
        }
    }
    let mut next = 0;
    while let Some(reached) = out.get(next) {
        let in_input = reached.in_input;
        let members: Vec<&str> = entries(model.shape(reached.name)?.get("members"))
            .filter_map(|(_, member)| member.get("shape").and_then(Document::as_str))
            .collect();
        for member in members {
            if let Some(name) = structure_within(model, member)? {
                add(&mut out, name, format!("`{name}`."), in_input);
            }
        }
        next += 1;
    }
    spread_inputs(model, &mut out)?;
    // The union of a stream's events is a stream; the events themselves are structures.
    let is_stream =
        |name: &str| model.shape(name).is_ok_and(|shape| shape.get("eventstream") == Some(&Document::Bool(true)));
    out.retain(|reached| !is_stream(reached.name));
    Ok(out)
}

/// The structure that a shape is, or that a list or map of it holds.
pub(crate) fn structure_within<'a>(model: &'a Model, name: &'a str) -> Result<Option<&'a str>, String> {
    let shape = model.shape(name)?;
    let inner = |key: &str| shape.get(key).and_then(|member| member.get("shape")).and_then(Document::as_str);
    match text(shape, "type") {
        "structure" if shape.get("document") == Some(&Document::Bool(true)) => Ok(None),
        "structure" => Ok(Some(name)),
        "list" => inner("member").map_or(Ok(None), |inner| structure_within(model, inner)),
        "map" => inner("value").map_or(Ok(None), |inner| structure_within(model, inner)),
        _ => Ok(None),
    }
}

fn add<'a>(out: &mut Vec<Reached<'a>>, name: &'a str, purpose: String, in_input: bool) {
    match out.iter_mut().find(|reached| reached.name == name) {
        Some(reached) => reached.in_input |= in_input,
        None => out.push(Reached { name, purpose, in_input }),
    }
}

/// A shape found first in an output may be reached from an input later: mark what it contains too.
fn spread_inputs(model: &Model, all: &mut [Reached<'_>]) -> Result<(), String> {
    loop {
        let mut found = Vec::new();
        for reached in all.iter().filter(|reached| reached.in_input) {
            for (_, member) in entries(model.shape(reached.name)?.get("members")) {
                found.extend(structure_within(model, text(member, "shape"))?.map(str::to_owned));
            }
        }
        let mut changed = false;
        for reached in all.iter_mut().filter(|reached| !reached.in_input) {
            if found.iter().any(|name| name == reached.name) {
                reached.in_input = true;
                changed = true;
            }
        }
        if !changed {
            return Ok(());
        }
    }
}
