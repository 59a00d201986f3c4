//! `OpenApiVersion`: a REST API's definition as OpenAPI 3.

use crate::Fault;
use crate::definition::{self, is_version3};
use crate::intrinsics::is_intrinsic;
use crate::python;
use crate::value::{Map, Value, map};

/// The version that the API asks for, checked.
pub(crate) fn of(id: &str, given: &Map) -> Result<Option<String>, Fault> {
    let version = match given.given("OpenApiVersion") {
        None => return Ok(None),
        Some(Value::Text(text)) => text.to_string(),
        Some(number @ Value::Float(_)) => python::repr3(number),
        Some(_) => return Err(Fault::resource(id, "Property 'OpenApiVersion' should be a string.")),
    };
    if !is_version3(&version) && version != "2.0" {
        return Err(Fault::resource(id, "The OpenApiVersion value must be of the format '3.0.0'."));
    }
    Ok(Some(version))
}

/// A definition of another form: only its version is changed.
pub(crate) fn convert(body: Value, version: Option<&str>) -> Result<Value, Fault> {
    match body {
        Value::Map(mut body) if version.is_some() && !is_intrinsic(&Value::Map(body.clone())) => {
            finish(&mut body, version)?;
            Ok(body.into())
        }
        other => Ok(other),
    }
}

/// Rewrites what Swagger 2 and OpenAPI 3 say differently, if the definition is OpenAPI 3.
pub(crate) fn finish(body: &mut Map, asked: Option<&str>) -> Result<(), Fault> {
    let own = body.given("openapi").map(python::str3);
    let Some(version) = asked.map(str::to_owned).or(own) else { return Ok(()) };
    if !is_version3(&version) {
        return Ok(());
    }
    for (from, to) in [("securityDefinitions", "securitySchemes"), ("definitions", "schemas")] {
        if let Some(moved) = body.remove(from) {
            let components = body.map_at("components");
            match (components.get_mut(to).and_then(Value::as_map_mut), moved) {
                (Some(there), Value::Map(moved)) => there.extend(moved),
                (_, moved) => components.set(to, moved),
            }
        }
    }
    if body.remove("swagger").is_some() || asked.is_some() {
        body.set("openapi", version);
    }
    options(body)
}

/// Preflight methods have no `consumes` and `produces`, and their headers' types are schemas.
fn options(body: &mut Map) -> Result<(), Fault> {
    let Some(paths) = body.get_mut("paths").and_then(Value::as_map_mut) else { return Ok(()) };
    for (path, item) in paths.iter_mut() {
        definition::check_path(path, item)?;
        let Some(options) = item.as_map_mut().and_then(|item| item.get_mut("options")) else { continue };
        let Some(options) = options.as_map_mut() else { continue };
        options.remove("consumes");
        options.remove("produces");
        let Some(responses) = options.get_mut("responses") else { continue };
        let Some(responses) = responses.as_map_mut() else {
            return Err(Fault::template(format!(
                "Invalid responses in options method for path {}: It should be a map.",
                &**path
            )));
        };
        for (_, response) in responses.iter_mut() {
            let Some(headers) = response.as_map_mut().and_then(|response| response.get_mut("headers")) else {
                continue;
            };
            let Some(headers) = headers.as_map_mut() else {
                return Err(Fault::template(format!(
                    "Value of response's headers in options method for path {} must be a dictionary according to Swagger spec.",
                    &**path
                )));
            };
            for (_, header) in headers.iter_mut() {
                let old = std::mem::take(header);
                *header = map! { "schema" => old }.into();
            }
        }
    }
    Ok(())
}

const ENDPOINT: &str = "x-amazon-apigateway-endpoint-configuration";

/// Says in the definition whether the API answers at its default endpoint.
pub(crate) fn disable_endpoint(body: &mut Map, disabled: &Value) -> Result<(), Fault> {
    let version3 = body.given("openapi").is_some();
    if !version3 {
        if body.given(ENDPOINT).is_some_and(|given| given.as_map().is_none()) {
            let message = format!("Invalid OpenAPI definition: The value of '{ENDPOINT}' should be a map.");
            return Err(Fault::template(message));
        }
        body.map_at(ENDPOINT).set("disableExecuteApiEndpoint", disabled);
        return Ok(());
    }
    if body.given("servers").and_then(Value::as_list).is_none_or(<[Value]>::is_empty) {
        let server = map! { ENDPOINT => map! { "disableExecuteApiEndpoint" => disabled } };
        body.set("servers", vec![Value::from(server)]);
        return Ok(());
    }
    let Some(Value::List(servers)) = body.get_mut("servers") else { return Ok(()) };
    for (at, server) in servers.iter_mut().enumerate() {
        let Some(server) = server.as_map_mut() else { continue };
        if server.given(ENDPOINT).is_some_and(|given| given.as_map().is_none()) {
            let message =
                format!("Invalid OpenAPI definition of 'servers[{at}]': The value of '{ENDPOINT}' should be a map.");
            return Err(Fault::template(message));
        }
        server.map_at(ENDPOINT).set("disableExecuteApiEndpoint", disabled);
    }
    Ok(())
}
