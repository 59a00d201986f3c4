//! `EventInvokeConfig`: how asynchronous invocations are retried and where their outcomes go.

use super::Function;
use super::version::Published;
use crate::check::a_map;
use crate::intrinsics::{attribute, if_arguments, is_intrinsic, is_no_value, reference, when};
use crate::policy::{Policies, document, statement};
use crate::value::{Map, Value, list, map};
use crate::world::{Made, World};
use crate::{Fault, python};

/// Makes the configuration, and queues and topics for outcomes where none is named.
pub(super) fn configure(
    world: &mut World<'_>,
    function: &Function<'_>,
    config: &Value,
    published: Option<&Published>,
    policies: &mut Policies,
) -> Result<(), Fault> {
    let id = format!("{}EventInvokeConfig", function.id);
    let config = a_map(function.id, config, "EventInvokeConfig")?;
    let mut properties = map! {
        "FunctionName" => reference(function.id),
        "Qualifier" => published.map_or_else(|| "$LATEST".into(), |published| published.name.clone()),
    };
    if let Some(destinations) = config.given("DestinationConfig") {
        let mut own = Map::new();
        for (outcome, destination) in a_map(function.id, destinations, "EventInvokeConfig.DestinationConfig")?.iter() {
            let arn = destination_of(world, function, &format!("{id}{}", &**outcome), destination, policies)?;
            own.maybe(outcome.clone(), arn);
        }
        properties.set("DestinationConfig", own);
    }
    properties.copy(config, &["MaximumEventAgeInSeconds", "MaximumRetryAttempts"]);
    let mut made = Made::new(id, "AWS::Lambda::EventInvokeConfig", properties).with(&function.inherited_condition());
    if let Some(published) = published {
        made = made.depends_on(&published.alias.id);
    }
    world.add(made);
    Ok(())
}

fn destination_of(
    world: &mut World<'_>,
    function: &Function<'_>,
    prefix: &str,
    given: &Value,
    policies: &mut Policies,
) -> Result<Option<Value>, Fault> {
    let given =
        a_map(&format!("{}EventInvokeConfig", function.id), given, "EventInvokeConfig.DestinationConfig.OnSuccess")?;
    let Some(kind) = given.given("Type").and_then(Value::as_str).map(str::to_owned) else {
        let destination = given.given("Destination").map(|destination| world.resolve(destination));
        return Ok(destination.map(|arn| map! { "Destination" => arn }.into()));
    };
    if !["SQS", "SNS", "Lambda", "EventBridge", "S3Bucket"].contains(&kind.as_str()) {
        let message = "'Type: {}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']";
        return Err(Fault::resource(format!("{}EventInvokeConfig", function.id), message.replace("{}", &kind)));
    }
    let given = given.given("Destination").map(|destination| world.resolve(destination));
    let arn = arn(world, function, prefix, &kind, given)?;
    allow(prefix, &kind, &arn, policies);
    Ok(Some(map! { "Destination" => arn }.into()))
}

/// The destination's ARN; a queue or topic is made where none is named, or where a condition leaves it open.
fn arn(
    world: &mut World<'_>,
    function: &Function<'_>,
    prefix: &str,
    kind: &str,
    given: Option<Value>,
) -> Result<Value, Fault> {
    let makes = matches!(kind, "SQS" | "SNS");
    let Some(given) = given else {
        if !makes {
            let message = "'Destination' is required for this Type";
            return Err(Fault::resource(format!("{}EventInvokeConfig", function.id), message));
        }
        return Ok(make(world, function, prefix, kind, None));
    };
    if !makes || !is_intrinsic(&given) || given.get("Fn::If").is_none() {
        return Ok(given);
    }
    let Some([condition, yes, no]) = if_arguments(&given) else {
        let message = "Malformed 'Destination' property: Fn::If requires 3 arguments.";
        return Err(Fault::resource(format!("{}EventInvokeConfig", function.id), message));
    };
    if is_no_value(yes) {
        let made = make(world, function, prefix, kind, Some(condition));
        return Ok(when(condition, made, no.clone()));
    }
    if is_no_value(no) {
        let not: Value = negate(world, condition).into();
        let made = make(world, function, prefix, kind, Some(&not));
        return Ok(when(not, made, yes.clone()));
    }
    Ok(given)
}

/// A condition that holds when another does not.
fn negate(world: &mut World<'_>, condition: &Value) -> String {
    let name = condition.as_str().unwrap_or_default();
    let not = map! { "Fn::Not" => list![map! { "Condition" => name }] };
    let id = format!("NOT{name}{}", python::short_hash(&python::json(&not.clone().into())));
    world.conditions.set(id.as_str(), not);
    id
}

/// A condition that holds when two do.
fn both(world: &mut World<'_>, one: &Value, other: &Value) -> Value {
    let names = format!("{}AND{}", one.as_str().unwrap_or_default(), other.as_str().unwrap_or_default());
    let and: Vec<Value> = [one, other].map(|name| map! { "Condition" => map! { "Condition" => name } }.into()).into();
    let and = map! { "Fn::And" => and };
    let id = format!("{names}{}", python::short_hash(&python::json(&and.clone().into())));
    world.conditions.set(id.as_str(), and);
    id.into()
}

fn make(world: &mut World<'_>, function: &Function<'_>, prefix: &str, kind: &str, condition: Option<&Value>) -> Value {
    let condition = match (function.inherited.get("Condition").cloned(), condition) {
        (Some(own), Some(other)) => Some(both(world, &own, other)),
        (own, other) => own.or_else(|| other.cloned()),
    };
    let mut attributes = Map::new();
    attributes.maybe("Condition", condition);
    let (id, kind, arn) = if kind == "SQS" {
        let id = format!("{prefix}Queue");
        let arn = attribute(id.as_str(), "Arn");
        world.attribute(function.id, "DestinationQueue", &id);
        (id, "AWS::SQS::Queue", arn)
    } else {
        let id = format!("{prefix}Topic");
        let arn = reference(id.as_str());
        world.attribute(function.id, "DestinationTopic", &id);
        (id, "AWS::SNS::Topic", arn)
    };
    world.add(Made::new(id, kind, Map::new()).with(&attributes));
    arn
}

fn allow(prefix: &str, kind: &str, arn: &Value, policies: &mut Policies) {
    let (name, statements) = match kind {
        "SQS" => ("SQS", vec![statement("sqs:SendMessage", arn)]),
        "SNS" => ("SNS", vec![statement("sns:publish", arn)]),
        "Lambda" => ("Lambda", vec![statement("lambda:InvokeFunction", arn)]),
        "EventBridge" => ("EventBridge", vec![statement("events:PutEvents", arn)]),
        _ => ("S3", bucket_statements(arn)),
    };
    policies.allow(format!("{prefix}{name}Policy"), document(statements));
}

/// What is needed to write to a bucket.
pub(crate) fn bucket_statements(arn: &Value) -> Vec<Value> {
    let objects = map! { "Fn::Join" => list!["/", list![arn, "*"]] };
    vec![statement("s3:PutObject", objects), statement("s3:ListBucket", arn)]
}
