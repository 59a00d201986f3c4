//! The shapes of AWS Lambda, from AWS's published model of API version 2015-03-31 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Route, Shape, Stream};

/// Input of `AddLayerVersionPermission`.
///
/// Adds permissions to the resource-based policy of a version of an Lambda layer. Use this
/// action to grant layer usage permission to other accounts.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddLayerVersionPermissionRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The version number.
    #[shape(required, label = "VersionNumber")]
    pub version_number: i64,
    /// An identifier that distinguishes the policy from others on the same layer version.
    #[shape(required, length = 1..=100, pattern = "([a-zA-Z0-9-_]+)")]
    pub statement_id: String,
    /// The API action that grants access to the layer. For example, `lambda:GetLayerVersion`.
    #[shape(required, length = 0..=22, pattern = "lambda:GetLayerVersion")]
    pub action: String,
    /// An account ID, or `*` to grant layer usage permission to all accounts in an organization,
    /// or all Amazon Web Services accounts (if `organizationId` is not specified).
    #[shape(required, pattern = r"\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root")]
    pub principal: String,
    /// With the principal set to `*`, grant permission to all accounts in the specified
    /// organization.
    #[shape(length = 0..=34, pattern = "o-[a-z0-9]{10,32}")]
    pub organization_id: Option<String>,
    /// Only update the policy if the revision ID matches the ID specified. Use this option to
    /// avoid modifying a policy that has changed since you last read it.
    #[shape(query_param = "RevisionId")]
    pub revision_id: Option<String>,
}

/// Output of `AddLayerVersionPermission`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddLayerVersionPermissionResponse {
    /// The permission statement.
    pub statement: Option<String>,
    /// A unique identifier for the current revision of the policy.
    pub revision_id: Option<String>,
}

/// Input of `AddPermission`.
///
/// Grants a principal permission to use a function. You can apply the policy at the function
/// level, or specify a qualifier to restrict access to a single version or alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddPermissionRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// A statement identifier that differentiates the statement from others in the same policy.
    #[shape(required, length = 1..=100, pattern = "([a-zA-Z0-9-_]+)")]
    pub statement_id: String,
    /// The action that the principal can use on the function. For example,
    /// `lambda:InvokeFunction` or `lambda:GetFunction`.
    #[shape(required, pattern = "(lambda:[*]|lambda:[a-zA-Z]+|[*])")]
    pub action: String,
    /// The Amazon Web Services service, Amazon Web Services account, IAM user, or IAM role that
    /// invokes the function.
    #[shape(required, pattern = r"[^\s]+")]
    pub principal: String,
    /// For Amazon Web Services services, the ARN of the Amazon Web Services resource that invokes
    /// the function. For example, an Amazon S3 bucket or Amazon SNS topic.
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub source_arn: Option<String>,
    /// For Amazon Web Services service, the ID of the Amazon Web Services account that owns the
    /// resource. Use this together with `SourceArn` to ensure that the specified account owns the
    /// resource.
    #[shape(length = 0..=12, pattern = r"\d{12}")]
    pub source_account: Option<String>,
    /// For Alexa Smart Home functions, a token that the invoker must supply.
    #[shape(length = 0..=256, pattern = r"[a-zA-Z0-9._\-]+")]
    pub event_source_token: Option<String>,
    /// Specify a version or alias to add permissions to a published version of the function.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// Update the policy only if the revision ID matches the ID that's specified. Use this option
    /// to avoid modifying a policy that has changed since you last read it.
    pub revision_id: Option<String>,
    /// The identifier for your organization in Organizations. Use this to grant permissions to
    /// all the Amazon Web Services accounts under this organization.
    #[shape(name = "PrincipalOrgID", length = 12..=34, pattern = "o-[a-z0-9]{10,32}")]
    pub principal_org_id: Option<String>,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(one_of = FUNCTION_URL_AUTH_TYPE)]
    pub function_url_auth_type: Option<String>,
    /// Indicates whether the permission applies when the function is invoked through a function
    /// URL.
    pub invoked_via_function_url: Option<bool>,
}

/// Output of `AddPermission`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddPermissionResponse {
    /// The permission statement that's added to the function policy.
    pub statement: Option<String>,
}

/// Input of `CreateAlias`.
///
/// Creates an alias for a Lambda function version. Use aliases to provide clients with a
/// function identifier that you can update to invoke a different version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateAliasRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The name of the alias.
    #[shape(required, length = 1..=128, pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)")]
    pub name: String,
    /// The function version that the alias invokes.
    #[shape(required, length = 1..=1024, pattern = r"(\$LATEST(\.PUBLISHED)?|[0-9]+)")]
    pub function_version: String,
    /// A description of the alias.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// The routing configuration of the alias.
    pub routing_config: Option<AliasRoutingConfiguration>,
}

/// Provides configuration information about a Lambda function alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AliasConfiguration {
    /// The Amazon Resource Name (ARN) of the alias.
    pub alias_arn: Option<String>,
    /// The name of the alias.
    pub name: Option<String>,
    /// The function version that the alias invokes.
    pub function_version: Option<String>,
    /// A description of the alias.
    pub description: Option<String>,
    /// The routing configuration of the alias.
    pub routing_config: Option<AliasRoutingConfiguration>,
    /// A unique identifier that changes when you update the alias.
    pub revision_id: Option<String>,
}

/// Input of `CreateEventSourceMapping`.
///
/// Creates a mapping between an event source and an Lambda function. Lambda reads items from
/// the event source and invokes the function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateEventSourceMappingRequest {
    /// The Amazon Resource Name (ARN) of the event source.
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub event_source_arn: Option<String>,
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// When true, the event source mapping is active. When false, Lambda pauses polling and
    /// invocation.
    pub enabled: Option<bool>,
    /// The maximum number of records in each batch that Lambda pulls from your stream or queue
    /// and sends to your function.
    #[shape(range = 1..=10000)]
    pub batch_size: Option<i32>,
    /// An object that defines the filter criteria that determine whether Lambda should process an
    /// event. For more information, see Lambda event filtering.
    pub filter_criteria: Option<FilterCriteria>,
    /// The maximum amount of time, in seconds, that Lambda spends gathering records before
    /// invoking the function.
    #[shape(range = 0..=300)]
    pub maximum_batching_window_in_seconds: Option<i32>,
    /// (Kinesis and DynamoDB Streams only) The number of batches to process from each shard
    /// concurrently.
    #[shape(range = 1..=10)]
    pub parallelization_factor: Option<i32>,
    /// The position in a stream from which to start reading. Required for Amazon Kinesis and
    /// Amazon DynamoDB Stream event sources.
    #[shape(one_of = EVENT_SOURCE_POSITION)]
    pub starting_position: Option<String>,
    /// With `StartingPosition` set to `AT_TIMESTAMP`, the time from which to start reading.
    /// `StartingPositionTimestamp` cannot be in the future.
    pub starting_position_timestamp: Option<Timestamp>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) A configuration
    /// object that specifies the destination of an event after Lambda processes it.
    pub destination_config: Option<DestinationConfig>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// older than the specified age. The default value is infinite (-1).
    #[shape(range = -1..=604800)]
    pub maximum_record_age_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) If the function
    /// returns an error, split the batch in two and retry.
    pub bisect_batch_on_function_error: Option<bool>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// after the specified number of retries. The default value is infinite (-1).
    #[shape(range = -1..=10000)]
    pub maximum_retry_attempts: Option<i32>,
    /// A list of tags to apply to the event source mapping.
    pub tags: Option<BTreeMap<String, String>>,
    /// (Kinesis and DynamoDB Streams only) The duration in seconds of a processing window for
    /// DynamoDB and Kinesis Streams event sources. A value of 0 seconds indicates no tumbling
    /// window.
    #[shape(range = 0..=900)]
    pub tumbling_window_in_seconds: Option<i32>,
    /// The name of the Kafka topic.
    #[shape(length = 1..=1, item(length = 1..=249, pattern = r"[^.]([a-zA-Z0-9\-_.]+)"))]
    pub topics: Option<Vec<String>>,
    /// (MQ) The name of the Amazon MQ broker destination queue to consume.
    #[shape(length = 1..=1, item(length = 1..=1000))]
    pub queues: Option<Vec<String>>,
    /// An array of authentication protocols or VPC components required to secure your event
    /// source.
    #[shape(length = 0..=22)]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    /// The self-managed Apache Kafka cluster to receive records from.
    pub self_managed_event_source: Option<SelfManagedEventSource>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, self-managed Apache Kafka, and Amazon SQS) A list
    /// of current response type enums applied to the event source mapping.
    #[shape(length = 0..=1, item(one_of = FUNCTION_RESPONSE_TYPE))]
    pub function_response_types: Option<Vec<String>>,
    /// Specific configuration settings for an Amazon Managed Streaming for Apache Kafka (Amazon
    /// MSK) event source.
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    /// Specific configuration settings for a self-managed Apache Kafka event source.
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    /// (Amazon SQS only) The scaling configuration for the event source. For more information,
    /// see Configuring maximum concurrency for Amazon SQS event sources.
    pub scaling_config: Option<ScalingConfig>,
    /// Specific configuration settings for a DocumentDB event source.
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    /// The ARN of the Key Management Service (KMS) customer managed key that Lambda uses to
    /// encrypt your function's filter criteria. By default, Lambda does not encrypt your filter
    /// criteria object.
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    /// The metrics configuration for your event source. For more information, see Event source
    /// mapping metrics.
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    /// (Amazon MSK, and self-managed Apache Kafka only) The logging configuration for your event
    /// source. For more information, see Event source mapping logging.
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    /// (Amazon SQS, Amazon MSK, and self-managed Apache Kafka only) The provisioned mode
    /// configuration for the event source. For more information, see provisioned mode.
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}

/// A mapping between an Amazon Web Services resource and a Lambda function. For details, see
/// CreateEventSourceMapping.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EventSourceMappingConfiguration {
    /// The identifier of the event source mapping.
    #[shape(name = "UUID")]
    pub uuid: Option<String>,
    /// The position in a stream from which to start reading. Required for Amazon Kinesis and
    /// Amazon DynamoDB Stream event sources.
    pub starting_position: Option<String>,
    /// With `StartingPosition` set to `AT_TIMESTAMP`, the time from which to start reading.
    /// `StartingPositionTimestamp` cannot be in the future.
    pub starting_position_timestamp: Option<Timestamp>,
    /// The maximum number of records in each batch that Lambda pulls from your stream or queue
    /// and sends to your function.
    pub batch_size: Option<i32>,
    /// The maximum amount of time, in seconds, that Lambda spends gathering records before
    /// invoking the function.
    pub maximum_batching_window_in_seconds: Option<i32>,
    /// (Kinesis and DynamoDB Streams only) The number of batches to process concurrently from
    /// each shard. The default value is 1.
    pub parallelization_factor: Option<i32>,
    /// The Amazon Resource Name (ARN) of the event source.
    pub event_source_arn: Option<String>,
    /// An object that defines the filter criteria that determine whether Lambda should process an
    /// event. For more information, see Lambda event filtering.
    pub filter_criteria: Option<FilterCriteria>,
    /// The ARN of the Lambda function.
    pub function_arn: Option<String>,
    /// The date that the event source mapping was last updated or that its state changed.
    pub last_modified: Option<Timestamp>,
    /// The result of the event source mapping's last processing attempt.
    pub last_processing_result: Option<String>,
    /// The state of the event source mapping. It can be one of the following: `Creating`,
    /// `Enabling`, `Enabled`, `Disabling`, `Disabled`, `Updating`, or `Deleting`.
    pub state: Option<String>,
    /// Indicates whether a user or Lambda made the last change to the event source mapping.
    pub state_transition_reason: Option<String>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) A configuration
    /// object that specifies the destination of an event after Lambda processes it.
    pub destination_config: Option<DestinationConfig>,
    /// The name of the Kafka topic.
    pub topics: Option<Vec<String>>,
    /// (Amazon MQ) The name of the Amazon MQ broker destination queue to consume.
    pub queues: Option<Vec<String>>,
    /// An array of the authentication protocol, VPC components, or virtual host to secure and
    /// define your event source.
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    /// The self-managed Apache Kafka cluster for your event source.
    pub self_managed_event_source: Option<SelfManagedEventSource>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// older than the specified age. The default value is -1, which sets the maximum age to
    /// infinite.
    pub maximum_record_age_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) If the function
    /// returns an error, split the batch in two and retry. The default value is false.
    pub bisect_batch_on_function_error: Option<bool>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// after the specified number of retries. The default value is -1, which sets the maximum
    /// number of retries to infinite.
    pub maximum_retry_attempts: Option<i32>,
    /// (Kinesis and DynamoDB Streams only) The duration in seconds of a processing window for
    /// DynamoDB and Kinesis Streams event sources. A value of 0 seconds indicates no tumbling
    /// window.
    pub tumbling_window_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, self-managed Apache Kafka, and Amazon SQS) A list
    /// of current response type enums applied to the event source mapping.
    pub function_response_types: Option<Vec<String>>,
    /// Specific configuration settings for an Amazon Managed Streaming for Apache Kafka (Amazon
    /// MSK) event source.
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    /// Specific configuration settings for a self-managed Apache Kafka event source.
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    /// (Amazon SQS only) The scaling configuration for the event source. For more information,
    /// see Configuring maximum concurrency for Amazon SQS event sources.
    pub scaling_config: Option<ScalingConfig>,
    /// Specific configuration settings for a DocumentDB event source.
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    /// The ARN of the Key Management Service (KMS) customer managed key that Lambda uses to
    /// encrypt your function's filter criteria.
    #[shape(name = "KMSKeyArn")]
    pub kms_key_arn: Option<String>,
    /// An object that contains details about an error related to filter criteria encryption.
    pub filter_criteria_error: Option<FilterCriteriaError>,
    /// The Amazon Resource Name (ARN) of the event source mapping.
    pub event_source_mapping_arn: Option<String>,
    /// The metrics configuration for your event source. For more information, see Event source
    /// mapping metrics.
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    /// (Amazon MSK, and self-managed Apache Kafka only) The logging configuration for your event
    /// source. For more information, see Event source mapping logging.
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    /// (Amazon SQS, Amazon MSK, and self-managed Apache Kafka only) The provisioned mode
    /// configuration for the event source. For more information, see provisioned mode.
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}

