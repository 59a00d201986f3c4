//! The shapes of AWS Identity and Access Management, from AWS's published model of API version 2010-05-08 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `AddRoleToInstanceProfile`.
///
/// Adds the specified IAM role to the specified instance profile. An instance profile can
/// contain only one role, and this quota cannot be increased.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddRoleToInstanceProfileRequest {
    /// The name of the instance profile to update.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// The name of the role to add.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Input of `AddUserToGroup`.
///
/// Adds the specified user to the specified group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddUserToGroupRequest {
    /// The name of the group to update.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The name of the user to add.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
}

/// Input of `AttachGroupPolicy`.
///
/// Attaches the specified managed policy to the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AttachGroupPolicyRequest {
    /// The name (friendly name, not ARN) of the group to attach the policy to.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to attach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `AttachRolePolicy`.
///
/// Attaches the specified managed policy to the specified IAM role. When you attach a managed
/// policy to a role, the managed policy becomes part of the role's permission (access)
/// policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AttachRolePolicyRequest {
    /// The name (friendly name, not ARN) of the role to attach the policy to.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to attach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `AttachUserPolicy`.
///
/// Attaches the specified managed policy to the specified user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AttachUserPolicyRequest {
    /// The name (friendly name, not ARN) of the IAM user to attach the policy to.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to attach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `CreateAccessKey`.
///
/// Creates a new Amazon Web Services secret access key and corresponding Amazon Web Services
/// access key ID for the specified user. The default status for new keys is `Active`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateAccessKeyRequest {
    /// The name of the IAM user that the new key will belong to.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: Option<String>,
}

/// Contains the response to a successful CreateAccessKey request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateAccessKeyResponse {
    /// A structure with details about the access key.
    #[shape(required)]
    pub access_key: AccessKey,
}

/// Input of `CreateAccountAlias`.
///
/// Creates an alias for your Amazon Web Services account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateAccountAliasRequest {
    /// The account alias to create.
    #[shape(required, length = 3..=63, pattern = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")]
    pub account_alias: String,
}

/// Input of `CreateGroup`.
///
/// Creates a new group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateGroupRequest {
    /// The path to the group. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: Option<String>,
    /// The name of the group to create. Do not include the path in this value.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
}

/// Contains the response to a successful CreateGroup request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateGroupResponse {
    /// A structure containing details about the new group.
    #[shape(required)]
    pub group: Group,
}

/// Input of `CreateInstanceProfile`.
///
/// Creates a new instance profile. For information about instance profiles, see Using roles
/// for applications on Amazon EC2 in the IAM User Guide, and Instance profiles in the Amazon
/// EC2 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateInstanceProfileRequest {
    /// The name of the instance profile to create.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// The path to the instance profile. For more information about paths, see IAM Identifiers in
    /// the IAM User Guide.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: Option<String>,
    /// A list of tags that you want to attach to the newly created IAM instance profile. Each tag
    /// consists of a key name and an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
}

/// Contains the response to a successful CreateInstanceProfile request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateInstanceProfileResponse {
    /// A structure containing details about the new instance profile.
    #[shape(required)]
    pub instance_profile: InstanceProfile,
}

/// Input of `CreatePolicy`.
///
/// Creates a new managed policy for your Amazon Web Services account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreatePolicyRequest {
    /// The friendly name of the policy.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    /// The path for the policy.
    #[shape(length = 1..=512, pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path: Option<String>,
    /// The JSON policy document that you want to use as the content for the new policy.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
    /// A friendly description of the policy.
    #[shape(length = ..=1000)]
    pub description: Option<String>,
    /// A list of tags that you want to attach to the new IAM customer managed policy. Each tag
    /// consists of a key name and an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
}

/// Contains the response to a successful CreatePolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreatePolicyResponse {
    /// A structure containing details about the new policy.
    pub policy: Option<Policy>,
}

/// Input of `CreatePolicyVersion`.
///
/// Creates a new version of the specified managed policy. To update a managed policy, you
/// create a new policy version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreatePolicyVersionRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy to which you want to add a new version.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// The JSON policy document that you want to use as the content for this new version of the
    /// policy.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
    /// Specifies whether to set this version as the policy's default version.
    pub set_as_default: Option<bool>,
}

/// Contains the response to a successful CreatePolicyVersion request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreatePolicyVersionResponse {
    /// A structure containing details about the new policy version.
    pub policy_version: Option<PolicyVersion>,
}

/// Input of `CreateRole`.
///
/// Creates a new role for your Amazon Web Services account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateRoleRequest {
    /// The path to the role. For more information about paths, see IAM Identifiers in the IAM
    /// User Guide.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: Option<String>,
    /// The name of the role to create.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The trust relationship policy document that grants an entity permission to assume the
    /// role.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub assume_role_policy_document: String,
    /// A description of the role.
    #[shape(length = ..=1000, pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    /// The maximum session duration (in seconds) that you want to set for the specified role. If
    /// you do not specify a value for this setting, the default value of one hour is applied.
    #[shape(range = 3600..=43200)]
    pub max_session_duration: Option<i32>,
    /// The ARN of the managed policy that is used to set the permissions boundary for the role.
    #[shape(length = 20..=2048)]
    pub permissions_boundary: Option<String>,
    /// A list of tags that you want to attach to the new role. Each tag consists of a key name
    /// and an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
}

/// Contains the response to a successful CreateRole request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateRoleResponse {
    /// A structure containing details about the new role.
    #[shape(required)]
    pub role: Role,
}

/// Input of `CreateServiceLinkedRole`.
///
/// Creates an IAM role that is linked to a specific Amazon Web Services service. The service
/// controls the attached policies and when the role can be deleted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateServiceLinkedRoleRequest {
    /// The service principal for the Amazon Web Services service to which this role is attached.
    /// You use a string similar to a URL but without the http:// in front.
    #[shape(name = "AWSServiceName", required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub aws_service_name: String,
    /// The description of the role.
    #[shape(length = ..=1000, pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    /// A string that you provide, which is combined with the service-provided prefix to form the
    /// complete role name.
    #[shape(length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub custom_suffix: Option<String>,
}

/// Output of `CreateServiceLinkedRole`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateServiceLinkedRoleResponse {
    /// A Role object that contains details about the newly created role.
    pub role: Option<Role>,
}

/// Input of `CreateUser`.
///
/// Creates a new IAM user for your Amazon Web Services account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateUserRequest {
    /// The path for the user name. For more information about paths, see IAM identifiers in the
    /// IAM User Guide.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: Option<String>,
    /// The name of the user to create.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The ARN of the managed policy that is used to set the permissions boundary for the user.
    #[shape(length = 20..=2048)]
    pub permissions_boundary: Option<String>,
    /// A list of tags that you want to attach to the new user. Each tag consists of a key name
    /// and an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
}

