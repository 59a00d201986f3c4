//! Tags of roles, users, managed policies and instance profiles.

use tradewind_cloud::Context;
use tradewind_store::{Tx, View};

use crate::api::Tag;
use crate::error::IamError;
use crate::identity::{self, Kind};
use crate::page::{Page, Paged};
use crate::tags::Tags;
use crate::{Iam, policy, profile};

/// What can have tags.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'a> {
    /// A role or user, by name.
    Identity(Kind, &'a str),
    /// A policy of the account's own, by ARN.
    Policy(&'a str),
    /// An instance profile, by name.
    Profile(&'a str),
}

pub(super) fn list(iam: &Iam, ctx: &Context, target: Target<'_>, page: &Page) -> Result<Paged<Tag>, IamError> {
    iam.read(ctx, |view| page.take_in_order(tags_of(view, ctx, target)?.list()))
}

fn tags_of(view: View<'_>, ctx: &Context, target: Target<'_>) -> Result<Tags, IamError> {
    Ok(match target {
        Target::Identity(kind, name) => identity::existing(view, kind, name)?.tags,
        Target::Policy(arn) => match policy::existing(view, ctx.account(), arn)? {
            policy::Managed::Own(own) => own.tags,
            policy::Managed::Aws(_) => Tags::default(),
        },
        Target::Profile(name) => profile::existing(view, name)?.tags,
    })
}

pub(super) fn tag(iam: &Iam, ctx: &Context, target: Target<'_>, given: Vec<Tag>) -> Result<(), IamError> {
    iam.write(ctx, |tx| change(tx, ctx, target, |tags| tags.set(given)))
}

pub(super) fn untag(iam: &Iam, ctx: &Context, target: Target<'_>, keys: &[String]) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        change(tx, ctx, target, |tags| {
            tags.unset(keys);
            Ok(())
        })
    })
}

fn change(
    tx: &mut Tx<'_>,
    ctx: &Context,
    target: Target<'_>,
    change: impl FnOnce(&mut Tags) -> Result<(), IamError>,
) -> Result<(), IamError> {
    match target {
        Target::Identity(kind, name) => {
            let mut identity = identity::existing(tx.view(), kind, name)?;
            identity.may_change()?;
            change(&mut identity.tags)?;
            identity.save(tx);
        }
        Target::Policy(arn) => {
            let mut own = policy::existing_own(tx.view(), ctx.account(), arn)?;
            change(&mut own.tags)?;
            own.save(tx);
        }
        Target::Profile(name) => {
            let mut profile = profile::existing(tx.view(), name)?;
            change(&mut profile.tags)?;
            profile.save(tx);
        }
    }
    Ok(())
}
