//! The shapes of AWS CloudFormation, from AWS's published model of API version 2010-05-15 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateStack`.
///
/// Creates a stack as specified in the template. After the call completes successfully, the
/// stack creation starts.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateStackInput {
    /// The name that's associated with the stack. The name must be unique in the Region in which
    /// you are creating the stack.
    #[shape(required, length = 1..=128, pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub stack_name: String,
    /// Structure that contains the template body with a minimum length of 1 byte and a maximum
    /// length of 51,200 bytes.
    #[shape(length = 1..)]
    pub template_body: Option<String>,
    /// The URL of a file that contains the template body. The URL must point to a template (max
    /// size: 1 MB) that's located in an Amazon S3 bucket or a Systems Manager document.
    #[shape(name = "TemplateURL", length = 1..=5120)]
    pub template_url: Option<String>,
    /// A list of `Parameter` structures that specify input parameters for the stack. For more
    /// information, see the Parameter data type.
    pub parameters: Option<Vec<Parameter>>,
    /// Set to `true` to disable rollback of the stack if stack creation failed. You can specify
    /// either `DisableRollback` or `OnFailure`, but not both.
    pub disable_rollback: Option<bool>,
    /// The rollback triggers for CloudFormation to monitor during stack creation and updating
    /// operations, and for the specified monitoring period afterwards.
    pub rollback_configuration: Option<RollbackConfiguration>,
    /// The amount of time that can pass before the stack status becomes `CREATE_FAILED`; if
    /// `DisableRollback` is not set or is set to `false`, the stack will be rolled back.
    #[shape(range = 1..)]
    pub timeout_in_minutes: Option<i32>,
    /// The Amazon SNS topic ARNs to publish stack related events. You can find your Amazon SNS
    /// topic ARNs using the Amazon SNS console or your Command Line Interface (CLI).
    #[shape(name = "NotificationARNs", length = ..=5)]
    pub notification_arns: Option<Vec<String>>,
    /// In some cases, you must explicitly acknowledge that your stack template contains certain
    /// capabilities in order for CloudFormation to create the stack.
    #[shape(item(one_of = CAPABILITY))]
    pub capabilities: Option<Vec<String>>,
    /// Specifies which resource types you can work with, such as `AWS::EC2::Instance` or
    /// `Custom::MyCustomInstance`.
    #[shape(item(length = 1..=256))]
    pub resource_types: Option<Vec<String>>,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes to create the
    /// stack. CloudFormation uses the role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// Determines what action will be taken if stack creation fails. This must be one of:
    /// `DO_NOTHING`, `ROLLBACK`, or `DELETE`.
    #[shape(one_of = ON_FAILURE)]
    pub on_failure: Option<String>,
    /// Structure that contains the stack policy body. For more information, see Prevent updates
    /// to stack resources in the CloudFormation User Guide.
    #[shape(length = 1..=16384)]
    pub stack_policy_body: Option<String>,
    /// Location of a file that contains the stack policy. The URL must point to a policy (maximum
    /// size: 16 KB) located in an S3 bucket in the same Region as the stack.
    #[shape(name = "StackPolicyURL", length = 1..=5120)]
    pub stack_policy_url: Option<String>,
    /// Key-value pairs to associate with this stack. CloudFormation also propagates these tags to
    /// the resources created in the stack.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
    /// A unique identifier for this `CreateStack` request. Specify this token if you plan to
    /// retry requests so that CloudFormation knows that you're not attempting to create a stack
    /// with the same name.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    /// Whether to enable termination protection on the specified stack. If a user attempts to
    /// delete a stack with termination protection enabled, the operation fails and the stack
    /// remains unchanged.
    pub enable_termination_protection: Option<bool>,
    /// When set to `true`, newly created resources are deleted when the operation rolls back.
    /// This includes newly created resources marked with a deletion policy of `Retain`.
    pub retain_except_on_create: Option<bool>,
}

/// The output for a CreateStack action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateStackOutput {
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// A unique identifier for this stack operation that can be used to track the operation's
    /// progress and events.
    pub operation_id: Option<String>,
}

/// Input of `UpdateStack`.
///
/// Updates a stack as specified in the template. After the call completes successfully, the
/// stack update starts.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateStackInput {
    /// The name or unique stack ID of the stack to update.
    #[shape(required)]
    pub stack_name: String,
    /// Structure that contains the template body with a minimum length of 1 byte and a maximum
    /// length of 51,200 bytes.
    #[shape(length = 1..)]
    pub template_body: Option<String>,
    /// The URL of a file that contains the template body. The URL must point to a template that's
    /// located in an Amazon S3 bucket or a Systems Manager document.
    #[shape(name = "TemplateURL", length = 1..=5120)]
    pub template_url: Option<String>,
    /// Reuse the existing template that is associated with the stack that you are updating.
    pub use_previous_template: Option<bool>,
    /// Structure that contains the temporary overriding stack policy body. You can specify either
    /// the `StackPolicyDuringUpdateBody` or the `StackPolicyDuringUpdateURL` parameter, but not
    /// both.
    #[shape(length = 1..=16384)]
    pub stack_policy_during_update_body: Option<String>,
    /// Location of a file that contains the temporary overriding stack policy. The URL must point
    /// to a policy (max size: 16KB) located in an S3 bucket in the same Region as the stack.
    #[shape(name = "StackPolicyDuringUpdateURL", length = 1..=5120)]
    pub stack_policy_during_update_url: Option<String>,
    /// A list of `Parameter` structures that specify input parameters for the stack. For more
    /// information, see the Parameter data type.
    pub parameters: Option<Vec<Parameter>>,
    /// In some cases, you must explicitly acknowledge that your stack template contains certain
    /// capabilities in order for CloudFormation to update the stack.
    #[shape(item(one_of = CAPABILITY))]
    pub capabilities: Option<Vec<String>>,
    /// Specifies which resource types you can work with, such as `AWS::EC2::Instance` or
    /// `Custom::MyCustomInstance`.
    #[shape(item(length = 1..=256))]
    pub resource_types: Option<Vec<String>>,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes to update the
    /// stack. CloudFormation uses the role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// The rollback triggers for CloudFormation to monitor during stack creation and updating
    /// operations, and for the specified monitoring period afterwards.
    pub rollback_configuration: Option<RollbackConfiguration>,
    /// Structure that contains a new stack policy body. You can specify either the
    /// `StackPolicyBody` or the `StackPolicyURL` parameter, but not both.
    #[shape(length = 1..=16384)]
    pub stack_policy_body: Option<String>,
    /// Location of a file that contains the updated stack policy. The URL must point to a policy
    /// (max size: 16KB) located in an S3 bucket in the same Region as the stack.
    #[shape(name = "StackPolicyURL", length = 1..=5120)]
    pub stack_policy_url: Option<String>,
    /// Amazon Simple Notification Service topic Amazon Resource Names (ARNs) that CloudFormation
    /// associates with the stack. Specify an empty list to remove all notification topics.
    #[shape(name = "NotificationARNs", length = ..=5)]
    pub notification_arns: Option<Vec<String>>,
    /// Key-value pairs to associate with this stack. CloudFormation also propagates these tags to
    /// supported resources in the stack.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
    /// Preserve the state of previously provisioned resources when an operation fails.
    pub disable_rollback: Option<bool>,
    /// A unique identifier for this `UpdateStack` request. Specify this token if you plan to
    /// retry requests so that CloudFormation knows that you're not attempting to update a stack
    /// with the same name.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    /// When set to `true`, newly created resources are deleted when the operation rolls back.
    /// This includes newly created resources marked with a deletion policy of `Retain`.
    pub retain_except_on_create: Option<bool>,
}

/// The output for an UpdateStack action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateStackOutput {
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// A unique identifier for this update operation that can be used to track the operation's
    /// progress and events.
    pub operation_id: Option<String>,
}

