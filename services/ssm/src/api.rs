//! The shapes of Amazon Simple Systems Manager (SSM), from AWS's published model of API version 2014-11-06 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `PutParameter`.
///
/// Create or update a parameter in Parameter Store.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct PutParameterRequest {
    /// The fully qualified name of the parameter that you want to create or update.
    #[shape(required, length = 1..=2048)]
    pub name: String,
    /// Information about the parameter that you want to add to the system. Optional but
    /// recommended.
    #[shape(length = 0..=1024)]
    pub description: Option<String>,
    /// The parameter value that you want to add to the system. Standard parameters have a value
    /// limit of 4 KB.
    #[shape(required, sensitive)]
    pub value: String,
    /// The type of parameter that you want to create.
    #[shape(one_of = PARAMETER_TYPE)]
    pub r#type: Option<String>,
    /// The Key Management Service (KMS) ID that you want to use to encrypt a parameter. Use a
    /// custom key for better security.
    #[shape(length = 1..=256, pattern = "^([a-zA-Z0-9:/_-]+)$")]
    pub key_id: Option<String>,
    /// Overwrite an existing parameter. The default value is `false`.
    pub overwrite: Option<bool>,
    /// A regular expression used to validate the parameter value. For example, for String types
    /// with values restricted to numbers, you can specify the following: AllowedPattern=^\d+$
    #[shape(length = 0..=1024)]
    pub allowed_pattern: Option<String>,
    /// Optional metadata that you assign to a resource. Tags enable you to categorize a resource
    /// in different ways, such as by purpose, owner, or environment.
    #[shape(length = ..=1000)]
    pub tags: Option<Vec<Tag>>,
    /// The parameter tier to assign to a parameter.
    #[shape(one_of = PARAMETER_TIER)]
    pub tier: Option<String>,
    /// One or more policies to apply to a parameter. This operation takes a JSON array.
    #[shape(length = 1..=4096)]
    pub policies: Option<String>,
    /// The data type for a `String` parameter. Supported data types include plain text and Amazon
    /// Machine Image (AMI) IDs.
    #[shape(length = 0..=128)]
    pub data_type: Option<String>,
}

/// Output of `PutParameter`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutParameterResult {
    /// The new version number of a parameter. If you edit a parameter value, Parameter Store
    /// automatically creates a new version and assigns this new version a unique ID.
    pub version: Option<i64>,
    /// The tier assigned to the parameter.
    pub tier: Option<String>,
}

/// Input of `GetParameter`.
///
/// Get information about a single parameter by specifying the parameter name.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParameterRequest {
    /// The name or Amazon Resource Name (ARN) of the parameter that you want to query. For
    /// parameters shared with you from another account, you must use the full ARN.
    #[shape(required, length = 1..=2048)]
    pub name: String,
    /// Return decrypted values for secure string parameters. This flag is ignored for `String`
    /// and `StringList` parameter types.
    pub with_decryption: Option<bool>,
}

/// Output of `GetParameter`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParameterResult {
    /// Information about a parameter.
    pub parameter: Option<Parameter>,
}

/// Input of `GetParameters`.
///
/// Get information about one or more parameters by specifying multiple parameter names.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParametersRequest {
    /// The names or Amazon Resource Names (ARNs) of the parameters that you want to query. For
    /// parameters shared with you from another account, you must use the full ARNs.
    #[shape(required, length = 1..=10, item(length = 1..=2048))]
    pub names: Vec<String>,
    /// Return decrypted secure string value. Return decrypted values for secure string
    /// parameters.
    pub with_decryption: Option<bool>,
}

/// Output of `GetParameters`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParametersResult {
    /// A list of details for a parameter.
    pub parameters: Option<Vec<Parameter>>,
    /// A list of parameters that aren't formatted correctly or don't run during an execution.
    pub invalid_parameters: Option<Vec<String>>,
}

