//! What an event says about its method beyond the integration: authorizer, key, policy, model, parameters, time-out.

use crate::definition::{self, INTEGRATION};
use crate::events::Event;
use crate::intrinsics::is_intrinsic;
use crate::restapi::{auth, resource_policy};
use crate::value::{Map, Text, Value, list, map};
use crate::world::World;
use crate::{Fault, python};

/// The API that an event belongs to, as far as the event needs it.
struct Api<'a> {
    properties: &'a Map,
    auth: Map,
}

/// Writes the event's further properties into the definition.
pub(crate) fn describe(
    world: &World<'_>,
    event: &Event<'_>,
    api_id: &str,
    path: &Text,
    method: &Text,
    body: &mut Map,
) -> Result<(), Fault> {
    let empty = Map::new();
    let properties =
        world.resources.get(api_id).and_then(|api| api.get("Properties")).and_then(Value::as_map).unwrap_or(&empty);
    let auth = properties.given("Auth").and_then(Value::as_map).cloned().unwrap_or_default();
    let api = Api { properties, auth };
    if let Some(auth) = event.given("Auth").and_then(Value::as_map) {
        authorize(event, &api, auth, path, method, body)?;
        if let Some(policy) = auth.given("ResourcePolicy") {
            let stage = if !event.target.starts {
                properties.given("StageName").cloned().unwrap_or_default()
            } else {
                Value::Null
            };
            resource_policy::add(body, policy, path, &stage)?;
        }
    }
    if let Some(model) = event.given("RequestModel").and_then(Value::as_map) {
        request_model(event, &api, model, path, method, body)?;
    }
    if let Some(parameters) = event.given("RequestParameters").and_then(Value::as_list) {
        request_parameters(event, parameters, path, method, body)?;
    }
    if let Some(timeout) = event.given("TimeoutInMillis") {
        definition::each_definition(body, path, method, |definition| {
            definition.map_at(INTEGRATION).set("timeoutInMillis", timeout);
        });
    }
    Ok(())
}

/// With which credentials API Gateway calls the function, where IAM authorises.
pub(crate) fn credentials(world: &World<'_>, api_id: &str, event: &Event<'_>) -> Option<Value> {
    let api = world.resources.get(api_id)?.at(&["Properties", "Auth"]).and_then(Value::as_map);
    let method = event.given("Auth").and_then(Value::as_map);
    let authorizer = method
        .and_then(|auth| auth.given("Authorizer"))
        .or_else(|| api.and_then(|auth| auth.given("DefaultAuthorizer")))?;
    if authorizer.as_str() != Some("AWS_IAM") {
        return None;
    }
    let role = match method.and_then(|auth| auth.get("InvokeRole")) {
        Some(role) => Some(role),
        None => api.and_then(|auth| auth.given("InvokeRole")),
    };
    match role {
        None => Some(caller(world)),
        Some(Value::Null) => None,
        Some(Value::Text(role)) if &**role == "NONE" => None,
        Some(Value::Text(role)) if &**role == "CALLER_CREDENTIALS" => Some(caller(world)),
        Some(role) => Some(role.clone()),
    }
}

fn caller(world: &World<'_>) -> Value {
    format!("arn:{}:iam::*:user/*", world.inputs.partition).into()
}

