//! The shapes of AWS Secrets Manager, from AWS's published model of API version 2017-10-17 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateSecret`.
///
/// Creates a new secret. A secret can be a password, a set of credentials such as a user name
/// and password, an OAuth token, or other secret information that you store in an encrypted
/// form in Secrets Manager.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct CreateSecretRequest {
    /// The name of the new secret.
    #[shape(required, length = 1..=512)]
    pub name: String,
    /// If you include `SecretString` or `SecretBinary`, then Secrets Manager creates an initial
    /// version for the secret, and this parameter specifies the unique identifier for the new
    /// version.
    #[shape(length = 32..=64)]
    pub client_request_token: Option<String>,
    /// The description of the secret.
    #[shape(length = ..=2048)]
    pub description: Option<String>,
    /// The ARN, key ID, or alias of the KMS key that Secrets Manager uses to encrypt the secret
    /// value in the secret. An alias is always prefixed by `alias/`, for example
    /// `alias/aws/secretsmanager`.
    #[shape(length = 0..=2048)]
    pub kms_key_id: Option<String>,
    /// The binary data to encrypt and store in the new version of the secret. We recommend that
    /// you store your binary data in a file and then pass the contents of the file as a
    /// parameter.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_binary: Option<Bytes>,
    /// The text data to encrypt and store in this new version of the secret. We recommend you use
    /// a JSON structure of key/value pairs for your secret value.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_string: Option<String>,
    /// A list of tags to attach to the secret.
    pub tags: Option<Vec<Tag>>,
    /// A list of Regions and KMS keys to replicate secrets.
    #[shape(length = 1..)]
    pub add_replica_regions: Option<Vec<ReplicaRegionType>>,
    /// Specifies whether to overwrite a secret with the same name in the destination Region. By
    /// default, secrets aren't overwritten.
    pub force_overwrite_replica_secret: Option<bool>,
    /// The exact string that identifies the partner that holds the external secret. For more
    /// information, see Using Secrets Manager managed external secrets.
    #[shape(length = 0..=256)]
    pub r#type: Option<String>,
}

/// Output of `CreateSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateSecretResponse {
    /// The ARN of the new secret. The ARN includes the name of the secret followed by six random
    /// characters.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the new secret.
    pub name: Option<String>,
    /// The unique identifier associated with the version of the new secret.
    pub version_id: Option<String>,
    /// A list of the replicas of this secret and their status.
    pub replication_status: Option<Vec<ReplicationStatusType>>,
}

/// Input of `GetSecretValue`.
///
/// Retrieves the contents of the encrypted fields `SecretString` or `SecretBinary` from the
/// specified version of a secret, whichever contains content.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetSecretValueRequest {
    /// The ARN or name of the secret to retrieve. To retrieve a secret from another account, you
    /// must use an ARN.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// The unique identifier of the version of the secret to retrieve. If you include both this
    /// parameter and `VersionStage`, the two parameters must refer to the same secret version.
    #[shape(length = 32..=64)]
    pub version_id: Option<String>,
    /// The staging label of the version of the secret to retrieve.
    #[shape(length = 1..=256)]
    pub version_stage: Option<String>,
}

/// Output of `GetSecretValue`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct GetSecretValueResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The friendly name of the secret.
    pub name: Option<String>,
    /// The unique identifier of this version of the secret.
    pub version_id: Option<String>,
    /// The decrypted secret value, if the secret value was originally provided as binary data in
    /// the form of a byte array.
    #[shape(sensitive)]
    pub secret_binary: Option<Bytes>,
    /// The decrypted secret value, if the secret value was originally provided as a string or
    /// through the Secrets Manager console.
    #[shape(sensitive)]
    pub secret_string: Option<String>,
    /// A list of all of the staging labels currently attached to this version of the secret.
    pub version_stages: Option<Vec<String>>,
    /// The date and time that this version of the secret was created. If you don't specify which
    /// version in `VersionId` or `VersionStage`, then Secrets Manager uses the `AWSCURRENT`
    /// version.
    pub created_date: Option<Timestamp>,
}