/// Input of `CreateFunction`.
///
/// Creates a Lambda function. To create a function, you need a deployment package and an
/// execution role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateFunctionRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The identifier of the function's runtime. Runtime is required if the deployment package is
    /// a .zip file archive.
    #[shape(one_of = RUNTIME)]
    pub runtime: Option<String>,
    /// The Amazon Resource Name (ARN) of the function's execution role.
    #[shape(required, pattern = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role: String,
    /// The name of the method within your code that Lambda calls to run your function. Handler is
    /// required if the deployment package is a .zip file archive.
    #[shape(length = 0..=128, pattern = r"[^\s]+")]
    pub handler: Option<String>,
    /// The code for the function.
    #[shape(required)]
    pub code: FunctionCode,
    /// A description of the function.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// The amount of time (in seconds) that Lambda allows a function to run before stopping it.
    /// The default is 3 seconds.
    #[shape(range = 1..)]
    pub timeout: Option<i32>,
    /// The amount of memory available to the function at runtime. Increasing the function memory
    /// also increases its CPU allocation.
    #[shape(range = 128..=32768)]
    pub memory_size: Option<i32>,
    /// Set to true to publish the first version of the function during creation.
    pub publish: Option<bool>,
    /// For network connectivity to Amazon Web Services resources in a VPC, specify a list of
    /// security groups and subnets in the VPC.
    pub vpc_config: Option<VpcConfig>,
    /// The type of deployment package. Set to `Image` for container image and set to `Zip` for
    /// .zip file archive.
    #[shape(one_of = PACKAGE_TYPE)]
    pub package_type: Option<String>,
    /// A dead-letter queue configuration that specifies the queue or topic where Lambda sends
    /// asynchronous events when they fail processing. For more information, see Dead-letter
    /// queues.
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// Environment variables that are accessible from function code during execution.
    pub environment: Option<Environment>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// the following resources.
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    /// Set `Mode` to `Active` to sample and trace a subset of incoming requests with X-Ray.
    pub tracing_config: Option<TracingConfig>,
    /// A list of tags to apply to the function.
    pub tags: Option<BTreeMap<String, String>>,
    /// A list of function layers to add to the function's execution environment. Specify each
    /// layer by its ARN, including the version.
    #[shape(
        item(length = 1..=140, pattern = r"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+")
    )]
    pub layers: Option<Vec<String>>,
    /// Connection settings for an Amazon EFS file system or an Amazon S3 Files file system.
    #[shape(length = 0..=1)]
    pub file_system_configs: Option<Vec<FileSystemConfig>>,
    /// Container image configuration values that override the values in the container image
    /// Dockerfile.
    pub image_config: Option<ImageConfig>,
    /// To enable code signing for this function, specify the ARN of a code-signing configuration.
    /// A code-signing configuration includes a set of signing profiles, which define the trusted
    /// publishers for this function.
    #[shape(
        length = 0..=200,
        pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}"
    )]
    pub code_signing_config_arn: Option<String>,
    /// The instruction set architecture that the function supports. Enter a string array with one
    /// of the valid values (arm64 or x86_64).
    #[shape(length = 1..=1, item(one_of = ARCHITECTURE))]
    pub architectures: Option<Vec<String>>,
    /// The size of the function's `/tmp` directory in MB. The default value is 512, but can be
    /// any whole number between 512 and 10,240 MB.
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// The function's SnapStart setting.
    pub snap_start: Option<SnapStart>,
    /// The function's Amazon CloudWatch Logs configuration settings.
    pub logging_config: Option<LoggingConfig>,
    /// Configuration for the capacity provider that manages compute resources for Lambda
    /// functions.
    pub capacity_provider_config: Option<CapacityProviderConfig>,
    /// Specifies where to publish the function version or configuration.
    #[shape(one_of = FUNCTION_VERSION_LATEST_PUBLISHED)]
    pub publish_to: Option<String>,
    /// Configuration settings for durable functions. Enables creating functions with durability
    /// that can remember their state and continue execution even after interruptions.
    pub durable_config: Option<DurableConfig>,
    /// Configuration for multi-tenant applications that use Lambda functions. Defines tenant
    /// isolation settings and resource allocations.
    pub tenancy_config: Option<TenancyConfig>,
}

/// Details about a function's configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FunctionConfiguration {
    /// The name of the function.
    pub function_name: Option<String>,
    /// The function's Amazon Resource Name (ARN).
    pub function_arn: Option<String>,
    /// The identifier of the function's runtime. Runtime is required if the deployment package is
    /// a .zip file archive.
    pub runtime: Option<String>,
    /// The function's execution role.
    pub role: Option<String>,
    /// The function that Lambda calls to begin running your function.
    pub handler: Option<String>,
    /// The size of the function's deployment package, in bytes.
    pub code_size: Option<i64>,
    /// The function's description.
    pub description: Option<String>,
    /// The amount of time in seconds that Lambda allows a function to run before stopping it.
    pub timeout: Option<i32>,
    /// The amount of memory available to the function at runtime.
    pub memory_size: Option<i32>,
    /// The date and time that the function was last updated, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    pub last_modified: Option<String>,
    /// The SHA256 hash of the function's deployment package.
    pub code_sha256: Option<String>,
    /// The version of the Lambda function.
    pub version: Option<String>,
    /// The function's networking configuration.
    pub vpc_config: Option<VpcConfigResponse>,
    /// The function's dead letter queue.
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The function's environment variables. Omitted from CloudTrail logs.
    pub environment: Option<EnvironmentResponse>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// the following resources.
    #[shape(name = "KMSKeyArn")]
    pub kms_key_arn: Option<String>,
    /// The function's X-Ray tracing configuration.
    pub tracing_config: Option<TracingConfigResponse>,
    /// For Lambda@Edge functions, the ARN of the main function.
    pub master_arn: Option<String>,
    /// The latest updated revision of the function or alias.
    pub revision_id: Option<String>,
    /// The function's layers.
    pub layers: Option<Vec<Layer>>,
    /// The current state of the function. When the state is `Inactive`, you can reactivate the
    /// function by invoking it.
    pub state: Option<String>,
    /// The reason for the function's current state.
    pub state_reason: Option<String>,
    /// The reason code for the function's current state. When the code is `Creating`, you can't
    /// invoke or modify the function.
    pub state_reason_code: Option<String>,
    /// The status of the last update that was performed on the function. This is first set to
    /// `Successful` after function creation completes.
    pub last_update_status: Option<String>,
    /// The reason for the last update that was performed on the function.
    pub last_update_status_reason: Option<String>,
    /// The reason code for the last update that was performed on the function.
    pub last_update_status_reason_code: Option<String>,
    /// Connection settings for an Amazon EFS file system or an Amazon S3 Files file system.
    pub file_system_configs: Option<Vec<FileSystemConfig>>,
    /// The type of deployment package. Set to `Image` for container image and set `Zip` for .zip
    /// file archive.
    pub package_type: Option<String>,
    /// The function's image configuration values.
    pub image_config_response: Option<ImageConfigResponse>,
    /// The ARN of the signing profile version.
    pub signing_profile_version_arn: Option<String>,
    /// The ARN of the signing job.
    pub signing_job_arn: Option<String>,
    /// The instruction set architecture that the function supports. Architecture is a string
    /// array with one of the valid values.
    pub architectures: Option<Vec<String>>,
    /// The size of the function's `/tmp` directory in MB. The default value is 512, but can be
    /// any whole number between 512 and 10,240 MB.
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// Set `ApplyOn` to `PublishedVersions` to create a snapshot of the initialized execution
    /// environment when you publish a function version. For more information, see Improving
    /// startup performance with Lambda SnapStart.
    pub snap_start: Option<SnapStartResponse>,
    /// The ARN of the runtime and any errors that occured.
    pub runtime_version_config: Option<RuntimeVersionConfig>,
    /// The function's Amazon CloudWatch Logs configuration settings.
    pub logging_config: Option<LoggingConfig>,
    /// Configuration for the capacity provider that manages compute resources for Lambda
    /// functions.
    pub capacity_provider_config: Option<CapacityProviderConfig>,
    /// The SHA256 hash of the function configuration.
    pub config_sha256: Option<String>,
    /// The function's durable execution configuration settings, if the function is configured for
    /// durability.
    pub durable_config: Option<DurableConfig>,
    /// The function's tenant isolation configuration settings. Determines whether the Lambda
    /// function runs on a shared or dedicated infrastructure per unique tenant.
    pub tenancy_config: Option<TenancyConfig>,
}

/// Input of `CreateFunctionUrlConfig`.
///
/// Creates a Lambda function URL with the specified configuration parameters. A function URL
/// is a dedicated HTTP(S) endpoint that you can use to invoke your function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateFunctionUrlConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The alias name.
    #[shape(query_param = "Qualifier", length = 1..=128, pattern = r"((?!^\d+$)^[0-9a-zA-Z-_]+$)")]
    pub qualifier: Option<String>,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(required, one_of = FUNCTION_URL_AUTH_TYPE)]
    pub auth_type: String,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// Use one of the following options.
    #[shape(one_of = INVOKE_MODE)]
    pub invoke_mode: Option<String>,
}

/// Output of `CreateFunctionUrlConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateFunctionUrlConfigResponse {
    /// The HTTP URL endpoint for your function.
    #[shape(required)]
    pub function_url: String,
    /// The Amazon Resource Name (ARN) of your function.
    #[shape(required)]
    pub function_arn: String,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(required)]
    pub auth_type: String,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// When the function URL was created, in ISO-8601 format (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub creation_time: String,
    /// Use one of the following options.
    pub invoke_mode: Option<String>,
}

/// Input of `DeleteAlias`.
///
/// Deletes a Lambda function alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteAliasRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The name of the alias.
    #[shape(required, label = "Name", length = 1..=128, pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)")]
    pub name: String,
}

/// Input of `DeleteEventSourceMapping`.
///
/// Deletes an event source mapping. You can get the identifier of a mapping from the output
/// of ListEventSourceMappings.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteEventSourceMappingRequest {
    /// The identifier of the event source mapping.
    #[shape(name = "UUID", required, label = "UUID")]
    pub uuid: String,
}

/// Input of `DeleteFunction`.
///
/// Deletes a Lambda function. To delete a specific function version, use the `Qualifier`
/// parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteFunctionRequest {
    /// The name or ARN of the Lambda function or version.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version to delete. You can't delete a version that an alias references.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Output of `DeleteFunction`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteFunctionResponse {
    /// The HTTP status code returned by the operation.
    #[shape(status_code)]
    pub status_code: Option<i32>,
}

/// Input of `DeleteFunctionConcurrency`.
///
/// Removes a concurrent execution limit from a function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteFunctionConcurrencyRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
}

/// Input of `DeleteFunctionEventInvokeConfig`.
///
/// Deletes the configuration for asynchronous invocation for a function, version, or alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteFunctionEventInvokeConfigRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// A version number or alias name.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Input of `DeleteFunctionUrlConfig`.
///
/// Deletes a Lambda function URL. When you delete a function URL, you can't recover it.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteFunctionUrlConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The alias name.
    #[shape(query_param = "Qualifier", length = 1..=128, pattern = r"((?!^\d+$)^[0-9a-zA-Z-_]+$)")]
    pub qualifier: Option<String>,
}

/// Input of `DeleteLayerVersion`.
///
/// Deletes a version of an Lambda layer. Deleted versions can no longer be viewed or added to
/// functions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteLayerVersionRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The version number.
    #[shape(required, label = "VersionNumber")]
    pub version_number: i64,
}

/// Input of `DeleteProvisionedConcurrencyConfig`.
///
/// Deletes the provisioned concurrency configuration for a function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteProvisionedConcurrencyConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The version number or alias name.
    #[shape(required, query_param = "Qualifier", length = 1..=128, pattern = "(|[a-zA-Z0-9$_-]+)")]
    pub qualifier: String,
}

/// Input of `GetAccountSettings`.
///
/// Retrieves details about your account's limits and usage in an Amazon Web Services Region.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccountSettingsRequest {}

/// Output of `GetAccountSettings`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccountSettingsResponse {
    /// Limits that are related to concurrency and code storage.
    pub account_limit: Option<AccountLimit>,
    /// The number of functions and amount of storage in use.
    pub account_usage: Option<AccountUsage>,
}

/// Input of `GetAlias`.
///
/// Returns details about a Lambda function alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAliasRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The name of the alias.
    #[shape(required, label = "Name", length = 1..=128, pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)")]
    pub name: String,
}

/// Input of `GetEventSourceMapping`.
///
/// Returns details about an event source mapping. You can get the identifier of a mapping
/// from the output of ListEventSourceMappings.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetEventSourceMappingRequest {
    /// The identifier of the event source mapping.
    #[shape(name = "UUID", required, label = "UUID")]
    pub uuid: String,
}

/// Input of `GetFunction`.
///
/// Returns information about the function or function version, with a link to download the
/// deployment package that's valid for 10 minutes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version or alias to get details about a published version of the function.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Output of `GetFunction`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionResponse {
    /// The configuration of the function or version.
    pub configuration: Option<FunctionConfiguration>,
    /// The deployment package of the function or version.
    pub code: Option<FunctionCodeLocation>,
    /// The function's tags. Lambda returns tag data only if you have explicit allow permissions
    /// for lambda:ListTags.
    pub tags: Option<BTreeMap<String, String>>,
    /// An object that contains details about an error related to retrieving tags.
    pub tags_error: Option<TagsError>,
    /// The function's reserved concurrency.
    pub concurrency: Option<Concurrency>,
}

/// Input of `GetFunctionCodeSigningConfig`.
///
/// Returns the code signing configuration for the specified function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionCodeSigningConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
}

/// Output of `GetFunctionCodeSigningConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionCodeSigningConfigResponse {
    /// The Amazon Resource Name (ARN) of the code signing configuration.
    #[shape(required)]
    pub code_signing_config_arn: String,
    /// The name of the Lambda function.
    #[shape(required)]
    pub function_name: String,
}

/// Input of `GetFunctionConcurrency`.
///
/// Returns details about the reserved concurrency configuration for a function. To set a
/// concurrency limit for a function, use PutFunctionConcurrency.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionConcurrencyRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
}

/// Output of `GetFunctionConcurrency`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionConcurrencyResponse {
    /// The number of simultaneous executions that are reserved for the function.
    pub reserved_concurrent_executions: Option<i32>,
}

/// Input of `GetFunctionConfiguration`.
///
/// Returns the version-specific settings of a Lambda function or version. The output includes
/// only options that can vary between versions of a function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionConfigurationRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version or alias to get details about a published version of the function.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Input of `GetFunctionEventInvokeConfig`.
///
/// Retrieves the configuration for asynchronous invocation for a function, version, or alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionEventInvokeConfigRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// A version number or alias name.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Output of `GetFunctionEventInvokeConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FunctionEventInvokeConfig {
    /// The date and time that the configuration was last updated.
    pub last_modified: Option<Timestamp>,
    /// The Amazon Resource Name (ARN) of the function.
    pub function_arn: Option<String>,
    /// The maximum number of times to retry when the function returns an error.
    pub maximum_retry_attempts: Option<i32>,
    /// The maximum age of a request that Lambda sends to a function for processing.
    pub maximum_event_age_in_seconds: Option<i32>,
    /// A destination for events after they have been sent to a function for processing.
    pub destination_config: Option<DestinationConfig>,
}

/// Input of `GetFunctionRecursionConfig`.
///
/// Returns your function's recursive loop detection configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionRecursionConfigRequest {
    /// The name of the function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)"
    )]
    pub function_name: String,
}

