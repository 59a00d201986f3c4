//! `AWS::Serverless::StateMachine`: a workflow, its role, and what starts it.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html>

use crate::check::{ANY, BOOL, LIST, MAP, TEXT, Table, check};
use crate::events::rule::Way;
use crate::events::{self, Event, Target, rule, scheduler};
use crate::intrinsics::{attribute, is_intrinsic, reference};
use crate::names::alphanumeric;
use crate::policy::{self, Policies};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, function, python, tags};

const MARK: &str = "stateMachine:createdBy";

const TABLE: Table = &[
    ("Definition", MAP),
    ("DefinitionUri", TEXT | MAP),
    ("Logging", MAP),
    ("Role", TEXT),
    ("RolePath", ANY),
    ("DefinitionSubstitutions", MAP),
    ("Events", MAP),
    ("Name", TEXT),
    ("Type", TEXT),
    ("Tags", MAP),
    ("PropagateTags", BOOL),
    ("Policies", TEXT | LIST | MAP),
    ("Tracing", MAP),
    ("PermissionsBoundary", TEXT),
    ("AutoPublishAlias", ANY),
    ("DeploymentPreference", MAP),
    ("UseAliasAsEventTarget", BOOL),
];

/// Makes what a state machine becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::StateMachine", given, TABLE)?;
    let inherited = inherited(resource);
    let mut properties = Map::new();
    let mut substitutions = given.given("DefinitionSubstitutions").and_then(Value::as_map).cloned().unwrap_or_default();
    definition(id, given, &mut properties, &mut substitutions)?;
    if !substitutions.is_empty() {
        properties.set("DefinitionSubstitutions", substitutions);
    }
    for (from, to) in [
        ("Logging", "LoggingConfiguration"),
        ("Name", "StateMachineName"),
        ("Type", "StateMachineType"),
        ("Tracing", "TracingConfiguration"),
    ] {
        properties.maybe(to, given.given(from).cloned());
    }
    let all_tags = tags::marked(id, MARK, given.given("Tags"))?;
    let propagated = propagated(given);
    let own_tags = propagated.as_ref().map_or(all_tags, |tags| tags::listed(tags).into());
    properties.set("RoleArn", role(world, id, given, &inherited, &own_tags)?);
    properties.set("Tags", own_tags);
    world.add(Made::new(id, "AWS::StepFunctions::StateMachine", properties).with(&kept(resource)));
    let alias = publish(world, id, given, &inherited)?;
    connect(world, id, given, &inherited, propagated.as_ref(), alias)
}

fn propagated(given: &Map) -> Option<Map> {
    if !given.given("PropagateTags").is_some_and(Value::truthy) {
        return None;
    }
    given.given("Tags").and_then(Value::as_map).filter(|tags| !tags.is_empty()).cloned()
}

fn definition(id: &str, given: &Map, properties: &mut Map, substitutions: &mut Map) -> Result<(), Fault> {
    match (given.given("Definition"), given.given("DefinitionUri")) {
        (Some(_), Some(_)) => {
            Err(Fault::resource(id, "Specify either 'Definition' or 'DefinitionUri' property and not both."))
        }
        (None, None) => Err(Fault::resource(id, "Either 'Definition' or 'DefinitionUri' property must be specified.")),
        (None, Some(uri)) => {
            properties.set("DefinitionS3Location", function::bucket_and_key(id, uri, "DefinitionUri")?);
            Ok(())
        }
        (Some(definition), None) => {
            let mut count = 0;
            let text = python::json_indented(&without_functions(definition, substitutions, &mut count));
            let lines: Vec<&str> = text.split('\n').collect();
            properties.set("DefinitionString", map! { "Fn::Join" => list!["\n", lines] });
            Ok(())
        }
    }
}

/// A definition is a text for CloudFormation: functions in it become substitutions.
fn without_functions(value: &Value, substitutions: &mut Map, count: &mut usize) -> Value {
    if is_intrinsic(value) && value.get("Condition").is_none() {
        *count += 1;
        let name = format!("definition_substitution_{count}");
        substitutions.set(name.as_str(), value.clone());
        return format!("${{{name}}}").into();
    }
    match value {
        Value::List(items) => {
            Value::List(items.iter().map(|item| without_functions(item, substitutions, count)).collect())
        }
        Value::Map(map) => {
            let mut sorted: Vec<_> = map.iter().collect();
            sorted.sort_by_key(|(key, _)| key.to_string());
            let items = sorted.into_iter().map(|(k, v)| (k.clone(), without_functions(v, substitutions, count)));
            items.collect::<Map>().into()
        }
        other => other.clone(),
    }
}

