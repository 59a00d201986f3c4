//! Which cells there are: the rows of cell 0.
//!
//! ```text
//! key                      value
//! 01 name                  version, cell id (varint)       a cell that has been written
//! 02 cell id (8 bytes BE)  version                         a dropped id whose rows the base may still hold
//! 03                       version, number (varint)        ids from this number on were never given
//! ```

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use crate::base::Base;
use crate::batch::Batch;
use crate::error::StoreError;
use crate::key::{Key, KeyReader, RowKey, prefix};
use crate::overlay::{Layers, Rows, Space};
use crate::record::{Decoder, Encoder};
use crate::view::View;

/// The catalog's own cell id.
pub(crate) const CATALOG: u64 = 0;
/// The tasks' cell id.
pub(crate) const TASKS: u64 = 1;
const FIRST_FREE: u64 = 16;
const IDS_AT_ONCE: u64 = 256;
const NAME: u8 = 1;
const DROPPED: u8 = 2;
const NEXT_ID: u8 = 3;
const VERSION: u8 = 1;

/// The catalog. Its lock comes after a cell's and the tasks' in the order of locks, and before the committer's.
#[derive(Debug)]
pub(crate) struct Catalog {
    pub(crate) rows: Arc<Rows>,
    ids: Mutex<Ids>,
}

#[derive(Debug)]
struct Ids {
    next: u64,
    /// The number in row 03.
    reserved: u64,
}

/// What a transaction does to its cell's entry in the catalog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// The name gets a new id.
    pub(crate) create: bool,
    /// The name is forgotten.
    pub(crate) forget: bool,
    /// The rows of this id go away.
    pub(crate) drop_id: Option<u64>,
}

impl Catalog {
    pub(crate) fn open(rows: Arc<Rows>, base: &dyn Base) -> Result<Catalog, StoreError> {
        let reserved = {
            let layers = rows.layers.lock();
            let row = layers.get(base, CATALOG, Space::Rows, Key::tag(NEXT_ID).as_ref())?;
            row.map(|row| number("the catalog's next id", &row)).transpose()?.unwrap_or(FIRST_FREE)
        };
        Ok(Catalog { rows, ids: Mutex::new(Ids { next: reserved, reserved }) })
    }

    /// The id that a name has, if the cell has ever been written.
    pub(crate) fn find(&self, base: &dyn Base, name: &str) -> Result<Option<u64>, StoreError> {
        let row = self.rows.layers.lock().get(base, CATALOG, Space::Rows, name_key(name).as_ref())?;
        row.map(|row| number("a catalog entry", &row)).transpose()
    }

    /// Names in order, after `after` when given.
    pub(crate) fn names(
        &self,
        base: &dyn Base,
        start: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let layers = self.rows.layers.lock();
        let view = View { base, cell: CATALOG, layers: &layers };
        let mut bounds = crate::key::KeyRange::into_bounds(prefix(name_key(start)));
        if let Some(after) = after {
            let after = RowKey::from_slice(name_key(after).as_ref());
            if matches!(&bounds.from, std::ops::Bound::Included(from) if *from <= after) {
                bounds.from = std::ops::Bound::Excluded(after);
            }
        }
        let rows = view.scan(bounds).take(limit);
        rows.map(|row| {
            let (key, _) = row?;
            let name = key.get(1..).unwrap_or_default();
            String::from_utf8(name.to_vec()).map_err(|_| StoreError::corrupt("a cell's name is not UTF-8"))
        })
        .collect()
    }

    /// Ids whose rows the base may still hold.
    pub(crate) fn dropped(&self, base: &dyn Base) -> Result<Vec<u64>, StoreError> {
        let layers = self.rows.layers.lock();
        let view = View { base, cell: CATALOG, layers: &layers };
        let rows = view.scan(prefix([DROPPED]));
        rows.map(|row| dropped_id(&row?.0)).collect()
    }

    /// Commits a transaction that changes the catalog: adds the catalog's section to the batch, appends it, and applies it.
    /// Gives the new id when one was asked for. `append` runs under the catalog's lock, so the journal has the catalog's
    /// changes in the order in which they were made.
    pub(crate) fn commit<T>(
        &self,
        name: &str,
        change: Change,
        batch: &mut Batch,
        mark_dirty: impl FnOnce(&Arc<Rows>, &mut Layers),
        append: impl FnOnce(&mut Batch, Option<u64>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut ids = self.ids.lock();
        let mut layers = self.rows.layers.lock();
        let mut reserved = ids.reserved;
        let mut next = ids.next;
        let mut writes: Vec<(Key, Option<Bytes>)> = Vec::with_capacity(3);
        let id = change.create.then_some(next);
        if let Some(id) = id {
            next += 1;
            if next > reserved {
                reserved = next + IDS_AT_ONCE;
                writes.push((Key::tag(NEXT_ID), Some(numbered(reserved))));
            }
            writes.push((name_key(name), Some(numbered(id))));
        } else if change.forget {
            writes.push((name_key(name), None));
        }
        if let Some(dropped) = change.drop_id {
            writes.push((Key::tag(DROPPED).u64(dropped), Some(Encoder::new(VERSION).finish())));
        }
        // The batch's open section is the cell's own when the cell is created: it waits for its id, so the caller ends it.
        let done = {
            let rows = &writes;
            mark_dirty(&self.rows, &mut layers);
            if let Some(id) = id {
                batch.end_section(id);
            }
            for (key, value) in rows {
                match value {
                    Some(value) => batch.put(Space::Rows, key.as_ref(), value),
                    None => batch.delete(Space::Rows, key.as_ref()),
                }
            }
            batch.end_section(CATALOG);
            append(batch, id)?
        };
        apply(&mut layers, writes);
        *ids = Ids { next, reserved };
        Ok(done)
    }

    /// Forgets dropped ids whose rows the base no longer holds.
    pub(crate) fn forget_dropped(
        &self,
        dropped: &[u64],
        batch: &mut Batch,
        mark_dirty: impl FnOnce(&Arc<Rows>, &mut Layers),
        append: impl FnOnce(&mut Batch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let _ids = self.ids.lock();
        let mut layers = self.rows.layers.lock();
        let writes: Vec<_> = dropped.iter().map(|id| (Key::tag(DROPPED).u64(*id), None)).collect();
        mark_dirty(&self.rows, &mut layers);
        batch.start();
        for (key, _) in &writes {
            batch.delete(Space::Rows, key.as_ref());
        }
        batch.end_section(CATALOG);
        append(batch)?;
        apply(&mut layers, writes);
        Ok(())
    }
}

fn apply(layers: &mut Layers, writes: Vec<(Key, Option<Bytes>)>) {
    for (key, value) in writes {
        let key = RowKey::from_slice(key.as_ref());
        match value {
            Some(value) => layers.put(Space::Rows, key, value, false),
            None => layers.delete(Space::Rows, key),
        };
    }
}

/// The id named by a catalog key, if the key is one of a dropped cell.
pub(crate) fn dropped_by(key: &[u8]) -> Option<u64> {
    (key.first() == Some(&DROPPED)).then(|| dropped_id(key).ok()).flatten()
}

fn dropped_id(key: &[u8]) -> Result<u64, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.u64()
}

fn name_key(name: &str) -> Key {
    Key::tag(NAME).bytes(name.as_bytes())
}

fn numbered(number: u64) -> Bytes {
    Encoder::new(VERSION).varint(number).finish()
}

fn number(what: &'static str, row: &[u8]) -> Result<u64, StoreError> {
    Decoder::new(what, VERSION, row)?.varint()
}
