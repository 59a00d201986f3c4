//! AWS's quotas for EventBridge, as constants.
//!
//! See <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html>. Where AWS lets customers raise a quota and this
//! server does not need the low one, it stands raised here, with a word.

/// Custom buses of an account in a region, the default bus not counted.
pub(crate) const BUSES: usize = 100;

/// Rules on a bus. AWS begins at 300 (100 in some regions) and raises it on request; matching here hardly depends on it.
pub(crate) const RULES: usize = 100_000;

/// Targets of a rule.
pub(crate) const TARGETS: usize = 5;

/// All entries of one PutEvents together, in bytes.
pub(crate) const ENTRIES_BYTES: usize = 1_048_576;

/// Deliveries noted in one transaction, in bytes; what is more follows in further ones. Our own bound, far below the largest
/// transaction the store takes.
pub(crate) const FAN_OUT_BYTES: usize = 8 * 1_048_576;

/// The largest message that any target takes, in bytes. A transformed input that grows beyond it is cut just behind it, so that
/// the target refuses it as it would refuse the whole.
pub(crate) const MESSAGE_BYTES: usize = 1_048_576;

/// Characters of an event's detail type.
pub(crate) const DETAIL_TYPE_CHARS: usize = 128;

/// A bus's resource policy, in bytes.
pub(crate) const POLICY_BYTES: usize = 10_240;

/// Tags of a bus or rule.
pub(crate) const TAGS: usize = 50;

/// Items of a page, unless the client asks for fewer.
pub(crate) const PAGE: usize = 100;

/// Attempts to deliver an event again, unless the target's retry policy says otherwise.
pub(crate) const RETRY_ATTEMPTS: u32 = 185;

/// How long an event is worth delivering, in seconds, unless the target's retry policy says otherwise.
pub(crate) const EVENT_AGE_SECONDS: u32 = 86_400;

/// Bodies and attributes of one SendMessageBatch together, in bytes.
pub(crate) const QUEUE_BATCH_BYTES: usize = 1_048_576;

/// Messages of one SendMessageBatch.
pub(crate) const QUEUE_BATCH_MESSAGES: usize = 10;
