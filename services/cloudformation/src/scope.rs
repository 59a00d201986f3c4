//! What a stack's resources are, for the functions of its template.

use std::collections::BTreeMap;

use tradewind_store::StoreError;
use tradewind_template::{Known, Values};
use tradewind_wire::Document;

use crate::record::{Resource, Status};

/// Physical ids and attributes of the resources that are there.
#[derive(Default)]
pub(crate) struct Scope(BTreeMap<String, There>);

struct There {
    id: String,
    attributes: Vec<(String, Document)>,
}

impl Scope {
    pub(crate) fn of(resources: &[Resource]) -> Result<Scope, StoreError> {
        let mut all = BTreeMap::new();
        let ready = |resource: &&Resource| {
            matches!(resource.status, Status::CreateComplete | Status::UpdateComplete | Status::UpdateInProgress)
        };
        for resource in resources.iter().filter(ready) {
            let there = There { id: resource.now.physical_id.clone(), attributes: resource.now.attributes()? };
            all.insert(resource.logical_id.clone(), there);
        }
        Ok(Scope(all))
    }
}

impl Values for Scope {
    fn id(&self, logical_id: &str) -> Known {
        self.0.get(logical_id).map_or(Known::Later, |there| Known::Value(there.id.as_str().into()))
    }

    fn attribute(&self, logical_id: &str, attribute: &str) -> Known {
        let Some(there) = self.0.get(logical_id) else { return Known::Later };
        let found = there.attributes.iter().find(|(name, _)| name == attribute);
        found.map_or(Known::Missing, |(_, value)| Known::Value(value.clone()))
    }
}