/// Input of `PutSecretValue`.
///
/// Creates a new version of your secret by creating a new encrypted value and attaching it to
/// the secret. version can contain a new `SecretString` value or a new `SecretBinary` value.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct PutSecretValueRequest {
    /// The ARN or name of the secret to add a new version to.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// A unique identifier for the new version of the secret.
    #[shape(length = 32..=64)]
    pub client_request_token: Option<String>,
    /// The binary data to encrypt and store in the new version of the secret.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_binary: Option<Bytes>,
    /// The text to encrypt and store in the new version of the secret.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_string: Option<String>,
    /// A list of staging labels to attach to this version of the secret. Secrets Manager uses
    /// staging labels to track versions of a secret through the rotation process.
    #[shape(length = 1..=20, item(length = 1..=256))]
    pub version_stages: Option<Vec<String>>,
    /// A unique identifier that indicates the source of the request.
    #[shape(sensitive, length = 36..=256, pattern = r"^[a-zA-Z0-9\-]+$")]
    pub rotation_token: Option<String>,
}

/// Output of `PutSecretValue`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutSecretValueResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
    /// The unique identifier of the version of the secret.
    pub version_id: Option<String>,
    /// The list of staging labels that are currently attached to this version of the secret.
    /// Secrets Manager uses staging labels to track a version as it progresses through the secret
    /// rotation process.
    pub version_stages: Option<Vec<String>>,
}

/// Input of `UpdateSecret`.
///
/// Modifies the details of a secret, including metadata and the secret value. To change the
/// secret value, you can also use PutSecretValue.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct UpdateSecretRequest {
    /// The ARN or name of the secret.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// If you include `SecretString` or `SecretBinary`, then Secrets Manager creates a new
    /// version for the secret, and this parameter specifies the unique identifier for the new
    /// version.
    #[shape(length = 32..=64)]
    pub client_request_token: Option<String>,
    /// The description of the secret.
    #[shape(length = ..=2048)]
    pub description: Option<String>,
    /// The ARN, key ID, or alias of the KMS key that Secrets Manager uses to encrypt new secret
    /// versions as well as any existing versions with the staging labels `AWSCURRENT`,
    /// `AWSPENDING`, or `AWSPREVIOUS`.
    #[shape(length = 0..=2048)]
    pub kms_key_id: Option<String>,
    /// The binary data to encrypt and store in the new version of the secret. We recommend that
    /// you store your binary data in a file and then pass the contents of the file as a
    /// parameter.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_binary: Option<Bytes>,
    /// The text data to encrypt and store in the new version of the secret. We recommend you use
    /// a JSON structure of key/value pairs for your secret value.
    #[shape(sensitive, length = 1..=65536)]
    pub secret_string: Option<String>,
    /// The exact string that identifies the third-party partner that holds the external secret.
    /// For more information, see Managed external secret partners.
    #[shape(length = 0..=256)]
    pub r#type: Option<String>,
}

/// Output of `UpdateSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateSecretResponse {
    /// The ARN of the secret that was updated.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret that was updated.
    pub name: Option<String>,
    /// If Secrets Manager created a new version of the secret during this operation, then
    /// `VersionId` contains the unique identifier of the new version.
    pub version_id: Option<String>,
}

/// Input of `DescribeSecret`.
///
/// Retrieves the details of a secret. It does not include the encrypted secret value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeSecretRequest {
    /// The ARN or name of the secret.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
}

