//! Event sources that Lambda polls: streams, queues, brokers.

use super::{Event, credentials};
use crate::Fault;
use crate::check::{ANY, BOOL, INT, LIST, MAP, MUST, TEXT, Table, check};
use crate::function::bucket_statements;
use crate::intrinsics::is_intrinsic;
use crate::policy::{Policies, document, statement};
use crate::value::{Map, Value, map};
use crate::world::World;

/// Properties of every event source that is polled.
macro_rules! table {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            ("BatchSize", INT),
            ("StartingPosition", TEXT),
            ("StartingPositionTimestamp", ANY),
            ("Enabled", BOOL),
            ("MaximumBatchingWindowInSeconds", INT),
            ("MaximumRetryAttempts", INT),
            ("BisectBatchOnFunctionError", BOOL),
            ("MaximumRecordAgeInSeconds", INT),
            ("DestinationConfig", MAP),
            ("ParallelizationFactor", INT),
            ("Topics", LIST),
            ("Queues", LIST),
            ("SourceAccessConfigurations", LIST),
            ("SecretsManagerKmsKeyId", TEXT),
            ("TumblingWindowInSeconds", INT),
            ("FunctionResponseTypes", LIST),
            ("KafkaBootstrapServers", LIST),
            ("FilterCriteria", MAP),
            ("KmsKeyArn", ANY),
            ("ConsumerGroupId", TEXT),
            ("ScalingConfig", ANY),
            ("ProvisionedPollerConfig", ANY),
            ("SchemaRegistryConfig", ANY),
            ("MetricsConfig", ANY),
            ("LoggingConfig", ANY),
        ]
    };
}

const STREAM: Table = table![("Stream", TEXT | MUST), ("StartingPosition", TEXT | MUST)];
const QUEUE: Table = table![("Queue", TEXT | MUST)];
const BROKER: Table = table![("Broker", TEXT | MUST), ("DynamicPolicyName", BOOL)];
const CLUSTER: Table =
    table![("Cluster", TEXT | MUST), ("DatabaseName", TEXT), ("CollectionName", TEXT), ("FullDocument", TEXT)];
const KAFKA: Table = table![];

/// Properties that stand in the mapping as they are.
const HANDED_ON: &[&str] = &[
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
];

/// Whether the event source is one that is polled.
pub(super) fn knows(kind: &str) -> bool {
    matches!(kind, "Kinesis" | "DynamoDB" | "MSK" | "MQ" | "SQS" | "SelfManagedKafka" | "DocumentDB")
}

/// Makes the event source mapping and adds what the function's role needs.
pub(super) fn map(world: &mut World<'_>, event: &Event<'_>, kind: &str, policies: &mut Policies) -> Result<(), Fault> {
    let (table, source) = match kind {
        "Kinesis" | "DynamoDB" | "MSK" => (STREAM, Some("Stream")),
        "SQS" => (QUEUE, Some("Queue")),
        "MQ" => (BROKER, Some("Broker")),
        "DocumentDB" => (CLUSTER, Some("Cluster")),
        _ => (KAFKA, None),
    };
    check(&event.id, kind, event.properties, table)?;
    check_filter(event)?;
    let mut properties = map! { "FunctionName" => event.target.name.clone() };
    if let Some(source) = source {
        properties.set("EventSourceArn", event.given(source).cloned().unwrap_or_default());
    }
    properties.copy(event.properties, HANDED_ON);
    destination(event, kind, &mut properties, policies)?;
    own_properties(event, kind, &mut properties)?;
    allow(world, event, kind, policies)?;
    world.add(event.made(event.id.as_str(), "AWS::Lambda::EventSourceMapping", properties));
    Ok(())
}

fn check_filter(event: &Event<'_>) -> Result<(), Fault> {
    let Some(criteria) = event.given("FilterCriteria").filter(|given| !is_intrinsic(given)) else { return Ok(()) };
    let known = criteria.as_map().is_some_and(|map| map.is_empty() || map.len() == 1 && map.has("Filters"));
    if known { Ok(()) } else { Err(event.fault("FilterCriteria field has a wrong format")) }
}

/// Properties that only some sources have.
fn own_properties(event: &Event<'_>, kind: &str, properties: &mut Map) -> Result<(), Fault> {
    let mut kafka = Map::new();
    kafka.copy(event.properties, &["ConsumerGroupId", "SchemaRegistryConfig"]);
    match kind {
        "MSK" if !kafka.is_empty() => properties.set("AmazonManagedKafkaEventSourceConfig", kafka),
        "SelfManagedKafka" => {
            let servers = credentials::bootstrap_servers(event)?;
            let endpoints = map! { "KafkaBootstrapServers" => servers };
            properties.set("SelfManagedEventSource", map! { "Endpoints" => endpoints });
            if !kafka.is_empty() {
                properties.set("SelfManagedKafkaEventSourceConfig", kafka);
            }
        }
        "DocumentDB" => {
            let mut own = Map::new();
            own.copy(event.properties, &["DatabaseName", "CollectionName", "FullDocument"]);
            properties.set("DocumentDBEventSourceConfig", own);
        }
        _ => {}
    }
    Ok(())
}

/// Where batches go that could not be processed.
fn destination(event: &Event<'_>, kind: &str, properties: &mut Map, policies: &mut Policies) -> Result<(), Fault> {
    let Some(config) = event.given("DestinationConfig").and_then(Value::as_map) else { return Ok(()) };
    if config.is_empty() {
        return Ok(());
    }
    let failure = config.given("OnFailure").and_then(Value::as_map);
    let Some(failure) = failure else {
        return Err(event.fault_of_id("Property 'DestinationConfig.OnFailure' should be a map."));
    };
    let arn = failure.given("Destination").cloned();
    if let Some(kind_of_destination) = failure.given("Type") {
        let arn = arn.clone().unwrap_or_default();
        let (name, statements) = match kind_of_destination.as_str() {
            Some("SQS") => ("SQS", vec![statement("sqs:SendMessage", arn)]),
            Some("SNS") => ("SNS", vec![statement("sns:publish", arn)]),
            Some("S3") => ("S3", bucket_statements(&arn)),
            Some("Kafka") if matches!(kind, "MSK" | "SelfManagedKafka") => ("", Vec::new()),
            _ => {
                let message = "The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'";
                return Err(event.fault_of_id(message));
            }
        };
        if !statements.is_empty() {
            policies.allow(format!("{}{name}Policy", event.id), document(statements));
        }
    }
    let mut own = Map::new();
    own.maybe("Destination", arn);
    properties.set("DestinationConfig", map! { "OnFailure" => own });
    Ok(())
}

/// What the function's role needs in order to read from the source.
fn allow(world: &World<'_>, event: &Event<'_>, kind: &str, policies: &mut Policies) -> Result<(), Fault> {
    let managed = match kind {
        "Kinesis" => "AWSLambdaKinesisExecutionRole",
        "DynamoDB" => "AWSLambdaDynamoDBExecutionRole",
        "SQS" => "AWSLambdaSQSQueueExecutionRole",
        "MSK" => "AWSLambdaMSKExecutionRole",
        "MQ" => return credentials::broker(event, policies),
        "DocumentDB" => return credentials::document_db(event, policies),
        _ => return credentials::kafka(event, policies),
    };
    policies.manage(format!("arn:{}:iam::aws:policy/service-role/{managed}", world.inputs.partition).into());
    if kind == "MSK" { credentials::managed_kafka(event, policies) } else { Ok(()) }
}
