//! From what is there to what shall be there.

use tradewind_resource::Registry;
use tradewind_wire::Document;

use crate::compile::{Compiled, DeletionPolicy};
use crate::facts::Facts;
use crate::fault::Fault;

/// A resource that a stack has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Current {
    /// Its name in the template.
    pub logical_id: String,
    /// `AWS::SQS::Queue`.
    pub type_name: String,
    /// Its physical id.
    pub physical_id: String,
    /// The properties it was last given, evaluated and typed.
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

/// What must happen, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Creations and updates. A step may begin when all steps it comes after have ended.
    pub steps: Vec<Step>,
    /// Deletions, after all steps have ended.
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
/// What is wrong with the template's values.
pub fn plan(compiled: &Compiled, current: &[Current], registry: &Registry, facts: &Facts) -> Result<Plan, Fault> {
    let _ = (compiled, current, registry, facts);
    Err(Fault::new("planning is not built yet"))
}

/// What an update does with a resource whose properties are known: [`Action::Keep`], [`Action::Update`] or [`Action::Replace`].
/// `properties` are evaluated and typed.
pub fn decide(current: &Current, type_name: &str, properties: &Document, registry: &Registry) -> Action {
    let _ = (type_name, properties, registry, current);
    Action::Decide
}

/// How a stack's resources go when it is deleted: those that use others before these.
pub fn removal(current: &[Current]) -> Vec<Removal> {
    let users = |one: &Current| {
        let uses = |other: &&Current| other.dependencies.contains(&one.logical_id);
        current.iter().filter(uses).map(|other| other.logical_id.clone()).collect()
    };
    let remove = |one: &Current| Removal {
        logical_id: one.logical_id.clone(),
        physical_id: one.physical_id.clone(),
        retain: one.deletion_policy.retains(),
        after: users(one),
    };
    current.iter().rev().map(remove).collect()
}
