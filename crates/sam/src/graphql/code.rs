//! `Functions` and `Resolvers` of GraphQL APIs.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-graphqlapi-function.html>

use super::Api;
use super::source::{KIND, Sources};
use crate::Fault;
use crate::check::{a_list, a_map};
use crate::intrinsics::{attribute, is_intrinsic};
use crate::value::{Map, Text, Value, map};
use crate::world::{Made, World, depend};

/// What a resolver without code of its own does: it hands on what the last function of its pipeline answered.
const PASS: &str = "\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n";

/// Makes the functions.
pub(super) fn functions(world: &mut World<'_>, api: &Api<'_>, sources: &Sources) -> Result<(), Fault> {
    let Some(given) = api.given.given("Functions") else { return Ok(()) };
    for (name, function) in api.entries(given, "Functions")? {
        if function.has("Id") {
            continue;
        }
        let path = format!("Functions.{name}");
        let source = data_source(world, api, &path, &function, sources)?;
        let mut properties = map! { "ApiId" => api.api_id(), "Name" => name.as_str(), "DataSourceName" => source };
        properties.copy(&function, &["Name", "Description", "MaxBatchSize"]);
        properties.maybe("SyncConfig", function.given("Sync").cloned());
        if !code(api, &path, &function, &mut properties)? {
            return Err(api.fault(format!("One of '{path}.InlineCode' or '{path}.CodeUri' must be set.")));
        }
        api.add(world, &format!("{}{name}", api.id), "AWS::AppSync::FunctionConfiguration", properties);
    }
    Ok(())
}

fn data_source(
    world: &mut World<'_>,
    api: &Api<'_>,
    path: &str,
    function: &Map,
    sources: &Sources,
) -> Result<Value, Fault> {
    let Some(given) = function.given("DataSource") else {
        return Err(api.fault(format!("Property '{path}.DataSource' is required.")));
    };
    let Some(name) = given.as_str().filter(|_| !is_intrinsic(given)) else { return Ok(given.clone()) };
    if name.eq_ignore_ascii_case("none") {
        let id = format!("{}NoneDataSource", api.id);
        let properties = map! { "ApiId" => api.api_id(), "Name" => id.as_str(), "Type" => "NONE" };
        api.add(world, &id, KIND, properties);
        return Ok(attribute(id, "Name"));
    }
    match sources.get(name) {
        Some(id) => Ok(attribute(id.as_str(), "Name")),
        None => Err(api.fault(format!("'{name}' of '{path}.DataSource' is no data source of the API."))),
    }
}

/// Writes the code and its runtime; false where there is none.
fn code(api: &Api<'_>, path: &str, given: &Map, properties: &mut Map) -> Result<bool, Fault> {
    match (given.given("InlineCode"), given.given("CodeUri")) {
        (Some(code), None) => properties.set("Code", code),
        (None, Some(uri)) => properties.set("CodeS3Location", uri),
        (None, None) => return Ok(false),
        _ => return Err(api.fault(format!("Only one of '{path}.InlineCode' and '{path}.CodeUri' may be set."))),
    }
    let Some(runtime) = given.given("Runtime") else {
        return Err(api.fault(format!("Property '{path}.Runtime' is required.")));
    };
    let mut own = a_map(api.id, runtime, &format!("{path}.Runtime"))?.clone();
    if let Some(version) = own.remove("Version") {
        own.set("RuntimeVersion", version);
    }
    properties.set("Runtime", own);
    Ok(true)
}

/// Makes the resolvers: pipelines of functions.
pub(super) fn resolvers(world: &mut World<'_>, api: &Api<'_>) -> Result<(), Fault> {
    let Some(given) = api.given.given("Resolvers") else { return Ok(()) };
    for (kind, entries) in a_map(api.id, given, "Resolvers")?.iter() {
        for (name, resolver) in api.entries(entries, &format!("Resolvers.{}", &**kind))? {
            add_resolver(world, api, kind, &name, &resolver)?;
        }
    }
    Ok(())
}

fn add_resolver(world: &mut World<'_>, api: &Api<'_>, kind: &Text, name: &str, given: &Map) -> Result<(), Fault> {
    let path = format!("Resolvers.{}.{name}", &**kind);
    let mut properties =
        map! { "ApiId" => api.api_id(), "TypeName" => kind, "FieldName" => name, "Kind" => "PIPELINE" };
    properties.copy(given, &["FieldName", "MaxBatchSize"]);
    properties.maybe("CachingConfig", given.given("Caching").cloned());
    properties.maybe("SyncConfig", given.given("Sync").cloned());
    if !code(api, &path, given, &mut properties)? {
        properties.set("Code", PASS);
        properties.set("Runtime", map! { "Name" => "APPSYNC_JS", "RuntimeVersion" => "1.0.0" });
    }
    let Some(pipeline) = given.given("Pipeline") else {
        return Err(api.fault(format!("Property '{path}.Pipeline' is required.")));
    };
    let mut functions = Vec::new();
    for function in a_list(api.id, pipeline, &format!("{path}.Pipeline"))? {
        functions.push(function_id(api, function, &path)?);
    }
    properties.set("PipelineConfig", map! { "Functions" => functions });
    let mut attributes = api.inherited.clone();
    depend(&mut attributes, &format!("{}Schema", api.id));
    let id = format!("{}{}{name}", api.id, &**kind);
    world.add(Made::new(id, "AWS::AppSync::Resolver", properties).with(&attributes));
    Ok(())
}

fn function_id(api: &Api<'_>, function: &Value, path: &str) -> Result<Value, Fault> {
    let name = function.as_str().unwrap_or_default();
    match api.given.given("Functions").and_then(|all| all.get(name)) {
        Some(known) => {
            Ok(known.get("Id").cloned().unwrap_or_else(|| attribute(format!("{}{name}", api.id), "FunctionId")))
        }
        None => Err(api.fault(format!("'{name}' of '{path}.Pipeline' is no function of the API."))),
    }
}
