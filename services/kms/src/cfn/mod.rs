//! The CloudFormation resource types KMS owns.

mod alias;
mod key;

use tradewind_resource::ResourceType;

/// `AWS::KMS::Alias` and `AWS::KMS::Key`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![alias::resource_type(), key::resource_type()]
}