/// Input of `DeleteStack`.
///
/// Deletes a specified stack. Once the call completes successfully, stack deletion starts.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteStackInput {
    /// The name or the unique stack ID that's associated with the stack.
    #[shape(required)]
    pub stack_name: String,
    /// For stacks in the `DELETE_FAILED` state, a list of resource logical IDs that are
    /// associated with the resources you want to retain.
    pub retain_resources: Option<Vec<String>>,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes to delete the
    /// stack. CloudFormation uses the role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// A unique identifier for this `DeleteStack` request. Specify this token if you plan to
    /// retry requests so that CloudFormation knows that you're not attempting to delete a stack
    /// with the same name.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    /// Specifies the deletion mode for the stack.
    #[shape(one_of = DELETION_MODE)]
    pub deletion_mode: Option<String>,
}

/// Input of `DescribeStacks`.
///
/// Returns the description for the specified stack; if no stack name was specified, then it
/// returns the description for all the stacks created.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStacksInput {
    /// If you don't pass a parameter to `StackName`, the API returns a response that describes
    /// all resources in the account, which can impact performance. This requires `ListStacks` and
    /// `DescribeStacks` permissions.
    pub stack_name: Option<String>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// The output for a DescribeStacks action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStacksOutput {
    /// A list of stack structures.
    pub stacks: Option<Vec<Stack>>,
    /// If the output exceeds 1 MB in size, a string that identifies the next page of stacks. If
    /// no additional page exists, this value is null.
    pub next_token: Option<String>,
}

/// Input of `ListStacks`.
///
/// Returns the summary information for stacks whose status matches the specified
/// `StackStatusFilter`. Summary information for stacks that have been deleted is kept for 90
/// days after the stack is deleted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStacksInput {
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
    /// Stack status to use as a filter. Specify one or more stack status codes to list only
    /// stacks with the specified status codes.
    #[shape(item(one_of = STACK_STATUS))]
    pub stack_status_filter: Option<Vec<String>>,
}

/// The output for ListStacks action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStacksOutput {
    /// A list of `StackSummary` structures that contains information about the specified stacks.
    pub stack_summaries: Option<Vec<StackSummary>>,
    /// If the output exceeds 1 MB in size, a string that identifies the next page of stacks. If
    /// no additional page exists, this value is null.
    pub next_token: Option<String>,
}

/// Input of `DescribeStackEvents`.
///
/// Returns all stack related events for a specified stack in reverse chronological order.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackEventsInput {
    /// The name or the unique stack ID that's associated with the stack, which aren't always
    /// interchangeable.
    #[shape(required)]
    pub stack_name: String,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// The output for a DescribeStackEvents action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackEventsOutput {
    /// A list of `StackEvents` structures.
    pub stack_events: Option<Vec<StackEvent>>,
    /// If the output exceeds 1 MB in size, a string that identifies the next page of events. If
    /// no additional page exists, this value is null.
    pub next_token: Option<String>,
}

/// Input of `DescribeStackResource`.
///
/// Returns a description of the specified resource in the specified stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackResourceInput {
    /// The name or the unique stack ID that's associated with the stack, which aren't always
    /// interchangeable.
    #[shape(required)]
    pub stack_name: String,
    /// The logical name of the resource as specified in the template.
    #[shape(required)]
    pub logical_resource_id: String,
}

/// The output for a DescribeStackResource action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackResourceOutput {
    /// A `StackResourceDetail` structure that contains the description of the specified resource
    /// in the specified stack.
    pub stack_resource_detail: Option<StackResourceDetail>,
}

/// Input of `DescribeStackResources`.
///
/// Returns Amazon Web Services resource descriptions for running and deleted stacks. If
/// `StackName` is specified, all the associated resources that are part of the stack are
/// returned.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackResourcesInput {
    /// The name or the unique stack ID that is associated with the stack, which aren't always
    /// interchangeable.
    pub stack_name: Option<String>,
    /// The logical name of the resource as specified in the template.
    pub logical_resource_id: Option<String>,
    /// The name or unique identifier that corresponds to a physical instance ID of a resource
    /// supported by CloudFormation.
    pub physical_resource_id: Option<String>,
}

/// The output for a DescribeStackResources action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeStackResourcesOutput {
    /// A list of `StackResource` structures.
    pub stack_resources: Option<Vec<StackResource>>,
}

/// Input of `ListStackResources`.
///
/// Returns descriptions of all resources of the specified stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStackResourcesInput {
    /// The name or the unique stack ID that is associated with the stack, which aren't always
    /// interchangeable.
    #[shape(required)]
    pub stack_name: String,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// The output for a ListStackResources action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListStackResourcesOutput {
    /// A list of `StackResourceSummary` structures.
    pub stack_resource_summaries: Option<Vec<StackResourceSummary>>,
    /// If the output exceeds 1 MB, a string that identifies the next page of stack resources. If
    /// no additional page exists, this value is null.
    pub next_token: Option<String>,
}

/// Input of `GetTemplate`.
///
/// Returns the template body for a specified stack. You can get the template for running or
/// deleted stacks.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetTemplateInput {
    /// The name or the unique stack ID that's associated with the stack, which aren't always
    /// interchangeable.
    pub stack_name: Option<String>,
    /// The name or Amazon Resource Name (ARN) of a change set for which CloudFormation returns
    /// the associated template. If you specify a name, you must also specify the `StackName`.
    #[shape(length = 1..=1600, pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: Option<String>,
    /// For templates that include transforms, the stage of the template that CloudFormation
    /// returns. To get the user-submitted template, specify `Original`.
    #[shape(one_of = TEMPLATE_STAGE)]
    pub template_stage: Option<String>,
}

/// The output for GetTemplate action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetTemplateOutput {
    /// Structure that contains the template body.
    pub template_body: Option<String>,
    /// The stage of the template that you can retrieve. For stacks, the `Original` and
    /// `Processed` templates are always available.
    pub stages_available: Option<Vec<String>>,
}

/// Input of `GetTemplateSummary`.
///
/// Returns information about a new or existing template.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetTemplateSummaryInput {
    /// Structure that contains the template body with a minimum length of 1 byte and a maximum
    /// length of 51,200 bytes.
    #[shape(length = 1..)]
    pub template_body: Option<String>,
    /// The URL of a file that contains the template body. The URL must point to a template (max
    /// size: 1 MB) that's located in an Amazon S3 bucket or a Systems Manager document.
    #[shape(name = "TemplateURL", length = 1..=5120)]
    pub template_url: Option<String>,
    /// The name or the stack ID that's associated with the stack, which aren't always
    /// interchangeable. For running stacks, you can specify either the stack's name or its unique
    /// stack ID.
    #[shape(
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: Option<String>,
    /// The name or unique ID of the StackSet from which the stack was created.
    #[shape(
        pattern = "[a-zA-Z][-a-zA-Z0-9]*(?::[a-zA-Z0-9]{8}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{12})?"
    )]
    pub stack_set_name: Option<String>,
    /// \[Service-managed permissions\] Specifies whether you are acting as an account
    /// administrator in the organization's management account or as a delegated administrator in
    /// a member account.
    #[shape(one_of = CALL_AS)]
    pub call_as: Option<String>,
    /// Specifies options for the `GetTemplateSummary` API action.
    pub template_summary_config: Option<TemplateSummaryConfig>,
}

/// The output for the GetTemplateSummary action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetTemplateSummaryOutput {
    /// A list of parameter declarations that describe various properties for each parameter.
    pub parameters: Option<Vec<ParameterDeclaration>>,
    /// The value that's defined in the `Description` property of the template.
    pub description: Option<String>,
    /// The capabilities found within the template.
    pub capabilities: Option<Vec<String>>,
    /// The list of resources that generated the values in the `Capabilities` response element.
    pub capabilities_reason: Option<String>,
    /// A list of all the template resource types that are defined in the template, such as
    /// `AWS::EC2::Instance`, `AWS::Dynamo::Table`, and `Custom::MyCustomInstance`.
    pub resource_types: Option<Vec<String>>,
    /// The Amazon Web Services template format version, which identifies the capabilities of the
    /// template.
    pub version: Option<String>,
    /// The value that's defined for the `Metadata` property of the template.
    pub metadata: Option<String>,
    /// A list of the transforms that are declared in the template.
    pub declared_transforms: Option<Vec<String>>,
    /// A list of resource identifier summaries that describe the target resources of an import
    /// operation and the properties you can provide during the import to identify the target
    /// resources.
    pub resource_identifier_summaries: Option<Vec<ResourceIdentifierSummary>>,
    /// An object that contains any warnings returned.
    pub warnings: Option<Warnings>,
}

