//! Everything SQS can answer instead of a result.
//!
//! AWS words an invalid parameter in two ways: a call's own error names the parameter and its value around the reason, the
//! error of a batch's entry is the bare reason. [`SqsError`] keeps the parts, so that both can be said.

use std::borrow::Cow;

use tradewind_cloud::{Denied, StoreFault};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault, Protocol};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SqsError {
    /// No queue of that name in the account and region.
    #[error("The specified queue does not exist.")]
    QueueDoesNotExist,
    /// The same, as the query protocol words it.
    #[error("The specified queue does not exist for this wsdl version.")]
    QueueDoesNotExistInQuery,
    /// A queue of that name exists with another value of the attribute.
    #[error("A queue already exists with the same name and a different value for attribute {0}")]
    QueueNameExists(String),
    /// A queue of that name was deleted less than 60 seconds ago.
    #[error("You must wait 60 seconds after deleting a queue before you can create another with the same name.")]
    QueueDeletedRecently,
    /// The queue, by name, was purged less than 60 seconds ago.
    #[error("Only one PurgeQueue operation on {0} is allowed every 60 seconds.")]
    PurgeQueueInProgress(String),
    /// Not a name of an attribute, or not one this queue can have.
    #[error("Unknown Attribute {0}.")]
    UnknownAttribute(String),
    /// A queue attribute's value is not acceptable; the text is AWS's whole text.
    #[error("{0}")]
    InvalidAttributeValue(String),
    /// A parameter with its value, and why it is not acceptable.
    #[error("Value {value} for parameter {parameter} is invalid. Reason: {}", sentence(reason))]
    Invalid {
        /// The parameter's name.
        parameter: &'static str,
        /// The value as it was given.
        value: String,
        /// Without the full stop.
        reason: Cow<'static, str>,
    },
    /// Parameters that are not acceptable together, or whose value AWS does not repeat.
    #[error("One or more parameters are invalid. Reason: {0}.")]
    InvalidTogether(Cow<'static, str>),
    /// An invalid parameter that AWS words freely; the whole text.
    #[error("{0}")]
    InvalidParameter(Cow<'static, str>),
    /// A required parameter is absent or empty.
    #[error("The request must contain the parameter {0}.")]
    MissingParameter(Cow<'static, str>),
    /// A character that is allowed in no message.
    #[error("{0}")]
    InvalidMessageContents(String),
    /// Not a receipt handle at all.
    #[error("The input receipt handle \"{0}\" is not a valid receipt handle.")]
    NotAReceiptHandle(String),
    /// A receipt handle of another queue, or of an earlier queue of this name.
    #[error("The receipt handle \"{0}\" is not valid for this queue.")]
    ForeignReceiptHandle(String),
    /// A receipt handle of a FIFO queue whose visibility timeout has ended.
    #[error("Value {0} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")]
    ExpiredReceiptHandle(String),
    /// A batch without entries; what an entry is called.
    #[error("There should be at least one {0} in the request.")]
    EmptyBatch(&'static str),
    /// A batch of too many entries; how many.
    #[error("Maximum number of entries per request are 10. You have sent {0}.")]
    TooManyEntries(usize),
    /// Two entries of a batch share an id.
    #[error("Id {0} repeated.")]
    BatchEntryIdsNotDistinct(String),
    /// An entry's id is not well formed.
    #[error(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
    )]
    InvalidBatchEntryId,
    /// The messages of a batch are too long together; how many bytes.
    #[error("Batch requests cannot be longer than 1048576 bytes. You have sent {0} bytes.")]
    BatchTooLong(usize),
    /// 120,000 messages are in flight, or a policy has all the statements it may have.
    #[error("{0}")]
    OverLimit(Cow<'static, str>),
    /// Something a move task names is not there; the whole text.
    #[error("{0}")]
    ResourceNotFound(Cow<'static, str>),
    /// Not in this state; the whole text.
    #[error("{0}")]
    Unsupported(Cow<'static, str>),
    /// A queue URL or an ARN that can't be one; the whole text.
    #[error("{0}")]
    InvalidAddress(String),
    /// The caller may not do that to a queue of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where AWS keeps the names of errors that the model does not list.
pub(crate) const COMMON: &str = "com.amazon.coral.service";
/// The model's own namespace.
pub(crate) const MODEL: &str = "com.amazonaws.sqs";

impl SqsError {
    /// An invalid parameter.
    pub(crate) fn invalid(
        parameter: &'static str,
        value: impl Into<String>,
        reason: impl Into<Cow<'static, str>>,
    ) -> SqsError {
        SqsError::Invalid { parameter, value: value.into(), reason: reason.into() }
    }

    /// A required parameter is absent.
    pub(crate) fn missing(parameter: &'static str) -> SqsError {
        SqsError::MissingParameter(Cow::Borrowed(parameter))
    }

    /// The error as a protocol words it.
    pub(crate) fn worded_for(self, protocol: Protocol) -> SqsError {
        match self {
            SqsError::QueueDoesNotExist if protocol == Protocol::AwsQuery => SqsError::QueueDoesNotExistInQuery,
            other => other,
        }
    }

    /// The error's namespace and name in awsJson, its code in query, and query's HTTP status.
    fn names(&self) -> (&'static str, &'static str, &'static str, u16) {
        match self {
            SqsError::QueueDoesNotExist | SqsError::QueueDoesNotExistInQuery => {
                (MODEL, "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400)
            }
            SqsError::QueueNameExists(_) => (MODEL, "QueueNameExists", "QueueAlreadyExists", 400),
            SqsError::QueueDeletedRecently => {
                (MODEL, "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently", 400)
            }
            SqsError::PurgeQueueInProgress(_) => {
                (MODEL, "PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress", 403)
            }
            SqsError::UnknownAttribute(_) => (MODEL, "InvalidAttributeName", "InvalidAttributeName", 400),
            SqsError::InvalidAttributeValue(_) => (MODEL, "InvalidAttributeValue", "InvalidAttributeValue", 400),
            SqsError::Invalid { .. }
            | SqsError::InvalidTogether(_)
            | SqsError::InvalidParameter(_)
            | SqsError::ExpiredReceiptHandle(_) => {
                (COMMON, "InvalidParameterValueException", "InvalidParameterValue", 400)
            }
            SqsError::MissingParameter(_) => (COMMON, "MissingRequiredParameterException", "MissingParameter", 400),
            SqsError::InvalidMessageContents(_) => (MODEL, "InvalidMessageContents", "InvalidMessageContents", 400),
            SqsError::NotAReceiptHandle(_) | SqsError::ForeignReceiptHandle(_) => {
                (MODEL, "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404)
            }
            SqsError::EmptyBatch(_) => (MODEL, "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest", 400),
            SqsError::TooManyEntries(_) => {
                (MODEL, "TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400)
            }
            SqsError::BatchEntryIdsNotDistinct(_) => {
                (MODEL, "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400)
            }
            SqsError::InvalidBatchEntryId => {
                (MODEL, "InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId", 400)
            }
            SqsError::BatchTooLong(_) => {
                (MODEL, "BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", 400)
            }
            SqsError::OverLimit(_) => (MODEL, "OverLimit", "OverLimit", 403),
            SqsError::ResourceNotFound(_) => (MODEL, "ResourceNotFoundException", "ResourceNotFoundException", 404),
            SqsError::Unsupported(_) => {
                (MODEL, "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation", 400)
            }
            SqsError::InvalidAddress(_) => (MODEL, "InvalidAddress", "InvalidAddress", 404),
            SqsError::Denied(_) => (COMMON, "AccessDeniedException", "AccessDenied", 403),
            SqsError::Store(error) => {
                let fault = StoreFault::of(error);
                if fault.passing {
                    (COMMON, "ServiceUnavailableException", "ServiceUnavailable", fault.status())
                } else {
                    (COMMON, "InternalFailure", "InternalFailure", fault.status())
                }
            }
        }
    }

    /// The error's code in the query protocol and in `x-amzn-query-error`.
    fn query_code_name(&self) -> &'static str {
        self.names().2
    }

    /// The code and message of a batch's failed entry: the bare reason.
    pub(crate) fn of_entry(&self) -> (&'static str, String) {
        match self {
            SqsError::Invalid { reason, .. } | SqsError::InvalidTogether(reason) => {
                (self.query_code_name(), reason.to_string())
            }
            SqsError::ExpiredReceiptHandle(_) => {
                ("ReceiptHandleIsInvalid", "The receipt handle has expired".to_owned())
            }
            other => (other.query_code_name(), other.message()),
        }
    }
}

impl ApiError for SqsError {
    fn code(&self) -> &str {
        self.names().1
    }

    fn query_code(&self) -> Option<&str> {
        Some(self.query_code_name())
    }

    fn message(&self) -> String {
        match self {
            SqsError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn fault(&self) -> Fault {
        if matches!(self, SqsError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let SqsError::Store(error) = self { Some(error) } else { None }
    }

    fn status(&self) -> u16 {
        // awsJson answers every fault of the caller with 400.
        let status = self.names().3;
        if status >= 500 { status } else { 400 }
    }

    fn query_status(&self) -> Option<u16> {
        Some(self.names().3)
    }

    fn namespace(&self) -> Option<&'static str> {
        Some(self.names().0)
    }
}

/// A reason as a sentence. AWS ends one with a full stop unless it closes with a limit in brackets.
fn sentence(reason: &str) -> String {
    let stop = if reason.ends_with(']') { "" } else { "." };
    format!("{reason}{stop}")
}