/// Contains the response to a successful CreateUser request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateUserResponse {
    /// A structure with details about the new IAM user.
    pub user: Option<User>,
}

/// Input of `DeleteAccessKey`.
///
/// Deletes the access key pair associated with the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteAccessKeyRequest {
    /// The name of the user whose access key pair you want to delete.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: Option<String>,
    /// The access key ID for the access key ID and secret access key you want to delete.
    #[shape(required, length = 16..=128, pattern = r"[\w]+")]
    pub access_key_id: String,
}

/// Input of `DeleteAccountAlias`.
///
/// Deletes the specified Amazon Web Services account alias.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteAccountAliasRequest {
    /// The name of the account alias to delete.
    #[shape(required, length = 3..=63, pattern = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")]
    pub account_alias: String,
}

/// Input of `DeleteGroup`.
///
/// Deletes the specified IAM group. The group must not contain any users or have any attached
/// policies.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteGroupRequest {
    /// The name of the IAM group to delete.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
}

/// Input of `DeleteGroupPolicy`.
///
/// Deletes the specified inline policy that is embedded in the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteGroupPolicyRequest {
    /// The name (friendly name, not ARN) identifying the group that the policy is embedded in.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The name identifying the policy document to delete.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Input of `DeleteInstanceProfile`.
///
/// Deletes the specified instance profile. The instance profile must not have an associated
/// role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteInstanceProfileRequest {
    /// The name of the instance profile to delete.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
}

/// Input of `DeletePolicy`.
///
/// Deletes the specified managed policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeletePolicyRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy you want to delete.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `DeletePolicyVersion`.
///
/// Deletes the specified version from the specified managed policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeletePolicyVersionRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy from which you want to delete a version.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// The policy version to delete.
    #[shape(required, pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}

/// Input of `DeleteRole`.
///
/// Deletes the specified role. Unlike the Amazon Web Services Management Console, when you
/// delete a role programmatically, you must delete the items attached to the role manually,
/// or the deletion fails.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRoleRequest {
    /// The name of the role to delete.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Input of `DeleteRolePermissionsBoundary`.
///
/// Deletes the permissions boundary for the specified IAM role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRolePermissionsBoundaryRequest {
    /// The name (friendly name, not ARN) of the IAM role from which you want to remove the
    /// permissions boundary.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Input of `DeleteRolePolicy`.
///
/// Deletes the specified inline policy that is embedded in the specified IAM role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRolePolicyRequest {
    /// The name (friendly name, not ARN) identifying the role that the policy is embedded in.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The name of the inline policy to delete from the specified IAM role.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Input of `DeleteServiceLinkedRole`.
///
/// Submits a service-linked role deletion request and returns a `DeletionTaskId`, which you
/// can use to check the status of the deletion.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteServiceLinkedRoleRequest {
    /// The name of the service-linked role to be deleted.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Output of `DeleteServiceLinkedRole`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteServiceLinkedRoleResponse {
    /// The deletion task identifier that you can use to check the status of the deletion. This
    /// identifier is returned in the format
    /// `task/aws-service-role/<service-principal-name>/<role-name>/<task-uuid>`.
    #[shape(required)]
    pub deletion_task_id: String,
}

/// Input of `DeleteUser`.
///
/// Deletes the specified IAM user. Unlike the Amazon Web Services Management Console, when
/// you delete a user programmatically, you must delete the items attached to the user
/// manually, or the deletion fails.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteUserRequest {
    /// The name of the user to delete.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
}

/// Input of `DeleteUserPermissionsBoundary`.
///
/// Deletes the permissions boundary for the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteUserPermissionsBoundaryRequest {
    /// The name (friendly name, not ARN) of the IAM user from which you want to remove the
    /// permissions boundary.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
}

/// Input of `DeleteUserPolicy`.
///
/// Deletes the specified inline policy that is embedded in the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteUserPolicyRequest {
    /// The name (friendly name, not ARN) identifying the user that the policy is embedded in.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The name identifying the policy document to delete.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Input of `DetachGroupPolicy`.
///
/// Removes the specified managed policy from the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DetachGroupPolicyRequest {
    /// The name (friendly name, not ARN) of the IAM group to detach the policy from.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to detach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `DetachRolePolicy`.
///
/// Removes the specified managed policy from the specified role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DetachRolePolicyRequest {
    /// The name (friendly name, not ARN) of the IAM role to detach the policy from.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to detach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `DetachUserPolicy`.
///
/// Removes the specified managed policy from the specified user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DetachUserPolicyRequest {
    /// The name (friendly name, not ARN) of the IAM user to detach the policy from.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The Amazon Resource Name (ARN) of the IAM policy you want to detach.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Input of `GetAccessKeyLastUsed`.
///
/// Retrieves information about when the specified access key was last used.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccessKeyLastUsedRequest {
    /// The identifier of an access key.
    #[shape(required, length = 16..=128, pattern = r"[\w]+")]
    pub access_key_id: String,
}

/// Contains the response to a successful GetAccessKeyLastUsed request. It is also returned as
/// a member of the AccessKeyMetaData structure returned by the ListAccessKeys action.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccessKeyLastUsedResponse {
    /// The name of the IAM user that owns this access key.
    pub user_name: Option<String>,
    /// Contains information about the last time the access key was used.
    pub access_key_last_used: Option<AccessKeyLastUsed>,
}

/// Input of `GetAccountAuthorizationDetails`.
///
/// Retrieves information about all IAM users, groups, roles, and policies in your Amazon Web
/// Services account, including their relationships to one another.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccountAuthorizationDetailsRequest {
    /// A list of entity types used to filter the results. Only the entities that match the types
    /// you specify are included in the output.
    #[shape(item(one_of = ENTITY_TYPE))]
    pub filter: Option<Vec<String>>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
}

/// Contains the response to a successful GetAccountAuthorizationDetails request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccountAuthorizationDetailsResponse {
    /// A list containing information about IAM users.
    pub user_detail_list: Option<Vec<UserDetail>>,
    /// A list containing information about IAM groups.
    pub group_detail_list: Option<Vec<GroupDetail>>,
    /// A list containing information about IAM roles.
    pub role_detail_list: Option<Vec<RoleDetail>>,
    /// A list containing information about managed policies.
    pub policies: Option<Vec<ManagedPolicyDetail>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Contains the response to a successful GetAccountSummary request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccountSummaryResponse {
    /// A set of key–value pairs containing information about IAM entity usage and IAM quotas.
    pub summary_map: Option<BTreeMap<String, i32>>,
}

