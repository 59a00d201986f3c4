//! What the tasks of a bus do when they run.

use std::time::Duration;

use tradewind_store::{Outcome, StoreError, TaskRun, Watermark};

use super::dead_letter::{self, DeadLetter};
use super::delivery::Delivery;
use super::function;
use super::queue::{self, Message, Posting};
use super::verdict::Failure;
use crate::Events;
use crate::fan_out::FanOut;
use crate::firing::Firing;
use crate::keys;
use crate::names::BusName;
use crate::retry::{Exhausted, Patience};
use crate::route::Routed;
use crate::target::{Destination, Queue};

/// How long to wait when the store itself could not do its part.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// Performs any task of this service.
pub(crate) async fn perform(events: &Events, run: TaskRun) -> Outcome {
    let done = match run.kind.as_str() {
        keys::DELIVER => deliver(events, &run).await,
        keys::FAN_OUT => fan_out(events, &run),
        keys::DEAD_LETTER => Ok(dead_letter::perform(events, &run).await),
        keys::SCHEDULE => fire(events, &run),
        kind => Ok(Outcome::Buried { why: format!("EventBridge knows no tasks of kind {kind}") }),
    };
    done.unwrap_or_else(|error| match error {
        StoreError::Corrupt(_) | StoreError::Newer { .. } => Outcome::Buried { why: error.to_string() },
        error => {
            tracing::warn!(kind = run.kind, cell = run.cell, %error, "a task waits for the store");
            Outcome::Again { at: events.parts.clock.now() + STORE_PAUSE, payload: None }
        }
    })
}

fn fire(events: &Events, run: &TaskRun) -> Result<Outcome, StoreError> {
    let firing = Firing::decode(&run.payload)?;
    let bus = BusName::from_cell(&run.cell).ok_or_else(|| StoreError::corrupt("a firing of no bus"))?;
    events.bus(&bus).write(&Watermark::new(), |tx, model| model.fire(tx, &bus, &firing))?;
    Ok(Outcome::Done)
}

/// Notes further deliveries. A crash between the two commits of a round repeats that round's deliveries, not more.
fn fan_out(events: &Events, run: &TaskRun) -> Result<Outcome, StoreError> {
    let bus = BusName::from_cell(&run.cell).ok_or_else(|| StoreError::corrupt("a fan-out of no bus"))?;
    let rest = FanOut::decode(&run.payload)?;
    let left = events.bus(&bus).write(&Watermark::new(), |tx, model| {
        Ok::<_, StoreError>(model.spread(tx, &bus, rest).map(|left| (tx.now(), left.encode())))
    })?;
    Ok(match left {
        Some((now, payload)) => Outcome::Again { at: now, payload: Some(payload) },
        None => Outcome::Done,
    })
}

async fn deliver(events: &Events, run: &TaskRun) -> Result<Outcome, StoreError> {
    let delivery = Delivery::decode(&run.payload)?;
    let failed = match Destination::of(&delivery.target_arn) {
        Ok(Destination::Queue(queue)) => to_queue(events, queue, &delivery).await,
        Ok(Destination::Function(function)) => function::invoke(events, function, &delivery).await,
        Ok(Destination::Bus(bus)) => to_bus(events, &bus, &delivery)?,
        Err(error) => all(&delivery, &Failure::for_good("INVALID_PARAMETER", error.to_string())),
    };
    if failed.is_empty() {
        return Ok(Outcome::Done);
    }
    after_failure(events, run, &delivery, failed)
}

async fn to_queue(events: &Events, queue: Queue<'_>, delivery: &Delivery<'_>) -> Vec<(usize, Failure)> {
    let messages = delivery.items.iter().map(|item| Message {
        body: item.message.clone().into_owned(),
        trace: item.trace.as_deref().map(str::to_owned),
    });
    let posting =
        Posting { queue, rule_arn: &delivery.rule_arn, group: delivery.message_group.as_deref(), attributes: &[] };
    queue::send(events, &posting, messages.collect()).await
}

