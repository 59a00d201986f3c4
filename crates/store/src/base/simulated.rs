//! A base for simulations: all rows in memory, and every checkpoint in files of the simulated disk, so that a crash leaves of
//! it what was synced.
//!
//! ```text
//! base/00000007.rows     the operations of one checkpoint on the rows, or all rows when it is the oldest file
//! base/00000006.bodies   the same for the bodies
//! ```
//!
//! As in the embedded base, bodies and rows become durable one after the other, never together.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use super::{Base, Changes, Row};
use crate::batch::{Batch, operations};
use crate::disk::{Disk, read_whole};
use crate::error::StoreError;
use crate::key::{KeyBounds, RowKey};
use crate::overlay::{Entry, Space};
use crate::position::Position;
use crate::record::{Decoder, Encoder};

const DIR: &str = "base";
const NEW: &str = "base/new";
/// The position up to which the base holds every commit is the row of this cell without a key.
const NOTE_CELL: u64 = u64::MAX;
const NOTE_VERSION: u8 = 1;

type Table = BTreeMap<(u64, RowKey), Bytes>;

/// The simulated base.
pub(crate) struct SimBase {
    disk: Arc<dyn Disk>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rows: Table,
    bodies: Table,
    next_file: u64,
}

impl State {
    fn table(&mut self, space: Space) -> &mut Table {
        match space {
            Space::Rows => &mut self.rows,
            Space::Bodies => &mut self.bodies,
        }
    }

    fn apply(&mut self, encoded: &[u8]) -> Result<(), StoreError> {
        for operation in operations(encoded) {
            let operation = operation?;
            let key = (operation.cell, RowKey::from_slice(operation.key));
            let table = self.table(operation.space);
            match operation.value {
                Some(value) => table.insert(key, Bytes::copy_from_slice(value)),
                None => table.remove(&key),
            };
        }
        Ok(())
    }
}

impl SimBase {
    /// Reads what the disk holds.
    pub(crate) fn open(disk: Arc<dyn Disk>) -> Result<SimBase, StoreError> {
        let mut state = State::default();
        // The first checkpoint makes the directory: opening changes nothing.
        let names = if disk.exists(DIR)? { disk.list(DIR)? } else { Vec::new() };
        for name in names {
            let Some((number, _)) = name.split_once('.') else { continue };
            let number: u64 = number.parse().map_err(StoreError::corrupt)?;
            state.apply(&read_whole(&*disk, &format!("{DIR}/{name}"), u64::MAX)?)?;
            state.next_file = number + 1;
        }
        Ok(SimBase { disk, state: Mutex::new(state) })
    }

    /// Makes one space's part of the changes durable, then visible.
    fn write_space(&self, space: Space, changes: &Changes, note: Option<Position>) -> Result<(), StoreError> {
        let mut state = self.state.lock();
        let mut batch = Batch::default();
        batch.start();
        for (id, layer) in changes.by_cell() {
            match layer {
                Some(layer) => {
                    for (key, entry) in layer.space(space) {
                        match entry {
                            Entry::Put { value, .. } => batch.put(space, key, value),
                            Entry::Tombstone => batch.delete(space, key),
                        }
                    }
                }
                None => {
                    let range = (id, RowKey::new())..(id + 1, RowKey::new());
                    state.table(space).range(range).for_each(|((_, key), _)| batch.delete(space, key));
                }
            }
            batch.end_section(id);
        }
        if let Some(note) = note {
            batch.put(space, &[], &Encoder::new(NOTE_VERSION).u64(note.get()).finish());
            batch.end_section(NOTE_CELL);
        }
        let encoded = batch.finish();
        let extension = if space == Space::Rows { "rows" } else { "bodies" };
        let name = format!("{DIR}/{:08}.{extension}", state.next_file);
        self.write_file(&name, encoded)?;
        state.next_file += 1;
        state.apply(encoded)
    }

    fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.disk.create_dir(DIR)?;
        if self.disk.exists(NEW)? {
            self.disk.remove(NEW)?;
        }
        let file = self.disk.create(NEW)?;
        file.write_at(bytes, 0)?;
        file.sync_data()?;
        self.disk.rename(NEW, name)?;
        Ok(self.disk.sync_dir(DIR)?)
    }
}

impl Base for SimBase {
    fn get(&self, space: Space, cell: u64, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        Ok(self.state.lock().table(space).get(&(cell, RowKey::from_slice(key))).cloned())
    }

    fn scan<'a>(
        &'a self,
        cell: u64,
        bounds: &KeyBounds,
        reverse: bool,
    ) -> Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a> {
        let from = match &bounds.from {
            Bound::Unbounded => Bound::Included((cell, RowKey::new())),
            bound => bound.as_ref().map(|key| (cell, key.clone())),
        };
        let to = match &bounds.to {
            Bound::Unbounded => Bound::Excluded((cell.saturating_add(1), RowKey::new())),
            bound => bound.as_ref().map(|key| (cell, key.clone())),
        };
        let state = self.state.lock();
        let mut rows: Vec<Row> =
            state.rows.range((from, to)).map(|((_, key), value)| (key.clone(), value.clone())).collect();
        if reverse {
            rows.reverse();
        }
        Box::new(rows.into_iter().map(Ok))
    }

    fn write(&self, changes: &Changes) -> Result<(), StoreError> {
        self.write_space(Space::Bodies, changes, None)?;
        self.write_space(Space::Rows, changes, Some(changes.holds))
    }

    fn holds(&self) -> Result<Position, StoreError> {
        let Some(note) = self.get(Space::Rows, NOTE_CELL, &[])? else { return Ok(Position::NOTHING) };
        Decoder::new("the base's note", NOTE_VERSION, &note)?.u64().map(Position::new)
    }
}