/// Input of `GetGroup`.
///
/// Returns a list of IAM users that are in the specified IAM group. You can paginate the
/// results using the `MaxItems` and `Marker` parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetGroupRequest {
    /// The name of the group.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful GetGroup request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetGroupResponse {
    /// A structure that contains details about the group.
    #[shape(required)]
    pub group: Group,
    /// A list of users in the group.
    #[shape(required)]
    pub users: Vec<User>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `GetGroupPolicy`.
///
/// Retrieves the specified inline policy document that is embedded in the specified IAM
/// group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetGroupPolicyRequest {
    /// The name of the group the policy is associated with.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The name of the policy document to get.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Contains the response to a successful GetGroupPolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetGroupPolicyResponse {
    /// The group the policy is associated with.
    #[shape(required)]
    pub group_name: String,
    /// The name of the policy.
    #[shape(required)]
    pub policy_name: String,
    /// The policy document.
    #[shape(required)]
    pub policy_document: String,
}

/// Input of `GetInstanceProfile`.
///
/// Retrieves information about the specified instance profile, including the instance
/// profile's path, GUID, ARN, and role. For more information about instance profiles, see
/// Using instance profiles in the IAM User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetInstanceProfileRequest {
    /// The name of the instance profile to get information about.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
}

/// Contains the response to a successful GetInstanceProfile request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetInstanceProfileResponse {
    /// A structure containing details about the instance profile.
    #[shape(required)]
    pub instance_profile: InstanceProfile,
}

/// Input of `GetPolicy`.
///
/// Retrieves information about the specified managed policy, including the policy's default
/// version and the total number of IAM users, groups, and roles to which the policy is
/// attached.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyRequest {
    /// The Amazon Resource Name (ARN) of the managed policy that you want information about.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
}

/// Contains the response to a successful GetPolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyResponse {
    /// A structure containing details about the policy.
    pub policy: Option<Policy>,
}

/// Input of `GetPolicyVersion`.
///
/// Retrieves information about the specified version of the specified managed policy,
/// including the policy document.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyVersionRequest {
    /// The Amazon Resource Name (ARN) of the managed policy that you want information about.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// Identifies the policy version to retrieve.
    #[shape(required, pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}

/// Contains the response to a successful GetPolicyVersion request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPolicyVersionResponse {
    /// A structure containing details about the policy version.
    pub policy_version: Option<PolicyVersion>,
}

/// Input of `GetRole`.
///
/// Retrieves information about the specified role, including the role's path, GUID, ARN, and
/// the role's trust policy that grants permission to assume the role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRoleRequest {
    /// The name of the IAM role to get information about.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Contains the response to a successful GetRole request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRoleResponse {
    /// A structure containing details about the IAM role.
    #[shape(required)]
    pub role: Role,
}

/// Input of `GetRolePolicy`.
///
/// Retrieves the specified inline policy document that is embedded with the specified IAM
/// role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRolePolicyRequest {
    /// The name of the role associated with the policy.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The name of the policy document to get.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Contains the response to a successful GetRolePolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRolePolicyResponse {
    /// The role the policy is associated with.
    #[shape(required)]
    pub role_name: String,
    /// The name of the policy.
    #[shape(required)]
    pub policy_name: String,
    /// The policy document.
    #[shape(required)]
    pub policy_document: String,
}

/// Input of `GetServiceLinkedRoleDeletionStatus`.
///
/// Retrieves the status of your service-linked role deletion.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetServiceLinkedRoleDeletionStatusRequest {
    /// The deletion task identifier. This identifier is returned by the DeleteServiceLinkedRole
    /// operation in the format
    /// `task/aws-service-role/<service-principal-name>/<role-name>/<task-uuid>`.
    #[shape(required, length = 1..=1000)]
    pub deletion_task_id: String,
}

/// Output of `GetServiceLinkedRoleDeletionStatus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetServiceLinkedRoleDeletionStatusResponse {
    /// The status of the deletion.
    #[shape(required)]
    pub status: String,
    /// An object that contains details about the reason the deletion failed.
    pub reason: Option<DeletionTaskFailureReasonType>,
}

/// Input of `GetUser`.
///
/// Retrieves information about the specified IAM user, including the user's creation date,
/// path, unique ID, and ARN.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetUserRequest {
    /// The name of the user to get information about.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: Option<String>,
}

/// Contains the response to a successful GetUser request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetUserResponse {
    /// A structure containing details about the IAM user.
    #[shape(required)]
    pub user: User,
}

/// Input of `GetUserPolicy`.
///
/// Retrieves the specified inline policy document that is embedded in the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetUserPolicyRequest {
    /// The name of the user who the policy is associated with.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The name of the policy document to get.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Contains the response to a successful GetUserPolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetUserPolicyResponse {
    /// The user the policy is associated with.
    #[shape(required)]
    pub user_name: String,
    /// The name of the policy.
    #[shape(required)]
    pub policy_name: String,
    /// The policy document.
    #[shape(required)]
    pub policy_document: String,
}

/// Input of `ListAccessKeys`.
///
/// Returns information about the access key IDs associated with the specified IAM user. If
/// there is none, the operation returns an empty list.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAccessKeysRequest {
    /// The name of the user.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListAccessKeys request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAccessKeysResponse {
    /// A list of objects containing metadata about the access keys.
    #[shape(required)]
    pub access_key_metadata: Vec<AccessKeyMetadata>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListAccountAliases`.
///
/// Lists the account alias associated with the Amazon Web Services account (Note: you can
/// have only one).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAccountAliasesRequest {
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListAccountAliases request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAccountAliasesResponse {
    /// A list of aliases associated with the account. Amazon Web Services supports only one alias
    /// per account.
    #[shape(required)]
    pub account_aliases: Vec<String>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListAttachedGroupPolicies`.
///
/// Lists all managed policies that are attached to the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedGroupPoliciesRequest {
    /// The name (friendly name, not ARN) of the group to list attached policies for.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The path prefix for filtering the results. This parameter is optional.
    #[shape(length = 1..=512, pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListAttachedGroupPolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedGroupPoliciesResponse {
    /// A list of the attached policies.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListAttachedRolePolicies`.
///
/// Lists all managed policies that are attached to the specified IAM role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedRolePoliciesRequest {
    /// The name (friendly name, not ARN) of the role to list attached policies for.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The path prefix for filtering the results. This parameter is optional.
    #[shape(length = 1..=512, pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListAttachedRolePolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedRolePoliciesResponse {
    /// A list of the attached policies.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListAttachedUserPolicies`.
///
/// Lists all managed policies that are attached to the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedUserPoliciesRequest {
    /// The name (friendly name, not ARN) of the user to list attached policies for.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The path prefix for filtering the results. This parameter is optional.
    #[shape(length = 1..=512, pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListAttachedUserPolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListAttachedUserPoliciesResponse {
    /// A list of the attached policies.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListEntitiesForPolicy`.
