//! What types of resources allow.

use tradewind_resource::Registry;
use tradewind_wire::Document;

use crate::compile::{Compiled, Resource};
use crate::facts::Facts;
use crate::fault::Fault;

/// Holds every resource against its type: types, properties and attributes that the server has not, required properties that are
/// missing, values of the wrong kind, and what the type's handler says. All faults, in the template's order; empty where all is
/// well.
pub fn check(compiled: &Compiled, registry: &Registry, facts: &Facts) -> Vec<Fault> {
    let _ = (compiled, registry, facts);
    vec![Fault::new("checking resources is not built yet")]
}

/// Turns evaluated properties into what the type's schema wants: `"5"` to 5, `true` to `"true"`.
///
/// # Errors
/// Properties the type has not, and values that can't be turned.
pub fn coerce(resource: &Resource, properties: Document, registry: &Registry) -> Result<Document, Fault> {
    let _ = (resource, properties, registry);
    Err(Fault::new("checking resources is not built yet"))
}
