//! One handler an operation.

mod aliases;
mod crypto;
mod data_keys;
mod grants;
mod keys;
mod life;
mod list_grants;
mod macs;
mod policies;
mod rotation;
mod tags;

use std::sync::Arc;

use tradewind_cloud::Operations;

use crate::{ABSENT, Kms};

/// The operation table.
pub(crate) fn table(kms: Arc<Kms>) -> Operations {
    Operations::new(kms)
        .add("CreateKey", keys::create_key)
        .add("DescribeKey", keys::describe_key)
        .add("ListKeys", keys::list_keys)
        .add("UpdateKeyDescription", keys::update_key_description)
        .add("EnableKey", life::enable_key)
        .add("DisableKey", life::disable_key)
        .add("ScheduleKeyDeletion", life::schedule_key_deletion)
        .add("CancelKeyDeletion", life::cancel_key_deletion)
        .add("CreateAlias", aliases::create_alias)
        .add("UpdateAlias", aliases::update_alias)
        .add("DeleteAlias", aliases::delete_alias)
        .add("ListAliases", aliases::list_aliases)
        .add("Encrypt", crypto::encrypt)
        .add("Decrypt", crypto::decrypt)
        .add("ReEncrypt", crypto::re_encrypt)
        .add("GenerateDataKey", data_keys::generate_data_key)
        .add("GenerateDataKeyWithoutPlaintext", data_keys::generate_data_key_without_plaintext)
        .add("GenerateRandom", data_keys::generate_random)
        .add("GenerateMac", macs::generate_mac)
        .add("VerifyMac", macs::verify_mac)
        .add("EnableKeyRotation", rotation::enable_key_rotation)
        .add("DisableKeyRotation", rotation::disable_key_rotation)
        .add("GetKeyRotationStatus", rotation::get_key_rotation_status)
        .add("RotateKeyOnDemand", rotation::rotate_key_on_demand)
        .add("ListKeyRotations", rotation::list_key_rotations)
        .add("PutKeyPolicy", policies::put_key_policy)
        .add("GetKeyPolicy", policies::get_key_policy)
        .add("ListKeyPolicies", policies::list_key_policies)
        .add("CreateGrant", grants::create_grant)
        .add("RevokeGrant", grants::revoke_grant)
        .add("RetireGrant", grants::retire_grant)
        .add("ListGrants", list_grants::list_grants)
        .add("ListRetirableGrants", list_grants::list_retirable_grants)
        .add("TagResource", tags::tag_resource)
        .add("UntagResource", tags::untag_resource)
        .add("ListResourceTags", tags::list_resource_tags)
        .absent(ABSENT)
        .build()
}
