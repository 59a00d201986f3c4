//! [`AWS::Logs::LogGroup`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType, TAG,
    Wanted, handler, tag_map, text_list,
};
use tradewind_wire::Document;

use super::{call, drop_it};

static PROPERTIES: &[Property] = &[
    Property::refused("BearerTokenAuthenticationEnabled", "authentication by bearer tokens is not built yet"),
    Property::refused("DataProtectionPolicy", "data protection is not built yet"),
    Property::new("DeletionProtectionEnabled", Kind::Boolean),
    Property::refused("FieldIndexPolicies", "field indexes are not built yet"),
    Property::new("KmsKeyId", Kind::String),
    Property::new("LogGroupClass", Kind::String),
    Property::new("LogGroupName", Kind::String).replaces(),
    Property::refused("ResourcePolicyDocument", "policies of single groups are not built yet"),
    Property::new("RetentionInDays", Kind::Integer),
    Property::new("Tags", Kind::List(&TAG)),
];

/// AWS names log groups with up to 512 characters.
const LONGEST_NAME: usize = 512;

handler!(LogGroup: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Logs::LogGroup", PROPERTIES, &["Arn"], LogGroup)
}

fn class(properties: &Document) -> &str {
    properties.get("LogGroupClass").and_then(Document::as_str).unwrap_or("STANDARD")
}

fn check(properties: &Document) -> Result<(), String> {
    match class(properties) {
        "DELIVERY" => Err("LogGroupClass DELIVERY: this class is not built yet".to_owned()),
        _ => Ok(()),
    }
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("LogGroupName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let tags = wanted.plain_tags();
    let request = Request::new()
        .with("logGroupName", name.as_str())
        .maybe("kmsKeyId", wanted.text("KmsKeyId"))
        .maybe("logGroupClass", wanted.text("LogGroupClass"))
        .maybe("deletionProtectionEnabled", wanted.property("DeletionProtectionEnabled").cloned())
        .maybe("tags", (!tags.is_empty()).then(|| tag_map(tags)));
    match caller.make("logs", "CreateLogGroup", request, wanted.again).await {
        Err(failure) if failure.code == HandlerErrorCode::AlreadyExists => {
            // AWS's handler names the property, as it does for no other type.
            let id = format!("{{\"/properties/LogGroupName\":\"{name}\"}}");
            return Err(Failure::exists(&wanted.type_name, &id));
        }
        made => drop(made?),
    }
    if let Some(days) = wanted.property("RetentionInDays") {
        keep_for(caller, &name, days).await?;
    }
    Ok(made(caller, &name))
}

async fn keep_for(caller: &Caller, name: &str, days: &Document) -> Result<(), Failure> {
    let request = Request::new().with("logGroupName", name).with("retentionInDays", days.clone());
    call(caller, "PutRetentionPolicy", request).await.map(drop)
}

fn made(caller: &Caller, name: &str) -> Progress {
    Made::new(name).with("Arn", caller.arn("logs", &["log-group:", name, ":*"].concat())).into()
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    if class(&existing.properties) != class(&wanted.properties) {
        let text = "The class of a log group can't be changed after the group was created.";
        return Err(Failure::new(HandlerErrorCode::NotUpdatable, text));
    }
    let name = existing.id.as_str();
    let had = |property: &str| existing.properties.get(property).is_some();
    let of_group = || Request::new().with("logGroupName", name);
    match wanted.property("RetentionInDays") {
        Some(days) => keep_for(caller, name, days).await?,
        None if had("RetentionInDays") => call(caller, "DeleteRetentionPolicy", of_group()).await.map(drop)?,
        None => {}
    }
    match wanted.text("KmsKeyId") {
        Some(key) => call(caller, "AssociateKmsKey", of_group().with("kmsKeyId", key)).await.map(drop)?,
        None if had("KmsKeyId") => call(caller, "DisassociateKmsKey", of_group()).await.map(drop)?,
        None => {}
    }
    let protect = wanted.property("DeletionProtectionEnabled").cloned();
    if let Some(protect) = protect.or(had("DeletionProtectionEnabled").then(|| false.into())) {
        let request = Request::new().with("logGroupIdentifier", name).with("deletionProtectionEnabled", protect);
        call(caller, "PutLogGroupDeletionProtection", request).await?;
    }
    retag(caller, existing, wanted).await?;
    Ok(made(caller, name))
}

async fn retag(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<(), Failure> {
    let request = || Request::new().with("resourceArn", caller.arn("logs", &["log-group:", &existing.id].concat()));
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        call(caller, "UntagResource", request().with("tagKeys", text_list(changes.remove))).await?;
    }
    if !changes.put.is_empty() {
        call(caller, "TagResource", request().with("tags", tag_map(changes.put))).await?;
    }
    Ok(())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    drop_it(caller, "DeleteLogGroup", Request::new().with("logGroupName", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
