//! Managed policies and who uses them.

use tradewind_cloud::Context;
use tradewind_store::View;

use crate::api::{
    self, CreatePolicyRequest, CreatePolicyResponse, DeletePolicyRequest, GetPolicyRequest, GetPolicyResponse,
    ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, ListPoliciesRequest, ListPoliciesResponse,
    PolicyGroup, PolicyRole, PolicyUser,
};
use crate::counts::{self, Counts};
use crate::error::IamError;
use crate::identity::{self, Identity, Kind};
use crate::page::Page;
use crate::policy::{Managed, Policy, Version};
use crate::tags::Tags;
use crate::{Iam, aws_managed, documents, ids, keys, limits, policy};

pub(super) fn create(iam: &Iam, ctx: &Context, input: CreatePolicyRequest) -> Result<CreatePolicyResponse, IamError> {
    documents::check_managed(&input.policy_document)?;
    let tags = Tags::of(input.tags)?;
    iam.write(ctx, |tx| {
        if tx.get(keys::named(keys::POLICY, &input.policy_name))?.is_some() {
            let text =
                format!("A policy called {} already exists. Duplicate names are not allowed.", input.policy_name);
            return Err(IamError::EntityAlreadyExists(text));
        }
        counts::within(Counts::of(tx.view())?.policies, limits::POLICIES, "PoliciesPerAccount")?;
        Counts::change(tx, |counts| {
            counts.policies += 1;
            counts.versions += 1;
        })?;
        let now = tx.now().as_secs();
        let policy = Policy {
            name: input.policy_name,
            path: input.path.unwrap_or_else(|| "/".to_owned()),
            id: ids::unique("ANPA", tx.rng()),
            description: input.description,
            created: now,
            updated: now,
            tags,
            default: 1,
            last: 1,
            versions: vec![Version { number: 1, created: now, document: input.policy_document }],
        };
        policy.save(tx);
        let tags = policy.tags.some();
        let shape = Managed::Own(Box::new(policy)).shape(tx.view(), ctx.account())?;
        Ok(CreatePolicyResponse { policy: Some(api::Policy { tags, ..shape }) })
    })
}

pub(super) fn get(iam: &Iam, ctx: &Context, input: GetPolicyRequest) -> Result<GetPolicyResponse, IamError> {
    iam.read(ctx, |view| {
        let found = policy::existing(view, ctx.account(), &input.policy_arn)?;
        let (description, tags) = match &found {
            Managed::Own(own) => (own.description.clone(), own.tags.list()),
            Managed::Aws(_) => (None, Vec::new()),
        };
        let shape = found.shape(view, ctx.account())?;
        Ok(GetPolicyResponse { policy: Some(api::Policy { description, tags: Some(tags), ..shape }) })
    })
}

pub(super) fn list(iam: &Iam, ctx: &Context, input: ListPoliciesRequest) -> Result<ListPoliciesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let scope = input.scope.as_deref().unwrap_or("All");
    let under = input.path_prefix.as_deref().unwrap_or("/");
    iam.read(ctx, |view| {
        let own = policy::all_own(view).map(|own| own.map(|own| ("0", Managed::Own(Box::new(own)))));
        let aws = aws_managed::all().iter().map(|aws| Ok(("1", Managed::Aws(aws))));
        let all = own.filter(|_| scope != "AWS").chain(aws.filter(|_| scope != "Local"));
        let shapes = all.map(|found| {
            let (order, found) = found?;
            let shape = found.shape(view, ctx.account())?;
            let place = [order, &shape.policy_name.as_deref().unwrap_or_default().to_ascii_lowercase()].concat();
            Ok((place, shape))
        });
        let wanted = |shape: &api::Policy| {
            let attached = shape.attachment_count.is_some_and(|count| count > 0);
            let bounding = shape.permissions_boundary_usage_count.is_some_and(|count| count > 0);
            let used = match input.policy_usage_filter.as_deref() {
                Some("PermissionsBoundary") => bounding,
                Some(_) => attached,
                None => attached || bounding,
            };
            let asks = input.only_attached == Some(true) || input.policy_usage_filter.is_some();
            shape.path.as_deref().is_some_and(|path| path.starts_with(under)) && (used || !asks)
        };
        let paged =
            page.take(shapes.filter(|found| found.as_ref().map_or(true, |(_, shape): &(String, _)| wanted(shape))))?;
        Ok(ListPoliciesResponse { policies: Some(paged.items), is_truncated: paged.is_truncated, marker: paged.marker })
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeletePolicyRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let own = policy::existing_own(tx.view(), ctx.account(), &input.policy_arn)?;
        for tag in [keys::ATTACHED, keys::BOUNDARY] {
            if !policy::uses(tx.view(), tag, &input.policy_arn)?.is_empty() {
                return Err(IamError::conflict("Cannot delete a policy attached to entities."));
            }
        }
        if own.versions.len() > 1 {
            return Err(IamError::conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
            ));
        }
        Counts::change(tx, |counts| {
            counts.policies = counts.policies.saturating_sub(1);
            counts.versions = counts.versions.saturating_sub(1);
        })?;
        tx.delete(keys::named(keys::POLICY, &own.name));
        Ok(())
    })
}

pub(super) fn entities(
    iam: &Iam,
    ctx: &Context,
    input: ListEntitiesForPolicyRequest,
) -> Result<ListEntitiesForPolicyResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        policy::existing(view, ctx.account(), &input.policy_arn)?;
        let paged = page.take_sorted(users_of(view, &input)?)?;
        let mut answer = ListEntitiesForPolicyResponse {
            policy_groups: Some(Vec::new()),
            policy_users: Some(Vec::new()),
            policy_roles: Some(Vec::new()),
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        };
        for Identity { kind, name, id, .. } in paged.items {
            let (name, id) = (Some(name), Some(id));
            match kind {
                Kind::Group => {
                    answer.policy_groups.get_or_insert_default().push(PolicyGroup { group_name: name, group_id: id })
                }
                Kind::User => {
                    answer.policy_users.get_or_insert_default().push(PolicyUser { user_name: name, user_id: id })
                }
                Kind::Role => {
                    answer.policy_roles.get_or_insert_default().push(PolicyRole { role_name: name, role_id: id })
                }
            }
        }
        Ok(answer)
    })
}

/// Who uses the policy in the way that is asked for.
fn users_of(view: View<'_>, input: &ListEntitiesForPolicyRequest) -> Result<Vec<(String, Identity)>, IamError> {
    let tags: &[u8] = match input.policy_usage_filter.as_deref() {
        Some("PermissionsPolicy") => &[keys::ATTACHED],
        Some(_) => &[keys::BOUNDARY],
        None => &[keys::ATTACHED, keys::BOUNDARY],
    };
    let kind_fits = |kind: Kind| match input.entity_filter.as_deref() {
        None => true,
        Some(filter) => filter.eq_ignore_ascii_case(kind.word()),
    };
    let mut users = std::collections::BTreeSet::new();
    for tag in tags {
        users.extend(policy::uses(view, *tag, &input.policy_arn)?.into_iter().filter(|(kind, _)| kind_fits(*kind)));
    }
    let under = input.path_prefix.as_deref().unwrap_or("/");
    let mut found = Vec::new();
    for (kind, name) in users {
        let identity = identity::existing(view, kind, &name)?;
        if identity.path.starts_with(under) {
            found.push(([kind.word(), "/", &name].concat(), identity));
        }
    }
    Ok(found)
}
