//! Groups, and who is in them.

use tradewind_cloud::Context;
use tradewind_store::Tx;

use crate::api::{
    self, AddUserToGroupRequest, CreateGroupRequest, CreateGroupResponse, DeleteGroupRequest, GetGroupRequest,
    GetGroupResponse, ListGroupsForUserRequest, ListGroupsForUserResponse, ListGroupsRequest, ListGroupsResponse,
    RemoveUserFromGroupRequest, UpdateGroupRequest,
};
use crate::counts::Counts;
use crate::error::IamError;
use crate::identity::{self, Identity, Kind, names_under};
use crate::page::Page;
use crate::{Iam, keys, limits};

pub(super) fn create(iam: &Iam, ctx: &Context, input: CreateGroupRequest) -> Result<CreateGroupResponse, IamError> {
    iam.write(ctx, |tx| {
        must_be_free(tx, &input.group_name)?;
        Counts::one_more(tx, Kind::Group)?;
        let group = Identity::new(Kind::Group, input.group_name, input.path, tx);
        group.save(tx);
        Ok(CreateGroupResponse { group: shape(&group, ctx.account()) })
    })
}

fn must_be_free(tx: &Tx<'_>, name: &str) -> Result<(), IamError> {
    match identity::find(tx.view(), Kind::Group, name)? {
        Some(_) => Err(IamError::EntityAlreadyExists(format!("Group with name {name} already exists."))),
        None => Ok(()),
    }
}

pub(super) fn get(iam: &Iam, ctx: &Context, input: GetGroupRequest) -> Result<GetGroupResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let group = identity::existing(view, Kind::Group, &input.group_name)?;
        let names = names_under(view, keys::members(&group.name))?;
        let paged = page.take(names.into_iter().map(|name| {
            let user = identity::existing(view, Kind::User, &name)?;
            Ok((name, super::users::brief(&user, ctx.account())))
        }))?;
        Ok(GetGroupResponse {
            group: shape(&group, ctx.account()),
            users: paged.items,
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        })
    })
}

pub(super) fn list(iam: &Iam, ctx: &Context, input: ListGroupsRequest) -> Result<ListGroupsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let paged = page.take(identity::all(view, Kind::Group, input.path_prefix.as_deref()))?;
        let groups = paged.items.iter().map(|group| shape(group, ctx.account())).collect();
        Ok(ListGroupsResponse { groups, is_truncated: paged.is_truncated, marker: paged.marker })
    })
}

pub(super) fn list_of_user(
    iam: &Iam,
    ctx: &Context,
    input: ListGroupsForUserRequest,
) -> Result<ListGroupsForUserResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let user = identity::existing(view, Kind::User, &input.user_name)?;
        let mut groups = Vec::new();
        for name in &user.groups {
            let group = identity::existing(view, Kind::Group, name)?;
            groups.push((name.to_ascii_lowercase(), shape(&group, ctx.account())));
        }
        let paged = page.take_sorted(groups)?;
        Ok(ListGroupsForUserResponse { groups: paged.items, is_truncated: paged.is_truncated, marker: paged.marker })
    })
}

/// A new name or path. The members and the policies' uses follow it.
pub(super) fn update(iam: &Iam, ctx: &Context, input: UpdateGroupRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut group = identity::existing(tx.view(), Kind::Group, &input.group_name)?;
        if let Some(path) = input.new_path {
            group.path = path;
        }
        if let Some(name) = input.new_group_name.filter(|name| *name != group.name) {
            if !name.eq_ignore_ascii_case(&group.name) {
                must_be_free(tx, &name)?;
            }
            super::strike_out(tx, &group);
            for member in names_under(tx.view(), keys::members(&group.name))? {
                let mut user = identity::existing(tx.view(), Kind::User, &member)?;
                for known in user.groups.iter_mut().filter(|known| known.eq_ignore_ascii_case(&group.name)) {
                    known.clone_from(&name);
                }
                user.save(tx);
                tx.delete(keys::member(&group.name, &member));
                tx.put(keys::member(&name, &member), vec![1]);
            }
            group.name = name;
            super::note_down(tx, &group);
        }
        group.save(tx);
        Ok(())
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeleteGroupRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let group = identity::existing(tx.view(), Kind::Group, &input.group_name)?;
        if !names_under(tx.view(), keys::members(&group.name))?.is_empty() {
            return Err(IamError::conflict("Cannot delete entity, must remove users from group first."));
        }
        super::delete_identity(tx, &group)
    })
}

pub(super) fn add_user(iam: &Iam, ctx: &Context, input: AddUserToGroupRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let group = identity::existing(tx.view(), Kind::Group, &input.group_name)?;
        let mut user = identity::existing(tx.view(), Kind::User, &input.user_name)?;
        if user.groups.contains(&group.name) {
            return Ok(());
        }
        if user.groups.len() >= limits::GROUPS_OF_USER {
            return Err(IamError::Quota("GroupsPerUser", limits::GROUPS_OF_USER));
        }
        tx.put(keys::member(&group.name, &user.name), vec![1]);
        user.groups.push(group.name);
        user.save(tx);
        Ok(())
    })
}

pub(super) fn remove_user(iam: &Iam, ctx: &Context, input: RemoveUserFromGroupRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let group = identity::existing(tx.view(), Kind::Group, &input.group_name)?;
        let mut user = identity::existing(tx.view(), Kind::User, &input.user_name)?;
        tx.delete(keys::member(&group.name, &user.name));
        user.groups.retain(|known| *known != group.name);
        user.save(tx);
        Ok(())
    })
}

fn shape(group: &Identity, account: &str) -> api::Group {
    api::Group {
        path: group.path.clone(),
        group_name: group.name.clone(),
        group_id: group.id.clone(),
        arn: group.arn(account),
        create_date: group.created_at(),
    }
}
