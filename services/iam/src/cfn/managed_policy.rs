//! [`AWS::IAM::ManagedPolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html)

use percent_encoding::percent_decode_str;
use tradewind_clock::Timestamp;
use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    texts, without,
};
use tradewind_wire::Document;

use super::identity::{KINDS, attach, detach};
use super::{call, drop_it, told};
use crate::limits;

static PROPERTIES: &[Property] = &[
    Property::new("Description", Kind::String).replaces(),
    Property::new("Groups", Kind::List(&Kind::String)),
    Property::new("ManagedPolicyName", Kind::String).replaces(),
    Property::new("Path", Kind::String).replaces(),
    Property::new("PolicyDocument", Kind::Json).required(),
    Property::new("Roles", Kind::List(&Kind::String)),
    Property::new("Users", Kind::List(&Kind::String)),
];

/// AWS names policies with up to 128 characters.
const LONGEST_NAME: usize = 128;

handler!(ManagedPolicy: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    let attributes = &[
        "AttachmentCount",
        "CreateDate",
        "DefaultVersionId",
        "IsAttachable",
        "PermissionsBoundaryUsageCount",
        "PolicyArn",
        "PolicyId",
        "UpdateDate",
    ];
    ResourceType::new("AWS::IAM::ManagedPolicy", PROPERTIES, attributes, ManagedPolicy)
}

fn document(wanted: &Wanted) -> String {
    wanted.property("PolicyDocument").map(json_text).unwrap_or_default()
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("ManagedPolicyName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request = Request::of(wanted, &["Path", "Description"])
        .with("PolicyName", name.as_str())
        .with("PolicyDocument", document(wanted));
    caller.make("iam", "CreatePolicy", request, wanted.again).await?;
    let path = wanted.text("Path").unwrap_or("/");
    let arn = ["arn:aws:iam::", caller.account(), ":policy", path, &name].concat();
    attach_to(caller, &arn, wanted).await?;
    described(caller, &arn).await
}

async fn attach_to(caller: &Caller, arn: &str, wanted: &Wanted) -> Result<(), Failure> {
    for kind in KINDS {
        for owner in texts(wanted.property(kind.list())) {
            attach(caller, kind, &owner, arn).await?;
        }
    }
    Ok(())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let arn = existing.id.as_str();
    if default_document(caller, arn).await? != document(wanted) {
        make_room(caller, arn).await?;
        let request =
            Request::new().with("PolicyArn", arn).with("PolicyDocument", document(wanted)).with("SetAsDefault", true);
        call(caller, "CreatePolicyVersion", request).await?;
    }
    attach_to(caller, arn, wanted).await?;
    for kind in KINDS {
        let (had, kept) = (texts(existing.properties.get(kind.list())), texts(wanted.property(kind.list())));
        for owner in without(&had, &kept) {
            detach(caller, kind, &owner, arn).await?;
        }
    }
    described(caller, arn).await
}

/// The document in force, which IAM answers as URLs have it.
async fn default_document(caller: &Caller, arn: &str) -> Result<String, Failure> {
    let policy = call(caller, "GetPolicy", Request::new().with("PolicyArn", arn)).await?;
    let version = told(&policy, "Policy", "DefaultVersionId");
    let request = Request::new().with("PolicyArn", arn).with("VersionId", version);
    let version = call(caller, "GetPolicyVersion", request).await?;
    let text = told(&version, "PolicyVersion", "Document");
    Ok(percent_decode_str(&text).decode_utf8_lossy().into_owned())
}

/// Deletes the oldest version where there are as many as may be.
async fn make_room(caller: &Caller, arn: &str) -> Result<(), Failure> {
    let others = other_versions(caller, arn).await?;
    match others.last() {
        Some(oldest) if others.len() + 1 >= limits::VERSIONS => delete_version(caller, arn, oldest).await,
        _ => Ok(()),
    }
}

/// All versions but the one in force, the latest first.
async fn other_versions(caller: &Caller, arn: &str) -> Result<Vec<String>, Failure> {
    let answer = caller.call_if_there("iam", "ListPolicyVersions", Request::new().with("PolicyArn", arn)).await?;
    let versions = answer.as_ref().and_then(|answer| answer.get("Versions")?.as_list()).unwrap_or_default();
    let others = versions.iter().filter(|version| version.get("IsDefaultVersion") != Some(&Document::Bool(true)));
    Ok(others.filter_map(|version| Some(version.get("VersionId")?.as_str()?.to_owned())).collect())
}

async fn delete_version(caller: &Caller, arn: &str, version: &str) -> Result<(), Failure> {
    drop_it(caller, "DeletePolicyVersion", Request::new().with("PolicyArn", arn).with("VersionId", version)).await
}

async fn described(caller: &Caller, arn: &str) -> Result<Progress, Failure> {
    let answer = call(caller, "GetPolicy", Request::new().with("PolicyArn", arn)).await?;
    let policy = answer.get("Policy").cloned().unwrap_or_default();
    let part = |name: &str| policy.get(name).cloned().unwrap_or_default();
    Ok(Made::new(arn)
        .with("AttachmentCount", part("AttachmentCount"))
        .with("CreateDate", date(&part("CreateDate")))
        .with("DefaultVersionId", part("DefaultVersionId"))
        .with("IsAttachable", part("IsAttachable"))
        .with("PermissionsBoundaryUsageCount", part("PermissionsBoundaryUsageCount"))
        .with("PolicyArn", arn)
        .with("PolicyId", part("PolicyId"))
        .with("UpdateDate", date(&part("UpdateDate")))
        .into())
}

/// Seconds since the epoch as `2026-01-02T03:04:05Z`.
fn date(seconds: &Document) -> String {
    let seconds = match seconds {
        Document::Integer(seconds) => u64::try_from(*seconds).unwrap_or_default(),
        // Of a policy's date no more is kept than its seconds.
        Document::Float(seconds) => seconds.max(0.0) as u64,
        _ => 0,
    };
    Timestamp::from_secs(seconds).iso8601_seconds()
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let arn = existing.id.as_str();
    for kind in KINDS {
        for owner in texts(existing.properties.get(kind.list())) {
            detach(caller, kind, &owner, arn).await?;
        }
    }
    for version in other_versions(caller, arn).await? {
        delete_version(caller, arn, &version).await?;
    }
    drop_it(caller, "DeletePolicy", Request::new().with("PolicyArn", arn)).await?;
    Ok(Made::from(existing).into())
}
