//! Why a handler could not do what was wanted.

use std::fmt;

use tradewind_wire::ErrorDocument;

/// [What kind of failure](https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html)
/// a handler met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandlerErrorCode {
    /// The property can't be changed.
    NotUpdatable,
    /// The properties are wrong.
    InvalidRequest,
    /// The caller may not.
    AccessDenied,
    /// There is one of that name.
    AlreadyExists,
    /// It is not there.
    NotFound,
    /// It is in use, or another change is going on.
    ResourceConflict,
    /// Too fast.
    Throttling,
    /// A quota is used up.
    ServiceLimitExceeded,
    /// It did not become ready in time.
    NotStabilized,
    /// The service failed.
    ServiceInternalError,
    /// Anything else.
    GeneralServiceException,
}

/// Why a handler could not do what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind.
    pub code: HandlerErrorCode,
    /// The text, without what CloudFormation puts around it.
    pub message: String,
    /// The text as it shall stand in the stack's events, for resources that are not made by a handler of AWS's registry (custom
    /// resources, nested stacks): [`Failure::reason`] gives it unchanged.
    plain: bool,
}

impl Failure {
    /// Of this kind.
    pub fn new(code: HandlerErrorCode, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), plain: false }
    }

    /// Whose text stands in the stack's events as it is.
    pub fn plain(message: impl Into<String>) -> Failure {
        Failure { code: HandlerErrorCode::GeneralServiceException, message: message.into(), plain: true }
    }

    /// The properties are wrong.
    pub fn invalid(message: impl Into<String>) -> Failure {
        Failure::new(HandlerErrorCode::InvalidRequest, message)
    }

    /// There is one of that name: the text AWS's handlers give.
    pub fn exists(type_name: &str, id: &str) -> Failure {
        let message = format!("Resource of type '{type_name}' with identifier '{id}' already exists.");
        Failure::new(HandlerErrorCode::AlreadyExists, message)
    }

    /// It is not there: the text AWS's handlers give.
    pub fn missing(type_name: &str, id: &str) -> Failure {
        let message = format!("Resource of type '{type_name}' with identifier '{id}' was not found.");
        Failure::new(HandlerErrorCode::NotFound, message)
    }

    /// A service's refusal. `service` is its SDK name: `Sqs`.
    pub fn refusal(service: &str, error: &ErrorDocument, request: &str) -> Failure {
        let text = error.message.as_deref().unwrap_or(&error.code);
        let status = error.status;
        let message = format!("{text} (Service: {service}, Status Code: {status}, Request ID: {request})");
        Failure::new(code_of(error), message)
    }

    /// The status reason in the stack's events.
    pub fn reason(&self, token: &str) -> String {
        if self.plain {
            return self.message.clone();
        }
        let Failure { code, message, .. } = self;
        format!("Resource handler returned message: \"{message}\" (RequestToken: {token}, HandlerErrorCode: {code:?})")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// What kind of failure a service's error is, by its name: AWS's services name them alike.
fn code_of(error: &ErrorDocument) -> HandlerErrorCode {
    const BY_PART: [(&[&str], HandlerErrorCode); 6] = [
        (&["AlreadyExist", "AlreadyOwned", "QueueNameExists", "ResourceExists"], HandlerErrorCode::AlreadyExists),
        (&["NotFound", "NoSuch", "NonExistent", "DoesNotExist"], HandlerErrorCode::NotFound),
        (&["AccessDenied", "NotAuthorized", "Unauthorized"], HandlerErrorCode::AccessDenied),
        (&["Throttl", "TooManyRequests", "SlowDown"], HandlerErrorCode::Throttling),
        (&["LimitExceeded", "TooManyBuckets", "OverLimit"], HandlerErrorCode::ServiceLimitExceeded),
        (&["Conflict", "InUse", "ConcurrentModification", "NotEmpty"], HandlerErrorCode::ResourceConflict),
    ];
    let known = BY_PART.iter().find(|(parts, _)| parts.iter().any(|part| error.code.contains(part)));
    match known {
        Some((_, code)) => *code,
        None if error.status >= 500 => HandlerErrorCode::ServiceInternalError,
        None => HandlerErrorCode::InvalidRequest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_as_cloudformation_writes_them() {
        let failure = Failure::new(HandlerErrorCode::AlreadyExists, "it is there");
        let expected =
            "Resource handler returned message: \"it is there\" (RequestToken: t, HandlerErrorCode: AlreadyExists)";
        assert_eq!(failure.reason("t"), expected);
        assert_eq!(
            Failure::plain("Failed to receive 1 resource signal(s)").reason("t"),
            "Failed to receive 1 resource signal(s)"
        );
    }
}
