//! Changes of a function in place: its code, its configuration, what is set beside them, its tags; each when the one before is in
//! force.

use std::borrow::Cow;

use tradewind_resource::{Caller, Existing, Failure, HandlerErrorCode, Progress, Request, Wanted, tag_map, text_list};
use tradewind_wire::Document;

use super::function::{A_MOMENT, SETTINGS, code, described, made};
use super::{call, settings, told};

/// How far a change has come, as the handler remembers it.
const CODE: i64 = 0;
const CONFIGURATION: i64 = 1;
const REST: i64 = 2;

pub(super) async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    let function = described(caller, name).await?;
    let come = wanted.memory.as_i64().unwrap_or(CODE);
    if told(&function, "LastUpdateStatus") == "InProgress" || told(&function, "State") == "Pending" {
        return Ok(later(name, come));
    }
    if told(&function, "LastUpdateStatus") == "Failed" {
        return Err(Failure::new(HandlerErrorCode::NotStabilized, told(&function, "LastUpdateStatusReason")));
    }
    match come {
        CODE => {
            let changed = |part: &str| existing.properties.get(part) != wanted.properties.get(part);
            // Text in a template becomes another package for another runtime.
            if ["Code", "Architectures", "Runtime"].into_iter().any(changed) {
                change_code(caller, name, wanted).await?;
            }
            Ok(later(name, CONFIGURATION))
        }
        CONFIGURATION => {
            call(caller, "UpdateFunctionConfiguration", configuration(name, wanted)).await?;
            Ok(later(name, REST))
        }
        _ => {
            settings::beside(caller, name, wanted, Some(existing)).await?;
            retag(caller, told(&function, "FunctionArn"), existing, wanted).await?;
            Ok(made(name, &function).into())
        }
    }
}

fn later(name: &str, come: i64) -> Progress {
    Progress::Again { after: A_MOMENT, id: Some(name.to_owned()), memory: come.into() }
}

async fn change_code(caller: &Caller, name: &str, wanted: &Wanted) -> Result<(), Failure> {
    let architectures = wanted.property("Architectures").cloned();
    let mut request = Request::new()
        .with("FunctionName", name)
        .with("Architectures", architectures.unwrap_or_else(|| Document::List(vec!["x86_64".into()])));
    let code = code(wanted)?;
    for part in ["ZipFile", "S3Bucket", "S3Key", "S3ObjectVersion"] {
        request = request.maybe(part, code.get(part).cloned());
    }
    call(caller, "UpdateFunctionCode", request).await.map(drop)
}

/// All settings, with AWS's default for each that the template does not have.
fn configuration(name: &str, wanted: &Wanted) -> Request {
    let group = ["/aws/lambda/", name].concat();
    let logging = wanted.property("LoggingConfig").cloned().unwrap_or_else(|| Document::Map(Vec::new()));
    let default = |name: &str| match name {
        "DeadLetterConfig" => Document::from([("TargetArn", "".into())]),
        "Description" => "".into(),
        "Environment" => Document::from([("Variables", Document::Map(Vec::new()))]),
        "EphemeralStorage" => Document::from([("Size", 512.into())]),
        "Layers" => Document::List(Vec::new()),
        "MemorySize" => 128.into(),
        "SnapStart" => Document::from([("ApplyOn", "None".into())]),
        "Timeout" => 3.into(),
        "TracingConfig" => Document::from([("Mode", "PassThrough".into())]),
        _ => Document::Null,
    };
    let settings = SETTINGS.iter().filter(|name| !matches!(**name, "Architectures" | "LoggingConfig"));
    let request = settings.fold(Request::new().with("FunctionName", name), |request, name| {
        let value = wanted.property(name).cloned().unwrap_or_else(|| default(name));
        request.maybe(name, Some(value).filter(|value| *value != Document::Null))
    });
    request.with("LoggingConfig", with_defaults(logging, &group))
}

/// Settings for logging with each member that the template leaves out: an update would keep what was there.
fn with_defaults(given: Document, group: &str) -> Document {
    let Document::Map(mut entries) = given else { return given };
    let json = entries.iter().any(|(name, value)| name == "LogFormat" && value.as_str() == Some("JSON"));
    let levels: &[(&'static str, &str)] =
        if json { &[("ApplicationLogLevel", "INFO"), ("SystemLogLevel", "INFO")] } else { &[] };
    for (name, default) in [("LogFormat", "Text"), ("LogGroup", group)].iter().chain(levels) {
        if entries.iter().all(|(known, _)| known != name) {
            entries.push((Cow::Borrowed(*name), (*default).into()));
        }
    }
    Document::Map(entries)
}

/// Brings the tags of a function or a mapping to what is wanted.
pub(super) async fn retag(caller: &Caller, arn: &str, existing: &Existing, wanted: &Wanted) -> Result<(), Failure> {
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = Request::new().with("Resource", arn).with("TagKeys", text_list(changes.remove));
        call(caller, "UntagResource", request).await?;
    }
    if !changes.put.is_empty() {
        call(caller, "TagResource", Request::new().with("Resource", arn).with("Tags", tag_map(changes.put))).await?;
    }
    Ok(())
}
