//! A target of a rule: its row, what it makes of events, and the decisions about targets.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, encode};

use crate::bus::Bus;
use crate::error::EventsError;
use crate::keys;
use crate::limits;
use crate::names::{Arn, BusName};
use crate::transform::{Path, Template, TemplateError, Transform};

/// A target as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TargetRow {
    pub(crate) arn: String,
    pub(crate) role_arn: Option<String>,
    pub(crate) input: Option<String>,
    pub(crate) input_path: Option<String>,
    pub(crate) transformer: Option<TransformerRow>,
    /// `SqsParameters`; the group id inside may be absent.
    pub(crate) sqs: Option<Option<String>>,
    /// `DeadLetterConfig`; the ARN inside may be absent.
    pub(crate) dead_letter: Option<Option<String>>,
    /// `RetryPolicy`: attempts, and age in seconds.
    pub(crate) retry: Option<(Option<u32>, Option<u32>)>,
}

/// `InputTransformer` as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TransformerRow {
    pub(crate) paths: Option<BTreeMap<String, String>>,
    pub(crate) template: String,
}

impl Record for TargetRow {
    const VERSION: u8 = 1;
}

/// A target with its transformation ready.
pub(crate) struct Target {
    pub(crate) row: TargetRow,
    pub(crate) transform: Transform,
}

/// Where a target's ARN leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination<'a> {
    Queue(Queue<'a>),
    Bus(BusName),
    Function(Function<'a>),
}

/// A function, a version or an alias of one, by its ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Function<'a> {
    pub(crate) account: &'a str,
    pub(crate) region: &'a str,
    pub(crate) arn: &'a str,
}

impl<'a> Function<'a> {
    fn from_arn(arn: &'a str) -> Option<Function<'a>> {
        let parsed = Arn::parse(arn)?;
        let Arn { service: "lambda", region, account, resource } = parsed else { return None };
        let mut parts = resource.split(':');
        let (kind, name, _qualifier, rest) = (parts.next()?, parts.next()?, parts.next(), parts.next());
        let whole = kind == "function" && !name.is_empty() && rest.is_none();
        (whole && parsed.has_account() && !region.is_empty()).then_some(Function { account, region, arn })
    }
}

/// A queue by its ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Queue<'a> {
    pub(crate) account: &'a str,
    pub(crate) region: &'a str,
    pub(crate) name: &'a str,
}

impl<'a> Queue<'a> {
    pub(crate) fn from_arn(arn: &'a str) -> Option<Queue<'a>> {
        let parsed = Arn::parse(arn)?;
        let Arn { service: "sqs", region, account, resource: name } = parsed else { return None };
        (parsed.has_account() && !region.is_empty() && !name.contains(':')).then_some(Queue { account, region, name })
    }

    pub(crate) fn is_fifo(&self) -> bool {
        self.name.ends_with(".fifo")
    }
}

impl<'a> Destination<'a> {
    /// Where events for this ARN go; the error names a kind of target that is not built.
    pub(crate) fn of(arn: &'a str) -> Result<Destination<'a>, EventsError> {
        let Some(parsed) = Arn::parse(arn) else { return Err(malformed(arn)) };
        match parsed.service {
            "sqs" => Queue::from_arn(arn).map(Destination::Queue).ok_or_else(|| malformed(arn)),
            "lambda" => Function::from_arn(arn).map(Destination::Function).ok_or_else(|| malformed(arn)),
            "events" if parsed.resource.starts_with("event-bus/") && parsed.has_account() => {
                BusName::from_arn(arn).map(Destination::Bus).ok_or_else(|| malformed(arn))
            }
            service => {
                let resource = parsed.resource.split(['/', ':']).next().unwrap_or_default();
                let kind = if service == "events" { ["events ", resource].concat() } else { service.to_owned() };
                Err(EventsError::not_built(&format!("The target type {kind} of {arn}")))
            }
        }
    }
}

fn malformed(arn: &str) -> EventsError {
    EventsError::invalid(format!("Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."))
}

impl TargetRow {
    pub(crate) fn message_group(&self) -> Option<&str> {
        self.sqs.as_ref()?.as_deref()
    }

    /// Attempts after the first one.
    pub(crate) fn attempts(&self) -> u32 {
        self.retry.and_then(|(attempts, _)| attempts).unwrap_or(limits::RETRY_ATTEMPTS)
    }

