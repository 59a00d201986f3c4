//! [`AWS::SQS::QueuePolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html)
//! and [`AWS::SQS::QueueInlinePolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queueinlinepolicy.html):
//! a queue has one policy, and whoever sets it last has set it.

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, ResourceType, Wanted, handler, json_text, texts,
    without,
};
use tradewind_wire::Document;

static OF_QUEUES: &[Property] = &[
    Property::new("PolicyDocument", Kind::Json).required(),
    Property::new("Queues", Kind::List(&Kind::String)).required(),
];

static OF_A_QUEUE: &[Property] = &[
    Property::new("PolicyDocument", Kind::Json).required(),
    Property::new("Queue", Kind::String).required().replaces(),
];

handler!(QueuePolicy: create_for_queues, update_for_queues, delete_for_queues);
handler!(QueueInlinePolicy: create_inline, update_inline, delete_inline);

pub(super) fn queue_policy() -> ResourceType {
    ResourceType::new("AWS::SQS::QueuePolicy", OF_QUEUES, &["Id"], QueuePolicy)
}

pub(super) fn inline_policy() -> ResourceType {
    ResourceType::new("AWS::SQS::QueueInlinePolicy", OF_A_QUEUE, &[], QueueInlinePolicy)
}

fn queues(properties: &Document) -> Vec<String> {
    texts(properties.get("Queues"))
}

async fn create_for_queues(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, &queues(&wanted.properties), wanted).await?;
    let id = wanted.physical_name(100, Case::Mixed);
    Ok(Made::new(id.as_str()).with("Id", id.as_str()).into())
}

async fn update_for_queues(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let new = queues(&wanted.properties);
    clear(caller, &without(&queues(&existing.properties), &new)).await?;
    put(caller, &new, wanted).await?;
    Ok(Made::from(existing).into())
}

async fn delete_for_queues(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    clear(caller, &queues(&existing.properties)).await?;
    Ok(Made::from(existing).into())
}

fn queue(wanted: &Wanted) -> String {
    wanted.text("Queue").unwrap_or_default().to_owned()
}

async fn create_inline(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, &[queue(wanted)], wanted).await?;
    Ok(Made::new(queue(wanted)).into())
}

async fn update_inline(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    create_inline(caller, wanted).await
}

async fn delete_inline(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    clear(caller, std::slice::from_ref(&existing.id)).await?;
    Ok(Made::from(existing).into())
}

async fn put(caller: &Caller, queues: &[String], wanted: &Wanted) -> Result<(), Failure> {
    let policy = wanted.property("PolicyDocument").map(json_text).unwrap_or_default();
    for url in queues {
        let attributes = Document::from([("Policy", policy.as_str().into())]);
        if super::set(caller, url, attributes).await?.is_none() {
            return Err(Failure::missing("AWS::SQS::Queue", url));
        }
    }
    Ok(())
}

/// A queue that is gone has no policy.
async fn clear(caller: &Caller, queues: &[String]) -> Result<(), Failure> {
    for url in queues {
        super::set(caller, url, Document::from([("Policy", "".into())])).await?;
    }
    Ok(())
}
