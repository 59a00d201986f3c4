//! [`AWS::Logs::LogStream`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, text_at,
    unchanged,
};

use super::drop_it;

static PROPERTIES: &[Property] = &[
    Property::new("LogGroupName", Kind::String).required().replaces(),
    Property::new("LogStreamName", Kind::String).replaces(),
];

/// AWS names log streams with up to 512 characters.
const LONGEST_NAME: usize = 512;

handler!(LogStream: create, unchanged, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Logs::LogStream", PROPERTIES, &[], LogStream)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("LogStreamName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let request =
        Request::new().maybe("logGroupName", wanted.text("LogGroupName")).with("logStreamName", name.as_str());
    caller.make("logs", "CreateLogStream", request, wanted.again).await?;
    Ok(Made::new(name).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let request = Request::new()
        .with("logGroupName", text_at(&existing.properties, &["LogGroupName"]))
        .with("logStreamName", existing.id.as_str());
    drop_it(caller, "DeleteLogStream", request).await?;
    Ok(Made::from(existing).into())
}
