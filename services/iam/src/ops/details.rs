//! GetAccountAuthorizationDetails: everything that says who may do what.

use tradewind_cloud::Context;
use tradewind_store::View;

use crate::api::{
    self, GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse, GroupDetail,
    ManagedPolicyDetail, RoleDetail, UserDetail,
};
use crate::error::IamError;
use crate::identity::{self, Identity, Kind, names_under};
use crate::page::Page;
use crate::policy::{self, Managed};
use crate::{Iam, aws_managed, documents, keys, profile};

/// What the answer lists; the pages go through them in this order.
enum Detail {
    Identity(Box<Identity>),
    Policy(Managed),
}

pub(super) fn get(
    iam: &Iam,
    ctx: &Context,
    input: GetAccountAuthorizationDetailsRequest,
) -> Result<GetAccountAuthorizationDetailsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let wanted = |name: &str| {
        input.filter.as_ref().is_none_or(|filter| filter.is_empty() || filter.iter().any(|one| one == name))
    };
    iam.read(ctx, |view| {
        let identities = |order: &'static str, kind, filter| {
            let all = wanted(filter).then(|| identity::all(view, kind, None));
            all.into_iter().flatten().map(move |found| {
                found.map(|(name, found)| ([order, &name].concat(), Detail::Identity(Box::new(found))))
            })
        };
        let own = policy::all_own(view).filter(|_| wanted("LocalManagedPolicy")).map(|own| {
            own.map(|own| (["3", &own.name.to_ascii_lowercase()].concat(), Detail::Policy(Managed::Own(Box::new(own)))))
        });
        let aws = aws_managed::all().iter().filter(|_| wanted("AWSManagedPolicy")).filter_map(|aws| {
            // Of AWS's, those that somebody uses.
            let used = |tag| policy::uses(view, tag, aws.arn).map(|uses| !uses.is_empty());
            match used(keys::ATTACHED).and_then(|attached| Ok(attached || used(keys::BOUNDARY)?)) {
                Ok(true) => {
                    Some(Ok((["4", &aws.name().to_ascii_lowercase()].concat(), Detail::Policy(Managed::Aws(aws)))))
                }
                Ok(false) => None,
                Err(error) => Some(Err(error)),
            }
        });
        let all = identities("0", Kind::User, "User")
            .chain(identities("1", Kind::Group, "Group"))
            .chain(identities("2", Kind::Role, "Role"))
            .chain(own)
            .chain(aws);
        let paged = page.take(all)?;
        let mut answer = GetAccountAuthorizationDetailsResponse {
            user_detail_list: Some(Vec::new()),
            group_detail_list: Some(Vec::new()),
            role_detail_list: Some(Vec::new()),
            policies: Some(Vec::new()),
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        };
        for detail in &paged.items {
            add(&mut answer, view, ctx.account(), detail)?;
        }
        Ok(answer)
    })
}

fn add(
    answer: &mut GetAccountAuthorizationDetailsResponse,
    view: View<'_>,
    account: &str,
    detail: &Detail,
) -> Result<(), IamError> {
    match detail {
        Detail::Identity(found) => match found.kind {
            Kind::User => answer.user_detail_list.get_or_insert_default().push(of_user(found, account)),
            Kind::Group => answer.group_detail_list.get_or_insert_default().push(of_group(found, account)),
            Kind::Role => answer.role_detail_list.get_or_insert_default().push(of_role(found, view, account)?),
        },
        Detail::Policy(found) => answer.policies.get_or_insert_default().push(of_policy(found, view, account)?),
    }
    Ok(())
}

fn of_user(user: &Identity, account: &str) -> UserDetail {
    UserDetail {
        path: Some(user.path.clone()),
        user_name: Some(user.name.clone()),
        user_id: Some(user.id.clone()),
        arn: Some(user.arn(account)),
        create_date: Some(user.created_at()),
        user_policy_list: Some(user.inline_shapes()).filter(|list| !list.is_empty()),
        group_list: Some(user.groups.clone()),
        attached_managed_policies: Some(user.attached_shapes()),
        permissions_boundary: user.boundary_shape(),
        tags: Some(user.tags.list()),
    }
}

fn of_group(group: &Identity, account: &str) -> GroupDetail {
    GroupDetail {
        path: Some(group.path.clone()),
        group_name: Some(group.name.clone()),
        group_id: Some(group.id.clone()),
        arn: Some(group.arn(account)),
        create_date: Some(group.created_at()),
        group_policy_list: Some(group.inline_shapes()),
        attached_managed_policies: Some(group.attached_shapes()),
    }
}

fn of_role(role: &Identity, view: View<'_>, account: &str) -> Result<RoleDetail, IamError> {
    let mut profiles = Vec::new();
    for name in names_under(view, keys::profiles_of(&role.name))? {
        profiles.push(profile::existing(view, &name)?.shape(view, account)?);
    }
    Ok(RoleDetail {
        path: Some(role.path.clone()),
        role_name: Some(role.name.clone()),
        role_id: Some(role.id.clone()),
        arn: Some(role.arn(account)),
        create_date: Some(role.created_at()),
        assume_role_policy_document: role.role.as_ref().map(|part| documents::escaped(&part.trust)),
        instance_profile_list: Some(profiles),
        role_policy_list: Some(role.inline_shapes()),
        attached_managed_policies: Some(role.attached_shapes()),
        permissions_boundary: role.boundary_shape(),
        tags: Some(role.tags.list()),
        role_last_used: Some(api::RoleLastUsed::default()),
    })
}

fn of_policy(found: &Managed, view: View<'_>, account: &str) -> Result<ManagedPolicyDetail, IamError> {
    let shape = found.shape(view, account)?;
    let versions = match found {
        Managed::Own(own) => own.versions.iter().rev().map(|version| own.version_shape(version, true)).collect(),
        Managed::Aws(aws) => vec![super::versions::of_aws(aws, true)],
    };
    Ok(ManagedPolicyDetail {
        policy_name: shape.policy_name,
        policy_id: shape.policy_id,
        arn: shape.arn,
        path: shape.path,
        default_version_id: shape.default_version_id,
        attachment_count: shape.attachment_count,
        permissions_boundary_usage_count: shape.permissions_boundary_usage_count,
        is_attachable: shape.is_attachable,
        description: None,
        create_date: shape.create_date,
        update_date: shape.update_date,
        policy_version_list: Some(versions),
    })
}
