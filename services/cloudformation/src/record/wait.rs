//! What steps wait for from outside.

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, View, decode};

use crate::keys;

/// What a step waits for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Wait {
    /// The stack's UUID.
    pub(crate) stack: String,
    /// The resource that made the URL.
    pub(crate) logical_id: String,
    /// What stands in the URL.
    pub(crate) secret: String,
    /// Whether it is a handle of wait conditions: signals gather, by their unique ids.
    pub(crate) is_handle: bool,
    /// What has come: JSON of a custom resource's answer, or signals.
    pub(crate) answer: Option<String>,
    pub(crate) signals: Vec<Signal>,
    /// The wait condition that looks at a handle.
    pub(crate) waiter: Option<String>,
}

/// A signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signal {
    pub(crate) unique_id: String,
    pub(crate) success: bool,
    pub(crate) reason: String,
    pub(crate) data: String,
}

impl Record for Wait {
    const VERSION: u8 = 1;
}

impl Wait {
    /// Nothing has come yet.
    pub(crate) fn new(tx: &Tx<'_>, stack: &str, logical_id: &str, is_handle: bool) -> Wait {
        let secret = [tx.rng().uuid_v4(), tx.rng().uuid_v4()].concat().replace('-', "");
        Wait {
            stack: stack.to_owned(),
            logical_id: logical_id.to_owned(),
            secret,
            is_handle,
            answer: None,
            signals: Vec::new(),
            waiter: None,
        }
    }

    pub(crate) fn find(view: View<'_>, token: &str) -> Result<Option<Wait>, StoreError> {
        view.get(keys::wait(token))?.map(|row| decode(&row)).transpose()
    }
}
