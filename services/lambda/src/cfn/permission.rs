//! [`AWS::Lambda::Permission`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, unchanged,
};
use tradewind_wire::Document;

use super::{drop_it, make};

static PROPERTIES: &[Property] = &[
    Property::new("Action", Kind::String).required().replaces(),
    Property::new("EventSourceToken", Kind::String).replaces(),
    Property::new("FunctionName", Kind::String).required().replaces(),
    Property::new("FunctionUrlAuthType", Kind::String).replaces(),
    Property::new("InvokedViaFunctionUrl", Kind::Boolean).replaces(),
    Property::new("Principal", Kind::String).required().replaces(),
    Property::new("PrincipalOrgID", Kind::String).replaces(),
    Property::new("SourceAccount", Kind::String).replaces(),
    Property::new("SourceArn", Kind::String).replaces(),
];

handler!(Permission: create, unchanged, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Lambda::Permission", PROPERTIES, &["Id"], Permission)
}

/// Properties that are members of AddPermission; the organisation's is spelt otherwise.
const MEMBERS: [&str; 8] = [
    "Action",
    "EventSourceToken",
    "FunctionName",
    "FunctionUrlAuthType",
    "InvokedViaFunctionUrl",
    "Principal",
    "SourceAccount",
    "SourceArn",
];

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let statement = wanted.physical_name(100, Case::Mixed);
    let request = Request::of(wanted, &MEMBERS)
        .maybe("PrincipalOrgID", wanted.property("PrincipalOrgID").cloned())
        .with("StatementId", statement.as_str());
    make(caller, "AddPermission", request, wanted.again).await?;
    Ok(Made::new(statement.as_str()).with("Id", statement.as_str()).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let function = existing.properties.get("FunctionName").and_then(Document::as_str).unwrap_or_default();
    let request = Request::new().with("FunctionName", function).with("StatementId", existing.id.as_str());
    drop_it(caller, "RemovePermission", request).await?;
    Ok(Made::from(existing).into())
}
