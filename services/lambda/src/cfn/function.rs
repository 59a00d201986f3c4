//! [`AWS::Lambda::Function`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html)

use std::time::Duration;

use bytes::Bytes;
use tradewind_functions::Runtime;
use tradewind_resource::{
    Caller, Case, Existing, Failure, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType, Wanted,
    handler, tag_map,
};
use tradewind_wire::Document;

use super::{call, drop_it, inline, make, settings, told, update};

static PROPERTIES: &[Property] = &[
    Property::new("Architectures", Kind::List(&Kind::String)),
    Property::refused("CapacityProviderConfig", "capacity providers are not built yet"),
    Property::new(
        "Code",
        Kind::Object(&[
            Property::refused("ImageUri", "container images are not built yet"),
            Property::new("S3Bucket", Kind::String),
            Property::new("S3Key", Kind::String),
            Property::refused("S3ObjectStorageMode", "packages are always copied"),
            Property::new("S3ObjectVersion", Kind::String),
            Property::refused("SourceKMSKeyArn", "packages are not encrypted with a customer's key"),
            Property::new("ZipFile", Kind::String),
        ]),
    )
    .required(),
    Property::refused("CodeSigningConfigArn", "code signing is not built yet"),
    Property::new("DeadLetterConfig", Kind::Object(&[Property::new("TargetArn", Kind::String)])),
    Property::new("Description", Kind::String),
    Property::refused("DurableConfig", "durable functions are not built yet"),
    Property::new("Environment", Kind::Object(&[Property::new("Variables", Kind::Map(&Kind::String))])),
    Property::new("EphemeralStorage", Kind::Object(&[Property::new("Size", Kind::Integer).required()])),
    Property::refused("FileSystemConfigs", "file systems are not built yet"),
    Property::new("FunctionName", Kind::String).replaces(),
    Property::refused("FunctionScalingConfig", "capacity providers are not built yet"),
    Property::new("Handler", Kind::String),
    Property::refused("ImageConfig", "container images are not built yet"),
    Property::refused("KmsKeyArn", "functions are not encrypted with a customer's key"),
    Property::new("Layers", Kind::List(&Kind::String)),
    Property::new(
        "LoggingConfig",
        Kind::Object(&[
            Property::new("ApplicationLogLevel", Kind::String),
            Property::new("LogFormat", Kind::String),
            Property::new("LogGroup", Kind::String),
            Property::new("SystemLogLevel", Kind::String),
        ]),
    ),
    Property::new("MemorySize", Kind::Integer),
    Property::new("PackageType", Kind::String).replaces(),
    Property::refused("PublishToLatestPublished", "capacity providers are not built yet"),
    Property::new("RecursiveLoop", Kind::String),
    Property::new("ReservedConcurrentExecutions", Kind::Integer),
    Property::new("Role", Kind::String).required(),
    Property::new("Runtime", Kind::String),
    Property::new(
        "RuntimeManagementConfig",
        Kind::Object(&[
            Property::new("RuntimeVersionArn", Kind::String),
            Property::new("UpdateRuntimeOn", Kind::String).required(),
        ]),
    ),
    Property::new("SnapStart", Kind::Object(&[Property::new("ApplyOn", Kind::String).required()])),
    Property::new(
        "Tags",
        Kind::List(&Kind::Object(&[
            Property::new("Key", Kind::String).required(),
            Property::new("Value", Kind::String),
        ])),
    ),
    Property::refused("TenancyConfig", "isolation by tenant is not built yet"),
    Property::new("Timeout", Kind::Integer),
    Property::new("TracingConfig", Kind::Object(&[Property::new("Mode", Kind::String)])),
    Property::refused("VpcConfig", "functions in a VPC are not built yet"),
];

/// How long to wait before a function is looked at again that is being made or changed; that takes a moment.
pub(super) const A_MOMENT: Duration = Duration::from_millis(50);

/// AWS names functions with up to 64 characters.
const LONGEST_NAME: usize = 64;

