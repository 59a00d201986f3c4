//! A queue's attributes: reading, checking, showing.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::SqsError;
use crate::limits;
use crate::policy;
use crate::redrive::{RedriveAllowPolicy, RedrivePolicy};

/// Everything `SetQueueAttributes` can set. Times are in seconds, sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attributes {
    pub(crate) visibility_timeout: u32,
    pub(crate) delay: u32,
    pub(crate) maximum_message_size: u32,
    pub(crate) retention: u32,
    pub(crate) wait_time: u32,
    pub(crate) policy: Option<String>,
    pub(crate) redrive: Option<RedrivePolicy>,
    pub(crate) redrive_allow: Option<RedriveAllowPolicy>,
    pub(crate) kms_key: Option<String>,
    pub(crate) kms_reuse: Option<u32>,
    /// Server-side encryption with a key of SQS; on unless a KMS key is named or it was switched off.
    pub(crate) managed_sse: bool,
    pub(crate) fifo: Option<FifoAttributes>,
}

/// What only FIFO queues have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FifoAttributes {
    pub(crate) content_based_deduplication: bool,
    /// Deduplication per message group instead of per queue.
    pub(crate) per_group_scope: bool,
    /// The throughput quota per message group instead of per queue. Kept and shown; there is no quota here.
    pub(crate) per_group_throughput: bool,
}

/// The names `GetQueueAttributes` knows, in the order in which they are shown.
const NAMES: &[&str] = &[
    "Policy",
    "VisibilityTimeout",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
    "ApproximateNumberOfMessagesDelayed",
    "DelaySeconds",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "FifoQueue",
    "ContentBasedDeduplication",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "DeduplicationScope",
    "FifoThroughputLimit",
    "RedriveAllowPolicy",
    "SqsManagedSseEnabled",
];

/// Whether there is an attribute of this name.
pub(crate) fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

impl Attributes {
    /// A new queue's attributes before the request's are applied.
    pub(crate) fn new(fifo: bool) -> Attributes {
        Attributes {
            visibility_timeout: 30,
            delay: 0,
            maximum_message_size: 1_048_576,
            retention: 345_600,
            wait_time: 0,
            policy: None,
            redrive: None,
            redrive_allow: None,
            kms_key: None,
            kms_reuse: None,
            managed_sse: true,
            fifo: fifo.then(FifoAttributes::default),
        }
    }

    /// These attributes with the given ones changed. Nothing is changed unless all of them are acceptable.
    pub(crate) fn with(&self, given: &BTreeMap<String, String>) -> Result<Attributes, SqsError> {
        let mut changed = self.clone();
        for (name, value) in given {
            changed.set(name, value)?;
        }
        changed.check_encryption(given)?;
        changed.check_throughput()?;
        Ok(changed)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), SqsError> {
        match name {
            "VisibilityTimeout" => self.visibility_timeout = number(name, value, limits::VISIBILITY_SECONDS)?,
            "DelaySeconds" => self.delay = number(name, value, limits::DELAY_SECONDS)?,
            "MaximumMessageSize" => self.maximum_message_size = number(name, value, limits::MAXIMUM_MESSAGE_SIZE)?,
            "MessageRetentionPeriod" => self.retention = number(name, value, limits::RETENTION_SECONDS)?,
            "ReceiveMessageWaitTimeSeconds" => self.wait_time = number(name, value, limits::WAIT_SECONDS)?,
            "Policy" => self.policy = optional(value, |text| policy::check(text).map(|()| text.to_owned()))?,
            "RedrivePolicy" => self.redrive = optional(value, RedrivePolicy::parse)?,
            "RedriveAllowPolicy" => self.redrive_allow = optional(value, RedriveAllowPolicy::parse)?,
            "KmsMasterKeyId" => self.kms_key = optional(value, |text| Ok(text.to_owned()))?,
            "KmsDataKeyReusePeriodSeconds" => self.kms_reuse = Some(number(name, value, limits::KMS_REUSE_SECONDS)?),
            "SqsManagedSseEnabled" => self.managed_sse = boolean(name, value)?,
            _ => return self.set_fifo(name, value),
        }
        Ok(())
    }

