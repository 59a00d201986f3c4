//! The CloudFormation resource type Parameter Store owns:
//! [`AWS::SSM::Parameter`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html).

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, tag_list,
    text_list,
};
use tradewind_wire::Document;

static PROPERTIES: &[Property] = &[
    Property::new("AllowedPattern", Kind::String),
    Property::new("DataType", Kind::String),
    Property::new("Description", Kind::String),
    Property::new("Name", Kind::String).replaces(),
    Property::new("Policies", Kind::String),
    Property::new("Tags", Kind::Map(&Kind::String)),
    Property::new("Tier", Kind::String),
    Property::new("Type", Kind::String).required(),
    Property::new("Value", Kind::String).required(),
];

handler!(Parameter: create, update, delete; check = check);

/// `AWS::SSM::Parameter`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![ResourceType::new("AWS::SSM::Parameter", PROPERTIES, &["Arn", "Type", "Value"], Parameter)]
}

fn check(properties: &Document) -> Result<(), String> {
    let text = |name: &str| properties.get(name).and_then(Document::as_str).unwrap_or_default();
    if text("Type") == "SecureString" {
        return Err("Type SecureString: CloudFormation makes no parameters of this type".to_owned());
    }
    match text("DataType") {
        kind @ ("aws:ec2:image" | "aws:ssm:integration") => Err(format!("DataType {kind} is not built yet")),
        _ => Ok(()),
    }
}

const SETTINGS: [&str; 7] = ["AllowedPattern", "DataType", "Description", "Policies", "Tier", "Type", "Value"];

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    // AWS names parameters otherwise than all else.
    let made = || ["CFN-", &wanted.logical_id, "-", &wanted.suffix].concat();
    let name = wanted.text("Name").map_or_else(made, str::to_owned);
    let request = Request::of(wanted, &SETTINGS)
        .with("Name", name.as_str())
        .with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    caller.make("ssm", "PutParameter", request, wanted.again).await?;
    Ok(described(caller, &name, wanted))
}

fn described(caller: &Caller, name: &str, wanted: &Wanted) -> Progress {
    let slash = if name.starts_with('/') { "" } else { "/" };
    Made::new(name)
        .with("Arn", caller.arn("ssm", &["parameter", slash, name].concat()))
        .with("Type", wanted.text("Type").unwrap_or_default())
        .with("Value", wanted.text("Value").unwrap_or_default())
        .into()
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    let had = |property: &str| existing.properties.get(property).is_some();
    // What the template no longer says is said to be nothing, since an overwritten parameter keeps what it is not given.
    let request = ["AllowedPattern", "Description"].into_iter().fold(
        Request::of(wanted, &SETTINGS),
        |request, name| match wanted.property(name).is_none() && had(name) {
            true => request.with(name, ""),
            false => request,
        },
    );
    let changed = SETTINGS.iter().any(|name| existing.properties.get(name) != wanted.properties.get(name));
    if changed {
        caller.call("ssm", "PutParameter", request.with("Name", name).with("Overwrite", true)).await?;
    }
    let of_parameter = || Request::new().with("ResourceType", "Parameter").with("ResourceId", name);
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = of_parameter().with("TagKeys", text_list(changes.remove));
        caller.call("ssm", "RemoveTagsFromResource", request).await?;
    }
    if !changes.put.is_empty() {
        let request = of_parameter().with("Tags", tag_list(changes.put, "Key", "Value"));
        caller.call("ssm", "AddTagsToResource", request).await?;
    }
    Ok(described(caller, name, wanted))
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    caller.call_if_there("ssm", "DeleteParameter", Request::new().with("Name", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