fn role(world: &mut World<'_>, id: &str, given: &Map, inherited: &Map, tags: &Value) -> Result<Value, Fault> {
    if let Some(role) = given.given("Role") {
        if given.given("Policies").is_some() {
            return Err(Fault::resource(id, "Specify either 'Role' or 'Policies' property and not both."));
        }
        return Ok(role.clone());
    }
    let role = format!("{id}Role");
    let mut policies = Policies::default();
    if given.given("Tracing").and_then(|tracing| tracing.get("Enabled")).is_some_and(Value::truthy) {
        policies.manage(format!("arn:{}:iam::aws:policy/AWSXrayWriteOnlyAccess", world.inputs.partition).into());
    }
    policy::read(world, id, &role, given.given("Policies").unwrap_or(&Value::Null), &mut policies)?;
    let mut properties = map! {
        "AssumeRolePolicyDocument" => policy::trust("states.amazonaws.com"),
        "ManagedPolicyArns" => policies.managed,
    };
    if !policies.inline.is_empty() {
        properties.set("Policies", policies.inline);
    }
    properties.maybe("PermissionsBoundary", given.given("PermissionsBoundary").cloned());
    properties.maybe("Path", given.given("RolePath").cloned());
    properties.set("Tags", tags);
    world.add(Made::new(role.as_str(), "AWS::IAM::Role", properties).with(inherited));
    Ok(attribute(role, "Arn"))
}

/// Makes a version and an alias; answers the alias's logical id.
fn publish(world: &mut World<'_>, id: &str, given: &Map, inherited: &Map) -> Result<Option<String>, Fault> {
    let Some(alias) = given.given("AutoPublishAlias") else {
        if given.given("DeploymentPreference").is_some() {
            let message = "'DeploymentPreference' requires AutoPublishAlias property to be specified.";
            return Err(Fault::resource(id, message));
        }
        return Ok(None);
    };
    let alias = world.resolve(alias);
    let Some(name) = alias.as_str() else {
        let message = "'AutoPublishAlias' must be a string or a Ref to a template parameter";
        return Err(Fault::resource(id, message));
    };
    let version = format!("{id}Version");
    let properties = map! {
        "StateMachineArn" => reference(id),
        "StateMachineRevisionId" => attribute(id, "StateMachineRevisionId"),
    };
    let made = Made::new(version.as_str(), "AWS::StepFunctions::StateMachineVersion", properties);
    let made = made.attribute("DeletionPolicy", "Retain").attribute("UpdateReplacePolicy", "Retain");
    world.add(made.with(inherited));
    let mut preference = map! { "Type" => "ALL_AT_ONCE" };
    if let Some(given) = given.given("DeploymentPreference").and_then(Value::as_map) {
        preference.extend(given.clone());
    }
    preference.set("StateMachineVersionArn", reference(version.as_str()));
    let alias_id = format!("{id}Alias{}", alphanumeric(name));
    let properties = map! { "Name" => name, "DeploymentPreference" => preference };
    world.add(Made::new(alias_id.as_str(), "AWS::StepFunctions::StateMachineAlias", properties).with(inherited));
    world.attribute(id, "Version", &version);
    world.attribute(id, "Alias", &alias_id);
    Ok(Some(alias_id))
}

fn connect(
    world: &mut World<'_>,
    id: &str,
    given: &Map,
    inherited: &Map,
    propagated: Option<&Map>,
    alias: Option<String>,
) -> Result<(), Fault> {
    let started = alias.filter(|_| given.given("UseAliasAsEventTarget").is_some_and(Value::truthy));
    let started = started.unwrap_or_else(|| id.to_owned());
    let target = Target {
        id,
        name: reference(started.as_str()),
        arn: reference(started.as_str()),
        path: started,
        inherited,
        propagated,
        starts: true,
    };
    let Some(all) = given.given("Events").and_then(Value::as_map) else { return Ok(()) };
    for (name, body) in all.iter() {
        start_by(world, &target, name, body)?;
    }
    Ok(())
}

fn start_by(world: &mut World<'_>, target: &Target<'_>, name: &Text, body: &Value) -> Result<(), Fault> {
    let empty = Map::new();
    let properties = match body.get("Properties") {
        None => &empty,
        Some(properties) => properties.as_map().ok_or_else(|| Fault::event(&**name, "Properties should be a map."))?,
    };
    let event = Event { target, name, id: format!("{}{}", target.id, &**name), properties };
    match body.get("Type").and_then(Value::as_str) {
        Some("Schedule") => rule::schedule(world, &event, Way::StateMachine),
        Some("ScheduleV2") => scheduler::schedule(world, &event, Way::StateMachine),
        Some(kind @ ("CloudWatchEvent" | "EventBridgeRule")) => rule::pattern(world, &event, Way::StateMachine, kind),
        Some("Api") => events::api::start(world, &event),
        other => Err(event.fault(format!("Type '{}' is not a valid event source.", other.unwrap_or_default()))),
    }
}