/// Input of `GetParametersByPath`.
///
/// Retrieve information about one or more parameters under a specified level in a hierarchy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParametersByPathRequest {
    /// The hierarchy for the parameter. Hierarchies start with a forward slash (/).
    #[shape(required, length = 1..=2048)]
    pub path: String,
    /// Retrieve all parameters within a hierarchy.
    pub recursive: Option<bool>,
    /// Filters to limit the request results.
    pub parameter_filters: Option<Vec<ParameterStringFilter>>,
    /// Retrieve all parameters in a hierarchy with their value decrypted.
    pub with_decryption: Option<bool>,
    /// The maximum number of items to return for this call. The call also returns a token that
    /// you can specify in a subsequent call to get the next set of results.
    #[shape(range = 1..=10)]
    pub max_results: Option<i32>,
    /// A token to start the list. Use this token to get the next set of results.
    pub next_token: Option<String>,
}

/// Output of `GetParametersByPath`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParametersByPathResult {
    /// A list of parameters found in the specified hierarchy.
    pub parameters: Option<Vec<Parameter>>,
    /// The token for the next set of items to return. Use this token to get the next set of
    /// results.
    pub next_token: Option<String>,
}

/// Input of `GetParameterHistory`.
///
/// Retrieves the history of all changes to a parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParameterHistoryRequest {
    /// The name or Amazon Resource Name (ARN) of the parameter for which you want to review
    /// history. For parameters shared with you from another account, you must use the full ARN.
    #[shape(required, length = 1..=2048)]
    pub name: String,
    /// Return decrypted values for secure string parameters. This flag is ignored for `String`
    /// and `StringList` parameter types.
    pub with_decryption: Option<bool>,
    /// The maximum number of items to return for this call. The call also returns a token that
    /// you can specify in a subsequent call to get the next set of results.
    #[shape(range = 1..=50)]
    pub max_results: Option<i32>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    pub next_token: Option<String>,
}

/// Output of `GetParameterHistory`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetParameterHistoryResult {
    /// A list of parameters returned by the request.
    pub parameters: Option<Vec<ParameterHistory>>,
    /// The token to use when requesting the next set of items. If there are no additional items
    /// to return, the string is empty.
    pub next_token: Option<String>,
}

/// Input of `DescribeParameters`.
///
/// Lists the parameters in your Amazon Web Services account or the parameters shared with you
/// when you enable the Shared option.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeParametersRequest {
    /// This data type is deprecated. Instead, use `ParameterFilters`.
    pub filters: Option<Vec<ParametersFilter>>,
    /// Filters to limit the request results.
    pub parameter_filters: Option<Vec<ParameterStringFilter>>,
    /// The maximum number of items to return for this call. The call also returns a token that
    /// you can specify in a subsequent call to get the next set of results.
    #[shape(range = 1..=50)]
    pub max_results: Option<i32>,
    /// The token for the next set of items to return. (You received this token from a previous
    /// call.)
    pub next_token: Option<String>,
    /// Lists parameters that are shared with you.
    pub shared: Option<bool>,
}

/// Output of `DescribeParameters`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeParametersResult {
    /// Parameters returned by the request.
    pub parameters: Option<Vec<ParameterMetadata>>,
    /// The token to use when requesting the next set of items.
    pub next_token: Option<String>,
}

/// Input of `DeleteParameter`.
///
/// Delete a parameter from the system. After deleting a parameter, wait for at least 30
/// seconds to create a parameter with the same name.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteParameterRequest {
    /// The name of the parameter to delete.
    #[shape(required, length = 1..=2048)]
    pub name: String,
}

/// Output of `DeleteParameter`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteParameterResult {}

/// Input of `DeleteParameters`.
///
/// Delete a list of parameters. After deleting a parameter, wait for at least 30 seconds to
/// create a parameter with the same name.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteParametersRequest {
    /// The names of the parameters to delete. After deleting a parameter, wait for at least 30
    /// seconds to create a parameter with the same name.
    #[shape(required, length = 1..=10, item(length = 1..=2048))]
    pub names: Vec<String>,
}

/// Output of `DeleteParameters`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteParametersResult {
    /// The names of the deleted parameters.
    pub deleted_parameters: Option<Vec<String>>,
    /// The names of parameters that weren't deleted because the parameters aren't valid.
    pub invalid_parameters: Option<Vec<String>>,
}