/// Output of `GetFunctionRecursionConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionRecursionConfigResponse {
    /// If your function's recursive loop detection configuration is `Allow`, Lambda doesn't take
    /// any action when it detects your function being invoked as part of a recursive loop.
    pub recursive_loop: Option<String>,
}

/// Input of `GetFunctionUrlConfig`.
///
/// Returns details about a Lambda function URL.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionUrlConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The alias name.
    #[shape(query_param = "Qualifier", length = 1..=128, pattern = r"((?!^\d+$)^[0-9a-zA-Z-_]+$)")]
    pub qualifier: Option<String>,
}

/// Output of `GetFunctionUrlConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFunctionUrlConfigResponse {
    /// The HTTP URL endpoint for your function.
    #[shape(required)]
    pub function_url: String,
    /// The Amazon Resource Name (ARN) of your function.
    #[shape(required)]
    pub function_arn: String,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(required)]
    pub auth_type: String,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// When the function URL was created, in ISO-8601 format (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub creation_time: String,
    /// When the function URL configuration was last updated, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub last_modified_time: String,
    /// Use one of the following options.
    pub invoke_mode: Option<String>,
}

/// Input of `GetLayerVersion`.
///
/// Returns information about a version of an Lambda layer, with a link to download the layer
/// archive that's valid for 10 minutes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLayerVersionRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The version number.
    #[shape(required, label = "VersionNumber")]
    pub version_number: i64,
}

/// Output of `GetLayerVersion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLayerVersionResponse {
    /// Details about the layer version.
    pub content: Option<LayerVersionContentOutput>,
    /// The ARN of the layer.
    pub layer_arn: Option<String>,
    /// The ARN of the layer version.
    pub layer_version_arn: Option<String>,
    /// The description of the version.
    pub description: Option<String>,
    /// The date that the layer version was created, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    pub created_date: Option<String>,
    /// The version number.
    pub version: Option<i64>,
    /// The layer's compatible runtimes.
    pub compatible_runtimes: Option<Vec<String>>,
    /// The layer's software license.
    pub license_info: Option<String>,
    /// A list of compatible instruction set architectures.
    pub compatible_architectures: Option<Vec<String>>,
}

/// Input of `GetLayerVersionByArn`.
///
/// Returns information about a version of an Lambda layer, with a link to download the layer
/// archive that's valid for 10 minutes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLayerVersionByArnRequest {
    /// The ARN of the layer version.
    #[shape(
        required,
        query_param = "Arn",
        length = 1..=140,
        pattern = r"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+"
    )]
    pub arn: String,
}

/// Input of `GetLayerVersionPolicy`.
///
/// Returns the permission policy for a version of an Lambda layer. For more information, see
/// AddLayerVersionPermission.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLayerVersionPolicyRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The version number.
    #[shape(required, label = "VersionNumber")]
    pub version_number: i64,
}

/// Output of `GetLayerVersionPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLayerVersionPolicyResponse {
    /// The policy document.
    pub policy: Option<String>,
    /// A unique identifier for the current revision of the policy.
    pub revision_id: Option<String>,
}

/// Input of `GetPolicy`.
///
/// Returns the resource-based IAM policy for a function, version, or alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version or alias to get the policy for that resource.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Output of `GetPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyResponse {
    /// The resource-based policy.
    pub policy: Option<String>,
    /// A unique identifier for the current revision of the policy.
    pub revision_id: Option<String>,
}

/// Input of `GetProvisionedConcurrencyConfig`.
///
/// Retrieves the provisioned concurrency configuration for a function's alias or version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetProvisionedConcurrencyConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The version number or alias name.
    #[shape(required, query_param = "Qualifier", length = 1..=128, pattern = "(|[a-zA-Z0-9$_-]+)")]
    pub qualifier: String,
}

/// Output of `GetProvisionedConcurrencyConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetProvisionedConcurrencyConfigResponse {
    /// The amount of provisioned concurrency requested.
    pub requested_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency available.
    pub available_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency allocated.
    pub allocated_provisioned_concurrent_executions: Option<i32>,
    /// The status of the allocation process.
    pub status: Option<String>,
    /// For failed allocations, the reason that provisioned concurrency could not be allocated.
    pub status_reason: Option<String>,
    /// The date and time that a user last updated the configuration, in ISO 8601 format.
    pub last_modified: Option<String>,
}

/// Input of `GetRuntimeManagementConfig`.
///
/// Retrieves the runtime management configuration for a function's version. If the runtime
/// update mode is Manual, this includes the ARN of the runtime version and the runtime update
/// mode.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRuntimeManagementConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version of the function. This can be `$LATEST` or a published version number.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
}

/// Output of `GetRuntimeManagementConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRuntimeManagementConfigResponse {
    /// The current runtime update mode of the function.
    pub update_runtime_on: Option<String>,
    /// The ARN of the runtime the function is configured to use. If the runtime update mode is
    /// Manual, the ARN is returned, otherwise `null` is returned.
    pub runtime_version_arn: Option<String>,
    /// The Amazon Resource Name (ARN) of your function.
    pub function_arn: Option<String>,
}

/// Input of `Invoke`.
///
/// Invokes a Lambda function. You can invoke a function synchronously (and wait for the
/// response), or asynchronously.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvocationRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Choose from the following options.
    #[shape(header = "X-Amz-Invocation-Type", one_of = INVOCATION_TYPE)]
    pub invocation_type: Option<String>,
    /// Set to `Tail` to include the execution log in the response. Applies to synchronously
    /// invoked functions only.
    #[shape(header = "X-Amz-Log-Type", one_of = LOG_TYPE)]
    pub log_type: Option<String>,
    /// Up to 3,583 bytes of base64-encoded data about the invoking client to pass to the function
    /// in the context object. Lambda passes the `ClientContext` object to your function for
    /// synchronous invocations only.
    #[shape(header = "X-Amz-Client-Context")]
    pub client_context: Option<String>,
    /// Optional unique name for the durable execution. When you start your special function, you
    /// can give it a unique name to identify this specific execution.
    #[shape(header = "X-Amz-Durable-Execution-Name", length = 1..=64, pattern = "[a-zA-Z0-9-_]+")]
    pub durable_execution_name: Option<String>,
    /// The JSON that you want to provide to your Lambda function as input. The maximum payload
    /// size is 6 MB for synchronous invocations and 1 MB for asynchronous invocations.
    #[shape(sensitive, payload)]
    pub payload: Option<Bytes>,
    /// Specify a version or alias to invoke a published version of the function.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// The identifier of the tenant in a multi-tenant Lambda function.
    #[shape(header = "X-Amz-Tenant-Id", length = 1..=256, pattern = r"[a-zA-Z0-9\._:\/=+\-@ ]+")]
    pub tenant_id: Option<String>,
}

/// Output of `Invoke`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvocationResponse {
    /// The HTTP status code is in the 200 range for a successful request. For the
    /// `RequestResponse` invocation type, this status code is 200.
    #[shape(status_code)]
    pub status_code: Option<i32>,
    /// If present, indicates that an error occurred during function execution. Details about the
    /// error are included in the response payload.
    #[shape(header = "X-Amz-Function-Error")]
    pub function_error: Option<String>,
    /// The last 4 KB of the execution log, which is base64-encoded.
    #[shape(header = "X-Amz-Log-Result")]
    pub log_result: Option<String>,
    /// The response from the function, or an error object.
    #[shape(sensitive, payload)]
    pub payload: Option<Bytes>,
    /// The version of the function that executed. When you invoke a function with an alias, this
    /// indicates which version the alias resolved to.
    #[shape(header = "X-Amz-Executed-Version")]
    pub executed_version: Option<String>,
    /// The ARN of the durable execution that was started. This is returned when invoking a
    /// durable function and provides a unique identifier for tracking the execution.
    #[shape(header = "X-Amz-Durable-Execution-Arn")]
    pub durable_execution_arn: Option<String>,
}

/// Input of `InvokeAsync`.
///
/// For asynchronous function invocation, use Invoke.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeAsyncRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The JSON that you want to provide to your Lambda function as input.
    #[shape(required, payload)]
    pub invoke_args: Bytes,
}

/// A success response (`202 Accepted`) indicates that the request is queued for invocation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeAsyncResponse {
    /// The status code.
    #[shape(status_code)]
    pub status: Option<i32>,
}

/// Input of `InvokeWithResponseStream`.
///
/// Configure your Lambda functions to stream response payloads back to clients. For more
/// information, see Configuring a Lambda function to stream responses.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeWithResponseStreamRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Use one of the following options.
    #[shape(header = "X-Amz-Invocation-Type", one_of = RESPONSE_STREAMING_INVOCATION_TYPE)]
    pub invocation_type: Option<String>,
    /// Set to `Tail` to include the execution log in the response. Applies to synchronously
    /// invoked functions only.
    #[shape(header = "X-Amz-Log-Type", one_of = LOG_TYPE)]
    pub log_type: Option<String>,
    /// Up to 3,583 bytes of base64-encoded data about the invoking client to pass to the function
    /// in the context object.
    #[shape(header = "X-Amz-Client-Context")]
    pub client_context: Option<String>,
    /// The alias name.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// The JSON that you want to provide to your Lambda function as input.
    #[shape(sensitive, payload)]
    pub payload: Option<Bytes>,
    /// The identifier of the tenant in a multi-tenant Lambda function.
    #[shape(header = "X-Amz-Tenant-Id", length = 1..=256, pattern = r"[a-zA-Z0-9\._:\/=+\-@ ]+")]
    pub tenant_id: Option<String>,
}

/// Output of `InvokeWithResponseStream`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeWithResponseStreamResponse {
    /// For a successful request, the HTTP status code is in the 200 range. For the
    /// `RequestResponse` invocation type, this status code is 200.
    #[shape(status_code)]
    pub status_code: Option<i32>,
    /// The version of the function that executed. When you invoke a function with an alias, this
    /// indicates which version the alias resolved to.
    #[shape(header = "X-Amz-Executed-Version")]
    pub executed_version: Option<String>,
    /// The stream of response payloads.
    #[shape(payload)]
    pub event_stream: Option<Stream>,
    /// The type of data the stream is returning.
    #[shape(header = "Content-Type")]
    pub response_stream_content_type: Option<String>,
}

/// Input of `ListAliases`.
///
/// Returns a list of aliases for a Lambda function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAliasesRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a function version to only list aliases that invoke that version.
    #[shape(
        query_param = "FunctionVersion",
        length = 1..=1024,
        pattern = r"(\$LATEST(\.PUBLISHED)?|[0-9]+)"
    )]
    pub function_version: Option<String>,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// Limit the number of aliases returned.
    #[shape(query_param = "MaxItems", range = 1..=10000)]
    pub max_items: Option<i32>,
}

/// Output of `ListAliases`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAliasesResponse {
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
    /// A list of aliases.
    pub aliases: Option<Vec<AliasConfiguration>>,
}

/// Input of `ListEventSourceMappings`.
///
/// Lists event source mappings. Specify an `EventSourceArn` to show only event source
/// mappings for a single event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEventSourceMappingsRequest {
    /// The Amazon Resource Name (ARN) of the event source.
    #[shape(
        query_param = "EventSourceArn",
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub event_source_arn: Option<String>,
    /// The name or ARN of the Lambda function.
    #[shape(
        query_param = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: Option<String>,
    /// A pagination token returned by a previous call.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of event source mappings to return. Note that ListEventSourceMappings
    /// returns a maximum of 100 items in each response, even if you set the number higher.
    #[shape(query_param = "MaxItems", range = 1..=10000)]
    pub max_items: Option<i32>,
}

/// Output of `ListEventSourceMappings`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEventSourceMappingsResponse {
    /// A pagination token that's returned when the response doesn't contain all event source
    /// mappings.
    pub next_marker: Option<String>,
    /// A list of event source mappings.
    pub event_source_mappings: Option<Vec<EventSourceMappingConfiguration>>,
}

/// Input of `ListFunctionEventInvokeConfigs`.
///
/// Retrieves a list of configurations for asynchronous invocation for a function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionEventInvokeConfigsRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of configurations to return.
    #[shape(query_param = "MaxItems", range = 1..=50)]
    pub max_items: Option<i32>,
}

/// Output of `ListFunctionEventInvokeConfigs`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionEventInvokeConfigsResponse {
    /// A list of configurations.
    pub function_event_invoke_configs: Option<Vec<FunctionEventInvokeConfig>>,
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
}

/// Input of `ListFunctionUrlConfigs`.
///
/// Returns a list of Lambda function URLs for the specified function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionUrlConfigsRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of function URLs to return in the response. Note that
    /// `ListFunctionUrlConfigs` returns a maximum of 50 items in each response, even if you set
    /// the number higher.
    #[shape(query_param = "MaxItems", range = 1..=50)]
    pub max_items: Option<i32>,
}

/// Output of `ListFunctionUrlConfigs`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionUrlConfigsResponse {
    /// A list of function URL configurations.
    #[shape(required)]
    pub function_url_configs: Vec<FunctionUrlConfig>,
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
}

/// Input of `ListFunctions`.
///
/// Returns a list of Lambda functions, with the version-specific configuration of each.
/// Lambda returns up to 50 functions per call.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionsRequest {
    /// For Lambda@Edge functions, the Amazon Web Services Region of the master function.
    #[shape(query_param = "MasterRegion", pattern = r"ALL|[a-z]{2}(-gov)?-[a-z]+-\d{1}")]
    pub master_region: Option<String>,
    /// Set to `ALL` to include entries for all published versions of each function.
    #[shape(query_param = "FunctionVersion", one_of = FUNCTION_VERSION)]
    pub function_version: Option<String>,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of functions to return in the response. Note that `ListFunctions`
    /// returns a maximum of 50 items in each response, even if you set the number higher.
    #[shape(query_param = "MaxItems", range = 1..=10000)]
    pub max_items: Option<i32>,
}

/// A list of Lambda functions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListFunctionsResponse {
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
    /// A list of Lambda functions.
    pub functions: Option<Vec<FunctionConfiguration>>,
}

/// Input of `ListLayerVersions`.
///
/// Lists the versions of an Lambda layer. Versions that have been deleted aren't listed.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLayerVersionsRequest {
    /// A runtime identifier.
    #[shape(query_param = "CompatibleRuntime", one_of = RUNTIME)]
    pub compatible_runtime: Option<String>,
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// A pagination token returned by a previous call.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of versions to return.
    #[shape(query_param = "MaxItems", range = 1..=50)]
    pub max_items: Option<i32>,
    /// The compatible instruction set architecture.
    #[shape(query_param = "CompatibleArchitecture", one_of = ARCHITECTURE)]
    pub compatible_architecture: Option<String>,
}

