//! The shapes of AWS Step Functions, from AWS's published model of API version 2016-11-23 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateStateMachine`.
///
/// Creates a state machine.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateStateMachineInput {
    /// The name of the state machine.
    #[shape(name = "name", required, length = 1..=80)]
    pub name: String,
    /// The Amazon States Language definition of the state machine. See Amazon States Language.
    #[shape(name = "definition", required, sensitive, length = 1..=1048576)]
    pub definition: String,
    /// The Amazon Resource Name (ARN) of the IAM role to use for this state machine.
    #[shape(name = "roleArn", required, length = 1..=256)]
    pub role_arn: String,
    /// Determines whether a Standard or Express state machine is created. The default is
    /// `STANDARD`.
    #[shape(name = "type", one_of = STATE_MACHINE_TYPE)]
    pub r#type: Option<String>,
    /// Defines what execution history events are logged and where they are logged.
    #[shape(name = "loggingConfiguration")]
    pub logging_configuration: Option<LoggingConfiguration>,
    /// Tags to be added when creating a state machine.
    #[shape(name = "tags")]
    pub tags: Option<Vec<Tag>>,
    /// Selects whether X-Ray tracing is enabled.
    #[shape(name = "tracingConfiguration")]
    pub tracing_configuration: Option<TracingConfiguration>,
    /// Set to `true` to publish the first version of the state machine during creation. The
    /// default is `false`.
    #[shape(name = "publish")]
    pub publish: Option<bool>,
    /// Sets description about the state machine version. You can only set the description if the
    /// `publish` parameter is set to `true`.
    #[shape(name = "versionDescription", sensitive, length = ..=256)]
    pub version_description: Option<String>,
    /// Settings to configure server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// Output of `CreateStateMachine`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateStateMachineOutput {
    /// The Amazon Resource Name (ARN) that identifies the created state machine.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The date the state machine is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
    /// The Amazon Resource Name (ARN) that identifies the created state machine version. If you
    /// do not set the `publish` parameter to `true`, this field returns null value.
    #[shape(name = "stateMachineVersionArn")]
    pub state_machine_version_arn: Option<String>,
}

/// Input of `DescribeStateMachine`.
///
/// Provides information about a state machine's definition, its IAM role Amazon Resource Name
/// (ARN), and configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStateMachineInput {
    /// The Amazon Resource Name (ARN) of the state machine for which you want the information.
    #[shape(name = "stateMachineArn", required, length = 1..=256)]
    pub state_machine_arn: String,
    /// If your state machine definition is encrypted with a KMS key, callers must have
    /// `kms:Decrypt` permission to decrypt the definition.
    #[shape(name = "includedData", one_of = INCLUDED_DATA)]
    pub included_data: Option<String>,
}

/// Output of `DescribeStateMachine`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStateMachineOutput {
    /// The Amazon Resource Name (ARN) that identifies the state machine.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The name of the state machine.
    #[shape(name = "name", required)]
    pub name: String,
    /// The current status of the state machine.
    #[shape(name = "status")]
    pub status: Option<String>,
    /// The Amazon States Language definition of the state machine. See Amazon States Language.
    #[shape(name = "definition", required, sensitive)]
    pub definition: String,
    /// The Amazon Resource Name (ARN) of the IAM role used when creating this state machine. (The
    /// IAM role maintains security by granting Step Functions access to Amazon Web Services
    /// resources.)
    #[shape(name = "roleArn", required)]
    pub role_arn: String,
    /// The `type` of the state machine (`STANDARD` or `EXPRESS`).
    #[shape(name = "type", required)]
    pub r#type: String,
    /// The date the state machine is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
    /// The `LoggingConfiguration` data type is used to set CloudWatch Logs options.
    #[shape(name = "loggingConfiguration")]
    pub logging_configuration: Option<LoggingConfiguration>,
    /// Selects whether X-Ray tracing is enabled.
    #[shape(name = "tracingConfiguration")]
    pub tracing_configuration: Option<TracingConfiguration>,
    /// A user-defined or an auto-generated string that identifies a `Map` state. This parameter
    /// is present only if the `stateMachineArn` specified in input is a qualified state machine
    /// ARN.
    #[shape(name = "label")]
    pub label: Option<String>,
    /// The revision identifier for the state machine.
    #[shape(name = "revisionId")]
    pub revision_id: Option<String>,
    /// The description of the state machine version.
    #[shape(name = "description", sensitive)]
    pub description: Option<String>,
    /// Settings to configure server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
    /// A map of state name to a list of variables referenced by that state. States that do not
    /// use variable references will not be shown in the response.
    #[shape(name = "variableReferences", sensitive)]
    pub variable_references: Option<BTreeMap<String, Vec<String>>>,
}

/// Input of `UpdateStateMachine`.
///
/// Updates an existing state machine by modifying its `definition`, `roleArn`,
/// `loggingConfiguration`, or `EncryptionConfiguration`. Running executions will continue to
/// use the previous `definition` and `roleArn`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateStateMachineInput {
    /// The Amazon Resource Name (ARN) of the state machine.
    #[shape(name = "stateMachineArn", required, length = 1..=256)]
    pub state_machine_arn: String,
    /// The Amazon States Language definition of the state machine. See Amazon States Language.
    #[shape(name = "definition", sensitive, length = 1..=1048576)]
    pub definition: Option<String>,
    /// The Amazon Resource Name (ARN) of the IAM role of the state machine.
    #[shape(name = "roleArn", length = 1..=256)]
    pub role_arn: Option<String>,
    /// Use the `LoggingConfiguration` data type to set CloudWatch Logs options.
    #[shape(name = "loggingConfiguration")]
    pub logging_configuration: Option<LoggingConfiguration>,
    /// Selects whether X-Ray tracing is enabled.
    #[shape(name = "tracingConfiguration")]
    pub tracing_configuration: Option<TracingConfiguration>,
    /// Specifies whether the state machine version is published. The default is `false`.
    #[shape(name = "publish")]
    pub publish: Option<bool>,
    /// An optional description of the state machine version to publish.
    #[shape(name = "versionDescription", sensitive, length = ..=256)]
    pub version_description: Option<String>,
    /// Settings to configure server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// Output of `UpdateStateMachine`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateStateMachineOutput {
    /// The date and time the state machine was updated.
    #[shape(name = "updateDate", required)]
    pub update_date: Timestamp,
    /// The revision identifier for the updated state machine.
    #[shape(name = "revisionId")]
    pub revision_id: Option<String>,
    /// The Amazon Resource Name (ARN) of the published state machine version.
    #[shape(name = "stateMachineVersionArn")]
    pub state_machine_version_arn: Option<String>,
}

/// Input of `DeleteStateMachine`.
///
/// Deletes a state machine. This is an asynchronous operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteStateMachineInput {
    /// The Amazon Resource Name (ARN) of the state machine to delete.
    #[shape(name = "stateMachineArn", required, length = 1..=256)]
    pub state_machine_arn: String,
}

/// Output of `DeleteStateMachine`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteStateMachineOutput {}

