//! What roles, users and groups have operations of their own for, that do the same.

use tradewind_cloud::Context;

use super::{attached, inline};
use crate::Iam;
use crate::api;
use crate::error::IamError;
use crate::identity::Kind;
use crate::page::Page;

pub(super) fn attach_role_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::AttachRolePolicyRequest,
) -> Result<(), IamError> {
    attached::attach(iam, ctx, Kind::Role, &input.role_name, &input.policy_arn)
}

pub(super) fn detach_role_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DetachRolePolicyRequest,
) -> Result<(), IamError> {
    attached::detach(iam, ctx, Kind::Role, &input.role_name, &input.policy_arn)
}

pub(super) fn list_attached_role_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListAttachedRolePoliciesRequest,
) -> Result<api::ListAttachedRolePoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = attached::list(iam, ctx, Kind::Role, &input.role_name, input.path_prefix.as_deref(), &page)?;
    Ok(api::ListAttachedRolePoliciesResponse {
        attached_policies: Some(paged.items),
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn put_role_policy(iam: &Iam, ctx: &Context, input: api::PutRolePolicyRequest) -> Result<(), IamError> {
    inline::put(iam, ctx, Kind::Role, &input.role_name, input.policy_name, input.policy_document)
}

pub(super) fn get_role_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::GetRolePolicyRequest,
) -> Result<api::GetRolePolicyResponse, IamError> {
    let (name, document) = inline::get(iam, ctx, Kind::Role, &input.role_name, &input.policy_name)?;
    Ok(api::GetRolePolicyResponse { role_name: name, policy_name: input.policy_name, policy_document: document })
}

pub(super) fn list_role_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListRolePoliciesRequest,
) -> Result<api::ListRolePoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = inline::list(iam, ctx, Kind::Role, &input.role_name, &page)?;
    Ok(api::ListRolePoliciesResponse {
        policy_names: paged.items,
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn delete_role_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DeleteRolePolicyRequest,
) -> Result<(), IamError> {
    inline::delete(iam, ctx, Kind::Role, &input.role_name, &input.policy_name)
}

pub(super) fn attach_user_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::AttachUserPolicyRequest,
) -> Result<(), IamError> {
    attached::attach(iam, ctx, Kind::User, &input.user_name, &input.policy_arn)
}

pub(super) fn detach_user_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DetachUserPolicyRequest,
) -> Result<(), IamError> {
    attached::detach(iam, ctx, Kind::User, &input.user_name, &input.policy_arn)
}

pub(super) fn list_attached_user_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListAttachedUserPoliciesRequest,
) -> Result<api::ListAttachedUserPoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = attached::list(iam, ctx, Kind::User, &input.user_name, input.path_prefix.as_deref(), &page)?;
    Ok(api::ListAttachedUserPoliciesResponse {
        attached_policies: Some(paged.items),
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn put_user_policy(iam: &Iam, ctx: &Context, input: api::PutUserPolicyRequest) -> Result<(), IamError> {
    inline::put(iam, ctx, Kind::User, &input.user_name, input.policy_name, input.policy_document)
}

pub(super) fn get_user_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::GetUserPolicyRequest,
) -> Result<api::GetUserPolicyResponse, IamError> {
    let (name, document) = inline::get(iam, ctx, Kind::User, &input.user_name, &input.policy_name)?;
    Ok(api::GetUserPolicyResponse { user_name: name, policy_name: input.policy_name, policy_document: document })
}

pub(super) fn list_user_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListUserPoliciesRequest,
) -> Result<api::ListUserPoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = inline::list(iam, ctx, Kind::User, &input.user_name, &page)?;
    Ok(api::ListUserPoliciesResponse {
        policy_names: paged.items,
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn delete_user_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DeleteUserPolicyRequest,
) -> Result<(), IamError> {
    inline::delete(iam, ctx, Kind::User, &input.user_name, &input.policy_name)
}

pub(super) fn attach_group_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::AttachGroupPolicyRequest,
) -> Result<(), IamError> {
    attached::attach(iam, ctx, Kind::Group, &input.group_name, &input.policy_arn)
}

pub(super) fn detach_group_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DetachGroupPolicyRequest,
) -> Result<(), IamError> {
    attached::detach(iam, ctx, Kind::Group, &input.group_name, &input.policy_arn)
}

pub(super) fn list_attached_group_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListAttachedGroupPoliciesRequest,
) -> Result<api::ListAttachedGroupPoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = attached::list(iam, ctx, Kind::Group, &input.group_name, input.path_prefix.as_deref(), &page)?;
    Ok(api::ListAttachedGroupPoliciesResponse {
        attached_policies: Some(paged.items),
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn put_group_policy(iam: &Iam, ctx: &Context, input: api::PutGroupPolicyRequest) -> Result<(), IamError> {
    inline::put(iam, ctx, Kind::Group, &input.group_name, input.policy_name, input.policy_document)
}

pub(super) fn get_group_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::GetGroupPolicyRequest,
) -> Result<api::GetGroupPolicyResponse, IamError> {
    let (name, document) = inline::get(iam, ctx, Kind::Group, &input.group_name, &input.policy_name)?;
    Ok(api::GetGroupPolicyResponse { group_name: name, policy_name: input.policy_name, policy_document: document })
}

pub(super) fn list_group_policies(
    iam: &Iam,
    ctx: &Context,
    input: api::ListGroupPoliciesRequest,
) -> Result<api::ListGroupPoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = inline::list(iam, ctx, Kind::Group, &input.group_name, &page)?;
    Ok(api::ListGroupPoliciesResponse {
        policy_names: paged.items,
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

pub(super) fn delete_group_policy(
    iam: &Iam,
    ctx: &Context,
    input: api::DeleteGroupPolicyRequest,
) -> Result<(), IamError> {
    inline::delete(iam, ctx, Kind::Group, &input.group_name, &input.policy_name)
}

pub(super) fn put_role_permissions_boundary(
    iam: &Iam,
    ctx: &Context,
    input: api::PutRolePermissionsBoundaryRequest,
) -> Result<(), IamError> {
    attached::set_boundary(iam, ctx, Kind::Role, &input.role_name, Some(input.permissions_boundary))
}

pub(super) fn delete_role_permissions_boundary(
    iam: &Iam,
    ctx: &Context,
    input: api::DeleteRolePermissionsBoundaryRequest,
) -> Result<(), IamError> {
    attached::set_boundary(iam, ctx, Kind::Role, &input.role_name, None)
}

pub(super) fn put_user_permissions_boundary(
    iam: &Iam,
    ctx: &Context,
    input: api::PutUserPermissionsBoundaryRequest,
) -> Result<(), IamError> {
    attached::set_boundary(iam, ctx, Kind::User, &input.user_name, Some(input.permissions_boundary))
}

pub(super) fn delete_user_permissions_boundary(
    iam: &Iam,
    ctx: &Context,
    input: api::DeleteUserPermissionsBoundaryRequest,
) -> Result<(), IamError> {
    attached::set_boundary(iam, ctx, Kind::User, &input.user_name, None)
}