/// Input of `ValidateTemplate`.
///
/// Validates a specified template. CloudFormation first checks if the template is valid JSON.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateTemplateInput {
    /// Structure that contains the template body with a minimum length of 1 byte and a maximum
    /// length of 51,200 bytes.
    #[shape(length = 1..)]
    pub template_body: Option<String>,
    /// The URL of a file that contains the template body. The URL must point to a template (max
    /// size: 1 MB) that is located in an Amazon S3 bucket or a Systems Manager document.
    #[shape(name = "TemplateURL", length = 1..=5120)]
    pub template_url: Option<String>,
}

/// The output for ValidateTemplate action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateTemplateOutput {
    /// A list of `TemplateParameter` structures.
    pub parameters: Option<Vec<TemplateParameter>>,
    /// The description found within the template.
    pub description: Option<String>,
    /// The capabilities found within the template.
    pub capabilities: Option<Vec<String>>,
    /// The list of resources that generated the values in the `Capabilities` response element.
    pub capabilities_reason: Option<String>,
    /// A list of the transforms that are declared in the template.
    pub declared_transforms: Option<Vec<String>>,
}

/// Input of `CreateChangeSet`.
///
/// Creates a list of changes that will be applied to a stack so that you can review the
/// changes before executing them. You can create a change set for a stack that doesn't exist
/// or an existing stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateChangeSetInput {
    /// The name or the unique ID of the stack for which you are creating a change set.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
    /// A structure that contains the body of the revised template, with a minimum length of 1
    /// byte and a maximum length of 51,200 bytes.
    #[shape(length = 1..)]
    pub template_body: Option<String>,
    /// The URL of the file that contains the revised template. The URL must point to a template
    /// (max size: 1 MB) that's located in an Amazon S3 bucket or a Systems Manager document.
    #[shape(name = "TemplateURL", length = 1..=5120)]
    pub template_url: Option<String>,
    /// Whether to reuse the template that's associated with the stack to create the change set.
    pub use_previous_template: Option<bool>,
    /// A list of `Parameter` structures that specify input parameters for the change set. For
    /// more information, see the Parameter data type.
    pub parameters: Option<Vec<Parameter>>,
    /// In some cases, you must explicitly acknowledge that your stack template contains certain
    /// capabilities in order for CloudFormation to create the stack.
    #[shape(item(one_of = CAPABILITY))]
    pub capabilities: Option<Vec<String>>,
    /// Specifies which resource types you can work with, such as `AWS::EC2::Instance` or
    /// `Custom::MyCustomInstance`.
    #[shape(item(length = 1..=256))]
    pub resource_types: Option<Vec<String>>,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes when executing
    /// the change set. CloudFormation uses the role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// The rollback triggers for CloudFormation to monitor during stack creation and updating
    /// operations, and for the specified monitoring period afterwards.
    pub rollback_configuration: Option<RollbackConfiguration>,
    /// The Amazon Resource Names (ARNs) of Amazon SNS topics that CloudFormation associates with
    /// the stack. To remove all associated notification topics, specify an empty list.
    #[shape(name = "NotificationARNs", length = ..=5)]
    pub notification_arns: Option<Vec<String>>,
    /// Key-value pairs to associate with this stack. CloudFormation also propagates these tags to
    /// resources in the stack.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
    /// The name of the change set. The name must be unique among all change sets that are
    /// associated with the specified stack.
    #[shape(required, length = 1..=128, pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub change_set_name: String,
    /// A unique identifier for this `CreateChangeSet` request. Specify this token if you plan to
    /// retry requests so that CloudFormation knows that you're not attempting to create another
    /// change set with the same name.
    #[shape(length = 1..=128)]
    pub client_token: Option<String>,
    /// A description to help you identify this change set.
    #[shape(length = 1..=1024)]
    pub description: Option<String>,
    /// The type of change set operation. To create a change set for a new stack, specify
    /// `CREATE`.
    #[shape(one_of = CHANGE_SET_TYPE)]
    pub change_set_type: Option<String>,
    /// The resources to import into your stack.
    #[shape(length = ..=200)]
    pub resources_to_import: Option<Vec<ResourceToImport>>,
    /// Creates a change set for the all nested stacks specified in the template. The default
    /// behavior of this action is set to `False`.
    pub include_nested_stacks: Option<bool>,
    /// Determines what action will be taken if stack creation fails. If this parameter is
    /// specified, the `DisableRollback` parameter to the ExecuteChangeSet API operation must not
    /// be specified.
    #[shape(one_of = ON_STACK_FAILURE)]
    pub on_stack_failure: Option<String>,
    /// Indicates if the change set auto-imports resources that already exist. For more
    /// information, see Import Amazon Web Services resources into a CloudFormation stack
    /// automatically in the CloudFormation User Guide.
    pub import_existing_resources: Option<bool>,
    /// Determines how CloudFormation handles configuration drift during deployment.
    #[shape(one_of = DEPLOYMENT_MODE)]
    pub deployment_mode: Option<String>,
}

/// The output for the CreateChangeSet action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateChangeSetOutput {
    /// The Amazon Resource Name (ARN) of the change set.
    pub id: Option<String>,
    /// The unique ID of the stack.
    pub stack_id: Option<String>,
}

/// Input of `DescribeChangeSet`.
///
/// Returns the inputs for the change set and a list of changes that CloudFormation will make
/// if you execute the change set.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeChangeSetInput {
    /// The name or Amazon Resource Name (ARN) of the change set that you want to describe.
    #[shape(required, length = 1..=1600, pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    /// If you specified the name of a change set, specify the stack name or ID (ARN) of the
    /// change set you want to describe.
    #[shape(
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: Option<String>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
    /// If `true`, the returned changes include detailed changes in the property values.
    pub include_property_values: Option<bool>,
}

/// The output for the DescribeChangeSet action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeChangeSetOutput {
    /// The name of the change set.
    pub change_set_name: Option<String>,
    /// The Amazon Resource Name (ARN) of the change set.
    pub change_set_id: Option<String>,
    /// The Amazon Resource Name (ARN) of the stack that's associated with the change set.
    pub stack_id: Option<String>,
    /// The name of the stack that's associated with the change set.
    pub stack_name: Option<String>,
    /// Information about the change set.
    pub description: Option<String>,
    /// A list of `Parameter` structures that describes the input parameters and their values used
    /// to create the change set. For more information, see the Parameter data type.
    pub parameters: Option<Vec<Parameter>>,
    /// The start time when the change set was created, in UTC.
    pub creation_time: Option<Timestamp>,
    /// If the change set execution status is `AVAILABLE`, you can execute the change set. If you
    /// can't execute the change set, the status indicates why.
    pub execution_status: Option<String>,
    /// The current status of the change set, such as `CREATE_PENDING`, `CREATE_COMPLETE`, or
    /// `FAILED`.
    pub status: Option<String>,
    /// A description of the change set's status. For example, if your attempt to create a change
    /// set failed, CloudFormation shows the error message.
    pub status_reason: Option<String>,
    /// The drift status of the stack when the change set was created.
    pub stack_drift_status: Option<String>,
    /// The ARNs of the Amazon SNS topics that will be associated with the stack if you execute
    /// the change set.
    #[shape(name = "NotificationARNs")]
    pub notification_arns: Option<Vec<String>>,
    /// The rollback triggers for CloudFormation to monitor during stack creation and updating
    /// operations, and for the specified monitoring period afterwards.
    pub rollback_configuration: Option<RollbackConfiguration>,
    /// If you execute the change set, the list of capabilities that were explicitly acknowledged
    /// when the change set was created.
    pub capabilities: Option<Vec<String>>,
    /// If you execute the change set, the tags that will be associated with the stack.
    pub tags: Option<Vec<Tag>>,
    /// A list of `Change` structures that describes the resources CloudFormation changes if you
    /// execute the change set.
    pub changes: Option<Vec<Change>>,
    /// If the output exceeds 1 MB, a string that identifies the next page of changes. If there is
    /// no additional page, this value is null.
    pub next_token: Option<String>,
    /// Verifies if `IncludeNestedStacks` is set to `True`.
    pub include_nested_stacks: Option<bool>,
    /// Specifies the change set ID of the parent change set in the current nested change set
    /// hierarchy.
    pub parent_change_set_id: Option<String>,
    /// Specifies the change set ID of the root change set in the current nested change set
    /// hierarchy.
    pub root_change_set_id: Option<String>,
    /// Determines what action will be taken if stack creation fails. When this parameter is
    /// specified, the `DisableRollback` parameter to the ExecuteChangeSet API operation must not
    /// be specified.
    pub on_stack_failure: Option<String>,
    /// Indicates if the change set imports resources that already exist.
    pub import_existing_resources: Option<bool>,
    /// The deployment mode specified when the change set was created. Valid value is
    /// `REVERT_DRIFT`.
    pub deployment_mode: Option<String>,
}

