//! What a client is told when the store could not do a request's part.

use tradewind_store::StoreError;

/// The store's failures as clients see them: whether trying again may help, and a text that names nothing inside. The cause is
/// for the log ([`tradewind_wire::ApiError::cause`]); it may name files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreFault {
    /// Whether the same request may succeed later: a full disk, a read that the system refused. Status 503, otherwise 500.
    pub passing: bool,
    /// The text for the client.
    pub message: &'static str,
}

impl StoreFault {
    /// How a failure is told.
    pub fn of(error: &StoreError) -> StoreFault {
        match error {
            StoreError::Full => {
                StoreFault { passing: true, message: "The disk of the server is full; the request was not kept." }
            }
            other => StoreFault {
                passing: matches!(other, StoreError::Io(_)),
                message: "The server could not process the request.",
            },
        }
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        if self.passing { 503 } else { 500 }
    }
}
