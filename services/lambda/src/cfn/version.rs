//! [`AWS::Lambda::Version`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html)

use tradewind_resource::{
    Caller, Existing, Failure, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType, Wanted,
    handler, unchanged,
};
use tradewind_wire::Document;

use super::function::A_MOMENT;
use super::{call, drop_it, provisioned, settings, told};

static PROPERTIES: &[Property] = &[
    Property::new("CodeSha256", Kind::String).replaces(),
    Property::new("Description", Kind::String).replaces(),
    Property::new("FunctionName", Kind::String).required().replaces(),
    Property::refused("FunctionScalingConfig", "capacity providers are not built yet"),
    Property::new(
        "ProvisionedConcurrencyConfig",
        Kind::Object(&[Property::new("ProvisionedConcurrentExecutions", Kind::Integer).required()]),
    )
    .replaces(),
    Property::new(
        "RuntimePolicy",
        Kind::Object(&[
            Property::new("RuntimeVersionArn", Kind::String),
            Property::new("UpdateRuntimeOn", Kind::String).required(),
        ]),
    )
    .replaces(),
];

handler!(Version: create, unchanged, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::Version", PROPERTIES, &["FunctionArn", "Version"], Version)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let function = wanted.text("FunctionName").unwrap_or_default();
    // What is remembered: the version's number once it is published; before that, the last one there was.
    let number = match wanted.memory.as_str() {
        Some(number) => number.to_owned(),
        None => match &wanted.memory {
            Document::Integer(last) => publish(caller, wanted, function, *last).await?,
            _ => {
                let last = last_version(caller, function).await?;
                return Ok(Progress::Again { after: std::time::Duration::ZERO, id: None, memory: last.into() });
            }
        },
    };
    let request = || Request::new().with("FunctionName", function).with("Qualifier", number.as_str());
    let version = call(caller, "GetFunctionConfiguration", request()).await?;
    let arn = told(&version, "FunctionArn");
    let again = || Progress::Again { after: A_MOMENT, id: Some(arn.to_owned()), memory: number.as_str().into() };
    match told(&version, "State") {
        "Pending" => return Ok(again()),
        "Failed" => return Err(Failure::new(HandlerErrorCode::NotStabilized, told(&version, "StateReason"))),
        _ => {}
    }
    if let Some(policy) = wanted.property("RuntimePolicy") {
        settings::runtime_updates(caller, request(), policy).await?;
    }
    let provision = wanted.property("ProvisionedConcurrencyConfig");
    if !provisioned::bring(caller, function, &number, provision, None).await? {
        return Ok(again());
    }
    Ok(Made::new(arn).with("FunctionArn", arn).with("Version", number.as_str()).into())
}

/// Publishes a version; one that is there already, because nothing has changed since, is a failure.
async fn publish(caller: &Caller, wanted: &Wanted, function: &str, last: i64) -> Result<String, Failure> {
    let request = Request::of(wanted, &["FunctionName", "CodeSha256", "Description"]);
    let version = call(caller, "PublishVersion", request).await?;
    let number = told(&version, "Version");
    if number.parse::<i64>().is_ok_and(|number| number <= last) {
        let text = format!(
            "A version for this Lambda function exists ( {number} ). Modify the function to create a new version."
        );
        return Err(Failure::new(HandlerErrorCode::AlreadyExists, text));
    }
    // A version of nothing but `$LATEST`'s name is no answer of PublishVersion.
    match number.is_empty() {
        true => Err(Failure::missing("AWS::Lambda::Function", function)),
        false => Ok(number.to_owned()),
    }
}

/// The number of the last version; 0 where there is none.
async fn last_version(caller: &Caller, function: &str) -> Result<i64, Failure> {
    let (mut last, mut marker) = (0, None::<Document>);
    loop {
        let request = Request::new().with("FunctionName", function).maybe("Marker", marker);
        let page = call(caller, "ListVersionsByFunction", request).await?;
        let versions = page.get("Versions").and_then(Document::as_list).unwrap_or_default();
        last = versions.iter().filter_map(|version| told(version, "Version").parse().ok()).fold(last, i64::max);
        marker = page.get("NextMarker").filter(|marker| **marker != Document::Null).cloned();
        if marker.is_none() {
            return Ok(last);
        }
    }
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteFunction", Request::new().with("FunctionName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