/// Output of `ListLayerVersions`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLayerVersionsResponse {
    /// A pagination token returned when the response doesn't contain all versions.
    pub next_marker: Option<String>,
    /// A list of versions.
    pub layer_versions: Option<Vec<LayerVersionsListItem>>,
}

/// Input of `ListLayers`.
///
/// Lists Lambda layers and shows information about the latest version of each. Specify a
/// runtime identifier to list only layers that indicate that they're compatible with that
/// runtime.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLayersRequest {
    /// A runtime identifier.
    #[shape(query_param = "CompatibleRuntime", one_of = RUNTIME)]
    pub compatible_runtime: Option<String>,
    /// A pagination token returned by a previous call.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of layers to return.
    #[shape(query_param = "MaxItems", range = 1..=50)]
    pub max_items: Option<i32>,
    /// The compatible instruction set architecture.
    #[shape(query_param = "CompatibleArchitecture", one_of = ARCHITECTURE)]
    pub compatible_architecture: Option<String>,
}

/// Output of `ListLayers`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListLayersResponse {
    /// A pagination token returned when the response doesn't contain all layers.
    pub next_marker: Option<String>,
    /// A list of function layers.
    pub layers: Option<Vec<LayersListItem>>,
}

/// Input of `ListProvisionedConcurrencyConfigs`.
///
/// Retrieves a list of provisioned concurrency configurations for a function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListProvisionedConcurrencyConfigsRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// Specify a number to limit the number of configurations returned.
    #[shape(query_param = "MaxItems", range = 1..=50)]
    pub max_items: Option<i32>,
}

/// Output of `ListProvisionedConcurrencyConfigs`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListProvisionedConcurrencyConfigsResponse {
    /// A list of provisioned concurrency configurations.
    pub provisioned_concurrency_configs: Option<Vec<ProvisionedConcurrencyConfigListItem>>,
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
}

/// Input of `ListTags`.
///
/// Returns a function, event source mapping, or code signing configuration's tags. You can
/// also view function tags with GetFunction.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsRequest {
    /// The resource's Amazon Resource Name (ARN). Note: Lambda does not support adding tags to
    /// function aliases or versions.
    #[shape(
        required,
        label = "Resource",
        length = 1..=256,
        pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)"
    )]
    pub resource: String,
}

/// Output of `ListTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsResponse {
    /// The function's tags.
    pub tags: Option<BTreeMap<String, String>>,
}

/// Input of `ListVersionsByFunction`.
///
/// Returns a list of versions, with the version-specific configuration of each. Lambda
/// returns up to 50 versions per call.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListVersionsByFunctionRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify the pagination token that's returned by a previous request to retrieve the next
    /// page of results.
    #[shape(query_param = "Marker")]
    pub marker: Option<String>,
    /// The maximum number of versions to return. Note that `ListVersionsByFunction` returns a
    /// maximum of 50 items in each response, even if you set the number higher.
    #[shape(query_param = "MaxItems", range = 1..=10000)]
    pub max_items: Option<i32>,
}

/// Output of `ListVersionsByFunction`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListVersionsByFunctionResponse {
    /// The pagination token that's included if more results are available.
    pub next_marker: Option<String>,
    /// A list of Lambda function versions.
    pub versions: Option<Vec<FunctionConfiguration>>,
}

/// Input of `PublishLayerVersion`.
///
/// Creates an Lambda layer from a ZIP archive. Each time you call `PublishLayerVersion` with
/// the same layer name, a new version is created.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PublishLayerVersionRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The description of the version.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// The function layer archive.
    #[shape(required)]
    pub content: LayerVersionContentInput,
    /// A list of compatible function runtimes. Used for filtering with ListLayers and
    /// ListLayerVersions.
    #[shape(length = 0..=15, item(one_of = RUNTIME))]
    pub compatible_runtimes: Option<Vec<String>>,
    /// The layer's software license.
    #[shape(length = 0..=512)]
    pub license_info: Option<String>,
    /// A list of compatible instruction set architectures.
    #[shape(length = 0..=2, item(one_of = ARCHITECTURE))]
    pub compatible_architectures: Option<Vec<String>>,
}

/// Output of `PublishLayerVersion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PublishLayerVersionResponse {
    /// Details about the layer version.
    pub content: Option<LayerVersionContentOutput>,
    /// The ARN of the layer.
    pub layer_arn: Option<String>,
    /// The ARN of the layer version.
    pub layer_version_arn: Option<String>,
    /// The description of the version.
    pub description: Option<String>,
    /// The date that the layer version was created, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    pub created_date: Option<String>,
    /// The version number.
    pub version: Option<i64>,
    /// The layer's compatible runtimes.
    pub compatible_runtimes: Option<Vec<String>>,
    /// The layer's software license.
    pub license_info: Option<String>,
    /// A list of compatible instruction set architectures.
    pub compatible_architectures: Option<Vec<String>>,
}

/// Input of `PublishVersion`.
///
/// Creates a version from the current code and configuration of a function. Use versions to
/// create a snapshot of your function code and configuration that doesn't change.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PublishVersionRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Only publish a version if the hash value matches the value that's specified. Use this
    /// option to avoid publishing a version if the function code has changed since you last
    /// updated it.
    pub code_sha256: Option<String>,
    /// A description for the version to override the description in the function configuration.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// Only update the function if the revision ID matches the ID that's specified. Use this
    /// option to avoid publishing a version if the function configuration has changed since you
    /// last updated it.
    pub revision_id: Option<String>,
    /// Specifies where to publish the function version or configuration.
    #[shape(one_of = FUNCTION_VERSION_LATEST_PUBLISHED)]
    pub publish_to: Option<String>,
}

/// Input of `PutFunctionConcurrency`.
///
/// Sets the maximum number of simultaneous executions for a function, and reserves capacity
/// for that concurrency level.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutFunctionConcurrencyRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The number of simultaneous executions to reserve for the function.
    #[shape(required, range = 0..)]
    pub reserved_concurrent_executions: i32,
}

/// Output of `PutFunctionConcurrency`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Concurrency {
    /// The number of concurrent executions that are reserved for this function. For more
    /// information, see Managing Lambda reserved concurrency.
    pub reserved_concurrent_executions: Option<i32>,
}

/// Input of `PutFunctionEventInvokeConfig`.
///
/// Configures options for asynchronous invocation on a function, version, or alias. If a
/// configuration already exists for a function, version, or alias, this operation overwrites
/// it.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutFunctionEventInvokeConfigRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// A version number or alias name.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// The maximum number of times to retry when the function returns an error.
    #[shape(range = 0..=2)]
    pub maximum_retry_attempts: Option<i32>,
    /// The maximum age of a request that Lambda sends to a function for processing.
    #[shape(range = 60..=21600)]
    pub maximum_event_age_in_seconds: Option<i32>,
    /// A destination for events after they have been sent to a function for processing.
    pub destination_config: Option<DestinationConfig>,
}

/// Input of `PutFunctionRecursionConfig`.
///
/// Sets your function's recursive loop detection configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutFunctionRecursionConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)"
    )]
    pub function_name: String,
    /// If you set your function's recursive loop detection configuration to `Allow`, Lambda
    /// doesn't take any action when it detects your function being invoked as part of a recursive
    /// loop.
    #[shape(required, one_of = RECURSIVE_LOOP)]
    pub recursive_loop: String,
}

/// Output of `PutFunctionRecursionConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutFunctionRecursionConfigResponse {
    /// The status of your function's recursive loop detection configuration.
    pub recursive_loop: Option<String>,
}

/// Input of `PutProvisionedConcurrencyConfig`.
///
/// Adds a provisioned concurrency configuration to a function's alias or version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutProvisionedConcurrencyConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The version number or alias name.
    #[shape(required, query_param = "Qualifier", length = 1..=128, pattern = "(|[a-zA-Z0-9$_-]+)")]
    pub qualifier: String,
    /// The amount of provisioned concurrency to allocate for the version or alias.
    #[shape(required, range = 1..)]
    pub provisioned_concurrent_executions: i32,
}

/// Output of `PutProvisionedConcurrencyConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutProvisionedConcurrencyConfigResponse {
    /// The amount of provisioned concurrency requested.
    pub requested_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency available.
    pub available_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency allocated.
    pub allocated_provisioned_concurrent_executions: Option<i32>,
    /// The status of the allocation process.
    pub status: Option<String>,
    /// For failed allocations, the reason that provisioned concurrency could not be allocated.
    pub status_reason: Option<String>,
    /// The date and time that a user last updated the configuration, in ISO 8601 format.
    pub last_modified: Option<String>,
}

/// Input of `PutRuntimeManagementConfig`.
///
/// Sets the runtime management configuration for a function's version. For more information,
/// see Runtime updates.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRuntimeManagementConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Specify a version of the function. This can be `$LATEST` or a published version number.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// Specify the runtime update mode.
    #[shape(required, one_of = UPDATE_RUNTIME_ON)]
    pub update_runtime_on: String,
    /// The ARN of the runtime version you want the function to use.
    #[shape(
        length = 26..=2048,
        pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}::runtime:.+"
    )]
    pub runtime_version_arn: Option<String>,
}

/// Output of `PutRuntimeManagementConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRuntimeManagementConfigResponse {
    /// The runtime update mode.
    #[shape(required)]
    pub update_runtime_on: String,
    /// The ARN of the function
    #[shape(required)]
    pub function_arn: String,
    /// The ARN of the runtime the function is configured to use. If the runtime update mode is
    /// manual, the ARN is returned, otherwise `null` is returned.
    pub runtime_version_arn: Option<String>,
}

/// Input of `RemoveLayerVersionPermission`.
///
/// Removes a statement from the permissions policy for a version of an Lambda layer. For more
/// information, see AddLayerVersionPermission.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveLayerVersionPermissionRequest {
    /// The name or Amazon Resource Name (ARN) of the layer.
    #[shape(
        required,
        label = "LayerName",
        length = 1..=140,
        pattern = r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
    )]
    pub layer_name: String,
    /// The version number.
    #[shape(required, label = "VersionNumber")]
    pub version_number: i64,
    /// The identifier that was specified when the statement was added.
    #[shape(required, label = "StatementId", length = 1..=100, pattern = "([a-zA-Z0-9-_]+)")]
    pub statement_id: String,
    /// Only update the policy if the revision ID matches the ID specified. Use this option to
    /// avoid modifying a policy that has changed since you last read it.
    #[shape(query_param = "RevisionId")]
    pub revision_id: Option<String>,
}

/// Input of `RemovePermission`.
///
/// Revokes function-use permission from an Amazon Web Services service or another Amazon Web
/// Services account. You can get the ID of the statement from the output of GetPolicy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemovePermissionRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// Statement ID of the permission to remove.
    #[shape(required, label = "StatementId", length = 1..=100, pattern = "([a-zA-Z0-9-_.]+)")]
    pub statement_id: String,
    /// Specify a version or alias to remove permissions from a published version of the function.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// Update the policy only if the revision ID matches the ID that's specified. Use this option
    /// to avoid modifying a policy that has changed since you last read it.
    #[shape(query_param = "RevisionId")]
    pub revision_id: Option<String>,
}

/// Input of `TagResource`.
///
/// Adds tags to a function, event source mapping, or code signing configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// The resource's Amazon Resource Name (ARN).
    #[shape(
        required,
        label = "Resource",
        length = 1..=256,
        pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)"
    )]
    pub resource: String,
    /// A list of tags to apply to the resource.
    #[shape(required)]
    pub tags: BTreeMap<String, String>,
}

/// Input of `UntagResource`.
///
/// Removes tags from a function, event source mapping, or code signing configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// The resource's Amazon Resource Name (ARN).
    #[shape(
        required,
        label = "Resource",
        length = 1..=256,
        pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)"
    )]
    pub resource: String,
    /// A list of tag keys to remove from the resource.
    #[shape(required, query_param = "tagKeys")]
    pub tag_keys: Vec<String>,
}

/// Input of `UpdateAlias`.
///
/// Updates the configuration of a Lambda function alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateAliasRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The name of the alias.
    #[shape(required, label = "Name", length = 1..=128, pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)")]
    pub name: String,
    /// The function version that the alias invokes.
    #[shape(length = 1..=1024, pattern = r"(\$LATEST(\.PUBLISHED)?|[0-9]+)")]
    pub function_version: Option<String>,
    /// A description of the alias.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// The routing configuration of the alias.
    pub routing_config: Option<AliasRoutingConfiguration>,
    /// Only update the alias if the revision ID matches the ID that's specified. Use this option
    /// to avoid modifying an alias that has changed since you last read it.
    pub revision_id: Option<String>,
}

/// Input of `UpdateEventSourceMapping`.
///
/// Updates an event source mapping. You can change the function that Lambda invokes, or pause
/// invocation and resume later from the same location.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateEventSourceMappingRequest {
    /// The identifier of the event source mapping.
    #[shape(name = "UUID", required, label = "UUID")]
    pub uuid: String,
    /// The name or ARN of the Lambda function.
    #[shape(
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: Option<String>,
    /// When true, the event source mapping is active. When false, Lambda pauses polling and
    /// invocation.
    pub enabled: Option<bool>,
    /// The maximum number of records in each batch that Lambda pulls from your stream or queue
    /// and sends to your function.
    #[shape(range = 1..=10000)]
    pub batch_size: Option<i32>,
    /// An object that defines the filter criteria that determine whether Lambda should process an
    /// event. For more information, see Lambda event filtering.
    pub filter_criteria: Option<FilterCriteria>,
    /// The maximum amount of time, in seconds, that Lambda spends gathering records before
    /// invoking the function.
    #[shape(range = 0..=300)]
    pub maximum_batching_window_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) A configuration
    /// object that specifies the destination of an event after Lambda processes it.
    pub destination_config: Option<DestinationConfig>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// older than the specified age. The default value is infinite (-1).
    #[shape(range = -1..=604800)]
    pub maximum_record_age_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) If the function
    /// returns an error, split the batch in two and retry.
    pub bisect_batch_on_function_error: Option<bool>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, and self-managed Apache Kafka) Discard records
    /// after the specified number of retries. The default value is infinite (-1).
    #[shape(range = -1..=10000)]
    pub maximum_retry_attempts: Option<i32>,
    /// (Kinesis and DynamoDB Streams only) The number of batches to process from each shard
    /// concurrently.
    #[shape(range = 1..=10)]
    pub parallelization_factor: Option<i32>,
    /// An array of authentication protocols or VPC components required to secure your event
    /// source.
    #[shape(length = 0..=22)]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    /// (Kinesis and DynamoDB Streams only) The duration in seconds of a processing window for
    /// DynamoDB and Kinesis Streams event sources. A value of 0 seconds indicates no tumbling
    /// window.
    #[shape(range = 0..=900)]
    pub tumbling_window_in_seconds: Option<i32>,
    /// (Kinesis, DynamoDB Streams, Amazon MSK, self-managed Apache Kafka, and Amazon SQS) A list
    /// of current response type enums applied to the event source mapping.
    #[shape(length = 0..=1, item(one_of = FUNCTION_RESPONSE_TYPE))]
    pub function_response_types: Option<Vec<String>>,
    /// (Amazon SQS only) The scaling configuration for the event source. For more information,
    /// see Configuring maximum concurrency for Amazon SQS event sources.
    pub scaling_config: Option<ScalingConfig>,
    /// Specific configuration settings for an Amazon Managed Streaming for Apache Kafka (Amazon
    /// MSK) event source.
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    /// Specific configuration settings for a self-managed Apache Kafka event source.
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    /// Specific configuration settings for a DocumentDB event source.
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    /// The ARN of the Key Management Service (KMS) customer managed key that Lambda uses to
    /// encrypt your function's filter criteria. By default, Lambda does not encrypt your filter
    /// criteria object.
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    /// The metrics configuration for your event source. For more information, see Event source
    /// mapping metrics.
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    /// (Amazon MSK, and self-managed Apache Kafka only) The logging configuration for your event
    /// source. Use this configuration object to define the level of logs for your event source
    /// mapping.
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    /// (Amazon SQS, Amazon MSK, and self-managed Apache Kafka only) The provisioned mode
    /// configuration for the event source. For more information, see provisioned mode.
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}