/// Hands events over to another bus, in one transaction of its own. They keep their id, account, region and time. An event goes
/// over once only, so no circle of buses can keep it alive.
fn to_bus(events: &Events, bus: &BusName, delivery: &Delivery<'_>) -> Result<Vec<(usize, Failure)>, StoreError> {
    if delivery.forwarded {
        let refused = delivery.items.iter().enumerate().map(|(place, item)| {
            let message = format!(
                "Event ingestion rejected for event {} because an event can be sent to an event bus target only once. \
                 This event was previously delivered to an event bus target.",
                item.id
            );
            (place, Failure::for_good("THIRD_ACCOUNT_HOP_DETECTED", message))
        });
        return Ok(refused.collect());
    }
    let routed: Vec<Routed<'_>> = delivery
        .items
        .iter()
        .map(|item| Routed { id: &item.id, text: &item.message, parts: None, trace: item.trace.as_deref() })
        .collect();
    let there = events.bus(bus).write(&Watermark::new(), |tx, model| {
        let there = model.exists(bus);
        if there {
            model.accept(tx, bus, &routed, true);
        }
        Ok::<bool, StoreError>(there)
    })?;
    if there {
        return Ok(Vec::new());
    }
    Ok(all(delivery, &Failure::for_good("NO_RESOURCE", format!("Event bus {} does not exist.", bus.name))))
}

fn all(delivery: &Delivery<'_>, failure: &Failure) -> Vec<(usize, Failure)> {
    (0..delivery.items.len()).map(|place| (place, failure.clone())).collect()
}

/// Decides what becomes of the events that were not delivered: each is tried again or given up.
fn after_failure(
    events: &Events,
    run: &TaskRun,
    delivery: &Delivery<'_>,
    failed: Vec<(usize, Failure)>,
) -> Result<Outcome, StoreError> {
    let patience = Patience { attempts: delivery.attempts, deadline: delivery.deadline };
    let next = patience.after(run.attempt, events.parts.clock.now(), &events.parts.random);
    let (again, lost): (Vec<_>, Vec<_>) = failed.into_iter().partition(|(_, failure)| failure.again && next.is_ok());
    if !lost.is_empty() {
        give_up(events, run, delivery, &lost, next.err())?;
    }
    match next {
        Ok(at) if !again.is_empty() => {
            let rest = (again.len() < delivery.items.len()).then(|| {
                let items = again.iter().filter_map(|(place, _)| delivery.items.get(*place).cloned());
                Delivery { items: items.collect(), ..delivery.clone() }.encode()
            });
            Ok(Outcome::Again { at, payload: rest })
        }
        _ if delivery.dead_letter.is_some() => Ok(Outcome::Done),
        _ => {
            let why = lost.last().map(|(_, failure)| [failure.code, ": ", &failure.message].concat());
            Ok(Outcome::Buried { why: why.unwrap_or_default() })
        }
    }
}

/// Notes the tasks that take events to the dead-letter queue: one for all that failed in the same way.
fn give_up(
    events: &Events,
    run: &TaskRun,
    delivery: &Delivery<'_>,
    lost: &[(usize, Failure)],
    exhausted: Option<Exhausted>,
) -> Result<(), StoreError> {
    let Some(queue_arn) = &delivery.dead_letter else {
        let failure = lost.last().map(|(_, failure)| failure.code);
        // The executor says in the log that the task is buried, and why.
        tracing::debug!(rule = %delivery.rule_arn, target = %delivery.target_id, events = lost.len(), failure, "events are dropped");
        return Ok(());
    };
    let bus = BusName::from_cell(&run.cell).ok_or_else(|| StoreError::corrupt("a delivery of no bus"))?;
    let letters = lost.chunk_by(|a, b| a.1 == b.1).filter_map(|group| {
        let (_, failure) = group.first()?;
        let items = group.iter().filter_map(|(place, _)| delivery.items.get(*place));
        let letter = DeadLetter {
            queue_arn: queue_arn.to_string(),
            rule_arn: delivery.rule_arn.to_string(),
            target_arn: delivery.target_arn.to_string(),
            code: failure.code.to_owned(),
            message: failure.message.clone(),
            condition: exhausted.filter(|_| failure.again).map(|exhausted| exhausted.text().to_owned()),
            retries: run.attempt,
            events: items.map(|item| (item.event().to_string(), item.trace.as_deref().map(str::to_owned))).collect(),
        };
        Some(letter.encode())
    });
    events.bus(&bus).write(&Watermark::new(), |tx, _| {
        let now = tx.now();
        for letter in letters {
            tx.task(now, keys::DEAD_LETTER, letter);
        }
        Ok(())
    })
}
