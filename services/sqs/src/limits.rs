//! AWS's quotas, with their units.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html>

use std::ops::RangeInclusive;
use std::time::Duration;

/// Bytes of one message, attributes included, and of all messages of one batch.
pub(crate) const MESSAGE_BYTES: usize = 1_048_576;
/// Bytes a queue's `MaximumMessageSize` may name.
pub(crate) const MAXIMUM_MESSAGE_SIZE: RangeInclusive<u32> = 1_024..=1_048_576;
/// Seconds a queue or a message may delay.
pub(crate) const DELAY_SECONDS: RangeInclusive<u32> = 0..=900;
/// Seconds a message is kept.
pub(crate) const RETENTION_SECONDS: RangeInclusive<u32> = 60..=1_209_600;
/// Seconds a message stays hidden after a receive.
pub(crate) const VISIBILITY_SECONDS: RangeInclusive<u32> = 0..=43_200;
/// Seconds a receive may wait.
pub(crate) const WAIT_SECONDS: RangeInclusive<u32> = 0..=20;
/// Seconds a KMS data key may be reused.
pub(crate) const KMS_REUSE_SECONDS: RangeInclusive<u32> = 60..=86_400;
/// Receives before a message is moved to the dead-letter queue.
pub(crate) const MAX_RECEIVE_COUNT: RangeInclusive<u32> = 1..=1_000;
/// Messages one receive may return.
pub(crate) const RECEIVE_MESSAGES: RangeInclusive<i32> = 1..=10;
/// Results one listing may return.
pub(crate) const LIST_RESULTS: RangeInclusive<i32> = 1..=1_000;
/// Entries of one batch.
pub(crate) const BATCH_ENTRIES: usize = 10;
/// Characters of a queue's name, with `.fifo`.
pub(crate) const NAME_CHARS: usize = 80;
/// Characters of a batch entry's id and of a permission's label.
pub(crate) const ID_CHARS: usize = 80;
/// Characters of `MessageGroupId`, `MessageDeduplicationId` and `ReceiveRequestAttemptId`.
pub(crate) const TOKEN_CHARS: usize = 128;
/// Message attributes of one message.
pub(crate) const MESSAGE_ATTRIBUTES: usize = 10;
/// Characters of a message attribute's name, and of its type.
pub(crate) const ATTRIBUTE_NAME_CHARS: usize = 256;
/// Tags of one queue.
pub(crate) const TAGS: usize = 50;
/// Characters of a tag's key.
pub(crate) const TAG_KEY_CHARS: usize = 128;
/// Characters of a tag's value.
pub(crate) const TAG_VALUE_CHARS: usize = 256;
/// Messages of one queue that may be in flight at once.
pub(crate) const IN_FLIGHT: usize = 120_000;
/// How long the same deduplication id, and the same receive attempt, is recognised.
pub(crate) const DEDUPLICATION_WINDOW: Duration = Duration::from_secs(300);
/// How long a deleted queue's name can't be used, and a purged queue can't be purged again.
pub(crate) const COOL_DOWN: Duration = Duration::from_secs(60);
/// Source queues a `RedriveAllowPolicy` may name.
pub(crate) const REDRIVE_SOURCES: usize = 10;
/// Messages per second a move task may ask for.
pub(crate) const MOVES_PER_SECOND: RangeInclusive<i32> = 1..=500;
/// Move tasks that one queue remembers and one listing returns.
pub(crate) const MOVE_TASKS: usize = 10;
/// Statements of a queue's policy.
pub(crate) const POLICY_STATEMENTS: usize = 20;
/// Actions of one statement made by `AddPermission`.
pub(crate) const PERMISSION_ACTIONS: usize = 7;
/// A tenant of a fair queue is noisy from this many messages in flight...
pub(crate) const NOISY_IN_FLIGHT: u32 = 30;
/// ...if they are more than one in this many of the queue's.
pub(crate) const NOISY_SHARE: u64 = 10;
/// A tenant that has sent nothing for so long is not noisy any more.
pub(crate) const NOISY_MEMORY: Duration = Duration::from_secs(300);
