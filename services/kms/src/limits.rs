//! AWS's quotas: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>.

/// Keys in an account and region.
pub(crate) const KEYS: usize = 100_000;
/// Aliases that customers have made, in an account and region.
pub(crate) const ALIASES: usize = 100_000;
/// Grants of a key.
pub(crate) const GRANTS: usize = 50_000;
/// Tags of a key.
pub(crate) const TAGS: usize = 50;
/// A key policy, in bytes.
pub(crate) const POLICY_BYTES: usize = 32_768;
/// How often a key is rotated on demand, in its life.
pub(crate) const ON_DEMAND_ROTATIONS: usize = 25;
/// Waiting periods before a deletion, in days.
pub(crate) const WINDOW_DAYS: std::ops::RangeInclusive<i32> = 7..=30;
/// The rotation period where none is given, in days.
pub(crate) const ROTATION_DAYS: i32 = 365;
/// Elements of a page where none are asked for: of keys, policies and rotations; of aliases, grants and tags.
pub(crate) const LONG_PAGE: usize = 100;
/// See [`LONG_PAGE`].
pub(crate) const SHORT_PAGE: usize = 50;
