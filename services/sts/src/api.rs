//! The shapes of AWS Security Token Service, from AWS's published model of API version 2011-06-15 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `AssumeRole`.
///
/// Returns a set of temporary security credentials that you can use to access Amazon Web
/// Services resources. These temporary credentials consist of an access key ID, a secret
/// access key, and a security token.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AssumeRoleRequest {
    /// The Amazon Resource Name (ARN) of the role to assume.
    #[shape(
        required,
        length = 20..=2048,
        pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"
    )]
    pub role_arn: String,
    /// An identifier for the assumed role session.
    #[shape(required, length = 2..=64, pattern = r"[\w+=,.@-]*")]
    pub role_session_name: String,
    /// The Amazon Resource Names (ARNs) of the IAM managed policies that you want to use as
    /// managed session policies. The policies must exist in the same account as the role.
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// An IAM policy in JSON format that you want to use as an inline session policy.
    #[shape(length = 1.., pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy: Option<String>,
    /// The duration, in seconds, of the role session. The value specified can range from 900
    /// seconds (15 minutes) up to the maximum session duration set for the role.
    #[shape(range = 900..=43200)]
    pub duration_seconds: Option<i32>,
    /// A list of session tags that you want to pass. Each session tag consists of a key name and
    /// an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
    /// A list of keys for session tags that you want to set as transitive. If you set a tag key
    /// as transitive, the corresponding key and value passes to subsequent sessions in a role
    /// chain.
    #[shape(length = ..=50, item(length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"))]
    pub transitive_tag_keys: Option<Vec<String>>,
    /// A unique identifier that might be required when you assume a role in another account.
    #[shape(length = 2..=1224, pattern = r"[\w+=,.@:\/-]*")]
    pub external_id: Option<String>,
    /// The identification number of the MFA device that is associated with the user who is making
    /// the `AssumeRole` call.
    #[shape(length = 9..=256, pattern = r"[\w+=/:,.@-]*")]
    pub serial_number: Option<String>,
    /// The value provided by the MFA device, if the trust policy of the role being assumed
    /// requires MFA. (In other words, if the policy includes a condition that tests for MFA).
    #[shape(length = 6..=6, pattern = r"[\d]*")]
    pub token_code: Option<String>,
    /// The source identity specified by the principal that is calling the `AssumeRole` operation.
    /// The source identity value persists across chained role sessions.
    #[shape(length = 2..=64, pattern = r"[\w+=,.@-]*")]
    pub source_identity: Option<String>,
    /// A list of previously acquired trusted context assertions in the format of a JSON array.
    /// The trusted context assertion is signed and encrypted by Amazon Web Services STS.
    #[shape(length = 1..=5)]
    pub provided_contexts: Option<Vec<ProvidedContext>>,
}

/// Contains the response to a successful AssumeRole request, including temporary Amazon Web
/// Services credentials that can be used to make Amazon Web Services requests.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AssumeRoleResponse {
    /// The temporary security credentials, which include an access key ID, a secret access key,
    /// and a security (or session) token.
    pub credentials: Option<Credentials>,
    /// The Amazon Resource Name (ARN) and the assumed role ID, which are identifiers that you can
    /// use to refer to the resulting temporary security credentials.
    pub assumed_role_user: Option<AssumedRoleUser>,
    /// A percentage value that indicates the packed size of the session policies and session tags
    /// combined passed in the request.
    pub packed_policy_size: Option<i32>,
    /// The source identity specified by the principal that is calling the `AssumeRole` operation.
    pub source_identity: Option<String>,
}

/// Input of `GetAccessKeyInfo`.
///
/// Returns the account identifier for the specified access key ID.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccessKeyInfoRequest {
    /// The identifier of an access key.
    #[shape(required, length = 16..=128, pattern = r"[\w]*")]
    pub access_key_id: String,
}

/// Output of `GetAccessKeyInfo`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetAccessKeyInfoResponse {
    /// The number used to identify the Amazon Web Services account.
    pub account: Option<String>,
}

/// Input of `GetCallerIdentity`.
///
/// Returns details about the IAM user or role whose credentials are used to call the
/// operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetCallerIdentityRequest {}

/// Contains the response to a successful GetCallerIdentity request, including information
/// about the entity making the request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetCallerIdentityResponse {
    /// The unique identifier of the calling entity. The exact value depends on the type of entity
    /// that is making the call.
    pub user_id: Option<String>,
    /// The Amazon Web Services account ID number of the account that owns or contains the calling
    /// entity.
    pub account: Option<String>,
    /// The Amazon Web Services ARN associated with the calling entity.
    pub arn: Option<String>,
}

/// Input of `GetFederationToken`.
///
/// Returns a set of temporary security credentials (consisting of an access key ID, a secret
/// access key, and a security token) for a user.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFederationTokenRequest {
    /// The name of the federated user. The name is used as an identifier for the temporary
    /// security credentials (such as `Bob`).
    #[shape(required, length = 2..=32, pattern = r"[\w+=,.@-]*")]
    pub name: String,
    /// An IAM policy in JSON format that you want to use as an inline session policy.
    #[shape(length = 1..=2048, pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy: Option<String>,
    /// The Amazon Resource Names (ARNs) of the IAM managed policies that you want to use as a
    /// managed session policy. The policies must exist in the same account as the IAM user that
    /// is requesting federated access.
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// The duration, in seconds, that the session should last. Acceptable durations for
    /// federation sessions range from 900 seconds (15 minutes) to 129,600 seconds (36 hours),
    /// with 43,200 seconds (12 hours) as the default.
    #[shape(range = 900..=129600)]
    pub duration_seconds: Option<i32>,
    /// A list of session tags. Each session tag consists of a key name and an associated value.
    #[shape(length = ..=50)]
    pub tags: Option<Vec<Tag>>,
}