///
/// Lists all IAM users, groups, and roles that the specified managed policy is attached to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEntitiesForPolicyRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy for which you want the versions.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// The entity type to use for filtering the results.
    #[shape(one_of = ENTITY_TYPE)]
    pub entity_filter: Option<String>,
    /// The path prefix for filtering the results. This parameter is optional.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path_prefix: Option<String>,
    /// The policy usage method to use for filtering the results.
    #[shape(one_of = POLICY_USAGE_TYPE)]
    pub policy_usage_filter: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListEntitiesForPolicy request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListEntitiesForPolicyResponse {
    /// A list of IAM groups that the policy is attached to.
    pub policy_groups: Option<Vec<PolicyGroup>>,
    /// A list of IAM users that the policy is attached to.
    pub policy_users: Option<Vec<PolicyUser>>,
    /// A list of IAM roles that the policy is attached to.
    pub policy_roles: Option<Vec<PolicyRole>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListGroupPolicies`.
///
/// Lists the names of the inline policies that are embedded in the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupPoliciesRequest {
    /// The name of the group to list policies for.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListGroupPolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupPoliciesResponse {
    /// A list of policy names.
    #[shape(required)]
    pub policy_names: Vec<String>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListGroups`.
///
/// Lists the IAM groups that have the specified path prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupsRequest {
    /// The path prefix for filtering the results. For example, the prefix
    /// `/division_abc/subdivision_xyz/` gets all groups whose path starts with
    /// `/division_abc/subdivision_xyz/`.
    #[shape(length = 1..=512, pattern = r"\u002F[\u0021-\u007F]*")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListGroups request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupsResponse {
    /// A list of groups.
    #[shape(required)]
    pub groups: Vec<Group>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListGroupsForUser`.
///
/// Lists the IAM groups that the specified IAM user belongs to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupsForUserRequest {
    /// The name of the user to list groups for.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListGroupsForUser request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListGroupsForUserResponse {
    /// A list of groups.
    #[shape(required)]
    pub groups: Vec<Group>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListInstanceProfileTags`.
///
/// Lists the tags that are attached to the specified IAM instance profile. The returned list
/// of tags is sorted by tag key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfileTagsRequest {
    /// The name of the IAM instance profile whose tags you want to see.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Output of `ListInstanceProfileTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfileTagsResponse {
    /// The list of tags that are currently attached to the IAM instance profile. Each tag
    /// consists of a key name and an associated value.
    #[shape(required)]
    pub tags: Vec<Tag>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListInstanceProfiles`.
///
/// Lists the instance profiles that have the specified path prefix. If there are none, the
/// operation returns an empty list.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfilesRequest {
    /// The path prefix for filtering the results. For example, the prefix
    /// `/application_abc/component_xyz/` gets all instance profiles whose path starts with
    /// `/application_abc/component_xyz/`.
    #[shape(length = 1..=512, pattern = r"\u002F[\u0021-\u007F]*")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListInstanceProfiles request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfilesResponse {
    /// A list of instance profiles.
    #[shape(required)]
    pub instance_profiles: Vec<InstanceProfile>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListInstanceProfilesForRole`.
///
/// Lists the instance profiles that have the specified associated IAM role. If there are
/// none, the operation returns an empty list.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfilesForRoleRequest {
    /// The name of the role to list instance profiles for.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListInstanceProfilesForRole request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListInstanceProfilesForRoleResponse {
    /// A list of instance profiles.
    #[shape(required)]
    pub instance_profiles: Vec<InstanceProfile>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListPolicies`.
///
/// Lists all the managed policies that are available in your Amazon Web Services account,
/// including your own customer-defined managed policies and all Amazon Web Services managed
/// policies.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPoliciesRequest {
    /// The scope to use for filtering the results.
    #[shape(one_of = POLICY_SCOPE_TYPE)]
    pub scope: Option<String>,
    /// A flag to filter the results to only the attached policies.
    pub only_attached: Option<bool>,
    /// The path prefix for filtering the results. This parameter is optional.
    #[shape(length = 1..=512, pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path_prefix: Option<String>,
    /// The policy usage method to use for filtering the results.
    #[shape(one_of = POLICY_USAGE_TYPE)]
    pub policy_usage_filter: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListPolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPoliciesResponse {
    /// A list of policies.
    pub policies: Option<Vec<Policy>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListPolicyTags`.
///
/// Lists the tags that are attached to the specified IAM customer managed policy. The
/// returned list of tags is sorted by tag key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPolicyTagsRequest {
    /// The ARN of the IAM customer managed policy whose tags you want to see.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Output of `ListPolicyTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPolicyTagsResponse {
    /// The list of tags that are currently attached to the IAM customer managed policy. Each tag
    /// consists of a key name and an associated value.
    #[shape(required)]
    pub tags: Vec<Tag>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListPolicyVersions`.
///
/// Lists information about the versions of the specified managed policy, including the
/// version that is currently set as the policy's default version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPolicyVersionsRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy for which you want the versions.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListPolicyVersions request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPolicyVersionsResponse {
    /// A list of policy versions.
    pub versions: Option<Vec<PolicyVersion>>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListRolePolicies`.
///
/// Lists the names of the inline policies that are embedded in the specified IAM role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRolePoliciesRequest {
    /// The name of the role to list policies for.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListRolePolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRolePoliciesResponse {
    /// A list of policy names.
    #[shape(required)]
    pub policy_names: Vec<String>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListRoleTags`.
///
/// Lists the tags that are attached to the specified role. The returned list of tags is
/// sorted by tag key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRoleTagsRequest {
    /// The name of the IAM role for which you want to see the list of tags.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Output of `ListRoleTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRoleTagsResponse {
    /// The list of tags that are currently attached to the role. Each tag consists of a key name
    /// and an associated value.
    #[shape(required)]
    pub tags: Vec<Tag>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListRoles`.
///
/// Lists the IAM roles that have the specified path prefix. If there are none, the operation
/// returns an empty list.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRolesRequest {
    /// The path prefix for filtering the results. For example, the prefix
    /// `/application_abc/component_xyz/` gets all roles whose path starts with
    /// `/application_abc/component_xyz/`.
    #[shape(length = 1..=512, pattern = r"\u002F[\u0021-\u007F]*")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListRoles request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListRolesResponse {
    /// A list of roles.
    #[shape(required)]
    pub roles: Vec<Role>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListUserPolicies`.
///
/// Lists the names of the inline policies embedded in the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUserPoliciesRequest {
    /// The name of the user to list policies for.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListUserPolicies request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUserPoliciesResponse {
    /// A list of policy names.
    #[shape(required)]
    pub policy_names: Vec<String>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListUserTags`.
///
/// Lists the tags that are attached to the specified IAM user. The returned list of tags is
/// sorted by tag key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUserTagsRequest {
    /// The name of the IAM user whose tags you want to see.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Output of `ListUserTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUserTagsResponse {
    /// The list of tags that are currently attached to the user. Each tag consists of a key name
    /// and an associated value.
    #[shape(required)]
    pub tags: Vec<Tag>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `ListUsers`.
///
/// Lists the IAM users that have the specified path prefix. If no path prefix is specified,
/// the operation returns all users in the Amazon Web Services account.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUsersRequest {
    /// The path prefix for filtering the results. For example: `/division_abc/subdivision_xyz/`,
    /// which would get all user names whose path starts with `/division_abc/subdivision_xyz/`.
    #[shape(length = 1..=512, pattern = r"\u002F[\u0021-\u007F]*")]
    pub path_prefix: Option<String>,
    /// Use this parameter only when paginating results and only after you receive a response
    /// indicating that the results are truncated.
    #[shape(length = 1..=320, pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    /// Use this only when paginating results to indicate the maximum number of items you want in
    /// the response. If additional items exist beyond the maximum you specify, the `IsTruncated`
    /// response element is `true`.
    #[shape(range = 1..=1000)]
    pub max_items: Option<i32>,
}

/// Contains the response to a successful ListUsers request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListUsersResponse {
    /// A list of users.
    #[shape(required)]
    pub users: Vec<User>,
    /// A flag that indicates whether there are more items to return. If your results were
    /// truncated, you can make a subsequent pagination request using the `Marker` request
    /// parameter to retrieve more items.
    pub is_truncated: Option<bool>,
    /// When `IsTruncated` is `true`, this element is present and contains the value to use for
    /// the `Marker` parameter in a subsequent pagination request.
    pub marker: Option<String>,
}

/// Input of `PutGroupPolicy`.
///
/// Adds or updates an inline policy document that is embedded in the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutGroupPolicyRequest {
    /// The name of the group to associate the policy with.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The name of the policy document.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    /// The policy document.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}

/// Input of `PutRolePermissionsBoundary`.
///
/// Adds or updates the policy that is specified as the IAM role's permissions boundary. You
/// can use an Amazon Web Services managed policy or a customer managed policy to set the
/// boundary for a role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRolePermissionsBoundaryRequest {
    /// The name (friendly name, not ARN) of the IAM role for which you want to set the
    /// permissions boundary.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The ARN of the managed policy that is used to set the permissions boundary for the role.
    #[shape(required, length = 20..=2048)]
    pub permissions_boundary: String,
}

