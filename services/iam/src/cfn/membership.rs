//! [`AWS::IAM::UserToGroupAddition`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-usertogroupaddition.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, texts,
};
use tradewind_wire::Document;

use super::{call, drop_it};

static PROPERTIES: &[Property] = &[
    Property::new("GroupName", Kind::String).required(),
    Property::new("Users", Kind::List(&Kind::String)).required(),
];

handler!(UserToGroupAddition: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::UserToGroupAddition", PROPERTIES, &["Id"], UserToGroupAddition)
}

pub(super) async fn join(caller: &Caller, group: &str, user: &str) -> Result<(), Failure> {
    let request = Request::new().with("GroupName", group).with("UserName", user);
    call(caller, "AddUserToGroup", request).await.map(drop)
}

pub(super) async fn leave(caller: &Caller, group: &str, user: &str) -> Result<(), Failure> {
    let request = Request::new().with("GroupName", group).with("UserName", user);
    drop_it(caller, "RemoveUserFromGroup", request).await
}

fn group(properties: &Document) -> &str {
    properties.get("GroupName").and_then(Document::as_str).unwrap_or_default()
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    for user in texts(wanted.property("Users")) {
        join(caller, group(&wanted.properties), &user).await?;
    }
    let id = wanted.physical_name(128, Case::Mixed);
    Ok(Made::new(id.as_str()).with("Id", id.as_str()).into())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let users = texts(wanted.property("Users"));
    for user in &users {
        join(caller, group(&wanted.properties), user).await?;
    }
    let moved = group(&existing.properties) != group(&wanted.properties);
    for user in texts(existing.properties.get("Users")) {
        if moved || !users.contains(&user) {
            leave(caller, group(&existing.properties), &user).await?;
        }
    }
    Ok(Made::from(existing).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    for user in texts(existing.properties.get("Users")) {
        leave(caller, group(&existing.properties), &user).await?;
    }
    Ok(Made::from(existing).into())
}
