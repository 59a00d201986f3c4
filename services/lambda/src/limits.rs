//! AWS's quotas for Lambda, as constants.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.

/// Invocations that may run at once in an account and region.
pub(crate) const CONCURRENCY: u32 = 1_000;

/// Of these, how many must stay for functions without a reservation.
pub(crate) const UNRESERVED: u32 = 100;

/// A zip that comes with the request, in bytes.
pub(crate) const ZIPPED_BYTES: usize = 52_428_800;

/// A function's package and its layers together, unpacked, in bytes.
pub(crate) const UNZIPPED_BYTES: u64 = 262_144_000;

/// All packages of an account and region, in bytes. Printed by GetAccountSettings.
pub(crate) const CODE_STORAGE_BYTES: i64 = 80_530_636_800;

/// A function's own environment variables, in bytes.
pub(crate) const ENVIRONMENT_BYTES: usize = 4_096;

/// The longest time for one invocation, in seconds.
pub(crate) const TIMEOUT_SECONDS: i32 = 900;

/// The time for one invocation unless configured, in seconds.
pub(crate) const TIMEOUT_DEFAULT: i32 = 3;

/// The most memory of an instance, in MB.
pub(crate) const MEMORY_MB: i32 = 10_240;

/// The memory of an instance unless configured, in MB.
pub(crate) const MEMORY_DEFAULT: i32 = 128;

/// The size of `/tmp` unless configured, in MB.
pub(crate) const STORAGE_DEFAULT: i32 = 512;

/// The longest name of a function, in characters.
pub(crate) const NAME_CHARS: usize = 64;

/// Layers of a function.
pub(crate) const LAYERS: usize = 5;

/// Tags of a resource.
pub(crate) const TAGS: usize = 50;

/// Items of a page, also when a client asks for more.
pub(crate) const PAGE: usize = 50;

/// How often an event is tried again after the function failed, unless configured.
pub(crate) const RETRIES: u32 = 2;

/// How long an event is worth running, in seconds, unless configured.
pub(crate) const EVENT_AGE_SECONDS: u32 = 21_600;