/// Input of `PutRolePolicy`.
///
/// Adds or updates an inline policy document that is embedded in the specified IAM role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutRolePolicyRequest {
    /// The name of the role to associate the policy with.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The name of the policy document.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    /// The policy document.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}

/// Input of `PutUserPermissionsBoundary`.
///
/// Adds or updates the policy that is specified as the IAM user's permissions boundary. You
/// can use an Amazon Web Services managed policy or a customer managed policy to set the
/// boundary for a user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutUserPermissionsBoundaryRequest {
    /// The name (friendly name, not ARN) of the IAM user for which you want to set the
    /// permissions boundary.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The ARN of the managed policy that is used to set the permissions boundary for the user.
    #[shape(required, length = 20..=2048)]
    pub permissions_boundary: String,
}

/// Input of `PutUserPolicy`.
///
/// Adds or updates an inline policy document that is embedded in the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutUserPolicyRequest {
    /// The name of the user to associate the policy with.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The name of the policy document.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    /// The policy document.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}

/// Input of `RemoveRoleFromInstanceProfile`.
///
/// Removes the specified IAM role from the specified Amazon EC2 instance profile.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveRoleFromInstanceProfileRequest {
    /// The name of the instance profile to update.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// The name of the role to remove.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Input of `RemoveUserFromGroup`.
///
/// Removes the specified user from the specified group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemoveUserFromGroupRequest {
    /// The name of the group to update.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// The name of the user to remove.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
}

/// Input of `SetDefaultPolicyVersion`.
///
/// Sets the specified version of the specified policy as the policy's default (operative)
/// version.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SetDefaultPolicyVersionRequest {
    /// The Amazon Resource Name (ARN) of the IAM policy whose default version you want to set.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// The version of the policy to set as the default (operative) version.
    #[shape(required, pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}

/// Input of `TagInstanceProfile`.
///
/// Adds one or more tags to an IAM instance profile. If a tag with the same key name already
/// exists, then that tag is overwritten with the new value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagInstanceProfileRequest {
    /// The name of the IAM instance profile to which you want to add tags.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// The list of tags that you want to attach to the IAM instance profile. Each tag consists of
    /// a key name and an associated value.
    #[shape(required, length = ..=50)]
    pub tags: Vec<Tag>,
}

/// Input of `TagPolicy`.
///
/// Adds one or more tags to an IAM customer managed policy. If a tag with the same key name
/// already exists, then that tag is overwritten with the new value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagPolicyRequest {
    /// The ARN of the IAM customer managed policy to which you want to add tags.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// The list of tags that you want to attach to the IAM customer managed policy. Each tag
    /// consists of a key name and an associated value.
    #[shape(required, length = ..=50)]
    pub tags: Vec<Tag>,
}

/// Input of `TagRole`.
///
/// Adds one or more tags to an IAM role. The role can be a regular role or a service-linked
/// role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagRoleRequest {
    /// The name of the IAM role to which you want to add tags.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The list of tags that you want to attach to the IAM role. Each tag consists of a key name
    /// and an associated value.
    #[shape(required, length = ..=50)]
    pub tags: Vec<Tag>,
}

/// Input of `TagUser`.
///
/// Adds one or more tags to an IAM user. If a tag with the same key name already exists, then
/// that tag is overwritten with the new value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagUserRequest {
    /// The name of the IAM user to which you want to add tags.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// The list of tags that you want to attach to the IAM user. Each tag consists of a key name
    /// and an associated value.
    #[shape(required, length = ..=50)]
    pub tags: Vec<Tag>,
}

/// Input of `UntagInstanceProfile`.
///
/// Removes the specified tags from the IAM instance profile. For more information about
/// tagging, see Tagging IAM resources in the IAM User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagInstanceProfileRequest {
    /// The name of the IAM instance profile from which you want to remove tags.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    /// A list of key names as a simple array of strings. The tags with matching keys are removed
    /// from the specified instance profile.
    #[shape(
        required,
        length = ..=50,
        item(length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")
    )]
    pub tag_keys: Vec<String>,
}

/// Input of `UntagPolicy`.
///
/// Removes the specified tags from the customer managed policy. For more information about
/// tagging, see Tagging IAM resources in the IAM User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagPolicyRequest {
    /// The ARN of the IAM customer managed policy from which you want to remove tags.
    #[shape(required, length = 20..=2048)]
    pub policy_arn: String,
    /// A list of key names as a simple array of strings. The tags with matching keys are removed
    /// from the specified policy.
    #[shape(
        required,
        length = ..=50,
        item(length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")
    )]
    pub tag_keys: Vec<String>,
}

