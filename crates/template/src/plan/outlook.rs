//! What an update will do with each resource, as far as it can be known before it begins.

use std::collections::BTreeMap;

use tradewind_resource::{Registry, Update};
use tradewind_wire::Document;

use super::compare::outcome;
use super::{Action, Current, Difference, differences};
use crate::compile::Compiled;
use crate::evaluate::{Known, Values, preview_at};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::resource::Resource;
use crate::schema::fitted;

/// What will be, resource by resource.
pub(crate) struct Outlook<'a> {
    current: BTreeMap<&'a str, &'a Current>,
    seen: BTreeMap<String, Seen>,
}

/// What is known about one resource of the new template.
pub(crate) struct Seen {
    pub(crate) action: Action,
    pub(crate) differences: Vec<Difference>,
    /// Its properties as far as they are known, typed.
    pub(crate) properties: Document,
}

impl Seen {
    /// Whether its physical id stays.
    fn keeps_id(&self) -> bool {
        let replaces = |one: &Difference| one.update != Update::InPlace;
        match self.action {
            Action::Keep | Action::Update => true,
            Action::Decide => !self.differences.iter().any(replaces),
            Action::Create | Action::Replace => false,
        }
    }
}

impl<'a> Outlook<'a> {
    /// Looks at all resources, those first that others wait for.
    pub(crate) fn new(
        compiled: &Compiled,
        current: &'a [Current],
        registry: &Registry,
        facts: &Facts,
    ) -> Result<Outlook<'a>, Fault> {
        let current = current.iter().map(|one| (one.logical_id.as_str(), one)).collect();
        let mut outlook = Outlook { current, seen: BTreeMap::new() };
        let mut ordered: Vec<&Resource> = compiled.resources.iter().collect();
        ordered.sort_by_key(|resource| compiled.wave(&resource.logical_id));
        for resource in ordered {
            let seen = outlook.look(compiled, resource, registry, facts)?;
            outlook.seen.insert(resource.logical_id.clone(), seen);
        }
        Ok(outlook)
    }

    fn look(
        &self,
        compiled: &Compiled,
        resource: &Resource,
        registry: &Registry,
        facts: &Facts,
    ) -> Result<Seen, Fault> {
        let path = ["Resources", resource.logical_id.as_str(), "Properties"];
        let properties = preview_at(&resource.properties, &path, compiled, self, facts)?;
        let Some(known) = registry.find(&resource.type_name) else {
            return Ok(Seen { action: Action::Create, differences: Vec::new(), properties });
        };
        let properties = fitted(resource, properties, known);
        let Some(current) = self.current.get(resource.logical_id.as_str()) else {
            return Ok(Seen { action: Action::Create, differences: Vec::new(), properties });
        };
        let differences = differences(known, &current.properties, &properties);
        let action = outcome(known, &current.properties, &properties, &differences);
        Ok(Seen { action, differences, properties })
    }

    pub(crate) fn get(&self, logical_id: &str) -> Option<&Seen> {
        self.seen.get(logical_id)
    }

    pub(super) fn action(&self, logical_id: &str) -> Action {
        self.get(logical_id).map_or(Action::Create, |seen| seen.action)
    }
}

impl Values for Outlook<'_> {
    fn id(&self, logical_id: &str) -> Known {
        match (self.seen.get(logical_id), self.current.get(logical_id)) {
            (Some(seen), Some(current)) if seen.keeps_id() => Known::Value(current.physical_id.as_str().into()),
            _ => Known::Later,
        }
    }

    fn attribute(&self, logical_id: &str, attribute: &str) -> Known {
        let (Some(seen), Some(current)) = (self.seen.get(logical_id), self.current.get(logical_id)) else {
            return Known::Later;
        };
        if seen.action != Action::Keep {
            return Known::Later;
        }
        let found = current.attributes.iter().find(|(name, _)| name == attribute);
        // Which attributes there are, only the type knows.
        found.map_or(Known::Later, |(_, value)| Known::Value(value.clone()))
    }
}
