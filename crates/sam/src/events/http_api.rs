//! `HttpApi`: a route of an HTTP API.

use super::Event;
use super::api::pattern;
use crate::check::{INT, MAP, TEXT, Table, check};
use crate::definition::{self, ANY_METHOD, INTEGRATION, method_name};
use crate::implicit::MANAGED;
use crate::intrinsics::{no_value, referenced, sub, sub_with, when};
use crate::value::{Map, Text, Value, list, map};
use crate::world::World;
use crate::{Fault, python};

const TABLE: Table = &[
    ("Path", TEXT),
    ("Method", TEXT),
    ("ApiId", TEXT),
    ("Stage", TEXT),
    ("Auth", MAP),
    ("TimeoutInMillis", INT),
    ("RouteSettings", MAP),
    ("PayloadFormatVersion", TEXT),
];

const DEFAULT: &str = "$default";

/// A route that invokes a function.
pub(crate) fn connect(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    check(&event.id, "HttpApi", event.properties, TABLE)?;
    let api = event.given("ApiId").cloned().unwrap_or_default();
    let id = referenced(&api).or(api.as_text()).map(|id| id.to_string()).unwrap_or_default();
    let path = event.given("Path").and_then(Value::as_text).cloned().unwrap_or_else(|| DEFAULT.into());
    let method = match event.given("Method").and_then(Value::as_text) {
        Some(method) => method_name(method),
        None => ANY_METHOD.into(),
    };
    if &*path == DEFAULT || !has_default_route(world, event, &id) {
        permit(world, event, &api, &path, &method);
    }
    let Some(properties) = world.resources.get(&id).and_then(|api| api.get("Properties")).and_then(Value::as_map)
    else {
        return Ok(());
    };
    let managed = properties.get(MANAGED).is_some();
    let auth = properties.given("Auth").cloned().unwrap_or_default();
    let body = properties.given("DefinitionBody").filter(|body| definition::is_document(body));
    let Some(mut body) = body.and_then(Value::as_map).cloned() else { return Ok(()) };
    integrate(event, &mut body, &path, &method, managed)?;
    authorize(event, &auth, &mut body, &path, &method)?;
    if let Some(settings) = event.given("RouteSettings") {
        route_settings(world, &id, &path, &method, settings);
    }
    if let Some(properties) = world.properties_mut(&id) {
        properties.set("DefinitionBody", body);
    }
    Ok(())
}

/// Whether the function has the API's default route: its permission covers all others.
fn has_default_route(world: &World<'_>, event: &Event<'_>, api: &str) -> bool {
    let events = world.resources.get(event.target.id).and_then(|function| function.at(&["Properties", "Events"]));
    let Some(events) = events.and_then(Value::as_map) else { return false };
    events.iter().any(|(_, other)| {
        let is = |key: &str| other.at(&["Properties", key]).and_then(|value| referenced(value).or(value.as_text()));
        other.get("Type").and_then(Value::as_str) == Some("HttpApi")
            && is("ApiId").is_some_and(|id| **id == *api)
            && is("Path").is_none_or(|path| &**path == DEFAULT)
    })
}

fn permit(world: &mut World<'_>, event: &Event<'_>, api: &Value, path: &str, method: &str) {
    let verb = if method == ANY_METHOD { "*".to_owned() } else { method.to_uppercase() };
    let route = match path {
        DEFAULT => "/*".to_owned(),
        "/$default" => path.to_owned(),
        path => format!("/{verb}{}", pattern(path)),
    };
    let arn = format!(
        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{route}"
    );
    let source = sub_with(arn, map! { "__ApiId__" => api, "__Stage__" => "*" });
    event.permit(world, "", "apigateway.amazonaws.com", map! { "SourceArn" => source });
}

fn integrate(event: &Event<'_>, body: &mut Map, path: &Text, method: &Text, managed: bool) -> Result<(), Fault> {
    let exists = definition::has_integration(body, path, method);
    if exists && managed {
        let message = format!("API method '{}' defined multiple times for path '{}'.", &**method, &**path);
        return Err(event.fault(message));
    }
    definition::add_path(body, path, Some(method))?;
    let condition = event.target.inherited.get("Condition").cloned();
    if !exists {
        let uri = sub(Text::foreign(format!(
            "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{}}}/invocations",
            event.target.path
        )));
        let uri = match &condition {
            Some(condition) => when(condition, uri, no_value()),
            None => uri,
        };
        let integration = map! {
            "type" => "aws_proxy",
            "httpMethod" => "POST",
            "payloadFormatVersion" => "2.0",
            "uri" => uri,
        };
        definition::each_definition(body, path, method, |definition| {
            definition.set(INTEGRATION, integration.clone());
            if !definition.has("responses") {
                definition.set("responses", Map::new());
            }
            if &**path == DEFAULT && &**method == ANY_METHOD {
                definition.set("isDefaultRoute", true);
            }
        });
        definition::condition_method(body, path, method, condition.as_ref());
    }
    for (given, key) in [("TimeoutInMillis", "timeoutInMillis"), ("PayloadFormatVersion", "payloadFormatVersion")] {
        if let Some(value) = event.given(given) {
            definition::each_definition(body, path, method, |definition| {
                definition.map_at(INTEGRATION).set(key, value);
            });
        }
    }
    let names = path_parameters(path);
    definition::each_definition(body, path, method, |definition| add_parameters(definition, &names));
    Ok(())
}

