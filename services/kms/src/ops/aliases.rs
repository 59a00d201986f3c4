//! CreateAlias, UpdateAlias, DeleteAlias, ListAliases.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    AliasListEntry, CreateAliasRequest, DeleteAliasRequest, ListAliasesRequest, ListAliasesResponse, UpdateAliasRequest,
};
use crate::error::KmsError;
use crate::key::{KeyRecord, time};
use crate::managed::customers;
use crate::names::{KeyRef, Named};
use crate::page::Page;
use crate::region::{AliasRecord, Place, Region};
use crate::{Kms, here, keys, limits};

/// Refuses names that no alias of a customer's can have.
fn check_name(name: &str) -> Result<(), KmsError> {
    let Some(rest) = name.strip_prefix("alias/") else { return Err(KmsError::invalid("Invalid identifier")) };
    if rest.starts_with("aws/") {
        return Err(KmsError::NotAuthorized);
    }
    if rest.is_empty() {
        return Err(KmsError::invalid("Invalid identifier"));
    }
    if rest.contains(':') {
        return Err(KmsError::InvalidAliasName(format!("{name} contains invalid characters for an alias")));
    }
    Ok(())
}

/// The key an alias may be for: one of the caller's own that waits for no deletion.
fn target<'a>(ctx: &Context, region: &'a Region, place: &Place, name: &str) -> Result<&'a KeyRecord, KmsError> {
    let (account, id) = KeyRef::by_id(ctx, name).map_err(|error| match error {
        KmsError::InvalidKeyId(_) if name.starts_with("alias/") => {
            KmsError::invalid("Aliases must refer to keys. Not aliases")
        }
        KmsError::InvalidArn(_) => KmsError::invalid("Aliases must refer to keys. Not aliases"),
        other => other,
    })?;
    if account != place.account {
        return Err(KmsError::NoKey(name.to_owned()));
    }
    let key = region.find(place, &Named::Id(id))?;
    customers(ctx, key)?;
    key.not_pending()?;
    Ok(key)
}

/// Makes an alias.
pub(crate) async fn create_alias(kms: Arc<Kms>, ctx: Context, input: CreateAliasRequest) -> Result<(), KmsError> {
    check_name(&input.alias_name)?;
    let place = here(&ctx);
    kms.cell(&place).write(ctx.mark(), |tx, region| {
        let target = target(&ctx, region, &place, &input.target_key_id)?.id.clone();
        if region.aliases.contains_key(&input.alias_name) {
            return Err(KmsError::AliasExists(place.alias_arn(&input.alias_name)));
        }
        if region.aliases.len() >= limits::ALIASES {
            return Err(KmsError::LimitExceeded(format!(
                "An account has at most {} aliases in a region.",
                limits::ALIASES
            )));
        }
        let now = tx.now().as_micros();
        region.put_alias(tx, &input.alias_name, AliasRecord { target, created: now, updated: now });
        Ok(())
    })
}

/// Points an alias at another key of the same kind.
pub(crate) async fn update_alias(kms: Arc<Kms>, ctx: Context, input: UpdateAliasRequest) -> Result<(), KmsError> {
    check_name(&input.alias_name)?;
    let place = here(&ctx);
    kms.cell(&place).write(ctx.mark(), |tx, region| {
        let name = &input.alias_name;
        let Some(alias) = region.aliases.get(name).cloned() else {
            return Err(KmsError::NoAlias(place.alias_arn(name)));
        };
        let target = target(&ctx, region, &place, &input.target_key_id)?;
        if region.keys.get(&alias.target).is_some_and(|before| before.spec.usage() != target.spec.usage()) {
            return Err(KmsError::invalid(format!(
                "Alias {} cannot be changed to a key with a different key usage.",
                place.alias_arn(name)
            )));
        }
        let alias = AliasRecord { target: target.id.clone(), updated: tx.now().as_micros(), ..alias };
        region.put_alias(tx, name, alias);
        Ok(())
    })
}

/// Deletes an alias; its key stays.
pub(crate) async fn delete_alias(kms: Arc<Kms>, ctx: Context, input: DeleteAliasRequest) -> Result<(), KmsError> {
    check_name(&input.alias_name)?;
    let place = here(&ctx);
    kms.cell(&place).write(ctx.mark(), |tx, region| {
        if region.aliases.remove(&input.alias_name).is_none() {
            return Err(KmsError::NoAlias(place.alias_arn(&input.alias_name)));
        }
        tx.delete(keys::alias(&input.alias_name));
        Ok(())
    })
}

/// Lists aliases in the order of their names.
pub(crate) async fn list_aliases(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListAliasesRequest,
) -> Result<ListAliasesResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::SHORT_PAGE)?;
    let of = match input.key_id.as_deref() {
        Some(name) => Some(kms.look_by_id(&ctx, name, |place, _, key| Ok((place.clone(), key.id.clone())))?),
        None => None,
    };
    let place = of.as_ref().map_or_else(|| here(&ctx), |(place, _)| place.clone());
    kms.cell(&place).read(ctx.mark(), |_, region| {
        let wanted = |alias: &AliasRecord| of.as_ref().is_none_or(|(_, id)| *id == alias.target);
        let aliases = region.aliases.iter().filter(|(name, alias)| page.is_after(name) && wanted(alias));
        let (aliases, next_marker) = page.take(aliases, |(name, _)| (*name).clone());
        let entry = |(name, alias): (&String, &AliasRecord)| AliasListEntry {
            alias_name: Some(name.clone()),
            alias_arn: Some(place.alias_arn(name)),
            target_key_id: Some(alias.target.clone()),
            creation_date: Some(time(alias.created)),
            last_updated_date: Some(time(alias.updated)),
        };
        Ok(ListAliasesResponse {
            aliases: Some(aliases.into_iter().map(entry).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    })
}
