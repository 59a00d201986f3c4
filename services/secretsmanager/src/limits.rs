//! AWS's quotas: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>.

/// Secrets in an account and region.
pub(crate) const SECRETS: usize = 500_000;
/// Versions of a secret; beyond, deprecated ones of more than a day go.
pub(crate) const VERSIONS: usize = 100;
/// Staging labels of all versions of a secret.
pub(crate) const LABELS: usize = 20;
/// Tags of a secret.
pub(crate) const TAGS: usize = 50;
/// Days between a deletion and its execution.
pub(crate) const WINDOW_DAYS: std::ops::RangeInclusive<i64> = 7..=30;
/// Steps of rotations that are taken at a time.
pub(crate) const ROTATIONS: usize = 16;
/// Elements of a page where none are asked for.
pub(crate) const PAGE: usize = 100;
/// Secrets of a batch where none are asked for.
pub(crate) const BATCH: usize = 20;
/// A password where no length is asked for, in characters.
pub(crate) const PASSWORD: i64 = 32;
