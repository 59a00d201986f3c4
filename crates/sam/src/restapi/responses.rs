//! `GatewayResponses` and `Models` of a REST API.

use crate::check::a_map;
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Text, Value};
use crate::{Fault, python};

/// The property `GatewayResponses` as the definition's extension.
pub(crate) fn gateway_responses(id: &str, given: &Value) -> Result<Map, Fault> {
    let mut all = Map::new();
    for (name, response) in a_map(id, given, "GatewayResponses")?.iter() {
        let Some(response) = response.as_map() else {
            let kind = match response {
                Value::Int(_) => "int",
                Value::Text(_) => "str",
                Value::List(_) => "list",
                Value::Bool(_) => "bool",
                _ => "NoneType",
            };
            let message = format!(
                "Invalid property type '{kind}' for GatewayResponses. Expected an object of type 'GatewayResponse'."
            );
            return Err(Fault::resource(id, message));
        };
        all.set(name, one(id, name, response)?);
    }
    Ok(all)
}

fn one(id: &str, name: &Text, given: &Map) -> Result<Map, Fault> {
    for key in given.keys() {
        if !matches!(&**key, "ResponseParameters" | "ResponseTemplates" | "StatusCode") {
            let message = format!("Invalid property '{}' in 'GatewayResponses' property '{}'.", &**key, &**name);
            return Err(Fault::resource(id, message));
        }
    }
    let mut response = Map::new();
    let parameters = match given.given("ResponseParameters") {
        None => Map::new(),
        Some(value) => parameters(id, a_map(id, value, &format!("GatewayResponses.{}.ResponseParameters", &**name))?)?,
    };
    if let Some(status) = given.given("StatusCode") {
        response.set("statusCode", if is_intrinsic(status) { status.clone() } else { python::str3(status).into() });
    }
    response.set("responseParameters", parameters);
    response.set("responseTemplates", given.given("ResponseTemplates").cloned().unwrap_or_else(|| Map::new().into()));
    Ok(response)
}

fn parameters(id: &str, given: &Map) -> Result<Map, Fault> {
    let mut all = Map::new();
    for (place, values) in given.iter() {
        let prefix = match &**place {
            "Headers" => "header",
            "Paths" => "path",
            "QueryStrings" => "querystring",
            other => {
                return Err(Fault::resource(id, format!("Invalid gateway response parameter '{other}'")));
            }
        };
        for (name, value) in values.as_map().into_iter().flat_map(Map::iter) {
            all.set(Text::foreign(format!("gatewayresponse.{prefix}.{}", &**name)), value);
        }
    }
    Ok(all)
}

/// The property `Models` as the definition's schemas: their names in lower case.
pub(crate) fn models(id: &str, given: &Value) -> Result<Map, Fault> {
    if given.as_map().is_none() {
        return Err(Fault::resource(id, "Property 'Models' should be a map."));
    }
    let mut all = Map::new();
    for (name, schema) in given.as_map().into_iter().flat_map(Map::iter) {
        let is_schema = schema.get("type").is_some() && schema.get("properties").is_some();
        let array = schema.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "object");
        if !is_schema && !array {
            return Err(Fault::resource(id, "Invalid value for 'Models' property"));
        }
        all.set(Text::foreign(name.to_lowercase()), schema);
    }
    Ok(all)
}
