//! `UsagePlan` of REST APIs: a plan, a key, and what ties them, for each API or shared by all.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html>

use crate::intrinsics::reference;
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World, depend};
use crate::{Fault, implicit, tags};

const KEYS: &[&str] = &["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];

/// What APIs that share a plan have said so far.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    stages: Vec<Value>,
    keys: Vec<Value>,
    apis: Vec<String>,
    conditions: Vec<Option<Text>>,
    deletion: Vec<Option<Text>>,
    replacement: Vec<Option<Text>>,
}

/// Makes what an API's plan needs.
pub(crate) fn add(
    world: &mut World<'_>,
    id: &str,
    stage: &str,
    plan: &Value,
    inherited: &Map,
    propagated: Option<&Map>,
) -> Result<(), Fault> {
    let Some(plan) = plan.as_map() else {
        return Err(Fault::resource(id, "'UsagePlan' must be a dictionary"));
    };
    if plan.keys().any(|key| !KEYS.contains(&&**key)) {
        return Err(Fault::resource(id, "Invalid property for 'UsagePlan'"));
    }
    match plan.given("CreateUsagePlan").map(|mode| world.resolve(mode)).as_ref().and_then(Value::as_str) {
        Some("NONE") => Ok(()),
        Some("PER_API") => {
            let stages = vec![api_stage(id, stage)];
            let keys = vec![stage_key(id, stage)];
            make(world, id, plan, stages, keys, &[id.to_owned()], inherited, propagated);
            Ok(())
        }
        Some("SHARED") => {
            share(world, id, stage, plan, inherited, propagated);
            Ok(())
        }
        Some(_) => Err(Fault::resource(id, "'CreateUsagePlan' accepts only NONE, PER_API and SHARED values")),
        None => Err(Fault::resource(id, "'CreateUsagePlan' is required field in UsagePlan properties")),
    }
}

fn api_stage(id: &str, stage: &str) -> Value {
    map! { "ApiId" => reference(id), "Stage" => reference(stage) }.into()
}

fn stage_key(id: &str, stage: &str) -> Value {
    map! { "RestApiId" => reference(id), "StageName" => reference(stage) }.into()
}

fn share(world: &mut World<'_>, id: &str, stage: &str, plan: &Map, inherited: &Map, propagated: Option<&Map>) {
    let text = |key: &str| inherited.get(key).and_then(Value::as_text).cloned();
    let shared = &mut world.shared_plan;
    shared.stages.push(api_stage(id, stage));
    shared.keys.push(stage_key(id, stage));
    shared.apis.push(id.to_owned());
    shared.conditions.push(text("Condition"));
    shared.deletion.push(text("DeletionPolicy"));
    shared.replacement.push(text("UpdateReplacePolicy"));
    let (stages, keys, apis) = (shared.stages.clone(), shared.keys.clone(), shared.apis.clone());
    let mut attributes = Map::new();
    attributes.maybe("DeletionPolicy", implicit::strongest(&shared.deletion));
    attributes.maybe("UpdateReplacePolicy", implicit::strongest(&shared.replacement));
    let conditions = shared.conditions.clone();
    attributes.maybe("Condition", implicit::shared_condition(world, &conditions, "SharedUsagePlanCondition"));
    if !attributes.has("Condition") {
        world.conditions.remove("SharedUsagePlanCondition");
    }
    make(world, "Serverless", plan, stages, keys, &apis, &attributes, propagated);
}

#[allow(clippy::too_many_arguments, reason = "all of it is what the three resources are made of")]
fn make(
    world: &mut World<'_>,
    prefix: &str,
    plan: &Map,
    stages: Vec<Value>,
    keys: Vec<Value>,
    apis: &[String],
    attributes: &Map,
    propagated: Option<&Map>,
) {
    let (plan_id, key_id) = (format!("{prefix}UsagePlan"), format!("{prefix}ApiKey"));
    let all_tags = plan.given("Tags").cloned().or_else(|| propagated.map(|tags| tags::listed(tags).into()));
    let mut properties = map! { "ApiStages" => stages };
    properties.copy(plan, &["Description", "Quota", "Throttle", "UsagePlanName"]);
    properties.maybe("Tags", all_tags.clone());
    let mut attributes_of_plan = attributes.clone();
    for api in apis {
        depend(&mut attributes_of_plan, api);
    }
    world.add(Made::new(plan_id.as_str(), "AWS::ApiGateway::UsagePlan", properties).with(&attributes_of_plan));
    let mut properties = map! { "Enabled" => true, "StageKeys" => keys };
    properties.maybe("Tags", all_tags);
    let key = Made::new(key_id.as_str(), "AWS::ApiGateway::ApiKey", properties).with(attributes);
    world.add(key.attribute("DependsOn", list![plan_id.as_str()]));
    let properties = map! {
        "KeyId" => reference(key_id.as_str()),
        "KeyType" => "API_KEY",
        "UsagePlanId" => reference(plan_id.as_str()),
    };
    let tie = Made::new(format!("{plan_id}Key"), "AWS::ApiGateway::UsagePlanKey", properties).with(attributes);
    world.add(tie.attribute("DependsOn", list![key_id]));
}
