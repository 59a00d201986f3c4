//! [`AWS::Lambda::EventSourceMapping`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html)

use std::time::Duration;

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, tag_map,
};
use tradewind_wire::Document;

use super::update::retag;
use super::{call, function_arn, make, told};

static PROPERTIES: &[Property] = &[
    Property::refused("AmazonManagedKafkaEventSourceConfig", "Kafka clusters are no event sources yet"),
    Property::new("BatchSize", Kind::Integer),
    Property::refused("BisectBatchOnFunctionError", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("DestinationConfig", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("DocumentDBEventSourceConfig", "DocumentDB is no event source yet"),
    Property::new("Enabled", Kind::Boolean),
    Property::new("EventSourceArn", Kind::String).replaces(),
    Property::new(
        "FilterCriteria",
        Kind::Object(&[Property::new("Filters", Kind::List(&Kind::Object(&[Property::new("Pattern", Kind::String)])))]),
    ),
    Property::new("FunctionName", Kind::String).required(),
    Property::new("FunctionResponseTypes", Kind::List(&Kind::String)),
    Property::refused("KmsKeyArn", "filters are not encrypted with a customer's key"),
    Property::refused("LoggingConfig", "the log of an event source mapping is not built yet"),
    Property::new("MaximumBatchingWindowInSeconds", Kind::Integer),
    Property::refused("MaximumRecordAgeInSeconds", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("MaximumRetryAttempts", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("MetricsConfig", "metrics of event source mappings are not built yet"),
    Property::refused("ParallelizationFactor", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("ProvisionedPollerConfig", "pollers of its own are not built yet"),
    Property::refused("Queues", "message brokers are no event sources yet"),
    Property::new("ScalingConfig", Kind::Object(&[Property::new("MaximumConcurrency", Kind::Integer)])),
    Property::refused("SelfManagedEventSource", "Kafka clusters are no event sources yet"),
    Property::refused("SelfManagedKafkaEventSourceConfig", "Kafka clusters are no event sources yet"),
    Property::refused(
        "SourceAccessConfigurations",
        "it belongs to Kafka and message brokers, which are no event sources yet",
    ),
    Property::refused("StartingPosition", "it belongs to streams, and event sources are SQS queues so far"),
    Property::refused("StartingPositionTimestamp", "it belongs to streams, and event sources are SQS queues so far"),
    Property::new(
        "Tags",
        Kind::List(&Kind::Object(&[
            Property::new("Key", Kind::String).required(),
            Property::new("Value", Kind::String),
        ])),
    ),
    Property::refused("Topics", "Kafka clusters are no event sources yet"),
    Property::refused("TumblingWindowInSeconds", "it belongs to streams, and event sources are SQS queues so far"),
];

/// How long to wait before a mapping is looked at again that is being made, changed or ended.
const A_MOMENT: Duration = Duration::from_millis(200);

handler!(EventSourceMapping: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    let attributes = &["EventSourceMappingArn", "Id"];
    ResourceType::new("AWS::Lambda::EventSourceMapping", PROPERTIES, attributes, EventSourceMapping)
}

fn check(properties: &Document) -> Result<(), String> {
    let source = properties.get("EventSourceArn").and_then(Document::as_str);
    match source.filter(|arn| arn.starts_with("arn:") && arn.split(':').nth(2) != Some("sqs")) {
        Some(arn) => Err(format!("EventSourceArn {arn}: event sources are SQS queues so far")),
        None => Ok(()),
    }
}

const SETTINGS: [&str; 5] =
    ["BatchSize", "FunctionName", "FunctionResponseTypes", "MaximumBatchingWindowInSeconds", "ScalingConfig"];

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    if let Some(id) = wanted.memory.as_str() {
        return settled(caller, id).await;
    }
    let request = Request::of(wanted, &SETTINGS)
        .maybe("Enabled", wanted.property("Enabled").cloned())
        .maybe("EventSourceArn", wanted.property("EventSourceArn").cloned())
        .maybe("FilterCriteria", wanted.property("FilterCriteria").cloned())
        .with("Tags", tag_map(wanted.plain_tags()));
    match make(caller, "CreateEventSourceMapping", request, wanted.again).await? {
        Some(mapping) => settled(caller, told(&mapping, "UUID")).await,
        None => settled(caller, &there(caller, wanted).await?).await,
    }
}

/// The mapping that an earlier attempt has made: a function reads a source once.
async fn there(caller: &Caller, wanted: &Wanted) -> Result<String, Failure> {
    let (source, function) = (wanted.text("EventSourceArn"), wanted.text("FunctionName").unwrap_or_default());
    let request = Request::new().maybe("EventSourceArn", source).with("FunctionName", function_arn(caller, function));
    let answer = call(caller, "ListEventSourceMappings", request).await?;
    let mappings = answer.get("EventSourceMappings").and_then(Document::as_list).unwrap_or_default();
    let found = mappings.first().map(|mapping| told(mapping, "UUID").to_owned());
    found.ok_or_else(|| Failure::missing(&wanted.type_name, function))
}

/// Waits until nothing is under way.
async fn settled(caller: &Caller, id: &str) -> Result<Progress, Failure> {
    let mapping = call(caller, "GetEventSourceMapping", Request::new().with("UUID", id)).await?;
    if !matches!(told(&mapping, "State"), "Enabled" | "Disabled") {
        return Ok(Progress::Again { after: A_MOMENT, id: Some(id.to_owned()), memory: id.into() });
    }
    let arn = told(&mapping, "EventSourceMappingArn");
    Ok(Made::new(id).with("EventSourceMappingArn", arn).with("Id", id).into())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let id = existing.id.as_str();
    // Another change must have come to its end before the next one.
    let before = settled(caller, id).await?;
    if !matches!(before, Progress::Done(_)) || wanted.memory.as_str() == Some(id) {
        return match before {
            Progress::Again { after, id, .. } => Ok(Progress::Again { after, id, memory: wanted.memory.clone() }),
            done => Ok(done),
        };
    }
    let default = |name: &str| match name {
        "BatchSize" => 10.into(),
        "FunctionResponseTypes" => Document::List(Vec::new()),
        "MaximumBatchingWindowInSeconds" => 0.into(),
        _ => Document::Map(Vec::new()),
    };
    let request = SETTINGS.into_iter().chain(["FilterCriteria"]).fold(
        Request::new().with("UUID", id).with("Enabled", wanted.property("Enabled").cloned().unwrap_or(true.into())),
        |request, name| request.with(name, wanted.property(name).cloned().unwrap_or_else(|| default(name))),
    );
    call(caller, "UpdateEventSourceMapping", request).await?;
    let arn = caller.arn("lambda", &["event-source-mapping:", id].concat());
    retag(caller, &arn, existing, wanted).await?;
    settled(caller, id).await
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let id = existing.id.as_str();
    let request = || Request::new().with("UUID", id);
    let Some(mapping) = caller.call_if_there("lambda", "GetEventSourceMapping", request()).await? else {
        return Ok(Made::from(existing).into());
    };
    if told(&mapping, "State") != "Deleting" && told(&mapping, "State").ends_with("abled") {
        caller.call_if_there("lambda", "DeleteEventSourceMapping", request()).await?;
    }
    Ok(Progress::Again { after: A_MOMENT, id: Some(id.to_owned()), memory: Document::Null })
}
