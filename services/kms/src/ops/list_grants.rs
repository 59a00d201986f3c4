//! ListGrants, ListRetirableGrants.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{GrantConstraints, GrantListEntry, ListGrantsRequest, ListGrantsResponse, ListRetirableGrantsRequest};
use crate::error::KmsError;
use crate::key::time;
use crate::page::Page;
use crate::region::GrantRecord;
use crate::{Kms, here, limits};

fn entry(arn: &str, id: &str, grant: &GrantRecord) -> GrantListEntry {
    let constraints = GrantConstraints {
        encryption_context_subset: grant.context_subset.clone(),
        encryption_context_equals: grant.context_equals.clone(),
    };
    GrantListEntry {
        key_id: Some(arn.to_owned()),
        grant_id: Some(id.to_owned()),
        // AWS prints an empty name for grants without one.
        name: Some(grant.name.clone().unwrap_or_default()),
        creation_date: Some(time(grant.created)),
        grantee_principal: Some(grant.grantee.clone()),
        retiring_principal: grant.retiring.clone(),
        issuing_account: Some(grant.issuer.clone()),
        operations: Some(grant.operations.clone()),
        constraints: Some(constraints).filter(|constraints| *constraints != GrantConstraints::default()),
    }
}

fn answer(grants: Vec<GrantListEntry>, next_marker: Option<String>) -> ListGrantsResponse {
    ListGrantsResponse { grants: Some(grants), truncated: Some(next_marker.is_some()), next_marker }
}

/// Lists a key's grants.
pub(crate) async fn list_grants(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListGrantsRequest,
) -> Result<ListGrantsResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::SHORT_PAGE)?;
    kms.look_by_id(&ctx, &input.key_id, |_, region, key| {
        if let Some(wanted) = &input.grant_id
            && !region.grants.contains_key(&(key.id.clone(), wanted.clone()))
        {
            return Err(KmsError::InvalidGrantId(wanted.clone()));
        }
        let wanted = |id: &str, grant: &GrantRecord| {
            input.grant_id.as_deref().is_none_or(|wanted| wanted == id)
                && input.grantee_principal.as_deref().is_none_or(|wanted| wanted == grant.grantee)
        };
        let grants = region.grants_of(&key.id).filter(|(id, grant)| page.is_after(id) && wanted(id, grant));
        let (grants, next) = page.take(grants, |(id, _)| (*id).to_owned());
        Ok(answer(grants.into_iter().map(|(id, grant)| entry(&key.arn, id, grant)).collect(), next))
    })
}

/// Lists the grants that a principal may retire.
pub(crate) async fn list_retirable_grants(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListRetirableGrantsRequest,
) -> Result<ListGrantsResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::SHORT_PAGE)?;
    let place = here(&ctx);
    kms.cell(&place).read(ctx.mark(), |_, region| {
        let name = |key: &str, id: &str| format!("{key}/{id}");
        let wanted = |grant: &GrantRecord| grant.retiring.as_deref() == Some(input.retiring_principal.as_str());
        let grants = region.grants.iter().filter(|((key, id), grant)| page.is_after(&name(key, id)) && wanted(grant));
        let (grants, next) = page.take(grants, |((key, id), _)| name(key, id));
        let entries = grants.into_iter().map(|((key, id), grant)| entry(&place.key_arn(key), id, grant));
        Ok(answer(entries.collect(), next))
    })
}
