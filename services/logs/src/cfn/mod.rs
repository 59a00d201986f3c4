//! The CloudFormation resource types CloudWatch Logs owns.

mod filters;
mod log_group;
mod log_stream;
mod queries;
mod resource_policy;

use tradewind_resource::{Caller, Failure, Request, ResourceType};
use tradewind_wire::Document;

/// Groups, streams, filters, policies and saved queries.
pub fn resource_types() -> Vec<ResourceType> {
    vec![
        filters::metric_filter(),
        filters::subscription_filter(),
        log_group::resource_type(),
        log_stream::resource_type(),
        queries::resource_type(),
        resource_policy::resource_type(),
    ]
}

async fn call(caller: &Caller, operation: &str, request: Request) -> Result<Document, Failure> {
    caller.call("logs", operation, request).await
}

/// A call on something that may be gone already.
async fn drop_it(caller: &Caller, operation: &str, request: Request) -> Result<(), Failure> {
    caller.call_if_there("logs", operation, request).await.map(drop)
}