/// Input of `LabelParameterVersion`.
///
/// A parameter label is a user-defined alias to help you manage different versions of a
/// parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LabelParameterVersionRequest {
    /// The parameter name on which you want to attach one or more labels.
    #[shape(required, length = 1..=2048)]
    pub name: String,
    /// The specific version of the parameter on which you want to attach one or more labels. If
    /// no version is specified, the system attaches the label to the latest version.
    pub parameter_version: Option<i64>,
    /// One or more labels to attach to the specified parameter version.
    #[shape(required, length = 1..=10, item(length = 1..=100))]
    pub labels: Vec<String>,
}

/// Output of `LabelParameterVersion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LabelParameterVersionResult {
    /// The label doesn't meet the requirements. For information about parameter label
    /// requirements, see Working with parameter labels in the Amazon Web Services Systems Manager
    /// User Guide.
    pub invalid_labels: Option<Vec<String>>,
    /// The version of the parameter that has been labeled.
    pub parameter_version: Option<i64>,
}

/// Input of `UnlabelParameterVersion`.
///
/// Remove a label or labels from a parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UnlabelParameterVersionRequest {
    /// The name of the parameter from which you want to delete one or more labels.
    #[shape(required, length = 1..=2048)]
    pub name: String,
    /// The specific version of the parameter which you want to delete one or more labels from. If
    /// it isn't present, the call will fail.
    #[shape(required)]
    pub parameter_version: i64,
    /// One or more labels to delete from the specified parameter version.
    #[shape(required, length = 1..=10, item(length = 1..=100))]
    pub labels: Vec<String>,
}

/// Output of `UnlabelParameterVersion`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UnlabelParameterVersionResult {
    /// A list of all labels deleted from the parameter.
    pub removed_labels: Option<Vec<String>>,
    /// The labels that aren't attached to the given parameter version.
    pub invalid_labels: Option<Vec<String>>,
}

/// Input of `AddTagsToResource`.
///
/// Adds or overwrites one or more tags for the specified resource. Tags are metadata that you
/// can assign to your automations, documents, managed nodes, maintenance windows, Parameter
/// Store parameters, and patch baselines.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddTagsToResourceRequest {
    /// Specifies the type of resource you are tagging.
    #[shape(required, one_of = RESOURCE_TYPE_FOR_TAGGING)]
    pub resource_type: String,
    /// The resource ID you want to tag.
    #[shape(required)]
    pub resource_id: String,
    /// One or more tags. The value parameter is required.
    #[shape(required, length = ..=1000)]
    pub tags: Vec<Tag>,
}

/// Output of `AddTagsToResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddTagsToResourceResult {}

/// Input of `RemoveTagsFromResource`.
///
/// Removes tag keys from the specified resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveTagsFromResourceRequest {
    /// The type of resource from which you want to remove a tag.
    #[shape(required, one_of = RESOURCE_TYPE_FOR_TAGGING)]
    pub resource_type: String,
    /// The ID of the resource from which you want to remove tags.
    #[shape(required)]
    pub resource_id: String,
    /// Tag keys that you want to remove from the specified resource.
    #[shape(required, item(length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"))]
    pub tag_keys: Vec<String>,
}

/// Output of `RemoveTagsFromResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveTagsFromResourceResult {}

/// Input of `ListTagsForResource`.
///
/// Returns a list of the tags assigned to the specified resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// Returns a list of tags for a specific resource type.
    #[shape(required, one_of = RESOURCE_TYPE_FOR_TAGGING)]
    pub resource_type: String,
    /// The resource ID for which you want to see a list of tags.
    #[shape(required)]
    pub resource_id: String,
}

/// Output of `ListTagsForResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceResult {
    /// A list of tags.
    pub tag_list: Option<Vec<Tag>>,
}

/// Metadata that you assign to your Amazon Web Services resources. Tags enable you to
/// categorize your resources in different ways, for example, by purpose, owner, or
/// environment.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The name of the tag.
    #[shape(required, length = 1..=128, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")]
    pub key: String,
    /// The value of the tag.
    #[shape(required, length = 0..=256, pattern = r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")]
    pub value: String,
}