/// Contains the response to a successful GetFederationToken request, including temporary
/// Amazon Web Services credentials that can be used to make Amazon Web Services requests.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetFederationTokenResponse {
    /// The temporary security credentials, which include an access key ID, a secret access key,
    /// and a security (or session) token.
    pub credentials: Option<Credentials>,
    /// Identifiers for the federated user associated with the credentials (such as
    /// `arn:aws:sts::123456789012:federated-user/Bob` or `123456789012:Bob`).
    pub federated_user: Option<FederatedUser>,
    /// A percentage value that indicates the packed size of the session policies and session tags
    /// combined passed in the request.
    pub packed_policy_size: Option<i32>,
}

/// Input of `GetSessionToken`.
///
/// Returns a set of temporary credentials for an Amazon Web Services account or IAM user. The
/// credentials consist of an access key ID, a secret access key, and a security token.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetSessionTokenRequest {
    /// The duration, in seconds, that the credentials should remain valid.
    #[shape(range = 900..=129600)]
    pub duration_seconds: Option<i32>,
    /// The identification number of the MFA device that is associated with the IAM user who is
    /// making the `GetSessionToken` call. Specify this value if the IAM user has a policy that
    /// requires MFA authentication.
    #[shape(length = 9..=256, pattern = r"[\w+=/:,.@-]*")]
    pub serial_number: Option<String>,
    /// The value provided by the MFA device, if MFA is required. If any policy requires the IAM
    /// user to submit an MFA code, specify this value.
    #[shape(length = 6..=6, pattern = r"[\d]*")]
    pub token_code: Option<String>,
}

/// Contains the response to a successful GetSessionToken request, including temporary Amazon
/// Web Services credentials that can be used to make Amazon Web Services requests.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetSessionTokenResponse {
    /// The temporary security credentials, which include an access key ID, a secret access key,
    /// and a security (or session) token.
    pub credentials: Option<Credentials>,
}

/// A reference to the IAM managed policy that is passed as a session policy for a role
/// session or a federated user session.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyDescriptorType {
    /// The Amazon Resource Name (ARN) of the IAM managed policy to use as a session policy for
    /// the role.
    #[shape(
        name = "arn",
        length = 20..=2048,
        pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"
    )]
    pub arn: Option<String>,
}

/// You can pass custom key-value pair attributes when you assume a role or federate a user.
/// These are called session tags.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// The key for a session tag.
    #[shape(required, length = 1..=128, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    pub key: String,
    /// The value for a session tag.
    #[shape(required, length = 0..=256, pattern = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")]
    pub value: String,
}

/// Contains information about the provided context. This includes the signed and encrypted
/// trusted context assertion and the context provider ARN from which the trusted context
/// assertion was generated.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ProvidedContext {
    /// The context provider ARN from which the trusted context assertion was generated.
    #[shape(
        length = 20..=2048,
        pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"
    )]
    pub provider_arn: Option<String>,
    /// The signed and encrypted trusted context assertion generated by the context provider. The
    /// trusted context assertion is signed and encrypted by Amazon Web Services STS.
    #[shape(length = 4..=2048)]
    pub context_assertion: Option<String>,
}

/// Amazon Web Services credentials for API authentication.
#[derive(Shape, Clone, Default, PartialEq)]
pub struct Credentials {
    /// The access key ID that identifies the temporary security credentials.
    #[shape(required)]
    pub access_key_id: String,
    /// The secret access key that can be used to sign requests.
    #[shape(required, sensitive)]
    pub secret_access_key: String,
    /// The token that users must pass to the service API to use the temporary credentials.
    #[shape(required)]
    pub session_token: String,
    /// The date on which the current credentials expire.
    #[shape(required, timestamp_format = "iso8601-seconds")]
    pub expiration: Timestamp,
}

/// Written by hand: the secret stays out.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expiration", &self.expiration)
            .finish_non_exhaustive()
    }
}

/// The identifiers for the temporary security credentials that the operation returns.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AssumedRoleUser {
    /// A unique identifier that contains the role ID and the role session name of the role that
    /// is being assumed. The role ID is generated by Amazon Web Services when the role is
    /// created.
    #[shape(required)]
    pub assumed_role_id: String,
    /// The ARN of the temporary security credentials that are returned from the AssumeRole
    /// action. For more information about ARNs and how to use them in policies, see IAM
    /// Identifiers in the IAM User Guide.
    #[shape(required)]
    pub arn: String,
}

/// Identifiers for the federated user that is associated with the credentials.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FederatedUser {
    /// The string that identifies the federated user associated with the credentials, similar to
    /// the unique ID of an IAM user.
    #[shape(required)]
    pub federated_user_id: String,
    /// The ARN that specifies the federated user that is associated with the credentials. For
    /// more information about ARNs and how to use them in policies, see IAM Identifiers in the
    /// IAM User Guide.
    #[shape(required)]
    pub arn: String,
}

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ExpiredTokenException", "ExpiredTokenException", 400),
    ErrorShape::sender("MalformedPolicyDocumentException", "MalformedPolicyDocument", 400),
    ErrorShape::sender("PackedPolicyTooLargeException", "PackedPolicyTooLarge", 400),
    ErrorShape::sender("RegionDisabledException", "RegionDisabledException", 403),
];
