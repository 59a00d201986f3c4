//! Roles.

use tradewind_cloud::Context;

use crate::api::{
    self, CreateRoleRequest, CreateRoleResponse, DeleteRoleRequest, GetRoleRequest, GetRoleResponse, ListRolesRequest,
    ListRolesResponse, UpdateAssumeRolePolicyRequest, UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse,
    UpdateRoleRequest, UpdateRoleResponse,
};
use crate::counts::Counts;
use crate::documents;
use crate::error::IamError;
use crate::identity::{self, Identity, Kind, RolePart, names_under};
use crate::page::Page;
use crate::tags::Tags;
use crate::{Iam, keys, limits, policy};

pub(super) fn create(iam: &Iam, ctx: &Context, input: CreateRoleRequest) -> Result<CreateRoleResponse, IamError> {
    documents::check_trust(&input.assume_role_policy_document)?;
    if input.path.as_ref().is_some_and(|path| path.starts_with("/aws-service-role/")) {
        return Err(IamError::InvalidInput("Role path cannot begin with /aws-service-role/.".into()));
    }
    let tags = Tags::of(input.tags)?;
    iam.write(ctx, |tx| {
        if identity::find(tx.view(), Kind::Role, &input.role_name)?.is_some() {
            return Err(IamError::EntityAlreadyExists(format!("Role with name {} already exists.", input.role_name)));
        }
        if let Some(boundary) = &input.permissions_boundary {
            policy::attachable(tx.view(), ctx.account(), boundary)?;
        }
        Counts::one_more(tx, Kind::Role)?;
        let mut role = Identity::new(Kind::Role, input.role_name, input.path, tx);
        role.tags = tags;
        role.boundary = input.permissions_boundary;
        role.role = Some(RolePart {
            trust: input.assume_role_policy_document,
            description: input.description,
            max_session: input.max_session_duration.unwrap_or(limits::SESSION_SECONDS),
            linked: None,
        });
        if let Some(boundary) = &role.boundary {
            policy::note_use(tx, keys::BOUNDARY, boundary, &role, true);
        }
        role.save(tx);
        let shape = api::Role {
            permissions_boundary: role.boundary_shape(),
            tags: role.tags.some(),
            ..brief(&role, ctx.account())
        };
        Ok(CreateRoleResponse { role: shape })
    })
}

pub(super) fn get(iam: &Iam, ctx: &Context, input: GetRoleRequest) -> Result<GetRoleResponse, IamError> {
    iam.read(ctx, |view| {
        let role = identity::existing(view, Kind::Role, &input.role_name)?;
        Ok(GetRoleResponse { role: full(&role, ctx.account()) })
    })
}

pub(super) fn list(iam: &Iam, ctx: &Context, input: ListRolesRequest) -> Result<ListRolesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let paged = page.take(identity::all(view, Kind::Role, input.path_prefix.as_deref()))?;
        let roles = paged.items.iter().map(|role| described(role, ctx.account())).collect();
        Ok(ListRolesResponse { roles, is_truncated: paged.is_truncated, marker: paged.marker })
    })
}

pub(super) fn update(iam: &Iam, ctx: &Context, input: UpdateRoleRequest) -> Result<UpdateRoleResponse, IamError> {
    change(iam, ctx, &input.role_name, |role| {
        if let Some(description) = input.description {
            role.description = Some(description);
        }
        if let Some(seconds) = input.max_session_duration {
            role.max_session = seconds;
        }
    })?;
    Ok(UpdateRoleResponse {})
}

pub(super) fn update_description(
    iam: &Iam,
    ctx: &Context,
    input: UpdateRoleDescriptionRequest,
) -> Result<UpdateRoleDescriptionResponse, IamError> {
    let role = change(iam, ctx, &input.role_name, |role| role.description = Some(input.description))?;
    Ok(UpdateRoleDescriptionResponse { role: Some(described(&role, ctx.account())) })
}

pub(super) fn update_trust(iam: &Iam, ctx: &Context, input: UpdateAssumeRolePolicyRequest) -> Result<(), IamError> {
    documents::check_trust(&input.policy_document)?;
    change(iam, ctx, &input.role_name, |role| role.trust = input.policy_document)?;
    Ok(())
}

fn change(iam: &Iam, ctx: &Context, name: &str, change: impl FnOnce(&mut RolePart)) -> Result<Identity, IamError> {
    iam.write(ctx, |tx| {
        let mut role = identity::existing(tx.view(), Kind::Role, name)?;
        role.may_change()?;
        if let Some(part) = &mut role.role {
            change(part);
        }
        role.save(tx);
        Ok(role)
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeleteRoleRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let role = identity::existing(tx.view(), Kind::Role, &input.role_name)?;
        role.may_change()?;
        if !names_under(tx.view(), keys::profiles_of(&role.name))?.is_empty() {
            return Err(IamError::conflict("Cannot delete entity, must remove roles from instance profile first."));
        }
        super::delete_identity(tx, &role)
    })
}

/// As it stands in the answer to its creation and in instance profiles.
pub(crate) fn brief(role: &Identity, account: &str) -> api::Role {
    api::Role {
        path: role.path.clone(),
        role_name: role.name.clone(),
        role_id: role.id.clone(),
        arn: role.arn(account),
        create_date: role.created_at(),
        assume_role_policy_document: role.role.as_ref().map(|part| documents::escaped(&part.trust)),
        ..api::Role::default()
    }
}

/// As it stands in lists.
fn described(role: &Identity, account: &str) -> api::Role {
    api::Role {
        description: role.role.as_ref().and_then(|part| part.description.clone()),
        max_session_duration: role.role.as_ref().map(|part| part.max_session),
        ..brief(role, account)
    }
}

/// With everything.
fn full(role: &Identity, account: &str) -> api::Role {
    api::Role {
        permissions_boundary: role.boundary_shape(),
        tags: role.tags.some(),
        role_last_used: Some(api::RoleLastUsed::default()),
        ..described(role, account)
    }
}
