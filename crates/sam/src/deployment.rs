//! `DeploymentPreference`: gradual deployments of functions through CodeDeploy.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html>

use crate::intrinsics::{attribute, function, if_arguments, is_intrinsic, reference, sub_with, when};
use crate::tags;
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World};
use crate::{Fault, policy};

const APPLICATION: &str = "ServerlessDeploymentApplication";
const ROLE: &str = "CodeDeployServiceRole";
const CONDITION: &str = "ServerlessCodeDeployCondition";

/// Deployment configurations that CodeDeploy has for Lambda.
const CONFIGURATIONS: &[&str] = &[
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes",
    "AllAtOnce",
];

/// What all enabled preferences of a template need together.
#[derive(Debug, Default)]
pub(crate) struct Deployments {
    enabled: Vec<Enabled>,
}

#[derive(Debug)]
struct Enabled {
    own_role: bool,
    /// The condition, where it is handed on.
    condition: Option<Value>,
    tags: Option<Map>,
}

/// Makes the deployment group of a function's alias and gives the alias its update policy. `alias` is absent where the function
/// publishes none.
pub(crate) fn prefer(
    world: &mut World<'_>,
    id: &str,
    preference: &Value,
    alias: Option<&mut Made>,
    inherited: &Map,
    propagated: Option<&Map>,
) -> Result<(), Fault> {
    let mut resolved = preference.clone();
    for key in ["Enabled", "PassthroughCondition", "Type"] {
        if let (Some(given), Some(map)) = (preference.get(key), resolved.as_map_mut()) {
            map.set(key, world.resolve_all(given));
        }
    }
    let Some(preference) = resolved.as_map() else {
        return Err(Fault::resource(id, "'DeploymentPreference' must be a dictionary"));
    };
    if let Some(hooks) = preference.given("Hooks")
        && hooks.as_map().is_none()
    {
        return Err(Fault::resource(id, "'Hooks' property of 'DeploymentPreference' must be a dictionary"));
    }
    if disabled(id, preference)? {
        return Ok(());
    }
    let Some(alias) = alias else {
        let message = "'DeploymentPreference' requires AutoPublishAlias property to be specified.";
        return Err(Fault::resource(id, message));
    };
    if preference.given("Type").is_none() {
        return Err(Fault::resource(id, "'DeploymentPreference' is missing required Property 'Type'"));
    }
    let pass = passes_condition(id, preference)?;
    let condition = if pass { inherited.get("Condition").cloned() } else { None };
    add_group(world, id, preference, condition.as_ref(), propagated)?;
    let policy = update_policy(id, preference);
    alias.body_set("UpdatePolicy", policy);
    let own_role = preference.given("Role").is_some();
    world.deployments.enabled.push(Enabled { own_role, condition, tags: propagated.cloned() });
    Ok(())
}

fn disabled(id: &str, preference: &Map) -> Result<bool, Fault> {
    match preference.given("Enabled") {
        None => Ok(false),
        Some(Value::Bool(on)) => Ok(!on),
        Some(Value::Text(text)) if text.eq_ignore_ascii_case("true") => Ok(false),
        Some(Value::Text(text)) if text.eq_ignore_ascii_case("false") => Ok(true),
        Some(_) => Err(Fault::resource(id, "'Enabled' must be a boolean value")),
    }
}

fn passes_condition(id: &str, preference: &Map) -> Result<bool, Fault> {
    match preference.given("PassthroughCondition") {
        None => Ok(false),
        Some(Value::Bool(on)) => Ok(*on),
        Some(Value::Text(text)) if ["true", "false"].contains(&text.to_lowercase().as_str()) => {
            Ok(text.eq_ignore_ascii_case("true"))
        }
        Some(value) if is_intrinsic(value) => Err(Fault::resource(
            id,
            "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition \
             are FindInMap and parameter Refs.",
        )),
        Some(_) => Err(Fault::resource(id, "Invalid value for property PassthroughCondition.")),
    }
}