/// Output of `DescribeSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeSecretResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
    /// The exact string that identifies the partner that holds the external secret. For more
    /// information, see Using Secrets Manager managed external secrets.
    pub r#type: Option<String>,
    /// The description of the secret.
    pub description: Option<String>,
    /// The key ID or alias ARN of the KMS key that Secrets Manager uses to encrypt the secret
    /// value. If the secret is encrypted with the Amazon Web Services managed key
    /// `aws/secretsmanager`, this field is omitted.
    pub kms_key_id: Option<String>,
    /// Specifies whether automatic rotation is turned on for this secret. If the secret has never
    /// been configured for rotation, Secrets Manager returns null.
    pub rotation_enabled: Option<bool>,
    /// The ARN of the Lambda function that Secrets Manager invokes to rotate the secret.
    #[shape(name = "RotationLambdaARN")]
    pub rotation_lambda_arn: Option<String>,
    /// The rotation schedule and Lambda function for this secret. If the secret previously had
    /// rotation turned on, but it is now turned off, this field shows the previous rotation
    /// schedule and rotation function.
    pub rotation_rules: Option<RotationRulesType>,
    /// The metadata needed to successfully rotate a managed external secret. A list of key value
    /// pairs in JSON format specified by the partner.
    pub external_secret_rotation_metadata: Option<Vec<ExternalSecretRotationMetadataItem>>,
    /// The Amazon Resource Name (ARN) of the role that allows Secrets Manager to rotate a secret
    /// held by a third-party partner. For more information, see Security and permissions.
    pub external_secret_rotation_role_arn: Option<String>,
    /// The last date and time that Secrets Manager rotated the secret. If the secret isn't
    /// configured for rotation or rotation has been disabled, Secrets Manager returns null.
    pub last_rotated_date: Option<Timestamp>,
    /// The last date and time that this secret was modified in any way.
    pub last_changed_date: Option<Timestamp>,
    /// The date that the secret was last accessed in the Region. This field is omitted if the
    /// secret has never been retrieved in the Region.
    pub last_accessed_date: Option<Timestamp>,
    /// The date the secret is scheduled for deletion. If it is not scheduled for deletion, this
    /// field is omitted.
    pub deleted_date: Option<Timestamp>,
    /// The next rotation is scheduled to occur on or before this date. If the secret isn't
    /// configured for rotation or rotation has been disabled, Secrets Manager returns null.
    pub next_rotation_date: Option<Timestamp>,
    /// The list of tags attached to the secret. To add tags to a secret, use TagResource.
    pub tags: Option<Vec<Tag>>,
    /// A list of the versions of the secret that have staging labels attached. Versions that
    /// don't have staging labels are considered deprecated and Secrets Manager can delete them.
    pub version_ids_to_stages: Option<BTreeMap<String, Vec<String>>>,
    /// The ID of the service that created this secret. For more information, see Secrets managed
    /// by other Amazon Web Services services.
    pub owning_service: Option<String>,
    /// The date the secret was created.
    pub created_date: Option<Timestamp>,
    /// The Region the secret is in. If a secret is replicated to other Regions, the replicas are
    /// listed in `ReplicationStatus`.
    pub primary_region: Option<String>,
    /// A list of the replicas of this secret and their status.
    pub replication_status: Option<Vec<ReplicationStatusType>>,
}

/// Input of `ListSecrets`.
///
/// Lists the secrets that are stored by Secrets Manager in the Amazon Web Services account,
/// not including secrets that are marked for deletion. To see secrets marked for deletion,
/// use the Secrets Manager console.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListSecretsRequest {
    /// Specifies whether to include secrets scheduled for deletion. By default, secrets scheduled
    /// for deletion aren't included.
    pub include_planned_deletion: Option<bool>,
    /// The number of results to include in the response.
    #[shape(range = 1..=100)]
    pub max_results: Option<i32>,
    /// A token that indicates where the output should continue from, if a previous call did not
    /// show all results. To get the next results, call `ListSecrets` again with this value.
    #[shape(length = 1..=4096)]
    pub next_token: Option<String>,
    /// The filters to apply to the list of secrets.
    #[shape(length = ..=10)]
    pub filters: Option<Vec<Filter>>,
    /// Secrets are listed by `CreatedDate`.
    #[shape(one_of = SORT_ORDER_TYPE)]
    pub sort_order: Option<String>,
    /// If not specified, secrets are listed by `CreatedDate`.
    #[shape(one_of = SORT_BY_TYPE)]
    pub sort_by: Option<String>,
}

/// Output of `ListSecrets`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListSecretsResponse {
    /// A list of the secrets in the account.
    pub secret_list: Option<Vec<SecretListEntry>>,
    /// Secrets Manager includes this value if there's more output available than what is included
    /// in the current response.
    pub next_token: Option<String>,
}

/// Input of `ListSecretVersionIds`.
///
/// Lists the versions of a secret. Secrets Manager uses staging labels to indicate the
/// different versions of a secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListSecretVersionIdsRequest {
    /// The ARN or name of the secret whose versions you want to list.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// The number of results to include in the response.
    #[shape(range = 1..=100)]
    pub max_results: Option<i32>,
    /// A token that indicates where the output should continue from, if a previous call did not
    /// show all results. To get the next results, call `ListSecretVersionIds` again with this
    /// value.
    #[shape(length = 1..=4096)]
    pub next_token: Option<String>,
    /// Specifies whether to include versions of secrets that don't have any staging labels
    /// attached to them. Versions without staging labels are considered deprecated and are
    /// subject to deletion by Secrets Manager.
    pub include_deprecated: Option<bool>,
}