/// Input of `UpdateFunctionCode`.
///
/// Updates a Lambda function's code. If code signing is enabled for the function, the code
/// package must be signed by a trusted publisher.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateFunctionCodeRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The base64-encoded contents of the deployment package. Amazon Web Services SDK and CLI
    /// clients handle the encoding for you.
    #[shape(sensitive)]
    pub zip_file: Option<Bytes>,
    /// An Amazon S3 bucket in the same Amazon Web Services Region as your function. The bucket
    /// can be in a different Amazon Web Services account.
    #[shape(length = 3..=63, pattern = r"[0-9A-Za-z\.\-_]*(?<!\.)")]
    pub s3_bucket: Option<String>,
    /// The Amazon S3 key of the deployment package. Use only with a function defined with a .zip
    /// file archive deployment package.
    #[shape(length = 1..=1024)]
    pub s3_key: Option<String>,
    /// For versioned objects, the version of the deployment package object to use.
    #[shape(length = 1..=1024)]
    pub s3_object_version: Option<String>,
    /// URI of a container image in the Amazon ECR registry. Do not use for a function defined
    /// with a .zip file archive.
    pub image_uri: Option<String>,
    /// Set to true to publish a new version of the function after updating the code. This has the
    /// same effect as calling PublishVersion separately.
    pub publish: Option<bool>,
    /// Set to true to validate the request parameters and access permissions without modifying
    /// the function code.
    pub dry_run: Option<bool>,
    /// Update the function only if the revision ID matches the ID that's specified. Use this
    /// option to avoid modifying a function that has changed since you last read it.
    pub revision_id: Option<String>,
    /// The instruction set architecture that the function supports. Enter a string array with one
    /// of the valid values (arm64 or x86_64).
    #[shape(length = 1..=1, item(one_of = ARCHITECTURE))]
    pub architectures: Option<Vec<String>>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// your function's .zip deployment package. If you don't provide a customer managed key,
    /// Lambda uses an Amazon Web Services managed key.
    #[shape(name = "SourceKMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub source_kms_key_arn: Option<String>,
    /// Specifies where to publish the function version or configuration.
    #[shape(one_of = FUNCTION_VERSION_LATEST_PUBLISHED)]
    pub publish_to: Option<String>,
}

/// Input of `UpdateFunctionConfiguration`.
///
/// Modify the version-specific settings of a Lambda function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateFunctionConfigurationRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The Amazon Resource Name (ARN) of the function's execution role.
    #[shape(pattern = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role: Option<String>,
    /// The name of the method within your code that Lambda calls to run your function. Handler is
    /// required if the deployment package is a .zip file archive.
    #[shape(length = 0..=128, pattern = r"[^\s]+")]
    pub handler: Option<String>,
    /// A description of the function.
    #[shape(length = 0..=256)]
    pub description: Option<String>,
    /// The amount of time (in seconds) that Lambda allows a function to run before stopping it.
    /// The default is 3 seconds.
    #[shape(range = 1..)]
    pub timeout: Option<i32>,
    /// The amount of memory available to the function at runtime. Increasing the function memory
    /// also increases its CPU allocation.
    #[shape(range = 128..=32768)]
    pub memory_size: Option<i32>,
    /// For network connectivity to Amazon Web Services resources in a VPC, specify a list of
    /// security groups and subnets in the VPC.
    pub vpc_config: Option<VpcConfig>,
    /// Environment variables that are accessible from function code during execution.
    pub environment: Option<Environment>,
    /// The identifier of the function's runtime. Runtime is required if the deployment package is
    /// a .zip file archive.
    #[shape(one_of = RUNTIME)]
    pub runtime: Option<String>,
    /// A dead-letter queue configuration that specifies the queue or topic where Lambda sends
    /// asynchronous events when they fail processing. For more information, see Dead-letter
    /// queues.
    pub dead_letter_config: Option<DeadLetterConfig>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// the following resources.
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    /// Set `Mode` to `Active` to sample and trace a subset of incoming requests with X-Ray.
    pub tracing_config: Option<TracingConfig>,
    /// Update the function only if the revision ID matches the ID that's specified. Use this
    /// option to avoid modifying a function that has changed since you last read it.
    pub revision_id: Option<String>,
    /// A list of function layers to add to the function's execution environment. Specify each
    /// layer by its ARN, including the version.
    #[shape(
        item(length = 1..=140, pattern = r"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+")
    )]
    pub layers: Option<Vec<String>>,
    /// Connection settings for an Amazon EFS file system or an Amazon S3 Files file system.
    #[shape(length = 0..=1)]
    pub file_system_configs: Option<Vec<FileSystemConfig>>,
    /// Container image configuration values that override the values in the container image
    /// Docker file.
    pub image_config: Option<ImageConfig>,
    /// The size of the function's `/tmp` directory in MB. The default value is 512, but can be
    /// any whole number between 512 and 10,240 MB.
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// The function's SnapStart setting.
    pub snap_start: Option<SnapStart>,
    /// The function's Amazon CloudWatch Logs configuration settings.
    pub logging_config: Option<LoggingConfig>,
    /// Configuration for the capacity provider that manages compute resources for Lambda
    /// functions.
    pub capacity_provider_config: Option<CapacityProviderConfig>,
    /// Configuration settings for durable functions. Allows updating execution timeout and
    /// retention period for functions with durability enabled.
    pub durable_config: Option<DurableConfig>,
}

/// Input of `UpdateFunctionEventInvokeConfig`.
///
/// Updates the configuration for asynchronous invocation for a function, version, or alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateFunctionEventInvokeConfigRequest {
    /// The name or ARN of the Lambda function, version, or alias.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=256,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// A version number or alias name.
    #[shape(
        query_param = "Qualifier",
        length = 1..=128,
        pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
    )]
    pub qualifier: Option<String>,
    /// The maximum number of times to retry when the function returns an error.
    #[shape(range = 0..=2)]
    pub maximum_retry_attempts: Option<i32>,
    /// The maximum age of a request that Lambda sends to a function for processing.
    #[shape(range = 60..=21600)]
    pub maximum_event_age_in_seconds: Option<i32>,
    /// A destination for events after they have been sent to a function for processing.
    pub destination_config: Option<DestinationConfig>,
}

/// Input of `UpdateFunctionUrlConfig`.
///
/// Updates the configuration for a Lambda function URL.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateFunctionUrlConfigRequest {
    /// The name or ARN of the Lambda function.
    #[shape(
        required,
        label = "FunctionName",
        length = 1..=140,
        pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
    )]
    pub function_name: String,
    /// The alias name.
    #[shape(query_param = "Qualifier", length = 1..=128, pattern = r"((?!^\d+$)^[0-9a-zA-Z-_]+$)")]
    pub qualifier: Option<String>,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(one_of = FUNCTION_URL_AUTH_TYPE)]
    pub auth_type: Option<String>,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// Use one of the following options.
    #[shape(one_of = INVOKE_MODE)]
    pub invoke_mode: Option<String>,
}

/// Output of `UpdateFunctionUrlConfig`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateFunctionUrlConfigResponse {
    /// The HTTP URL endpoint for your function.
    #[shape(required)]
    pub function_url: String,
    /// The Amazon Resource Name (ARN) of your function.
    #[shape(required)]
    pub function_arn: String,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(required)]
    pub auth_type: String,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// When the function URL was created, in ISO-8601 format (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub creation_time: String,
    /// When the function URL configuration was last updated, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub last_modified_time: String,
    /// Use one of the following options.
    pub invoke_mode: Option<String>,
}

/// The traffic-shifting configuration of a Lambda function alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AliasRoutingConfiguration {
    /// The second version, and the percentage of traffic that's routed to it.
    #[shape(item(range = 0..=1), map_key(length = 1..=1024, pattern = "[0-9]+"))]
    pub additional_version_weights: Option<BTreeMap<String, f64>>,
}

/// An object that contains the filters for an event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilterCriteria {
    /// A list of filters.
    pub filters: Option<Vec<Filter>>,
}

/// A configuration object that specifies the destination of an event after Lambda processes
/// it. For more information, see Adding a destination.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DestinationConfig {
    /// The destination configuration for successful invocations. Not supported in
    /// `CreateEventSourceMapping` or `UpdateEventSourceMapping`.
    pub on_success: Option<OnSuccess>,
    /// The destination configuration for failed invocations.
    pub on_failure: Option<OnFailure>,
}

/// To secure and define access to your event source, you can specify the authentication
/// protocol, VPC components, or virtual host.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SourceAccessConfiguration {
    /// The type of authentication protocol, VPC components, or virtual host for your event
    /// source. For example: `"Type":"SASL_SCRAM_512_AUTH"`.
    #[shape(one_of = SOURCE_ACCESS_TYPE)]
    pub r#type: Option<String>,
    /// The value for your chosen configuration in `Type`. For example: `"URI":
    /// "arn:aws:secretsmanager:us-east-1:01234567890:secret:MyBrokerSecretName"`.
    #[shape(name = "URI", length = 1..=200, pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub uri: Option<String>,
}

/// The self-managed Apache Kafka cluster for your event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SelfManagedEventSource {
    /// The list of bootstrap servers for your Kafka brokers in the following format:
    /// `"KAFKA_BOOTSTRAP_SERVERS": ["abc.xyz.com:xxxx","abc2.xyz.com:xxxx"]`.
    #[shape(
        length = 1..=2,
        item(length = 1..=10, item(length = 1..=300, pattern = r"(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9]):[0-9]{1,5}")),
        map_key(one_of = END_POINT_TYPE)
    )]
    pub endpoints: Option<BTreeMap<String, Vec<String>>>,
}

/// Specific configuration settings for an Amazon Managed Streaming for Apache Kafka (Amazon
/// MSK) event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AmazonManagedKafkaEventSourceConfig {
    /// The identifier for the Kafka consumer group to join. The consumer group ID must be unique
    /// among all your Kafka event sources.
    #[shape(length = 1..=200, pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    /// Specific configuration settings for a Kafka schema registry.
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// Specific configuration settings for a self-managed Apache Kafka event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SelfManagedKafkaEventSourceConfig {
    /// The identifier for the Kafka consumer group to join. The consumer group ID must be unique
    /// among all your Kafka event sources.
    #[shape(length = 1..=200, pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    /// Specific configuration settings for a Kafka schema registry.
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// (Amazon SQS only) The scaling configuration for the event source. To remove the
/// configuration, pass an empty value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ScalingConfig {
    /// Limits the number of concurrent instances that the Amazon SQS event source can invoke.
    #[shape(range = 2..=1000)]
    pub maximum_concurrency: Option<i32>,
}

/// Specific configuration settings for a DocumentDB event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DocumentDBEventSourceConfig {
    /// The name of the database to consume within the DocumentDB cluster.
    #[shape(length = 1..=63, pattern = r"[^ /\.$\x22]*")]
    pub database_name: Option<String>,
    /// The name of the collection to consume within the database. If you do not specify a
    /// collection, Lambda consumes all collections.
    #[shape(length = 1..=57, pattern = r"(^(?!(system\x2e)))(^[_a-zA-Z0-9])([^$]*)")]
    pub collection_name: Option<String>,
    /// Determines what DocumentDB sends to your event stream during document update operations.
    /// If set to UpdateLookup, DocumentDB sends a delta describing the changes, along with a copy
    /// of the entire document.
    #[shape(one_of = FULL_DOCUMENT)]
    pub full_document: Option<String>,
}

/// The metrics configuration for your event source. Use this configuration object to define
/// which metrics you want your event source mapping to produce.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EventSourceMappingMetricsConfig {
    /// The metrics you want your event source mapping to produce, including `EventCount`,
    /// `ErrorCount`, `KafkaMetrics`.
    #[shape(length = 0..=3, item(one_of = EVENT_SOURCE_MAPPING_METRIC))]
    pub metrics: Option<Vec<String>>,
}

/// (Amazon MSK, and self-managed Apache Kafka only) The logging configuration for your event
/// source. Use this configuration object to define the level of logs for your event source
/// mapping.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EventSourceMappingLoggingConfig {
    /// The log level you want your event source mapping to use. Lambda event poller only sends
    /// system logs at the selected level of detail and lower, where `DEBUG` is the highest level
    /// and `WARN` is the lowest.
    #[shape(one_of = EVENT_SOURCE_MAPPING_SYSTEM_LOG_LEVEL)]
    pub system_log_level: Option<String>,
}

/// The provisioned mode configuration for the event source. Use Provisioned Mode to customize
/// the minimum and maximum number of event pollers for your event source.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ProvisionedPollerConfig {
    /// The minimum number of event pollers this event source can scale down to. For Amazon SQS
    /// events source mappings, default is 2, and minimum 2 required.
    #[shape(range = 1..=200)]
    pub minimum_pollers: Option<i32>,
    /// The maximum number of event pollers this event source can scale up to. For Amazon SQS
    /// events source mappings, default is 200, and minimum value allowed is 2.
    #[shape(range = 1..=2000)]
    pub maximum_pollers: Option<i32>,
    /// (Amazon MSK and self-managed Apache Kafka) The name of the provisioned poller group. Use
    /// this option to group multiple ESMs within the event source's VPC to share Event Poller
    /// Unit (EPU) capacity.
    #[shape(length = 0..=128, pattern = "[a-zA-Z0-9-_]*")]
    pub poller_group_name: Option<String>,
}

/// An object that contains details about an error related to filter criteria encryption.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilterCriteriaError {
    /// The KMS exception that resulted from filter criteria encryption or decryption.
    pub error_code: Option<String>,
    /// The error message.
    pub message: Option<String>,
}