fn add_group(
    world: &mut World<'_>,
    id: &str,
    preference: &Map,
    condition: Option<&Value>,
    propagated: Option<&Map>,
) -> Result<(), Fault> {
    let mut properties = Map::new();
    if let Some(alarms) = preference.given("Alarms").filter(|alarms| alarms.truthy()) {
        properties.set("AlarmConfiguration", alarm_configuration(id, alarms)?);
    }
    properties.set("ApplicationName", reference(APPLICATION));
    let events = vec!["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];
    properties.set("AutoRollbackConfiguration", map! { "Enabled" => true, "Events" => events });
    properties.set("DeploymentConfigName", configuration(preference.given("Type").unwrap_or(&Value::Null)));
    let style = map! { "DeploymentType" => "BLUE_GREEN", "DeploymentOption" => "WITH_TRAFFIC_CONTROL" };
    properties.set("DeploymentStyle", style);
    properties.maybe("TriggerConfigurations", preference.given("TriggerConfigurations").cloned());
    let role = preference.given("Role").cloned().unwrap_or_else(|| attribute(ROLE, "Arn"));
    properties.set("ServiceRoleArn", role);
    properties.maybe("Tags", propagated.map(tags::listed));
    let mut group = Made::new(format!("{id}DeploymentGroup"), "AWS::CodeDeploy::DeploymentGroup", properties);
    if let Some(condition) = condition {
        group.body_set("Condition", condition.clone());
    }
    world.add(group);
    Ok(())
}

fn alarm_configuration(id: &str, alarms: &Value) -> Result<Value, Fault> {
    let names = |alarms: &[Value]| -> Value {
        Value::List(alarms.iter().map(|alarm| map! { "Name" => alarm }.into()).collect())
    };
    let enabled = |alarms: Value| -> Value { map! { "Alarms" => alarms, "Enabled" => true }.into() };
    if let Some([condition, yes, no]) = if_arguments(alarms) {
        let branch = |value: &Value| value.as_list().map_or_else(|| value.clone(), names);
        return Ok(enabled(when(condition, branch(yes), branch(no))));
    }
    let Some(alarms) = alarms.as_list() else {
        return Err(Fault::resource(id, "Alarms must be a list"));
    };
    Ok(enabled(names(alarms)))
}

/// CodeDeploy's own configurations carry a prefix; others are the user's.
fn configuration(kind: &Value) -> Value {
    if let Some([condition, yes, no]) = if_arguments(kind) {
        return when(condition, configuration(yes), configuration(no));
    }
    let name = match function(kind) {
        Some("Fn::Sub") => kind.get("Fn::Sub").and_then(Value::as_str),
        _ => kind.as_str(),
    };
    match name {
        Some(name) if CONFIGURATIONS.contains(&name) => {
            sub_with("CodeDeployDefault.Lambda${ConfigName}", map! { "ConfigName" => name })
        }
        _ => kind.clone(),
    }
}

fn update_policy(id: &str, preference: &Map) -> Map {
    let mut update = map! {
        "ApplicationName" => reference(APPLICATION),
        "DeploymentGroupName" => reference(format!("{id}DeploymentGroup")),
    };
    if let Some(hooks) = preference.given("Hooks") {
        update.maybe("BeforeAllowTrafficHook", hooks.get("PreTraffic").cloned());
        update.maybe("AfterAllowTrafficHook", hooks.get("PostTraffic").cloned());
    }
    map! { "CodeDeployLambdaAliasUpdate" => update }
}

/// Adds the application and the role that the deployment groups share.
pub(crate) fn finish(world: &mut World<'_>) {
    let enabled = std::mem::take(&mut world.deployments.enabled);
    if enabled.is_empty() {
        return;
    }
    let condition = shared_condition(world, enabled.iter());
    let mut properties = map! { "ComputePlatform" => "Lambda" };
    properties.maybe("Tags", enabled.iter().find_map(|one| one.tags.as_ref()).map(tags::listed));
    add_shared(world, Made::new(APPLICATION, "AWS::CodeDeploy::Application", properties), condition.as_ref());
    if enabled.iter().any(|one| !one.own_role) {
        let arn = format!("arn:{}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda", world.inputs.partition);
        let mut properties = map! {
            "AssumeRolePolicyDocument" => policy::trust("codedeploy.amazonaws.com"),
            "ManagedPolicyArns" => list![arn],
        };
        properties.maybe("Tags", enabled.iter().find_map(|one| one.tags.as_ref()).map(tags::listed));
        add_shared(world, Made::new(ROLE, "AWS::IAM::Role", properties), condition.as_ref());
    }
}

fn add_shared(world: &mut World<'_>, made: Made, condition: Option<&Value>) {
    world.add(match condition {
        Some(condition) => made.attribute("Condition", condition.clone()),
        None => made,
    });
}

/// One condition that holds whenever one of the groups stands; none if a group always does.
fn shared_condition<'e>(world: &mut World<'_>, enabled: impl Iterator<Item = &'e Enabled>) -> Option<Value> {
    let mut conditions: Vec<Value> = Vec::new();
    for one in enabled {
        let condition = one.condition.clone()?;
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    match conditions.as_slice() {
        [one] => Some(one.clone()),
        _ => {
            let either: Vec<Value> = conditions.iter().map(|one| map! { "Condition" => one }.into()).collect();
            world.conditions.set(CONDITION, map! { "Fn::Or" => either });
            Some(CONDITION.into())
        }
    }
}
