//! `AWS::Serverless::CapacityProvider`: instances on which functions run.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-capacityprovider.html>

use crate::check::{BOOL, MAP, MUST, TEXT, Table, check};
use crate::intrinsics::attribute;
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World, inherited, kept};
use crate::{Fault, policy, tags};

const TABLE: Table = &[
    ("CapacityProviderName", TEXT),
    ("VpcConfig", MAP | MUST),
    ("OperatorRole", TEXT),
    ("Tags", MAP),
    ("PropagateTags", BOOL),
    ("InstanceRequirements", MAP),
    ("ScalingConfig", MAP),
    ("KmsKeyArn", TEXT),
];

/// Makes the provider and, unless one is named, the role with which Lambda manages its instances.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::CapacityProvider", given, TABLE)?;
    let mut properties = Map::new();
    properties.copy(given, &["CapacityProviderName", "VpcConfig", "KmsKeyArn"]);
    if let Some(needs) = given.given("InstanceRequirements").and_then(Value::as_map) {
        properties.set("InstanceRequirements", instances(id, needs)?);
    }
    if let Some(scaling) = given.given("ScalingConfig").and_then(Value::as_map) {
        properties.set("CapacityProviderScalingConfig", scaling_config(scaling));
    }
    let tags = tags::marked(id, tags::FUNCTION_MARK, given.given("Tags"))?;
    let role = match given.given("OperatorRole") {
        Some(role) => role.clone(),
        None => operator(world, id, resource, given),
    };
    properties.set("PermissionsConfig", map! { "CapacityProviderOperatorRoleArn" => role });
    properties.set("Tags", tags);
    world.add(Made::new(id, "AWS::Lambda::CapacityProvider", properties).with(&kept(resource)));
    Ok(())
}

fn instances(id: &str, given: &Map) -> Result<Map, Fault> {
    if given.given("AllowedTypes").is_some() && given.given("ExcludedTypes").is_some() {
        let message =
            "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together.";
        return Err(Fault::resource(id, message));
    }
    let mut own = Map::new();
    own.copy(given, &["Architectures"]);
    own.maybe("AllowedInstanceTypes", given.given("AllowedTypes").cloned());
    own.maybe("ExcludedInstanceTypes", given.given("ExcludedTypes").cloned());
    Ok(own)
}

fn scaling_config(given: &Map) -> Map {
    let mut own = Map::new();
    own.copy(given, &["MaxVCpuCount"]);
    match given.given("AverageCPUUtilization") {
        Some(target) => {
            let policy = map! {
                "PredefinedMetricType" => "LambdaCapacityProviderAverageCPUUtilization",
                "TargetValue" => target,
            };
            own.set("ScalingMode", "Manual");
            own.set("ScalingPolicies", list![policy]);
        }
        None => own.set("ScalingMode", "Auto"),
    }
    own
}

fn operator(world: &mut World<'_>, id: &str, resource: &Map, given: &Map) -> Value {
    let role = format!("{id}OperatorRole");
    let arn = format!("arn:{}:iam::aws:policy/AWSLambdaManagedEC2ResourceOperator", world.inputs.partition);
    let mark = map! { "Key" => tags::FUNCTION_MARK, "Value" => "SAM" };
    let mut all: Vec<Value> = vec![mark.into()];
    if given.given("PropagateTags").is_some_and(Value::truthy) {
        all.extend(given.given("Tags").and_then(Value::as_map).map(tags::listed).unwrap_or_default());
    }
    let properties = map! {
        "AssumeRolePolicyDocument" => policy::trust("lambda.amazonaws.com"),
        "ManagedPolicyArns" => list![arn],
        "Tags" => all,
    };
    world.add(Made::new(role.as_str(), "AWS::IAM::Role", properties).with(&inherited(resource)));
    attribute(role, "Arn")
}