/// Input of `UntagRole`.
///
/// Removes the specified tags from the role. For more information about tagging, see Tagging
/// IAM resources in the IAM User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagRoleRequest {
    /// The name of the IAM role from which you want to remove tags.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// A list of key names as a simple array of strings. The tags with matching keys are removed
    /// from the specified role.
    #[shape(
        required,
        length = ..=50,
        item(length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")
    )]
    pub tag_keys: Vec<String>,
}

/// Input of `UntagUser`.
///
/// Removes the specified tags from the user. For more information about tagging, see Tagging
/// IAM resources in the IAM User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagUserRequest {
    /// The name of the IAM user from which you want to remove tags.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// A list of key names as a simple array of strings. The tags with matching keys are removed
    /// from the specified user.
    #[shape(
        required,
        length = ..=50,
        item(length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")
    )]
    pub tag_keys: Vec<String>,
}

/// Input of `UpdateAccessKey`.
///
/// Changes the status of the specified access key from Active to Inactive, or vice versa.
/// This operation can be used to disable a user's key as part of a key rotation workflow.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateAccessKeyRequest {
    /// The name of the user whose key you want to update.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: Option<String>,
    /// The access key ID of the secret access key you want to update.
    #[shape(required, length = 16..=128, pattern = r"[\w]+")]
    pub access_key_id: String,
    /// The status you want to assign to the secret access key. `Active` means that the key can be
    /// used for programmatic calls to Amazon Web Services, while `Inactive` means that the key
    /// cannot be used.
    #[shape(required, one_of = STATUS_TYPE)]
    pub status: String,
}

/// Input of `UpdateAssumeRolePolicy`.
///
/// Updates the policy that grants an IAM entity permission to assume a role. This is
/// typically referred to as the "role trust policy".
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateAssumeRolePolicyRequest {
    /// The name of the role to update with the new policy.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The policy that grants an entity permission to assume the role.
    #[shape(required, length = 1..=131072, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}

/// Input of `UpdateGroup`.
///
/// Updates the name and/or the path of the specified IAM group.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateGroupRequest {
    /// Name of the IAM group to update. If you're changing the name of the group, this is the
    /// original name.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub group_name: String,
    /// New path for the IAM group. Only include this if changing the group's path.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub new_path: Option<String>,
    /// New name for the IAM group. Only include this if changing the group's name.
    #[shape(length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub new_group_name: Option<String>,
}

/// Input of `UpdateRole`.
///
/// Updates the description or maximum session duration setting of a role.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateRoleRequest {
    /// The name of the role that you want to modify.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The new description that you want to apply to the specified role.
    #[shape(length = ..=1000, pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    /// The maximum session duration (in seconds) that you want to set for the specified role. If
    /// you do not specify a value for this setting, the default value of one hour is applied.
    #[shape(range = 3600..=43200)]
    pub max_session_duration: Option<i32>,
}

/// Output of `UpdateRole`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateRoleResponse {}

/// Input of `UpdateRoleDescription`.
///
/// Use UpdateRole instead.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateRoleDescriptionRequest {
    /// The name of the role that you want to modify.
    #[shape(required, length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    /// The new description that you want to apply to the specified role.
    #[shape(
        required,
        length = ..=1000,
        pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"
    )]
    pub description: String,
}

/// Output of `UpdateRoleDescription`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateRoleDescriptionResponse {
    /// A structure that contains details about the modified role.
    pub role: Option<Role>,
}

/// Input of `UpdateUser`.
///
/// Updates the name and/or the path of the specified IAM user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateUserRequest {
    /// Name of the user to update. If you're changing the name of the user, this is the original
    /// user name.
    #[shape(required, length = 1..=128, pattern = r"[\w+=,.@-]+")]
    pub user_name: String,
    /// New path for the IAM user. Include this parameter only if you're changing the user's path.
    #[shape(length = 1..=512, pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub new_path: Option<String>,
    /// New name for the user. Include this parameter only if you're changing the user's name.
    #[shape(length = 1..=64, pattern = r"[\w+=,.@-]+")]
    pub new_user_name: Option<String>,
}

/// Contains information about an Amazon Web Services access key.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct AccessKey {
    /// The name of the IAM user that the access key is associated with.
    #[shape(required)]
    pub user_name: String,
    /// The ID for this access key.
    #[shape(required)]
    pub access_key_id: String,
    /// The status of the access key. `Active` means that the key is valid for API calls, while
    /// `Inactive` means it is not.
    #[shape(required)]
    pub status: String,
    /// The secret key used to sign requests.
    #[shape(required, sensitive)]
    pub secret_access_key: String,
    /// The date when the access key was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
}

/// Written by hand: the secret stays out.
impl std::fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessKey")
            .field("user_name", &self.user_name)
            .field("access_key_id", &self.access_key_id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Contains information about an IAM group entity.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// The path to the group. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    #[shape(required)]
    pub path: String,
    /// The friendly name that identifies the group.
    #[shape(required)]
    pub group_name: String,
    /// The stable and unique string identifying the group. For more information about IDs, see
    /// IAM identifiers in the IAM User Guide.
    #[shape(required)]
    pub group_id: String,
    /// The Amazon Resource Name (ARN) specifying the group. For more information about ARNs and
    /// how to use them in policies, see IAM identifiers in the IAM User Guide.
    #[shape(required)]
    pub arn: String,
    /// The date and time, in ISO 8601 date-time format, when the group was created.
    #[shape(required, timestamp_format = "iso8601-seconds")]
    pub create_date: Timestamp,
}

/// A structure that represents user-provided metadata that can be associated with an IAM
/// resource. For more information about tagging, see Tagging IAM resources in the IAM User
/// Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The key name that can be used to look up or retrieve the associated value. For example,
    /// `Department` or `Cost Center` are common choices.
    #[shape(required, length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    pub key: String,
    /// The value associated with this tag. For example, tags with a key name of `Department`
    /// could have values such as `Human Resources`, `Accounting`, and `Support`.
    #[shape(required, length = 0..=256, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")]
    pub value: String,
}

/// Contains information about an instance profile.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct InstanceProfile {
    /// The path to the instance profile. For more information about paths, see IAM identifiers in
    /// the IAM User Guide.
    #[shape(required)]
    pub path: String,
    /// The name identifying the instance profile.
    #[shape(required)]
    pub instance_profile_name: String,
    /// The stable and unique string identifying the instance profile. For more information about
    /// IDs, see IAM identifiers in the IAM User Guide.
    #[shape(required)]
    pub instance_profile_id: String,
    /// The Amazon Resource Name (ARN) specifying the instance profile. For more information about
    /// ARNs and how to use them in policies, see IAM identifiers in the IAM User Guide.
    #[shape(required)]
    pub arn: String,
    /// The date when the instance profile was created.
    #[shape(required, timestamp_format = "iso8601-seconds")]
    pub create_date: Timestamp,
    /// The role associated with the instance profile.
    #[shape(required)]
    pub roles: Vec<Role>,
    /// A list of tags that are attached to the instance profile. For more information about
    /// tagging, see Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
}

