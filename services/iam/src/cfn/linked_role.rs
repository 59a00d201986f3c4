//! [`AWS::IAM::ServiceLinkedRole`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};
use tradewind_wire::Document;

use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("AWSServiceName", Kind::String).replaces(),
    Property::new("CustomSuffix", Kind::String).replaces(),
    Property::new("Description", Kind::String),
];

handler!(ServiceLinkedRole: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::ServiceLinkedRole", PROPERTIES, &["RoleName"], ServiceLinkedRole)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    if wanted.again
        && let Some(name) = there(caller, wanted).await?
    {
        return Ok(made(&name));
    }
    let request = Request::of(wanted, &["AWSServiceName", "CustomSuffix", "Description"]);
    let role = call(caller, "CreateServiceLinkedRole", request).await?;
    Ok(made(&told(&role, "Role", "RoleName")))
}

/// The role of that service and suffix, which an earlier attempt has made.
async fn there(caller: &Caller, wanted: &Wanted) -> Result<Option<String>, Failure> {
    let path = ["/aws-service-role/", wanted.text("AWSServiceName").unwrap_or_default(), "/"].concat();
    let answer = call(caller, "ListRoles", Request::new().with("PathPrefix", path)).await?;
    let roles = answer.get("Roles").and_then(Document::as_list).unwrap_or_default();
    let suffix = wanted.text("CustomSuffix").map(|suffix| ["_", suffix].concat());
    let names = roles.iter().filter_map(|role| role.get("RoleName")?.as_str());
    // No suffix is part of another role's name of the same service but the one that is asked for.
    let mut of_suffix = names.filter(|name| match &suffix {
        Some(suffix) => name.ends_with(suffix.as_str()),
        None => roles.len() == 1 || !name.contains('_'),
    });
    Ok(of_suffix.next().map(str::to_owned))
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let description = |properties: &Document| properties.get("Description").cloned();
    if description(&existing.properties) != description(&wanted.properties) {
        let request = Request::new()
            .with("RoleName", existing.id.as_str())
            .with("Description", wanted.text("Description").unwrap_or_default());
        call(caller, "UpdateRole", request).await?;
    }
    Ok(made(&existing.id))
}

fn made(name: &str) -> Progress {
    Made::new(name).with("RoleName", name).into()
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteServiceLinkedRole", Request::new().with("RoleName", existing.id.as_str())).await?;
    Ok(made(&existing.id))
}
