//! Log events under the kill: streams that are written by one connection each, and what a restarted server must have of them.
//!
//! A stream's events are numbered, and each one's text follows from its number. After a restart a stream must hold the numbers up to
//! what was acknowledged last, in order and whole; or those of the batch behind it as well, all of them.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::client::{Client, Service};
use crate::dice::Dice;
use crate::error::Error;
use crate::kill9::lanes::Round;
use crate::kill9::ledger::{FaultKind, Ledger};
use crate::kill9::scene::Scene;
use crate::watch;

/// The group of a run.
const GROUP: &str = "/kill9";
/// Streams, each with a lane of its own.
pub(crate) const LANES: usize = 2;
/// Events of one batch, at least and below.
const BATCH: (u64, u64) = (1, 40);
/// Bytes of an event's text, at least and below: enough for blocks to be sealed all the time.
const BYTES: (u64, u64) = (10, 1_200);

/// What is known of one stream.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    /// Events below this number were acknowledged.
    acknowledged: u64,
    /// Events below this one were sent.
    tried: u64,
    /// How many were read after the restarts before, and the token behind them.
    read: (u64, Option<String>),
}

/// All streams.
pub(crate) type Streams = [Stream; LANES];

fn name(lane: usize) -> String {
    format!("s{lane}")
}

/// The text of an event.
fn text(lane: usize, number: u64) -> String {
    let mut dice = Dice::new(number << 8 | lane as u64);
    let length = usize::try_from(dice.between(BYTES.0, BYTES.1)).unwrap_or(0);
    format!("{number} {}", dice.text(length))
}

/// Makes the group and its streams.
///
/// # Errors
/// Those of the connection, and refusals.
pub(crate) async fn prepare(scene: &Scene) -> Result<(), Error> {
    let mut client = scene.client().await?;
    let input = json!({"logGroupName": GROUP}).to_string();
    client.accepted(Service::Logs, "CreateLogGroup", input.as_bytes()).await?;
    for lane in 0..LANES {
        let input = json!({"logGroupName": GROUP, "logStreamName": name(lane)}).to_string();
        client.accepted(Service::Logs, "CreateLogStream", input.as_bytes()).await?;
    }
    Ok(())
}

/// Writes to its stream until the connection breaks. That it does before the kill is a fault, and so is every refusal.
pub(crate) async fn work(
    round: Rc<Round>,
    streams: Rc<RefCell<Streams>>,
    lane: usize,
    mut dice: Dice,
    mut client: Client,
) {
    loop {
        let count = dice.between(BATCH.0, BATCH.1);
        if let Err(error) = put(&round, &streams, lane, count, &mut client).await {
            let broke = matches!(error, Error::Io { .. } | Error::Closed(_));
            if !(broke && round.killed.get()) {
                round.ledger.borrow_mut().fault(FaultKind::Other, format!("log lane {lane}: {error}"));
            }
            return;
        }
    }
}

async fn put(
    round: &Round,
    streams: &RefCell<Streams>,
    lane: usize,
    count: u64,
    client: &mut Client,
) -> Result<(), Error> {
    let first = streams.borrow()[lane].acknowledged;
    streams.borrow_mut()[lane].tried = first + count;
    let time = watch::unix_seconds() * 1_000;
    let event = |number| json!({"timestamp": time, "message": text(lane, number)});
    let events: Vec<_> = (first..first + count).map(event).collect();
    let input = json!({"logGroupName": GROUP, "logStreamName": name(lane), "logEvents": events});
    let output = client.call(Service::Logs, "PutLogEvents", &input).await?.ok("PutLogEvents")?;
    if !output["rejectedLogEventsInfo"].is_null() {
        return Err(Error::Unexpected(format!("events were rejected: {output}")));
    }
    streams.borrow_mut()[lane].acknowledged = first + count;
    let mut tally = round.tally.get();
    tally.logs += count;
    round.tally.set(tally);
    Ok(())
}

/// Holds what came to the streams since the last restart against what is known, or all of it, and takes over what is there.
///
/// # Errors
/// Those of the connection, and refusals.
pub(crate) async fn check(
    scene: &Scene,
    streams: &mut Streams,
    all: bool,
    ledger: &RefCell<Ledger>,
) -> Result<(), Error> {
    let mut client = scene.client().await?;
    for (lane, stream) in streams.iter_mut().enumerate() {
        let (mut next, mut token) = if all { (0, None) } else { stream.read.clone() };
        loop {
            let page = page(&mut client, lane, token.as_deref()).await?;
            let events = page["events"].as_array().map(Vec::as_slice).unwrap_or_default();
            for event in events {
                if let Some((kind, fault)) = judge(lane, next, event) {
                    ledger.borrow_mut().fault(kind, fault);
                    return Ok(());
                }
                next += 1;
            }
            let after = page["nextForwardToken"].as_str().map(str::to_owned);
            if after == token {
                break;
            }
            token = after;
        }
        if next < stream.acknowledged {
            let text = format!("{} holds {next} events of {} acknowledged ones", name(lane), stream.acknowledged);
            ledger.borrow_mut().fault(FaultKind::Lost, text);
        } else if next != stream.acknowledged && next != stream.tried {
            let text = format!("{} holds {next} events: a part of a batch up to {}", name(lane), stream.tried);
            ledger.borrow_mut().fault(FaultKind::Other, text);
        }
        *stream = Stream { acknowledged: next, tried: next, read: (next, token) };
    }
    Ok(())
}

async fn page(client: &mut Client, lane: usize, token: Option<&str>) -> Result<Value, Error> {
    let mut input = json!({"logGroupName": GROUP, "logStreamName": name(lane), "startFromHead": true});
    if let Some(token) = token {
        input["nextToken"] = json!(token);
    }
    client.call(Service::Logs, "GetLogEvents", &input).await?.ok("GetLogEvents")
}

/// What is wrong with an event in the place of this number.
fn judge(lane: usize, number: u64, event: &Value) -> Option<(FaultKind, String)> {
    let found = event["message"].as_str().unwrap_or_default();
    if found == text(lane, number) {
        return None;
    }
    let said = found.split_once(' ').and_then(|(said, _)| said.parse::<u64>().ok());
    Some(match said {
        Some(said) if said != number && found == text(lane, said) => {
            let kind = if said > number { FaultKind::Lost } else { FaultKind::Order };
            (kind, format!("{} holds event {said} in the place of {number}", name(lane)))
        }
        _ => (FaultKind::Other, format!("{} holds a damaged event in the place of {number}", name(lane))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_known_by_their_text() {
        let event = |number| json!({"message": text(1, number)});
        assert_eq!(judge(1, 7, &event(7)), None);
        assert_eq!(judge(1, 7, &event(8)).map(|(kind, _)| kind), Some(FaultKind::Lost));
        assert_eq!(judge(1, 7, &event(6)).map(|(kind, _)| kind), Some(FaultKind::Order));
        let torn = text(1, 7).split_at(9).0.to_owned();
        assert_eq!(judge(1, 7, &json!({"message": torn})).map(|(kind, _)| kind), Some(FaultKind::Other));
        // Of another stream.
        assert_eq!(judge(0, 7, &event(7)).map(|(kind, _)| kind), Some(FaultKind::Other));
    }
}
