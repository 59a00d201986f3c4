//! What is to be told about a bucket's objects, as PutBucketNotificationConfiguration takes it.

use tradewind_resource::Request;
use tradewind_wire::Document;

use super::shapes::{each, part, renamed};

pub(super) fn configuration(given: &Document) -> Document {
    let bridge = given.get("EventBridgeConfiguration");
    let on = bridge.is_some_and(|bridge| bridge.get("EventBridgeEnabled") != Some(&Document::Bool(false)));
    Request::new()
        .maybe("QueueConfigurations", each(given, "QueueConfigurations", |one| destination(one, "Queue", "QueueArn")))
        .maybe(
            "LambdaFunctionConfigurations",
            each(given, "LambdaConfigurations", |one| destination(one, "Function", "LambdaFunctionArn")),
        )
        .maybe("EventBridgeConfiguration", on.then(|| Document::Map(Vec::new())))
        .into()
}

fn destination(given: &Document, property: &str, member: &'static str) -> Document {
    let events = part(given, "Event").into_iter().collect::<Vec<_>>();
    renamed(given, &[(property, member)]).with("Events", events).maybe("Filter", filter(given)).into()
}

fn filter(given: &Document) -> Option<Document> {
    let key = given.get("Filter")?.get("S3Key")?;
    let rules = renamed(key, &[("Rules", "FilterRules")]);
    Some(Request::new().with("Key", rules).into())
}
