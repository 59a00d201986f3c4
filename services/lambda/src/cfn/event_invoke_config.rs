//! [`AWS::Lambda::EventInvokeConfig`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};

use super::{call, drop_it};

static PROPERTIES: &[Property] = &[
    Property::new(
        "DestinationConfig",
        Kind::Object(&[
            Property::new("OnFailure", Kind::Object(&[Property::new("Destination", Kind::String).required()])),
            Property::new("OnSuccess", Kind::Object(&[Property::new("Destination", Kind::String).required()])),
        ]),
    ),
    Property::new("FunctionName", Kind::String).required().replaces(),
    Property::new("MaximumEventAgeInSeconds", Kind::Integer),
    Property::new("MaximumRetryAttempts", Kind::Integer),
    Property::new("Qualifier", Kind::String).required().replaces(),
];

handler!(EventInvokeConfig: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::EventInvokeConfig", PROPERTIES, &[], EventInvokeConfig)
}

const WHICH: [&str; 2] = ["FunctionName", "Qualifier"];

fn id(wanted: &Wanted) -> String {
    let part = |name| wanted.text(name).unwrap_or_default();
    [part("FunctionName"), "|", part("Qualifier")].concat()
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let there = caller.call_if_there("lambda", "GetFunctionEventInvokeConfig", Request::of(wanted, &WHICH)).await;
    // A function that is not there is refused by the call that matters.
    if !wanted.again && matches!(there, Ok(Some(_))) {
        return Err(Failure::exists(&wanted.type_name, &id(wanted)));
    }
    put(caller, wanted).await
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await
}

/// Put replaces all of it: what the template does not have is not kept.
async fn put(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let settings = ["DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"];
    let request = settings
        .into_iter()
        .fold(Request::of(wanted, &WHICH), |request, name| request.maybe(name, wanted.property(name).cloned()));
    call(caller, "PutFunctionEventInvokeConfig", request).await?;
    Ok(Made::new(id(wanted)).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let (function, qualifier) = existing.id.rsplit_once('|').unwrap_or_default();
    let request = Request::new().with("FunctionName", function).with("Qualifier", qualifier);
    drop_it(caller, "DeleteFunctionEventInvokeConfig", request).await?;
    Ok(Made::from(existing).into())
}
