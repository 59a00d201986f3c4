//! AWS services this server knows by name and does not have, so that a client is told so instead of being puzzled.
//!
//! Facts are the published API models': signing name, target prefix, protocol, title. A service that gets built leaves this
//! table (a test says so).

use tradewind_wire::Protocol::{self, AwsJson10, AwsJson11, AwsQuery, RestJson1, RestXml};

/// A service that is not there.
#[derive(Debug)]
pub struct Absent {
    /// The name in the credential scope.
    pub signing_name: &'static str,
    /// What stands before the dot in `X-Amz-Target`; empty for services that have no such header.
    pub target_prefix: &'static str,
    /// How its errors are written.
    pub protocol: Protocol,
    /// The name people know.
    pub title: &'static str,
}

const fn absent(
    signing_name: &'static str,
    target_prefix: &'static str,
    protocol: Protocol,
    title: &'static str,
) -> Absent {
    Absent { signing_name, target_prefix, protocol, title }
}

/// In alphabetical order of the signing name.
pub const ABSENT: &[Absent] = &[
    absent("acm", "CertificateManager", AwsJson11, "Certificate Manager"),
    absent("apigateway", "", RestJson1, "API Gateway"),
    absent("application-autoscaling", "AnyScaleFrontendService", AwsJson11, "Application Auto Scaling"),
    absent("appsync", "", RestJson1, "AppSync"),
    absent("athena", "AmazonAthena", AwsJson11, "Athena"),
    absent("batch", "", RestJson1, "Batch"),
    absent("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", AwsJson11, "CloudTrail"),
    absent("cognito-identity", "AWSCognitoIdentityService", AwsJson11, "Cognito Identity"),
    absent("cognito-idp", "AWSCognitoIdentityProviderService", AwsJson11, "Cognito User Pools"),
    absent("dynamodb", "DynamoDB_20120810", AwsJson10, "DynamoDB"),
    absent("dynamodb", "DynamoDBStreams_20120810", AwsJson10, "DynamoDB Streams"),
    absent("ec2", "", AwsQuery, "EC2"),
    absent("ecs", "AmazonEC2ContainerServiceV20141113", AwsJson11, "Elastic Container Service"),
    absent("elasticloadbalancing", "", AwsQuery, "Elastic Load Balancing"),
    absent("es", "", RestJson1, "OpenSearch Service"),
    absent("firehose", "Firehose_20150804", AwsJson11, "Data Firehose"),
    absent("glue", "AWSGlue", AwsJson11, "Glue"),
    absent("iot", "", RestJson1, "IoT Core"),
    absent("kinesis", "Kinesis_20131202", AwsJson11, "Kinesis Data Streams"),
    absent("kinesisanalytics", "KinesisAnalytics_20180523", AwsJson11, "Managed Service for Apache Flink"),
    absent("monitoring", "GraniteServiceVersion20100801", AwsJson10, "CloudWatch"),
    absent("organizations", "AWSOrganizationsV20161128", AwsJson11, "Organizations"),
    absent("pipes", "", RestJson1, "EventBridge Pipes"),
    absent("rds", "", AwsQuery, "Relational Database Service"),
    absent("route53", "", RestXml, "Route 53"),
    absent("scheduler", "", RestJson1, "EventBridge Scheduler"),
    absent("schemas", "", RestJson1, "EventBridge Schemas"),
    absent("ses", "", RestJson1, "Simple Email Service"),
    absent("sns", "", AwsQuery, "Simple Notification Service"),
    absent("tagging", "ResourceGroupsTaggingAPI_20170126", AwsJson11, "Resource Groups Tagging"),
    absent("xray", "", RestJson1, "X-Ray"),
];

/// By the name in the credential scope.
pub fn by_signing_name(name: &str) -> Option<&'static Absent> {
    ABSENT.iter().find(|service| service.signing_name == name)
}

/// By what stands before the dot in `X-Amz-Target`.
pub fn by_target_prefix(prefix: &str) -> Option<&'static Absent> {
    ABSENT.iter().find(|service| !service.target_prefix.is_empty() && service.target_prefix == prefix)
}
