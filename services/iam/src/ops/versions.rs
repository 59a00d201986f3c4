//! Versions of managed policies.

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use crate::api::{
    self, CreatePolicyVersionRequest, CreatePolicyVersionResponse, DeletePolicyVersionRequest, GetPolicyVersionRequest,
    GetPolicyVersionResponse, ListPolicyVersionsRequest, ListPolicyVersionsResponse, SetDefaultPolicyVersionRequest,
};
use crate::aws_managed::AwsPolicy;
use crate::counts::Counts;
use crate::error::IamError;
use crate::page::Page;
use crate::policy::{Managed, Version, version_id};
use crate::{Iam, documents, limits, policy};

pub(super) fn create(
    iam: &Iam,
    ctx: &Context,
    input: CreatePolicyVersionRequest,
) -> Result<CreatePolicyVersionResponse, IamError> {
    documents::check_managed(&input.policy_document)?;
    iam.write(ctx, |tx| {
        let mut own = policy::existing_own(tx.view(), ctx.account(), &input.policy_arn)?;
        if own.versions.len() >= limits::VERSIONS {
            return Err(IamError::LimitExceeded(
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.".to_owned(),
            ));
        }
        own.last += 1;
        own.updated = tx.now().as_secs();
        let version = Version { number: own.last, created: own.updated, document: input.policy_document };
        if input.set_as_default == Some(true) {
            own.default = version.number;
        }
        let shape = own.version_shape(&version, false);
        own.versions.push(version);
        own.save(tx);
        Counts::change(tx, |counts| counts.versions += 1)?;
        Ok(CreatePolicyVersionResponse { policy_version: Some(shape) })
    })
}

pub(super) fn get(
    iam: &Iam,
    ctx: &Context,
    input: GetPolicyVersionRequest,
) -> Result<GetPolicyVersionResponse, IamError> {
    iam.read(ctx, |view| {
        let shape = match policy::existing(view, ctx.account(), &input.policy_arn)? {
            Managed::Own(own) => own.version(&input.version_id).map(|version| own.version_shape(version, true)),
            Managed::Aws(aws) => (aws.version == input.version_id).then(|| of_aws(aws, true)),
        };
        let shape = shape.ok_or_else(|| missing(&input.policy_arn, &input.version_id))?;
        Ok(GetPolicyVersionResponse { policy_version: Some(shape) })
    })
}

/// The latest first.
pub(super) fn list(
    iam: &Iam,
    ctx: &Context,
    input: ListPolicyVersionsRequest,
) -> Result<ListPolicyVersionsResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    iam.read(ctx, |view| {
        let versions = match policy::existing(view, ctx.account(), &input.policy_arn)? {
            Managed::Own(own) => own.versions.iter().rev().map(|version| own.version_shape(version, false)).collect(),
            Managed::Aws(aws) => vec![of_aws(aws, false)],
        };
        let paged = page.take_in_order(versions)?;
        Ok(ListPolicyVersionsResponse {
            versions: Some(paged.items),
            is_truncated: paged.is_truncated,
            marker: paged.marker,
        })
    })
}

pub(super) fn set_default(iam: &Iam, ctx: &Context, input: SetDefaultPolicyVersionRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut own = policy::existing_own(tx.view(), ctx.account(), &input.policy_arn)?;
        let version = own.version(&input.version_id).ok_or_else(|| missing(&input.policy_arn, &input.version_id))?;
        own.default = version.number;
        own.updated = tx.now().as_secs();
        own.save(tx);
        Ok(())
    })
}

pub(super) fn delete(iam: &Iam, ctx: &Context, input: DeletePolicyVersionRequest) -> Result<(), IamError> {
    iam.write(ctx, |tx| {
        let mut own = policy::existing_own(tx.view(), ctx.account(), &input.policy_arn)?;
        let version = own.version(&input.version_id).ok_or_else(|| missing(&input.policy_arn, &input.version_id))?;
        if version.number == own.default {
            return Err(IamError::conflict("Cannot delete the default version of a policy."));
        }
        own.versions.retain(|version| version_id(version.number) != input.version_id);
        own.save(tx);
        Counts::change(tx, |counts| counts.versions = counts.versions.saturating_sub(1))
    })
}

fn missing(arn: &str, version: &str) -> IamError {
    IamError::NoSuchEntity(format!("Policy {arn} version {version} does not exist or is not attachable."))
}

pub(super) fn of_aws(aws: &AwsPolicy, with_document: bool) -> api::PolicyVersion {
    api::PolicyVersion {
        document: with_document.then(|| documents::escaped(&aws.document)),
        version_id: Some(aws.version.to_owned()),
        is_default_version: Some(true),
        create_date: Some(Timestamp::from_secs(aws.updated)),
    }
}
