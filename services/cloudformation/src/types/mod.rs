//! The resource types CloudFormation owns.

mod custom;
mod metadata;
mod refused;
mod stack;
mod wait;

use tradewind_cloud::Parts;
use tradewind_resource::ResourceType;

/// All of them.
pub(crate) fn resource_types(parts: &Parts) -> Vec<ResourceType> {
    let mut all = custom::types(parts);
    all.extend(wait::types(parts));
    all.push(stack::nested(parts));
    all.push(metadata::resource_type());
    all.extend(refused::types());
    all
}
