//! The CloudFormation resource types EventBridge owns.

mod bus;
mod bus_policy;
mod rule;

use tradewind_resource::{Caller, Existing, Failure, Request, ResourceType, Wanted, tag_list, text_list};

/// `AWS::Events::EventBus`, `AWS::Events::EventBusPolicy` and `AWS::Events::Rule`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![bus::resource_type(), bus_policy::resource_type(), rule::resource_type()]
}

/// A bus's name, of the name or the ARN by which it is given.
fn bus_name(given: Option<&str>) -> &str {
    let given = given.unwrap_or("default");
    given.split_once(":event-bus/").map_or(given, |(_, name)| name)
}

/// Brings the tags of a bus or rule to what is wanted.
async fn retag(caller: &Caller, arn: &str, existing: &Existing, wanted: &Wanted) -> Result<(), Failure> {
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = Request::new().with("ResourceARN", arn).with("TagKeys", text_list(changes.remove));
        caller.call("events", "UntagResource", request).await?;
    }
    if !changes.put.is_empty() {
        let request = Request::new().with("ResourceARN", arn).with("Tags", tag_list(changes.put, "Key", "Value"));
        caller.call("events", "TagResource", request).await?;
    }
    Ok(())
}