/// Input of `ListStateMachines`.
///
/// Lists the existing state machines.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStateMachinesInput {
    /// The maximum number of results that are returned per call. You can use `nextToken` to
    /// obtain further pages of results.
    #[shape(name = "maxResults", range = 0..=1000)]
    pub max_results: Option<i32>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken", length = 1..=1024)]
    pub next_token: Option<String>,
}

/// Output of `ListStateMachines`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStateMachinesOutput {
    /// `stateMachines`.
    #[shape(name = "stateMachines", required)]
    pub state_machines: Vec<StateMachineListItem>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `ValidateStateMachineDefinition`.
///
/// Validates the syntax of a state machine definition specified in Amazon States Language
/// (ASL), a JSON-based, structured language.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateStateMachineDefinitionInput {
    /// The Amazon States Language definition of the state machine. For more information, see
    /// Amazon States Language (ASL).
    #[shape(name = "definition", required, sensitive, length = 1..=1048576)]
    pub definition: String,
    /// The target type of state machine for this definition. The default is `STANDARD`.
    #[shape(name = "type", one_of = STATE_MACHINE_TYPE)]
    pub r#type: Option<String>,
    /// Minimum level of diagnostics to return. `ERROR` returns only `ERROR` diagnostics, whereas
    /// `WARNING` returns both `WARNING` and `ERROR` diagnostics.
    #[shape(name = "severity", one_of = VALIDATE_STATE_MACHINE_DEFINITION_SEVERITY)]
    pub severity: Option<String>,
    /// The maximum number of diagnostics that are returned per call. The default and maximum
    /// value is 100.
    #[shape(name = "maxResults", range = 0..=100)]
    pub max_results: Option<i32>,
}

/// Output of `ValidateStateMachineDefinition`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateStateMachineDefinitionOutput {
    /// The result value will be `OK` when no syntax errors are found, or `FAIL` if the workflow
    /// definition does not pass verification.
    #[shape(name = "result", required)]
    pub result: String,
    /// An array of diagnostic errors and warnings found during validation of the state machine
    /// definition.
    #[shape(name = "diagnostics", required)]
    pub diagnostics: Vec<ValidateStateMachineDefinitionDiagnostic>,
    /// The result value will be `true` if the number of diagnostics found in the workflow
    /// definition exceeds `maxResults`. When all diagnostics results are returned, the value will
    /// be `false`.
    #[shape(name = "truncated")]
    pub truncated: Option<bool>,
}

/// Input of `StartExecution`.
///
/// Starts a state machine execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartExecutionInput {
    /// The Amazon Resource Name (ARN) of the state machine to execute.
    #[shape(name = "stateMachineArn", required, length = 1..=256)]
    pub state_machine_arn: String,
    /// Optional name of the execution. This name must be unique for your Amazon Web Services
    /// account, Region, and state machine for 90 days.
    #[shape(name = "name", length = 1..=80)]
    pub name: Option<String>,
    /// The string that contains the JSON input data for the execution, for example.
    #[shape(name = "input", sensitive, length = ..=262144)]
    pub input: Option<String>,
    /// Passes the X-Ray trace header. The trace header can also be passed in the request payload.
    #[shape(name = "traceHeader", length = 0..=256, pattern = r"\p{ASCII}*")]
    pub trace_header: Option<String>,
}

/// Output of `StartExecution`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartExecutionOutput {
    /// The Amazon Resource Name (ARN) that identifies the execution.
    #[shape(name = "executionArn", required)]
    pub execution_arn: String,
    /// The date the execution is started.
    #[shape(name = "startDate", required)]
    pub start_date: Timestamp,
}

/// Input of `StartSyncExecution`.
///
/// Starts a Synchronous Express state machine execution. `StartSyncExecution` is not
/// available for `STANDARD` workflows.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartSyncExecutionInput {
    /// The Amazon Resource Name (ARN) of the state machine to execute.
    #[shape(name = "stateMachineArn", required, length = 1..=256)]
    pub state_machine_arn: String,
    /// The name of the execution.
    #[shape(name = "name", length = 1..=80)]
    pub name: Option<String>,
    /// The string that contains the JSON input data for the execution, for example.
    #[shape(name = "input", sensitive, length = ..=262144)]
    pub input: Option<String>,
    /// Passes the X-Ray trace header. The trace header can also be passed in the request payload.
    #[shape(name = "traceHeader", length = 0..=256, pattern = r"\p{ASCII}*")]
    pub trace_header: Option<String>,
    /// If your state machine definition is encrypted with a KMS key, callers must have
    /// `kms:Decrypt` permission to decrypt the definition.
    #[shape(name = "includedData", one_of = INCLUDED_DATA)]
    pub included_data: Option<String>,
}

/// Output of `StartSyncExecution`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartSyncExecutionOutput {
    /// The Amazon Resource Name (ARN) that identifies the execution.
    #[shape(name = "executionArn", required)]
    pub execution_arn: String,
    /// The Amazon Resource Name (ARN) that identifies the state machine.
    #[shape(name = "stateMachineArn")]
    pub state_machine_arn: Option<String>,
    /// The name of the execution.
    #[shape(name = "name")]
    pub name: Option<String>,
    /// The date the execution is started.
    #[shape(name = "startDate", required)]
    pub start_date: Timestamp,
    /// If the execution has already ended, the date the execution stopped.
    #[shape(name = "stopDate", required)]
    pub stop_date: Timestamp,
    /// The current status of the execution.
    #[shape(name = "status", required)]
    pub status: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
    /// The string that contains the JSON input data of the execution. Length constraints apply to
    /// the payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Provides details about execution input or output.
    #[shape(name = "inputDetails")]
    pub input_details: Option<CloudWatchEventsExecutionDataDetails>,
    /// The JSON output data of the execution. Length constraints apply to the payload size, and
    /// are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Provides details about execution input or output.
    #[shape(name = "outputDetails")]
    pub output_details: Option<CloudWatchEventsExecutionDataDetails>,
    /// The X-Ray trace header that was passed to the execution.
    #[shape(name = "traceHeader")]
    pub trace_header: Option<String>,
    /// An object that describes workflow billing details, including billed duration and memory
    /// use.
    #[shape(name = "billingDetails")]
    pub billing_details: Option<BillingDetails>,
}

/// Input of `StopExecution`.
///
/// Stops an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StopExecutionInput {
    /// The Amazon Resource Name (ARN) of the execution to stop.
    #[shape(name = "executionArn", required, length = 1..=256)]
    pub execution_arn: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive, length = 0..=256)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive, length = 0..=32768)]
    pub cause: Option<String>,
}

/// Output of `StopExecution`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StopExecutionOutput {
    /// The date the execution is stopped.
    #[shape(name = "stopDate", required)]
    pub stop_date: Timestamp,
}

/// Input of `DescribeExecution`.
///
/// Provides information about a state machine execution, such as the state machine associated
/// with the execution, the execution input and output, and relevant execution metadata.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeExecutionInput {
    /// The Amazon Resource Name (ARN) of the execution to describe.
    #[shape(name = "executionArn", required, length = 1..=256)]
    pub execution_arn: String,
    /// If your state machine definition is encrypted with a KMS key, callers must have
    /// `kms:Decrypt` permission to decrypt the definition.
    #[shape(name = "includedData", one_of = INCLUDED_DATA)]
    pub included_data: Option<String>,
}

