//! [`AWS::IAM::Role`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted, handler,
    json_text, tag_list,
};

use super::identity::{self, Kind::Role as ROLE};
use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("AssumeRolePolicyDocument", Kind::Json).required(),
    Property::new("Description", Kind::String),
    Property::new("ManagedPolicyArns", Kind::List(&Kind::String)),
    Property::new("MaxSessionDuration", Kind::Integer),
    Property::new("Path", Kind::String).replaces(),
    Property::new("PermissionsBoundary", Kind::String),
    Property::new(
        "Policies",
        Kind::List(&Kind::Object(&[
            Property::new("PolicyDocument", Kind::Json).required(),
            Property::new("PolicyName", Kind::String).required(),
        ])),
    ),
    Property::new("RoleName", Kind::String).replaces(),
    Property::new("Tags", Kind::List(&TAG)),
];

/// AWS names roles with up to 64 characters.
const LONGEST_NAME: usize = 64;

/// In seconds, where the template says nothing.
const SESSION: i64 = 3_600;

handler!(Role: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::Role", PROPERTIES, &["Arn", "RoleId"], Role)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("RoleName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request = Request::of(wanted, &["Path", "Description", "MaxSessionDuration", "PermissionsBoundary"])
        .with("RoleName", name.as_str())
        .maybe("AssumeRolePolicyDocument", wanted.property("AssumeRolePolicyDocument").map(json_text))
        .with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    caller.make("iam", "CreateRole", request, wanted.again).await?;
    identity::bring_policies(caller, ROLE, &name, wanted, None).await?;
    described(caller, &name).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    let of_role = || Request::new().with("RoleName", name);
    let trust = wanted.property("AssumeRolePolicyDocument").map(json_text);
    call(caller, "UpdateAssumeRolePolicy", of_role().maybe("PolicyDocument", trust)).await?;
    let had = existing.properties.get("Description").is_some();
    let request = of_role()
        .maybe("Description", wanted.text("Description").or(had.then_some("")))
        .with("MaxSessionDuration", wanted.property("MaxSessionDuration").cloned().unwrap_or(SESSION.into()));
    call(caller, "UpdateRole", request).await?;
    identity::bring_boundary(caller, ROLE, name, wanted, existing).await?;
    identity::bring_policies(caller, ROLE, name, wanted, Some(existing)).await?;
    identity::retag(caller, ROLE, name, wanted, existing).await?;
    described(caller, name).await
}

async fn described(caller: &Caller, name: &str) -> Result<Progress, Failure> {
    let role = call(caller, "GetRole", Request::new().with("RoleName", name)).await?;
    let part = |name| told(&role, "Role", name);
    Ok(Made::new(name).with("Arn", part("Arn")).with("RoleId", part("RoleId")).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    identity::take_policies(caller, ROLE, existing).await?;
    drop_it(caller, "DeleteRole", Request::new().with("RoleName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
