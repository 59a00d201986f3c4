//! [`AWS::Events::EventBusPolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html):
//! one statement of a bus's policy.

use std::borrow::Cow;

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    text_at,
};
use tradewind_wire::Document;

use super::bus_name;

static PROPERTIES: &[Property] = &[
    Property::new("Action", Kind::String),
    Property::new(
        "Condition",
        Kind::Object(&[
            Property::new("Key", Kind::String),
            Property::new("Type", Kind::String),
            Property::new("Value", Kind::String),
        ]),
    ),
    Property::new("EventBusName", Kind::String).replaces(),
    Property::new("Principal", Kind::String),
    Property::new("Statement", Kind::Json),
    Property::new("StatementId", Kind::String).required().replaces(),
];

handler!(EventBusPolicy: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Events::EventBusPolicy", PROPERTIES, &[], EventBusPolicy)
}

fn check(properties: &Document) -> Result<(), String> {
    let has = |name: &str| properties.get(name).is_some();
    match has("Statement") && ["Action", "Condition", "Principal"].into_iter().any(has) {
        true => Err("Statement excludes Action, Condition and Principal".to_owned()),
        false => Ok(()),
    }
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await
}

async fn put(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let bus = bus_name(wanted.text("EventBusName"));
    let statement = wanted.text("StatementId").unwrap_or_default();
    let request = Request::new().with("EventBusName", bus);
    let request = match wanted.property("Statement") {
        Some(given) => request.with("Policy", policy_with(caller, bus, statement, given).await?),
        None => ["Action", "Condition", "Principal", "StatementId"]
            .into_iter()
            .fold(request, |request, name| request.maybe(name, wanted.property(name).cloned())),
    };
    caller.call("events", "PutPermission", request).await?;
    Ok(Made::new([bus, "|", statement].concat()).into())
}

/// The bus's policy, with a statement in the place of the one of that name, if there is one.
async fn policy_with(caller: &Caller, bus: &str, id: &str, given: &Document) -> Result<String, Failure> {
    let given = match given {
        Document::String(text) => {
            Document::from_json(text.as_bytes()).map_err(|_| Failure::invalid("Statement is not JSON."))?
        }
        other => other.clone(),
    };
    let Document::Map(mut entries) = given else { return Err(Failure::invalid("Statement is not an object.")) };
    entries.retain(|(name, _)| name != "Sid");
    entries.insert(0, (Cow::Borrowed("Sid"), id.into()));
    let there = caller.call("events", "DescribeEventBus", Request::new().with("Name", bus)).await?;
    let there = Document::from_json(text_at(&there, &["Policy"]).as_bytes()).unwrap_or_default();
    let statements = there.get("Statement").and_then(Document::as_list).unwrap_or_default();
    let others = statements.iter().filter(|statement| text_at(statement, &["Sid"]) != id).cloned();
    let statements = others.chain([Document::Map(entries)]).collect::<Vec<_>>();
    let policy = Document::from([("Version", "2012-10-17".into()), ("Statement", statements.into())]);
    Ok(json_text(&policy))
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    if let Some((bus, statement)) = existing.id.split_once('|') {
        let request = Request::new().with("EventBusName", bus).with("StatementId", statement);
        caller.call_if_there("events", "RemovePermission", request).await?;
    }
    Ok(Made::from(existing).into())
}
