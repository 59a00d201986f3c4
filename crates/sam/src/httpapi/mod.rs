//! `AWS::Serverless::HttpApi`: an HTTP API and its stage.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html>

mod auth;

use crate::check::{ANY, BOOL, MAP, TEXT, Table, a_map, check};
use crate::domain::{self, For, Owner};
use crate::implicit::MANAGED;
use crate::intrinsics::{if_arguments, is_intrinsic, reference, referenced, when};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, definition, function, names, python, restapi};

/// SAM's mark on HTTP APIs.
pub(crate) const MARK: &str = "httpapi:createdBy";

const TABLE: Table = &[
    ("Name", ANY),
    ("Description", TEXT),
    ("StageName", TEXT),
    ("Tags", MAP),
    ("DefinitionBody", MAP),
    ("DefinitionUri", TEXT | MAP),
    ("StageVariables", MAP),
    ("CorsConfiguration", ANY),
    ("AccessLogSettings", MAP),
    ("DefaultRouteSettings", MAP),
    ("RouteSettings", ANY),
    ("Auth", ANY),
    ("Domain", ANY),
    ("FailOnWarnings", BOOL),
    ("DisableExecuteApiEndpoint", BOOL),
    ("PropagateTags", BOOL),
];

/// Makes what an HTTP API becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::HttpApi", given, TABLE)?;
    let inherited = inherited(resource);
    let tags = all_tags(given);
    let mut properties = Map::new();
    properties.copy(given, &["FailOnWarnings"]);
    match (given.given("DefinitionUri"), given.given("DefinitionBody")) {
        (Some(_), Some(_)) => {
            let message = "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.";
            return Err(Fault::resource(id, message));
        }
        (Some(uri), None) => {
            refuse_inline(id, given)?;
            properties.set("BodyS3Location", function::bucket_and_key(id, uri, "DefinitionUri")?);
            properties.copy(given, &["Description"]);
            properties.set("Tags", tags.clone());
        }
        (None, body) => {
            let body = body.cloned().unwrap_or_default();
            properties.set("Body", describe(world, id, given, body, &tags, &inherited)?);
        }
    }
    world.add(Made::new(id, "AWS::ApiGatewayV2::Api", properties).with(&kept(resource)));
    let stage = stage(world, id, given, &tags, &inherited)?;
    world.attribute(id, "Stage", &stage);
    if let Some(domain) = given.given("Domain") {
        let propagated = given.given("PropagateTags").is_some_and(Value::truthy);
        let marked = map! { MARK => "SAM" };
        let owner = Owner {
            id,
            stage: &stage,
            inherited: &inherited,
            tags: None,
            tag_map: Some(if propagated { &tags } else { &marked }),
            sockets: false,
        };
        domain::add(world, &owner, domain, For::Version2)?;
    }
    Ok(())
}

/// The API's tags and SAM's mark.
fn all_tags(given: &Map) -> Map {
    let mut tags = given.given("Tags").and_then(Value::as_map).cloned().unwrap_or_default();
    tags.set(MARK, "SAM");
    tags
}

fn refuse_inline(id: &str, given: &Map) -> Result<(), Fault> {
    if given.given("CorsConfiguration").is_some() {
        return Err(Fault::resource(id, "Cors works only with inline OpenApi specified in 'DefinitionBody' property."));
    }
    if given.given("Auth").is_some() {
        return Err(Fault::resource(
            id,
            "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.",
        ));
    }
    if given.given("DisableExecuteApiEndpoint").is_some() {
        return Err(Fault::resource(id, "DisableExecuteApiEndpoint works only within 'DefinitionBody' property."));
    }
    Ok(())
}

/// Writes everything into the definition that SAM has properties for.
fn describe(
    world: &mut World<'_>,
    id: &str,
    given: &Map,
    body: Value,
    tags: &Map,
    inherited: &Map,
) -> Result<Value, Fault> {
    if !definition::is_document(&body) {
        if given.given("Tags").is_some() {
            let message = "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.";
            return Err(Fault::resource(id, message));
        }
        return Ok(body);
    }
    let Value::Map(mut body) = body else { return Ok(body) };
    if let Some(disabled) = given.given("DisableExecuteApiEndpoint") {
        restapi::version3::disable_endpoint(&mut body, disabled)?;
    }
    if let Some(cors) = given.given("CorsConfiguration")
        && let Some(cors) = cors_configuration(id, &cors_value(world, cors))?
    {
        body.set("x-amazon-apigateway-cors", cors);
    }
    if let Some(given) = given.get("Auth") {
        auth::apply(world, id, a_map(id, given, "Auth")?, &mut body, inherited)?;
    }
    name_default_route(given, &mut body);
    add_tags(&mut body, tags)?;
    if let Some(name) = given.given("Name") {
        body.map_at("info").set("title", name);
    }
    if let Some(description) = given.given("Description") {
        body.map_at("info").set("description", description);
    }
    Ok(body.into())
}

