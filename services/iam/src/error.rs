//! Everything IAM can answer instead of a result.

use std::borrow::Cow;

use tradewind_cloud::StoreFault;
use tradewind_policy::Malformed;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

/// What went wrong, as AWS tells it.
#[derive(Debug, thiserror::Error)]
pub enum IamError {
    /// There is no such thing.
    #[error("{0}")]
    NoSuchEntity(String),
    /// There is one of that name.
    #[error("{0}")]
    EntityAlreadyExists(String),
    /// Something still hangs on it.
    #[error("{0}")]
    DeleteConflict(Cow<'static, str>),
    /// A quota is used up.
    #[error("{0}")]
    LimitExceeded(String),
    /// Quotas in AWS's usual words: the quota's name and its number.
    #[error("Cannot exceed quota for {0}: {1}")]
    Quota(&'static str, usize),
    /// A document that is not of the policy language.
    #[error("{0}")]
    MalformedPolicyDocument(#[from] Malformed),
    /// Input that is well formed and makes no sense.
    #[error("{0}")]
    InvalidInput(Cow<'static, str>),
    /// Input that is not well formed, in words of IAM's own.
    #[error("{0}")]
    Validation(Cow<'static, str>),
    /// A role that only its service may change, by name.
    #[error("Cannot perform the operation on the protected role '{0}' - this role is only modifiable by AWS")]
    UnmodifiableEntity(String),
    /// A policy of a service, for its own roles only.
    #[error("Cannot attach a Service Role Policy to a Customer Role.")]
    PolicyNotAttachable,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IamError {
    /// There is no such role, user, group or policy: `The role with name x cannot be found.`
    pub(crate) fn not_found(what: &str, name: &str) -> IamError {
        IamError::NoSuchEntity(format!("The {what} with name {name} cannot be found."))
    }

    pub(crate) fn conflict(text: &'static str) -> IamError {
        IamError::DeleteConflict(Cow::Borrowed(text))
    }

    /// The shape's name, the code in the query protocol, and the status.
    fn codes(&self) -> (&'static str, &'static str, u16) {
        match self {
            IamError::NoSuchEntity(_) => ("NoSuchEntityException", "NoSuchEntity", 404),
            IamError::EntityAlreadyExists(_) => ("EntityAlreadyExistsException", "EntityAlreadyExists", 409),
            IamError::DeleteConflict(_) => ("DeleteConflictException", "DeleteConflict", 409),
            IamError::LimitExceeded(_) | IamError::Quota(..) => ("LimitExceededException", "LimitExceeded", 409),
            IamError::MalformedPolicyDocument(_) => {
                ("MalformedPolicyDocumentException", "MalformedPolicyDocument", 400)
            }
            IamError::InvalidInput(_) => ("InvalidInputException", "InvalidInput", 400),
            IamError::Validation(_) => ("ValidationException", "ValidationError", 400),
            IamError::UnmodifiableEntity(_) => ("UnmodifiableEntityException", "UnmodifiableEntity", 400),
            IamError::PolicyNotAttachable => ("PolicyNotAttachableException", "PolicyNotAttachable", 400),
            IamError::Store(error) => {
                let fault = StoreFault::of(error);
                if fault.passing {
                    ("ServiceUnavailableException", "ServiceUnavailable", fault.status())
                } else {
                    ("ServiceFailureException", "ServiceFailure", fault.status())
                }
            }
        }
    }
}

impl ApiError for IamError {
    fn code(&self) -> &str {
        self.codes().0
    }

    fn query_code(&self) -> Option<&str> {
        Some(self.codes().1)
    }

    fn message(&self) -> String {
        match self {
            IamError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn fault(&self) -> Fault {
        if matches!(self, IamError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        self.codes().2
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let IamError::Store(error) = self { Some(error) } else { None }
    }
}
