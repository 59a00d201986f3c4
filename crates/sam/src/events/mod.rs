//! Events of functions and state machines: what invokes them, and with which permission.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html>

pub(crate) mod api;
mod bucket;
mod cognito;
mod credentials;
pub(crate) mod http_api;
mod poll;
pub(crate) mod rule;
pub(crate) mod scheduler;
mod simple;
mod topic;

use crate::Fault;
use crate::policy::Policies;
use crate::value::{Map, Value, map};
use crate::world::{Made, World};

/// What an event invokes.
pub(crate) struct Target<'t> {
    /// The logical id of the function or state machine.
    pub(crate) id: &'t str,
    /// A reference that names it: the function's, or its alias's.
    pub(crate) name: Value,
    /// Its ARN, or its alias's.
    pub(crate) arn: Value,
    /// The same as a place in an `Fn::Sub`: `Function.Arn` or `FunctionAliaslive`.
    pub(crate) path: String,
    pub(crate) inherited: &'t Map,
    pub(crate) propagated: Option<&'t Map>,
    /// Whether it is a state machine, of which executions are started.
    pub(crate) starts: bool,
}

/// One event of a target.
pub(crate) struct Event<'e> {
    pub(crate) target: &'e Target<'e>,
    /// Its name under `Events`.
    pub(crate) name: &'e str,
    /// The logical id of what is made for it.
    pub(crate) id: String,
    pub(crate) properties: &'e Map,
}

impl Event<'_> {
    /// A fault of the event, named as it is under `Events`.
    pub(crate) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::event(self.name, message)
    }

    /// A fault of the event, named by its logical id.
    pub(crate) fn fault_of_id(&self, message: impl Into<String>) -> Fault {
        Fault::event(self.id.as_str(), message)
    }

    pub(crate) fn given(&self, key: &str) -> Option<&Value> {
        self.properties.given(key)
    }

    /// A resource made for the event.
    pub(crate) fn made(&self, id: impl Into<String>, kind: &str, properties: Map) -> Made {
        Made::new(id, kind, properties).with(self.target.inherited)
    }

    /// The permission of a service to invoke the function.
    pub(crate) fn permit(&self, world: &mut World<'_>, suffix: &str, principal: &str, more: Map) -> String {
        let id = format!("{}Permission{suffix}", self.id);
        let mut properties = map! {
            "Action" => "lambda:InvokeFunction",
            "FunctionName" => self.target.name.clone(),
            "Principal" => principal,
        };
        properties.extend(more);
        world.add(self.made(id.as_str(), "AWS::Lambda::Permission", properties));
        id
    }
}

/// Makes what one event of a function needs.
pub(crate) fn for_function(
    world: &mut World<'_>,
    target: &Target<'_>,
    name: &str,
    body: &Value,
    policies: &mut Policies,
) -> Result<(), Fault> {
    let Some(kind) = body.get("Type").and_then(Value::as_str) else {
        return Err(Fault::event(name, "Event is missing 'Type' property"));
    };
    let empty = Map::new();
    let properties = match body.get("Properties") {
        None => &empty,
        Some(properties) => properties.as_map().ok_or_else(|| Fault::event(name, "Properties should be a map."))?,
    };
    let event = Event { target, name, id: format!("{}{name}", target.id), properties };
    match kind {
        "Api" => api::connect(world, &event),
        "HttpApi" => http_api::connect(world, &event),
        "Schedule" => rule::schedule(world, &event, rule::Way::Lambda),
        "CloudWatchEvent" | "EventBridgeRule" => rule::pattern(world, &event, rule::Way::Lambda, kind),
        "ScheduleV2" => scheduler::schedule(world, &event, rule::Way::Lambda),
        "S3" => bucket::notify(world, &event),
        "SNS" => topic::subscribe(world, &event, policies),
        "CloudWatchLogs" => simple::logs(world, &event),
        "IoTRule" => simple::iot(world, &event),
        "AlexaSkill" => simple::alexa(world, &event),
        "Cognito" => cognito::trigger(world, &event),
        kind if poll::knows(kind) => poll::map(world, &event, kind, policies),
        other => Err(event.fault(format!("Type '{other}' is not a valid event source."))),
    }
}