/// An Amazon Web Services Systems Manager parameter in Parameter Store.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct Parameter {
    /// The name of the parameter.
    pub name: Option<String>,
    /// The type of parameter. Valid values include the following: `String`, `StringList`, and
    /// `SecureString`.
    pub r#type: Option<String>,
    /// The parameter value.
    #[shape(sensitive)]
    pub value: Option<String>,
    /// The parameter version.
    pub version: Option<i64>,
    /// Either the version number or the label used to retrieve the parameter value.
    pub selector: Option<String>,
    /// Applies to parameters that reference information in other Amazon Web Services services.
    /// `SourceResult` is the raw result or response from the source.
    pub source_result: Option<String>,
    /// Date the parameter was last changed or updated and the parameter version was created.
    pub last_modified_date: Option<Timestamp>,
    /// The Amazon Resource Name (ARN) of the parameter.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The data type of the parameter, such as `text` or `aws:ec2:image`. The default is `text`.
    pub data_type: Option<String>,
}

/// One or more filters. Use a filter to return a more specific list of results.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParameterStringFilter {
    /// The name of the filter.
    #[shape(
        required,
        length = 1..=132,
        pattern = "tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType"
    )]
    pub key: String,
    /// For all filters used with DescribeParameters, valid options include `Equals` and
    /// `BeginsWith`. The `Name` filter additionally supports the `Contains` option.
    #[shape(length = 1..=10)]
    pub option: Option<String>,
    /// The value you want to search for.
    #[shape(length = 1..=50, item(length = 1..=1024))]
    pub values: Option<Vec<String>>,
}

/// Information about parameter usage.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct ParameterHistory {
    /// The name of the parameter.
    pub name: Option<String>,
    /// The type of parameter used.
    pub r#type: Option<String>,
    /// The alias of the Key Management Service (KMS) key used to encrypt the parameter. Applies
    /// to `SecureString` parameters only
    pub key_id: Option<String>,
    /// Date the parameter was last changed or updated.
    pub last_modified_date: Option<Timestamp>,
    /// Amazon Resource Name (ARN) of the Amazon Web Services user who last changed the parameter.
    pub last_modified_user: Option<String>,
    /// Information about the parameter.
    pub description: Option<String>,
    /// The parameter value.
    #[shape(sensitive)]
    pub value: Option<String>,
    /// Parameter names can include the following letters and symbols.
    pub allowed_pattern: Option<String>,
    /// The parameter version.
    pub version: Option<i64>,
    /// Labels assigned to the parameter version.
    pub labels: Option<Vec<String>>,
    /// The parameter tier.
    pub tier: Option<String>,
    /// Information about the policies assigned to a parameter.
    pub policies: Option<Vec<ParameterInlinePolicy>>,
    /// The data type of the parameter, such as `text` or `aws:ec2:image`. The default is `text`.
    pub data_type: Option<String>,
}

/// This data type is deprecated. Instead, use ParameterStringFilter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParametersFilter {
    /// The name of the filter.
    #[shape(required, one_of = PARAMETERS_FILTER_KEY)]
    pub key: String,
    /// The filter values.
    #[shape(required, length = 1..=50, item(length = 1..=1024))]
    pub values: Vec<String>,
}

/// Metadata includes information like the Amazon Resource Name (ARN) of the last user to
/// update the parameter and the date and time the parameter was last used.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParameterMetadata {
    /// The parameter name.
    pub name: Option<String>,
    /// The Amazon Resource Name (ARN) of the parameter.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The type of parameter. Valid parameter types include the following: `String`,
    /// `StringList`, and `SecureString`.
    pub r#type: Option<String>,
    /// The alias of the Key Management Service (KMS) key used to encrypt the parameter. Applies
    /// to `SecureString` parameters only.
    pub key_id: Option<String>,
    /// Date the parameter was last changed or updated.
    pub last_modified_date: Option<Timestamp>,
    /// Amazon Resource Name (ARN) of the Amazon Web Services user who last changed the parameter.
    pub last_modified_user: Option<String>,
    /// Description of the parameter actions.
    pub description: Option<String>,
    /// A parameter name can include only the following letters and symbols.
    pub allowed_pattern: Option<String>,
    /// The parameter version.
    pub version: Option<i64>,
    /// The parameter tier.
    pub tier: Option<String>,
    /// A list of policies associated with a parameter.
    pub policies: Option<Vec<ParameterInlinePolicy>>,
    /// The data type of the parameter, such as `text` or `aws:ec2:image`. The default is `text`.
    pub data_type: Option<String>,
}