/// Output of `DescribeExecution`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeExecutionOutput {
    /// The Amazon Resource Name (ARN) that identifies the execution.
    #[shape(name = "executionArn", required)]
    pub execution_arn: String,
    /// The Amazon Resource Name (ARN) of the executed stated machine.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The name of the execution.
    #[shape(name = "name")]
    pub name: Option<String>,
    /// The current status of the execution.
    #[shape(name = "status", required)]
    pub status: String,
    /// The date the execution is started.
    #[shape(name = "startDate", required)]
    pub start_date: Timestamp,
    /// If the execution ended, the date the execution stopped.
    #[shape(name = "stopDate")]
    pub stop_date: Option<Timestamp>,
    /// The string that contains the JSON input data of the execution. Length constraints apply to
    /// the payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Provides details about execution input or output.
    #[shape(name = "inputDetails")]
    pub input_details: Option<CloudWatchEventsExecutionDataDetails>,
    /// The JSON output data of the execution. Length constraints apply to the payload size, and
    /// are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Provides details about execution input or output.
    #[shape(name = "outputDetails")]
    pub output_details: Option<CloudWatchEventsExecutionDataDetails>,
    /// The X-Ray trace header that was passed to the execution.
    #[shape(name = "traceHeader")]
    pub trace_header: Option<String>,
    /// The Amazon Resource Name (ARN) that identifies a Map Run, which dispatched this execution.
    #[shape(name = "mapRunArn")]
    pub map_run_arn: Option<String>,
    /// The error string if the state machine execution failed.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// The cause string if the state machine execution failed.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
    /// The Amazon Resource Name (ARN) of the state machine version associated with the execution.
    /// The version ARN is a combination of state machine ARN and the version number separated by
    /// a colon (:).
    #[shape(name = "stateMachineVersionArn")]
    pub state_machine_version_arn: Option<String>,
    /// The Amazon Resource Name (ARN) of the state machine alias associated with the execution.
    /// The alias ARN is a combination of state machine ARN and the alias name separated by a
    /// colon (:).
    #[shape(name = "stateMachineAliasArn")]
    pub state_machine_alias_arn: Option<String>,
    /// The number of times you've redriven an execution. If you have not yet redriven an
    /// execution, the `redriveCount` is 0.
    #[shape(name = "redriveCount")]
    pub redrive_count: Option<i32>,
    /// The date the execution was last redriven. If you have not yet redriven an execution, the
    /// `redriveDate` is null.
    #[shape(name = "redriveDate")]
    pub redrive_date: Option<Timestamp>,
    /// Indicates whether or not an execution can be redriven at a given point in time.
    #[shape(name = "redriveStatus")]
    pub redrive_status: Option<String>,
    /// When `redriveStatus` is `NOT_REDRIVABLE`, `redriveStatusReason` specifies the reason why
    /// an execution cannot be redriven.
    #[shape(name = "redriveStatusReason", sensitive)]
    pub redrive_status_reason: Option<String>,
}

/// Input of `DescribeStateMachineForExecution`.
///
/// Provides information about a state machine's definition, its execution role ARN, and
/// configuration. If a Map Run dispatched the execution, this action returns the Map Run
/// Amazon Resource Name (ARN) in the response.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStateMachineForExecutionInput {
    /// The Amazon Resource Name (ARN) of the execution you want state machine information for.
    #[shape(name = "executionArn", required, length = 1..=256)]
    pub execution_arn: String,
    /// If your state machine definition is encrypted with a KMS key, callers must have
    /// `kms:Decrypt` permission to decrypt the definition.
    #[shape(name = "includedData", one_of = INCLUDED_DATA)]
    pub included_data: Option<String>,
}

/// Output of `DescribeStateMachineForExecution`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStateMachineForExecutionOutput {
    /// The Amazon Resource Name (ARN) of the state machine associated with the execution.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The name of the state machine associated with the execution.
    #[shape(name = "name", required)]
    pub name: String,
    /// The Amazon States Language definition of the state machine. See Amazon States Language.
    #[shape(name = "definition", required, sensitive)]
    pub definition: String,
    /// The Amazon Resource Name (ARN) of the IAM role of the State Machine for the execution.
    #[shape(name = "roleArn", required)]
    pub role_arn: String,
    /// The date and time the state machine associated with an execution was updated. For a newly
    /// created state machine, this is the creation date.
    #[shape(name = "updateDate", required)]
    pub update_date: Timestamp,
    /// The `LoggingConfiguration` data type is used to set CloudWatch Logs options.
    #[shape(name = "loggingConfiguration")]
    pub logging_configuration: Option<LoggingConfiguration>,
    /// Selects whether X-Ray tracing is enabled.
    #[shape(name = "tracingConfiguration")]
    pub tracing_configuration: Option<TracingConfiguration>,
    /// The Amazon Resource Name (ARN) of the Map Run that started the child workflow execution.
    /// This field is returned only if the `executionArn` is a child workflow execution that was
    /// started by a Distributed Map state.
    #[shape(name = "mapRunArn")]
    pub map_run_arn: Option<String>,
    /// A user-defined or an auto-generated string that identifies a `Map` state. This field is
    /// returned only if the `executionArn` is a child workflow execution that was started by a
    /// Distributed Map state.
    #[shape(name = "label")]
    pub label: Option<String>,
    /// The revision identifier for the state machine. The first revision ID when you create the
    /// state machine is null.
    #[shape(name = "revisionId")]
    pub revision_id: Option<String>,
    /// Settings to configure server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
    /// A map of state name to a list of variables referenced by that state. States that do not
    /// use variable references will not be shown in the response.
    #[shape(name = "variableReferences", sensitive)]
    pub variable_references: Option<BTreeMap<String, Vec<String>>>,
}

/// Input of `GetExecutionHistory`.
///
/// Returns the history of the specified execution as a list of events. By default, the
/// results are returned in ascending order of the `timeStamp` of the events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetExecutionHistoryInput {
    /// The Amazon Resource Name (ARN) of the execution.
    #[shape(name = "executionArn", required, length = 1..=256)]
    pub execution_arn: String,
    /// The maximum number of results that are returned per call. You can use `nextToken` to
    /// obtain further pages of results.
    #[shape(name = "maxResults", range = 0..=1000)]
    pub max_results: Option<i32>,
    /// Lists events in descending order of their `timeStamp`.
    #[shape(name = "reverseOrder")]
    pub reverse_order: Option<bool>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken", length = 1..=1024)]
    pub next_token: Option<String>,
    /// You can select whether execution data (input or output of a history event) is returned.
    /// The default is `true`.
    #[shape(name = "includeExecutionData")]
    pub include_execution_data: Option<bool>,
}

/// Output of `GetExecutionHistory`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetExecutionHistoryOutput {
    /// The list of events that occurred in the execution.
    #[shape(name = "events", required)]
    pub events: Vec<HistoryEvent>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `ListExecutions`.