/// Output of `ListSecretVersionIds`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListSecretVersionIdsResponse {
    /// A list of the versions of the secret.
    pub versions: Option<Vec<SecretVersionsListEntry>>,
    /// Secrets Manager includes this value if there's more output available than what is included
    /// in the current response.
    pub next_token: Option<String>,
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
}

/// Input of `DeleteSecret`.
///
/// Deletes a secret and all of its versions. You can specify a recovery window during which
/// you can restore the secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteSecretRequest {
    /// The ARN or name of the secret to delete.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// The number of days from 7 to 30 that Secrets Manager waits before permanently deleting the
    /// secret. You can't use both this parameter and `ForceDeleteWithoutRecovery` in the same
    /// call.
    pub recovery_window_in_days: Option<i64>,
    /// Specifies whether to delete the secret without any recovery window. You can't use both
    /// this parameter and `RecoveryWindowInDays` in the same call.
    pub force_delete_without_recovery: Option<bool>,
}

/// Output of `DeleteSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteSecretResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
    /// The date and time after which this secret Secrets Manager can permanently delete this
    /// secret, and it can no longer be restored.
    pub deletion_date: Option<Timestamp>,
}

/// Input of `RestoreSecret`.
///
/// Cancels the scheduled deletion of a secret by removing the `DeletedDate` time stamp. You
/// can access a secret again after it has been restored.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreSecretRequest {
    /// The ARN or name of the secret to restore.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
}

/// Output of `RestoreSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreSecretResponse {
    /// The ARN of the secret that was restored.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret that was restored.
    pub name: Option<String>,
}

/// Input of `UpdateSecretVersionStage`.
///
/// Modifies the staging labels attached to a version of a secret. Secrets Manager uses
/// staging labels to track a version as it progresses through the secret rotation process.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateSecretVersionStageRequest {
    /// The ARN or the name of the secret with the version and staging labelsto modify.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// The staging label to add to this version.
    #[shape(required, length = 1..=256)]
    pub version_stage: String,
    /// The ID of the version that the staging label is to be removed from.
    #[shape(length = 32..=64)]
    pub remove_from_version_id: Option<String>,
    /// The ID of the version to add the staging label to. To remove a label from a version, then
    /// do not specify this parameter.
    #[shape(length = 32..=64)]
    pub move_to_version_id: Option<String>,
}

/// Output of `UpdateSecretVersionStage`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UpdateSecretVersionStageResponse {
    /// The ARN of the secret that was updated.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret that was updated.
    pub name: Option<String>,
}

/// Input of `TagResource`.
///
/// Attaches tags to a secret. Tags consist of a key name and a value.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// The identifier for the secret to attach tags to. You can specify either the Amazon
    /// Resource Name (ARN) or the friendly name of the secret.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// The tags to attach to the secret as a JSON text string argument. Each element in the list
    /// consists of a `Key` and a `Value`.
    #[shape(required)]
    pub tags: Vec<Tag>,
}

/// Input of `UntagResource`.
///
/// Removes specific tags from a secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// The ARN or name of the secret.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// A list of tag key names to remove from the secret. You don't specify the value.
    #[shape(required, item(length = 1..=128))]
    pub tag_keys: Vec<String>,
}

/// Input of `GetResourcePolicy`.
///
/// Retrieves the JSON text of the resource-based policy document attached to the secret. For
/// more information about permissions policies attached to a secret, see Permissions policies
/// attached to a secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetResourcePolicyRequest {
    /// The ARN or name of the secret to retrieve the attached resource-based policy for.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
}

/// Output of `GetResourcePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetResourcePolicyResponse {
    /// The ARN of the secret that the resource-based policy was retrieved for.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret that the resource-based policy was retrieved for.
    pub name: Option<String>,
    /// A JSON-formatted string that contains the permissions policy attached to the secret. For
    /// more information about permissions policies, see Authentication and access control for
    /// Secrets Manager.
    pub resource_policy: Option<String>,
}

