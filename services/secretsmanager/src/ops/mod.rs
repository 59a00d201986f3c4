//! One handler an operation.

mod batch;
mod create;
mod delete;
mod describe;
mod get;
mod list;
mod password;
mod policies;
mod put;
mod rotate;
mod stages;
mod tags;
mod update;

use std::sync::Arc;

use tradewind_cloud::Operations;

use crate::SecretsManager;

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &["RemoveRegionsFromReplication", "ReplicateSecretToRegions", "StopReplicationToReplica"];

/// The operation table.
pub(crate) fn table(service: Arc<SecretsManager>) -> Operations {
    Operations::new(service)
        .add("CreateSecret", create::create_secret)
        .add("GetSecretValue", get::get_secret_value)
        .add("BatchGetSecretValue", batch::batch_get_secret_value)
        .add("PutSecretValue", put::put_secret_value)
        .add("UpdateSecret", update::update_secret)
        .add("UpdateSecretVersionStage", stages::update_secret_version_stage)
        .add("DescribeSecret", describe::describe_secret)
        .add("ListSecretVersionIds", describe::list_secret_version_ids)
        .add("ListSecrets", list::list_secrets)
        .add("RotateSecret", rotate::rotate_secret)
        .add("CancelRotateSecret", rotate::cancel_rotate_secret)
        .add("DeleteSecret", delete::delete_secret)
        .add("RestoreSecret", delete::restore_secret)
        .add("TagResource", tags::tag_resource)
        .add("UntagResource", tags::untag_resource)
        .add("GetResourcePolicy", policies::get_resource_policy)
        .add("PutResourcePolicy", policies::put_resource_policy)
        .add("DeleteResourcePolicy", policies::delete_resource_policy)
        .add("ValidateResourcePolicy", policies::validate_resource_policy)
        .add("GetRandomPassword", password::get_random_password)
        .absent(ABSENT)
        .build()
}
