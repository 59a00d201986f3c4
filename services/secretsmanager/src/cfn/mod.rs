//! The CloudFormation resource types Secrets Manager owns.

mod policy;
mod rotation;
mod secret;

use tradewind_resource::ResourceType;

/// `AWS::SecretsManager::ResourcePolicy`, `AWS::SecretsManager::RotationSchedule` and `AWS::SecretsManager::Secret`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![policy::resource_type(), rotation::resource_type(), secret::resource_type()]
}
