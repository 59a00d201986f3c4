//! Implicit APIs, definitions of APIs that have none, and the paths that events bring.
//!
//! An event of type `Api` or `HttpApi` that names no API belongs to one that the template does not write down. Paths of events
//! are written into definitions that SAM manages before anything else happens, under the conditions of their functions.

use std::collections::BTreeMap;

use crate::intrinsics::{is_intrinsic, reference, referenced};
use crate::value::{Map, Text, Value, map};
use crate::world::World;
use crate::{Fault, definition};

/// Marks definitions that SAM manages; the mark never leaves the transform.
pub(crate) const MANAGED: &str = "__MANAGE_SWAGGER";

/// One of the two kinds of API that events know.
pub(crate) struct Kind {
    pub(crate) api: &'static str,
    pub(crate) event: &'static str,
    /// The event's property that names its API.
    pub(crate) link: &'static str,
    /// The logical id of the API that no template writes down.
    pub(crate) implicit: &'static str,
}

pub(crate) const REST: Kind =
    Kind { api: "AWS::Serverless::Api", event: "Api", link: "RestApiId", implicit: "ServerlessRestApi" };
pub(crate) const HTTP: Kind =
    Kind { api: "AWS::Serverless::HttpApi", event: "HttpApi", link: "ApiId", implicit: "ServerlessHttpApi" };

/// Adds the implicit APIs, and definitions where there are none. Comes before `Globals`, which apply to both.
pub(crate) fn add(resources: &mut Map) {
    for kind in [&REST, &HTTP] {
        if !resources.has(kind.implicit) {
            let mut properties = map! { "DefinitionBody" => empty(kind), MANAGED => true };
            if kind.event == "Api" {
                properties.set("StageName", "Prod");
            }
            resources.set(kind.implicit, map! { "Type" => kind.api, "Properties" => properties });
        }
        for (_, resource) in resources.iter_mut() {
            if let Some(resource) = resource.as_map_mut()
                && resource.get("Type").and_then(Value::as_str) == Some(kind.api)
            {
                define(kind, resource);
            }
        }
    }
}

fn empty(kind: &Kind) -> Map {
    if kind.event == "Api" { definition::swagger() } else { definition::openapi() }
}

fn define(kind: &Kind, api: &mut Map) {
    if api.given("Properties").is_some_and(|properties| properties.as_map().is_none()) {
        return;
    }
    let properties = api.map_at("Properties");
    if properties.given("DefinitionBody").is_none() && properties.given("DefinitionUri").is_none() {
        properties.set("DefinitionBody", empty(kind));
        properties.set(MANAGED, true);
    }
}

/// What the events of all functions say about one API.
#[derive(Default)]
struct Seen {
    /// Conditions of the functions, none where a function has none.
    conditions: Vec<Option<Text>>,
    paths: Vec<(Text, Vec<Option<Text>>)>,
    deletion: Vec<Option<Text>>,
    replacement: Vec<Option<Text>>,
}

/// Links events to their APIs and writes their paths. A fault here ends the transform.
pub(crate) fn link(world: &mut World<'_>) -> Result<(), Fault> {
    for kind in [&REST, &HTTP] {
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        let ids: Vec<Text> = world.resources.keys().cloned().collect();
        for id in ids {
            if matches!(world.kind(&id), Some("AWS::Serverless::Function" | "AWS::Serverless::StateMachine")) {
                link_events(world, kind, &id, &mut seen)?;
            }
        }
        for (api, seen) in &seen {
            condition_paths(world, api, seen);
        }
        finish_implicit(world, kind, seen.get(kind.implicit));
    }
    Ok(())
}

fn link_events(world: &mut World<'_>, kind: &Kind, id: &Text, seen: &mut BTreeMap<String, Seen>) -> Result<(), Fault> {
    let Some(resource) = world.resources.get(id).and_then(Value::as_map).cloned() else { return Ok(()) };
    let Some(events) = resource.get("Properties").and_then(|p| p.get("Events")).and_then(Value::as_map) else {
        return Ok(());
    };
    for (name, event) in events.iter() {
        if event.get("Type").and_then(Value::as_str) == Some(kind.event) {
            link_event(world, kind, id, &resource, name, event, seen).map_err(|fault| fault.of(id))?;
        }
    }
    Ok(())
}

