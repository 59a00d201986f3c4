//! [`AWS::Events::EventBus`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted, handler, json_text,
    tag_list, text_at,
};
use tradewind_wire::Document;

use super::retag;

static PROPERTIES: &[Property] = &[
    Property::new("DeadLetterConfig", Kind::Object(&[Property::new("Arn", Kind::String)])),
    Property::new("Description", Kind::String),
    Property::refused("EventSourceName", "partner event sources are not built yet"),
    Property::refused("KmsKeyIdentifier", "events are not encrypted with a customer's key"),
    Property::new(
        "LogConfig",
        Kind::Object(&[Property::new("IncludeDetail", Kind::String), Property::new("Level", Kind::String)]),
    ),
    Property::new("Name", Kind::String).required().replaces(),
    Property::new("Policy", Kind::Json),
    Property::new("Tags", Kind::List(&TAG)),
];

handler!(EventBus: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Events::EventBus", PROPERTIES, &["Arn", "Name", "Policy"], EventBus)
}

fn check(properties: &Document) -> Result<(), String> {
    let level = properties.get("LogConfig").and_then(|config| config.get("Level")).and_then(Document::as_str);
    match level.filter(|level| *level != "OFF") {
        Some(level) => Err(format!("LogConfig.Level {level}: logs of buses are not built yet")),
        None => Ok(()),
    }
}

const SETTINGS: [&str; 4] = ["DeadLetterConfig", "Description", "LogConfig", "Name"];

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let request = Request::of(wanted, &SETTINGS).with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    caller.make("events", "CreateEventBus", request, wanted.again).await?;
    if let Some(policy) = wanted.property("Policy") {
        put_policy(caller, wanted, policy).await?;
    }
    described(caller, wanted).await
}

async fn put_policy(caller: &Caller, wanted: &Wanted, policy: &Document) -> Result<(), Failure> {
    let request = Request::new().maybe("EventBusName", wanted.text("Name")).with("Policy", json_text(policy));
    caller.call("events", "PutPermission", request).await.map(drop)
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    caller.call("events", "UpdateEventBus", Request::of(wanted, &SETTINGS)).await?;
    match wanted.property("Policy") {
        Some(policy) => put_policy(caller, wanted, policy).await?,
        None if existing.properties.get("Policy").is_some() => {
            let request = Request::new().with("EventBusName", existing.id.as_str()).with("RemoveAllPermissions", true);
            caller.call_if_there("events", "RemovePermission", request).await?;
        }
        None => {}
    }
    retag(caller, &caller.arn("events", &["event-bus/", &existing.id].concat()), existing, wanted).await?;
    described(caller, wanted).await
}

async fn described(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let bus = caller.call("events", "DescribeEventBus", Request::of(wanted, &["Name"])).await?;
    let part = |name| text_at(&bus, &[name]);
    let made = Made::new(part("Name")).with("Arn", part("Arn")).with("Name", part("Name"));
    Ok(made.with("Policy", part("Policy")).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    caller.call_if_there("events", "DeleteEventBus", Request::new().with("Name", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
