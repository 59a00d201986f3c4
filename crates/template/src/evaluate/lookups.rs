//! Functions that look something up.

use tradewind_wire::Document;

use super::dynamic::shielded;
use super::evaluator::{Evaluator, Value, call};
use crate::facts::Want;
use crate::fault::Fault;
use crate::text::text;

impl Evaluator<'_> {
    pub(super) fn find_in_map(&mut self, argument: &Document) -> Result<Value, Fault> {
        let wrong = "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute \
             for return value";
        let (names, default) = match argument.items() {
            [map, key, name] => ([map, key, name], None),
            [map, key, name, default] => ([map, key, name], default.get("DefaultValue")),
            _ => return Err(self.fault(wrong)),
        };
        let mut texts = Vec::new();
        for (index, part) in names.into_iter().enumerate() {
            match self.below(&index.to_string(), part)? {
                Value::Known(value) => texts.push(text(&value).ok_or_else(|| self.fault(wrong))?),
                Value::Later(_) => return Ok(Value::Later(call("Fn::FindInMap", argument.clone()))),
                Value::Gone => return Err(self.fault(wrong)),
            }
        }
        let [map, key, name] = texts.as_slice() else { return Err(self.fault(wrong)) };
        let mapping = self.scope.mappings.and_then(|mappings| mappings.get(map));
        if let Some(value) = mapping.and_then(|mapping| mapping.get(key)).and_then(|attributes| attributes.get(name)) {
            return Ok(Value::Known(value.clone()));
        }
        match (default, mapping) {
            (Some(default), _) => self.below("DefaultValue", default),
            (None, Some(_)) => {
                Err(self.fault(format!("Template error: Unable to get mapping for {map}::{key}::{name}")))
            }
            (None, None) => Err(self.fault(format!(
                "Template error: Mapping named '{map}' is not present in the 'Mappings' section of template."
            ))),
        }
    }

    pub(super) fn import(&mut self, argument: &Document) -> Result<Value, Fault> {
        let Some(name) = text(argument) else {
            return Err(self.fault(
                "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string",
            ));
        };
        let want = Want::Import(name);
        match self.facts.get(&want) {
            Some(Ok(value)) => Ok(Value::Known(shielded(value.clone()))),
            Some(Err(why)) => Err(self.fault(why.clone())),
            None => Ok(self.want(want, call("Fn::ImportValue", argument.clone()))),
        }
    }

    /// The zones of a region; of the stack's where none is named.
    pub(super) fn zones(&self, argument: &Document) -> Result<Document, Fault> {
        let Some(region) = argument.as_str() else {
            return Err(self.fault("Template error: every Fn::GetAZs object must have a String-typed value."));
        };
        let environment = self.scope.environment;
        let zone = |zone: &String| {
            let letter = zone.strip_prefix(&environment.region).unwrap_or(zone);
            match region {
                "" => zone.as_str().into(),
                region => [region, letter].concat().into(),
            }
        };
        Ok(Document::List(environment.zones.iter().map(zone).collect()))
    }
}
