//! `Api`: a method of a REST API.

use super::{Event, rule};
use crate::check::{ANY, BOOL, INT, LIST, MAP, MUST, TEXT, Table, check};
use crate::definition::{self, INTEGRATION, method_name};
use crate::implicit::MANAGED;
use crate::intrinsics::{no_value, referenced, sub, sub_with, when};
use crate::value::{Map, Text, Value, map};
use crate::world::World;
use crate::{Fault, restapi};

const TABLE: Table = &[
    ("Path", TEXT | MUST),
    ("Method", TEXT | MUST),
    ("RestApiId", TEXT),
    ("Stage", TEXT),
    ("Auth", MAP),
    ("RequestModel", MAP),
    ("RequestParameters", LIST),
    ("TimeoutInMillis", INT),
    ("ResponseTransferMode", ANY),
    ("UnescapeMappingTemplate", BOOL),
];

/// A method that invokes a function.
pub(crate) fn connect(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    let (api, path, method) = route(event)?;
    permit(world, event, &api, &path, &method);
    if let Some(body) = overridden(world, event, &api) {
        return finish(world, event, &api, &path, &method, body);
    }
    let Some(mut body) = editable(world, event, &api)? else { return Ok(()) };
    refuse_second(world, event, &api, &body, (&path, &method))?;
    let condition = event.target.inherited.get("Condition").cloned();
    let uri = function_uri(world, event);
    let uri = match &condition {
        Some(condition) => when(condition, uri, no_value()),
        None => uri,
    };
    let mut integration = map! { "type" => "aws_proxy", "httpMethod" => "POST", "uri" => uri };
    if streams(event) {
        integration.set("responseTransferMode", "STREAM");
    }
    if let Some(credentials) = restapi::method::credentials(world, &api, event) {
        integration.set("credentials", credentials);
    }
    let definition = map! { INTEGRATION => integration, "responses" => Map::new() };
    write(&mut body, &path, &method, definition, condition.as_ref())?;
    finish(world, event, &api, &path, &method, body)
}

/// A method that starts an execution of a state machine.
pub(crate) fn start(world: &mut World<'_>, event: &Event<'_>) -> Result<(), Fault> {
    let (api, path, method) = route(event)?;
    let role = rule::start_role(world, event, "apigateway.amazonaws.com", "RoleStartExecutionPolicy", &[]);
    let Some(mut body) = editable(world, event, &api)? else { return Ok(()) };
    refuse_second(world, event, &api, &body, (&path, &method))?;
    let statuses = |of: fn(&str) -> Map| map! { "200" => of("200"), "400" => of("400") };
    let unescaped = event.given("UnescapeMappingTemplate").is_some_and(Value::truthy);
    let condition = event.target.inherited.get("Condition").cloned();
    let uri = sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution");
    let uri = match &condition {
        Some(condition) => when(condition, uri, no_value()),
        None => uri,
    };
    let integration = map! {
        "type" => "aws",
        "httpMethod" => "POST",
        "uri" => uri,
        "responses" => statuses(|status| map! { "statusCode" => status }),
        "credentials" => role,
        "requestTemplates" => map! { "application/json" => sub(request_template(&event.target.path, unescaped)) },
    };
    let described = |status: &str| map! { "description" => if status == "200" { "OK" } else { "Bad Request" } };
    let definition = map! { INTEGRATION => integration, "responses" => statuses(described) };
    write(&mut body, &path, &method, definition, condition.as_ref())?;
    finish(world, event, &api, &path, &method, body)
}

