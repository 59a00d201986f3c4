//! [`AWS::KMS::Key`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html)

use tradewind_resource::{
    Caller, Existing, Failure, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted,
    handler, json_text, tag_list, text_at, text_list,
};
use tradewind_wire::Document;

use crate::key::Spec;

static PROPERTIES: &[Property] = &[
    Property::new("BypassPolicyLockoutSafetyCheck", Kind::Boolean),
    Property::new("Description", Kind::String),
    Property::new("EnableKeyRotation", Kind::Boolean),
    Property::new("Enabled", Kind::Boolean),
    Property::new("KeyPolicy", Kind::Json),
    Property::new("KeySpec", Kind::String),
    Property::new("KeyUsage", Kind::String),
    Property::new("MultiRegion", Kind::Boolean),
    Property::new("Origin", Kind::String),
    Property::new("PendingWindowInDays", Kind::Integer),
    Property::new("RotationPeriodInDays", Kind::Integer),
    Property::new("Tags", Kind::List(&TAG)),
];

/// What a key is made with and never changes.
const FIXED: [&str; 4] = ["KeySpec", "KeyUsage", "MultiRegion", "Origin"];

/// In days, where the template says nothing.
const ROTATION: i64 = 365;

handler!(Key: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::KMS::Key", PROPERTIES, &["Arn", "KeyId"], Key)
}

/// Kinds of keys that are not built.
fn check(properties: &Document) -> Result<(), String> {
    if properties.get("MultiRegion") == Some(&Document::Bool(true)) {
        return Err("MultiRegion: keys of several Regions are not built yet".to_owned());
    }
    let text = |name: &str| properties.get(name).and_then(Document::as_str);
    if let Some(origin) = text("Origin").filter(|origin| *origin != "AWS_KMS") {
        return Err(format!("Origin {origin}: keys are made here so far"));
    }
    match text("KeySpec").filter(|spec| Spec::named(spec).is_none()) {
        Some(spec) => Err(format!("KeySpec {spec}: asymmetric keys are not built yet")),
        None => Ok(()),
    }
}

/// Keys have no names and CreateKey knows no tokens: an attempt that a crash cut off may leave a key that nothing uses.
async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let id = match wanted.memory.as_str() {
        Some(id) => id.to_owned(),
        None => {
            let id = make(caller, wanted).await?;
            // The next attempt knows the key.
            return Ok(Progress::Again { after: std::time::Duration::ZERO, id: Some(id.clone()), memory: id.into() });
        }
    };
    bring(caller, &id, wanted, None).await?;
    Ok(made(caller, &id))
}

async fn make(caller: &Caller, wanted: &Wanted) -> Result<String, Failure> {
    let request = Request::of(wanted, &["BypassPolicyLockoutSafetyCheck", "Description"])
        .maybe("Policy", wanted.property("KeyPolicy").map(json_text))
        .with("Tags", tag_list(wanted.plain_tags(), "TagKey", "TagValue"));
    let request = FIXED.into_iter().fold(request, |request, name| request.maybe(name, wanted.property(name).cloned()));
    let key = caller.call("kms", "CreateKey", request).await?;
    Ok(text_at(&key, &["KeyMetadata", "KeyId"]).to_owned())
}

fn made(caller: &Caller, id: &str) -> Progress {
    Made::new(id).with("Arn", caller.arn("kms", &["key/", id].concat())).with("KeyId", id).into()
}

/// Brings rotation and use to what is wanted. A key rotates only while it is enabled, so it is disabled last and enabled first.
async fn bring(caller: &Caller, id: &str, wanted: &Wanted, existing: Option<&Existing>) -> Result<(), Failure> {
    let of_key = || Request::new().with("KeyId", id);
    let had = |name: &str| existing.and_then(|existing| existing.properties.get(name)).cloned();
    let off = Some(Document::Bool(false));
    let disable = wanted.property("Enabled").cloned() == off;
    // An earlier attempt may have disabled it already.
    if had("Enabled") == off || wanted.again {
        caller.call("kms", "EnableKey", of_key()).await?;
    }
    if wanted.property("EnableKeyRotation") == Some(&Document::Bool(true)) {
        let days = wanted.property("RotationPeriodInDays").cloned();
        let days = days.or(had("RotationPeriodInDays").map(|_| ROTATION.into()));
        caller.call("kms", "EnableKeyRotation", of_key().maybe("RotationPeriodInDays", days)).await?;
    } else if had("EnableKeyRotation") == Some(Document::Bool(true)) {
        caller.call("kms", "DisableKeyRotation", of_key()).await?;
    }
    if disable {
        caller.call("kms", "DisableKey", of_key()).await?;
    }
    Ok(())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let id = existing.id.as_str();
    if let Some(name) = FIXED.into_iter().find(|name| existing.properties.get(name) != wanted.properties.get(name)) {
        let text = format!("You cannot change the {name} of a KMS key after the key is created.");
        return Err(Failure::new(HandlerErrorCode::NotUpdatable, text));
    }
    let of_key = || Request::new().with("KeyId", id);
    let description = wanted.text("Description").unwrap_or_default();
    caller.call("kms", "UpdateKeyDescription", of_key().with("Description", description)).await?;
    let policy = wanted.property("KeyPolicy").map(json_text);
    let policy = policy.or_else(|| existing.properties.get("KeyPolicy").map(|_| default_policy(caller)));
    if let Some(policy) = policy {
        let bypass = wanted.property("BypassPolicyLockoutSafetyCheck").cloned();
        let request = of_key().with("Policy", policy).maybe("BypassPolicyLockoutSafetyCheck", bypass);
        caller.call("kms", "PutKeyPolicy", request).await?;
    }
    bring(caller, id, wanted, Some(existing)).await?;
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        caller.call("kms", "UntagResource", of_key().with("TagKeys", text_list(changes.remove))).await?;
    }
    if !changes.put.is_empty() {
        let tags = tag_list(changes.put, "TagKey", "TagValue");
        caller.call("kms", "TagResource", of_key().with("Tags", tags)).await?;
    }
    Ok(made(caller, id))
}

/// The policy of a key whose template has none.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn default_policy(caller: &Caller) -> String {
    crate::policy::default(caller.account())
}

async fn delete(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let window = existing.properties.get("PendingWindowInDays").or(wanted.property("PendingWindowInDays")).cloned();
    let request = Request::new().with("KeyId", existing.id.as_str()).maybe("PendingWindowInDays", window);
    match caller.ask("kms", "ScheduleKeyDeletion", request).await {
        Ok(_) => {}
        // Gone, or on its way.
        Err(error) if error.code == "NotFoundException" || error.code == "KMSInvalidStateException" => {}
        Err(error) => return Err(caller.refused("kms", &error)),
    }
    Ok(Made::from(existing).into())
}
