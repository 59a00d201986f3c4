//! Properties held against tables: which there are, of which types, which must be there.

use crate::Fault;
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Value};

/// Anything.
pub(crate) const ANY: u8 = 0;
/// A text.
pub(crate) const TEXT: u8 = 1;
/// A map.
pub(crate) const MAP: u8 = 2;
/// A list.
pub(crate) const LIST: u8 = 4;
/// A whole number.
pub(crate) const INT: u8 = 8;
/// True or false.
pub(crate) const BOOL: u8 = 16;
/// Must be there.
pub(crate) const MUST: u8 = 64;
/// An intrinsic function in its place is refused.
pub(crate) const PLAIN: u8 = 128;

/// A table of properties.
pub(crate) type Table = &'static [(&'static str, u8)];

/// Holds properties against a table. `kind` is the resource type that the message names.
pub(crate) fn check(id: &str, kind: &str, properties: &Map, table: Table) -> Result<(), Fault> {
    for (name, value) in properties.iter() {
        let Some((_, rule)) = table.iter().find(|(known, _)| *known == &**name) else {
            if name.starts_with("__") {
                continue;
            }
            return Err(Fault::resource(id, format!("property {} not defined for resource of type {kind}", &**name)));
        };
        if !matches(value, *rule) {
            return Err(Fault::resource(id, format!("Type of property '{}' is invalid.", &**name)));
        }
    }
    for (name, rule) in table {
        if rule & MUST != 0 && properties.given(name).is_none() {
            return Err(Fault::resource(id, format!("Missing required property '{name}'.")));
        }
    }
    Ok(())
}

fn matches(value: &Value, rule: u8) -> bool {
    if rule & (TEXT | MAP | LIST | INT | BOOL) == 0 {
        return true;
    }
    match value {
        Value::Null => true,
        value if is_intrinsic(value) && rule & PLAIN == 0 => true,
        Value::Text(_) => rule & TEXT != 0,
        Value::Map(_) => rule & MAP != 0,
        Value::List(_) => rule & LIST != 0,
        Value::Int(_) => rule & INT != 0,
        Value::Bool(_) => rule & (BOOL | INT) != 0,
        Value::Float(_) => false,
    }
}

/// A property that has to be a map.
pub(crate) fn a_map<'v>(id: &str, value: &'v Value, path: &str) -> Result<&'v Map, Fault> {
    value.as_map().ok_or_else(|| Fault::resource(id, format!("Property '{path}' should be a map.")))
}

/// A property that has to be a list.
pub(crate) fn a_list<'v>(id: &str, value: &'v Value, path: &str) -> Result<&'v [Value], Fault> {
    value.as_list().ok_or_else(|| Fault::resource(id, format!("Property '{path}' should be a list.")))
}

/// A property that has to be a text.
pub(crate) fn a_text<'v>(id: &str, value: &'v Value, path: &str) -> Result<&'v str, Fault> {
    value.as_str().ok_or_else(|| Fault::resource(id, format!("Property '{path}' should be a string.")))
}