fn link_event(
    world: &mut World<'_>,
    kind: &Kind,
    id: &Text,
    resource: &Map,
    name: &Text,
    event: &Value,
    seen: &mut BTreeMap<String, Seen>,
) -> Result<(), Fault> {
    let empty = Map::new();
    let properties = match event.as_map().and_then(|event| event.given("Properties")) {
        None => &empty,
        Some(properties) => properties.as_map().ok_or_else(|| Fault::event(&**name, "Properties should be a map."))?,
    };
    let api = match properties.given(kind.link) {
        None => {
            write_link(world, kind, id, name);
            hand_tags_on(world, kind, resource);
            kind.implicit.to_owned()
        }
        Some(given) => match api_id(kind, name, given)? {
            Some(api) => api,
            None => return Ok(()),
        },
    };
    let path = route_part(kind, name, properties, "Path", "$default")?;
    let method = route_part(kind, name, properties, "Method", ANY)?;
    check_reference(world, kind, name, &api, properties)?;
    let condition = resource.given("Condition").and_then(Value::as_text).cloned();
    let entry = seen.entry(api.clone()).or_default();
    entry.conditions.push(condition.clone());
    entry.deletion.push(resource.given("DeletionPolicy").and_then(Value::as_text).cloned());
    entry.replacement.push(resource.given("UpdateReplacePolicy").and_then(Value::as_text).cloned());
    match entry.paths.iter_mut().find(|(known, _)| *known == path) {
        Some((_, conditions)) => conditions.push(condition),
        None => entry.paths.push((path.clone(), vec![condition])),
    }
    add_route(world, kind, &api, &path, &method)
}

const ANY: &str = "x-amazon-apigateway-any-method";

/// The logical id of the API that an event names; nothing where it names one outside the template.
fn api_id(kind: &Kind, name: &Text, given: &Value) -> Result<Option<String>, Fault> {
    if let Some(id) = referenced(given) {
        return Ok(Some(id.to_string()));
    }
    match given {
        Value::Text(id) => Ok(Some(id.to_string())),
        value if is_intrinsic(value) && kind.event == "HttpApi" => Ok(None),
        _ => Err(Fault::event(&**name, format!("Property '{}' should be a string.", kind.link))),
    }
}

fn check_reference(world: &World<'_>, kind: &Kind, name: &Text, api: &str, properties: &Map) -> Result<(), Fault> {
    let given = properties.given(kind.link);
    let named = given.is_some_and(|given| referenced(given).is_some() || given.as_text().is_some());
    if named && !world.resources.has(api) && !world.parameters.contains_key(api) && kind.event == "Api" {
        let message =
            format!("{} must be a valid reference to an '{}' resource in same template.", kind.link, kind.api);
        return Err(Fault::event(&**name, message));
    }
    Ok(())
}

/// The path or method of an event. Only HTTP APIs have a default route.
fn route_part(kind: &Kind, name: &Text, properties: &Map, key: &str, default: &str) -> Result<Text, Fault> {
    match properties.given(key) {
        None if kind.event == "HttpApi" => Ok(default.into()),
        Some(Value::Text(text)) if key == "Method" => Ok(definition::method_name(text)),
        Some(Value::Text(text)) => Ok(text.clone()),
        _ => {
            let message = format!("{} Event must have a String specified for '{key}'.", kind.event);
            Err(Fault::event(&**name, message))
        }
    }
}

/// Writes a reference to the implicit API into an event that names none.
fn write_link(world: &mut World<'_>, kind: &Kind, id: &str, name: &str) {
    if let Some(properties) = world.properties_mut(id)
        && let Some(event) = properties.map_at("Events").get_mut(name).and_then(Value::as_map_mut)
    {
        event.map_at("Properties").set(kind.link, reference(kind.implicit));
    }
}

/// The implicit API has the tags of functions that propagate theirs.
fn hand_tags_on(world: &mut World<'_>, kind: &Kind, resource: &Map) {
    let properties = resource.get("Properties").and_then(Value::as_map);
    let propagates = properties.and_then(|p| p.given("PropagateTags")).is_some_and(Value::truthy);
    if let Some(tags) = properties.and_then(|p| p.given("Tags")).and_then(Value::as_map)
        && propagates
        && let Some(api) = world.properties_mut(kind.implicit)
    {
        api.map_at("Tags").extend(tags.clone());
        api.set("PropagateTags", true);
    }
}

