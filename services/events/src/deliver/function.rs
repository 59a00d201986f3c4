//! Events to a Lambda function: one asynchronous invocation each, as AWS has it.
//!
//! The invocation is durable when the call answers, so the delivery is done then; what becomes of it (retries, destinations) is
//! the function's business.

use bytes::Bytes;
use tradewind_cloud::Origin;
use tradewind_wire::Document;

use super::delivery::Delivery;
use super::verdict::Failure;
use crate::Events;
use crate::target::Function;

/// The name by which EventBridge calls others.
const PRINCIPAL: &str = "events.amazonaws.com";

/// Invokes the function for every event and answers what failed, by their places.
pub(super) async fn invoke(events: &Events, function: Function<'_>, delivery: &Delivery<'_>) -> Vec<(usize, Failure)> {
    let mut failed = Vec::new();
    for (place, item) in delivery.items.iter().enumerate() {
        let rule = Some(delivery.rule_arn.to_string());
        let mut origin = Origin::service(PRINCIPAL, function.account, function.region, rule);
        origin.trace = item.trace.as_deref().map(str::to_owned);
        let input = Document::from([
            ("FunctionName", function.arn.into()),
            ("InvocationType", "Event".into()),
            ("Payload", Document::Blob(Bytes::copy_from_slice(item.message.as_bytes()))),
        ]);
        if let Err(error) = events.parts.cloud.call(&origin, "lambda", "Invoke", input).await {
            failed.push((place, Failure::of_call(&error)));
        }
    }
    failed
}
