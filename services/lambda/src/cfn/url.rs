//! [`AWS::Lambda::Url`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler,
};
use tradewind_wire::Document;

use super::{call, drop_it, make, told};

static PROPERTIES: &[Property] = &[
    Property::new("AuthType", Kind::String).required(),
    Property::new(
        "Cors",
        Kind::Object(&[
            Property::new("AllowCredentials", Kind::Boolean),
            Property::new("AllowHeaders", Kind::List(&Kind::String)),
            Property::new("AllowMethods", Kind::List(&Kind::String)),
            Property::new("AllowOrigins", Kind::List(&Kind::String)),
            Property::new("ExposeHeaders", Kind::List(&Kind::String)),
            Property::new("MaxAge", Kind::Integer),
        ]),
    ),
    Property::new("InvokeMode", Kind::String),
    Property::new("Qualifier", Kind::String).replaces(),
    Property::new("TargetFunctionArn", Kind::String).required().replaces(),
];

handler!(Url: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::Url", PROPERTIES, &["FunctionArn", "FunctionUrl"], Url)
}

/// Which URL: that of a function or of one of its aliases.
fn which(wanted: &Wanted) -> Request {
    Request::of(wanted, &["Qualifier"]).maybe("FunctionName", wanted.text("TargetFunctionArn"))
}

fn settings(wanted: &Wanted) -> Request {
    which(wanted)
        .maybe("AuthType", wanted.text("AuthType"))
        .with("InvokeMode", wanted.text("InvokeMode").unwrap_or("BUFFERED"))
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let request = settings(wanted).maybe("Cors", wanted.property("Cors").cloned());
    make(caller, "CreateFunctionUrlConfig", request, wanted.again).await?;
    let url = call(caller, "GetFunctionUrlConfig", which(wanted)).await?;
    Ok(made(&url))
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let cors = wanted.property("Cors").cloned().unwrap_or_else(|| Document::Map(Vec::new()));
    let url = call(caller, "UpdateFunctionUrlConfig", settings(wanted).with("Cors", cors)).await?;
    Ok(made(&url))
}

fn made(url: &Document) -> Progress {
    let arn = told(url, "FunctionArn");
    Made::new(arn).with("FunctionArn", arn).with("FunctionUrl", told(url, "FunctionUrl")).into()
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    // The ARN has the qualifier in it.
    drop_it(caller, "DeleteFunctionUrlConfig", Request::new().with("FunctionName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
