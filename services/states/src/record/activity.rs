//! Activities, and tasks that somebody else answers.

use serde::{Deserialize, Serialize};
use tradewind_states_lang::TaskId;
use tradewind_store::{Record, StoreError, Tx, View, decode, encode};

use crate::keys;

/// An activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Activity {
    pub(crate) name: String,
    pub(crate) created: u64,
    pub(crate) tags: Vec<(String, String)>,
    /// The number of the next task.
    pub(crate) next: u64,
}

impl Record for Activity {
    const VERSION: u8 = 1;
}

impl Activity {
    pub(crate) fn find(view: View<'_>, name: &str) -> Result<Option<Activity>, StoreError> {
        view.get(keys::activity(name))?.map(|row| decode(&row)).transpose()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::activity(&self.name), encode(self));
    }
}

/// A task that waits for a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) token: String,
    pub(crate) input: String,
}

impl Record for Asked {
    const VERSION: u8 = 1;
}

/// Whose a token is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) machine: String,
    pub(crate) execution: String,
    pub(crate) task: TaskId,
}

impl Record for Holder {
    const VERSION: u8 = 1;
}

impl Holder {
    pub(crate) fn find(view: View<'_>, token: &str) -> Result<Option<Holder>, StoreError> {
        view.get(keys::token(token))?.map(|row| decode(&row)).transpose()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>, token: &str) {
        tx.put(keys::token(token), encode(self));
    }
}
