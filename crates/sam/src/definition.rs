//! OpenAPI and Swagger documents: what the transforms of REST and HTTP APIs do to both.

use crate::Fault;
use crate::intrinsics::{if_arguments, is_intrinsic, is_no_value, no_value, when};
use crate::value::{Map, Text, Value, map};

/// The key under which API Gateway's extensions keep a method's integration.
pub(crate) const INTEGRATION: &str = "x-amazon-apigateway-integration";
/// The key of the method that stands for all methods.
pub(crate) const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

/// The document of a REST API that has none.
pub(crate) fn swagger() -> Map {
    map! { "swagger" => "2.0", "info" => info(), "paths" => Map::new() }
}

/// The document of an HTTP API that has none.
pub(crate) fn openapi() -> Map {
    map! { "openapi" => "3.0.1", "info" => info(), "paths" => Map::new() }
}

fn info() -> Map {
    map! { "version" => "1.0", "title" => crate::intrinsics::reference("AWS::StackName") }
}

/// Whether a value is a document that can be edited.
pub(crate) fn is_document(value: &Value) -> bool {
    let Some(map) = value.as_map() else { return false };
    if map.get("paths").is_none_or(|paths| paths.as_map().is_none()) {
        return false;
    }
    map.given("swagger").is_some() || map.given("openapi").is_some()
}

/// Whether the document says that it is OpenAPI 3.
pub(crate) fn is_version3(text: &str) -> bool {
    let mut parts = text.split('.');
    parts.next() == Some("3")
        && parts.clone().count() <= 2
        && parts.all(|part| part.len() == 1 && part.chars().all(|c| c.is_ascii_digit()))
}

/// The name of a method as documents write it.
pub(crate) fn method_name(method: &Text) -> Text {
    let lower = method.to_lowercase();
    if lower == "any" {
        return ANY_METHOD.into();
    }
    if method.is_foreign() { Text::foreign(lower) } else { lower.into() }
}

/// Keys of a path that are no methods.
pub(crate) fn is_method_key(key: &str) -> bool {
    !matches!(
        key,
        "parameters" | "summary" | "description" | "servers" | "$ref" | "x-amazon-apigateway-request-validator"
    )
}

/// The item of a path: itself, or what stands in the branches of its condition.
pub(crate) fn branches_mut(item: &mut Value) -> Vec<&mut Map> {
    if if_arguments(item).is_some() {
        let Some(Value::List(parts)) = item.as_map_mut().and_then(|map| map.get_mut("Fn::If")) else {
            return Vec::new();
        };
        return parts.iter_mut().skip(1).filter(|part| !is_no_value(part)).flat_map(branches_mut).collect();
    }
    if is_no_value(item) { Vec::new() } else { item.as_map_mut().into_iter().collect() }
}

/// The same, to read.
pub(crate) fn branches(item: &Value) -> Vec<&Map> {
    match if_arguments(item) {
        Some(parts) => parts.iter().skip(1).filter(|part| !is_no_value(part)).flat_map(branches).collect(),
        None if is_no_value(item) => Vec::new(),
        None => item.as_map().into_iter().collect(),
    }
}

/// The document's paths.
pub(crate) fn paths_mut(root: &mut Map) -> &mut Map {
    root.map_at("paths")
}

/// Calls `each` with every method of every path.
pub(crate) fn each_method(
    root: &mut Map,
    mut each: impl FnMut(&Text, &Text, &mut Map) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for (path, item) in paths_mut(root).iter_mut() {
        check_path(path, item)?;
        for branch in branches_mut(item) {
            for (method, value) in branch.iter_mut() {
                if !is_method_key(method) {
                    continue;
                }
                let valid = value.as_map().is_some();
                if !valid {
                    return Err(Fault::template(format!(
                        "Definition of method '{}' for path '{}' should be a map.",
                        &**method, &**path
                    )));
                }
                for definition in branches_mut(value) {
                    each(path, method, definition)?;
                }
            }
        }
    }
    Ok(())
}

/// A path has to be a map.
pub(crate) fn check_path(path: &str, item: &Value) -> Result<(), Fault> {
    if item.as_map().is_none() {
        let message = format!("Value of '{path}' path must be a dictionary according to Swagger spec.");
        return Err(Fault::template(message));
    }
    Ok(())
}

/// Makes room for a method of a path.
pub(crate) fn add_path(root: &mut Map, path: &Text, method: Option<&Text>) -> Result<(), Fault> {
    let paths = paths_mut(root);
    if !paths.has(path) {
        paths.set(path, Map::new());
    }
    let Some(item) = paths.get_mut(path) else { return Ok(()) };
    check_path(path, item)?;
    if let Some(method) = method {
        for branch in branches_mut(item) {
            if branch.given(method).is_none() {
                branch.set(method, Map::new());
            }
        }
    }
    Ok(())
}

/// Whether a method has an integration.
pub(crate) fn has_integration(root: &Map, path: &str, method: &str) -> bool {
    let Some(item) = root.get("paths").and_then(|paths| paths.get(path)) else { return false };
    branches(item)
        .into_iter()
        .filter_map(|branch| branch.get(method))
        .flat_map(branches)
        .any(|definition| definition.given(INTEGRATION).is_some_and(Value::truthy))
}

/// Calls `each` with the definitions of one method.
pub(crate) fn each_definition(root: &mut Map, path: &str, method: &str, mut each: impl FnMut(&mut Map)) {
    let Some(item) = paths_mut(root).get_mut(path) else { return };
    for branch in branches_mut(item) {
        if let Some(value) = branch.get_mut(method) {
            branches_mut(value).into_iter().for_each(&mut each);
        }
    }
}

/// Replaces a method's definition, under a condition if there is one.
pub(crate) fn condition_method(root: &mut Map, path: &str, method: &str, condition: Option<&Value>) {
    let (Some(condition), Some(item)) = (condition, paths_mut(root).get_mut(path)) else { return };
    for branch in branches_mut(item) {
        if let Some(value) = branch.get_mut(method)
            && !is_intrinsic(value)
        {
            *value = when(condition, std::mem::take(value), no_value());
        }
    }
}

/// Puts a path under a condition.
pub(crate) fn condition_path(root: &mut Map, path: &str, condition: &Text) {
    if let Some(item) = paths_mut(root).get_mut(path)
        && !is_intrinsic(item)
    {
        *item = when(condition, std::mem::take(item), no_value());
    }
}