/// What stands in braces in a path.
fn path_parameters(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

fn add_parameters(definition: &mut Map, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    let mut parameters = definition.given("parameters").map(Value::listed).unwrap_or_default();
    for name in names {
        let found = parameters
            .iter_mut()
            .filter_map(Value::as_map_mut)
            .find(|one| one.get("name").and_then(Value::as_str) == Some(name));
        match found {
            Some(one) => one.set("required", true),
            None => parameters.push(map! { "name" => *name, "in" => "path", "required" => true }.into()),
        }
    }
    definition.set("parameters", parameters);
}

fn authorize(event: &Event<'_>, api: &Value, body: &mut Map, path: &Text, method: &Text) -> Result<(), Fault> {
    let Some(auth) = event.given("Auth").and_then(Value::as_map) else { return Ok(()) };
    let Some(given) = auth.given("Authorizer") else {
        let scopes = auth.given("AuthorizationScopes");
        if let (Some(scopes), Some(default)) = (scopes, api.get("DefaultAuthorizer").and_then(Value::as_text)) {
            let security = list![map! { default => scopes }];
            definition::each_definition(body, path, method, |one| one.set("security", security.clone()));
        }
        return Ok(());
    };
    let name = python::str3(given);
    let place = format!("on API method [{}] for path [{}]", &**method, &**path);
    let authorizers = api.get("Authorizers");
    let own = authorizers.and_then(|all| all.get(&name));
    check_authorizer(event, api, given, &name, &place)?;
    let scopes = match name.as_str() {
        "NONE" | "AWS_IAM" => auth.given("AuthorizationScopes").cloned(),
        _ => auth.given("AuthorizationScopes").or(own.and_then(|own| own.get("AuthorizationScopes"))).cloned(),
    };
    let name = given.as_text().cloned().unwrap_or_default();
    let security = list![map! { name => scopes.unwrap_or_else(|| list![]) }];
    definition::each_definition(body, path, method, |one| one.set("security", security.clone()));
    Ok(())
}

fn check_authorizer(event: &Event<'_>, api: &Value, given: &Value, name: &str, place: &str) -> Result<(), Fault> {
    if name == "NONE" {
        if api.as_map().is_some() && api.get("DefaultAuthorizer").is_none() {
            return Err(event.fault(format!(
                "Unable to set Authorizer {place} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified."
            )));
        }
        return Ok(());
    }
    if name == "AWS_IAM" && api.get("EnableIamAuthorizer").is_some_and(Value::truthy) {
        return Ok(());
    }
    let Some(authorizers) = api.get("Authorizers") else {
        return Err(event.fault(format!(
            "Unable to set Authorizer [{name}] {place} because the related API does not define any Authorizers."
        )));
    };
    if given.as_str().is_none() || authorizers.as_map().is_none() {
        return Err(event.fault(format!(
            "Unable to set Authorizer [{name}] {place}. The method authorizer must be a string with a corresponding dict entry in the api authorizer."
        )));
    }
    if authorizers.get(name).is_none() {
        return Err(event.fault(format!(
            "Unable to set Authorizer [{name}] {place} because it wasn't defined in the API's Authorizers."
        )));
    }
    Ok(())
}

/// Settings of a route stand in the API's stage.
fn route_settings(world: &mut World<'_>, api: &str, path: &Text, method: &Text, settings: &Value) {
    let Some(properties) = world.properties_mut(api) else { return };
    if properties.given("RouteSettings").is_some_and(|given| given.as_map().is_none()) {
        return;
    }
    let verb = if &**method == ANY_METHOD { "ANY".to_owned() } else { method.to_uppercase() };
    let route = if &**path == DEFAULT { DEFAULT.to_owned() } else { format!("{verb} {}", &**path) };
    let all = properties.map_at("RouteSettings");
    match settings.as_map() {
        Some(settings) => all.map_at(route).extend(settings.clone()),
        None => all.set(route, settings),
    }
}
