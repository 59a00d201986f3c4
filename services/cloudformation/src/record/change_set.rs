//! Change sets.

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, View, decode, encode, prefix};

use crate::keys;
use crate::record::{Json, Settings};

/// A change set.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ChangeSet {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The stack's UUID.
    pub(crate) stack: String,
    pub(crate) description: Option<String>,
    /// Microseconds since the epoch.
    pub(crate) created: u64,
    /// Whether it makes the stack.
    pub(crate) creates: bool,
    /// `CREATE_COMPLETE` or `FAILED`.
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    /// `AVAILABLE`, `UNAVAILABLE`, `EXECUTE_IN_PROGRESS`, `EXECUTE_COMPLETE`, `EXECUTE_FAILED`, `OBSOLETE`.
    pub(crate) execution: String,
    pub(crate) settings: Settings,
    pub(crate) changes: Vec<Change>,
    pub(crate) include_nested: bool,
    pub(crate) on_stack_failure: Option<String>,
    pub(crate) client_token: Option<String>,
    /// What it was made from, to know the same request again.
    pub(crate) import_existing: Option<bool>,
}

/// What happens to a resource.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    /// `Add`, `Modify`, `Remove`.
    pub(crate) action: String,
    pub(crate) logical_id: String,
    pub(crate) physical_id: Option<String>,
    pub(crate) type_name: String,
    /// `True`, `False`, `Conditional`.
    pub(crate) replacement: Option<String>,
    pub(crate) policy_action: Option<String>,
    pub(crate) scope: Vec<String>,
    pub(crate) details: Vec<Detail>,
    pub(crate) before: Option<Json>,
    pub(crate) after: Option<Json>,
}

/// What changes of a resource.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// `Properties`, `Tags`.
    pub(crate) attribute: String,
    pub(crate) name: Option<String>,
    /// `Never`, `Always`, `Conditionally`.
    pub(crate) requires_recreation: String,
    /// `Static`, `Dynamic`.
    pub(crate) evaluation: String,
    /// `DirectModification`, `ResourceReference`, `ResourceAttribute`.
    pub(crate) source: String,
    pub(crate) causing_entity: Option<String>,
}

impl Record for ChangeSet {
    const VERSION: u8 = 1;
}

impl ChangeSet {
    pub(crate) fn all(view: View<'_>, stack: &str) -> Result<Vec<ChangeSet>, StoreError> {
        view.scan(prefix(keys::change_sets(stack))).map(|row| decode(&row?.1)).collect()
    }

    pub(crate) fn find(view: View<'_>, stack: &str, id: &str) -> Result<Option<ChangeSet>, StoreError> {
        view.get(keys::change_set(stack, id))?.map(|row| decode(&row)).transpose()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::change_set(&self.stack, &self.id), encode(self));
        tx.put(keys::stack_of_change_set(&self.id), self.stack.clone().into_bytes());
    }

    pub(crate) fn delete(&self, tx: &mut Tx<'_>) {
        tx.delete(keys::change_set(&self.stack, &self.id));
        tx.delete(keys::stack_of_change_set(&self.id));
        if let Some(template) = self.settings.template {
            tx.delete_body(keys::template(&self.stack, template));
            tx.delete_body(keys::processed(&self.stack, template));
        }
    }

    /// `arn:aws:cloudformation:<region>:<account>:changeSet/<name>/<id>`.
    pub(crate) fn arn(&self, account: &str, region: &str) -> String {
        ["arn:aws:cloudformation:", region, ":", account, ":changeSet/", &self.name, "/", &self.id].concat()
    }
}