fn authorize(
    event: &Event<'_>,
    api: &Api<'_>,
    given: &Map,
    path: &Text,
    method: &Text,
    body: &mut Map,
) -> Result<(), Fault> {
    let place = format!("API method [{}] for path [{}]", &**method, &**path);
    let scopes = given.get("AuthorizationScopes");
    match given.given("Authorizer") {
        Some(authorizer) => {
            check_authorizer(event, api, authorizer, &place)?;
            let name = authorizer.as_text().cloned().unwrap_or_default();
            let own =
                api.auth.given("Authorizers").and_then(|all| all.get(&name)).and_then(|a| a.get("AuthorizationScopes"));
            let scopes = scopes.or(own).cloned().unwrap_or_else(|| list![]);
            let security: Value = map! { name.clone() => scopes }.into();
            definition::each_definition(body, path, method, |definition| {
                let mut all = others(definition);
                all.insert(0, security.clone());
                definition.set("security", all);
            });
            if &*name == "AWS_IAM" {
                auth::define_iam(body);
            }
        }
        None if scopes.is_some_and(Value::truthy) && api.auth.given("DefaultAuthorizer").is_none() => {
            return Err(event.fault("AuthorizationScopes works only when Authorizer is set"));
        }
        None => {}
    }
    if let Some(required) = given.given("ApiKeyRequired") {
        if !required.truthy() && api.auth.given("ApiKeyRequired").is_none() {
            return Err(event.fault(format!(
                "Unable to set ApiKeyRequired [False] on {place} because the related API does not specify any ApiKeyRequired."
            )));
        }
        let key = if required.truthy() { "api_key" } else { "api_key_false" };
        let security: Value = map! { key => list![] }.into();
        definition::each_definition(body, path, method, |definition| {
            let mut all = definition.given("security").map(Value::listed).unwrap_or_default();
            all.push(security.clone());
            definition.set("security", all);
        });
        if required.truthy() {
            auth::define_key(body);
        }
    }
    Ok(())
}

/// What a method's security says beside authorizers.
fn others(definition: &Map) -> Vec<Value> {
    let Some(Value::List(items)) = definition.given("security") else { return Vec::new() };
    items.iter().filter(|item| item.get("api_key").is_some()).cloned().collect()
}

fn check_authorizer(event: &Event<'_>, api: &Api<'_>, authorizer: &Value, place: &str) -> Result<(), Fault> {
    let name = python::str3(authorizer);
    let default = api.auth.given("DefaultAuthorizer");
    if name == "AWS_IAM" {
        return Ok(());
    }
    if name == "NONE" {
        let readable = api.properties.given("Auth").is_none_or(|auth| auth.as_map().is_some());
        if default.is_none() && readable {
            return Err(event.fault(format!(
                "Unable to set Authorizer on {place} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified."
            )));
        }
        return Ok(());
    }
    let Some(authorizers) = api.auth.given("Authorizers") else {
        return Err(event.fault(format!(
            "Unable to set Authorizer [{name}] on {place} because the related API does not define any Authorizers."
        )));
    };
    if authorizers.get(&name).is_none() {
        return Err(event.fault(format!(
            "Unable to set Authorizer [{name}] on {place} because it wasn't defined in the API's Authorizers."
        )));
    }
    Ok(())
}

fn request_model(
    event: &Event<'_>,
    api: &Api<'_>,
    given: &Map,
    path: &Text,
    method: &Text,
    body: &mut Map,
) -> Result<(), Fault> {
    let Some(model) = given.given("Model") else { return Ok(()) };
    let fail = |why: &str| {
        let name = python::str3(model);
        let message = format!(
            "Unable to set RequestModel [{name}] on API method [{}] for path [{}] because {why}",
            &**method, &**path
        );
        Err(event.fault(message))
    };
    let Some(models) = api.properties.given("Models") else {
        return fail("the related API does not define any Models.");
    };
    let Some(models) = models.as_map().filter(|_| !is_intrinsic(models)) else {
        return fail("the related API Models defined is of invalid type.");
    };
    let Some(name) = model.as_text() else {
        return fail("the related API does not contain valid Models.");
    };
    if models.given(name).is_none() {
        return fail("it wasn't defined in the API's Models.");
    }
    let version3 = api.properties.given("OpenApiVersion").is_some();
    let lower = Text::foreign(name.to_lowercase());
    definition::each_definition(body, path, method, |definition| {
        add_model(definition, &lower, given, version3);
    });
    validate(given, path, method, body);
    Ok(())
}