/// Input of `ExecuteChangeSet`.
///
/// Updates a stack using the input information that was provided when the specified change
/// set was created. After the call successfully completes, CloudFormation starts updating the
/// stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecuteChangeSetInput {
    /// The name or Amazon Resource Name (ARN) of the change set that you want use to update the
    /// specified stack.
    #[shape(required, length = 1..=1600, pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    /// If you specified the name of a change set, specify the stack name or Amazon Resource Name
    /// (ARN) that's associated with the change set you want to execute.
    #[shape(
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: Option<String>,
    /// A unique identifier for this `ExecuteChangeSet` request.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    /// Preserves the state of previously provisioned resources when an operation fails. This
    /// parameter can't be specified when the `OnStackFailure` parameter to the CreateChangeSet
    /// API operation was specified.
    pub disable_rollback: Option<bool>,
    /// When set to `true`, newly created resources are deleted when the operation rolls back.
    /// This includes newly created resources marked with a deletion policy of `Retain`.
    pub retain_except_on_create: Option<bool>,
}

/// The output for the ExecuteChangeSet action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExecuteChangeSetOutput {}

/// Input of `DeleteChangeSet`.
///
/// Deletes the specified change set. Deleting change sets ensures that no one executes the
/// wrong change set.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteChangeSetInput {
    /// The name or Amazon Resource Name (ARN) of the change set that you want to delete.
    #[shape(required, length = 1..=1600, pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    /// If you specified the name of a change set to delete, specify the stack name or Amazon
    /// Resource Name (ARN) that's associated with it.
    #[shape(
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: Option<String>,
}

/// The output for the DeleteChangeSet action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteChangeSetOutput {}

/// Input of `ListChangeSets`.
///
/// Returns the ID and status of each active change set for a stack. For example,
/// CloudFormation lists change sets that are in the `CREATE_IN_PROGRESS` or `CREATE_PENDING`
/// state.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListChangeSetsInput {
    /// The name or the Amazon Resource Name (ARN) of the stack for which you want to list change
    /// sets.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// The output for the ListChangeSets action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListChangeSetsOutput {
    /// A list of `ChangeSetSummary` structures that provides the ID and status of each change set
    /// for the specified stack.
    pub summaries: Option<Vec<ChangeSetSummary>>,
    /// If the output exceeds 1 MB, a string that identifies the next page of change sets. If
    /// there is no additional page, this value is `null`.
    pub next_token: Option<String>,
}

/// Input of `ListExports`.
///
/// Lists all exported output values in the account and Region in which you call this action.
/// Use this action to see the exported output values that you can import into other stacks.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListExportsInput {
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// Output of `ListExports`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListExportsOutput {
    /// The output for the ListExports action.
    pub exports: Option<Vec<Export>>,
    /// If the output exceeds 100 exported output values, a string that identifies the next page
    /// of exports. If there is no additional page, this value is null.
    pub next_token: Option<String>,
}

/// Input of `ListImports`.
///
/// Lists all stacks that are importing an exported output value. To modify or remove an
/// exported output value, first use this action to see which stacks are using it.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListImportsInput {
    /// The name of the exported output value. CloudFormation returns the stack names that are
    /// importing this value.
    #[shape(required)]
    pub export_name: String,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// Output of `ListImports`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListImportsOutput {
    /// A list of stack names that are importing the specified exported output value.
    pub imports: Option<Vec<String>>,
    /// A string that identifies the next page of exports. If there is no additional page, this
    /// value is null.
    pub next_token: Option<String>,
}

/// Input of `SetStackPolicy`.
///
/// Sets a stack policy for a specified stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SetStackPolicyInput {
    /// The name or unique stack ID that you want to associate a policy with.
    #[shape(required)]
    pub stack_name: String,
    /// Structure that contains the stack policy body. For more information, see Prevent updates
    /// to stack resources in the CloudFormation User Guide.
    #[shape(length = 1..=16384)]
    pub stack_policy_body: Option<String>,
    /// Location of a file that contains the stack policy. The URL must point to a policy (maximum
    /// size: 16 KB) located in an Amazon S3 bucket in the same Amazon Web Services Region as the
    /// stack.
    #[shape(name = "StackPolicyURL", length = 1..=5120)]
    pub stack_policy_url: Option<String>,
}

/// Input of `GetStackPolicy`.
///
/// Returns the stack policy for a specified stack. If a stack doesn't have a policy, a null
/// value is returned.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetStackPolicyInput {
    /// The name or unique stack ID that's associated with the stack whose policy you want to get.
    #[shape(required)]
    pub stack_name: String,
}

/// The output for the GetStackPolicy action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetStackPolicyOutput {
    /// Structure that contains the stack policy body. For more information, see Prevent updates
    /// to stack resources in the CloudFormation User Guide.
    pub stack_policy_body: Option<String>,
}

/// Input of `UpdateTerminationProtection`.
///
/// Updates termination protection for the specified stack. If a user attempts to delete a
/// stack with termination protection enabled, the operation fails and the stack remains
/// unchanged.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateTerminationProtectionInput {
    /// Whether to enable termination protection on the specified stack.
    #[shape(required)]
    pub enable_termination_protection: bool,
    /// The name or unique ID of the stack for which you want to set termination protection.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
}

/// Output of `UpdateTerminationProtection`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateTerminationProtectionOutput {
    /// The unique ID of the stack.
    pub stack_id: Option<String>,
}

/// Input of `CancelUpdateStack`.
///
/// Cancels an update on the specified stack. If the call completes successfully, the stack
/// rolls back the update and reverts to the previous stack configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelUpdateStackInput {
    /// If you don't pass a parameter to `StackName`, the API returns a response that describes
    /// all resources in the account.
    #[shape(required)]
    pub stack_name: String,
    /// A unique identifier for this `CancelUpdateStack` request. Specify this token if you plan
    /// to retry requests so that CloudFormation knows that you're not attempting to cancel an
    /// update on a stack with the same name.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
}

/// Input of `ContinueUpdateRollback`.
///
/// Continues rolling back a stack from `UPDATE_ROLLBACK_FAILED` to `UPDATE_ROLLBACK_COMPLETE`
/// state. Depending on the cause of the failure, you can manually fix the error and continue
/// the rollback.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ContinueUpdateRollbackInput {
    /// The name or the unique ID of the stack that you want to continue rolling back.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes to roll back the
    /// stack. CloudFormation uses the role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// A list of the logical IDs of the resources that CloudFormation skips during the continue
    /// update rollback operation. You can specify only resources that are in the `UPDATE_FAILED`
    /// state because a rollback failed.
    #[shape(item(pattern = r"[a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\.[a-zA-Z0-9]+"))]
    pub resources_to_skip: Option<Vec<String>>,
    /// A unique identifier for this `ContinueUpdateRollback` request.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
}

