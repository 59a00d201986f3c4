//! What everything with tags has operations of its own for, that do the same.

use tradewind_cloud::Context;

use super::tagging::{self, Target};
use crate::Iam;
use crate::api;
use crate::error::IamError;
use crate::identity::Kind;
use crate::page::Page;

pub(super) fn tag_role(iam: &Iam, ctx: &Context, input: api::TagRoleRequest) -> Result<(), IamError> {
    let target = Target::Identity(Kind::Role, &input.role_name);
    tagging::tag(iam, ctx, target, input.tags)
}

pub(super) fn untag_role(iam: &Iam, ctx: &Context, input: api::UntagRoleRequest) -> Result<(), IamError> {
    let target = Target::Identity(Kind::Role, &input.role_name);
    tagging::untag(iam, ctx, target, &input.tag_keys)
}

pub(super) fn list_role_tags(
    iam: &Iam,
    ctx: &Context,
    input: api::ListRoleTagsRequest,
) -> Result<api::ListRoleTagsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let target = Target::Identity(Kind::Role, &input.role_name);
    let paged = tagging::list(iam, ctx, target, &page)?;
    Ok(api::ListRoleTagsResponse { tags: paged.items, is_truncated: paged.is_truncated, marker: paged.marker })
}

pub(super) fn tag_user(iam: &Iam, ctx: &Context, input: api::TagUserRequest) -> Result<(), IamError> {
    let target = Target::Identity(Kind::User, &input.user_name);
    tagging::tag(iam, ctx, target, input.tags)
}

pub(super) fn untag_user(iam: &Iam, ctx: &Context, input: api::UntagUserRequest) -> Result<(), IamError> {
    let target = Target::Identity(Kind::User, &input.user_name);
    tagging::untag(iam, ctx, target, &input.tag_keys)
}

pub(super) fn list_user_tags(
    iam: &Iam,
    ctx: &Context,
    input: api::ListUserTagsRequest,
) -> Result<api::ListUserTagsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let target = Target::Identity(Kind::User, &input.user_name);
    let paged = tagging::list(iam, ctx, target, &page)?;
    Ok(api::ListUserTagsResponse { tags: paged.items, is_truncated: paged.is_truncated, marker: paged.marker })
}

pub(super) fn tag_policy(iam: &Iam, ctx: &Context, input: api::TagPolicyRequest) -> Result<(), IamError> {
    let target = Target::Policy(&input.policy_arn);
    tagging::tag(iam, ctx, target, input.tags)
}

pub(super) fn untag_policy(iam: &Iam, ctx: &Context, input: api::UntagPolicyRequest) -> Result<(), IamError> {
    let target = Target::Policy(&input.policy_arn);
    tagging::untag(iam, ctx, target, &input.tag_keys)
}

pub(super) fn list_policy_tags(
    iam: &Iam,
    ctx: &Context,
    input: api::ListPolicyTagsRequest,
) -> Result<api::ListPolicyTagsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let target = Target::Policy(&input.policy_arn);
    let paged = tagging::list(iam, ctx, target, &page)?;
    Ok(api::ListPolicyTagsResponse { tags: paged.items, is_truncated: paged.is_truncated, marker: paged.marker })
}

pub(super) fn tag_instance_profile(
    iam: &Iam,
    ctx: &Context,
    input: api::TagInstanceProfileRequest,
) -> Result<(), IamError> {
    let target = Target::Profile(&input.instance_profile_name);
    tagging::tag(iam, ctx, target, input.tags)
}

pub(super) fn untag_instance_profile(
    iam: &Iam,
    ctx: &Context,
    input: api::UntagInstanceProfileRequest,
) -> Result<(), IamError> {
    let target = Target::Profile(&input.instance_profile_name);
    tagging::untag(iam, ctx, target, &input.tag_keys)
}

pub(super) fn list_instance_profile_tags(
    iam: &Iam,
    ctx: &Context,
    input: api::ListInstanceProfileTagsRequest,
) -> Result<api::ListInstanceProfileTagsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let target = Target::Profile(&input.instance_profile_name);
    let paged = tagging::list(iam, ctx, target, &page)?;
    Ok(api::ListInstanceProfileTagsResponse {
        tags: paged.items,
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}
