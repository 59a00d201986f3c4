//! [`AWS::Lambda::Alias`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html)

use std::borrow::Cow;

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};
use tradewind_wire::Document;

use super::function::A_MOMENT;
use super::{call, drop_it, make, provisioned, told};

static PROPERTIES: &[Property] = &[
    Property::new("Description", Kind::String),
    Property::new("FunctionName", Kind::String).required().replaces(),
    Property::new("FunctionVersion", Kind::String).required(),
    Property::new("Name", Kind::String).required().replaces(),
    Property::new(
        "ProvisionedConcurrencyConfig",
        Kind::Object(&[Property::new("ProvisionedConcurrentExecutions", Kind::Integer).required()]),
    ),
    Property::new(
        "RoutingConfig",
        Kind::Object(&[Property::new(
            "AdditionalVersionWeights",
            Kind::List(&Kind::Object(&[
                Property::new("FunctionVersion", Kind::String).required(),
                Property::new("FunctionWeight", Kind::Number).required(),
            ])),
        )]),
    ),
];

handler!(Alias: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::Alias", PROPERTIES, &["AliasArn"], Alias)
}

/// Weights of versions, which a template lists and operations take as a map.
fn routing(wanted: &Wanted) -> Document {
    let listed = wanted.property("RoutingConfig").and_then(|config| config.get("AdditionalVersionWeights"));
    let weight = |one: &Document| {
        let version = one.get("FunctionVersion")?.as_str()?.to_owned();
        Some((Cow::Owned(version), one.get("FunctionWeight")?.clone()))
    };
    let weights = listed.and_then(Document::as_list).unwrap_or_default().iter().filter_map(weight);
    Document::from([("AdditionalVersionWeights", Document::Map(weights.collect()))])
}

fn request(wanted: &Wanted) -> Request {
    Request::of(wanted, &["FunctionName", "Name", "FunctionVersion"])
        .with("Description", wanted.text("Description").unwrap_or_default())
        .with("RoutingConfig", routing(wanted))
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    if wanted.memory == Document::Null {
        make(caller, "CreateAlias", request(wanted), wanted.again).await?;
    }
    ready(caller, wanted, None).await
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    if wanted.memory == Document::Null {
        call(caller, "UpdateAlias", request(wanted)).await?;
    }
    ready(caller, wanted, existing.properties.get("ProvisionedConcurrencyConfig")).await
}

/// Waits until what is provisioned is there.
async fn ready(caller: &Caller, wanted: &Wanted, had: Option<&Document>) -> Result<Progress, Failure> {
    let alias = call(caller, "GetAlias", Request::of(wanted, &["FunctionName", "Name"])).await?;
    let arn = told(&alias, "AliasArn");
    let (function, name) = (wanted.text("FunctionName").unwrap_or_default(), wanted.text("Name").unwrap_or_default());
    let provision = wanted.property("ProvisionedConcurrencyConfig");
    Ok(match provisioned::bring(caller, function, name, provision, had).await? {
        true => Made::new(arn).with("AliasArn", arn).into(),
        false => Progress::Again { after: A_MOMENT, id: Some(arn.to_owned()), memory: true.into() },
    })
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let (function, name) = existing.id.rsplit_once(':').unwrap_or_default();
    let request = Request::new().with("FunctionName", function).with("Name", name);
    drop_it(caller, "DeleteAlias", request).await?;
    Ok(Made::from(existing).into())
}
