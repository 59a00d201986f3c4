//! The rows of cell 1.
//!
//! ```text
//! key                    value
//! 00                     version, number (varint)     task ids from this number on were never given
//! 01 id (8 bytes BE)     version, due (varint, us), created (varint, us), attempt (varint), kind, cell, payload
//! ```

use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::{NewTask, TaskId, TaskRun};
use crate::error::StoreError;
use crate::key::{Key, KeyReader};
use crate::record::{Decoder, Encoder};

pub(super) const VERSION: u8 = 1;
const NEXT_ID: u8 = 0;
pub(super) const TASK: u8 = 1;

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

pub(super) fn encode_new(task: &NewTask) -> Bytes {
    encode(task.due, task.created, 0, task.kind, &task.cell, &task.payload)
}

pub(super) fn encode_run(run: &TaskRun) -> Bytes {
    encode(run.due, run.created, run.attempt, &run.kind, &run.cell, &run.payload)
}

fn encode(due: Timestamp, created: Timestamp, attempt: u32, kind: &str, cell: &str, payload: &[u8]) -> Bytes {
    Encoder::with_capacity(VERSION, payload.len() + kind.len() + cell.len() + 40)
        .varint(due.as_micros())
        .varint(created.as_micros())
        .varint(u64::from(attempt))
        .str(kind)
        .str(cell)
        .bytes(payload)
        .finish()
}

/// Only when the task is due: what the index needs at the start.
pub(super) fn decode_due(row: &[u8]) -> Result<Timestamp, StoreError> {
    Decoder::new("a task", VERSION, row)?.varint().map(Timestamp::from_micros)
}

pub(super) fn decode(id: TaskId, row: &Bytes) -> Result<TaskRun, StoreError> {
    let mut decoder = Decoder::new("a task", VERSION, row)?;
    let due = Timestamp::from_micros(decoder.varint()?);
    let created = Timestamp::from_micros(decoder.varint()?);
    let attempt = u32::try_from(decoder.varint()?).map_err(StoreError::corrupt)?;
    let kind = decoder.str()?.to_owned();
    let cell = decoder.str()?.to_owned();
    let payload = row.slice_ref(decoder.bytes()?);
    decoder.end()?;
    Ok(TaskRun { id, due, kind, payload, attempt, created, cell })
}
