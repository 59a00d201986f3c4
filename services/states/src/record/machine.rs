//! State machines.

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, View, decode, encode};

use crate::error::StatesError;
use crate::keys;

/// A state machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Machine {
    pub(crate) name: String,
    pub(crate) role: String,
    /// `STANDARD`.
    pub(crate) kind: String,
    /// Microseconds since the epoch, as all times here.
    pub(crate) created: u64,
    /// Of its definition; a UUID. The first one is not told.
    pub(crate) revision: String,
    pub(crate) revised: bool,
    /// Settings as JSON of the API's shapes.
    pub(crate) logging: Option<String>,
    pub(crate) tracing: bool,
    pub(crate) tags: Vec<(String, String)>,
}

impl Record for Machine {
    const VERSION: u8 = 1;
}

impl Machine {
    pub(crate) fn find(view: View<'_>, name: &str) -> Result<Option<Machine>, StoreError> {
        view.get(keys::machine(name))?.map(|row| decode(&row)).transpose()
    }

    /// # Errors
    /// `StateMachineDoesNotExist`.
    pub(crate) fn get(view: View<'_>, name: &str, arn: &str) -> Result<Machine, StatesError> {
        Machine::find(view, name)?.ok_or_else(|| StatesError::no_machine(arn))
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::machine(&self.name), encode(self));
    }
}
