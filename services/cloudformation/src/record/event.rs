//! Events of stacks.

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

use crate::record::Status;

/// An event of a stack.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) logical_id: String,
    pub(crate) physical_id: String,
    pub(crate) type_name: String,
    /// Microseconds since the epoch.
    pub(crate) at: u64,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    /// JSON; none for the stack itself.
    pub(crate) properties: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) operation: Option<String>,
}

impl Record for Event {
    const VERSION: u8 = 1;
}
