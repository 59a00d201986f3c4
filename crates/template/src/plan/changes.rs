//! What `DescribeChangeSet` says about a plan.

use std::collections::BTreeMap;

use tradewind_resource::{Registry, Update};
use tradewind_wire::Document;

use super::{Action, Current, Difference, Outlook, types};
use crate::compile::Compiled;
use crate::facts::Facts;
use crate::fault::Fault;
use crate::resource::Resource;
use crate::walk::{Branches, mentions};

/// A change of a resource:
/// [`ResourceChange`](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html).
#[derive(Clone, PartialEq)]
pub struct Change {
    /// What happens.
    pub action: ChangeAction,
    /// The resource.
    pub logical_id: String,
    /// Its physical id, of one that exists.
    pub physical_id: Option<String>,
    /// Its type.
    pub type_name: String,
    /// Of a modification, whether it replaces.
    pub replacement: Option<Replacement>,
    /// `Properties`, `Tags`: what a modification touches.
    pub scope: Vec<&'static str>,
    /// What a modification changes.
    pub details: Vec<Detail>,
    /// The properties it has.
    pub before: Option<Document>,
    /// The properties it shall have, as far as they are known.
    pub after: Option<Document>,
}

// Properties may hold secrets that parameters brought in.
impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Change")
            .field("action", &self.action)
            .field("logical_id", &self.logical_id)
            .field("replacement", &self.replacement)
            .field("details", &self.details)
            .finish_non_exhaustive()
    }
}

/// What happens with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeAction {
    /// It is made.
    Add,
    /// It is changed or replaced.
    Modify,
    /// It is removed.
    Remove,
}

/// Whether a modification replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacement {
    /// `True`.
    True,
    /// `False`.
    False,
    /// `Conditional`.
    Conditional,
}

/// A part of a modification:
/// [`ResourceChangeDetail`](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// `Properties` or `Tags`.
    pub attribute: &'static str,
    /// The property, of `Properties`.
    pub name: Option<String>,
    /// `Never`, `Conditionally` or `Always`.
    pub requires_recreation: &'static str,
    /// Whether its new value is known (`Static`) or not yet (`Dynamic`).
    pub is_static: bool,
    /// `DirectModification`, `ParameterReference`, `ResourceReference`, `ResourceAttribute` or `Automatic`.
    pub source: &'static str,
    /// The parameter, resource or attribute it comes of: `Stage`, `Queue`, `Queue.Arn`.
    pub causing_entity: Option<String>,
}

/// The changes from a stack's resources to a compiled template, in the template's order, and what it removes after them.
/// `previous` are the texts of the parameters that the stack has now.
///
/// # Errors
/// As [`crate::plan()`].
pub fn changes(
    compiled: &Compiled,
    current: &[Current],
    previous: &BTreeMap<String, String>,
    registry: &Registry,
    facts: &Facts,
) -> Result<Vec<Change>, Fault> {
    types(compiled, current)?;
    let outlook = Outlook::new(compiled, current, registry, facts).map_err(|fault| compiled.template.placed(fault))?;
    let cause = Cause { compiled, outlook: &outlook, previous };
    let mut changes = Vec::new();
    for resource in &compiled.resources {
        let known = current.iter().find(|one| one.logical_id == resource.logical_id);
        changes.extend(match known {
            None => Some(addition(resource, &outlook)),
            Some(known) => cause.modification(resource, known)?,
        });
    }
    let gone = current.iter().filter(|one| compiled.resource(&one.logical_id).is_none());
    changes.extend(gone.map(removed));
    Ok(changes)
}

fn addition(resource: &Resource, outlook: &Outlook<'_>) -> Change {
    Change {
        action: ChangeAction::Add,
        logical_id: resource.logical_id.clone(),
        physical_id: None,
        type_name: resource.type_name.clone(),
        replacement: None,
        scope: Vec::new(),
        details: Vec::new(),
        before: None,
        after: outlook.get(&resource.logical_id).map(|seen| seen.properties.clone()),
    }
}

fn removed(known: &Current) -> Change {
    Change {
        action: ChangeAction::Remove,
        logical_id: known.logical_id.clone(),
        physical_id: Some(known.physical_id.clone()),
        type_name: known.type_name.clone(),
        replacement: None,
        scope: Vec::new(),
        details: Vec::new(),
        before: Some(known.properties.clone()),
        after: None,
    }
}