/// Input of `PutResourcePolicy`.
///
/// Attaches a resource-based permission policy to a secret. A resource-based policy is
/// optional.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyRequest {
    /// The ARN or name of the secret to attach the resource-based policy.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// A JSON-formatted string for an Amazon Web Services resource-based policy. For example
    /// policies, see Permissions policy examples.
    #[shape(required, length = 1..=20480)]
    pub resource_policy: String,
    /// Specifies whether to block resource-based policies that allow broad access to the secret,
    /// for example those that use a wildcard for the principal. By default, public policies
    /// aren't blocked.
    pub block_public_policy: Option<bool>,
}

/// Output of `PutResourcePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
}

/// Input of `DeleteResourcePolicy`.
///
/// Deletes the resource-based permission policy attached to the secret. To attach a policy to
/// a secret, use PutResourcePolicy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteResourcePolicyRequest {
    /// The ARN or name of the secret to delete the attached resource-based policy for.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
}

/// Output of `DeleteResourcePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteResourcePolicyResponse {
    /// The ARN of the secret that the resource-based policy was deleted for.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret that the resource-based policy was deleted for.
    pub name: Option<String>,
}

/// Input of `ValidateResourcePolicy`.
///
/// Validates that a resource policy does not grant a wide range of principals access to your
/// secret. A resource-based policy is optional for secrets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateResourcePolicyRequest {
    /// The ARN or name of the secret with the resource-based policy you want to validate.
    #[shape(length = 1..=2048)]
    pub secret_id: Option<String>,
    /// A JSON-formatted string that contains an Amazon Web Services resource-based policy. The
    /// policy in the string identifies who can access or manage this secret and its versions.
    #[shape(required, length = 1..=20480)]
    pub resource_policy: String,
}

/// Output of `ValidateResourcePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidateResourcePolicyResponse {
    /// True if your policy passes validation, otherwise false.
    pub policy_validation_passed: Option<bool>,
    /// Validation errors if your policy didn't pass validation.
    pub validation_errors: Option<Vec<ValidationErrorsEntry>>,
}

/// Input of `GetRandomPassword`.
///
/// Generates a random password. We recommend that you specify the maximum length and include
/// every character type that the system you are generating a password for can support.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRandomPasswordRequest {
    /// The length of the password. If you don't include this parameter, the default length is 32
    /// characters.
    #[shape(range = 1..=4096)]
    pub password_length: Option<i64>,
    /// A string of the characters that you don't want in the password.
    #[shape(length = 0..=4096)]
    pub exclude_characters: Option<String>,
    /// Specifies whether to exclude numbers from the password. If you don't include this switch,
    /// the password can contain numbers.
    pub exclude_numbers: Option<bool>,
    /// Specifies whether to exclude the following punctuation characters from the password: `! "
    /// # $ % & ' ( ) * + , - . / : ; < = > ? @ [ \ ] ^ _` { | } ~`.
    pub exclude_punctuation: Option<bool>,
    /// Specifies whether to exclude uppercase letters from the password. If you don't include
    /// this switch, the password can contain uppercase letters.
    pub exclude_uppercase: Option<bool>,
    /// Specifies whether to exclude lowercase letters from the password. If you don't include
    /// this switch, the password can contain lowercase letters.
    pub exclude_lowercase: Option<bool>,
    /// Specifies whether to include the space character. If you include this switch, the password
    /// can contain space characters.
    pub include_space: Option<bool>,
    /// Specifies whether to include at least one upper and lowercase letter, one number, and one
    /// punctuation. If you don't include this switch, the password contains at least one of every
    /// character type.
    pub require_each_included_type: Option<bool>,
}

/// Output of `GetRandomPassword`.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct GetRandomPasswordResponse {
    /// A string with the password.
    #[shape(sensitive)]
    pub random_password: Option<String>,
}

/// Input of `BatchGetSecretValue`.
///
/// Retrieves the contents of the encrypted fields `SecretString` or `SecretBinary` for up to
/// 20 secrets. To retrieve a single secret, call GetSecretValue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchGetSecretValueRequest {
    /// The ARN or names of the secrets to retrieve. You must include `Filters` or `SecretIdList`,
    /// but not both.
    #[shape(length = 1..=20, item(length = 1..=2048))]
    pub secret_id_list: Option<Vec<String>>,
    /// The filters to choose which secrets to retrieve. You must include `Filters` or
    /// `SecretIdList`, but not both.
    #[shape(length = ..=10)]
    pub filters: Option<Vec<Filter>>,
    /// The number of results to include in the response.
    #[shape(range = 1..=20)]
    pub max_results: Option<i32>,
    /// A token that indicates where the output should continue from, if a previous call did not
    /// show all results. To get the next results, call `BatchGetSecretValue` again with this
    /// value.
    #[shape(length = 1..=4096)]
    pub next_token: Option<String>,
}

