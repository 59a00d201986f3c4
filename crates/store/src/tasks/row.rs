//! The rows of cell 1.
//!
//! ```text
//! key                    value
//! 00                     version, number (varint)     task ids from this number on were never given
//! 01 id (8 bytes BE)     version, due (varint, us), created (varint, us), attempt (varint), kind, cell,
//!                        1 and the payload, or 0 when it is the body of the same key
//! ```
//!
//! All rows are read when the store is opened; the bodies are not. A payload longer than [`INLINE_BYTES`] is a body.

use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::{NewTask, TaskId, TaskRun};
use crate::batch::Batch;
use crate::error::StoreError;
use crate::key::{Key, KeyReader, RowKey};
use crate::overlay::{Layers, Space};
use crate::record::{Decoder, Encoder};

pub(super) const VERSION: u8 = 1;
const NEXT_ID: u8 = 0;
pub(super) const TASK: u8 = 1;
/// A payload that is no longer than this many bytes stands in its task's row.
const INLINE_BYTES: usize = 256;

pub(super) fn next_id_key() -> Key {
    Key::tag(NEXT_ID)
}

pub(super) fn key(id: TaskId) -> Key {
    Key::tag(TASK).u64(id.0)
}

pub(super) fn id(key: &[u8]) -> Result<TaskId, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.u64().map(TaskId)
}

pub(super) fn row_key(key: &[u8]) -> RowKey {
    RowKey::from_slice(key)
}

/// Whether a payload is kept as a body.
pub(super) fn is_body(payload: &[u8]) -> bool {
    payload.len() > INLINE_BYTES
}

pub(super) fn encode_new(task: &NewTask) -> Bytes {
    encode(task.due, task.created, 0, task.kind, &task.cell, &task.payload)
}

pub(super) fn encode_run(run: &TaskRun) -> Bytes {
    encode(run.due, run.created, run.attempt, &run.kind, &run.cell, &run.payload)
}

fn encode(due: Timestamp, created: Timestamp, attempt: u32, kind: &str, cell: &str, payload: &[u8]) -> Bytes {
    let inline = (!is_body(payload)).then_some(payload);
    Encoder::with_capacity(VERSION, inline.map_or(0, <[u8]>::len) + kind.len() + cell.len() + 40)
        .varint(due.as_micros())
        .varint(created.as_micros())
        .varint(u64::from(attempt))
        .str(kind)
        .str(cell)
        .option(inline, Encoder::bytes)
        .finish()
}

/// Only when the task is due and its kind: what the index needs at the start.
pub(super) fn decode_due(row: &[u8]) -> Result<(Timestamp, &str), StoreError> {
    let mut decoder = Decoder::new("a task", VERSION, row)?;
    let due = Timestamp::from_micros(decoder.varint()?);
    let (_created, _attempt) = (decoder.varint()?, decoder.varint()?);
    Ok((due, decoder.str()?))
}

/// Reads a row; `body` reads the body of its key.
pub(super) fn decode(
    id: TaskId,
    row: &Bytes,
    body: impl FnOnce() -> Result<Option<Bytes>, StoreError>,
) -> Result<TaskRun, StoreError> {
    let mut decoder = Decoder::new("a task", VERSION, row)?;
    let due = Timestamp::from_micros(decoder.varint()?);
    let created = Timestamp::from_micros(decoder.varint()?);
    let attempt = u32::try_from(decoder.varint()?).map_err(StoreError::corrupt)?;
    let kind = decoder.str()?.to_owned();
    let cell = decoder.str()?.to_owned();
    let inline = decoder.option(Decoder::bytes)?.map(|inline| row.slice_ref(inline));
    decoder.end()?;
    let payload = match inline {
        Some(payload) => payload,
        None => body()?.ok_or_else(|| StoreError::corrupt("a task's payload is missing"))?,
    };
    Ok(TaskRun { id, due, kind, payload, attempt, created, cell })
}

/// What a commit does to the body of a task that exists.
pub(super) enum BodyChange {
    Nothing,
    Put(Bytes),
    Delete,
}

impl BodyChange {
    /// From one payload to the next, or to the task's end.
    pub(super) fn between(before: &[u8], after: Option<&Bytes>) -> BodyChange {
        match after {
            Some(after) if is_body(after) => BodyChange::Put(after.clone()),
            _ if is_body(before) => BodyChange::Delete,
            _ => BodyChange::Nothing,
        }
    }

    pub(super) fn write(&self, batch: &mut Batch, key: &[u8]) {
        match self {
            BodyChange::Nothing => {}
            BodyChange::Put(body) => batch.put(Space::Bodies, key, body),
            BodyChange::Delete => batch.delete(Space::Bodies, key),
        }
    }

    pub(super) fn apply(self, layers: &mut Layers, key: &[u8]) {
        match self {
            BodyChange::Nothing => {}
            BodyChange::Put(body) => drop(layers.put(Space::Bodies, row_key(key), body, false)),
            BodyChange::Delete => drop(layers.delete(Space::Bodies, row_key(key))),
        }
    }
}
