//! Inline policies.

use tradewind_cloud::Context;

use crate::Iam;
use crate::documents;
use crate::error::IamError;
use crate::identity::{Identity, Kind, existing};
use crate::page::{Page, Paged};

pub(super) fn put(
    iam: &Iam,
    ctx: &Context,
    kind: Kind,
    name: &str,
    policy: String,
    document: String,
) -> Result<(), IamError> {
    documents::check_inline(&document)?;
    iam.write(ctx, |tx| {
        let mut identity = existing(tx.view(), kind, name)?;
        identity.may_change()?;
        identity.inline.insert(policy, document);
        documents::check_inline_size(kind, &identity.name, identity.inline.values())?;
        identity.save(tx);
        Ok(())
    })
}

/// The identity's own name, and the document as answers carry it.
pub(super) fn get(
    iam: &Iam,
    ctx: &Context,
    kind: Kind,
    name: &str,
    policy: &str,
) -> Result<(String, String), IamError> {
    iam.read(ctx, |view| {
        let identity = existing(view, kind, name)?;
        let document = identity.inline.get(policy).ok_or_else(|| missing(kind, policy))?;
        Ok((identity.name.clone(), documents::escaped(document)))
    })
}

pub(super) fn list(iam: &Iam, ctx: &Context, kind: Kind, name: &str, page: &Page) -> Result<Paged<String>, IamError> {
    iam.read(ctx, |view| {
        let Identity { inline, .. } = existing(view, kind, name)?;
        page.take(inline.into_keys().map(|name| Ok((name.clone(), name))))
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, kind: Kind, name: &str, policy: &str) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut identity = existing(tx.view(), kind, name)?;
        identity.may_change()?;
        identity.inline.remove(policy).ok_or_else(|| missing(kind, policy))?;
        identity.save(tx);
        Ok(())
    })
}

fn missing(kind: Kind, policy: &str) -> IamError {
    IamError::not_found(&[kind.word(), " policy"].concat(), policy)
}