/// The code for the Lambda function. You can either specify an object in Amazon S3, upload a
/// .zip file archive deployment package directly, or specify the URI of a container image.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FunctionCode {
    /// The base64-encoded contents of the deployment package. Amazon Web Services SDK and CLI
    /// clients handle the encoding for you.
    #[shape(sensitive)]
    pub zip_file: Option<Bytes>,
    /// An Amazon S3 bucket in the same Amazon Web Services Region as your function. The bucket
    /// can be in a different Amazon Web Services account.
    #[shape(length = 3..=63, pattern = r"[0-9A-Za-z\.\-_]*(?<!\.)")]
    pub s3_bucket: Option<String>,
    /// The Amazon S3 key of the deployment package.
    #[shape(length = 1..=1024)]
    pub s3_key: Option<String>,
    /// For versioned objects, the version of the deployment package object to use.
    #[shape(length = 1..=1024)]
    pub s3_object_version: Option<String>,
    /// URI of a container image in the Amazon ECR registry.
    pub image_uri: Option<String>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// your function's .zip deployment package. If you don't provide a customer managed key,
    /// Lambda uses an Amazon Web Services owned key.
    #[shape(name = "SourceKMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub source_kms_key_arn: Option<String>,
}

/// The VPC security groups and subnets that are attached to a Lambda function. For more
/// information, see Configuring a Lambda function to access resources in a VPC.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct VpcConfig {
    /// A list of VPC subnet IDs.
    #[shape(length = 0..=16)]
    pub subnet_ids: Option<Vec<String>>,
    /// A list of VPC security group IDs.
    #[shape(length = 0..=5)]
    pub security_group_ids: Option<Vec<String>>,
    /// Allows outbound IPv6 traffic on VPC functions that are connected to dual-stack subnets.
    pub ipv6_allowed_for_dual_stack: Option<bool>,
}

/// The dead-letter queue for failed asynchronous invocations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeadLetterConfig {
    /// The Amazon Resource Name (ARN) of an Amazon SQS queue or Amazon SNS topic.
    #[shape(pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub target_arn: Option<String>,
}

/// A function's environment variable settings. You can use environment variables to adjust
/// your function's behavior without updating code.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Environment {
    /// Environment variable key-value pairs. For more information, see Using Lambda environment
    /// variables.
    #[shape(sensitive, map_key(pattern = "[a-zA-Z]([a-zA-Z0-9_])+"))]
    pub variables: Option<BTreeMap<String, String>>,
}

/// The function's X-Ray tracing configuration. To sample and record incoming requests, set
/// `Mode` to `Active`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TracingConfig {
    /// The tracing mode.
    #[shape(one_of = TRACING_MODE)]
    pub mode: Option<String>,
}

/// Details about the connection between a Lambda function and an Amazon EFS file system or an
/// Amazon S3 Files file system.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FileSystemConfig {
    /// The Amazon Resource Name (ARN) of the Amazon EFS or Amazon S3 Files access point that
    /// provides access to the file system.
    #[shape(
        required,
        length = 0..=256,
        pattern = r"arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}"
    )]
    pub arn: String,
    /// The path where the function can access the file system, starting with `/mnt/`.
    #[shape(required, length = 0..=160, pattern = "/mnt/[a-zA-Z0-9-_.]+")]
    pub local_mount_path: String,
}

/// Configuration values that override the container image Dockerfile settings. For more
/// information, see Container image settings.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageConfig {
    /// Specifies the entry point to their application, which is typically the location of the
    /// runtime executable.
    #[shape(length = 0..=1500)]
    pub entry_point: Option<Vec<String>>,
    /// Specifies parameters that you want to pass in with ENTRYPOINT.
    #[shape(length = 0..=1500)]
    pub command: Option<Vec<String>>,
    /// Specifies the working directory.
    #[shape(length = 0..=1000)]
    pub working_directory: Option<String>,
}

/// The size of the function's `/tmp` directory in MB. The default value is 512, but can be
/// any whole number between 512 and 10,240 MB.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EphemeralStorage {
    /// The size of the function's `/tmp` directory.
    #[shape(required, range = 512..=10240)]
    pub size: i32,
}

/// The function's Lambda SnapStart setting. Set `ApplyOn` to `PublishedVersions` to create a
/// snapshot of the initialized execution environment when you publish a function version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SnapStart {
    /// Set to `PublishedVersions` to create a snapshot of the initialized execution environment
    /// when you publish a function version.
    #[shape(one_of = SNAP_START_APPLY_ON)]
    pub apply_on: Option<String>,
}

/// The function's Amazon CloudWatch Logs configuration settings.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LoggingConfig {
    /// The format in which Lambda sends your function's application and system logs to
    /// CloudWatch. Select between plain text and structured JSON.
    #[shape(one_of = LOG_FORMAT)]
    pub log_format: Option<String>,
    /// Set this property to filter the application logs for your function that Lambda sends to
    /// CloudWatch.
    #[shape(one_of = APPLICATION_LOG_LEVEL)]
    pub application_log_level: Option<String>,
    /// Set this property to filter the system logs for your function that Lambda sends to
    /// CloudWatch.
    #[shape(one_of = SYSTEM_LOG_LEVEL)]
    pub system_log_level: Option<String>,
    /// The name of the Amazon CloudWatch log group the function sends logs to. By default, Lambda
    /// functions send logs to a default log group named `/aws/lambda/<function name>`.
    #[shape(length = 1..=512, pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group: Option<String>,
}

/// Configuration for the capacity provider that manages compute resources for Lambda
/// functions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CapacityProviderConfig {
    /// Configuration for Lambda-managed instances used by the capacity provider.
    #[shape(required)]
    pub lambda_managed_instances_capacity_provider_config: LambdaManagedInstancesCapacityProviderConfig,
}

/// Configuration settings for durable functions, including execution timeout and retention
/// period for execution history.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DurableConfig {
    /// The number of days to retain execution history after a durable execution completes. After
    /// this period, execution history is no longer available through the
    /// GetDurableExecutionHistory API.
    #[shape(range = 1..=90)]
    pub retention_period_in_days: Option<i32>,
    /// The maximum time (in seconds) that a durable execution can run before timing out. This
    /// timeout applies to the entire durable execution, not individual function invocations.
    #[shape(range = 1..=31622400)]
    pub execution_timeout: Option<i32>,
}

/// Specifies the tenant isolation mode configuration for a Lambda function. This allows you
/// to configure specific tenant isolation strategies for your function invocations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TenancyConfig {
    /// Tenant isolation mode allows for invocation to be sent to a corresponding execution
    /// environment dedicated to a specific tenant ID.
    #[shape(required, one_of = TENANT_ISOLATION_MODE)]
    pub tenant_isolation_mode: String,
}

/// The VPC security groups and subnets that are attached to a Lambda function.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct VpcConfigResponse {
    /// A list of VPC subnet IDs.
    pub subnet_ids: Option<Vec<String>>,
    /// A list of VPC security group IDs.
    pub security_group_ids: Option<Vec<String>>,
    /// The ID of the VPC.
    pub vpc_id: Option<String>,
    /// Allows outbound IPv6 traffic on VPC functions that are connected to dual-stack subnets.
    pub ipv6_allowed_for_dual_stack: Option<bool>,
}

/// The results of an operation to update or read environment variables. If the operation
/// succeeds, the response contains the environment variables.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EnvironmentResponse {
    /// Environment variable key-value pairs. Omitted from CloudTrail logs.
    #[shape(sensitive)]
    pub variables: Option<BTreeMap<String, String>>,
    /// Error messages for environment variables that couldn't be applied.
    pub error: Option<EnvironmentError>,
}

/// The function's X-Ray tracing configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TracingConfigResponse {
    /// The tracing mode.
    pub mode: Option<String>,
}

/// An Lambda layer.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Layer {
    /// The Amazon Resource Name (ARN) of the function layer.
    pub arn: Option<String>,
    /// The size of the layer archive in bytes.
    pub code_size: Option<i64>,
    /// The Amazon Resource Name (ARN) for a signing profile version.
    pub signing_profile_version_arn: Option<String>,
    /// The Amazon Resource Name (ARN) of a signing job.
    pub signing_job_arn: Option<String>,
}

/// Response to a `GetFunctionConfiguration` request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageConfigResponse {
    /// Configuration values that override the container image Dockerfile.
    pub image_config: Option<ImageConfig>,
    /// Error response to `GetFunctionConfiguration`.
    pub error: Option<ImageConfigError>,
}

/// The function's SnapStart setting.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SnapStartResponse {
    /// When set to `PublishedVersions`, Lambda creates a snapshot of the execution environment
    /// when you publish a function version.
    pub apply_on: Option<String>,
    /// When you provide a qualified Amazon Resource Name (ARN), this response element indicates
    /// whether SnapStart is activated for the specified function version.
    pub optimization_status: Option<String>,
}

/// The ARN of the runtime and any errors that occured.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RuntimeVersionConfig {
    /// The ARN of the runtime version you want the function to use.
    pub runtime_version_arn: Option<String>,
    /// Error response when Lambda is unable to retrieve the runtime version for a function.
    pub error: Option<RuntimeVersionError>,
}

/// The cross-origin resource sharing (CORS) settings for your Lambda function URL. Use CORS
/// to grant access to your function URL from any origin.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Cors {
    /// Whether to allow cookies or other credentials in requests to your function URL. The
    /// default is `false`.
    pub allow_credentials: Option<bool>,
    /// The HTTP headers that origins can include in requests to your function URL. For example:
    /// `Date`, `Keep-Alive`, `X-Custom-Header`.
    #[shape(length = 0..=100, item(length = 0..=1024, pattern = ".*"))]
    pub allow_headers: Option<Vec<String>>,
    /// The HTTP methods that are allowed when calling your function URL. For example: `GET`,
    /// `POST`, `DELETE`, or the wildcard character (`*`).
    #[shape(length = 0..=6, item(length = 0..=6, pattern = ".*"))]
    pub allow_methods: Option<Vec<String>>,
    /// The origins that can access your function URL. You can list any number of specific
    /// origins, separated by a comma.
    #[shape(length = 0..=100, item(length = 1..=253, pattern = ".*"))]
    pub allow_origins: Option<Vec<String>>,
    /// The HTTP headers in your function response that you want to expose to origins that call
    /// your function URL. For example: `Date`, `Keep-Alive`, `X-Custom-Header`.
    #[shape(length = 0..=100, item(length = 0..=1024, pattern = ".*"))]
    pub expose_headers: Option<Vec<String>>,
    /// The maximum amount of time, in seconds, that web browsers can cache results of a preflight
    /// request. By default, this is set to `0`, which means that the browser doesn't cache
    /// results.
    #[shape(range = 0..=86400)]
    pub max_age: Option<i32>,
}

/// Limits that are related to concurrency and storage. All file and storage sizes are in
/// bytes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccountLimit {
    /// The amount of storage space that you can use for all deployment packages and layer
    /// archives.
    pub total_code_size: Option<i64>,
    /// The maximum size of a function's deployment package and layers when they're extracted.
    pub code_size_unzipped: Option<i64>,
    /// The maximum size of a deployment package when it's uploaded directly to Lambda. Use Amazon
    /// S3 for larger files.
    pub code_size_zipped: Option<i64>,
    /// The maximum number of simultaneous function executions.
    pub concurrent_executions: Option<i32>,
    /// The maximum number of simultaneous function executions, minus the capacity that's reserved
    /// for individual functions with PutFunctionConcurrency.
    pub unreserved_concurrent_executions: Option<i32>,
}

/// The number of functions and amount of storage in use.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccountUsage {
    /// The amount of storage space, in bytes, that's being used by deployment packages and layer
    /// archives.
    pub total_code_size: Option<i64>,
    /// The number of Lambda functions.
    pub function_count: Option<i64>,
}

/// Details about a function's deployment package.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FunctionCodeLocation {
    /// The service that's hosting the file.
    pub repository_type: Option<String>,
    /// A presigned URL that you can use to download the deployment package.
    pub location: Option<String>,
    /// URI of a container image in the Amazon ECR registry.
    pub image_uri: Option<String>,
    /// The resolved URI for the image.
    pub resolved_image_uri: Option<String>,
    /// The ARN of the Key Management Service (KMS) customer managed key that's used to encrypt
    /// your function's .zip deployment package. If you don't provide a customer managed key,
    /// Lambda uses an Amazon Web Services owned key.
    #[shape(name = "SourceKMSKeyArn")]
    pub source_kms_key_arn: Option<String>,
}

/// An object that contains details about an error related to retrieving tags.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagsError {
    /// The error code.
    #[shape(required)]
    pub error_code: String,
    /// The error message.
    #[shape(required)]
    pub message: String,
}

/// Details about a version of an Lambda layer.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LayerVersionContentOutput {
    /// A link to the layer archive in Amazon S3 that is valid for 10 minutes.
    pub location: Option<String>,
    /// The SHA-256 hash of the layer archive.
    pub code_sha256: Option<String>,
    /// The size of the layer archive in bytes.
    pub code_size: Option<i64>,
    /// The Amazon Resource Name (ARN) for a signing profile version.
    pub signing_profile_version_arn: Option<String>,
    /// The Amazon Resource Name (ARN) of a signing job.
    pub signing_job_arn: Option<String>,
}

/// Details about a Lambda function URL.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FunctionUrlConfig {
    /// The HTTP URL endpoint for your function.
    #[shape(required)]
    pub function_url: String,
    /// The Amazon Resource Name (ARN) of your function.
    #[shape(required)]
    pub function_arn: String,
    /// When the function URL was created, in ISO-8601 format (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub creation_time: String,
    /// When the function URL configuration was last updated, in ISO-8601 format
    /// (YYYY-MM-DDThh:mm:ss.sTZD).
    #[shape(required)]
    pub last_modified_time: String,
    /// The cross-origin resource sharing (CORS) settings for your function URL.
    pub cors: Option<Cors>,
    /// The type of authentication that your function URL uses. Set to `AWS_IAM` if you want to
    /// restrict access to authenticated users only.
    #[shape(required)]
    pub auth_type: String,
    /// Use one of the following options.
    pub invoke_mode: Option<String>,
}

/// Details about a version of an Lambda layer.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LayerVersionsListItem {
    /// The ARN of the layer version.
    pub layer_version_arn: Option<String>,
    /// The version number.
    pub version: Option<i64>,
    /// The description of the version.
    pub description: Option<String>,
    /// The date that the version was created, in ISO 8601 format. For example,
    /// `2018-11-27T15:10:45.123+0000`.
    pub created_date: Option<String>,
    /// The layer's compatible runtimes.
    pub compatible_runtimes: Option<Vec<String>>,
    /// The layer's open-source license.
    pub license_info: Option<String>,
    /// A list of compatible instruction set architectures.
    pub compatible_architectures: Option<Vec<String>>,
}

/// Details about an Lambda layer.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LayersListItem {
    /// The name of the layer.
    pub layer_name: Option<String>,
    /// The Amazon Resource Name (ARN) of the function layer.
    pub layer_arn: Option<String>,
    /// The newest version of the layer.
    pub latest_matching_version: Option<LayerVersionsListItem>,
}

