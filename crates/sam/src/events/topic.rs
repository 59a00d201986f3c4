//! `SNS`: subscriptions to a topic, directly or through a queue.

use super::{Event, poll};
use crate::Fault;
use crate::check::{ANY, BOOL, MAP, MUST, TEXT, Table, check};
use crate::intrinsics::{attribute, is_intrinsic, reference};
use crate::policy::Policies;
use crate::value::{Map, Value, list, map};
use crate::world::World;

const TABLE: Table = &[
    ("Topic", TEXT | MUST),
    ("Region", TEXT),
    ("FilterPolicy", MAP),
    ("FilterPolicyScope", TEXT),
    ("SqsSubscription", BOOL | MAP),
    ("RedrivePolicy", ANY),
];

/// Subscribes the function.
pub(super) fn subscribe(world: &mut World<'_>, event: &Event<'_>, policies: &mut Policies) -> Result<(), Fault> {
    check(&event.id, "SNS", event.properties, TABLE)?;
    let topic = event.given("Topic").cloned().unwrap_or_default();
    match event.given("SqsSubscription") {
        Some(Value::Bool(true)) => {
            let id = format!("{}Queue", event.id);
            world.add(event.made(id.as_str(), "AWS::SQS::Queue", Map::new()));
            through_queue(
                world,
                event,
                &topic,
                attribute(id.as_str(), "Arn"),
                reference(id.as_str()),
                &Map::new(),
                policies,
            )
        }
        Some(given @ Value::Map(queue)) => {
            let (Some(arn), Some(url)) = (queue.given("QueueArn"), queue.given("QueueUrl")) else {
                return Err(event.fault("No QueueARN or QueueURL provided."));
            };
            debug_assert!(!is_intrinsic(given));
            through_queue(world, event, &topic, arn.clone(), url.clone(), queue, policies)
        }
        _ => {
            let source = map! { "SourceArn" => topic.clone() };
            event.permit(world, "", "sns.amazonaws.com", source);
            subscription(world, event, "lambda", topic, event.target.arn.clone());
            Ok(())
        }
    }
}

fn subscription(world: &mut World<'_>, event: &Event<'_>, protocol: &str, topic: Value, endpoint: Value) {
    let mut properties = map! { "Protocol" => protocol, "Endpoint" => endpoint, "TopicArn" => topic };
    properties.copy(event.properties, &["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]);
    world.add(event.made(event.id.as_str(), "AWS::SNS::Subscription", properties));
}

fn through_queue(
    world: &mut World<'_>,
    event: &Event<'_>,
    topic: &Value,
    arn: Value,
    url: Value,
    given: &Map,
    policies: &mut Policies,
) -> Result<(), Fault> {
    let send = map! {
        "Action" => "sqs:SendMessage",
        "Effect" => "Allow",
        "Principal" => "*",
        "Resource" => arn.clone(),
        "Condition" => map! { "ArnEquals" => map! { "aws:SourceArn" => topic.clone() } },
    };
    let document = map! { "Version" => "2012-10-17", "Statement" => list![send] };
    let own = format!("{}QueuePolicy", event.id);
    let policy_id = given.given("QueuePolicyLogicalId").and_then(Value::as_str).unwrap_or(&own);
    let properties = map! { "PolicyDocument" => document, "Queues" => list![url] };
    world.add(event.made(policy_id, "AWS::SQS::QueuePolicy", properties));
    let mut source = map! { "Queue" => arn.clone() };
    source.set("BatchSize", given.given("BatchSize").cloned().unwrap_or(Value::Int(10)));
    source.set("Enabled", given.given("Enabled").cloned().unwrap_or(Value::Bool(true)));
    let id = format!("{}EventSourceMapping", event.id);
    let queue = Event { target: event.target, name: event.name, id, properties: &source };
    poll::map(world, &queue, "SQS", policies)?;
    subscription(world, event, "sqs", topic.clone(), arn);
    Ok(())
}