/// The output for a ContinueUpdateRollback operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ContinueUpdateRollbackOutput {}

/// Input of `RollbackStack`.
///
/// When specifying `RollbackStack`, you preserve the state of previously provisioned
/// resources when an operation fails. You can check the status of the stack through the
/// DescribeStacks operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RollbackStackInput {
    /// The name that's associated with the stack.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
    /// The Amazon Resource Name (ARN) of an IAM role that CloudFormation assumes to rollback the
    /// stack.
    #[shape(name = "RoleARN", length = 20..=2048)]
    pub role_arn: Option<String>,
    /// A unique identifier for this `RollbackStack` request.
    #[shape(length = 1..=128, pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    /// When set to `true`, newly created resources are deleted when the operation rolls back.
    /// This includes newly created resources marked with a deletion policy of `Retain`.
    pub retain_except_on_create: Option<bool>,
}

/// Output of `RollbackStack`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RollbackStackOutput {
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// A unique identifier for this rollback operation that can be used to track the operation's
    /// progress and events.
    pub operation_id: Option<String>,
}

/// Input of `SignalResource`.
///
/// Sends a signal to the specified resource with a success or failure status. You can use the
/// `SignalResource` operation in conjunction with a creation policy or update policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SignalResourceInput {
    /// The stack name or unique stack ID that includes the resource that you want to signal.
    #[shape(
        required,
        length = 1..,
        pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)"
    )]
    pub stack_name: String,
    /// The logical ID of the resource that you want to signal. The logical ID is the name of the
    /// resource that given in the template.
    #[shape(required)]
    pub logical_resource_id: String,
    /// A unique ID of the signal. When you signal Amazon EC2 instances or Amazon EC2 Auto Scaling
    /// groups, specify the instance ID that you are signaling as the unique ID.
    #[shape(required, length = 1..=64)]
    pub unique_id: String,
    /// The status of the signal, which is either success or failure. A failure signal causes
    /// CloudFormation to immediately fail the stack creation or update.
    #[shape(required, one_of = RESOURCE_SIGNAL_STATUS)]
    pub status: String,
}

/// Input of `DescribeAccountLimits`.
///
/// Retrieves your account's CloudFormation limits, such as the maximum number of stacks that
/// you can create in your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeAccountLimitsInput {
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    #[shape(length = 1..=1024)]
    pub next_token: Option<String>,
}

/// The output for the DescribeAccountLimits action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeAccountLimitsOutput {
    /// An account limit structure that contain a list of CloudFormation account limits and their
    /// values.
    pub account_limits: Option<Vec<AccountLimit>>,
    /// If the output exceeds 1 MB in size, a string that identifies the next page of limits. If
    /// no additional page exists, this value is null.
    pub next_token: Option<String>,
}

/// The `Parameter` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Parameter {
    /// The key associated with the parameter. If you don't specify a key and value for a
    /// particular parameter, CloudFormation uses the default value that's specified in your
    /// template.
    pub parameter_key: Option<String>,
    /// The input value associated with the parameter.
    pub parameter_value: Option<String>,
    /// During a stack update, use the existing parameter value that the stack is using for a
    /// given parameter key. If you specify `true`, do not specify a parameter value.
    pub use_previous_value: Option<bool>,
    /// Read-only. The value that corresponds to a Systems Manager parameter key.
    pub resolved_value: Option<String>,
}

/// Structure that contains the rollback triggers for CloudFormation to monitor during stack
/// creation and updating operations, and for the specified monitoring period afterwards.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RollbackConfiguration {
    /// The triggers to monitor during stack creation or update actions.
    #[shape(length = ..=5)]
    pub rollback_triggers: Option<Vec<RollbackTrigger>>,
    /// The amount of time, in minutes, during which CloudFormation should monitor all the
    /// rollback triggers after the stack creation or update operation deploys all necessary
    /// resources.
    #[shape(range = 0..=180)]
    pub monitoring_time_in_minutes: Option<i32>,
}

/// The Tag type enables you to specify a key-value pair that can be used to store information
/// about an CloudFormation stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// A string used to identify this tag. You can specify a maximum of 128 characters for a tag
    /// key.
    #[shape(required, length = 1..=128)]
    pub key: String,
    /// A string that contains the value for this tag. You can specify a maximum of 256 characters
    /// for a tag value.
    #[shape(required, length = 1..=256)]
    pub value: String,
}

/// The `Stack` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Stack {
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// The name associated with the stack.
    #[shape(required)]
    pub stack_name: String,
    /// The unique ID of the change set.
    pub change_set_id: Option<String>,
    /// A user-defined description associated with the stack.
    pub description: Option<String>,
    /// A list of `Parameter` structures.
    pub parameters: Option<Vec<Parameter>>,
    /// The time at which the stack was created.
    #[shape(required)]
    pub creation_time: Timestamp,
    /// The time the stack was deleted.
    pub deletion_time: Option<Timestamp>,
    /// The time the stack was last updated. This field will only be returned if the stack has
    /// been updated at least once.
    pub last_updated_time: Option<Timestamp>,
    /// The rollback triggers for CloudFormation to monitor during stack creation and updating
    /// operations, and for the specified monitoring period afterwards.
    pub rollback_configuration: Option<RollbackConfiguration>,
    /// Current status of the stack.
    #[shape(required)]
    pub stack_status: String,
    /// Success/failure message associated with the stack status.
    pub stack_status_reason: Option<String>,
    /// Boolean to enable or disable rollback on stack creation failures.
    pub disable_rollback: Option<bool>,
    /// Amazon SNS topic Amazon Resource Names (ARNs) to which stack related events are published.
    #[shape(name = "NotificationARNs")]
    pub notification_arns: Option<Vec<String>>,
    /// The amount of time within which stack creation should complete.
    pub timeout_in_minutes: Option<i32>,
    /// The capabilities allowed in the stack.
    pub capabilities: Option<Vec<String>>,
    /// A list of output structures.
    pub outputs: Option<Vec<Output>>,
    /// The Amazon Resource Name (ARN) of an IAM role that's associated with the stack. During a
    /// stack operation, CloudFormation uses this role's credentials to make calls on your behalf.
    #[shape(name = "RoleARN")]
    pub role_arn: Option<String>,
    /// A list of `Tag`s that specify information about the stack.
    pub tags: Option<Vec<Tag>>,
    /// Whether termination protection is enabled for the stack.
    pub enable_termination_protection: Option<bool>,
    /// For nested stacks, the stack ID of the direct parent of this stack. For the first level of
    /// nested stacks, the root stack is also the parent stack.
    pub parent_id: Option<String>,
    /// For nested stacks, the stack ID of the top-level stack to which the nested stack
    /// ultimately belongs.
    pub root_id: Option<String>,
    /// Information about whether a stack's actual configuration differs, or has drifted, from its
    /// expected configuration, as defined in the stack template and any values specified as
    /// template parameters.
    pub drift_information: Option<StackDriftInformation>,
    /// When set to `true`, newly created resources are deleted when the operation rolls back.
    /// This includes newly created resources marked with a deletion policy of `Retain`.
    pub retain_except_on_create: Option<bool>,
    /// Specifies the deletion mode for the stack.
    pub deletion_mode: Option<String>,
    /// The detailed status of the resource or stack. If `CONFIGURATION_COMPLETE` is present, the
    /// resource or resource configuration phase has completed and the stabilization of the
    /// resources is in progress.
    pub detailed_status: Option<String>,
    /// Information about the most recent operations performed on this stack.
    pub last_operations: Option<Vec<OperationEntry>>,
}