fn add_model(definition: &mut Map, name: &Text, given: &Map, version3: bool) {
    if version3 {
        let schema = map! { "$ref" => Text::foreign(format!("#/components/schemas/{}", &**name)) };
        let mut request = map! { "content" => map! { "application/json" => map! { "schema" => schema } } };
        request.maybe("required", given.given("Required").cloned());
        definition.set("requestBody", request);
        return;
    }
    let schema = map! { "$ref" => Text::foreign(format!("#/definitions/{}", &**name)) };
    let mut parameter = map! { "in" => "body", "name" => name, "schema" => schema };
    parameter.maybe("required", given.given("Required").cloned());
    let mut parameters = definition.given("parameters").map(Value::listed).unwrap_or_default();
    parameters.push(parameter.into());
    definition.set("parameters", parameters);
}

/// Which validator of the API checks the method's requests.
fn validate(given: &Map, path: &Text, method: &Text, body: &mut Map) {
    let on = |key: &str| given.given(key).is_some_and(Value::truthy);
    if given.given("ValidateBody").is_none() && given.given("ValidateParameters").is_none() {
        return;
    }
    let (for_body, for_parameters) = (on("ValidateBody"), on("ValidateParameters"));
    let name = match (for_body, for_parameters) {
        (true, true) => "body-and-params",
        (true, false) => "body-only",
        (false, true) => "params-only",
        (false, false) => "no-validation",
    };
    let rules = map! { "validateRequestBody" => for_body, "validateRequestParameters" => for_parameters };
    body.map_at("x-amazon-apigateway-request-validators").set(name, rules);
    definition::each_definition(body, path, method, |definition| {
        definition.set("x-amazon-apigateway-request-validator", name);
    });
}

const NAMES: &str = "Invalid value for 'RequestParameters' property. Keys must be in the format \
                     'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.";
const VALUES: &str =
    "Invalid value for 'RequestParameters' property. Values must be an object, e.g { Required: true, Caching: false }";

fn request_parameters(
    event: &Event<'_>,
    given: &[Value],
    path: &Text,
    method: &Text,
    body: &mut Map,
) -> Result<(), Fault> {
    let mut parameters: Vec<Value> = Vec::new();
    let mut cached: Vec<Value> = Vec::new();
    for one in given {
        let (name, settings) = match one {
            Value::Text(name) => (name.clone(), Map::new()),
            Value::Map(map) => {
                let Some((name, settings)) = map.iter().next() else { continue };
                let Some(settings) = settings.as_map() else { return Err(event.fault(VALUES)) };
                if settings.keys().any(|key| !matches!(&**key, "Required" | "Caching")) {
                    return Err(event.fault(VALUES));
                }
                (name.clone(), settings.clone())
            }
            _ => {
                let message =
                    "Invalid value for 'RequestParameters' property. Property must be either a string or an object";
                return Err(event.fault(message));
            }
        };
        let (place, value) = parameter_name(&name).ok_or_else(|| event.fault(NAMES))?;
        let place = if place == "querystring" { "query" } else { place };
        let required = place == "path" || settings.given("Required").is_some_and(Value::truthy);
        let parameter = map! {
            "in" => Text::foreign(place),
            "name" => Text::foreign(value),
            "required" => required,
            "type" => "string",
        };
        parameters.push(parameter.into());
        if settings.given("Caching").is_some_and(Value::truthy) {
            cached.push(name.into());
        }
    }
    definition::each_definition(body, path, method, |definition| {
        let mut all = definition.given("parameters").map(Value::listed).unwrap_or_default();
        all.extend(parameters.iter().cloned());
        definition.set("parameters", all);
        if !cached.is_empty() {
            definition.map_at(INTEGRATION).set("cacheKeyParameters", cached.clone());
        }
    });
    Ok(())
}

fn parameter_name(name: &str) -> Option<(&str, &str)> {
    let (place, value) = name.strip_prefix("method.request.")?.split_once('.')?;
    (matches!(place, "querystring" | "path" | "header") && !value.is_empty()).then_some((place, value))
}
