//! The CloudFormation resource types SQS owns.

mod policy;
mod queue;

use tradewind_resource::{Caller, Failure, ResourceType};
use tradewind_wire::Document;

/// `AWS::SQS::Queue`, `AWS::SQS::QueuePolicy` and `AWS::SQS::QueueInlinePolicy`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![queue::resource_type(), policy::queue_policy(), policy::inline_policy()]
}

/// Sets attributes of a queue.
async fn set(caller: &Caller, url: &str, attributes: Document) -> Result<Option<Document>, Failure> {
    let input = Document::from([("QueueUrl", url.into()), ("Attributes", attributes)]);
    caller.call_if_there("sqs", "SetQueueAttributes", input).await
}
