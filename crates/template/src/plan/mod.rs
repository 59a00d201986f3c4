//! From what is there to what shall be there.

mod changes;
mod compare;
mod outlook;
mod removal;

use tradewind_resource::Registry;
use tradewind_wire::Document;

use crate::compile::Compiled;
use crate::facts::Facts;
use crate::fault::Fault;
use crate::resource::DeletionPolicy;
use crate::text::list;
pub use changes::{Change, ChangeAction, Detail, Replacement, changes};
pub use compare::decide;
pub(crate) use compare::{Difference, differences};
pub(crate) use outlook::Outlook;
pub use removal::removal;
use removal::reversed;

/// A resource that a stack has.
#[derive(Clone, PartialEq, Default)]
pub struct Current {
    /// Its name in the template.
    pub logical_id: String,
    /// `AWS::SQS::Queue`.
    pub type_name: String,
    /// Its physical id.
    pub physical_id: String,
    /// The properties it was last given, evaluated and typed, with dynamic references as they are written.
    pub properties: Document,
    /// The attributes it had then.
    pub attributes: Vec<(String, Document)>,
    /// The resources it waited for.
    pub dependencies: Vec<String>,
    /// What becomes of it when it is removed.
    pub deletion_policy: DeletionPolicy,
    /// What becomes of it when it is replaced.
    pub update_replace_policy: DeletionPolicy,
}

// Properties may hold secrets that parameters brought in.
impl std::fmt::Debug for Current {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Current")
            .field("logical_id", &self.logical_id)
            .field("type_name", &self.type_name)
            .field("physical_id", &self.physical_id)
            .finish_non_exhaustive()
    }
}

/// What must happen, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Creations and updates, wave by wave. A step may begin when all steps it comes after have ended.
    pub steps: Vec<Step>,
    /// Deletions, after all steps have ended: those that use others before these. What steps replace that must still be decided
    /// ([`Action::Decide`]) is not among them.
    pub cleanup: Vec<Removal>,
}

/// One resource of the new template.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The resource.
    pub logical_id: String,
    /// What happens with it.
    pub action: Action,
    /// The steps that end before this one begins.
    pub after: Vec<String>,
    /// How many steps come at least before it.
    pub wave: usize,
}

/// What happens with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed in place.
    Update,
    /// Another is made in its place.
    Replace,
    /// Its properties depend on what is known only when the steps before it have ended: then [`decide`].
    Decide,
    /// Nothing.
    Keep,
}

/// A resource that goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// Its name in the template it came from.
    pub logical_id: String,
    /// Its physical id.
    pub physical_id: String,
    /// Whether it stays and only its stack forgets it.
    pub retain: bool,
    /// The removals that end before this one begins: of resources that use it.
    pub after: Vec<String>,
}

/// The plan from a stack's resources (none for a new stack) to a compiled template.
///
/// # Errors
/// A resource whose type changes, and values that can't be evaluated.
pub fn plan(compiled: &Compiled, current: &[Current], registry: &Registry, facts: &Facts) -> Result<Plan, Fault> {
    types(compiled, current)?;
    let outlook = Outlook::new(compiled, current, registry, facts).map_err(|fault| compiled.template.placed(fault))?;
    let mut steps: Vec<Step> = compiled
        .resources
        .iter()
        .map(|resource| Step {
            logical_id: resource.logical_id.clone(),
            action: outlook.action(&resource.logical_id),
            after: resource.dependencies.clone(),
            wave: compiled.wave(&resource.logical_id),
        })
        .collect();
    steps.sort_by_key(|step| step.wave);
    Ok(Plan { cleanup: cleanup(compiled, current, &steps), steps })
}

/// Refuses a change of a resource's type.
fn types(compiled: &Compiled, current: &[Current]) -> Result<(), Fault> {
    let changed = current.iter().filter(|one| {
        let new = compiled.resource(&one.logical_id);
        new.is_some_and(|new| new.type_name != one.type_name)
    });
    let names: Vec<&str> = changed.map(|one| one.logical_id.as_str()).collect();
    let Some(first) = names.first() else { return Ok(()) };
    let names = list(&names);
    let message = format!(
        "Update of resource type is not permitted. The new template modifies resource type of the following resources: {names}"
    );
    Err(compiled.template.placed(Fault::of(&["Resources", first, "Type"], message)))
}

/// What the new template no longer has, and what is replaced.
fn cleanup(compiled: &Compiled, current: &[Current], steps: &[Step]) -> Vec<Removal> {
    let replaced = |name: &str| steps.iter().any(|step| step.logical_id == name && step.action == Action::Replace);
    let retain = |one: &Current| match compiled.resource(&one.logical_id) {
        None => Some(one.deletion_policy.retains()),
        Some(new) if replaced(&one.logical_id) => Some(new.update_replace_policy.retains()),
        Some(_) => None,
    };
    reversed(current, retain)
}