/// Contains information about a managed policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// The friendly name (not ARN) identifying the policy.
    pub policy_name: Option<String>,
    /// The stable and unique string identifying the policy.
    pub policy_id: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub arn: Option<String>,
    /// The path to the policy.
    pub path: Option<String>,
    /// The identifier for the version of the policy that is set as the default version.
    pub default_version_id: Option<String>,
    /// The number of entities (users, groups, and roles) that the policy is attached to.
    pub attachment_count: Option<i32>,
    /// The number of entities (users and roles) for which the policy is used to set the
    /// permissions boundary.
    pub permissions_boundary_usage_count: Option<i32>,
    /// Specifies whether the policy can be attached to an IAM user, group, or role.
    pub is_attachable: Option<bool>,
    /// A friendly description of the policy.
    pub description: Option<String>,
    /// The date and time, in ISO 8601 date-time format, when the policy was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
    /// The date and time, in ISO 8601 date-time format, when the policy was last updated.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub update_date: Option<Timestamp>,
    /// A list of tags that are attached to the instance profile. For more information about
    /// tagging, see Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
}

/// Contains information about a version of a managed policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyVersion {
    /// The policy document.
    pub document: Option<String>,
    /// The identifier for the policy version.
    pub version_id: Option<String>,
    /// Specifies whether the policy version is set as the policy's default version.
    pub is_default_version: Option<bool>,
    /// The date and time, in ISO 8601 date-time format, when the policy version was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
}

/// Contains information about an IAM role. This structure is returned as a response element
/// in several API operations that interact with roles.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// The path to the role. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    #[shape(required)]
    pub path: String,
    /// The friendly name that identifies the role.
    #[shape(required)]
    pub role_name: String,
    /// The stable and unique string identifying the role. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    #[shape(required)]
    pub role_id: String,
    /// The Amazon Resource Name (ARN) specifying the role. For more information about ARNs and
    /// how to use them in policies, see IAM identifiers in the IAM User Guide guide.
    #[shape(required)]
    pub arn: String,
    /// The date and time, in ISO 8601 date-time format, when the role was created.
    #[shape(required, timestamp_format = "iso8601-seconds")]
    pub create_date: Timestamp,
    /// The policy that grants an entity permission to assume the role.
    pub assume_role_policy_document: Option<String>,
    /// A description of the role that you provide.
    pub description: Option<String>,
    /// The maximum session duration (in seconds) for the specified role.
    pub max_session_duration: Option<i32>,
    /// The ARN of the policy used to set the permissions boundary for the role.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// A list of tags that are attached to the role. For more information about tagging, see
    /// Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
    /// Contains information about the last time that an IAM role was used. This includes the date
    /// and time and the Region in which the role was last used.
    pub role_last_used: Option<RoleLastUsed>,
}

/// Contains information about an IAM user entity.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct User {
    /// The path to the user. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    #[shape(required)]
    pub path: String,
    /// The friendly name identifying the user.
    #[shape(required)]
    pub user_name: String,
    /// The stable and unique string identifying the user. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    #[shape(required)]
    pub user_id: String,
    /// The Amazon Resource Name (ARN) that identifies the user. For more information about ARNs
    /// and how to use ARNs in policies, see IAM Identifiers in the IAM User Guide.
    #[shape(required)]
    pub arn: String,
    /// The date and time, in ISO 8601 date-time format, when the user was created.
    #[shape(required, timestamp_format = "iso8601-seconds")]
    pub create_date: Timestamp,
    /// The date and time, in ISO 8601 date-time format, when the user's password was last used to
    /// sign in to an Amazon Web Services website.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub password_last_used: Option<Timestamp>,
    /// For more information about permissions boundaries, see Permissions boundaries for IAM
    /// identities in the IAM User Guide.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// A list of tags that are associated with the user. For more information about tagging, see
    /// Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
}

/// Contains information about the last time an Amazon Web Services access key was used since
/// IAM began tracking this information on April 22, 2015.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccessKeyLastUsed {
    /// The date and time, in ISO 8601 date-time format, when the access key was most recently
    /// used.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub last_used_date: Option<Timestamp>,
    /// The name of the Amazon Web Services service with which this access key was most recently
    /// used.
    #[shape(required)]
    pub service_name: String,
    /// The Amazon Web Services Region where this access key was most recently used.
    #[shape(required)]
    pub region: String,
}

/// Contains information about an IAM user, including all the user's policies and all the IAM
/// groups the user is in.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UserDetail {
    /// The path to the user. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    pub path: Option<String>,
    /// The friendly name identifying the user.
    pub user_name: Option<String>,
    /// The stable and unique string identifying the user. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    pub user_id: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub arn: Option<String>,
    /// The date and time, in ISO 8601 date-time format, when the user was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
    /// A list of the inline policies embedded in the user.
    pub user_policy_list: Option<Vec<PolicyDetail>>,
    /// A list of IAM groups that the user is in.
    pub group_list: Option<Vec<String>>,
    /// A list of the managed policies attached to the user.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
    /// The ARN of the policy used to set the permissions boundary for the user.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// A list of tags that are associated with the user. For more information about tagging, see
    /// Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
}

/// Contains information about an IAM group, including all of the group's policies.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GroupDetail {
    /// The path to the group. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    pub path: Option<String>,
    /// The friendly name that identifies the group.
    pub group_name: Option<String>,
    /// The stable and unique string identifying the group. For more information about IDs, see
    /// IAM identifiers in the IAM User Guide.
    pub group_id: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub arn: Option<String>,
    /// The date and time, in ISO 8601 date-time format, when the group was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
    /// A list of the inline policies embedded in the group.
    pub group_policy_list: Option<Vec<PolicyDetail>>,
    /// A list of the managed policies attached to the group.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
}

