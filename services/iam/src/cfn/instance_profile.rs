//! [`AWS::IAM::InstanceProfile`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, texts,
};
use tradewind_wire::Document;

use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("InstanceProfileName", Kind::String).replaces(),
    Property::new("Path", Kind::String).replaces(),
    Property::new("Roles", Kind::List(&Kind::String)).required(),
];

/// AWS names instance profiles with up to 128 characters.
const LONGEST_NAME: usize = 128;

handler!(InstanceProfile: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::InstanceProfile", PROPERTIES, &["Arn"], InstanceProfile)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("InstanceProfileName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request = Request::of(wanted, &["Path"]).with("InstanceProfileName", name.as_str());
    caller.make("iam", "CreateInstanceProfile", request, wanted.again).await?;
    bring_roles(caller, &name, wanted).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    bring_roles(caller, &existing.id, wanted).await
}

/// Brings the roles of a profile, of which there is one at most, to what is wanted.
async fn bring_roles(caller: &Caller, name: &str, wanted: &Wanted) -> Result<Progress, Failure> {
    let (profile, there) = described(caller, name).await?;
    let roles = texts(wanted.property("Roles"));
    for role in there.iter().filter(|role| !roles.contains(role)) {
        leave(caller, name, role).await?;
    }
    for role in roles.iter().filter(|role| !there.contains(role)) {
        let request = Request::new().with("InstanceProfileName", name).with("RoleName", role.as_str());
        call(caller, "AddRoleToInstanceProfile", request).await?;
    }
    Ok(Made::new(name).with("Arn", told(&profile, "InstanceProfile", "Arn")).into())
}

async fn described(caller: &Caller, name: &str) -> Result<(Document, Vec<String>), Failure> {
    let profile = call(caller, "GetInstanceProfile", Request::new().with("InstanceProfileName", name)).await?;
    let roles = profile.get("InstanceProfile").and_then(|profile| profile.get("Roles")?.as_list());
    let name = |role: &Document| Some(role.get("RoleName")?.as_str()?.to_owned());
    let roles = roles.unwrap_or_default().iter().filter_map(name).collect();
    Ok((profile, roles))
}

async fn leave(caller: &Caller, profile: &str, role: &str) -> Result<(), Failure> {
    let request = Request::new().with("InstanceProfileName", profile).with("RoleName", role);
    drop_it(caller, "RemoveRoleFromInstanceProfile", request).await
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    for role in texts(existing.properties.get("Roles")) {
        leave(caller, &existing.id, &role).await?;
    }
    let request = Request::new().with("InstanceProfileName", existing.id.as_str());
    drop_it(caller, "DeleteInstanceProfile", request).await?;
    Ok(Made::from(existing).into())
}