///
/// Lists all executions of a state machine or a Map Run.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListExecutionsInput {
    /// The Amazon Resource Name (ARN) of the state machine whose executions is listed.
    #[shape(name = "stateMachineArn", length = 1..=256)]
    pub state_machine_arn: Option<String>,
    /// If specified, only list the executions whose current execution status matches the given
    /// filter.
    #[shape(name = "statusFilter", one_of = EXECUTION_STATUS)]
    pub status_filter: Option<String>,
    /// The maximum number of results that are returned per call. You can use `nextToken` to
    /// obtain further pages of results.
    #[shape(name = "maxResults", range = 0..=1000)]
    pub max_results: Option<i32>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken", length = 1..=3096)]
    pub next_token: Option<String>,
    /// The Amazon Resource Name (ARN) of the Map Run that started the child workflow executions.
    /// If the `mapRunArn` field is specified, a list of all of the child workflow executions
    /// started by a Map Run is returned.
    #[shape(name = "mapRunArn", length = 1..=2000)]
    pub map_run_arn: Option<String>,
    /// Sets a filter to list executions based on whether or not they have been redriven.
    #[shape(name = "redriveFilter", one_of = EXECUTION_REDRIVE_FILTER)]
    pub redrive_filter: Option<String>,
}

/// Output of `ListExecutions`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListExecutionsOutput {
    /// The list of matching executions.
    #[shape(name = "executions", required)]
    pub executions: Vec<ExecutionListItem>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `TagResource`.
///
/// Add a tag to a Step Functions resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceInput {
    /// The Amazon Resource Name (ARN) for the Step Functions state machine or activity.
    #[shape(name = "resourceArn", required, length = 1..=256)]
    pub resource_arn: String,
    /// The list of tags to add to a resource.
    #[shape(name = "tags", required)]
    pub tags: Vec<Tag>,
}

/// Output of `TagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceOutput {}

/// Input of `UntagResource`.
///
/// Remove a tag from a Step Functions resource
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceInput {
    /// The Amazon Resource Name (ARN) for the Step Functions state machine or activity.
    #[shape(name = "resourceArn", required, length = 1..=256)]
    pub resource_arn: String,
    /// The list of tags to remove from the resource.
    #[shape(name = "tagKeys", required, item(length = 1..=128))]
    pub tag_keys: Vec<String>,
}

/// Output of `UntagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceOutput {}

/// Input of `ListTagsForResource`.
///
/// List tags for a given resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceInput {
    /// The Amazon Resource Name (ARN) for the Step Functions state machine or activity.
    #[shape(name = "resourceArn", required, length = 1..=256)]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceOutput {
    /// An array of tags associated with the resource.
    #[shape(name = "tags")]
    pub tags: Option<Vec<Tag>>,
}

/// Input of `CreateActivity`.
///
/// Creates an activity. An activity is a task that you write in any programming language and
/// host on any machine that has access to Step Functions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateActivityInput {
    /// The name of the activity to create. This name must be unique for your Amazon Web Services
    /// account and region for 90 days.
    #[shape(name = "name", required, length = 1..=80)]
    pub name: String,
    /// The list of tags to add to a resource.
    #[shape(name = "tags")]
    pub tags: Option<Vec<Tag>>,
    /// Settings to configure server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// Output of `CreateActivity`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateActivityOutput {
    /// The Amazon Resource Name (ARN) that identifies the created activity.
    #[shape(name = "activityArn", required)]
    pub activity_arn: String,
    /// The date the activity is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
}

/// Input of `DescribeActivity`.
///
/// Describes an activity.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeActivityInput {
    /// The Amazon Resource Name (ARN) of the activity to describe.
    #[shape(name = "activityArn", required, length = 1..=256)]
    pub activity_arn: String,
}

/// Output of `DescribeActivity`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeActivityOutput {
    /// The Amazon Resource Name (ARN) that identifies the activity.
    #[shape(name = "activityArn", required)]
    pub activity_arn: String,
    /// The name of the activity.
    #[shape(name = "name", required)]
    pub name: String,
    /// The date the activity is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
    /// Settings for configured server-side encryption.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// Input of `DeleteActivity`.
///
/// Deletes an activity.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteActivityInput {
    /// The Amazon Resource Name (ARN) of the activity to delete.
    #[shape(name = "activityArn", required, length = 1..=256)]
    pub activity_arn: String,
}

/// Output of `DeleteActivity`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteActivityOutput {}

/// Input of `ListActivities`.
///
/// Lists the existing activities.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListActivitiesInput {
    /// The maximum number of results that are returned per call. You can use `nextToken` to
    /// obtain further pages of results.
    #[shape(name = "maxResults", range = 0..=1000)]
    pub max_results: Option<i32>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken", length = 1..=1024)]
    pub next_token: Option<String>,
}

/// Output of `ListActivities`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListActivitiesOutput {
    /// The list of activities.
    #[shape(name = "activities", required)]
    pub activities: Vec<ActivityListItem>,
    /// If `nextToken` is returned, there are more results available. The value of `nextToken` is
    /// a unique pagination token for each page.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `GetActivityTask`.
///
/// Used by workers to retrieve a task (with the specified activity ARN) which has been
/// scheduled for execution by a running state machine.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetActivityTaskInput {
    /// The Amazon Resource Name (ARN) of the activity to retrieve tasks from (assigned when you
    /// create the task using CreateActivity.)
    #[shape(name = "activityArn", required, length = 1..=256)]
    pub activity_arn: String,
    /// You can provide an arbitrary name in order to identify the worker that the task is
    /// assigned to. This name is used when it is logged in the execution history.
    #[shape(name = "workerName", length = 1..=80)]
    pub worker_name: Option<String>,
}

/// Output of `GetActivityTask`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetActivityTaskOutput {
    /// A token that identifies the scheduled task. This token must be copied and included in
    /// subsequent calls to SendTaskHeartbeat, SendTaskSuccess or SendTaskFailure in order to
    /// report the progress or completion of the task.
    #[shape(name = "taskToken")]
    pub task_token: Option<String>,
    /// The string that contains the JSON input data for the task. Length constraints apply to the
    /// payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
}

/// Input of `SendTaskSuccess`.
///
/// Used by activity workers, Task states using the callback pattern, and optionally Task
/// states using the job run pattern to report that the task identified by the `taskToken`
/// completed successfully.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskSuccessInput {
    /// The token that represents this task. Task tokens are generated by Step Functions when
    /// tasks are assigned to a worker, or in the context object when a workflow enters a task
    /// state.
    #[shape(name = "taskToken", required, length = 1..=2048)]
    pub task_token: String,
    /// The JSON output of the task. Length constraints apply to the payload size, and are
    /// expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", required, sensitive, length = ..=262144)]
    pub output: String,
}

/// Output of `SendTaskSuccess`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskSuccessOutput {}

/// Input of `SendTaskFailure`.
///
/// Used by activity workers, Task states using the callback pattern, and optionally Task
/// states using the job run pattern to report that the task identified by the `taskToken`
/// failed.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskFailureInput {
    /// The token that represents this task. Task tokens are generated by Step Functions when
    /// tasks are assigned to a worker, or in the context object when a workflow enters a task
    /// state.
    #[shape(name = "taskToken", required, length = 1..=2048)]
    pub task_token: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive, length = 0..=256)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive, length = 0..=32768)]
    pub cause: Option<String>,
}

/// Output of `SendTaskFailure`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskFailureOutput {}

