//! Users.

use tradewind_cloud::{Context, Principal};
use tradewind_store::{Tx, encode};

use crate::api::{
    self, CreateUserRequest, CreateUserResponse, DeleteUserRequest, GetUserRequest, GetUserResponse, ListUsersRequest,
    ListUsersResponse, UpdateUserRequest,
};
use crate::counts::Counts;
use crate::error::IamError;
use crate::identity::{self, Identity, Kind};
use crate::page::Page;
use crate::tags::Tags;
use crate::{Iam, access_key, keys, policy};

pub(super) fn create(iam: &Iam, ctx: &Context, input: CreateUserRequest) -> Result<CreateUserResponse, IamError> {
    let tags = Tags::of(input.tags)?;
    iam.write(ctx, |tx| {
        must_be_free(tx, &input.user_name)?;
        if let Some(boundary) = &input.permissions_boundary {
            policy::attachable(tx.view(), ctx.account(), boundary)?;
        }
        Counts::one_more(tx, Kind::User)?;
        let mut user = Identity::new(Kind::User, input.user_name, input.path, tx);
        user.tags = tags;
        user.boundary = input.permissions_boundary;
        if let Some(boundary) = &user.boundary {
            policy::note_use(tx, keys::BOUNDARY, boundary, &user, true);
        }
        user.save(tx);
        Ok(CreateUserResponse { user: Some(full(&user, ctx.account())) })
    })
}

fn must_be_free(tx: &Tx<'_>, name: &str) -> Result<(), IamError> {
    match identity::find(tx.view(), Kind::User, name)? {
        Some(_) => Err(IamError::EntityAlreadyExists(format!("User with name {name} already exists."))),
        None => Ok(()),
    }
}

pub(super) fn get(iam: &Iam, ctx: &Context, input: GetUserRequest) -> Result<GetUserResponse, IamError> {
    let name = named_or_caller(ctx, input.user_name)?;
    iam.read(ctx, |view| {
        let user = identity::existing(view, Kind::User, &name)?;
        Ok(GetUserResponse { user: full(&user, ctx.account()) })
    })
}

/// The user that is named, or the one that calls.
pub(super) fn named_or_caller(ctx: &Context, name: Option<String>) -> Result<String, IamError> {
    if let Some(name) = name {
        return Ok(name);
    }
    match ctx.principal() {
        Principal::User { arn, .. } => Ok(arn.rsplit('/').next().unwrap_or(arn).to_owned()),
        _ => Err(IamError::Validation("Must specify userName when calling with non-User credentials".into())),
    }
}

pub(super) fn list(iam: &Iam, ctx: &Context, input: ListUsersRequest) -> Result<ListUsersResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let paged = page.take(identity::all(view, Kind::User, input.path_prefix.as_deref()))?;
        let users = paged.items.iter().map(|user| brief(user, ctx.account())).collect();
        Ok(ListUsersResponse { users, is_truncated: paged.is_truncated, marker: paged.marker })
    })
}

/// A new name or path. Everything that names the user follows it.
pub(super) fn update(iam: &Iam, ctx: &Context, input: UpdateUserRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut user = identity::existing(tx.view(), Kind::User, &input.user_name)?;
        if let Some(path) = input.new_path {
            user.path = path;
        }
        if let Some(name) = input.new_user_name.filter(|name| *name != user.name) {
            if !name.eq_ignore_ascii_case(&user.name) {
                must_be_free(tx, &name)?;
            }
            super::strike_out(tx, &user);
            user.groups.iter().for_each(|group| tx.delete(keys::member(group, &user.name)));
            user.name = name;
            super::note_down(tx, &user);
            user.groups.iter().for_each(|group| tx.put(keys::member(group, &user.name), vec![1]));
            for id in &user.access_keys {
                if let Some(mut key) = access_key::find(tx.view(), id)? {
                    key.user.clone_from(&user.name);
                    tx.put(keys::access_key(id), encode(&key));
                }
            }
        }
        user.save(tx);
        Ok(())
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeleteUserRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let user = identity::existing(tx.view(), Kind::User, &input.user_name)?;
        if !user.access_keys.is_empty() {
            return Err(IamError::conflict("Cannot delete entity, must delete access keys first."));
        }
        if !user.groups.is_empty() {
            return Err(IamError::conflict("Cannot delete entity, must remove users from group first."));
        }
        super::delete_identity(tx, &user)
    })
}

/// As it stands in lists.
pub(super) fn brief(user: &Identity, account: &str) -> api::User {
    api::User {
        path: user.path.clone(),
        user_name: user.name.clone(),
        user_id: user.id.clone(),
        arn: user.arn(account),
        create_date: user.created_at(),
        ..api::User::default()
    }
}

fn full(user: &Identity, account: &str) -> api::User {
    api::User { permissions_boundary: user.boundary_shape(), tags: user.tags.some(), ..brief(user, account) }
}
