//! Values of parameters.

use std::collections::{BTreeMap, BTreeSet};

use tradewind_wire::Document;

use super::constraints::check;
use super::types::{Element, Type};
use super::{Given, Parameter};
use crate::compile::Inputs;
use crate::facts::{Facts, Want};
use crate::fault::{Fault, Stop};
use crate::limits::MAX_PARAMETER_VALUE;
use crate::text::{boolean, list, text};

/// Gives the parameters of a template their values.
pub(crate) fn resolve(root: &Document, inputs: &Inputs, facts: &Facts) -> Result<Vec<Parameter>, Stop> {
    let declared = root.get("Parameters").map(Document::entries).unwrap_or_default();
    let unknown: Vec<&str> = inputs.parameters.iter().map(|(name, _)| name.as_str()).collect();
    let unknown: Vec<&str> =
        unknown.into_iter().filter(|name| declared.iter().all(|(known, _)| known != name)).collect();
    if !unknown.is_empty() {
        return Err(Fault::new(format!("Parameters: {} do not exist in the template", list(&unknown))).into());
    }
    let given: BTreeMap<&str, &Given> = inputs.parameters.iter().map(|(name, given)| (name.as_str(), given)).collect();
    let (mut texts, mut missing) = (Vec::new(), Vec::new());
    for (name, declaration) in declared {
        match chosen(name, declaration, given.get(name.as_ref()).copied(), inputs)? {
            Some(text) => texts.push((name.as_ref(), declaration, text)),
            None => missing.push(name.as_ref()),
        }
    }
    if !missing.is_empty() {
        return Err(
            Fault::of(&["Parameters", missing[0]], format!("Parameters: {} must have values", list(&missing))).into()
        );
    }
    let mut wants = BTreeSet::new();
    let mut parameters = Vec::new();
    for (name, declaration, text) in texts {
        parameters.extend(parameter(name, declaration, text, facts, &mut wants)?);
    }
    if wants.is_empty() { Ok(parameters) } else { Err(Stop::Wants(wants)) }
}

/// The text a parameter has: given, that of the stack, or its default.
fn chosen(name: &str, declaration: &Document, given: Option<&Given>, inputs: &Inputs) -> Result<Option<String>, Fault> {
    match given {
        Some(Given::Value(text)) => Ok(Some(text.clone())),
        Some(Given::Previous) => match inputs.previous.get(name) {
            Some(text) => Ok(Some(text.clone())),
            None => Err(Fault::of(
                &["Parameters", name],
                format!(
                    "Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a parameter key not \
                     in the previous template"
                ),
            )),
        },
        None => Ok(declaration.get("Default").and_then(text)),
    }
}

/// The parameter with its value, unless that waits for a fact.
fn parameter(
    name: &str,
    declaration: &Document,
    text: String,
    facts: &Facts,
    wants: &mut BTreeSet<Want>,
) -> Result<Option<Parameter>, Fault> {
    let at = ["Parameters", name];
    if text.len() > MAX_PARAMETER_VALUE {
        let message = format!("Parameter '{name}' must not be longer than {MAX_PARAMETER_VALUE} bytes");
        return Err(Fault::of(&at, message));
    }
    let type_name = declaration.get("Type").and_then(Document::as_str).unwrap_or_default();
    let kind = Type::of(type_name)
        .ok_or_else(|| Fault::of(&at, format!("Template format error: Unrecognized parameter type: {type_name}")))?;
    check(name, kind, declaration, &text).map_err(|message| Fault::of(&at, message))?;
    let (value, resolved) = if kind.ssm {
        let want = Want::Parameter { name: text.clone(), list: kind.list };
        match facts.get(&want) {
            None => {
                wants.insert(want);
                return Ok(None);
            }
            Some(Err(why)) => return Err(Fault::of(&at, why.clone())),
            Some(Ok(value)) => (value.clone(), Some(joined(value))),
        }
    } else if kind.list {
        (Document::List(elements(&text).into_iter().map(Document::from).collect()), None)
    } else {
        (Document::String(text.clone()), None)
    };
    let no_echo = declaration.get("NoEcho").and_then(boolean).unwrap_or(false);
    Ok(Some(Parameter { name: name.to_owned(), type_name: type_name.to_owned(), text, value, resolved, no_echo }))
}

/// The elements of a text that is a list. White space around them does not count.
pub(super) fn elements(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).collect()
}

fn joined(value: &Document) -> String {
    match value {
        Document::List(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(","),
        other => text(other).unwrap_or_default(),
    }
}

impl Type {
    /// The texts that constraints are held against.
    pub(super) fn parts(self, text: &str) -> Vec<&str> {
        if self.list && !self.ssm { elements(text) } else { vec![text] }
    }

    pub(super) fn is_number(self) -> bool {
        self.element == Element::Number
    }
}