/// Contains information about an IAM role, including all of the role's policies.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RoleDetail {
    /// The path to the role. For more information about paths, see IAM identifiers in the IAM
    /// User Guide.
    pub path: Option<String>,
    /// The friendly name that identifies the role.
    pub role_name: Option<String>,
    /// The stable and unique string identifying the role. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    pub role_id: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub arn: Option<String>,
    /// The date and time, in ISO 8601 date-time format, when the role was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
    /// The trust policy that grants permission to assume the role.
    pub assume_role_policy_document: Option<String>,
    /// A list of instance profiles that contain this role.
    pub instance_profile_list: Option<Vec<InstanceProfile>>,
    /// A list of inline policies embedded in the role. These policies are the role's access
    /// (permissions) policies.
    pub role_policy_list: Option<Vec<PolicyDetail>>,
    /// A list of managed policies attached to the role. These policies are the role's access
    /// (permissions) policies.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
    /// The ARN of the policy used to set the permissions boundary for the role.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// A list of tags that are attached to the role. For more information about tagging, see
    /// Tagging IAM resources in the IAM User Guide.
    pub tags: Option<Vec<Tag>>,
    /// Contains information about the last time that an IAM role was used. This includes the date
    /// and time and the Region in which the role was last used.
    pub role_last_used: Option<RoleLastUsed>,
}

/// Contains information about a managed policy, including the policy's ARN, versions, and the
/// number of principal entities (users, groups, and roles) that the policy is attached to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ManagedPolicyDetail {
    /// The friendly name (not ARN) identifying the policy.
    pub policy_name: Option<String>,
    /// The stable and unique string identifying the policy.
    pub policy_id: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub arn: Option<String>,
    /// The path to the policy.
    pub path: Option<String>,
    /// The identifier for the version of the policy that is set as the default (operative)
    /// version.
    pub default_version_id: Option<String>,
    /// The number of principal entities (users, groups, and roles) that the policy is attached
    /// to.
    pub attachment_count: Option<i32>,
    /// The number of entities (users and roles) for which the policy is used as the permissions
    /// boundary.
    pub permissions_boundary_usage_count: Option<i32>,
    /// Specifies whether the policy can be attached to an IAM user, group, or role.
    pub is_attachable: Option<bool>,
    /// A friendly description of the policy.
    pub description: Option<String>,
    /// The date and time, in ISO 8601 date-time format, when the policy was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
    /// The date and time, in ISO 8601 date-time format, when the policy was last updated.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub update_date: Option<Timestamp>,
    /// A list containing information about the versions of the policy.
    pub policy_version_list: Option<Vec<PolicyVersion>>,
}

/// The reason that the service-linked role deletion failed.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeletionTaskFailureReasonType {
    /// A short description of the reason that the service-linked role deletion failed.
    pub reason: Option<String>,
    /// A list of objects that contains details about the service-linked role deletion failure, if
    /// that information is returned by the service.
    pub role_usage_list: Option<Vec<RoleUsageType>>,
}

/// Contains information about an Amazon Web Services access key, without its secret key.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccessKeyMetadata {
    /// The name of the IAM user that the key is associated with.
    pub user_name: Option<String>,
    /// The ID for this access key.
    pub access_key_id: Option<String>,
    /// The status of the access key. `Active` means that the key is valid for API calls;
    /// `Inactive` means it is not.
    pub status: Option<String>,
    /// The date when the access key was created.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub create_date: Option<Timestamp>,
}

/// Contains information about an attached policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AttachedPolicy {
    /// The friendly name of the attached policy.
    pub policy_name: Option<String>,
    /// The Amazon Resource Name (ARN). ARNs are unique identifiers for Amazon Web Services
    /// resources.
    pub policy_arn: Option<String>,
}

/// Contains information about a group that a managed policy is attached to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyGroup {
    /// The name (friendly name, not ARN) identifying the group.
    pub group_name: Option<String>,
    /// The stable and unique string identifying the group. For more information about IDs, see
    /// IAM identifiers in the IAM User Guide.
    pub group_id: Option<String>,
}

/// Contains information about a user that a managed policy is attached to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyUser {
    /// The name (friendly name, not ARN) identifying the user.
    pub user_name: Option<String>,
    /// The stable and unique string identifying the user. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    pub user_id: Option<String>,
}

/// Contains information about a role that a managed policy is attached to.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyRole {
    /// The name (friendly name, not ARN) identifying the role.
    pub role_name: Option<String>,
    /// The stable and unique string identifying the role. For more information about IDs, see IAM
    /// identifiers in the IAM User Guide.
    pub role_id: Option<String>,
}

/// Contains information about an attached permissions boundary.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AttachedPermissionsBoundary {
    /// The permissions boundary usage type that indicates what type of IAM resource is used as
    /// the permissions boundary for an entity. This data type can only have a value of `Policy`.
    pub permissions_boundary_type: Option<String>,
    /// The ARN of the policy used to set the permissions boundary for the user or role.
    pub permissions_boundary_arn: Option<String>,
}

/// Contains information about the last time that an IAM role was used. This includes the date
/// and time and the Region in which the role was last used.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RoleLastUsed {
    /// The date and time, in ISO 8601 date-time format that the role was last used.
    #[shape(timestamp_format = "iso8601-seconds")]
    pub last_used_date: Option<Timestamp>,
    /// The name of the Amazon Web Services Region in which the role was last used.
    pub region: Option<String>,
}

/// Contains information about an IAM policy, including the policy document.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyDetail {
    /// The name of the policy.
    pub policy_name: Option<String>,
    /// The policy document.
    pub policy_document: Option<String>,
}

/// An object that contains details about how a service-linked role is used, if that
/// information is returned by the service.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RoleUsageType {
    /// The name of the Region where the service-linked role is being used.
    pub region: Option<String>,
    /// The name of the resource that is using the service-linked role.
    pub resources: Option<Vec<String>>,
}

/// The values of `EntityType`.
pub const ENTITY_TYPE: &[&str] = &["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

/// The values of `PolicyUsageType`.
pub const POLICY_USAGE_TYPE: &[&str] = &["PermissionsPolicy", "PermissionsBoundary"];

/// The values of `policyScopeType`.
pub const POLICY_SCOPE_TYPE: &[&str] = &["All", "AWS", "Local"];

/// The values of `statusType`.
pub const STATUS_TYPE: &[&str] = &["Active", "Inactive", "Expired"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ConcurrentModificationException", "ConcurrentModification", 409),
    ErrorShape::sender("DeleteConflictException", "DeleteConflict", 409),
    ErrorShape::sender("EntityAlreadyExistsException", "EntityAlreadyExists", 409),
    ErrorShape::sender("EntityTemporarilyUnmodifiableException", "EntityTemporarilyUnmodifiable", 409),
    ErrorShape::sender("InvalidInputException", "InvalidInput", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceeded", 409),
    ErrorShape::sender("MalformedPolicyDocumentException", "MalformedPolicyDocument", 400),
    ErrorShape::sender("NoSuchEntityException", "NoSuchEntity", 404),
    ErrorShape::sender("PolicyNotAttachableException", "PolicyNotAttachable", 400),
    ErrorShape::receiver("ServiceFailureException", "ServiceFailure", 500),
    ErrorShape::sender("UnmodifiableEntityException", "UnmodifiableEntity", 400),
];
