//! Everything the registry can answer instead of a result, in AWS's words.

use tradewind_cloud::StoreFault;
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EcrError {
    /// An error of the model: its code and its whole text.
    #[error("{1}")]
    Coded(&'static str, String),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EcrError {
    /// A parameter that does not do.
    pub(crate) fn invalid(member: &str, why: &str) -> EcrError {
        let text = format!("Invalid parameter at '{member}' failed to satisfy constraint: '{why}'");
        EcrError::Coded("InvalidParameterException", text)
    }
}

impl ApiError for EcrError {
    fn code(&self) -> &str {
        match self {
            EcrError::Coded(code, _) => code,
            EcrError::Store(_) => "ServerException",
        }
    }

    fn message(&self) -> String {
        match self {
            EcrError::Coded(_, text) => text.clone(),
            EcrError::Store(error) => StoreFault::of(error).message.to_owned(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let EcrError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, EcrError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        if let EcrError::Store(error) = self { StoreFault::of(error).status() } else { 400 }
    }
}
