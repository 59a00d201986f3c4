//! Everything Secrets Manager can answer instead of a result, in AWS's words.

use tradewind_cloud::{Denied, StoreFault};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, ErrorDocument, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SecretsManagerError {
    /// No such secret.
    #[error("Secrets Manager can't find the specified secret.")]
    NotFound,
    /// The secret has no such version; what was asked for.
    #[error("Secrets Manager can't find the specified secret value for {0}")]
    NoValue(String),
    /// The secret, by name, is there.
    #[error("The operation failed because the secret {0} already exists.")]
    Exists(String),
    /// The token of another value.
    #[error(
        "You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}."
    )]
    TokenInUse {
        /// The token.
        token: String,
        /// The secret's ARN.
        arn: String,
    },
    /// The secret waits for its deletion.
    #[error("You can't perform this operation on the secret because it was marked for deletion.")]
    MarkedForDeletion,
    /// The name belongs to a secret that waits for its deletion.
    #[error("You can't create this secret because a secret with this name is already scheduled for deletion.")]
    NameScheduled,
    /// KMS did not encrypt.
    #[error(
        "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state. {0}"
    )]
    Encryption(String),
    /// KMS did not decrypt.
    #[error("Secrets Manager can't decrypt the protected secret text using the provided KMS key. {0}")]
    Decryption(String),
    /// Another error of the model: its code and its whole text.
    #[error("{1}")]
    Coded(&'static str, String),
    /// The caller may not do that to a secret of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SecretsManagerError {
    /// An unacceptable parameter.
    pub(crate) fn parameter(text: impl Into<String>) -> SecretsManagerError {
        SecretsManagerError::Coded("InvalidParameterException", text.into())
    }

    /// A request that does not fit the secret's state.
    pub(crate) fn request(text: impl Into<String>) -> SecretsManagerError {
        SecretsManagerError::Coded("InvalidRequestException", text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> SecretsManagerError {
        SecretsManagerError::parameter(format!("{what} is not supported by this server yet."))
    }
}

impl ApiError for SecretsManagerError {
    fn code(&self) -> &str {
        use SecretsManagerError as E;
        match self {
            E::NotFound | E::NoValue(_) => "ResourceNotFoundException",
            E::Exists(_) | E::TokenInUse { .. } => "ResourceExistsException",
            E::MarkedForDeletion | E::NameScheduled => "InvalidRequestException",
            E::Encryption(_) => "EncryptionFailure",
            E::Decryption(_) => "DecryptionFailure",
            E::Coded(code, _) => code,
            E::Denied(_) => "AccessDeniedException",
            E::Store(error) if StoreFault::of(error).passing => "ServiceUnavailableException",
            E::Store(_) => "InternalServiceError",
        }
    }

    fn message(&self) -> String {
        match self {
            SecretsManagerError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let SecretsManagerError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, SecretsManagerError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        if let SecretsManagerError::Store(error) = self { StoreFault::of(error).status() } else { 400 }
    }

    fn message_member(&self) -> Option<&'static str> {
        // The model's own errors spell the member with a capital; those of AWS's front don't.
        let common = ["ValidationException", "AccessDeniedException", "ServiceUnavailableException"];
        (!common.contains(&self.code())).then_some("Message")
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument {
            message: Some(self.message()),
            fault: self.fault(),
            status: self.status(),
            message_member: self.message_member(),
            ..ErrorDocument::sender(self.code().to_owned(), "")
        }
    }
}
