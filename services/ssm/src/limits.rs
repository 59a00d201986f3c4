//! AWS's quotas: <https://docs.aws.amazon.com/general/latest/gr/ssm.html>.

/// Parameters of the standard tier in an account and region.
pub(crate) const STANDARD: usize = 10_000;
/// Parameters of the advanced tier in an account and region.
pub(crate) const ADVANCED: usize = 100_000;
/// A value of the standard tier, in bytes.
pub(crate) const STANDARD_BYTES: usize = 4_096;
/// A value of the advanced tier, in bytes.
pub(crate) const ADVANCED_BYTES: usize = 8_192;
/// Versions that are kept of a parameter.
pub(crate) const VERSIONS: usize = 100;
/// Labels of a version.
pub(crate) const LABELS: usize = 10;
/// Levels of a hierarchy.
pub(crate) const LEVELS: usize = 15;
/// A name, in characters.
pub(crate) const NAME: usize = 1_011;
/// Tags of a parameter.
pub(crate) const TAGS: usize = 50;
/// Policies of a parameter.
pub(crate) const POLICIES: usize = 10;
/// Elements of a page of parameters where none are asked for.
pub(crate) const PAGE: usize = 10;
/// Elements of a page of history where none are asked for.
pub(crate) const HISTORY_PAGE: usize = 50;
/// The longest text KMS encrypts, in bytes.
pub(crate) const KMS_BYTES: usize = 4_096;