/// Output of `BatchGetSecretValue`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchGetSecretValueResponse {
    /// A list of secret values.
    pub secret_values: Option<Vec<SecretValueEntry>>,
    /// Secrets Manager includes this value if there's more output available than what is included
    /// in the current response.
    pub next_token: Option<String>,
    /// A list of errors Secrets Manager encountered while attempting to retrieve individual
    /// secrets.
    pub errors: Option<Vec<APIErrorType>>,
}

/// Input of `RotateSecret`.
///
/// Configures and starts the asynchronous process of rotating the secret. For information
/// about rotation, see Rotate secrets in the Secrets Manager User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotateSecretRequest {
    /// The ARN or name of the secret to rotate.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
    /// A unique identifier for the new version of the secret.
    #[shape(length = 32..=64)]
    pub client_request_token: Option<String>,
    /// For secrets that use a Lambda rotation function to rotate, the ARN of the Lambda rotation
    /// function.
    #[shape(name = "RotationLambdaARN", length = 0..=2048)]
    pub rotation_lambda_arn: Option<String>,
    /// A structure that defines the rotation configuration for this secret.
    pub rotation_rules: Option<RotationRulesType>,
    /// The metadata needed to successfully rotate a managed external secret. A list of key value
    /// pairs in JSON format specified by the partner.
    pub external_secret_rotation_metadata: Option<Vec<ExternalSecretRotationMetadataItem>>,
    /// The Amazon Resource Name (ARN) of the role that allows Secrets Manager to rotate a secret
    /// held by a third-party partner. For more information, see Security and permissions.
    #[shape(length = 20..=2048)]
    pub external_secret_rotation_role_arn: Option<String>,
    /// Specifies whether to rotate the secret immediately or wait until the next scheduled
    /// rotation window. The rotation schedule is defined in RotateSecretRequest$RotationRules.
    pub rotate_immediately: Option<bool>,
}

/// Output of `RotateSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotateSecretResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
    /// The ID of the new version of the secret.
    pub version_id: Option<String>,
}

/// Input of `CancelRotateSecret`.
///
/// Turns off automatic rotation, and if a rotation is currently in progress, cancels the
/// rotation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelRotateSecretRequest {
    /// The ARN or name of the secret.
    #[shape(required, length = 1..=2048)]
    pub secret_id: String,
}

/// Output of `CancelRotateSecret`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelRotateSecretResponse {
    /// The ARN of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The name of the secret.
    pub name: Option<String>,
    /// The unique identifier of the version of the secret created during the rotation. This
    /// version might not be complete, and should be evaluated for possible deletion.
    pub version_id: Option<String>,
}

/// A structure that contains information about a tag.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The key identifier, or name, of the tag.
    #[shape(length = 1..=128)]
    pub key: Option<String>,
    /// The string value associated with the key of the tag.
    #[shape(length = 0..=256)]
    pub value: Option<String>,
}

/// A custom type that specifies a `Region` and the `KmsKeyId` for a replica secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReplicaRegionType {
    /// A Region code. For a list of Region codes, see Name and code of Regions.
    #[shape(length = 1..=128, pattern = r"^([a-z]+-)+\d+$")]
    pub region: Option<String>,
    /// The ARN, key ID, or alias of the KMS key to encrypt the secret. If you don't include this
    /// field, Secrets Manager uses `aws/secretsmanager`.
    #[shape(length = 0..=2048)]
    pub kms_key_id: Option<String>,
}

/// A replication object consisting of a `RegionReplicationStatus` object and includes a
/// Region, KMSKeyId, status, and status message.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReplicationStatusType {
    /// The Region where replication occurs.
    pub region: Option<String>,
    /// Can be an `ARN`, `Key ID`, or `Alias`.
    pub kms_key_id: Option<String>,
    /// The status can be `InProgress`, `Failed`, or `InSync`.
    pub status: Option<String>,
    /// Status message such as "Secret with this name already exists in this region".
    pub status_message: Option<String>,
    /// The date that the secret was last accessed in the Region. This field is omitted if the
    /// secret has never been retrieved in the Region.
    pub last_accessed_date: Option<Timestamp>,
}

