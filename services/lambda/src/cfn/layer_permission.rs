//! [`AWS::Lambda::LayerVersionPermission`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, unchanged,
};

use super::layer_version::parts;
use super::{drop_it, make};

static PROPERTIES: &[Property] = &[
    Property::new("Action", Kind::String).required().replaces(),
    Property::new("LayerVersionArn", Kind::String).required().replaces(),
    Property::new("OrganizationId", Kind::String).replaces(),
    Property::new("Principal", Kind::String).required().replaces(),
];

handler!(LayerVersionPermission: create, unchanged, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::LayerVersionPermission", PROPERTIES, &["Id"], LayerVersionPermission)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let version = wanted.text("LayerVersionArn").unwrap_or_default();
    let statement = wanted.physical_name(100, Case::Mixed);
    let Some((layer, number)) = parts(version) else {
        return Err(Failure::invalid(format!("{version} is not the ARN of a layer version.")));
    };
    let request = Request::of(wanted, &["Action", "OrganizationId", "Principal"])
        .with("LayerName", layer)
        .with("VersionNumber", number)
        .with("StatementId", statement.as_str());
    make(caller, "AddLayerVersionPermission", request, wanted.again).await?;
    let id = [version, "#", &statement].concat();
    Ok(Made::new(id.as_str()).with("Id", id.as_str()).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let (version, statement) = existing.id.split_once('#').unwrap_or_default();
    if let Some((layer, number)) = parts(version) {
        let request = Request::new().with("LayerName", layer).with("VersionNumber", number);
        drop_it(caller, "RemoveLayerVersionPermission", request.with("StatementId", statement)).await?;
    }
    Ok(Made::from(existing).into())
}
