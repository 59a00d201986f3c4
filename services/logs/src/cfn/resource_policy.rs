//! [`AWS::Logs::ResourcePolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    text_at,
};
use tradewind_wire::Document;

use super::{call, drop_it};

static PROPERTIES: &[Property] = &[
    Property::new("PolicyDocument", Kind::Json).required(),
    Property::new("PolicyName", Kind::String).required().replaces(),
];

handler!(ResourcePolicy: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Logs::ResourcePolicy", PROPERTIES, &[], ResourcePolicy)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = wanted.text("PolicyName").unwrap_or_default();
    if !wanted.again {
        let there = call(caller, "DescribeResourcePolicies", Request::new()).await?;
        let policies = there.get("resourcePolicies").and_then(Document::as_list).unwrap_or_default();
        if policies.iter().any(|policy| text_at(policy, &["policyName"]) == name) {
            return Err(Failure::exists(&wanted.type_name, name));
        }
    }
    put(caller, wanted).await
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await
}

async fn put(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = wanted.text("PolicyName").unwrap_or_default();
    let request = Request::new()
        .with("policyName", name)
        .maybe("policyDocument", wanted.property("PolicyDocument").map(json_text));
    call(caller, "PutResourcePolicy", request).await?;
    Ok(Made::new(name).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteResourcePolicy", Request::new().with("policyName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
