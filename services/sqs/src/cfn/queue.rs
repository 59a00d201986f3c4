//! [`AWS::SQS::Queue`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html)

use std::borrow::Cow;
use std::time::Duration;

use tradewind_resource::{
    Caller, Case, Existing, Failure, HandlerErrorCode, Kind, Made, Progress, Property, Request, ResourceType, TAG,
    Wanted, handler, json_text, tag_map, text_list,
};
use tradewind_wire::Document;

static PROPERTIES: &[Property] = &[
    Property::new("ContentBasedDeduplication", Kind::Boolean),
    Property::new("DeduplicationScope", Kind::String),
    Property::new("DelaySeconds", Kind::Integer),
    Property::new("FifoQueue", Kind::Boolean).replaces(),
    Property::new("FifoThroughputLimit", Kind::String),
    Property::new("KmsDataKeyReusePeriodSeconds", Kind::Integer),
    Property::new("KmsMasterKeyId", Kind::String),
    Property::new("MaximumMessageSize", Kind::Integer),
    Property::new("MessageRetentionPeriod", Kind::Integer),
    Property::new("QueueName", Kind::String).replaces(),
    Property::new("ReceiveMessageWaitTimeSeconds", Kind::Integer),
    Property::new("RedriveAllowPolicy", Kind::Json),
    Property::new("RedrivePolicy", Kind::Json),
    Property::new("SqsManagedSseEnabled", Kind::Boolean),
    Property::new("Tags", Kind::List(&TAG)),
    Property::new("VisibilityTimeout", Kind::Integer),
];

/// Properties that are attributes of queues, and what stands in the place of one that a template no longer has.
const ATTRIBUTES: [(&str, &str); 14] = [
    ("ContentBasedDeduplication", "false"),
    ("DeduplicationScope", "queue"),
    ("DelaySeconds", "0"),
    ("FifoQueue", ""),
    ("FifoThroughputLimit", "perQueue"),
    ("KmsDataKeyReusePeriodSeconds", "300"),
    ("KmsMasterKeyId", ""),
    ("MaximumMessageSize", "1048576"),
    ("MessageRetentionPeriod", "345600"),
    ("ReceiveMessageWaitTimeSeconds", "0"),
    ("RedriveAllowPolicy", ""),
    ("RedrivePolicy", ""),
    ("SqsManagedSseEnabled", "true"),
    ("VisibilityTimeout", "30"),
];

/// How long to wait before a name is tried again that a deleted queue had: it is free after 60 seconds.
const NAME_FREE: Duration = Duration::from_secs(5);

/// AWS names queues with up to 80 characters.
const LONGEST_NAME: usize = 80;

const FIFO: &str = ".fifo";

handler!(Queue: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::SQS::Queue", PROPERTIES, &["Arn", "QueueName", "QueueUrl"], Queue)
}

fn name(wanted: &Wanted) -> String {
    if let Some(name) = wanted.text("QueueName") {
        return name.to_owned();
    }
    match wanted.property("FifoQueue") {
        Some(Document::Bool(true)) => wanted.physical_name(LONGEST_NAME - FIFO.len(), Case::Mixed) + FIFO,
        _ => wanted.physical_name(LONGEST_NAME, Case::Mixed),
    }
}

/// A property as an attribute's text.
fn text(value: &Document) -> String {
    match value {
        Document::Bool(value) => value.to_string(),
        Document::Integer(value) => value.to_string(),
        other => json_text(other),
    }
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = name(wanted);
    // CreateQueue answers for a queue that is there already, if it is alike.
    if !wanted.again && wanted.memory == Document::Null {
        let there = caller.call_if_there("sqs", "GetQueueUrl", Request::new().with("QueueName", name.as_str())).await?;
        if there.is_some() {
            return Err(Failure::exists(&wanted.type_name, &name));
        }
    }
    // A standard queue is one without the attribute.
    let asked = |name: &&str| *name != "FifoQueue" || wanted.property(name) == Some(&Document::Bool(true));
    let given = ATTRIBUTES.iter().map(|(name, _)| *name).filter(asked);
    let given = given.filter_map(|name| Some((Cow::Borrowed(name), text(wanted.property(name)?).into())));
    let request = Request::new()
        .with("QueueName", name.as_str())
        .with("Attributes", Document::Map(given.collect()))
        .with("tags", tag_map(wanted.plain_tags()));
    match caller.ask("sqs", "CreateQueue", request).await {
        Ok(made) => {
            let url = made.get("QueueUrl").and_then(Document::as_str).unwrap_or_default();
            Ok(described(caller, url, &name).into())
        }
        Err(error) if error.code == "QueueDeletedRecently" => {
            Ok(Progress::Again { after: NAME_FREE, id: None, memory: true.into() })
        }
        Err(error) => Err(caller.refused("sqs", &error)),
    }
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let url = existing.id.as_str();
    let had = |name: &str| existing.properties.get(name).is_some_and(|value| *value != Document::Null);
    let attributes = ATTRIBUTES.iter().filter(|(name, _)| *name != "FifoQueue").filter_map(|(name, default)| {
        let value = match wanted.property(name) {
            Some(value) => text(value),
            None if had(name) => (*default).to_owned(),
            None => return None,
        };
        Some((Cow::Borrowed(*name), Document::from(value)))
    });
    let attributes: Vec<_> = attributes.collect();
    if !attributes.is_empty() && super::set(caller, url, Document::Map(attributes)).await?.is_none() {
        return Err(Failure::missing(&wanted.type_name, url));
    }
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = Request::new().with("QueueUrl", url).with("TagKeys", text_list(changes.remove));
        caller.call("sqs", "UntagQueue", request).await?;
    }
    if !changes.put.is_empty() {
        let request = Request::new().with("QueueUrl", url).with("Tags", tag_map(changes.put));
        caller.call("sqs", "TagQueue", request).await?;
    }
    Ok(described(caller, url, url.rsplit('/').next().unwrap_or_default()).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let request = Request::new().with("QueueUrl", existing.id.as_str());
    match caller.call("sqs", "DeleteQueue", request).await {
        Err(failure) if failure.code != HandlerErrorCode::NotFound => Err(failure),
        _ => Ok(Made::from(existing).into()),
    }
}

fn described(caller: &Caller, url: &str, name: &str) -> Made {
    Made::new(url).with("Arn", caller.arn("sqs", name)).with("QueueName", name).with("QueueUrl", url)
}
