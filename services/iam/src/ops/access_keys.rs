//! Access keys of users.

use tradewind_clock::Timestamp;
use tradewind_cloud::{Context, access_keys as ids};
use tradewind_store::{StoreError, encode};

use super::users::named_or_caller;
use crate::access_key::{self, AccessKey};
use crate::api::{
    self, AccessKeyMetadata, CreateAccessKeyRequest, CreateAccessKeyResponse, DeleteAccessKeyRequest,
    GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse, ListAccessKeysRequest, ListAccessKeysResponse,
    UpdateAccessKeyRequest,
};
use crate::error::IamError;
use crate::identity::{self, Kind};
use crate::page::Page;
use crate::{Iam, keys, limits};

pub(super) fn create(
    iam: &Iam,
    ctx: &Context,
    input: CreateAccessKeyRequest,
) -> Result<CreateAccessKeyResponse, IamError> {
    let name = named_or_caller(ctx, input.user_name)?;
    let sessions = iam.sessions().ok_or(StoreError::Closed)?;
    iam.write(ctx, |tx| {
        let mut user = identity::existing(tx.view(), Kind::User, &name)?;
        if user.access_keys.len() >= limits::ACCESS_KEYS {
            return Err(IamError::Quota("AccessKeysPerUser", limits::ACCESS_KEYS));
        }
        let mut id = ids::id_of(ids::LONG_TERM, ctx.account(), tx.rng().next_u64());
        while access_key::find(tx.view(), &id)?.is_some() {
            id = ids::id_of(ids::LONG_TERM, ctx.account(), tx.rng().next_u64());
        }
        let key = AccessKey { id, user: user.name.clone(), active: true, created: tx.now().as_secs() };
        tx.put(keys::access_key(&key.id), encode(&key));
        user.access_keys.push(key.id.clone());
        user.save(tx);
        let access_key = api::AccessKey {
            user_name: key.user.clone(),
            secret_access_key: sessions.secret_of_key(&key.id),
            status: key.status().to_owned(),
            create_date: Some(Timestamp::from_secs(key.created)),
            access_key_id: key.id,
        };
        Ok(CreateAccessKeyResponse { access_key })
    })
}

pub(super) fn list(iam: &Iam, ctx: &Context, input: ListAccessKeysRequest) -> Result<ListAccessKeysResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let name = named_or_caller(ctx, input.user_name)?;
    iam.read(ctx, |view| {
        let user = identity::existing(view, Kind::User, &name)?;
        let mut found = Vec::new();
        for id in &user.access_keys {
            found.extend(access_key::find(view, id)?);
        }
        let paged = page.take_in_order(found)?;
        let shape = |key: AccessKey| AccessKeyMetadata {
            user_name: Some(key.user.clone()),
            status: Some(key.status().to_owned()),
            create_date: Some(Timestamp::from_secs(key.created)),
            access_key_id: Some(key.id),
        };
        Ok(ListAccessKeysResponse {
            access_key_metadata: paged.items.into_iter().map(shape).collect(),
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        })
    })
}

pub(super) fn update(iam: &Iam, ctx: &Context, input: UpdateAccessKeyRequest) -> Result<(), IamError> {
    let active = match input.status.as_str() {
        "Active" => true,
        "Inactive" => false,
        // The published model has it; no caller can set it.
        _ => return Err(IamError::InvalidInput("Status must be Active or Inactive.".into())),
    };
    let name = named_or_caller(ctx, input.user_name)?;
    iam.write(ctx, |tx| {
        let user = identity::existing(tx.view(), Kind::User, &name)?;
        let mut key = access_key::find(tx.view(), &input.access_key_id)?
            .filter(|key| key.user == user.name)
            .ok_or_else(|| missing(&input.access_key_id))?;
        key.active = active;
        tx.put(keys::access_key(&key.id), encode(&key));
        Ok(())
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeleteAccessKeyRequest) -> Result<(), IamError> {
    let name = named_or_caller(ctx, input.user_name)?;
    iam.write(ctx, |tx| {
        let mut user = identity::existing(tx.view(), Kind::User, &name)?;
        let before = user.access_keys.len();
        user.access_keys.retain(|id| *id != input.access_key_id);
        if user.access_keys.len() == before {
            return Err(missing(&input.access_key_id));
        }
        user.save(tx);
        tx.delete(keys::access_key(&input.access_key_id));
        tx.delete(keys::last_used(&input.access_key_id));
        Ok(())
    })
}

pub(super) fn get_last_used(
    iam: &Iam,
    ctx: &Context,
    input: GetAccessKeyLastUsedRequest,
) -> Result<GetAccessKeyLastUsedResponse, IamError> {
    iam.read(ctx, |view| {
        let key = access_key::find(view, &input.access_key_id)?.ok_or_else(|| missing(&input.access_key_id))?;
        let used = access_key::last_used(view, &key.id)?;
        let none = || "N/A".to_owned();
        Ok(GetAccessKeyLastUsedResponse {
            user_name: Some(key.user),
            access_key_last_used: Some(api::AccessKeyLastUsed {
                last_used_date: used.as_ref().map(|used| Timestamp::from_secs(used.at)),
                service_name: used.as_ref().map_or_else(none, |used| used.service.clone()),
                region: used.as_ref().map_or_else(none, |used| used.region.clone()),
            }),
        })
    })
}

fn missing(id: &str) -> IamError {
    IamError::NoSuchEntity(format!("The Access Key with id {id} cannot be found."))
}