/// Details about the provisioned concurrency configuration for a function alias or version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ProvisionedConcurrencyConfigListItem {
    /// The Amazon Resource Name (ARN) of the alias or version.
    pub function_arn: Option<String>,
    /// The amount of provisioned concurrency requested.
    pub requested_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency available.
    pub available_provisioned_concurrent_executions: Option<i32>,
    /// The amount of provisioned concurrency allocated.
    pub allocated_provisioned_concurrent_executions: Option<i32>,
    /// The status of the allocation process.
    pub status: Option<String>,
    /// For failed allocations, the reason that provisioned concurrency could not be allocated.
    pub status_reason: Option<String>,
    /// The date and time that a user last updated the configuration, in ISO 8601 format.
    pub last_modified: Option<String>,
}

/// A ZIP archive that contains the contents of an Lambda layer. You can specify either an
/// Amazon S3 location, or upload a layer archive directly.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LayerVersionContentInput {
    /// The Amazon S3 bucket of the layer archive.
    #[shape(length = 3..=63, pattern = r"[0-9A-Za-z\.\-_]*(?<!\.)")]
    pub s3_bucket: Option<String>,
    /// The Amazon S3 key of the layer archive.
    #[shape(length = 1..=1024)]
    pub s3_key: Option<String>,
    /// For versioned objects, the version of the layer archive object to use.
    #[shape(length = 1..=1024)]
    pub s3_object_version: Option<String>,
    /// The base64-encoded contents of the layer archive. Amazon Web Services SDK and Amazon Web
    /// Services CLI clients handle the encoding for you.
    #[shape(sensitive)]
    pub zip_file: Option<Bytes>,
}

/// A structure within a `FilterCriteria` object that defines an event filtering pattern.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// A filter pattern. For more information on the syntax of a filter pattern, see Filter rule
    /// syntax.
    #[shape(length = 0..=4096, pattern = ".*")]
    pub pattern: Option<String>,
}

/// A destination for events that were processed successfully.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OnSuccess {
    /// The Amazon Resource Name (ARN) of the destination resource.
    #[shape(
        length = 0..=350,
        pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub destination: Option<String>,
}

/// A destination for events that failed processing. For more information, see Adding a
/// destination.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OnFailure {
    /// The Amazon Resource Name (ARN) of the destination resource.
    #[shape(
        length = 0..=350,
        pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub destination: Option<String>,
}

/// Specific configuration settings for a Kafka schema registry.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KafkaSchemaRegistryConfig {
    /// The URI for your schema registry. The correct URI format depends on the type of schema
    /// registry you're using.
    #[shape(name = "SchemaRegistryURI", length = 1..=10000, pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub schema_registry_uri: Option<String>,
    /// The record format that Lambda delivers to your function after schema validation.
    #[shape(one_of = SCHEMA_REGISTRY_EVENT_RECORD_FORMAT)]
    pub event_record_format: Option<String>,
    /// An array of access configuration objects that tell Lambda how to authenticate with your
    /// schema registry.
    pub access_configs: Option<Vec<KafkaSchemaRegistryAccessConfig>>,
    /// An array of schema validation configuration objects, which tell Lambda the message
    /// attributes you want to validate and filter using your schema registry.
    pub schema_validation_configs: Option<Vec<KafkaSchemaValidationConfig>>,
}

/// Configuration for Lambda-managed instances used by the capacity provider.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaManagedInstancesCapacityProviderConfig {
    /// The Amazon Resource Name (ARN) of the capacity provider.
    #[shape(
        required,
        length = 1..=140,
        pattern = r"arn:aws[a-zA-Z-]*:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:capacity-provider:[a-zA-Z0-9-_]+"
    )]
    pub capacity_provider_arn: String,
    /// The maximum number of concurrent execution environments that can run on each compute
    /// instance.
    #[shape(range = 1..=1600)]
    pub per_execution_environment_max_concurrency: Option<i32>,
    /// The amount of memory in GiB allocated per vCPU for execution environments.
    #[shape(range = 2..=8)]
    pub execution_environment_memory_gi_b_per_v_cpu: Option<f64>,
}

/// Error messages for environment variables that couldn't be applied.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EnvironmentError {
    /// The error code.
    pub error_code: Option<String>,
    /// The error message.
    #[shape(sensitive)]
    pub message: Option<String>,
}

/// Error response to `GetFunctionConfiguration`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageConfigError {
    /// Error code.
    pub error_code: Option<String>,
    /// Error message.
    #[shape(sensitive)]
    pub message: Option<String>,
}

/// Any error returned when the runtime version information for the function could not be
/// retrieved.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RuntimeVersionError {
    /// The error code.
    pub error_code: Option<String>,
    /// The error message.
    #[shape(sensitive)]
    pub message: Option<String>,
}

/// A chunk of the streamed response payload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeResponseStreamUpdate {
    /// Data returned by your Lambda function.
    #[shape(sensitive)]
    pub payload: Option<Bytes>,
}

/// A response confirming that the event stream is complete.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InvokeWithResponseStreamCompleteEvent {
    /// An error code.
    pub error_code: Option<String>,
    /// The details of any returned error.
    pub error_details: Option<String>,
    /// The last 4 KB of the execution log, which is base64-encoded.
    pub log_result: Option<String>,
}

/// Specific access configuration settings that tell Lambda how to authenticate with your
/// schema registry.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KafkaSchemaRegistryAccessConfig {
    /// The type of authentication Lambda uses to access your schema registry.
    #[shape(one_of = KAFKA_SCHEMA_REGISTRY_AUTH_TYPE)]
    pub r#type: Option<String>,
    /// The URI of the secret (Secrets Manager secret ARN) to authenticate with your schema
    /// registry.
    #[shape(
        name = "URI",
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub uri: Option<String>,
}

/// Specific schema validation configuration settings that tell Lambda the message attributes
/// you want to validate and filter using your schema registry.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct KafkaSchemaValidationConfig {
    /// The attributes you want your schema registry to validate and filter for. If you selected
    /// `JSON` as the `EventRecordFormat`, Lambda also deserializes the selected message
    /// attributes.
    #[shape(one_of = KAFKA_SCHEMA_VALIDATION_ATTRIBUTE)]
    pub attribute: Option<String>,
}