/// A structure that defines the rotation configuration for the secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RotationRulesType {
    /// The number of days between rotations of the secret. You can use this value to check that
    /// your secret meets your compliance guidelines for how often secrets must be rotated.
    #[shape(range = 1..=1000)]
    pub automatically_after_days: Option<i64>,
    /// The length of the rotation window in hours, for example `3h` for a three hour window.
    /// Secrets Manager rotates your secret at any time during this window.
    #[shape(length = 2..=3, pattern = "[0-9]+h")]
    pub duration: Option<String>,
    /// A `cron()` or `rate()` expression that defines the schedule for rotating your secret.
    /// Secrets Manager rotation schedules use UTC time zone.
    #[shape(length = 1..=256, pattern = r"[0-9A-Za-z\(\)#\?\*\-\/, ]+")]
    pub schedule_expression: Option<String>,
}

/// The metadata needed to successfully rotate a managed external secret. A list of key value
/// pairs in JSON format specified by the partner.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ExternalSecretRotationMetadataItem {
    /// The key that identifies the item.
    #[shape(length = 1..=256)]
    pub key: Option<String>,
    /// The value of the specified item.
    #[shape(length = 1..=2048)]
    pub value: Option<String>,
}

/// Allows you to add filters when you use the search function in Secrets Manager. For more
/// information, see Find secrets in Secrets Manager.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The following are keys you can use.
    #[shape(one_of = FILTER_NAME_STRING_TYPE)]
    pub key: Option<String>,
    /// The keyword to filter for.
    #[shape(length = 1..=10, item(length = ..=512, pattern = r"^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$"))]
    pub values: Option<Vec<String>>,
}

/// A structure that contains the details about a secret. It does not include the encrypted
/// `SecretString` and `SecretBinary` values.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SecretListEntry {
    /// The Amazon Resource Name (ARN) of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The friendly name of the secret.
    pub name: Option<String>,
    /// The exact string that identifies the third-party partner that holds the external secret.
    /// For more information, see Managed external secret partners.
    pub r#type: Option<String>,
    /// The user-provided description of the secret.
    pub description: Option<String>,
    /// The ARN of the KMS key that Secrets Manager uses to encrypt the secret value. If the
    /// secret is encrypted with the Amazon Web Services managed key `aws/secretsmanager`, this
    /// field is omitted.
    pub kms_key_id: Option<String>,
    /// Indicates whether automatic, scheduled rotation is enabled for this secret.
    pub rotation_enabled: Option<bool>,
    /// The ARN of an Amazon Web Services Lambda function invoked by Secrets Manager to rotate and
    /// expire the secret either automatically per the schedule or manually by a call to
    /// `RotateSecret` .
    #[shape(name = "RotationLambdaARN")]
    pub rotation_lambda_arn: Option<String>,
    /// A structure that defines the rotation configuration for the secret.
    pub rotation_rules: Option<RotationRulesType>,
    /// The metadata needed to successfully rotate a managed external secret. A list of key value
    /// pairs in JSON format specified by the partner.
    pub external_secret_rotation_metadata: Option<Vec<ExternalSecretRotationMetadataItem>>,
    /// The role that Secrets Manager assumes to call APIs required to perform the rotation. For
    /// more information about the required information, see Managed external secrets partners.
    pub external_secret_rotation_role_arn: Option<String>,
    /// The most recent date and time that the Secrets Manager rotation process was successfully
    /// completed. This value is null if the secret hasn't ever rotated.
    pub last_rotated_date: Option<Timestamp>,
    /// The last date and time that this secret was modified in any way.
    pub last_changed_date: Option<Timestamp>,
    /// The date that the secret was last accessed in the Region. This field is omitted if the
    /// secret has never been retrieved in the Region.
    pub last_accessed_date: Option<Timestamp>,
    /// The date and time the deletion of the secret occurred. Not present on active secrets.
    pub deleted_date: Option<Timestamp>,
    /// The next rotation is scheduled to occur on or before this date. If the secret isn't
    /// configured for rotation or rotation has been disabled, Secrets Manager returns null.
    pub next_rotation_date: Option<Timestamp>,
    /// The list of user-defined tags associated with the secret. To add tags to a secret, use
    /// `TagResource` .
    pub tags: Option<Vec<Tag>>,
    /// A list of all of the currently assigned `SecretVersionStage` staging labels and the
    /// `SecretVersionId` attached to each one. Staging labels are used to keep track of the
    /// different versions during the rotation process.
    pub secret_versions_to_stages: Option<BTreeMap<String, Vec<String>>>,
    /// Returns the name of the service that created the secret.
    pub owning_service: Option<String>,
    /// The date and time when a secret was created.
    pub created_date: Option<Timestamp>,
    /// The Region where Secrets Manager originated the secret.
    pub primary_region: Option<String>,
}