fn managed_body<'w>(world: &'w mut World<'_>, kind: Option<&Kind>, api: &str) -> Option<&'w mut Map> {
    if let Some(kind) = kind
        && world.kind(api) != Some(kind.api)
    {
        return None;
    }
    let properties = world.properties_mut(api)?;
    if !properties.get(MANAGED).is_some_and(Value::truthy) {
        return None;
    }
    properties.get_mut("DefinitionBody").and_then(Value::as_map_mut)
}

fn add_route(world: &mut World<'_>, kind: &Kind, api: &str, path: &Text, method: &Text) -> Result<(), Fault> {
    match managed_body(world, Some(kind), api) {
        Some(body) => definition::add_path(body, path, Some(method)),
        None => Ok(()),
    }
}

/// A path whose every event stands under a condition stands under it as well.
fn condition_paths(world: &mut World<'_>, api: &str, seen: &Seen) {
    if managed_body(world, None, api).is_none() {
        return;
    }
    for (path, conditions) in &seen.paths {
        let Some(conditions) = all_conditions(conditions) else { continue };
        let encoded = path.replace('/', "SLASH").replace('{', "OPENBRACE").replace('}', "CLOSEBRACE");
        let encoded: String = encoded.chars().filter(char::is_ascii_alphanumeric).collect();
        let condition = either(world, conditions, &format!("{api}{encoded}PathCondition"));
        if let Some(body) = managed_body(world, None, api) {
            definition::condition_path(body, path, &condition);
        }
    }
}

/// The different conditions, if there is one everywhere.
fn all_conditions(conditions: &[Option<Text>]) -> Option<Vec<Text>> {
    let mut all: Vec<Text> = Vec::new();
    for condition in conditions {
        let condition = condition.clone()?;
        if !all.contains(&condition) {
            all.push(condition);
        }
    }
    (!all.is_empty()).then_some(all)
}

/// One condition that holds when one of several does. `Fn::Or` takes ten, so more than that are nested.
fn either(world: &mut World<'_>, conditions: Vec<Text>, name: &str) -> Text {
    if let [one] = conditions.as_slice() {
        return one.clone();
    }
    let mut names = conditions;
    let mut count = 0;
    while names.len() > 10 {
        let mut next = Vec::new();
        for chunk in names.chunks(10) {
            let id = format!("{name}{count}");
            count += 1;
            world.conditions.set(id.as_str(), or(chunk));
            next.push(Text::from(id));
        }
        names = next;
    }
    world.conditions.set(name, or(&names));
    name.into()
}

fn or(names: &[Text]) -> Map {
    let names: Vec<Value> = names.iter().map(|name| map! { "Condition" => name }.into()).collect();
    map! { "Fn::Or" => names }
}

/// An implicit API that nobody needs goes; one that somebody needs stands under the conditions of all who do.
fn finish_implicit(world: &mut World<'_>, kind: &Kind, seen: Option<&Seen>) {
    let Some(seen) = seen else {
        if world.resources.get(kind.implicit).is_some_and(is_untouched) {
            world.resources.remove(kind.implicit);
        }
        return;
    };
    let condition = all_conditions(&seen.conditions)
        .map(|conditions| either(world, conditions, &format!("{}Condition", kind.implicit)));
    let Some(resource) = world.resources.get_mut(kind.implicit).and_then(Value::as_map_mut) else { return };
    if resource.get("Properties").is_none_or(|properties| properties.get(MANAGED).is_none()) {
        return;
    }
    resource.maybe("Condition", condition);
    resource.maybe("DeletionPolicy", strongest(&seen.deletion));
    resource.maybe("UpdateReplacePolicy", strongest(&seen.replacement));
}

/// Whether the API is the one that was added, and not the template's own of that name.
fn is_untouched(resource: &Value) -> bool {
    let Some(resource) = resource.as_map() else { return false };
    resource.len() == 2 && resource.get("Properties").is_some_and(|properties| properties.get(MANAGED).is_some())
}

/// The policy that keeps most.
pub(crate) fn strongest(policies: &[Option<Text>]) -> Option<Text> {
    let rank = |policy: &Text| match &**policy {
        "Snapshot" => 3,
        "Retain" => 2,
        "Delete" => 1,
        _ => 0,
    };
    policies.iter().flatten().max_by_key(|policy| rank(policy)).cloned()
}

/// One condition for what several resources share; none if one of them stands under none.
pub(crate) fn shared_condition(world: &mut World<'_>, conditions: &[Option<Text>], name: &str) -> Option<Text> {
    all_conditions(conditions).map(|conditions| either(world, conditions, name))
}
