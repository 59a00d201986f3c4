//! [`AWS::Logs::SubscriptionFilter`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html)
//! and [`AWS::Logs::MetricFilter`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html).

use std::borrow::Cow;

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, TAG, Wanted, handler,
    text_at,
};
use tradewind_wire::Document;

use super::{call, drop_it};

static SUBSCRIPTION: &[Property] = &[
    Property::refused("ApplyOnTransformedLogs", "transformed logs are not built yet"),
    Property::new("DestinationArn", Kind::String).required(),
    Property::new("Distribution", Kind::String),
    Property::refused("EmitSystemFields", "system fields are not built yet"),
    Property::refused("FieldSelectionCriteria", "system fields are not built yet"),
    Property::new("FilterName", Kind::String).replaces(),
    Property::new("FilterPattern", Kind::String).required(),
    Property::new("LogGroupName", Kind::String).required().replaces(),
    Property::new("RoleArn", Kind::String),
];

static METRIC: &[Property] = &[
    Property::refused("ApplyOnTransformedLogs", "transformed logs are not built yet"),
    Property::refused("EmitSystemFieldDimensions", "system fields are not built yet"),
    Property::refused("FieldSelectionCriteria", "system fields are not built yet"),
    Property::new("FilterName", Kind::String).replaces(),
    Property::new("FilterPattern", Kind::String).required(),
    Property::new("LogGroupName", Kind::String).required().replaces(),
    Property::new(
        "MetricTransformations",
        Kind::List(&Kind::Object(&[
            Property::new("DefaultValue", Kind::Number),
            Property::new("Dimensions", Kind::List(&TAG)),
            Property::new("MetricName", Kind::String).required(),
            Property::new("MetricNamespace", Kind::String).required(),
            Property::new("MetricValue", Kind::String).required(),
            Property::new("Unit", Kind::String),
        ])),
    )
    .required(),
];

/// AWS names filters with up to 512 characters.
const LONGEST_NAME: usize = 512;

handler!(SubscriptionFilter: subscribe, resubscribe, unsubscribe; check = check_destination);
handler!(MetricFilter: measure, remeasure, no_longer_measure);

pub(super) fn subscription_filter() -> ResourceType {
    ResourceType::new("AWS::Logs::SubscriptionFilter", SUBSCRIPTION, &[], SubscriptionFilter)
}

pub(super) fn metric_filter() -> ResourceType {
    ResourceType::new("AWS::Logs::MetricFilter", METRIC, &[], MetricFilter)
}

fn check_destination(properties: &Document) -> Result<(), String> {
    let arn = text_at(properties, &["DestinationArn"]);
    let service = arn.split(':').nth(2).unwrap_or_default();
    match arn.starts_with("arn:") && ["kinesis", "firehose", "logs"].contains(&service) {
        true => Err(format!("DestinationArn {arn}: subscription filters deliver to Lambda functions so far")),
        false => Ok(()),
    }
}

/// A filter's group, name and pattern. A filter that is made must not be there: putting would change it.
fn filter(wanted: &Wanted, name: &str) -> Request {
    Request::new()
        .maybe("logGroupName", wanted.text("LogGroupName"))
        .with("filterName", name)
        .maybe("filterPattern", wanted.text("FilterPattern"))
}

/// The name of a filter to be made.
async fn new_name(caller: &Caller, wanted: &Wanted, operation: &str, list: &str) -> Result<String, Failure> {
    let given = wanted.text("FilterName").map(str::to_owned);
    let name = given.unwrap_or_else(|| wanted.physical_name(LONGEST_NAME, Case::Mixed));
    if !wanted.again {
        let request =
            Request::new().maybe("logGroupName", wanted.text("LogGroupName")).with("filterNamePrefix", name.as_str());
        let there = call(caller, operation, request).await?;
        let filters = there.get(list).and_then(Document::as_list).unwrap_or_default();
        if filters.iter().any(|filter| text_at(filter, &["filterName"]) == name) {
            return Err(Failure::exists(&wanted.type_name, &name));
        }
    }
    Ok(name)
}

async fn put_subscription(caller: &Caller, wanted: &Wanted, name: &str) -> Result<Progress, Failure> {
    let request = filter(wanted, name)
        .maybe("destinationArn", wanted.text("DestinationArn"))
        .maybe("distribution", wanted.text("Distribution"))
        .maybe("roleArn", wanted.text("RoleArn"));
    call(caller, "PutSubscriptionFilter", request).await?;
    Ok(Made::new(name).into())
}

async fn subscribe(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = new_name(caller, wanted, "DescribeSubscriptionFilters", "subscriptionFilters").await?;
    put_subscription(caller, wanted, &name).await
}

async fn resubscribe(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put_subscription(caller, wanted, &existing.id).await
}

async fn unsubscribe(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    remove(caller, "DeleteSubscriptionFilter", existing).await
}

async fn put_metric(caller: &Caller, wanted: &Wanted, name: &str) -> Result<Progress, Failure> {
    let given = wanted.property("MetricTransformations").and_then(Document::as_list).unwrap_or_default();
    let transformations = given.iter().map(transformation).collect::<Vec<_>>();
    call(caller, "PutMetricFilter", filter(wanted, name).with("metricTransformations", transformations)).await?;
    Ok(Made::new(name).into())
}

/// One transformation, in the operation's spelling; dimensions are a list in templates and a map there.
fn transformation(given: &Document) -> Document {
    let dimension =
        |one: &Document| Some((Cow::Owned(one.get("Key")?.as_str()?.to_owned()), one.get("Value")?.clone()));
    let dimensions = given.get("Dimensions").and_then(Document::as_list);
    let dimensions = dimensions.map(|all| Document::Map(all.iter().filter_map(dimension).collect()));
    Request::new()
        .maybe("metricName", given.get("MetricName").cloned())
        .maybe("metricNamespace", given.get("MetricNamespace").cloned())
        .maybe("metricValue", given.get("MetricValue").cloned())
        .maybe("defaultValue", given.get("DefaultValue").cloned())
        .maybe("unit", given.get("Unit").cloned())
        .maybe("dimensions", dimensions)
        .into()
}

async fn measure(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = new_name(caller, wanted, "DescribeMetricFilters", "metricFilters").await?;
    put_metric(caller, wanted, &name).await
}

async fn remeasure(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put_metric(caller, wanted, &existing.id).await
}

async fn no_longer_measure(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    remove(caller, "DeleteMetricFilter", existing).await
}

async fn remove(caller: &Caller, operation: &str, existing: &Existing) -> Result<Progress, Failure> {
    let request = Request::new()
        .with("logGroupName", text_at(&existing.properties, &["LogGroupName"]))
        .with("filterName", existing.id.as_str());
    drop_it(caller, operation, request).await?;
    Ok(Made::from(existing).into())
}
