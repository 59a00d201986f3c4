//! From the normal form back to the language: every list as a list, members in one order.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::document::{Condition, Policy, Principals, Selection, Statement};

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Version", self.version.as_str())?;
        if let Some(id) = &self.id {
            map.serialize_entry("Id", id)?;
        }
        map.serialize_entry("Statement", &self.statements)?;
        map.end()
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(sid) = &self.sid {
            map.serialize_entry("Sid", sid)?;
        }
        map.serialize_entry("Effect", self.effect.as_str())?;
        if let Some(principals) = &self.principals {
            map.serialize_entry(if principals.negated { "NotPrincipal" } else { "Principal" }, principals)?;
        }
        let entry = |selection: &Selection, plain, negated| if selection.negated { negated } else { plain };
        map.serialize_entry(entry(&self.actions, "Action", "NotAction"), &self.actions.patterns)?;
        if let Some(resources) = &self.resources {
            map.serialize_entry(entry(resources, "Resource", "NotResource"), &resources.patterns)?;
        }
        if !self.conditions.is_empty() {
            map.serialize_entry("Condition", &Conditions(&self.conditions))?;
        }
        map.end()
    }
}

impl Serialize for Principals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.everybody {
            return serializer.serialize_str("*");
        }
        serializer.collect_map(self.named.iter().map(|(kind, values)| (kind.as_str(), values)))
    }
}

/// Conditions of one operator stand together, as they were read.
struct Conditions<'a>(&'a [Condition]);

impl Serialize for Conditions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let groups = self.0.chunk_by(|a, b| a.operator == b.operator);
        serializer.collect_map(groups.map(|group| (group.first().map_or("", |one| &one.operator), Keys(group))))
    }
}

struct Keys<'a>(&'a [Condition]);

impl Serialize for Keys<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|condition| (&condition.key, &condition.values)))
    }
}
