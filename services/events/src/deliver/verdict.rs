//! What a target's error means for the event.
//!
//! The codes are those that dead letters carry in `ERROR_CODE`, see
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html>: missing permissions and missing targets are not
//! retried, neither are requests that no repetition makes valid.

use tradewind_wire::{Document, ErrorDocument, Fault};

/// Why an event could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// `ERROR_CODE`.
    pub(crate) code: &'static str,
    /// `ERROR_MESSAGE`.
    pub(crate) message: String,
    /// Whether another attempt may succeed.
    pub(crate) again: bool,
}

impl Failure {
    pub(crate) fn for_good(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), again: false }
    }

    pub(crate) fn for_now(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), again: true }
    }

    /// From the answer to a whole call.
    pub(crate) fn of_call(error: &ErrorDocument) -> Failure {
        let message = error.message.clone().unwrap_or_default();
        verdict(&error.code, message, error.fault == Fault::Sender && error.status < 500)
    }

    /// From one entry of a batch's `Failed`.
    pub(crate) fn of_entry(entry: &Document) -> Failure {
        let text = |key: &str| entry.get(key).and_then(Document::as_str).unwrap_or_default();
        let sender = matches!(entry.get("SenderFault"), Some(Document::Bool(true)));
        verdict(text("Code"), text("Message").to_owned(), sender)
    }
}

fn verdict(code: &str, message: String, sender: bool) -> Failure {
    let message = if message.is_empty() { code.to_owned() } else { message };
    let is = |parts: &[&str]| parts.iter().any(|part| code.contains(part));
    if is(&["NonExistentQueue", "QueueDoesNotExist", "ResourceNotFound"]) {
        Failure::for_good("NO_RESOURCE", message)
    } else if is(&["AccessDenied", "NotAuthorized", "InvalidSecurity"]) {
        Failure::for_good("NO_PERMISSIONS", message)
    } else if is(&["Throttl", "OverLimit", "TooManyRequests"]) {
        Failure::for_now("THROTTLING", message)
    } else if is(&["UnknownOperation", "NotImplemented"]) {
        Failure::for_good("SDK_CLIENT_ERROR", message)
    } else if sender {
        Failure::for_good("INVALID_PARAMETER", message)
    } else {
        Failure::for_now("ERROR_FROM_TARGET", message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worth_another_try() {
        for (code, sender, want, again) in [
            ("AWS.SimpleQueueService.NonExistentQueue", true, "NO_RESOURCE", false),
            ("QueueDoesNotExist", true, "NO_RESOURCE", false),
            ("ResourceNotFoundException", true, "NO_RESOURCE", false),
            ("TooManyRequestsException", true, "THROTTLING", true),
            ("AccessDeniedException", true, "NO_PERMISSIONS", false),
            ("ThrottlingException", true, "THROTTLING", true),
            ("OverLimit", true, "THROTTLING", true),
            ("InvalidParameterValue", true, "INVALID_PARAMETER", false),
            ("InternalFailure", false, "ERROR_FROM_TARGET", true),
            ("ServiceUnavailable", false, "ERROR_FROM_TARGET", true),
        ] {
            let failure = verdict(code, String::new(), sender);
            assert_eq!((failure.code, failure.again, failure.message.as_str()), (want, again, code));
        }
    }
}
