//! What the tasks of this service do when they run.
//!
//! ```text
//! kind            written by                          does
//! logs/list       CreateLogGroup, DeleteLogGroup      brings the control cell's list up to date
//! logs/seal       PutLogEvents                        turns a stream's open blocks into sealed ones
//! logs/expire     PutRetentionPolicy, PutLogEvents    deletes what has expired
//! logs/deliver    PutLogEvents                        takes events to a subscription filter's function
//! ```

use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Cell, Outcome, StoreError, TaskRun, Watermark};

use crate::chunk::{self, Block};
use crate::error::LogsError;
use crate::group::Group;
use crate::group::retention::SOON;
use crate::names::GroupName;
use crate::{Logs, deliver, keys};

pub(crate) const LIST: &str = "logs/list";
pub(crate) const SEAL: &str = "logs/seal";
pub(crate) const EXPIRE: &str = "logs/expire";
pub(crate) const DELIVER: &str = "logs/deliver";

/// Which group's events expire.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Expire {
    pub(crate) group: GroupName,
    /// The group's id: one made again under its name has nothing to do with the task.
    pub(crate) id: u64,
}

/// Which stream's blocks are sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seal {
    pub(crate) group: GroupName,
    pub(crate) id: u64,
    pub(crate) stream: String,
}

/// A task's payload. The types here have text keys and plain values, which JSON can hold.
pub(crate) fn payload<T: Serialize>(value: &T) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

/// Performs one task.
pub(crate) async fn run(logs: &Logs, run: &TaskRun) -> Outcome {
    let done = match run.kind.as_str() {
        LIST => read(run).and_then(|group| list(logs, &group)),
        SEAL => match read(run) {
            Ok(order) => seal(logs, order).await,
            Err(error) => Err(error),
        },
        EXPIRE => read(run).and_then(|order| expire(logs, &order)),
        DELIVER => deliver::perform(logs, run).await,
        other => return Outcome::Buried { why: format!("the service logs performs no tasks of kind {other}") },
    };
    done.unwrap_or_else(|error| match error {
        // A store that can't write now may write later; a task that can't be read never will.
        LogsError::Store(StoreError::Corrupt(why)) => Outcome::Buried { why: why.to_string() },
        _ => Outcome::Again { at: logs.parts.clock.now() + Duration::from_secs(1), payload: None },
    })
}

fn read<T: DeserializeOwned>(run: &TaskRun) -> Result<T, LogsError> {
    serde_json::from_slice(&run.payload)
        .map_err(|error| StoreError::corrupt(format_args!("a task of {}: {error}", run.kind)).into())
}

fn list(logs: &Logs, group: &GroupName) -> Result<Outcome, LogsError> {
    logs.lister.update(&logs.parts.store, &Watermark::new(), group)?;
    Ok(Outcome::Done)
}

fn expire(logs: &Logs, order: &Expire) -> Result<Outcome, LogsError> {
    let more = logs.group(&order.group).write(&Watermark::new(), |tx, group| group.expire(tx, order.id))?;
    Ok(if more { Outcome::Again { at: logs.parts.clock.now() + SOON, payload: None } } else { Outcome::Done })
}

/// Packing takes milliseconds, so it is not done on a thread that serves requests.
async fn seal(logs: &Logs, order: Seal) -> Result<Outcome, LogsError> {
    let cell = logs.group(&order.group);
    let now = logs.parts.clock.now();
    let done = tokio::task::spawn_blocking(move || seal_now(&cell, &order, now)).await;
    done.unwrap_or_else(|_| Err(StoreError::Io("sealing was cut short".into()).into()))
}

fn seal_now(cell: &Cell<Group>, order: &Seal, now: Timestamp) -> Result<Outcome, LogsError> {
    let mark = Watermark::new();
    let open = cell.read(&mark, |_, group| Ok::<_, LogsError>(group.open_blocks(order.id, &order.stream)))?;
    let Some(open) = open else { return Ok(Outcome::Done) };
    let mut bodies = Vec::with_capacity(open.blocks.len());
    for (number, head) in &open.blocks {
        let Some(body) = cell.read(&mark, |view, _| view.get_body(keys::body(open.stream, *number)))? else {
            return Ok(Outcome::Done);
        };
        bodies.push((*number, *head, body));
    }
    let mut rooms: Vec<Vec<u8>> = bodies.iter().map(|_| Vec::new()).collect();
    let mut events = Vec::new();
    for ((number, head, body), room) in bodies.iter().zip(&mut rooms) {
        for event in Block::open(head, *number, body, room)?.events() {
            events.push(event?.1);
        }
    }
    let sealed = chunk::seal(events);
    let more = cell.write(&mark, |tx, group| group.replace(tx, order.id, &order.stream, &open, sealed))?;
    Ok(if more { Outcome::Again { at: now + SOON, payload: None } } else { Outcome::Done })
}
