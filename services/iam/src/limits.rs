//! AWS's quotas, with their units.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

/// Items of a page where the caller names no number.
pub(crate) const PAGE: usize = 100;
/// Characters of a trust policy, white space apart.
pub(crate) const TRUST_CHARS: usize = 2_048;
/// Characters of a managed policy, white space apart.
pub(crate) const MANAGED_CHARS: usize = 6_144;
/// Characters of all inline policies of a role, white space apart.
pub(crate) const ROLE_INLINE_CHARS: usize = 10_240;
/// The same of a user.
pub(crate) const USER_INLINE_CHARS: usize = 2_048;
/// The same of a group.
pub(crate) const GROUP_INLINE_CHARS: usize = 5_120;
/// Managed policies attached to one identity.
pub(crate) const ATTACHED: usize = 10;
/// Versions of one managed policy.
pub(crate) const VERSIONS: usize = 5;
/// Groups one user is in.
pub(crate) const GROUPS_OF_USER: usize = 10;
/// Access keys of one user.
pub(crate) const ACCESS_KEYS: usize = 2;
/// Tags of one resource.
pub(crate) const TAGS: usize = 50;
/// Roles of one account.
pub(crate) const ROLES: u32 = 1_000;
/// Users of one account.
pub(crate) const USERS: u32 = 5_000;
/// Groups of one account.
pub(crate) const GROUPS: u32 = 300;
/// Customer managed policies of one account.
pub(crate) const POLICIES: u32 = 1_500;
/// Instance profiles of one account.
pub(crate) const PROFILES: u32 = 1_000;
/// Seconds a role's sessions last at most, where its creator names no number.
pub(crate) const SESSION_SECONDS: i32 = 3_600;
/// How long a use of an access key is not written down again, in seconds.
pub(crate) const USE_SECONDS: u64 = 900;
/// The same of a use for another service or region than the last.
pub(crate) const OTHER_USE_SECONDS: u64 = 60;