/// Quotes are escaped for JavaScript, which escapes single quotes that JSON does not know.
fn request_template(target: &str, unescaped: bool) -> String {
    let escape = if unescaped { r#".replaceAll("\\'","'")"# } else { "" };
    format!(
        "{{\"input\": \"$util.escapeJavaScript($input.json('$')){escape}\", \"stateMachineArn\": \"${{{target}}}\"}}"
    )
}

/// The API, the path and the method of an event.
fn route(event: &Event<'_>) -> Result<(String, Text, Text), Fault> {
    check(&event.id, "Api", event.properties, TABLE)?;
    let given = event.given("RestApiId").cloned().unwrap_or_default();
    let api = referenced(&given).or(given.as_text()).map(|id| id.to_string()).unwrap_or_default();
    let path = event.given("Path").and_then(Value::as_text).cloned().unwrap_or_default();
    let method = event.given("Method").and_then(Value::as_text).map(method_name).unwrap_or_default();
    Ok((api, path, method))
}

/// API Gateway may invoke the function for this method on every stage.
fn permit(world: &mut World<'_>, event: &Event<'_>, api: &str, path: &str, method: &str) {
    let stage = match world.resources.get(api) {
        Some(resource) => match resource.at(&["Properties", "StageName"]) {
            Some(Value::Text(name)) => name.to_string(),
            _ => "Stage".to_owned(),
        },
        None => "AllStages".to_owned(),
    };
    let given = event.given("RestApiId").cloned().unwrap_or_default();
    let verb = if method == definition::ANY_METHOD { "*".to_owned() } else { method.to_uppercase() };
    let partition = &world.inputs.partition;
    let arn = format!(
        "arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{verb}{}",
        pattern(path)
    );
    let source = sub_with(arn, map! { "__ApiId__" => given, "__Stage__" => "*" });
    event.permit(
        world,
        &crate::names::alphanumeric(&stage),
        "apigateway.amazonaws.com",
        map! { "SourceArn" => source },
    );
}

/// A path with `*` for each of its parameters.
pub(crate) fn pattern(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let tail = &rest[start..];
        let Some(end) = tail.find('}') else {
            rest = tail;
            break;
        };
        let name = &tail[1..end];
        let plain = name.strip_suffix('+').unwrap_or(name);
        let valid =
            !plain.is_empty() && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        out.push_str(if valid { "*" } else { &tail[..=end] });
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The API's definition, if events may write into it.
fn editable(world: &World<'_>, event: &Event<'_>, api: &str) -> Result<Option<Map>, Fault> {
    let Some(properties) = world.resources.get(api).and_then(|api| api.get("Properties")) else { return Ok(None) };
    let merged = properties.get("MergeDefinitions").is_some_and(Value::truthy);
    if !merged && properties.get(MANAGED).is_none() {
        return Ok(None);
    }
    let Some(body) = properties.get("DefinitionBody") else { return Ok(None) };
    if !definition::is_document(body) {
        return if merged { Ok(None) } else { Err(event.fault("DefinitionBody is not a valid Swagger document.")) };
    }
    Ok(body.as_map().cloned())
}

/// The definition of an API of the user's own, where the event overrides its authorization and nothing else.
fn overridden(world: &World<'_>, event: &Event<'_>, api: &str) -> Option<Map> {
    event.given("Auth")?.get("OverrideApiAuth").filter(|on| on.truthy())?;
    let properties = world.resources.get(api)?.get("Properties")?.as_map()?;
    let own = properties.get(MANAGED).is_none() && !properties.given("MergeDefinitions").is_some_and(Value::truthy);
    properties.given("DefinitionBody").filter(|body| own && definition::is_document(body))?.as_map().cloned()
}

/// Two events can't have one method, unless the API merges them into its definition.
fn refuse_second(
    world: &World<'_>,
    event: &Event<'_>,
    api: &str,
    body: &Map,
    (path, method): (&str, &str),
) -> Result<(), Fault> {
    let merged = world.resources.get(api).and_then(|api| api.at(&["Properties", "MergeDefinitions"]));
    if definition::has_integration(body, path, method) && !merged.is_some_and(Value::truthy) {
        let message = format!("API method \"{method}\" defined multiple times for path \"{path}\".");
        return Err(event.fault(message));
    }
    Ok(())
}

fn streams(event: &Event<'_>) -> bool {
    event.given("ResponseTransferMode").and_then(Value::as_str) == Some("RESPONSE_STREAM")
}

fn function_uri(world: &World<'_>, event: &Event<'_>) -> Value {
    let (version, action) = match streams(event) {
        true => ("2021-11-15", "response-streaming-invocations"),
        false => ("2015-03-31", "invocations"),
    };
    let uri = format!(
        "arn:{}:apigateway:${{AWS::Region}}:lambda:path/{version}/functions/${{{}}}/{action}",
        world.inputs.partition, event.target.path
    );
    // An alias's logical id is a text of SAM's own; it matters to the deployment's hash alone.
    sub(if event.target.path.ends_with(".Arn") { Text::foreign(uri) } else { uri.into() })
}

fn write(body: &mut Map, path: &Text, method: &Text, definition: Map, condition: Option<&Value>) -> Result<(), Fault> {
    definition::add_path(body, path, Some(method))?;
    definition::each_definition(body, path, method, |old| {
        for (key, value) in definition.iter() {
            old.set(key.clone(), value.clone());
        }
    });
    definition::condition_method(body, path, method, condition);
    Ok(())
}

/// What the method's further properties say, and the definition written back.
fn finish(
    world: &mut World<'_>,
    event: &Event<'_>,
    api: &str,
    path: &Text,
    method: &Text,
    mut body: Map,
) -> Result<(), Fault> {
    restapi::method::describe(world, event, api, path, method, &mut body)?;
    if let Some(properties) = world.properties_mut(api) {
        properties.set("DefinitionBody", body);
    }
    Ok(())
}