/// Input of `SendTaskHeartbeat`.
///
/// Used by activity workers and Task states using the callback pattern, and optionally Task
/// states using the job run pattern to report to Step Functions that the task represented by
/// the specified `taskToken` is still making progress.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskHeartbeatInput {
    /// The token that represents this task. Task tokens are generated by Step Functions when
    /// tasks are assigned to a worker, or in the context object when a workflow enters a task
    /// state.
    #[shape(name = "taskToken", required, length = 1..=2048)]
    pub task_token: String,
}

/// Output of `SendTaskHeartbeat`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendTaskHeartbeatOutput {}

/// The `LoggingConfiguration` data type is used to set CloudWatch Logs options.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LoggingConfiguration {
    /// Defines which category of execution history events are logged.
    #[shape(name = "level", one_of = LOG_LEVEL)]
    pub level: Option<String>,
    /// Determines whether execution data is included in your log. When set to `false`, data is
    /// excluded.
    #[shape(name = "includeExecutionData")]
    pub include_execution_data: Option<bool>,
    /// An array of objects that describes where your execution history events will be logged.
    /// Limited to size 1.
    #[shape(name = "destinations")]
    pub destinations: Option<Vec<LogDestination>>,
}

/// Tags are key-value pairs that can be associated with Step Functions state machines and
/// activities.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The key of a tag.
    #[shape(name = "key", length = 1..=128)]
    pub key: Option<String>,
    /// The value of a tag.
    #[shape(name = "value", length = 0..=256)]
    pub value: Option<String>,
}

/// Selects whether or not the state machine's X-Ray tracing is enabled. Default is `false`
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TracingConfiguration {
    /// When set to `true`, X-Ray tracing is enabled.
    #[shape(name = "enabled")]
    pub enabled: Option<bool>,
}

/// Settings to configure server-side encryption.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EncryptionConfiguration {
    /// An alias, alias ARN, key ID, or key ARN of a symmetric encryption KMS key to encrypt data.
    /// To specify a KMS key in a different Amazon Web Services account, you must use the key ARN
    /// or alias ARN.
    #[shape(name = "kmsKeyId", length = 1..=2048)]
    pub kms_key_id: Option<String>,
    /// Maximum duration that Step Functions will reuse data keys. When the period expires, Step
    /// Functions will call `GenerateDataKey`.
    #[shape(name = "kmsDataKeyReusePeriodSeconds", range = 60..=900)]
    pub kms_data_key_reuse_period_seconds: Option<i32>,
    /// Encryption type
    #[shape(name = "type", required, one_of = ENCRYPTION_TYPE)]
    pub r#type: String,
}

/// Contains details about the state machine.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StateMachineListItem {
    /// The Amazon Resource Name (ARN) that identifies the state machine.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The name of the state machine.
    #[shape(name = "name", required)]
    pub name: String,
    /// `type`.
    #[shape(name = "type", required)]
    pub r#type: String,
    /// The date the state machine is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
}

/// Describes potential issues found during state machine validation. Rather than raise an
/// exception, validation will return a list of diagnostic elements containing diagnostic
/// information.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateStateMachineDefinitionDiagnostic {
    /// A value of `ERROR` means that you cannot create or update a state machine with this
    /// definition.
    #[shape(name = "severity", required)]
    pub severity: String,
    /// Identifying code for the diagnostic.
    #[shape(name = "code", required, sensitive)]
    pub code: String,
    /// Message describing the diagnostic condition.
    #[shape(name = "message", required, sensitive)]
    pub message: String,
    /// Location of the issue in the state machine, if available.
    #[shape(name = "location", sensitive)]
    pub location: Option<String>,
}

/// Provides details about execution input or output.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CloudWatchEventsExecutionDataDetails {
    /// Indicates whether input or output was included in the response. Always `true` for API
    /// calls.
    #[shape(name = "included")]
    pub included: Option<bool>,
}

/// An object that describes workflow billing details.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BillingDetails {
    /// Billed memory consumption of your workflow, in MB.
    #[shape(name = "billedMemoryUsedInMB")]
    pub billed_memory_used_in_mb: Option<i64>,
    /// Billed duration of your workflow, in milliseconds.
    #[shape(name = "billedDurationInMilliseconds")]
    pub billed_duration_in_milliseconds: Option<i64>,
}