/// The values of `ApplicationLogLevel`.
pub const APPLICATION_LOG_LEVEL: &[&str] = &["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

/// The values of `Architecture`.
pub const ARCHITECTURE: &[&str] = &["x86_64", "arm64"];

/// The values of `EndPointType`.
pub const END_POINT_TYPE: &[&str] = &["KAFKA_BOOTSTRAP_SERVERS"];

/// The values of `EventSourceMappingMetric`.
pub const EVENT_SOURCE_MAPPING_METRIC: &[&str] = &["EventCount", "ErrorCount", "KafkaMetrics"];

/// The values of `EventSourceMappingSystemLogLevel`.
pub const EVENT_SOURCE_MAPPING_SYSTEM_LOG_LEVEL: &[&str] = &["DEBUG", "INFO", "WARN"];

/// The values of `EventSourcePosition`.
pub const EVENT_SOURCE_POSITION: &[&str] = &["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"];

/// The values of `FullDocument`.
pub const FULL_DOCUMENT: &[&str] = &["UpdateLookup", "Default"];

/// The values of `FunctionResponseType`.
pub const FUNCTION_RESPONSE_TYPE: &[&str] = &["ReportBatchItemFailures"];

/// The values of `FunctionUrlAuthType`.
pub const FUNCTION_URL_AUTH_TYPE: &[&str] = &["NONE", "AWS_IAM"];

/// The values of `FunctionVersion`.
pub const FUNCTION_VERSION: &[&str] = &["ALL"];

/// The values of `FunctionVersionLatestPublished`.
pub const FUNCTION_VERSION_LATEST_PUBLISHED: &[&str] = &["LATEST_PUBLISHED"];

/// The values of `InvocationType`.
pub const INVOCATION_TYPE: &[&str] = &["Event", "RequestResponse", "DryRun"];

/// The values of `InvokeMode`.
pub const INVOKE_MODE: &[&str] = &["BUFFERED", "RESPONSE_STREAM"];

/// The values of `KafkaSchemaRegistryAuthType`.
pub const KAFKA_SCHEMA_REGISTRY_AUTH_TYPE: &[&str] =
    &["BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE"];

/// The values of `KafkaSchemaValidationAttribute`.
pub const KAFKA_SCHEMA_VALIDATION_ATTRIBUTE: &[&str] = &["KEY", "VALUE"];

/// The values of `LogFormat`.
pub const LOG_FORMAT: &[&str] = &["JSON", "Text"];

/// The values of `LogType`.
pub const LOG_TYPE: &[&str] = &["None", "Tail"];

/// The values of `PackageType`.
pub const PACKAGE_TYPE: &[&str] = &["Zip", "Image"];

/// The values of `RecursiveLoop`.
pub const RECURSIVE_LOOP: &[&str] = &["Allow", "Terminate"];

/// The values of `ResponseStreamingInvocationType`.
pub const RESPONSE_STREAMING_INVOCATION_TYPE: &[&str] = &["RequestResponse", "DryRun"];

/// The values of `Runtime`.
pub const RUNTIME: &[&str] = &[
    "nodejs",
    "nodejs4.3",
    "nodejs6.10",
    "nodejs8.10",
    "nodejs10.x",
    "nodejs12.x",
    "nodejs14.x",
    "nodejs16.x",
    "java8",
    "java8.al2",
    "java11",
    "python2.7",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "dotnetcore1.0",
    "dotnetcore2.0",
    "dotnetcore2.1",
    "dotnetcore3.1",
    "dotnet6",
    "dotnet8",
    "nodejs4.3-edge",
    "go1.x",
    "ruby2.5",
    "ruby2.7",
    "provided",
    "provided.al2",
    "nodejs18.x",
    "python3.10",
    "java17",
    "ruby3.2",
    "ruby3.3",
    "ruby3.4",
    "python3.11",
    "nodejs20.x",
    "provided.al2023",
    "python3.12",
    "java21",
    "python3.13",
    "nodejs22.x",
    "nodejs24.x",
    "python3.14",
    "java25",
    "dotnet10",
    "ruby4.0",
];

/// The values of `SchemaRegistryEventRecordFormat`.
pub const SCHEMA_REGISTRY_EVENT_RECORD_FORMAT: &[&str] = &["JSON", "SOURCE"];

/// The values of `SnapStartApplyOn`.
pub const SNAP_START_APPLY_ON: &[&str] = &["PublishedVersions", "None"];

/// The values of `SourceAccessType`.
pub const SOURCE_ACCESS_TYPE: &[&str] = &[
    "BASIC_AUTH",
    "VPC_SUBNET",
    "VPC_SECURITY_GROUP",
    "SASL_SCRAM_512_AUTH",
    "SASL_SCRAM_256_AUTH",
    "VIRTUAL_HOST",
    "CLIENT_CERTIFICATE_TLS_AUTH",
    "SERVER_ROOT_CA_CERTIFICATE",
];

/// The values of `SystemLogLevel`.
pub const SYSTEM_LOG_LEVEL: &[&str] = &["DEBUG", "INFO", "WARN"];

/// The values of `TenantIsolationMode`.
pub const TENANT_ISOLATION_MODE: &[&str] = &["PER_TENANT"];

/// The values of `TracingMode`.
pub const TRACING_MODE: &[&str] = &["Active", "PassThrough"];

/// The values of `UpdateRuntimeOn`.
pub const UPDATE_RUNTIME_ON: &[&str] = &["Auto", "Manual", "FunctionUpdate"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("CodeSigningConfigNotFoundException", "CodeSigningConfigNotFoundException", 404)
        .message_member("Message"),
    ErrorShape::sender("CodeStorageExceededException", "CodeStorageExceededException", 400),
    ErrorShape::sender("CodeVerificationFailedException", "CodeVerificationFailedException", 400)
        .message_member("Message"),
    ErrorShape::sender("DurableExecutionAlreadyStartedException", "DurableExecutionAlreadyStartedException", 409)
        .message_member("Message"),
    ErrorShape::receiver("EC2AccessDeniedException", "EC2AccessDeniedException", 502).message_member("Message"),
    ErrorShape::receiver("EC2ThrottledException", "EC2ThrottledException", 502).message_member("Message"),
    ErrorShape::receiver("EC2UnexpectedException", "EC2UnexpectedException", 502).message_member("Message"),
    ErrorShape::sender("EFSIOException", "EFSIOException", 410).message_member("Message"),
    ErrorShape::sender("EFSMountConnectivityException", "EFSMountConnectivityException", 408).message_member("Message"),
    ErrorShape::sender("EFSMountFailureException", "EFSMountFailureException", 403).message_member("Message"),
    ErrorShape::sender("EFSMountTimeoutException", "EFSMountTimeoutException", 408).message_member("Message"),
    ErrorShape::receiver("ENILimitReachedException", "ENILimitReachedException", 502).message_member("Message"),
    ErrorShape::sender(
        "FunctionVersionsPerCapacityProviderLimitExceededException",
        "FunctionVersionsPerCapacityProviderLimitExceededException",
        400,
    ),
    ErrorShape::sender("InvalidCodeSignatureException", "InvalidCodeSignatureException", 400).message_member("Message"),
    ErrorShape::sender("InvalidParameterValueException", "InvalidParameterValueException", 400),
    ErrorShape::sender("InvalidRequestContentException", "InvalidRequestContentException", 400),
    ErrorShape::receiver("InvalidRuntimeException", "InvalidRuntimeException", 502).message_member("Message"),
    ErrorShape::receiver("InvalidSecurityGroupIDException", "InvalidSecurityGroupIDException", 502)
        .message_member("Message"),
    ErrorShape::receiver("InvalidSubnetIDException", "InvalidSubnetIDException", 502).message_member("Message"),
    ErrorShape::receiver("InvalidZipFileException", "InvalidZipFileException", 502).message_member("Message"),
    ErrorShape::receiver("KMSAccessDeniedException", "KMSAccessDeniedException", 502).message_member("Message"),
    ErrorShape::receiver("KMSDisabledException", "KMSDisabledException", 502).message_member("Message"),
    ErrorShape::receiver("KMSInvalidStateException", "KMSInvalidStateException", 502).message_member("Message"),
    ErrorShape::receiver("KMSNotFoundException", "KMSNotFoundException", 502).message_member("Message"),
    ErrorShape::sender("NoPublishedVersionException", "NoPublishedVersionException", 400).message_member("Message"),
    ErrorShape::sender("PolicyLengthExceededException", "PolicyLengthExceededException", 400),
    ErrorShape::sender("PreconditionFailedException", "PreconditionFailedException", 412),
    ErrorShape::sender(
        "ProvisionedConcurrencyConfigNotFoundException",
        "ProvisionedConcurrencyConfigNotFoundException",
        404,
    ),
    ErrorShape::sender("RecursiveInvocationException", "RecursiveInvocationException", 400).message_member("Message"),
    ErrorShape::sender("RequestTooLargeException", "RequestTooLargeException", 413),
    ErrorShape::sender("ResourceConflictException", "ResourceConflictException", 409),
    ErrorShape::sender("ResourceInUseException", "ResourceInUseException", 400).message_member("Message"),
    ErrorShape::sender("ResourceNotFoundException", "ResourceNotFoundException", 404).message_member("Message"),
    ErrorShape::receiver("ResourceNotReadyException", "ResourceNotReadyException", 502),
    ErrorShape::sender("S3FilesMountConnectivityException", "S3FilesMountConnectivityException", 408)
        .message_member("Message"),
    ErrorShape::sender("S3FilesMountFailureException", "S3FilesMountFailureException", 403).message_member("Message"),
    ErrorShape::sender("S3FilesMountTimeoutException", "S3FilesMountTimeoutException", 408).message_member("Message"),
    ErrorShape::sender("SerializedRequestEntityTooLargeException", "SerializedRequestEntityTooLargeException", 413),
    ErrorShape::receiver("ServiceException", "ServiceException", 500).message_member("Message"),
    ErrorShape::sender("SnapStartException", "SnapStartException", 400).message_member("Message"),
    ErrorShape::sender("SnapStartNotReadyException", "SnapStartNotReadyException", 409).message_member("Message"),
    ErrorShape::sender("SnapStartTimeoutException", "SnapStartTimeoutException", 408).message_member("Message"),
    ErrorShape::receiver("SubnetIPAddressLimitReachedException", "SubnetIPAddressLimitReachedException", 502)
        .message_member("Message"),
    ErrorShape::sender("TooManyRequestsException", "TooManyRequestsException", 429),
    ErrorShape::sender("UnsupportedMediaTypeException", "UnsupportedMediaTypeException", 415),
];

/// Where these operations live.
pub static ROUTES: &[Route] = &[
    Route {
        operation: "AddLayerVersionPermission",
        method: "POST",
        uri: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy",
        status: 201,
    },
    Route {
        operation: "AddPermission",
        method: "POST",
        uri: "/2015-03-31/functions/{FunctionName}/policy",
        status: 201,
    },
    Route {
        operation: "CreateAlias",
        method: "POST",
        uri: "/2015-03-31/functions/{FunctionName}/aliases",
        status: 201,
    },
    Route {
        operation: "CreateEventSourceMapping",
        method: "POST",
        uri: "/2015-03-31/event-source-mappings",
        status: 202,
    },
    Route { operation: "CreateFunction", method: "POST", uri: "/2015-03-31/functions", status: 201 },
    Route {
        operation: "CreateFunctionUrlConfig",
        method: "POST",
        uri: "/2021-10-31/functions/{FunctionName}/url",
        status: 201,
    },
    Route {
        operation: "DeleteAlias",
        method: "DELETE",
        uri: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
        status: 204,
    },
    Route {
        operation: "DeleteEventSourceMapping",
        method: "DELETE",
        uri: "/2015-03-31/event-source-mappings/{UUID}",
        status: 202,
    },
    Route { operation: "DeleteFunction", method: "DELETE", uri: "/2015-03-31/functions/{FunctionName}", status: 200 },
    Route {
        operation: "DeleteFunctionConcurrency",
        method: "DELETE",
        uri: "/2017-10-31/functions/{FunctionName}/concurrency",
        status: 204,
    },
    Route {
        operation: "DeleteFunctionEventInvokeConfig",
        method: "DELETE",
        uri: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 204,
    },
    Route {
        operation: "DeleteFunctionUrlConfig",
        method: "DELETE",
        uri: "/2021-10-31/functions/{FunctionName}/url",
        status: 204,
    },
    Route {
        operation: "DeleteLayerVersion",
        method: "DELETE",
        uri: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}",
        status: 204,
    },
    Route {
        operation: "DeleteProvisionedConcurrencyConfig",
        method: "DELETE",
        uri: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        status: 204,
    },
    Route { operation: "GetAccountSettings", method: "GET", uri: "/2016-08-19/account-settings", status: 200 },
    Route {
        operation: "GetAlias",
        method: "GET",
        uri: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
        status: 200,
    },
    Route {
        operation: "GetEventSourceMapping",
        method: "GET",
        uri: "/2015-03-31/event-source-mappings/{UUID}",
        status: 200,
    },
    Route { operation: "GetFunction", method: "GET", uri: "/2015-03-31/functions/{FunctionName}", status: 200 },
    Route {
        operation: "GetFunctionConcurrency",
        method: "GET",
        uri: "/2019-09-30/functions/{FunctionName}/concurrency",
        status: 200,
    },
    Route {
        operation: "GetFunctionConfiguration",
        method: "GET",
        uri: "/2015-03-31/functions/{FunctionName}/configuration",
        status: 200,
    },
    Route {
        operation: "GetFunctionEventInvokeConfig",
        method: "GET",
        uri: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 200,
    },
    Route {
        operation: "GetFunctionRecursionConfig",
        method: "GET",
        uri: "/2024-08-31/functions/{FunctionName}/recursion-config",
        status: 200,
    },
    Route {
        operation: "GetFunctionUrlConfig",
        method: "GET",
        uri: "/2021-10-31/functions/{FunctionName}/url",
        status: 200,
    },
    Route {
        operation: "GetLayerVersion",
        method: "GET",
        uri: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}",
        status: 200,
    },
    Route {
        operation: "GetLayerVersionByArn",
        method: "GET",
        uri: "/2018-10-31/layers?find=LayerVersion",
        status: 200,
    },
    Route {
        operation: "GetLayerVersionPolicy",
        method: "GET",
        uri: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy",
        status: 200,
    },
    Route { operation: "GetPolicy", method: "GET", uri: "/2015-03-31/functions/{FunctionName}/policy", status: 200 },
    Route {
        operation: "GetProvisionedConcurrencyConfig",
        method: "GET",
        uri: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        status: 200,
    },
    Route {
        operation: "GetRuntimeManagementConfig",
        method: "GET",
        uri: "/2021-07-20/functions/{FunctionName}/runtime-management-config",
        status: 200,
    },
    Route { operation: "Invoke", method: "POST", uri: "/2015-03-31/functions/{FunctionName}/invocations", status: 200 },
    Route {
        operation: "InvokeAsync",
        method: "POST",
        uri: "/2014-11-13/functions/{FunctionName}/invoke-async",
        status: 202,
    },
    Route {
        operation: "InvokeWithResponseStream",
        method: "POST",
        uri: "/2021-11-15/functions/{FunctionName}/response-streaming-invocations",
        status: 200,
    },
    Route { operation: "ListAliases", method: "GET", uri: "/2015-03-31/functions/{FunctionName}/aliases", status: 200 },
    Route {
        operation: "ListEventSourceMappings",
        method: "GET",
        uri: "/2015-03-31/event-source-mappings",
        status: 200,
    },
    Route {
        operation: "ListFunctionEventInvokeConfigs",
        method: "GET",
        uri: "/2019-09-25/functions/{FunctionName}/event-invoke-config/list",
        status: 200,
    },
    Route {
        operation: "ListFunctionUrlConfigs",
        method: "GET",
        uri: "/2021-10-31/functions/{FunctionName}/urls",
        status: 200,
    },
    Route { operation: "ListFunctions", method: "GET", uri: "/2015-03-31/functions", status: 200 },
    Route {
        operation: "ListLayerVersions",
        method: "GET",
        uri: "/2018-10-31/layers/{LayerName}/versions",
        status: 200,
    },
    Route { operation: "ListLayers", method: "GET", uri: "/2018-10-31/layers", status: 200 },
    Route {
        operation: "ListProvisionedConcurrencyConfigs",
        method: "GET",
        uri: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL",
        status: 200,
    },
    Route { operation: "ListTags", method: "GET", uri: "/2017-03-31/tags/{Resource}", status: 200 },
    Route {
        operation: "ListVersionsByFunction",
        method: "GET",
        uri: "/2015-03-31/functions/{FunctionName}/versions",
        status: 200,
    },
    Route {
        operation: "PublishLayerVersion",
        method: "POST",
        uri: "/2018-10-31/layers/{LayerName}/versions",
        status: 201,
    },
    Route {
        operation: "PublishVersion",
        method: "POST",
        uri: "/2015-03-31/functions/{FunctionName}/versions",
        status: 201,
    },
    Route {
        operation: "PutFunctionConcurrency",
        method: "PUT",
        uri: "/2017-10-31/functions/{FunctionName}/concurrency",
        status: 200,
    },
    Route {
        operation: "PutFunctionEventInvokeConfig",
        method: "PUT",
        uri: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 200,
    },
    Route {
        operation: "PutFunctionRecursionConfig",
        method: "PUT",
        uri: "/2024-08-31/functions/{FunctionName}/recursion-config",
        status: 200,
    },
    Route {
        operation: "PutProvisionedConcurrencyConfig",
        method: "PUT",
        uri: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        status: 202,
    },
    Route {
        operation: "PutRuntimeManagementConfig",
        method: "PUT",
        uri: "/2021-07-20/functions/{FunctionName}/runtime-management-config",
        status: 200,
    },
    Route {
        operation: "RemoveLayerVersionPermission",
        method: "DELETE",
        uri: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}",
        status: 204,
    },
    Route {
        operation: "RemovePermission",
        method: "DELETE",
        uri: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}",
        status: 204,
    },
    Route { operation: "TagResource", method: "POST", uri: "/2017-03-31/tags/{Resource}", status: 204 },
    Route { operation: "UntagResource", method: "DELETE", uri: "/2017-03-31/tags/{Resource}", status: 204 },
    Route {
        operation: "UpdateAlias",
        method: "PUT",
        uri: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
        status: 200,
    },
    Route {
        operation: "UpdateEventSourceMapping",
        method: "PUT",
        uri: "/2015-03-31/event-source-mappings/{UUID}",
        status: 202,
    },
    Route {
        operation: "UpdateFunctionCode",
        method: "PUT",
        uri: "/2015-03-31/functions/{FunctionName}/code",
        status: 200,
    },
    Route {
        operation: "UpdateFunctionConfiguration",
        method: "PUT",
        uri: "/2015-03-31/functions/{FunctionName}/configuration",
        status: 200,
    },
    Route {
        operation: "UpdateFunctionEventInvokeConfig",
        method: "POST",
        uri: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 200,
    },
    Route {
        operation: "UpdateFunctionUrlConfig",
        method: "PUT",
        uri: "/2021-10-31/functions/{FunctionName}/url",
        status: 200,
    },
    // Operations this service does not have: calls of them are refused by their names.
    Route {
        operation: "CheckpointDurableExecution",
        method: "POST",
        uri: "/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint",
        status: 200,
    },
    Route { operation: "CreateCapacityProvider", method: "POST", uri: "/2025-11-30/capacity-providers", status: 202 },
    Route {
        operation: "CreateCodeSigningConfig",
        method: "POST",
        uri: "/2020-04-22/code-signing-configs",
        status: 201,
    },
    Route {
        operation: "DeleteCapacityProvider",
        method: "DELETE",
        uri: "/2025-11-30/capacity-providers/{CapacityProviderName}",
        status: 202,
    },
    Route {
        operation: "DeleteCodeSigningConfig",
        method: "DELETE",
        uri: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
        status: 204,
    },
    Route {
        operation: "DeleteFunctionCodeSigningConfig",
        method: "DELETE",
        uri: "/2020-06-30/functions/{FunctionName}/code-signing-config",
        status: 204,
    },
    Route {
        operation: "GetCapacityProvider",
        method: "GET",
        uri: "/2025-11-30/capacity-providers/{CapacityProviderName}",
        status: 200,
    },
    Route {
        operation: "GetCodeSigningConfig",
        method: "GET",
        uri: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
        status: 200,
    },
    Route {
        operation: "GetDurableExecution",
        method: "GET",
        uri: "/2025-12-01/durable-executions/{DurableExecutionArn}",
        status: 200,
    },
    Route {
        operation: "GetDurableExecutionHistory",
        method: "GET",
        uri: "/2025-12-01/durable-executions/{DurableExecutionArn}/history",
        status: 200,
    },
    Route {
        operation: "GetDurableExecutionState",
        method: "GET",
        uri: "/2025-12-01/durable-executions/{DurableExecutionArn}/state",
        status: 200,
    },
    Route {
        operation: "GetFunctionCodeSigningConfig",
        method: "GET",
        uri: "/2020-06-30/functions/{FunctionName}/code-signing-config",
        status: 200,
    },
    Route {
        operation: "GetFunctionScalingConfig",
        method: "GET",
        uri: "/2025-11-30/functions/{FunctionName}/function-scaling-config",
        status: 200,
    },
    Route { operation: "ListCapacityProviders", method: "GET", uri: "/2025-11-30/capacity-providers", status: 200 },
    Route { operation: "ListCodeSigningConfigs", method: "GET", uri: "/2020-04-22/code-signing-configs", status: 200 },
    Route {
        operation: "ListDurableExecutionsByFunction",
        method: "GET",
        uri: "/2025-12-01/functions/{FunctionName}/durable-executions",
        status: 200,
    },
    Route {
        operation: "ListFunctionVersionsByCapacityProvider",
        method: "GET",
        uri: "/2025-11-30/capacity-providers/{CapacityProviderName}/function-versions",
        status: 200,
    },
    Route {
        operation: "ListFunctionsByCodeSigningConfig",
        method: "GET",
        uri: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions",
        status: 200,
    },
    Route {
        operation: "PutFunctionCodeSigningConfig",
        method: "PUT",
        uri: "/2020-06-30/functions/{FunctionName}/code-signing-config",
        status: 200,
    },
    Route {
        operation: "PutFunctionScalingConfig",
        method: "PUT",
        uri: "/2025-11-30/functions/{FunctionName}/function-scaling-config",
        status: 202,
    },
    Route {
        operation: "SendDurableExecutionCallbackFailure",
        method: "POST",
        uri: "/2025-12-01/durable-execution-callbacks/{CallbackId}/fail",
        status: 200,
    },
    Route {
        operation: "SendDurableExecutionCallbackHeartbeat",
        method: "POST",
        uri: "/2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat",
        status: 200,
    },
    Route {
        operation: "SendDurableExecutionCallbackSuccess",
        method: "POST",
        uri: "/2025-12-01/durable-execution-callbacks/{CallbackId}/succeed",
        status: 200,
    },
    Route {
        operation: "StopDurableExecution",
        method: "POST",
        uri: "/2025-12-01/durable-executions/{DurableExecutionArn}/stop",
        status: 200,
    },
    Route {
        operation: "UpdateCapacityProvider",
        method: "PUT",
        uri: "/2025-11-30/capacity-providers/{CapacityProviderName}",
        status: 202,
    },
    Route {
        operation: "UpdateCodeSigningConfig",
        method: "PUT",
        uri: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
        status: 200,
    },
];
