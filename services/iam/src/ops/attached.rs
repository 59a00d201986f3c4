//! Managed policies on identities, and permissions boundaries.

use tradewind_cloud::Context;

use crate::api;
use crate::error::IamError;
use crate::identity::{self, Kind};
use crate::page::{Page, Paged};
use crate::policy::Managed;
use crate::{Iam, keys, limits, policy};

/// AWS names the quota by the kind.
fn quota(kind: Kind) -> &'static str {
    match kind {
        Kind::Role => "PoliciesPerRole",
        Kind::User => "PoliciesPerUser",
        Kind::Group => "PoliciesPerGroup",
    }
}

pub(super) fn attach(iam: &Iam, ctx: &Context, kind: Kind, name: &str, arn: &str) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut identity = identity::existing(tx.view(), kind, name)?;
        identity.may_change()?;
        let found = policy::attachable(tx.view(), ctx.account(), arn)?;
        if matches!(found, Managed::Aws(aws) if aws.is_of_service()) {
            return Err(IamError::PolicyNotAttachable);
        }
        if identity.attached.iter().any(|known| known == arn) {
            return Ok(());
        }
        if identity.attached.len() >= limits::ATTACHED {
            return Err(IamError::Quota(quota(kind), limits::ATTACHED));
        }
        identity.attached.push(arn.to_owned());
        policy::note_use(tx, keys::ATTACHED, arn, &identity, true);
        identity.save(tx);
        Ok(())
    })
}

pub(super) fn detach(iam: &Iam, ctx: &Context, kind: Kind, name: &str, arn: &str) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut identity = identity::existing(tx.view(), kind, name)?;
        identity.may_change()?;
        policy::check_arn(arn)?;
        let before = identity.attached.len();
        identity.attached.retain(|known| known != arn);
        if identity.attached.len() == before {
            return Err(IamError::NoSuchEntity(format!("Policy {arn} was not found.")));
        }
        policy::note_use(tx, keys::ATTACHED, arn, &identity, false);
        identity.save(tx);
        Ok(())
    })
}

/// What is attached to an identity: policies under a path.
pub(super) fn list(
    iam: &Iam,
    ctx: &Context,
    kind: Kind,
    name: &str,
    path_prefix: Option<&str>,
    page: &Page,
) -> Result<Paged<api::AttachedPolicy>, IamError> {
    iam.read(ctx, |view| {
        let identity = identity::existing(view, kind, name)?;
        let under = |shape: &api::AttachedPolicy| {
            let arn = shape.policy_arn.as_deref().unwrap_or_default();
            let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
            path_prefix.is_none_or(|prefix| path.starts_with(prefix))
        };
        page.take_in_order(identity.attached_shapes().into_iter().filter(under))
    })
}

/// Sets the permissions boundary, or takes it away.
pub(super) fn set_boundary(
    iam: &Iam,
    ctx: &Context,
    kind: Kind,
    name: &str,
    arn: Option<String>,
) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut identity = identity::existing(tx.view(), kind, name)?;
        identity.may_change()?;
        if let Some(arn) = &arn {
            policy::attachable(tx.view(), ctx.account(), arn)?;
        } else if identity.boundary.is_none() {
            let text = format!("The permissions boundary for {} {} cannot be found.", kind.word(), identity.name);
            return Err(IamError::NoSuchEntity(text));
        }
        if let Some(before) = identity.boundary.take() {
            policy::note_use(tx, keys::BOUNDARY, &before, &identity, false);
        }
        identity.boundary = arn;
        if let Some(after) = &identity.boundary {
            policy::note_use(tx, keys::BOUNDARY, after, &identity, true);
        }
        identity.save(tx);
        Ok(())
    })
}