/// Contains details about the events of an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HistoryEvent {
    /// The date and time the event occurred, expressed in seconds and fractional milliseconds
    /// since the Unix epoch, which is defined as January 1, 1970, at 00:00:00 Coordinated
    /// Universal Time (UTC).
    #[shape(name = "timestamp", required)]
    pub timestamp: Timestamp,
    /// The type of the event.
    #[shape(name = "type", required)]
    pub r#type: String,
    /// The id of the event. Events are numbered sequentially, starting at one.
    #[shape(name = "id", required)]
    pub id: i64,
    /// The id of the previous event.
    #[shape(name = "previousEventId")]
    pub previous_event_id: Option<i64>,
    /// Contains details about an activity that failed during an execution.
    #[shape(name = "activityFailedEventDetails")]
    pub activity_failed_event_details: Option<ActivityFailedEventDetails>,
    /// Contains details about an activity schedule event that failed during an execution.
    #[shape(name = "activityScheduleFailedEventDetails")]
    pub activity_schedule_failed_event_details: Option<ActivityScheduleFailedEventDetails>,
    /// Contains details about an activity scheduled during an execution.
    #[shape(name = "activityScheduledEventDetails")]
    pub activity_scheduled_event_details: Option<ActivityScheduledEventDetails>,
    /// Contains details about the start of an activity during an execution.
    #[shape(name = "activityStartedEventDetails")]
    pub activity_started_event_details: Option<ActivityStartedEventDetails>,
    /// Contains details about an activity that successfully terminated during an execution.
    #[shape(name = "activitySucceededEventDetails")]
    pub activity_succeeded_event_details: Option<ActivitySucceededEventDetails>,
    /// Contains details about an activity timeout that occurred during an execution.
    #[shape(name = "activityTimedOutEventDetails")]
    pub activity_timed_out_event_details: Option<ActivityTimedOutEventDetails>,
    /// Contains details about the failure of a task.
    #[shape(name = "taskFailedEventDetails")]
    pub task_failed_event_details: Option<TaskFailedEventDetails>,
    /// Contains details about a task that was scheduled.
    #[shape(name = "taskScheduledEventDetails")]
    pub task_scheduled_event_details: Option<TaskScheduledEventDetails>,
    /// Contains details about a task that failed to start.
    #[shape(name = "taskStartFailedEventDetails")]
    pub task_start_failed_event_details: Option<TaskStartFailedEventDetails>,
    /// Contains details about a task that was started.
    #[shape(name = "taskStartedEventDetails")]
    pub task_started_event_details: Option<TaskStartedEventDetails>,
    /// Contains details about a task that where the submit failed.
    #[shape(name = "taskSubmitFailedEventDetails")]
    pub task_submit_failed_event_details: Option<TaskSubmitFailedEventDetails>,
    /// Contains details about a submitted task.
    #[shape(name = "taskSubmittedEventDetails")]
    pub task_submitted_event_details: Option<TaskSubmittedEventDetails>,
    /// Contains details about a task that succeeded.
    #[shape(name = "taskSucceededEventDetails")]
    pub task_succeeded_event_details: Option<TaskSucceededEventDetails>,
    /// Contains details about a task that timed out.
    #[shape(name = "taskTimedOutEventDetails")]
    pub task_timed_out_event_details: Option<TaskTimedOutEventDetails>,
    /// Contains details about an execution failure event.
    #[shape(name = "executionFailedEventDetails")]
    pub execution_failed_event_details: Option<ExecutionFailedEventDetails>,
    /// Contains details about the start of the execution.
    #[shape(name = "executionStartedEventDetails")]
    pub execution_started_event_details: Option<ExecutionStartedEventDetails>,
    /// Contains details about the successful termination of the execution.
    #[shape(name = "executionSucceededEventDetails")]
    pub execution_succeeded_event_details: Option<ExecutionSucceededEventDetails>,
    /// Contains details about an abort of an execution.
    #[shape(name = "executionAbortedEventDetails")]
    pub execution_aborted_event_details: Option<ExecutionAbortedEventDetails>,
    /// Contains details about the execution timeout that occurred during the execution.
    #[shape(name = "executionTimedOutEventDetails")]
    pub execution_timed_out_event_details: Option<ExecutionTimedOutEventDetails>,
    /// Contains details about the redrive attempt of an execution.
    #[shape(name = "executionRedrivenEventDetails")]
    pub execution_redriven_event_details: Option<ExecutionRedrivenEventDetails>,
    /// Contains details about Map state that was started.
    #[shape(name = "mapStateStartedEventDetails")]
    pub map_state_started_event_details: Option<MapStateStartedEventDetails>,
    /// Contains details about an iteration of a Map state that was started.
    #[shape(name = "mapIterationStartedEventDetails")]
    pub map_iteration_started_event_details: Option<MapIterationEventDetails>,
    /// Contains details about an iteration of a Map state that succeeded.
    #[shape(name = "mapIterationSucceededEventDetails")]
    pub map_iteration_succeeded_event_details: Option<MapIterationEventDetails>,
    /// Contains details about an iteration of a Map state that failed.
    #[shape(name = "mapIterationFailedEventDetails")]
    pub map_iteration_failed_event_details: Option<MapIterationEventDetails>,
    /// Contains details about an iteration of a Map state that was aborted.
    #[shape(name = "mapIterationAbortedEventDetails")]
    pub map_iteration_aborted_event_details: Option<MapIterationEventDetails>,
    /// Contains details about a Lambda function that failed during an execution.
    #[shape(name = "lambdaFunctionFailedEventDetails")]
    pub lambda_function_failed_event_details: Option<LambdaFunctionFailedEventDetails>,
    /// Contains details about a failed Lambda function schedule event that occurred during an
    /// execution.
    #[shape(name = "lambdaFunctionScheduleFailedEventDetails")]
    pub lambda_function_schedule_failed_event_details: Option<LambdaFunctionScheduleFailedEventDetails>,
    /// Contains details about a Lambda function scheduled during an execution.
    #[shape(name = "lambdaFunctionScheduledEventDetails")]
    pub lambda_function_scheduled_event_details: Option<LambdaFunctionScheduledEventDetails>,
    /// Contains details about a lambda function that failed to start during an execution.
    #[shape(name = "lambdaFunctionStartFailedEventDetails")]
    pub lambda_function_start_failed_event_details: Option<LambdaFunctionStartFailedEventDetails>,
    /// Contains details about a Lambda function that terminated successfully during an execution.
    #[shape(name = "lambdaFunctionSucceededEventDetails")]
    pub lambda_function_succeeded_event_details: Option<LambdaFunctionSucceededEventDetails>,
    /// Contains details about a Lambda function timeout that occurred during an execution.
    #[shape(name = "lambdaFunctionTimedOutEventDetails")]
    pub lambda_function_timed_out_event_details: Option<LambdaFunctionTimedOutEventDetails>,
    /// Contains details about a state entered during an execution.
    #[shape(name = "stateEnteredEventDetails")]
    pub state_entered_event_details: Option<StateEnteredEventDetails>,
    /// Contains details about an exit from a state during an execution.
    #[shape(name = "stateExitedEventDetails")]
    pub state_exited_event_details: Option<StateExitedEventDetails>,
    /// Contains details, such as `mapRunArn`, and the start date and time of a Map Run.
    /// `mapRunArn` is the Amazon Resource Name (ARN) of the Map Run that was started.
    #[shape(name = "mapRunStartedEventDetails")]
    pub map_run_started_event_details: Option<MapRunStartedEventDetails>,
    /// Contains error and cause details about a Map Run that failed.
    #[shape(name = "mapRunFailedEventDetails")]
    pub map_run_failed_event_details: Option<MapRunFailedEventDetails>,
    /// Contains details about the redrive attempt of a Map Run.
    #[shape(name = "mapRunRedrivenEventDetails")]
    pub map_run_redriven_event_details: Option<MapRunRedrivenEventDetails>,
    /// Contains details about an evaluation failure that occurred while processing a state.
    #[shape(name = "evaluationFailedEventDetails")]
    pub evaluation_failed_event_details: Option<EvaluationFailedEventDetails>,
}

/// Contains details about an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionListItem {
    /// The Amazon Resource Name (ARN) that identifies the execution.
    #[shape(name = "executionArn", required)]
    pub execution_arn: String,
    /// The Amazon Resource Name (ARN) of the state machine that ran the execution.
    #[shape(name = "stateMachineArn", required)]
    pub state_machine_arn: String,
    /// The name of the execution.
    #[shape(name = "name", required)]
    pub name: String,
    /// The current status of the execution.
    #[shape(name = "status", required)]
    pub status: String,
    /// The date the execution started.
    #[shape(name = "startDate", required)]
    pub start_date: Timestamp,
    /// If the execution already ended, the date the execution stopped.
    #[shape(name = "stopDate")]
    pub stop_date: Option<Timestamp>,
    /// The Amazon Resource Name (ARN) of a Map Run. This field is returned only if `mapRunArn`
    /// was specified in the `ListExecutions` API action.
    #[shape(name = "mapRunArn")]
    pub map_run_arn: Option<String>,
    /// The total number of items processed in a child workflow execution. This field is returned
    /// only if `mapRunArn` was specified in the `ListExecutions` API action.
    #[shape(name = "itemCount")]
    pub item_count: Option<i32>,
    /// The Amazon Resource Name (ARN) of the state machine version associated with the execution.
    #[shape(name = "stateMachineVersionArn")]
    pub state_machine_version_arn: Option<String>,
    /// The Amazon Resource Name (ARN) of the state machine alias used to start an execution.
    #[shape(name = "stateMachineAliasArn")]
    pub state_machine_alias_arn: Option<String>,
    /// The number of times you've redriven an execution. If you have not yet redriven an
    /// execution, the `redriveCount` is 0.
    #[shape(name = "redriveCount")]
    pub redrive_count: Option<i32>,
    /// The date the execution was last redriven.
    #[shape(name = "redriveDate")]
    pub redrive_date: Option<Timestamp>,
}