    /// How long an event is worth delivering.
    pub(crate) fn age(&self) -> Duration {
        let seconds = self.retry.and_then(|(_, age)| age).unwrap_or(limits::EVENT_AGE_SECONDS);
        Duration::from_secs(u64::from(seconds))
    }
}

impl Target {
    /// Checks a target as a client gives it.
    pub(crate) fn given(id: &str, row: TargetRow) -> Result<Target, EventsError> {
        match Destination::of(&row.arn)? {
            Destination::Queue(queue) => {
                if queue.is_fifo() && row.message_group().is_none() {
                    let text = format!("Parameter(s) SqsParameters must be specified for target: {id}.");
                    return Err(EventsError::invalid(text));
                }
            }
            Destination::Bus(_) if row.input.is_some() || row.input_path.is_some() || row.transformer.is_some() => {
                return Err(EventsError::not_built(&format!(
                    "An input other than the event for the event bus target {id}"
                )));
            }
            Destination::Bus(_) | Destination::Function(_) if row.sqs.is_some() => {
                let text = format!("Parameter(s) SqsParameters are only valid for an SQS queue, not for target: {id}.");
                return Err(EventsError::invalid(text));
            }
            Destination::Bus(_) | Destination::Function(_) => {}
        }
        if let Some(Some(arn)) = &row.dead_letter {
            match Queue::from_arn(arn) {
                Some(queue) if !queue.is_fifo() => {}
                _ => {
                    let text = format!(
                        "Invalid DeadLetterConfig for target {id}: {arn} is not the ARN of a standard SQS queue."
                    );
                    return Err(EventsError::invalid(text));
                }
            }
        }
        let transform = transform(id, &row)?;
        Ok(Target { row, transform })
    }

    /// A target from its row, which was checked when it was given.
    pub(crate) fn stored(row: TargetRow) -> Result<Target, StoreError> {
        let transform = transform("", &row).map_err(|error| StoreError::corrupt(format_args!("a target: {error}")))?;
        Ok(Target { row, transform })
    }

    pub(crate) fn dead_letter(&self) -> Option<&str> {
        self.row.dead_letter.as_ref()?.as_deref()
    }
}

fn transform(id: &str, row: &TargetRow) -> Result<Transform, EventsError> {
    match (&row.input, &row.input_path, &row.transformer) {
        (None, None, None) => Ok(Transform::Whole),
        (Some(input), None, None) => match crate::json::compact(input, &mut Vec::new()) {
            Ok(()) => Ok(Transform::Constant(input.clone())),
            Err(_) => Err(EventsError::invalid(format!("Input for target {id} is not a valid JSON text."))),
        },
        (None, Some(path), None) => match Path::parse(path) {
            Some(path) => Ok(Transform::Part(path)),
            None => Err(EventsError::invalid(format!("InputPath for target {id} is invalid."))),
        },
        (None, None, Some(transformer)) => {
            let none = BTreeMap::new();
            let paths = transformer.paths.as_ref().unwrap_or(&none);
            let pairs = paths.iter().map(|(name, path)| (name.as_str(), path.as_str()));
            let template = Template::parse(&transformer.template, pairs);
            template.map(|template| Transform::Template(Box::new(template))).map_err(|error| template_error(id, &error))
        }
        _ => {
            let text = format!("Only one of Input, InputPath, or InputTransformer must be provided for target {id}.");
            Err(EventsError::invalid(text))
        }
    }
}

fn template_error(id: &str, error: &TemplateError) -> EventsError {
    EventsError::invalid(match error {
        TemplateError::UnknownVariable(name) => {
            format!("InputTemplate for target {id} contains invalid placeholder {name}.")
        }
        TemplateError::NotJson { text, at } => {
            let before = text.as_bytes().get(..*at).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
            format!(
                "Invalid InputTemplate for target {id} : [Source: (String)\"{text}\"; line: {line}, column: {column}]."
            )
        }
        TemplateError::ReservedName(name) => {
            format!("InputPathsMap for target {id} defines the reserved variable {name}.")
        }
        // What AWS says of the map is not known; of `InputPath` it says so much and no more.
        TemplateError::InvalidPath(_) => format!("InputPath for target {id} is invalid."),
    })
}

impl Bus {
    /// Adds targets to a rule; one whose id is there is replaced.
    pub(crate) fn put_targets(
        &mut self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        rule: &str,
        targets: Vec<(String, Target)>,
    ) -> Result<(), EventsError> {
        let known = &self.require_rule(bus, rule)?.targets;
        let mut new: Vec<&str> =
            targets.iter().map(|(id, _)| id.as_str()).filter(|id| !known.contains_key(*id)).collect();
        new.sort_unstable();
        new.dedup();
        if known.len() + new.len() > limits::TARGETS {
            return Err(EventsError::LimitExceeded);
        }
        for (id, target) in &targets {
            tx.put(keys::target(rule, id), encode(&target.row));
        }
        if let Some(rule) = self.rule_mut(rule) {
            rule.targets.extend(targets);
        }
        Ok(())
    }

    /// Takes targets away from a rule; ids that are not there are passed over.
    pub(crate) fn remove_targets(
        &mut self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        rule: &str,
        ids: &[String],
    ) -> Result<(), EventsError> {
        self.require_rule(bus, rule)?;
        for id in ids {
            tx.delete(keys::target(rule, id));
        }
        if let Some(rule) = self.rule_mut(rule) {
            rule.targets.retain(|id, _| !ids.contains(id));
        }
        Ok(())
    }
}

/// A queue's URL as SQS takes it from anybody.
pub(crate) fn queue_url(queue: &Queue<'_>) -> String {
    ["https://sqs.", queue.region, ".amazonaws.com/", queue.account, "/", queue.name].concat()
}