    fn set_fifo(&mut self, name: &str, value: &str) -> Result<(), SqsError> {
        let unknown = || SqsError::UnknownAttribute(name.to_owned());
        let fifo = self.fifo.as_mut().ok_or_else(unknown)?;
        match name {
            // A queue is what its name says; the attribute may only repeat it.
            "FifoQueue" if boolean(name, value)? => {}
            "FifoQueue" => return Err(invalid(name)),
            "ContentBasedDeduplication" => fifo.content_based_deduplication = boolean(name, value)?,
            "DeduplicationScope" => fifo.per_group_scope = choice(name, value, ["queue", "messageGroup"])?,
            "FifoThroughputLimit" => {
                fifo.per_group_throughput = choice(name, value, ["perQueue", "perMessageGroupId"])?
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }

    /// One kind of server-side encryption at a time.
    fn check_encryption(&mut self, given: &BTreeMap<String, String>) -> Result<(), SqsError> {
        if self.kms_key.is_none() || !self.managed_sse {
            return Ok(());
        }
        match (given.contains_key("KmsMasterKeyId"), given.contains_key("SqsManagedSseEnabled")) {
            (true, true) => Err(SqsError::InvalidAttributeValue(
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
                    .to_owned(),
            )),
            (false, true) => {
                self.kms_key = None;
                Ok(())
            }
            _ => {
                self.managed_sse = false;
                Ok(())
            }
        }
    }

    fn check_throughput(&self) -> Result<(), SqsError> {
        match self.fifo {
            Some(fifo) if fifo.per_group_throughput && !fifo.per_group_scope => Err(SqsError::InvalidAttributeValue(
                "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
                    .to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// The value of a settable attribute as `GetQueueAttributes` shows it; none where AWS shows nothing.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let fifo = self.fifo.as_ref();
        match name {
            "Policy" => self.policy.clone(),
            "VisibilityTimeout" => Some(self.visibility_timeout.to_string()),
            "MaximumMessageSize" => Some(self.maximum_message_size.to_string()),
            "MessageRetentionPeriod" => Some(self.retention.to_string()),
            "DelaySeconds" => Some(self.delay.to_string()),
            "ReceiveMessageWaitTimeSeconds" => Some(self.wait_time.to_string()),
            "RedrivePolicy" => self.redrive.as_ref().map(|policy| policy.text.clone()),
            "RedriveAllowPolicy" => self.redrive_allow.as_ref().map(|policy| policy.text.clone()),
            "KmsMasterKeyId" => self.kms_key.clone(),
            "KmsDataKeyReusePeriodSeconds" => {
                self.kms_reuse.or(self.kms_key.as_ref().map(|_| 300)).map(|seconds| seconds.to_string())
            }
            "SqsManagedSseEnabled" => Some(self.managed_sse.to_string()),
            "FifoQueue" => fifo.map(|_| "true".to_owned()),
            "ContentBasedDeduplication" => fifo.map(|fifo| fifo.content_based_deduplication.to_string()),
            "DeduplicationScope" => {
                fifo.map(|fifo| if fifo.per_group_scope { "messageGroup" } else { "queue" }.to_owned())
            }
            "FifoThroughputLimit" => {
                fifo.map(|fifo| if fifo.per_group_throughput { "perMessageGroupId" } else { "perQueue" }.to_owned())
            }
            _ => None,
        }
    }

    /// The first of the given attributes whose value is another here: what makes `CreateQueue` refuse an existing name.
    pub(crate) fn first_difference(&self, given: &BTreeMap<String, String>) -> Result<Option<String>, SqsError> {
        let wanted = self.with(given)?;
        Ok(given.keys().find(|name| !self.agrees(&wanted, name)).cloned())
    }

    /// Whether an attribute means the same in both. Policies are compared by what they say, not by how it is spaced.
    fn agrees(&self, other: &Attributes, name: &str) -> bool {
        let parsed = |text: &Option<String>| text.as_deref().map(|text| serde_json::from_str::<Value>(text).ok());
        match name {
            "Policy" => parsed(&self.policy) == parsed(&other.policy),
            _ => self.get(name) == other.get(name),
        }
    }
}

/// The names asked for, with `All` spelled out.
pub(crate) fn expand(asked: &[String]) -> Result<Vec<&str>, SqsError> {
    if let Some(unknown) = asked.iter().find(|name| name.as_str() != "All" && !is_known(name)) {
        return Err(SqsError::UnknownAttribute(unknown.clone()));
    }
    if asked.iter().any(|name| name == "All") {
        return Ok(NAMES.to_vec());
    }
    Ok(asked.iter().map(String::as_str).collect())
}

/// An empty value takes an attribute away.
fn optional<T>(value: &str, parse: impl FnOnce(&str) -> Result<T, SqsError>) -> Result<Option<T>, SqsError> {
    if value.is_empty() { Ok(None) } else { parse(value).map(Some) }
}

fn number(name: &str, value: &str, range: RangeInclusive<u32>) -> Result<u32, SqsError> {
    value.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| invalid(name))
}

fn boolean(name: &str, value: &str) -> Result<bool, SqsError> {
    if value.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if value.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(invalid(name))
    }
}

/// Whether the second of two choices is taken.
fn choice(name: &str, value: &str, choices: [&str; 2]) -> Result<bool, SqsError> {
    choices.iter().position(|choice| *choice == value).map(|index| index == 1).ok_or_else(|| invalid(name))
}

fn invalid(name: &str) -> SqsError {
    SqsError::InvalidAttributeValue(format!("Invalid value for the parameter {name}."))
}
