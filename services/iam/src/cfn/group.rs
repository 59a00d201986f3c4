//! [`AWS::IAM::Group`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};

use super::identity::{self, Kind::Group as GROUP};
use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("GroupName", Kind::String).replaces(),
    Property::new("ManagedPolicyArns", Kind::List(&Kind::String)),
    Property::new("Path", Kind::String),
    Property::new(
        "Policies",
        Kind::List(&Kind::Object(&[
            Property::new("PolicyDocument", Kind::Json).required(),
            Property::new("PolicyName", Kind::String).required(),
        ])),
    ),
];

/// AWS names groups with up to 128 characters.
const LONGEST_NAME: usize = 128;

handler!(Group: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::Group", PROPERTIES, &["Arn"], Group)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("GroupName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request = Request::of(wanted, &["Path"]).with("GroupName", name.as_str());
    caller.make("iam", "CreateGroup", request, wanted.again).await?;
    identity::bring_policies(caller, GROUP, &name, wanted, None).await?;
    described(caller, &name).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    let path = wanted.text("Path").unwrap_or("/");
    call(caller, "UpdateGroup", Request::new().with("GroupName", name).with("NewPath", path)).await?;
    identity::bring_policies(caller, GROUP, name, wanted, Some(existing)).await?;
    described(caller, name).await
}

async fn described(caller: &Caller, name: &str) -> Result<Progress, Failure> {
    let group = call(caller, "GetGroup", Request::new().with("GroupName", name)).await?;
    Ok(Made::new(name).with("Arn", told(&group, "Group", "Arn")).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    identity::take_policies(caller, GROUP, existing).await?;
    drop_it(caller, "DeleteGroup", Request::new().with("GroupName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
