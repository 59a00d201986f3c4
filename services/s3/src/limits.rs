//! AWS's quotas and sizes (Amazon S3 User Guide, "Object sizes and limits").

/// Keys of objects, in bytes of UTF-8.
pub(crate) const KEY_BYTES: usize = 1_024;
/// Buckets of an account.
pub(crate) const BUCKETS: usize = 10_000;
/// One body in one request, in bytes.
pub(crate) const BODY_BYTES: u64 = 5 << 30;
/// A whole object, in bytes: 50 TB since December 2025; 5 TiB is what clients still count on.
pub(crate) const OBJECT_BYTES: u64 = 5 << 40;
/// Parts of an upload.
pub(crate) const PARTS: i32 = 10_000;
/// Every part but the last, in bytes.
pub(crate) const PART_BYTES: u64 = 5 << 20;
/// User-defined metadata: names and values, in bytes.
pub(crate) const METADATA_BYTES: usize = 2_048;
/// Entries of a page of a listing.
pub(crate) const PAGE: i32 = 1_000;
/// Objects in one DeleteObjects.
pub(crate) const DELETED_AT_ONCE: usize = 1_000;
/// Tags of an object.
pub(crate) const TAGS: usize = 10;
/// Bodies up to this size live in the journal beside their rows, in bytes; larger ones are blobs.
pub(crate) const INLINE_BYTES: usize = 32 << 10;
/// Configurations of notifications of a bucket.
pub(crate) const NOTIFICATIONS: usize = 100;
/// The id of a notification's configuration or of a lifecycle rule, in characters.
pub(crate) const ID_CHARS: usize = 255;
/// Lifecycle rules of a bucket.
pub(crate) const LIFECYCLE_RULES: usize = 1_000;
/// Noncurrent versions that a lifecycle rule may keep.
pub(crate) const KEPT_VERSIONS: i32 = 100;