/// Of a resource whose properties stay and that is asked nevertheless.
const AUTOMATIC: Detail = Detail {
    attribute: "Properties",
    name: None,
    requires_recreation: "Never",
    is_static: false,
    source: "Automatic",
    causing_entity: None,
};

/// Finds out where changes come from.
struct Cause<'a> {
    compiled: &'a Compiled,
    outlook: &'a Outlook<'a>,
    previous: &'a BTreeMap<String, String>,
}

impl Cause<'_> {
    fn modification(&self, resource: &Resource, known: &Current) -> Result<Option<Change>, Fault> {
        let Some(seen) = self.outlook.get(&resource.logical_id).filter(|seen| seen.action != Action::Keep) else {
            return Ok(None);
        };
        let (mut direct, mut caused) = (Vec::new(), Vec::new());
        for difference in &seen.differences {
            let causes = self.causes(resource, difference)?;
            // Beside what it refers to, the property itself may come to be another.
            direct.push(detail(difference, "DirectModification", None, causes.is_empty() && difference.sure));
            caused.extend(causes);
        }
        direct.extend(caused);
        if seen.differences.is_empty() {
            direct.push(AUTOMATIC);
        }
        let mut scope: Vec<&'static str> = direct.iter().map(|detail| detail.attribute).collect();
        scope.sort_unstable();
        scope.dedup();
        Ok(Some(Change {
            action: ChangeAction::Modify,
            logical_id: resource.logical_id.clone(),
            physical_id: Some(known.physical_id.clone()),
            type_name: resource.type_name.clone(),
            replacement: Some(replacement(seen.action, &seen.differences)),
            scope,
            details: direct,
            before: Some(known.properties.clone()),
            after: Some(seen.properties.clone()),
        }))
    }

    /// What a property refers to that changes.
    fn causes(&self, resource: &Resource, difference: &Difference) -> Result<Vec<Detail>, Fault> {
        let Some(written) = resource.properties.get(&difference.name) else { return Ok(Vec::new()) };
        let mut causes: Vec<Detail> = Vec::new();
        for one in mentions(written, &[], Branches::Chosen(&self.compiled.conditions))? {
            let (source, entity, is_static) = match (&one.attribute, self.outlook.get(&one.name)) {
                (None, None) if self.parameter_changes(&one.name) => ("ParameterReference", one.name, true),
                (None, Some(seen)) if matches!(seen.action, Action::Create | Action::Replace | Action::Decide) => {
                    ("ResourceReference", one.name, seen.action == Action::Replace)
                }
                (Some(attribute), Some(seen)) if seen.action != Action::Keep => {
                    let entity = [one.name.as_str(), ".", attribute].concat();
                    ("ResourceAttribute", entity, seen.action == Action::Replace)
                }
                _ => continue,
            };
            if causes.iter().all(|known| known.causing_entity.as_ref() != Some(&entity)) {
                causes.push(detail(difference, source, Some(entity), is_static));
            }
        }
        Ok(causes)
    }

    fn parameter_changes(&self, name: &str) -> bool {
        let new = self.compiled.parameters.iter().find(|parameter| parameter.name == name);
        new.is_some_and(|new| self.previous.get(name) != Some(&new.text))
    }
}

fn detail(difference: &Difference, source: &'static str, causing_entity: Option<String>, is_static: bool) -> Detail {
    let tags = difference.name == "Tags";
    Detail {
        attribute: if tags { "Tags" } else { "Properties" },
        name: (!tags).then(|| difference.name.clone()),
        requires_recreation: match difference.update {
            Update::InPlace => "Never",
            Update::Conditional => "Conditionally",
            Update::Replacement => "Always",
        },
        is_static,
        source,
        causing_entity,
    }
}

/// The change with the most impact counts; one that may not happen can only make it conditional.
fn replacement(action: Action, differences: &[Difference]) -> Replacement {
    match action {
        Action::Replace => Replacement::True,
        Action::Decide if differences.iter().any(|one| one.update != Update::InPlace) => Replacement::Conditional,
        _ => Replacement::False,
    }
}
