//! SAM's policy templates: a name and parameters stand for a policy document. The table is `policy_templates.json`.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html>

use std::sync::LazyLock;

use tradewind_wire::Document;

use crate::Fault;
use crate::intrinsics::referenced;
use crate::value::{Map, Value};

static TABLE: LazyLock<Value> = LazyLock::new(|| {
    let text = include_bytes!("policy_templates.json");
    Document::from_json(text).map(|table| Value::from_document(&table)).unwrap_or_default()
});

/// Whether there is a template of this name.
pub(crate) fn exists(name: &str) -> bool {
    TABLE.get(name).is_some()
}

/// The document that a template and parameters stand for.
pub(crate) fn expand(id: &str, name: &str, parameters: &Value) -> Result<Value, Fault> {
    let needed = TABLE.at(&[name, "Parameters"]).and_then(Value::as_list).unwrap_or_default();
    let empty = Map::new();
    let given = parameters.as_map().unwrap_or(&empty);
    let mut missing: Vec<&str> =
        needed.iter().filter_map(Value::as_str).filter(|parameter| !given.has(parameter)).collect();
    if !missing.is_empty() {
        missing.sort_unstable();
        let message =
            format!("Following required parameters of policy template '{name}' don't have values: {missing:?}");
        return Err(Fault::resource(id, message.replace('"', "'")));
    }
    let statement = TABLE.at(&[name, "Statement"]).cloned().unwrap_or_default();
    Ok([("Statement".into(), fill(&statement, given))].into_iter().collect::<Map>().into())
}

/// Puts the parameters' values where the template refers to them.
fn fill(value: &Value, parameters: &Map) -> Value {
    if let Some(given) = referenced(value).and_then(|name| parameters.get(name)) {
        return given.clone();
    }
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| fill(item, parameters)).collect()),
        Value::Map(map) => map.iter().map(|(k, v)| (k.clone(), fill(v, parameters))).collect::<Map>().into(),
        other => other.clone(),
    }
}
