//! What roles, users and groups have operations of their own for, that do the same.

use tradewind_cloud::Context;

use super::{attached, inline};
use crate::Iam;
use crate::api;
use crate::error::IamError;
use crate::identity::Kind;
use crate::page::Page;

/// The operations on the policies of one kind: the kind, the member that names one, and the shapes.
macro_rules! policies {
    (
        $module:ident: $kind:expr, $name:ident,
        $attach:ident, $detach:ident, $list_attached:ident -> $attached:ident,
        $put:ident, $get:ident -> $got:ident, $list:ident -> $listed:ident, $delete:ident
    ) => {
        pub(super) mod $module {
            use super::*;

            pub(crate) fn attach(iam: &Iam, ctx: &Context, input: api::$attach) -> Result<(), IamError> {
                attached::attach(iam, ctx, $kind, &input.$name, &input.policy_arn)
            }

            pub(crate) fn detach(iam: &Iam, ctx: &Context, input: api::$detach) -> Result<(), IamError> {
                attached::detach(iam, ctx, $kind, &input.$name, &input.policy_arn)
            }

            pub(crate) fn list_attached(
                iam: &Iam,
                ctx: &Context,
                input: api::$list_attached,
            ) -> Result<api::$attached, IamError> {
                let page = Page::asked(input.marker.as_deref(), input.max_items)?;
                let paged = attached::list(iam, ctx, $kind, &input.$name, input.path_prefix.as_deref(), &page)?;
                Ok(api::$attached {
                    attached_policies: Some(paged.items),
                    is_truncated: paged.is_truncated,
                    marker: paged.marker,
                })
            }

            pub(crate) fn put(iam: &Iam, ctx: &Context, input: api::$put) -> Result<(), IamError> {
                inline::put(iam, ctx, $kind, &input.$name, input.policy_name, input.policy_document)
            }

            pub(crate) fn get(iam: &Iam, ctx: &Context, input: api::$get) -> Result<api::$got, IamError> {
                let (name, document) = inline::get(iam, ctx, $kind, &input.$name, &input.policy_name)?;
                Ok(api::$got { $name: name, policy_name: input.policy_name, policy_document: document })
            }

            pub(crate) fn list(iam: &Iam, ctx: &Context, input: api::$list) -> Result<api::$listed, IamError> {
                let page = Page::asked(input.marker.as_deref(), input.max_items)?;
                let paged = inline::list(iam, ctx, $kind, &input.$name, &page)?;
                Ok(api::$listed { policy_names: paged.items, is_truncated: paged.is_truncated, marker: paged.marker })
            }

            pub(crate) fn delete(iam: &Iam, ctx: &Context, input: api::$delete) -> Result<(), IamError> {
                inline::delete(iam, ctx, $kind, &input.$name, &input.policy_name)
            }
        }
    };
}

policies! {
    role: Kind::Role, role_name,
    AttachRolePolicyRequest, DetachRolePolicyRequest, ListAttachedRolePoliciesRequest -> ListAttachedRolePoliciesResponse,
    PutRolePolicyRequest, GetRolePolicyRequest -> GetRolePolicyResponse,
    ListRolePoliciesRequest -> ListRolePoliciesResponse, DeleteRolePolicyRequest
}

policies! {
    user: Kind::User, user_name,
    AttachUserPolicyRequest, DetachUserPolicyRequest, ListAttachedUserPoliciesRequest -> ListAttachedUserPoliciesResponse,
    PutUserPolicyRequest, GetUserPolicyRequest -> GetUserPolicyResponse,
    ListUserPoliciesRequest -> ListUserPoliciesResponse, DeleteUserPolicyRequest
}

policies! {
    group: Kind::Group, group_name,
    AttachGroupPolicyRequest, DetachGroupPolicyRequest, ListAttachedGroupPoliciesRequest -> ListAttachedGroupPoliciesResponse,
    PutGroupPolicyRequest, GetGroupPolicyRequest -> GetGroupPolicyResponse,
    ListGroupPoliciesRequest -> ListGroupPoliciesResponse, DeleteGroupPolicyRequest
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