/// A structure that contains information about one version of a secret.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SecretVersionsListEntry {
    /// The unique version identifier of this version of the secret.
    pub version_id: Option<String>,
    /// An array of staging labels that are currently associated with this version of the secret.
    pub version_stages: Option<Vec<String>>,
    /// The date that this version of the secret was last accessed. Note that the resolution of
    /// this field is at the date level and does not include the time.
    pub last_accessed_date: Option<Timestamp>,
    /// The date and time this version of the secret was created.
    pub created_date: Option<Timestamp>,
    /// The KMS keys used to encrypt the secret version.
    pub kms_key_ids: Option<Vec<String>>,
}

/// Displays errors that occurred during validation of the resource policy.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ValidationErrorsEntry {
    /// Checks the name of the policy.
    pub check_name: Option<String>,
    /// Displays error messages if validation encounters problems during validation of the
    /// resource policy.
    pub error_message: Option<String>,
}

/// A structure that contains the secret value and other details for a secret.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct SecretValueEntry {
    /// The Amazon Resource Name (ARN) of the secret.
    #[shape(name = "ARN")]
    pub arn: Option<String>,
    /// The friendly name of the secret.
    pub name: Option<String>,
    /// The unique version identifier of this version of the secret.
    pub version_id: Option<String>,
    /// The decrypted secret value, if the secret value was originally provided as binary data in
    /// the form of a byte array. The parameter represents the binary data as a base64-encoded
    /// string.
    #[shape(sensitive)]
    pub secret_binary: Option<Bytes>,
    /// The decrypted secret value, if the secret value was originally provided as a string or
    /// through the Secrets Manager console.
    #[shape(sensitive)]
    pub secret_string: Option<String>,
    /// A list of all of the staging labels currently attached to this version of the secret.
    pub version_stages: Option<Vec<String>>,
    /// The date the secret was created.
    pub created_date: Option<Timestamp>,
}

/// The error Secrets Manager encountered while retrieving an individual secret as part of
/// BatchGetSecretValue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct APIErrorType {
    /// The ARN or name of the secret.
    pub secret_id: Option<String>,
    /// The error Secrets Manager encountered while retrieving an individual secret as part of
    /// BatchGetSecretValue, for example `ResourceNotFoundException`,`InvalidParameterException`,
    /// `InvalidRequestException`, `DecryptionFailure`, or `AccessDeniedException`.
    pub error_code: Option<String>,
    /// A message describing the error.
    pub message: Option<String>,
}

/// The values of `FilterNameStringType`.
pub const FILTER_NAME_STRING_TYPE: &[&str] =
    &["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"];

/// The values of `SortByType`.
pub const SORT_BY_TYPE: &[&str] = &["created-date", "last-accessed-date", "last-changed-date", "name"];

/// The values of `SortOrderType`.
pub const SORT_ORDER_TYPE: &[&str] = &["asc", "desc"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("DecryptionFailure", "DecryptionFailure", 400),
    ErrorShape::sender("EncryptionFailure", "EncryptionFailure", 400),
    ErrorShape::receiver("InternalServiceError", "InternalServiceError", 500),
    ErrorShape::sender("InvalidNextTokenException", "InvalidNextTokenException", 400),
    ErrorShape::sender("InvalidParameterException", "InvalidParameterException", 400),
    ErrorShape::sender("InvalidRequestException", "InvalidRequestException", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("MalformedPolicyDocumentException", "MalformedPolicyDocumentException", 400),
    ErrorShape::sender("PreconditionNotMetException", "PreconditionNotMetException", 400),
    ErrorShape::sender("PublicPolicyException", "PublicPolicyException", 400),
    ErrorShape::sender("ResourceExistsException", "ResourceExistsException", 400),
    ErrorShape::sender("ResourceNotFoundException", "ResourceNotFoundException", 400),
];
