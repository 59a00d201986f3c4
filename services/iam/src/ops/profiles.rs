//! Instance profiles.

use tradewind_cloud::Context;
use tradewind_store::prefix;

use crate::api::{
    self, AddRoleToInstanceProfileRequest, CreateInstanceProfileRequest, CreateInstanceProfileResponse,
    DeleteInstanceProfileRequest, GetInstanceProfileRequest, GetInstanceProfileResponse,
    ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse, ListInstanceProfilesRequest,
    ListInstanceProfilesResponse, RemoveRoleFromInstanceProfileRequest,
};
use crate::counts::{self, Counts};
use crate::error::IamError;
use crate::identity::{self, Kind, names_under};
use crate::page::Page;
use crate::profile::{self, Profile};
use crate::tags::Tags;
use crate::{Iam, ids, keys, limits};

pub(super) fn create(
    iam: &Iam,
    ctx: &Context,
    input: CreateInstanceProfileRequest,
) -> Result<CreateInstanceProfileResponse, IamError> {
    let tags = Tags::of(input.tags)?;
    iam.write(ctx, |tx| {
        let name = input.instance_profile_name;
        if profile::find(tx.view(), &name)?.is_some() {
            return Err(IamError::EntityAlreadyExists(format!("Instance Profile {name} already exists.")));
        }
        counts::within(Counts::of(tx.view())?.profiles, limits::PROFILES, "InstanceProfilesPerAccount")?;
        Counts::change(tx, |counts| counts.profiles += 1)?;
        let profile = Profile {
            name,
            path: input.path.unwrap_or_else(|| "/".to_owned()),
            id: ids::unique("AIPA", tx.rng()),
            created: tx.now().as_secs(),
            role: None,
            tags,
        };
        profile.save(tx);
        let shape = profile.shape(tx.view(), ctx.account())?;
        let instance_profile = api::InstanceProfile { tags: profile.tags.some(), ..shape };
        Ok(CreateInstanceProfileResponse { instance_profile })
    })
}

pub(super) fn get(
    iam: &Iam,
    ctx: &Context,
    input: GetInstanceProfileRequest,
) -> Result<GetInstanceProfileResponse, IamError> {
    iam.read(ctx, |view| {
        let profile = profile::existing(view, &input.instance_profile_name)?;
        let shape = profile.shape(view, ctx.account())?;
        let instance_profile = api::InstanceProfile { tags: Some(profile.tags.list()), ..shape };
        Ok(GetInstanceProfileResponse { instance_profile })
    })
}

pub(super) fn list(
    iam: &Iam,
    ctx: &Context,
    input: ListInstanceProfilesRequest,
) -> Result<ListInstanceProfilesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let under = input.path_prefix.as_deref().unwrap_or("/");
    iam.read(ctx, |view| {
        let all = view.scan(prefix([keys::PROFILE])).map(|row| Ok(tradewind_store::decode::<Profile>(&row?.1)?));
        let under_path =
            |found: &Result<Profile, IamError>| found.as_ref().map_or(true, |profile| profile.path.starts_with(under));
        let paged = page.take(all.filter(under_path).map(|profile| {
            let profile = profile?;
            Ok((profile.name.to_ascii_lowercase(), profile))
        }))?;
        let shapes = paged.items.iter().map(|profile| profile.shape(view, ctx.account())).collect::<Result<_, _>>()?;
        Ok(ListInstanceProfilesResponse {
            instance_profiles: shapes,
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        })
    })
}

pub(super) fn list_of_role(
    iam: &Iam,
    ctx: &Context,
    input: ListInstanceProfilesForRoleRequest,
) -> Result<ListInstanceProfilesForRoleResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let role = identity::existing(view, Kind::Role, &input.role_name)?;
        let names = names_under(view, keys::profiles_of(&role.name))?;
        let paged = page.take(names.into_iter().map(|name| {
            let shape = profile::existing(view, &name)?.shape(view, ctx.account())?;
            Ok((name, shape))
        }))?;
        Ok(ListInstanceProfilesForRoleResponse {
            instance_profiles: paged.items,
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        })
    })
}

pub(super) fn add_role(iam: &Iam, ctx: &Context, input: AddRoleToInstanceProfileRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut profile = profile::existing(tx.view(), &input.instance_profile_name)?;
        let role = identity::existing(tx.view(), Kind::Role, &input.role_name)?;
        role.may_change()?;
        if profile.role.is_some() {
            return Err(IamError::Quota("InstanceSessionsPerInstanceProfile", 1));
        }
        tx.put(keys::profile_of(&role.name, &profile.name), vec![1]);
        profile.role = Some(role.name);
        profile.save(tx);
        Ok(())
    })
}

pub(super) fn remove_role(
    iam: &Iam,
    ctx: &Context,
    input: RemoveRoleFromInstanceProfileRequest,
) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut profile = profile::existing(tx.view(), &input.instance_profile_name)?;
        let role = profile.role.take().filter(|role| role.eq_ignore_ascii_case(&input.role_name));
        let role = role.ok_or_else(|| IamError::not_found("role", &input.role_name))?;
        tx.delete(keys::profile_of(&role, &profile.name));
        profile.save(tx);
        Ok(())
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeleteInstanceProfileRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let profile = profile::existing(tx.view(), &input.instance_profile_name)?;
        if profile.role.is_some() {
            return Err(IamError::conflict("Cannot delete entity, must remove roles from instance profile first."));
        }
        Counts::change(tx, |counts| counts.profiles = counts.profiles.saturating_sub(1))?;
        tx.delete(keys::named(keys::PROFILE, &profile.name));
        Ok(())
    })
}