/// Contains details about an activity.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityListItem {
    /// The Amazon Resource Name (ARN) that identifies the activity.
    #[shape(name = "activityArn", required)]
    pub activity_arn: String,
    /// The name of the activity.
    #[shape(name = "name", required)]
    pub name: String,
    /// The date the activity is created.
    #[shape(name = "creationDate", required)]
    pub creation_date: Timestamp,
}

/// `LogDestination`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LogDestination {
    /// An object describing a CloudWatch log group. For more information, see AWS::Logs::LogGroup
    /// in the CloudFormation User Guide.
    #[shape(name = "cloudWatchLogsLogGroup")]
    pub cloud_watch_logs_log_group: Option<CloudWatchLogsLogGroup>,
}

/// Contains details about an activity that failed during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about an activity schedule failure that occurred during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityScheduleFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about an activity scheduled during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityScheduledEventDetails {
    /// The Amazon Resource Name (ARN) of the scheduled activity.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The JSON data input to the activity task. Length constraints apply to the payload size,
    /// and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Contains details about the input for an execution history event.
    #[shape(name = "inputDetails")]
    pub input_details: Option<HistoryEventExecutionDataDetails>,
    /// The maximum allowed duration of the activity task.
    #[shape(name = "timeoutInSeconds")]
    pub timeout_in_seconds: Option<i64>,
    /// The maximum allowed duration between two heartbeats for the activity task.
    #[shape(name = "heartbeatInSeconds")]
    pub heartbeat_in_seconds: Option<i64>,
}

/// Contains details about the start of an activity during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityStartedEventDetails {
    /// The name of the worker that the task is assigned to. These names are provided by the
    /// workers when calling GetActivityTask.
    #[shape(name = "workerName")]
    pub worker_name: Option<String>,
}

/// Contains details about an activity that successfully terminated during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivitySucceededEventDetails {
    /// The JSON data output by the activity task. Length constraints apply to the payload size,
    /// and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about an activity timeout that occurred during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ActivityTimedOutEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the timeout.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a task failure event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskFailedEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a task scheduled during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskScheduledEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The region of the scheduled task
    #[shape(name = "region", required)]
    pub region: String,
    /// The JSON data passed to the resource referenced in a task state. Length constraints apply
    /// to the payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "parameters", required, sensitive)]
    pub parameters: String,
    /// The maximum allowed duration of the task.
    #[shape(name = "timeoutInSeconds")]
    pub timeout_in_seconds: Option<i64>,
    /// The maximum allowed duration between two heartbeats for the task.
    #[shape(name = "heartbeatInSeconds")]
    pub heartbeat_in_seconds: Option<i64>,
    /// The credentials that Step Functions uses for the task.
    #[shape(name = "taskCredentials")]
    pub task_credentials: Option<TaskCredentials>,
}

/// Contains details about a task that failed to start during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskStartFailedEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about the start of a task during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskStartedEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
}

/// Contains details about a task that failed to submit during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskSubmitFailedEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a task submitted to a resource .
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskSubmittedEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The response from a resource when a task has started. Length constraints apply to the
    /// payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about the successful completion of a task state.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskSucceededEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The full JSON response from a resource when a task has succeeded. This response becomes
    /// the output of the related task.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about a resource timeout that occurred during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskTimedOutEventDetails {
    /// The service name of the resource in a task state.
    #[shape(name = "resourceType", required)]
    pub resource_type: String,
    /// The action of the resource called by a task state.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about an execution failure event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about the start of the execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionStartedEventDetails {
    /// The JSON data input to the execution. Length constraints apply to the payload size, and
    /// are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Contains details about the input for an execution history event.
    #[shape(name = "inputDetails")]
    pub input_details: Option<HistoryEventExecutionDataDetails>,
    /// The Amazon Resource Name (ARN) of the IAM role used for executing Lambda tasks.
    #[shape(name = "roleArn")]
    pub role_arn: Option<String>,
    /// The Amazon Resource Name (ARN) that identifies a state machine alias used for starting the
    /// state machine execution.
    #[shape(name = "stateMachineAliasArn")]
    pub state_machine_alias_arn: Option<String>,
    /// The Amazon Resource Name (ARN) that identifies a state machine version used for starting
    /// the state machine execution.
    #[shape(name = "stateMachineVersionArn")]
    pub state_machine_version_arn: Option<String>,
}

/// Contains details about the successful termination of the execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionSucceededEventDetails {
    /// The JSON data output by the execution. Length constraints apply to the payload size, and
    /// are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about an abort of an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionAbortedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about the execution timeout that occurred during the execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionTimedOutEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the timeout.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a redriven execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecutionRedrivenEventDetails {
    /// The number of times you've redriven an execution. If you have not yet redriven an
    /// execution, the `redriveCount` is 0.
    #[shape(name = "redriveCount")]
    pub redrive_count: Option<i32>,
}

/// Details about a Map state that was started.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MapStateStartedEventDetails {
    /// The size of the array for Map state iterations.
    #[shape(name = "length")]
    pub length: Option<i32>,
}

/// Contains details about an iteration of a Map state.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MapIterationEventDetails {
    /// The name of the iteration’s parent Map state.
    #[shape(name = "name")]
    pub name: Option<String>,
    /// The index of the array belonging to the Map state iteration.
    #[shape(name = "index")]
    pub index: Option<i32>,
}

/// Contains details about a Lambda function that failed during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a failed Lambda function schedule event that occurred during an
/// execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionScheduleFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a Lambda function scheduled during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionScheduledEventDetails {
    /// The Amazon Resource Name (ARN) of the scheduled Lambda function.
    #[shape(name = "resource", required)]
    pub resource: String,
    /// The JSON data input to the Lambda function. Length constraints apply to the payload size,
    /// and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Contains details about input for an execution history event.
    #[shape(name = "inputDetails")]
    pub input_details: Option<HistoryEventExecutionDataDetails>,
    /// The maximum allowed duration of the Lambda function.
    #[shape(name = "timeoutInSeconds")]
    pub timeout_in_seconds: Option<i64>,
    /// The credentials that Step Functions uses for the task.
    #[shape(name = "taskCredentials")]
    pub task_credentials: Option<TaskCredentials>,
}

/// Contains details about a lambda function that failed to start during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionStartFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a Lambda function that successfully terminated during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionSucceededEventDetails {
    /// The JSON data output by the Lambda function. Length constraints apply to the payload size,
    /// and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about a Lambda function timeout that occurred during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionTimedOutEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the timeout.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a state entered during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StateEnteredEventDetails {
    /// The name of the state.
    #[shape(name = "name", required)]
    pub name: String,
    /// The string that contains the JSON input data for the state. Length constraints apply to
    /// the payload size, and are expressed as bytes in UTF-8 encoding.
    #[shape(name = "input", sensitive)]
    pub input: Option<String>,
    /// Contains details about the input for an execution history event.
    #[shape(name = "inputDetails")]
    pub input_details: Option<HistoryEventExecutionDataDetails>,
}

