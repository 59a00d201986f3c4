//! [`AWS::KMS::Alias`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};

static PROPERTIES: &[Property] = &[
    Property::new("AliasName", Kind::String).required().replaces(),
    Property::new("TargetKeyId", Kind::String).required(),
];

handler!(Alias: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::KMS::Alias", PROPERTIES, &[], Alias)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let request = Request::of(wanted, &["AliasName", "TargetKeyId"]);
    caller.make("kms", "CreateAlias", request, wanted.again).await?;
    Ok(Made::new(wanted.text("AliasName").unwrap_or_default()).into())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    caller.call("kms", "UpdateAlias", Request::of(wanted, &["AliasName", "TargetKeyId"])).await?;
    Ok(Made::from(existing).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    caller.call_if_there("kms", "DeleteAlias", Request::new().with("AliasName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