/// The `StackSummary` Data Type
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackSummary {
    /// Unique stack identifier.
    pub stack_id: Option<String>,
    /// The name associated with the stack.
    #[shape(required)]
    pub stack_name: String,
    /// The template description of the template used to create the stack.
    pub template_description: Option<String>,
    /// The time the stack was created.
    #[shape(required)]
    pub creation_time: Timestamp,
    /// The time the stack was last updated. This field will only be returned if the stack has
    /// been updated at least once.
    pub last_updated_time: Option<Timestamp>,
    /// The time the stack was deleted.
    pub deletion_time: Option<Timestamp>,
    /// The current status of the stack.
    #[shape(required)]
    pub stack_status: String,
    /// Success/Failure message associated with the stack status.
    pub stack_status_reason: Option<String>,
    /// For nested stacks, the stack ID of the direct parent of this stack. For the first level of
    /// nested stacks, the root stack is also the parent stack.
    pub parent_id: Option<String>,
    /// For nested stacks, the stack ID of the top-level stack to which the nested stack
    /// ultimately belongs.
    pub root_id: Option<String>,
    /// Summarizes information about whether a stack's actual configuration differs, or has
    /// drifted, from its expected configuration, as defined in the stack template and any values
    /// specified as template parameters.
    pub drift_information: Option<StackDriftInformationSummary>,
    /// Information about the most recent operations performed on this stack.
    pub last_operations: Option<Vec<OperationEntry>>,
}

/// The `StackEvent` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackEvent {
    /// The unique ID name of the instance of the stack.
    #[shape(required)]
    pub stack_id: String,
    /// The unique identifier of this event.
    #[shape(required)]
    pub event_id: String,
    /// The name associated with a stack.
    #[shape(required)]
    pub stack_name: String,
    /// The unique identifier of the operation that generated this stack event.
    pub operation_id: Option<String>,
    /// The logical name of the resource specified in the template.
    pub logical_resource_id: Option<String>,
    /// The name or unique identifier associated with the physical instance of the resource.
    pub physical_resource_id: Option<String>,
    /// Type of resource. For more information, see Amazon Web Services resource and property
    /// types reference in the CloudFormation User Guide.
    pub resource_type: Option<String>,
    /// Time the status was updated.
    #[shape(required)]
    pub timestamp: Timestamp,
    /// Current status of the resource.
    pub resource_status: Option<String>,
    /// Success/failure message associated with the resource.
    pub resource_status_reason: Option<String>,
    /// BLOB of the properties used to create the resource.
    pub resource_properties: Option<String>,
    /// The token passed to the operation that generated this event.
    pub client_request_token: Option<String>,
    /// The name of the Hook.
    pub hook_type: Option<String>,
    /// Provides the status of the change set Hook.
    pub hook_status: Option<String>,
    /// Provides the reason for the Hook status.
    pub hook_status_reason: Option<String>,
    /// The specific point in the provisioning process where the Hook is invoked.
    pub hook_invocation_point: Option<String>,
    /// The unique identifier of the Hook invocation.
    pub hook_invocation_id: Option<String>,
    /// Specify the Hook failure mode for non-compliant resources in the followings ways.
    pub hook_failure_mode: Option<String>,
    /// An optional field that contains information about the detailed status of the stack event.
    pub detailed_status: Option<String>,
}

/// Contains detailed information about the specified stack resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackResourceDetail {
    /// The name associated with the stack.
    pub stack_name: Option<String>,
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// The logical name of the resource specified in the template.
    #[shape(required)]
    pub logical_resource_id: String,
    /// The name or unique identifier that corresponds to a physical instance ID of a resource
    /// supported by CloudFormation.
    pub physical_resource_id: Option<String>,
    /// Type of resource. For more information, see Amazon Web Services resource and property
    /// types reference in the CloudFormation User Guide.
    #[shape(required)]
    pub resource_type: String,
    /// Time the status was updated.
    #[shape(required)]
    pub last_updated_timestamp: Timestamp,
    /// Current status of the resource.
    #[shape(required)]
    pub resource_status: String,
    /// Success/failure message associated with the resource.
    pub resource_status_reason: Option<String>,
    /// User defined description associated with the resource.
    pub description: Option<String>,
    /// The content of the `Metadata` attribute declared for the resource. For more information,
    /// see Metadata attribute in the CloudFormation User Guide.
    pub metadata: Option<String>,
    /// Information about whether the resource's actual configuration differs, or has drifted,
    /// from its expected configuration, as defined in the stack template and any values specified
    /// as template parameters.
    pub drift_information: Option<StackResourceDriftInformation>,
    /// Contains information about the module from which the resource was created, if the resource
    /// was created from a module included in the stack template.
    pub module_info: Option<ModuleInfo>,
}

/// The `StackResource` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackResource {
    /// The name associated with the stack.
    pub stack_name: Option<String>,
    /// Unique identifier of the stack.
    pub stack_id: Option<String>,
    /// The logical name of the resource specified in the template.
    #[shape(required)]
    pub logical_resource_id: String,
    /// The name or unique identifier that corresponds to a physical instance ID of a resource
    /// supported by CloudFormation.
    pub physical_resource_id: Option<String>,
    /// Type of resource. For more information, see Amazon Web Services resource and property
    /// types reference in the CloudFormation User Guide.
    #[shape(required)]
    pub resource_type: String,
    /// Time the status was updated.
    #[shape(required)]
    pub timestamp: Timestamp,
    /// Current status of the resource.
    #[shape(required)]
    pub resource_status: String,
    /// Success/failure message associated with the resource.
    pub resource_status_reason: Option<String>,
    /// User defined description associated with the resource.
    pub description: Option<String>,
    /// Information about whether the resource's actual configuration differs, or has drifted,
    /// from its expected configuration, as defined in the stack template and any values specified
    /// as template parameters.
    pub drift_information: Option<StackResourceDriftInformation>,
    /// Contains information about the module from which the resource was created, if the resource
    /// was created from a module included in the stack template.
    pub module_info: Option<ModuleInfo>,
}

/// Contains high-level information about the specified stack resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackResourceSummary {
    /// The logical name of the resource specified in the template.
    #[shape(required)]
    pub logical_resource_id: String,
    /// The name or unique identifier that corresponds to a physical instance ID of the resource.
    pub physical_resource_id: Option<String>,
    /// Type of resource. (For more information, see Amazon Web Services resource and property
    /// types reference in the CloudFormation User Guide.)
    #[shape(required)]
    pub resource_type: String,
    /// Time the status was updated.
    #[shape(required)]
    pub last_updated_timestamp: Timestamp,
    /// Current status of the resource.
    #[shape(required)]
    pub resource_status: String,
    /// Success/failure message associated with the resource.
    pub resource_status_reason: Option<String>,
    /// Information about whether the resource's actual configuration differs, or has drifted,
    /// from its expected configuration, as defined in the stack template and any values specified
    /// as template parameters.
    pub drift_information: Option<StackResourceDriftInformationSummary>,
    /// Contains information about the module from which the resource was created, if the resource
    /// was created from a module included in the stack template.
    pub module_info: Option<ModuleInfo>,
}

/// Options for the `GetTemplateSummary` API action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TemplateSummaryConfig {
    /// If set to `True`, any unrecognized resource types generate warnings and not an error. Any
    /// unrecognized resource types are returned in the `Warnings` output parameter.
    pub treat_unrecognized_resource_types_as_warnings: Option<bool>,
}

/// The `ParameterDeclaration` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParameterDeclaration {
    /// The name that's associated with the parameter.
    pub parameter_key: Option<String>,
    /// The default value of the parameter.
    pub default_value: Option<String>,
    /// The type of parameter.
    pub parameter_type: Option<String>,
    /// Flag that indicates whether the parameter value is shown as plain text in logs and in the
    /// Amazon Web Services Management Console.
    pub no_echo: Option<bool>,
    /// The description that's associate with the parameter.
    pub description: Option<String>,
    /// The criteria that CloudFormation uses to validate parameter values.
    pub parameter_constraints: Option<ParameterConstraints>,
}

