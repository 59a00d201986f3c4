//! The property `Policies` of functions and state machines: managed policies, documents, and SAM's policy templates.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html>

use crate::Fault;
use crate::intrinsics::{if_arguments, is_intrinsic, is_no_value, when};
use crate::templates;
use crate::value::{Map, Value, map};
use crate::world::World;

/// What the role of a function or state machine may do.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    /// ARNs of managed policies.
    pub(crate) managed: Vec<Value>,
    /// `{PolicyName, PolicyDocument}`.
    pub(crate) inline: Vec<Value>,
}

impl Policies {
    /// Adds a managed policy unless it is there.
    pub(crate) fn manage(&mut self, arn: Value) {
        if !self.managed.contains(&arn) {
            self.managed.push(arn);
        }
    }

    pub(crate) fn allow(&mut self, name: impl Into<String>, document: impl Into<Value>) {
        let policy = named(name.into(), document.into());
        if !self.inline.contains(&policy) {
            self.inline.push(policy);
        }
    }
}

/// `{PolicyName, PolicyDocument}`.
pub(crate) fn named(name: String, document: Value) -> Value {
    map! { "PolicyName" => name, "PolicyDocument" => document }.into()
}

/// One statement that allows.
pub(crate) fn statement(action: impl Into<Value>, resource: impl Into<Value>) -> Value {
    map! { "Effect" => "Allow", "Action" => action.into(), "Resource" => resource.into() }.into()
}

/// A document without a version, as SAM writes it for most of what it makes.
pub(crate) fn document(statements: Vec<Value>) -> Value {
    map! { "Statement" => statements }.into()
}

/// A role's trust policy for a service.
pub(crate) fn trust(service: &str) -> Value {
    let statement = map! {
        "Action" => vec!["sts:AssumeRole"],
        "Effect" => "Allow",
        "Principal" => map! { "Service" => vec![service] },
    };
    map! { "Version" => "2012-10-17", "Statement" => vec![Value::from(statement)] }.into()
}

enum Entry {
    Managed(Value),
    Inline(Value),
    Unknown,
}

/// Reads the property `Policies`; inline policies are named after the role and their place.
pub(crate) fn read(world: &World<'_>, id: &str, role: &str, given: &Value, into: &mut Policies) -> Result<(), Fault> {
    for (at, entry) in entries(given).iter().enumerate() {
        match classify(world, id, entry, &format!("{role}Policy{at}"))? {
            Entry::Managed(arn) => into.manage(arn),
            Entry::Inline(policy) => into.inline.push(policy),
            Entry::Unknown => {
                let message = format!("Policy at index {at} in the 'Policies' property is not valid");
                return Err(Fault::resource(id, message));
            }
        }
    }
    Ok(())
}

/// The entries of the property: a list's items, or the one policy; a map of templates is as many entries.
fn entries(given: &Value) -> Vec<Value> {
    match given {
        Value::List(items) => items.clone(),
        Value::Map(map) if !map.has("Statement") && !is_intrinsic(given) => {
            map.iter().map(|(key, value)| map! { key.clone() => value }.into()).collect()
        }
        Value::Null => Vec::new(),
        other => vec![other.clone()],
    }
}

fn classify(world: &World<'_>, id: &str, entry: &Value, name: &str) -> Result<Entry, Fault> {
    if let Some([condition, yes, no]) = if_arguments(entry) {
        return conditional(world, id, condition, [yes, no], name);
    }
    Ok(match entry {
        Value::Text(text) => Entry::Managed(world.managed_policy(text).map_or_else(|| entry.clone(), Value::from)),
        Value::Map(document) if document.has("Statement") => Entry::Inline(named(name.to_owned(), entry.clone())),
        entry if is_intrinsic(entry) => Entry::Managed(entry.clone()),
        Value::Map(template) => match template_of(template) {
            Some((template, parameters)) => {
                Entry::Inline(named(name.to_owned(), templates::expand(id, template, parameters)?))
            }
            None => Entry::Unknown,
        },
        _ => Entry::Unknown,
    })
}

fn template_of(map: &Map) -> Option<(&str, &Value)> {
    let (name, parameters) = map.iter().next()?;
    (map.len() == 1 && templates::exists(name)).then_some((&**name, parameters))
}

fn conditional(
    world: &World<'_>,
    id: &str,
    condition: &Value,
    [yes, no]: [&Value; 2],
    name: &str,
) -> Result<Entry, Fault> {
    let yes = classify(world, id, yes, name)?;
    let no = classify(world, id, no, name)?;
    Ok(match (yes, no) {
        (Entry::Managed(yes), Entry::Managed(no)) => Entry::Managed(when(condition, yes, no)),
        (Entry::Inline(yes), Entry::Inline(no)) => Entry::Inline(when(condition, yes, no)),
        (Entry::Inline(yes), Entry::Managed(no)) if is_no_value(&no) => Entry::Inline(when(condition, yes, no)),
        (Entry::Managed(yes), Entry::Inline(no)) if is_no_value(&yes) => Entry::Inline(when(condition, yes, no)),
        _ => Entry::Unknown,
    })
}
