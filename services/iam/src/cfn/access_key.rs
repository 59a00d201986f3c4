//! [`AWS::IAM::AccessKey`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html)

use std::time::Duration;

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, text_list,
    texts, without,
};
use tradewind_wire::Document;

use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("Serial", Kind::Integer).replaces(),
    Property::new("Status", Kind::String),
    Property::new("UserName", Kind::String).required().replaces(),
];

handler!(AccessKey: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::AccessKey", PROPERTIES, &["Id", "SecretAccessKey"], AccessKey)
}

/// A secret is told once, so a key that an attempt made and was cut off is no use: it is deleted, and known as the one that was not
/// there before. That is why those that are there are remembered first.
async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let there = keys(caller, wanted).await?;
    let Some(before) = wanted.memory.get("Keys") else {
        let memory = Document::from([("Keys", text_list(there))]);
        return Ok(Progress::Again { after: Duration::ZERO, id: None, memory });
    };
    if wanted.again {
        for key in without(&there, &texts(Some(before))) {
            delete_key(caller, wanted.text("UserName"), &key).await?;
        }
    }
    let made = call(caller, "CreateAccessKey", Request::of(wanted, &["UserName"])).await?;
    let part = |name| told(&made, "AccessKey", name);
    let id = part("AccessKeyId");
    if wanted.text("Status") == Some("Inactive") {
        set_status(caller, &id, wanted).await?;
    }
    Ok(Made::new(id.as_str()).with("Id", id.as_str()).with("SecretAccessKey", part("SecretAccessKey")).into())
}

async fn keys(caller: &Caller, wanted: &Wanted) -> Result<Vec<String>, Failure> {
    let answer = call(caller, "ListAccessKeys", Request::of(wanted, &["UserName"])).await?;
    let keys = answer.get("AccessKeyMetadata").and_then(Document::as_list).unwrap_or_default();
    Ok(keys.iter().filter_map(|key| Some(key.get("AccessKeyId")?.as_str()?.to_owned())).collect())
}

async fn set_status(caller: &Caller, id: &str, wanted: &Wanted) -> Result<(), Failure> {
    let request = Request::of(wanted, &["UserName"])
        .with("AccessKeyId", id)
        .with("Status", wanted.text("Status").unwrap_or("Active"));
    call(caller, "UpdateAccessKey", request).await.map(drop)
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    set_status(caller, &existing.id, wanted).await?;
    Ok(Made::from(existing).into())
}

async fn delete_key(caller: &Caller, user: Option<&str>, id: &str) -> Result<(), Failure> {
    drop_it(caller, "DeleteAccessKey", Request::new().maybe("UserName", user).with("AccessKeyId", id)).await
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let user = existing.properties.get("UserName").and_then(Document::as_str);
    delete_key(caller, user, &existing.id).await?;
    Ok(Made::from(existing).into())
}
