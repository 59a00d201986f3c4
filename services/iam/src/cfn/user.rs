//! [`AWS::IAM::User`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted, handler,
    tag_list, texts, without,
};

use super::identity::{self, Kind::User as USER};
use super::membership::{join, leave};
use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("Groups", Kind::List(&Kind::String)),
    Property::refused("LoginProfile", "there are no passwords of users yet"),
    Property::new("ManagedPolicyArns", Kind::List(&Kind::String)),
    Property::new("Path", Kind::String),
    Property::new("PermissionsBoundary", Kind::String),
    Property::new(
        "Policies",
        Kind::List(&Kind::Object(&[
            Property::new("PolicyDocument", Kind::Json).required(),
            Property::new("PolicyName", Kind::String).required(),
        ])),
    ),
    Property::new("Tags", Kind::List(&TAG)),
    Property::new("UserName", Kind::String).replaces(),
];

/// AWS names users with up to 64 characters.
const LONGEST_NAME: usize = 64;

handler!(User: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::User", PROPERTIES, &["Arn"], User)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("UserName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request = Request::of(wanted, &["Path", "PermissionsBoundary"])
        .with("UserName", name.as_str())
        .with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    caller.make("iam", "CreateUser", request, wanted.again).await?;
    identity::bring_policies(caller, USER, &name, wanted, None).await?;
    for group in texts(wanted.property("Groups")) {
        join(caller, &group, &name).await?;
    }
    described(caller, &name).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    let path = wanted.text("Path").unwrap_or("/");
    call(caller, "UpdateUser", Request::new().with("UserName", name).with("NewPath", path)).await?;
    identity::bring_boundary(caller, USER, name, wanted, existing).await?;
    identity::bring_policies(caller, USER, name, wanted, Some(existing)).await?;
    let groups = texts(wanted.property("Groups"));
    for group in &groups {
        join(caller, group, name).await?;
    }
    for group in without(&texts(existing.properties.get("Groups")), &groups) {
        leave(caller, &group, name).await?;
    }
    identity::retag(caller, USER, name, wanted, existing).await?;
    described(caller, name).await
}

async fn described(caller: &Caller, name: &str) -> Result<Progress, Failure> {
    let user = call(caller, "GetUser", Request::new().with("UserName", name)).await?;
    Ok(Made::new(name).with("Arn", told(&user, "User", "Arn")).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    identity::take_policies(caller, USER, existing).await?;
    for group in texts(existing.properties.get("Groups")) {
        leave(caller, &group, &existing.id).await?;
    }
    drop_it(caller, "DeleteUser", Request::new().with("UserName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