/// With `FailOnWarnings`, API Gateway takes no path without a slash.
fn name_default_route(given: &Map, body: &mut Map) {
    let strict = given.given("FailOnWarnings").is_some_and(Value::truthy) && given.has(MANAGED);
    if strict && let Some(route) = body.map_at("paths").remove("$default") {
        body.map_at("paths").set("/$default", route);
    }
}

/// The property; a parameter's name stands for its value.
fn cors_value(world: &World<'_>, given: &Value) -> Value {
    if referenced(given).is_some() { world.resolve(given) } else { given.clone() }
}

const CORS: &[(&str, &str)] = &[
    ("AllowOrigins", "allowOrigins"),
    ("AllowHeaders", "allowHeaders"),
    ("AllowMethods", "allowMethods"),
    ("ExposeHeaders", "exposeHeaders"),
    ("MaxAge", "maxAge"),
    ("AllowCredentials", "allowCredentials"),
];

/// The property as API Gateway's extension; `true` allows every origin.
fn cors_configuration(id: &str, given: &Value) -> Result<Option<Value>, Fault> {
    if let Some([condition, yes, no]) = if_arguments(given) {
        let branch = |value: &Value| -> Result<Value, Fault> {
            match value {
                Value::Map(_) if !is_intrinsic(value) => {
                    Ok(cors_configuration(id, value)?.unwrap_or_else(|| value.clone()))
                }
                other => Ok(other.clone()),
            }
        };
        return Ok(Some(when(condition, branch(yes)?, branch(no)?)));
    }
    match given {
        Value::Bool(true) => Ok(Some(map! { "allowOrigins" => list!["*"] }.into())),
        Value::Bool(false) => Ok(None),
        value if is_intrinsic(value) => Ok(Some(given.clone())),
        Value::Map(map) => {
            if let Some(key) = map.keys().find(|key| !CORS.iter().any(|(known, _)| *known == &***key)) {
                return Err(Fault::resource(id, format!("Invalid key '{}' for 'Cors' property.", &**key)));
            }
            let mut own = Map::new();
            for (from, to) in CORS {
                own.maybe(*to, map.given(from).filter(|value| value.truthy()).cloned());
            }
            Ok(Some(own.into()))
        }
        _ => Err(Fault::resource(id, "Invalid value for 'Cors' property.")),
    }
}

/// Tags stand in the definition as well.
fn add_tags(body: &mut Map, tags: &Map) -> Result<(), Fault> {
    let mut all = match body.given("tags") {
        None => Vec::new(),
        Some(Value::List(items)) => items.clone(),
        Some(other) => {
            let kind = if other.as_map().is_some() { "dict" } else { "str" };
            let message = format!(
                "Tags in OpenApi DefinitionBody needs to be a list. {} is a {kind} not a list.",
                python::repr3(other)
            );
            return Err(Fault::template(message));
        }
    };
    for (name, value) in tags.iter() {
        let found = all
            .iter_mut()
            .filter_map(Value::as_map_mut)
            .find(|tag| tag.get("name").and_then(Value::as_str) == Some(name));
        match found {
            Some(tag) => tag.set("x-amazon-apigateway-tag-value", value),
            None => all.push(map! { "name" => name, "x-amazon-apigateway-tag-value" => value }.into()),
        }
    }
    body.set("tags", all);
    Ok(())
}

fn stage(world: &mut World<'_>, id: &str, given: &Map, tags: &Map, inherited: &Map) -> Result<String, Fault> {
    let name = given.given("StageName").cloned().unwrap_or_else(|| Text::from("$default").into());
    let stage = stage_id(id, &name);
    let mut properties = map! { "ApiId" => reference(id), "StageName" => name, "AutoDeploy" => true };
    properties.copy(given, &["StageVariables", "AccessLogSettings", "DefaultRouteSettings"]);
    if let Some(settings) = given.given("RouteSettings") {
        if !is_intrinsic(settings) {
            a_map(id, settings, "RouteSettings")?;
        }
        properties.set("RouteSettings", settings);
    }
    if given.given("DefinitionBody").is_none_or(definition::is_document) {
        properties.set("Tags", tags.clone());
    }
    world.add(Made::new(stage.as_str(), "AWS::ApiGatewayV2::Stage", properties).with(inherited));
    Ok(stage)
}

/// The logical id of a stage of an API of the second version.
pub(crate) fn stage_id(id: &str, name: &Value) -> String {
    match name.as_str() {
        Some("$default") => format!("{id}ApiGatewayDefaultStage"),
        Some(name) => format!("{id}{}Stage", names::alphanumeric(name)),
        None => format!("{id}Stage"),
    }
}