/// Properties that are members of CreateFunction under the same names and in the same shapes.
pub(super) const SETTINGS: [&str; 14] = [
    "Architectures",
    "DeadLetterConfig",
    "Description",
    "Environment",
    "EphemeralStorage",
    "Handler",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "Role",
    "Runtime",
    "SnapStart",
    "Timeout",
    "TracingConfig",
];

handler!(Function: create, update::update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    let attributes = &["Arn", "SnapStartResponse", "SnapStartResponse.ApplyOn", "SnapStartResponse.OptimizationStatus"];
    ResourceType::new("AWS::Lambda::Function", PROPERTIES, attributes, Function)
}

/// What can't be run here, as far as it is known before anything is made.
fn check(properties: &Document) -> Result<(), String> {
    if properties.get("PackageType").and_then(Document::as_str) == Some("Image") {
        return Err("PackageType Image: container images are not built yet".to_owned());
    }
    let target = properties.get("DeadLetterConfig").and_then(|config| config.get("TargetArn"));
    if target.and_then(Document::as_str).is_some_and(|arn| arn.starts_with("arn:aws:sns:")) {
        return Err("DeadLetterConfig.TargetArn: dead letters go to SQS queues so far".to_owned());
    }
    let Some(runtime) = properties.get("Runtime").and_then(Document::as_str) else { return Ok(()) };
    if Runtime::parse(runtime).is_none() {
        return Err(format!("Runtime: {runtime} is not one of the runtimes this server has"));
    }
    let inline = properties.get("Code").and_then(|code| code.get("ZipFile"));
    match inline.is_some() && !inline::is_allowed(runtime) {
        true => Err(inline::refusal(runtime)),
        false => Ok(()),
    }
}

/// `Code` as operations take it: text that stands in the template becomes a package.
pub(super) fn code(wanted: &Wanted) -> Result<Document, Failure> {
    let code = wanted.property("Code").cloned().unwrap_or_default();
    let Some(text) = code.get("ZipFile").and_then(Document::as_str) else { return Ok(code) };
    let package = inline::package(wanted.text("Runtime").unwrap_or_default(), text)?;
    Ok(Document::from([("ZipFile", Document::Blob(Bytes::from(package)))]))
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("FunctionName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    if wanted.memory == Document::Null {
        let request = Request::of(wanted, &SETTINGS)
            .maybe("PackageType", wanted.property("PackageType").cloned())
            .with("FunctionName", name.as_str())
            .with("Code", code(wanted)?)
            .with("Tags", tag_map(wanted.plain_tags()));
        make(caller, "CreateFunction", request, wanted.again).await?;
    }
    let function = described(caller, &name).await?;
    match told(&function, "State") {
        // The memory says that it has been made.
        "Pending" => Ok(Progress::Again { after: A_MOMENT, id: Some(name), memory: true.into() }),
        "Failed" => Err(Failure::new(HandlerErrorCode::NotStabilized, told(&function, "StateReason"))),
        _ => {
            settings::beside(caller, &name, wanted, None).await?;
            Ok(made(&name, &function).into())
        }
    }
}

pub(super) async fn described(caller: &Caller, name: &str) -> Result<Document, Failure> {
    call(caller, "GetFunctionConfiguration", Request::new().with("FunctionName", name)).await
}

pub(super) fn made(name: &str, function: &Document) -> Made {
    let snap_start = function.get("SnapStart").cloned().unwrap_or_default();
    let part = |name: &str| snap_start.get(name).cloned().unwrap_or_default();
    let (apply_on, status) = (part("ApplyOn"), part("OptimizationStatus"));
    Made::new(name)
        .with("Arn", told(function, "FunctionArn"))
        .with("SnapStartResponse", snap_start)
        .with("SnapStartResponse.ApplyOn", apply_on)
        .with("SnapStartResponse.OptimizationStatus", status)
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteFunction", Request::new().with("FunctionName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
