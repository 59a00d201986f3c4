//! What is wrong with a document, in AWS's words.

/// Why a document is refused. The text is that of AWS's `MalformedPolicyDocument`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It is not JSON, or not of the language's form.
    #[error("Syntax errors in policy.")]
    Syntax,
    /// A trust policy that is not JSON.
    #[error("This policy contains invalid Json")]
    Json,
    /// It begins with white space.
    #[error("JSON strings must not have leading spaces")]
    LeadingSpace,
    /// A managed policy that does not say it is of the later version.
    #[error("Policy document must be version 2012-10-17 or greater.")]
    Version,
    /// A statement of an identity's policy without actions.
    #[error("Policy statement must contain actions.")]
    NoActions,
    /// A statement of an identity's policy without resources.
    #[error("Policy statement must contain resources.")]
    NoResources,
    /// An identity's policy that names principals.
    #[error("Policy document should not specify a principal.")]
    PrincipalForbidden,
    /// A required part is missing.
    #[error("Missing required field {0}")]
    Missing(&'static str),
    /// A part that a document of this kind can't have.
    #[error("Has prohibited field {0}")]
    Prohibited(String),
    /// A statement's name has other characters.
    #[error(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
    )]
    SidCharacters,
    /// Two statements have the same name.
    #[error("Statement IDs (SID) in a single policy must be unique.")]
    SidTwice,
    /// An action without a service.
    #[error("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    NoVendor,
    /// An action's service has other characters than services have.
    #[error("Vendor {0} is not valid")]
    Vendor(String),
    /// A trust policy with other actions than those of STS.
    #[error("AssumeRole policy may only specify STS AssumeRole actions.")]
    TrustActions,
    /// A resource that is no ARN.
    #[error("Resource {0} must be in ARN format or \"*\".")]
    NotAnArn(String),
    /// A resource of a partition that is none.
    #[error("Partition \"{partition}\" is not valid for resource \"{resource}\".")]
    Partition {
        /// The partition.
        partition: String,
        /// The whole resource.
        resource: String,
    },
    /// A resource whose service is not named in full.
    #[error("Resource vendor must be fully qualified and cannot contain regexes.")]
    ResourceVendor,
    /// A resource of IAM with a region.
    #[error("IAM resource {0} cannot contain region information.")]
    IamRegion(String),
    /// A bucket with a region.
    #[error("Resource {0} can not contain region information.")]
    BucketRegion(String),
    /// A principal that is none.
    #[error("Invalid principal in policy: \"{}\":\"{value}\"", kind.to_uppercase())]
    Principal {
        /// Its kind.
        kind: &'static str,
        /// What stands there.
        value: String,
    },
}