/// One or more policies assigned to a parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ParameterInlinePolicy {
    /// The JSON text of the policy.
    pub policy_text: Option<String>,
    /// The type of policy. Parameter Store, a tool in Amazon Web Services Systems Manager,
    /// supports the following policy types: Expiration, ExpirationNotification, and
    /// NoChangeNotification.
    pub policy_type: Option<String>,
    /// The status of the policy.
    pub policy_status: Option<String>,
}

/// The values of `ParameterTier`.
pub const PARAMETER_TIER: &[&str] = &["Standard", "Advanced", "Intelligent-Tiering"];

/// The values of `ParameterType`.
pub const PARAMETER_TYPE: &[&str] = &["String", "StringList", "SecureString"];

/// The values of `ParametersFilterKey`.
pub const PARAMETERS_FILTER_KEY: &[&str] = &["Name", "Type", "KeyId"];

/// The values of `ResourceTypeForTagging`.
pub const RESOURCE_TYPE_FOR_TAGGING: &[&str] = &[
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "Parameter",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("HierarchyLevelLimitExceededException", "HierarchyLevelLimitExceededException", 400),
    ErrorShape::sender("HierarchyTypeMismatchException", "HierarchyTypeMismatchException", 400),
    ErrorShape::sender("IncompatiblePolicyException", "IncompatiblePolicyException", 400),
    ErrorShape::receiver("InternalServerError", "InternalServerError", 500),
    ErrorShape::sender("InvalidAllowedPatternException", "InvalidAllowedPatternException", 400),
    ErrorShape::sender("InvalidFilterKey", "InvalidFilterKey", 400),
    ErrorShape::sender("InvalidFilterOption", "InvalidFilterOption", 400),
    ErrorShape::sender("InvalidFilterValue", "InvalidFilterValue", 400),
    ErrorShape::sender("InvalidKeyId", "InvalidKeyId", 400),
    ErrorShape::sender("InvalidNextToken", "InvalidNextToken", 400),
    ErrorShape::sender("InvalidPolicyAttributeException", "InvalidPolicyAttributeException", 400),
    ErrorShape::sender("InvalidPolicyTypeException", "InvalidPolicyTypeException", 400),
    ErrorShape::sender("InvalidResourceId", "InvalidResourceId", 400),
    ErrorShape::sender("InvalidResourceType", "InvalidResourceType", 400),
    ErrorShape::sender("ParameterAlreadyExists", "ParameterAlreadyExists", 400),
    ErrorShape::sender("ParameterLimitExceeded", "ParameterLimitExceeded", 400),
    ErrorShape::sender("ParameterMaxVersionLimitExceeded", "ParameterMaxVersionLimitExceeded", 400),
    ErrorShape::sender("ParameterNotFound", "ParameterNotFound", 400),
    ErrorShape::sender("ParameterPatternMismatchException", "ParameterPatternMismatchException", 400),
    ErrorShape::sender("ParameterVersionLabelLimitExceeded", "ParameterVersionLabelLimitExceeded", 400),
    ErrorShape::sender("ParameterVersionNotFound", "ParameterVersionNotFound", 400),
    ErrorShape::sender("PoliciesLimitExceededException", "PoliciesLimitExceededException", 400),
    ErrorShape::sender("TooManyTagsError", "TooManyTagsError", 400),
    ErrorShape::sender("TooManyUpdates", "TooManyUpdates", 400),
    ErrorShape::sender("UnsupportedParameterType", "UnsupportedParameterType", 400),
];
