//! Resources of stacks.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tradewind_resource::Existing;
use tradewind_store::{Record, StoreError, Tx, View, decode, encode, prefix};
use tradewind_template::{Current, DeletionPolicy};
use tradewind_wire::Document;

use crate::keys;
use crate::record::{Json, Status};

/// A resource of a stack.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Resource {
    pub(crate) logical_id: String,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    /// Microseconds since the epoch.
    pub(crate) at: u64,
    /// What it is now.
    pub(crate) now: Version,
    /// What it was before the update under way, once that has touched it; `now` for an update that has not changed it.
    pub(crate) before: Option<Version>,
    /// Whether the update under way has begun to change it in place.
    pub(crate) touched: bool,
    /// Whether the update under way made it.
    pub(crate) fresh: bool,
    /// Whether the update under way takes it away.
    pub(crate) leaves: bool,
    /// What stood in its place and must go in the clean-up.
    pub(crate) garbage: Vec<Version>,
}

/// A resource at a time.
#[derive(Clone, Serialize, Deserialize, PartialEq)]
pub(crate) struct Version {
    pub(crate) type_name: String,
    /// Empty where there is none.
    pub(crate) physical_id: String,
    /// Evaluated and typed; dynamic references as they are written.
    pub(crate) properties: Json,
    /// The same without secrets, for events; none where there are no secrets.
    pub(crate) shown: Option<Json>,
    pub(crate) attributes: Vec<(String, Json)>,
    pub(crate) dependencies: Vec<String>,
    pub(crate) deletion_policy: Policy,
    pub(crate) update_replace_policy: Policy,
    pub(crate) metadata: Option<Json>,
    pub(crate) stack_tags: Vec<(String, String)>,
}

/// What becomes of a resource that its stack no longer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Policy {
    Delete,
    Retain,
    RetainExceptOnCreate,
    Snapshot,
}

impl From<DeletionPolicy> for Policy {
    fn from(policy: DeletionPolicy) -> Policy {
        match policy {
            DeletionPolicy::Delete => Policy::Delete,
            DeletionPolicy::Retain => Policy::Retain,
            DeletionPolicy::RetainExceptOnCreate => Policy::RetainExceptOnCreate,
            DeletionPolicy::Snapshot => Policy::Snapshot,
        }
    }
}

impl From<Policy> for DeletionPolicy {
    fn from(policy: Policy) -> DeletionPolicy {
        match policy {
            Policy::Delete => DeletionPolicy::Delete,
            Policy::Retain => DeletionPolicy::Retain,
            Policy::RetainExceptOnCreate => DeletionPolicy::RetainExceptOnCreate,
            Policy::Snapshot => DeletionPolicy::Snapshot,
        }
    }
}

impl Record for Resource {
    const VERSION: u8 = 1;
}

impl Resource {
    pub(crate) fn find(view: View<'_>, stack: &str, logical_id: &str) -> Result<Option<Resource>, StoreError> {
        view.get(keys::resource(stack, logical_id))?.map(|row| decode(&row)).transpose()
    }

    /// All of a stack, in alphabetical order.
    pub(crate) fn all(view: View<'_>, stack: &str) -> Result<Vec<Resource>, StoreError> {
        view.scan(prefix(keys::resources(stack))).map(|row| decode(&row?.1)).collect()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>, stack: &str) {
        tx.put(keys::resource(stack, &self.logical_id), encode(self));
    }

    /// Whether it is there.
    pub(crate) fn is_there(&self) -> bool {
        !matches!(self.status, Status::DeleteComplete | Status::DeleteSkipped)
    }

    /// As the planner sees it.
    pub(crate) fn current(&self) -> Result<Current, StoreError> {
        let Version { type_name, physical_id, properties, dependencies, .. } = &self.now;
        Ok(Current {
            logical_id: self.logical_id.clone(),
            type_name: type_name.clone(),
            physical_id: physical_id.clone(),
            properties: properties.document()?,
            attributes: self.now.attributes()?,
            dependencies: dependencies.clone(),
            deletion_policy: self.now.deletion_policy.into(),
            update_replace_policy: self.now.update_replace_policy.into(),
        })
    }
}

impl Version {
    /// The properties as events tell them.
    pub(crate) fn told(&self) -> &str {
        self.shown.as_ref().unwrap_or(&self.properties).text()
    }

    pub(crate) fn attributes(&self) -> Result<Vec<(String, Document)>, StoreError> {
        self.attributes.iter().map(|(name, value)| Ok((name.clone(), value.document()?))).collect()
    }

    /// As handlers see it.
    pub(crate) fn existing(&self) -> Result<Existing, StoreError> {
        let attributes = self.attributes()?.into_iter().map(|(name, value)| (Cow::Owned(name), value)).collect();
        Ok(Existing {
            id: self.physical_id.clone(),
            properties: self.properties.document()?,
            stack_tags: self.stack_tags.clone(),
            attributes,
        })
    }
}