/// Describes the target resources of a specific type in your import template (for example,
/// all `AWS::S3::Bucket` resources) and the properties you can provide during the import to
/// identify resources of that type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceIdentifierSummary {
    /// The template resource type of the target resources, such as `AWS::S3::Bucket`.
    pub resource_type: Option<String>,
    /// The logical IDs of the target resources of the specified `ResourceType`, as defined in the
    /// import template.
    pub logical_resource_ids: Option<Vec<String>>,
    /// The resource properties you can provide during the import to identify your target
    /// resources. For example, `BucketName` is a possible identifier property for
    /// `AWS::S3::Bucket` resources.
    pub resource_identifiers: Option<Vec<String>>,
}

/// Contains any warnings returned by the `GetTemplateSummary` API action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Warnings {
    /// A list of all of the unrecognized resource types. This is only returned if the
    /// `TemplateSummaryConfig` parameter has the `TreatUnrecognizedResourceTypesAsWarning`
    /// configuration set to `True`.
    pub unrecognized_resource_types: Option<Vec<String>>,
}

/// The `TemplateParameter` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TemplateParameter {
    /// The name associated with the parameter.
    pub parameter_key: Option<String>,
    /// The default value associated with the parameter.
    pub default_value: Option<String>,
    /// Flag indicating whether the parameter should be displayed as plain text in logs and UIs.
    pub no_echo: Option<bool>,
    /// User defined description associated with the parameter.
    pub description: Option<String>,
}

/// Describes the target resource of an import operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceToImport {
    /// The type of resource to import into your stack, such as `AWS::S3::Bucket`. For a list of
    /// supported resource types, see Resource type support for imports and drift detection in the
    /// CloudFormation User Guide.
    #[shape(required, length = 1..=256)]
    pub resource_type: String,
    /// The logical ID of the target resource as specified in the template.
    #[shape(required)]
    pub logical_resource_id: String,
    /// A key-value pair that identifies the target resource. The key is an identifier property
    /// (for example, `BucketName` for `AWS::S3::Bucket` resources) and the value is the actual
    /// property value (for example, `MyS3Bucket`).
    #[shape(required, length = 1..=256, item(length = 1..=2048), map_key(length = 1..=2048))]
    pub resource_identifier: BTreeMap<String, String>,
}

/// The `Change` structure describes the changes CloudFormation will perform if you execute
/// the change set.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// The type of entity that CloudFormation changes.
    pub r#type: Option<String>,
    /// Is either `null`, if no Hooks invoke for the resource, or contains the number of Hooks
    /// that will invoke for the resource.
    pub hook_invocation_count: Option<i32>,
    /// A `ResourceChange` structure that describes the resource and action that CloudFormation
    /// will perform.
    pub resource_change: Option<ResourceChange>,
}

/// The `ChangeSetSummary` structure describes a change set, its status, and the stack with
/// which it's associated.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeSetSummary {
    /// The ID of the stack with which the change set is associated.
    pub stack_id: Option<String>,
    /// The name of the stack with which the change set is associated.
    pub stack_name: Option<String>,
    /// The ID of the change set.
    pub change_set_id: Option<String>,
    /// The name of the change set.
    pub change_set_name: Option<String>,
    /// If the change set execution status is `AVAILABLE`, you can execute the change set. If you
    /// can't execute the change set, the status indicates why.
    pub execution_status: Option<String>,
    /// The state of the change set, such as `CREATE_PENDING`, `CREATE_COMPLETE`, or `FAILED`.
    pub status: Option<String>,
    /// A description of the change set's status. For example, if your change set is in the
    /// `FAILED` state, CloudFormation shows the error message.
    pub status_reason: Option<String>,
    /// The start time when the change set was created, in UTC.
    pub creation_time: Option<Timestamp>,
    /// Descriptive information about the change set.
    pub description: Option<String>,
    /// Specifies the current setting of `IncludeNestedStacks` for the change set.
    pub include_nested_stacks: Option<bool>,
    /// The parent change set ID.
    pub parent_change_set_id: Option<String>,
    /// The root change set ID.
    pub root_change_set_id: Option<String>,
    /// Indicates if the change set imports resources that already exist.
    pub import_existing_resources: Option<bool>,
}

/// The `Export` structure describes the exported output values for a stack.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Export {
    /// The stack that contains the exported output name and value.
    pub exporting_stack_id: Option<String>,
    /// The name of exported output value. Use this name and the `Fn::ImportValue` function to
    /// import the associated value into other stacks.
    pub name: Option<String>,
    /// The value of the exported output, such as a resource physical ID. This value is defined in
    /// the `Export` field in the associated stack's `Outputs` section.
    pub value: Option<String>,
}

/// Describes the current CloudFormation limits for your account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccountLimit {
    /// The name of the account limit.
    pub name: Option<String>,
    /// The value that's associated with the account limit name.
    pub value: Option<i32>,
}

/// A rollback trigger CloudFormation monitors during creation and updating of stacks.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RollbackTrigger {
    /// The Amazon Resource Name (ARN) of the rollback trigger.
    #[shape(required)]
    pub arn: String,
    /// The resource type of the rollback trigger. Specify either AWS::CloudWatch::Alarm or
    /// AWS::CloudWatch::CompositeAlarm resource types.
    #[shape(required)]
    pub r#type: String,
}

/// The `Output` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Output {
    /// The key associated with the output.
    pub output_key: Option<String>,
    /// The value associated with the output.
    pub output_value: Option<String>,
    /// User defined description associated with the output.
    pub description: Option<String>,
    /// The name of the export associated with the output.
    pub export_name: Option<String>,
}

/// Contains information about whether the stack's actual configuration differs, or has
/// drifted, from its expected configuration, as defined in the stack template and any values
/// specified as template parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackDriftInformation {
    /// Status of the stack's actual configuration compared to its expected template
    /// configuration.
    #[shape(required)]
    pub stack_drift_status: String,
    /// Most recent time when a drift detection operation was initiated on the stack, or any of
    /// its individual resources that support drift detection.
    pub last_check_timestamp: Option<Timestamp>,
}

/// Contains information about a CloudFormation operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OperationEntry {
    /// The type of operation.
    pub operation_type: Option<String>,
    /// The unique identifier for the operation.
    pub operation_id: Option<String>,
}

/// Contains information about whether the stack's actual configuration differs, or has
/// drifted, from its expected configuration, as defined in the stack template and any values
/// specified as template parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackDriftInformationSummary {
    /// Status of the stack's actual configuration compared to its expected template
    /// configuration.
    #[shape(required)]
    pub stack_drift_status: String,
    /// Most recent time when a drift detection operation was initiated on the stack, or any of
    /// its individual resources that support drift detection.
    pub last_check_timestamp: Option<Timestamp>,
}

/// Contains information about whether the resource's actual configuration differs, or has
/// drifted, from its expected configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackResourceDriftInformation {
    /// Status of the resource's actual configuration compared to its expected configuration
    #[shape(required)]
    pub stack_resource_drift_status: String,
    /// When CloudFormation last checked if the resource had drifted from its expected
    /// configuration.
    pub last_check_timestamp: Option<Timestamp>,
}

/// Contains information about the module from which the resource was created, if the resource
/// was created from a module included in the stack template.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ModuleInfo {
    /// A concatenated list of the module type or types that contains the resource. Module types
    /// are listed starting with the inner-most nested module, and separated by `/`.
    pub type_hierarchy: Option<String>,
    /// A concatenated list of the logical IDs of the module or modules that contains the
    /// resource. Modules are listed starting with the inner-most nested module, and separated by
    /// `/`.
    pub logical_id_hierarchy: Option<String>,
}

/// Summarizes information about whether the resource's actual configuration differs, or has
/// drifted, from its expected configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StackResourceDriftInformationSummary {
    /// Status of the resource's actual configuration compared to its expected configuration.
    #[shape(required)]
    pub stack_resource_drift_status: String,
    /// When CloudFormation last checked if the resource had drifted from its expected
    /// configuration.
    pub last_check_timestamp: Option<Timestamp>,
}

