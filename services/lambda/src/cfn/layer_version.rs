//! [`AWS::Lambda::LayerVersion`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, unchanged,
};

use super::{call, drop_it, told};

static PROPERTIES: &[Property] = &[
    Property::new("CompatibleArchitectures", Kind::List(&Kind::String)).replaces(),
    Property::new("CompatibleRuntimes", Kind::List(&Kind::String)).replaces(),
    Property::new(
        "Content",
        Kind::Object(&[
            Property::new("S3Bucket", Kind::String).required(),
            Property::new("S3Key", Kind::String).required(),
            Property::refused("S3ObjectStorageMode", "packages are always copied"),
            Property::new("S3ObjectVersion", Kind::String),
        ]),
    )
    .required()
    .replaces(),
    Property::new("Description", Kind::String).replaces(),
    Property::new("LayerName", Kind::String).replaces(),
    Property::new("LicenseInfo", Kind::String).replaces(),
];

/// AWS takes 140 characters; the names it makes have up to 64.
const LONGEST_NAME: usize = 64;

handler!(LayerVersion: create, unchanged, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::LayerVersion", PROPERTIES, &["LayerVersionArn"], LayerVersion)
}

/// Layers know no tokens: an attempt that a crash cut off may leave a version that nothing names.
async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("LayerName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let members = ["CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LicenseInfo"];
    let request = Request::of(wanted, &members).with("LayerName", name);
    let version = call(caller, "PublishLayerVersion", request).await?;
    let arn = told(&version, "LayerVersionArn");
    Ok(Made::new(arn).with("LayerVersionArn", arn).into())
}

/// A version's layer and number.
pub(super) fn parts(arn: &str) -> Option<(&str, i64)> {
    let (layer, number) = arn.rsplit_once(':')?;
    Some((layer, number.parse().ok()?))
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    if let Some((layer, number)) = parts(&existing.id) {
        let request = Request::new().with("LayerName", layer).with("VersionNumber", number);
        drop_it(caller, "DeleteLayerVersion", request).await?;
    }
    Ok(Made::from(existing).into())
}