/// Contains details about an exit from a state during an execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StateExitedEventDetails {
    /// The name of the state.
    #[shape(name = "name", required)]
    pub name: String,
    /// The JSON output data of the state. Length constraints apply to the payload size, and are
    /// expressed as bytes in UTF-8 encoding.
    #[shape(name = "output", sensitive)]
    pub output: Option<String>,
    /// Contains details about the output of an execution history event.
    #[shape(name = "outputDetails")]
    pub output_details: Option<HistoryEventExecutionDataDetails>,
    /// Map of variable name and value as a serialized JSON representation.
    #[shape(name = "assignedVariables")]
    pub assigned_variables: Option<BTreeMap<String, String>>,
    /// Provides details about input or output in an execution history event.
    #[shape(name = "assignedVariablesDetails")]
    pub assigned_variables_details: Option<AssignedVariablesDetails>,
}

/// Contains details about a Map Run that was started during a state machine execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MapRunStartedEventDetails {
    /// The Amazon Resource Name (ARN) of a Map Run that was started.
    #[shape(name = "mapRunArn")]
    pub map_run_arn: Option<String>,
}

/// Contains details about a Map Run failure event that occurred during a state machine
/// execution.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MapRunFailedEventDetails {
    /// The error code of the Map Run failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
}

/// Contains details about a Map Run that was redriven.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MapRunRedrivenEventDetails {
    /// The Amazon Resource Name (ARN) of a Map Run that was redriven.
    #[shape(name = "mapRunArn")]
    pub map_run_arn: Option<String>,
    /// The number of times the Map Run has been redriven at this point in the execution's history
    /// including this event. The redrive count for a redriven Map Run is always greater than 0.
    #[shape(name = "redriveCount")]
    pub redrive_count: Option<i32>,
}

/// Contains details about an evaluation failure that occurred while processing a state, for
/// example, when a JSONata expression throws an error.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EvaluationFailedEventDetails {
    /// The error code of the failure.
    #[shape(name = "error", sensitive)]
    pub error: Option<String>,
    /// A more detailed explanation of the cause of the failure.
    #[shape(name = "cause", sensitive)]
    pub cause: Option<String>,
    /// The location of the field in the state in which the evaluation error occurred.
    #[shape(name = "location", sensitive)]
    pub location: Option<String>,
    /// The name of the state in which the evaluation error occurred.
    #[shape(name = "state", required)]
    pub state: String,
}

/// `CloudWatchLogsLogGroup`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CloudWatchLogsLogGroup {
    /// The ARN of the the CloudWatch log group to which you want your logs emitted to. The ARN
    /// must end with `:*`
    #[shape(name = "logGroupArn", length = 1..=256)]
    pub log_group_arn: Option<String>,
}

/// Provides details about input or output in an execution history event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HistoryEventExecutionDataDetails {
    /// Indicates whether input or output was truncated in the response. Always `false` for API
    /// calls.
    #[shape(name = "truncated")]
    pub truncated: Option<bool>,
}

/// Contains details about the credentials that Step Functions uses for a task.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TaskCredentials {
    /// The ARN of an IAM role that Step Functions assumes for the task. The role can allow
    /// cross-account access to resources.
    #[shape(name = "roleArn")]
    pub role_arn: Option<String>,
}

/// Provides details about assigned variables in an execution history event.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AssignedVariablesDetails {
    /// Indicates whether assigned variables were truncated in the response. Always `false` for
    /// API calls.
    #[shape(name = "truncated")]
    pub truncated: Option<bool>,
}

/// The values of `EncryptionType`.
pub const ENCRYPTION_TYPE: &[&str] = &["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"];

/// The values of `ExecutionRedriveFilter`.
pub const EXECUTION_REDRIVE_FILTER: &[&str] = &["REDRIVEN", "NOT_REDRIVEN"];

/// The values of `ExecutionStatus`.
pub const EXECUTION_STATUS: &[&str] = &["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

/// The values of `IncludedData`.
pub const INCLUDED_DATA: &[&str] = &["ALL_DATA", "METADATA_ONLY"];

/// The values of `LogLevel`.
pub const LOG_LEVEL: &[&str] = &["ALL", "ERROR", "FATAL", "OFF"];

/// The values of `StateMachineType`.
pub const STATE_MACHINE_TYPE: &[&str] = &["STANDARD", "EXPRESS"];

/// The values of `ValidateStateMachineDefinitionSeverity`.
pub const VALIDATE_STATE_MACHINE_DEFINITION_SEVERITY: &[&str] = &["ERROR", "WARNING"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ActivityAlreadyExists", "ActivityAlreadyExists", 400),
    ErrorShape::sender("ActivityDoesNotExist", "ActivityDoesNotExist", 400),
    ErrorShape::sender("ActivityLimitExceeded", "ActivityLimitExceeded", 400),
    ErrorShape::sender("ActivityWorkerLimitExceeded", "ActivityWorkerLimitExceeded", 400),
    ErrorShape::sender("ConflictException", "ConflictException", 400),
    ErrorShape::sender("ExecutionAlreadyExists", "ExecutionAlreadyExists", 400),
    ErrorShape::sender("ExecutionDoesNotExist", "ExecutionDoesNotExist", 400),
    ErrorShape::sender("ExecutionLimitExceeded", "ExecutionLimitExceeded", 400),
    ErrorShape::sender("InvalidArn", "InvalidArn", 400),
    ErrorShape::sender("InvalidDefinition", "InvalidDefinition", 400),
    ErrorShape::sender("InvalidEncryptionConfiguration", "InvalidEncryptionConfiguration", 400),
    ErrorShape::sender("InvalidExecutionInput", "InvalidExecutionInput", 400),
    ErrorShape::sender("InvalidLoggingConfiguration", "InvalidLoggingConfiguration", 400),
    ErrorShape::sender("InvalidName", "InvalidName", 400),
    ErrorShape::sender("InvalidOutput", "InvalidOutput", 400),
    ErrorShape::sender("InvalidToken", "InvalidToken", 400),
    ErrorShape::sender("InvalidTracingConfiguration", "InvalidTracingConfiguration", 400),
    ErrorShape::sender("KmsAccessDeniedException", "KmsAccessDeniedException", 400),
    ErrorShape::sender("KmsInvalidStateException", "KmsInvalidStateException", 400),
    ErrorShape::sender("KmsThrottlingException", "KmsThrottlingException", 400),
    ErrorShape::sender("MissingRequiredParameter", "MissingRequiredParameter", 400),
    ErrorShape::sender("ResourceNotFound", "ResourceNotFound", 400),
    ErrorShape::sender("ServiceQuotaExceededException", "ServiceQuotaExceededException", 400),
    ErrorShape::sender("StateMachineAlreadyExists", "StateMachineAlreadyExists", 400),
    ErrorShape::sender("StateMachineDeleting", "StateMachineDeleting", 400),
    ErrorShape::sender("StateMachineDoesNotExist", "StateMachineDoesNotExist", 400),
    ErrorShape::sender("StateMachineLimitExceeded", "StateMachineLimitExceeded", 400),
    ErrorShape::sender("StateMachineTypeNotSupported", "StateMachineTypeNotSupported", 400),
    ErrorShape::sender("TaskDoesNotExist", "TaskDoesNotExist", 400),
    ErrorShape::sender("TaskTimedOut", "TaskTimedOut", 400),
    ErrorShape::sender("TooManyTags", "TooManyTags", 400),
    ErrorShape::sender("ValidationException", "ValidationException", 400),
];
