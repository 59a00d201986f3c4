//! References that follow what became of a resource: `!Ref Layer`, `!Ref Function.Version`, `!GetAtt Function.DestinationQueue.Arn`.

use std::collections::BTreeMap;

use crate::intrinsics::{function, replace_places};
use crate::value::{Map, Text, Value, list, map};

type Renamed = BTreeMap<String, String>;
type Attributes = BTreeMap<(String, String), String>;

/// Rewrites all references of a value.
pub(crate) fn follow(value: &Value, renamed: &Renamed, attributes: &Attributes) -> Value {
    if let Some(value) = replaced(value, renamed, attributes) {
        return value;
    }
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| follow(item, renamed, attributes)).collect()),
        Value::Map(map) => map.iter().map(|(k, v)| (k.clone(), follow(v, renamed, attributes))).collect::<Map>().into(),
        other => other.clone(),
    }
}

fn replaced(value: &Value, renamed: &Renamed, attributes: &Attributes) -> Option<Value> {
    match function(value)? {
        "Ref" => {
            let name = value.get("Ref")?.as_str()?;
            let id = target(name, renamed, attributes)?;
            Some(map! { "Ref" => id }.into())
        }
        "Fn::GetAtt" => {
            let parts = value.get("Fn::GetAtt")?.as_list()?;
            let whole = parts.iter().map(|part| part.as_str()).collect::<Option<Vec<_>>>()?.join(".");
            let (id, rest) = attribute(&whole, renamed, attributes)?;
            Some(map! { "Fn::GetAtt" => list![id, rest] }.into())
        }
        "Fn::Sub" => {
            let given = value.get("Fn::Sub")?;
            match given {
                Value::Text(text) => Some(map! { "Fn::Sub" => places(text, &Map::new(), renamed, attributes) }.into()),
                Value::List(parts) => {
                    let (text, variables) = (parts.first()?.as_text()?, parts.get(1)?.as_map()?);
                    let text = places(text, variables, renamed, attributes);
                    let variables = follow(&variables.clone().into(), renamed, attributes);
                    Some(map! { "Fn::Sub" => list![text, variables] }.into())
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// What `Resource` or `Resource.Attribute` stands for.
fn target(name: &str, renamed: &Renamed, attributes: &Attributes) -> Option<String> {
    if let Some((resource, attribute)) = name.split_once('.') {
        return attributes.get(&(resource.to_owned(), attribute.to_owned())).cloned();
    }
    renamed.get(name).cloned()
}

/// What `Resource.Attribute.More` or `Resource.Attribute` stands for as an attribute.
fn attribute(whole: &str, renamed: &Renamed, attributes: &Attributes) -> Option<(String, String)> {
    let (resource, rest) = whole.split_once('.')?;
    if let Some((name, rest)) = rest.split_once('.')
        && let Some(id) = attributes.get(&(resource.to_owned(), name.to_owned()))
    {
        return Some((id.clone(), rest.to_owned()));
    }
    renamed.get(resource).map(|id| (id.clone(), rest.to_owned()))
}

fn places(text: &Text, variables: &Map, renamed: &Renamed, attributes: &Attributes) -> String {
    replace_places(text, |name| {
        if variables.has(name) {
            return None;
        }
        let found = target(name, renamed, attributes)
            .or_else(|| attribute(name, renamed, attributes).map(|(id, rest)| format!("{id}.{rest}")));
        found.map(|found| format!("${{{found}}}"))
    })
}
