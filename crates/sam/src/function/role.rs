//! The role that SAM makes for a function that names none.

use super::{Function, dead_letter_policy, function_tags};
use crate::Fault;
use crate::intrinsics::{attribute, if_arguments, is_no_value, when};
use crate::policy::{self, Policies};
use crate::value::{Map, Value};
use crate::world::{Made, World};

/// The function's role: its own, or one that is made for it. `from_events` is what its events need.
pub(super) fn give(world: &mut World<'_>, function: &Function<'_>, from_events: Policies) -> Result<Value, Fault> {
    let id = format!("{}Role", function.id);
    let made = attribute(id.as_str(), "Arn");
    match function.properties.given("Role") {
        None => {}
        Some(role) => match if_arguments(role) {
            Some([condition, yes, no]) if is_no_value(yes) || is_no_value(no) => {
                make(world, function, &id, from_events)?;
                let pick = |branch: &Value| if is_no_value(branch) { made.clone() } else { branch.clone() };
                return Ok(when(condition, pick(yes), pick(no)));
            }
            _ => return Ok(role.clone()),
        },
    }
    make(world, function, &id, from_events)?;
    Ok(made)
}

fn make(world: &mut World<'_>, function: &Function<'_>, id: &str, from_events: Policies) -> Result<(), Fault> {
    let given = function.properties;
    let mut policies = Policies::default();
    let aws = |name: &str| Value::from(format!("arn:{}:iam::aws:policy/{name}", world.inputs.partition));
    policies.manage(aws("service-role/AWSLambdaBasicExecutionRole"));
    if given.given("Tracing").is_some_and(|tracing| traces(world, tracing)) {
        policies.manage(aws("AWSXrayWriteOnlyAccess"));
    }
    if given.given("VpcConfig").is_some() {
        policies.manage(aws("service-role/AWSLambdaVPCAccessExecutionRole"));
    }
    for arn in from_events.managed {
        policies.manage(arn);
    }
    policies.inline.extend(given.given("DeadLetterQueue").and_then(dead_letter_policy));
    policies.inline.extend(from_events.inline);
    policy::read(world, function.id, id, given.given("Policies").unwrap_or(&Value::Null), &mut policies)?;
    let mut properties = Map::new();
    let trust = given.given("AssumeRolePolicyDocument").cloned();
    properties.set("AssumeRolePolicyDocument", trust.unwrap_or_else(|| policy::trust("lambda.amazonaws.com")));
    properties.set("ManagedPolicyArns", policies.managed);
    if !policies.inline.is_empty() {
        properties.set("Policies", policies.inline);
    }
    properties.maybe("PermissionsBoundary", given.given("PermissionsBoundary").cloned());
    properties.maybe("Path", given.given("RolePath").cloned());
    properties.set("Tags", function_tags(function)?);
    world.add(Made::new(id, "AWS::IAM::Role", properties).with(&function.inherited));
    Ok(())
}

/// Whether the function writes traces, as far as can be told before the deployment.
pub(super) fn traces(world: &World<'_>, tracing: &Value) -> bool {
    world.resolve(tracing).as_str() != Some("Disabled")
}
