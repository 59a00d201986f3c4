//! CreateKey, DescribeKey, ListKeys, UpdateKeyDescription.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::tags::tag_map;
use crate::api::{
    CreateKeyRequest, CreateKeyResponse, DescribeKeyRequest, DescribeKeyResponse, KeyListEntry, ListKeysRequest,
    ListKeysResponse, UpdateKeyDescriptionRequest,
};
use crate::error::KmsError;
use crate::key::Spec;
use crate::page::Page;
use crate::{Kms, here, limits, policy};

/// What kind of key is asked for; kinds that are not built are refused by name.
fn spec(input: &CreateKeyRequest) -> Result<Spec, KmsError> {
    if input.multi_region == Some(true) {
        return Err(KmsError::not_built("A multi-Region key (MultiRegion)"));
    }
    if let Some(origin) = input.origin.as_deref().filter(|origin| *origin != "AWS_KMS") {
        return Err(KmsError::not_built(&format!("A key of Origin {origin}")));
    }
    if input.custom_key_store_id.is_some() || input.xks_key_id.is_some() {
        return Err(KmsError::not_built("A key in a custom key store (CustomKeyStoreId, XksKeyId)"));
    }
    let (new, old) = (input.key_spec.as_deref(), input.customer_master_key_spec.as_deref());
    if new.is_some() && old.is_some() {
        return Err(KmsError::invalid(
            "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
        ));
    }
    let name = new.or(old).unwrap_or("SYMMETRIC_DEFAULT");
    let spec = Spec::named(name).ok_or_else(|| KmsError::not_built(&format!("A key of KeySpec {name}")))?;
    // Symmetric encryption keys need not say what they are for; all others must.
    match input.key_usage.as_deref() {
        None if spec != Spec::Symmetric => Err(KmsError::invalid(format!(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys. KeySpec {name} needs GENERATE_VERIFY_MAC."
        ))),
        Some(usage) if usage != spec.usage() => {
            Err(KmsError::invalid(format!("KeyUsage {usage} is not compatible with KeySpec {name}")))
        }
        _ => Ok(spec),
    }
}

/// Makes a key.
pub(crate) async fn create_key(
    kms: Arc<Kms>,
    ctx: Context,
    input: CreateKeyRequest,
) -> Result<CreateKeyResponse, KmsError> {
    let spec = spec(&input)?;
    input.policy.as_deref().map_or(Ok(()), policy::check)?;
    let tags = tag_map(input.tags.unwrap_or_default())?;
    let place = here(&ctx);
    kms.node(ctx.mark())?;
    let metadata = kms.cell(&place).write(ctx.mark(), |tx, region| {
        if region.keys.len() >= limits::KEYS {
            return Err(KmsError::LimitExceeded(format!("An account has at most {} keys in a region.", limits::KEYS)));
        }
        let mut key = kms.blank(&ctx, tx, &place, spec)?;
        key.description = input.description.unwrap_or_default();
        key.tags = tags;
        if let Some(policy) = input.policy {
            key.policy = policy;
        }
        let metadata = key.metadata();
        region.put_key(tx, key);
        Ok(metadata)
    })?;
    Ok(CreateKeyResponse { key_metadata: Some(metadata) })
}

/// Tells about a key.
pub(crate) async fn describe_key(
    kms: Arc<Kms>,
    ctx: Context,
    input: DescribeKeyRequest,
) -> Result<DescribeKeyResponse, KmsError> {
    let metadata = kms.look(&ctx, &input.key_id, |_, _, key| Ok(key.metadata()))?;
    Ok(DescribeKeyResponse { key_metadata: Some(metadata) })
}

/// Lists the keys of an account and region in the order of their ids.
pub(crate) async fn list_keys(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListKeysRequest,
) -> Result<ListKeysResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::LONG_PAGE)?;
    kms.cell(&here(&ctx)).read(ctx.mark(), |_, region| {
        let keys = region.keys.values().filter(|key| page.is_after(&key.id));
        let (keys, next_marker) = page.take(keys, |key| key.id.clone());
        let entry =
            |key: &crate::key::KeyRecord| KeyListEntry { key_id: Some(key.id.clone()), key_arn: Some(key.arn.clone()) };
        Ok(ListKeysResponse {
            keys: Some(keys.into_iter().map(entry).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    })
}

/// Changes a key's description.
pub(crate) async fn update_key_description(
    kms: Arc<Kms>,
    ctx: Context,
    input: UpdateKeyDescriptionRequest,
) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |_, key| {
        key.not_pending()?;
        key.description = input.description;
        Ok(())
    })
}