/// A set of criteria that CloudFormation uses to validate parameter values. Although other
/// constraints might be defined in the stack template, CloudFormation returns only the
/// `AllowedValues` property.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParameterConstraints {
    /// A list of values that are permitted for a parameter.
    pub allowed_values: Option<Vec<String>>,
}

/// The `ResourceChange` structure describes the resource and the action that CloudFormation
/// will perform on it if you execute this change set.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceChange {
    /// The action that will be taken on the physical resource when the change set is executed.
    pub policy_action: Option<String>,
    /// The action that CloudFormation takes on the resource, such as `Add` (adds a new resource),
    /// `Modify` (changes a resource), `Remove` (deletes a resource), `Import` (imports a
    /// resource), `Dynamic` (exact action for the resource can't be determined), or
    /// `SyncWithActual` (resource will not be changed, only CloudFormation metadata will change).
    pub action: Option<String>,
    /// The resource's logical ID, which is defined in the stack's template.
    pub logical_resource_id: Option<String>,
    /// The resource's physical ID (resource name). Resources that you are adding don't have
    /// physical IDs because they haven't been created.
    pub physical_resource_id: Option<String>,
    /// The type of CloudFormation resource, such as `AWS::S3::Bucket`.
    pub resource_type: Option<String>,
    /// For the `Modify` action, indicates whether CloudFormation will replace the resource by
    /// creating a new one and deleting the old one.
    pub replacement: Option<String>,
    /// For the `Modify` action, indicates which resource attribute is triggering this update,
    /// such as a change in the resource attribute's `Metadata`, `Properties`, or `Tags`.
    pub scope: Option<Vec<String>>,
    /// The drift status of the resource.
    pub resource_drift_status: Option<String>,
    /// List of resource attributes for which drift was ignored.
    pub resource_drift_ignored_attributes: Option<Vec<ResourceDriftIgnoredAttribute>>,
    /// For the `Modify` action, a list of `ResourceChangeDetail` structures that describes the
    /// changes that CloudFormation will make to the resource.
    pub details: Option<Vec<ResourceChangeDetail>>,
    /// The change set ID of the nested change set.
    pub change_set_id: Option<String>,
    /// Contains information about the module from which the resource was created, if the resource
    /// was created from a module included in the stack template.
    pub module_info: Option<ModuleInfo>,
    /// An encoded JSON string that contains the context of the resource before the change is
    /// executed.
    pub before_context: Option<String>,
    /// An encoded JSON string that contains the context of the resource after the change is
    /// executed.
    pub after_context: Option<String>,
    /// Information about the resource's state from the previous CloudFormation deployment.
    pub previous_deployment_context: Option<String>,
}

/// The `ResourceDriftIgnoredAttribute` data type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceDriftIgnoredAttribute {
    /// Path of the resource attribute for which drift was ignored.
    pub path: Option<String>,
    /// Reason why drift was ignored for the attribute, can have 2 possible values.
    pub reason: Option<String>,
}

/// For a resource with `Modify` as the action, the `ResourceChange` structure describes the
/// changes CloudFormation will make to that resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceChangeDetail {
    /// A `ResourceTargetDefinition` structure that describes the field that CloudFormation will
    /// change and whether the resource will be recreated.
    pub target: Option<ResourceTargetDefinition>,
    /// Indicates whether CloudFormation can determine the target value, and whether the target
    /// value will change before you execute a change set.
    pub evaluation: Option<String>,
    /// The group to which the `CausingEntity` value belongs.
    pub change_source: Option<String>,
    /// The identity of the entity that triggered this change. This entity is a member of the
    /// group that's specified by the `ChangeSource` field.
    pub causing_entity: Option<String>,
}

/// The field that CloudFormation will change, such as the name of a resource's property, and
/// whether the resource will be recreated.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ResourceTargetDefinition {
    /// Indicates which resource attribute is triggering this update, such as a change in the
    /// resource attribute's `Metadata`, `Properties`, or `Tags`.
    pub attribute: Option<String>,
    /// If the `Attribute` value is `Properties`, the name of the property. For all other
    /// attributes, the value is null.
    pub name: Option<String>,
    /// If the `Attribute` value is `Properties`, indicates whether a change to this property
    /// causes the resource to be recreated. The value can be `Never`, `Always`, or
    /// `Conditionally`.
    pub requires_recreation: Option<String>,
    /// The property path of the property.
    pub path: Option<String>,
    /// The value of the property before the change is executed. Large values can be truncated.
    pub before_value: Option<String>,
    /// The value of the property after the change is executed. Large values can be truncated.
    pub after_value: Option<String>,
    /// Indicates the source of the before value.
    pub before_value_from: Option<String>,
    /// Indicates the source of the after value.
    pub after_value_from: Option<String>,
    /// Detailed drift information for the resource property, including actual values, previous
    /// deployment values, and drift detection timestamps.
    pub drift: Option<LiveResourceDrift>,
    /// The type of change to be made to the property if the change is executed.
    pub attribute_change_type: Option<String>,
}

/// Contains drift information for a resource property, including actual value, previous
/// deployment value, and drift detection timestamp.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LiveResourceDrift {
    /// The configuration value from the previous CloudFormation deployment.
    pub previous_value: Option<String>,
    /// The current live configuration value of the resource property.
    pub actual_value: Option<String>,
    /// The timestamp when drift was detected for this resource property.
    pub drift_detection_timestamp: Option<Timestamp>,
}

/// The values of `CallAs`.
pub const CALL_AS: &[&str] = &["SELF", "DELEGATED_ADMIN"];

/// The values of `Capability`.
pub const CAPABILITY: &[&str] = &["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/// The values of `ChangeSetType`.
pub const CHANGE_SET_TYPE: &[&str] = &["CREATE", "UPDATE", "IMPORT"];

/// The values of `DeletionMode`.
pub const DELETION_MODE: &[&str] = &["STANDARD", "FORCE_DELETE_STACK"];

/// The values of `DeploymentMode`.
pub const DEPLOYMENT_MODE: &[&str] = &["REVERT_DRIFT"];

/// The values of `OnFailure`.
pub const ON_FAILURE: &[&str] = &["DO_NOTHING", "ROLLBACK", "DELETE"];

/// The values of `OnStackFailure`.
pub const ON_STACK_FAILURE: &[&str] = &["DO_NOTHING", "ROLLBACK", "DELETE"];

/// The values of `ResourceSignalStatus`.
pub const RESOURCE_SIGNAL_STATUS: &[&str] = &["SUCCESS", "FAILURE"];

/// The values of `StackStatus`.
pub const STACK_STATUS: &[&str] = &[
    "CREATE_IN_PROGRESS",
    "CREATE_FAILED",
    "CREATE_COMPLETE",
    "ROLLBACK_IN_PROGRESS",
    "ROLLBACK_FAILED",
    "ROLLBACK_COMPLETE",
    "DELETE_IN_PROGRESS",
    "DELETE_FAILED",
    "DELETE_COMPLETE",
    "UPDATE_IN_PROGRESS",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_COMPLETE",
    "UPDATE_FAILED",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "UPDATE_ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE",
    "REVIEW_IN_PROGRESS",
    "IMPORT_IN_PROGRESS",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_IN_PROGRESS",
    "IMPORT_ROLLBACK_FAILED",
    "IMPORT_ROLLBACK_COMPLETE",
];

/// The values of `TemplateStage`.
pub const TEMPLATE_STAGE: &[&str] = &["Original", "Processed"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("AlreadyExistsException", "AlreadyExistsException", 400),
    ErrorShape::sender("ChangeSetNotFoundException", "ChangeSetNotFound", 404),
    ErrorShape::sender("InsufficientCapabilitiesException", "InsufficientCapabilitiesException", 400),
    ErrorShape::sender("InvalidChangeSetStatusException", "InvalidChangeSetStatus", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("StackSetNotFoundException", "StackSetNotFoundException", 404),
    ErrorShape::sender("TokenAlreadyExistsException", "TokenAlreadyExistsException", 400),
];
