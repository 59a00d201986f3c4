//! The transform held against pairs of templates and what they become.
#![allow(missing_docs, reason = "tests")]

mod compare;
mod golden;
mod pairs;
mod shapes;
mod wanted;

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tradewind_sam::{Inputs, explain, transform};
use tradewind_wire::Document;

/// Managed policies that the pairs name, and their paths.
const MANAGED: &[(&str, &str)] = &[
    ("AmazonAPIGatewayInvokeFullAccess", "AmazonAPIGatewayInvokeFullAccess"),
    ("AmazonAPIGatewayPushToCloudWatchLogs", "service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
    ("AmazonDynamoDBFullAccess", "AmazonDynamoDBFullAccess"),
    ("AmazonDynamoDBReadOnlyAccess", "AmazonDynamoDBReadOnlyAccess"),
    ("AmazonS3FullAccess", "AmazonS3FullAccess"),
    ("AmazonS3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"),
    ("AWSLambdaBasicExecutionRole", "service-role/AWSLambdaBasicExecutionRole"),
    ("AWSLambdaRole", "service-role/AWSLambdaRole"),
    ("AWSXrayWriteOnlyAccess", "AWSXrayWriteOnlyAccess"),
    ("CloudWatchLambdaInsightsExecutionRolePolicy", "CloudWatchLambdaInsightsExecutionRolePolicy"),
];

fn inputs() -> Inputs {
    Inputs {
        region: "ap-southeast-1".to_owned(),
        partition: "aws".to_owned(),
        parameters: BTreeMap::new(),
        managed_policies: MANAGED.iter().map(|(name, path)| ((*name).to_owned(), (*path).to_owned())).collect(),
    }
}

/// What becomes of a template: a template, or a text that says what is wrong.
fn run(template: &Document) -> Json {
    match transform(template, &inputs()) {
        Ok(made) => serde_json::from_slice(&made.to_json_vec()).expect("a document is JSON"),
        Err(faults) => Json::String(explain(&faults)),
    }
}
