//! Tags: SAM's own mark, a resource's tags, and tags that functions hand on to what is made of them.

use crate::Fault;
use crate::value::{Map, Text, Value, map};

/// Where the mark stands that SAM sets on what it makes for functions.
pub(crate) const FUNCTION_MARK: &str = "lambda:createdBy";

/// A list of tags out of a map of them.
pub(crate) fn listed(tags: &Map) -> Vec<Value> {
    tags.iter().map(|(key, value)| tag(key.clone(), value.clone())).collect()
}

fn tag(key: impl Into<Text>, value: impl Into<Value>) -> Value {
    map! { "Key" => key.into(), "Value" => value.into() }.into()
}

/// SAM's mark and a resource's tags as a list; refuses tags with the mark's name.
pub(crate) fn marked(id: &str, mark: &str, tags: Option<&Value>) -> Result<Value, Fault> {
    let mut list = vec![tag(mark, "SAM")];
    match tags {
        Some(Value::Map(tags)) => {
            refuse_mark(id, tags)?;
            list.extend(listed(tags));
        }
        Some(Value::List(tags)) => list.extend(tags.iter().cloned()),
        _ => {}
    }
    Ok(Value::List(list))
}

/// Refuses tags with the name of SAM's mark.
pub(crate) fn refuse_mark(id: &str, tags: &Map) -> Result<(), Fault> {
    if tags.has(FUNCTION_MARK) {
        return Err(Fault::resource(
            id,
            "lambda:createdBy is a reserved Tag key name and cannot be set on your resource. \
             Please change the tag key in the input.",
        ));
    }
    Ok(())
}
