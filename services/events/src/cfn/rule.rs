//! [`AWS::Events::Rule`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html)

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    tag_list, text_at, text_list, without,
};
use tradewind_wire::Document;

use super::{bus_name, retag};

static PROPERTIES: &[Property] = &[
    Property::new("Description", Kind::String),
    Property::new("EventBusName", Kind::String).may_replace(),
    Property::new("EventPattern", Kind::Json),
    Property::new("Name", Kind::String).replaces(),
    Property::new("RoleArn", Kind::String),
    Property::new("ScheduleExpression", Kind::String),
    Property::new("State", Kind::String),
    Property::new(
        "Tags",
        Kind::List(&Kind::Object(&[Property::new("Key", Kind::String), Property::new("Value", Kind::String)])),
    ),
    Property::new(
        "Targets",
        Kind::List(&Kind::Object(&[
            Property::refused("AppSyncParameters", "targets of this kind are not built yet"),
            Property::new("Arn", Kind::String).required(),
            Property::refused("BatchParameters", "targets of this kind are not built yet"),
            Property::new("DeadLetterConfig", Kind::Object(&[Property::new("Arn", Kind::String)])),
            Property::refused("EcsParameters", "targets of this kind are not built yet"),
            Property::refused("HttpParameters", "targets of this kind are not built yet"),
            Property::new("Id", Kind::String).required(),
            Property::new("Input", Kind::String),
            Property::new("InputPath", Kind::String),
            Property::new(
                "InputTransformer",
                Kind::Object(&[
                    Property::new("InputPathsMap", Kind::Map(&Kind::String)),
                    Property::new("InputTemplate", Kind::String).required(),
                ]),
            ),
            Property::refused("KinesisParameters", "targets of this kind are not built yet"),
            Property::refused("RedshiftDataParameters", "targets of this kind are not built yet"),
            Property::new(
                "RetryPolicy",
                Kind::Object(&[
                    Property::new("MaximumEventAgeInSeconds", Kind::Integer),
                    Property::new("MaximumRetryAttempts", Kind::Integer),
                ]),
            ),
            Property::new("RoleArn", Kind::String),
            Property::refused("RunCommandParameters", "targets of this kind are not built yet"),
            Property::refused("SageMakerPipelineParameters", "targets of this kind are not built yet"),
            Property::new("SqsParameters", Kind::Object(&[Property::new("MessageGroupId", Kind::String).required()])),
        ])),
    ),
];

/// AWS names rules with up to 64 characters.
const LONGEST_NAME: usize = 64;

/// What can be a target, by the service in its ARN.
const TARGETS: [&str; 3] = ["sqs", "lambda", "events"];

handler!(Rule: create, update, delete; check = check; replaces = replaces);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::Events::Rule", PROPERTIES, &["Arn", "RuleName"], Rule)
}

fn targets(properties: &Document) -> &[Document] {
    properties.get("Targets").and_then(Document::as_list).unwrap_or_default()
}

/// Targets of kinds that are not built, as far as their ARNs are known before anything is made.
fn check(properties: &Document) -> Result<(), String> {
    for target in targets(properties) {
        let arn = text_at(target, &["Arn"]);
        let service = arn.split(':').nth(2).unwrap_or_default();
        if arn.starts_with("arn:") && !service.is_empty() && !TARGETS.contains(&service) {
            return Err(format!("Targets: the target type {service} of {arn} is not built yet"));
        }
    }
    Ok(())
}

/// The default bus may be named or not.
fn replaces(old: &Document, new: &Document) -> bool {
    let bus = |properties: &Document| bus_name(properties.get("EventBusName").and_then(Document::as_str)).to_owned();
    bus(old) != bus(new)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let given = wanted.text("Name").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    let bus = bus_name(wanted.text("EventBusName"));
    if !wanted.again {
        let request = Request::new().with("Name", name.as_str()).with("EventBusName", bus);
        // A bus that is not there is refused by the call that matters.
        if caller.call_if_there("events", "DescribeRule", request).await?.is_some() {
            return Err(Failure::exists(&wanted.type_name, &name));
        }
    }
    let request = rule(wanted, &name, bus).with("Tags", tag_list(wanted.plain_tags(), "Key", "Value"));
    caller.call("events", "PutRule", request).await?;
    put_targets(caller, wanted, &name, bus).await?;
    Ok(made(caller, &name, bus).into())
}

/// All of a rule: PutRule keeps nothing that it is not given.
fn rule(wanted: &Wanted, name: &str, bus: &str) -> Request {
    Request::of(wanted, &["Description", "RoleArn", "ScheduleExpression", "State"])
        .with("Name", name)
        .with("EventBusName", bus)
        .maybe("EventPattern", wanted.property("EventPattern").map(json_text))
}

async fn put_targets(caller: &Caller, wanted: &Wanted, name: &str, bus: &str) -> Result<(), Failure> {
    let all = targets(&wanted.properties);
    if all.is_empty() {
        return Ok(());
    }
    let request = Request::new().with("Rule", name).with("EventBusName", bus).with("Targets", all.to_vec());
    let answer = caller.call("events", "PutTargets", request).await?;
    match answer.get("FailedEntries").and_then(Document::as_list).and_then(<[Document]>::first) {
        Some(failed) => Err(Failure::invalid(text_at(failed, &["ErrorMessage"]))),
        None => Ok(()),
    }
}

fn ids(targets: &[Document]) -> Vec<String> {
    targets.iter().map(|target| text_at(target, &["Id"]).to_owned()).collect()
}

/// The bus and the name of a rule, of its physical id.
fn parts(id: &str) -> (&str, &str) {
    id.split_once('|').unwrap_or(("default", id))
}

fn made(caller: &Caller, name: &str, bus: &str) -> Made {
    let (id, resource) = match bus {
        "default" => (name.to_owned(), ["rule/", name].concat()),
        _ => ([bus, "|", name].concat(), ["rule/", bus, "/", name].concat()),
    };
    Made::new(id).with("Arn", caller.arn("events", &resource)).with("RuleName", name)
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let (bus, name) = parts(&existing.id);
    caller.call("events", "PutRule", rule(wanted, name, bus)).await?;
    put_targets(caller, wanted, name, bus).await?;
    let gone = without(&ids(targets(&existing.properties)), &ids(targets(&wanted.properties)));
    remove_targets(caller, bus, name, gone).await?;
    let made = made(caller, name, bus);
    let arn = made.attributes.first().and_then(|(_, arn)| arn.as_str()).unwrap_or_default();
    retag(caller, arn, existing, wanted).await?;
    Ok(made.into())
}

async fn remove_targets(caller: &Caller, bus: &str, rule: &str, ids: Vec<String>) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let request = Request::new().with("Rule", rule).with("EventBusName", bus).with("Ids", text_list(ids));
    caller.call_if_there("events", "RemoveTargets", request).await.map(drop)
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let (bus, name) = parts(&existing.id);
    let request = || Request::new().with("EventBusName", bus);
    let there = caller.call_if_there("events", "ListTargetsByRule", request().with("Rule", name)).await?;
    remove_targets(caller, bus, name, there.as_ref().map(|there| ids(targets(there))).unwrap_or_default()).await?;
    caller.call_if_there("events", "DeleteRule", request().with("Name", name)).await?;
    Ok(Made::from(existing).into())
}
